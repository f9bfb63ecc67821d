"""Fact boxes: whole, of one treatment and one condition, and counted of one number of people."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.small_evidence import PAIN, RATIO, frame, shelve, tight

from spasmlab.evidence import boxes, prognosis, tables
from spasmlab.evidence.effects import effect, fill

MAGNESIUM = {
    "id": "magnesium_night_leg_cramp",
    "treatment": "magnesium_older_adult",
    "condition": "night_leg_cramp",
    "benefit": "magnesium_older_adult_02",
    "harm": "magnesium_older_adult_04",
    "more": "magnesium_older_adult_01; magnesium_older_adult_03",
    "wait": "nlc_placebo_responders_4w;nlc_placebo_change_4w",
    "disagreement": "",
}
FUSION = MAGNESIUM | {
    "id": "fusion_chronic_back_pain",
    "treatment": "spinal_fusion",
    "condition": "chronic_back_pain",
    "benefit": "spinal_fusion_01",
    "harm": "spinal_fusion_02",
    "more": "",
    "wait": "persistent_pain_w52",
}
QUARREL = {
    "id": "opioids",
    "topic": "opioids",
    "rows": "effects:opioids_01;effects:opioids_05",
    "statement_en": "One trial found no gain.",
    "statement_es": "Un estudio no encontró mejoría.",
    "source": "",
    "verification": "primary",
}


@pytest.fixture
def planted(monkeypatch):
    """Return a function that reads one box of made-up tables, with other cells in it."""

    def plant(row=MAGNESIUM, **cells):
        shelve(monkeypatch, boxes=frame(row | cells), disagreements=frame(QUARREL))
        return boxes.box(row["id"])

    return plant


# A box as it should be


def test_a_box_holds_its_rows(planted):
    made = planted()
    assert made.benefit == effect("magnesium_older_adult_02")
    assert made.harm.kind == "harm"
    assert [row.id[-2:] for row in made.rows] == ["02", "04", "01", "03"]
    assert made.wait[0] == prognosis.point("nlc_placebo_responders_4w")
    assert (made.out_of, made.disagreement) == (100, None)
    assert boxes.boxes() == (made,)


def test_a_disagreement_comes_with_its_box(planted):
    made = planted(disagreement="opioids")
    assert made.disagreement.rows == ("effects:opioids_01", "effects:opioids_05")
    assert made.disagreement.statement["es"].startswith("Un estudio")


def test_advice_may_stand_where_no_trial_of_a_benefit_was(planted):
    made = planted(
        FUSION, treatment="cyclobenzaprine", benefit="cyclobenzaprine_09", harm="cyclobenzaprine_07"
    )
    assert made.benefit.kind == "guideline"


# Planted mistakes


@pytest.mark.parametrize(
    ("row", "cells", "said"),
    [
        (MAGNESIUM, {"harm": ""}, "has no harm row"),
        (MAGNESIUM, {"harm": "magnesium_older_adult_03"}, "has no harm row"),
        (MAGNESIUM, {"benefit": "magnesium_older_adult_04"}, "has no benefit row"),
        (
            MAGNESIUM,
            {"benefit": "magnesium_older_adult_20"},
            "benefit: .* no row .*did you mean",
        ),
        (MAGNESIUM, {"more": "magnesium_99"}, "more: .* no row"),
        (MAGNESIUM, {"wait": "nlc_placebo"}, "wait: .* no row"),
        (MAGNESIUM, {"wait": ""}, "has no wait row, and night_leg_cramp runs its course"),
        (MAGNESIUM, {"wait": "acute_pain_w0"}, "is for night_leg_cramp, but acute_pain_w0 for"),
        (MAGNESIUM, {"disagreement": "nothing"}, "disagreement: .* no row"),
        (MAGNESIUM, {"treatment": "manganese"}, "treatment: .* no row"),
        (MAGNESIUM, {"treatment": "quinine"}, "is of quinine, but magnesium_older_adult_02 of"),
        (MAGNESIUM, {"harm": "quinine_04"}, "but quinine_04 of quinine"),
        (MAGNESIUM, {"condition": "exercise_cramp"}, "is for exercise_cramp, but"),
        (MAGNESIUM, {"more": "magnesium_older_adult_02"}, "are one result"),
        (MAGNESIUM, {"harm": "magnesium_older_adult_04;quinine_04"}, "has no harm row"),
        (FUSION, {"wait": ""}, "chronic_back_pain runs its course"),
    ],
)
def test_a_planted_mistake_is_named(planted, row, cells, said):
    tight(f"boxes: {row['id']}.*{said}", lambda: planted(row, **cells))


def test_a_disagreement_that_names_no_row_is_named(monkeypatch):
    for key in ("effects:opioids_99", "effect:opioids_01", "opioids_01", ":opioids_01"):
        shelve(monkeypatch, disagreements=frame(QUARREL | {"rows": key}))
        tight("disagreements: opioids: rows: .*has no ", boxes.disagreement, "opioids")


def test_nothing_to_wait_for_where_nobody_was_followed(monkeypatch):
    assert not prognosis.runs_its_course("exercise_cramp")
    shelve(monkeypatch, boxes=frame(FUSION | {"wait": ""}), prognosis=frame_of_nobody())
    assert boxes.box(FUSION["id"]).wait == ()


def frame_of_nobody():
    return tables.load("prognosis").assign(weeks=pd.NA)


# How many people


@pytest.mark.standard("I01")
@pytest.mark.parametrize(
    ("rates", "interval", "out_of"),
    [
        ((644.0, 669.0), (0.84, 1.29), 100),
        ((0.0, 10.0), None, 100),
        ((10.0, 0.0), None, 100),
        ((9.9, 20.0), None, 1000),
        ((20.0, 0.5), None, 1000),
        ((20.0, 30.0), (0.4, 3.0), 1000),  # the end of a range is a count that is told too
        ((0.0, 0.0), (0.5, 2.0), 100),
    ],
)
def test_a_count_below_one_makes_thousands_of_every_row(rates, interval, out_of):
    low, high = interval or (None, None)
    row = replace(RATIO, rates=rates, low=low, high=high)
    assert boxes.out_of((row, RATIO, PAIN)) == out_of
    assert boxes.out_of((replace(row, verification="unverified"), PAIN)) == 100


def test_words_and_rulers_ask_for_no_thousand():
    assert boxes.out_of((PAIN, replace(RATIO, rates=None))) == 100
    assert boxes.out_of(()) == 100


# The tables themselves


def test_every_treatment_reads():
    for identity in tables.load("treatments")["id"]:
        one = boxes.treatment(identity)
        assert one.conditions
        assert set(one.plain) == set(one.how) == set(one.caution) == {"en", "es"}


def test_every_box_is_whole():
    for one in boxes.boxes():
        assert one.harm.kind == "harm"
        assert one.out_of in {100, 1000}
        assert {fill(row) for row in one.rows} <= {"people", "ruler", "words"}
    for identity in tables.load("disagreements")["id"]:
        assert len(boxes.disagreement(identity).rows) >= 2
