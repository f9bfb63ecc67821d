"""The quiet brake: the sweep over calcium against the nerve's node itself."""

import numpy as np
import pytest

from spasmlab.models import axon
from spasmlab.sweeps.threshold import SETS, STOPS, THRESHOLD, USUAL, threshold

draw = np.random.default_rng(4)


def relative(which, calcium):
    own = SETS[which]
    return axon.threshold(calcium, parameters=own) / axon.threshold(USUAL, parameters=own)


def row(name, which):
    return threshold()[name][list(SETS).index(which)]


def test_the_stops_are_a_twentieth_apart_and_read_as_they_are_written():
    assert STOPS.tolist() == [round(twentieths / 20, 2) for twentieths in range(8, 41)]
    assert not STOPS.flags.writeable
    assert USUAL in STOPS


def test_it_answers_for_each_set_and_stop():
    assert THRESHOLD.name == "threshold"
    assert list(SETS.values()) == [axon.NODE, axon.OTHER]
    assert {name: array.shape for name, array in threshold().items()} == {
        "relative": (2, len(STOPS)),
        "fires": (2, len(STOPS)),
    }


@pytest.mark.parametrize("which", SETS)
def test_an_answer_is_the_models_own(which):
    for stop in draw.choice(len(STOPS), 5, replace=False).tolist():
        calcium = STOPS[stop]
        assert row("relative", which)[stop] == pytest.approx(relative(which, calcium), abs=1e-6)
        fires = axon.fires_by_itself(calcium, parameters=SETS[which])
        assert row("fires", which)[stop] == fires


@pytest.mark.parametrize("which", SETS)
def test_the_axis_is_relative_to_each_sets_own_usual_level(which):
    assert row("relative", which)[STOPS.tolist().index(USUAL)] == 1


@pytest.mark.parametrize("which", SETS)
def test_the_less_calcium_the_sooner_it_fires(which):
    found = row("relative", which)
    assert np.all(np.diff(found[found > 0]) > 0)
    assert np.all(np.diff(found) >= 0)


def test_the_sets_agree_on_the_direction_and_not_on_how_far():
    low = STOPS.tolist().index(0.6)
    assert row("relative", "node")[low] == pytest.approx(0.09, abs=0.005)
    assert row("relative", "other")[low] == pytest.approx(0.67, abs=0.005)


def test_one_set_fires_by_itself_where_calcium_is_low_and_the_other_never_does():
    assert STOPS[row("fires", "node") == 1].tolist() == [0.4, 0.45, 0.5]
    assert not row("fires", "other").any()


@pytest.mark.parametrize("which", SETS)
def test_where_it_fires_by_itself_it_needs_no_current(which):
    assert np.array_equal(row("fires", which) == 1, row("relative", which) == 0)


@pytest.mark.parametrize("which", SETS)
def test_between_stops_a_line_is_near_enough(which):
    for calcium in [0.5305, *draw.uniform(STOPS[0], STOPS[-1], 25)]:
        read = np.interp(calcium, STOPS, row("relative", which))
        allowed = 0.02 if which == "node" and 0.5 < calcium < 0.55 else 0.003
        assert read == pytest.approx(relative(which, calcium), abs=allowed)
