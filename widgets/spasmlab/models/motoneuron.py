"""A motoneuron whose dendrite can hold it firing: two compartments that switch and remember.

Equations
    Soma        C dVs/dt = I - I_Na - I_K - I_N - I_KCa - g_L (Vs - E_L) - (g_c/p)(Vs - Vd)
    Dendrite    C dVd/dt = -I_N - I_L - I_KCa - g_L (Vd - E_L) - (g_c/(1 - p))(Vd - Vs)
    Channels    I_Na = g m∞(Vs)³ h (Vs - E_Na)       I_K = g n⁴ (Vs - E_K)
                I_N = g m² h (V - E_Ca)              I_L = g m (Vd - E_Ca)
                I_KCa = g Ca/(Ca + K_d) (V - E_K)
    Calcium     dCa/dt = f (-α I_Ca - k Ca), in each compartment from its own calcium current
    Gates       dx/dt = (x∞(V) - x)/τ, x∞ = 1/(1 + e^∓(V - half)/width): rising for m and n,
                falling for h; τ constant, but τ = a/(e^((V - b)/c) + e^-((V - b)/d)) for
                sodium's h and for potassium's n; sodium's m is always where it would settle
    The dendrite's L-type channel (I_L) does not inactivate. Once open it holds the dendrite up,
    and the dendrite's current holds the soma firing, until something pulls both down again.

Units
    ms, mV, current µA/cm² into the soma, conductance mS/cm², capacitance µF/cm², calcium µmol/L.
    A rate is in Hz.

Shapes
    ``current`` is one-dimensional, one value for each ``sample_ms``, held from its sample to the
    next. A ``Trace`` has one value for each ``every_ms``, the first at 0, and its own spikes.

Errors
    ValueError, naming the argument and showing its value, for a current that is empty, not
    one-dimensional or not finite, for a step that is not above 0 or is above ``LARGEST_STEP_MS``,
    for ``sample_ms`` or ``every_ms`` that is not a whole number of steps, for an ``every_ms`` that
    does not fit into the run, and for parameters without physical sense.

Limits
    One cell, fitted to no human unit: with serotonin it holds 60 Hz and more. It shows the
    mechanism, not a rate. Each run begins with the source's start, which is not the rest: leave it
    half a second without current where that matters.
    At the default step the rate at 15 µA/cm² with serotonin is 0.04 % low; from 8 to 30 µA/cm²,
    with serotonin and without, it is within half a percent (at 0.1 ms 0.15 %). Steps near a
    spike are cut into eight, for the upstroke lasts a tenth of a millisecond. When a slowly falling
    current ends the firing, the last spikes hang on the step: the current then is known to 0.8
    µA/cm², at 0.05 ms to 0.2. Beyond -200 and 200 mV a gate settles as it does there.
    A trace with a value each 0.2 ms misses the very peaks; ``spikes_ms`` misses nothing.
    Whether the dendrite switches on hangs on how far and how long it is driven: with serotonin a
    ramp to 25 in 5 s switches it, a ramp to 20 in 3 s does not.
    Serotonin is here nothing but less K(Ca) conductance; the real one does more.

Sources
    Booth, Rinzel & Kiehn 1997, J Neurophysiol 78:3371: not read. Equations, numbers and the start
    are those of its transcription by Simatra Modeling Technologies for simEngine (brk.m). The
    reduced K(Ca) of ``SEROTONIN``, 0.63 of the control, is unverified: not seen in the paper;
    github.com/research-team/hh-moto-5ht, a kindred cell, takes 0.6. Other simulators given these
    equations (LSODA, CVODE in Myokit and in NEURON) fire 67 times in the first second at
    15 µA/cm² with serotonin, at 66.987 Hz, last at 986.15 ms.
"""

import math
from dataclasses import asdict, astuple, dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEP_MS = 0.2
LARGEST_STEP_MS = 0.2
# The cubic through four neighbours, in powers of the way from the second to the third (Lagrange)
CUBIC = np.array([[0, 6, 0, 0], [-2, -3, 6, -1], [3, -6, 3, 0], [-1, 3, -3, 1]]) / 6
POSITIVE = {"capacitance", "calcium_bound", "calcium_removal", "calcium_free"}


