"""The sweat lab's courses: the model at every hour, and a range that holds its neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmlab.models.sweat import Parameters, run
from spasmlab.sweeps.sweat_lab import HOURS, SHARES, course

SALT = (25.5, 35.9, 46.3)  # mmol/L
rate, drink = st.floats(0.2, 2.0), st.floats(0, 3.0)


def test_the_hours_go_from_none_to_six_by_halves():
    assert HOURS.tolist() == [at / 2 for at in range(13)]
    assert not HOURS.flags.writeable


@settings(deadline=None, max_examples=30)
@given(rate, drink, st.floats(0, 60), st.floats(45, 110))
def test_a_course_is_the_models_own(sweat, drunk, sodium, body):
    found = course(sweat, SALT, drunk, sodium, body)
    own = run(HOURS, drunk, sodium, sweat, SALT[1], body)
    assert found.sodium == pytest.approx(own.plasma_sodium)
    assert found.mass_percent == pytest.approx(own.mass_percent)
    assert found.water_l == pytest.approx(0.6 * body + own.water_l)
    assert found.drunk_l - found.sweat_l == pytest.approx(own.water_l)


@settings(deadline=None, max_examples=30)
@given(rate, drink, st.floats(0, 60), st.floats(45, 110), st.floats(0, 1), st.floats(0, 1))
def test_anyone_between_the_corners_lies_in_the_range(sweat, drunk, sodium, body, salty, watery):
    found = course(sweat, SALT, drunk, sodium, body)
    share = SHARES[0] + watery * (SHARES[1] - SHARES[0])
    salt = SALT[0] + salty * (SALT[2] - SALT[0])
    someone = run(HOURS, drunk, sodium, sweat, salt, body, Parameters(water_share=share))
    assert np.all(someone.plasma_sodium >= found.low - 1e-9)
    assert np.all(someone.plasma_sodium <= found.high + 1e-9)


def test_the_range_is_reached_and_starts_from_one_point():
    found = course(1.2, SALT, 1.2, 0.0, 70.0)
    ends = [
        run(6.0, 1.2, 0.0, 1.2, salt, 70.0, Parameters(water_share=share)).plasma_sodium
        for salt in SALT
        for share in SHARES
    ]
    assert (found.low[-1], found.high[-1]) == pytest.approx((min(ends), max(ends)))
    assert found.low[0] == pytest.approx(found.high[0]) == pytest.approx(140)


def test_a_saltier_drink_lowers_sodium_less_and_none_raises_it():
    none, water, salty = (course(1.2, SALT, *way, 70.0) for way in ((0, 0), (1.2, 0), (1.2, 36.2)))
    assert np.all(np.diff(none.sodium) > 0)
    assert np.all(np.diff(water.sodium) < 0)
    assert np.all(water.sodium[1:] < salty.sodium[1:])


@pytest.mark.parametrize(("at", "bad"), [(0, -1.0), (2, float("nan")), (3, -0.1), (4, 0.0)])
def test_what_cannot_be_is_refused_by_the_model(at, bad):
    given = [1.2, SALT, 1.2, 0.0, 70.0]
    given[at] = bad
    with pytest.raises(ValueError, match="must be"):
        course(*given)
