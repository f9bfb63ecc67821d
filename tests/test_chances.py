"""Bayes for a test: against counts of people, its own odds, its limits, and bad input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.evidence.chances import after_finding, after_none, likelihood_ratios
from spasmlab.evidence.tables import load

inside = st.floats(0.001, 0.999)


def test_the_first_visit_gives_its_own_share_back():
    """Henschke 2009: 5 of 11 found, 6 of 1161 thought ill: of 11 thought ill, 5 were."""
    rows = load("examination_numbers").set_index("id")
    ill, well = rows.loc["first_visit_serious"], rows.loc["first_visit_false"]
    people = ill["people"] + well["people"]
    chance = after_finding(
        ill["people"] / people, ill["value"] / ill["people"], well["value"] / well["people"]
    )
    assert chance == pytest.approx(5 / 11)


def test_it_is_what_counting_people_gives():
    have, others = 130, 870  # of a thousand, at 13 %
    found, alarms = 0.75 * have, 0.14 * others
    assert after_finding(0.13, 0.75, 0.14) == pytest.approx(found / (found + alarms))
    missed, clear = have - found, others - alarms
    assert after_none(0.13, 0.75, 0.14) == pytest.approx(missed / (missed + clear))


@given(inside, inside, inside)
def test_odds_are_multiplied_by_the_ratio(before, found_with, found_without):
    with_it, without_it = likelihood_ratios(found_with, found_without)
    odds = before / (1 - before)
    for after, ratio in (
        (after_finding(before, found_with, found_without), with_it),
        (after_none(before, found_with, found_without), without_it),
    ):
        assert after / (1 - after) == pytest.approx(odds * ratio)


@given(inside, inside)
def test_a_finding_as_frequent_in_both_says_nothing(before, found):
    assert after_finding(before, found, found) == pytest.approx(before)
    assert after_none(before, found, found) == pytest.approx(before)


def test_the_ends_stay_where_they_are_and_arrays_go_together():
    before = np.array([0.0, 0.5, 1.0])
    assert after_finding(before, 0.9, 0.1).tolist() == pytest.approx([0, 0.9, 1])
    assert after_none(before[:, None], [0.9, 0.5], 0.1).shape == (3, 2)
    assert likelihood_ratios(0.5, 0)[0] == np.inf


@pytest.mark.parametrize("call", [after_finding, after_none])
@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("bad", [-0.1, 75, np.nan, [0.5, 2]])
def test_what_is_no_chance_is_refused_by_name(call, at, bad):
    given = [0.5, 0.5, 0.5]
    given[at] = bad
    name = ("before", "found_with", "found_without")[at]
    with pytest.raises(ValueError, match=f"{name} must be from 0 to 1, got"):
        call(*given)


def test_a_finding_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="nobody has the finding"):
        after_finding(0.5, 0, 0)
    with pytest.raises(ValueError, match="nobody is without the finding"):
        after_none(0.5, 1, 1)
