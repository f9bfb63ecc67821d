"""The official files of NHANES as tables of people: one row a person, in plain columns.

    python data/derive/nhanes.py FOLDER              say which tables FOLDER's files make
    python data/derive/nhanes.py FOLDER --download   first fetch the files that FOLDER lacks

FOLDER holds files as the Centers for Disease Control and Prevention name them (DEMO_D.XPT), or an
extract of ours made from them (nhanes_night_leg_cramps_2005_2008.csv), which is then read instead.
It never lies in the project: rows about one person are not kept here.

Refused and don't know (7, 9, 77, 99) become missing. Age is 80 for 80 and over in every cycle;
one cycle gave ages up to 85. Weights are rounded to one or two decimals, as the extracts are.
Checked once on public copies of the official files of every table but diet: the extract came out
person by person. Diet of 2015-16 is taken as the mean of one or two recalled days, for two in
five of the extract's values end in a half; its recipe was not seen, and the official files may
give more people. ``--download`` was never run by us.
"""

import sys
import urllib.request
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import numpy as np
import pandas as pd
import svy_io
from nhanes_medicines import medicines

ADDRESS = "https://wwwn.cdc.gov/Nchs/Data/Nhanes/Public/{year}/DataFiles/{file}.XPT"
CYCLES = dict(zip("BCDEFGHIJ", range(2001, 2019, 2), strict=True))  # letter: first year
SEX = {1: "M", 2: "F"}
YES = {1: 1.0, 2: 0.0}
HABIT = {nights: float(nights) for nights in range(5)}  # 0 never .. 4: 16 to 30 nights a month
REFUSED = (7, 9, 77, 99)
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Item:
    """Where the official files have a column, and what its codes become."""

    file: str
    name: str
    codes: dict[int, object] | None = None  # of what is not a number
    missing: tuple[int, ...] = ()  # codes of a number that are none
    decimals: int = 6  # the files' floating point is not of IEEE: its last digits are noise
    absent: object = np.nan  # of a person whom the file leaves out
    since: str = "B"  # the first cycle that has it


@dataclass(frozen=True)
class Table:
    """A table of people: the cycles it spans, whose people it holds, and its columns."""

    extract: str
    cycles: str
    people: str
    columns: dict[str, Item]
    ages: tuple[int, int] = (0, 80)
    files: tuple[str, ...] = ()  # beside those of the columns


def who(weights: dict[str, Item]) -> dict[str, Item]:
    """Return the columns that every table has."""
    return {
        "sex": Item("DEMO", "RIAGENDR", SEX),
        "age": Item("DEMO", "RIDAGEYR"),
        "race_eth": Item("DEMO", "RIDRETH1"),
        **weights,
        "psu": Item("DEMO", "SDMVPSU"),
        "stratum": Item("DEMO", "SDMVSTRA"),
    }


