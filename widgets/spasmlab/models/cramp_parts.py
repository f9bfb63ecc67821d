"""The parts of the closed cramp loop, one step each, in plain numbers.

The same text runs in two ways: as it stands, on lists of floats, in a live kernel that has no
compiler; and compiled, on NumPy arrays, by ``loops/cramp.py``. So the two cannot drift apart.
``cramp.py`` says what the model is, what it means and where it comes from.
"""

import math
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass, fields
from numbers import Integral
from typing import Any

Row = Any  # a list of floats, or an array of them where it is compiled
BELOW_ZERO = {"leak_mv", "threshold_mv", "reset_mv", "gate_mv", "potassium_mv", "inhibition_mv"}
ZERO = {"after_spike", "calcium", "potassium", "dendrite_input", "spindle_gain", "tendon_gain"}
ZERO |= {"yielding", "hum", "tendon_stretch", "dynamic_drive", "static_drive"}
HUM_EVERY = 2.0  # ms between two draws of the noise, whatever the step


@dataclass(frozen=True)
class Parameters:
    """One muscle, its motor units and their reflex loop; each value is published or ours."""

    # The pool
    units: int = 16  # ours: 24 fire at the same rates
    spread: float = 1.5  # ours: input of the most excitable unit over that of the least
    force_range: float = 100.0  # published, Fuglevand 1993 (unverified): strongest twitch : weakest
    slowest_rise: float = 90.0  # ms, published, Fuglevand: the rise of the weakest unit's twitch
    rise_range: float = 3.0  # published, Fuglevand: slowest rise over fastest
    # A motoneuron's body: a leaky integrator (ours) on the leak of Booth, Rinzel & Kiehn 1997
    leak: float = 0.51  # mS/cm², published
    leak_mv: float = -60.0  # mV, published
    capacitance: float = 1.0  # µF/cm², published
    threshold_mv: float = -48.0  # mV, ours
    reset_mv: float = -58.0  # mV, ours
    refractory: float = 3.0  # ms, ours
    after_spike: float = 0.30  # mS/cm² of potassium conductance that a spike adds, ours
    after_spike_ms: float = 60.0  # ms, ours: how long that lasts
    # Its dendrite and the persistent calcium current there: Booth, Rinzel & Kiehn
    coupling: float = 0.06  # mS/cm², ours (published: 0.1)
    body_share: float = 0.1  # of the cell's membrane, published
    calcium: float = 0.25  # mS/cm² of L-type conductance, ours (published: 0.33)
    calcium_mv: float = 80.0  # mV, published
    gate_mv: float = -40.0  # mV, published
    gate_slope: float = 7.0  # mV, published
    gate_ms: float = 40.0  # ms, published
    potassium: float = 0.3  # mS/cm², ours (published: 1.1, under serotonin 0.69)
    potassium_mv: float = -80.0  # mV, published
    half_calcium: float = 0.2  # published: the calcium that opens half of it
    buffering: float = 0.01  # published: share of calcium that stays free
    influx: float = 0.009  # published: calcium per ms for each µA/cm²
    clearance: float = 2.0  # 1/ms, published
    # The synapses
    dendrite_input: float = 0.10  # ours: input per cm² of dendrite over that of the body
    spindle_gain: float = 0.035  # µA/cm² for each spindle pulse a second, ours
    spindle_delay: float = 30.0  # ms, ours
    tendon_gain: float = 0.010  # mS/cm² for each tendon-organ pulse a second, ours
    tendon_delay: float = 35.0  # ms, ours
    inhibition_mv: float = -75.0  # mV, ours
    deaf_length: float = 0.80  # L0, ours: here and shorter, tendon organs inhibit nothing
    heard_length: float = 1.05  # L0, ours: here and longer, they inhibit in full
    yielding: float = 1.0  # per µA/cm², ours, a hypothesis: voluntary drive weakens that
    hum: float = 0.35  # µA/cm², ours: standard deviation of each unit's own noise
    hum_ms: float = 20.0  # ms, ours: how long that noise remembers
    # The muscle and its sense organs, beside the published curves below
    longest: float = 1.25  # L0, ours: the muscle's greatest length in the body
    tendon_stretch: float = 0.04  # L0 at F0, ours
    tendon_lag: float = 20.0  # ms, ours
    newtons: float = 20.0  # N, ours: the F0 of a muscle as the tendon organs' law knows it
    dynamic_drive: float = 20.0  # pulses/s, ours: what sets the spindle's bag 1 fibre
    static_drive: float = 20.0  # pulses/s, ours: what sets its bag 2 and chain fibres
    step: float = 0.5  # ms

    def __post_init__(self) -> None:
        for field in fields(self):
            self._require(field.name, "a finite number", math.isfinite)
            if field.name in ZERO:
                self._require(field.name, "0 or more", lambda value: value >= 0)
            elif field.name not in BELOW_ZERO:
                self._require(field.name, "above 0", lambda value: value > 0)
        for name in ("spread", "force_range", "rise_range"):
            self._require(name, "1 or more", lambda value: value >= 1)
        self._require("units", "a whole number", lambda value: isinstance(value, Integral))
        self._require("step", "0.5 ms or a smaller part of 2 ms", goes_into_the_hum)
        self._require("body_share", "below 1", lambda value: value < 1)
        self._require("heard_length", "above deaf_length", lambda value: value > self.deaf_length)
        self._require("reset_mv", "below threshold_mv", lambda value: value < self.threshold_mv)

    def _require(self, name: str, wanted: str, holds: Callable[[float], bool]) -> None:
        value = getattr(self, name)
        if not holds(value):
            raise ValueError(f"{name} must be {wanted}, got {value!r}")


