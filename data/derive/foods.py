"""Minerals of foods per 100 g, from USDA FoodData Central.

    python data/derive/foods.py FOLDER

FOLDER holds usda_fdc_minerals_sr_foundation.csv, one food a row, extracted from the Foundation
Foods and SR Legacy sets: food, data_type, category, kcal and mg_mg, k_mg, ca_mg, na_mg per 100 g.
Its portions are left out: many are undetermined, and some weights are odd.
"""

import sys
from pathlib import Path

import pandas as pd
import survey

SETS = {"foundation_food": "Foundation Foods", "sr_legacy_food": "SR Legacy"}
NO_POTASSIUM = "The source gives 0 mg potassium beside much magnesium: taken as not measured."


def identities(foods: pd.DataFrame) -> list[str]:
    """Return one id a food: its name, with the set or a count where the name comes twice."""
    names = foods["food"].map(survey.slug)
    twice = names.duplicated(keep=False)
    names = names.where(~twice, names + "_" + foods["data_type"].map(SETS).map(survey.slug))
    again = names.groupby(names).cumcount()
    return list(names.where(again == 0, names + "_" + (again + 1).astype(str)))


def rows(foods: pd.DataFrame) -> list[dict]:
    """Return one row a food; a zero that cannot be one is left empty and says so."""
    foods = foods.drop_duplicates(["food", "data_type", "kcal", "mg_mg", "k_mg", "ca_mg", "na_mg"])
    missing = (foods["k_mg"] == 0) & (foods["mg_mg"] >= 5)
    foods = foods.assign(id=identities(foods), k_mg=foods["k_mg"].mask(missing))
    return [
        {
            "id": food["id"],
            "food": food["food"],
            "category": food["category"],
            "kcal": number(food["kcal"], 1),
            **{name: number(food[name], 2) for name in ("mg_mg", "k_mg", "ca_mg", "na_mg")},
            "note": NO_POTASSIUM if pd.isna(food["k_mg"]) else "",
            "source": "usda_fdc",
            "location": SETS[food["data_type"]],
            "verification": "secondary",
            **survey.REVIEW,
        }
        for food in foods.to_dict("records")
    ]


def number(value: float, decimals: int) -> str:
    """Write a number without idle zeros, or nothing where there is none."""
    return "" if pd.isna(value) else f"{round(value, decimals):.10g}"


if __name__ == "__main__":
    table = pd.read_csv(Path(sys.argv[1]) / "usda_fdc_minerals_sr_foundation.csv")
    survey.write("foods", rows(table))
