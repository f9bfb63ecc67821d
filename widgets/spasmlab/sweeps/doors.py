"""The two doors of a muscle's sodium channels, from a held voltage stepped to another.

Closed form (each door relaxes exponentially at a steady voltage), a few milliseconds in all:
nothing is stored on disk.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spasmlab.models import fibre

HOLDS = np.arange(-110.0, -49.0, 10.0)  # mV
STEPS = np.arange(-60.0, 11.0, 10.0)  # mV
UNTIL, EVERY = 3.0, 0.05  # ms after the step
for _stops in (HOLDS, STEPS):
    _stops.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Doors:
    """Shares of all channels, 0 to 1; hold by step by moment."""

    ms: NDArray[np.float64]  # after the step
    first: NDArray[np.float64]  # the opening door: m cubed
    second: NDArray[np.float64]  # the shutting door: h, and the few channels that never shut
    open: NDArray[np.float64]  # both, and the slow gate: what passes current


def doors() -> Doors:
    """Return the doors at each of ``HOLDS``, ``STEPS`` and moment."""
    runs = [[_clamped(hold, step) for step in STEPS.tolist()] for hold in HOLDS.tolist()]
    return Doors(
        ms=runs[0][0].ms,
        first=np.array([[run.activation for run in row] for row in runs]),
        second=np.array([[run.inactivation for run in row] for row in runs]),
        open=np.array([[run.open for run in row] for row in runs]),
    )


def _clamped(hold: float, step: float) -> fibre.Clamp:
    return fibre.voltage_clamp(hold, step, step_at_ms=0.0, until_ms=UNTIL, every_ms=EVERY)
