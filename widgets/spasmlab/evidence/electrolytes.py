"""Blood electrolytes: the people a result stands among, and the band it falls in."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spasmlab.evidence import tables

Floats = NDArray[np.float64]
QUANTILES = (1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99)  # the percentiles that a row holds
PEOPLE = 100
TOP = 80  # the survey records every age above this as this


@dataclass(frozen=True)
class Group:
    """People of one sex and age, by the percentiles of one electrolyte in their blood."""

    id: str
    sex: str
    age_low: int
    age_high: int | None  # None: and older
    levels: tuple[float, ...]  # mmol/L, one for each of QUANTILES

    @property
    def middle95(self) -> tuple[float, float]:
        """The levels, in mmol/L, between which 95 of 100 stand."""
        return self.levels[1], self.levels[-2]

    def below(self, level: Floats) -> Floats:
        """Return how many of 100 people had less than each level (mmol/L).

        Straight lines between the percentiles; past the first and last, where the table says no
        more, half a person.
        """
        levels, first = np.unique(self.levels, return_index=True)  # ties: those with less
        shares = np.asarray(QUANTILES)[first]
        found = np.interp(level, levels, shares)
        return np.select([level < levels[0], level > levels[-1]], [0.5, 99.5], found)

    def dots(self, stops: Floats) -> Floats:
        """Return how many of 100 people to draw at each stop (mmol/L, evenly spaced)."""
        middles = (np.arange(PEOPLE) + 0.5) * 100 / PEOPLE
        people = np.interp(middles, QUANTILES, self.levels)
        nearest = np.abs(people[:, None] - stops).argmin(axis=1)
        return np.bincount(nearest, minlength=len(stops)).astype(float)


@dataclass(frozen=True)
class Band:
    """What a result from ``low`` to ``high`` (mmol/L, both included, to 0.1) asks for."""

    id: str
    name: str  # usual, ask, urgent, emergency
    low: float
    high: float


def groups(analyte: str) -> tuple[Group, ...]:
    """Return the groups of adults, by sex and ten years of age, of one analyte (``k``, ``na``)."""
    table = tables.load("electrolyte_percentiles")
    decade = (table["age_high"] - table["age_low"]).le(9)
    adults = table["age_low"].ge(20) & table["sex"].isin(["F", "M"])
    chosen = table[table["analyte"].eq(analyte) & decade & adults]
    return tuple(_group(row) for row in chosen.to_dict("records"))


def potassium_bands() -> tuple[Band, ...]:
    """Return the bands of a potassium result, lowest first, open-ended at both ends."""
    table = tables.load("electrolytes")
    rows = table[table["electrolyte"].eq("potassium") & table["kind"].str.startswith("band_")]
    found = [_band(row) for row in rows.to_dict("records")]
    found.sort(key=lambda band: band.high)
    for lower, upper in pairwise(found):
        if not np.isclose(upper.low - lower.high, 0.1):
            raise tables.DataError(
                f"electrolytes: {lower.id} and {upper.id} leave a gap or overlap"
            )
    return tuple(found)


def band_of(level: float, bands: tuple[Band, ...]) -> Band:
    """Return the band that a level (mmol/L, rounded to 0.1) falls in."""
    if not np.isfinite(level):
        raise ValueError(f"level must be a finite number of mmol/L, got {level!r}")
    return next(band for band in bands if round(level, 1) <= band.high + 1e-9)


def _group(row: dict[Any, Any]) -> Group:
    levels = tuple(float(row[f"p{q:g}".replace(".", "_")]) for q in QUANTILES)
    low, high = int(row["age_low"]), int(row["age_high"])
    return Group(row["id"], row["sex"], low, None if low == TOP else high, levels)


def _band(row: dict[Any, Any]) -> Band:
    low = -np.inf if np.isnan(row["low"]) else float(row["low"])
    high = np.inf if np.isnan(row["high"]) else float(row["high"])
    return Band(row["id"], row["kind"].split("_")[1], low, high)
