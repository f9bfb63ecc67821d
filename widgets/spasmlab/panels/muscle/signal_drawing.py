"""A leg in bed, from the side, and in it what a command runs through: our own drawing.

Two poses: toes up, and toes pointed, where the calf is short. The beads on the nerve, the nerve
cell, the muscle and the arrow of the pull light up where the signal is; ``signal.js`` moves them.
"""

from collections.abc import Sequence
from itertools import pairwise

import htpy as h

from spasmlab.panels.markup import Words

Point = tuple[float, float]
TOP, WIDTH, HEIGHT, BED, LABELS = 46, 420, 174, 181, 211
BEADS = 9

# Outlines, from the chest along the front to the ankle, round the foot, and back along the bed.
CHEST: Sequence[Point] = ((-20, 66), (60, 66), (88, 71))
THIGH: Sequence[Point] = ((118, 78), (166, 76))
SHIN: Sequence[Point] = ((212, 80), (236, 79), (256, 91), (290, 99), (322, 110))
FEET: dict[str, Sequence[Point]] = {
    "normal": (
        (338, 101),
        (349, 80),
        (354, 64),
        (363, 60),
        (371, 70),
        (364, 100),
        (365, 130),
        (357, 148),
        (341, 151),
    ),
    "cramp": (
        (348, 111),
        (377, 117),
        (399, 126),
        (404, 134),
        (396, 141),
        (376, 140),
        (361, 141),
        (350, 151),
        (338, 151),
    ),
}
CALF: Sequence[Point] = ((320, 142), (290, 158), (250, 138), (204, 149))
SEAT: Sequence[Point] = ((172, 163), (146, 174), (114, 166))
LOIN: Sequence[Point] = ((86, 156), (40, 158), (-20, 166))
CORD: Sequence[Point] = ((-20, 149), (20, 144), (62, 139))  # the way down from the brain
NERVE: Sequence[Point] = ((70, 139), (104, 147), (142, 153), (194, 133), (240, 121), (276, 134))
MUSCLE: Sequence[Point] = ((246, 127), (266, 120), (294, 123), (323, 138), (294, 151), (264, 146))
HEEL: Point = (346, 145)
ARROW = 62.0  # the pull's arrow when the muscle pulls all it can


def leg(kind: str, beads: str, on: str, pull: float, say: Words) -> h.Element:
    """Return the drawing of a kind of pull; ``beads`` and ``on`` are those of ``signal.py``."""
    places = along(NERVE, BEADS)
    # no style: a page forbids it, so the module sets what is drawn from data-pull
    state = {"data-kind": kind, "data-on": on, "data-pull": f"{pull:.2f}"}
    size = {"viewBox": f"0 {TOP} {WIDTH} {HEIGHT}", "role": "img"}
    return h.svg(".signal-leg", size | state, aria_label=say[f"picture_{kind}"])[
        h.path(".bed", d=f"M0 {BED}H{WIDTH}"),
        (h.path(".skin", {"data-pose": pose}, d=_body(foot)) for pose, foot in FEET.items()),
        h.path(".shorts", d=_between([CHEST[-1], *THIGH], [*SEAT, LOIN[0]])),
        h.path(".shirt", d=_between(CHEST, LOIN)),
        (h.path(".outline", {"data-pose": pose}, d=_body(foot)) for pose, foot in FEET.items()),
        (h.rect(_bone(point)) for point in along(((-4, 157), (60, 150)), 6)),
        h.path(".cord", d=curve(CORD)),
        h.path(".nerve", d=curve(NERVE)),
        h.path(".tendon", d=f"M318 137L{HEEL[0] - 6} {HEEL[1]}"),
        h.g(".belly")[
            h.path(".muscle", d=f"{curve([*MUSCLE, MUSCLE[0]])}z"),
            (h.path(".strand", d=f"M258 {y}Q284 {y - bend} 308 {y + 4}") for y, bend in STRANDS),
        ],
        h.circle(".soma", cx=f"{NERVE[0][0]:g}", cy=f"{NERVE[0][1]:g}", r=9),
        (
            h.circle(".bead", {"data-lit": lit}, cx=f"{x:.1f}", cy=f"{y:.1f}", r=5)
            for lit, (x, y) in zip(beads, places, strict=True)
        ),
        h.g(".pull")[
            h.path(d=f"M{HEEL[0]} 169h-{ARROW:g}"),
            h.path(d=f"M{HEEL[0] - ARROW + 11:g} 160l-12 9l12 9"),
        ],
        h.path(".way", d="M10 116h34m-8 -6l8 6l-8 6"),
        h.text(".word.word-brain", x=8, y=104)[say["brain"]],
        (_label(name, x, say) for name, x in WORDS.items()),
    ]


STRANDS = ((130, 6), (136, 2), (142, -3))
WORDS = {"cord": 68, "nerve": 180, "muscle": 276, "pull": 352}  # the words' middles


def _bone(point: Point) -> dict[str, str]:
    x, y = point
    return {
        "class": "bone",
        "x": f"{x - 5:.1f}",
        "y": f"{y - 5:.1f}",
        "width": "10",
        "height": "9",
        "rx": "3",
    }


def _label(name: str, x: int, say: Words) -> h.Element:
    return h.text(".word", {"data-part": name}, x=x, y=LABELS, text_anchor="middle")[
        say[f"at_{name}"]
    ]


def _body(foot: Sequence[Point]) -> str:
    return curve([*CHEST, *THIGH, *SHIN, *foot, *CALF, *SEAT, *LOIN])


def _between(front: Sequence[Point], back: Sequence[Point]) -> str:
    """Return the shape between a part of the front and the part of the back under it."""
    return f"{curve(front)}L{curve(back)[1:]}z"


def curve(points: Sequence[Point]) -> str:
    """Return a smooth path through points (Catmull and Rom's, as Bézier curves)."""
    ends = [points[0], *points, points[-1]]
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        controls = (
            (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
            (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
            end,
        )
        path += "C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in controls)
    return path


def along(points: Sequence[Point], count: int) -> list[Point]:
    """Return so many points evenly along a line through points, both ends among them."""
    spans = [((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 for (ax, ay), (bx, by) in pairwise(points)]
    places = []
    for at in range(count):
        left, span = sum(spans) * at / (count - 1), 0
        while span < len(spans) - 1 and left > spans[span]:
            left, span = left - spans[span], span + 1
        share = left / spans[span]
        (ax, ay), (bx, by) = points[span], points[span + 1]
        places.append((ax + share * (bx - ax), ay + share * (by - ay)))
    return places
