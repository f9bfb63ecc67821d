"""Panels on medicines: doses on a line, what to ask about first, labels to read."""
