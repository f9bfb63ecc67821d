"""Exercises of lesson 7: from counts to a sequence ratio's interval, and from the interval back."""

from math import exp, log, sqrt

from spasmlab.evidence import tables
from spasmlab.evidence.sequences import WIDE, Ratio, pairs, sequence_ratio
from spasmlab.exercises.exercise import Exercise

MADE_UP = (90.0, 60.0)  # people after and before, to practice on
ASKED = "statins"


def _made_up() -> Ratio:
    return sequence_ratio(*MADE_UP)


def _printed() -> tuple[float, float, float]:
    row = tables.row("drug_causes", ASKED)
    return float(row["estimate"]), float(row["low"]), float(row["high"])


def _people() -> float:
    return sum(pairs(*_printed()))


def _from_error(error: float) -> float:
    """Return the people that a standard error of the logarithm asks for."""
    value = _printed()[0]
    return (value + 1) * (1 + 1 / value) / error**2


def _bare() -> float:
    return (_printed()[2] - _printed()[1]) / (2 * WIDE)


EXERCISES = {
    "sequence_interval": Exercise(
        lambda: _made_up().low,
        "",
        slips={
            "upper": lambda: _made_up().high,
            "no_root": lambda: exp(log(_made_up().value) - WIDE * sum(1 / n for n in MADE_UP)),
            "no_logarithm": lambda: _made_up().value - WIDE * sqrt(sum(1 / n for n in MADE_UP)),
        },
    ),
    "sequence_pairs": Exercise(
        _people,
        "people",
        within=0.02,
        slips={
            "before_alone": lambda: pairs(*_printed())[1],
            "after_alone": lambda: pairs(*_printed())[0],
            "half_width": lambda: _people() / 4,
            "no_logarithm": lambda: _from_error(_bare()),
        },
    ),
}
