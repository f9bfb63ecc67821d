"""How much of a medicine is in the blood after doses by mouth, and when a label allows the next.

Equations
    One dose        C = (F D / V) ka / (ka - ke) (e^(-ke u) - e^(-ka u)),   u = t - t_dose - lag
                    and where ka = ke:   C = (F D / V) k u e^(-k u)
    Many doses      the sum of each dose's own C (superposition)
    Peak            lag + ln(ka / ke) / (ka - ke) after the dose;   where ka = ke:   lag + 1 / k
    Area            F D / (V ke) for each dose, however fast it is absorbed
    Label           the next dose may come ``interval_hours`` after the one before, if it and all
                    doses less than 24 h old add up to no more than ``daily_limit_mg``
    Absorption      the ka whose peak comes at a known hour: the root of the equation of the peak

Units
    dose mg, volume L, concentration mg/L, time h, rate constant 1/h.

Shapes
    ``concentration`` takes any array of hours and gives one of that shape; ``doses_mg`` and
    ``times_h`` are as long as each other, in any order. A plain number gives a float.

Errors
    ValueError, naming the argument and showing its value, for a rate constant, volume, interval,
    limit or peak that is not positive and finite, a bioavailability outside 0 to 1, a lag or dose
    that is negative or not finite, a time that is not finite, doses and times of different lengths,
    and, in ``may_take``, a next dose that comes before one already taken.

Limits
    Exposure only: nothing here says what a concentration does, and none is called safe. The model
    is for medicines that one compartment describes and whose breakdown does not saturate:
    salicylate after much aspirin, and slow-release tablets, are outside it. A metabolite that
    builds up (diazepam's, carisoprodol's) is another drug. Where ka < ke, absorption is the slow
    step and the tail falls with ka, not ke ("flip-flop"): ``half_life`` gives what the tail shows,
    and ``is_flip_flop`` says when that is not elimination.
    A label's rules are the label's: the module ships no drug and no label, and a dose that
    ``may_take`` does not refuse may be refused for other reasons: another product with the same
    medicine, age, kidneys, other drugs.
    The 24 hours roll, from whichever dose, and do not start anew at midnight; a dose leaves them
    at the instant it is 24 h old, so that a quarter of the limit every 6 h may go on and on.

Sources
    IUPAC, Glossary of terms used in toxicology, 2nd edition, Pure Appl Chem 2007;79:1153,
    doi:10.1351/goldbook.15499, for the Bateman function. Garrett 1994, J Pharmacokinet Biopharm
    22:103, abstract, for equal constants and for flip-flop.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Float = float | Array  # a number, or an array of them

DAY = 24.0  # h
ROUNDING = 1e-9  # sums of decimal times and doses are off by less: 0.1 h ten times over, say


@dataclass(frozen=True)
class Drug:
    """What one body does with one medicine taken by mouth."""

    volume_l: float  # L, that the dose seems to spread through
    absorption_per_hour: float  # ka
    elimination_per_hour: float  # ke
    bioavailability: float = 1.0  # F, 0 to 1; leave at 1 where the volume is given as V / F
    lag_hours: float = 0.0  # from swallowing to the start of absorption

    def __post_init__(self) -> None:
        for name in ("volume_l", "absorption_per_hour", "elimination_per_hour"):
            _positive(name, getattr(self, name))
        if not 0 <= self.bioavailability <= 1:  # NaN fails it too
            raise ValueError(f"bioavailability must be 0 to 1, got {self.bioavailability!r}")
        if not (np.isfinite(self.lag_hours) and self.lag_hours >= 0):
            raise ValueError(f"lag_hours must be finite, 0 or more, got {self.lag_hours!r}")


@dataclass(frozen=True)
class Label:
    """What a label allows."""

    interval_hours: float  # the shortest time from one dose to the next
    daily_limit_mg: float  # the most in any 24 hours

    def __post_init__(self) -> None:
        _positive("interval_hours", self.interval_hours)
        _positive("daily_limit_mg", self.daily_limit_mg)


@dataclass(frozen=True)
class Refusal:
    """Why a dose may not be taken, and when it may."""

    rule: str  # "interval", or "daily limit"
    earliest_hours: float  # infinite where the dose alone is above the limit


def concentration(
    hours: ArrayLike, doses_mg: Sequence[float], times_h: Sequence[float], drug: Drug
) -> Float:
    """Return the concentration in the blood, in mg/L, at each of the hours.

    >>> drug = Drug(volume_l=40.0, absorption_per_hour=2.0, elimination_per_hour=0.2)
    >>> round(concentration(peak_time(drug), [10.0], [0.0], drug), 3)
    0.194
    """
    doses, times = _taken(doses_mg, times_h)
    clock = np.asarray(hours, dtype=float)
    if not np.all(np.isfinite(clock)):
        raise ValueError(f"hours must be finite, got {hours!r}")
    since = np.maximum(clock[..., None] - times - drug.lag_hours, 0.0)
    whole = np.sum(doses * _bateman(since, drug), axis=-1) * drug.bioavailability / drug.volume_l
    return float(whole) if clock.ndim == 0 else whole


def peak_time(drug: Drug) -> float:
    """Return the hours from a single dose to its highest concentration.

    >>> peak_time(Drug(40.0, absorption_per_hour=0.5, elimination_per_hour=0.5))
    2.0
    """
    fast, slow = drug.absorption_per_hour, drug.elimination_per_hour
    apart = (fast - slow) / slow
    if abs(apart) < ROUNDING:
        return drug.lag_hours + 1 / slow
    return drug.lag_hours + float(np.log1p(apart)) / (fast - slow)


def absorption_for(peak_hours: float, elimination_per_hour: float) -> float:
    """Return the ka, in 1/h, whose highest concentration comes so many hours after a dose.

    An early peak asks for fast absorption, a peak later than 1 / ke for flip-flop.

    >>> round(absorption_for(2.0, 0.5), 6)
    0.5
    """
    _positive("peak_hours", peak_hours)
    _positive("elimination_per_hour", elimination_per_hour)
    low, high = -40.0, 40.0  # logarithms of ka / ke, between which every peak here lies
    for _ in range(100):
        middle = (low + high) / 2
        drug = Drug(1.0, elimination_per_hour * float(np.exp(middle)), elimination_per_hour)
        low, high = (middle, high) if peak_time(drug) > peak_hours else (low, middle)
    return elimination_per_hour * float(np.exp((low + high) / 2))


def half_life(drug: Drug) -> float:
    """Return the hours in which the tail of the curve halves: of the slower of the two steps."""
    return float(np.log(2) / min(drug.absorption_per_hour, drug.elimination_per_hour))


def is_flip_flop(drug: Drug) -> bool:
    """Return whether absorption is the slower step, so that the tail shows it and not ke."""
    return drug.absorption_per_hour < drug.elimination_per_hour


def area(doses_mg: Sequence[float], drug: Drug) -> float:
    """Return the whole exposure to the doses, in mg·h/L: the area under the concentration."""
    doses, _ = _taken(doses_mg, [0.0] * len(doses_mg))
    return float(drug.bioavailability * doses.sum() / (drug.volume_l * drug.elimination_per_hour))


def may_take(
    times_h: Sequence[float],
    doses_mg: Sequence[float],
    next_time: float,
    next_dose: float,
    label: Label,
) -> Refusal | None:
    """Return why the next dose may not be taken at its time, or None where the label allows it.

    The rule named is the one that holds the dose back longest. Its ``earliest_hours`` is the first
    time at which no rule does, on the clock of ``times_h``.

    >>> may_take([0.0, 6.0], [1000.0, 1000.0], 8.0, 1000.0, Label(6.0, 4000.0))
    Refusal(rule='interval', earliest_hours=12.0)
    """
    doses, times = _taken(doses_mg, times_h)
    if not np.isfinite(next_time):
        raise ValueError(f"next_time must be finite, got {next_time!r}")
    _positive("next_dose", next_dose)
    last = times.max(initial=-np.inf)
    if next_time < last:
        raise ValueError(f"next_time must not come before the last dose, got {next_time!r}")
    bounds = {
        "interval": float(last + label.interval_hours),
        "daily limit": _room(times, doses, next_dose, label.daily_limit_mg),
    }
    rule = max(bounds, key=lambda name: bounds[name])
    if next_time >= bounds[rule] - ROUNDING:
        return None
    return Refusal(rule, bounds[rule])


def broken(times_h: Sequence[float], doses_mg: Sequence[float], label: Label) -> str | None:
    """Return the rule of a label that doses break, in whatever order they are told, or None.

    The 24 hours roll: from each dose on, those less than 24 h later count with it.

    >>> broken([12.0, 0.0, 6.0], [1000.0, 1000.0, 1000.0], Label(6.0, 3000.0)) is None
    True
    >>> broken([0.0, 6.0, 9.0], [1000.0, 1000.0, 1000.0], Label(6.0, 3000.0))
    'interval'
    """
    doses, times = _taken(doses_mg, times_h)
    order = np.argsort(times)
    doses, times = doses[order], times[order]
    if np.any(np.diff(times) < label.interval_hours - ROUNDING):
        return "interval"
    since = times - times[:, None]
    within = (since >= 0) & (since < DAY - ROUNDING)
    most = np.max(within @ doses, initial=0.0)
    return "daily limit" if most > label.daily_limit_mg * (1 + ROUNDING) else None


def _room(times: Array, doses: Array, dose: float, limit: float) -> float:
    """Return the time after which the dose fits into the day's limit: minus infinity for always."""
    if dose > limit * (1 + ROUNDING):
        return float("inf")
    order = np.argsort(times)
    kept = np.cumsum(doses[order][::-1])[::-1]  # mg still counted until each dose is a day old
    over = kept + dose > limit * (1 + ROUNDING)
    return float(times[order][over][-1] + DAY) if over.any() else float("-inf")


