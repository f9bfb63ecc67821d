"""The motoneuron against its source's numbers, another solver, itself and bad input."""

from dataclasses import FrozenInstanceError, astuple, fields, replace

import numpy as np
import pytest
from tests.motoneuron_source import TRACED, solved, traced

from spasmlab.models.motoneuron import SEROTONIN, Parameters, rate, run, spikes

CELL = Parameters()
SECOND = np.full(1000, 15.0)  # uA/cm2, a value a ms
# What other simulators make of 15 uA/cm2 with serotonin for 1 s: Hz, and the last of 67 spikes
OTHERS_HZ, OTHERS_LAST_MS = 66.987, 986.15


def ramp(top, half_ms):
    """A current up to its top and down again, a value each 0.2 ms."""
    return np.interp(np.arange(0, 2 * half_ms, 0.2), [0, half_ms, 2 * half_ms], [0, top, 0])


def lifted(bias):
    """A bias for 8 s, lifted by 20 in its second second and pulled down by 15 in its seventh."""
    current = np.full(8000, float(bias))
    current[1000:2000] += 20
    current[6000:7000] -= 15
    return current


# Published values


def test_with_serotonin_it_fires_as_in_other_simulators():
    found = spikes(SECOND, parameters=SEROTONIN)
    assert found.size == 67
    assert rate(found) == pytest.approx(OTHERS_HZ, rel=0.002)
    assert found[-1] == pytest.approx(OTHERS_LAST_MS, abs=1.5)


@pytest.mark.parametrize(("step_ms", "error"), [(0.2, 0.0012), (0.1, 0.0012), (0.05, 0.0005)])
def test_a_shorter_step_brings_the_rate_nearer(step_ms, error):
    found = rate(spikes(SECOND, step_ms=step_ms, parameters=SEROTONIN))
    assert found == pytest.approx(OTHERS_HZ, rel=error)


@pytest.mark.parametrize("n_type", TRACED)
def test_the_reference_traces_spikes(n_type):
    cell = replace(CELL, dendrite_n_type=n_type)
    found = run(np.full(200, 20.0), step_ms=0.05, parameters=cell).spikes_ms
    assert found == pytest.approx(np.array(TRACED[n_type]), abs=0.17)
    assert spikes(np.full(200, 20.0), parameters=cell) == pytest.approx(found, abs=0.4)


@pytest.mark.parametrize("n_type", TRACED)
@pytest.mark.parametrize(
    ("name", "field", "within"),
    [
        ("dendrite", "dendrite_mv", 0.15),
        ("l_type_m", "l_type_open", 0.002),
        ("soma_calcium", "soma_calcium", 0.002),
        ("dendrite_calcium", "dendrite_calcium", 0.002),
    ],
)
def test_the_reference_traces_slow_states(n_type, name, field, within):
    cell = replace(CELL, dendrite_n_type=n_type)
    trace = run(np.full(201, 20.0), every_ms=5.0, step_ms=0.025, parameters=cell)
    wanted = traced(n_type)
    assert trace.ms == pytest.approx(wanted["ms"])
    assert getattr(trace, field) == pytest.approx(wanted[name], abs=within)


def test_a_ramp_turns_the_cell_on_and_off_at_one_current():
    # On at 5.11 and off at 5.53 of a ramp to 20 over 3 s, after 143 spikes: the reference trace.
    found = spikes(ramp(20.0, 3000.0), sample_ms=0.2)
    assert found.size == 143
    assert found[0] == pytest.approx(767.0, abs=2)
    assert found[-1] == pytest.approx(5170.0, abs=50)


def test_a_ramp_too_low_does_not_switch_the_dendrite_on():
    # LSODA, given the equations below and serotonin, makes of this ramp 283 spikes, off at 1.97.
    found = spikes(ramp(20.0, 3000.0), sample_ms=0.2, step_ms=0.05, parameters=SEROTONIN)
    assert found.size == 283
    assert (6000 - found[-1]) / 150 == pytest.approx(1.97, abs=0.2)


def test_with_serotonin_a_slow_ramp_finds_it_on_from_1_04_and_off_only_near_nothing():
    current = ramp(25.0, 5000.0)
    found = spikes(current, sample_ms=0.2, parameters=SEROTONIN)
    assert found[0] / 5000 * 25 == pytest.approx(1.04, abs=0.01)
    assert (10000 - found[-1]) / 5000 * 25 == pytest.approx(0.02, abs=0.05)
    assert rate(found, found[-1] - 100) == pytest.approx(62, abs=1)


def test_a_pulse_switches_it_up_and_another_down():
    found = spikes(lifted(2), parameters=SEROTONIN)
    assert rate(found, 0, 1000) == pytest.approx(13, abs=0.5)
    assert rate(found, 2500, 6000) == pytest.approx(68, abs=1)
    assert rate(found, 7200) == pytest.approx(12.5, abs=0.5)


