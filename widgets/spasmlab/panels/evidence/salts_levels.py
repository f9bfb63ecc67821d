"""What the panel of blood salts shows: stops to slide over, people below each, bands, spread.

Potassium's people and bands are those of the lab slip. Of sodium and calcium the tables hold
percentiles alone, so a level is said to have between two printed shares of people below it: that
is all that is known. A band is the most serious row of ``electrolytes`` that holds the level;
where none that was checked does, nothing is said to be mild.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import (
    TOP,
    Band,
    Group,
    band_of,
    potassium_bands,
    potassium_groups,
)
from spasmlab.evidence.population import standing

Pair = tuple[int, int]
GRADES = {  # a grade of the table, most serious first, and the band that potassium has there
    "emergency": "emergency",
    "severe": "emergency",
    "moderate": "urgent",
    "mild": "ask",
    "reference": "usual",
}


@dataclass(frozen=True)
class Salt:
    """One salt of the blood: its name in the tables, and the stops of its slider (mmol/L)."""

    name: str
    analyte: str  # in electrolyte_percentiles
    electrolyte: str  # in electrolytes
    lowest: float
    highest: float
    step: float
    digits: int
    start: float
    ticks: tuple[float, ...]
    other: str = ""  # the row of electrolytes that turns it to mg/dL, where slips print that

    @property
    def stops(self) -> NDArray[np.float64]:
        count = round((self.highest - self.lowest) / self.step)
        return np.round(self.lowest + self.step * np.arange(count + 1), self.digits)

    def at(self, level: float) -> int:
        """Return the stop nearest to a level."""
        return int(np.abs(self.stops - level).argmin())


SALTS = {
    salt.name: salt
    for salt in (
        Salt("potassium", "k", "potassium", 2.0, 7.0, 0.1, 1, 4.0, (2, 3, 4, 5, 6, 7)),
        Salt("sodium", "na", "sodium", 115, 165, 1, 0, 140, (120, 130, 140, 150, 160)),
        Salt(
            "calcium",
            "ca",
            "calcium_adjusted",
            1.5,
            4.0,
            0.01,
            2,
            2.35,
            (2, 3, 4),
            "calcium_to_mg_dl",
        ),
    )
}

CALMEST = ("usual", "ask", "cannot", "urgent", "emergency")

DANGER = {  # rows of warning_signs that say when the number no longer matters
    "sodium": ("SEIZURE_CONFUSED", "OVERDRINK_SICK", "K_HEART"),
    "calcium": ("TETANY", "AIRWAY", "SEIZURE_CONFUSED", "K_HEART"),
}


@cache
def people() -> tuple[Group, ...]:
    """Return the groups, women first, youngest first."""
    return potassium_groups()


def other(salt: Salt) -> float:
    """Return what a level is times to be in mg/dL; 0: slips do not print that."""
    return float(tables.row("electrolytes", salt.other)["low"]) if salt.other else 0.0


def in_other(salt: Salt, at: int) -> str:
    """Return a stop in mg/dL, as slips print it."""
    return f"{salt.stops[at] * other(salt):.1f}"


def looked_up(salt: Salt) -> dict[str, Any]:
    """Return all that the browser looks up of one salt; below: a place in answers a stop."""
    pairs = [below(salt, group) for group in people()]
    answers = sorted({pair for each in pairs for pair in each})
    return {
        "stops": salt.stops.tolist(),
        "digits": salt.digits,
        "ticks": list(salt.ticks),
        "other": other(salt),
        "bands": list(bands(salt)),
        "spreads": [spread(salt, group) for group in people()],
        "answers": [list(pair) for pair in answers],
        "below": [[answers.index(pair) for pair in each] for each in pairs],
    }


def spread(salt: Salt, group: Group) -> dict[str, Any]:
    """Return the levels that 95 of 100 and half of a group lie between, the middle one, the row."""
    row = _row(salt, group)
    at = [float(row[name]) for name in ("p2_5", "p25", "p50", "p75", "p97_5")]
    times = other(salt)
    return {
        "levels": at,
        "shown": [_written(level, salt.digits) for level in at],
        "other": [_written(level * times, 1) for level in at] if times else [],
        "row": f"electrolyte_percentiles:{row['id']}",
        "measured": int(row["n"]),
    }


def _written(level: float, digits: int) -> str:
    """Return a level as it is read aloud, halves up: 2.175 is 2.18, which binary would not say."""
    return str(Decimal(str(level)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def below(salt: Salt, group: Group) -> list[Pair]:
    """Return, for each stop, between how many of 100 people have less; alike where it is known."""
    if salt.name == "potassium":
        return [(int(less), int(less)) for less in group.below(salt.stops)]
    found = (standing(salt.analyte, group.sex, group.age_low, one) for one in salt.stops.tolist())
    return [(one.least, one.most) for one in found]


@cache
def bands(salt: Salt) -> tuple[dict[str, Any], ...]:
    """Return the bands over the stops, lowest first: name, first and last stop, row of data/.

    A stop that no checked row grades is "cannot".
    """
    potassium = potassium_bands() if salt.name == "potassium" else None
    levels = salt.stops.tolist()
    grades = (_banded(potassium, one) if potassium else _graded(salt, one) for one in levels)
    named = [(*grade, at) for at, grade in enumerate(grades)]
    return tuple(_run(list(run)) for _, run in groupby(named, key=lambda one: one[:2]))


def kinds(salt: Salt) -> list[str]:
    """Return the bands that a salt's strip shows, calmest first, one of those that read alike."""
    shown = {str(one["band"]) for one in bands(salt)}
    if "urgent" in shown:  # both are told to call today
        shown -= {"cannot"}
    return [one for one in CALMEST if one in shown]


