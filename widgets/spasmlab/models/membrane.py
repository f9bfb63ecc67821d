"""The voltage across a resting muscle fibre's membrane, from the ions on its two sides.

Equations
    Nernst          E = (R T / z F) ln(out / in)
    Goldman (GHK)   V = (R T / F) ln((ΣP·K_out + ΣP·A_in) / (ΣP·K_in + ΣP·A_out))
                    with K the univalent cations and A the univalent anions
    With the pump   V = (R T / F) ln((r P_K K_out + P_Na Na_out) / (r P_K K_in + P_Na Na_in))
                    the steady state in which a pump carries back what leaks, moving r sodium
                    out for each potassium in: its two currents are then I_Na = -r I_K
    GHK current     I = P z F (in·b(-u) - out·b(u)),   b(u) = u / (e^u - 1),   u = z V F / R T

Units
    concentration mmol/L, temperature °C, potential mV (inside minus outside), permeability
    relative to potassium's. ``current`` is in P·F·mmol/L, positive outward: only its sign, its
    zero and its ratios mean anything.

Shapes
    Every argument but a charge broadcasts as NumPy arrays do; plain numbers give a float.

Errors
    ValueError, naming the argument and showing its value, for a concentration or ``pump_ratio``
    that is not positive and finite, a permeability that is negative, not finite or 0 for every
    ion, a charge that is not a whole number other than 0 (for Goldman's equation: not +1 or -1;
    for the pump's: not +1), a temperature not above absolute zero, a voltage that is not finite.

Limits
    A patch of membrane that has settled: no gates, no T-tubules, no ions with two charges.
    Chloride is left out of ``Parameters``: muscle lets it through freely, so within minutes it
    settles where the other ions put the voltage; holding its inside level fixed in Goldman's
    equation would make it a second anchor and hide most of what potassium does. Inside levels
    stay fixed while potassium outside changes, and a real fibre may have a second, depolarised
    resting state at low potassium, which these closed forms cannot show.

Sources
    Goldman 1943, doi:10.1085/jgp.27.1.37, and Hodgkin & Katz 1949,
    doi:10.1113/jphysiol.1949.sp004310, for the voltage and the current.
    Mullins & Noda 1963, J Gen Physiol 47:117, for the pump: unverified, the paper has not been
    read. The form above stands on its own derivation, whose balance the tests solve numerically.
    Cannon Lab, Muscle Fiber Simulation, July 2024, github.com/Cannon-Lab/Muscle-Fiber-Simulation,
    for the numbers in ``Parameters``; the model descends from Cannon, Brown & Corey 1993,
    Biophys J 65:270-288.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Float = float | NDArray[np.float64]  # a number, or an array of them

GAS = 8.314462618  # J/(mol K), CODATA 2018
FARADAY = 96485.33212  # C/mol, CODATA 2018
ZERO_CELSIUS = 273.15  # K


@dataclass(frozen=True, eq=False)
class Ion:
    """One ion species: its charge, its two concentrations, and how easily it crosses."""

    charge: int
    inside: Float  # mmol/L
    outside: Float  # mmol/L
    permeability: Float = 1.0  # relative to potassium's

    def __post_init__(self) -> None:
        if self.charge == 0 or self.charge % 1 != 0:  # NaN and infinity fail it too
            raise ValueError(f"charge must be a whole number other than 0, got {self.charge!r}")
        _positive("inside", self.inside, "concentration in mmol/L")
        _positive("outside", self.outside, "concentration in mmol/L")
        if not _above(0, self.permeability, itself=True):
            raise ValueError(
                f"permeability must be a finite number, 0 or more, got {self.permeability!r}"
            )


@dataclass(frozen=True)
class Parameters:
    """A mammalian skeletal muscle fibre at rest, in a body's warmth."""

    # Concentrations: muscle_sim/Muscle_Default_Params.xlsx of the Cannon Lab's model, which runs
    # at 22 °C; the levels are used here at 37 °C.
    potassium_inside: float = 151.9  # mmol/L
    sodium_inside: float = 6.888  # mmol/L
    sodium_outside: float = 138.3  # mmol/L
    # P_Na / P_K of the leak in the 1993 model, as docs/Simulated Muscle Fiber.pdf tells it; in the
    # 2024 model the ratio follows from its channels instead.
    sodium_permeability: float = 0.01
    pump_ratio: float = 1.5  # 3 sodium out for each 2 potassium in: the same pdf, "Pumps"
    celsius: float = 37.0  # °C

    def potassium(self, outside: Float) -> Ion:
        """Return the fibre's potassium, given the level outside in mmol/L."""
        return Ion(1, self.potassium_inside, outside)

    def sodium(self) -> Ion:
        """Return the fibre's sodium."""
        return Ion(1, self.sodium_inside, self.sodium_outside, self.sodium_permeability)


