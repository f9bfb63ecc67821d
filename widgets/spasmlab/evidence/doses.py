"""Medicines whose doses a page may count on a line, and the strictest that their labels say.

A medicine is here where one compartment describes it, half-life and time of the peak are known, and
a label that is read without a prescription gives hours, milligrams and a limit of days. Of several
such labels the longest interval and the lowest daily limit count. Nothing here says that a dose
suits anyone.

Units: h and mg.
"""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from spasmlab.evidence.tables import load

NEEDED = ("single_dose_high_mg", "interval_high_h", "max_24h_mg", "max_days")
KINETICS = ("half_life_h", "half_life_low_h", "half_life_high_h", "tmax_low_h", "tmax_high_h")


@dataclass(frozen=True)
class Product:
    """One thing to take: the label's row, its tablets of ``strength_mg``, and what they hold."""

    row: str
    mg: int
    strength_mg: int

    @property
    def tablets(self) -> int:
        return self.mg // self.strength_mg


@dataclass(frozen=True)
class Medicine:
    """What the labels of one medicine allow, and how long it stays.

    ``half_lives`` are the usual one, the shortest and the longest; ``peak_hours`` is the middle of
    the range in which the highest level comes. ``products`` hold from least to most.
    """

    id: str
    interval_hours: int
    daily_limit_mg: int
    days: int
    half_lives: tuple[float, float, float]
    peak_hours: float
    products: tuple[Product, ...]
    rows: tuple[str, ...]  # of the labels


@cache
def medicines() -> tuple[Medicine, ...]:
    """Return every medicine that can stand on a line, in the table's order."""
    known, labels = load("medicines"), load("medicine_limits")
    fits = known[known["model"].eq("one_compartment") & known[list(KINETICS)].notna().all(axis=1)]
    over_the_counter = labels[
        labels["availability"].eq("otc") & labels[list(NEEDED)].notna().all(axis=1)
    ]
    found = []
    for _, row in fits.iterrows():
        own = over_the_counter[over_the_counter["medicine"] == row["id"]]
        if not own.empty:
            found.append(_medicine(row, own))
    return tuple(found)


def _medicine(row: "pd.Series", labels: pd.DataFrame) -> Medicine:
    usual, short, long, early, late = (float(row[name]) for name in KINETICS)
    return Medicine(
        id=str(row["id"]),
        interval_hours=int(labels["interval_high_h"].max()),
        daily_limit_mg=int(labels["max_24h_mg"].min()),
        days=int(labels["max_days"].min()),
        half_lives=(usual, short, long),
        peak_hours=(early + late) / 2,
        products=tuple(product for _, label in labels.iterrows() for product in _products(label)),
        rows=tuple(labels["id"]),
    )


def _products(label: "pd.Series") -> list[Product]:
    """Return the lowest single dose of a label, and the highest where it is another."""
    amounts = {int(label["single_dose_low_mg"]), int(label["single_dose_high_mg"])}
    return [Product(str(label["id"]), mg, int(label["strength_mg"])) for mg in sorted(amounts)]
