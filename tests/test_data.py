"""Every table of data/ obeys its description, row by row, and says where it came from."""

import csv
import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import frictionless
import pytest

from spasmlab.evidence.tables import descriptor, load
from spasmlab.paths import DATA

TABLES = sorted(descriptor())
BANDS = {"band_usual"} | {
    f"band_{level}_{side}" for level in ("ask", "urgent", "emergency") for side in ("low", "high")
}
PERCENTILES = ["p1", "p2_5", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p97_5", "p99"]
HOSTS = {  # the publisher, or the body that says it: no copy, shop, blog or answer machine
    *("doi.org", "pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov", "dailymed.nlm.nih.gov"),
    *("wwwn.cdc.gov", "www.cdc.gov", "stacks.cdc.gov", "fdc.nal.usda.gov", "www.fda.gov"),
    *("www.nhs.uk", "www.nice.org.uk", "www.rcpath.org", "www.ukkidney.org", "hnyppr.org.uk"),
    *("remedy.bnssg.icb.nhs.uk", "handbook.ggcmedicines.org.uk", "rightdecisions.scot.nhs.uk"),
    *("norfolkandwaveneycommunityhealth.nhs.uk", "www.gloshospitals.nhs.uk", "mpft.nhs.uk"),
    *("g-care.glos.nhs.uk", "northeast.devonformularyguidance.nhs.uk", "www.acutegpcornwall.com"),
    *("www.nidirect.gov.uk", "www2.hse.ie", "www.canada.ca", "www.medicines.org.uk"),
    *("www.childrens.health.qld.gov.au", "australianprescriber.tg.org.au", "www.aafp.org"),
    *("www.kidneyresearchuk.org", "www.sja.org.uk", "www.borne.org.uk", "www.mamaacademy.org.uk"),
    *("www.mayoclinic.org", "www.msdmanuals.com", "www.statpearls.com", "www.gmjournal.co.uk"),
    *("advan.physiology.org", "ec.bioscientifica.com"),
    *("www.911.gov", "www.gov.uk", "digital-strategy.ec.europa.eu"),
}
CODE = "https://github.com/Cannon-Lab/Muscle-Fiber-Simulation"  # the model's own home


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
    [key] = schema["foreignKeys"]
    assert key == {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}
    required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
    assert {"source", "verification"} <= required


def test_every_source_is_used():
    used = {row for name in TABLES if name != "sources" for row in load(name)["source"]}
    assert set(load("sources")["id"]) == used


def test_addresses_are_those_of_the_source_itself():
    addresses = load("sources")["url"].dropna()
    strange = {url for url in addresses if urlsplit(url).hostname not in HOSTS} - {CODE}
    assert not strange


def test_a_doi_and_its_address_agree():
    named = load("sources").dropna(subset=["doi"])
    assert (named["url"] == "https://doi.org/" + named["doi"]).all()


@pytest.mark.parametrize("name", TABLES)
def test_no_review_is_claimed_that_has_no_reviewer(name):
    table = load(name)
    if "reviewed" in table:
        signed = table["reviewer"].notna() if "reviewer" in table else table["reviewed"].isna()
        assert (table["reviewed"].isna() | signed).all()


def test_the_bands_part_every_printed_result():
    table = load("electrolytes")
    bands = table[(table["electrolyte"] == "potassium") & table["kind"].str.startswith("band_")]
    assert set(bands["kind"]) == BANDS
    assert bands["low_included"].fillna(True).all()
    assert bands["high_included"].fillna(True).all()
    low, high = bands["low"].fillna(0), bands["high"].fillna(99)
    for tenths in range(15, 81):
        inside = (low <= tenths / 10) & (tenths / 10 <= high)
        assert inside.sum() == 1, f"{tenths / 10} is in {list(bands['kind'][inside])}"


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("band_emergency_low", None, 2.5),
        ("band_urgent_low", 2.6, 2.9),
        ("band_ask_low", 3.0, 3.4),
        ("band_usual", 3.5, 5.3),
        ("band_ask_high", 5.4, 5.9),
        ("band_urgent_high", 6.0, 6.4),
        ("band_emergency_high", 6.5, None),
    ],
)
def test_no_band_is_softened(kind, low, high):
    table = load("electrolytes")
    band = table[(table["electrolyte"] == "potassium") & (table["kind"] == kind)].iloc[0]
    assert [None if band.isna()[end] else band[end] for end in ("low", "high")] == [low, high]


def test_an_interval_has_an_end_and_its_ends_are_in_order():
    table = load("electrolytes")
    assert (table["low"].notna() | table["high"].notna()).all()
    both = table.dropna(subset=["low", "high"])
    assert (both["low"] < both["high"]).all()
    for end in ("low", "high"):
        assert (table[end].notna() == table[f"{end}_included"].notna()).all()


