"""How a link fades as other things are held alike: one odds ratio, adjusted for more and more.

Units
    An odds ratio has none: 1 is no link. It is for so much more of the exposure as its row says.
Shapes
    A ladder is its steps in the order of adjustment, the barest first.
Errors
    ``EvidenceError`` when there is no such ladder, or a step contradicts itself.
Limits
    A survey asked once: no step says which came first, and what was not asked is held by none.
    Each step has only the people who answered all that it holds alike, so they get fewer.
"""

import math
from dataclasses import dataclass
from typing import Any

from spasmlab.evidence import tables
from spasmlab.evidence.results import EvidenceError, number, text, whole


@dataclass(frozen=True)
class Step:
    """One odds ratio, and what it holds alike."""

    id: str
    adjustment: str  # what this step holds alike too, by its code
    adjusted_for: tuple[str, ...]  # terms of the model
    odds_ratio: float
    low: float
    high: float
    people: int

    @property
    def chance(self) -> str:
        """What the interval does to no link: "excludes" or "includes" it."""
        return "includes" if self.low <= 1 <= self.high else "excludes"


@dataclass(frozen=True)
class Ladder:
    """The steps of one exposure and outcome."""

    exposure: str
    outcome: str
    steps: tuple[Step, ...]

    def added(self, at: int) -> tuple[str, ...]:
        """Return what a step holds alike that the one before it did not."""
        before = self.steps[at - 1].adjusted_for if at > 0 else ()
        return tuple(code for code in self.steps[at].adjusted_for if code not in before)


def ladder(outcome: str, exposure: str = "mg100") -> Ladder:
    """Return the odds ratios of one exposure and outcome ("any", "freq") in their order.

    The exposure is 100 mg more of magnesium in a day's food unless another is named.
    """
    table = tables.load("leg_cramps_associations")
    here = table["exposure"].eq(exposure) & table["outcome"].eq(outcome) & table["order"].notna()
    rows = table[here].sort_values("order").to_dict("records")
    if not rows:
        raise EvidenceError(
            f"leg_cramps_associations has no steps of {exposure!r} for the outcome {outcome!r}"
        )
    return Ladder(exposure, outcome, tuple(_step(row) for row in rows))


def _step(row: dict[Any, Any]) -> Step:
    low, middle, high = (_odds(row, name) for name in ("low", "odds_ratio", "high"))
    if not 0 < low <= middle <= high:
        where = f"leg_cramps_associations: {row['id']}"
        raise EvidenceError(f"{where}: odds ratio out of order: {[low, middle, high]}")
    return Step(
        id=text(row, "id"),
        adjustment=text(row, "adjustment"),
        adjusted_for=tuple(text(row, "adjusted_for").split("+")),
        odds_ratio=middle,
        low=low,
        high=high,
        people=whole(row, "n") or 0,
    )


def _odds(row: dict[Any, Any], name: str) -> float:
    found = number(row, name)
    return math.nan if found is None else found
