"""The membrane model against published numbers, other derivations, itself and bad input."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.models.membrane import (
    Ion,
    Parameters,
    current,
    nernst,
    pump_potential,
    resting_potential,
    thermal_voltage,
)

FIBRE = Parameters()
concentration = st.floats(0.01, 600)  # mmol/L
permeability = st.floats(0.001, 10)
voltage = st.floats(-200, 200)  # mV
# charge, inside, outside (mmol/L) -> mV as printed, rounded, for 37 °C: the table of "Resting
# membrane potential" at www.courseshub.world/cell-physiology/part5/resting-potential
PRINTED = [(1, 140, 4, -95), (1, 12, 145, 67), (-1, 6, 110, -78), (2, 1e-4, 2, 132)]
# potassium outside (mmol/L) -> mV: Goldman's equation on the Cannon Lab's concentrations, worked
# out once apart from this package
REFERENCE = {2.0: -101.7, 3.0: -94.8, 4.5: -86.9, 6.5: -79.1, 8.0: -74.4, 10.0: -69.3}


def at_rest(potassium):
    return [FIBRE.potassium(potassium), FIBRE.sodium()]


# Published values


@pytest.mark.parametrize(("charge", "inside", "outside", "millivolts"), PRINTED)
def test_nernst_gives_the_printed_equilibrium_potentials(charge, inside, outside, millivolts):
    assert nernst(Ion(charge, inside, outside), 37.0) == pytest.approx(millivolts, abs=0.5)


@pytest.mark.parametrize(("potassium", "millivolts"), REFERENCE.items())
def test_goldman_gives_the_fibre_its_reference_voltages(potassium, millivolts):
    assert resting_potential(at_rest(potassium)) == pytest.approx(millivolts, abs=0.05)


def test_nernst_gives_the_fibre_its_potassium_potential():
    assert nernst(FIBRE.potassium(4.5)) == pytest.approx(-94.1, abs=0.05)


def test_the_fibre_is_the_published_one():
    # Read off the Cannon Lab's table of defaults, not off this package.
    sodium = FIBRE.sodium()
    assert (FIBRE.potassium(4.5).inside, sodium.inside, sodium.outside) == (151.9, 6.888, 138.3)
    assert (sodium.permeability, FIBRE.pump_ratio) == (0.01, 3 / 2)


def test_the_thermal_voltage_at_body_temperature():
    assert thermal_voltage(37.0) == pytest.approx(26.73, abs=0.005)


# Other derivations


def constant_field_flux(ion, millivolts):
    """Nernst and Planck's flux through a constant field, by numerical quadrature, in P·mmol/L."""
    u = ion.charge * millivolts / (8.314462618 * 310.15 / 96485.33212 * 1000)
    nodes, weights = np.polynomial.legendre.leggauss(40)
    barrier = np.sum(weights / 2 * np.exp(-u * (nodes + 1) / 2))
    return ion.permeability * (ion.inside - ion.outside * np.exp(-u)) / barrier


def falling_to_zero(net, low=-200.0, high=200.0):
    """Halve the interval until the one zero of a rising function is known to a picovolt."""
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if net(middle) < 0 else (low, middle)
    return low


@given(concentration, concentration, st.sampled_from([-2, -1, 1, 2]), voltage)
def test_the_current_is_what_nernst_and_planck_give_when_integrated(inside, outside, charge, mv):
    ion = Ion(charge, inside, outside)
    flux = constant_field_flux(ion, mv)
    scale = (inside + outside) * max(1, abs(charge * mv) / 26.7)
    assert current(ion, mv) == pytest.approx(charge * flux, abs=1e-9 * scale)


@given(st.lists(st.tuples(concentration, concentration, permeability), min_size=3, max_size=3))
def test_currents_balance_at_the_resting_potential(cells):
    ions = [Ion(z, i, o, p) for z, (i, o, p) in zip([1, 1, -1], cells, strict=True)]
    flows = [current(ion, resting_potential(ions)) for ion in ions]
    assert sum(flows) == pytest.approx(0, abs=1e-9 * max(map(abs, flows)) + 1e-12)


