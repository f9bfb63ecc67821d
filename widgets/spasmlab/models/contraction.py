"""From a nerve's pulses to calcium, and from calcium to the pull of a slow muscle (Kim 2020).

Equations
    Store            dS/dt = -bind - R + U,   bind = k1 S (CS0 - Q) - k2 Q,   dQ/dt = bind
    Release          R = Rmax S Σ (1 - e^(-t/t1)) e^(-t/t2),   t the time since each pulse
    Uptake           U = Umax (x² / (1 + x + x²))²,   x = k Ca
    Free calcium     dCa/dt = R - U - dB/dt - dT/dt
    Other buffers    dB/dt = k3 Ca (B0 - B) - k4 B
    Troponin         dT/dt = φ k5 Ca (T0 - T) - k6 T / (1 + SF M)
                     φ = 0.03 x + 1.23 up to x = -8 mm, 0.01 x + 1.08 beyond, x the muscle's length
    Cross-bridges    dM/dt = (M∞ - M) / τ,   M∞ = (1 + tanh((T/T0 - c1) / c2)) / 2
                     τ = c3 / cosh((T/T0 - c4) / (2 c5)),   activation A = M²
    Length           P(x) = P0 A e^(-((x - g1) / g2)²)
    Shortening       v = -b0 (P - F) / (F + a0 P/P0)     (Hill, with Mashima's scaling by P)
    Lengthening      v = -d0 (P - F) / (2 P - F + c0 P/P0)

Units
    time ms, rate pulses a second, length mm on the source's scale (strongest at -8), velocity mm/s
    (lengthening positive), force N. ``Parameters`` keep the source's mol/L; a ``Trace`` gives free
    calcium in µmol/L, troponin as the fraction T/T0 that holds calcium, activation from 0 to 1.

Shapes
    A ``Trace`` has one number for each sample. ``force_length`` and ``force_velocity`` broadcast as
    NumPy arrays do; plain numbers give a float.

Errors
    ValueError, naming the argument and showing its value, for a time, rate or parameter that is
    not finite or has no physical meaning; a ``step_ms`` above 0.05, or too long for ten pulses or
    more that fall together; a ``length_mm`` at which troponin would take no calcium (-41 mm and
    shorter); an activation outside 0 to 1; a trace that does not fall to half of its peak, which is
    no twitch.

Limits
    Calcium and cross-bridges are one muscle unit's, at constant length; the source's series spring
    and its correction for moving are left out, so a trace is the activation, not yet the force at
    a tendon. No fatigue, no temperature. The run starts, as the source does, with a full store and
    nothing bound, and needs 0.3 s to settle: a pulse at 20 ms gives a twitch that peaks at 0.133
    after 69 ms, a pulse at 300 ms or later one of 0.167 after 67.5 ms. Free calcium peaks at 28
    µmol/L in a twitch, some twenty times what models of fast fibres give: its shape means
    something, its level does not.
    The steps are of second order. At the default 0.025 ms A is never off by more than 0.0003, at
    0.05 ms, the longest step allowed, by 0.001: most in the first pulse of a run that starts with
    one. Steps of first order and 0.05 ms show less fusion than the equations have (ripple 0.48 at
    10 pulses a second, where it is 0.43).

Sources
    Kim 2020, ModelDB 266732, github.com/ModelDBRepository/266732 at 9cf940b9: module1_2.mod
    (calcium, cross-bridges) and module3.mod (length, velocity); cat soleus. The code was read, its
    paper was not. The unit it prints for Umax, 1/(M ms), does not balance: here M/ms.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Float = float | Array  # a number, or an array of them

STEP_LIMIT_MS = 0.05  # above it a few pulses that fall together carry a step to infinity
RATE_LIMIT_HZ = 1000.0  # above it no nerve fibre follows
SETTLING_S = 1.0  # a train's ripple repeats itself to four digits after it


@dataclass(frozen=True)
class Parameters:
    """The cat's soleus, with the names of the source's constants beside them."""

    # module1_2.mod, "module 1": calcium
    store_on: float = 3000.0  # 1/(M ms), k1: onto the store's calsequestrin
    store_off: float = 3.0  # 1/ms, k2
    store_sites: float = 0.03  # M, CS0
    buffer_on: float = 400.0  # 1/(M ms), k3
    buffer_off: float = 1.0  # 1/ms, k4
    buffer_sites: float = 0.00043  # M, B0
    troponin_on: float = 4e5  # 1/(M ms), k5i
    troponin_off: float = 150.0  # 1/ms, k6i
    troponin_sites: float = 0.00007  # M, T0
    cooperation: float = 5.0  # SF_AM: attached bridges make troponin hold on
    release: float = 10.0  # 1/ms, Rmax
    release_rise_ms: float = 3.0  # t1
    release_fall_ms: float = 25.0  # t2
    pump: float = 2000.0  # M/ms, Umax
    pump_affinity: float = 850.0  # 1/M, k
    stored: float = 0.0025  # M, CaSR at the start
    free: float = 1e-10  # M, Ca at the start
    knee_mm: float = -8.0  # where φ changes its slope
    short_slope: float = 0.03  # 1/mm, phi1
    short_offset: float = 1.23  # phi2
    long_slope: float = 0.01  # 1/mm, phi3
    long_offset: float = 1.08  # phi4
    # module1_2.mod, "module 2": cross-bridges
    half_bound: float = 0.128  # c1, a fraction of troponin
    bound_width: float = 0.093  # c2
    slow_ms: float = 61.206  # c3
    slow_centre: float = -13.116  # c4
    slow_width: float = 5.095  # c5
    power: float = 2.0  # alpha
    # module3.mod: length and velocity
    force: float = 23.0  # N, p0
    hill_force: float = 2.35  # N, a0
    hill_velocity: float = 24.35  # mm/s, b0
    stretch_force: float = -7.4  # N, c0
    stretch_velocity: float = 30.3  # mm/s, d0
    best_mm: float = -8.0  # g1
    width_mm: float = 21.4  # g2

    def __post_init__(self) -> None:
        """Refuse what is not finite, and what must be above 0 and is not."""
        signed = {"knee_mm", "best_mm", "slow_centre", "stretch_force", "short_offset"}
        for name, value in asdict(self).items():
            if not math.isfinite(value) or (value <= 0 and name not in signed):
                kind = "finite" if name in signed else "positive and finite"
                raise ValueError(f"{name} must be {kind}, got {value!r}")
        if self.stretch_force <= -self.force:
            raise ValueError(
                f"stretch_force must be above minus the force, got {self.stretch_force!r}"
            )


@dataclass(frozen=True, eq=False)
class Trace:
    """What one run gave, sample by sample."""

    ms: Array
    calcium_um: Array  # free calcium, µmol/L
    troponin: Array  # the fraction that holds calcium
    activation: Array  # 0 to 1


@dataclass(frozen=True)
class Twitch:
    """The measures of one contraction, as fine as its trace was sampled."""

    peak: float  # activation
    time_to_peak_ms: float  # since the pulse
    half_relaxation_ms: float  # from the peak until half of it is left


@dataclass(frozen=True)
class Fusion:
    """How smooth a long train's contraction is, over one pulse's time once it has settled."""

    ripple: float  # (highest - lowest) / highest activation: 1 apart, 0 fused
    mean: float  # activation
    peak: float  # activation


def run(
    spikes_ms: Sequence[float] | Array,
    until_ms: float,
    every_ms: float = 1.0,
    length_mm: float = Parameters.best_mm,
    parameters: Parameters = Parameters(),
    step_ms: float = 0.025,
) -> Trace:
    """Return what the pulses at these times do, sampled from 0 until a time.

    Steps are ``step_ms`` or a little shorter, so that they fill each sample's time.

    >>> round(float(run([20.0], 400.0).activation.max()), 3)
    0.133
    """
    from spasmlab.models.loops import contraction as loops

    spikes = np.sort(np.asarray(spikes_ms, dtype=float).ravel())
    if not np.all(np.isfinite(spikes) & (spikes >= 0)):
        raise ValueError(f"spikes_ms must be finite, 0 or more, got {spikes_ms!r}")
    every = _positive("every_ms", every_ms, "time in ms")
    samples = math.floor(_positive("until_ms", until_ms, "time in ms") / every + 1e-9) + 1
    if not 0 < step_ms <= STEP_LIMIT_MS:
        raise ValueError(f"step_ms must be above 0 and at most {STEP_LIMIT_MS}, got {step_ms!r}")
    substeps = math.ceil(every / step_ms - 1e-9)
    catching = parameters.troponin_on * _reach(length_mm, parameters)
    constants = loops.constants(parameters)
    free, bound, bridges = loops.run(
        spikes, samples, substeps, every / substeps, catching, constants
    )
    if not np.all(np.isfinite(bridges)):
        raise ValueError(f"step_ms must be shorter for pulses this close, got {step_ms!r}")
    return Trace(
        ms=every * np.arange(samples, dtype=np.float64),
        calcium_um=1e6 * free,
        troponin=bound / parameters.troponin_sites,
        activation=bridges**parameters.power,
    )


def pulse_train(rate_hz: float, count: int, start_ms: float = 20.0) -> Array:
    """Return the times, in ms, of evenly spaced pulses."""
    if not 0 < rate_hz <= RATE_LIMIT_HZ:
        limit = f"above 0 and at most {RATE_LIMIT_HZ:g} pulses a second"
        raise ValueError(f"rate_hz must be {limit}, got {rate_hz!r}")
    if count < 0 or count % 1 != 0:
        raise ValueError(f"count must be a whole number, 0 or more, got {count!r}")
    return start_ms + np.arange(count, dtype=np.float64) * (1000 / rate_hz)


def twitch(trace: Trace, start_ms: float = 20.0) -> Twitch:
    """Return the peak and the times of a contraction whose pulse came at ``start_ms``."""
    top = int(trace.activation.argmax())
    peak = float(trace.activation[top])
    above = int(np.flatnonzero(trace.activation > peak / 2)[-1]) if peak > 0 else top
    if above in (top, len(trace.ms) - 1):
        raise ValueError(f"trace must fall to half of its peak, got one that peaks at {peak!r}")
    half = float(trace.ms[above] - trace.ms[top])
    return Twitch(peak, float(trace.ms[top]) - start_ms, half)


def fusion(
    rate_hz: float,
    length_mm: float = Parameters.best_mm,
    parameters: Parameters = Parameters(),
    step_ms: float = 0.025,
) -> Fusion:
    """Return how fused the contraction is that a train of this rate settles to.

    >>> round(fusion(10.0).ripple, 2)
    0.43
    """
    pulse_train(rate_hz, 0)  # refuses a bad rate by its name
    settling = math.ceil(SETTLING_S * rate_hz)  # pulses, before the one that is measured
    pulses = pulse_train(rate_hz, settling + 1, start_ms=0.0)
    samples = math.ceil(1000 / rate_hz / 0.25)  # of one pulse's time: four or more a ms
    every = 1000 / rate_hz / samples
    trace = run(pulses, (settling + 1) * samples * every, every, length_mm, parameters, step_ms)
    settled = trace.activation[-samples - 1 :]
    peak = float(settled.max())
    return Fusion((peak - float(settled.min())) / peak, float(settled[1:].mean()), peak)


def force_length(
    length_mm: Float,
    activation: Float = 1.0,
    parameters: Parameters = Parameters(),
) -> Float:
    """Return the force, in N, that the muscle holds at a length.

    >>> force_length(-8.0)
    23.0
    """
    level = np.asarray(activation, dtype=float)
    if not np.all((level >= 0) & (level <= 1)):
        raise ValueError(f"activation must be from 0 to 1, got {activation!r}")
    away = (_finite("length_mm", length_mm) - parameters.best_mm) / parameters.width_mm
    return _plain(parameters.force * level * np.exp(-(away**2)))


def force_velocity(
    velocity_mm_s: Float,
    activation: Float = 1.0,
    length_mm: Float = Parameters.best_mm,
    parameters: Parameters = Parameters(),
) -> Float:
    """Return the force, in N, while the muscle lengthens (positive) or shortens (negative).

    Faster than it can shorten unloaded (238 mm/s), the muscle pulls no more: 0, never below.
    """
    p = parameters
    velocity = _finite("velocity_mm_s", velocity_mm_s)
    held = force_length(length_mm, activation, p)
    short, long = np.maximum(-velocity, 0.0), np.maximum(velocity, 0.0)
    hill = (p.hill_velocity - short * p.hill_force / p.force) / (p.hill_velocity + short)
    beyond = 2 + p.stretch_force / p.force
    stretched = (p.stretch_velocity + beyond * long) / (p.stretch_velocity + long)
    return _plain(held * np.where(velocity < 0, np.maximum(hill, 0.0), stretched))


def _reach(length_mm: float, p: Parameters) -> float:
    """Return φ: how well troponin catches calcium at a length, as a fraction of the best."""
    if length_mm <= p.knee_mm:
        reach = p.short_slope * length_mm + p.short_offset
    else:
        reach = p.long_slope * length_mm + p.long_offset
    if not 0 < reach < math.inf:
        raise ValueError(f"length_mm must let troponin take calcium, got {length_mm!r}")
    return reach


def _positive(name: str, value: float, kind: str) -> float:
    if not 0 < value < math.inf:
        raise ValueError(f"{name} must be a positive, finite {kind}, got {value!r}")
    return value


def _finite(name: str, value: Float) -> Array:
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array)):
        raise ValueError(f"{name} must be finite, got {value!r}")
    return array


def _plain(value: Float) -> Float:
    array = np.asarray(value, dtype=float)
    return float(array) if array.ndim == 0 else array
