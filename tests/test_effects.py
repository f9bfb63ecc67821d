"""What a row of the evidence may become: people, a place on a ruler, or words, and never more."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.small_evidence import PAIN, RATIO, tight

from spasmlab.evidence import effects as evidence
from spasmlab.evidence import results, tables
from spasmlab.evidence.effects import effect, effects

ROWS = tables.load("effects").to_dict("records")
rates = st.floats(0, 1000)
sizes = st.floats(0.05, 20)


# Published values


@pytest.mark.standard("I07")
@pytest.mark.standard("I08")
def test_magnesium_is_64_and_67_of_100():
    counts = evidence.people(effect("magnesium_older_adult_02"))
    assert counts == evidence.People(100, 64, 67, 54, 83, "good", True)
    assert counts.difference == 3
    assert counts.difference_range == (-10, 19)
    assert counts.rest == (36, 33)


def test_anti_inflammatory_tablets_are_37_and_51_of_100():
    counts = evidence.people(effect("ibuprofen_03"))
    assert (counts.without, counts.treated, counts.low, counts.high) == (37, 51, 41, 64)
    assert counts.difference == 14
    assert counts.difference_range == (4, 27)


@pytest.mark.parametrize(
    ("row", "better", "noticed", "excluded", "dots"),
    [
        ("exercise_chronic_01", 15, "unsure", "excludes", 3),
        ("exercise_chronic_02", 7, "no", "excludes", 3),
        ("ibuprofen_01", 7.29, "unsure", "excludes", 3),
        ("ibuprofen_02", 100 * 2.02 / 24, "unsure", "excludes", 4),
        ("acetaminophen_02", -1.49, "no", "includes", 4),
        ("heat_wrap_01", 100 * 1.06 / 5, "unknown", "excludes", 0),
        ("topical_nsaid_01", -100 * 3.7 / 24, "unsure", "excludes", 0),
        ("cyclobenzaprine_01", 7.7, "unsure", "excludes", 1),
    ],
)
def test_pain_and_disability_lie_where_their_reviews_say(row, better, noticed, excluded, dots):
    one = effect(row)
    assert evidence.benefit(one).value == pytest.approx(better)
    assert evidence.noticeable(one) == noticed
    assert evidence.chance(one) == excluded
    assert evidence.certainty_dots(one) == dots


@pytest.mark.parametrize(
    ("measure", "without", "size", "treated"),
    [  # the Cochrane Handbook's own examples
        ("risk_ratio", 800, 0.75, 600),
        ("risk_ratio", 200, 0.75, 150),
        ("odds_ratio", 300, 0.73, 300 - 62),
    ],
)
def test_the_corresponding_risk_is_the_handbooks(measure, without, size, treated):
    assert round(results.corresponding(measure, without, size)) == treated


# Another derivation


def test_a_printed_range_is_what_the_review_made_of_its_ratio():
    """Within half the last digit of the ratio, and of both rates."""
    printed = [row for row in effects() if row.with_range and row.measure == "risk_ratio"]
    assert effect("ibuprofen_03") in printed
    for row in printed:
        made = evidence.treated_range(replace(row, with_range=None))
        assert made == pytest.approx(row.with_range, abs=0.005 * row.rates[0] + 1), row.id


def test_a_ratio_of_odds_goes_through_odds():
    odds = 1.3 * (200 / 800)
    row = replace(RATIO, measure="odds_ratio", value=1.3, rates=(200.0, 245.0))
    made = results.corresponding("odds_ratio", 200, 1.3)
    assert made == pytest.approx(1000 * odds / (1 + odds))
    assert evidence.treated_range(replace(row, low=1.3, high=1.3)) == pytest.approx((made, made))
    assert results.corresponding("odds_ratio", 1000, 0.5) == 1000
    assert results.corresponding("rate_difference", 210, -300) == 0
    assert results.corresponding("risk_ratio", 700, 2) == 1000


# Properties


@given(without=rates, size=sizes, out_of=st.sampled_from([100, 1000]))
def test_counts_are_people_and_their_difference_is_theirs(without, size, out_of):
    treated = results.corresponding("risk_ratio", without, size)
    row = replace(RATIO, value=size, low=size / 2, high=size * 2, rates=(without, treated))
    counts = evidence.people(row, out_of)
    for count in (counts.without, counts.treated, counts.low, counts.high, *counts.rest):
        assert 0 <= count <= out_of
        assert isinstance(count, int)
    assert counts.low <= counts.treated <= counts.high
    assert counts.difference == counts.treated - counts.without
    low, high = counts.difference_range
    assert low <= counts.difference <= high
    assert (counts.without + counts.rest[0], counts.treated + counts.rest[1]) == (out_of, out_of)
    assert abs(counts.without - without * out_of / 1000) <= 0.5 + 1e-9


@given(one=rates, other=rates)
def test_more_of_a_rate_is_never_fewer_people(one, other):
    assume(one <= other)
    first, second = (evidence.people(replace(RATIO, rates=(rate, 500.0))) for rate in (one, other))
    assert first.without <= second.without


@given(without=st.floats(1, 999), one=sizes, other=sizes)
@pytest.mark.parametrize("measure", ["risk_ratio", "odds_ratio", "rate_difference"])
def test_a_larger_effect_is_never_a_smaller_rate(measure, without, one, other):
    assume(one <= other)
    low, high = (results.corresponding(measure, without, size) for size in (one, other))
    assert 0 <= low <= high + 1e-9 <= 1000 + 1e-9


@given(value=st.floats(-24, 24), long=st.floats(1, 100))
def test_a_ruler_only_stretches(value, long):
    row = replace(PAIN, value=value, low=value - 1, high=value + 1, scale=(0.0, long))
    own, good = evidence.on_hundred(row), evidence.benefit(row)
    assert own.value == pytest.approx(100 * value / long)
    assert good.value == pytest.approx(-own.value)
    assert (good.low, good.high) == pytest.approx((-own.high, -own.low))
    assert evidence.benefit(replace(row, better="higher")) == own
    shifted = replace(row, scale=(1.0, long + 1))
    assert evidence.on_hundred(shifted).value == pytest.approx(own.value)


@given(low=st.floats(-50, 50), wide=st.floats(0, 40))
def test_noticeable_is_the_same_on_both_signs(low, wide):
    row = replace(PAIN, value=low, low=low, high=low + wide)
    turned = replace(row, value=-low, low=-low - wide, high=-low, better="higher")
    assert evidence.noticeable(row) == evidence.noticeable(turned)


# Every row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_row_becomes_something(row):
    one = effect(row["id"])
    fill = evidence.fill(one)
    assert evidence.noticeable(one) in {"yes", "no", "unsure", "unknown"}
    assert evidence.chance(one) in {"excludes", "includes", "not_given"}
    assert 0 <= evidence.certainty_dots(one) <= 4
    if fill == "people":
        counts = evidence.people(one)
        assert one.measure in {"risk_ratio", "odds_ratio", "rate_difference"}
        assert (counts.difference_range is None) == (one.interval is None)
        assert (counts.low is None) == (one.interval is None and one.with_range is None)
    else:
        tight(f"effects: {one.id} .* lacks", evidence.people, one)
    if fill == "ruler":
        assert abs(evidence.benefit(one).value) <= 100
    else:
        tight(f"effects: {one.id} .* lacks", evidence.on_hundred, one)
    if one.verification == "unverified" or not one.source:
        assert fill == "words"


# What never becomes people or a number


@pytest.mark.standard("I13")
@pytest.mark.parametrize(
    "measure",
    [
        *("standardised_mean_difference", "hazard_ratio", "rate_ratio", "percent_change", "words"),
        *("mean_difference", "median_difference", "rate", "count", "none", "range"),
        "number_needed_to_harm",
    ],
)
def test_other_measures_never_become_people(measure):
    tight(f"one_01 \\({measure}\\) lacks", evidence.people, replace(RATIO, measure=measure))


@pytest.mark.parametrize("measure", ["risk_ratio", "odds_ratio", "rate_difference"])
def test_a_lone_ratio_never_becomes_people(measure):
    row = replace(RATIO, measure=measure, rates=None)
    assert evidence.fill(row) == "words"
    tight("a rate without and a rate with", evidence.people, row)


@pytest.mark.parametrize("change", [{"verification": "unverified"}, {"source": ""}])
def test_what_nobody_checked_has_no_number(change):
    for row in (RATIO, PAIN):
        bare = replace(row, **change)
        assert not evidence.shown(bare)
        assert evidence.fill(bare) == "words"
        tight("lacks a source that was checked", evidence.people, bare)
        tight("lacks a source that was checked", evidence.on_hundred, bare)


def test_without_an_interval_there_is_no_range():
    row = replace(RATIO, low=None, high=None)
    counts = evidence.people(row)
    assert (counts.low, counts.high, counts.difference_range) == (None, None, None)
    assert evidence.chance(row) == "not_given"
    assert evidence.noticeable(replace(PAIN, low=None, high=None)) == "unknown"
    assert evidence.on_hundred(replace(PAIN, low=None, high=None)).low is None


def test_a_range_of_the_treated_alone_is_none_of_the_difference():
    row = replace(RATIO, low=None, high=None, with_range=(540.0, 835.0))
    counts = evidence.people(row)
    assert (counts.low, counts.high, counts.compared) == (54, 84, False)
    assert counts.difference_range is None


def test_a_printed_range_goes_before_a_made_one():
    counts = evidence.people(replace(RATIO, with_range=(540.0, 835.0)))
    assert (counts.low, counts.high) == (54, 84)


@pytest.mark.standard("I05")
def test_halves_go_up_once():
    row = replace(RATIO, rates=(365.0, 364.9), low=None, high=None)
    assert (evidence.people(row).without, evidence.people(row).treated) == (37, 36)
    third = replace(row, rates=(500.0, 500 * 1.01), value=1.01)
    assert evidence.people(third).treated == 51
    whole = replace(row, rates=(50.0, 50 * 2.3))  # 114.99999999999999
    assert evidence.people(whole).treated == 12
    assert evidence.people(row, 1000).without == 365


def test_a_bad_event_counts_those_hurt():
    counts = evidence.people(replace(RATIO, better="lower", kind="harm"))
    assert counts.events == "bad"
    tight("lacks which way", evidence.people, replace(RATIO, better=""))
    tight("out_of must be above 0", evidence.people, RATIO, 0)


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ((-18, -12), "yes"),
        ((-18, -10), "yes"),
        ((-9.9, -1), "no"),
        ((-9, 9), "no"),
        ((-18, -2), "unsure"),
        ((-5, 10), "unsure"),
        ((-20, 20), "unsure"),
        ((10, 18), "worse"),
    ],
)
def test_noticeable_is_read_from_the_whole_interval(interval, said):
    assert evidence.noticeable(replace(PAIN, low=interval[0], high=interval[1])) == said


@pytest.mark.parametrize(
    ("measure", "low", "high", "said"),
    [
        ("risk_ratio", 0.8, 0.9, "excludes"),
        ("odds_ratio", 1.0, 2.0, "includes"),
        ("hazard_ratio", 0.6, 0.85, "excludes"),
        ("mean_difference", 0.5, 2.0, "excludes"),
        ("mean_difference", -0.5, 2.0, "includes"),
        ("standardised_mean_difference", 0.5, 0.9, "excludes"),
        ("rate", 120, 200, "not_given"),
    ],
)
def test_chance_looks_for_no_difference(measure, low, high, said):
    assert evidence.chance(replace(RATIO, measure=measure, low=low, high=high)) == said