def test_a_single_number_lies_in_its_range():
    table = load("mechanism")
    ranged = table.dropna(subset=["value", "low", "high"])
    assert ranged["value"].between(ranged["low"], ranged["high"]).all()
    numbered = table[["value", "low", "high"]].notna().any(axis=1)
    assert (numbered == table["unit"].notna()).all()


def test_what_is_unverified_is_never_called_the_source():
    table = load("electrolytes")
    assert set(table.loc[table["verification"] == "unverified", "basis"]) == {"judgement"}


def test_percentiles_rise_and_hold_the_mean():
    table = load("electrolyte_percentiles")
    assert (table[PERCENTILES].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert table["mean"].between(table["p1"], table["p99"]).all()
    assert (table["age_low"] <= table["age_high"]).all()


def test_percentiles_cover_every_sex_and_age_once():
    table = load("electrolyte_percentiles")
    ages = Counter(zip(table["analyte"], table["sex"], strict=True))
    assert set(ages.values()) == {9}
    assert len(ages) == 9 * 3
    assert not table.duplicated(["analyte", "sex", "age_low", "age_high"]).any()


def test_both_sexes_make_all():
    counts = load("electrolyte_percentiles").pivot_table(
        index=["analyte", "age_low", "age_high"], columns="sex", values="n"
    )
    assert (counts["M"] + counts["F"] == counts["all"]).all()


def distributions():
    """Return each group's levels of potassium, by sex and age as the percentiles name it."""
    table = load("potassium_distribution")
    table["group"] = table["id"].str.rsplit("_", n=2).str[0]
    return table.groupby("group")


def test_levels_of_potassium_are_each_groups_whole_and_its_own():
    published = load("electrolyte_percentiles").set_index("id")
    assert len(distributions()) == 14
    for name, rows in distributions():
        alike = ["sex", "age_low", "age_high", "n", "unit"]
        assert (rows[alike] == published.loc[name, alike]).all(axis=None)
        assert rows["percent"].sum() == pytest.approx(100, abs=0.02)
        assert (rows["level"].round(1) == rows["level"]).all()
        assert rows["level"].is_unique


def test_levels_of_potassium_have_the_groups_mean_and_percentiles():
    """Bringing values to 0.1 never swaps two people: a percentile stays between its neighbours."""
    published = load("electrolyte_percentiles").set_index("id")
    for name, rows in distributions():
        level, share = rows["level"], rows["percent"] / rows["percent"].sum()
        assert (level * share).sum() == pytest.approx(published["mean"][name], abs=0.002)
        for column in PERCENTILES:
            at, value = float(column[1:].replace("_", ".")), published[column][name]
            slack = 0.1  # a person or two: the percentile stands in the middle of one's weight
            assert 100 * share[level < value - 0.051].sum() <= at + slack, (name, column)
            assert 100 * share[level < value + 0.051].sum() >= at - slack, (name, column)


@pytest.mark.parametrize("ages", [(20, 80), (20, 39), (40, 59), (60, 80)])
def test_levels_of_potassium_and_the_share_below_3_5_agree(ages):
    """Within two standard errors: groups count by people here, and 3.45 to 3.49 is 3.5."""
    row = load("electrolyte_out_of_range").set_index("id").loc[f"k_below_3_5_{ages[0]}_{ages[1]}"]
    groups = [rows for _, rows in distributions() if rows["age_low"].between(*ages).all()]
    people = [rows["n"].iloc[0] for rows in groups]
    low = [rows.loc[rows["level"] < 3.45, "percent"].sum() for rows in groups]
    assert sum(people) == row["n"]
    found = sum(n * percent for n, percent in zip(people, low, strict=True)) / sum(people)
    assert abs(found - row["percent"]) < 2 * row["standard_error"]


def test_shares_of_a_group_make_a_hundred():
    table = load("potassium_by_cramps")
    groups = table.groupby("cramps")
    assert groups["percent"].sum().round(2).eq(100).all()
    assert (groups["n_band"].sum() == groups["n_group"].first()).all()
    people = groups["n_group"].first()
    assert people["never"] + people["any"] == people["all"]


def test_two_surveys_of_one_country_agree_on_low_potassium():
    later = load("electrolyte_out_of_range").set_index("id").loc["k_below_3_5_20_80"]
    earlier = load("potassium_by_cramps").set_index("id").loc["all_low"]
    error = (later["standard_error"] ** 2 + earlier["standard_error"] ** 2) ** 0.5
    assert abs(later["percent"] - earlier["percent"]) < 3 * error


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