def goes_into_the_hum(step: float) -> bool:
    return step <= 0.5 and abs(HUM_EVERY / step - round(HUM_EVERY / step)) < 1e-9


USUAL = Parameters()
NAMES = [field.name for field in fields(Parameters)]
Constants = namedtuple("Constants", NAMES, module=__name__)  # type: ignore[misc]

# Where each of the muscle's numbers stands in its row
LENGTH, FORCE, PASSIVE, BAG_1, BAG_2, CHAIN = range(6)
SLOW, QUICK, SPINDLE, TENDON, DENDRITE, RATE = range(6, 12)


# The muscle: the slow fibres of Song et al., as in anagamori/python-code


def force_length(length: float) -> float:
    """Return what a muscle can pull at a length in L0, as a share of F0."""
    return math.exp(-(abs((length**2.3 - 1) / 1.12) ** 1.62))


def lengthening(length: float) -> float:
    """Return how steeply force grows as an active muscle of this length is stretched."""
    return 4.7 - 8.41 * length + 5.34 * length * length


def force_velocity(length: float, velocity: float) -> float:
    """Return what moving at a velocity in L0/s leaves of a muscle's isometric force."""
    if velocity > 0:
        return (0.35 + lengthening(length) * velocity) / (0.35 + velocity)
    return max(0.0, (7.88 + velocity) / (7.88 - 5.88 * velocity))


def passive_force(length: float, longest: float) -> float:
    """Return the pull, as a share of F0, of a muscle that nothing excites."""
    z = (length / longest - 1.17) / 0.046
    return 23 * 0.046 * (math.log(1 + math.exp(z)) if z < 30 else z)


def muscle_velocity(
    gap: float, length: float, active: float, resting: float, stretch: float, lag: float
) -> float:
    """Return the velocity, in L0/s, at which the muscle pulls as hard as the tendon gives way.

    Force depends on velocity and velocity on force. Worked out in turns they swing from step to
    step once the muscle is strong, and a trace then shows forces no muscle has; so the balance
    lag·v = gap - stretch·force(v) is solved instead: a quadratic on either side of rest.
    """
    slack = stretch * resting - gap
    tight = slack + stretch * active
    if tight >= 0 and slack >= 7.88 * lag:  # too fast for the muscle to pull at all
        return -slack / lag
    if tight >= 0:
        half = 7.88 * lag - 5.88 * slack + stretch * active
        return -15.76 * tight / (half + math.sqrt(half * half + 4 * 5.88 * 7.88 * lag * tight))
    half = 0.35 * lag + slack + stretch * active * lengthening(length)
    return (math.sqrt(half * half - 4 * 0.35 * lag * tight) - half) / (2 * lag)


def move(c: Any, muscle: Row, activation: float, imposed: float) -> float:
    """Move the muscle by one step; return its velocity in L0/s."""
    length: float = muscle[LENGTH]
    resting = passive_force(length, c.longest)
    active = activation * force_length(length)
    lag: float = c.tendon_lag / 1000
    velocity = muscle_velocity(imposed - length, length, active, resting, c.tendon_stretch, lag)
    muscle[LENGTH] = length + velocity * c.step / 1000
    muscle[PASSIVE] = resting
    muscle[FORCE] = active * force_velocity(length, velocity) + resting
    return velocity


