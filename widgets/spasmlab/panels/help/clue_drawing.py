"""A wheel in five parts, one a group of clues, each with its sign; the names stand beside it.

Units: px of the picture, x to the right, y down; the first part is on top, the others clockwise.
"""

from math import cos, pi, sin

import htpy as h

SIZE, OUTER, INNER, GAP = 320, 150.0, 62.0, 0.025  # the gap between two parts in radians
SIGNS = {  # what each group is known by, drawn around (0, 0) in a square of 40
    "pills": ("M-17 -7h34a7 7 0 0 1 0 14h-34a7 7 0 0 1 0 -14z", "M0 -7v14"),
    "body": (
        "M0 -18a7 7 0 1 1 0 14a7 7 0 1 1 0 -14z",
        "M-14 18c0 -13 5 -19 14 -19s14 6 14 19z",
    ),
    "work": ("M-18 -9v18M-12 -13v26M12 -13v26M18 -9v18", "M-12 0h24"),
    "heat": (
        "M-7 -16a9 9 0 1 1 0 18a9 9 0 1 1 0 -18zM-7 -21v-1M-18 -18l-1 -1M-21 -7h-1M4 -18l1 -1",
        "M9 0c5 7 7 10 7 13a7 7 0 0 1 -14 0c0 -3 2 -6 7 -13z",
    ),
    "nerve": ("M0 -20v8M0 -8v8M0 4v8M0 16v4M-7 -12h14v4h-14zM-7 0h14v4h-14zM-7 12h14v4h-14z",),
}


def wheel(label: str, groups: tuple[str, ...], chosen: str) -> h.Element:
    """Return the wheel; a part is pressed as its name beside it is, and shows how many ticks."""
    shape = {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": label}
    step = 2 * pi / len(groups)
    return h.svg(".wheel", shape)[
        (
            h.g(class_="is-open" if one == chosen else None, data_group=one)[
                h.path(".wheel-part", d=_part((at - 0.5) * step, (at + 0.5) * step)),
                _sign(one, at * step),
            ]
            for at, one in enumerate(groups)
        ),
        h.circle(".wheel-hub", cx=SIZE // 2, cy=SIZE // 2, r=50),
        h.text(
            ".wheel-count",
            x=SIZE // 2,
            y=SIZE // 2 + 13,
            text_anchor="middle",
            data_model="safety.clues",
        )["0"],
    ]


def sign(group: str) -> h.Element:
    """Return a group's sign alone, for its name in the list."""
    return h.svg(".clue-sign", {"viewBox": "-24 -24 48 48", "aria-hidden": "true"})[
        (h.path(d=d) for d in SIGNS[group])
    ]


def _sign(group: str, turn: float) -> h.Element:
    x, y = _at((OUTER + INNER) / 2, turn)
    return h.g(".wheel-sign", transform=f"translate({x:.1f} {y:.1f}) scale(1.3)")[
        (h.path(d=d) for d in SIGNS[group])
    ]


def _part(start: float, end: float) -> str:
    """Return a piece of the ring between two angles, a little apart from its neighbours."""
    far, near = GAP, GAP * OUTER / INNER
    (a, b), (c, d) = _at(OUTER, start + far), _at(OUTER, end - far)
    (e, f), (g, i) = _at(INNER, end - near), _at(INNER, start + near)
    return (
        f"M{a:.1f} {b:.1f}A{OUTER} {OUTER} 0 0 1 {c:.1f} {d:.1f}"
        f"L{e:.1f} {f:.1f}A{INNER} {INNER} 0 0 0 {g:.1f} {i:.1f}Z"
    )


def _at(far: float, turn: float) -> tuple[float, float]:
    middle = SIZE / 2
    return middle + far * sin(turn), middle - far * cos(turn)
