"""Exercises of lesson 9: from a ratio to people, by the row of anti-inflammatory tablets."""

from spasmlab.evidence.effects import Effect, effect
from spasmlab.evidence.results import WHOLE
from spasmlab.exercises.exercise import Exercise

STARTS = (0.1, 0.3, 0.6)  # shares that get better without it: made up, to see what a ratio does


def _row() -> Effect:
    return effect("ibuprofen_03")


def _shares() -> tuple[float, float]:
    without, treated = _row().rates or (0.0, 0.0)
    return without / WHOLE, treated / WHOLE


def _gain() -> float:
    without, treated = _shares()
    return treated - without


def _treated(start: float) -> float:
    return 100 * start * float(_row().value or 0)


EXERCISES = {
    "treat_needed": Exercise(
        lambda: 1 / _gain(),
        "",
        within=0.03,
        slips={"difference": _gain, "ratio": lambda: _shares()[1] / _shares()[0]},
    ),
    "treat_same_ratio": Exercise(
        lambda: [_treated(start) - 100 * start for start in STARTS],
        "",
        within=0.03,
        slips={
            "totals": lambda: [_treated(start) for start in STARTS],
            "flat": lambda: [100 * _gain()] * len(STARTS),
        },
    ),
}
