"""The surface EMG against closed forms, itself and bad input."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import chi

from spasmlab.models import pool
from spasmlab.models.emg import (
    Parameters,
    amplitudes,
    durations,
    median_frequency,
    potential,
    root_mean_square,
    surface,
)

SKIN = Parameters()
duration = st.floats(0.3, 5)  # ms
amplitude = st.floats(0.001, 2)  # mV
FULL = np.minimum(np.arange(5000) / 1500, 1.0)  # excitation, a value a ms


# Published values


def test_the_potentials_are_the_published_ones():
    # Read off projectPR's soleus, attenuated to the middle of its muscle, and off nerlab/emg.py.
    depth = 18.4 / 2 + 1.5
    ends = [round(float(f"{mv * np.exp(-depth / 5):.2g}"), 6) for mv in (0.003, 0.3)]
    assert [SKIN.first_mv, SKIN.last_mv] == ends
    assert (SKIN.first_ms, SKIN.last_ms) == (1.8, 1.4)


@given(amplitude, duration)
def test_the_potential_is_remotos(peak, scale):
    # MotorUnit.java: scaled by the value at λ/√2, and λ/√2 is where the peak is.
    at = scale / np.sqrt(2)
    times = np.linspace(-4, 4, 81) * scale
    wanted = peak * times * np.exp(-((times / scale) ** 2)) / (at * np.exp(-0.5))
    assert potential(times, peak, scale) == pytest.approx(wanted, abs=1e-12)


# Other derivations


@given(amplitude, duration, st.floats(0, 600))
def test_the_spectrum_is_the_closed_form(peak, scale, hertz):
    f = hertz / 1000  # a ms; the potential is odd, so that only its sines are left
    found, _ = quad(
        lambda t: 2 * float(potential(t, peak, scale)) * np.sin(2 * np.pi * f * t),
        0, 8 * scale, limit=200,
    )  # fmt: skip
    closed = np.sqrt(2 * np.e) * np.pi**1.5 * scale**2 * f * np.exp(-((np.pi * f * scale) ** 2))
    assert found == pytest.approx(peak * closed, abs=1e-8 * peak * scale)


@pytest.mark.parametrize("scale", [0.8, 1.4, 1.8, 3.0])
def test_half_of_a_potentials_power_lies_below_the_closed_forms_median(scale):
    # |Φ|² goes as f² e^(-2(πfλ)²), the density of a chi distribution with three degrees
    wanted = 1000 * chi.median(3) / (2 * np.pi * scale)
    assert wanted == pytest.approx(244.8 / scale, rel=1e-3)
    even = Parameters(first_mv=1.0, last_mv=1.0, first_ms=scale, last_ms=scale)
    alone = surface([np.array([500.0])], 1000.0, 0.1, even)
    assert median_frequency(alone, 0.1) == pytest.approx(wanted, abs=1)


def test_the_size_of_the_sum_is_what_independent_units_add_up_to():
    # Campbell: the variance is Σ rate ∫φ², where ∫φ² = A² λ 2e √(π/2)/4
    trains = pool.spike_trains(FULL, seed=5)
    found = surface(trains, 5000.0)[4000:]
    energy = amplitudes(120) ** 2 * durations(120) * 2 * np.e * np.sqrt(np.pi / 2) / 4
    assert found.std() == pytest.approx(np.sqrt((pool.rates(1.0) / 1000 * energy).sum()), rel=0.1)


# Properties


@given(amplitude, duration)
def test_a_potential_has_its_peaks_and_no_mean(peak, scale):
    times = np.linspace(-5, 5, 2001) * scale
    found = potential(times, peak, scale)
    assert found.sum() == pytest.approx(0, abs=1e-9 * peak)
    assert (found.min(), found.max()) == pytest.approx((-peak, peak), rel=1e-4)
    assert times[found.argmax()] == pytest.approx(scale / np.sqrt(2), abs=0.01 * scale)


def test_potentials_add_up_over_spikes_and_units():
    trains = [np.array([20.0, 33.3]), np.array([21.5]), np.array([])]
    whole = surface(trains, 100.0)
    parts = [[[20.0], [], []], [[33.3], [], []], [[], [21.5], []]]
    assert whole == pytest.approx(sum(surface(part, 100.0) for part in parts), abs=1e-15)


def test_the_sum_is_the_potentials_placed_three_durations_after_their_spikes():
    ms = np.arange(0, 60, 0.25)
    wanted = sum(
        potential(ms - spike - 3 * scale, peak, scale)
        for spike, peak, scale in [(10.1, 0.00035, 1.8), (12.0, 0.035, 1.4), (30.0, 0.035, 1.4)]
    )
    found = surface([np.array([10.1]), np.array([12.0, 30.0])], 60.0, 0.25)
    assert found == pytest.approx(wanted, abs=1e-9)


def test_nothing_to_speak_of_comes_before_the_spike():
    found = surface([np.array([50.0])], 100.0, 0.5)
    assert np.abs(found[:100]).max() < 0.001 * np.abs(found).max()


def test_a_coarser_sampling_takes_every_other_value():
    trains = pool.spike_trains(FULL[:500])
    assert surface(trains, 500.0, 1.0) == pytest.approx(surface(trains, 500.0, 0.5)[::2], abs=1e-10)


def test_the_muscles_signal_has_no_mean():
    found = surface(pool.spike_trains(FULL), 5200.0)  # the last potentials end within
    assert found.sum() == pytest.approx(0, abs=1e-6)


def test_more_excitation_gives_a_larger_signal():
    sizes = [surface(pool.spike_trains(FULL * top), 5000.0)[4000:].std() for top in (0.1, 0.4, 1)]
    assert sizes[0] < sizes[1] < sizes[2]


def test_a_whole_contraction_is_of_a_real_ones_size_and_pitch():
    # Two public recordings had 0.037 mV, and medians of 116 and 164 Hz, within their bursts.
    found = surface(pool.spike_trains(FULL), 5000.0)
    steady = root_mean_square(found, 0.5)[4000:9000]
    assert 0.037 / 2 < steady.mean() < 0.037 * 2
    assert 110 < median_frequency(found[4000:], 0.5) < 180


def test_longer_potentials_lower_the_frequency():
    trains = pool.spike_trains(FULL)
    longer = replace(SKIN, first_ms=3.6, last_ms=2.8)
    found = [median_frequency(surface(trains, 5000.0, parameters=p), 0.5) for p in (SKIN, longer)]
    assert found[1] == pytest.approx(found[0] / 2, rel=0.1)


# Limits and shapes


def test_without_spikes_there_is_silence():
    assert surface([np.array([])] * 3, 10.0).tolist() == [0.0] * 20
    assert surface([], 10.0, 1.0).tolist() == [0.0] * 10


def test_units_run_from_the_first_to_the_last():
    assert amplitudes(120)[[0, -1]] == pytest.approx([SKIN.first_mv, SKIN.last_mv])
    assert durations(120)[[0, -1]] == pytest.approx([SKIN.first_ms, SKIN.last_ms])
    assert amplitudes(1).tolist() == [SKIN.first_mv]
    assert np.ptp(np.diff(np.log(amplitudes(9)))) == pytest.approx(0, abs=1e-12)


def test_a_potential_at_the_edge_is_cut():
    trains = [np.array([0.0, 99.0, 500.0])]
    assert surface(trains, 100.0) == pytest.approx(surface(trains, 200.0)[:200])


def test_the_potential_broadcasts():
    assert potential(np.zeros((3, 1)), np.ones(4), 1.5).shape == (3, 4)


def test_the_size_of_a_sine_is_its_height_over_the_root_of_2():
    sine = 3.0 * np.sin(2 * np.pi * 50 * np.arange(0, 2, 0.001)) + 7.0
    assert root_mean_square(sine, 1.0)[500:1500] == pytest.approx(
        np.full(1000, 3 / np.sqrt(2)), rel=0.02
    )
    assert median_frequency(sine, 1.0) == pytest.approx(50, abs=0.5)
    assert root_mean_square(sine, 1.0).size == sine.size


def test_the_potentials_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        SKIN.first_mv = 1.0


# Bad input


@pytest.mark.parametrize("field", [field.name for field in fields(SKIN)])
@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_bad_parameters_are_refused(field, bad):
    with pytest.raises(ValueError, match=f"{field} must be a positive, finite number.*got {bad}"):
        replace(SKIN, **{field: bad})


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_bad_spans_are_refused(bad):
    train, signal = [np.array([1.0])], np.arange(9.0)
    for name, call in {
        "until_ms": lambda: surface(train, bad),
        "every_ms": lambda: surface(train, 10.0, bad),
        "amplitude_mv": lambda: potential(0.0, bad, 1.0),
        "duration_ms": lambda: potential(0.0, 1.0, bad),
        "window_ms": lambda: root_mean_square(signal, 1.0, bad),
    }.items():
        with pytest.raises(ValueError, match=f"{name} must be a positive.*got {bad}"):
            call()
    for call in (root_mean_square, median_frequency):
        with pytest.raises(ValueError, match=f"every_ms must be a positive.*got {bad}"):
            call(signal, bad)


def test_a_sampling_that_folds_the_spectrum_is_refused():
    with pytest.raises(ValueError, match=r"every_ms must be at most 1\.4 ms, got 1\.5"):
        surface([np.array([1.0])], 10.0, 1.5)


@pytest.mark.parametrize("bad", [[2.0, 1.0], [-1.0], [float("nan")], [[1.0]]])
def test_bad_trains_are_refused(bad):
    with pytest.raises(ValueError, match="trains must be rows of rising times from 0 on"):
        surface([np.array(bad)], 10.0)


@pytest.mark.parametrize("bad", [[], [[1.0]], [float("nan")], 5.0])
def test_signals_that_are_no_row_are_refused(bad):
    for call in (root_mean_square, median_frequency):
        with pytest.raises(ValueError, match="millivolts must be a row of finite numbers"):
            call(np.array(bad), 1.0)


def test_a_flat_signal_has_no_frequency():
    with pytest.raises(ValueError, match="millivolts must change to have a frequency"):
        median_frequency(np.zeros(8), 1.0)
