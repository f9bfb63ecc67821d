"""Where one person stands among many: who has leg cramps or back pain, and levels of the blood.

Equations
    people = percent of 100, rounded once, halves up; range = percent ± 2 standard errors, so too.
    Of 100 people, the share of the highest printed percentile below a level have less, or more
    people than that, and fewer than the share of the lowest one at or above it: lines between
    percentiles would guess, as many people share one printed level.
Units
    ``percent`` and ``standard_error`` in per cent of the group, ages in years, levels in the unit
    of ``electrolyte_percentiles``.
Errors
    ``EvidenceError`` names the argument, and what the table has.
Limits
    The survey recorded every age above 80 as 80, and asked people of one country. Below the 1st
    and above the 99th percentile nothing more is known than "fewer than 1 of 100".
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import TOP
from spasmlab.evidence.people import PERCENTILES, SHARES
from spasmlab.evidence.results import EvidenceError, text

PEOPLE = 100
PROBLEMS = {"leg_cramps": "outcome", "back_pain": "measure"}  # and the column that says which
WHOLE_SURVEY = "2005-08"  # a table that also has one cycle's share alone says so in ``cycle``


@dataclass(frozen=True)
class Group:
    """People of one sex and age, and how many of them have a problem."""

    id: str
    outcome: str  # leg cramps: any, mild, freq; back pain: low_back_pain, spread_below_knee
    of: str  # whom the percent is of: everyone, or those who have the pain itself
    sex: str  # F, M, all
    age_low: int
    age_high: int | None  # None: and older
    measured: int
    percent: float
    standard_error: float

    @property
    def people(self) -> int:
        """How many of 100 have it."""
        return _of_hundred(self.percent)

    @property
    def range(self) -> tuple[int, int]:
        """The people of 100 two standard errors below and above."""
        low, high = (self.percent + by * self.standard_error for by in (-2, 2))
        return _of_hundred(low), _of_hundred(high)


@dataclass(frozen=True)
class Standing:
    """Where a level stands among 100 people of one sex and age."""

    id: str  # the row of electrolyte_percentiles
    level: float
    unit: str
    measured: int
    least: int  # of 100 people have less, at least
    most: int  # and at most; 0 and 100: beyond the percentiles that the table prints


def groups(problem: str, outcome: str) -> tuple[Group, ...]:
    """Return all groups asked about one outcome of "leg_cramps" or "back_pain", as listed.

    Each has its share in the whole survey; what one cycle found alone is left out.
    """
    if problem not in PROBLEMS:
        raise EvidenceError(f"problem must be one of {sorted(PROBLEMS)}, got {problem!r}")
    table = tables.load(f"{problem}_prevalence")
    if "cycle" in table:
        table = table[table["cycle"] == WHOLE_SURVEY]
    named = table[PROBLEMS[problem]]
    if outcome not in set(named):
        raise EvidenceError(f"outcome must be one of {sorted(set(named))}, got {outcome!r}")
    return tuple(_group(row, outcome) for row in table[named == outcome].to_dict("records"))


def prevalence(problem: str, outcome: str, sex: str = "all", age: int | None = None) -> Group:
    """Return the narrowest group of one sex ("F", "M" or "all") that an age is in; None: all."""
    found = [
        group
        for group in groups(problem, outcome)
        if group.sex == sex and (age is None or _holds(group, age))
    ]
    if not found:
        raise EvidenceError(f"{problem}_prevalence has no group of sex {sex!r} and age {age!r}")
    spans = [(TOP if group.age_high is None else group.age_high) - group.age_low for group in found]
    return found[spans.index(max(spans) if age is None else min(spans))]


def standing(electrolyte: str, sex: str, age: int, level: float) -> Standing:
    """Return where a level stands among people of one sex ("F", "M" or "all") and ten years."""
    if not (math.isfinite(level) and level > 0):
        raise EvidenceError(f"level must be a finite number above 0, got {level!r}")
    row = _percentiles(electrolyte, sex, age)
    printed = _printed(electrolyte, sex, age)
    least = max((share for at, share in printed if at < level), default=0)
    most = min((share for at, share in printed if at >= level), default=PEOPLE)
    return Standing(row["id"], level, row["unit"], int(row["n"]), least, most)


@cache
def _printed(electrolyte: str, sex: str, age: int) -> list[tuple[float, int]]:
    """Return the levels below which a whole number of 100 people stand, and the numbers."""
    row = _percentiles(electrolyte, sex, age)
    shares = zip(PERCENTILES, SHARES, strict=True)
    whole = [(name, round(100 * share)) for name, share in shares if 100 * share % 1 < 1e-9]
    return [(float(row[name]), share) for name, share in whole]


@cache
def _percentiles(electrolyte: str, sex: str, age: int) -> dict[Any, Any]:
    table = tables.load("electrolyte_percentiles")
    for name, column, wanted in (("electrolyte", "analyte", electrolyte), ("sex", "sex", sex)):
        if wanted not in set(table[column]):
            raise EvidenceError(f"{name} must be one of {sorted(set(table[column]))}: {wanted!r}")
        table = table[table[column] == wanted]
    decade = table["age_high"] - table["age_low"] < 10  # and not the row of all adults
    rows = table[decade & table["age_low"].le(age) & table["age_high"].ge(min(age, TOP))]
    if len(rows) != 1:
        raise EvidenceError(f"age must be {table['age_low'].min()} or more years, got {age!r}")
    return dict(rows.iloc[0])


def _group(row: dict[Any, Any], outcome: str) -> Group:
    high = int(row["age_high"])
    return Group(
        id=text(row, "id"),
        outcome=outcome,
        of=text(row, "of") if "of" in row else "everyone",
        sex=text(row, "sex"),
        age_low=int(row["age_low"]),
        age_high=None if high >= TOP else high,
        measured=int(row["n"]),
        percent=float(row["percent"]),
        standard_error=float(row["standard_error"]),
    )


def _holds(group: Group, age: int) -> bool:
    return group.age_low <= age and (group.age_high is None or age <= group.age_high)


def _of_hundred(percent: float) -> int:
    return math.floor(min(max(percent, 0.0), 100.0) * PEOPLE / 100 + 0.5)
