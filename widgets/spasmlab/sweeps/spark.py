"""One push on a muscle fibre: the spark that follows, by potassium and by how strong the push is.

A push is a current of half a millisecond. Its three strengths are shares of what just sets off a
fibre at the usual level of potassium, so that "small" means: too little there.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import fibre
from spasmlab.sweeps.store import Answers, Sweep

STOPS = np.arange(6, 27) / 2  # mmol/L of potassium outside, 3.0 to 13.0
STOPS.setflags(write=False)
USUAL = 4.0  # mmol/L
PUSHES = {"small": 0.6, "middle": 1.1, "big": 1.6}  # of what is just enough at the usual level
PUSH_AT, PUSH_MS, UNTIL, EVERY = 2.0, 0.5, 22.0, 0.2  # ms
RISES = 1.0  # mV: a fibre that goes on rising by itself after the push has fired


def spark() -> Answers:
    """Return ``millivolts`` (potassium, push, time), and ``peak_mv`` and ``fired`` without time."""
    return SPARK.read()


def times() -> NDArray[np.float64]:
    """Return the moments, in ms, at which ``millivolts`` is given."""
    return np.arange(round(UNTIL / EVERY) + 1, dtype=float) * EVERY


def _solve(potassium: float, push: float) -> Mapping[str, ArrayLike]:
    level = replace(fibre.Parameters(), potassium_outside=potassium)
    pulses = fibre.Pulses((PUSH_AT,), width_ms=PUSH_MS, strength=push * _just_enough())
    fine = fibre.run(pulses, UNTIL, every_ms=EVERY / 4, parameters=level)
    pushed = fine.sarcolemma_mv[np.searchsorted(fine.ms, PUSH_AT + PUSH_MS)]
    peak = fine.sarcolemma_mv.max()
    return {
        "millivolts": fine.sarcolemma_mv[::4],
        "peak_mv": peak,
        "fired": peak - pushed > RISES,
    }


@cache
def _just_enough() -> float:
    usual = replace(fibre.Parameters(), potassium_outside=USUAL)
    return fibre.spark_point(usual, width_ms=PUSH_MS).strength


SPARK = Sweep("spark", {"potassium": STOPS, "push": list(PUSHES.values())}, _solve)
