"""How much of four minerals adults eat in a day, and how little of it shows in the blood.

    python data/derive/diet.py FOLDER

FOLDER is that of nhanes.py, for 2015-16 and 2005-18. The dietary weight is not in the extract of
2015-16, so the examination's weight stands in for it. Intake is the mean of one or two recalled
days. A slope is of a linear regression with the survey's design, of adults of 20 and over.
"""

import sys
from pathlib import Path

import nhanes
import numpy as np
import pandas as pd
import survey

MINERALS = {"mg_mg": "DR1TMAGN", "k_mg": "DR1TPOTA", "ca_mg": "DR1TCALC", "na_mg": "DR1TSODI"}
AGES = [(20, 39), (40, 59), (60, 80)]
PERCENTILES = [5, 25, 50, 75, 95]
WEIGHT = "wt_mec_2yr"
DIET = [  # label, outcome, exposure, its unit, adjusted for
    ("serum K per +1 g/day dietary K, crude", "serum_k_mmol_l", "k_g", []),
    ("serum K per +1 g/day dietary K, adj age sex energy creatinine", "serum_k_mmol_l", "k_g",
     ["age10", "female", "kcal1000", "creatinine_mg_dl"]),
    ("serum Na per +1 g/day dietary Na, adj age sex energy", "serum_na_mmol_l", "na_g",
     ["age10", "female", "kcal1000"]),
    ("serum Ca per +1 g/day dietary Ca, adj age sex energy", "serum_ca_mmol_l", "ca_g",
     ["age10", "female", "kcal1000"]),
]  # fmt: skip
AGEING = [
    (f"{salt}_mmol_l per decade of age, adj sex", f"{salt}_mmol_l", "age10", ["female"])
    for salt in ("k", "na", "ca", "phos", "hco3")
]
NAMES = {"k": "LBXSKSI", "na": "LBXSNASI", "ca": "LBDSCASI", "phos": "LBDSPHSI"}
NAMES |= {"hco3": "LBXSC3SI", "k_g": "DR1TPOTA", "na_g": "DR1TSODI", "ca_g": "DR1TCALC"}
NAMES |= {"age10": "RIDAGEYR"}
UNITS = {"k_g": "mmol/L per g/day", "na_g": "mmol/L per g/day", "ca_g": "mmol/L per g/day"}
UNITS |= {"age10": "mmol/L per 10 years"}


def percentile_rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a sex, age group and mineral."""
    return [
        percentile_row(people[people["age"].between(*ages) & (people["sex"] == sex)], sex, ages, m)
        for sex in ("M", "F")
        for ages in AGES
        for m in MINERALS
    ]


def percentile_row(members: pd.DataFrame, sex: str, ages: tuple[int, int], column: str) -> dict:
    """Return the weighted percentiles of one group's intake."""
    eaten, weights = (members[name].to_numpy() for name in (column, WEIGHT))
    cuts = survey.quantiles(eaten, weights, [p / 100 for p in PERCENTILES])
    mineral = column.removesuffix("_mg")
    return {
        "id": f"{mineral}_{sex.lower()}_{ages[0]}_{ages[1]}",
        "mineral": mineral,
        "unit": "mg/day",
        "sex": sex,
        "age_low": ages[0],
        "age_high": ages[1],
        "n": len(members),
        **{f"p{p}": f"{np.round(cut, 1):.1f}" for p, cut in zip(PERCENTILES, cuts, strict=True)},
        **survey.origin("diet", "nhanes_2015_2016", f"{MINERALS[column]}; WTMEC2YR", "partial"),
    }


def slope_rows(diet: pd.DataFrame, blood: pd.DataFrame) -> list[dict]:
    """Return one row a model: food and blood of 2015-16, age and blood of 2005-18."""
    return [
        *(slope_row(terms(diet), *model, "nhanes_2015_2016") for model in DIET),
        *(slope_row(terms(blood), *model, "nhanes_2005_2018") for model in AGEING),
    ]


def terms(people: pd.DataFrame) -> pd.DataFrame:
    """Return people with the terms of the models, in the models' units."""
    grams = {f"{name}_g": people[f"{name}_mg"] / 1000 for name in ("k", "na", "ca")
             if f"{name}_mg" in people}  # fmt: skip
    if "kcal" in people:
        grams["kcal1000"] = people["kcal"] / 1000
    female = (people["sex"] == "F").astype(float)
    return people.assign(age10=people["age"] / 10, female=female, **grams)


def slope_row(
    people: pd.DataFrame, label: str, outcome: str, exposure: str, adjusted: list, source: str
) -> dict:
    """Return one model's slope with its 95 % interval."""
    within = people["age"] >= 20
    found = survey.association(people, outcome, [exposure, *adjusted], WEIGHT, within)
    salt = outcome.removeprefix("serum_").removesuffix("_mmol_l")
    checked = "partial" if source == "nhanes_2015_2016" else "primary"
    return {
        "id": f"{salt}_by_{exposure}_{'adjusted' if adjusted else 'crude'}",
        "label": label,
        "outcome": salt,
        "exposure": exposure,
        "adjusted_for": "+".join(adjusted),
        "n": found.n,
        "slope": survey.digits(found.estimate, 5),
        "low": survey.digits(found.low, 5),
        "high": survey.digits(found.high, 5),
        "unit": UNITS[exposure],
        "p": survey.digits(found.p, 5),
        "design_df": found.design_df,
        **survey.origin("diet", source, f"{NAMES[salt]}, {NAMES[exposure]}; WTMEC2YR", checked),
    }


if __name__ == "__main__":
    place = Path(sys.argv[1])
    eaters = nhanes.load(place, "diet")
    survey.write("diet_percentiles", percentile_rows(eaters))
    survey.write("diet_and_blood", slope_rows(eaters, nhanes.load(place, "electrolytes")))