def test_the_cell_is_the_transcriptions():
    # Read off brk.m, not off this package.
    conductances = (120, 100, 14, 0.03, 0.33, 5, 1.1, 0.51, 0.1, 0.1, 1)
    ions = (55, -80, 80, -60, 0.2, 0.01, 0.009, 2)
    sodium = (-35, 7.8, -55, 7, 30, -50, 15, 16)
    potassium = (-28, 15, 7, -40, 40, 50)
    calcium = (-30, 5, 4, -45, 5, 40, -40, 7, 40)
    assert astuple(CELL) == conductances + ions + sodium + potassium + calcium
    changed = {field.name for field in fields(CELL)} & {
        name for name in vars(CELL) if getattr(CELL, name) != getattr(SEROTONIN, name)
    }
    assert changed == {"soma_calcium_potassium", "dendrite_calcium_potassium"}


# An independent solver


@pytest.mark.parametrize("current", [8.0, 15.0, 30.0])
def test_lsoda_fires_with_serotonin_when_the_model_does(current):
    wanted = solved(300, current, 3.136, 0.69).t_events[0]
    found = spikes(np.full(300, current), step_ms=0.05, parameters=SEROTONIN)
    assert found == pytest.approx(wanted, abs=0.35)
    assert rate(found) == pytest.approx(rate(wanted), rel=0.001)


@pytest.mark.parametrize("current", [8.0, 15.0, 30.0])
def test_at_the_default_step_the_rate_is_still_lsodas(current):
    wanted = solved(300, current, 3.136, 0.69).t_events[0]
    found = spikes(np.full(300, current), parameters=SEROTONIN)
    assert found.size == wanted.size
    assert rate(found) == pytest.approx(rate(wanted), rel=0.005)


def test_lsoda_gives_the_model_its_voltage_between_spikes():
    wanted = solved(200, 20.0)
    trace = run(np.full(200, 20.0), every_ms=0.1, step_ms=0.0125)
    apart = np.min(np.abs(trace.ms[:, None] - trace.spikes_ms), axis=1) > 4
    assert apart.mean() > 0.4
    voltages = wanted.sol(trace.ms[apart])
    assert trace.soma_mv[apart] == pytest.approx(voltages[0], abs=0.15)
    assert trace.dendrite_mv[apart] == pytest.approx(voltages[1], abs=0.1)
    peak = run(np.full(20, 20.0), every_ms=0.0125, step_ms=0.0125).soma_mv.max()
    assert peak == pytest.approx(wanted.sol(np.arange(0, 20, 0.01))[0].max(), abs=1)


@pytest.mark.parametrize("n_type", TRACED)
def test_lsoda_gives_the_reference_traces_every_state(n_type):
    wanted = traced(n_type)
    found = solved(200, 20.0, n_type=n_type).sol(wanted["ms"])
    for name, course in zip(wanted.dtype.names[1:], found, strict=True):
        scale = np.ptp(wanted[name])
        assert np.median(np.abs(course - wanted[name])) < 0.001 * scale, name
        # a reference row that falls into a spike differs with its last hundredth of a ms
        assert np.mean(np.abs(course - wanted[name]) < 0.01 * scale) > 0.9, name


# Properties


def test_more_current_fires_the_cell_faster():
    found = [rate(spikes(np.full(1000, level))) for level in (6.0, 8.0, 12.0, 20.0, 30.0)]
    assert all(np.diff(found) > 0)


def test_less_calcium_gated_potassium_fires_the_cell_faster():
    assert rate(spikes(SECOND, parameters=SEROTONIN)) > 1.5 * rate(spikes(SECOND))


def test_without_the_persistent_channels_nothing_is_held():
    shut = replace(SEROTONIN, dendrite_l_type=0.0)
    assert not np.any(spikes(lifted(2), parameters=shut) > 2500)


def test_gates_and_calcium_stay_within_their_bounds():
    trace = run(lifted(2), parameters=SEROTONIN)
    assert np.all((trace.l_type_open >= 0) & (trace.l_type_open <= 1))
    assert np.all((trace.soma_calcium >= 0) & (trace.dendrite_calcium >= 0))
    assert np.all((trace.dendrite_mv > -80) & (trace.dendrite_mv < 80))


def test_the_channels_hold_the_dendrite_up_while_it_is_on():
    trace = run(lifted(2), parameters=SEROTONIN)
    off, on = (trace.ms > 500) & (trace.ms < 1000), (trace.ms > 3000) & (trace.ms < 6000)
    assert trace.l_type_open[on].min() > 2 * trace.l_type_open[off].max()
    assert trace.dendrite_mv[on].mean() > trace.dendrite_mv[off].mean() + 10


