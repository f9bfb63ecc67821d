"""What the models are held against: every number has its spread named, its ends in order."""

import pytest

from spasmlab.evidence.tables import descriptor, load


@pytest.fixture
def table():
    return load("measurements")


def test_low_and_high_come_together_and_the_row_says_what_they_are(table):
    ends = table[["low", "high"]].notna()
    assert (ends["low"] == ends["high"]).all()
    assert (ends["low"] == table["spread"].notna()).all()


def test_a_value_lies_between_its_ends(table):
    ranged = table.dropna(subset=["low", "high"])
    assert (ranged["low"] < ranged["high"]).all()
    both = ranged.dropna(subset=["value"])
    assert both["value"].between(both["low"], both["high"]).all()


def test_a_printed_spread_stands_on_both_sides_of_its_value(table):
    spread = table[table["spread"].isin(["sd", "se", "as_printed"])]
    below, above = spread["value"] - spread["low"], spread["high"] - spread["value"]
    assert (below - above).abs().max() < 1e-9


def test_a_finding_without_a_number_is_explained(table):
    bare = table[table["value"].isna() & table["low"].isna()]
    assert bare["note"].notna().all()
    assert bare["unit"].isna().all()


def test_what_was_read_off_a_picture_is_a_range_and_says_so(table):
    partial = table[table["verification"] == "partial"]
    assert set(partial["spread"]) == {"range"}
    assert partial["note"].str.startswith("Read off by eye").all()


def test_every_model_has_a_measurement(table):
    [field] = [f for f in descriptor()["measurements"]["schema"]["fields"] if f["name"] == "model"]
    assert set(table["model"]) == set(field["constraints"]["enum"])


def test_a_row_is_named_after_its_model(table):
    rows = zip(table["id"], table["model"], strict=True)
    assert all(name.startswith(f"{model}_") for name, model in rows)
