"""The gates of a muscle fibre's channels: how far each opens at a voltage, and how fast.

Equations
    Every gate x relaxes: dx/dt = rate(V) (steady(V) - x), all rates at 22 °C here
    Boltzmann       steady = 1 / (1 + e^(-(V - middle) / slope)), the slope's sign turned round
                    for a gate that shuts as the voltage rises
    m               steady cubed is the Boltzmann: three such gates must open together
    s               steady = floor + (1 - floor) Boltzmann
    rate            alpha + beta, whatever ``steady`` is (so the source puts both measured curves
                    to use); alpha or beta is one of
                    linear      rate slope x / (1 - e^-x), x = (V - middle) / slope
                    exponential rate e^(-(V - middle) / slope)
                    sigmoid     rate / (1 + e^(-(V - middle) / slope)), or its mirror
    n and c         steady = alpha / (alpha + beta)

Units
    mV, 1/ms.

Shapes
    ``millivolts`` is an array of any shape; each gate's two answers have it too.

Errors
    ValueError, naming the field and showing its value, for a constant that is not finite, a rate,
    slope or time that is not positive, a ``sodium_slow_floor`` outside 0 to 1.

Limits
    The inward rectifier has no gate in time: it is with the currents. Divalent ions are a plain
    shift of the gates' voltage, not an electric field.

Sources
    Cannon Lab, Muscle Fiber Simulation, July 2024, github.com/Cannon-Lab/Muscle-Fiber-Simulation:
    the forms from docs/Simulated Muscle Fiber.pdf, the numbers from
    muscle_sim/Muscle_Default_Params.xlsx.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ANY_SIGN = ("_middle", "_shift", "_surface_mv")  # the ends of the names of those that may be < 0


@dataclass(frozen=True)
class Gates:
    """The constants of the seven gates: rates at 22 °C, middles and slopes in mV."""

    # Not in the source: moves every sodium or potassium gate along the voltage, as calcium and
    # magnesium outside do; upward makes the gates harder to open.
    sodium_gate_shift: float = 0.0  # mV
    potassium_gate_shift: float = 0.0  # mV
    # Sodium, activation m. The workbook's alpha / (alpha + beta) is not the document's Boltzmann;
    # the document's is used: it is what the lab fits to its own recordings.
    sodium_activation_middle: float = -41.0
    sodium_activation_slope: float = 4.3
    sodium_opening_rate: float = 0.2875  # 1/(ms mV)
    sodium_opening_middle: float = -46.0
    sodium_opening_slope: float = 10.0
    sodium_closing_rate: float = 1.375  # 1/ms
    sodium_closing_middle: float = -46.0
    sodium_closing_slope: float = 18.0
    # Sodium, fast inactivation h
    sodium_inactivation_middle: float = -80.0
    sodium_inactivation_slope: float = 5.37
    sodium_recovery_rate: float = 0.508  # 1/ms
    sodium_recovery_middle: float = -110.0
    sodium_recovery_slope: float = 9.97
    sodium_shutting_rate: float = 3.272  # 1/ms
    sodium_shutting_middle: float = -26.2
    sodium_shutting_slope: float = 9.09
    # Sodium, slow inactivation s (the workbook cites Hayward, Brown & Cannon 1997)
    sodium_slow_middle: float = -59.0
    sodium_slow_slope: float = 10.6
    sodium_slow_floor: float = 0.115  # the part that stays however long
    sodium_slow_recovery_rate: float = 4.04e-6  # 1/ms
    sodium_slow_recovery_slope: float = 21.1
    sodium_slow_shutting_rate: float = 0.000736  # 1/ms
    sodium_slow_shutting_middle: float = -16.6
    sodium_slow_shutting_slope: float = 21.2
    # Delayed rectifier: activation n, inactivation p
    delayed_opening_rate: float = 0.0262  # 1/(ms mV)
    delayed_opening_middle: float = -40.0
    delayed_opening_slope: float = 7.0
    delayed_closing_rate: float = 0.134  # 1/ms
    delayed_closing_middle: float = -40.0
    delayed_closing_slope: float = 40.0
    delayed_inactivation_middle: float = -40.0
    delayed_inactivation_slope: float = 7.5
    delayed_inactivation_ms: float = 315.0
    # KCNQ potassium channel q: its two rates have their middles at 0 mV
    kcnq_middle: float = -30.0
    kcnq_slope: float = 10.0
    kcnq_opening_rate: float = 0.016  # 1/ms
    kcnq_opening_slope: float = 40.0
    kcnq_closing_rate: float = 0.002  # 1/ms
    kcnq_closing_slope: float = 50.0
    # ClC-1 chloride channel c. The document lets alpha fall with the voltage, the workbook's signs
    # let it rise; the workbook's are used.
    chloride_opening_rate: float = 0.03  # 1/ms
    chloride_opening_middle: float = -50.0
    chloride_opening_slope: float = 41.0
    chloride_closing_rate: float = 0.16  # 1/ms
    chloride_closing_middle: float = -90.0
    chloride_closing_slope: float = 25.0

    def __post_init__(self) -> None:
        for field in fields(Gates):
            check(field.name, getattr(self, field.name), positive=not field.name.endswith(ANY_SIGN))
        if self.sodium_slow_floor > 1:
            raise ValueError(
                f"sodium_slow_floor must be a share, 1 or less, got {self.sodium_slow_floor!r}"
            )


def check(name: str, value: float, *, positive: bool) -> None:
    """Refuse a constant that is not finite or, where it must be, not positive."""
    if not np.isfinite(value) or (positive and value <= 0):
        kind = "positive, finite" if positive else "finite"
        raise ValueError(f"{name} must be a {kind} number, got {value!r}")


def kinetics(millivolts: Array, gates: Gates) -> dict[str, tuple[Array, Array]]:
    """Return each gate's steady state and its rate in 1/ms at 22 °C."""
    return {
        **sodium_kinetics(millivolts, gates),
        **_potassium(millivolts - gates.potassium_gate_shift, gates),
        **_chloride(millivolts, gates),
    }


