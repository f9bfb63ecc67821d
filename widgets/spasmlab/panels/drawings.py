"""Line drawings that panels show: our own SVG, named for those who cannot see them."""

import htpy as h

WIDTH, HEIGHT, WALL = 370, 250, 128  # the picture, and the middle of the membrane in it
GATE = (172, 198)  # where the membrane has a gate, left and right


def membrane(title: str, outside: str, inside: str) -> h.Element:
    """Return a muscle cell's membrane with one gate; ``.outside`` waits for potassium dots."""
    gap = range(GATE[0] - 13, GATE[1] + 14)
    gate = f"M{GATE[0]} {WALL - 24}q14 24 0 48M{GATE[1]} {WALL - 24}q-14 24 0 48"
    ions = [
        (20 + 34 * (i % 10) + 9 * (i // 10), 160 + 15 * (i // 10) + 6 * (i % 2)) for i in range(40)
    ]
    shape = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": title}
    return h.svg(".membrane", shape)[
        h.rect(".fluid", x=0, y=0, width=WIDTH, height=WALL),
        h.rect(".cell-inside", x=0, y=WALL, width=WIDTH, height=HEIGHT - WALL),
        (_lipid(x) for x in range(8, WIDTH, 14) if x not in gap),
        h.path(".gate", d=gate),
        h.g(".ions.outside"),
        h.g(".ions")[(h.circle(cx=x, cy=y, r=7) for x, y in ions)],
        h.circle(".ions", cx=sum(GATE) // 2, cy=WALL, r=7),
        h.text(x=14, y=24)[outside],
        h.text(x=14, y=HEIGHT - 12)[inside],
    ]


def _lipid(x: int) -> h.Element:
    return h.g(".lipid")[
        h.path(d=f"M{x - 2} {WALL - 14}v28M{x + 2} {WALL - 14}v28"),
        h.circle(cx=x, cy=WALL - 19, r="5.5"),
        h.circle(cx=x, cy=WALL + 19, r="5.5"),
    ]
