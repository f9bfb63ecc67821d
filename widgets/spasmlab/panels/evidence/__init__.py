"""Panels of what was measured in people: trials, surveys, and every row."""
