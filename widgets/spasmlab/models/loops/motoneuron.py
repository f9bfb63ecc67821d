"""The two-compartment motoneuron's time loop.

The gates stand half a step aside of the voltages and are carried past them by the trapezoidal
rule; the voltages then cross the step by the implicit midpoint rule, sodium's instant gate taken
at the midpoint itself. A step that starts near a spike is cut into short ones: the upstroke lasts
a tenth of a millisecond, and where it falls within a step would otherwise show in the rate.
Where one gate step straddles a long and a short voltage step, its middle is not where the voltage
is known, and the voltage is carried there. Where gates settle is read off a table, as cubics: to
work it out takes longer than all else, and straight lines would move the spikes of slow ramps.
"""

from collections import namedtuple
from collections.abc import Callable
from dataclasses import fields
from typing import NamedTuple, TypeVar

import numpy as np
from numba.extending import register_jitable
from numpy.typing import NDArray

from spasmlab.models.loops import compiled
from spasmlab.models.motoneuron import Parameters

# Numba knows tuples with names, not dataclasses: the same fields under the same names
Constants = namedtuple("Constants", [field.name for field in fields(Parameters)])  # type: ignore[misc]

CUTS = 8  # short steps in a long one; with 6 the rate is 0.8 % high
NEAR = -50.0  # mV, the soma's voltage above which steps are cut; from -48 the rate is 0.3 % low
SPIKE = 0.0  # mV, crossed upward by the soma

# The table: a row for each voltage, and in it four numbers for each curve, the cubic up to the
# next row; beyond its ends gates keep its end values
LOWEST_MV, PER_MV, ROWS = -200.0, 5.0, 2000
CURVES = (
    "sodium_m",
    "sodium_h",
    "sodium_h_ms",
    "potassium",
    "potassium_ms",
    "n_type_m",
    "n_type_h",
    "l_type",
)
SODIUM_M, SODIUM_H, SODIUM_H_MS, POTASSIUM, POTASSIUM_MS, N_TYPE_M, N_TYPE_H, L_TYPE = range(
    0, 4 * len(CURVES), 4
)
Table = NDArray[np.float64]
Function = TypeVar("Function", bound=Callable[..., object])


def inlined(function: Function) -> Function:
    """Have a function's text taken into the loop: a call would copy all 41 constants."""
    wrapped: Function = register_jitable(inline="always")(function)
    return wrapped


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
    table: Table,
    states: NDArray[np.float64],
    spikes: NDArray[np.float64],
) -> int:
    """Fill states, a row each so many steps, and spikes, in ms; return how many spikes."""
    state = State(-60.0, -60.0, 0.9, 0.0, 0.0, 0.9, 0.0, 0.9, 0.0, 0.0, 0.0)
    count = 0
    slope = 0.0  # mV/ms
    before = (
        0.0  # ms; gates and voltages start level, so that the first half step is the gates' alone
    )
    for i in range(current.size * sample_steps):
        if i % every == 0:
            for column in range(states.shape[1]):
                states[i // every, column] = state[column]
        cuts = CUTS if state.soma > NEAR else 1
        span = step / cuts
        for cut in range(cuts):
            was = state.soma
            state = _step(constants, table, state, current[i // sample_steps], span, before, slope)
            before, slope = span, (state.soma - was) / span
            if was <= SPIKE < state.soma:
                passed = (SPIKE - was) / (state.soma - was)
                spikes[count] = i * step + (cut + passed) * span
                count += 1
    return count


@inlined
def _step(
    c: Parameters,
    table: Table,
    state: State,
    current: float,
    span: float,
    before: float,
    slope: float,
) -> State:
    """Return the state ``span`` ms on, after a step of ``before`` ms in which the soma rose so."""
    soma = state.soma + slope * (span - before) / 4
    gates = _gates(c, table, state, soma, (before + span) / 2)
    guess = _halfway(c, table, gates, Voltages(state.soma, state.dendrite), current, span)
    middle = _halfway(c, table, gates, guess, current, span)
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


@inlined
def _gates(c: Parameters, table: Table, state: State, soma: float, span: float) -> State:
    """Return the state with its gates alone carried ``span`` ms on, the soma's at this voltage."""
    row, part = _place(soma)
    h, n = _read(table, row, part, SODIUM_H), _read(table, row, part, POTASSIUM)
    h_ms, n_ms = _read(table, row, part, SODIUM_H_MS), _read(table, row, part, POTASSIUM_MS)
    soma_m, soma_h = _read(table, row, part, N_TYPE_M), _read(table, row, part, N_TYPE_H)
    row, part = _place(state.dendrite)
    dendrite_m, dendrite_h = _read(table, row, part, N_TYPE_M), _read(table, row, part, N_TYPE_H)
    l_type_m = _read(table, row, part, L_TYPE)
    return State(
        state.soma,
        state.dendrite,
        _nearer(state.sodium_h, h, span, h_ms),
        _nearer(state.potassium_n, n, span, n_ms),
        _nearer(state.soma_m, soma_m, span, c.n_type_m_ms),
        _nearer(state.soma_h, soma_h, span, c.n_type_h_ms),
        _nearer(state.dendrite_m, dendrite_m, span, c.n_type_m_ms),
        _nearer(state.dendrite_h, dendrite_h, span, c.n_type_h_ms),
        _nearer(state.l_type_m, l_type_m, span, c.l_type_ms),
        state.soma_calcium,
        state.dendrite_calcium,
    )


@compiled
def _halfway(
    c: Parameters, table: Table, state: State, guess: Voltages, current: float, span: float
) -> Voltages:
    """Return the voltages half a step on, with what depends on them taken at the guess."""
    half = span / (2 * c.capacitance)
    row, part = _place(guess.soma)
    sodium = c.sodium * _read(table, row, part, SODIUM_M) ** 3 * state.sodium_h
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
    return _nearer(level, target, span, 1 / (c.calcium_free * c.calcium_removal))


@compiled
def _bound(c: Parameters, calcium: float) -> float:
    """Return the share of the K(Ca) channels that calcium holds open."""
    return calcium / (calcium + c.calcium_bound)


@compiled
def _place(millivolts: float) -> tuple[int, float]:
    """Return the table's row at or below a voltage, and how far it lies toward the next."""
    row = min(ROWS - 0.001, max(0.0, (millivolts - LOWEST_MV) * PER_MV))  # in this order NaN is 0
    return int(row), row - int(row)


@compiled
def _read(table: Table, row: int, part: float, column: int) -> float:
    """Return what the table says of a voltage."""
    bend = table[row, column + 2] + part * table[row, column + 3]
    value: float = table[row, column] + part * (table[row, column + 1] + part * bend)
    return value


@compiled
def _nearer(value: float, target: float, span: float, time: float) -> float:
    """Return a value ``span`` on its way to a target, by its time constant (trapezoidal)."""
    return value + span / (time + span / 2) * (target - value)
