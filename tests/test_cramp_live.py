"""The cramp loop in a live kernel, the shapes of what it gives, and what it refuses."""

import math
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmlab.models.cramp import (
    Parameters,
    afferent_train,
    run,
    start,
    threshold_frequency,
)

USUAL = Parameters()
EFFORT = 22.0  # µA/cm²


# Properties


def live(drive, length, frame_ms, seed=1, parameters=USUAL, stimulus=None):
    state = start(length[0], parameters, seed)
    electric = np.zeros(len(drive)) if stimulus is None else stimulus
    following = [*length[1:], length[-1]]
    return [
        state.advance(frame_ms, *now)
        for now in zip(following, map(float, drive), map(float, electric), strict=True)
    ]


@pytest.mark.parametrize("frame_ms", [50.0, 10.0, 3.5])
def test_the_live_form_equals_the_compiled_one_spike_for_spike(frame_ms):
    ms = np.arange(0, 3000, frame_ms)
    drive = np.where((ms >= 300) & (ms < 1300), EFFORT, 0.0)
    length = np.interp(ms, [0, 1900, 2300], [0.75, 0.75, 1.15])
    stimulus = np.where(ms < 200, 3.0, 0.0)
    whole = run(drive, length, frame_ms, seed=7, stimulus=stimulus)
    frames = live(drive, length, frame_ms, 7, stimulus=stimulus)
    for unit, spikes in enumerate(whole.spikes):
        found = np.concatenate([frame.spikes[unit] for frame in frames])
        assert found.tolist() == spikes.tolist()
    assert sum(map(len, whole.spikes)) > 500
    for field in fields(whole)[:-1]:
        found = [getattr(frame, field.name) for frame in frames]
        assert found == pytest.approx(getattr(whole, field.name), rel=1e-9, abs=1e-9), field.name


def test_how_time_is_cut_changes_nothing():
    one, many = start(0.75, seed=3), start(0.75, seed=3)
    for _ in range(20):
        frame = one.advance(50.0, 0.75, EFFORT)
    for _ in range(100):
        short = many.advance(10.0, 0.75, EFFORT)
    assert (frame.ms, frame.force, frame.firing_hz) == (short.ms, short.force, short.firing_hz)


def test_a_live_kernel_needs_no_compiler():
    code = (
        "import sys; from spasmlab.models.cramp import start;"
        "start(0.75).advance(50.0, 0.75, 22.0);"
        "print(sorted({'numba', 'scipy', 'matplotlib', 'pandas'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# Limits and shapes


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0.5, 1.5)), min_size=1, max_size=30))
def test_any_course_of_lengths_and_drives_stays_finite(course):
    drive, length = np.array(course).T
    trace = run(drive, length)
    for field in fields(trace)[:-1]:
        assert np.all(np.isfinite(getattr(trace, field.name))), field.name
    assert np.all(trace.force >= 0)
    assert np.all(trace.tendon_hz >= 0)
    assert np.all((trace.spindle_hz >= 0) & (trace.spindle_hz <= 400))


def test_a_trace_has_one_value_for_each_sample_and_one_row_of_spikes_for_each_unit():
    trace = run(np.full(7, 20.0), 0.75, 20.0, parameters=replace(USUAL, units=5))
    assert trace.ms.tolist() == [20, 40, 60, 80, 100, 120, 140]
    assert {getattr(trace, field.name).shape for field in fields(trace)[:-1]} == {(7,)}
    assert len(trace.spikes) == 5
    assert all(np.all(np.diff(ms) >= USUAL.refractory) for ms in trace.spikes)


def test_one_number_stands_for_all_samples():
    one = run(15.0, np.full(30, 0.75))
    assert one.force.tolist() == run(np.full(30, 15.0), 0.75).force.tolist()


def test_a_unit_rests_after_a_spike_however_hard_it_is_driven():
    trace = run(np.full(20, 500.0), 0.75)
    assert min(np.diff(ms).min() for ms in trace.spikes) == USUAL.refractory + USUAL.step


def test_a_train_is_a_row_of_fading_pulses():
    train = afferent_train(10.0, 1000.0, 100.0, 2000.0)
    assert len(train) == 2000
    assert np.all(train[:100] == 0)
    assert train[100] == pytest.approx(20.0)
    assert train[115] == pytest.approx(20 / math.e)
    assert np.sum(np.diff(train) > 5) == 10


# Bad input


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0])
@pytest.mark.parametrize("name", ["calcium", "tendon_gain", "step", "longest", "hum", "units"])
def test_bad_parameters_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be .* got {bad}"):
        replace(USUAL, **{name: bad})


@pytest.mark.parametrize(
    ("name", "bad", "wanted"),
    [
        ("units", 16.5, "a whole number"),
        ("units", 0, "above 0"),
        ("step", 0.3, "0.5 ms or a smaller part of 2 ms"),
        ("step", 1.0, "0.5 ms or a smaller part of 2 ms"),
        ("heard_length", 0.8, "above deaf_length"),
        ("reset_mv", -48.0, "below threshold_mv"),
        ("body_share", 1.0, "below 1"),
        ("force_range", 0.5, "1 or more"),
        ("leak_mv", float("inf"), "a finite number"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(name, bad, wanted):
    with pytest.raises(ValueError, match=f"{name} must be {wanted}, got {bad}"):
        replace(USUAL, **{name: bad})


@pytest.mark.parametrize("bad", [0.4, 1.6, float("nan")])
def test_bad_lengths_are_refused(bad):
    for attempt in (
        lambda: run(0.0, [0.75, bad]),
        lambda: start(bad),
        lambda: start(0.75).advance(50.0, bad),
        lambda: threshold_frequency(length=bad),
    ):
        with pytest.raises(ValueError, match=rf"length must be from 0.5 to 1.5 L0, got .*{bad}"):
            attempt()


@pytest.mark.parametrize("bad", [-0.1, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["drive", "stimulus"])
def test_bad_drives_are_refused(name, bad):
    given_samples = {"drive": 0.0, "length": 0.75}
    with pytest.raises(ValueError, match=rf"{name} must be finite and 0 or more, got \[.*{bad}"):
        run(**given_samples | {name: [0.0, bad]})
    with pytest.raises(ValueError, match=rf"{name} must be finite and 0 or more, got {bad}"):
        start(0.75).advance(50.0, 0.75, **{name: bad})


def test_samples_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match=r"drive must be one number or 3 samples, got \[0, 0\]"):
        run([0, 0], [0.75, 0.75, 0.75])
    with pytest.raises(ValueError, match=r"drive must be one number or .* samples, got"):
        run([[0.0]], 0.75)
    with pytest.raises(ValueError, match=r"must be one number or .* samples, got \[\]"):
        run([], [])


@pytest.mark.parametrize("bad", [0.0, -50.0, 0.75, float("nan"), float("inf")])
def test_times_that_are_no_whole_number_of_steps_are_refused(bad):
    with pytest.raises(ValueError, match=f"dt_ms must be a whole number of 0.5 ms, got {bad}"):
        start(0.75).advance(bad, 0.75)
    with pytest.raises(ValueError, match=f"sample_ms must be a whole number of 0.5 ms, got {bad}"):
        run([0.0], 0.75, bad)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["rate_hz", "lasting_ms", "total_ms", "sample_ms"])
def test_bad_trains_are_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be a positive, finite number, got {bad}"):
        afferent_train(**{"rate_hz": 10.0, name: bad})
