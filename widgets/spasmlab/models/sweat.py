"""What hours of sweating and drinking do to the body's water and to the sodium in the blood.

Equations
    Water           dW/dt = drink - sweat
    Sodium          dNa/dt = drink · drink_sodium - sweat · sweat_sodium
    Salts           dE/dt = drink · (drink_sodium + drink_potassium)
                            - sweat · (sweat_sodium + sweat_potassium)
    In the blood    [Na] = (([Na]₀ + b) W₀ + a E) / (W₀ + W) - b,   a = 1.03, b = 23.8
                    Edelman's line [Na] = a (exchangeable Na + K) / (body water) - b, before
                    and after (Nguyen and Kurtz)
    Kept level      [Na] stays where it is while  a E = ([Na]₀ + b) W
    All rates are steady, so that W, Na and E are the rates times the hours.

Units
    rate L/h, water L, salt mmol and concentration mmol/L (for sodium and potassium the same as
    mEq), body mass kg, time h, change of mass % of the body's mass at the start. A litre of sweat
    or drink weighs 1 kg.

Shapes
    The arguments of ``run`` broadcast as NumPy arrays do, and each field of ``Balance`` has the
    shape of all of them together. Plain numbers give floats.

Errors
    ValueError, naming the argument and showing its value, for hours, a rate or a concentration
    that is negative or not finite, a body mass, a share of water or a blood level that is not
    positive and finite, a share of water above 1, and a loss that leaves no water.

Limits
    No urine: kidneys that work pour out spare water and hold salt back, so real levels stray less,
    until drinking passes what they can do or the body's hormones hold water back. In runners whose
    water and salts were all measured, the equation was 0.2 mmol/L off while they kept or lost
    mass, but 2.6 when they drank themselves 2 % heavier (Baker 2008). No water made by burning
    food or breathed out, no food, no sugar (high sugar lowers sodium). All that is drunk is taken
    up at once. Salt stored out of solution is not called on. A body's water is a share of its mass
    that differs from person to person, and the answer with it: show a range, never one line. The
    line is a mean of patients at rest; it says how sodium moves, not what anyone's sodium is.
    A cramp is not in the model: it says nothing of who will have one.

Sources
    Weschler 2005, "Exercise-associated hyponatraemia: a mathematical review", Sports Med,
    PMID 16180947, abstract, for the Nguyen-Kurtz equation, its form and its sensitivities. Nguyen &
    Kurtz 2005, "Derivation of a new formula for calculating urinary electrolyte-free water
    clearance based on the Edelman equation", Am J Physiol Renal Physiol, abstract, for 1.03 and
    23.8 and for the fluid that leaves sodium level. Edelman et al. 1958, J Clin Invest 37:1236, and
    the paper of the equation itself (2003): unverified, not read.
    Montain, Cheuvront & Sawka 2006, Br J Sports Med 40:98, doi:10.1136/bjsm.2005.018481, abstract
    and figure 3's legend: the same question for runners, for 50 and 63 % of water. Its text, and so
    whether its equation is this one, is unverified.
    Baker, Lang & Kenney 2008, J Appl Physiol 105:91, abstract, for how well the equation foretells.
    Lara et al. 2016, J Int Soc Sports Nutr 13:31, table 2, for marathon runners' sweat and drink.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = float | NDArray[np.float64]  # a number, or an array of them

KG_A_LITRE = 1.0


@dataclass(frozen=True)
class Parameters:
    """Edelman's line, as Nguyen and Kurtz use it, and the body that it is used on."""

    slope: float = 1.03  # a
    intercept: float = 23.8  # b, mmol/L
    sodium_before: float = 140.0  # mmol/L of blood, as Weschler starts
    water_share: float = 0.6  # L for each kg: unverified; Montain's runners have 0.50 to 0.63
    # Table 2 of Lara 2016, the runners of typical sweat: 5.9 in all but the saltiest (6.2).
    sweat_potassium: float = 5.9  # mmol/L
    drink_potassium: float = 0.0  # mmol/L

    def __post_init__(self) -> None:
        for name in ("slope", "intercept", "sodium_before", "water_share"):
            _positive(name, getattr(self, name))
        if self.water_share > 1:
            raise ValueError(f"water_share must not be above 1, got {self.water_share!r}")
        for name in ("sweat_potassium", "drink_potassium"):
            _not_negative(name, getattr(self, name))


