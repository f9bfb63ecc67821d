"""The model's skin signal while it pushes when the muscle of a real recording did.

Three pushes at the times of the recording ``surface_bursts`` of data/, each as an outline: the root
mean square of each 50 ms, which is how data/derive/envelopes.py makes the real one. How hard the
model pushes is ours to choose: how hard the real muscle did, its source does not say. Nothing is
fitted but the times, and they were read off that outline. A push grows over 0.2 s and so begins
0.1 s early: its first waves are small. Where it grows faster, all units fire at once and then wait.

The model is ``models.pool`` and ``models.emg``: no skin, no fat, no noise, so it is silent at rest.
3 pushes, 67 windows: 1 kB.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import emg, pool
from spasmlab.sweeps.store import Sweep

PUSHES = {"small": 0.25, "middle": 0.5, "big": 1.0}  # excitation, a share of the greatest
BURSTS = ((0.40, 0.85), (1.40, 1.90), (2.40, 2.90))  # s, when the real signal was large
EARLY, GROWS, FADES = 0.1, 0.2, 0.05  # s, ours
WINDOW = 50.0  # ms
WINDOWS = 67  # the whole ones of the recording
SAMPLE = 0.5  # ms
SEED = 1


def recording() -> dict[str, NDArray[np.float32]]:
    """Return the outline for each push, in mV, at seconds()."""
    found = RECORDING.read()["rms"]
    return {push: found[at] for at, push in enumerate(PUSHES)}


def seconds() -> NDArray[np.float64]:
    """Return the middle of each window."""
    return (np.arange(WINDOWS) + 0.5) * WINDOW / 1000


def _solve(excitation: float) -> Mapping[str, ArrayLike]:
    until = WINDOWS * WINDOW
    at = np.arange(until) / 1000
    trains = pool.spike_trains(excitation * _pushing(at), 1.0, SEED)
    skin = emg.surface(trains, until, SAMPLE)
    windows = (skin - skin.mean()).reshape(WINDOWS, -1)
    return {"rms": np.sqrt((windows**2).mean(axis=1))}


def _pushing(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of its push that the model gives at each time in s."""
    each = [
        np.minimum((at - begin + EARLY) / GROWS, (end - at) / FADES).clip(0, 1)
        for begin, end in BURSTS
    ]
    return np.asarray(np.max(each, axis=0))


RECORDING = Sweep("recording", {"excitation": list(PUSHES.values())}, _solve)
