"""A motor axon's node of Ranvier at body warmth, and what little calcium does to it.

Equations
    C dV/dt = I - I_Na - I_K - g (V - E)
    I_Na = P_Na m^q h F (in·(u + b) - out·b),   I_K = P_K n² F (in·(u + b) - out·b)
    with u = V F / R T and b = u / (e^u - 1), each ion with its own levels in and out
    dm/dt = opens (1 - m) - closes m, and so for h and n; the rates hang on V - zero, grow by a Q10
    Divalent shift  s = slope · log10((Ca + w Mg) / (Ca₀ + w Mg₀)), in mV
    It moves the zero of m and h by s and that of n by a share of s: with less calcium the gates
    open at voltages nearer to rest.

Units
    ms, mV (inside minus outside), uA/cm2 (positive: into the node), mS/cm2, uF/cm2, cm/s, °C.
    Calcium and magnesium are the ionised levels outside, in mmol/L, not a laboratory's totals.

Shapes
    ``shift`` broadcasts as NumPy arrays do; plain numbers give a float. All else takes numbers.

Errors
    ValueError, naming the argument and showing its value, for calcium outside 0.4 to 2.5 mmol/L,
    magnesium that is negative, a step above 0.01 ms, a time or a constant that makes no sense, and
    anything not finite.

Limits
    One node alone. Without its internodes and their slow potassium channels it fires far faster
    than a nerve does: read whether it fires, and from what current on. A rate means nothing here,
    and no function gives one. Currents compare with each other, not with a stimulator's.
    That it fires by itself from 0.53 mmol/L down hangs on this set of constants. Another public
    set under the same paper's name (``OTHER``) also fires the sooner the less calcium there is (at
    0.6 mmol/L it needs two thirds of what it needs at 1.2, this set 9 %), but in the whole
    range never by itself. The direction is common ground; how far, and the level, are not.
    Magnesium by direction only. It shifts the gates as calcium does, and less: so says the ranking
    in Hille's abstract. How much less we could not read, so its weight is 0: it does nothing until
    you choose a weight, and any weight is your assumption. With one, tenfold calcium shifts the
    gates by less than the slope, as magnesium stays behind.
    The shift is a rule of thumb, with no charge density, binding or acidity, and fails where
    calcium is nearly gone (none is -18 mV against 2 mmol/L, where a logarithm has no end). It was
    measured on sodium activation in nerve; that inactivation follows it whole is our assumption,
    and the potassium gates' share comes from frog muscle. Calcium does only this here: none flows,
    blocks a pore or opens a leak.
    The leak is fixed, so potassium outside hardly moves the resting voltage: ask the muscle fibre.

Sources
    Constants: fh.mod, a public NEURON file for 37 °C whose title says frog. Its ions and gates are
    those that se.mod (github.com/JimHokanson/matlab_NEURON, HOC_CODE/models/axon_models/mod_files)
    and, for the gates, na_schwarz1987.mod and k_schwarz1987.mod (github.com/mrkrd/spiral_ganglion)
    give as Schwarz & Eikhof 1987, Pflügers Arch 409:569, for rat: unverified, that paper has not
    been read. The files differ in the powers of the gates, the permeabilities and the leak.
    Hille, Woodhull & Shapiro 1975, doi:10.1098/rstb.1975.0011, abstract: tenfold divalent ions,
    +20 to +25 mV; equal levels shift less with magnesium than with calcium; the -18 mV.
    Costantin 1968, abstract at scilit.net/publications/98e72fbc49aae61527b15c215d6f8afd: the
    potassium threshold of frog muscle, 4 mV for threefold; sodium's "much more sensitive".
    Frankenhaeuser & Meves 1958, J Physiol 142:360, on magnesium: unverified, not read past its
    first lines.
"""

import math
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.membrane import thermal_voltage

Float = float | NDArray[np.float64]  # a number, or an array of them

CALCIUM = (0.4, 2.5)  # mmol/L: where the logarithm stands for the measured shifts
STEP_MS = 0.004  # a spike's peak is then 0.5 mV low
LARGEST_STEP_MS = 0.01  # 3 mV low; at 0.02 ms 8 mV, though no step makes the solution blow up
SETTLING_MS = 20.0  # from the leak's voltage to rest, or to firing
WATCHING_MS = 100.0  # without current: firing grows slowly where it has only just become possible
HOLDING_MS = 30.0
SPIKE_MV = -20.0
STRONGEST = 3000.0  # uA/cm2: more would lift even a node without channels to SPIKE_MV
RESOLUTION = 0.1  # uA/cm2


