"""What happens with time and no special treatment: courses of pain, cramps and recovery.

Units
    ``weeks`` and ``days`` since the start; ``value``, ``low`` and ``high`` in the row's ``unit``.
Shapes
    A course is its points in the order of time, those without a time last.
Errors
    ``EvidenceError`` when a condition has no such measure, or a row contradicts itself.
Limits
    Points of one course may come from several sources, and each names its own people. A range is
    an interval only if ``range_kind`` says so: others are what several surveys printed.
"""

import math
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from spasmlab.evidence import tables
from spasmlab.evidence.results import EvidenceError, number, text, whole

WEEK = 7.0  # days
TEXTS = (
    *("id", "condition", "population", "measure", "range_kind", "unit", "note", "source"),
    *("location", "verification"),
)


@dataclass(frozen=True)
class Course:
    """One point of what happens: None is a number not given, "" a text not given."""

    id: str
    condition: str
    population: str
    measure: str
    weeks: float | None
    value: float | None
    low: float | None
    high: float | None
    range_kind: str  # confidence_interval, published_range
    unit: str
    people: int | None
    note: str
    source: str
    location: str
    verification: str

    @property
    def days(self) -> float | None:
        """When it was measured, in days."""
        return None if self.weeks is None else self.weeks * WEEK

    @property
    def took_weeks(self) -> tuple[float | None, float | None, float | None]:
        """A time that something took, and its range, in weeks; EvidenceError if it is no time."""
        if self.unit not in ("days", "weeks"):
            raise EvidenceError(f"prognosis: {self.id} is no time: its unit is {self.unit!r}")
        one = WEEK if self.unit == "days" else 1.0
        low, value, high = (
            None if time is None else time / one for time in (self.low, self.value, self.high)
        )
        return value, low, high


def point(identity: str) -> Course:
    """Return the one row of ``prognosis`` that has this id."""
    return _course(tables.row("prognosis", identity).to_dict())


def course(condition: str, measure: str) -> tuple[Course, ...]:
    """Return a condition's points of one measure, by weeks; an unverified one is left out."""
    rows = courses(condition)
    found = [row for row in rows if row.measure == measure]
    if not found:
        near = get_close_matches(measure, {row.measure for row in rows})
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise EvidenceError(f"prognosis has no {measure!r} of {condition!r}{hint}")
    return tuple(sorted(found, key=lambda row: math.inf if row.weeks is None else row.weeks))


def courses(condition: str) -> tuple[Course, ...]:
    """Return all points of a condition that were checked, in the table's order."""
    table = tables.load("prognosis")
    here = table[table["condition"].eq(condition) & table["verification"].ne("unverified")]
    return tuple(_course(row) for row in here.to_dict("records"))


def runs_its_course(condition: str) -> bool:
    """Return whether people with it were followed: a point of its is at some week."""
    return any(row.weeks is not None for row in courses(condition))


def _course(row: dict[Any, Any]) -> Course:
    plain: dict[str, Any] = {name: text(row, name) for name in TEXTS}
    plain |= {name: number(row, name) for name in ("weeks", "value", "low", "high")}
    found = Course(**plain, people=whole(row, "people"))
    given = [end for end in (found.low, found.value, found.high) if end is not None]
    if given != sorted(given):
        raise EvidenceError(f"prognosis: {found.id}: low, value, high are out of order: {given}")
    return found