SLEEP = {"trouble_asleep": "SLQ080", "wake_night": "SLQ090", "sleep_pills": "SLQ140"}
SLEEP |= {"leg_jerks": "SLQ150", "leg_cramps": "SLQ160"}
DIET = {"kcal": "TKCAL", "mg": "TMAGN", "k": "TPOTA", "ca": "TCALC", "na": "TSODI"}
DRINKS = {"caffeine": "TCAFF", "alcohol": "TALCO", "water": "TMOIS"}
BLOOD = {"k": "LBXSKSI", "na": "LBXSNASI", "ca": "LBDSCASI", "phos": "LBDSPHSI", "hco3": "LBXSC3SI"}
CRAMPS = {
    **who({"wt_int": Item("DEMO", "WTINT2YR", decimals=2)}),
    "wt_mec": Item("DEMO", "WTMEC2YR", decimals=2),
    "educ": Item("DEMO", "DMDEDUC2", missing=REFUSED),
    "pir": Item("DEMO", "INDFMPIR"),
    "pregnant": Item("DEMO", "RIDEXPRG", {1: 1.0, 2: 0.0, 3: 0.0}, absent=0.0),
    "sleep_h": Item("SLQ", "SLD010H", missing=(77, 99)),
    **{name: Item("SLQ", item, HABIT) for name, item in SLEEP.items()},
    "wt_diet1": Item("DR1TOT", "WTDRD1", decimals=2),
    **{f"{name}1": Item("DR1TOT", f"DR1{item}") for name, item in (DIET | DRINKS).items()},
    **{f"{name}2": Item("DR2TOT", f"DR2{item}") for name, item in DIET.items()},
    **{f"serum_{name}": Item("BIOPRO", item) for name, item in BLOOD.items()},
    "albumin": Item("BIOPRO", "LBXSAL"),
    "creatinine": Item("BIOPRO", "LBXSCR"),
    "bmi": Item("BMX", "BMXBMI"),
    "diabetes": Item("DIQ", "DIQ010", YES | {3: 0.0}),  # 3: borderline
    "hypertension": Item("BPQ", "BPQ020", YES),
    "arthritis": Item("MCQ", "MCQ160A", YES),
}
EXAMINED = who({"wt_mec_2yr": Item("DEMO", "WTMEC2YR", decimals=1)})
SALTS = {f"{name}_mmol_l": Item("BIOPRO", item) for name, item in BLOOD.items()}
CREATININE = {"creatinine_mg_dl": Item("BIOPRO", "LBXSCR")}
ELECTROLYTES = {
    **EXAMINED,
    **SALTS,
    "cl_mmol_l": Item("BIOPRO", "LBXSCLSI"),
    "albumin_g_dl": Item("BIOPRO", "LBXSAL"),
    **CREATININE,
    "ck_u_l": Item("BIOPRO", "LBXSCK", since="G"),
}
BACK_PAIN = {
    **who({"wt_int": Item("DEMO", "WTINT2YR", decimals=1)}),
    "low_back_pain_3mo": Item("MPQ", "MPQ070", YES),
    "spread_below_knee": Item("MPQ", "MPQ080", YES),
    "pain_24h_past_month": Item("MPQ", "MPQ100", YES),
    "pain_duration_code": Item("MPQ", "MPQ110", missing=REFUSED),
}
MEALS = {"kcal": "TKCAL", "mg_mg": "TMAGN", "k_mg": "TPOTA", "ca_mg": "TCALC", "na_mg": "TSODI"}
MEALS |= {"phos_mg": "TPHOS", "water_g": "TMOIS", "alcohol_g": "TALCO", "caffeine_mg": "TCAFF"}
DIET_2015 = {
    **EXAMINED,
    **{f"{name}_{day}": Item(f"DR{day}TOT", f"DR{day}{item}")
       for name, item in MEALS.items() for day in (1, 2)},
    **{f"serum_{name}": item for name, item in SALTS.items()},
    **CREATININE,
}  # fmt: skip
TABLES = {
    "night_leg_cramps": Table(
        "nhanes_night_leg_cramps_2005_2008", "DE", "SLQ", CRAMPS, files=("RXQ_RX",)
    ),
    "electrolytes": Table(
        "nhanes_electrolytes_2005_2018", "DEFGHIJ", "BIOPRO", ELECTROLYTES, (12, 80)
    ),
    "low_back_pain": Table("nhanes_low_back_pain_2001_2004", "BC", "MPQ", BACK_PAIN, (20, 80)),
    "diet": Table("nhanes_diet_minerals_2015_16", "I", "DR1TOT", DIET_2015, (16, 80)),
}


def load(folder: Path, name: str) -> pd.DataFrame:
    """Return a table of people by its name in TABLES, from its extract or the official files."""
    table = TABLES[name]
    extract = folder / f"{table.extract}.csv"
    if extract.is_file():
        return pd.read_csv(extract)
    cycles = [cycle_of(folder, table, letter) for letter in table.cycles]
    people = pd.concat(cycles, ignore_index=True)
    if name == "diet":
        people = _mean_day(people)
    measured = [column for column in ELECTROLYTES if column in people and column not in EXAMINED]
    return people.dropna(subset=measured, how="all") if name == "electrolytes" else people


