"""Exercises of lesson 8: what a finding does to the odds, by the shares that studies found."""

from spasmlab.evidence import tables
from spasmlab.evidence.chances import likelihood_ratios
from spasmlab.exercises.exercise import Exercise


def _share(name: str) -> float:
    return float(tables.row("examination_numbers", name)["value"]) / 100


def _of_people(name: str) -> float:
    row = tables.row("examination_numbers", name)
    return float(row["value"]) / float(row["people"])


def _ratios(found_with: float, found_without: float) -> tuple[float, float]:
    return likelihood_ratios(found_with, found_without)


def _leg_raises(which: int) -> list[float]:
    pairs = (("slr_disc", "slr_no_disc"), ("crossed_slr_disc", "crossed_slr_no_disc"))
    return [_ratios(_share(ill), _share(well))[which] for ill, well in pairs]


def _first_visit(which: int) -> float:
    return _ratios(_of_people("first_visit_serious"), _of_people("first_visit_false"))[which]


EXERCISES = {
    "first_visit_ratio": Exercise(
        lambda: _first_visit(0),
        "",
        within=0.02,
        slips={
            "upside_down": lambda: 1 / _first_visit(0),
            "not_found": lambda: (
                _of_people("first_visit_serious") / (1 - _of_people("first_visit_false"))
            ),
            "without": lambda: _first_visit(1),
        },
    ),
    "leg_raises": Exercise(
        lambda: _leg_raises(0),
        "",
        within=0.03,
        slips={
            "swapped": lambda: _leg_raises(0)[::-1],
            "without": lambda: _leg_raises(1),
        },
    ),
}
