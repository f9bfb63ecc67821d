"""Percentiles of blood salts by sex and age, and how many adults fall outside common limits.

    python data/derive/electrolytes_of_people.py FOLDER

FOLDER is that of nhanes.py: the official files BIOPRO_D to BIOPRO_J and DEMO_D to DEMO_J, or the
extract made from them. The seven cycles have equal weight.
"""

import sys
from pathlib import Path

import nhanes
import numpy as np
import pandas as pd
import survey

ANALYTES = {  # column of the survey file: name, unit
    "k_mmol_l": ("k", "mmol/L"),
    "na_mmol_l": ("na", "mmol/L"),
    "cl_mmol_l": ("cl", "mmol/L"),
    "hco3_mmol_l": ("hco3", "mmol/L"),
    "ca_mmol_l": ("ca", "mmol/L"),
    "phos_mmol_l": ("phos", "mmol/L"),
    "albumin_g_dl": ("albumin", "g/dL"),
    "creatinine_mg_dl": ("creatinine", "mg/dL"),
    "ck_u_l": ("ck", "U/L"),
}
AGES = [(12, 19), (20, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, 80), (20, 80)]
PERCENTILES = [1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99]
LIMITS = [("k", "below", 3.5), ("k", "above", 5.0), ("na", "below", 135.0), ("na", "above", 145.0)]
LIMITS += [("ca", "below", 2.15), ("ca", "above", 2.55)]
ADULTS = [(20, 80), (20, 39), (40, 59), (60, 80)]
COMMON = {"source": "nhanes_2005_2018", "verification": "primary", **survey.REVIEW}


def percentile_rows(people: pd.DataFrame) -> list[dict]:
    """Return one row an analyte, sex and age group."""
    return [
        percentile_row(people, column, sex, ages)
        for column in ANALYTES
        for sex in ("M", "F", "all")
        for ages in AGES
    ]


def percentile_row(people: pd.DataFrame, column: str, sex: str, ages: tuple) -> dict:
    """Return the weighted mean, spread and percentiles of one group."""
    analyte, unit = ANALYTES[column]
    members = people["age"].between(*ages) & people[column].notna()
    members &= (people["sex"] == sex) | (sex == "all")
    values = people.loc[members, column].to_numpy()
    weights = people.loc[members, "wt_mec_2yr"].to_numpy()
    mean = np.average(values, weights=weights)
    spread = np.average((values - mean) ** 2, weights=weights) ** 0.5
    cuts = survey.quantiles(values, weights, [p / 100 for p in PERCENTILES])
    return {
        "id": f"{analyte}_{sex.lower()}_{ages[0]}_{ages[1]}",
        "analyte": analyte,
        "unit": unit,
        "sex": sex,
        "age_low": ages[0],
        "age_high": ages[1],
        "n": len(values),
        "mean": number(mean),
        "sd": number(spread),
        **{
            f"p{p}".replace(".", "_"): number(cut) for p, cut in zip(PERCENTILES, cuts, strict=True)
        },
        "derivation": "derive/electrolytes_of_people.py",
        "location": f"column {column}",
        **COMMON,
    }


def outside_rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a limit and age group: the share of adults beyond it, in per cent."""
    columns = {name: column for column, (name, _) in ANALYTES.items()}
    found = []
    for analyte, side, limit in LIMITS:
        values = people[columns[analyte]]
        yes = values < limit if side == "below" else values > limit
        for ages in ADULTS:
            within = people["age"].between(*ages) & values.notna()
            percent, error = survey.share(people, yes, "wt_mec_2yr", within)
            found.append(
                {
                    "id": f"{analyte}_{side}_{limit:g}_{ages[0]}_{ages[1]}".replace(".", "_"),
                    "analyte": analyte,
                    "side": side,
                    "limit": limit,
                    "unit": ANALYTES[columns[analyte]][1],
                    "age_low": ages[0],
                    "age_high": ages[1],
                    "n": int(within.sum()),
                    "percent": f"{percent:.4g}",
                    "standard_error": f"{error:.4g}",
                    "derivation": "derive/electrolytes_of_people.py",
                    "location": f"column {columns[analyte]}",
                    **COMMON,
                }
            )
    return found


def number(value: float) -> str:
    """Write four decimals at most, without idle zeros."""
    return f"{round(value, 4):g}" if abs(value) < 100 else f"{round(value, 4)}"


if __name__ == "__main__":
    everyone = nhanes.load(Path(sys.argv[1]), "electrolytes")
    survey.write("electrolyte_percentiles", percentile_rows(everyone))
    survey.write("electrolyte_out_of_range", outside_rows(everyone))