def thermal_voltage(celsius: Float = Parameters.celsius) -> Float:
    """Return R T / F in mV: 26.7 at body temperature."""
    if not _above(-ZERO_CELSIUS, celsius):
        raise ValueError(f"celsius must be above absolute zero and finite, got {celsius!r}")
    kelvin = (celsius if isinstance(celsius, float) else np.asarray(celsius, float)) + ZERO_CELSIUS
    return _plain(1000 * GAS * kelvin / FARADAY)


def nernst(ion: Ion, celsius: Float = Parameters.celsius) -> Float:
    """Return the potential, in mV, at which the ion has no reason to move.

    >>> round(nernst(Parameters().potassium(4.5)), 1)
    -94.1
    """
    return _plain(thermal_voltage(celsius) / ion.charge * np.log(ion.outside / ion.inside))


def resting_potential(ions: Iterable[Ion], celsius: Float = Parameters.celsius) -> Float:
    """Return the potential, in mV, at which the ions' currents add up to nothing (Goldman).

    The ions must carry one charge each, +1 or -1: the closed form knows no others.

    >>> fibre = Parameters()
    >>> round(resting_potential([fibre.potassium(4.5), fibre.sodium()]), 1)
    -86.9
    """
    entering: Float = 0.0
    leaving: Float = 0.0
    for ion in ions:
        if ion.charge not in (1, -1):
            raise ValueError(f"charge must be +1 or -1 in Goldman's equation, got {ion.charge!r}")
        sources = (ion.outside, ion.inside) if ion.charge > 0 else (ion.inside, ion.outside)
        entering = entering + ion.permeability * sources[0]
        leaving = leaving + ion.permeability * sources[1]
    if not _above(0, leaving):
        raise ValueError("permeability must be above 0 for at least one of the ions")
    return _plain(thermal_voltage(celsius) * np.log(entering / leaving))


def pump_potential(
    potassium: Ion,
    sodium: Ion,
    pump_ratio: Float = Parameters.pump_ratio,
    celsius: Float = Parameters.celsius,
) -> Float:
    """Return the potential, in mV, at which the pump carries back just what leaks (Mullins-Noda).

    A ``pump_ratio`` of 1 is a pump that moves no net charge, and gives Goldman's potential.
    """
    for ion in (potassium, sodium):
        if ion.charge != 1:
            raise ValueError(f"charge must be +1 for an ion the pump moves, got {ion.charge!r}")
    ratio = _positive("pump_ratio", pump_ratio, "ratio of sodium out to potassium in")
    stronger = replace(potassium, permeability=_plain(ratio * potassium.permeability))
    return resting_potential([stronger, sodium], celsius)


def current(ion: Ion, millivolts: Float, celsius: Float = Parameters.celsius) -> Float:
    """Return the ion's current across the membrane, in P·F·mmol/L, positive outward (GHK)."""
    if not np.all(np.isfinite(millivolts)):
        raise ValueError(f"millivolts must be finite, got {millivolts!r}")
    u = ion.charge * np.asarray(millivolts, dtype=float) / thermal_voltage(celsius)
    flux = ion.inside * _bernoulli(-u) - ion.outside * _bernoulli(u)
    return _plain(ion.permeability * ion.charge * flux)


def _bernoulli(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return u / (e^u - 1), which is 1 at 0, where the formula is 0 / 0."""
    still = u == 0
    with np.errstate(over="ignore"):  # far up, e^u is infinite and the quotient rightly 0
        return np.where(still, 1.0, u / np.where(still, 1.0, np.expm1(u)))


def _positive(name: str, value: Float, kind: str) -> NDArray[np.float64]:
    if not _above(0, value):
        raise ValueError(f"{name} must be a positive, finite {kind}, got {value!r}")
    return np.asarray(value, dtype=float)


def _above(least: float, value: Float, *, itself: bool = False) -> bool:
    """Return whether all is finite and above the least, or the least itself; NaN never is."""
    if isinstance(value, (int, float)):  # spared NumPy's own time, a microsecond an operation
        return least < value < math.inf or (itself and value == least)
    array = np.asarray(value, dtype=float)
    above = (array >= least) if itself else (array > least)
    return bool((above & (array < math.inf)).all())


def _plain(value: Float) -> Float:
    if isinstance(value, float):
        return float(value)
    array = np.asarray(value, dtype=float)
    return float(array) if array.ndim == 0 else array
