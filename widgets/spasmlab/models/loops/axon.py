"""The node of Ranvier's time loop: gates half a step aside of the voltage, both exponential.

Within a step the gates see a fixed voltage and the voltage sees fixed gates, each following its
own exponential. The error then shrinks with the square of the step, and no step makes it grow.
"""

from collections import namedtuple
from dataclasses import fields
from math import exp, expm1, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.axon import Parameters
from spasmlab.models.loops import compiled
from spasmlab.models.membrane import FARADAY

# Numba knows tuples with names, not dataclasses: the same fields under the same names
Constants = namedtuple("Constants", [field.name for field in fields(Parameters)])  # type: ignore[misc]
State = tuple[float, float, float, float]  # voltage (mV), and how open m, h and n are


class Setting(NamedTuple):
    """What stays the same through a run, worked out beforehand."""

    sodium_zero: float  # mV, from which the gates of each channel count
    potassium_zero: float
    activation: float  # how many times faster than as measured each kind of gate moves
    inactivation: float
    potassium: float
    thermal: float  # mV, R T / F
    step: float  # ms


@compiled
def trace(
    constants: Parameters,
    setting: Setting,
    current: float,
    first: int,
    last: int,
    settling: int,
    every: int,
    millivolts: NDArray[np.float64],
) -> None:
    """Fill millivolts, one value each so many steps; current flows in steps first to last - 1."""
    state = settled(constants, setting, settling)
    for sample in range(millivolts.size):
        millivolts[sample] = state[0]
        for count in range(sample * every, (sample + 1) * every):
            flowing = current if first <= count < last else 0.0
            state = _step(constants, setting, state, flowing)


@compiled
def threshold(
    constants: Parameters,
    setting: Setting,
    settling: int,
    watching: int,
    holding: int,
    strongest: float,
    resolution: float,
    spike: float,
) -> float:
    """Return the least held current that makes the node fire: 0 by itself, infinite if none."""
    state = settled(constants, setting, settling)
    if fires(constants, setting, state, 0.0, watching, spike):
        return 0.0
    if not fires(constants, setting, state, strongest, holding, spike):
        return inf
    silent = 0.0
    firing = strongest
    while firing - silent > resolution:
        middle = (silent + firing) / 2
        if fires(constants, setting, state, middle, holding, spike):
            firing = middle
        else:
            silent = middle
    return firing


@compiled
def settled(constants: Parameters, setting: Setting, steps: int) -> State:
    """Return voltage and gates, that many steps after the node was put at its leak's voltage."""
    state = _steady(constants, setting, constants.leak_potential)
    for _ in range(steps):
        state = _step(constants, setting, state, 0.0)
    return state


@compiled
def fires(
    constants: Parameters,
    setting: Setting,
    state: State,
    current: float,
    steps: int,
    spike: float,
) -> bool:
    """Return whether the voltage rises through spike while the current is held."""
    for _ in range(steps):
        before = state[0]
        state = _step(constants, setting, state, current)
        if before <= spike < state[0]:
            return True
    return False


@compiled
def _step(constants: Parameters, setting: Setting, state: State, current: float) -> State:
    voltage, m, h, n = state
    m_opens, m_closes, h_opens, h_closes, n_opens, n_closes = _rates(constants, setting, voltage)
    m = _relaxed(m, m_opens, m_closes, setting.step)
    h = _relaxed(h, h_opens, h_closes, setting.step)
    n = _relaxed(n, n_opens, n_closes, setting.step)
    outward, slope = _outward(constants, setting, voltage, m, h, n)
    pace = slope / constants.capacitance  # positive: each of the three currents resists change
    gain = -expm1(-pace * setting.step) / pace
    return voltage + gain * (current - outward) / constants.capacitance, m, h, n


@compiled
def _steady(constants: Parameters, setting: Setting, voltage: float) -> State:
    m_opens, m_closes, h_opens, h_closes, n_opens, n_closes = _rates(constants, setting, voltage)
    m = m_opens / (m_opens + m_closes)
    h = h_opens / (h_opens + h_closes)
    return voltage, m, h, n_opens / (n_opens + n_closes)


@compiled
def _relaxed(gate: float, opens: float, closes: float, step: float) -> float:
    final = opens / (opens + closes)
    return final + (gate - final) * exp(-(opens + closes) * step)


@compiled
def _rates(
    p: Parameters, setting: Setting, voltage: float
) -> tuple[float, float, float, float, float, float]:
    """Return how fast each gate opens and closes, a millisecond: m, h and n, two by two."""
    v = voltage - setting.sodium_zero
    w = voltage - setting.potassium_zero
    m_opens = p.m_opens * _linoid(p.m_opens_at - v, p.m_opens_width)
    m_closes = p.m_closes * _linoid(v - p.m_closes_at, p.m_closes_width)
    h_opens = p.h_opens * _linoid(v - p.h_opens_at, p.h_opens_width)
    h_closes = p.h_closes / (1 + exp((p.h_closes_at - v) / p.h_closes_width))
    n_opens = p.n_opens * _linoid(p.n_opens_at - w, p.n_opens_width)
    n_closes = p.n_closes * _linoid(w - p.n_closes_at, p.n_closes_width)
    return (
        setting.activation * m_opens,
        setting.activation * m_closes,
        setting.inactivation * h_opens,
        setting.inactivation * h_closes,
        setting.potassium * n_opens,
        setting.potassium * n_closes,
    )


@compiled
def _linoid(x: float, width: float) -> float:
    """Return x / (e^(x / width) - 1), which is the width at 0, where the formula is 0 / 0."""
    u = x / width
    return width * (1 - u / 2) if abs(u) < 1e-6 else x / expm1(u)


@compiled
def _outward(
    constants: Parameters, setting: Setting, voltage: float, m: float, h: float, n: float
) -> tuple[float, float]:
    """Return the three currents' sum (uA/cm2) and how steeply it grows (mS/cm2), gates held."""
    u = voltage / setting.thermal
    b, steepness = _bernoulli(u)
    sodium = constants.sodium_permeability * m * m * h
    if constants.sodium_gates == 3.0:
        sodium *= m
    potassium = constants.potassium_permeability * n * n
    inside = FARADAY * (sodium * constants.sodium_inside + potassium * constants.potassium_inside)
    outside = FARADAY * (
        sodium * constants.sodium_outside + potassium * constants.potassium_outside
    )
    leak = constants.leak_conductance * (voltage - constants.leak_potential)
    slope = (inside + (inside - outside) * steepness) / setting.thermal
    return inside * u + (inside - outside) * b + leak, slope + constants.leak_conductance


@compiled
def _bernoulli(u: float) -> tuple[float, float]:
    """Return u / (e^u - 1) and its slope, by their series near 0, where they are 0 / 0."""
    if abs(u) < 1e-3:
        return 1 - u / 2 + u * u / 12, u / 6 - 0.5
    grown = expm1(u)
    return u / grown, (grown - u * (grown + 1)) / (grown * grown)
