"""Nerve pulses, calcium and the pull of a slow muscle, by how fast the pulses come.

A train of a second reaches a settled muscle, and half a second is left for it to let go. Calcium
is given against the top of a single twitch's, because the model's level means nothing and its
shape does. The pull is the activation, 0 to 1, at constant length, before any tendon. A cat's.

14 rates of 311 moments: 35 kB. Traces belong to their stop and are never mixed: between two rates
the pulses come at other times. ``ripple``, ``peak`` and ``mean``, of a train that has gone on
for long, may be read on a line between stops; they are then at most 0.03 off.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import contraction
from spasmlab.sweeps.store import Answers, Sweep

RATES = np.array([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60], dtype=float)  # pulses a second
RATES.setflags(write=False)
SETTLED = 300.0  # ms: the model's own start is gone by then
BEFORE, TRAIN, UNTIL, EVERY = 50.0, 1000.0, 1500.0, 5.0  # ms, about the first pulse
FUSED = 0.05  # ours: with less ripple than that a panel may call the pull smooth


def latch() -> Answers:
    """Return ``calcium`` and ``activation`` (rate, time), ``ripple``, ``peak``, ``mean`` (rate)."""
    return LATCH.read()


def times() -> NDArray[np.float64]:
    """Return the moments of the traces, in ms since the first pulse."""
    return np.arange(round((BEFORE + UNTIL) / EVERY) + 1, dtype=float) * EVERY - BEFORE


def pulses(rate: float) -> NDArray[np.float64]:
    """Return when the pulses of a train come, in ms since the first one."""
    return contraction.pulse_train(rate, round(rate * TRAIN / 1000), start_ms=0.0)


def _solve(rate: float) -> Mapping[str, ArrayLike]:
    trace, long = _run(pulses(rate)), contraction.fusion(rate)
    shown = round((SETTLED - BEFORE) / EVERY)
    return {
        "calcium": trace.calcium_um[shown:] / _twitch(),
        "activation": trace.activation[shown:],
        "ripple": long.ripple,
        "peak": long.peak,
        "mean": long.mean,
    }


@cache
def _twitch() -> float:
    """Return the most calcium that one pulse sets free, in µmol/L."""
    return float(_run(np.zeros(1), every=0.5).calcium_um.max())


def _run(since_first: NDArray[np.float64], every: float = EVERY) -> contraction.Trace:
    return contraction.run(SETTLED + since_first, SETTLED + UNTIL, every_ms=every)


LATCH = Sweep("latch", {"rate": RATES}, _solve)