def sodium_kinetics(millivolts: Array, gates: Gates) -> dict[str, tuple[Array, Array]]:
    """Return the same of the three sodium gates alone."""
    with np.errstate(over="ignore"):  # far out e^x is infinite, and the answers still right
        return _sodium(millivolts - gates.sodium_gate_shift, gates)


def _sodium(mv: Array, g: Gates) -> dict[str, tuple[Array, Array]]:
    opening = _linear(
        mv, g.sodium_opening_rate, g.sodium_opening_middle, g.sodium_opening_slope
    ) + g.sodium_closing_rate * _fading(mv, g.sodium_closing_middle, g.sodium_closing_slope)
    shutting = g.sodium_recovery_rate * _rising(
        mv, g.sodium_recovery_middle, -g.sodium_recovery_slope
    ) + g.sodium_shutting_rate * _rising(mv, g.sodium_shutting_middle, g.sodium_shutting_slope)
    slowly = g.sodium_slow_recovery_rate * _fading(
        mv, 0.0, g.sodium_slow_recovery_slope
    ) + g.sodium_slow_shutting_rate * _rising(
        mv, g.sodium_slow_shutting_middle, g.sodium_slow_shutting_slope
    )
    left = _rising(mv, g.sodium_slow_middle, -g.sodium_slow_slope)
    activated = _rising(mv, g.sodium_activation_middle, g.sodium_activation_slope)
    ready = _rising(mv, g.sodium_inactivation_middle, -g.sodium_inactivation_slope)
    return {
        "sodium_activation": (np.cbrt(activated), opening),
        "sodium_inactivation": (ready, shutting),
        "sodium_slow": (g.sodium_slow_floor + (1 - g.sodium_slow_floor) * left, slowly),
    }


def _potassium(mv: Array, g: Gates) -> dict[str, tuple[Array, Array]]:
    opening = _linear(mv, g.delayed_opening_rate, g.delayed_opening_middle, g.delayed_opening_slope)
    closing = g.delayed_closing_rate * _fading(
        mv, g.delayed_closing_middle, g.delayed_closing_slope
    )
    kcnq = g.kcnq_opening_rate * _fading(mv, 0.0, g.kcnq_opening_slope)
    kcnq = kcnq + g.kcnq_closing_rate * _fading(mv, 0.0, g.kcnq_closing_slope)
    left = _rising(mv, g.delayed_inactivation_middle, -g.delayed_inactivation_slope)
    return {
        "delayed_activation": (opening / (opening + closing), opening + closing),
        "delayed_inactivation": (left, np.full_like(mv, 1 / g.delayed_inactivation_ms)),
        "kcnq": (_rising(mv, g.kcnq_middle, g.kcnq_slope), kcnq),
    }


def _chloride(mv: Array, g: Gates) -> dict[str, tuple[Array, Array]]:
    opening = g.chloride_opening_rate * _rising(
        mv, g.chloride_opening_middle, g.chloride_opening_slope
    )
    closing = g.chloride_closing_rate * _rising(
        mv, g.chloride_closing_middle, g.chloride_closing_slope
    )
    return {"chloride": (opening / (opening + closing), opening + closing)}


def _rising(mv: Array, middle: float, slope: float) -> Array:
    return np.asarray(1 / (1 + np.exp(-(mv - middle) / slope)))


def _fading(mv: Array, middle: float, slope: float) -> Array:
    return np.asarray(np.exp(-(mv - middle) / slope))


def _linear(mv: Array, rate: float, middle: float, slope: float) -> Array:
    """Return rate (V - middle) / (1 - e^-x), which is rate * slope at x = 0, where it is 0 / 0."""
    x = (mv - middle) / slope
    level = x == 0
    return np.where(level, 1.0, x / np.where(level, 1.0, -np.expm1(-x))) * rate * slope
