"""The node of Ranvier once more, from fh.mod itself and for scipy's solvers: no line is shared."""

from math import exp, expm1, log10

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq


def spikes(millivolts):
    return int(np.sum((millivolts[:-1] <= -20) & (millivolts[1:] > -20)))


def linoid(x, width):
    return width if abs(x) < 1e-9 else x / expm1(x / width)


def opening_and_closing(mv, calcium):
    """The six rates a ms, from fh.mod at 37 °C, with Hille's shift put in by hand."""
    moved = 22.5 * log10(calcium / 1.2)
    v = mv + 78 - moved
    w = mv + 78 - 0.37 * moved
    m = np.array([0.49 * linoid(25.41 - v, 6.06), 1.04 * linoid(v - 21, 9.41)]) * 2.2**1.7
    h = np.array([0.09 * linoid(v + 27.74, 9.06), 3.7 / (exp((56 - v) / 12.5) + 1)]) * 2.9**1.7
    n = np.array([0.02 * linoid(35 - w, 10), 0.05 * linoid(w - 10, 10)]) * 3**1.7
    return m, h, n


def steady(mv, calcium):
    return [mv, *(opens / (opens + closes) for opens, closes in opening_and_closing(mv, calcium))]


def flux(mv, inside, outside):
    z = mv * 96485.33212 / (8314.462618 * 310.15)
    return 96485.33212 * (inside * linoid(-z, 1) - outside * linoid(z, 1))


def slopes(state, calcium, current):
    mv, *gates = state
    m, h, n = gates
    outward = (
        7.32e-3 * m * m * h * flux(mv, 8.71, 154)
        + 0.288e-3 * n * n * flux(mv, 155, 5.9)
        + 61.4 * (mv + 78)
    )
    moving = [
        opens * (1 - gate) - closes * gate
        for (opens, closes), gate in zip(opening_and_closing(mv, calcium), gates, strict=True)
    ]
    return [(current - outward) / 2.0, *moving]


def lsoda(state, calcium, current, until, ms=None):
    found = solve_ivp(
        lambda _, y: slopes(y, calcium, current),
        (0, until),
        state,
        "LSODA",
        t_eval=ms,
        rtol=1e-7,
        atol=1e-9,
        max_step=0.1,
    )
    return found.y


def at_rest(calcium):
    return lsoda(steady(-78, calcium), calcium, 0.0, 20)[:, -1]


def balance(calcium):
    """The voltage, in mV, at which all currents together are nothing and every gate stands."""
    return brentq(lambda mv: slopes(steady(mv, calcium), calcium, 0.0)[0], -90, -50)


def rest_is_stable(calcium):
    """Whether a disturbance of that state dies away, from the slopes' own slopes."""
    rest = np.array(steady(balance(calcium), calcium))
    small = 1e-6 * np.eye(4)
    columns = [
        np.subtract(slopes(rest + step, calcium, 0.0), slopes(rest - step, calcium, 0.0)) / 2e-6
        for step in small
    ]
    return max(np.linalg.eigvals(np.transpose(columns)).real) < 0
