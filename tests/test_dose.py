"""The dose model's curve against published numbers, another solver, itself and bad input.

A label's rules are in test_dose_label.py.
"""

from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from spasmlab.models.dose import (
    Drug,
    area,
    concentration,
    half_life,
    is_flip_flop,
    peak_time,
)

DRUG = Drug(10.0, 1.5, 0.35, bioavailability=0.8, lag_hours=0.25)
rates = st.floats(0.01, 10)
drugs = st.builds(Drug, st.floats(1, 500), rates, rates, st.floats(0.05, 1), st.floats(0, 2))
histories = st.lists(st.tuples(st.floats(0, 72), st.floats(1, 2000)), min_size=1, max_size=8)


def split(history):
    """Doses and times of a history of (time, dose)."""
    return [dose for _, dose in history], [time for time, _ in history]


# Published values


def test_the_curve_is_the_glossarys():
    # IUPAC's formula, typed from the glossary: C = [f D ka / V (ka - ke)] [exp(-ke t) - exp(-ka t)]
    hours = np.linspace(0.25, 30, 100)
    t, f, d, ka, ke, v = hours - 0.25, 0.8, 400, 1.5, 0.35, 10
    wanted = f * d * ka / (v * (ka - ke)) * (np.exp(-ke * t) - np.exp(-ka * t))
    assert concentration(hours, [400.0], [0.0], DRUG) == pytest.approx(wanted, rel=1e-12)


def test_baclofens_published_constants_give_its_published_half_life():
    # Simon et al. 2018, Front Psychiatry 9:385: one compartment, V/F 72.8 L, CL/F 11.6 L/h, 4.4 h.
    baclofen = Drug(72.8, 1.64, 11.6 / 72.8)
    assert half_life(baclofen) == pytest.approx(4.4, abs=0.05)


def test_three_doses_a_day_build_up_about_fourfold_at_a_half_life_of_18_hours():
    # What the label of cyclobenzaprine says of itself, as druggenius.com quotes it.
    drug = Drug(100.0, 1.0, np.log(2) / 18)
    times = np.arange(0, 30 * 24, 8.0)
    late = np.linspace(times[-1], times[-1] + 8, 200)
    peak = concentration(late, [5.0] * len(times), times.tolist(), drug).max()
    once = concentration(peak_time(drug), [5.0], [0.0], drug)
    assert peak / once == pytest.approx(4.0, abs=0.5)


def test_with_equal_constants_the_peak_is_at_one_over_k_and_one_eth_of_the_dose():
    # Garrett 1994: then C = (F D / V) k t e^(-k t).
    drug = Drug(20.0, 0.4, 0.4)
    assert peak_time(drug) == pytest.approx(2.5, abs=1e-12)
    assert concentration(2.5, [100.0], [0.0], drug) == pytest.approx(100 / 20 / np.e, rel=1e-12)


# An independent solver


@pytest.mark.parametrize("constants", [(1.5, 0.35), (0.35, 1.5), (0.6, 0.6)])
def test_gut_and_blood_stepped_through_time_hold_the_same_amounts(constants):
    ka, ke = constants
    doses, times = [400.0, 200.0, 400.0], [0.0, 5.0, 8.0]

    def flows(_, amounts):
        gut, blood = amounts
        return [-ka * gut, ka * gut - ke * blood]

    amounts, found = np.zeros(2), {}
    stops = [*(time + 0.25 for time in times), 24.0]
    how = {"method": "LSODA", "rtol": 1e-10, "atol": 1e-10}
    for start, stop, dose in zip(stops[:-1], stops[1:], doses, strict=True):
        amounts = amounts + np.array([0.8 * dose, 0.0])
        hours = np.linspace(start, stop, 12)
        solved = solve_ivp(flows, (start, stop), amounts, t_eval=hours, **how).y
        found.update(zip(hours, solved[1] / 10.0, strict=True))
        amounts = solved[:, -1]
    drug = Drug(10.0, ka, ke, 0.8, 0.25)
    told = concentration(list(found), doses, times, drug)
    assert told == pytest.approx(list(found.values()), abs=1e-7)


# Properties