@dataclass(frozen=True, eq=False)
class Balance:
    """What the body has gained (or, below 0, lost) since the start."""

    hours: Float
    water_l: Float  # L
    mass_percent: Float  # % of the body's mass at the start
    sodium_mmol: Float  # mmol in all of the body
    plasma_sodium: Float  # mmol/L, not a change: the level itself


def run(
    hours: ArrayLike,
    drink_l_per_hour: ArrayLike,
    drink_sodium: ArrayLike,
    sweat_l_per_hour: ArrayLike,
    sweat_sodium: ArrayLike,
    body_kg: ArrayLike,
    parameters: Parameters | None = None,
) -> Balance:
    """Return the balance after some hours of steady sweating and drinking.

    >>> dry = run(3.0, 0.0, 0.0, 1.0, 40.0, 70.0)
    >>> dry.water_l, round(dry.mass_percent, 1), round(dry.plasma_sodium, 1)
    (-3.0, -4.3, 149.0)
    """
    given = parameters or Parameters()
    time = _not_negative("hours", hours)
    drunk = _not_negative("drink_l_per_hour", drink_l_per_hour) * time
    lost = _not_negative("sweat_l_per_hour", sweat_l_per_hour) * time
    into = _not_negative("drink_sodium", drink_sodium) * drunk
    out = _not_negative("sweat_sodium", sweat_sodium) * lost
    mass = _positive("body_kg", body_kg)
    water, sodium = drunk - lost, into - out
    salts = sodium + given.drink_potassium * drunk - given.sweat_potassium * lost
    level = plasma_sodium(given.water_share * mass, water, salts, given)
    percent = 100 * KG_A_LITRE * water / mass
    found = np.broadcast_arrays(time, water, percent, sodium, level)
    return Balance(*(_plain(np.array(field)) for field in found))


def plasma_sodium(
    body_water_l: ArrayLike,
    water_l: ArrayLike,
    salts_mmol: ArrayLike,
    parameters: Parameters | None = None,
) -> Float:
    """Return the sodium of the blood, in mmol/L, after a change of the body's water and salts.

    Weschler's 50 L of body water, and 1 L more of it:

    >>> round(plasma_sodium(50.0, 1.0, 0.0), 1)
    136.8
    """
    given = parameters or Parameters()
    before = _positive("body_water_l", body_water_l)
    change, salts = _finite("water_l", water_l), _finite("salts_mmol", salts_mmol)
    after = before + change
    if not np.all(after > 0):
        raise ValueError(f"water_l must leave some water in the body, got {water_l!r}")
    held = (given.sodium_before + given.intercept) * before + given.slope * salts
    return _plain(held / after - given.intercept)


def level_sodium(parameters: Parameters | None = None) -> float:
    """Return the sodium and potassium, in mmol/L, of a fluid whose loss leaves the blood's level.

    >>> round(level_sodium(), 1)
    159.0
    """
    given = parameters or Parameters()
    return (given.sodium_before + given.intercept) / given.slope


def _finite(name: str, value: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array)):
        raise ValueError(f"{name} must be finite, got {value!r}")
    return array


def _positive(name: str, value: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array) & (array > 0)):
        raise ValueError(f"{name} must be positive and finite, got {value!r}")
    return array


def _not_negative(name: str, value: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array) & (array >= 0)):
        raise ValueError(f"{name} must be finite, 0 or more, got {value!r}")
    return array


def _plain(value: ArrayLike) -> Float:
    array = np.asarray(value, dtype=float)
    return float(array) if array.ndim == 0 else array