@dataclass(frozen=True)
class Parameters:
    """The cell under control conditions; all numbers are the transcription's."""

    sodium: float = 120.0  # mS/cm2
    potassium: float = 100.0  # mS/cm2
    soma_n_type: float = 14.0  # mS/cm2, calcium
    dendrite_n_type: float = 0.03  # mS/cm2; 10 times as much moves spikes by 0.05 ms
    dendrite_l_type: float = 0.33  # mS/cm2, calcium, the persistent one
    soma_calcium_potassium: float = 5.0  # mS/cm2
    dendrite_calcium_potassium: float = 1.1  # mS/cm2
    leak: float = 0.51  # mS/cm2, of both compartments
    coupling: float = 0.1  # mS/cm2
    soma_share: float = 0.1  # of the cell's membrane
    capacitance: float = 1.0  # uF/cm2
    sodium_mv: float = 55.0
    potassium_mv: float = -80.0
    calcium_mv: float = 80.0
    leak_mv: float = -60.0
    calcium_bound: float = 0.2  # umol/L, where half of the K(Ca) channels are open
    calcium_free: float = 0.01  # of all the calcium that comes in
    calcium_inflow: float = 0.009  # mol/C/um
    calcium_removal: float = 2.0  # a ms
    # Gates: half open at (mV), width (mV), time (ms)
    sodium_m_half: float = -35.0
    sodium_m_width: float = 7.8
    sodium_h_half: float = -55.0
    sodium_h_width: float = 7.0
    sodium_h_ms: float = 30.0  # the four of τ = a/(e^((V - b)/c) + e^-((V - b)/d))
    sodium_h_centre: float = -50.0
    sodium_h_above: float = 15.0
    sodium_h_below: float = 16.0
    potassium_half: float = -28.0
    potassium_width: float = 15.0
    potassium_ms: float = 7.0
    potassium_centre: float = -40.0
    potassium_above: float = 40.0
    potassium_below: float = 50.0
    n_type_m_half: float = -30.0
    n_type_m_width: float = 5.0
    n_type_m_ms: float = 4.0
    n_type_h_half: float = -45.0
    n_type_h_width: float = 5.0
    n_type_h_ms: float = 40.0
    l_type_half: float = -40.0
    l_type_width: float = 7.0
    l_type_ms: float = 40.0

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            allowed, kind = self._rule(name, value)
            if not (math.isfinite(value) and allowed):
                raise ValueError(f"{name} must be a {kind}, got {value!r}")

    @staticmethod
    def _rule(name: str, value: float) -> tuple[bool, str]:
        if name == "soma_share":
            return 0 < value < 1, "share between 0 and 1"
        if name.endswith(("_mv", "_half", "_centre")):
            return True, "finite number of mV"
        if name in POSITIVE or name.endswith(("_width", "_above", "_below", "_ms")):
            return value > 0, "positive, finite number"
        return value >= 0, "finite number, 0 or more"


SEROTONIN = replace(  # less K(Ca): unverified, see Sources
    Parameters(), soma_calcium_potassium=3.136, dendrite_calcium_potassium=0.69
)


@dataclass(frozen=True, eq=False)
class Trace:
    """What the cell did."""

    ms: Array
    soma_mv: Array
    dendrite_mv: Array
    l_type_open: Array  # share of the dendrite's persistent channels
    soma_calcium: Array  # umol/L
    dendrite_calcium: Array  # umol/L
    spikes_ms: Array  # when the soma crossed 0 mV upward


def run(
    current: Array,
    sample_ms: float = 1.0,
    every_ms: float = 0.2,
    step_ms: float = STEP_MS,
    parameters: Parameters = Parameters(),
) -> Trace:
    """Return how the cell answers a current, from the source's start on."""
    states, spikes_ms = _solved(current, sample_ms, every_ms, step_ms, parameters)
    return Trace(
        ms=every_ms * np.arange(states["soma"].size, dtype=float),
        soma_mv=states["soma"],
        dendrite_mv=states["dendrite"],
        l_type_open=states["l_type_m"],
        soma_calcium=states["soma_calcium"],
        dendrite_calcium=states["dendrite_calcium"],
        spikes_ms=spikes_ms,
    )


def spikes(
    current: Array,
    sample_ms: float = 1.0,
    step_ms: float = STEP_MS,
    parameters: Parameters = Parameters(),
) -> Array:
    """Return the times of the cell's spikes alone, in ms."""
    return _solved(current, sample_ms, sample_ms, step_ms, parameters)[1]


