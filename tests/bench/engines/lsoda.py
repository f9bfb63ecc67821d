"""The models' equations as the tests wrote them down a second time, solved by scipy's LSODA."""

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np
from scipy.integrate import solve_ivp
from tests import fast_fibre, fibre_source, kim_source, motoneuron_source, node, test_heat
from tests import test_crossbridge as bridges_source

from spasmlab.models import fibre, fibre_fast, heat

Array = np.ndarray
Piece = tuple[float, float]  # until (ms), and the current that flows so long
FULL_UM = 20.0  # umol/L of calcium: every site open
BATH = (4.5, 138.3, 103.9)  # mmol/L of potassium, sodium, chloride


def motoneuron(current: float, until_ms: float, tolerance: float) -> Array:
    """Return the spikes, in ms, of the cell with serotonin."""
    start = [-60, -60, 0.9, 0, 0, 0.9, 0, 0.9, 0, 0, 0]
    found = solve_ivp(
        motoneuron_source.slopes,
        (0, until_ms),
        start,
        "LSODA",
        args=(current, 3.136, 0.69, 0.03),
        events=motoneuron_source.crossing,
        rtol=tolerance,
        atol=tolerance / 100,
    )
    return found.t_events[0]


def fibre_mv(pieces: Sequence[Piece], ms: Array, tolerance: float) -> Array:
    """Return the surface's voltage at some times, from the fibre's rest on."""
    rest = fibre.rest_states()[0]
    settled = [to for to, _ in fibre_source.source_gates(rest.millivolts)]
    start = [rest.millivolts, rest.millivolts, *BATH, *settled, *settled]

    def slopes(current: float, _: float, y: Array) -> list[float]:
        return fibre_source.slopes(y, BATH, rest.chloride_inside, current)

    return _solved(slopes, start, pieces, ms, tolerance)[0]


def fast_bridges(pieces: Sequence[Piece], ms: Array, tolerance: float) -> Array:
    """Return the fast fibre's cross-bridges after their stroke, in umol/L, at some times."""

    def slopes(current: float, _: float, y: Array) -> list[float]:
        y = y.tolist()
        excited = fast_fibre.excitation(y, current)
        return [*excited, *fast_fibre.channels(y), *fast_fibre.chemistry(y)]

    place = fibre_fast.STATES.index("crossbridges")
    return _solved(slopes, fibre_fast.START, pieces, ms, tolerance)[place]


def node_mv(current: float, ms: Array, tolerance: float) -> Array:
    """Return the node's voltage at some times, at the usual calcium, from its rest on."""

    def slopes(current: float, _: float, y: Array) -> list[float]:
        return node.slopes(y, 1.2, current)

    return _solved(slopes, node.at_rest(1.2), [(float(ms[-1]), current)], ms, tolerance)[0]


def activation(pulses: Array, ms: Array, tolerance: float) -> Array:
    """Return the contraction of a slow muscle at its best length at some times."""
    found = solve_ivp(
        kim_source.kim,
        (0, ms[-1]),
        [0.0025, 0, 1e-10, 0, 0, 0],
        "LSODA",
        ms,
        args=(pulses, -8.0),
        max_step=1.0,  # longer ones would step over a pulse
        rtol=tolerance,
        atol=tolerance * 1e-6,
    )
    return found.y[5] ** 2


def stroked(ms: Array, tolerance: float) -> Array:
    """Return the share of heads after their stroke at some times since all ATP went."""
    found = solve_ivp(
        bridges_source.rat,
        (0, ms[-1] / 1000),
        _with_atp(),
        "LSODA",
        ms / 1000,
        args=(0.0, FULL_UM),
        rtol=tolerance,
        atol=tolerance / 1000,
    )
    return found.y[6]


@cache
def _with_atp() -> Array:
    return bridges_source.settled(8.0, FULL_UM)


def iced(depth_mm: Array) -> Array:
    """Return the temperatures at some depths: before the ice, after 1, after 20 min, 15 on."""
    depth, rows = test_heat.lines("slab", heat.PACKS["ice"], 5.0, 20.0, 0.3)
    return np.array([np.interp(depth_mm, depth, row) for row in rows])


def _solved(
    slopes: Callable[[float, float, Array], list[float]],
    start: Sequence[float],
    pieces: Sequence[Piece],
    ms: Array,
    tolerance: float,
) -> Array:
    """Return the states' courses; each piece is begun anew, so that its jump is exact."""
    since, state, rows = 0.0, np.asarray(start, float), []
    for until, current in pieces:
        within = ms[(ms >= since) & (ms < until)] if until < ms[-1] else ms[ms >= since]
        times = np.append(within, until) if until > ms[-1] or until not in within else within
        found = solve_ivp(
            partial(slopes, current),
            (since, until),
            state,
            "LSODA",
            times,
            rtol=tolerance,
            atol=tolerance / 100,
            max_step=1.0,
        ).y
        rows.append(found[:, : within.size])
        since, state = until, found[:, -1]
    return np.hstack(rows)
