"""Exercises of lesson 1: the persistent current that holds a nerve cell firing."""

import math

from spasmlab.exercises.exercise import Exercise
from spasmlab.models.motoneuron import Parameters

CELL = Parameters()
REST, LIFT = -60.0, 15.0  # mV: where the dendrite was, and how far an input has lifted it
OPEN = 0.9  # nine in ten


def _share(volts: float) -> float:
    """Return the share of the persistent channels that is open once they have settled."""
    return 1 / (1 + math.exp((CELL.l_type_half - volts) / CELL.l_type_width))


def _current(volts: float) -> float:
    """Return the persistent current in µA/cm², negative where it flows in."""
    return CELL.dendrite_l_type * _share(volts) * (volts - CELL.calcium_mv)


def _opened_at(share: float, width: float = CELL.l_type_width) -> float:
    """Return the voltage, in mV, at which that share is open."""
    return CELL.l_type_half + width * math.log(share / (1 - share))


EXERCISES = {
    "persistent_current": Exercise(
        lambda: _current(REST + LIFT),
        "µA/cm²",
        within=0.005,
        slips={
            "at_rest": lambda: _current(REST),
            "lift_alone": lambda: _current(LIFT),
            "lowered": lambda: _current(REST - LIFT),
        },
    ),
    "nine_in_ten_open": Exercise(
        lambda: _opened_at(OPEN),
        "mV",
        within=0.005,
        slips={
            "one_in_ten": lambda: _opened_at(1 - OPEN),
            "tenfold": lambda: _opened_at(OPEN, CELL.l_type_width / math.log(10)),
            "no_width": lambda: _opened_at(OPEN, 1.0),
            "from_zero": lambda: _opened_at(OPEN) - CELL.l_type_half,
        },
    ),
}
