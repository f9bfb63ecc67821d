"""What a serving of a food holds, what people eat in a day, and how little of it shows in blood.

Equations
    weight of a serving = its printed salt / that salt per 100 g
    other salts of it   = weight · theirs per 100 g

Units
    Salts of food in mg, a serving's weight in g, of blood in mmol/L.

Errors
    ``EvidenceError`` where a printed serving and its food per 100 g cannot be the same food.

Limits
    A table of servings prints one salt a food; the others are ours, of the food of FoodData Central
    that it matches. Where none was found, or where what is printed fits none, they are not known,
    and never 0: a sum of them is "at least". What goes with potassium in blood was found in a
    survey of one moment: not what happens to a person who eats more.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from spasmlab.evidence import tables
from spasmlab.evidence.results import EvidenceError

SALTS = {"potassium": "k", "magnesium": "mg", "calcium": "ca"}  # and as the tables call them
SLOPE = "k_by_k_g_adjusted"  # of diet_and_blood
GRAMS = {"1 oz": 28.35, "1.5 oz": 42.5, "3 oz": 85.0, "8 oz": 226.8}  # of foods that are weighed
AWAY = 0.03  # of the weight: what rounding and two editions of the source may differ by
FOODS = {  # a row of servings -> the row of foods that is the same food; "" where there is none
    "potassium_banana": "bananas_raw",
    "potassium_potato_baked": "potatoes_baked_flesh_without_salt",
    "potassium_tomato": "tomatoes_red_ripe_raw_year_round_average",
    "magnesium_spinach_boiled": "spinach_cooked_boiled_drained_with_salt",
    "potassium_dried_apricots": "apricots_dried_sulfured_uncooked",
    "potassium_lentils_cooked": "",
    "magnesium_black_beans": "",
    "magnesium_quinoa_cooked": "quinoa_cooked",
    "magnesium_almonds": "nuts_almonds_dry_roasted_with_salt_added_sr_legacy",
    "magnesium_dark_chocolate_70": "chocolate_dark_70_85_cacao_solids",
    "calcium_yogurt_plain_low_fat": "yogurt_plain_low_fat",
    "calcium_mozzarella_part_skim": "cheese_mozzarella_part_skim_milk",
    "calcium_cheddar": "cheese_cheddar",
    "calcium_sardines_with_bones": "",
    "potassium_salmon_cooked": "",
}


@dataclass(frozen=True)
class Food:
    """One serving; ``mg`` holds the salts that are known, and ``rows`` where they come from."""

    id: str
    name: dict[str, str]  # by language
    serving: dict[str, str]
    mg: dict[str, float]
    grams: float | None
    rows: str


@dataclass(frozen=True)
class Eaten:
    """What a group eats of one salt in a day, in mg: the middle person, and half of all people."""

    id: str
    middle: float
    half: tuple[float, float]
    most: float  # 95 of 100 eat less


@dataclass(frozen=True)
class Group:
    """People of one sex and age, and what they eat."""

    sex: str
    age_low: int
    age_high: int | None  # None: and older
    eaten: dict[str, Eaten]


@cache
def foods() -> tuple[Food, ...]:
    """Return every food of the plate, in the order of ``FOODS``."""
    return tuple(_food(*one) for one in FOODS.items())


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups of the survey, women first, youngest first."""
    table = tables.load("diet_percentiles").sort_values(["sex", "age_low"])
    return tuple(_group(rows) for _, rows in table.groupby(["sex", "age_low"], sort=False))


def in_blood() -> tuple[float, float, float]:
    """Return how much more potassium the blood of people holds who eat 1 g more of it in a day.

    mmol/L, and the ends of its 95 % interval.
    """
    row = tables.row("diet_and_blood", SLOPE)
    return float(row["slope"]), float(row["low"]), float(row["high"])


def usual_width() -> float:
    """Return how wide the usual range of potassium in blood is, in mmol/L."""
    row = tables.row("electrolytes", "potassium_usual")
    return float(row["high"]) - float(row["low"])


def _food(serving: str, food: str) -> Food:
    row, rows = tables.row("servings", serving), f"servings:{serving}"
    name = str(row["nutrient"])
    mg, grams = {name: float(row["mg"])}, None
    if food:
        known = tables.row("foods", food)
        grams = _grams(row, float(known[f"{SALTS[name]}_mg"]))
        others = (one for one in SALTS if one != name)
        mg |= {one: float(known[f"{SALTS[one]}_mg"]) * grams / 100 for one in others}
        rows += f" foods:{food}"
    said = {part: _said(row, part) for part in ("food", "serving")}
    ordered = {one: mg[one] for one in SALTS if one in mg}
    return Food(serving, said["food"], said["serving"], ordered, grams, rows)


def _said(row: "pd.Series[Any]", part: str) -> dict[str, str]:
    return {language: str(row[f"{part}_{language}"]) for language in ("en", "es")}


def _grams(row: "pd.Series[Any]", per_100_g: float) -> float:
    """Return what a serving weighs; where its size is a weight, it must be that."""
    grams = 100 * float(row["mg"]) / per_100_g
    wanted = GRAMS.get(str(row["serving_en"]), grams)
    if abs(grams - wanted) > AWAY * wanted:
        raise EvidenceError(
            f"servings: {row['id']} weighs {wanted} g, and by its food {grams:.1f} g"
        )
    return grams


def _group(rows: pd.DataFrame) -> Group:
    first = rows.iloc[0]
    codes = {code: name for name, code in SALTS.items()}
    found = {
        codes[one["mineral"]]: one for one in rows.to_dict("records") if one["mineral"] in codes
    }
    last = int(first["age_high"])
    return Group(
        sex=str(first["sex"]),
        age_low=int(first["age_low"]),
        age_high=None if last >= 80 else last,
        eaten={name: _eaten(found[name]) for name in SALTS},
    )


def _eaten(row: dict[Any, Any]) -> Eaten:
    half = (float(row["p25"]), float(row["p75"]))
    return Eaten(str(row["id"]), float(row["p50"]), half, float(row["p95"]))
