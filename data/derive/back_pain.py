"""How many adults had low back pain in three months, and how often it spread below the knee.

    python data/derive/back_pain.py FOLDER

FOLDER is that of nhanes.py. The second share is of those with low back pain.
"""

import sys
from pathlib import Path

import nhanes
import pandas as pd
import survey

GROUPS = [
    ("20+", "all", (20, 80)),
    ("men", "M", (20, 80)),
    ("women", "F", (20, 80)),
    ("20-39", "all", (20, 39)),
    ("40-59", "all", (40, 59)),
    ("60-80", "all", (60, 80)),
]
MEASURES = {  # column: what it is of, and the item
    "low_back_pain": ("low_back_pain_3mo", "everyone", "MPQ070"),
    "spread_below_knee": ("spread_below_knee", "people with low back pain", "MPQ080"),
}


def rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a group and measure."""
    return [
        row(people, group, measure, members(people, *group[1:]))
        for group in GROUPS
        for measure in MEASURES
    ]


def members(people: pd.DataFrame, sex: str, ages: tuple[int, int]) -> pd.Series:
    """Return the people of a sex and of ages."""
    return people["age"].between(*ages) & ((people["sex"] == sex) | (sex == "all"))


def row(people: pd.DataFrame, group: tuple, measure: str, within: pd.Series) -> dict:
    """Return the weighted share of one group that says yes."""
    column, of, item = MEASURES[measure]
    within = within & people[column].notna()
    yes = people[column] == 1
    percent, error = survey.share(people, yes, "wt_int", within)
    name, sex, ages = group
    return {
        "id": f"{measure}_{survey.slug(name.replace('+', ' plus'))}",
        "group": name,
        "sex": sex,
        "age_low": ages[0],
        "age_high": ages[1],
        "measure": measure,
        "of": of,
        "n": int(within.sum()),
        "events": int((yes & within).sum()),
        "percent": survey.digits(percent),
        "standard_error": survey.digits(error),
        **survey.origin("back_pain", "nhanes_2001_2004", f"{item}; WTINT2YR"),
    }


if __name__ == "__main__":
    survey.write("back_pain_prevalence", rows(nhanes.load(Path(sys.argv[1]), "low_back_pain")))
