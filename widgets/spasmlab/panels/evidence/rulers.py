"""A difference on its own scale, worse left and better right, with the mark of "enough to notice".

Drawn here once, in shares of whatever width there is and in the size of the text around it: it
needs no script, and its letters are never scaled.
"""

import math
from collections.abc import Iterable

import htpy as h

from spasmlab.evidence.effects import Effect
from spasmlab.evidence.results import better_by
from spasmlab.panels.evidence.result import Result, plain
from spasmlab.panels.markup import fill

SHARE = 0.3  # of its scale that a ruler shows to either side; more where a result lies further out
LAST = 84  # per cent of the width, from which a word ends at its mark and is not centred on it


def reach(rows: Iterable[Effect]) -> float:
    """Return how far a ruler must go to either side, in the rows' own unit: a whole number."""
    found = list(rows)
    ends = [abs(end) for row in found for end in (row.value, row.low, row.high) if end is not None]
    least = [SHARE * (row.scale[1] - row.scale[0]) for row in found if row.scale is not None]
    return float(math.ceil(round(max(*ends, *least), 6)))


def ruler(found: Result) -> h.Element:
    """Return one result's ruler with all its words."""
    row, say = found.effect, found.words
    far = reach([row])
    about = fill(say["ruler_about"], amount=found.amount, range=found.range)
    low, high = row.scale or (0, far)
    return h.div(".fact-scale")[
        h.svg(".ruler", role="img", aria_label=about)[marks(row, far, say["ruler_mark"])],
        ends(far, say),
        h.p[fill(say["scale"], low=plain(low), high=plain(high))],
    ]


def marks(row: Effect, far: float, word: str) -> list[h.Node]:
    """Return the line, its middle, the range, the dot, and the mark of "enough to notice"."""
    return [
        h.line(".ruler-line", x1="0", x2="100%", y1="3em", y2="3em"),
        h.line(".ruler-middle", x1="50%", x2="50%", y1="1.7em", y2="4.3em"),
        _notice(row, far, word) if row.noticeable is not None else None,
        _range(row, far) if row.interval else None,
        h.circle(".ruler-dot", cx=at(row, float(row.value or 0), far), cy="3em", r="0.42em"),
    ]


def ends(far: float, say: dict[str, str]) -> h.Element:
    """Return the words below a ruler: how much worse, no difference, how much better."""
    return h.div(".ruler-ends")[
        h.span[f"← {plain(far)} {say['worse']}"],
        h.span[say["ruler_middle"]],
        h.span[f"{plain(far)} {say['better']} →"],
    ]


def at(row: Effect, value: float, far: float) -> str:
    """Return where a value stands, in per cent of the width: better is right."""
    return _share(50 + 50 * better_by(row, value) / far)


def _notice(row: Effect, far: float, word: str) -> h.Node:
    share = 50 + 50 * float(row.noticeable or 0) / far
    place = _share(share)
    anchor = "end" if share > LAST else "middle"
    return h.g(".ruler-notice")[
        h.line(x1=place, x2=place, y1="1.4em", y2="4.3em"),
        h.text({"text-anchor": anchor}, x=place, y="1em")[word] if word else None,
    ]


def _range(row: Effect, far: float) -> h.Element:
    low, high = sorted(better_by(row, end) for end in row.interval or ())
    width = _share(50 * (high - low) / far)
    return h.rect(
        ".ruler-range", x=_share(50 + 50 * low / far), width=width, y="2.55em", height="0.9em"
    )


def _share(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
