"""Transmitter release against the paper's slope, another derivation, itself and bad input."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from spasmlab.models.release import FROG, Parameters, log_slope, relative_release, release

level = st.floats(0.01, 10)  # mmol/L
# magnesium (mmol/L) -> release at calcium 1.2, as a multiple of that at magnesium 0.55: the
# reference of these models' specification, worked out once apart from this package
REFERENCE = {0.3: 1.16, 0.55: 1.0, 2.0: 0.46, 4.0: 0.195}


# Published values


def test_at_low_calcium_the_slope_is_nearly_four():
    # Dodge & Rahamimoff: 3.78 ± 0.2 in 28 experiments
    assert log_slope(0.01, 0.55) == pytest.approx(3.97, abs=0.005)
    assert log_slope(0.01, 0.55) == pytest.approx(3.78, abs=0.2)


def test_magnesium_lowers_release_and_leaves_the_slope():
    assert release(0.01, 5.0) < 0.1 * release(0.01, 0.55)
    assert log_slope(0.01, 5.0) == pytest.approx(3.99, abs=0.005)


def test_the_slope_has_halved_at_the_usual_calcium():
    assert log_slope(1.2, 0.55) == pytest.approx(2.08, abs=0.005)


@pytest.mark.parametrize(("magnesium", "multiple"), REFERENCE.items())
def test_magnesium_changes_release_as_in_the_reference(magnesium, multiple):
    assert relative_release(1.2, magnesium) == pytest.approx(multiple, abs=0.005)


# Another derivation


@given(level, level)
def test_it_is_what_two_ions_competing_for_sites_come_to(calcium, magnesium):
    # Mass action: each ion's bound share is its level times the free share over its constant, and
    # the shares add up to one. Solved for the free share, then four sites must all hold calcium.
    def left_over(free):
        return free * (1 + calcium / 1.1 + magnesium / 3.0) - 1

    free = brentq(left_over, 0, 1, xtol=1e-15)
    assert release(calcium, magnesium) == pytest.approx((free * calcium / 1.1) ** 4, rel=1e-6)


@given(level, level)
def test_the_slope_is_the_logarithms_own_slope(calcium, magnesium):
    around = calcium * np.exp(np.array([-1e-4, 1e-4]))
    low, high = np.log(release(around, magnesium))
    assert log_slope(calcium, magnesium) == pytest.approx((high - low) / 2e-4, abs=1e-6)


def test_alone_each_half_level_takes_half_the_sites():
    assert release(1.1, 0.0) == pytest.approx(0.5**4)
    # with magnesium at its half level, calcium finds half as many sites where it is scarce
    assert release(1e-6, 3.0) / release(1e-6, 0.0) == pytest.approx(0.5**4, rel=1e-5)


# Properties


@given(level, level, st.floats(0.01, 5))
def test_calcium_adds_to_release_and_magnesium_takes_from_it(calcium, magnesium, more):
    assert release(calcium + more, magnesium) > release(calcium, magnesium)
    assert release(calcium, magnesium + more) < release(calcium, magnesium)


@given(level, level)
def test_release_is_a_share_and_the_slope_never_passes_the_power(calcium, magnesium):
    assert 0 < release(calcium, magnesium) < 1
    assert 0 < log_slope(calcium, magnesium) < 4


@given(level, level, st.floats(1.1, 10))
def test_enough_calcium_undoes_magnesium(calcium, magnesium, times):
    # 1 + y grows by some factor; calcium grown by the same factor brings release back
    factor = (1 + times * magnesium / 3.0) / (1 + magnesium / 3.0)
    wanted = release(calcium, magnesium)
    assert release(factor * calcium, times * magnesium) == pytest.approx(wanted, rel=1e-9)


# Limits and shapes


def test_without_calcium_nothing_is_released():
    assert release(0.0, 0.55) == 0
    assert log_slope(0.0, 0.55) == 4


def test_with_endless_calcium_all_is_released():
    assert release(1e9, 0.55) == pytest.approx(1)


def test_it_is_too_low_where_andreu_and_barrett_found_more():
    # In 2 to 10 mmol/L magnesium they measured more than the fourth power at very low calcium;
    # the model keeps to the power.
    assert release(0.02, 10.0) / release(0.01, 10.0) == pytest.approx(2**4, rel=0.02)


def test_at_the_usual_levels_release_is_one():
    assert relative_release(1.2, 0.55) == 1
    moved = replace(FROG, calcium_reference=2.0, magnesium_reference=1.0)
    assert relative_release(2.0, 1.0, moved) == 1


@pytest.mark.parametrize("model", [release, relative_release, log_slope])
def test_levels_broadcast(model):
    found = model(np.full((3, 1), 1.2), np.full(4, 0.55))
    assert found.shape == (3, 4)
    assert np.unique(found) == pytest.approx(model(1.2, 0.55))


@pytest.mark.parametrize("model", [release, relative_release, log_slope])
def test_floats_stay_floats(model):
    assert type(model(1, 1)) is float


def test_the_published_ending_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        FROG.power = 3.0


# Bad input


@pytest.mark.parametrize("bad", [-0.1, float("nan"), float("inf"), np.array([1.0, -2.0])])
@pytest.mark.parametrize("model", [release, relative_release, log_slope])
def test_bad_levels_are_refused_by_name_and_value(model, bad):
    shown = bad if np.ndim(bad) == 0 else r".*-2\."
    with pytest.raises(ValueError, match=f"calcium must be a finite level.*{shown}"):
        model(bad, 0.55)
    with pytest.raises(ValueError, match=f"magnesium must be a finite level.*{shown}"):
        model(1.2, bad)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_bad_constants_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be a positive, finite.*got {bad}"):
        Parameters(**{name: bad})
