"""Design-based numbers from a survey: a share with its standard error, quantiles, a table on disk.

A survey's strata and primary sampling units say how far a share could have come out otherwise:
the share is linearised (Taylor) and its variance is that of the unit totals within strata.
"""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[1]
REVIEW = {"reviewed": "", "next_review": "2027-11-22"}  # no one outside has reviewed a row yet


def share(people: pd.DataFrame, yes: pd.Series, weight: str, within: pd.Series) -> tuple:
    """Return the weighted per cent of ``within`` who are ``yes``, and its standard error.

    ``people`` is everyone in the survey, with ``stratum`` and ``psu``: a stratum with nobody in
    ``within`` still counts in the variance.
    """
    w = people[weight].where(within, 0.0).fillna(0.0)
    part = (w * yes).sum() / w.sum()
    residual = w * (yes - part) / w.sum()
    totals = residual.groupby([people["stratum"], people["psu"]]).sum()
    strata = totals.groupby(level=0)
    variance = (strata.count() * strata.var(ddof=1)).sum()
    return 100 * part, 100 * variance**0.5


def quantiles(values: np.ndarray, weights: np.ndarray, at: list[float]) -> np.ndarray:
    """Return weighted quantiles (0..1), each person in the middle of their own weight.

    Equal values stay in the order of NumPy's default sort; another order moves an interpolated
    quantile by 0.005 mmol/L of potassium at most.
    """
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    upto = np.cumsum(weights)
    return np.interp(at, (upto - weights / 2) / upto[-1], values)


def write(name: str, rows: list[dict[str, Any]]) -> None:
    """Write one table of data/, line by line as its description expects it."""
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"{name}.csv: {len(rows)} rows; now run describe.py")
