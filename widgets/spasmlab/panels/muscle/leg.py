"""A lying leg whose foot turns at the ankle: our own drawing, and of no measured angle."""

from typing import Any

import htpy as h

WIDTH, HEIGHT = 370, 220
ANKLE = (258, 122)
SHIN = (  # knee at the left, calf below
    "M-14 70 C60 64 150 82 256 90 C286 94 290 150 258 156 C226 158 206 162 178 174"
    " C128 196 64 190 -14 180"
)
FOOT = (  # upright, its toes above, about the ankle
    "M-27-20 C-10-44-4-68-2-92 C-2-112 24-116 30-96 C34-74 30-40 40-4"
    " C46 26 36 44 14 42 C-2 40-22 40-30 24 C-34 8-34-6-27-20Z"
)
HEEL = (-4, 32)  # where the tendon is fixed to the foot, about the ankle
CALF = "M8 160 C48 130 112 134 174 154 C136 186 64 188 8 160Z"
CALF_END = (172, 154)  # where the tendon leaves the muscle
TURNS = (34, -24)  # degrees of the drawing, from let go to farthest; clockwise is toes down


def leg(title: str, calf: str) -> h.Element:
    """Return the drawing with its foot let go; ``leg.js`` turns it."""
    shape: dict[str, Any] = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": title}
    ends = {"data-ankle": " ".join(map(str, ANKLE)), "data-turns": " ".join(map(str, TURNS))}
    fixed = {"data-heel": " ".join(map(str, HEEL)), "data-calf": " ".join(map(str, CALF_END))}
    turn = f"translate({ANKLE[0]} {ANKLE[1]}) rotate({TURNS[0]})"
    return h.svg(".stretch-leg", shape, ends, fixed)[
        h.g(".leg-foot", transform=turn)[h.path(".leg-skin", d=FOOT)],
        h.path(".leg-skin", d=SHIN),
        h.path(".leg-tendon"),
        h.path(".leg-calf", d=CALF),
        h.text(x=52, y=213)[calf],
    ]
