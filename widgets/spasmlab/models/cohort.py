"""Many people's blood, through the muscle fibre and the motor axon's node: an answer a person.

Equations
    None of its own: ``fibre`` and ``axon`` say theirs. A person's levels enter them so:
    Fibre   potassium and sodium outside are the person's. Calcium moves the sodium gates by the
            shift s of ``axon``, and the potassium gates by the same share of s as there
    Node    calcium is the person's; sodium outside is the node's own, times sodium / usual
    Calcium ionised = 1.2 mmol/L · total / usual total, 1.2 being where the node's rates hold

Units
    mmol/L, mV, uA/cm2, ms.

Shapes
    ``Levels`` and ``Answers`` hold 1-D arrays of one length, a place a person.

Errors
    ValueError, naming the argument and showing its value, for a level that is not positive and
    finite, arrays of different lengths, a usual level or a push that cannot be, and calcium that
    puts the ionised part outside 0.4 to 2.5 mmol/L.

Limits
    Answers are the models', not people's. A share of a cohort is never how common a disease is,
    nor how many people cramp: a second rest at low potassium belongs to the fibre's mouse-type
    constants, and the calcium at which a node fires by itself to one public set of the node's.
    Ionised calcium is our assumption: the survey measured the total alone. Total calcium also
    varies with albumin, which binds it, and ionised calcium with acidity: neither is followed, so
    how far two people's ionised levels lie apart is only guessed here.
    That divalent ions move a fibre's gates as they move a node's is our assumption too.
    The node's potassium stays its own: its leak is fixed, and would answer only in part.
    All else is one fibre and one node for all: people differ here by three levels alone. Levels
    inside, chloride and temperature (a fibre of 22 °C, a node of 37 °C) are the models' own.
    The push is far above what a fibre needs at the usual levels, so that the peak tells how tall
    the spark is, not whether one came.

Sources
    Those of ``fibre`` and ``axon``. The push is twice the stimulus that the fibre's source uses.
"""

import math
from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import axon, fibre
from spasmlab.models.fibre_gates import check

Floats = NDArray[np.float64]

SAMPLE_MS = 0.05  # the peak is then within 0.1 mV of the top


@dataclass(frozen=True)
class Parameters:
    """The push that every fibre gets."""

    push_strength: float = 300.0  # uA/cm2
    push_ms: float = 0.5
    watch_ms: float = 20.0  # from the push's start: a weakly driven spark comes late

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            check(name, value, positive=True)


@dataclass(frozen=True)
class Usual:
    """The levels outside, in mmol/L, at which a person's node is the published one."""

    sodium: float
    calcium: float  # in all, not ionised

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            check(name, value, positive=True)


@dataclass(frozen=True, eq=False)
class Levels:
    """People's blood, in mmol/L."""

    potassium: Floats
    sodium: Floats
    calcium: Floats  # in all, not ionised


@dataclass(frozen=True, eq=False)
class Answers:
    """What the models say for each person's levels."""

    calcium_ionised: Floats  # mmol/L, assumed
    rest_mv: Floats  # the most negative voltage at which the fibre stays; NaN for none
    stable_rests: NDArray[np.int64]  # how many such voltages there are
    push_peak_mv: Floats  # the top of the fibre's spark after the push
    axon_threshold_ratio: Floats  # of the node, to the usual person's; 0 if it fires by itself
    axon_fires_by_itself: NDArray[np.bool_]


PUSH = Parameters()


def ionised(total: ArrayLike, usual_total: float) -> Floats:
    """Return the ionised calcium, in mmol/L, assumed to rise and fall with the total.

    >>> float(ionised(2.35, 2.35))
    1.2
    """
    share = np.asarray(total, dtype=float) / usual_total
    return np.asarray(axon.NODE.calcium_reference * share)


def solve(levels: Levels, usual: Usual, parameters: Parameters = PUSH) -> Answers:
    """Return each person's answers; about 15 ms a person, and other threads run meanwhile."""
    potassium, sodium, calcium = _checked(levels)
    free = ionised(calcium, usual.calcium)
    axon.shift(free)  # refuses calcium that no answer could be given for, before hours of work
    at_usual = _usual_threshold()
    fibres = np.empty((3, len(potassium)))
    needs = np.empty(len(potassium))
    for at, (k, na, ca) in enumerate(zip(potassium, sodium, free, strict=True)):
        fibres[:, at] = _fibre(float(k), float(na), float(ca), parameters)
        needs[at] = _threshold(float(na) / usual.sodium, float(ca))
    rest, rests, peak = fibres
    return Answers(free, rest, rests.astype(np.int64), peak, needs / at_usual, needs == 0)


def _fibre(
    potassium: float, sodium: float, calcium: float, parameters: Parameters
) -> tuple[float, int, float]:
    """Return a fibre's rest in mV, how many stable rests it has, and its spark's top in mV."""
    moved = float(axon.shift(calcium))
    fibres = fibre.Parameters(
        potassium_outside=potassium,
        sodium_outside=sodium,
        sodium_gate_shift=moved,
        potassium_gate_shift=axon.NODE.potassium_gate_share * moved,
    )
    stable = [rest for rest in fibre.rest_states(fibres) if rest.stable]
    if not stable:
        return math.nan, 0, math.nan
    push = fibre.Pulses((0.0,), parameters.push_ms, parameters.push_strength)
    trace = fibre.run(push, parameters.watch_ms, SAMPLE_MS, fibres, stable[0])
    return stable[0].millivolts, len(stable), float(trace.sarcolemma_mv.max())


def _threshold(sodium: float, calcium: float) -> float:
    """Return a node's threshold in uA/cm2, its sodium given as a share of the node's own."""
    outside = sodium * axon.NODE.sodium_outside
    return axon.threshold(calcium, parameters=axon.Parameters(sodium_outside=outside))


@lru_cache(maxsize=1)
def _usual_threshold() -> float:
    return _threshold(1.0, axon.NODE.calcium_reference)


def _checked(levels: Levels) -> tuple[Floats, Floats, Floats]:
    found = {name: np.asarray(level, dtype=float) for name, level in vars(levels).items()}
    for name, level in found.items():
        if level.ndim != 1 or len(level) != len(found["potassium"]):
            shapes = ", ".join(f"{one} {array.shape}" for one, array in found.items())
            raise ValueError(f"{name} must be 1-D and as long as the other levels, got {shapes}")
        for value in level[~(np.isfinite(level) & (level > 0))].tolist():
            raise ValueError(f"{name} must be positive, finite levels in mmol/L, got {value!r}")
    return found["potassium"], found["sodium"], found["calcium"]
