"""A muscle's motor units: which of them work, how fast they fire, and the force they add up to.

Equations
    Threshold     E_i = R^(i/n), for unit i = 1..n, R the range
    Rate          0 below the threshold, else f_min + slope (E - E_i), at most the unit's peak
    Peak rate     f_1 - (f_1 - f_n) E_i/E_n
    Greatest      E_max = E_n + (f_n - f_min)/slope: there the last unit reaches its peak
    Spikes        the first as its threshold is crossed; then one every μ + σ Z, μ = 1/rate at the
                  spike before, σ = variation μ, Z from a normal distribution cut off at ±3.9
    Twitch        P_i = RP^(i/n), T_i = T_1 (1/P_i)^(ln RT / ln RP)
    Force         Σ g P_i (t/T_i) e^(1 - t/T_i), over the spikes of every unit
    Gain          g(x) = 1 for x ≤ 0.4, else (S(x)/x) / (S(0.4)/0.4), S(x) = 1 - e^(-2x³), with x
                  T_i over the interval before the spike; 1 for a unit's first spike
    Steady force  e P x g(x), the mean of the force at a constant rate: far up, 9.05 P for every T

Units
    Excitation is a share of E_max, 0 to 1, and so are ``thresholds``. Rate Hz, time ms. Force is
    counted in twitches of a unit at the pool's lower end (P of unit 0, which there is not).

Shapes
    What belongs to a unit has the units as its last axis, in order of recruitment.
    ``spike_trains`` gives a list of rows of times, a row a unit; ``force`` a row of values.

Errors
    ValueError, naming the argument and showing its value, for excitation outside 0 to 1 or not
    finite, for rates below 0, for spans that are not positive and finite, for more or fewer trains
    than units, for times that are not finite, not rising or below 0, and for parameters without
    physical sense.

Limits
    Isometric: no length, no velocity, no fatigue, no spinal loop. The rates rise in parallel and
    hold at a peak, as in the source; the highest units work below full fusion even at E_max.
    The units' noises are independent: real units share some of it, which makes force shake more.
    At a step of excitation every unit below it fires at once, and the force starts with a jerk:
    start from a ramp. Nagamori and others 2021, doi:10.1371/journal.pcbi.1008707, found that this
    twitch and gain fuse too slowly and then too suddenly: a unit's ripple does not fall steadily.

Sources
    Fuglevand, Winter & Patla 1993, J Neurophysiol 70:2470, doi:10.1152/jn.1993.70.6.2470: not
    read. Equations and numbers are those of three public transcriptions:
    github.com/anagamori/Motor-Unit-Model-Fuglevand (MotorUnitModel.m and runMotorUnitModel.m),
    github.com/molinaris/neuromuscular_notebook (NeMu.ipynb, which prints them), and Potvin and
    Fuglevand's own code of 2017, github.com/iandanforth/Potvin_Fuglevand_Muscle_Fatigue_Model.
    The last confirms a force range of 100; it has a recruitment range of 50 ("30 or 50") and
    counts units from 0, which makes the ranges exact; here they are counted from 1, as in 1993.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CUT_OFF = 3.9  # standard deviations, for an interval's noise
ROUNDING = 1e-9  # samples: 43 * 0.1 / 0.1 is below 43, and a unit would miss its start
GAIN_FROM = 0.4  # contraction times over interval, where twitches begin to add up unevenly


@dataclass(frozen=True)
class Parameters:
    """A pool of motor units; numbers without a note are runMotorUnitModel.m's."""

    units: int = 120  # Potvin and Fuglevand 2017
    recruitment_range: float = 30.0  # the last threshold over that of a unit before the first
    least_rate: float = 8.0  # Hz
    first_peak_rate: float = 35.0  # Hz, about: of a unit without a threshold
    last_peak_rate: float = 25.0  # Hz
    rate_slope: float = 1.0  # Hz for one unit of excitation as in E_i
    interval_variation: float = 0.1  # standard deviation over mean
    force_range: float = 100.0  # the strongest twitch over that of a unit before the weakest
    slowest_ms: float = 90.0  # to a twitch's peak, of the same unit
    contraction_range: float = 3.0  # the slowest twitch over the fastest

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            allowed, kind = self._rule(name, value)
            if not (math.isfinite(value) and allowed):
                raise ValueError(f"{name} must be a {kind}, got {value!r}")
        if not self.least_rate <= self.last_peak_rate <= self.first_peak_rate:
            raise ValueError(
                "last_peak_rate must lie from least_rate to first_peak_rate, "
                f"got {self.last_peak_rate!r}"
            )

    @staticmethod
    def _rule(name: str, value: float) -> tuple[bool, str]:
        if name == "units":
            return value >= 1 and value % 1 == 0, "whole number, 1 or more"
        if name.endswith("_range"):
            return value > 1, "finite number above 1"
        if name == "interval_variation":  # more could make an interval negative
            return 0 <= value < 1 / CUT_OFF, f"number from 0 to less than {1 / CUT_OFF:.3f}"
        return value > 0, "positive, finite number"


