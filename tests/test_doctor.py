"""The check before a release: rows past their review date are named, and stop it."""

from datetime import date

import pandas as pd
import pytest

from spasmlab.evidence import tables
from spasmlab.site.cli import main


@pytest.fixture
def aged(monkeypatch):
    """Return a function that sets one row's ``next_review``, for this test alone."""
    load = tables.load

    def age(table, row, day):
        def changed(name):
            frame = load(name)
            if name == table:
                frame.loc[frame["id"].eq(row), "next_review"] = pd.Timestamp(day)
            return frame

        monkeypatch.setattr(tables, "load", changed)

    return age


@pytest.mark.standard("DC4")
def test_rows_in_date_pass(capsys):
    assert main(["doctor", "--on", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said.rstrip().endswith("every row is in date")
    assert f"in {len(tables.descriptor())} tables, on 2026-11-22" in said


@pytest.mark.standard("DC4")
def test_one_row_past_its_date_is_named_and_stops_a_release(aged, capsys):
    aged("effects", "quinine_01", "2026-11-21")
    assert main(["doctor", "--on", "2026-11-22"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "data/effects.csv: 1 to be read again: quinine_01"


def test_a_row_is_in_date_on_the_day_itself(aged):
    aged("effects", "quinine_01", "2026-11-22")
    assert main(["doctor", "--on", "2026-11-22"]) == 0


def test_many_rows_are_counted_and_a_few_named(capsys):
    last = max(tables.load("foods")["next_review"]).date()
    assert main(["doctor", "--on", str(date(last.year + 1, 1, 1))]) == 1
    (foods,) = (one for one in capsys.readouterr().out.splitlines() if "foods.csv" in one)
    assert foods.startswith(f"data/foods.csv: {len(tables.load('foods'))} to be read again: ")
    assert foods.count(",") == 4
    assert foods.endswith(f" and {len(tables.load('foods')) - 5} more")


def test_a_broken_table_is_said_in_a_sentence(monkeypatch, capsys):
    def broken(name):
        raise tables.DataError(f"data/{name}.csv, line 7: 5 cells, got 4")

    monkeypatch.setattr(tables, "load", broken)
    assert main(["doctor"]) == 2
    assert "line 7: 5 cells, got 4" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["doctor", "--on", "soon"])
    assert "must look like 2027-11-22, got 'soon'" in capsys.readouterr().err
