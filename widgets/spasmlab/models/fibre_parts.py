"""What the muscle fibre's model is given: the fibre's constants, pulses, and how time is cut.

``fibre`` is the way in, and its docstring has the equations and the sources: "workbook" and
"document" are the two it names.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models.fibre_gates import Gates, check

# The source's own roundings, not CODATA's: its constants were chosen with them.
FARADAY = 96480.0  # C/mol
GAS = 8.314  # J/(mol K)
ZERO_CELSIUS = 273.15  # K
WARMTH = 21.85  # °C, 295 K: where the rates hold
COARSEST = {"shortest_ms": 0.005, "longest_ms": 0.1, "rise_mv": 0.25}  # 1 mV off a spike's peak
MAY_BE_NOTHING = {  # the fields that may be 0: what can be blocked, damaged or missing
    "non_inactivating",
    "chloride_conductance",
    "sodium_permeability",
    "delayed_permeability",
    "kcnq_permeability",
    "pump_scale",
    "cotransport_scale",
    "sarcolemma_alpha2",
    "tubule_sodium",
    "tubule_delayed",
    "tubule_inward",
    "tubule_kcnq",
    "tubule_chloride",
    "tubule_pump",
    "tubule_cotransport",
    "tubule_alpha2",
}
SHARES = ("non_inactivating", "sarcolemma_alpha2", "tubule_alpha2")


@dataclass(frozen=True)
class Parameters(Gates):
    """A mouse-like fibre in a bath at 22 °C: the workbook's numbers but where a line says else."""

    potassium_outside: float = 4.5  # mmol/L
    potassium_inside: float = 151.9  # mmol/L
    sodium_outside: float = 138.3  # mmol/L
    sodium_inside: float = 6.888  # mmol/L
    chloride_outside: float = 103.9  # mmol/L
    chloride_inside: float = 5.674  # mmol/L, for ``rest_states(hold_chloride=True)`` alone
    celsius: float = WARMTH  # °C
    non_inactivating: float = 0.003  # share of the sodium channels
    chloride_conductance: float = 1.0  # of what there is normally; ours, not the workbook's
    capacitance: float = 1.0  # uF/cm²
    radius: float = 0.004  # cm
    access_resistance: float = 0.04  # kΩ cm² of sarcolemma
    tubule_share: float = 0.003  # of the fibre's volume
    tubule_depth: float = 1.26e-6  # cm, volume over surface; the document has 1.25e-6
    diffusion_ms: float = 350.0  # at 22 °C; the document's
    rate_q10: float = 2.5
    diffusion_q10: float = 1.5
    # Permeabilities with every channel open
    sodium_permeability: float = 1.02e-4  # cm/s
    delayed_permeability: float = 1.2e-5  # cm/s
    inward_permeability: float = 4.35e-6  # cm/s
    kcnq_permeability: float = 2e-6  # cm/s
    chloride_permeability: float = 8e-4  # cm/s
    chloride_scale: float = 0.2
    chloride_surface_mv: float = -120.0  # mV
    inward_slope: float = 12.0  # mV
    endplate_sodium: float = 1e-5  # cm/s
    endplate_potassium: float = 1.1e-5  # cm/s
    # Channels a cm² of tubule, relative to the sarcolemma's
    tubule_sodium: float = 0.8
    tubule_delayed: float = 0.4
    tubule_inward: float = 1.0
    tubule_kcnq: float = 0.4
    tubule_chloride: float = 0.3
    tubule_pump: float = 1.0
    tubule_cotransport: float = 1.0
    pump_rate: float = 2.07e-4  # umol/(cm² s): the workbook's "m" was a mu in its own font
    pump_scale: float = 1.3
    pump_half_sodium: float = 13.0  # mmol/L, both forms
    alpha1_half_potassium: float = 1.0  # mmol/L
    alpha2_half_potassium: float = 2.5  # mmol/L
    pump_sodium_scale: float = 67.3  # mmol/L; the document's
    sarcolemma_alpha2: float = 0.62  # share of the pumps
    tubule_alpha2: float = 1.0
    cotransport_rate: float = 4.0  # pmol/(cm² s)
    cotransport_scale: float = 0.35

    def __post_init__(self) -> None:
        super().__post_init__()
        own = [field.name for field in fields(self) if field.name in type(self).__annotations__]
        for name in own:
            value = getattr(self, name)
            signed = name in ("celsius", "chloride_surface_mv")
            check(name, value, positive=not (signed or (name in MAY_BE_NOTHING and value == 0)))
        for name in SHARES:
            if getattr(self, name) > 1:
                raise ValueError(f"{name} must be a share, 0 to 1, got {getattr(self, name)!r}")
        if self.celsius <= -ZERO_CELSIUS:
            raise ValueError(f"celsius must be above absolute zero, got {self.celsius!r}")

    @property
    def thermal_mv(self) -> float:
        """R T / F in mV."""
        return 1000 * GAS * (self.celsius + ZERO_CELSIUS) / FARADAY

    @property
    def tempo(self) -> float:
        """How much faster than at 22 °C the gates go."""
        return float(self.rate_q10 ** ((self.celsius - WARMTH) / 10))

    @property
    def mixing_ms(self) -> float:
        """The time in which the tubule's ions mix with the bath's."""
        return float(self.diffusion_ms / self.diffusion_q10 ** ((self.celsius - WARMTH) / 10))

    @property
    def area_ratio(self) -> float:
        """Tubule membrane a cm² of sarcolemma, γ: 4.8, as the document says.

        Its formula has 2/radius where only radius/2 gives that number.
        """
        return self.radius / 2 * self.tubule_share / self.tubule_depth


