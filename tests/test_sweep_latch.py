"""The latch: the sweep over pulse rates against calcium and contraction themselves."""

import numpy as np
import pytest

from spasmlab.models import contraction
from spasmlab.sweeps.latch import FUSED, LATCH, RATES, latch, pulses, times

draw = np.random.default_rng(5)


def test_the_rates_go_from_single_twitches_to_a_smooth_pull():
    assert RATES[[0, -1]].tolist() == [1, 60]
    assert np.all(np.diff(RATES) > 0)
    assert not RATES.flags.writeable


def test_it_answers_for_each_rate_and_moment_and_a_page_can_carry_it():
    found = latch()
    assert LATCH.name == "latch"
    traces = {"calcium", "activation"}
    assert {name for name in found if found[name].shape == (len(RATES), len(times()))} == traces
    assert {name for name in found if found[name].shape == (len(RATES),)} == set(found) - traces
    assert set(found) - traces == {"ripple", "peak", "mean"}
    assert sum(array.nbytes for array in found.values()) < 40_000


def test_the_moments_count_from_the_first_pulse():
    assert times()[[0, -1]].tolist() == [-50, 1500]
    assert np.ptp(np.diff(times())) == 0
    for rate in RATES.tolist():
        assert pulses(rate)[0] == 0
        assert pulses(rate).size == rate
        assert 500 <= times()[-1] - pulses(rate)[-1] <= 1500


@pytest.mark.parametrize("stop", draw.choice(len(RATES), 4, replace=False).tolist())
def test_a_trace_is_the_models_own(stop):
    own = contraction.run(300 + pulses(RATES[stop]), 1800, every_ms=1)
    twitch = contraction.run([300], 1000, every_ms=0.5).calcium_um.max()
    read, at = latch(), np.isin(own.ms - 300, times())
    assert own.activation[at] == pytest.approx(read["activation"][stop], abs=5e-4)
    assert own.calcium_um[at] / twitch == pytest.approx(read["calcium"][stop], abs=0.005)


@pytest.mark.parametrize("stop", draw.choice(len(RATES), 4, replace=False).tolist())
def test_the_long_trains_numbers_are_the_models_own(stop):
    own, read = contraction.fusion(RATES[stop]), latch()
    assert [read[name][stop] for name in ("ripple", "peak", "mean")] == pytest.approx(
        [own.ripple, own.peak, own.mean], rel=1e-6
    )


def test_a_twitch_is_the_settled_muscles():
    assert latch()["activation"][0].max() == pytest.approx(0.167, abs=5e-4)
    assert latch()["calcium"][0].max() == pytest.approx(1, abs=0.02)


def test_faster_pulses_pull_harder_and_smoother():
    found = latch()
    assert np.all(np.diff(found["peak"]) > 0)
    assert np.all(np.diff(found["mean"]) > 0)
    assert np.all(np.diff(found["ripple"]) < 0)
    assert np.all(np.diff(found["activation"].max(axis=1)) > 0)


def test_puffs_of_calcium_add_up_where_pulses_come_fast():
    tops = latch()["calcium"].max(axis=1)
    assert tops[RATES <= 10] == pytest.approx(np.ones(8), abs=0.02)
    assert np.all(np.diff(tops[RATES >= 15]) > 0)
    assert tops[-1] > 1.2


def test_slow_pulses_stay_apart_and_fast_ones_fuse():
    ripple = latch()["ripple"]
    assert np.all(ripple[RATES <= 5] > 0.9)
    assert RATES[ripple < FUSED].tolist() == [20, 30, 45, 60]


def test_the_muscle_lets_go_after_the_last_pulse_at_every_rate():
    found = latch()
    assert np.all(found["activation"][:, -1] < 0.05 * found["activation"].max(axis=1))
    assert np.all(found["calcium"][:, -1] < 0.05)
    assert np.all(found["activation"][:, times() < 0] < 0.01)


def test_between_rates_the_long_trains_numbers_lie_on_a_line():
    found = latch()
    for rate in [6.8, *draw.uniform(RATES[0], RATES[-1], 25)]:
        own = contraction.fusion(rate)
        for name in ("ripple", "peak", "mean"):
            read = np.interp(rate, RATES, found[name])
            assert read == pytest.approx(getattr(own, name), abs=0.03)
