"""Tests that people may be offered: what each tells, and the numbers found for it.

Units
    A share is people of 100, its range too.
Errors
    ``EvidenceError`` for a row that is no share of people, ``DataError`` for one that is not there.
Limits
    A share is of its row's own group and no other: the groups differ from those a reader is in.
"""

from dataclasses import dataclass

import pandas as pd

from spasmlab.evidence import tables
from spasmlab.evidence.results import EvidenceError

STEMS = (
    *("name", "looks_for", "how", "gain", "cost"),
    *("if_found", "if_nothing", "cannot_tell", "unneeded", "when"),
)
SLOTS = ("numbers_right", "numbers_unneeded", "numbers_change")
ERRORS = 2  # standard errors each way, where a row has them in place of a range


@dataclass(frozen=True)
class Examination:
    """One test: its texts by stem and language, the keys of its numbers by slot, its source."""

    id: str
    said: dict[str, dict[str, str]]
    numbers: dict[str, tuple[str, ...]]
    source: str

    @property
    def row(self) -> str:
        """Its key, as a page cites it."""
        return f"examinations:{self.id}"


@dataclass(frozen=True)
class Share:
    """How many of 100 people, and the range of it; None where no range was found."""

    key: str
    value: float
    range: tuple[float, float] | None
    source: str

    @property
    def people(self) -> int:
        """The share in whole people, halves up."""
        return whole(self.value)


def examinations() -> list[Examination]:
    """Return every test, in the table's order: what needs no machine first."""
    table = tables.load("examinations")
    return [
        Examination(
            id=str(row["id"]),
            said={s: {one: str(row[f"{s}_{one}"]) for one in ("en", "es")} for s in STEMS},
            numbers={slot: _keys(row[slot]) for slot in SLOTS},
            source=str(row["source"]),
        )
        for _, row in table.iterrows()
    ]


def share(key: str) -> Share:
    """Return the share of people that a row ``table:id`` gives."""
    row = tables.row(*key.split(":")).dropna()
    column = "percent" if "percent" in row else "value"
    if column == "value" and row.get("unit") != "%":
        raise EvidenceError(f"{key} is no share of people: its unit is {row.get('unit')!r}")
    value, ends = float(row[column]), None
    if "standard_error" in row:
        off = ERRORS * float(row["standard_error"])
        ends = (value - off, value + off)
    elif "low" in row and "high" in row:
        ends = (float(row["low"]), float(row["high"]))
    return Share(key, value, ends, str(row["source"]))


def _keys(cell: str) -> tuple[str, ...]:
    return () if pd.isna(cell) else tuple(cell.split(";"))


def whole(value: float) -> int:
    """Return a share in whole people, halves up."""
    return int(round(value, 9) + 0.5)