def _run(run: list[tuple[str, str, int]]) -> dict[str, Any]:
    name, row, first = run[0]
    return {"band": name, "row": row, "first": first, "last": run[-1][2]}


def _banded(found: tuple[Band, ...], level: float) -> tuple[str, str]:
    band = band_of(level, found)
    return band.name, f"electrolytes:{band.id}"


def _graded(salt: Salt, level: float) -> tuple[str, str]:
    for grade, band in GRADES.items():
        for row in _rules(salt.electrolyte):
            if row["kind"].startswith(f"{grade}_") and _holds(row, level):
                return band, f"electrolytes:{row['id']}"
    return "cannot", ""


@cache
def _rules(electrolyte: str) -> tuple[dict[Any, Any], ...]:
    """Return the rows that grade; a mild one without an end grades nothing: worse is in it too.

    What could not be checked may only raise the alarm: from moderate on, and never milder.
    """
    table = tables.load("electrolytes")
    grade = table["kind"].str.split("_").str[0]
    graded = grade.isin(list(GRADES)) & table["group"].eq("adults")
    trusted = table["verification"].ne("unverified") | grade.isin(
        ["moderate", "severe", "emergency"]
    )
    here = graded & trusted & table["electrolyte"].eq(electrolyte)
    endless = table["kind"].str.startswith("mild") & table[["low", "high"]].isna().any(axis=1)
    return tuple(table[here & ~endless].to_dict("records"))


def _holds(row: dict[Any, Any], level: float) -> bool:
    return all(_sides(row, level))


def _sides(row: dict[Any, Any], level: float) -> Iterator[bool]:
    low, high = row["low"], row["high"]
    if not np.isnan(low):
        yield level > low + 1e-9 or (bool(row["low_included"]) and abs(level - low) < 1e-9)
    if not np.isnan(high):
        yield level < high - 1e-9 or (bool(row["high_included"]) and abs(level - high) < 1e-9)


def _row(salt: Salt, group: Group) -> pd.Series:
    oldest = TOP if group.age_high is None else group.age_high
    return tables.row(
        "electrolyte_percentiles", f"{salt.analyte}_{group.sex.lower()}_{group.age_low}_{oldest}"
    )
