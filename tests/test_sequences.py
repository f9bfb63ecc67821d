"""Sequence ratios: published intervals come back, the two ways agree, bad counts are refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.evidence.drug_causes import drug_causes
from spasmlab.evidence.sequences import pairs, sequence_ratio

PRINTED = {one.id: one.ratio for one in drug_causes() if one.ratio}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_interval_comes_back_from_its_people(name):
    value, low, high = PRINTED[name]
    found = sequence_ratio(*pairs(value, low, high))
    assert found.value == pytest.approx(value)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.012)  # two decimals printed


def test_a_ratio_is_that_of_the_textbook():
    found = sequence_ratio(90, 60)
    error = math.sqrt(1 / 90 + 1 / 60)
    assert found.value == 1.5
    assert (math.log(found.high) - math.log(found.low)) / 3.92 == pytest.approx(error)
    assert found.low == pytest.approx(1.0819, abs=1e-4)


def test_trends_are_divided_out():
    assert sequence_ratio(90, 60, null=1.5).value == pytest.approx(1.0)
    assert sequence_ratio(90, 60, null=1.5).low < 1 < sequence_ratio(90, 60, null=1.5).high


@given(st.floats(5, 1e5), st.floats(5, 1e5))
def test_both_ways_agree(after, before):
    one = sequence_ratio(after, before)
    assert pairs(one.value, one.low, one.high) == pytest.approx((after, before), rel=1e-6)
    turned = sequence_ratio(before, after)
    assert turned.value == pytest.approx(1 / one.value)
    assert turned.low == pytest.approx(1 / one.high)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: sequence_ratio(0, 5), "after"),
        (lambda: sequence_ratio(5, -1), "before"),
        (lambda: sequence_ratio(5, 5, null=0), "null"),
        (lambda: sequence_ratio(math.nan, 5), "after"),
        (lambda: pairs(0, 1, 2), "value"),
        (lambda: pairs(1.5, 0, 2), "low"),
        (lambda: pairs(1.5, 2, 1), "high"),
    ],
)
def test_what_is_no_count_is_refused_by_name(call, said):
    with pytest.raises(ValueError, match=said):
        call()
