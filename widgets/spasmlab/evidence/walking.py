"""A walking plan that builds up: from what a person can walk now to the aim of the trial.

Equations
    minutes     start + (AIM - start) (week - 1) / (WEEKS - 1), rounded
Units
    Minutes a walk, weeks from 1.
Errors
    ``EvidenceError``, with the value, for a start that is not from 1 minute to ``AIM``, and for a
    week outside the plan.
Limits
    The aim is the trial's (``treatments``, walking_programme). The straight line to it is ours: in
    the trial a physiotherapist set each step with the person, and nobody has tried this line.
"""

from dataclasses import dataclass

from spasmlab.evidence import tables
from spasmlab.evidence.results import EvidenceError

AIM, DAYS, MONTHS = 30, 5, 6  # minutes at least, days a week, months: the row walking_programme
WEEKS = 26  # half a year
ARMS = {  # group of the trial -> the row of its days until half had back pain again
    "without": "walkback_control_median",
    "walked": "walkback_walking_median",
}


@dataclass(frozen=True)
class Days:
    """Days until half of a group had back pain that limited them again."""

    row: str
    value: int
    low: int
    high: int


def minutes(start: float, week: int) -> int:
    """Return how many minutes to walk at a time in one week of the plan.

    >>> [minutes(10, week) for week in (1, 13, 26)]
    [10, 20, 30]
    """
    if not 1 <= start <= AIM:
        raise EvidenceError(f"start must be from 1 to {AIM} minutes, got {start!r}")
    if not 1 <= week <= WEEKS:
        raise EvidenceError(f"week must be from 1 to {WEEKS}, got {week!r}")
    return round(start + (AIM - start) * (week - 1) / (WEEKS - 1))


def days() -> dict[str, Days]:
    """Return both groups of the trial."""
    return {arm: _days(name) for arm, name in ARMS.items()}


def _days(name: str) -> Days:
    row = tables.row("prognosis", name)
    value, low, high = (int(row[column]) for column in ("value", "low", "high"))
    return Days(f"prognosis:{name}", value, low, high)
