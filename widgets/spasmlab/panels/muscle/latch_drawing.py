"""The latch, drawn: a thread with eight closed places, calcium that opens them, heads that grab."""

import math

import htpy as h

PLACES = (3, 6, 1, 4, 7, 0, 5, 2)  # the order in which places open, and in which heads grab
STEP, FIRST = 43, 26  # px between places; where the first one is
THREAD, GROUND = 78, 196  # px from the top: the thread's middle, and the line the heads stand on


def counts(calcium: float, pull: float) -> tuple[int, int]:
    """Return how many dots of calcium and how many grabbing heads are drawn.

    Calcium is against the top of one puff, the pull from 0 to 1. As ``latch.js`` does it.
    """
    places = len(PLACES)
    dots, heads = math.floor(places * calcium + 0.5), math.floor(places * pull + 0.5)
    return min(dots, places), min(heads, places)


def state(calcium: float, pull: float) -> str:
    """Return the name of what the drawing shows."""
    dots, heads = counts(calcium, pull)
    if heads:
        return "grabbing" if dots else "letting_go"
    return "opening" if dots else "shut"


def latch(title: str, names: tuple[str, str, str], calcium: float, pull: float) -> h.Element:
    """Return the drawing at one moment; each place has a latch, a dot and a head of its own.

    ``names`` are the words for calcium, a latch and a head.
    """
    dots, heads = counts(calcium, pull)
    shape = {"viewBox": "0 0 370 218", "role": "img", "aria-label": title}
    things = (
        h.circle(".calcium.is-on", cx=7, cy=0, r=7),
        h.rect(".flap", x=-8, y=-4, width=28, height=8, rx=4),
        h.g(".head-sign")[h.circle(cx=7, cy=0, r=8)],
    )
    return h.svg(".latch-drawing", shape)[
        h.rect(".fluid", x=0, y=0, width=370, height=218),
        [
            h.g(transform=f"translate({18 + 122 * i} 26)")[thing, h.text(x=26, y=5)[name]]
            for i, (thing, name) in enumerate(zip(things, names, strict=True))
        ],
        [
            h.circle(".bead", cx=x, cy=THREAD - 8 + 10 * (x // 18 % 2), r=11)
            for x in range(9, 370, 18)
        ],
        [_place(place, PLACES.index(place), dots, heads) for place in range(len(PLACES))],
        h.rect(".rod", x=0, y=GROUND, width=370, height=40),
    ]


def _place(place: int, turn: int, dots: int, heads: int) -> h.Element:
    """Return one place: its socket, the head below, the latch before it, the calcium upon that."""
    grabs, bound = turn < heads, turn < dots
    moved = f"translate({FIRST + STEP * place} 0)"
    return h.g(class_=_kinds("place", on=grabs or bound), data_turn=turn, transform=moved)[
        h.path(".socket", d=f"M-11 {THREAD + 20}a11 11 0 0 1 22 0z"),
        h.g(transform=f"translate(0 {GROUND})")[
            h.g(class_=_kinds("head", on=grabs))[
                h.path(d=f"M0 0V{THREAD + 36 - GROUND}"),
                h.circle(cx=0, cy=THREAD + 24 - GROUND, r=11),
            ]
        ],
        h.g(transform=f"translate(-14 {THREAD + 20})")[
            h.rect(".flap", x=-3, y=-4, width=34, height=8, rx=4)
        ],
        h.circle(class_=_kinds("calcium", on=bound), cx=-14, cy=THREAD + 18, r=7),
    ]


def _kinds(kind: str, *, on: bool) -> str:
    return f"{kind} is-on" if on else kind
