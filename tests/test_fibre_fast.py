"""The fast fibre against another solver's traces, its equations written apart, and bad input."""

from dataclasses import FrozenInstanceError, fields, replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fast_fibre import solved

from spasmlab.models.fibre_fast import START, STATES, Parameters, run, settled

REFERENCE = Path(__file__).parent / "reference"
FIBRE = Parameters()
AT = {name: place for place, name in enumerate(STATES)}
PULSES = {"rest": [], "single": [0.0]}
VOLTAGES = {"n_mv", "m_mv", "h_mv", "h_k_mv", "h_k_ms_mv", "s_mv", "s_ms_mv"}
VOLTAGES |= {"chloride_mv", "sensor_mv", "resting_potassium", "resting_sodium"}  # of either sign
SETTINGS = product(("until_ms", "every_ms", "width_ms", "tolerance"), (0.0, -1.0, np.nan, np.inf))
COARSE = {"sarcolemma_mv": 5.7e-4, "tubule_mv": 5.7e-4, "calcium_um": 3e-4, "crossbridges": 3e-4}
# rate (a second) -> most cross-bridges (umol/L) in 0.8 s from settled, and how many of its pulses
# lift the tubules above 0 mV: the equations of tests/fast_fibre.py, with BDF at 1e-7
TRAINS = {5: (0.3025, 4), 20: (0.4277, 16), 50: (1.0877, 40), 80: (1.8861, 11), 100: (2.2973, 6)}


def traced(name):
    """The times and the states of a reference trace."""
    table = np.loadtxt(REFERENCE / f"fibre_fast_{name}.csv", delimiter=",", skiprows=3)
    return table[:, 0], table[:, 1:]


def pulses(rate):
    return 20 + np.arange(int(0.8 * rate)) * 1000 / rate


def rises(millivolts):
    return int(np.sum((millivolts[:-1] <= 0) & (millivolts[1:] > 0)))


@pytest.fixture(scope="module")
def trains():
    return {rate: run(pulses(rate), 900.0, 0.1, start=settled()) for rate in TRAINS}


# Published values


def test_the_start_is_the_published_one():
    for name in PULSES:
        assert START.tolist() == traced(name)[1][0].tolist()


def test_the_states_stand_where_the_source_has_them():
    header = (REFERENCE / "fibre_fast_rest.csv").read_text().splitlines()[2].split(",")[1:]
    wanted = {"vT": "tubule_mv", "K_t": "tubular_potassium", "Ca2": "calcium_um"}
    wanted |= {"Ca1": "calcium_terminal_um", "A2": "crossbridges", "P_C": "precipitate"}
    assert {symbol: STATES[header.index(symbol)] for symbol in wanted} == wanted


def test_the_fibre_is_the_published_one():
    # The last two look like slips, and are the source's
    assert (FIBRE.kelvin, FIBRE.sodium, FIBRE.potassium, FIBRE.troponin) == (293, 804, 64.8, 140)
    assert (FIBRE.h_k_ms, FIBRE.tubule_h_k_ms) == (1000.0, 1.0)


# Independent solvers


@pytest.mark.parametrize("name", PULSES)
def test_every_state_is_the_reference_traces(name):
    ms, wanted = traced(name)
    found = run(PULSES[name], 500.0, tolerance=1e-6)
    off = np.abs(found.states[np.searchsorted(found.ms, ms)] - wanted)
    assert dict(zip(STATES, off.max(axis=0) / np.abs(wanted).max(axis=0), strict=True)) == {
        state: pytest.approx(0, abs=5e-6) for state in STATES
    }


@pytest.mark.parametrize("name", PULSES)
def test_the_default_tolerance_is_as_near_as_is_said(name):
    ms, wanted = traced(name)
    found = run(PULSES[name], 500.0)
    off = np.abs(found.states[np.searchsorted(found.ms, ms)] - wanted).max(axis=0)
    off = dict(zip(STATES, off / np.abs(wanted).max(axis=0), strict=True))
    assert off == {state: pytest.approx(0, abs=COARSE.get(state, 1e-3)) for state in STATES}


def strained():
    """A state far from settled: depolarised, and with phosphate precipitating in the store."""
    state = settled().copy()
    state[[AT["store_phosphate"], AT["precipitate"], AT["potassium_outside"]]] = 12.0, 1.0, 9.0
    return state


@pytest.mark.parametrize(
    ("start", "spikes", "until"),
    [(settled, [2.0, 12.0, 22.0], 31.0), (strained, [1.0], 4.7), (settled, [], 2000.0)],
    ids=["100 a second", "far from settled", "two seconds of nothing"],
)
def test_separately_written_equations_end_where_the_fibre_ends(start, spikes, until):
    found = run(spikes, until, start=start(), tolerance=1e-7).last
    assert found == pytest.approx(solved(start(), spikes, until), rel=2e-5, abs=1e-9)


