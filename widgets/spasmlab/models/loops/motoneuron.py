"""The two-compartment motoneuron's time loop.

The gates stand half a step aside of the voltages and are carried past them by the trapezoidal
rule; the voltages then cross the step by the implicit midpoint rule, sodium's instant gate taken
at the midpoint itself. A step that starts near a spike is cut into short ones: the upstroke lasts
a tenth of a millisecond, and where it falls within a step would otherwise show in the rate.
"""

from collections import namedtuple
from dataclasses import fields
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.loops import compiled
from spasmlab.models.motoneuron import Parameters

# Numba knows tuples with names, not dataclasses: the same fields under the same names
Constants = namedtuple("Constants", [field.name for field in fields(Parameters)])  # type: ignore[misc]

CUTS = 8  # short steps in a long one; with 6 the rate is 0.7 % high
NEAR = -50.0  # mV, the soma's voltage above which steps are cut; from -45 the rate is 0.7 % low
SPIKE = 0.0  # mV, crossed upward by the soma


class State(NamedTuple):
    """Two voltages (mV), seven gates, two levels of calcium (umol/L)."""

    soma: float
    dendrite: float
    sodium_h: float
    potassium_n: float
    soma_m: float
    soma_h: float
    dendrite_m: float
    dendrite_h: float
    l_type_m: float
    soma_calcium: float
    dendrite_calcium: float


class Voltages(NamedTuple):
    """The two compartments' voltages, in mV."""

    soma: float
    dendrite: float


