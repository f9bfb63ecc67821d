"""What the fibre's model is given: the published constants, and what is refused."""

from dataclasses import replace

import pytest
from tests.fibre_source import FIBRE

from spasmlab.models.fibre import (
    Parameters,
    Pulses,
    Steps,
    run,
)

# Published values


def test_the_fibre_is_the_published_one():
    # Read off the Cannon Lab's workbook of defaults, not off this package.
    ions = (FIBRE.potassium_inside, FIBRE.sodium_inside, FIBRE.sodium_outside)
    assert (*ions, FIBRE.chloride_outside) == (151.9, 6.888, 138.3, 103.9)
    assert FIBRE.sodium_permeability == 0.000102
    assert FIBRE.chloride_permeability * FIBRE.chloride_scale == pytest.approx(0.00016)
    assert FIBRE.thermal_mv == pytest.approx(8314 * 295 / 96480)


def test_the_tubules_have_the_documents_share_of_the_membrane():
    # 4.8, which is radius/2 times volume over depth; the printed 2/radius would give 1.2 million.
    assert FIBRE.area_ratio == pytest.approx(4.8, abs=0.05)


# Properties


def test_ten_degrees_more_speed_the_gates_and_the_mixing_each_by_its_own_q10():
    warm = replace(FIBRE, celsius=31.85)
    assert warm.tempo == pytest.approx(2.5)
    assert warm.mixing_ms == pytest.approx(350 / 1.5)
    assert warm.thermal_mv / FIBRE.thermal_mv == pytest.approx(305 / 295)


# Bad input


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize(
    "name",
    ["potassium_outside", "sodium_inside", "chloride_inside", "capacitance", "sodium_closing_rate"],
)
def test_what_must_be_positive_is_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be a positive.*got {bad}"):
        Parameters(**{name: bad})


@pytest.mark.parametrize("name", ["non_inactivating", "sarcolemma_alpha2", "sodium_slow_floor"])
def test_a_share_above_1_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must be a share.*got 1.5"):
        Parameters(**{name: 1.5})


def test_what_can_be_blocked_may_be_nothing_but_not_less():
    assert Parameters(chloride_conductance=0.0, non_inactivating=0.0).chloride_conductance == 0
    with pytest.raises(ValueError, match=r"chloride_conductance must be.*got -0\.1"):
        Parameters(chloride_conductance=-0.1)


@pytest.mark.parametrize("bad", [-273.15, -300.0, float("nan")])
def test_bad_temperatures_are_refused(bad):
    with pytest.raises(ValueError, match=f"celsius must be.*got {bad}"):
        Parameters(celsius=bad)


def test_a_shift_must_be_finite():
    with pytest.raises(ValueError, match="sodium_gate_shift must be a finite number, got inf"):
        Parameters(sodium_gate_shift=float("inf"))


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"starts_ms": (-1.0,)}, r"starts_ms must be finite times.*-1"),
        ({"starts_ms": (1.0, float("nan"))}, "starts_ms must be finite times.*nan"),
        ({"starts_ms": (5.0, 1.0)}, r"starts_ms must lie.*5\.0, 1\.0"),
        ({"starts_ms": (1.0, 1.2)}, r"starts_ms must lie a width_ms apart.*1\.2"),
        ({"starts_ms": (1.0,), "width_ms": 0.0}, r"width_ms must be a positive.*got 0\.0"),
        ({"starts_ms": (1.0,), "strength": float("nan")}, "strength must be a finite.*got nan"),
        ({"starts_ms": (1.0,), "kind": "light"}, "kind must be.*got 'light'"),
        ({"starts_ms": (1.0,), "kind": "endplate", "strength": -1.0}, "strength must be 0.*-1"),
    ],
)
def test_bad_pulses_are_refused_by_name_and_value(bad, said):
    with pytest.raises(ValueError, match=said):
        Pulses(**bad)


@pytest.mark.parametrize(
    ("name", "bad"), [("shortest_ms", 0.01), ("longest_ms", 1.0), ("rise_mv", 0.0)]
)
def test_steps_at_which_the_model_goes_wrong_are_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be above 0 and at most .*got {bad}"):
        Steps(**{name: bad})


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["until_ms", "every_ms"])
def test_bad_times_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be a positive.*got {bad}"):
        run(Pulses((1.0,)), **{"until_ms": 5.0, name: bad})
