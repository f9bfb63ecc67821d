"""Panels of what happens inside a muscle and its nerve."""
