"""Marks beside the course of pain: which results may stand there, and what the others lack."""

import numpy as np
import pytest

from spasmlab.evidence import boxes, effects, marks
from spasmlab.evidence.prognosis import course
from spasmlab.evidence.results import EvidenceError

BACK = "acute_back_spasm"


def test_a_mark_is_on_the_scale_with_a_range_and_a_time_and_stands_once():
    found = marks.marks(BACK)
    assert {row.id for row in found} == {
        *("ibuprofen_01", "cyclobenzaprine_01", "acetaminophen_02", "heat_wrap_02"),
    }
    for row in found:
        assert row.scale == marks.SCALE
        assert None not in (row.value, row.interval, row.days)
        assert effects.shown(row)
        assert row.same_as == ""


def test_every_treatment_with_a_box_has_a_mark_or_a_reason():
    out = marks.left_out(BACK)
    assert set(out.values()) <= {"words", "scale", "time", "range"}
    drawn = {row.id for row in marks.marks(BACK)}
    for one in boxes.boxes():
        if one.condition == BACK:
            represented = any(row.id in drawn or row.same_as in drawn for row in one.rows)
            assert represented != (one.treatment in out), one.id


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ("ibuprofen_01", ""),
        ("exercise_acute_01", "time"),
        ("spinal_manipulation_01", "range"),
        ("opioids_01", "scale"),
        ("massage_01", "words"),
        ("ice_pack_01", "words"),
        ("heat_wrap_01", "scale"),
    ],
)
def test_what_a_result_lacks(row, lacks):
    assert marks.lacks(effects.effect(row)) == lacks


def test_a_condition_without_a_box_is_told():
    with pytest.raises(EvidenceError, match="none of 'nowhere'"):
        marks.left_out("nowhere")


@pytest.mark.parametrize("week", [0, 0.5, 3, 6, 26, 40, 52])
def test_the_guide_is_straight_between_measured_weeks(week):
    points = course(BACK, marks.MEASURE)
    weeks, means = [one.weeks for one in points], [one.value for one in points]
    assert marks.base(points, week) == pytest.approx(np.interp(week, weeks, means))


def test_the_guide_ends_where_nothing_was_measured():
    with pytest.raises(EvidenceError, match="got 53"):
        marks.base(course(BACK, marks.MEASURE), 53)
