"""The picture of the alarm dial: a nerve on the left, a dial, and a bell on the right.

A drawing of an idea: no numbers, no marks to read off but the start. ``alarm.js`` turns the needle
and shows more or fewer waves.
"""

from collections.abc import Mapping

import htpy as h

WIDTH, HEIGHT = 440, 250
DIAL = (210, 128)  # the dial's middle
RADIUS = 66
NERVE_WAVES = 3  # fewest 1, most 3
BELL_WAVES = 5  # fewest 1, most 5
BELL = 304  # the bell's left edge


def dial(title: str, say: Mapping[str, str]) -> h.Element:
    """Return the drawing as it stands at the start: everything the same."""
    shape = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": title}
    return h.svg(".alarm-picture", shape)[
        h.g(".alarm-nerve")[
            h.path(".alarm-fibre", d="M14 128h58"),
            (h.path(".alarm-wave", d=_wave(84 + 14 * i)) for i in range(NERVE_WAVES)),
        ],
        _dial(say["start"]),
        h.g(".alarm-bell")[
            h.path(".alarm-body", d=_bell(BELL, 128)),
            (h.path(".alarm-wave", d=_arc(BELL + 54, 14 + 13 * i)) for i in range(BELL_WAVES)),
        ],
        h.text(x=14, y=226)[say["nerve"]],
        h.text(x=DIAL[0], y=226, text_anchor="middle")[say["dial"]],
        h.text(x=BELL + 50, y=226, text_anchor="middle")[say["bell"]],
    ]


def _dial(start: str) -> h.Element:
    across, down = DIAL
    return h.g(".alarm-dial")[
        h.circle(cx=across, cy=down, r=RADIUS),
        h.path(".alarm-start", d=f"M{across} {down - RADIUS - 4}v-12"),
        h.text(x=across, y=down - RADIUS - 24, text_anchor="middle")[start],
        h.path(".alarm-needle", d=f"M{across} {down}v{14 - RADIUS}", transform=_turn(0)),
        h.circle(".alarm-hub", cx=across, cy=down, r=9),
    ]


def _turn(degrees: int) -> str:
    return f"rotate({degrees} {DIAL[0]} {DIAL[1]})"


def _wave(x: int) -> str:
    return f"M{x} 110q9 18 0 36"


def _arc(x: int, size: int) -> str:
    return f"M{x + size // 2} {128 - size}q{size * 0.55:.1f} {size} 0 {2 * size}"


def _bell(x: int, y: int) -> str:
    return f"M{x} {y + 24}q9 -9 9 -30a15 15 0 0 1 30 0q0 21 9 30zM{x + 18} {y + 30}a6 6 0 0 0 12 0"