@pytest.mark.parametrize("potassium", REFERENCE)
@pytest.mark.parametrize(("sodium_out", "potassium_in"), [(3, 2), (1, 1), (2, 1)])
def test_the_pump_form_is_where_pump_and_leaks_cancel(potassium, sodium_out, potassium_in):
    # The pump turns just fast enough to carry back the sodium that leaks in; what is left over is
    # the potassium leak, the potassium it brings in, and nothing else.
    def net(mv):
        turns = -constant_field_flux(FIBRE.sodium(), mv) / sodium_out
        return constant_field_flux(FIBRE.potassium(potassium), mv) - potassium_in * turns

    found = pump_potential(*at_rest(potassium), pump_ratio=sodium_out / potassium_in)
    assert found == pytest.approx(falling_to_zero(net), abs=1e-6)


# Properties


@given(concentration, concentration, st.sampled_from([1, -1]), permeability)
def test_goldman_with_one_ion_is_nernst(inside, outside, charge, leak):
    ion = Ion(charge, inside, outside, leak)
    assert resting_potential([ion]) == pytest.approx(nernst(ion), abs=1e-9)


@given(concentration, concentration, st.sampled_from([-2, -1, 1, 2]))
def test_no_current_flows_at_an_ions_own_potential(inside, outside, charge):
    ion = Ion(charge, inside, outside)
    assert current(ion, nernst(ion)) == pytest.approx(0, abs=1e-9 * (inside + outside))


@given(st.lists(st.tuples(concentration, concentration, permeability), min_size=2, max_size=2))
def test_goldman_lies_between_the_ions_own_potentials(cells):
    ions = [Ion(1, *cell) for cell in cells]
    low, high = sorted(map(nernst, ions))
    assert low - 1e-9 <= resting_potential(ions) <= high + 1e-9


@given(st.floats(1, 40), st.floats(0.01, 10))
def test_more_potassium_outside_brings_the_voltage_nearer_zero(potassium, more):
    assert resting_potential(at_rest(potassium + more)) > resting_potential(at_rest(potassium))


@given(st.floats(1, 40))
def test_the_pump_lies_between_goldman_and_potassium_alone(potassium):
    found = pump_potential(*at_rest(potassium))
    assert nernst(FIBRE.potassium(potassium)) < found < resting_potential(at_rest(potassium))


@given(concentration, concentration, st.floats(-20, 45))
def test_nernst_grows_with_absolute_temperature(inside, outside, celsius):
    ion = Ion(1, inside, outside)
    wanted = nernst(ion, 0.0) * (celsius + 273.15) / 273.15
    assert nernst(ion, celsius) == pytest.approx(wanted, abs=1e-9)


# Limits and broadcasting


def test_a_pump_that_moves_no_net_charge_leaves_goldman_alone():
    wanted = resting_potential(at_rest(4.5))
    assert pump_potential(*at_rest(4.5), pump_ratio=1.0) == pytest.approx(wanted, abs=1e-12)


def test_without_a_sodium_leak_goldman_is_potassiums_own_potential():
    shut = replace(FIBRE, sodium_permeability=0.0)
    found = resting_potential([shut.potassium(4.5), shut.sodium()])
    assert found == pytest.approx(nernst(shut.potassium(4.5)), abs=1e-12)


def test_current_is_smooth_through_zero_millivolts():
    near = current(Ion(1, 140.0, 5.0), np.array([-1e-6, 0.0, 1e-6]))
    assert near == pytest.approx(np.full(3, 135.0), rel=1e-6)  # P·(in - out) in the limit


@pytest.mark.filterwarnings("error")
def test_far_from_rest_the_current_follows_one_side_alone():
    ion = Ion(1, 140.0, 5.0)
    ohms = np.array([140.0, 5.0]) / thermal_voltage()
    assert current(ion, np.array([1e6, -1e6])) == pytest.approx(ohms * [1e6, -1e6], rel=1e-9)


def test_arrays_broadcast():
    many = Ion(1, 140.0, np.full((3, 1), 5.0), np.ones((1, 4)))
    assert nernst(many, celsius=np.full(4, 37.0)).shape == (3, 4)
    assert resting_potential([many, FIBRE.sodium()]).shape == (3, 4)
    assert pump_potential(many, FIBRE.sodium(), np.full((2, 1, 1), 1.5)).shape == (2, 3, 4)
    assert current(many, np.zeros(4)).shape == (3, 4)