def test_a_pulse_peaks_and_pulls_as_with_another_solver():
    found = run([20.0], 120.0, 0.02, tolerance=1e-6)
    assert found.sarcolemma_mv.max() == pytest.approx(38.53, abs=0.01)
    assert found.crossbridges.max() == pytest.approx(0.69374, abs=2e-5)
    assert found.ms[found.crossbridges.argmax()] - 20 == pytest.approx(15.28, abs=0.05)


def test_settled_is_where_another_solver_is_at_three_seconds():
    wanted = {"sarcolemma_mv": -82.6781, "tubular_potassium": 5.9438, "crossbridges": 0.0667}
    for name, value in wanted.items():
        assert settled()[AT[name]] == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(("rate", "wanted"), TRAINS.items())
def test_trains_pull_as_hard_as_with_another_solver(trains, rate, wanted):
    assert trains[rate].crossbridges.max() == pytest.approx(wanted[0], abs=1e-4)


# Properties


def contents(state):
    """The fibre's calcium, ATP and magnesium (umol/L), its potassium and sodium (mmol/L of it)."""
    y = dict(zip(STATES, state, strict=True))
    near = y["calcium_terminal_um"] + y["terminal_parvalbumin_ca"] + y["terminal_atp_ca"]
    rest = y["calcium_um"] + y["parvalbumin_ca"] + y["atp_ca"] + y["troponin_one"]
    rest += 2 * (y["troponin_two"] + y["detached_2"] + y["attached"] + y["crossbridges"])
    store = y["store"] + y["calsequestrin"] + 1000 * y["precipitate"]
    store = 0.01 * (y["terminal_store"] + y["terminal_calsequestrin"]) + 0.99 * store
    atp, magnesium = (
        0.01 * sum(y[f"terminal_{name}"] for name in names) + 0.99 * sum(y[name] for name in names)
        for names in (("atp", "atp_ca", "atp_mg"), ("magnesium", "atp_mg", "parvalbumin_mg"))
    )
    calcium = 0.95 * (0.01 * near + 0.99 * (rest + y["detached_1"])) + 0.05 * store
    potassium = y["potassium_inside"] + y["potassium_outside"] / 5
    sodium = y["sodium_inside"] + y["sodium_outside"] / 5
    tubules = (0.0032 * y["tubular_potassium"], 0.0032 * y["tubular_sodium"])
    return calcium, atp, magnesium, potassium + tubules[0], sodium + tubules[1]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(2, 60), max_size=4), st.floats(0, 200))
def test_nothing_is_made_or_lost_and_every_channel_is_in_one_state(gaps, strength):
    end = run(np.cumsum(gaps), 150.0, 50.0, strength=strength, start=settled()).last
    assert contents(end) == pytest.approx(contents(settled()), rel=1e-9)
    assert end[AT["open_0"] : AT["closed_4"] + 1].sum() == pytest.approx(1, abs=1e-8)


def test_a_finer_tolerance_comes_nearer():
    ends = [run([5.0], 8.0, tolerance=each).last for each in (1e-3, 1e-5, 1e-7, 1e-8)]
    off = [np.max(np.abs(end - ends[-1]) / np.abs(ends[-1])) for end in ends[:-1]]
    assert off[0] > 10 * off[1] > 100 * off[2]


def test_where_the_samples_lie_changes_nothing():
    apart = run([5.0, 25.0], 60.0, 7.3, tolerance=1e-7).last
    assert apart == pytest.approx(run([5.0, 25.0], 60.0, 0.5, tolerance=1e-7).last, rel=1e-5)
    fine = run([0.2], 2.7, 0.3).sarcolemma_mv[::3]  # 3 times 0.3 is a rounding error below 0.9
    assert fine == pytest.approx(run([0.2], 2.7, 0.9).sarcolemma_mv, abs=0.5)


def test_a_run_goes_on_from_where_another_ended():
    first = run([5.0], 20.25, tolerance=1e-7)
    second = run([4.75], 39.75, start=first.last, tolerance=1e-7)
    whole = run([5.0, 25.0], 60.0, tolerance=1e-7)
    assert second.last == pytest.approx(whole.last, rel=1e-5)


def test_faster_trains_pull_harder_and_fill_the_tubules_with_potassium(trains):
    for column in ("crossbridges", "tubular_potassium"):
        most = [getattr(trains[rate], column).max() for rate in sorted(trains)[1:]]
        assert most == sorted(most)
        assert most[-1] > 1.5 * most[0]


def test_a_settled_twitch_is_a_fraction_of_a_train(trains):
    twitch = run([20.0], 120.0, 0.1, start=settled())
    assert twitch.ms[twitch.crossbridges.argmax()] - 20 == pytest.approx(16.2, abs=0.1)
    parts = [twitch.crossbridges.max() / trains[rate].crossbridges.max() for rate in (50, 100)]
    assert parts == pytest.approx([0.278, 0.132], abs=0.001)


@pytest.mark.parametrize(("shut", "column"), [("sodium", "tubule_mv"), ("release", "calcium_um")])
def test_without_its_channel_a_pulse_does_nothing_there(shut, column):
    still = replace(FIBRE, **{shut: 0.0})
    found = getattr(run([5.0], 30.0, 0.1, start=settled(), parameters=still), column)
    assert found.max() < getattr(run([5.0], 30.0, 0.1, start=settled()), column).max() / 10 - 1e-9


