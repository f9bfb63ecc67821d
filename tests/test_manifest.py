"""Nothing of the material was lost on its way into data/: each row went somewhere, or says why.

The manifest names every row of the material that the tables were made from. Only where that
material lies beside the project can it be told that the manifest leaves none of it out.
"""

import csv
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from spasmlab.evidence import tables

MANIFEST = pd.read_csv(
    Path(__file__).parent / "reference" / "manifest.csv", dtype=str, keep_default_na=False
)
SHARED = Path(__file__).parents[2] / "shared"
NAMED = {  # files whose rows are named by more than their first column
    "safety/foods.csv": "{nutrient}: {food}",
    "evidence/additions_to_merge.csv": "{proposed_row_id}",
    "population/nhanes_diet_minerals_percentiles_2015_16.csv": "{mineral} {sex} {age_lo}-{age_hi}",
    "population/nhanes_electrolyte_out_of_range.csv": "{threshold} | {group}",
    "population/nhanes_electrolytes_percentiles.csv": "{analyte} {sex} {age_lo}-{age_hi}",
    "population/nhanes_leg_cramp_item_counts.csv": "{cycle} {item} {code}",
    "population/nhanes_leg_cramps_associations.csv": "{exposure_label} | {outcome}",
    "population/nhanes_leg_cramps_prevalence.csv": "{group} | {outcome}",
    "population/nhanes_low_back_pain_prevalence.csv": "{group} | {measure}",
}
UNUSED = {  # notes on the material, and the script that checked it
    *("evidence/README.md", "evidence/validate.py", "safety/README.md", "safety/decisions.md"),
    *("population/inventory.md", "population/provenance.csv"),
}
# Rows whose numbers are other than the material's: each is told in the changelog.
MENDED = {
    *("ibuprofen_06", "gabapentinoid_04", "quinine_01", "quinine_02", "quinine_04"),
    *("quinine_05", "magnesium_older_adult_04", "opioids_03", "opioids_04", "opioids_05"),
    *("opioids_06", "ice_pack_01", "pickle_juice_03", "vitamin_b_complex_01"),
    *("tolperisone_01", "topical_nsaid_02", "dehydr5", "lbp_nonspecific", "pickle_no_blood"),
}


def went(line):
    """Return the rows, as table:id, that a line of the manifest leads to."""
    names = [name.strip() for name in line["row"].split(";") if name.strip()]
    return [name if ":" in name else f"{line['table']}:{name}" for name in names]


def lost(manifest):
    """Return what is wrong with a manifest: rows that lead nowhere and do not say why."""
    found = []
    for line in manifest.to_dict("records"):
        if not line["row"] and not line["why"]:
            found.append(f"{line['file']}: {line['key']} went nowhere")
        for name in went(line):
            try:
                tables.row(*name.split(":"))
            except tables.DataError as error:
                found.append(f"{line['file']}: {error}")
    return found


def test_every_row_of_the_material_went_somewhere_or_says_why():
    assert len(MANIFEST) > 1000
    assert not MANIFEST.duplicated(["file", "key"]).any()
    assert lost(MANIFEST) == []


@pytest.mark.parametrize(
    ("column", "value"), [("row", "quinine_99"), ("row", ""), ("table", "efects")]
)
def test_a_row_that_is_lost_is_told(column, value):
    spoilt = MANIFEST[MANIFEST["key"].eq("quinine_01")].copy()
    assert lost(spoilt) == []
    spoilt[column] = value
    assert len(lost(spoilt)) == 1


def material(name):
    """Return the rows of one file of the material."""
    place = SHARED / name
    if not place.is_file():
        pytest.skip(f"the material is not in the project: no ../shared/{name}")
    text = place.read_text(encoding="utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if name.endswith(".md"):
        return [{"line": found} for found in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    if name.endswith(".json"):
        return [{"key": key} for key in json.loads(text)]
    return list(csv.DictReader(text.splitlines(keepends=True)))


ROWS = MANIFEST.groupby("file")["key"].agg(list)


@pytest.mark.parametrize("name", [name for name, keys in ROWS.items() if keys != ["*"]])
def test_the_manifest_leaves_no_row_out(name):
    rows = material(name)
    named = NAMED.get(name)
    wanted = [named.format(**row) if named else next(iter(row.values())).strip() for row in rows]
    assert [one for one in wanted if one not in ROWS[name]] == []


@pytest.mark.parametrize("name", [name for name, keys in ROWS.items() if keys == ["*"]])
def test_a_file_that_went_as_a_whole_is_there(name):
    assert MANIFEST.loc[MANIFEST["file"] == name, "why"].ne("").all()
    if not (SHARED / name).is_file():
        pytest.skip(f"the material is not in the project: no ../shared/{name}")


def test_the_manifest_leaves_no_file_out():
    if not SHARED.is_dir():
        pytest.skip("the material is not in the project: no ../shared")
    rooms = ("evidence", "safety", "population", "emg")
    files = {path for room in rooms for path in (SHARED / room).rglob("*") if path.is_file()}
    names = {path.relative_to(SHARED).as_posix() for path in files}
    assert names - set(ROWS.index) - UNUSED == set()


@pytest.mark.parametrize(
    ("name", "table", "columns"),
    [
        (
            "evidence/effects.csv",
            "effects",
            {
                "estimate": "value",
                "ci_low": "low",
                "ci_high": "high",
                "control_per_1000": "without_per_1000",
                "treated_per_1000": "with_per_1000",
            },
        ),
        (
            "evidence/prognosis.csv",
            "prognosis",
            {"timepoint_weeks": "weeks", "value": "value", "ci_low": "low", "ci_high": "high"},
        ),
        ("evidence/mechanism_facts.csv", "mechanism", {"value": "value"}),
    ],
)
def test_a_number_is_the_materials_own(name, table, columns):
    ours = tables.load(table).set_index("id")
    strange = []
    for row in material(name):
        identity = next(iter(row.values())).lower()
        if identity in MENDED or identity not in ours.index:
            continue
        for theirs, mine in columns.items():
            if re.fullmatch(r"-?\d+(\.\d+)?", row[theirs]):
                here = ours.loc[identity, mine]
                if pd.isna(here) or float(here) != float(row[theirs]):
                    strange.append(f"{identity}: {mine} is {here}, was {row[theirs]}")
    assert strange == []
