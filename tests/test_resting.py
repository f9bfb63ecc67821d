"""The sweep behind the gap panel: its stops, and the model's own answer at each of them."""

import dataclasses

import numpy as np
import pytest

from spasmlab.models.membrane import Parameters, nernst, pump_potential, resting_potential
from spasmlab.sweeps.resting import STOPS, resting


def test_the_stops_are_a_tenth_apart_and_read_as_they_are_written():
    assert STOPS.tolist() == [tenths / 10 for tenths in range(20, 81)]


@pytest.mark.parametrize(
    ("stop", "rest", "alone", "pump"),
    [(2.0, -101.7, -115.7, -105.6), (4.5, -86.9, -94.1, -89.1), (8.0, -74.4, -78.7, -75.8)],
)
def test_reference_voltages(stop, rest, alone, pump):
    found, at = resting(), STOPS.tolist().index(stop)
    row = found.rest_mv[at], found.potassium_only_mv[at], found.pump_mv[at]
    assert row == pytest.approx((rest, alone, pump), abs=0.05)


def test_each_answer_is_the_models_own_at_that_stop():
    fibre = Parameters()
    found, sodium = resting(), fibre.sodium()
    for at, stop in enumerate(STOPS.tolist()):
        potassium = fibre.potassium(stop)
        assert found.rest_mv[at] == resting_potential([potassium, sodium])
        assert found.potassium_only_mv[at] == nernst(potassium)
        assert found.pump_mv[at] == pump_potential(potassium, sodium)


def test_every_curve_is_a_plain_array_with_one_voltage_a_stop():
    for curve in vars(resting()).values():
        assert curve.dtype == np.float64
        assert curve.shape == STOPS.shape


def test_every_curve_rises_with_potassium_and_they_never_cross():
    found = resting()
    for curve in vars(found).values():
        assert np.all(np.diff(curve) > 0)
    assert np.all(found.potassium_only_mv < found.pump_mv)
    assert np.all(found.pump_mv < found.rest_mv)


def test_the_sweep_cannot_be_changed_under_a_panel():
    with pytest.raises(ValueError, match="read-only"):
        STOPS[0] = 1.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        resting().rest_mv = STOPS
