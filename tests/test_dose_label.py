"""The rules of a label against brute force, themselves and bad input; see also test_dose.py."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.models.dose import Label, Refusal, may_take

LABEL = Label(6.0, 4000.0)
quarters = st.integers(0, 400).map(lambda number: number / 4)  # h, exact in binary
tablets = st.integers(1, 8).map(lambda number: number * 125.0)  # mg
labels = st.builds(Label, st.integers(1, 48).map(lambda number: number / 4), st.just(1000.0))


def split(history):
    """Doses and times of a history of (time, dose)."""
    return [dose for _, dose in history], [time for time, _ in history]


# An independent solver


def allowed(times, doses, now, dose, label):
    """Every rule of the label, checked dose by dose in exact fractions."""
    now, dose, limit = Fraction(now), Fraction(dose), Fraction(label.daily_limit_mg)
    young = [Fraction(d) for t, d in zip(times, doses, strict=True) if now - Fraction(t) < 24]
    waited = all(now - Fraction(t) >= Fraction(label.interval_hours) for t in times)
    return waited and sum(young) + dose <= limit


@given(st.lists(st.tuples(quarters, tablets), max_size=12), quarters, tablets, labels)
def test_a_dose_is_refused_exactly_when_brute_force_refuses_it(history, wait, dose, label):
    doses, times = split(history)
    now = max(times, default=0.0) + wait
    refused = may_take(times, doses, now, dose, label) is not None
    assert refused == (not allowed(times, doses, now, dose, label))


@given(st.lists(st.tuples(quarters, tablets), max_size=12), quarters, tablets, labels)
def test_the_earliest_time_is_allowed_and_no_quarter_hour_before_it_is(history, wait, dose, label):
    doses, times = split(history)
    now = max(times, default=0.0) + wait
    refusal = may_take(times, doses, now, dose, label)
    if refusal is None:
        return
    then = refusal.earliest_hours
    assert then > now
    assert allowed(times, doses, then, dose, label)
    assert not any(allowed(times, doses, t, dose, label) for t in np.arange(now, then, 0.25))


@given(st.lists(st.tuples(st.integers(0, 40), tablets), min_size=1, max_size=40), labels)
def test_taking_whatever_is_allowed_never_comes_early_or_passes_the_limit(wishes, label):
    now, times, doses = 0.0, [], []
    for wait, dose in wishes:
        now += wait / 4
        if may_take(times, doses, now, dose, label) is None:
            times.append(now)
            doses.append(dose)
    assert all(b - a >= label.interval_hours for a, b in pairwise(times))
    for start in times:
        day = [d for t, d in zip(times, doses, strict=True) if start <= t < start + 24]
        assert sum(day) <= label.daily_limit_mg


# Limits and shapes


def test_a_quarter_of_the_limit_every_six_hours_goes_on_and_on():
    times = [6.0 * k for k in range(20)]
    assert may_take(times, [1000.0] * 20, 120.0, 1000.0, LABEL) is None


def test_the_interval_is_named_with_its_time():
    assert may_take([2.0], [500.0], 7.9, 500.0, LABEL) == Refusal("interval", 8.0)
    assert may_take([2.0], [500.0], 8.0, 500.0, LABEL) is None


def test_the_daily_limit_is_named_with_its_time():
    label, times, doses = Label(4.0, 4000.0), [0.0, 4.0, 8.0, 12.0], [1000.0] * 4
    assert may_take(times, doses, 16.0, 1000.0, label) == Refusal("daily limit", 24.0)
    assert may_take(times, doses, 16.0, 1500.0, label) == Refusal("daily limit", 28.0)
    assert may_take(times, doses, 24.0, 1000.0, label) is None


def test_midnight_does_not_start_a_new_day():
    refusal = may_take([20.0, 23.0], [2000.0, 2000.0], 30.0, 1000.0, Label(1.0, 4000.0))
    assert refusal == Refusal("daily limit", 44.0)


def test_a_dose_above_the_limit_may_never_be_taken():
    assert may_take([], [], 0.0, 4001.0, LABEL) == Refusal("daily limit", float("inf"))
    assert may_take([], [], 0.0, 4000.0, LABEL) is None


def test_the_rule_that_holds_longest_is_named():
    refusal = may_take([0.0, 23.0], [3000.0, 1000.0], 23.5, 1000.0, LABEL)
    assert refusal == Refusal("interval", 29.0)


def test_times_told_in_any_order_are_the_same_history():
    forth = may_take([0.0, 8.0], [3000.0, 1000.0], 15.0, 1000.0, LABEL)
    assert forth == may_take([8.0, 0.0], [1000.0, 3000.0], 15.0, 1000.0, LABEL)
    assert forth == Refusal("daily limit", 24.0)


def test_decimals_that_do_not_quite_add_up_are_forgiven():
    label = Label(0.3, 0.3)
    assert may_take([0.0], [0.1], 0.1 + 0.1 + 0.1 - 1e-12, 0.1 + 0.1, label) is None


# Bad input


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["interval_hours", "daily_limit_mg"])
def test_labels_that_allow_nothing_or_anything_are_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        replace(LABEL, **{name: bad})


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan")])
def test_a_next_dose_that_is_none_is_refused(bad):
    with pytest.raises(ValueError, match=f"next_dose must be.*{bad}"):
        may_take([0.0], [1.0], 30.0, bad, LABEL)


def test_a_next_dose_before_the_last_one_is_refused():
    with pytest.raises(ValueError, match=r"next_time must not come before.*got 3\.0"):
        may_take([0.0, 5.0], [1.0, 1.0], 3.0, 1.0, LABEL)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_next_time_that_is_never_is_refused(bad):
    with pytest.raises(ValueError, match=f"next_time must be finite, got {bad}"):
        may_take([], [], bad, 1.0, LABEL)