@dataclass(frozen=True)
class Parameters:
    """A mammalian node of Ranvier, and how divalent ions move its gates."""

    # fh.mod; se.mod has the same levels and the same rest
    sodium_inside: float = 8.71  # mmol/L
    sodium_outside: float = 154.0  # mmol/L
    potassium_inside: float = 155.0  # mmol/L
    potassium_outside: float = 5.9  # mmol/L
    leak_potential: float = -78.0  # mV
    gate_zero: float = -78.0  # mV, from which the gates' voltages below count
    # fh.mod; se.mod has 3 gates, 3.28e-3, 1.34e-4 and 86 (see OTHER)
    sodium_gates: float = 2.0  # the power of m: 2 or 3
    sodium_permeability: float = 7.32e-3  # cm/s
    potassium_permeability: float = 0.288e-3  # cm/s
    leak_conductance: float = 61.4  # mS/cm2
    capacitance: float = 2.0  # uF/cm2, unverified; from 1 to 4 the threshold grows by 7 %
    # The rates at 20 °C: fh.mod and na_schwarz1987.mod; se.mod has them multiplied out for 37 °C.
    # Each is a rate (a ms, and for all but h closing a mV), a voltage and a width (mV).
    m_opens: float = 0.49
    m_opens_at: float = 25.41
    m_opens_width: float = 6.06
    m_closes: float = 1.04
    m_closes_at: float = 21.0
    m_closes_width: float = 9.41
    h_opens: float = 0.09
    h_opens_at: float = -27.74
    h_opens_width: float = 9.06
    h_closes: float = 3.7
    h_closes_at: float = 56.0
    h_closes_width: float = 12.5
    n_opens: float = 0.02
    n_opens_at: float = 35.0
    n_opens_width: float = 10.0
    n_closes: float = 0.05
    n_closes_at: float = 10.0
    n_closes_width: float = 10.0
    activation_q10: float = 2.2
    inactivation_q10: float = 2.9
    potassium_q10: float = 3.0
    measured_celsius: float = 20.0  # °C
    celsius: float = 37.0  # °C
    # Hille 1975: 20 to 25 mV
    calcium_slope: float = 22.5  # mV for ten times the divalent ions
    calcium_reference: float = 1.2  # mmol/L ionised, where the rates above hold: our choice
    # Costantin 1968: 4 mV for threefold, against 10.7 mV by the slope above
    potassium_gate_share: float = 0.37
    # Below 1 by Hille's ranking; the number is unverified: none could be read, none is assumed
    magnesium_weight: float = 0.0  # of magnesium, against calcium as 1
    magnesium_reference: float = 0.55  # mmol/L ionised: our choice, without effect at weight 0

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            allowed, kind = self._rule(name, value)
            if not (math.isfinite(value) and allowed):
                raise ValueError(f"{name} must be a {kind}, got {value!r}")

    @staticmethod
    def _rule(name: str, value: float) -> tuple[bool, str]:
        if name == "sodium_gates":
            return value in (2, 3), "count of gates, 2 or 3"
        if name == "magnesium_weight":
            return 0 <= value < 1, "weight from 0 to below 1, as magnesium is the weaker ion"
        if name == "potassium_gate_share":
            return 0 <= value <= 1, "share from 0 to 1"
        if name.endswith("celsius"):
            return 0 <= value <= 45, "temperature from 0 to 45 °C"
        if name.endswith("permeability"):
            return value >= 0, "finite permeability in cm/s, 0 or more"
        if name.endswith(("_at", "_zero", "_potential")):
            return True, "finite voltage in mV"
        return value > 0, "positive, finite number"


NODE = Parameters()
OTHER = replace(  # se.mod's set
    NODE,
    sodium_gates=3.0,
    sodium_permeability=3.28e-3,
    potassium_permeability=1.34e-4,
    leak_conductance=86.0,
)


@dataclass(frozen=True, eq=False)
class Trace:
    """The voltage across the node's membrane, from 0 ms on."""

    ms: NDArray[np.float64]
    millivolts: NDArray[np.float64]


def shift(
    calcium: Float, magnesium: Float = NODE.magnesium_reference, parameters: Parameters = NODE
) -> Float:
    """Return how far, in mV, divalent ions move the sodium gates from where they were measured.

    >>> round(shift(0.6), 1)
    -6.8
    """
    p = parameters
    around = _calcium(calcium) + p.magnesium_weight * _magnesium(magnesium)
    usual = p.calcium_reference + p.magnesium_weight * p.magnesium_reference
    moved = p.calcium_slope * np.log10(around / usual)
    return float(moved) if moved.ndim == 0 else moved