# Limits and shapes


def test_the_fibre_has_no_rest():
    # A minute without a pulse, and it has fallen by another 13 mV: see the model's Limits
    later = run([], 60_000.0, 10_000.0)
    assert later.sarcolemma_mv[[1, 6]] == pytest.approx([-84.833, -95.965], abs=0.01)
    assert np.all(np.diff(later.sarcolemma_mv) < -0.5)


@pytest.mark.parametrize(("rate", "wanted"), TRAINS.items())
def test_fast_trains_fail_in_the_tubules_and_not_at_the_surface(trains, rate, wanted):
    assert rises(trains[rate].sarcolemma_mv) == len(pulses(rate))
    assert rises(trains[rate].tubule_mv) == wanted[1]
    if rate == 100:  # samples 0.5 ms apart miss the spikes
        assert rises(trains[rate].sarcolemma_mv[::5]) < 20


def test_a_weak_pulse_fires_nothing():
    assert run([5.0], 30.0, 0.1, strength=100.0, start=settled()).sarcolemma_mv.max() < -60


def test_only_the_tubules_rectifier_lets_potassium_in():
    # As published: with potassium's potential above the voltage, the surface lets none in
    state = settled().copy()
    state[[AT["tubular_potassium"], AT["potassium_outside"]]] = 8.0
    ends = {}
    for share in (0.0, 1.0):
        fibre = replace(FIBRE, tubule_rectifier=share, sodium=0.0)
        ends[share] = run([], 5.0, start=state, parameters=fibre).last[AT["tubule_mv"]]
    assert ends[1.0] > ends[0.0] + 0.5


def test_samples_and_columns():
    found = run([1.0], 10.2, 0.5)
    assert found.ms.tolist() == [0.5 * k for k in range(21)]
    assert found.states.shape == (21, 56)
    for name in ("sarcolemma_mv", "tubule_mv", "tubular_potassium", "calcium_um"):
        assert getattr(found, name).tolist() == found.states[:, AT[name]].tolist()
    assert found.calcium_terminal_um.max() > 5 * found.calcium_um.max()
    assert found.last.tolist() != found.states[-1].tolist()
    assert run([1.0], 10.0).last.tolist() == run([1.0], 10.0).states[-1].tolist()


def test_a_pulse_after_the_end_is_not_given():
    assert run([30.0, 40.0], 30.0).last.tolist() == run([], 30.0).last.tolist()


def test_pulses_may_follow_each_other_without_a_gap():
    once = run([1.0], 3.0, width_ms=1.0).last
    assert run([1.0, 1.5], 3.0).last == pytest.approx(once, rel=1e-4)


def test_settled_is_kept_and_nothing_kept_can_be_changed():
    assert settled() is settled()
    for kept in (START, settled()):
        with pytest.raises(ValueError, match="read-only"):
            kept[0] = 1.0
    with pytest.raises(FrozenInstanceError):
        FIBRE.sodium = 1.0


# Bad input


@pytest.mark.parametrize(("name", "bad"), [*SETTINGS, ("strength", np.nan), ("strength", np.inf)])
def test_bad_settings_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be .*, got {bad}"):
        run(**{"spikes_ms": [], "until_ms": 5.0, name: bad})


@pytest.mark.parametrize(
    "bad", [[-1.0], [5.0, 1.0], [1.0, 1.2], [float("nan")], [float("inf")], [[1.0]], 1.0]
)
def test_bad_pulses_are_refused(bad):
    with pytest.raises(ValueError, match=r"spikes_ms must be finite, 0 or more.*0\.5 later, got "):
        run(bad, 10.0)


@pytest.mark.parametrize("bad", [[1.0], np.full(56, np.nan), np.zeros((1, 56))])
def test_bad_starts_are_refused(bad):
    with pytest.raises(ValueError, match="start must be 56 finite numbers, got "):
        run([], 1.0, start=bad)


@pytest.mark.parametrize("field", [field.name for field in fields(Parameters)])
def test_bad_parameters_are_refused_by_name_and_value(field):
    worst = [float("nan"), float("inf")] + [-1.0] * (field not in VOLTAGES)
    for bad in worst:
        with pytest.raises(ValueError, match=f"{field} must be a .*, got {bad}"):
            replace(FIBRE, **{field: bad})


@pytest.mark.parametrize("field", ["capacitance", "kelvin", "h_k_ms", "eased", "store_share"])
def test_what_is_divided_by_may_not_be_0(field):
    with pytest.raises(ValueError, match=f"{field} must be a .*, got 0"):
        replace(FIBRE, **{field: 0})


def test_equations_that_run_away_are_told_of():
    start = START.copy()
    start[AT["potassium_outside"]] = -1.0
    with pytest.raises(ArithmeticError, match="run away after 0 ms"):
        run([], 5.0, start=start)
