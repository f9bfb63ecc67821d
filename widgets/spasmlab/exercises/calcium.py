"""Exercises of lesson 4: how far calcium moves a nerve's gates, and what an ending releases."""

import math

from spasmlab.exercises.exercise import Exercise
from spasmlab.models import axon, release

WORKED, LOW, USUAL = 0.6, 0.9, axon.NODE.calcium_reference  # mmol/L of free calcium
MAGNESIUM = release.FROG.magnesium_reference  # mmol/L


def _shift(calcium: float) -> float:
    return float(axon.shift(calcium))


def _left(calcium: float, magnesium: float = MAGNESIUM) -> float:
    return float(release.relative_release(calcium, magnesium))


EXERCISES = {
    "gates_shift": Exercise(
        lambda: _shift(LOW),
        "mV",
        within=0.01,
        slips={
            "turned": lambda: -_shift(LOW),  # usual over low
            "worked_level": lambda: _shift(WORKED),
            "natural": lambda: _shift(LOW) * math.log(10),  # ln where log10 is meant
            "potassium_gates": lambda: axon.NODE.potassium_gate_share * _shift(LOW),
        },
    ),
    "release_left": Exercise(
        lambda: _left(WORKED),
        "",
        within=0.02,
        slips={
            "no_power": lambda: _left(WORKED) ** (1 / release.FROG.power),
            "calcium_alone": lambda: (WORKED / USUAL) ** release.FROG.power,
            "of_the_most": lambda: release.release(WORKED, MAGNESIUM),
            "percent": lambda: 100 * _left(WORKED),
        },
    ),
}