def cycle_of(folder: Path, table: Table, letter: str) -> pd.DataFrame:
    """Return one cycle's people: those of the file ``table.people`` and of its ages."""
    items = {name: item for name, item in table.columns.items() if letter >= item.since}
    files = dict.fromkeys([table.people, *(item.file for item in items.values())])
    wanted = {file: [i.name for i in items.values() if i.file == file] for file in files}
    frames = [read(folder, f"{file}_{letter}", names) for file, names in wanted.items()]
    joined = reduce(lambda left, right: left.join(right), frames)
    columns = {name: plain(joined[item.name], item, letter) for name, item in items.items()}
    people = pd.DataFrame(columns).assign(cycle=cycle_name(letter))
    people["age"] = people["age"].clip(upper=80)
    people = people[people["age"].between(*table.ages)]
    if "RXQ_RX" in table.files:
        drugs = read(folder, f"RXQ_RX_{letter}", ["RXDUSE", "RXDDRUG"])
        people = people.join(medicines(drugs))
    return people.rename_axis("seqn").reset_index()


def read(folder: Path, file: str, names: list[str]) -> pd.DataFrame:
    """Return columns of an official file, its rows named by the person's number (SEQN)."""
    found = [path for path in folder.iterdir() if path.name.upper() == f"{file}.XPT"]
    if not found:
        raise FileNotFoundError(
            f"folder: no {file}.XPT in {str(folder)!r}; it is at {address(file)}, "
            "or add --download to nhanes.py where there is internet"
        )
    frame, _ = svy_io.read_xpt(found[0])
    absent = [name for name in ("SEQN", *names) if name not in frame.columns]
    if absent:
        raise KeyError(f"{found[0].name}: no column {', '.join(absent)}; it has {frame.columns}")
    columns = {name: frame[name].to_numpy() for name in names}
    return pd.DataFrame(columns, index=frame["SEQN"].to_numpy().astype(int))


def plain(values: pd.Series, item: Item, letter: str) -> pd.Series:
    """Return an official column as numbers or words of ours, what is not known missing."""
    values = pd.to_numeric(values).round(item.decimals)
    if item.codes is None:
        return values.mask(values.isin(item.missing))
    strange = set(values.dropna()) - set(item.codes) - set(REFUSED)
    if strange:
        raise ValueError(f"{item.file}_{letter}.XPT: {item.name} has the codes {strange}")
    return values.map(item.codes).where(values.notna(), item.absent)


def _mean_day(people: pd.DataFrame) -> pd.DataFrame:
    """Return people with the mean of one or two recalled days in place of the two days."""
    means = {name: people[[f"{name}_1", f"{name}_2"]].mean(axis=1) for name in MEALS}
    days = [f"{name}_{day}" for name in MEALS for day in (1, 2)]
    return people.drop(columns=days).assign(**means).dropna(subset=list(MEALS))


def cycle_name(letter: str) -> str:
    """Return a cycle's years: 2005-06 for D."""
    return f"{CYCLES[letter]}-{(CYCLES[letter] + 1) % 100:02}"


def address(file: str) -> str:
    """Return where an official file is: DEMO_D."""
    return ADDRESS.format(year=CYCLES[file[-1]], file=file)


def official(name: str) -> list[str]:
    """Return the official files that make a table."""
    table = TABLES[name]
    stems = [table.people, *(item.file for item in table.columns.values()), *table.files]
    return [f"{stem}_{letter}" for letter in table.cycles for stem in dict.fromkeys(stems)]


def download(folder: Path) -> None:
    """Fetch the official files that a folder lacks; never into the project."""
    if PROJECT in folder.resolve().parents or folder.resolve() == PROJECT:
        raise ValueError(f"folder: {str(folder)!r} lies in the project, which holds no one's rows")
    folder.mkdir(parents=True, exist_ok=True)
    have = {path.stem.upper() for path in folder.glob("*")}
    for file in sorted({file for name in TABLES for file in official(name)} - have):
        print(f"{file}.XPT", flush=True)
        with urllib.request.urlopen(address(file), timeout=60) as answer:  # noqa: S310 (CDC's)
            (folder / f"{file}.XPT").write_bytes(answer.read())


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if "--download" in sys.argv[2:]:
        download(place)
    for known in TABLES:
        try:
            print(f"{known}: {len(load(place, known))} people")
        except FileNotFoundError as error:
            print(f"{known}: {error}")
