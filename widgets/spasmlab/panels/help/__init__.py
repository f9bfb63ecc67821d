"""Panels of warning signs: who is told to get help, and how fast."""
