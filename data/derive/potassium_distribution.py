"""How adults of each sex and ten years of age are spread over the levels of potassium.

    python data/derive/potassium_distribution.py FOLDER

FOLDER is that of electrolytes_of_people.py. Most cycles print potassium to 0.1 mmol/L and one to
0.01, so every value is brought to 0.1, halves up, as a laboratory's slip prints it.
"""

import sys
from pathlib import Path

import nhanes
import numpy as np
import pandas as pd
import survey
from electrolytes_of_people import AGES, COMMON

COLUMN = "k_mmol_l"
WEIGHT = "wt_mec_2yr"
DECADES = [(low, high) for low, high in AGES if low >= 20 and high - low < 10]


def printed(values: pd.Series) -> pd.Series:
    """Return values of two decimals at most to one decimal, halves up: 3.45 is 3.5."""
    hundredths = (100 * values).round()  # whole: the half is exact
    return np.floor(hundredths / 10 + 0.5) / 10


def rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a sex, age group and level that occurs in it."""
    measured = people[people[COLUMN].notna()]
    measured = measured.assign(level=printed(measured[COLUMN]))
    return [
        row
        for sex in ("F", "M")
        for ages in DECADES
        for row in group_rows(measured[measured["sex"].eq(sex)], sex, ages)
    ]


def group_rows(people: pd.DataFrame, sex: str, ages: tuple[int, int]) -> list[dict]:
    """Return the weighted per cent of one group at each level."""
    members = people[people["age"].between(*ages)]
    weights = members.groupby("level")[WEIGHT].sum()
    return [
        {
            "id": f"k_{sex.lower()}_{ages[0]}_{ages[1]}_{level:.1f}".replace(".", "_"),
            "sex": sex,
            "age_low": ages[0],
            "age_high": ages[1],
            "level": f"{level:.1f}",
            "unit": "mmol/L",
            "percent": f"{percent:.4g}",
            "n": len(members),
            "derivation": "derive/potassium_distribution.py",
            "location": f"column {COLUMN}",
            **COMMON,
        }
        for level, percent in (100 * weights / weights.sum()).items()
    ]


if __name__ == "__main__":
    everyone = nhanes.load(Path(sys.argv[1]), "electrolytes")
    survey.write("potassium_distribution", rows(everyone))
