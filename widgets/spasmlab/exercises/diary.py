"""Exercises of lesson 11: when a drop in a diary of cramps is more than chance.

The cramps of a week are those of people on a dummy pill, a row of ``prognosis``; the counts are
taken as Poisson's, so that the difference of two has their sum as its variance.
"""

import math

from spasmlab.evidence import tables
from spasmlab.exercises.exercise import Exercise

LEFT, WEEKS, CLEAR = 0.75, 4, 2.0  # three quarters are left; weeks on each side; the common rule


def _a_week() -> float:
    return float(tables.row("prognosis", "nlc_placebo_weekly")["value"])


def _z(left: float, weeks: float = WEEKS) -> float:
    return (1 - left) * math.sqrt(weeks * _a_week() / (1 + left))


def _weeks(left: float, clear: float = CLEAR) -> float:
    return clear**2 * (1 + left) / ((1 - left) ** 2 * _a_week())


EXERCISES = {
    "diary_quarter": Exercise(
        lambda: _z(LEFT),
        "",
        within=0.01,
        slips={
            "only_a_quarter_left": lambda: _z(1 - LEFT),
            "per_week": lambda: (
                (WEEKS - LEFT)
                * math.sqrt(_a_week() / (WEEKS + LEFT))  # one week after, four before
            ),
        },
    ),
    "diary_weeks": Exercise(
        lambda: _weeks(LEFT),
        "weeks",
        within=0.02,
        slips={
            "cut_to_half": lambda: _weeks(0.5),
            "before_alone": lambda: CLEAR**2 / ((1 - LEFT) ** 2 * _a_week()),
            "not_squared": lambda: _weeks(LEFT, math.sqrt(CLEAR)),
        },
    ),
}
