"""Design-based numbers from a survey: a share, an association, quantiles, a table on disk.

A survey's strata and primary sampling units say how far a number could have come out otherwise.
The package svy linearises (Taylor) as R's survey does; here people of ``within`` are a domain:
a stratum with nobody in it still counts in the variance.
"""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars
import svy
from scipy import stats

DATA = Path(__file__).resolve().parents[1]
REVIEW = {"reviewed": "", "next_review": "2027-11-22"}  # no one outside has reviewed a row yet


@dataclass(frozen=True)
class Association:
    """A regression's answer for its exposure: a log odds ratio or a slope, and its 95 % limits."""

    n: int
    events: int | None
    estimate: float
    low: float
    high: float
    p: float
    design_df: int


def share(people: pd.DataFrame, yes: pd.Series, weight: str, within: pd.Series) -> tuple:
    """Return the weighted per cent of ``within`` who are ``yes``, and its standard error.

    ``people`` is everyone in the survey, with ``stratum`` and ``psu``.
    """
    columns = {"yes": yes.fillna(False).astype(float)}
    domain = within.fillna(False).astype(bool)
    found = _sample(people, columns, weight, domain).estimation.mean("yes", where=_DOMAIN)
    [row] = found.to_polars().to_dicts()
    return 100 * row["est"], 100 * row["se"]


def association(
    people: pd.DataFrame, outcome: str, terms: Sequence[str], weight: str, within: pd.Series
) -> Association:
    """Return how ``outcome`` goes with the first of ``terms``, the others held equal.

    An outcome of 0 and 1 has a logistic regression, and the numbers are log odds ratios; another
    has a linear one. The limits take Student's t with the design's degrees of freedom
    (sampling units less strata); whoever lacks a value or a weight is left out.
    """
    columns = people[[outcome, *terms]].astype(float)
    domain = within & columns.notna().all(axis=1) & (people[weight] > 0)
    binary = set(columns.loc[domain, outcome].unique()) <= {0.0, 1.0}
    sample = _sample(people, dict(columns.fillna(0.0).items()), weight, domain)
    family = "binomial" if binary else "gaussian"
    fit = sample.glm.fit(y=outcome, x=list(terms), family=family, where=_DOMAIN, tol=1e-10)
    row = {line["term"]: line for line in fit.to_polars().to_dicts()}[terms[0]]
    estimate, error, df = row["estimate"], row["std_err"], design_df(people)
    half = float(stats.t.ppf(0.975, df)) * error
    p = 2 * float(stats.t.sf(abs(estimate / error), df))
    events = int(columns.loc[domain, outcome].sum()) if binary else None
    return Association(int(domain.sum()), events, estimate, estimate - half, estimate + half, p, df)


def design_df(people: pd.DataFrame) -> int:
    """Return the design's degrees of freedom: sampling units less strata."""
    units = people.groupby("stratum")["psu"].nunique()
    return int(units.sum() - len(units))


_DOMAIN = svy.col("domain") == 1


def _sample(people: pd.DataFrame, columns: dict, weight: str, domain: pd.Series) -> svy.Sample:
    """Return the survey as svy takes it: a frame of numbers with its strata, units and weights."""
    frame = {"stratum": people["stratum"], "psu": people["psu"], "weight": people[weight]}
    frame |= {"domain": domain.astype(int), **columns}
    table = polars.DataFrame({name: column.to_numpy() for name, column in frame.items()})
    table = table.with_columns(polars.col("weight").fill_nan(0.0).fill_null(0.0))
    return svy.Sample(table, svy.Design(stratum="stratum", psu="psu", wgt="weight"))


def quantiles(values: np.ndarray, weights: np.ndarray, at: list[float]) -> np.ndarray:
    """Return weighted quantiles (0..1), each person in the middle of their own weight.

    Equal values stay in the order of the survey's people, on any machine: NumPy's quicker sort
    puts them in an order that hangs on the processor, and so moves an interpolated quantile
    (of potassium by 0.03 mmol/L at most).
    """
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    upto = np.cumsum(weights)
    return np.interp(at, (upto - weights / 2) / upto[-1], values)


def digits(value: float, count: int = 4) -> str:
    """Write a number with so many digits that count, without idle zeros; infinity is empty."""
    return f"{value:.{count}g}" if math.isfinite(value) else ""


def slug(text: str) -> str:
    """Return a name in lower case letters, digits and underscores."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in text)
    return "_".join(kept.lower().split())


def origin(script: str, source: str, location: str, verification: str = "primary") -> dict:
    """Return the columns that end a computed table: what computed a row, and from what."""
    row = {"derivation": f"derive/{script}.py", "location": location, "source": source}
    return {**row, "verification": verification, **REVIEW}


def write(name: str, rows: list[dict[str, Any]], folder: Path = DATA) -> None:
    """Write one table of data/, line by line as its description expects it."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"{name}.csv: {len(rows)} rows; now run describe.py")
