"""The sodium gates and the clamp against the source, another solver, themselves, bad input."""

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from tests.fibre_source import FIBRE, constant_field, source_gates

from spasmlab.models.fibre import (
    sodium_gates,
    voltage_clamp,
)

voltage = st.floats(-120, 60)  # mV
# Sodium's gates by the workbook's numbers, worked out once apart from this package: m³, m's time
# constant in ms, h, its own, s, its own
PRINTED_GATES = {
    -100: (1.0992e-6, 0.036117, 0.976441, 7.28352, 0.981881, 2100.26),
    -41: (0.5, 0.212997, 0.00070081, 1.86089, 0.251920, 4876.27),
    0: (0.999928, 0.0742608, 3.38894e-7, 0.322740, 0.118373, 1963.95),
}


# Published values


@pytest.mark.parametrize(("millivolts", "wanted"), PRINTED_GATES.items())
def test_the_sodium_gates_are_the_workbooks(millivolts, wanted):
    share, gates = FIBRE.non_inactivating, sodium_gates(millivolts)
    ready = (gates.inactivation - share) / (1 - share)
    found = (gates.activation, gates.activation_ms, ready, gates.inactivation_ms)
    assert (*found, gates.slow, gates.slow_ms) == pytest.approx(wanted, rel=1e-4)


# An independent solver


def test_a_clamped_channel_is_the_one_that_lsoda_follows():
    start = [to for to, _ in source_gates(-90.0)[:3]]
    clamp = voltage_clamp(-90.0, -10.0, 1.0, 6.0, 0.05)

    def relaxing(_, x):
        return [rate * (to - y) for y, (to, rate) in zip(x, source_gates(-10.0)[:3], strict=True)]

    since = clamp.ms[clamp.ms >= 1.0] - 1.0
    found = solve_ivp(relaxing, (0, 5.01), start, "LSODA", since, rtol=1e-9, atol=1e-11)
    m, h, s = np.hstack([np.tile(np.array(start)[:, None], 20), found.y])
    opened = m**3 * (0.997 * h + 0.003) * s
    volts = [-90.0 if ms < 1.0 - 1e-9 else -10.0 for ms in clamp.ms]
    field = np.array([constant_field(v, 6.888, 138.3) for v in volts])
    assert clamp.activation == pytest.approx(m**3, abs=1e-6)
    assert clamp.inactivation == pytest.approx(0.997 * h + 0.003, abs=1e-6)
    assert clamp.open == pytest.approx(opened, abs=1e-6)
    assert clamp.current == pytest.approx(1.02e-4 * opened * field, abs=1e-3)


# Properties


@given(voltage, voltage)
def test_as_the_voltage_rises_activation_grows_and_inactivation_falls(one, other):
    low, high = sodium_gates(min(one, other)), sodium_gates(max(one, other))
    assert 0 <= low.activation <= high.activation <= 1
    assert 1 >= low.inactivation >= high.inactivation >= FIBRE.non_inactivating
    assert 1 >= low.slow >= high.slow >= FIBRE.sodium_slow_floor


@given(voltage, st.floats(-20, 20))
def test_a_shift_moves_every_sodium_gate_along_the_voltage(millivolts, shift):
    moved = sodium_gates(millivolts + shift, replace(FIBRE, sodium_gate_shift=shift))
    still = sodium_gates(millivolts)
    for name in vars(still):
        assert getattr(moved, name) == pytest.approx(getattr(still, name), rel=1e-6)


@given(voltage)
def test_ten_degrees_more_make_the_gates_faster_by_the_q10_alone(millivolts):
    warm, cool = sodium_gates(millivolts, replace(FIBRE, celsius=31.85)), sodium_gates(millivolts)
    assert warm.activation == cool.activation
    assert warm.inactivation_ms * 2.5 == pytest.approx(cool.inactivation_ms)
    assert warm.activation_ms * 2.5 == pytest.approx(cool.activation_ms)


# Limits and shapes


def test_gates_have_the_shape_of_the_voltages():
    gates = sodium_gates(np.linspace(-100, 40, 12).reshape(3, 4))
    assert {array.shape for array in vars(gates).values()} == {(3, 4)}


@pytest.mark.filterwarnings("error")
def test_far_out_gates_are_open_or_shut_and_nothing_overflows():
    gates = sodium_gates(np.array([-1e5, 1e5]))
    assert gates.activation.tolist() == [0, 1]
    assert gates.inactivation == pytest.approx([1, 0.003])
    assert gates.slow == pytest.approx([1, 0.115])


def test_gates_are_smooth_where_their_rate_is_nothing_over_nothing():
    around = sodium_gates(np.array([-46 - 1e-7, -46.0, -46 + 1e-7]))
    assert around.activation_ms == pytest.approx(np.full(3, 1 / (2.875 + 1.375)), rel=1e-6)


def test_a_clamp_holds_then_steps_and_its_current_turns_at_sodiums_potential():
    clamp = voltage_clamp(-90.0, 0.0, 2.0, 10.0)
    before = clamp.ms < 2.0
    held = sodium_gates(-90.0)
    assert clamp.ms.shape == (1001,)
    assert clamp.activation[before] == pytest.approx(float(held.activation))
    assert clamp.inactivation[before] == pytest.approx(float(held.inactivation))
    assert clamp.current.min() < -400
    reversal = FIBRE.thermal_mv * math.log(138.3 / 6.888)
    assert voltage_clamp(-90.0, reversal, 0.0, 2.0).current == pytest.approx(0, abs=1e-9)


def test_after_an_age_a_clamp_is_at_its_steady_state():
    clamp, settled = voltage_clamp(-90.0, -30.0, 0.0, 1e6, 1e4), sodium_gates(-30.0)
    opened = settled.activation * settled.inactivation * settled.slow
    assert clamp.open[-1] == pytest.approx(float(opened))


def test_a_clamp_current_is_smooth_through_zero_millivolts():
    peaks = [voltage_clamp(-90.0, mv, 0.0, 1.0).current.min() for mv in (-1e-6, 0.0, 1e-6)]
    assert peaks == pytest.approx([peaks[1]] * 3, rel=1e-6)


def test_reading_the_model_and_clamping_it_load_no_compiler():
    code = (
        "import sys; from spasmlab.models.fibre import voltage_clamp;"
        "voltage_clamp(-90, 0, 1, 2); print(*{'numba', 'scipy'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


# Bad input


@pytest.mark.parametrize("name", ["hold_mv", "step_mv"])
def test_bad_clamp_voltages_are_refused(name):
    with pytest.raises(ValueError, match=f"{name} must be a finite number, got nan"):
        voltage_clamp(**{"hold_mv": -90, "step_mv": 0, name: math.nan}, step_at_ms=1, until_ms=2)


@pytest.mark.parametrize("bad", [-1.0, 3.0, float("nan")])
def test_a_step_outside_the_clamp_is_refused(bad):
    with pytest.raises(ValueError, match=f"step_at_ms must lie.*got {bad}"):
        voltage_clamp(-90.0, 0.0, bad, 2.0)


def test_bad_voltages_are_refused_by_name():
    with pytest.raises(ValueError, match="millivolts must be finite, got nan"):
        sodium_gates(float("nan"))
