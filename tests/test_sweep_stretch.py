"""Can a stretch end it? The sweep over lengths and moments against the cramp loop itself."""

import numpy as np
import pytest

from spasmlab.models import cramp
from spasmlab.sweeps.stretch import (
    CRAMP,
    LENGTHS,
    MOMENTS,
    REST,
    RUNS,
    STRETCH,
    TRACES,
    imposed,
    stretch,
)

draw = np.random.default_rng(9)
points = [(int(draw.integers(len(LENGTHS))), int(draw.integers(len(MOMENTS)))) for _ in range(3)]


def own(length, moment, seed=1, until=6.0):
    ms = np.arange(0, (moment + until) * 1000, 5.0)
    brought = np.interp(ms / 1000 - moment, [0, 0.6, 3.6, 4.2], [REST, length, length, REST])
    drive = np.where((ms >= 1000) & (ms < 2500), 22.0, 0.0)
    return cramp.run(drive, brought, 5.0, seed)


def pull(trace, begin, end):
    some = (trace.ms > round(1000 * begin)) & (trace.ms <= round(1000 * end))
    return (trace.force - trace.passive)[some].mean()


def outcome(length, moment, seed=1):
    trace = own(length, moment, seed)
    before = pull(trace, moment - 1.2, moment)
    held, after = pull(trace, moment + 2.4, moment + 3.6), pull(trace, moment + 4.8, moment + 6)
    return held / before, after / before


def rows(found, low, high):
    return found[(low <= LENGTHS) & (high >= LENGTHS)]


def test_the_stops_go_from_short_to_long():
    assert LENGTHS.tolist() == [round(0.8 + 0.05 * step, 2) for step in range(9)]
    assert REST == 0.75
    assert MOMENTS[0] > 2.5 + 1.2, "the effort must be over before the cramp is measured"
    assert not any(one.flags.writeable for one in (LENGTHS, MOMENTS))


def test_it_answers_for_each_length_moment_and_step_and_a_page_can_carry_it():
    found = stretch()
    assert (STRETCH.name, CRAMP.name) == ("stretch", "cramp")
    assert set(found.stretched) == set(found.alone) == set(TRACES)
    assert {one.shape for one in found.stretched.values()} == {(9, 3, len(found.since_s))}
    assert {one.shape for one in found.alone.values()} == {(len(found.alone_s),)}
    assert found.held.shape == found.after.shape == found.ended.shape == (9, 3)
    assert sum(one.nbytes for one in (*found.stretched.values(), *found.alone.values())) < 48_000


def test_the_times_are_the_middles_of_the_steps():
    found = stretch()
    assert found.since_s[[0, -1]] == pytest.approx([0.03, 5.97])
    assert found.alone_s[[0, -1]] == pytest.approx([0.03, 11.97])


@pytest.mark.parametrize(("length", "moment"), points)
def test_a_trace_is_the_models_own(length, moment):
    trace, found = own(LENGTHS[length], MOMENTS[moment]), stretch()
    since = trace.ms > 1000 * MOMENTS[moment]
    for name in TRACES:
        means = getattr(trace, name)[since].reshape(-1, 12).mean(axis=1)
        assert means == pytest.approx(found.stretched[name][length, moment], rel=1e-4, abs=1e-4)


@pytest.mark.parametrize(("length", "moment"), points)
def test_an_outcome_is_the_models_own(length, moment):
    runs = [outcome(LENGTHS[length], MOMENTS[moment], seed) for seed in range(1, RUNS + 1)]
    found = stretch()
    mine = [one[length, moment] for one in (found.held, found.after)]
    assert runs[0] == pytest.approx(mine, rel=1e-4, abs=1e-6)
    assert found.ended[length, moment] == np.mean([after < 1 / 3 for _, after in runs])


def test_the_length_goes_there_is_held_and_comes_back():
    seconds = np.array([0, 5, 5.3, 5.6, 8.6, 8.9, 9.2, 12])
    assert imposed(1.05, 5, seconds) == pytest.approx(
        [0.75, 0.75, 0.9, 1.05, 1.05, 0.9, 0.75, 0.75]
    )


def test_left_alone_the_cramp_goes_on():
    found = stretch()
    late = found.alone["firing_hz"][found.alone_s > 4]
    assert late == pytest.approx(np.full(late.shape, 16.5), abs=0.5)
    assert np.all(found.alone["force"][found.alone_s > 4] > 0.25)
    assert np.all(found.alone["firing_hz"][found.alone_s < 0.95] == 0)


@pytest.mark.parametrize("moment", range(len(MOMENTS)))
def test_until_the_stretch_it_is_the_cramp_left_alone(moment):
    found = stretch()
    start = np.searchsorted(found.alone_s, MOMENTS[moment])
    for name, most in {"firing_hz": 0.5, "tendon_hz": 15, "force": 0.1}.items():
        before, first = found.alone[name][start - 1], found.stretched[name][:, moment, 0]
        assert first == pytest.approx(before, abs=most)


def test_a_short_stretch_holds_nothing_back_and_the_cramp_stays():
    found = stretch()
    assert np.all(rows(found.held, 0.8, 0.8) > 0.9)
    assert np.all(rows(found.after, 0.8, 0.85) > 0.9)
    assert np.all(rows(found.ended, 0.8, 0.9) == 0)


def test_a_middle_stretch_holds_it_back_until_it_is_let_go():
    assert np.all(rows(stretch().held, 0.85, 0.85) < 0.4)
    assert np.all(rows(stretch().after, 0.85, 0.85) > 0.9)


def test_a_stretch_to_neutral_or_beyond_ends_it_whenever_it_comes():
    found = stretch()
    assert np.all(rows(found.ended, 1.0, 1.2) == 1)
    assert np.all(rows(found.held, 1.0, 1.2) < 0.1)
    assert np.all(rows(found.after, 1.0, 1.2) < 0.3)


def test_no_outcome_but_one_is_near_the_line_drawn():
    after = stretch().after
    near = (after > 0.28) & (after < 0.38)
    assert set(LENGTHS[near.any(axis=1)].tolist()) <= {0.95}


def test_longer_than_neutral_is_not_better():
    after = rows(stretch().after, 1.0, 1.2).mean(axis=1)
    assert list(after) != sorted(after, reverse=True)


def test_some_units_fire_on_after_a_stretch_that_ended_it():
    last = rows(stretch().stretched["firing_hz"], 1.0, 1.2)[..., -10:].mean(axis=-1)
    assert 4 < last.max() < 8.5


def test_the_tendon_organs_and_the_spindle_answer_the_stretch():
    found = stretch()
    going = found.since_s < 0.6
    alone = found.alone["spindle_hz"][found.alone_s > 4].mean()
    assert np.all(rows(found.stretched["spindle_hz"], 1.0, 1.2)[..., going].max(axis=-1) > alone)
    held = (found.since_s > 2.4) & (found.since_s < 3.6)
    pulls = rows(found.stretched["tendon_hz"], 0.8, 0.8)[..., held].mean()
    assert np.all(rows(found.stretched["tendon_hz"], 1.0, 1.2)[..., held].mean(axis=-1) < pulls)
