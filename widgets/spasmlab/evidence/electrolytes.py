"""Blood electrolytes: the people a result stands among, and the band it falls in."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from spasmlab.evidence import tables

Floats = NDArray[np.float64]
PEOPLE = 100
TOP = 80  # the survey records every age above this as this


@dataclass(frozen=True)
class Group:
    """People of one sex and age, by the share of them at each level of potassium."""

    id: str
    sex: str
    age_low: int
    age_high: int | None  # None: and older
    levels: tuple[float, ...]  # mmol/L, to 0.1, rising
    percents: tuple[float, ...]  # of the group, one for each of levels

    @property
    def middle95(self) -> tuple[float, float]:
        """The levels, in mmol/L, at which the shares added up reach 2.5 % and 97.5 %."""
        low, high = np.searchsorted(_running(self.percents), [2.5, 97.5])
        return self.levels[low], self.levels[high]

    def people(self, stops: Floats) -> Floats:
        """Return how many of 100 people stand at each stop (mmol/L, rising).

        A level counts at its nearest stop, so those past the ends stand at the ends. The running
        share is rounded, halves up, and not each stop's own: however many stops are added up, the
        people left of a result are within half a person of the survey's share.
        """
        nearest = np.abs(np.asarray(self.levels)[:, None] - stops).argmin(axis=1)
        shares = np.bincount(nearest, weights=self.percents, minlength=len(stops))
        upto = np.floor(_running(shares) * PEOPLE / 100 + 0.5)
        return np.diff(upto, prepend=0.0)

    def below(self, stops: Floats) -> Floats:
        """Return how many of the same 100 people stand left of each stop (mmol/L, rising)."""
        people = self.people(stops)
        return np.cumsum(people) - people


@dataclass(frozen=True)
class Band:
    """What a result from ``low`` to ``high`` (mmol/L, both included, to 0.1) asks for."""

    id: str
    name: str  # usual, ask, urgent, emergency
    low: float
    high: float


def potassium_groups() -> tuple[Group, ...]:
    """Return the groups of adults, by sex and ten years of age, women first, youngest first."""
    table = tables.load("potassium_distribution").sort_values(["sex", "age_low", "level"])
    return tuple(_group(rows) for _, rows in table.groupby(["sex", "age_low"]))


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


def potassium_danger(levels: ArrayLike) -> list[str]:
    """Return, for each level in mmol/L, "too_low", "too_high", "urgent" or "" for neither."""
    bands = potassium_bands()
    return [_danger(band_of(float(level), bands)) for level in np.asarray(levels)]


def _danger(band: Band) -> str:
    if band.name == "emergency":
        return "too_low" if np.isinf(band.low) else "too_high"
    return "urgent" if band.name == "urgent" else ""


def _running(shares: ArrayLike) -> Floats:
    """Return the shares added up from the left, in per cent of them all."""
    upto: Floats = np.cumsum(shares, dtype=np.float64)
    return upto * (100 / float(upto[-1]))


def _group(rows: pd.DataFrame) -> Group:
    first = rows.iloc[0]
    low, high = int(first["age_low"]), int(first["age_high"])
    return Group(
        id=f"k_{first['sex'].lower()}_{low}_{high}",
        sex=first["sex"],
        age_low=low,
        age_high=None if low == TOP else high,
        levels=tuple(rows["level"].astype(float)),
        percents=tuple(rows["percent"].astype(float)),
    )


def _band(row: dict[Any, Any]) -> Band:
    low = -np.inf if np.isnan(row["low"]) else float(row["low"])
    high = np.inf if np.isnan(row["high"]) else float(row["high"])
    return Band(row["id"], row["kind"].split("_")[1], low, high)
