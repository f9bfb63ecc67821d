"""The contraction model against its source, another solver, itself and bad input."""

import math
from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kim_source import PRINTED, TRAINS, solved

from spasmlab.models.contraction import (
    Parameters,
    Trace,
    force_length,
    force_velocity,
    fusion,
    pulse_train,
    run,
    twitch,
)
from spasmlab.models.loops import contraction as loops

SOLEUS = Parameters()
# pulses a second -> ripple, where the equations themselves (LSODA) put it
RIPPLE = {5: 0.942, 8: 0.700, 10: 0.426, 15: 0.108, 20: 0.038, 30: 0.009}
BAD = {
    "spikes_ms": [[-1.0], [math.nan]],
    "until_ms": [0.0, math.inf],
    "every_ms": [-1.0, math.nan],
    "step_ms": [0.0, 0.051, math.nan],
    "length_mm": [-41.0, math.nan, math.inf],
}


def ours(name, step_ms):
    length_mm, pulses, until = TRAINS[name]
    return run(pulses, until, 0.5, length_mm, step_ms=step_ms)


@pytest.fixture(scope="module")
def solutions():
    return {name: solved(name) for name in TRAINS}


@pytest.fixture(scope="module")
def single():
    return run([20.0], 400.0, every_ms=0.5)


# Published values


def test_the_constants_are_the_published_ones():
    assert {field.name: getattr(SOLEUS, field.name) for field in fields(SOLEUS)} == PRINTED


def test_a_twitch_is_as_slow_as_a_soleus(single):
    found = twitch(single)
    assert [found.time_to_peak_ms, found.half_relaxation_ms] == pytest.approx([68.75, 49], abs=0.5)


def test_a_twitch_reaches_its_level(single):
    # 0.130 and 27.6 µmol/L by a scheme of first order and 0.002 ms, which falls 2 % short
    assert twitch(single).peak == pytest.approx(0.1329, rel=0.002)
    assert single.calcium_um.max() == pytest.approx(27.71, abs=0.01)


def test_a_tetanus_is_nearly_full_and_a_twitch_a_seventh_of_it(single):
    full = fusion(80.0)
    assert full.peak == pytest.approx(0.986, abs=0.001)
    assert twitch(single).peak / full.peak == pytest.approx(0.135, abs=0.001)


@pytest.mark.parametrize(("rate", "ripple"), RIPPLE.items())
def test_a_train_fuses_as_its_rate_grows(rate, ripple):
    assert fusion(rate).ripple == pytest.approx(ripple, abs=0.001)


def test_force_falls_off_on_both_sides_of_the_best_length():
    wanted = [23, 23 / math.e, 23 / math.e]
    assert force_length(np.array([-8, 13.4, -29.4])) == pytest.approx(wanted)


def test_the_fastest_shortening_and_the_strongest_stretch():
    fastest = 24.35 * 23 / 2.35  # mm/s: where Hill's numerator is 0
    assert force_velocity(np.array([-fastest, -fastest / 2])) == pytest.approx(
        [0, 23 * (24.35 / 2) / (24.35 + fastest / 2)], abs=1e-9
    )
    assert force_velocity(1e9) == pytest.approx(2 * 23 - 7.4, rel=1e-6)


# An independent solver


@pytest.mark.parametrize("name", TRAINS)
def test_the_steps_follow_the_equations(solutions, name):
    found, wanted = ours(name, 0.025), solutions[name]
    assert found.activation == pytest.approx(wanted[5] ** 2, abs=3e-4)
    assert found.calcium_um == pytest.approx(1e6 * wanted[2], abs=0.15)
    assert found.troponin == pytest.approx(wanted[4] / 7e-5, abs=1e-3)


@pytest.mark.parametrize(("step_ms", "promised"), [(0.05, 1e-3), (0.005, 1e-5)])
@pytest.mark.parametrize("name", TRAINS)
def test_every_step_is_as_exact_as_promised(solutions, name, step_ms, promised):
    wanted = solutions[name][5] ** 2
    assert ours(name, step_ms).activation == pytest.approx(wanted, abs=promised)


def test_half_the_step_leaves_a_quarter_of_the_error(solutions):
    wanted = solutions["a longer muscle"][2] * 1e6  # its pulses stand on every grid
    found = [ours("a longer muscle", step).calcium_um for step in (0.05, 0.025, 0.0125)]
    errors = [np.abs(one - wanted).max() for one in found]
    assert [errors[0] / errors[1], errors[1] / errors[2]] == pytest.approx([4, 4], abs=0.5)


