"""Magnesium in the blood of adults of 25 to 74 in the early 1970s (NHANES I).

    python data/derive/serum_magnesium.py FOLDER

FOLDER holds nhanes1_serum_magnesium.csv: age, sex and mg_mmol_l, one person a row, from a public
subset of the survey. The subset has no weights and keeps only people with every value, so these
are people measured, not a share of a country. It names no unit: its numbers average 1.68, which we
take for mEq/L and halve, for in mg/dL the average person's magnesium would be low (0.69 mmol/L).
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import survey

AGES = [(25, 34), (35, 44), (45, 54), (55, 64), (65, 74), (25, 74)]
PERCENTILES = [1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99]
LOW = 0.7  # mmol/L


def rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a sex and age group."""
    return [row(people, sex, ages) for sex in ("M", "F", "all") for ages in AGES]


def row(people: pd.DataFrame, sex: str, ages: tuple[int, int]) -> dict:
    """Return the plain mean, spread and percentiles of one group."""
    members = people["age"].between(*ages) & ((people["sex"] == sex) | (sex == "all"))
    values = people.loc[members, "mg_mmol_l"].round(3).to_numpy()
    cuts = np.percentile(values, PERCENTILES)
    return {
        "id": f"mg_{sex.lower()}_{ages[0]}_{ages[1]}",
        "unit": "mmol/L",
        "sex": sex,
        "age_low": ages[0],
        "age_high": ages[1],
        "n": len(values),
        "mean": survey.digits(values.mean()),
        "sd": survey.digits(values.std(ddof=1)),
        **{
            f"p{p}".replace(".", "_"): survey.digits(cut)
            for p, cut in zip(PERCENTILES, cuts, strict=True)
        },
        "below_0_7_percent": survey.digits(100 * (values < LOW).mean(), 3),
        **survey.origin("serum_magnesium", "nhanes_1971_1975", "serum magnesium", "partial"),
    }


if __name__ == "__main__":
    subset = pd.read_csv(Path(sys.argv[1]) / "nhanes1_serum_magnesium.csv")
    survey.write("serum_magnesium", rows(subset))
