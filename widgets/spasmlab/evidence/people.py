"""Made-up adults whose blood is spread as the survey's: levels drawn from its tables.

A person is four numbers from 0 to 1: who they are (a sex and ten years of age, as often as the
survey measured such people) and how far up each of three levels lies within that group. Potassium
is a level of ``potassium_distribution``, as often as that table says, to 0.1 mmol/L. Sodium and
total calcium are read between the percentiles of ``electrolyte_percentiles`` on straight lines.

Limits
    Below the 1st and above the 99th percentile nothing is known of sodium and calcium, so those
    people stand at the percentile itself: the rarest levels, which harm most, are not here.
    The survey printed whole numbers of sodium and steps of 0.025 mmol/L of calcium; a straight
    line spreads people evenly between. So compare shares half a step beside a printed limit;
    a group's mean may be off by half a step of calcium.
    The three levels are drawn independently, as no table says how they go together: a person
    with two unusual levels is as rare here as chance makes it, and in life is not.
    Groups are as large as the survey's own, which asked more of some people than of others, not
    as the country's: look within a group, or weigh the groups yourself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.evidence import electrolytes, tables

Floats = NDArray[np.float64]
PERCENTILES = ("p1", "p2_5", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p97_5", "p99")
SHARES = tuple(float(name[1:].replace("_", ".")) / 100 for name in PERCENTILES)
TABLES = ("potassium_distribution", "electrolyte_percentiles")
NUMBERS = 4  # from 0 to 1, that make one person


@dataclass(frozen=True)
class Group:
    """Adults of one sex and age: how many were measured, and how their levels are spread."""

    sex: str
    age_low: int
    age_high: int  # 80 stands for 80 and over
    measured: int
    potassium: electrolytes.Group
    sodium: tuple[float, ...]  # mmol/L at each of SHARES
    calcium: tuple[float, ...]  # mmol/L in all, not ionised, at each of SHARES


@dataclass(frozen=True, eq=False)
class People:
    """One number a person in each array; levels in mmol/L."""

    sex: NDArray[np.str_]
    age_low: NDArray[np.int64]
    age_high: NDArray[np.int64]  # 80 stands for 80 and over
    potassium: Floats
    sodium: Floats
    calcium: Floats  # in all, not ionised


@dataclass(frozen=True)
class Usual:
    """The levels, in mmol/L, that half of all adults stay below."""

    sodium: float
    calcium: float  # in all, not ionised


def groups() -> tuple[Group, ...]:
    """Return the adults of the survey by sex and ten years of age, women first, youngest first."""
    counts = tables.load("potassium_distribution").groupby(["sex", "age_low"])["n"].first()
    return tuple(
        Group(
            one.sex,
            one.age_low,
            one.age_high or electrolytes.TOP,
            int(counts[one.sex, one.age_low]),
            one,
            _percentiles(one.id.replace("k_", "na_", 1)),
            _percentiles(one.id.replace("k_", "ca_", 1)),
        )
        for one in electrolytes.potassium_groups()
    )


def usual() -> Usual:
    """Return the medians of all adults together."""
    middle = SHARES.index(0.5)
    return Usual(_percentiles("na_all_20_80")[middle], _percentiles("ca_all_20_80")[middle])


def draw(numbers: ArrayLike, among: tuple[Group, ...]) -> People:
    """Return the people whom these numbers make: rows of four, each from 0 to below 1."""
    rows = np.asarray(numbers, dtype=float)
    if rows.ndim != 2 or rows.shape[1] != NUMBERS:
        raise ValueError(f"numbers must be rows of {NUMBERS}, got the shape {rows.shape}")
    if not np.all((rows >= 0) & (rows < 1)):  # NaN fails it too
        raise ValueError(f"numbers must be from 0 to below 1, got {numbers!r}")
    which = _step(rows[:, 0], [group.measured for group in among])
    levels = np.empty((3, len(rows)))
    for at, group in enumerate(among):
        here = which == at
        potassium, sodium, calcium = rows[here, 1:].T
        kept = np.asarray(group.potassium.levels)
        levels[0, here] = kept[_step(potassium, group.potassium.percents)]
        levels[1, here] = np.interp(sodium, SHARES, group.sodium)  # and held beyond both ends
        levels[2, here] = np.interp(calcium, SHARES, group.calcium)
    return People(
        np.array([group.sex for group in among], dtype=np.str_)[which],
        np.array([group.age_low for group in among], dtype=np.int64)[which],
        np.array([group.age_high for group in among], dtype=np.int64)[which],
        *levels,
    )


def _step(numbers: Floats, sizes: ArrayLike) -> NDArray[np.intp]:
    """Return which of the sizes, laid end to end and brought to 1, each number falls in."""
    ends = np.cumsum(sizes, dtype=np.float64)
    return np.searchsorted(ends[:-1] / ends[-1], numbers, side="right")


def _percentiles(identity: str) -> tuple[float, ...]:
    row = tables.row("electrolyte_percentiles", identity)
    levels = tuple(float(row[name]) for name in PERCENTILES)
    if not np.all(np.diff(levels) >= 0):  # an empty cell fails it too
        raise tables.DataError(f"electrolyte_percentiles: {identity} does not rise: {levels}")
    return levels
