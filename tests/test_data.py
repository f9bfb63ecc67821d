"""Every table of data/ obeys its description, row by row, and says where it came from."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import frictionless
import pytest

from spasmlab.evidence.tables import descriptor, load
from spasmlab.paths import DATA

TABLES = sorted(descriptor())


def complaints(folder):
    """Return what frictionless finds wrong: rows, types, limits, keys, sources, digests."""
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [error.message for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


@pytest.fixture
def copy(tmp_path):
    """Return a copy of data/ to plant a mistake in."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def plant(folder, table, old, new):
    """Write a mistake into a table's first place that reads ``old``; then describe it anew."""
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    subprocess.run([sys.executable, folder / "derive" / "describe.py"], check=True)


def test_tables_are_valid():
    assert complaints(DATA) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("electrolytes", ",intervals2016,", ",intervals2061,", "foreign key"),
        ("electrolytes", ",band_usual,", ",band_normal,", "enum"),
        ("electrolytes", "potassium_mild_low,", "potassium_usual,", "unique"),
        ("electrolytes", "mmol/L,adults", ",adults", "required"),
        ("foods", ",Acorn stew", ",Acorn, stew", "extra"),
        ("mechanism", ",-59,", ",-590,", "minimum"),
        ("potassium_by_cramps", ",4.252,", ",4.25z,", "type"),
        ("sources", "https://doi.org/", "http://doi.org/", "pattern"),
    ],
)
def test_a_planted_mistake_is_found(copy, table, old, new, said):
    plant(copy, table, old, new)
    assert any(said in message for message in complaints(copy))


def test_every_file_is_described_and_every_description_has_a_file():
    described = {resource["path"] for resource in descriptor().values()} | {"datapackage.json"}
    assert {path.name for path in DATA.iterdir() if path.is_file()} == described


@pytest.mark.parametrize("name", TABLES)
def test_the_file_is_the_one_that_was_checked(name):
    resource = descriptor()[name]
    content = (DATA / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource["bytes"] == len(content)


def test_describing_again_changes_nothing(copy):
    before = (copy / "datapackage.json").read_bytes()
    subprocess.run([sys.executable, copy / "derive" / "describe.py"], check=True)
    assert (copy / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_it_is_and_keys_its_rows(name):
    resource = descriptor()[name]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert resource["title"]
    assert resource["description"]
    assert all(field["description"] for field in fields.values())
    assert next(iter(fields)) == "id"
    assert resource["schema"]["primaryKey"] == ["id"]
    assert fields["id"]["constraints"]["pattern"] in {"[a-z][a-z0-9_]*", "[A-Z][A-Z0-9_]*"}


@pytest.mark.parametrize("name", [name for name in TABLES if name != "sources"])
def test_a_row_names_its_source_and_how_it_was_checked(name):
    schema = descriptor()[name]["schema"]
    key = {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}
    assert key in schema["foreignKeys"]
    required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
    assert {"source", "verification"} <= required


@pytest.mark.parametrize("name", TABLES)
def test_no_review_is_claimed_that_has_no_reviewer(name):
    table = load(name)
    if "reviewed" in table:
        signed = table["reviewer"].notna() if "reviewer" in table else table["reviewed"].isna()
        assert (table["reviewed"].isna() | signed).all()


def test_a_single_number_lies_in_its_range():
    table = load("mechanism")
    ranged = table.dropna(subset=["value", "low", "high"])
    assert ranged["value"].between(ranged["low"], ranged["high"]).all()
    numbered = table[["value", "low", "high"]].notna().any(axis=1)
    assert (numbered == table["unit"].notna()).all()


def test_a_food_without_its_potassium_says_why():
    foods = load("foods")
    assert (foods["k_mg"].isna() == foods["note"].notna()).all()
    assert not ((foods["k_mg"] == 0) & (foods["mg_mg"] >= 5)).any()


def test_files_are_plain():
    for path in DATA.glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        rows = csv.reader(content.decode("utf-8").splitlines())
        assert all(cell == cell.strip() for row in rows for cell in row), path.name


def test_the_descriptor_is_licensed():
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
