"""Exercises of lesson 3: the charge of a resting fibre, from the salts on its two sides."""

import numpy as np

from spasmlab.exercises.exercise import Exercise
from spasmlab.models.membrane import ZERO_CELSIUS, Parameters, nernst, resting_potential

FIBRE = Parameters()
LOW, USUAL, HIGH = 3.0, 4.5, 5.0  # mmol/L of potassium outside


def _rest(outside: float) -> float:
    return float(resting_potential([FIBRE.potassium(outside), FIBRE.sodium()], FIBRE.celsius))


def _potassium_alone(outside: float, celsius: float = FIBRE.celsius) -> float:
    return float(nernst(FIBRE.potassium(outside), celsius))


EXERCISES = {
    "nernst_low": Exercise(
        lambda: _potassium_alone(LOW),
        "mV",
        within=0.003,
        slips={
            "turned": lambda: -_potassium_alone(LOW),  # inside over outside
            "usual": lambda: _potassium_alone(USUAL),  # the worked level
            "tenfold": lambda: _potassium_alone(LOW) / np.log(10),  # log10 where ln is meant
            "celsius": lambda: (
                _potassium_alone(LOW) * FIBRE.celsius / (FIBRE.celsius + ZERO_CELSIUS)
            ),
        },
    ),
    "rest_moves": Exercise(
        lambda: _rest(HIGH) - _rest(LOW),
        "mV",
        within=0.01,
        slips={
            "turned": lambda: _rest(LOW) - _rest(HIGH),
            "no_sodium": lambda: _potassium_alone(HIGH) - _potassium_alone(LOW),
            "one_level": lambda: _rest(HIGH),
        },
    ),
}
