"""The runs that are timed: each model's own, the same by others, and how far each is off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from tests.bench.engines import AbsentError, lsoda, myokit_cell, neuron_cell

from spasmlab.models import (
    axon,
    contraction,
    cramp,
    crossbridge,
    fibre,
    fibre_fast,
    heat,
    membrane,
    motoneuron,
    pool,
)

TIGHT = 1e-8  # the tolerance of what is taken for the truth
Call = Callable[[], Any]
__all__ = ["CASES", "AbsentError", "Case"]


@dataclass(frozen=True)
class Case:
    """One run: by this package, and by makers of the same run in other engines."""

    name: str
    timed: str
    ours: Call
    rivals: Mapping[str, Callable[[], Call]]
    error: Callable[[Any], float] | None = None  # of what a run gives, by the truth
    unit: str = ""
    most_ms: float | None = None
    most_error: float | None = None


def made(run: Call) -> Callable[[], Call]:
    """Return a maker of a call that needs no making."""
    return lambda: run


# The motoneuron: 1 s at 15 uA/cm2 with serotonin. Each rival has the loosest tolerance, of the
# powers of ten, that keeps its rate within the 0.2 % that is asked of ours.

SECOND = np.full(1000, 15.0)


@cache
def true_rate() -> float:
    return motoneuron.rate(lsoda.motoneuron(15.0, 1000.0, TIGHT))


def rate_error(spikes: np.ndarray) -> float:
    return 100 * (motoneuron.rate(spikes) / true_rate() - 1)


MOTONEURON = Case(
    "motoneuron",
    "1 s at 15 uA/cm2, serotonin",
    partial(motoneuron.spikes, SECOND, parameters=motoneuron.SEROTONIN),
    {
        "LSODA, 1e-3": made(partial(lsoda.motoneuron, 15.0, 1000.0, 1e-3)),
        # Myokit goes first: NEURON brings an old CVODE of its own, whose names would hide the one
        # that Myokit has yet to find
        "Myokit CVODES, 1e-3": partial(myokit_cell.motoneuron, 15.0, 1000.0, 1e-3),
        "NEURON CVODE, 1e-3": partial(neuron_cell.motoneuron, 15.0, 1000.0, 1e-3),
    },
    rate_error,
    "% in rate",
    1.2,
    0.2,
)


# The fibre: one pulse, and what follows for 60 ms

TENTH_MS = np.arange(601) * 0.1
PULSE = ((2.0, 0.0), (2.5, 150.0), (60.0, 0.0))


@cache
def true_peak() -> float:
    return peak(lsoda.fibre_mv(PULSE, np.arange(3001) * 0.02, TIGHT))


def peak(mv: np.ndarray) -> float:
    """Return the top of the parabola through the highest sample and its neighbours."""
    before, top, after = mv[np.argmax(mv) + np.array([-1, 0, 1])]
    return float(top + (after - before) ** 2 / (8 * (2 * top - before - after)))


def one_spark() -> np.ndarray:
    return fibre.run(fibre.Pulses((2.0,)), 60.0).sarcolemma_mv


FIBRE = Case(
    "fibre",
    "60 ms, one action potential",
    one_spark,
    {"LSODA, 1e-4": made(partial(lsoda.fibre_mv, PULSE, TENTH_MS, 1e-4))},
    lambda mv: peak(mv) - true_peak(),
    "mV at the peak",
    1.0,
)


# The fast fibre: two pulses, and what follows for 50 ms

FAST_MS = np.arange(101) * 0.5
PAIR = ((2.0, 0.0), (2.5, 150.0), (12.0, 0.0), (12.5, 150.0), (50.0, 0.0))


@cache
def true_bridges() -> np.ndarray:
    return lsoda.fast_bridges(PAIR, FAST_MS, 1e-7)


def bridge_error(found: np.ndarray) -> float:
    worst = np.argmax(np.abs(found - true_bridges()))
    return float(100 * (found - true_bridges())[worst] / true_bridges().max())


FIBRE_FAST = Case(
    "fibre_fast",
    "50 ms, two pulses, 56 states",
    lambda: fibre_fast.run([2.0, 12.0], 50.0).crossbridges,
    {"LSODA, 1e-4": made(partial(lsoda.fast_bridges, PAIR, FAST_MS, 1e-4))},
    bridge_error,
    "% of the bridges' peak",
)


# The node: 100 ms of a held current

NODE_MS = np.arange(5001) * 0.02


@cache
def true_node_rate() -> float:
    return _node_rate(lsoda.node_mv(800.0, NODE_MS, TIGHT))


def _node_rate(mv: np.ndarray) -> float:
    up = np.flatnonzero((mv[:-1] <= -20) & (mv[1:] > -20))
    crossed = NODE_MS[up] + 0.02 * (-20 - mv[up]) / (mv[up + 1] - mv[up])
    return motoneuron.rate(crossed)


AXON = Case(
    "axon",
    "100 ms at 800 uA/cm2",
    lambda: axon.run(800.0, 100.0).millivolts,
    {"LSODA, 1e-4": made(partial(lsoda.node_mv, 800.0, NODE_MS, 1e-4))},
    lambda mv: 100 * (_node_rate(mv) / true_node_rate() - 1),
    "% in rate",
)


# The slow muscle: 1 s of 10 pulses a second

WHOLE_MS = np.arange(1001) * 1.0
TENTHS = np.arange(20.0, 1000.0, 100.0)


@cache
def true_pull() -> np.ndarray:
    return lsoda.activation(TENTHS, WHOLE_MS, TIGHT)


def pull_error(found: np.ndarray) -> float:
    count = min(found.size, WHOLE_MS.size)
    off = found[:count] - true_pull()[:count]
    return float(100 * off[np.argmax(np.abs(off))] / true_pull().max())


CONTRACTION = Case(
    "contraction",
    "1 s at 10 pulses a second",
    lambda: contraction.run(TENTHS, 1000.0).activation,
    {"LSODA, 1e-4": made(partial(lsoda.activation, TENTHS, WHOLE_MS, 1e-4))},
    pull_error,
    "% of the peak",
)


# The closed form, 200 points of it: a curve of resting potential by potassium, given its ions

POTASSIUM = np.linspace(2.0, 8.0, 200)
IONS = [membrane.Parameters().potassium(POTASSIUM), membrane.Parameters().sodium()]


def goldman_error(found: np.ndarray) -> float:
    leak = 0.01
    truth = (
        8314.462618
        * 310.15
        / 96485.33212
        * np.log((POTASSIUM + leak * 138.3) / (151.9 + leak * 6.888))
    )
    return float(np.abs(found - truth).max())


MEMBRANE = Case(
    "membrane",
    "GHK curve, 200 points",
    partial(membrane.resting_potential, IONS),
    {},
    goldman_error,
    "mV",
    0.01,
)


# The heads of a muscle at full calcium: 600 ms without ATP

SINCE_MS = np.arange(120) * 5.0


@cache
def true_stroked() -> np.ndarray:
    return lsoda.stroked(SINCE_MS, TIGHT)


def stroked_error(found: np.ndarray) -> float:
    return float(100 * np.abs(found - true_stroked()).max() / true_stroked().max())


CROSSBRIDGE = Case(
    "crossbridge",
    "600 ms after ATP went",
    lambda: crossbridge.run([8.0, *[0.0] * 120], 5.0, lsoda.FULL_UM).bridges.stroked[1:],
    {"LSODA, 1e-4": made(partial(lsoda.stroked, SINCE_MS, 1e-4))},
    stroked_error,
    "% of the most",
)


# A limb under ice: 20 min, and 15 after

DEPTH_MM = np.array([0.0, 1.0, 3.0, 6.0, 10.0, 16.5, 36.5, 50.0])


@cache
def true_celsius() -> np.ndarray:
    return lsoda.iced(DEPTH_MM)


def iced() -> np.ndarray:
    field = heat.run(heat.PACKS["ice"], 20.0, 15.0, 5.0, flow=0.3, every_minutes=1.0)
    return heat.at(field, DEPTH_MM)[[0, 1, 20, 35]]


HEAT = Case(
    "heat",
    "20 min of ice, 15 after",
    iced,
    {"LSODA, 1e-7": made(partial(lsoda.iced, DEPTH_MM))},
    lambda celsius: float(np.abs(celsius - true_celsius()).max()),
    "degrees C",
)


# What no other engine is given: noise and spikes within each step

CRAMP = Case(
    "cramp", "12 s of the loop", partial(cramp.run, 0.0, np.full(1200, 0.75)), {}, most_ms=22.0
)
TRAINS = cache(partial(pool.spike_trains, np.full(1000, 0.5)))
POOL = Case("pool", "1 s of force, 120 units", lambda: pool.force(TRAINS(), 1000.0), {})

CASES = {
    case.name: case
    for case in (
        MEMBRANE, MOTONEURON, FIBRE, FIBRE_FAST, AXON, CONTRACTION, CROSSBRIDGE, HEAT, CRAMP, POOL
    )
}  # fmt: skip
