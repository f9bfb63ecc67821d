"""Many people's blood through the fibre and the node: an answer a person, from the two models."""

from dataclasses import replace

import numpy as np
import pytest

from spasmlab.models import axon, cohort, fibre
from spasmlab.models.cohort import Levels, Usual

USUAL = Usual(sodium=139.0, calcium=2.35)


def levels(potassium=4.0, sodium=139.0, calcium=2.35):
    """Return people's blood; a plain number is everyone's."""
    return Levels(
        *(
            np.array(one)
            for one in np.broadcast_arrays(*map(np.atleast_1d, (potassium, sodium, calcium)))
        )
    )


# Published values


def test_the_usual_person_has_the_published_node_and_fibre():
    found = cohort.solve(levels(potassium=4.5, sodium=138.3), replace(USUAL, sodium=138.3))
    assert found.calcium_ionised.tolist() == [1.2]
    assert found.rest_mv[0] == pytest.approx(-85.1, abs=0.3)  # the fibre's source
    assert found.stable_rests.tolist() == [1]
    assert found.axon_threshold_ratio.tolist() == [1.0]
    assert found.axon_fires_by_itself.tolist() == [False]


def test_a_node_of_little_calcium_fires_by_itself_and_of_less_than_usual_sooner():
    half, less = 0.5 / 1.2 * USUAL.calcium, 0.6 / 1.2 * USUAL.calcium
    found = cohort.solve(levels(calcium=[half, less]), USUAL)
    assert found.calcium_ionised == pytest.approx([0.5, 0.6])
    assert found.axon_fires_by_itself.tolist() == [True, False]
    assert found.axon_threshold_ratio[0] == 0
    assert found.axon_threshold_ratio[1] == pytest.approx(0.09, abs=0.01)  # as axon's docstring


# Another derivation: each person's answers from the two models by hand


@pytest.mark.parametrize(
    ("potassium", "sodium", "calcium"), [(4.0, 139.0, 2.35), (3.1, 133.0, 2.2), (5.6, 146.0, 2.6)]
)
def test_every_answer_is_that_of_the_two_models(potassium, sodium, calcium):
    found = cohort.solve(levels(potassium, sodium, calcium), USUAL)
    free = 1.2 * calcium / 2.35
    shift = 22.5 * np.log10(free / 1.2)
    fibres = fibre.Parameters(
        potassium_outside=potassium,
        sodium_outside=sodium,
        sodium_gate_shift=shift,
        potassium_gate_shift=0.37 * shift,
    )
    rests = [rest.millivolts for rest in fibre.rest_states(fibres) if rest.stable]
    top = fibre.run(fibre.Pulses((1.0,), 0.5, 300.0), 21.0, 0.01, fibres).sarcolemma_mv.max()
    node = replace(axon.NODE, sodium_outside=154.0 * sodium / 139.0)
    assert found.calcium_ionised[0] == pytest.approx(free, rel=1e-12)
    assert found.rest_mv[0] == pytest.approx(rests[0], abs=1e-6)
    assert found.stable_rests[0] == len(rests)
    assert found.push_peak_mv[0] == pytest.approx(top, abs=0.3)
    needs = axon.threshold(free, parameters=node) / axon.threshold(1.2)
    assert found.axon_threshold_ratio[0] == pytest.approx(needs, abs=1e-3)


# Properties


def test_more_potassium_lifts_the_rest_and_lowers_the_spark():
    found = cohort.solve(levels(potassium=[3.5, 4.0, 5.0, 6.0, 7.3]), USUAL)
    assert np.all(np.diff(found.rest_mv) > 1)
    assert np.all(np.diff(found.push_peak_mv) < 0)


def test_low_potassium_gives_the_model_a_second_rest():
    found = cohort.solve(levels(potassium=[2.3, 3.0, 4.0]), USUAL)
    assert found.stable_rests.tolist() == [2, 2, 1]


def test_the_node_needs_more_with_more_calcium_and_less_with_more_sodium():
    calcium = cohort.solve(levels(calcium=[2.1, 2.35, 2.6]), USUAL).axon_threshold_ratio
    sodium = cohort.solve(levels(sodium=[130.0, 139.0, 146.0]), USUAL).axon_threshold_ratio
    assert np.all(np.diff(calcium) > 0.05)
    assert np.all(np.diff(sodium) < 0)


def test_calcium_moves_the_fibre_as_it_moves_the_node():
    found = cohort.solve(levels(calcium=[2.1, 2.35, 2.6]), USUAL)
    assert np.all(np.diff(found.rest_mv) < 0)


# Limits and shapes


def test_people_do_not_depend_on_each_other():
    potassium = np.array([3.2, 4.0, 5.5])
    every = cohort.solve(levels(potassium, 141.0, 2.3), USUAL)
    last = cohort.solve(levels(potassium[-1:], 141.0, 2.3), USUAL)
    for name, array in vars(every).items():
        assert getattr(last, name)[0] == array[-1]


def test_a_fibre_without_a_rest_has_no_answer(monkeypatch):
    monkeypatch.setattr(fibre, "rest_states", lambda *_: ())
    found = cohort.solve(levels(), USUAL)
    assert np.isnan([found.rest_mv[0], found.push_peak_mv[0]]).all()
    assert found.stable_rests.tolist() == [0]


def test_nobody_is_an_answer_too():
    found = cohort.solve(levels([]), USUAL)
    assert {len(array) for array in vars(found).values()} == {0}


# Bad input


@pytest.mark.parametrize("name", ["potassium", "sodium", "calcium"])
@pytest.mark.parametrize("value", [0.0, -4.0, np.nan, np.inf])
def test_levels_that_cannot_be_are_named(name, value):
    usual = levels([4.0, 4.1])
    wrong = replace(usual, **{name: np.array([getattr(usual, name)[0], value])})
    with pytest.raises(ValueError, match=rf"{name} must be positive, finite levels.* got {value}"):
        cohort.solve(wrong, USUAL)


def test_levels_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="sodium must be 1-D and as long as the other levels"):
        cohort.solve(Levels(np.array([4.0]), np.array([139.0, 140.0]), np.array([2.35])), USUAL)


def test_calcium_that_no_shift_was_measured_for_is_refused():
    with pytest.raises(ValueError, match=r"calcium must be from 0.4 to 2.5"):
        cohort.solve(levels(calcium=[2.35, 0.5]), USUAL)


@pytest.mark.parametrize("name", ["push_strength", "push_ms", "watch_ms"])
def test_a_push_that_cannot_be_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must be a positive, finite number, got 0"):
        cohort.Parameters(**{name: 0.0})


@pytest.mark.parametrize("name", ["sodium", "calcium"])
def test_a_usual_level_that_cannot_be_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must be a positive, finite number, got -1"):
        replace(USUAL, **{name: -1.0})
