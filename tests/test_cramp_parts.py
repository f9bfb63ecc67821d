"""The parts of the cramp loop against published numbers and against scipy's solvers."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from spasmlab.models import cramp_parts as parts
from spasmlab.models import cramp_pool as pool
from spasmlab.models.cramp import Parameters, run

USUAL = Parameters()


# Published values


def test_force_by_length_and_velocity_are_the_published_curves():
    # Worked out by hand from the constants in FCR_SingleTrial.pyx
    assert parts.force_length(1.0) == 1.0
    assert parts.force_length(0.75) == pytest.approx(0.7735, abs=1e-4)
    assert parts.force_length(1.2) == pytest.approx(0.7487, abs=1e-4)
    assert parts.force_velocity(1.0, 0.0) == 1.0
    assert parts.force_velocity(1.0, -1.0) == pytest.approx(0.5)
    assert parts.force_velocity(1.0, -7.88) == 0.0
    assert parts.force_velocity(1.0, 0.35) == pytest.approx((1 + 1.63) / 2)
    assert parts.passive_force(1.17 * 1.25, 1.25) == pytest.approx(23 * 0.046 * math.log(2))
    assert parts.passive_force(1.2, 1.25) == pytest.approx(0.01095, abs=1e-5)


def test_the_tendon_organs_follow_the_published_law_and_filter():
    assert parts.tendon_law(1.0, 20.0) == pytest.approx(60 * math.log(6))
    # The form in s must give back the coefficients printed for 10 kHz.
    form = ([1.7, 2.58, 0.4], [1, 2.2, 0.4])
    above, below, _ = signal.cont2discrete(form, 1e-4, "zoh")
    assert above[0] == pytest.approx([1.7, -3.399742022978487, 1.699742026978047], abs=3e-8)
    assert below == pytest.approx([1.0, -1.999780020198665, 0.999780024198225], abs=3e-8)


def test_a_fused_contraction_is_nine_twitches():
    # With every twitch at once: e·x·gain for large x
    assert math.e * 50 * pool.gain(50.0) == pytest.approx(9.05, abs=0.01)
    assert pytest.approx(9.05, abs=0.01) == pool.FUSED


def test_twitches_rise_as_in_fuglevands_pool():
    units = pool.unit_pool(replace(USUAL, units=200))
    assert units.twitch[-1] / units.twitch[0] == pytest.approx(100, rel=0.03)
    assert units.rise[0] / units.rise[-1] == pytest.approx(3, rel=0.01)
    assert units.rise[0] == pytest.approx(90, rel=0.01)


def test_the_dendrite_is_the_published_one():
    # Booth, Rinzel & Kiehn 1997, not read off this package; calcium and potassium are ours
    found = (USUAL.leak, USUAL.leak_mv, USUAL.body_share, USUAL.calcium_mv, USUAL.potassium_mv)
    assert found == (0.51, -60.0, 0.1, 80.0, -80.0)
    assert (USUAL.gate_mv, USUAL.gate_slope, USUAL.gate_ms) == (-40.0, 7.0, 40.0)
    found = (USUAL.half_calcium, USUAL.buffering, USUAL.influx, USUAL.clearance)
    assert found == (0.2, 0.01, 0.009, 2.0)


# An independent solver


@pytest.mark.parametrize("force_of", [lambda s: 0.3 + 0 * s, lambda s: 0.25 - 0.25 * np.cos(3 * s)])
def test_the_tendon_organ_is_the_filter_that_scipy_solves(force_of):
    ms = np.arange(0, 12000, 0.5)
    heard = 60 * np.log(20 * force_of(ms / 1000) / 4 + 1)
    _, wanted, _ = signal.lsim(([1.7, 2.58, 0.4], [1, 2.2, 0.4]), heard, ms / 1000)
    muscle = [0.0] * 12
    found = []
    for pull in force_of(ms / 1000):
        muscle[parts.FORCE] = float(pull)
        parts.hear_tendon(USUAL, muscle)
        found.append(muscle[parts.TENDON])
    assert found == pytest.approx(np.maximum(wanted, 0), abs=0.15)


FIBRES = [  # damping and push at 20 pulses/s: β and Γ of bag 1, bag 2 and chain, by hand
    (0.0605 + 0.2592 / 10, 0.0289 / 10),
    (0.0822 - 0.046 / 10, 0.0636 / 10),
    (0.0822 - 0.069 * 400 / 8500, 0.0954 * 400 / 8500),
]


def unbalanced(tension, length, push):
    return 0.15 * (length - 0.04 - tension / 10.4649 - 0.76) + push - tension


def test_the_brain_sets_the_spindles_fibres_as_published():
    assert np.array(parts.fibre_settings(USUAL)) == pytest.approx(np.array(FIBRES))


def test_the_spindle_at_rest_is_where_its_springs_balance():
    for length in (0.8, 1.0, 1.3):
        found = parts.still_fibres(USUAL, length)
        for tension, (_, push) in zip(found, FIBRES, strict=True):
            wanted = brentq(unbalanced, -1, 1, args=(length, push))
            assert tension == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("fibre", [0, 1, 2])
@pytest.mark.parametrize("velocity", [0.75, -0.3])
def test_a_spindle_fibre_follows_the_published_equation_that_has_mass(fibre, velocity):
    # d²T/dt² = K/M (C β sign(u)|u|^0.3 (L - 0.04 - T/K - 0.46) + 0.15 (L - 0.04 - T/K - 0.76)
    #           + Γ - T),   u = v - (dT/dt)/K: an equation of the second order
    damping, push = FIBRES[fibre]
    spring, mass, begin = 10.4649, 0.0002, 1.0

    def rhs(seconds, state):
        tension, change = state
        length = begin + velocity * seconds
        creep = velocity - change / spring
        drag = damping * math.copysign(abs(creep) ** 0.3, creep) * (1 if creep >= 0 else 0.42)
        ends = length - 0.04 - tension / spring
        pull = drag * (ends - 0.46) + 0.15 * (ends - 0.76) + push - tension
        return [change, spring / mass * pull]

    tension = parts.still_fibres(USUAL, begin)[fibre]
    solved = solve_ivp(rhs, (0, 0.3), [tension, 0], "LSODA", rtol=1e-7, atol=1e-9, max_step=1e-3)
    for step in range(600):
        length = begin + velocity * (step + 1) * 0.0005
        tension = parts.polar_fibre(tension, length, velocity, damping, push, 0.5)
    assert tension == pytest.approx(solved.y[0, -1], abs=2e-4)  # a pulse or two a second


def test_the_spindle_adds_its_endings_as_published():
    # The greater of bag 1 and (bag 2 + chain), and 0.156 of the lesser
    strain = 10.4649 * (0.0023 + 0.001)
    assert parts.spindle_rate(strain, strain, strain) == pytest.approx(20 + 0.156 * 20)
    assert parts.spindle_rate(2 * strain, strain, -1.0) == pytest.approx(86 + 1.56, abs=0.01)
    assert parts.spindle_rate(-1.0, -1.0, -1.0) == 0


def written_anew(length, velocity):
    if velocity <= 0:
        return max(0.0, (-7.88 - velocity) / (-7.88 + 5.88 * velocity))
    return (0.35 - (-4.7 + 8.41 * length - 5.34 * length**2) * velocity) / (0.35 + velocity)


@given(st.floats(-0.5, 0.5), st.floats(0.5, 1.5), st.floats(0, 1), st.floats(0, 1))
def test_the_muscles_velocity_is_where_muscle_and_tendon_balance(gap, length, active, resting):
    def net(velocity):
        pull = active * written_anew(length, velocity) + resting
        return 0.02 * velocity + 0.04 * pull - gap

    found = parts.muscle_velocity(gap, length, active, resting, 0.04, 0.02)
    assert found == pytest.approx(brentq(net, -60, 60, xtol=1e-13), abs=1e-9)


def test_the_muscle_moves_as_lsoda_moves_it():
    def rhs(_seconds, state):
        length = state[0]
        curve = math.exp(-(abs((length**2.3 - 1) / 1.12) ** 1.62))
        resting = 23 * 0.046 * math.log(1 + math.exp((length / 1.25 - 1.17) / 0.046))

        def net(velocity):
            pull = 0.8 * curve * written_anew(length, velocity) + resting
            return 0.02 * velocity + 0.04 * pull - (1.1 - length)

        return [brentq(net, -60, 60)]

    solved = solve_ivp(rhs, (0, 0.05), [1.0], "LSODA", rtol=1e-8, atol=1e-10)
    muscle = [0.0] * 12
    muscle[parts.LENGTH] = 1.0
    for _ in range(100):
        parts.move(USUAL, muscle, 0.8, 1.1)
    assert muscle[parts.LENGTH] == pytest.approx(solved.y[0, -1], abs=2e-3)


def membrane(_ms, state, current, held):
    """One unit by Booth, Rinzel & Kiehn's equations for the dendrite, and a leaky body."""
    body, dendrite, gate, ions, after = state
    inward = 0.25 * gate * (dendrite - 80)
    outward = 0.3 * ions / (ions + 0.2) * (dendrite + 80)
    leak = 0.51 * (dendrite + 60) + 0.06 / 0.9 * (dendrite - body)
    out = 0.51 * (body + 60) + 0.06 / 0.1 * (body - dendrite) + 0.3 * after * (body + 80)
    return [
        0.0 if held else current - out,
        0.1 * current - inward - outward - leak,
        (1 / (1 + math.exp((-40 - dendrite) / 7)) - gate) / 40,
        0.01 * (-0.009 * inward - 2 * ions),
        -after / 60,
    ]


