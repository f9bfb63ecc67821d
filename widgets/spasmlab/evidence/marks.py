"""Which results can stand beside the course of pain: on its scale, with a range and a time.

Units
    Points of 100, and days since the start, as the rows of ``effects`` have them.
Errors
    ``EvidenceError`` when a condition has no box.
Limits
    A mark hangs on the line between measured weeks, which is only a guide. Line and marks are
    of other people. What cannot stand there is left out, and says why.
"""

from functools import cache
from itertools import pairwise

from spasmlab.evidence import effects, prognosis
from spasmlab.evidence.boxes import boxes
from spasmlab.evidence.effects import Effect
from spasmlab.evidence.results import EvidenceError

SCALE = (0.0, 100.0)
MEASURE = "mean pain"


@cache
def marks(condition: str) -> tuple[Effect, ...]:
    """Return every result on pain that has a place and a range on the line, each once."""
    found = effects.effects(condition=condition, outcome="pain", kind="benefit")
    return tuple(row for row in found if not row.same_as and lacks(row) == "")


@cache
def left_out(condition: str) -> dict[str, str]:
    """Return the treatments with a box but no mark, each with what its first result lacks."""
    found = [one for one in boxes() if one.condition == condition]
    if not found:
        raise EvidenceError(f"boxes has none of {condition!r}")
    drawn = {row.id for row in marks(condition)}
    told = {one.treatment: lacks(one.benefit) or "scale" for one in found}
    for one in found:  # a drug whose result is its whole group's is drawn as the group
        if any(row.id in drawn or row.same_as in drawn for row in one.rows):
            del told[one.treatment]
    return told


def lacks(row: Effect) -> str:
    """Return what keeps a result off the line: "words", "scale", "time", "range", or ""."""
    if not effects.shown(row) or row.value is None or row.measure.startswith("standardised"):
        return "words"
    if row.outcome != "pain" or row.measure != "mean_difference" or row.scale != SCALE:
        return "scale"
    if row.days is None:
        return "time"
    return "" if row.interval else "range"


def base(course: tuple[prognosis.Course, ...], week: float) -> float:
    """Return the guide's height at a week, in points: a straight line between measured weeks."""
    known = [(float(one.weeks or 0), float(one.value or 0)) for one in course]
    for (start, high), (end, low) in pairwise(known):
        if start <= week <= end:
            return high + (low - high) * (week - start) / (end - start)
    raise EvidenceError(f"week must be within the measured weeks, got {week}")
