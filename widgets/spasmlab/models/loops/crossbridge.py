"""The cross-bridges' fractions step by step; ``spasmlab.models.crossbridge`` says what they are.

Runge and Kutta's step of fourth order: nothing here is faster than the steps it allows.
"""

from collections import namedtuple
from dataclasses import astuple, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.crossbridge import Parameters
from spasmlab.models.loops import compiled

Array = NDArray[np.float64]
State = tuple[float, float, float, float, float]  # blocked, loose, strong, stroked, awake
NAMES = [field.name for field in fields(Parameters)]
Constants = namedtuple("Constants", NAMES, module=__name__)  # type: ignore[misc]


def constants(parameters: Parameters) -> Any:
    """Return the parameters as a compiled loop takes them."""
    return Constants(*map(float, astuple(parameters)))


@compiled
def run(
    start: Array,
    detaching: Array,
    returning: Array,
    calcium: Array,
    substeps: int,
    step: float,
    c: Parameters,
) -> Array:
    """Return a row for each part of the state; the step is in seconds, the rates in 1/s."""
    out = np.empty((len(start), len(calcium)))
    y = (start[0], start[1], start[2], start[3], start[4])
    for sample in range(len(calcium)):
        out[0, sample], out[1, sample], out[2, sample], out[3, sample], out[4, sample] = y
        for _ in range(substeps):
            y = stepped(y, step, detaching[sample], returning[sample], calcium[sample], c)
    return out


@compiled
def stepped(
    y: State, step: float, detaching: float, returning: float, calcium: float, c: Parameters
) -> State:
    """Return the state one step on."""
    k1 = slopes(y, detaching, returning, calcium, c)
    k2 = slopes(moved(y, k1, step / 2), detaching, returning, calcium, c)
    k3 = slopes(moved(y, k2, step / 2), detaching, returning, calcium, c)
    k4 = slopes(moved(y, k3, step), detaching, returning, calcium, c)
    return moved(moved(moved(moved(y, k1, step / 6), k2, step / 3), k3, step / 3), k4, step / 6)


@compiled
def moved(y: State, k: State, step: float) -> State:
    """Return y + step k."""
    a, b, d, e, f = y
    ka, kb, kd, ke, kf = k
    return a + step * ka, b + step * kb, d + step * kd, e + step * ke, f + step * kf


@compiled
def slopes(y: State, detaching: float, returning: float, calcium: float, c: Parameters) -> State:
    """Return how fast each part changes, per second."""
    blocked, loose, strong, stroked, awake = y
    free = 1 - blocked - loose - strong - stroked
    held = 1 + c.phosphate / c.half_phosphate
    attaching = c.attach * free * awake * c.overlap
    attaching -= c.unattach * (c.phosphate / c.half_phosphate) / held * loose
    gripping = c.grip / held * loose - c.ungrip * strong
    stroking = c.stroke * strong - returning * stroked
    opening = c.unblock * calcium * blocked * (1 + c.cooperation * (1 - blocked))
    opening -= c.block * free * (1 + c.cooperation * blocked)
    force = c.overlap * c.stroke_stiffness * c.stroke_um * stroked
    waking = c.wake * (1 + c.wake_by_force * force) * (1 - awake) - c.doze * awake
    return (
        -opening,
        attaching - gripping,
        gripping - stroking,
        stroking - detaching * stroked,
        waking,
    )