def test_the_ripple_is_the_equations_own(solutions):
    last = solutions["10 a second"][5][-201:] ** 2  # of the train's last pulse
    assert fusion(10.0).ripple == pytest.approx(1 - last.min() / last.max(), abs=2e-3)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8, 1.0, 1.1, 1.4, 1.6])
@pytest.mark.parametrize("activation", [0.2, 1.0])
def test_velocity_is_the_one_at_which_the_source_holds_the_force(share, activation):
    held = 23 * activation * math.exp(-((3 + 8) ** 2) / 21.4**2)
    newtons = share * held
    if newtons <= held:
        velocity = -24.35 * (held - newtons) / (newtons + 2.35 * held / 23)
    else:
        velocity = -30.3 * (held - newtons) / (2 * held - newtons - 7.4 * held / 23)
    assert force_velocity(velocity, activation, 3.0) == pytest.approx(newtons, rel=1e-9)


# Properties


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 150), max_size=6), st.floats(-25, 10))
def test_fractions_stay_fractions(pulses, length_mm):
    found = run(pulses, 200.0, 2.0, length_mm)
    parts = np.array([found.troponin, found.activation, found.calcium_um / 1000])
    assert np.all((parts >= 0) & (parts <= 1))


@settings(deadline=None, max_examples=15)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=5), st.floats(0, 100))
def test_one_pulse_more_never_weakens_the_contraction(pulses, more):
    fewer, many = run(pulses, 250.0, 2.0), run([*pulses, more], 250.0, 2.0)
    assert np.all(many.activation >= fewer.activation - 1e-6)


def test_no_calcium_is_lost_on_the_way():
    c, y = loops.constants(SOLEUS), (0.0001, 0.0024, 0.0, 0.0, 0.0, 0.0)
    for _ in range(2000):
        y = loops.stepped(y, 0.025, 3.0, 3.0, 4e5, c)
    assert sum(y[:5]) == pytest.approx(0.0025, rel=1e-12)


def test_a_pulse_between_two_steps_counts_from_its_own_time():
    c, pulses = loops.constants(SOLEUS), np.array([2.0, 9.0])
    late, early, _ = loops.arrived(0.0, 0.0, 0, pulses, 3.0, c)
    assert late - early == pytest.approx((1 - math.exp(-1 / 3)) * math.exp(-1 / 25), rel=1e-12)


def test_faster_trains_are_stronger_and_smoother():
    found = [fusion(rate) for rate in (2, 5, 10, 20, 40, 80)]
    assert np.all(np.diff([(one.mean, -one.ripple) for one in found], axis=0) > 0)


def test_a_longer_muscle_catches_more_calcium():
    peaks = [twitch(run([20.0], 500.0, length_mm=x)).peak for x in (-20, -12, -8, 0, 8)]
    assert np.all(np.diff(peaks) > 0)


@given(st.floats(-200, 200), st.floats(-200, 200), st.floats(0.01, 1))
def test_force_rises_with_the_velocity_of_stretch(velocity, other, activation):
    slow, fast = sorted([velocity, other])
    assert force_velocity(slow, activation) <= force_velocity(fast, activation) + 1e-9


@given(st.floats(-300, 300), st.floats(-25, 10), st.floats(0, 1))
def test_force_is_in_proportion_to_activation(velocity, length_mm, activation):
    full = force_velocity(velocity, 1.0, length_mm)
    assert force_velocity(velocity, activation, length_mm) == pytest.approx(activation * full)


# Limits and shapes


def test_without_a_pulse_the_muscle_settles_nearly_relaxed():
    found = run([], 1000.0)
    unbound = (0.5 * (1 + math.tanh(-0.128 / 0.093))) ** 2
    assert found.activation[-1] == pytest.approx(unbound, rel=0.2)
    assert found.calcium_um.max() < 0.01


def test_a_settled_muscle_twitches_more_than_one_just_started():
    # a trap: the source starts unsettled, and its first twitch is a fifth weaker
    late = twitch(run([1000.0], 1500.0, 0.5), start_ms=1000.0)
    assert [late.peak, late.time_to_peak_ms] == pytest.approx([0.167, 67.5], rel=0.006)


def test_one_second_settles_a_train():
    longer = run(pulse_train(10.0, 31, 0.0), 3100.0, 0.5).activation[-201:]
    assert fusion(10.0).ripple == pytest.approx(1 - longer.min() / longer.max(), abs=3e-4)


