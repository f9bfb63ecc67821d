"""A fast fibre for students: the sweep over pulse rates against the fibre itself."""

import numpy as np
import pytest

from spasmlab.models import fibre_fast
from spasmlab.sweeps.fast import FAST, FIRST, RATES, fast, pulses, times

draw = np.random.default_rng(7)


def own(rate):
    return fibre_fast.run(pulses(rate), 850, every_ms=0.25, start=fibre_fast.settled())


def test_the_rates_go_from_one_pulse_to_a_hundred_a_second():
    assert RATES[[0, -1]].tolist() == [1, 100]
    assert not RATES.flags.writeable
    assert [pulses(rate).size for rate in RATES.tolist()] == [1, 5, 10, 15, 20, 25, 30, 40, 50]
    assert np.all(np.diff(pulses(80)) == 12.5)
    assert pulses(100)[-1] - pulses(100)[0] < 500


def test_it_answers_for_each_rate_and_moment_and_a_page_can_carry_it():
    found = fast()
    assert FAST.name == "fast"
    assert times()[[0, -1]].tolist() == [FIRST, 850]
    traces = dict.fromkeys(("calcium_um", "crossbridges"), (len(RATES), len(times())))
    numbers = ("calcium_peak", "bridges_peak", "surface", "tubules")
    assert {name: array.shape for name, array in found.items()} == {
        **traces,
        **dict.fromkeys(numbers, (len(RATES),)),
    }
    assert sum(array.nbytes for array in found.values()) < 40_000


@pytest.mark.parametrize("stop", draw.choice(len(RATES), 3, replace=False).tolist())
def test_a_trace_is_the_models_own(stop):
    trace, found = own(RATES[stop]), fast()
    at = np.isin(trace.ms, times())
    assert trace.calcium_um[at] == pytest.approx(found["calcium_um"][stop], rel=1e-5)
    assert trace.crossbridges[at] == pytest.approx(found["crossbridges"][stop], rel=1e-5)
    assert trace.calcium_um.max() == pytest.approx(found["calcium_peak"][stop], rel=1e-5)
    assert trace.crossbridges.max() == pytest.approx(found["bridges_peak"][stop], rel=1e-5)


def test_faster_pulses_pull_harder():
    found = fast()
    assert np.all(np.diff(found["bridges_peak"]) > 0)
    assert found["bridges_peak"][0] == pytest.approx(0.30, abs=0.01)
    assert found["bridges_peak"][-1] == pytest.approx(2.30, abs=0.02)


def test_slow_pulses_stay_apart_and_fast_ones_fuse():
    late = (times() > 350) & (times() <= 550)
    pull = fast()["crossbridges"][:, late]
    ripple = 1 - pull.min(axis=1) / pull.max(axis=1)
    assert ripple[1] > 0.7
    assert np.all(np.diff(ripple[1:]) < 0)
    assert ripple[-1] < 0.15


def test_it_lets_go_after_the_last_pulse():
    found = fast()["crossbridges"]
    assert np.all(found[1:, -1] < 0.25 * found[1:].max(axis=1))
    assert found[0, -1] == pytest.approx(found[0, 0], abs=0.01)


def test_every_pulse_fires_the_surface_and_the_fast_ones_fail_inside():
    found = fast()
    sent = [pulses(rate).size for rate in RATES.tolist()]
    assert found["surface"][:-1].tolist() == sent[:-1]
    assert found["surface"][-1] > 0.9 * sent[-1]
    assert found["tubules"][RATES <= 60].tolist() == sent[:7]
    assert np.all(found["tubules"][RATES > 60] < 15)


def test_a_drawn_trace_misses_little_of_calciums_tops():
    found = fast()
    missed = 1 - found["calcium_um"].max(axis=1) / found["calcium_peak"]
    assert np.all((missed >= 0) & (missed < 0.17))


def test_between_rates_the_peak_pull_lies_on_a_line():
    for rate in draw.uniform(RATES[0], RATES[-1], 6):
        read = np.interp(rate, RATES, fast()["bridges_peak"])
        assert read == pytest.approx(own(rate).crossbridges.max(), abs=0.02)
