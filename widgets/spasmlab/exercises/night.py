"""Exercises of lesson 2: a survey's shares and two trials, each difference beside its error.

A share of the survey has the standard error of its row; a trial's is its interval's width over
2 × 1.96. Differences of independent numbers have errors that add in squares.
"""

import math

from spasmlab.evidence import tables
from spasmlab.exercises.exercise import Exercise

NORMAL = 1.96  # standard errors on each side of an interval of 95 %
NIGHTS = {"calf_stretch_prophylactic_01": 1, "calf_stretch_prophylactic_03": 28}  # of a row's count


def _sexes() -> tuple[float, float, float]:
    """Return how much larger the women's share is, and both errors, in points of 100."""
    women, men = (tables.row("leg_cramps_prevalence", f"any_{sex}") for sex in ("women", "men"))
    errors = float(women["standard_error"]), float(men["standard_error"])
    return float(women["percent"]) - float(men["percent"]), *errors


def _trials(wide: float = 2 * NORMAL, shared: bool = True) -> tuple[float, float, float]:
    """Return the trials' difference and both errors, in cramps a night."""
    found = []
    for identity, nights in NIGHTS.items():
        row = tables.row("effects", identity)
        over = nights if shared else 1
        width = float(row["high"]) - float(row["low"])
        found.append((float(row["value"]) / over, width / wide / over))
    (one, its_error), (other, other_error) = found
    return one - other, its_error, other_error


def _z(difference: float, *errors: float) -> float:
    return difference / math.hypot(*errors)


def _added(difference: float, *errors: float) -> float:
    return difference / sum(errors)


EXERCISES = {
    "night_sexes": Exercise(
        lambda: _z(*_sexes()),
        "",
        within=0.01,
        slips={
            "added": lambda: _added(*_sexes()),
            "women_alone": lambda: _z(*_sexes()[:2]),
            "no_root": lambda: _z(*_sexes()) / math.hypot(*_sexes()[1:]),
        },
    ),
    "night_trials": Exercise(
        lambda: _z(*_trials()),
        "",
        within=0.02,
        slips={
            "turned": lambda: -_z(*_trials()),
            "four_weeks": lambda: _z(*_trials(shared=False)),
            "half_width": lambda: _z(*_trials(wide=2.0)),
            "added": lambda: _added(*_trials()),
        },
    ),
}
