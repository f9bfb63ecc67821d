"""The axis of a forest plot, and what is drawn on it: shares of a width, so that no letter shrinks.

Differences lie on a straight axis, ratios on a logarithmic one. A picture has no size of its own:
its places are per cent of whatever width the page gives it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h

from spasmlab.evidence.effects import Effect
from spasmlab.evidence.results import NO_DIFFERENCE
from spasmlab.panels.evidence.result import plain

RATIOS = ("risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio")
EDGE = 5.0  # per cent of the width, free at both ends
MOST_TICKS = 6
LARGEST, LEAST = 26.0, 6.0  # px, side of a square


@dataclass(frozen=True)
class Axis:
    """Ends in the rows' own unit, whether it is logarithmic, and where a number is written."""

    low: float
    high: float
    log: bool
    none: float  # no difference
    ticks: tuple[float, ...]

    def at(self, value: float) -> str:
        """Return a value's place as per cent of the width."""
        low, here, high = (math.log(x) if self.log else x for x in (self.low, value, self.high))
        return f"{EDGE + (100 - 2 * EDGE) * (here - low) / (high - low):.2f}%"


def axis(rows: Sequence[Effect]) -> Axis:
    """Return an axis that holds the rows' intervals, no difference, and what is noticeable."""
    none, log = NO_DIFFERENCE[rows[0].measure], rows[0].measure in RATIOS
    held = [none, *(end for row in rows for end in row.interval or ())]
    held += [mark for row in rows if (mark := noticed(row)) is not None]
    ticks = (_doublings if log else _steps)(min(held), max(held), none)
    return Axis(ticks[0], ticks[-1], log, none, _fewer(ticks))


def noticed(row: Effect) -> float | None:
    """Return where on its axis a difference for the better is noticed, if its source says so."""
    if row.noticeable is None or row.interval is None or row.measure in RATIOS:
        return None
    return row.noticeable if row.better == "higher" else -row.noticeable


def strip(row: Effect, on: Axis, most: int) -> h.Element:
    """Return a row's square and interval; ``most`` people make the largest square, by area."""
    if row.interval is None or row.value is None:
        raise ValueError(f"row must have an interval to be drawn, got {row.id!r} without")
    low, high = row.interval
    mark, half = noticed(row), side(row.people, most) / 2
    square = {"x": on.at(row.value), "y": "50%", "width": f"{2 * half:.1f}"}
    square |= {"height": f"{2 * half:.1f}", "transform": f"translate({-half:.1f} {-half:.1f})"}
    kind = ".forest-square" if row.people else ".forest-square.bare"
    return h.svg(".forest-strip", aria_hidden="true", focusable="false")[
        _upright(on.none, on, ".forest-none"),
        mark is not None and _upright(mark, on, ".forest-notice"),
        h.line(".forest-range", x1=on.at(low), x2=on.at(high), y1="50%", y2="50%"),
        h.rect(kind, square),
    ]


def scale(on: Axis) -> h.Element:
    """Return the axis with its numbers; the line of no difference ends on it."""
    ends = {"x1": on.at(on.low), "x2": on.at(on.high), "y1": "8", "y2": "8"}
    return h.svg(".forest-scale", aria_hidden="true", focusable="false")[
        h.line(".forest-none", x1=on.at(on.none), x2=on.at(on.none), y1="0", y2="8"),
        h.line(".axis", ends),
        (
            [
                h.line(".axis", x1=on.at(tick), x2=on.at(tick), y1="8", y2="14"),
                h.text(".tick", x=on.at(tick), y="2.1em", text_anchor="middle")[plain(tick)],
            ]
            for tick in on.ticks
        ),
    ]


def side(people: int | None, most: int) -> float:
    """Return a square's side in px: its area is as the people, and the least is still seen."""
    return max(LEAST, LARGEST * math.sqrt((people or 0) / most)) if most else LEAST


def _upright(value: float, on: Axis, kind: str) -> h.Element:
    return h.line(kind, x1=on.at(value), x2=on.at(value), y1="0", y2="100%")


def _steps(low: float, high: float, none: float) -> tuple[float, ...]:
    """Return round numbers around ``low`` and ``high``, ``none`` never the first or last."""
    rough = (high - low) / (MOST_TICKS - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * by for by in (1, 2, 5, 10) if size * by >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    first, last = first - (first * step == none), last + (last * step == none)
    return tuple(round(k * step, 10) for k in range(first, last + 1))


def _doublings(low: float, high: float, none: float) -> tuple[float, ...]:
    """Return 1, 2, 5, 10 ... around ``low`` and ``high``, ``none`` never the first or last."""
    known = [by * 10.0**power for power in range(-4, 5) for by in (1, 2, 5)]
    first = max(k for k, value in enumerate(known) if value <= low)
    last = min(k for k, value in enumerate(known) if value >= high)
    first, last = first - (known[first] == none), last + (known[last] == none)
    return tuple(round(value, 10) for value in known[first : last + 1])


def _fewer(ticks: tuple[float, ...]) -> tuple[float, ...]:
    """Leave out numbers that would crowd; powers of ten stay."""
    if len(ticks) <= MOST_TICKS + 1:
        return ticks
    return tuple(tick for tick in ticks if math.log10(tick).is_integer())
