"""Cramps over some nights: against the rows by another way, its turned side, and bad input."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.evidence import tables
from spasmlab.evidence.effects import EvidenceError, effect
from spasmlab.evidence.nights import FORTNIGHT, SPANS, over

FEWER, NO_DIFFERENCE = "calf_stretch_prophylactic_01", "calf_stretch_prophylactic_03"
PER = {"cramps/night": Decimal(1), "cramps/4 weeks": Decimal(28)}  # nights, typed anew


def whole(number):
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.standard("I05")
@pytest.mark.parametrize("row", [FEWER, NO_DIFFERENCE])
@pytest.mark.parametrize("nights", [1, 7, 14, 28])
def test_it_is_the_row_shared_out_over_its_nights(row, nights):
    """By exact decimals of the table's own text, beside the package's floats."""
    found, printed = over(effect(row), nights), tables.row("effects", row)
    ends = [Decimal(str(printed[name])) for name in ("value", "low", "high")]
    wanted = [whole(end * nights / PER[printed["unit"]]) for end in ends]
    assert [found.change, found.low, found.high] == wanted


def test_the_two_trials_over_a_fortnight():
    """By hand: 14 × 1.2 = 16.8, and half of 1.95, of -3.01 and of 6.9."""
    one, other = over(effect(FEWER)), over(effect(NO_DIFFERENCE))
    assert (one.nights, one.change, one.low, one.high) == (14, -17, -25, -8)
    assert (other.nights, other.change, other.low, other.high) == (14, 1, -2, 3)
    assert one.clear
    assert not other.clear


@given(
    st.floats(-5, 5),
    st.floats(0, 5),
    st.sampled_from(sorted(SPANS)),
    st.integers(1, 60),
)
def test_its_ends_stay_in_order_and_turning_twice_changes_nothing(value, width, unit, nights):
    row = replace(effect(FEWER), value=value, low=value - width, high=value + width, unit=unit)
    found = over(row, nights)
    assert found.low <= found.change <= found.high
    assert found.turned.low <= found.turned.change <= found.turned.high
    assert found.turned.change == -found.change
    assert found.turned.turned == found
    assert found.turned.clear == found.clear


@pytest.mark.parametrize("nights", [0, -14, 1.5])
def test_a_number_of_nights_that_is_none_is_refused(nights):
    with pytest.raises(EvidenceError, match=rf"nights must be .* got {nights}"):
        over(effect(FEWER), nights)


@pytest.mark.parametrize(
    "row",
    ["calf_stretch_prophylactic_02", "calf_stretch_prophylactic_05", "magnesium_older_adult_02"],
)
def test_a_row_that_counts_no_cramps_in_a_time_is_refused(row):
    with pytest.raises(EvidenceError, match=f"{row} counts no cramps"):
        over(effect(row), FORTNIGHT)


def test_a_row_without_a_range_is_refused():
    with pytest.raises(EvidenceError, match="with a range"):
        over(replace(effect(FEWER), low=None))
