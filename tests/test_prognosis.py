"""What happens with time: points in order, times in weeks, and no point nobody checked."""

import pytest
from tests.small_evidence import shelve, tight

from spasmlab.evidence import prognosis, tables


def test_pain_of_a_new_back_spasm_falls_by_half_in_six_weeks():
    points = prognosis.course("acute_back_spasm", "mean pain")
    assert [point.weeks for point in points] == [0, 6, 26, 52]
    assert [point.value for point in points] == [52, 23, 12, 6]
    assert (points[1].low, points[1].high, points[1].range_kind) == (21, 25, "confidence_interval")
    assert [point.days for point in points] == [0, 42, 182, 364]


def test_old_back_pain_stays_longer():
    values = [point.value for point in prognosis.course("chronic_back_pain", "mean pain")]
    assert values == [51, 33, 26, 23]


def test_a_time_in_days_is_told_in_weeks():
    value, low, high = prognosis.point("henschke_pain_median").took_weeks
    assert (value * 7, low * 7, high * 7) == pytest.approx((58, 52, 63))
    tight("acute_pain_w0 is no time", lambda: prognosis.point("acute_pain_w0").took_weeks)
    alone = prognosis.point("pace_placebo_recovery")
    assert alone.took_weeks == pytest.approx((16 / 7, None, None))
    assert alone.days is None


def test_every_point_reads_and_lies_in_its_range():
    for row in tables.load("prognosis").to_dict("records"):
        one = prognosis.point(row["id"])
        assert one.source
        assert one.range_kind in {"", "confidence_interval", "published_range"}
        assert (one.range_kind == "") == (one.low is None)


def test_every_course_is_in_order():
    table = tables.load("prognosis")
    for condition, measure in {*zip(table["condition"], table["measure"], strict=True)}:
        weeks = [point.weeks for point in prognosis.course(condition, measure)]
        known = [week for week in weeks if week is not None]
        assert weeks[: len(known)] == sorted(known)


def test_who_was_followed():
    followed = {one for one in tables.load("prognosis")["condition"] if _followed(one)}
    assert {"acute_back_spasm", "chronic_back_pain", "night_leg_cramp"} <= followed
    assert "persistent_spinal_pain" not in followed


def _followed(condition):
    return prognosis.runs_its_course(condition)


# Planted mistakes


def test_an_unknown_measure_is_named():
    tight("no 'mean pian' of 'acute_back_spasm'; did you mean 'mean pain'", pian)
    tight("no 'mean pain' of 'hiccups'", prognosis.course, "hiccups", "mean pain")


def pian():
    return prognosis.course("acute_back_spasm", "mean pian")


def test_a_point_outside_its_range_is_named(monkeypatch):
    table = tables.load("prognosis")
    table.loc[table["id"] == "acute_pain_w6", "value"] = 32.0
    shelve(monkeypatch, prognosis=table)
    tight("acute_pain_w6: low, value, high are out of order", prognosis.point, "acute_pain_w6")


def test_points_are_put_in_order_and_unverified_ones_left_out(monkeypatch):
    table = tables.load("prognosis").iloc[::-1].reset_index(drop=True)
    table.loc[table["id"] == "acute_pain_w26", "verification"] = "unverified"
    table.loc[table["id"] == "acute_pain_w52", "weeks"] = None
    shelve(monkeypatch, prognosis=table)
    points = prognosis.course("acute_back_spasm", "mean pain")
    assert [point.weeks for point in points] == [0, 6, None]
