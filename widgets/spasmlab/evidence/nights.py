"""What a trial's difference in cramps comes to over a number of nights.

Equations
    cramps = difference per night × nights, and so each end of its interval; rounded once, halves
    away from 0. A row per week or per 4 weeks is first shared out over its nights.
    When people stay as they are, the other way round: -difference, with its ends turned.
Units
    ``change``, ``low`` and ``high`` are cramps more (above 0) or fewer (below 0) in those nights.
Errors
    ``EvidenceError`` names the row that counts no cramps in a time, or has no interval, and a
    number of nights that is not a whole one above 0.
Limits
    It is an average at the end of the trial, shared out evenly. It says nothing of the first
    nights of a plan, nor of how nights or people differ; to stretch is taken to do the same on
    each of them.
"""

import math
from dataclasses import dataclass

from spasmlab.evidence.effects import Effect, EvidenceError

FORTNIGHT = 14
SPANS = {"cramps/night": 1, "cramps/week": 7, "cramps/4 weeks": 28}  # nights that a unit counts


@dataclass(frozen=True)
class Nights:
    """Cramps more or fewer in ``nights`` nights, with a plan against without it."""

    id: str  # the row of effects
    nights: int
    change: int
    low: int
    high: int

    @property
    def turned(self) -> "Nights":
        """The same for those without the plan, against those with it."""
        return Nights(self.id, self.nights, -self.change, -self.high, -self.low)

    @property
    def clear(self) -> bool:
        """Whether both ends lie on one side of no difference."""
        return self.low * self.high > 0


def over(effect: Effect, nights: int = FORTNIGHT) -> Nights:
    """Return a row's difference in cramps over ``nights`` nights."""
    if nights < 1 or nights != int(nights):
        raise EvidenceError(f"nights must be a whole number above 0, got {nights!r}")
    if effect.unit not in SPANS or effect.value is None or effect.interval is None:
        raise EvidenceError(
            f"effects: {effect.id} counts no cramps in a time, with a range (unit {effect.unit!r})"
        )
    share = nights / SPANS[effect.unit]
    change, low, high = (_whole(share * number) for number in (effect.value, *effect.interval))
    return Nights(effect.id, int(nights), change, low, high)


def _whole(cramps: float) -> int:
    return int(math.copysign(math.floor(abs(cramps) + 0.5), cramps))
