"""The muscle fibre's sodium channels by themselves, at a voltage that is held: closed form.

``fibre`` is the way in, and its docstring has the equations, units and sources.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models.fibre_gates import check, sodium_kinetics
from spasmlab.models.fibre_parts import DEFAULT, FARADAY, Parameters, moments

Array = NDArray[np.float64]
SODIUM = ("sodium_activation", "sodium_inactivation", "sodium_slow")


@dataclass(frozen=True, eq=False)
class SodiumGates:
    """Where the sodium channels' gates settle, as shares of the channels, and how fast."""

    activation: Array
    activation_ms: Array  # of one m gate
    inactivation: Array
    inactivation_ms: Array
    slow: Array  # share of the channels that slow inactivation leaves
    slow_ms: Array


@dataclass(frozen=True, eq=False)
class Clamp:
    """Sodium channels while the voltage is held and stepped."""

    ms: Array
    activation: Array
    inactivation: Array
    open: Array  # share of all channels: activation x inactivation x slow
    current: Array  # uA/cm² of sarcolemma, outward positive


def sodium_gates(millivolts: ArrayLike, parameters: Parameters = DEFAULT) -> SodiumGates:
    """Return where the sodium channels' gates settle at each voltage, and in what time.

    >>> float(sodium_gates(-41.0).activation.round(3))
    0.5
    """
    mv = np.asarray(millivolts, dtype=float)
    if not np.all(np.isfinite(mv)):
        raise ValueError(f"millivolts must be finite, got {millivolts!r}")
    gates = sodium_kinetics(mv, parameters)
    (m, opening), (h, shutting), (s, slowly) = (gates[name] for name in SODIUM)
    ready = h * (1 - parameters.non_inactivating) + parameters.non_inactivating
    tempo = parameters.tempo
    return SodiumGates(
        m**3, 1 / (tempo * opening), ready, 1 / (tempo * shutting), s, 1 / (tempo * slowly)
    )


def voltage_clamp(
    hold_mv: float,
    step_mv: float,
    step_at_ms: float,
    until_ms: float,
    every_ms: float = 0.01,
    parameters: Parameters = DEFAULT,
) -> Clamp:
    """Return the sodium channels of a surface long held at one voltage, then stepped to another."""
    for name, mv in (("hold_mv", hold_mv), ("step_mv", step_mv)):
        check(name, mv, positive=False)
    ms = moments(until_ms, every_ms)
    if not 0 <= step_at_ms <= until_ms:
        raise ValueError(f"step_at_ms must lie within 0 and until_ms, got {step_at_ms!r}")
    since = np.maximum(ms - step_at_ms, 0.0)
    held, stepped = sodium_gates(hold_mv, parameters), sodium_gates(step_mv, parameters)

    def relaxed(before: Array, after: Array, time_ms: Array) -> Array:
        return after + (before - after) * np.exp(-since / time_ms)

    m = relaxed(np.cbrt(held.activation), np.cbrt(stepped.activation), stepped.activation_ms)
    left = relaxed(held.inactivation, stepped.inactivation, stepped.inactivation_ms)
    opened = m**3 * left * relaxed(held.slow, stepped.slow, stepped.slow_ms)
    volts = np.where(ms < step_at_ms, hold_mv, step_mv)
    return Clamp(ms, m**3, left, opened, opened * _open_sodium(volts, parameters))


def _open_sodium(millivolts: Array, parameters: Parameters) -> Array:
    """Return the current, in uA/cm², of the surface's sodium channels if all of them were open."""
    u = millivolts / parameters.thermal_mv
    level = u == 0
    bend = np.where(level, 1.0, u / np.where(level, 1.0, -np.expm1(-u)))
    ions = parameters.sodium_inside - parameters.sodium_outside * np.exp(-u)
    return parameters.sodium_permeability * FARADAY * bend * ions
