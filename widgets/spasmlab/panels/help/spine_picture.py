"""The picture beside the causes: a low back from behind, with the one place that is spoken of.

A drawing, and no more: it shows where a cause is looked for, not what anybody has. Every part is
there at all times; the style makes the part bold whose cause the picture names.
"""

from collections.abc import Mapping

import htpy as h

WIDTH, HEIGHT = 320, 400
MIDDLE = 160  # of the spine
BONES = (112, 158, 204, 250, 296)  # tops of five vertebrae
TALL, WIDE = 30, 76
OPERATED = 3  # the bone above the disc that was operated on
ROOT = BONES[OPERATED] + TALL + 6  # where the nerve of that level leaves


def spine(title: str, cause: str, say: Mapping[str, str]) -> h.Element:
    """Return the drawing with ``cause`` marked; ``say`` names its parts."""
    shape = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": title}
    return h.svg(".spine", shape, data_cause=cause)[
        h.path(
            ".spine-body",
            d="M70 8q-10 60 4 110q10 60 -8 120q-12 60 -2 154h192"
            "q10 -94 -2 -154q-18 -60 -8 -120q14 -50 4 -110z",
        ),
        h.g(".of-weak_muscles")[(_muscle(x) for x in (88, 206))],
        h.g(".of-loud_alarm")[_cord(), _bell()],
        (_bone(top) for top in BONES),
        h.g(".of-another_level")[_disc(BONES[OPERATED - 2] + TALL)],
        (_disc(BONES[at] + TALL) for at in (0, 2)),
        h.g(".spine-operated")[_disc(BONES[OPERATED] + TALL)],
        h.g(".of-nerve_changed")[_nerve(), _sparks()],
        h.g(".of-nerve_pressed")[h.path(d=f"M{MIDDLE + 30} {ROOT - 14}l26 10l-26 16z")],
        h.g(".of-scar")[_scar()],
        h.text(x=18, y=30)[say["alarm"]],
        h.text(x=18, y=ROOT + 4)[say["operated"]],
        h.text(x=206, y=HEIGHT - 12, text_anchor="end")[say["leg"]],
    ]


def _bone(top: int) -> h.Element:
    return h.rect(".spine-bone", x=MIDDLE - WIDE // 2, y=top, width=WIDE, height=TALL, rx=9)


def _disc(top: int) -> h.Element:
    return h.rect(".spine-disc", x=MIDDLE - 32, y=top + 2, width=64, height=12, rx=6)


def _muscle(x: int) -> h.Element:
    lines = "".join(f"M{x + by} 118q-8 96 0 206" for by in (0, 9, 18, 27))
    return h.path(".spine-muscle", d=lines)


def _cord() -> h.Element:
    return h.path(".spine-cord", d=f"M{MIDDLE} 44V{BONES[0]}")


def _bell() -> h.Element:
    rings = f"M{MIDDLE - 34} 50a26 26 0 0 1 0 -36M{MIDDLE + 34} 50a26 26 0 0 0 0 -36"
    bell = f"M{MIDDLE - 16} 46q5 -6 5 -18a11 11 0 0 1 22 0q0 12 5 18z"
    return h.g[h.path(".spine-bell", d=bell), h.path(".spine-rings", d=rings)]


def _nerve() -> h.Element:
    start = f"M{MIDDLE + 24} {ROOT}"
    return h.path(".spine-nerve", d=f"{start}q40 6 52 44q8 30 6 {HEIGHT - ROOT - 44}")


def _sparks() -> h.Element:
    marks = ((232, 318), (246, 352), (216, 372))
    return h.path(".spine-spark", d="".join(f"M{x} {y}l9 -7l-2 9l9 -4" for x, y in marks))


def _scar() -> h.Element:
    left, top = MIDDLE + 22, ROOT - 16
    lines = "".join(
        f"M{left + 9 * i} {top}l10 32M{left + 9 * i + 10} {top}l-10 32" for i in range(4)
    )
    return h.path(".spine-scar", d=lines)
