"""Sequence ratios: of people who began two drugs, in which order, and how sure that is.

Equations
    ratio       SR = after / before
    adjusted    SR / SR0, with SR0 what trends alone would give
    interval    exp(ln SR ± 1.96 √(1/after + 1/before)), divided by SR0
    the reverse before = (1 + 1/SR) / s², after = SR · before, s = ln(high / low) / (2 · 1.96)

Units
    ``after`` and ``before`` are people who began a second drug after, and before, the first, within
    the same span. A ratio has no unit, and no people in it: it does not say how many cramp.

Errors
    ValueError, naming the argument and showing its value, for counts or ends that are not above 0.

Limits
    The interval takes SR0 as known, and the two counts as a split of their sum. What ``pairs`` says
    is what would carry a printed interval if nothing else widened it; a study need not print it.

Sources
    The ratio: garrison_2012 (abstract). The interval is the usual one of the odds of a share.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

WIDE = 1.96  # standard errors on each side of a 95 % interval


@dataclass(frozen=True)
class Ratio:
    """A sequence ratio and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def sequence_ratio(after: float, before: float, null: float = 1.0) -> Ratio:
    """Return the ratio of two counts, divided by what trends alone would give."""
    for name, value in (("after", after), ("before", before), ("null", null)):
        _above_nought(name, value)
    value, error = after / before / null, sqrt(1 / after + 1 / before)
    return Ratio(value, value * exp(-WIDE * error), value * exp(WIDE * error))


def pairs(value: float, low: float, high: float) -> tuple[float, float]:
    """Return the people after and before that would carry a ratio with this interval."""
    for name, end in (("value", value), ("low", low), ("high", high)):
        _above_nought(name, end)
    if not low < high:
        raise ValueError(f"high must be above low, got {high!r}")
    error = log(high / low) / (2 * WIDE)
    before = (1 + 1 / value) / error**2
    return value * before, before


def _above_nought(name: str, value: float) -> None:
    if not value > 0:
        raise ValueError(f"{name} must be above 0, got {value!r}")