def rate(spikes_ms: Array, start_ms: float = 0.0, stop_ms: float = math.inf) -> float:
    """Return how often spikes follow each other from start to stop, in Hz; 0 for fewer than two.

    >>> rate(np.array([100.0, 150.0, 200.0]))
    20.0
    """
    if not stop_ms > start_ms:
        raise ValueError(f"stop_ms must lie after start_ms, {start_ms!r}, got {stop_ms!r}")
    within = spikes_ms[(spikes_ms >= start_ms) & (spikes_ms < stop_ms)]
    return 1000 * (within.size - 1) / float(within[-1] - within[0]) if within.size > 1 else 0.0


def _solved(
    current: Array,
    sample_ms: float,
    every_ms: float,
    step_ms: float,
    parameters: Parameters,
) -> tuple[dict[str, Array], Array]:
    """Return the course of each of the eleven states, by name, and the spikes' times in ms."""
    flowing = np.array(current, dtype=float)
    if flowing.ndim != 1 or flowing.size == 0 or not np.all(np.isfinite(flowing)):
        raise ValueError(f"current must be a row of finite numbers, got {current!r}")
    if not 0 < step_ms <= LARGEST_STEP_MS:  # NaN fails it too
        raise ValueError(f"step_ms must be above 0 and at most {LARGEST_STEP_MS}, got {step_ms!r}")
    sample_steps = _steps("sample_ms", sample_ms, step_ms)
    every = _steps("every_ms", every_ms, step_ms)
    steps = flowing.size * sample_steps
    if every > steps:
        raise ValueError(f"every_ms must fit into the run, got {every_ms!r}")

    from spasmlab.models.loops import motoneuron as loops

    states = np.empty((-(-steps // every), len(loops.State._fields)))
    found = np.empty(steps * loops.CUTS // 2 + 1)  # a spike takes two steps at the very least
    constants: Any = loops.Constants(*astuple(parameters))  # by name, like Parameters
    count = loops.run(
        flowing, sample_steps, step_ms, every, constants, _table(parameters), states, found
    )
    return dict(zip(loops.State._fields, states.T, strict=True)), found[:count].copy()


@lru_cache(maxsize=16)
def _table(parameters: Parameters) -> Array:
    """Return the curves of ``_curves`` as the loop reads them: a cubic from voltage to voltage."""
    from spasmlab.models.loops import motoneuron as loops

    mv = loops.LOWEST_MV + np.arange(-1, loops.ROWS + 2) / loops.PER_MV
    with np.errstate(over="ignore"):  # far out e^x is infinite, and the answers still right
        curves = _curves(parameters, mv)
    values = np.stack([curves[name] for name in loops.CURVES], axis=1)
    cubics = np.lib.stride_tricks.sliding_window_view(values, 4, axis=0) @ CUBIC.T
    return np.asarray(np.ascontiguousarray(cubics).reshape(loops.ROWS, -1))


def _curves(c: Parameters, mv: Array) -> dict[str, Array]:
    """Return where the gates settle, and how fast the two do whose time is not fixed."""

    def settled(half: float, width: float) -> Array:
        return np.asarray(1 / (1 + np.exp((half - mv) / width)))

    def lasting(ms: float, centre: float, above: float, below: float) -> Array:
        return np.asarray(ms / (np.exp((mv - centre) / above) + np.exp((centre - mv) / below)))

    return {
        "sodium_m": settled(c.sodium_m_half, c.sodium_m_width),
        "sodium_h": settled(c.sodium_h_half, -c.sodium_h_width),
        "sodium_h_ms": lasting(
            c.sodium_h_ms, c.sodium_h_centre, c.sodium_h_above, c.sodium_h_below
        ),
        "potassium": settled(c.potassium_half, c.potassium_width),
        "potassium_ms": lasting(
            c.potassium_ms, c.potassium_centre, c.potassium_above, c.potassium_below
        ),
        "n_type_m": settled(c.n_type_m_half, c.n_type_m_width),
        "n_type_h": settled(c.n_type_h_half, -c.n_type_h_width),
        "l_type": settled(c.l_type_half, c.l_type_width),
    }


def _steps(name: str, span_ms: float, step_ms: float) -> int:
    count = round(span_ms / step_ms) if math.isfinite(span_ms) else 0
    if count < 1 or not math.isclose(count * step_ms, span_ms, rel_tol=1e-9):
        raise ValueError(f"{name} must be a whole number of steps of {step_ms} ms, got {span_ms!r}")
    return count