@compiled
def run(
    current: NDArray[np.float64],
    sample_steps: int,
    step: float,
    every: int,
    constants: Parameters,
    states: NDArray[np.float64],
    spikes: NDArray[np.float64],
) -> int:
    """Fill states, a row each so many steps, and spikes, in ms; return how many spikes."""
    state = State(-60.0, -60.0, 0.9, 0.0, 0.0, 0.9, 0.0, 0.9, 0.0, 0.0, 0.0)
    count = 0
    before = 0.0  # gates and voltages start level, so that the first half step is the gates' alone
    for i in range(current.size * sample_steps):
        if i % every == 0:
            for column in range(states.shape[1]):
                states[i // every, column] = state[column]
        cuts = CUTS if state.soma > NEAR else 1
        span = step / cuts
        for cut in range(cuts):
            was = state.soma
            state = _step(constants, state, current[i // sample_steps], span, before)
            before = span
            if was <= SPIKE < state.soma:
                passed = (SPIKE - was) / (state.soma - was)
                spikes[count] = i * step + (cut + passed) * span
                count += 1
    return count


@compiled
def _step(c: Parameters, state: State, current: float, span: float, before: float) -> State:
    """Return the state ``span`` ms on, after a step of ``before`` ms."""
    gates = _gates(c, state, (before + span) / 2)
    guess = _halfway(c, gates, Voltages(state.soma, state.dendrite), current, span)
    middle = _halfway(c, gates, guess, current, span)
    return State(
        2 * middle.soma - state.soma,
        2 * middle.dendrite - state.dendrite,
        gates.sodium_h,
        gates.potassium_n,
        gates.soma_m,
        gates.soma_h,
        gates.dendrite_m,
        gates.dendrite_h,
        gates.l_type_m,
        _calcium(c, state.soma_calcium, _in_soma(c, gates), middle.soma, span),
        _calcium(c, state.dendrite_calcium, _in_dendrite(c, gates), middle.dendrite, span),
    )


@compiled
def _gates(c: Parameters, state: State, span: float) -> State:
    """Return the state with its gates alone carried ``span`` ms on."""
    soma, dendrite = state.soma, state.dendrite
    from_h, from_n = soma - c.sodium_h_centre, soma - c.potassium_centre
    h_ms = c.sodium_h_ms / (exp(from_h / c.sodium_h_above) + exp(-from_h / c.sodium_h_below))
    n_ms = c.potassium_ms / (exp(from_n / c.potassium_above) + exp(-from_n / c.potassium_below))
    h = _rising(c.sodium_h_half, soma, c.sodium_h_width)
    n = _rising(soma, c.potassium_half, c.potassium_width)
    soma_m = _rising(soma, c.n_type_m_half, c.n_type_m_width)
    soma_h = _rising(c.n_type_h_half, soma, c.n_type_h_width)
    dendrite_m = _rising(dendrite, c.n_type_m_half, c.n_type_m_width)
    dendrite_h = _rising(c.n_type_h_half, dendrite, c.n_type_h_width)
    l_type_m = _rising(dendrite, c.l_type_half, c.l_type_width)
    return State(
        soma,
        dendrite,
        _nearer(state.sodium_h, h, span / h_ms),
        _nearer(state.potassium_n, n, span / n_ms),
        _nearer(state.soma_m, soma_m, span / c.n_type_m_ms),
        _nearer(state.soma_h, soma_h, span / c.n_type_h_ms),
        _nearer(state.dendrite_m, dendrite_m, span / c.n_type_m_ms),
        _nearer(state.dendrite_h, dendrite_h, span / c.n_type_h_ms),
        _nearer(state.l_type_m, l_type_m, span / c.l_type_ms),
        state.soma_calcium,
        state.dendrite_calcium,
    )


@compiled
def _halfway(c: Parameters, state: State, guess: Voltages, current: float, span: float) -> Voltages:
    """Return the voltages half a step on, with what depends on them taken at the guess."""
    half = span / (2 * c.capacitance)
    open_m = _rising(guess.soma, c.sodium_m_half, c.sodium_m_width)
    sodium = c.sodium * open_m**3 * state.sodium_h
    potassium = c.potassium * state.potassium_n**4
    potassium += c.soma_calcium_potassium * _bound(c, state.soma_calcium)
    calcium = _in_soma(c, state)
    coupling = c.coupling / c.soma_share
    pull = current + sodium * c.sodium_mv + coupling * guess.dendrite
    pull += potassium * c.potassium_mv + calcium * c.calcium_mv + c.leak * c.leak_mv
    total = sodium + potassium + calcium + c.leak + coupling
    soma = (state.soma + half * pull) / (1 + half * total)

    potassium = c.dendrite_calcium_potassium * _bound(c, state.dendrite_calcium)
    calcium = _in_dendrite(c, state)
    coupling = c.coupling / (1 - c.soma_share)
    pull = coupling * guess.soma
    pull += potassium * c.potassium_mv + calcium * c.calcium_mv + c.leak * c.leak_mv
    total = potassium + calcium + c.leak + coupling
    return Voltages(soma, (state.dendrite + half * pull) / (1 + half * total))


@compiled
def _in_soma(c: Parameters, state: State) -> float:
    """Return the soma's calcium conductance, in mS/cm2."""
    return c.soma_n_type * state.soma_m**2 * state.soma_h


@compiled
def _in_dendrite(c: Parameters, state: State) -> float:
    """Return the dendrite's calcium conductance, in mS/cm2."""
    n_type = c.dendrite_n_type * state.dendrite_m**2 * state.dendrite_h
    return n_type + c.dendrite_l_type * state.l_type_m


@compiled
def _calcium(
    c: Parameters, level: float, conductance: float, millivolts: float, span: float
) -> float:
    """Return the level of calcium ``span`` ms on."""
    target = c.calcium_inflow * conductance * (c.calcium_mv - millivolts) / c.calcium_removal
    return _nearer(level, target, span * c.calcium_free * c.calcium_removal)


@compiled
def _bound(c: Parameters, calcium: float) -> float:
    """Return the share of the K(Ca) channels that calcium holds open."""
    return calcium / (calcium + c.calcium_bound)


@compiled
def _rising(high: float, low: float, width: float) -> float:
    """Return how open a gate settles: 1 where the first is far above the second."""
    return 1 / (1 + exp((low - high) / width))


@compiled
def _nearer(value: float, target: float, spans: float) -> float:
    """Return a value after so many time constants on its way to a target (trapezoidal)."""
    return value + spans / (1 + spans / 2) * (target - value)
