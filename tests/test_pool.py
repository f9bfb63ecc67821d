"""The motor-unit pool against its source's numbers, other derivations, itself and bad input."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from spasmlab.models.pool import (
    Parameters,
    contraction_times,
    force,
    gain,
    peak_rates,
    rates,
    spike_trains,
    steady_force,
    thresholds,
    twitch_forces,
)

POOL = Parameters()
share = st.floats(0, 1)
# One unit with a twitch of 1 at 90 ms, but for the last digits
SINGLE = Parameters(units=1, force_range=1 + 1e-12, contraction_range=1 + 1e-12)


def regular(hertz, until_ms=3000.0):
    return np.arange(0, until_ms, 1000 / hertz)


def settled(hertz, pool=SINGLE):
    """The force of one unit in the last whole intervals of 3 s."""
    return force([regular(hertz)], 3000.0, 0.5, pool)[4000:]


# Published values


def test_the_pool_is_the_published_one():
    # Read off runMotorUnitModel.m and Potvin and Fuglevand's code, not off this package.
    assert (POOL.units, POOL.recruitment_range, POOL.least_rate) == (120, 30, 8)
    assert (POOL.first_peak_rate, POOL.last_peak_rate, POOL.rate_slope) == (35, 25, 1)
    assert (POOL.force_range, POOL.slowest_ms, POOL.contraction_range) == (100, 90, 3)
    assert POOL.interval_variation == 0.1


def test_the_last_unit_is_recruited_at_the_published_share_of_excitation():
    # E_max = 30 + (25 - 8)/1; with a range of 50 it is the 67 of Potvin and Fuglevand's code
    assert thresholds()[-1] == pytest.approx(30 / 47)
    assert thresholds(replace(POOL, recruitment_range=50.0))[-1] == pytest.approx(50 / 67)


def test_the_last_units_ends_of_the_published_ranges():
    assert twitch_forces()[-1] == pytest.approx(100)
    assert contraction_times()[-1] == pytest.approx(30)
    assert peak_rates()[-1] == pytest.approx(25)
    assert rates(1.0)[-1] == pytest.approx(25)


def test_the_strongest_unit_reaches_only_57_percent_of_its_fused_force():
    # "only ... ~57% of its maximum (at 25 Hz)": a remark in Potvin and Fuglevand's code
    fused = 9.05 * twitch_forces()[-1]
    assert steady_force(rates(1.0))[-1] / fused == pytest.approx(0.57, abs=0.005)


@pytest.mark.parametrize("time_ms", [30.0, 60.0, 90.0])
def test_a_fused_unit_pulls_nine_times_its_twitch(time_ms):
    found = settled(200.0, replace(SINGLE, slowest_ms=time_ms))
    assert found.mean() == pytest.approx(9.05, abs=0.005)
    assert np.ptp(found) < 0.05


@pytest.mark.parametrize(("hertz", "ripple"), [(10, 0.14), (20, 0.04)])
def test_the_slowest_unit_fuses_as_published(hertz, ripple):
    found = settled(hertz)
    assert np.ptp(found) / found.max() == pytest.approx(ripple, abs=0.005)


# Other derivations


@pytest.mark.parametrize("hertz", [3.0, 8.0, 15.0, 31.0])
def test_a_twitch_is_what_a_critically_damped_muscle_does(hertz):
    # T² F'' + 2 T F' + F = 0 between the spikes, each adding its height times e / T to F'.
    time_ms, train, state, wanted = 90.0, regular(hertz, 1000.0), np.zeros(2), []
    ends = np.append(train[1:], 1000.0)
    for k, (spike, end) in enumerate(zip(train, ends, strict=True)):
        x = time_ms * hertz / 1000
        late = (1 - np.exp(-2 * x**3)) / x * 0.4 / (1 - np.exp(-0.128))
        taller = 1.0 if k == 0 or x <= 0.4 else late
        state = state + np.array([0, taller * np.e / time_ms])
        ms = np.arange(np.ceil(spike), np.ceil(end))
        course = solve_ivp(
            lambda _, y: [y[1], -(y[0] + 2 * time_ms * y[1]) / time_ms**2],
            (spike, end), state, t_eval=np.append(ms, end), rtol=1e-9, atol=1e-12,
        )  # fmt: skip
        wanted.extend(course.y[0][:-1])
        state = course.y[:, -1]
    assert force([train], 1000.0, 1.0, SINGLE) == pytest.approx(np.array(wanted), abs=1e-6)


@pytest.mark.parametrize("hertz", [2.0, 4.4, 10.0, 25.0, 35.0])
def test_the_steady_force_is_the_mean_of_the_moving_one(hertz):
    train = regular(hertz, 6000.0)
    moving = force([train], 6000.0, 0.5, SINGLE)
    late = train[train > 3000]
    whole = (np.arange(0, 6000, 0.5) >= late[0]) & (np.arange(0, 6000, 0.5) < late[-1])
    assert steady_force(np.array([hertz]), SINGLE)[0] == pytest.approx(
        moving[whole].mean(), rel=0.002
    )


def test_intervals_have_the_mean_and_the_variation_asked_for():
    trains = spike_trains(np.full(100_000, 1.0), seed=3)
    for train, hertz in zip(trains[::20], rates(1.0)[::20], strict=True):
        intervals = np.diff(train)
        assert intervals.mean() == pytest.approx(1000 / hertz, rel=0.01)
        assert intervals.std() / intervals.mean() == pytest.approx(0.1, rel=0.08)


# Properties


def test_the_stronger_units_come_later_and_twitch_faster():
    assert np.all(np.diff(thresholds()) > 0)
    assert np.all(np.diff(twitch_forces()) > 0)
    assert np.all(np.diff(contraction_times()) < 0)
    assert np.all(np.diff(peak_rates()) < 0)


@given(share, share)
def test_more_excitation_never_slows_a_unit_or_weakens_the_muscle(one, other):
    low, high = sorted([one, other])
    assert np.all(rates(high) >= rates(low))
    assert steady_force(rates(high)).sum() >= steady_force(rates(low)).sum()


@given(share)
def test_a_unit_fires_from_its_threshold_on_and_within_its_rates(excitation):
    found = rates(excitation)
    working = thresholds() <= excitation + 1e-12
    assert np.all(working[found > 0])
    assert np.all((found[found > 0] >= 8) & (found[found > 0] <= peak_rates()[found > 0]))
    assert np.count_nonzero(found) >= np.count_nonzero(thresholds() <= excitation - 1e-12)


@given(st.floats(0, 0.4), st.floats(0.4, 5))
def test_a_gain_is_1_at_slow_rates_then_tall_and_never_makes_force_fall(slow, fast):
    assert gain(slow) == pytest.approx(1)
    assert gain(fast) * fast >= 0.4 - 1e-12
    assert gain(fast * 1.01) * fast * 1.01 >= gain(fast) * fast - 1e-12


def test_force_adds_up_over_units():
    pair = replace(POOL, units=2)
    trains = [regular(9.0), regular(13.0) + 5]
    both = force(trains, 1000.0, 1.0, pair)
    apart = [force([trains[0], []], 1000.0, 1.0, pair), force([[], trains[1]], 1000.0, 1.0, pair)]
    assert both == pytest.approx(sum(apart))


def test_force_between_samples_is_exact():
    trains = [np.array([3.3, 61.7, 100.05])]
    coarse, fine = (force(trains, 400.0, every, SINGLE) for every in (10.0, 0.1))
    assert coarse == pytest.approx(fine[::100], abs=1e-12)


def test_the_whole_pools_force_is_what_its_rates_promise():
    rising = np.minimum(np.arange(8000) / 3000, 1.0) * 0.6
    found = force(spike_trains(rising), 8000.0)[4000:]
    assert found.mean() == pytest.approx(steady_force(rates(0.6)).sum(), rel=0.02)
    assert found.std() < 0.05 * found.mean()


def test_one_seed_gives_one_set_of_trains_and_another_another():
    excitation = np.full(500, 0.3)
    first, again, other = (spike_trains(excitation, seed=seed) for seed in (1, 1, 2))
    assert [train.tolist() for train in first] == [train.tolist() for train in again]
    assert first[0].tolist() != other[0].tolist()


def test_units_do_not_share_their_noise():
    twins = Parameters(units=2, recruitment_range=1 + 1e-12)
    one, other = spike_trains(np.full(3000, 1.0), parameters=twins)
    count = min(one.size, other.size) - 1
    deviations = [np.diff(train)[:count] for train in (one, other)]
    assert abs(np.corrcoef(*deviations)[0, 1]) < 0.3


# Limits and shapes


def test_without_excitation_nothing_fires_and_nothing_pulls():
    trains = spike_trains(np.zeros(1000))
    assert [train.size for train in trains] == [0] * 120
    assert force(trains, 1000.0).tolist() == [0.0] * 1000
    assert np.count_nonzero(rates(0.0)) == 0


def test_without_noise_a_unit_keeps_its_interval():
    still = replace(POOL, interval_variation=0.0)
    train = spike_trains(np.full(2000, 1.0), parameters=still)[0]
    assert np.diff(train) == pytest.approx(np.full(train.size - 1, 1000 / peak_rates()[0]))


@pytest.mark.parametrize("sample_ms", [0.1, 0.7, 1.0, 10.0])
def test_a_unit_starts_as_its_threshold_is_crossed_and_stops_below(sample_ms):
    count = int(3000 / sample_ms)
    excitation = np.zeros(count)
    excitation[count // 3 : count // 2] = excitation[2 * count // 3 :] = 0.5
    train = spike_trains(excitation, sample_ms)[0]
    assert train[0] == pytest.approx(count // 3 * sample_ms)
    assert not np.any((train >= count // 2 * sample_ms) & (train < 2 * count // 3 * sample_ms))
    assert np.any(np.isclose(train, 2 * count // 3 * sample_ms))
    assert train[-1] < count * sample_ms


def test_a_unit_starts_though_its_moment_is_rounded_down():
    assert int(43 * 0.1 / 0.1) == 42
    trains = spike_trains(np.append(np.zeros(43), np.full(957, 0.5)), 0.1)
    assert trains[0][0] == pytest.approx(4.3)


def test_units_are_the_last_axis():
    assert rates(np.full((3, 4), 0.5)).shape == (3, 4, 120)
    assert steady_force(rates(np.full(7, 0.5))).shape == (7, 120)
    assert gain(np.full((2, 2), 1.0)).shape == (2, 2)
    assert force(spike_trains(np.full(100, 0.5)), 100.0, 0.25).shape == (400,)


def test_the_pool_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        POOL.units = 1


# Bad input


@pytest.mark.parametrize("bad", [-0.1, 1.1, float("nan"), float("inf")])
def test_bad_excitation_is_refused(bad):
    with pytest.raises(ValueError, match=f"excitation must be a share from 0 to 1, got {bad}"):
        rates(bad)
    with pytest.raises(ValueError, match=f"excitation must be a share.*{bad}"):
        spike_trains(np.array([0.5, bad]))


@pytest.mark.parametrize("bad", [[], 0.5, [[0.5]]])
def test_an_excitation_that_is_no_row_is_refused(bad):
    with pytest.raises(ValueError, match="excitation must be a row of shares"):
        spike_trains(bad)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_bad_spans_are_refused(bad):
    trains = [np.array([])] * 120
    with pytest.raises(ValueError, match=f"sample_ms must be a positive.*{bad}"):
        spike_trains(np.ones(5), bad)
    with pytest.raises(ValueError, match=f"until_ms must be a positive.*{bad}"):
        force(trains, bad)
    with pytest.raises(ValueError, match=f"every_ms must be a positive.*{bad}"):
        force(trains, 10.0, bad)


def test_trains_for_another_pool_are_refused():
    with pytest.raises(ValueError, match="trains must be one for each of 120, got 3"):
        force([np.array([1.0])] * 3, 10.0)


@pytest.mark.parametrize("bad", [[2.0, 1.0], [1.0, 1.0], [-1.0], [float("nan")], [[1.0]]])
def test_bad_trains_are_refused(bad):
    with pytest.raises(ValueError, match="trains must be rows of rising times from 0 on"):
        force([np.array(bad)], 10.0, parameters=SINGLE)


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_bad_rates_are_refused(bad):
    with pytest.raises(
        ValueError, match=f"hertz must be finite numbers, 0 or more, got .*{str(bad)[:2]}"
    ):
        steady_force(np.full(120, bad))


@pytest.mark.parametrize("field", [field.name for field in fields(POOL)])
@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_bad_parameters_are_refused(field, bad):
    with pytest.raises(ValueError, match=f"{field} must be a .*got {bad}"):
        replace(POOL, **{field: bad})


@pytest.mark.parametrize(
    ("field", "bad"),
    [("units", 1.5), ("recruitment_range", 1.0), ("interval_variation", 0.3),
     ("last_peak_rate", 7.0), ("last_peak_rate", 36.0)],
)  # fmt: skip
def test_parameters_without_sense_are_refused(field, bad):
    with pytest.raises(ValueError, match=f"{field} must .*got {bad}"):
        replace(POOL, **{field: bad})
