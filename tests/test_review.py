"""Rows due to be read again: from the day after, by table, and among those that are cited."""

from datetime import date

import pandas as pd
import pytest
from tests.small_evidence import shelve

from spasmlab.evidence import review, tables

DUE = date(2027, 11, 22)


@pytest.fixture
def two(monkeypatch):
    """Make two results due on one day, and one of them the day after."""
    table = tables.load("effects")
    table["next_review"] = pd.Timestamp("2099-01-01")
    table.loc[table["id"] == "ibuprofen_01", "next_review"] = pd.Timestamp(DUE)
    table.loc[table["id"] == "ibuprofen_02", "next_review"] = pd.Timestamp("2027-11-23")
    table.loc[table["id"] == "ibuprofen_03", "next_review"] = pd.NaT
    shelve(monkeypatch, effects=table)


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (DUE, None),
        (date(2027, 11, 23), ["ibuprofen_01"]),
        (date(2027, 11, 24), ["ibuprofen_01", "ibuprofen_02"]),
    ],
)
def test_a_row_is_overdue_from_the_day_after(two, on, found):
    assert review.overdue(on).get("effects") == found


def test_those_cited_are_told_apart(two):
    keys = ["effects:ibuprofen_03", "effects:ibuprofen_02", "effects:ibuprofen_01"]
    assert review.cited(keys, date(2027, 11, 24)) == tuple(keys[1:])
    assert review.cited(iter(keys), DUE) == ()
    assert review.cited([], DUE) == ()


def test_what_a_page_cites_is_due_with_its_first_row(two):
    keys = ["effects:ibuprofen_02", "effects:ibuprofen_01", "prognosis:acute_pain_w0"]
    assert review.due(keys) == DUE
    assert review.due(keys[:1]) == date(2027, 11, 23)
    assert review.due(["effects:ibuprofen_03"]) is None  # nobody has said when
    assert review.due([]) is None
    first = tables.load("sources")["id"].iloc[0]
    assert review.due([f"sources:{first}"]) is None
    with pytest.raises(tables.DataError, match="ibuprofen_99"):
        review.due(["effects:ibuprofen_99", "effects:ibuprofen_01"])


def test_a_table_without_reviews_is_never_overdue():
    first = tables.load("sources")["id"].iloc[0]
    assert "sources" not in review.overdue(date(2199, 1, 1))
    assert review.cited([f"sources:{first}"], date(2199, 1, 1)) == ()


def test_every_reviewed_table_falls_due():
    far = review.overdue(date(2199, 1, 1))
    for name, resource in tables.descriptor().items():
        fields = [field["name"] for field in resource["schema"]["fields"]]
        dated = "next_review" in fields and tables.load(name)["next_review"].notna().any()
        assert (name in far) == dated
    assert len(far["effects"]) == len(tables.load("effects"))
    assert review.overdue(date(1999, 1, 1)) == {}


@pytest.mark.parametrize("key", ["ibuprofen_01", "effects:", ":ibuprofen_01", ""])
def test_a_key_is_a_table_and_an_id(key):
    with pytest.raises(ValueError, match=f"table:id, got '{key}'"):
        review.cited([key], DUE)


def test_a_key_that_names_no_row_is_named():
    with pytest.raises(tables.DataError, match="ibuprofen_99"):
        review.cited(["effects:ibuprofen_99"], DUE)
    with pytest.raises(tables.DataError, match="'efects'"):
        review.cited(["efects:ibuprofen_01"], DUE)
