"""How many adults have leg cramps while trying to sleep, by who they are and what they ate.

    python data/derive/leg_cramps.py FOLDER

FOLDER is that of nhanes.py. Shares of the question alone use the interview's weight, shares by
magnesium that of the first day's diet recall; two cycles of equal weight, so no weight is halved.
The fifths of magnesium have their limits at the weighted quantiles; a limit opens the next fifth.
"""

import sys
from itertools import pairwise
from pathlib import Path

import nhanes
import numpy as np
import pandas as pd
import survey

OUTCOMES = {"any": (1, 4), "mild": (1, 2), "freq": (3, 4)}  # codes 3 and 4: 5 to 30 nights a month
DECADES = [(20, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 80)]
THIRDS = [(20, 39), (40, 59), (60, 80)]
GROUPS = [  # name, sex, ages, cycle
    ("20+", "all", (20, 80), "all"),
    ("men", "M", (20, 80), "all"),
    ("women", "F", (20, 80), "all"),
    *((f"{low}-{high}", "all", (low, high), "all") for low, high in DECADES),
    *((cycle, "all", (20, 80), cycle) for cycle in ("2005-06", "2007-08")),
    *((f"{sex} {low}-{high}", sex, (low, high), "all") for sex in "MF" for low, high in THIRDS),
]
SOURCE = "nhanes_2005_2008"


def outcomes(people: pd.DataFrame) -> dict[str, pd.Series]:
    """Return who has cramps: on any night, on 1 to 4, on 5 or more of the past month."""
    return {name: people["leg_cramps"].between(*codes) for name, codes in OUTCOMES.items()}


def adults(people: pd.DataFrame) -> pd.Series:
    """Return who is 20 or over and answered."""
    return (people["age"] >= 20) & people["leg_cramps"].notna()


def prevalence_rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a group and outcome."""
    return [
        {
            "id": f"{outcome}_{survey.slug(name.replace('+', ' plus'))}",
            "group": name,
            "sex": sex,
            "age_low": ages[0],
            "age_high": ages[1],
            "cycle": "2005-08" if cycle == "all" else cycle,
            "outcome": outcome,
            **counted(people, yes, "wt_int", members(people, sex, ages, cycle)),
            **survey.origin("leg_cramps", SOURCE, "SLQ160, RIAGENDR, RIDAGEYR; WTINT2YR"),
        }
        for name, sex, ages, cycle in GROUPS
        for outcome, yes in outcomes(people).items()
    ]


def members(people: pd.DataFrame, sex: str, ages: tuple[int, int], cycle: str) -> pd.Series:
    """Return the adults of a group."""
    chosen = adults(people) & people["age"].between(*ages)
    chosen &= (people["sex"] == sex) | (sex == "all")
    return chosen & ((people["cycle"] == cycle) | (cycle == "all"))


def counted(people: pd.DataFrame, yes: pd.Series, weight: str, within: pd.Series) -> dict:
    """Return a group's people, how many of them, and the weighted per cent with its error."""
    percent, error = survey.share(people, yes, weight, within)
    return {
        "n": int(within.sum()),
        "events": int((yes & within).sum()),
        "percent": survey.digits(percent),
        "standard_error": survey.digits(error),
    }


def magnesium_rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a fifth of the first day's magnesium and an outcome."""
    eaten = adults(people) & people["mg1"].notna()
    mg, weight = (people.loc[eaten, name].to_numpy() for name in ("mg1", "wt_diet1"))
    limits = [0.0, *survey.quantiles(mg, weight, [0.2, 0.4, 0.6, 0.8]), np.inf]
    return [
        {
            "id": f"fifth_{fifth}_{outcome}",
            "fifth": fifth,
            "mg_low": survey.digits(low),
            "mg_high": survey.digits(high),
            "unit": "mg/day",
            "outcome": outcome,
            **counted(people, yes, "wt_diet1", eaten & people["mg1"].between(low, high, "left")),
            **survey.origin("leg_cramps", SOURCE, "SLQ160, DR1TMAGN; WTDRD1"),
        }
        for fifth, (low, high) in enumerate(pairwise(limits), 1)
        for outcome, yes in outcomes(people).items()
        if outcome != "mild"
    ]


if __name__ == "__main__":
    everyone = nhanes.load(Path(sys.argv[1]), "night_leg_cramps")
    survey.write("leg_cramps_prevalence", prevalence_rows(everyone))
    survey.write("leg_cramps_by_magnesium", magnesium_rows(everyone))
