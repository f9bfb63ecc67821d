"""A mammalian skeletal muscle fibre that fires: its surface, and its T-tubules behind a resistance.

Equations
    Surface     C dVs/dt = I - ΣI(Vs) - (Vs - Vt) / Ra
    Tubule      γ (C dVt/dt + ΣI(Vt)) = (Vs - Vt) / Ra,   γ = (radius/2) (volume share/depth)
    A channel   I = open share · P F u (in - out e^-u) / (1 - e^-u),   u = V F / R T
    Sodium      open share m³ s (h (1 - f) + f), f never shut; gates in ``fibre_gates``
    Potassium   delayed rectifier n⁴ p, KCNQ q, inward rectifier 1 / (1 + e^((V - E_K) / slope))
    Chloride    ClC-1, c, its curve bent by a surface charge
    Pump        3 sodium out, 2 potassium in; two forms, half full at 1.0 and 2.5 mmol/L
    NKCC1       J (log Na_out/Na_in + log K_out/K_in + 2 log Cl_out/Cl_in), no charge
    In a tubule dK/dt = (I_K - 2 I_pump - J) / (F depth) - (K - K_out) / mixing time; so Na and Cl
    End-plate   P F u (in - out e^-u) / (1 - e^-u) for sodium and potassium while it is open
    At rest     ΣI(V) + γ ΣI(V) = 0 with every gate settled, the tubule's ions the bath's, and
                the chloride inside where ClC-1 lets out what NKCC1 brings in

Units
    mV, ms, mmol/L, uA a cm² of membrane, cm/s, kΩ cm², uF/cm²; potentials inside minus outside.

Shapes
    ``sodium_gates`` gives arrays of the voltages' shape. A ``Trace`` and a ``Clamp`` hold 1-D
    arrays of one length, from 0 ms to the last whole ``every_ms`` up to ``until_ms``.
    "activation" is everywhere the share of channels whose m gates are open, m³; "inactivation"
    the share that fast inactivation has left open, h (1 - f) + f.

Errors
    ValueError, naming the argument and showing its value, for a concentration, temperature or
    time that cannot be, a share outside 0 to 1, pulses that overlap or come before 0, steps longer
    than the model stays true at, a fibre without a stable rest (give ``start``), and a pulse so
    strong that the numbers overflow.

Limits
    One short stretch of membrane, as if under a space clamp: nothing travels along the fibre. One
    tubule compartment. Potassium, sodium and chloride inside stay fixed during a run, so a run of
    minutes means nothing, and a rest that only settling chloride would unsettle holds in a run.
    At rest the tubule's ions are taken as the bath's; without a stimulus they drift over 2 s by
    0.3 mmol/L of potassium, and the voltage by 0.7 mV.
    Steps are first order: a spike's peak is right to 0.5 mV, its moment to 0.1 ms, or where the
    pulse is so weak that the fibre hesitates to 1 ms. 150 uA/cm² for 0.5 ms is that weak.
    Below 3.5 mmol/L of potassium the fibre has a second, depolarised rest, and at 1.5 only that:
    a property of this (mouse-type) set of constants, not the level at which people go weak. The
    authors' own figure of a normal fibre has the second rest below about 2.3 (read by eye).
    Not shown: the myotonic after-discharge. The source says its tubule drives one; here a train
    with ClC-1 shut leaves silence, or with sodium channels that never shut a lasting plateau.
    Nor does shutting ClC-1 make the fibre easier to fire: NKCC1 fills it with chloride instead.

Sources
    Cannon Lab, Muscle Fiber Simulation, July 2024, github.com/Cannon-Lab/Muscle-Fiber-Simulation
    at 10736b30: docs/Simulated Muscle Fiber.pdf ("document") and
    muscle_sim/Muscle_Default_Params.xlsx ("workbook"), both read; the model descends from Cannon,
    Brown & Corey 1993, Biophys J 65:270-288. Where the two disagree a comment says which is used.
    The shift by divalent ions is not in them.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.fibre_clamp import Clamp, SodiumGates, sodium_gates, voltage_clamp
from spasmlab.models.fibre_gates import Gates, check, kinetics
from spasmlab.models.fibre_parts import DEFAULT, FARADAY, FINE, Parameters, Pulses, Steps, moments

__all__ = [
    "Clamp",
    "Parameters",
    "Pulses",
    "Rest",
    "SodiumGates",
    "SparkPoint",
    "Steps",
    "Trace",
    "rest_states",
    "run",
    "sodium_gates",
    "spark_point",
    "voltage_clamp",
]

Array = NDArray[np.float64]

SCANNED_MV = np.arange(-130.0, 0.5)
UPSTROKE = 10.0  # mV/ms: the rise that is called a spark
ONSET_MS = 0.5  # a current's own jump is over by then: Ra C is 0.04 ms
WATCH_MS = 25.0  # from a pulse's start: how long a short one's fibre may take to fire
SAMPLE_MS = 0.01  # how often its rise is looked at
FINER = Steps(0.001, 0.01, 0.02)  # the usual ones put the spark point 0.1 mV too high
STRONGEST = 512.0  # uA/cm²
NEAR = 1e-4  # the share to which the weakest current is found


@dataclass(frozen=True)
class Rest:
    """A voltage at which no current flows, and the chloride inside that goes with it."""

    millivolts: float
    chloride_inside: float  # mmol/L
    stable: bool  # against a change over minutes, in which chloride settles too

    def __post_init__(self) -> None:
        check("millivolts", self.millivolts, positive=False)
        check("chloride_inside", self.chloride_inside, positive=True)


@dataclass(frozen=True, eq=False)
class Trace:
    """A fibre through time."""

    ms: Array
    sarcolemma_mv: Array
    tubule_mv: Array
    tubular_potassium: Array  # mmol/L
    tubular_sodium: Array  # mmol/L
    activation: Array  # share of the sarcolemma's sodium channels
    inactivation: Array  # share of them


@dataclass(frozen=True)
class SparkPoint:
    """The weakest pulse that fires a fibre, and the voltage at which the fibre takes over."""

    strength: float  # uA/cm²
    millivolts: float


def rest_states(
    parameters: Parameters = DEFAULT, *, hold_chloride: bool = False
) -> tuple[Rest, ...]:
    """Return the voltages from -130 to 0 mV at which the fibre stays, most negative first.

    A state between two stable ones is where a fibre falls to the one or the other. With
    ``hold_chloride`` the chloride inside is the parameters' and does not settle.
    """
    from spasmlab.models.loops import fibre as loops

    table, constants = _table(parameters), _constants(parameters)

    def balance(mv: Array) -> Array:
        out = np.empty((2, len(mv)))
        loops.balance(mv, hold_chloride, table, constants, out)
        return out

    net = balance(SCANNED_MV)[loops.NET]
    before = np.flatnonzero((net[1:] < 0) != (net[:-1] < 0))
    low, high, rises = SCANNED_MV[before], SCANNED_MV[before + 1], net[before] < 0
    for _ in range(10):
        middle = (low + high) / 2
        short = (balance(middle)[loops.NET] < 0) == rises
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    over, under = balance(low)[loops.NET], balance(high)[loops.NET]
    mv = low + (high - low) * over / (over - under)  # the rest of the way the curve is straight
    found = zip(mv.tolist(), balance(mv)[loops.INSIDE].tolist(), rises.tolist(), strict=True)
    return tuple(Rest(*state) for state in found)


def run(
    pulses: Pulses,
    until_ms: float,
    every_ms: float = 0.1,
    parameters: Parameters = DEFAULT,
    start: Rest | None = None,
    steps: Steps = FINE,
) -> Trace:
    """Return what the fibre does from ``start``: its most negative stable rest if none is given."""
    from spasmlab.models.loops import fibre as loops

    ms = moments(until_ms, every_ms)
    rest = _stable_rest(parameters) if start is None else start
    table, constants = _table(parameters), _constants(parameters)
    gates = np.zeros(len(loops.GATES))
    loops.relax(gates, rest.millivolts, loops.FOREVER_MS, table)
    state = (rest.millivolts, rest.millivolts, gates, gates.copy(), rest.chloride_inside)
    begun = np.atleast_1d(np.asarray(pulses.starts_ms, dtype=float))
    edges = np.column_stack([begun, begun + pulses.width_ms]).ravel()
    cut = loops.Steps(steps.shortest_ms, steps.longest_ms, steps.rise_mv)
    out = np.empty((len(ms), len(loops.COLUMNS)))
    train = loops.Train(edges, float(pulses.strength), pulses.kind == "endplate")
    loops.run(state, train, float(every_ms), cut, table, constants, out)
    if not np.all(np.isfinite(out)):
        raise ValueError(f"strength drives the numbers out of range, got {pulses.strength!r}")
    return Trace(ms, *np.ascontiguousarray(out.T))


def spark_point(parameters: Parameters = DEFAULT, width_ms: float = 25.0) -> SparkPoint:
    """Return the weakest current that fires the fibre at rest, and the voltage where it takes over.

    A fibre fires if its own currents lift its surface by 10 mV/ms before the pulse ends, or after
    a short one within 25 ms of its start; the voltage is the surface's when they first do. A
    weaker pulse may leave the fibre hesitating: a late spike starts as much as 4 mV nearer zero.
    Both are NaN if no current up to 512 uA/cm² does it, as at very high potassium.
    """
    check("width_ms", width_ms, positive=True)
    rest = _stable_rest(parameters)
    weak, strong = 0.0, 1.0
    while np.isnan(_taken_over(strong, width_ms, rest, parameters)):
        weak, strong = strong, 2 * strong
        if strong > STRONGEST:
            return SparkPoint(np.nan, np.nan)
    while strong - weak > NEAR * strong:
        middle = (weak + strong) / 2
        if np.isnan(_taken_over(middle, width_ms, rest, parameters)):
            weak = middle
        else:
            strong = middle
    return SparkPoint(strong, _taken_over(strong, width_ms, rest, parameters))


def _taken_over(strength: float, width_ms: float, rest: Rest, parameters: Parameters) -> float:
    """Return the voltage at which the fibre's own rise first reaches the upstroke's, or NaN."""
    pulse = Pulses((0.0,), width_ms, strength)
    trace = run(pulse, max(width_ms, WATCH_MS), SAMPLE_MS, parameters, rest, FINER)
    between = (trace.ms[1:] + trace.ms[:-1]) / 2
    pushed = strength / (parameters.capacitance * (1 + parameters.area_ratio))
    own = np.diff(trace.sarcolemma_mv) / SAMPLE_MS - np.where(between < width_ms, pushed, 0.0)
    own[between < ONSET_MS] = 0.0
    if own.max() < UPSTROKE:
        return np.nan
    first = int(np.argmax(own >= UPSTROKE))
    mv = (trace.sarcolemma_mv[1:] + trace.sarcolemma_mv[:-1]) / 2
    return float(np.interp(UPSTROKE, own[first - 1 : first + 1], mv[first - 1 : first + 1]))


def _stable_rest(parameters: Parameters) -> Rest:
    for rest in rest_states(parameters):
        if rest.stable:
            return rest
    raise ValueError(f"start must be given: {parameters!r} has no stable rest")


def _constants(parameters: Parameters) -> Any:
    from spasmlab.models.loops import fibre as loops

    lining = (getattr(parameters, f"tubule_{name}") for name in loops.Membrane._fields)
    given = {
        "surface": loops.Membrane(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, parameters.sarcolemma_alpha2),
        "lining": loops.Membrane(*map(float, lining)),
        "faraday": FARADAY,
    }
    own = {name: float(getattr(parameters, name)) for name in loops.Constants._fields[len(given) :]}
    return loops.Constants(**given, **own)


def _table(parameters: Parameters) -> Array:
    return _tabled(tuple(float(getattr(parameters, field.name)) for field in fields(Gates)))


@lru_cache(maxsize=16)
def _tabled(values: tuple[float, ...]) -> Array:
    """Return every gate's steady state and rate at each of the loop's voltages."""
    from spasmlab.models.loops import fibre as loops

    mv: Array = loops.LOWEST_MV + loops.SPACING_MV * np.arange(loops.ROWS, dtype=np.float64)
    gates = kinetics(mv, Gates(*values))
    return np.stack([np.stack(gates[name], axis=-1) for name in loops.GATES], axis=1)
