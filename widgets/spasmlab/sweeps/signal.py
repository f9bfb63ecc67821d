"""One command and what follows it: a muscle at its best length, and the same muscle held short.

A hypothesis, and a page says so: the cramp is the loop of ``models.cramp``, where a hard push of a
short muscle leaves units firing by themselves. The command is the same in both: it grows for 0.3 s,
holds, and ends at once. All of that is ours. It is set so that units fire some 35 times a second
at the best length; all out they would fire faster than people's do. Ended slowly, it leaves some
firing 5 times a second even there, which is the model's fault; so it ends at once.

The skin signal is ``models.emg`` of the same spikes. 16 units stand for a whole pool, so its size
is given as a share of the greatest, and in no volts. The model has no nerve to travel along: a
spike pulls at once. It never tires, so that its cramp does not end.

What is kept of 6 s: the signal's lowest and highest in each 10 ms, its size, the pull and the
firing each 20 ms, the spikes in each 5 ms. 26 kB for both; a page carries 18 kB of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import cramp, emg
from spasmlab.sweeps.store import Sweep

KINDS = {"normal": 1.0, "cramp": 0.75}  # L0: the imposed length
BEGINS, GROWN, ENDS, UNTIL = 1.0, 1.3, 2.5, 6.0  # s: the command begins, is whole, ends
EFFORT = 18.0  # µA/cm² at the most excitable unit
FINE = 2.0  # ms, of the drive
SAMPLE = 0.5  # ms, of the signal
BIN, EVERY, TICK = 10.0, 20.0, 5.0  # ms: of the signal's ends, of the courses, of the spikes
AROUND = 100.0  # ms, over which the signal's size is taken
SEED = 1


@dataclass(frozen=True, eq=False)
class Course:
    """One kind of pull through time."""

    low: NDArray[np.float32]  # of the greatest signal, in each BIN
    high: NDArray[np.float32]
    size: NDArray[np.float32]  # root mean square, of the greatest one; at seconds()
    pull: NDArray[np.float32]  # F0
    firing_hz: NDArray[np.float32]  # spikes/s of a unit, mean of the units
    spikes: NDArray[np.float32]  # of all units, in each TICK


def signal() -> dict[str, Course]:
    """Return the course of each kind, its signals on one scale."""
    found = SIGNAL.read()
    greatest = max(float(found["high"].max()), float(-found["low"].min()))
    scale = {"low": greatest, "high": greatest, "size": float(found["size"].max())}
    return {
        kind: Course(**{name: row[at] / scale.get(name, 1) for name, row in found.items()})
        for at, kind in enumerate(KINDS)
    }


def seconds() -> NDArray[np.float64]:
    """Return the times of size, pull and firing: the end of each step."""
    return np.arange(1, round(UNTIL * 1000 / EVERY) + 1) * EVERY / 1000


def _solve(length: float) -> Mapping[str, ArrayLike]:
    at = np.arange(round(UNTIL * 1000 / FINE)) * FINE / 1000
    drive = np.where(at < ENDS, EFFORT * np.interp(at, [BEGINS, GROWN], [0.0, 1.0]), 0.0)
    trace = cramp.run(drive, length, FINE, SEED)
    skin = emg.surface(trace.spikes, UNTIL * 1000, SAMPLE)
    bins = skin.reshape(-1, round(BIN / SAMPLE))
    last = slice(round(EVERY / SAMPLE) - 1, None, round(EVERY / SAMPLE))
    steps = slice(round(EVERY / FINE) - 1, None, round(EVERY / FINE))
    ticks = np.arange(0, UNTIL * 1000 + TICK, TICK)
    return {
        "low": bins.min(axis=1),
        "high": bins.max(axis=1),
        "size": emg.root_mean_square(skin, SAMPLE, AROUND)[last],
        "pull": trace.force[steps],
        "firing_hz": trace.firing_hz[steps],
        "spikes": np.histogram(np.concatenate(trace.spikes), ticks)[0],
    }


SIGNAL = Sweep("signal", {"length": list(KINDS.values())}, _solve)