# The spindle: Mileusnic et al. 2006, without its tiny mass, as in anagamori/python-code

SPRING = 10.4649  # F0/L0 of a fibre's sensory middle
POLE = 0.15  # F0/L0 of its two ends


def polar_fibre(
    tension: float, length: float, velocity: float, damping: float, push: float, step: float
) -> float:
    """Return a spindle fibre's tension one step (ms) later."""
    ends = length - 0.04 - tension / SPRING
    excess = tension - POLE * (ends - 0.76) - push
    scale = max(damping * (ends - 0.46), 1e-4) * (1.0 if excess >= 0 else 0.42)
    creep: float = (abs(excess) / scale) ** (1 / 0.3)
    slope = creep / (0.3 * abs(excess)) if excess else 0.0
    change = velocity - (creep if excess > 0 else -creep)
    gain = SPRING * step / 1000
    return tension + gain * change / (1 + gain * slope * (1 + POLE / SPRING))


def spindle_rate(bag_1: float, bag_2: float, chain: float) -> float:
    """Return the primary ending's pulses a second from the three fibres' tensions."""
    dynamic = max(0.0, 20000 * (bag_1 / SPRING - 0.0023))
    static = max(0.0, 10000 * (bag_2 / SPRING - 0.0023))
    static += max(0.0, 10000 * (chain / SPRING - 0.0023))
    return min(400.0, max(dynamic, static) + 0.156 * min(dynamic, static))


def fibre_settings(c: Any) -> tuple[tuple[float, float], ...]:
    """Return damping and push of the bag 1, bag 2 and chain fibre, as the brain sets them."""
    dynamic = setting(c.dynamic_drive, 60.0)
    static = setting(c.static_drive, 60.0)
    chain = setting(c.static_drive, 90.0)
    return (
        (0.0605 + 0.2592 * dynamic, 0.0289 * dynamic),
        (0.0822 - 0.046 * static, 0.0636 * static),
        (0.0822 - 0.069 * chain, 0.0954 * chain),
    )


def setting(drive: float, half: float) -> float:
    return drive * drive / (drive * drive + half * half)


def hear_spindle(c: Any, muscle: Row, velocity: float) -> None:
    length = muscle[LENGTH]
    bag_1, bag_2, chain = fibre_settings(c)
    muscle[BAG_1] = polar_fibre(muscle[BAG_1], length, velocity, bag_1[0], bag_1[1], c.step)
    muscle[BAG_2] = polar_fibre(muscle[BAG_2], length, velocity, bag_2[0], bag_2[1], c.step)
    muscle[CHAIN] = polar_fibre(muscle[CHAIN], length, velocity, chain[0], chain[1], c.step)
    muscle[SPINDLE] = spindle_rate(muscle[BAG_1], muscle[BAG_2], muscle[CHAIN])


def still_fibres(c: Any, length: float) -> list[float]:
    """Return the three fibres' tensions when nothing moves: each end's spring and push alone."""
    pushes = [push for _, push in fibre_settings(c)]
    return [(POLE * (length - 0.8) + push) / (1 + POLE / SPRING) for push in pushes]


# The tendon organs: Lin & Crago's law, as in anagamori/python-code


def tendon_law(force: float, newtons: float) -> float:
    return 60 * math.log(newtons * force / 4 + 1)


def hear_tendon(c: Any, muscle: Row) -> None:
    """(1.7 s² + 2.58 s + 0.4) / (s² + 2.2 s + 0.4), which is 1.7 less two lags of 5 and 0.5 s."""
    heard = tendon_law(muscle[FORCE], c.newtons)
    muscle[SLOW] += (heard - muscle[SLOW]) * -math.expm1(-c.step / 5000)
    muscle[QUICK] += (heard - muscle[QUICK]) * -math.expm1(-c.step / 500)
    muscle[TENDON] = max(0.0, 1.7 * heard - 2 / 15 * muscle[SLOW] - 17 / 30 * muscle[QUICK])


def efficacy(c: Any, length: float, drive: float) -> float:
    """Return how much of the tendon organs' inhibition gets through. Ours: see Limits."""
    open_share: float = (length - c.deaf_length) / (c.heard_length - c.deaf_length)
    weakened: float = 1 + c.yielding * drive
    return min(1.0, max(0.0, open_share)) / weakened