def test_a_still_muscle_pulls_what_its_length_gives_and_none_pushes():
    assert force_velocity(0.0, 0.4, -3.0) == force_length(-3.0, 0.4)
    assert force_velocity(-1000.0) == 0.0


def test_pulses_come_in_any_order_and_those_after_the_end_do_nothing():
    found, wanted = run(np.array([50.0, 20.0, 100.5]), 100.0), run([20.0, 50.0], 100.0)
    assert found.activation.tolist() == wanted.activation.tolist()


def test_samples_fill_the_time_asked_for():
    found = run([20.0], 100.0, every_ms=0.7)
    assert found.ms == pytest.approx(0.7 * np.arange(143))
    assert {len(part) for part in (found.calcium_um, found.troponin, found.activation)} == {143}


def test_how_often_a_run_is_sampled_does_not_change_it():
    fine, coarse = run(pulse_train(40.0, 3), 100.0, 0.25), run([20.0, 45.0, 70.0], 100.0, 2.0)
    assert coarse.activation == pytest.approx(fine.activation[::8], rel=1e-9)


def test_forces_broadcast_and_floats_stay_floats():
    assert force_velocity(np.zeros((3, 1)), 1.0, np.zeros(4)).shape == (3, 4)
    assert [type(force_length(0)), type(force_velocity(0))] == [float, float]


def test_the_published_muscle_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        SOLEUS.force = 1.0


# Bad input


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
@pytest.mark.parametrize("name", ["store_on", "troponin_sites", "power", "release_rise_ms"])
def test_bad_parameters_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be positive and finite, got {bad}"):
        replace(SOLEUS, **{name: bad})


@pytest.mark.parametrize("name", ["best_mm", "slow_centre"])
def test_parameters_that_may_be_negative_have_their_own_bounds(name):
    assert getattr(replace(SOLEUS, **{name: -3.0}), name) == -3.0
    with pytest.raises(ValueError, match=f"{name} must be finite, got nan"):
        replace(SOLEUS, **{name: math.nan})
    with pytest.raises(ValueError, match=r"stretch_force must be above.*got -23"):
        replace(SOLEUS, stretch_force=-23.0)


@pytest.mark.parametrize(("name", "bad"), [(name, bad) for name in BAD for bad in BAD[name]])
def test_bad_runs_are_refused_by_name_and_value(name, bad):
    shown = str(bad).strip("[]")
    with pytest.raises(ValueError, match=f"{name} must .*{shown}"):
        run(**{"spikes_ms": [20.0], "until_ms": 100.0, name: bad})


def test_a_step_too_long_for_pulses_that_fall_together_is_refused():
    with pytest.raises(ValueError, match=r"step_ms must be shorter for .*got 0\.05"):
        run([0.0] * 50, 50.0, step_ms=0.05)


@pytest.mark.parametrize("bad", [0.0, -3.0, 1001.0, math.nan, math.inf])
@pytest.mark.parametrize("asked", [fusion, lambda rate: pulse_train(rate, 3)])
def test_bad_rates_are_refused_by_name_and_value(asked, bad):
    with pytest.raises(ValueError, match=f"rate_hz must be above 0.*got {bad}"):
        asked(bad)


def test_bad_counts_are_refused_by_name_and_value():
    with pytest.raises(ValueError, match=r"count must be a whole number.*got 2\.5"):
        pulse_train(10.0, 2.5)


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
@pytest.mark.parametrize("asked", [force_length, force_velocity])
def test_bad_activations_are_refused_by_name_and_value(asked, bad):
    with pytest.raises(ValueError, match=f"activation must be from 0 to 1, got {bad}"):
        asked(0.0, bad)


def test_bad_lengths_and_velocities_are_refused_by_name():
    with pytest.raises(ValueError, match="length_mm must be finite, got nan"):
        force_length(math.nan)
    with pytest.raises(ValueError, match="velocity_mm_s must be finite, got inf"):
        force_velocity(math.inf)


@pytest.mark.parametrize("levels", [[0.0, 0.0, 0.0], [0.1, 0.5, 0.4], [0.1, 0.3, 0.5]])
def test_what_does_not_relax_is_no_twitch(levels):
    with pytest.raises(ValueError, match="trace must fall to half of its peak"):
        twitch(Trace(np.arange(3.0), np.zeros(3), np.zeros(3), np.array(levels)))