POOL = Parameters()


def thresholds(parameters: Parameters = POOL) -> Array:
    """Return the excitation at which each unit starts, as a share of the greatest."""
    return _excitations(parameters) / _greatest(parameters)


def peak_rates(parameters: Parameters = POOL) -> Array:
    """Return each unit's highest rate, in Hz."""
    fall = parameters.first_peak_rate - parameters.last_peak_rate
    return parameters.first_peak_rate - fall * _excitations(parameters) / (
        parameters.recruitment_range
    )


def rates(excitation: float | Array, parameters: Parameters = POOL) -> Array:
    """Return each unit's rate in Hz, 0 for those at rest; units are the last axis."""
    share = np.asarray(excitation, dtype=float)
    if not np.all((share >= 0) & (share <= 1)):  # NaN fails it too
        raise ValueError(f"excitation must be a share from 0 to 1, got {excitation!r}")
    above = share[..., np.newaxis] * _greatest(parameters) - _excitations(parameters)
    risen = parameters.least_rate + parameters.rate_slope * above
    return np.where(above >= 0, np.minimum(risen, peak_rates(parameters)), 0.0)


def spike_trains(
    excitation: Array,
    sample_ms: float = 1.0,
    seed: int | np.random.Generator = 0,
    parameters: Parameters = POOL,
) -> list[Array]:
    """Return when each unit fires, in ms, given an excitation held from sample to sample."""
    if np.ndim(excitation) != 1 or np.size(excitation) == 0:
        raise ValueError(f"excitation must be a row of shares, got {excitation!r}")
    _span("sample_ms", sample_ms)
    courses = rates(excitation, parameters).T
    own = np.random.default_rng(seed).spawn(parameters.units)  # so units do not share their noise
    variation = parameters.interval_variation
    return [
        np.fromiter(_spikes(course, sample_ms, variation, noise), dtype=float)
        for course, noise in zip(courses, own, strict=True)
    ]


def twitch_forces(parameters: Parameters = POOL) -> Array:
    """Return the peak of each unit's single twitch, in twitches of a unit before the weakest."""
    return parameters.force_range ** _places(parameters)


def contraction_times(parameters: Parameters = POOL) -> Array:
    """Return the time from each unit's spike to its twitch's peak, in ms."""
    return parameters.slowest_ms * parameters.contraction_range ** -_places(parameters)


def gain(contractions: float | Array) -> Array:
    """Return how much taller a twitch is than alone, given contraction times an interval."""
    x = np.maximum(np.asarray(contractions, dtype=float), GAIN_FROM)
    return np.asarray(_fusion(x) / x / (_fusion(np.asarray(GAIN_FROM)) / GAIN_FROM))


