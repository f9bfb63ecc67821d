"""Exercises of lesson 6: how long cold takes to get deep, and how far it gets against blood."""

import math

from spasmlab.exercises.exercise import Exercise
from spasmlab.models.heat import Parameters

LIMB = Parameters()
WORKED, ASKED = 0.01, 0.03  # m into muscle


def _minutes(depth: float) -> float:
    """Return the time, in minutes, that heat takes to spread so far in muscle."""
    muscle = LIMB.muscle
    diffusivity = muscle.conductivity / (muscle.density * muscle.specific_heat)  # m²/s
    return depth**2 / diffusivity / 60


def _blood() -> float:
    """Return what blood at rest carries off, in W/(m³ K)."""
    flow = LIMB.muscle.perfusion / 60e6 * LIMB.muscle.density  # m³ of blood a second and m³
    return flow * LIMB.blood_density * LIMB.blood_specific_heat


def _reach(times: float = 1.0) -> float:
    """Return how deep cold reaches against blood, in mm, at so many times its flow at rest."""
    return 1000 * math.sqrt(LIMB.muscle.conductivity / (times * _blood()))


EXERCISES = {
    "heat_deep": Exercise(
        lambda: _minutes(ASKED),
        "min",
        within=0.02,
        slips={
            "three_times": lambda: 3 * _minutes(WORKED),  # as far again takes as long again
            "worked_depth": lambda: _minutes(WORKED),
            "seconds": lambda: 60 * _minutes(ASKED),
            "centimetres": lambda: _minutes(100 * ASKED),
        },
    ),
    "heat_reach": Exercise(
        _reach,
        "mm",
        within=0.02,
        slips={
            "metres": lambda: _reach() / 1000,
            "no_root": lambda: _reach() ** 2 / 1000,  # k over w, in units of 1/1000 m²
            "four_times": lambda: _reach(4.0),
        },
    ),
}
