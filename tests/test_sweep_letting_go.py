"""Energy to let go: the sweep over ATP against the cross-bridges themselves."""

import numpy as np
import pytest

from spasmlab.models import crossbridge
from spasmlab.sweeps.letting_go import (
    ATP,
    BACK,
    CALCIUM,
    GONE,
    LETTING_GO,
    atp,
    letting_go,
    settled,
    times,
)

draw = np.random.default_rng(6)
levels = pytest.mark.parametrize("level", list(CALCIUM))


def at(level):
    return list(CALCIUM).index(level)


def during(name, level, begin, end):
    return letting_go()[name][at(level)][(times() >= begin) & (times() < end)]


# Where the heads settle


def test_the_stops_go_from_none_to_plenty_in_even_shares():
    assert ATP[[0, 1, -1]].tolist() == [0, 0.001, 8]
    assert np.ptp(np.diff(np.log(ATP[1:]))) < 1e-9
    assert not ATP.flags.writeable


@levels
@pytest.mark.parametrize("stop", [0, *draw.choice(len(ATP), 3).tolist()])
def test_an_answer_is_the_models_own(level, stop):
    own, found = crossbridge.steady(ATP[stop], CALCIUM[level]), settled()
    without = crossbridge.steady(0.0, CALCIUM[level])
    assert found.attached.shape == found.rigor.shape == found.force.shape == (2, len(ATP))
    assert found.attached[at(level), stop] == pytest.approx(own.attached, rel=1e-9)
    assert found.rigor[at(level), stop] == pytest.approx(own.rigor, rel=1e-9)
    force = own.force_kpa / without.force_kpa
    assert found.force[at(level), stop] == pytest.approx(force, rel=1e-9)


def test_the_less_atp_the_more_heads_are_stuck():
    for one in (settled().attached, settled().rigor, settled().force):
        assert np.all(np.diff(one, axis=1) < 0)


def test_heads_at_rest_let_go_only_where_there_is_atp():
    attached = settled().attached[at("rest")]
    assert attached[0] > 0.99
    assert attached[-1] < 0.02
    assert settled().rigor[:, -1].max() < 0.03


def test_with_plenty_of_atp_calcium_alone_decides_who_holds_on():
    assert settled().attached[at("full"), -1] == pytest.approx(0.86, abs=0.005)


def test_rigor_pulls_harder_here_than_was_measured():
    # The model's: 3.1 times; measured: 1.6. A panel compares no sizes, see the docstring.
    assert 1 / settled().force[at("full"), -1] == pytest.approx(3.1, abs=0.05)


@levels
def test_between_stops_a_line_over_the_logarithm_is_near_enough(level):
    found, asked = settled(), np.exp(draw.uniform(np.log(ATP[1]), np.log(ATP[-1]), 500))
    own = crossbridge.steady(asked, CALCIUM[level])
    for name in ("attached", "rigor"):
        read = np.interp(np.log(asked), np.log(ATP[1:]), getattr(found, name)[at(level), 1:])
        assert read == pytest.approx(getattr(own, name), abs=0.02)


@levels
def test_between_none_and_the_first_stop_a_line_is_near_enough(level):
    asked = draw.uniform(0, ATP[1], 50)
    own = crossbridge.steady(asked, CALCIUM[level])
    read = np.interp(asked, ATP, settled().attached[at(level)])
    assert read == pytest.approx(own.attached, abs=1e-4)


# The time course


def test_it_answers_for_each_level_of_calcium_and_moment():
    assert LETTING_GO.name == "letting_go"
    assert times()[[0, -1]].tolist() == [0, 3980]
    assert {name: array.shape for name, array in letting_go().items()} == dict.fromkeys(
        ("attached", "rigor", "force"), (2, 200)
    )


@levels
def test_the_course_is_the_models_own(level):
    moments = np.arange(4000)
    fine = np.where((moments >= 500) & (moments < 2500), 0.0, 8.0)
    own = crossbridge.run(fine, 1.0, CALCIUM[level]).bridges
    without = crossbridge.steady(0.0, CALCIUM[level]).force_kpa
    found = letting_go()
    assert own.attached[::20] == pytest.approx(found["attached"][at(level)], abs=1e-4)
    assert own.rigor[::20] == pytest.approx(found["rigor"][at(level)], abs=1e-4)
    assert own.force_kpa[::20] / without == pytest.approx(found["force"][at(level)], abs=1e-4)


def test_atp_goes_and_comes_back():
    assert set(atp()) == {0, 8}
    assert np.all((atp() == 0) == ((times() >= GONE) & (times() < BACK)))


@levels
def test_it_begins_settled_and_comes_back_to_where_it_was(level):
    before = settled().attached[at(level), -1]
    assert during("attached", level, 0, GONE) == pytest.approx(before, abs=1e-4)
    assert during("attached", level, BACK + 1000, 4000) == pytest.approx(before, abs=1e-3)


def test_without_atp_a_resting_muscle_locks_and_with_it_lets_go():
    locking = during("attached", "rest", GONE, BACK)
    assert np.all(np.diff(locking) > -1e-6)
    assert locking[-1] > 0.99
    assert during("rigor", "rest", GONE, BACK)[-1] == pytest.approx(0.8, abs=0.02)
    assert np.all(np.diff(during("attached", "rest", BACK, 3000)) <= 1e-6)
    assert during("force", "rest", BACK + 500, 4000).max() < 0.01


def test_with_full_calcium_it_locks_too_and_goes_on_pulling_after():
    assert during("force", "full", GONE, BACK)[-1] == pytest.approx(1, abs=1e-3)
    assert during("force", "full", BACK + 1000, 4000).min() > 0.3