@given(histories, drugs)
def test_many_doses_are_the_sum_of_each_alone(history, drug):
    doses, times = split(history)
    hours = np.linspace(0, 100, 50)
    alone = sum(concentration(hours, [d], [t], drug) for d, t in zip(doses, times, strict=True))
    assert concentration(hours, doses, times, drug) == pytest.approx(alone, rel=1e-9, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(drugs, st.floats(1, 1000))
def test_the_area_does_not_ask_how_fast_the_dose_came_in(drug, dose):
    # In pieces, since a fast step may be over long before a slow one has begun.
    tail = 45 / min(drug.absorption_per_hour, drug.elimination_per_hour)
    bends = drug.lag_hours + np.array([0, *np.geomspace(0.003, 1, 8)]) * tail
    found = sum(
        quad(concentration, low, high, args=([dose], [0.0], drug))[0]
        for low, high in pairwise(bends)
    )
    clearance = drug.volume_l * drug.elimination_per_hour
    assert found == pytest.approx(drug.bioavailability * dose / clearance, rel=1e-6)
    assert area([dose], drug) == pytest.approx(found, rel=1e-6)


@given(drugs)
def test_no_time_is_higher_than_the_peak(drug):
    top = peak_time(drug)
    hours = drug.lag_hours + (top - drug.lag_hours) * np.array([0.1, 0.5, 0.9, 0.99, 1.01, 1.1, 3])
    peak = concentration(top, [100.0], [0.0], drug)
    assert np.all(concentration(hours, [100.0], [0.0], drug) <= peak * (1 + 1e-12))


@given(histories, drugs, st.floats(-100, 100))
def test_the_clock_may_start_anywhere(history, drug, shift):
    doses, times = split(history)
    hours = np.linspace(0, 100, 20)
    moved = concentration(hours + shift, doses, [time + shift for time in times], drug)
    assert moved == pytest.approx(concentration(hours, doses, times, drug), rel=1e-6, abs=1e-9)


@given(histories, drugs)
def test_the_order_in_which_doses_are_told_does_not_matter(history, drug):
    hours = np.linspace(0, 100, 20)
    forth, back = (concentration(hours, *split(h), drug) for h in (history, history[::-1]))
    assert forth == pytest.approx(back, rel=1e-9, abs=1e-12)


@given(drugs)
def test_the_tail_halves_in_the_half_life(drug):
    gap = abs(drug.absorption_per_hour - drug.elimination_per_hour)
    if gap < 0.2 * min(drug.absorption_per_hour, drug.elimination_per_hour):
        return  # two steps alike never leave one of them behind
    late = drug.lag_hours + 40 / gap
    first, later = concentration([late, late + half_life(drug)], [1e30], [0.0], drug)
    assert later / first == pytest.approx(0.5, rel=1e-6)


@given(rates, rates, st.floats(1, 500))
def test_swapping_the_two_steps_keeps_the_shape_and_changes_the_height(ka, ke, volume):
    # Flip-flop: from the shape alone no one can tell which of the two is which.
    hours = np.linspace(0, 20, 30)
    one = concentration(hours, [100.0], [0.0], Drug(volume, ka, ke))
    other = concentration(hours, [100.0], [0.0], Drug(volume, ke, ka))
    assert one * ke == pytest.approx(other * ka, rel=1e-9, abs=1e-12)


def test_flip_flop_is_named():
    assert is_flip_flop(Drug(10.0, 0.1, 1.0))
    assert not is_flip_flop(Drug(10.0, 1.0, 0.1))
    assert half_life(Drug(10.0, 0.1, 1.0)) == half_life(Drug(10.0, 1.0, 0.1))


# Limits and shapes


@given(rates, st.floats(-1e-7, 1e-7), st.floats(0, 100))
def test_constants_that_are_almost_equal_are_as_good_as_equal(rate, off, hour):
    near, equal = Drug(10.0, rate * (1 + off), rate), Drug(10.0, rate, rate)
    low, high = (concentration(hour, [100.0], [0.0], drug) for drug in (near, equal))
    assert low == pytest.approx(high, rel=1e-4, abs=1e-12)
    assert peak_time(near) == pytest.approx(peak_time(equal), rel=1e-6)


@pytest.mark.parametrize("off", [0.05, 1e-3, 1e-5])
def test_the_peak_of_constants_near_each_other_is_their_own(off):
    # ln(1 + x) / x as a series in x, worked out apart from the formula.
    series = 1 - off / 2 + off**2 / 3 - off**3 / 4 + off**4 / 5 - off**5 / 6
    assert peak_time(Drug(10.0, 0.4 * (1 + off), 0.4)) == pytest.approx(series / 0.4, rel=1e-8)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("ka", "ke"), [(1e-3, 1e3), (1e3, 1e-3)])
def test_constants_far_apart_stay_finite(ka, ke):
    found = concentration(np.geomspace(1e-3, 1e4, 50), [100.0], [0.0], Drug(10.0, ka, ke))
    assert np.all(np.isfinite(found) & (found >= 0))


def test_nothing_is_there_before_the_lag_is_over():
    assert concentration([-5.0, 0.0, 0.25], [400.0], [0.0], DRUG).tolist() == [0, 0, 0]
    assert concentration(0.26, [400.0], [0.0], DRUG) > 0


def test_absorption_in_no_time_is_an_injection():
    at_once = concentration(3.0, [100.0], [0.0], Drug(10.0, 1e7, 0.3))
    assert at_once == pytest.approx(10 * np.exp(-0.9), rel=1e-6)


def test_hours_keep_their_shape_and_a_number_stays_a_number():
    assert concentration(np.zeros((2, 3)), [1.0], [0.0], DRUG).shape == (2, 3)
    assert type(concentration(1.0, [1.0], [0.0], DRUG)) is float
    assert concentration([1.0, 2.0], [], [], DRUG).tolist() == [0, 0]
    assert type(area([1.0], DRUG)) is float


def test_the_drug_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        DRUG.volume_l = 1.0


# Bad input


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["volume_l", "absorption_per_hour", "elimination_per_hour"])
def test_constants_that_cannot_be_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        replace(DRUG, **{name: bad})


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("bioavailability", -0.1),
        ("bioavailability", 1.1),
        ("bioavailability", float("nan")),
        ("lag_hours", -0.1),
        ("lag_hours", float("inf")),
    ],
)
def test_shares_and_lags_that_cannot_be_are_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        replace(DRUG, **{name: bad})


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_bad_doses_are_refused(bad):
    with pytest.raises(ValueError, match=f"doses_mg must be.*{bad}"):
        concentration(1.0, [bad], [0.0], DRUG)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_bad_times_are_refused(bad):
    with pytest.raises(ValueError, match=f"times_h must be.*{bad}"):
        concentration(1.0, [1.0], [bad], DRUG)
    with pytest.raises(ValueError, match=f"hours must be finite, got {bad}"):
        concentration(bad, [1.0], [0.0], DRUG)


def test_doses_without_times_are_refused():
    with pytest.raises(ValueError, match="doses_mg must be one for each of times_h"):
        concentration(1.0, [1.0, 2.0], [0.0], DRUG)