def run(
    current: float,
    until_ms: float,
    calcium: float = NODE.calcium_reference,
    magnesium: float = NODE.magnesium_reference,
    every_ms: float = 0.02,
    parameters: Parameters = NODE,
    pulse_from_ms: float = 0.0,
    pulse_ms: float | None = None,
    step_ms: float = STEP_MS,
) -> Trace:
    """Return the node's voltage while the current (uA/cm2) flows for pulse_ms, or to the end.

    At 0 ms the node has had 20 ms to settle: a node that fires by itself is then firing.
    """
    from spasmlab.models.loops import axon as loops

    held = until_ms if pulse_ms is None else pulse_ms
    _refuse_times(
        current,
        {"until_ms": until_ms, "every_ms": every_ms, "step_ms": step_ms},
        {"pulse_from_ms": pulse_from_ms, "pulse_ms": held},
    )
    each = math.ceil(every_ms / step_ms - 1e-9)  # the step is the longest that fits, whole times
    step = every_ms / each
    first = round(pulse_from_ms / step)
    millivolts = np.empty(math.floor(until_ms / every_ms + 1e-9) + 1)
    constants, setting = _prepared(parameters, calcium, magnesium, step)
    settling = round(SETTLING_MS / step)
    last = first + round(held / step)
    loops.trace(constants, setting, float(current), first, last, settling, each, millivolts)
    return Trace(np.arange(millivolts.size, dtype=float) * every_ms, millivolts)


def threshold(
    calcium: float = NODE.calcium_reference,
    magnesium: float = NODE.magnesium_reference,
    parameters: Parameters = NODE,
) -> float:
    """Return the weakest current, in uA/cm2, that makes the node fire when held (its rheobase).

    It is 0.0 where the node fires by itself, and infinite where 3,000 uA/cm2 do not make it fire.
    """
    from spasmlab.models.loops import axon as loops

    constants, setting = _prepared(parameters, calcium, magnesium, STEP_MS)
    times = (SETTLING_MS, WATCHING_MS, HOLDING_MS)
    settling, watching, holding = (round(ms / STEP_MS) for ms in times)
    search = (STRONGEST, RESOLUTION, SPIKE_MV)
    return float(loops.threshold(constants, setting, settling, watching, holding, *search))


def fires_by_itself(
    calcium: float = NODE.calcium_reference,
    magnesium: float = NODE.magnesium_reference,
    parameters: Parameters = NODE,
) -> bool:
    """Return whether the node fires without any current."""
    from spasmlab.models.loops import axon as loops

    constants, setting = _prepared(parameters, calcium, magnesium, STEP_MS)
    state = loops.settled(constants, setting, round(SETTLING_MS / STEP_MS))
    watching = round(WATCHING_MS / STEP_MS)
    return bool(loops.fires(constants, setting, state, 0.0, watching, SPIKE_MV))


def _prepared(p: Parameters, calcium: float, magnesium: float, step: float) -> tuple[Any, Any]:
    from spasmlab.models.loops import axon as loops

    moved = shift(calcium, magnesium, p)
    tens = (p.celsius - p.measured_celsius) / 10
    setting = loops.Setting(
        sodium_zero=float(p.gate_zero + moved),
        potassium_zero=float(p.gate_zero + p.potassium_gate_share * moved),
        activation=p.activation_q10**tens,
        inactivation=p.inactivation_q10**tens,
        potassium=p.potassium_q10**tens,
        thermal=float(thermal_voltage(p.celsius)),
        step=step,
    )
    return loops.Constants(*map(float, astuple(p))), setting


def _calcium(calcium: Float) -> NDArray[np.float64]:
    array = np.asarray(calcium, dtype=float)
    low, high = CALCIUM
    if not np.all((array >= low) & (array <= high)):  # NaN fails it too
        raise ValueError(
            f"calcium must be from {low} to {high} mmol/L of ionised calcium, got {calcium!r}"
        )
    return array


def _magnesium(magnesium: Float) -> NDArray[np.float64]:
    array = np.asarray(magnesium, dtype=float)
    if not np.all(np.isfinite(array) & (array >= 0)):
        raise ValueError(
            f"magnesium must be a finite level in mmol/L, 0 or more, got {magnesium!r}"
        )
    return array


def _refuse_times(current: float, lasting: dict[str, float], starting: dict[str, float]) -> None:
    if not math.isfinite(current):
        raise ValueError(f"current must be finite, in uA/cm2, got {current!r}")
    for name, ms in lasting.items():
        if not (math.isfinite(ms) and ms > 0):
            raise ValueError(f"{name} must be a positive, finite time in ms, got {ms!r}")
    for name, ms in starting.items():
        if not (math.isfinite(ms) and ms >= 0):
            raise ValueError(f"{name} must be a finite time in ms, 0 or more, got {ms!r}")
    if (step := lasting["step_ms"]) > LARGEST_STEP_MS:
        raise ValueError(f"step_ms must be {LARGEST_STEP_MS} ms or less, got {step!r}")
