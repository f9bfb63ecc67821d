"""The rows of the evidence: none contradicts itself, and unlike ones never stand side by side."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.small_evidence import PAIN, RATIO, tight

from spasmlab.evidence import effects as evidence
from spasmlab.evidence import results, tables
from spasmlab.evidence.effects import EvidenceError, effect, effects


@pytest.fixture
def planted(monkeypatch):
    """Return a function that writes another value into one row, and reads that row."""
    table = tables.load("effects")

    def plant(identity, **cells):
        for column, cell in cells.items():
            table.loc[table["id"] == identity, column] = cell
        monkeypatch.setattr(tables, "_table", lambda name: tables.Table(table))
        return lambda: effect(identity)

    return plant


def off_centre(row):
    """Return whether a value is not in the middle of its interval, by one last printed digit.

    The middle of two ratios is that of their logarithms. A rate printed in per cent counts tens.
    """
    low, high = row.interval
    ratio = results.NO_DIFFERENCE[row.measure] == 1.0
    middle = (low * high) ** 0.5 if ratio else (low + high) / 2
    digits = max(
        len(str(number).partition(".")[2].rstrip("0")) for number in (row.value, low, high)
    )
    last = 10.0 if row.measure == "rate_difference" else 10.0**-digits
    return abs(middle - row.value) > last


# Every row


def test_no_row_contradicts_itself():
    assert len(effects()) == len(tables.load("effects"))
    assert results.faults(RATIO) == results.faults(PAIN) == []


def test_every_printed_interval_has_its_value_in_the_middle():
    printed = [row for row in effects() if row.interval and row.measure in results.NO_DIFFERENCE]
    assert len(printed) > 60
    assert [row.id for row in printed if row.value is not None and off_centre(row)] == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("ibuprofen_01", {"low": -10.89}),
        ("ibuprofen_01", {"value": -7.92}),
        ("ibuprofen_03", {"high": 1.57}),
        ("magnesium_older_adult_03", {"low": -0.48}),
        ("walking_programme_01", {"value": 0.78}),
    ],
)
def test_a_planted_wrong_digit_leaves_the_middle(row, wrong):
    assert off_centre(replace(effect(row), **wrong))


def test_every_repeat_of_a_result_says_so():
    rows = effects()
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            same = evidence._numbers(one) == evidence._numbers(other) != ()
            assert not same or evidence._first(one) == evidence._first(other), (one.id, other.id)


def test_rows_are_chosen_by_their_columns():
    found = effects(treatment="quinine", kind="harm")
    assert {(row.treatment, row.kind) for row in found} == {("quinine", "harm")}
    assert effects(treatment="nothing") == ()
    assert effects(same_as="ibuprofen_01") == (effect("naproxen_01"),)
    tight("no column 'drug'", lambda: effects(drug="quinine"))


# Planted contradictions


@pytest.mark.parametrize(
    ("identity", "cells", "said"),
    [
        ("ibuprofen_01", {"better": "higher"}, "favours treatment, higher is better"),
        ("ibuprofen_01", {"favours": "comparator"}, "favours comparator, lower is better"),
        ("ibuprofen_01", {"favours": "neither"}, "favours neither"),
        ("exercise_chronic_01", {"value": 15, "low": 12, "high": 18}, "favours treatment"),
        ("magnesium_older_adult_02", {"favours": "treatment"}, "favours treatment"),
        ("magnesium_older_adult_02", {"favours": "comparator"}, "favours comparator"),
        ("topical_nsaid_01", {"favours": "neither"}, "favours neither"),
        ("heat_wrap_03", {"favours": "comparator"}, "favours comparator"),
        ("heat_wrap_03", {"better": "lower"}, "favours treatment"),
        ("magnesium_older_adult_02", {"with_per_1000": 696}, "do not make 696.0"),
        ("magnesium_older_adult_02", {"without_per_1000": 464}, "do not make 669.0"),
        ("ibuprofen_03", {"value": 1.14}, "do not make 514.0"),
        ("cyclobenzaprine_07", {"with_per_1000": 300}, "do not make 300.0"),
        ("ibuprofen_03", {"with_low_per_1000": 421, "with_high_per_1000": 643}, "make 421.0"),
        ("ibuprofen_03", {"with_low_per_1000": 643, "with_high_per_1000": 412}, "out of order"),
        ("ibuprofen_01", {"low": -3.61, "high": -10.98}, "low, value, high are out of order"),
        ("ibuprofen_01", {"low": pd.NA}, "half an interval"),
        ("ibuprofen_01", {"scale_low": 100, "scale_high": 0}, "ends of the scale"),
        ("ibuprofen_01", {"days_low": 20}, "days are out of order"),
        ("ibuprofen_01", {"noticeable": -10}, "noticeable must be above 0"),
        ("opioids_02", {"with_per_1000": 1350, "value": 1050}, "rates must be 0 to 1000"),
        ("ibuprofen_01", {"scale_high": 5}, "longer than its scale"),
        ("ibuprofen_03", {"low": -1.12}, "a ratio must be above 0"),
    ],
)
def test_a_planted_contradiction_is_named(planted, identity, cells, said):
    tight(f"effects: {identity} contradicts itself: .*{said}", planted(identity, **cells))
    with pytest.raises(EvidenceError, match=identity):
        effects()


def test_an_end_printed_as_no_difference_favours_no_less():
    row = effect("quinine_04")
    assert (row.low, row.favours) == (0, "comparator")
    assert evidence.chance(row) == "includes"


def test_a_rounded_ratio_is_no_contradiction(planted):
    assert planted("magnesium_older_adult_02", with_per_1000=673)().rates == (644, 673)


def test_uncertain_says_nothing_that_could_be_wrong():
    assert results.faults(replace(PAIN, favours="uncertain")) == []
    assert results.faults(replace(PAIN, favours="uncertain", better="higher")) == []


# Repeats


def test_a_class_result_is_counted_once():
    for pair in (("ibuprofen_01", "naproxen_01"), ("tizanidine_01", "methocarbamol_01")):
        tight("are one result", evidence.independent, map(effect, pair))
    rows = (effect("ibuprofen_01"), effect("tizanidine_01"), effect("magnesium_older_adult_02"))
    assert evidence.independent(iter(rows)) == rows
    assert evidence.independent(()) == ()


def test_a_result_seen_from_its_other_side_is_the_same(planted):
    pair = (effect("stay_active_01"), effect("bed_rest_01"))
    tight("stay_active_01 and bed_rest_01", evidence.independent, pair)
    bare = replace(pair[1], same_as="")
    tight("stay_active_01 and bed_rest_01", evidence.independent, (pair[0], bare))


def test_a_repeat_that_does_not_say_so_is_seen():
    twin = replace(PAIN, id="three_01", treatment="three")
    tight("two_01 and three_01 are one result", evidence.independent, (PAIN, twin))
    for other in ({"value": -15.1}, {"days": None}, {"source": "elsewhere"}, {"low": -18.1}):
        assert len(evidence.independent((PAIN, replace(twin, **other)))) == 2
    words = replace(PAIN, value=None, low=None, high=None)
    assert len(evidence.independent((words, replace(words, id="three_01")))) == 2


def test_repeats_that_go_round_are_named(planted):
    planted("ibuprofen_01", same_as="naproxen_01")
    pair = effect("ibuprofen_01"), effect("magnesium_older_adult_02")
    tight("same_as goes round: ibuprofen_01 -> naproxen_01", evidence.independent, pair)


# Side by side


@pytest.mark.standard("I02")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": "disability"}, "outcome 'pain' and 'disability'"),
        ({"condition": "exercise_cramp"}, "condition 'night_leg_cramp' and 'exercise_cramp'"),
        ({"comparator": "ibuprofen"}, "comparator 'placebo' and 'ibuprofen'"),
        ({"comparator": "no_treatment"}, "comparator 'placebo' and 'no_treatment'"),
        ({"comparator": ""}, "comparator 'placebo' and ''"),
        ({"days": (29.0, 40.0)}, "days \\(28.0, 28.0\\) and \\(29.0, 40.0\\)"),
        ({"days": None}, "days \\(28.0, 28.0\\) and None"),
    ],
)
def test_unlike_benefits_never_stand_side_by_side(change, said):
    other = replace(PAIN, id="three_01", **change)
    tight(f"two_01 and three_01 differ: {said}", evidence.comparable, (PAIN, other))
    harm = replace(other, kind="harm")
    assert evidence.comparable((PAIN, harm)) == (PAIN, harm)


def test_like_benefits_may():
    days = replace(PAIN, id="three_01", days=(14.0, 30.0))
    sham = replace(PAIN, id="four_01", comparator="sham_manipulation")
    mixed = replace(PAIN, id="five_01", comparator="placebo_or_usual_care")
    assert evidence.comparable([PAIN, days, sham, mixed]) == (PAIN, days, sham, mixed)
    drugs = [effect(f"{drug}_01") for drug in ("ibuprofen", "cyclobenzaprine")]
    assert len(evidence.comparable(drugs)) == 2
    tight("differ: outcome", evidence.comparable, [drugs[0], effect("ibuprofen_03")])


def test_unknown_times_are_unlike_even_each_other():
    bare = replace(PAIN, days=None)
    tight("days None and None", evidence.comparable, (bare, replace(bare, id="three_01")))


def test_comparators_not_given_are_unlike_even_each_other():
    bare = replace(PAIN, comparator="")
    tight("comparator '' and ''", evidence.comparable, (bare, replace(bare, id="three_01")))


def test_every_kind_of_comparator_is_a_comparator():
    fields = {field["name"]: field for field in tables.descriptor()["effects"]["schema"]["fields"]}
    assert set().union(*evidence.KINDS.values()) <= set(fields["comparator"]["constraints"]["enum"])
