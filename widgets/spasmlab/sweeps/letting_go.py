"""Heads that cannot let go: how many hold on, by how much ATP there is, at rest and in a pull.

The model is a rat's heart muscle, and a page must say so: the order in which things happen is a
muscle's, the levels and the times are not those of a cramped calf. Force is therefore given
against the force without ATP, and how the two compare is not to be read from it: the model
has rigor pull 3.1 times as hard as full calcium does, where 1.6 times was measured. In the time
course ATP is rinsed away and given back at once, as in a laboratory's bath; no living muscle
loses it so.

Where heads settle is closed form, milliseconds in all, and not stored: 42 stops, 1 kB. On a line
between stops, over the logarithm of ATP, it is at most 0.02 off; from 0 to the next stop, 0.0001.
The time course is stored: 2 levels of calcium, 200 moments, 5 kB.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import crossbridge
from spasmlab.sweeps.store import Answers, Sweep

ATP = np.concatenate([[0.0], np.geomspace(0.001, 8.0, 41)])  # mmol/L
ATP.setflags(write=False)
CALCIUM = {"rest": crossbridge.REST_UM, "full": crossbridge.FULL_UM}  # µmol/L
PLENTY = 8.0  # mmol/L of ATP
GONE, BACK, UNTIL, EVERY = 500.0, 2500.0, 4000.0, 20.0  # ms


@dataclass(frozen=True, eq=False)
class Settled:
    """Where the heads settle, at each of ``CALCIUM`` and of ``ATP``."""

    attached: NDArray[np.float64]  # share of all heads that holds on in any way
    rigor: NDArray[np.float64]  # share that is stuck: after the stroke, with nothing to let it go
    force: NDArray[np.float64]  # of the force without ATP, at the same calcium


def settled() -> Settled:
    """Return the heads at each level of calcium and ATP, once nothing changes any more."""
    bridges = crossbridge.steady(ATP, np.array(list(CALCIUM.values()))[:, None])
    force = np.asarray(bridges.force_kpa)
    return Settled(
        attached=np.asarray(bridges.attached),
        rigor=np.asarray(bridges.rigor),
        force=force / force[:, :1],
    )


def letting_go() -> Answers:
    """Return ``attached``, ``rigor``, ``force`` by calcium and time, while ATP goes and returns."""
    return LETTING_GO.read()


def times() -> NDArray[np.float64]:
    """Return the moments of the time course, in ms."""
    return np.arange(round(UNTIL / EVERY), dtype=float) * EVERY


def atp() -> NDArray[np.float64]:
    """Return the ATP through the time course, in mmol/L."""
    return np.where((times() >= GONE) & (times() < BACK), 0.0, PLENTY)


def _solve(calcium: float) -> Mapping[str, ArrayLike]:
    bridges = crossbridge.run(atp(), EVERY, calcium).bridges
    without = crossbridge.steady(0.0, calcium).force_kpa
    return {
        "attached": bridges.attached,
        "rigor": bridges.rigor,
        "force": bridges.force_kpa / without,
    }


LETTING_GO = Sweep("letting_go", {"calcium": list(CALCIUM.values())}, _solve)