def crosses(_ms, state, _current, _held):
    return state[0] + 48


crosses.terminal = True
crosses.direction = 1


def solved_spikes(current, lasting):
    """Integrate from spike to spike; a spike resets the body, which then waits for 3 ms."""
    now, state, spikes = 0.0, [-60.0, -60.0, 0.0, 0.0, 0.0], []
    options = {"method": "LSODA", "rtol": 1e-8, "atol": 1e-9}
    while now < lasting:
        to_spike = solve_ivp(
            membrane, (now, lasting), state, args=(current, False), events=crosses, **options
        )
        if to_spike.status != 1:
            return np.array(spikes), to_spike.y[:, -1]
        now, state = to_spike.t[-1], to_spike.y[:, -1]
        spikes.append(now)
        state[0], state[4] = -58.0, state[4] + 1
        waiting = solve_ivp(membrane, (now, now + 3), state, args=(current, True), **options)
        now, state = now + 3, waiting.y[:, -1]
    return np.array(spikes), state


ALONE = replace(USUAL, units=1, spindle_gain=0.0, tendon_gain=0.0, hum=0.0)


@pytest.mark.parametrize("current", [1.0, 3.0])
def test_a_silent_unit_settles_where_lsoda_says(current):
    spikes, state = solved_spikes(current, 400.0)
    assert len(spikes) == 0
    trace = run(np.full(40, current), 0.75, parameters=ALONE)
    assert len(trace.spikes[0]) == 0
    assert trace.dendrite_mv[-1] == pytest.approx(state[1], abs=0.05)