def test_spikes_of_a_trace_are_those_found_without_it():
    assert run(SECOND, parameters=SEROTONIN).spikes_ms.tolist() == (
        spikes(SECOND, parameters=SEROTONIN).tolist()
    )


# Limits and shapes


def test_without_current_it_comes_to_rest():
    trace = run(np.zeros(1000))
    assert trace.spikes_ms.size <= 1
    assert np.ptp(trace.soma_mv[-1000:]) < 0.5


def test_a_closed_cell_keeps_its_leak_potential():
    names = [field.name for field in fields(CELL)][:7]
    still = replace(CELL, **dict.fromkeys(names, 0.0))
    trace = run(np.zeros(50), parameters=still)
    assert trace.soma_mv == pytest.approx(np.full(250, -60.0))


def test_a_closed_cell_charges_as_two_resistors_do():
    names = [field.name for field in fields(CELL)][:7]
    still = replace(CELL, **dict.fromkeys(names, 0.0))
    # G_s = 0.51 + 1, G_d = 0.51 + 1/9, coupled by 1 and 1/9
    rise = np.linalg.solve([[1.51, -1.0], [-1 / 9, 0.51 + 1 / 9]], [3.0, 0.0])
    trace = run(np.full(100, 3.0), parameters=still)
    assert trace.soma_mv[-1] == pytest.approx(-60 + rise[0], abs=1e-6)
    assert trace.dendrite_mv[-1] == pytest.approx(-60 + rise[1], abs=1e-6)


def test_the_trace_has_a_row_each_so_often_from_0():
    trace = run(np.zeros(7), sample_ms=3.0, every_ms=2.0)
    assert trace.ms.tolist() == [2.0 * count for count in range(11)]
    assert {len(getattr(trace, field.name)) for field in fields(trace)} == {11, 0}
    assert (trace.soma_mv[0], trace.dendrite_mv[0]) == (-60, -60)


def test_a_current_is_held_from_its_sample_to_the_next():
    fine = spikes(np.repeat([0.0, 20.0, 0.0], 1000), sample_ms=0.2)
    assert fine.tolist() == spikes(np.array([0.0, 20.0, 0.0]), sample_ms=200.0).tolist()
    assert fine[fine > 5][0] > 200


def test_a_current_that_drives_it_off_the_gates_table_leaves_it_finite():
    for current in (-1e6, 1e6, 1e300):
        assert np.all(np.isfinite(run(np.full(5, current)).soma_mv))


def test_a_rate_needs_two_spikes():
    assert rate(np.array([])) == rate(np.array([5.0])) == 0.0
    assert rate(np.array([0.0, 100.0, 150.0, 200.0]), 100.0, 200.0) == 20.0


def test_the_cell_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        CELL.sodium = 1.0


# Bad input


@pytest.mark.parametrize("bad", [0.0, -0.1, 0.25, float("nan"), float("inf")])
def test_steps_too_long_are_refused(bad):
    with pytest.raises(ValueError, match=f"step_ms must be above 0 and at most 0.2, got {bad}"):
        run(SECOND, step_ms=bad)


@pytest.mark.parametrize("name", ["sample_ms", "every_ms"])
@pytest.mark.parametrize("bad", [0.0, -1.0, 0.3, float("nan"), float("inf")])
def test_spans_that_are_no_whole_number_of_steps_are_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be a whole number of steps.*got {bad}"):
        run(SECOND, **{name: bad})


def test_a_trace_longer_than_the_run_is_refused():
    with pytest.raises(ValueError, match="every_ms must fit into the run, got 2000"):
        run(SECOND, every_ms=2000.0)


@pytest.mark.parametrize("bad", [[], [[1.0, 2.0]], [1.0, float("nan")], [float("inf")], 5.0])
def test_bad_currents_are_refused(bad):
    with pytest.raises(ValueError, match="current must be a row of finite numbers"):
        run(np.array(bad))


def test_a_window_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match=r"stop_ms must lie after start_ms, 5.*got 4"):
        rate(np.array([1.0, 2.0]), 5.0, 4.0)


@pytest.mark.parametrize("field", [field.name for field in fields(CELL)])
def test_parameters_that_are_not_numbers_are_refused(field):
    with pytest.raises(ValueError, match=f"{field} must be a .*got nan"):
        replace(CELL, **{field: float("nan")})


@pytest.mark.parametrize(
    ("field", "bad"),
    [("sodium", -1.0), ("soma_share", 0.0), ("soma_share", 1.0), ("capacitance", 0.0),
     ("l_type_ms", 0.0), ("n_type_h_width", -5.0), ("calcium_bound", 0.0)],
)  # fmt: skip
def test_parameters_without_sense_are_refused(field, bad):
    with pytest.raises(ValueError, match=f"{field} must be a .*got {bad}"):
        replace(CELL, **{field: bad})
