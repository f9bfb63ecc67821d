"""Panels of what to do: tonight, this week, at the next visit."""
