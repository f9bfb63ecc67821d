"""Exercises that reply: a student's number beside a model's or a row's, in words.

``exercise.py`` compares and replies; a file a topic holds its exercises, ``series.py`` all of them.
"""

from spasmlab.exercises.series import check

__all__ = ["check"]
