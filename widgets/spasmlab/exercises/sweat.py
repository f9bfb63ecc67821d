"""Exercises of lesson 5: blood sodium after too much to drink, and how far a link fades."""

import math

from spasmlab.evidence import confounding, tables
from spasmlab.exercises.exercise import Exercise
from spasmlab.models.sweat import Parameters, plasma_sodium

LINE = Parameters()
KILOS, HOURS, TIMES = 70.0, 3.0, 1.5  # the body; of work; drunk for each litre sweated
WATER = LINE.water_share * KILOS  # L


def _measured(name: str) -> float:
    return float(tables.row("measurements", name)["value"])


def _lost() -> float:
    return HOURS * _measured("sweat_rate_athletes")


def _salts() -> float:
    return -_lost() * (_measured("sweat_sodium_athletes") + LINE.sweat_potassium)


def _sodium(litres: float, salts: float) -> float:
    return float(plasma_sodium(WATER, litres, salts))


def _logs() -> tuple[float, float]:
    """Return the log odds ratios before schooling and income are held alike, and at the end."""
    steps = confounding.ladder("freq").steps
    return math.log(steps[1].odds_ratio), math.log(steps[-1].odds_ratio)


def _gone() -> float:
    before, after = _logs()
    return 100 * (1 - after / before)


def _gone_as_ratio() -> float:
    before, after = (1 - math.exp(one) for one in _logs())
    return 100 * (1 - after / before)


EXERCISES = {
    "sweat_more": Exercise(
        lambda: _sodium((TIMES - 1) * _lost(), _salts()),
        "mmol/L",
        within=0.002,
        slips={
            "all_drunk": lambda: _sodium(TIMES * _lost(), _salts()),
            "same_water": lambda: _sodium(0.0, _salts()),
            "turned": lambda: _sodium((1 - TIMES) * _lost(), _salts()),
        },
    ),
    "link_gone": Exercise(
        _gone,
        "%",
        within=0.01,
        slips={
            "left": lambda: 100 - _gone(),
            "as_ratio": _gone_as_ratio,
            "of_one": lambda: _gone() / 100,
        },
    ),
}
