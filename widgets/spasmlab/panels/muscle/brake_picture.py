"""The picture beside the quiet brake: a nerve's wall, three gates in it, and calcium outside.

A drawing, and no more: it shows that calcium outside keeps the gates shut, and not how many of
either there are. ``brake.js`` shows fewer dots with less calcium, and opens the gates at last.
"""

import htpy as h

WIDTH, HEIGHT, WALL = 370, 200, 112  # the picture, and the middle of the wall in it
GATES = (84, 186, 288)  # the middle of each gate
HALF = 15  # of a gate's opening
SPOTS = 18  # of calcium: as many as the highest level shows
GOLDEN = (0.618034, 0.754878)  # spread so, dots neither clump nor stand in rows


def gates(title: str, outside: str, inside: str) -> h.Element:
    """Return the drawing, its gates shut; ``.away`` will hide what a lower level lacks."""
    shape = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": title}
    return h.svg(".membrane.brake-nerve", shape)[
        h.rect(".fluid", x=0, y=0, width=WIDTH, height=WALL),
        h.rect(".cell-inside", x=0, y=WALL, width=WIDTH, height=HEIGHT - WALL),
        (_lipid(x) for x in range(8, WIDTH, 14) if all(abs(x - at) > HALF + 8 for at in GATES)),
        (_gate(at) for at in GATES),
        h.g(".calcium")[(h.circle(cx=x, cy=y, r=7) for x, y in _spots())],
        h.text(x=14, y=24)[outside],
        h.text(x=14, y=HEIGHT - 12)[inside],
    ]


def _gate(at: int) -> h.Element:
    """Return one gate: two posts, two leaves that meet, and the arrow seen when they open."""
    posts = f"M{at - HALF} {WALL - 24}v48M{at + HALF} {WALL - 24}v48"
    return h.g(".gate")[
        h.path(".gate-post", d=posts),
        h.path(".gate-leaf", d=f"M{at - HALF} {WALL}H{at - 1}"),
        h.path(".gate-leaf", d=f"M{at + HALF} {WALL}H{at + 1}"),
        h.path(".gate-flow", d=f"M{at} {WALL - 20}v46m-8 -10l8 10l8 -10"),
    ]


def _spots() -> list[tuple[int, int]]:
    """Return where calcium lies: one above each gate first, then spread over the fluid."""
    across, down = GOLDEN
    spread = (
        (round(18 + (i * across + 0.13) % 1 * 334), round(40 + (i * down + 0.3) % 1 * 24))
        for i in range(SPOTS - len(GATES))
    )
    return [*((at, WALL - 38) for at in GATES), *spread]


def _lipid(x: int) -> h.Element:
    return h.g(".lipid")[
        h.path(d=f"M{x - 2} {WALL - 14}v28M{x + 2} {WALL - 14}v28"),
        h.circle(cx=x, cy=WALL - 19, r="5.5"),
        h.circle(cx=x, cy=WALL + 19, r="5.5"),
    ]