@pytest.mark.parametrize("current", [15.0, 22.0, 35.0])
def test_a_unit_fires_as_lsoda_makes_it_fire(current):
    wanted, state = solved_spikes(current, 1500.0)
    found = run(np.full(150, current), 0.75, parameters=replace(ALONE, step=0.125))
    assert len(found.spikes[0]) == pytest.approx(len(wanted), rel=0.02)
    assert found.dendrite_mv[-1] == pytest.approx(state[1], abs=0.5)
    coarse = run(np.full(150, current), 0.75, parameters=ALONE)
    assert len(coarse.spikes[0]) == pytest.approx(len(wanted), rel=0.04)


def test_forces_are_the_sum_of_fuglevands_twitches():
    trace = run(np.full(60, 15.0), 1.0, parameters=replace(ALONE, tendon_stretch=0.0))
    units = pool.unit_pool(ALONE)
    ms, rise = trace.ms, units.rise[0]
    total, last = np.zeros(len(ms)), -1e9
    for spike in trace.spikes[0]:
        x = rise / (spike - last)
        plain = (1 - math.exp(-2 * 0.4**3)) / 0.4
        grown = 1.0 if x < 0.4 else (1 - math.exp(-2 * x**3)) / x / plain
        since = np.maximum(0, ms - spike - 0.5)  # the step that a spike ends shows no force yet
        total += grown * since / rise * np.exp(1 - since / rise)
        last = spike
    assert trace.force - trace.passive == pytest.approx(np.minimum(total / 9.05, 1), abs=0.01)


# Properties


@given(st.floats(0.5, 1.5), st.floats(0, 50))
def test_tendon_organs_inhibit_more_the_longer_the_muscle_and_less_the_harder_the_will(
    length, drive
):
    found = parts.efficacy(USUAL, length, drive)
    assert 0 <= found <= 1
    assert parts.efficacy(USUAL, length + 0.05, drive) >= found
    assert parts.efficacy(USUAL, length, drive + 1) <= found
    assert parts.efficacy(USUAL, 0.925, 0.0) == pytest.approx(0.5)
    assert parts.efficacy(USUAL, 1.05, 1.0) == pytest.approx(0.5)
