"""Calcium, troponin and cross-bridges step by step; ``spasmlab.models.contraction`` says what.

The step is ROS2 (Verwer, Spee, Blom & Hundsdorfer 1999, SIAM J Sci Comput 20:1456; unverified: not
read), a Rosenbrock method of two stages: of second order whatever matrix it is given, which the
tests measure, and stable however fast calcium binds. The matrix here leaves out how calcium and
the slow cross-bridges change each other within one step. What one place loses another gains, in
the matrix too, so that no calcium is lost on the way.
"""

import math
from collections import namedtuple
from dataclasses import astuple, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.contraction import Parameters
from spasmlab.models.loops import compiled

Array = NDArray[np.float64]
State = tuple[float, float, float, float, float, float]  # store, held, free, buffer, troponin, M
NAMES = [field.name for field in fields(Parameters)]
Constants = namedtuple("Constants", NAMES, module=__name__)  # type: ignore[misc]

GAMMA = 1 - 1 / math.sqrt(2)  # of the two values that damp the fastest changes, the more exact


def constants(parameters: Parameters) -> Any:
    """Return the parameters as a compiled loop takes them."""
    return Constants(*map(float, astuple(parameters)))


@compiled
def run(
    spikes: Array, samples: int, substeps: int, step: float, catching: float, c: Parameters
) -> tuple[Array, Array, Array]:
    """Return free calcium (M), calcium on troponin (M) and cross-bridges at each sample."""
    free, bound, bridges = np.empty(samples), np.empty(samples), np.empty(samples)
    y = (c.stored, 0.0, c.free, 0.0, 0.0, 0.0)
    fall = math.exp(-step / c.release_fall_ms)
    rise = fall * math.exp(-step / c.release_rise_ms)
    late, early, waiting = arrived(0.0, 0.0, 0, spikes, 0.0, c)
    opened = c.release * (late - early)
    for sample in range(samples):
        free[sample], bound[sample], bridges[sample] = y[2], y[4], y[5]
        for part in range(1, substeps + 1):
            now = (sample * substeps + part) * step
            late, early, waiting = arrived(late * fall, early * rise, waiting, spikes, now, c)
            opening = c.release * (late - early)
            y = stepped(y, step, opened, opening, catching, c)
            opened = opening
    return free, bound, bridges


@compiled
def arrived(
    late: float, early: float, waiting: int, spikes: Array, now: float, c: Parameters
) -> tuple[float, float, int]:
    """Add the pulses up to now to the two sums whose difference is the release's time course."""
    while waiting < len(spikes) and spikes[waiting] <= now:
        age = now - spikes[waiting]
        late += math.exp(-age / c.release_fall_ms)
        early += math.exp(-age / c.release_fall_ms - age / c.release_rise_ms)
        waiting += 1
    return late, early, waiting


@compiled
def stepped(
    y: State, step: float, opened: float, opening: float, catching: float, c: Parameters
) -> State:
    """Return the state one step on, while the release goes from ``opened`` to ``opening``."""
    k = solved(y, slopes(y, opened, catching, c), GAMMA * step, opened, catching, c)
    f = slopes(moved(y, k, step), opening, catching, c)
    second = solved(y, moved(f, k, -2.0), GAMMA * step, opened, catching, c)
    return moved(moved(y, k, 1.5 * step), second, 0.5 * step)


@compiled
def moved(y: State, k: State, step: float) -> State:
    """Return y + step k."""
    a, b, d, e, f, g = y
    ka, kb, kd, ke, kf, kg = k
    return (
        a + step * ka, b + step * kb, d + step * kd,
        e + step * ke, f + step * kf, g + step * kg,
    )  # fmt: skip


@compiled
def slopes(y: State, opened: float, catching: float, c: Parameters) -> State:
    """Return how fast each part changes, per ms."""
    store, held, free, buffer, troponin, bridges = y
    binding = c.store_on * store * (c.store_sites - held) - c.store_off * held
    leaving = opened * store - taken_up(free, c)
    buffering = c.buffer_on * free * (c.buffer_sites - buffer) - c.buffer_off * buffer
    caught = catching * free * (c.troponin_sites - troponin)
    caught -= c.troponin_off / (1 + c.cooperation * bridges) * troponin
    settled = 0.5 * (1 + math.tanh((troponin / c.troponin_sites - c.half_bound) / c.bound_width))
    attaching = (settled - bridges) * bridge_rate(troponin, c)
    return -binding - leaving, binding, leaving - buffering - caught, buffering, caught, attaching


@compiled
def bridge_rate(troponin: float, c: Parameters) -> float:
    """Return how fast cross-bridges settle, per ms."""
    away = (troponin / c.troponin_sites - c.slow_centre) / (2 * c.slow_width)
    return math.cosh(away) / c.slow_ms


@compiled
def taken_up(free: float, c: Parameters) -> float:
    """Return what the pump puts back into the store, in M/ms."""
    x = c.pump_affinity * max(free, 0.0)
    return c.pump * (x * x / (1 + x + x * x)) ** 2


@compiled
def uptake_slope(free: float, c: Parameters) -> float:
    """Return how much faster the pump runs for a little more free calcium, per ms."""
    x = c.pump_affinity * max(free, 0.0)
    whole = 1 + x + x * x
    return 2 * c.pump * c.pump_affinity * x**3 * (2 + x) / whole**3


@compiled
def solved(y: State, f: State, w: float, opened: float, catching: float, c: Parameters) -> State:
    """Return the k for which k - w J k = f, with J how the slopes change with the state at y."""
    store, held, free, buffer, troponin, bridges = y
    # w times how fast calcium goes onto each binding partner, and comes off it
    held_on, held_off = onto(c.store_on, store, c.store_sites - held, c.store_off, w)
    buffer_on, buffer_off = onto(c.buffer_on, free, c.buffer_sites - buffer, c.buffer_off, w)
    off = c.troponin_off / (1 + c.cooperation * bridges)
    troponin_on, troponin_off = onto(catching, free, c.troponin_sites - troponin, off, w)
    released, pumped = w * opened, w * uptake_slope(free, c)
    # the binding partners follow from store and free calcium, which leaves two equations
    f_store = f[0] + f[1] * held_off / (1 + held_off)
    f_free = f[2] + f[3] * buffer_off / (1 + buffer_off) + f[4] * troponin_off / (1 + troponin_off)
    of_store = 1 + released + held_on / (1 + held_off)
    of_free = 1 + pumped + buffer_on / (1 + buffer_off) + troponin_on / (1 + troponin_off)
    whole = of_store * of_free - released * pumped
    k_store = (f_store * of_free + pumped * f_free) / whole
    k_free = (f_free * of_store + released * f_store) / whole
    return (
        k_store,
        (f[1] + held_on * k_store) / (1 + held_off),
        k_free,
        (f[3] + buffer_on * k_free) / (1 + buffer_off),
        (f[4] + troponin_on * k_free) / (1 + troponin_off),
        f[5] / (1 + w * bridge_rate(troponin, c)),
    )


@compiled
def onto(on: float, free: float, sites: float, off: float, w: float) -> tuple[float, float]:
    """Return w times the rates, per ms, at which a change of calcium goes on and comes off."""
    return w * on * sites, w * (on * free + off)