def steady_force(hertz: Array, parameters: Parameters = POOL) -> Array:
    """Return each unit's mean force at constant rates; the last axis are the units."""
    if not np.all(np.isfinite(hertz) & (np.asarray(hertz) >= 0)):
        raise ValueError(f"hertz must be finite numbers, 0 or more, got {hertz!r}")
    x = contraction_times(parameters) * np.asarray(hertz) / 1000
    forces: Array = math.e * twitch_forces(parameters) * x * gain(x)
    return forces


def force(
    trains: Sequence[Array],
    until_ms: float,
    every_ms: float = 1.0,
    parameters: Parameters = POOL,
) -> Array:
    """Return the muscle's force every so often from 0 to before ``until_ms``."""
    _span("until_ms", until_ms)
    _span("every_ms", every_ms)
    if len(trains) != parameters.units:
        raise ValueError(f"trains must be one for each of {parameters.units}, got {len(trains)}")
    ms = np.arange(0, until_ms, every_ms)
    total = np.zeros(ms.size)
    scales = zip(trains, twitch_forces(parameters), contraction_times(parameters), strict=True)
    for train, strength, time_ms in scales:
        total += strength * _unit_force(ms, checked(train), float(time_ms))
    return total


def checked(train: Array) -> Array:
    """Return a row of spike times, in ms, once it is one."""
    times = np.asarray(train, dtype=float)
    if (
        times.ndim != 1
        or not np.all(np.isfinite(times) & (times >= 0))
        or np.any(np.diff(times) <= 0)
    ):
        raise ValueError(f"trains must be rows of rising times from 0 on, got {train!r}")
    return times


def _spikes(
    course: Array, sample_ms: float, variation: float, noise: np.random.Generator
) -> Iterator[float]:
    """Yield a unit's spikes, in ms, given its rate in each sample."""
    hertz: list[float] = course.tolist()
    starts = np.flatnonzero((course > 0) & (np.append(0.0, course[:-1]) == 0))
    end = (course.size - ROUNDING) * sample_ms
    moment = 0.0
    for start in starts.tolist():
        moment = max(moment, start * sample_ms)
        while moment < end and (rate := hertz[int(moment / sample_ms + ROUNDING)]) > 0:
            yield moment
            deviation = min(max(noise.standard_normal(), -CUT_OFF), CUT_OFF)
            moment += 1000 / rate * (1 + variation * deviation)


def _unit_force(ms: Array, train: Array, time_ms: float) -> Array:
    """Return one unit's force in its own twitches, exact between the samples."""
    if train.size == 0:
        return np.zeros(ms.size)
    intervals = np.append(np.inf, np.diff(train)) / time_ms
    heights = math.e * gain(1 / intervals)
    falling, rising = np.empty(train.size), np.empty(train.size)
    at = onto = 0.0  # the force is (at + onto s) e^-s, s contraction times after a spike
    for spike, (span, height) in enumerate(zip(intervals.tolist(), heights.tolist(), strict=True)):
        kept = math.exp(-span)
        at, onto = (kept * (at + span * onto), kept * onto) if kept else (0.0, 0.0)
        onto += height
        falling[spike], rising[spike] = at, onto
    last = np.searchsorted(train, ms, side="right") - 1
    since = (ms - train[last]) / time_ms
    fired = last >= 0
    since = np.where(fired, since, 0.0)
    return np.where(fired, np.exp(-since) * (falling[last] + since * rising[last]), 0.0)


def _places(parameters: Parameters) -> Array:
    """Return i/n for each unit."""
    return np.arange(1, parameters.units + 1) / parameters.units


def _excitations(parameters: Parameters) -> Array:
    return parameters.recruitment_range ** _places(parameters)


def _greatest(parameters: Parameters) -> float:
    lift = parameters.last_peak_rate - parameters.least_rate
    return parameters.recruitment_range + lift / parameters.rate_slope


def _fusion(x: Array) -> Array:
    return np.asarray(-np.expm1(-2 * x**3))


def _span(name: str, value: float) -> None:
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"{name} must be a positive, finite number of ms, got {value!r}")