def test_floats_stay_floats():
    ion = Ion(1, 140, 5)
    answers = nernst(ion), resting_potential([ion]), pump_potential(ion, ion), current(ion, 0)
    assert [type(answer) for answer in (*answers, thermal_voltage(37))] == [float] * 5


def test_one_array_gives_the_same_as_its_numbers_one_by_one():
    potassium = np.array([2.0, 4.5, 8.0])
    wanted = [resting_potential(at_rest(level)) for level in potassium.tolist()]
    assert resting_potential(at_rest(potassium)).tolist() == wanted


def test_the_published_fibre_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        FIBRE.potassium_inside = 1.0


# Bad input


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf"), np.array([5.0, 0.0])])
@pytest.mark.parametrize("name", ["inside", "outside"])
def test_bad_concentrations_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be a positive.*{last_shown(bad)}"):
        Ion(**{"charge": 1, "inside": 140.0, "outside": 5.0, name: bad})


@pytest.mark.parametrize("bad", [-0.01, float("nan"), float("inf"), np.array([1.0, -1.0])])
def test_bad_permeabilities_are_refused_by_name_and_value(bad):
    with pytest.raises(ValueError, match=f"permeability must be.*{last_shown(bad)}"):
        Ion(1, 140.0, 5.0, permeability=bad)


@pytest.mark.parametrize("bad", [0, 0.5, 1.5, float("nan"), float("inf")])
def test_bad_charges_are_refused_by_name_and_value(bad):
    with pytest.raises(ValueError, match=f"charge must be a whole number.*{last_shown(bad)}"):
        Ion(bad, 140.0, 5.0)


@pytest.mark.parametrize("bad", [-273.15, -300.0, float("nan"), float("inf")])
@pytest.mark.parametrize(
    "model",
    [
        thermal_voltage,
        lambda celsius: nernst(FIBRE.potassium(4.5), celsius),
        lambda celsius: resting_potential(at_rest(4.5), celsius),
        lambda celsius: pump_potential(*at_rest(4.5), celsius=celsius),
        lambda celsius: current(FIBRE.potassium(4.5), -80.0, celsius),
    ],
    ids=["thermal_voltage", "nernst", "resting_potential", "pump_potential", "current"],
)
def test_bad_temperatures_are_refused_by_name_and_value(model, bad):
    with pytest.raises(ValueError, match=f"celsius must be.*{last_shown(bad)}"):
        model(bad)


@pytest.mark.parametrize("bad", [0.0, -1.5, float("nan"), float("inf")])
def test_bad_pump_ratios_are_refused_by_name_and_value(bad):
    with pytest.raises(ValueError, match=f"pump_ratio must be.*{last_shown(bad)}"):
        pump_potential(*at_rest(4.5), pump_ratio=bad)


def test_bad_voltages_are_refused_by_name():
    with pytest.raises(ValueError, match="millivolts must be finite, got nan"):
        current(FIBRE.potassium(4.5), float("nan"))


def test_goldman_refuses_calcium_rather_than_guess():
    with pytest.raises(ValueError, match=r"charge must be \+1 or -1.*got 2"):
        resting_potential([Ion(1, 140.0, 5.0), Ion(2, 1e-4, 1.2)])


def test_the_pump_refuses_what_it_does_not_carry():
    with pytest.raises(ValueError, match=r"charge must be \+1.*got -1"):
        pump_potential(FIBRE.potassium(4.5), Ion(-1, 5.0, 104.0))


@pytest.mark.parametrize("ions", [[], [Ion(1, 140.0, 5.0, 0.0)]], ids=["no ions", "none crosses"])
def test_a_membrane_nothing_crosses_has_no_resting_potential(ions):
    with pytest.raises(ValueError, match="permeability must be above 0"):
        resting_potential(ions)


def last_shown(value):
    """The part of a value that its error message must show."""
    return str(value if np.ndim(value) == 0 else f"{value[-1]:g}")