DEFAULT = Parameters()


@dataclass(frozen=True, eq=False)
class Pulses:
    """Equal pulses: of current into the fibre, or of an open end-plate."""

    starts_ms: ArrayLike
    width_ms: float = 0.5
    strength: float = 150.0  # uA/cm², or how many times the end-plate's permeability
    kind: str = "current"  # or "endplate"

    def __post_init__(self) -> None:
        starts = np.atleast_1d(np.asarray(self.starts_ms, dtype=float))
        if starts.ndim != 1 or not np.all(np.isfinite(starts) & (starts >= 0)):
            raise ValueError(f"starts_ms must be finite times from 0 on, got {self.starts_ms!r}")
        check("width_ms", self.width_ms, positive=True)
        if np.any(np.diff(starts) < self.width_ms):
            raise ValueError(f"starts_ms must lie a width_ms apart or more, got {self.starts_ms!r}")
        if self.kind not in ("current", "endplate"):
            raise ValueError(f'kind must be "current" or "endplate", got {self.kind!r}')
        check("strength", self.strength, positive=False)
        if self.kind == "endplate" and self.strength < 0:
            raise ValueError(f"strength must be 0 or more at an end-plate, got {self.strength!r}")


@dataclass(frozen=True)
class Steps:
    """How finely time is cut: as the voltage's change asks, between two lengths."""

    shortest_ms: float = 0.002
    longest_ms: float = 0.05
    rise_mv: float = 0.1  # the source: 0.05, for half the error and twice the work

    def __post_init__(self) -> None:
        for field in fields(self):
            value, most = getattr(self, field.name), COARSEST[field.name]
            if not 0 < value <= most:
                raise ValueError(f"{field.name} must be above 0 and at most {most}, got {value!r}")


FINE = Steps()


def moments(until_ms: float, every_ms: float) -> NDArray[np.float64]:
    """Return the times, in ms, of a run's samples."""
    check("until_ms", until_ms, positive=True)
    check("every_ms", every_ms, positive=True)
    return np.arange(int(until_ms / every_ms + 1e-6) + 1, dtype=np.float64) * every_ms
