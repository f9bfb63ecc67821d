"""Exercises of lesson 10: what is left of a medicine after some hours, and how far it builds up."""

import math

from spasmlab.evidence import tables
from spasmlab.exercises.exercise import Exercise

WORKED, ASKED = ("acetaminophen", 6.0), ("naproxen_sodium_otc", 12.0)  # h from dose to dose


def _half_life(medicine: str) -> float:
    return float(tables.row("medicines", medicine)["half_life_h"])


def _left(medicine: str, hours: float) -> float:
    return float(0.5 ** (hours / _half_life(medicine)))


EXERCISES = {
    "dose_left": Exercise(
        lambda: _left(*ASKED),
        "",
        slips={
            "worked_medicine": lambda: _left(*WORKED),
            "gone": lambda: 1 - _left(*ASKED),
            "no_two": lambda: math.exp(-ASKED[1] / _half_life(ASKED[0])),
        },
    ),
    "dose_builds_up": Exercise(
        lambda: 1 / (1 - _left(*ASKED)),
        "",
        slips={
            "two_doses": lambda: 1 + _left(*ASKED),
            "before_the_next": lambda: _left(*ASKED) / (1 - _left(*ASKED)),
            "gone": lambda: 1 / _left(*ASKED),
        },
    ),
}
