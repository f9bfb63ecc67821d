"""A cramp of a shortened calf, and what a stretch does to it, by how far and when.

A hypothesis, and a page says so: that stretch works through the tendon organs is the model's own
assumption. The muscle starts short; an effort of 1.5 s leaves a cramp. At a moment it is stretched,
held for 3 s and let go. The axis is length, short to long, and no angle of the ankle: none could be
cited that says where a calf's fibres stand against their best length.

A cramp has ended where the muscle, let go again, pulls less than a third as hard as before; while
it is held long, less pull may only mean that it is held back. Chance decides at 0.95 L0, so
``ended`` is a share of 4 runs that differ by chance alone. From 1.0 L0 on a longer stretch is not a
better one, units may fire on at some 7 a second, and how long to hold is not to be read from this.

9 lengths, 3 moments, 100 steps of time, 4 traces: 43 kB, and the cramp left alone 3 kB. Nothing is
to be read between two lengths: from 0.85 to 1.00 L0 the outcome turns.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import cramp
from spasmlab.sweeps.store import Sweep

REST = 0.75  # L0
LENGTHS = np.round(np.arange(16, 25) * 0.05, 2)  # L0, 0.80 to 1.20
MOMENTS = np.array([4.2, 5.1, 6.0])  # s, when the stretch begins
for _stops in (LENGTHS, MOMENTS):
    _stops.setflags(write=False)
EFFORT, BEGINS, ENDS = 22.0, 1.0, 2.5  # µA/cm² at the most excitable unit; s
GOING, HELD, AFTER = 0.6, 3.0, 1.8  # s: there and back, held, and watched after that
EVERY, FINE = 60.0, 5.0  # ms: what is given is the mean of each 60
WATCHED = 1.2  # s, the end of what is compared
RUNS = 4  # seeds 1 to 4; the traces are the first one's
LEFT = 1 / 3  # ours: no length but 0.95 L0 is near it, whatever the chance
TRACES = ("force", "firing_hz", "spindle_hz", "tendon_hz")  # F0, and a second


@dataclass(frozen=True, eq=False)
class Stretch:
    """A cramp left alone, and stretched; force holds the muscle's passive pull, too."""

    alone: dict[str, NDArray[np.float32]]  # each of TRACES, at alone_s
    alone_s: NDArray[np.float64]
    stretched: dict[str, NDArray[np.float32]]  # each of TRACES: length, moment, since_s
    since_s: NDArray[np.float64]  # since the moment of the stretch
    held: NDArray[np.float32]  # length, moment: active pull while held long, of that before
    after: NDArray[np.float32]  # the same, once it is short again
    ended: NDArray[np.float32]  # length, moment: share of runs


def stretch() -> Stretch:
    """Return the cramp's course, alone and for each length and moment."""
    found, alone = STRETCH.read(), CRAMP.read()
    return Stretch(
        alone={name: alone[name][0] for name in TRACES},
        alone_s=_seconds(MOMENTS[-1] + _whole()),
        stretched={name: found[name] for name in TRACES},
        since_s=_seconds(_whole()),
        held=found["held"],
        after=found["after"],
        ended=found["ended"],
    )


def imposed(length: float, moment: float, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the length, in L0, that the muscle is brought to at each time."""
    turns = moment + np.cumsum([0.0, GOING, HELD, GOING])
    return np.interp(seconds, turns, [REST, length, length, REST])


def _seconds(until: float) -> NDArray[np.float64]:
    """Return the middles of the steps of time."""
    return (np.arange(round(until * 1000 / EVERY)) + 0.5) * EVERY / 1000


def _whole() -> float:
    return GOING + HELD + GOING + AFTER


def _solve(length: float, moment: float) -> Mapping[str, ArrayLike]:
    runs = [_run(length, moment, seed) for seed in range(1, RUNS + 1)]
    pulls = [_pulls(one, moment) for one in runs]
    first = round(moment * 1000 / EVERY)
    return {
        **{name: trace[first:] for name, trace in _means(runs[0]).items()},
        "held": pulls[0][0],
        "after": pulls[0][1],
        "ended": np.mean([after < LEFT for _, after in pulls]),
    }


def _solve_alone(length: float) -> Mapping[str, ArrayLike]:
    return _means(_run(length, float(MOMENTS[-1]), seed=1))


def _run(length: float, moment: float, seed: int) -> cramp.Trace:
    seconds = np.arange(round((moment + _whole()) * 1000 / FINE)) * FINE / 1000
    drive = np.where((seconds >= BEGINS) & (seconds < ENDS), EFFORT, 0.0)
    return cramp.run(drive, imposed(length, moment, seconds), FINE, seed)


def _means(trace: cramp.Trace) -> dict[str, NDArray[np.float64]]:
    steps = round(EVERY / FINE)
    return {name: getattr(trace, name).reshape(-1, steps).mean(axis=1) for name in TRACES}


def _pulls(trace: cramp.Trace, moment: float) -> tuple[float, float]:
    """Return the active pull at the end of the hold and of the run, over that of the cramp."""
    active = trace.force - trace.passive
    ends = (moment, moment + GOING + HELD, moment + _whole())
    lasts, samples = (round(end * 1000 / FINE) for end in ends), round(WATCHED * 1000 / FINE)
    before, held, after = (float(active[last - samples : last].mean()) for last in lasts)
    return held / before, after / before


CRAMP = Sweep("cramp", {"length": [REST]}, _solve_alone)
STRETCH = Sweep("stretch", {"length": LENGTHS, "moment": MOMENTS}, _solve)
