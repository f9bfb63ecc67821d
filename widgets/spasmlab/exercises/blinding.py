"""Exercises of lesson 12: why a trial must be blinded, and a small simulation of it.

The people simulated here are made up, and so is every size: how much pain goes up and down by
itself, how much hope eases it, how much a treatment does. It shows what can fool a trial, and not
how large that is in anybody.

Equations
    pain on a day = usual + day's own, both normal: usual ~ N(MEAN, BETWEEN²), day's ~ N(0, WITHIN²)
    entry         only people whose pain on the first day is at least ``cutoff`` come in
    later         another day's pain − hope of the group − effect, if treated
    hope          blinded: ``hope`` in both groups, but for the share ``guessed`` that sees through
                  it and hopes as in an open trial; open: ``hope`` if treated, none if not
    reliability   BETWEEN² / (BETWEEN² + WITHIN²); the mean falls by (1 − reliability) of how far
                  those chosen stood above MEAN (regression to the mean)

Units
    Pain is in points of 0 to 100 that are not clipped; ``guessed`` is a share, 0 to 1.

Errors
    ``ValueError`` naming ``guessed`` outside 0 to 1, or ``people`` when nobody comes in.

Sources
    ``published`` reads the change in each group from the note of its row; the rest is made up.
"""

import re
from dataclasses import dataclass

import numpy as np

from spasmlab.evidence import tables
from spasmlab.exercises.exercise import Exercise

ROW = "spinal_cord_stimulation_05"  # the blinded trial after back surgery
MEAN, BETWEEN, WITHIN = 50.0, 15.0, 10.0  # points; made up
CHOSEN = 72.0  # points: the mean on the first day of people chosen for much pain; made up


@dataclass(frozen=True)
class Trial:
    """How far pain fell in each group, in points; ``difference`` is what the trial would print."""

    treated: float
    control: float

    @property
    def difference(self) -> float:
        """How much further it fell with the treatment."""
        return self.treated - self.control


def simulate(
    effect: float = 0.0,
    hope: float = 10.0,
    blinded: bool = False,
    guessed: float = 0.0,
    cutoff: float = 60.0,
    people: int = 40_000,
) -> Trial:
    """Return what a made-up trial sees; the same arguments always give the same people."""
    if not 0 <= guessed <= 1:
        raise ValueError(f"guessed must be 0 to 1, got {guessed!r}")
    draw = np.random.default_rng(12)
    usual = draw.normal(MEAN, BETWEEN, people)
    first, later = (usual + draw.normal(0.0, WITHIN, people) for _ in range(2))
    treated = draw.random(people) < 0.5
    knows = draw.random(people) < (guessed if blinded else 1.0)
    later -= hope * np.where(knows, treated, True) + effect * treated
    fell, let_in = first - later, first >= cutoff
    if not (let_in & treated).any() or not (let_in & ~treated).any():
        raise ValueError(f"people must let somebody in to each group, got {people!r}")
    return Trial(float(fell[let_in & treated].mean()), float(fell[let_in & ~treated].mean()))


def reliability() -> float:
    """Return the share of the variance of one day's pain that is the person's own."""
    return BETWEEN**2 / (BETWEEN**2 + WITHIN**2)


def published() -> tuple[float, float]:
    """Return how far disability fell with the device on and with it off, in points of 100."""
    note = str(tables.row("effects", ROW)["note"])
    found = re.match(r"-([\d.]+) against -([\d.]+);", note)
    if not found:
        raise tables.DataError(f"effects: {ROW} does not note the change in each group: {note!r}")
    return float(found[1]), float(found[2])


def _share() -> float:
    on, off = published()
    return off / on


def _above() -> float:
    return CHOSEN - MEAN


EXERCISES = {
    "blind_share": Exercise(
        _share,
        "",
        slips={
            "turned": lambda: 1 / _share(),
            "rest": lambda: 1 - _share(),
            "difference": lambda: published()[0] - published()[1],
        },
    ),
    "blind_regress": Exercise(
        lambda: (1 - reliability()) * _above(),
        "points",
        within=0.02,
        slips={
            "stays": lambda: reliability() * _above(),
            "all": _above,
            "not_squared": lambda: WITHIN / (BETWEEN + WITHIN) * _above(),
            "later_pain": lambda: MEAN + reliability() * _above(),
        },
    ),
}
