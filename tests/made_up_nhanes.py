"""People, made up or read, written as the official files of NHANES: the reader's work undone.

Where an official file has each column is spelled out here once more, so that a slip in the
reader's list is seen.
"""

import numpy as np
import pandas as pd
import polars
import svy_io

LETTERS = {"2001-02": "B", "2003-04": "C", "2005-06": "D", "2007-08": "E", "2009-10": "F"}
LETTERS |= {"2011-12": "G", "2013-14": "H", "2015-16": "I", "2017-18": "J"}
DEMO = {"race_eth": "RIDRETH1", "psu": "SDMVPSU", "stratum": "SDMVSTRA", "pir": "INDFMPIR"}
DEMO |= {"wt_int": "WTINT2YR", "wt_mec": "WTMEC2YR", "wt_mec_2yr": "WTMEC2YR"}
HABITS = {"trouble_asleep": "SLQ080", "wake_night": "SLQ090", "sleep_pills": "SLQ140"}
HABITS |= {"leg_jerks": "SLQ150", "leg_cramps": "SLQ160"}
BLOOD = {"serum_k": "LBXSKSI", "serum_na": "LBXSNASI", "serum_ca": "LBDSCASI"}
BLOOD |= {"serum_phos": "LBDSPHSI", "serum_hco3": "LBXSC3SI", "albumin": "LBXSAL"}
BLOOD |= {"creatinine": "LBXSCR"}
SALTS = {"k_mmol_l": "LBXSKSI", "na_mmol_l": "LBXSNASI", "cl_mmol_l": "LBXSCLSI"}
SALTS |= {"hco3_mmol_l": "LBXSC3SI", "ca_mmol_l": "LBDSCASI", "phos_mmol_l": "LBDSPHSI"}
SALTS |= {"albumin_g_dl": "LBXSAL", "creatinine_mg_dl": "LBXSCR", "ck_u_l": "LBXSCK"}
DAY_1 = {"wt_diet1": "WTDRD1", "kcal1": "DR1TKCAL", "mg1": "DR1TMAGN", "k1": "DR1TPOTA"}
DAY_1 |= {"ca1": "DR1TCALC", "na1": "DR1TSODI", "caffeine1": "DR1TCAFF", "alcohol1": "DR1TALCO"}
DAY_1 |= {"water1": "DR1TMOIS"}
DAY_2 = {"kcal2": "DR2TKCAL", "mg2": "DR2TMAGN", "k2": "DR2TPOTA", "ca2": "DR2TCALC"}
DAY_2 |= {"na2": "DR2TSODI"}
MEALS = {"kcal": "TKCAL", "mg_mg": "TMAGN", "k_mg": "TPOTA", "ca_mg": "TCALC", "na_mg": "TSODI"}
MEALS |= {"phos_mg": "TPHOS", "water_g": "TMOIS", "alcohol_g": "TALCO", "caffeine_mg": "TCAFF"}
DRUGS = {"rx_thiazide": "INDAPAMIDE", "rx_k_sparing": "AMILORIDE", "rx_loop": "BUMETANIDE"}
DRUGS |= {"rx_statin": "EZETIMIBE; SIMVASTATIN", "rx_laba": "BUDESONIDE; FORMOTEROL"}
DRUGS |= {"rx_kcl": "POTASSIUM CHLORIDE", "rx_quinine": "QUININE"}


def write(folder, file, columns):
    """Write one transport file; what is not a number is missing."""
    svy_io.write_xpt(polars.DataFrame(columns).fill_nan(None), folder / f"{file}.XPT", version=5)


def picked(people, names):
    """Return official columns of people by their plain names."""
    kept = {official: people[plain] for plain, official in names.items() if plain in people}
    return {"SEQN": number(people["seqn"]), **{name: number(v) for name, v in kept.items()}}


def number(values):
    return np.array(values, float)


def yes(values, unsure=9.0):
    """Return 1 and 0 as the files' 1 and 2, and what is missing as don't know."""
    return number(values.map({1: 1.0, 0: 2.0}).fillna(unsure))


def demographics(people, letter):
    """Return DEMO, with a child whom no other file has; 85 is the oldest age of 2005-06 alone."""
    age = number(people["age"])
    if letter == "D":
        age = np.where(age == 80, 80 + number(people["seqn"]) % 6, age)
    columns = {**picked(people, DEMO), "RIDAGEYR": age}
    columns["RIAGENDR"] = np.where(people["sex"] == "M", 1.0, 2.0)
    if "educ" in people:
        columns["DMDEDUC2"] = number(
            people["educ"].fillna(people["age"].map(lambda a: 9 if a > 19 else np.nan))
        )
        asked = np.where(columns["RIAGENDR"] == 2, 2.0, np.nan)
        columns["RIDEXPRG"] = np.where(people["pregnant"] == 1, 1.0, asked)
    child = {name: values[0] for name, values in columns.items()} | {"SEQN": 9e5, "RIDAGEYR": 5.0}
    return {name: np.append(values, child[name]) for name, values in columns.items()}


def habits(people, refused):
    """Return SLQ: the first ``refused`` who are missing refused, the others did not know."""
    columns = picked(people, HABITS)
    for item in HABITS.values():
        missing = np.flatnonzero(np.isnan(columns[item]))
        columns[item][missing] = 9.0
        columns[item][missing[: refused.get(item, 0)]] = 7.0
    return {**columns, "SLD010H": number(people["sleep_h"].fillna(99))}