def _bateman(since: Array, drug: Drug) -> Array:
    """Return the share of a dose that is in the blood, some hours after its absorption began."""
    slow, fast = sorted((drug.absorption_per_hour, drug.elimination_per_hour))
    apart = (fast - slow) * since
    # (1 - e^-x) / x is smooth through 0, where ka = ke; the formula itself is 0 / 0 there.
    alike = apart < 1e-12
    ratio = np.where(alike, 1.0, -np.expm1(-apart) / np.where(alike, 1.0, apart))
    share: Array = drug.absorption_per_hour * since * np.exp(-slow * since) * ratio
    return share


def _taken(doses_mg: Sequence[float], times_h: Sequence[float]) -> tuple[Array, Array]:
    doses, times = np.asarray(doses_mg, dtype=float), np.asarray(times_h, dtype=float)
    if doses.shape != times.shape or doses.ndim != 1:
        raise ValueError(f"doses_mg must be one for each of times_h, got {doses_mg!r}, {times_h!r}")
    if not np.all(np.isfinite(doses) & (doses >= 0)):
        raise ValueError(f"doses_mg must be finite numbers, 0 or more, got {doses_mg!r}")
    if not np.all(np.isfinite(times)):
        raise ValueError(f"times_h must be finite numbers, got {times_h!r}")
    return doses, times


def _positive(name: str, value: float) -> None:
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name} must be a positive, finite number, got {value!r}")
