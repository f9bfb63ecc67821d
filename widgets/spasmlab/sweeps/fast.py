"""A fast fibre's calcium and cross-bridges, by how fast the pulses come; for students.

A mouse's fibre at 20 °C, from the state it has after 3 s alone; half a second of pulses. It has no
length and no force: cross-bridges after their stroke, in µmol/L, come nearest to it. Above 60
pulses a second some fail inside the fibre: each lifts the surface above 0 mV, or nearly each,
but few lift the tubules, where potassium gathers. ``surface`` and ``tubules`` count those that do,
and a panel that shows those rates says so. The pull still grows there.

9 rates of 401 moments: 29 kB. The traces are samples 2 ms apart and miss the tops of calcium by up
to 16 %; ``calcium_peak`` is the top itself. Traces belong to their stop; ``bridges_peak`` on a line
between two stops is at most 0.02 µmol/L off.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import fibre_fast
from spasmlab.sweeps.store import Answers, Sweep

RATES = np.array([1, 10, 20, 30, 40, 50, 60, 80, 100], dtype=float)  # pulses a second
RATES.setflags(write=False)
FIRST, TRAIN, UNTIL, EVERY = 50.0, 500.0, 850.0, 2.0  # ms
FINE = 0.25  # ms: a spike is above 0 mV for 0.8


def fast() -> Answers:
    """Return ``calcium_um`` and ``crossbridges`` (rate, time), and four numbers a rate.

    ``calcium_peak`` and ``bridges_peak`` in µmol/L; ``surface`` and ``tubules``: spikes above 0 mV.
    """
    return FAST.read()


def times() -> NDArray[np.float64]:
    """Return the moments of the traces, in ms; the first pulse comes at ``FIRST``."""
    return np.arange(round(FIRST / EVERY), round(UNTIL / EVERY) + 1, dtype=float) * EVERY


def pulses(rate: float) -> NDArray[np.float64]:
    """Return when the pulses come, in ms: always one, and for half a second."""
    return FIRST + np.arange(max(1, round(rate * TRAIN / 1000)), dtype=float) * (1000 / rate)


def _solve(rate: float) -> Mapping[str, ArrayLike]:
    start = fibre_fast.settled()
    trace = fibre_fast.run(pulses(rate), UNTIL, every_ms=FINE, start=start)
    shown = slice(round(FIRST / FINE), None, round(EVERY / FINE))
    return {
        "calcium_um": trace.calcium_um[shown],
        "crossbridges": trace.crossbridges[shown],
        "calcium_peak": trace.calcium_um.max(),
        "bridges_peak": trace.crossbridges.max(),
        "surface": _spikes(trace.sarcolemma_mv),
        "tubules": _spikes(trace.tubule_mv),
    }


def _spikes(millivolts: NDArray[np.float64]) -> int:
    return int(np.count_nonzero((millivolts[:-1] < 0) & (millivolts[1:] >= 0)))


FAST = Sweep("fast", {"rate": RATES}, _solve)