def prescriptions(people):
    """Return RXQ_RX: a row a medicine; who takes none has one row, who did not know another."""
    rows = [
        (person["seqn"], 1.0, drug)
        for person in people.to_dict("records")
        for flag, drug in DRUGS.items()
        if person[flag] == 1
    ]
    takers = {row[0] for row in rows}
    others = people[~people["seqn"].isin(takers)]
    unsure = others["rx_loop"].isna()
    rows += zip(others["seqn"], np.where(unsure, 9.0, 2.0), [""] * len(others), strict=True)
    rows.sort(key=lambda row: row[0])
    seqn, use, drug = zip(*rows, strict=True)
    return {"SEQN": number(seqn), "RXDUSE": number(use), "RXDDRUG": list(drug)}


def cramps_files(people, letter, refused):
    """Return the ten files of one cycle of night leg cramps."""
    grown = people["age"] >= 20
    arthritis = np.where(grown, yes(people["arthritis"]), np.nan)
    return {
        "DEMO": demographics(people, letter),
        "SLQ": habits(people, refused),
        "DR1TOT": picked(people, DAY_1),
        "DR2TOT": picked(people, DAY_2),
        "BIOPRO": picked(people, BLOOD),
        "BMX": picked(people, {"bmi": "BMXBMI"}),
        "DIQ": picked(people, {}) | {"DIQ010": yes(people["diabetes"])},
        "BPQ": picked(people, {}) | {"BPQ020": yes(people["hypertension"])},
        "MCQ": picked(people, {}) | {"MCQ160A": arthritis},
        "RXQ_RX": prescriptions(people),
    }


def pain_files(people, letter, _):
    """Return the two files of one cycle of low back pain."""
    pain = picked(people, {"pain_duration_code": "MPQ110"})
    pain["MPQ070"] = yes(people["low_back_pain_3mo"])
    pain["MPQ080"] = yes(people["spread_below_knee"], np.nan)
    pain["MPQ100"] = yes(people["pain_24h_past_month"])
    return {"DEMO": demographics(people, letter), "MPQ": pain}


def blood_files(people, letter, _):
    """Return the two files of one cycle of blood; CK was not measured before 2011."""
    names = {plain: name for plain, name in SALTS.items() if letter >= "G" or plain != "ck_u_l"}
    return {"DEMO": demographics(people, letter), "BIOPRO": picked(people, names)}


def diet_files(people, letter, _):
    """Return the files of 2015-16: two days with the mean that the extract has."""
    blood = people.rename(columns=lambda name: name.removeprefix("serum_"))
    days = {"DR1TOT": picked(people, {}), "DR2TOT": picked(people, {})}
    for plain, item in MEALS.items():
        days["DR1TOT"][f"DR1{item}"] = np.floor(number(people[plain]))
        days["DR2TOT"][f"DR2{item}"] = 2 * number(people[plain]) - np.floor(number(people[plain]))
    return {"DEMO": demographics(people, letter), "BIOPRO": picked(blood, SALTS), **days}


FILES = {"night_leg_cramps": cramps_files, "low_back_pain": pain_files}
FILES |= {"electrolytes": blood_files, "diet": diet_files}


def undo(folder, name, people, refused=None):
    """Write a table of people as the official files it would come from."""
    cycles = people["cycle"] if "cycle" in people else pd.Series("2015-16", people.index)
    for cycle, group in people.groupby(cycles):
        letter = LETTERS[cycle]
        files = FILES[name](group, letter, (refused or {}).get(cycle, {}))
        for file, columns in files.items():
            write(folder, f"{file}_{letter}", columns)


def people(seed=7, count=400):
    """Return made-up people of night leg cramps: every column, with gaps."""
    rng = np.random.default_rng(seed)
    late = np.arange(count) >= count // 2
    columns = {
        "cycle": np.where(late, "2007-08", "2005-06"),
        "seqn": np.arange(31000, 31000 + count),
        "sex": rng.choice(["M", "F"], count),
        "age": rng.integers(16, 81, count),
        "race_eth": rng.integers(1, 6, count),
        "stratum": 44 + rng.integers(0, 4, count) + 20 * late,
        "psu": rng.integers(1, 3, count),
        "wt_int": rng.uniform(2e3, 9e4, count).round(2),
        "sleep_h": rng.integers(3, 13, count),
        "educ": rng.integers(1, 6, count),
    }
    for name in (*HABITS, *DAY_1, *DAY_2, *BLOOD, "pir", "bmi", "wt_mec"):
        columns[name] = rng.uniform(0.5, 9e3, count).round(2)
    for name in HABITS:
        columns[name] = rng.integers(0, 5, count).astype(float)
    for name in (*DRUGS, "pregnant", "diabetes", "hypertension", "arthritis"):
        columns[name] = rng.integers(0, 2, count).astype(float)
    made = pd.DataFrame(columns)
    gaps = [*HABITS, "mg2", "serum_k", "bmi", "diabetes", "hypertension", "sleep_h"]
    made[gaps] = made[gaps].mask(rng.random((count, len(gaps))) < 0.1)
    made.loc[made["age"] < 20, ["educ", "arthritis"]] = np.nan
    made.loc[rng.random(count) < 0.05, list(DRUGS)] = np.nan
    made["pregnant"] = made["pregnant"].where(made["sex"] == "F", 0.0)
    return made
