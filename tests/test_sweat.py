"""The sweat model against published numbers, another derivation, itself and bad input."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from spasmlab.models.sweat import Balance, Parameters, level_sodium, plasma_sodium, run

GIVEN = Parameters()
rate = st.floats(0, 2)  # L/h
salt = st.floats(0, 100)  # mmol/L
time = st.floats(0, 8)  # h
mass = st.floats(45, 120)  # kg
# the mmol/L of sodium in runners' sweat, of low, typical and high salt: Lara et al. 2016, table 2
LARA = (21.4, 43.2, 71.0)


# Published values


@pytest.mark.parametrize(("water", "lower"), [(50.0, 3.2), (25.0, 6.3)])
def test_a_litre_more_lowers_sodium_as_weschler_found(water, lower):
    assert 140 - plasma_sodium(water, 1.0, 0.0) == pytest.approx(lower, abs=0.05)


@pytest.mark.parametrize("water", [50.0, 25.0])
def test_159_milliequivalents_weigh_about_as_much_as_a_litre(water):
    # Weschler counts both from where the blood stands, hence the little more that salt does here.
    by_water = 140 - plasma_sodium(water, 1.0, 0.0)
    by_salt = 140 - plasma_sodium(water, 0.0, -159.0)
    assert by_salt == pytest.approx(by_water * (water + 1) / water, rel=2e-3)


@pytest.mark.parametrize("before", [120.0, 140.0, 160.0])
def test_the_fluid_whose_loss_changes_nothing_is_the_published_one(before):
    # Nguyen & Kurtz 2005: sodium and potassium together at 0.97 [Na] + 23.1.
    assert level_sodium(Parameters(sodium_before=before)) == pytest.approx(
        0.97 * before + 23.1, abs=0.2
    )


def test_the_line_is_the_published_one():
    assert (GIVEN.slope, GIVEN.intercept, GIVEN.sodium_before) == (1.03, 23.8, 140.0)
    assert GIVEN.sweat_potassium == 5.9


def test_salty_sweat_can_leave_a_runner_both_dry_and_low_in_sodium():
    # What Montain, Cheuvront & Sawka found for long races; half of 90 kg is water, as in figure 3.
    runner = Parameters(water_share=0.5)
    end = run(12.0, 0.8, 0.0, 1.0, LARA[2], 90.0, runner)
    assert end.mass_percent < -2
    assert end.plasma_sodium < 135
    less = run(12.0, 0.8, 0.0, 1.0, LARA[0], 90.0, runner)
    assert less.plasma_sodium > 135


@pytest.mark.parametrize("sodium", LARA)
@pytest.mark.parametrize("share", [0.5, 0.63])
def test_drinking_past_the_sweat_lowers_sodium_whatever_the_sweat(sodium, share):
    runner = Parameters(water_share=share)
    ends = run(5.0, np.array([0.5, 1.0, 1.5]), 0.0, 1.0, sodium, 60.0, runner)
    assert np.all(np.diff(ends.plasma_sodium) < 0)
    assert np.all(ends.plasma_sodium[1:] < 140)


def test_salt_in_the_drink_only_delays_low_sodium():
    hours = np.linspace(0, 12, 1201)
    plain, salty = (
        hours[np.argmax(run(hours, 1.4, sodium, 1.0, 43.2, 70.0).plasma_sodium < 135)]
        for sodium in (0.0, 20.0)
    )
    assert 0 < plain < salty < 12


# Another derivation


@settings(deadline=None)
@given(time, rate, salt, rate, salt, mass)
def test_water_and_salts_stepped_through_time_lie_on_edelmans_line(
    hours, drink, drink_sodium, sweat, sweat_sodium, kilograms
):
    # Edelman's line itself, on exchangeable sodium + potassium and body water, not on changes.
    water = 0.6 * kilograms

    def flows(_, held):
        return [drink - sweat, drink * drink_sodium - sweat * (sweat_sodium + 5.9)]

    start = [water, (140 + 23.8) * water / 1.03]
    litres, salts = solve_ivp(flows, (0, hours + 1e-9), start, rtol=1e-9, atol=1e-9).y[:, -1]
    found = run(hours, drink, drink_sodium, sweat, sweat_sodium, kilograms)
    assert found.plasma_sodium == pytest.approx(1.03 * salts / litres - 23.8, abs=1e-5)


@given(salt, rate)
def test_the_first_drops_move_sodium_by_their_free_water(sodium, sweat):
    # Nguyen & Kurtz 2005: a fluid's free water is V (1 - 1.03 (Na + K) / (Na of the blood + 23.8)).
    free = 1e-4 * sweat * (1 - 1.03 * (sodium + 5.9) / 163.8)
    found = run(1e-4, 0.0, 0.0, sweat, sodium, 70.0)
    assert found.plasma_sodium - 140 == pytest.approx(163.8 * free / 42, rel=1e-4, abs=1e-9)


# Properties


@given(time, rate, salt, rate, salt, mass)
def test_what_came_in_less_what_went_out_is_what_is_there(hours, drink, na, sweat, lost, kg):
    found = run(hours, drink, na, sweat, lost, kg)
    assert found.water_l == pytest.approx(hours * drink - hours * sweat, abs=1e-9)
    assert found.sodium_mmol == pytest.approx(hours * (drink * na - sweat * lost), abs=1e-9)
    assert found.mass_percent == pytest.approx(100 * found.water_l / kg, abs=1e-9)


@given(st.floats(0, 6), st.floats(0, 6), st.tuples(rate, salt, rate, salt), mass)
def test_two_stretches_end_where_one_long_stretch_does(first, second, rates, kg):
    calm = Parameters(sweat_potassium=0.0)
    half = run(first, *rates, kg, calm)
    water = calm.water_share * kg
    again = replace(calm, sodium_before=half.plasma_sodium)
    rest = run(second, *rates, kg, calm)
    after = plasma_sodium(water + half.water_l, rest.water_l, rest.sodium_mmol, again)
    assert after == pytest.approx(run(first + second, *rates, kg, calm).plasma_sodium, abs=1e-7)


@given(st.floats(0.1, 8), rate, salt, st.floats(0.1, 2), salt, mass, st.floats(1, 30))
def test_saltier_sweat_lowers_sodium_and_a_saltier_drink_raises_it(
    h, drink, na, sweat, out, kg, by
):
    level = run(h, drink, na, sweat, out, kg).plasma_sodium
    assert run(h, drink, na, sweat, out + by, kg).plasma_sodium < level
    assert run(h, drink + 0.1, na + by, sweat, out, kg).plasma_sodium > (
        run(h, drink + 0.1, na, sweat, out, kg).plasma_sodium
    )


@given(st.floats(0.1, 5), rate, mass)
def test_sweat_is_weaker_than_blood_so_that_sweat_alone_raises_sodium(hours, sweat, kg):
    assert run(hours, 0.0, 0.0, sweat + 0.01, 100.0, kg).plasma_sodium > 140


@given(time, st.floats(0, 2), mass)
def test_losing_the_level_fluid_leaves_sodium_where_it_was(hours, sweat, kg):
    sodium = level_sodium() - GIVEN.sweat_potassium
    found = run(hours, 0.0, 0.0, sweat, sodium, kg)
    assert found.plasma_sodium == pytest.approx(140, abs=1e-8)


@given(time, rate, rate, st.floats(0, 20))
def test_potassium_counts_as_sodium_does(hours, drink, sweat, potassium):
    plain = Parameters(sweat_potassium=0.0)
    as_potassium = Parameters(sweat_potassium=potassium, drink_potassium=potassium)
    one = run(hours, drink, 10.0, sweat, 40.0, 70.0, as_potassium)
    other = run(hours, drink, 10.0 + potassium, sweat, 40.0 + potassium, 70.0, plain)
    assert one.plasma_sodium == pytest.approx(other.plasma_sodium, abs=1e-9)


# Limits and shapes


def test_nothing_done_is_nothing_changed():
    for rest in (run(5.0, 0.0, 0.0, 0.0, 0.0, 70.0), run(0.0, 1.0, 20.0, 1.0, 40.0, 70.0)):
        assert (rest.water_l, rest.mass_percent, rest.sodium_mmol) == (0, 0, 0)
        assert rest.plasma_sodium == pytest.approx(140, abs=1e-12)


def test_more_body_water_strays_less():
    small, large = (run(4.0, 1.5, 0.0, 1.0, 40.0, kg).plasma_sodium for kg in (50.0, 100.0))
    assert small < large < 140


def test_arguments_broadcast_and_each_field_has_the_whole_shape():
    found = run(np.ones((4, 1, 1)), np.ones((3, 1)), 0.0, np.ones(2), 40.0, 70.0)
    assert [getattr(found, f.name).shape for f in fields(Balance)] == [(4, 3, 2)] * 5


def test_one_array_gives_the_same_as_its_numbers_one_by_one():
    hours = np.array([0.0, 1.0, 4.0])
    wanted = [run(h, 0.5, 20.0, 1.0, 40.0, 70.0).plasma_sodium for h in hours.tolist()]
    assert run(hours, 0.5, 20.0, 1.0, 40.0, 70.0).plasma_sodium.tolist() == wanted


def test_floats_stay_floats():
    found = run(1, 1, 1, 1, 1, 70)
    answers = [getattr(found, f.name) for f in fields(Balance)]
    assert [type(answer) for answer in (*answers, plasma_sodium(42, 1, 1))] == [float] * 6


def test_the_line_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        GIVEN.slope = 1.0


# Bad input

FINE = {
    "hours": 1.0,
    "drink_l_per_hour": 0.5,
    "drink_sodium": 20.0,
    "sweat_l_per_hour": 1.0,
    "sweat_sodium": 40.0,
    "body_kg": 70.0,
}


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", FINE)
def test_bad_arguments_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        run(**{**FINE, name: bad})


def test_one_bad_number_in_an_array_is_enough():
    with pytest.raises(ValueError, match=r"sweat_sodium must be.*-1\."):
        run(**{**FINE, "sweat_sodium": np.array([40.0, -1.0])})


def test_a_body_without_mass_is_refused():
    with pytest.raises(ValueError, match=r"body_kg must be.*0\.0"):
        run(**{**FINE, "body_kg": 0.0})


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["slope", "intercept", "sodium_before", "water_share"])
def test_a_line_that_cannot_be_is_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        Parameters(**{name: bad})


@pytest.mark.parametrize("name", ["sweat_potassium", "drink_potassium"])
def test_less_than_no_potassium_is_refused(name):
    with pytest.raises(ValueError, match=rf"{name} must be.*-0\.1"):
        Parameters(**{name: -0.1})


def test_a_body_of_more_than_water_is_refused():
    with pytest.raises(ValueError, match=r"water_share must not be above 1, got 1\.1"):
        Parameters(water_share=1.1)


def test_losing_all_the_water_is_refused():
    with pytest.raises(ValueError, match="water_l must leave some water"):
        run(50.0, 0.0, 0.0, 1.0, 40.0, 70.0)


@pytest.mark.parametrize("name", ["body_water_l", "water_l", "salts_mmol"])
def test_the_equation_refuses_what_is_not_a_number(name):
    with pytest.raises(ValueError, match=f"{name} must be.*nan"):
        plasma_sodium(**{"body_water_l": 42.0, "water_l": 1.0, "salts_mmol": 0.0, name: np.nan})
