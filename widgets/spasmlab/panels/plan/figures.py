"""A person in a few lines: joints in, SVG out. Every picture of a move is made here.

A pose says where hips, hands and feet are; elbows and knees follow, so that no limb is ever longer
in one picture than in another. A limb is a row of circles and what lies between them: one path,
whose outline is painted before its fill. ``coach.js`` draws the same paths from the same joints.

Units: px of the picture, x to the right, y down; degrees anticlockwise from the right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin

Point = tuple[float, float]
Joints = dict[str, Point]

WIDTH, HEIGHT, FLOOR = 420, 300, 272
TORSO, NECK, ARM, LEG, FOOT = 71.0, 39.0, (44.0, 42.0), (62.0, 60.0), 24.0
SKELETON = {  # each joint and the one that it turns about: between two poses no limb shrinks
    **{"shoulder": "hip", "head": "shoulder", "face": "head", "waist": "hip"},
    **{"elbow": "shoulder", "cuff": "shoulder", "hand": "elbow"},
    **{"elbow2": "shoulder", "cuff2": "shoulder", "hand2": "elbow2"},
    **{"knee": "hip", "hem": "hip", "ankle": "knee", "toe": "ankle"},
    **{"knee2": "hip", "hem2": "hip", "ankle2": "knee2", "toe2": "ankle2"},
}
Chain = tuple[tuple[str, float], ...]  # joints with their radii, px
LIMBS: dict[str, tuple[Chain, ...]] = {  # each chain is drawn as one tapered tube
    "arm-far": ((("shoulder", 11), ("elbow2", 9), ("hand2", 7)), (("hand2", 8.5),)),
    "sleeve-far": ((("shoulder", 12.5), ("cuff2", 11.5)),),
    "leg-far": ((("hip", 17), ("knee2", 12.5), ("ankle2", 8)), (("ankle2", 9), ("toe2", 6))),
    "shorts-far": ((("hip", 18.5), ("hem2", 16)),),
    "neck": ((("shoulder", 8), ("head", 8)),),
    "head": ((("head", 19),),),
    "leg": ((("hip", 17), ("knee", 12.5), ("ankle", 8)), (("ankle", 9), ("toe", 6))),
    "shorts": ((("hip", 18.5), ("hem", 16)),),
    "torso": ((("shoulder", 16), ("waist", 17), ("hip", 18.5)),),
    "arm": ((("shoulder", 11), ("elbow", 9), ("hand", 7)), (("hand", 8.5),)),
    "sleeve": ((("shoulder", 12.5), ("cuff", 11.5)),),
}
USUAL = (  # what is drawn after what, back to front
    *("arm-far", "sleeve-far", "leg-far", "shorts-far", "neck", "head", "leg", "shorts"),
    *("muscle", "torso", "cord", "arm", "sleeve"),
)


@dataclass(frozen=True)
class Pose:
    """Where the hips are, how the back leans, and where hands and feet go.

    ``knee`` and ``elbow`` are 1 or −1: to which side the joint bends. ``toe`` is a foot's own
    direction. A name with 2 is of the side that is farther from the eye.
    """

    hip: Point
    torso: float
    hand: Point
    hand2: Point
    foot: Point
    foot2: Point
    head: float | None = None  # the neck's direction; the back's, unless given
    face: float = 0.0  # where the face looks
    bow: float = 0.0  # how far the back is rounded, px
    knee: int = 1
    knee2: int = 1
    elbow: int = 1
    elbow2: int = 1
    toe: float = 0.0
    toe2: float = 0.0
    leg: tuple[float, float] = LEG  # shorter, where it points at the eye


@dataclass(frozen=True)
class Scene:
    """A move: its poses (start, hold, ease), what stands around, and where the muscle is."""

    frames: tuple[Pose, Pose, Pose]
    muscle: tuple[str, str, float, float, float, float]  # from, to, start, end, aside, half-width
    arrows: tuple[Sequence[Sequence[Point]], ...]  # by frame: each from, by, to
    behind: Sequence[tuple[str, str]] = ()  # class and path
    cord: Sequence[str] = ()  # joints that a towel runs through
    order: Sequence[str] = USUAL
    view: tuple[int, int, int, int] = (0, 0, WIDTH, HEIGHT)
    circles: int = 0  # that the hand makes on its way into the hold


def joints(pose: Pose) -> Joints:
    """Return where every joint is."""
    hip = pose.hip
    shoulder = _on(hip, pose.torso, TORSO)
    head = _on(shoulder, pose.torso if pose.head is None else pose.head, NECK)
    middle = ((hip[0] + shoulder[0]) / 2, (hip[1] + shoulder[1]) / 2)
    elbow, hand = _reach(shoulder, pose.hand, ARM, pose.elbow)
    elbow2, hand2 = _reach(shoulder, pose.hand2, ARM, pose.elbow2)
    knee, ankle = _reach(hip, pose.foot, pose.leg, pose.knee)
    knee2, ankle2 = _reach(hip, pose.foot2, LEG, pose.knee2)
    return {
        "hip": hip,
        "shoulder": shoulder,
        "head": head,
        "face": _on(head, pose.face, 19),
        "waist": _on(middle, pose.torso + 90, pose.bow),
        **{"elbow": elbow, "hand": hand, "elbow2": elbow2, "hand2": hand2},
        **{"cuff": _part(shoulder, elbow, 0.5), "cuff2": _part(shoulder, elbow2, 0.5)},
        **{"knee": knee, "ankle": ankle, "toe": _on(ankle, pose.toe, FOOT)},
        **{"knee2": knee2, "ankle2": ankle2, "toe2": _on(ankle2, pose.toe2, FOOT)},
        **{"hem": _part(hip, knee, 0.45), "hem2": _part(hip, knee2, 0.45)},
    }


def between(one: Joints, other: Joints, share: float) -> Joints:
    """Return the joints on the way from one pose to another: each turns about its parent."""
    (x, y), (u, v) = one["hip"], other["hip"]
    found = {"hip": (x + share * (u - x), y + share * (v - y))}
    for name, parent in SKELETON.items():
        (a, r), (b, s) = _polar(one, name, parent), _polar(other, name, parent)
        turn = (b - a + pi) % (2 * pi) - pi
        angle, length = a + share * turn, r + share * (s - r)
        px, py = found[parent]
        found[name] = (px + length * cos(angle), py + length * sin(angle))
    return found


def _polar(at: Joints, name: str, parent: str) -> tuple[float, float]:
    x, y = at[name][0] - at[parent][0], at[name][1] - at[parent][1]
    return atan2(y, x), hypot(x, y)


def _part(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _on(start: Point, angle: float, length: float) -> Point:
    return start[0] + length * cos(radians(angle)), start[1] - length * sin(radians(angle))


def _reach(start: Point, end: Point, bones: tuple[float, float], bend: int) -> tuple[Point, Point]:
    """Return the middle and the end of two bones that reach for a point, as far as they can."""
    one, two = bones
    x, y = end[0] - start[0], start[1] - end[1]
    far = min(max(hypot(x, y), abs(one - two) + 0.1), one + two - 0.1)
    towards = degrees(atan2(y, x))
    corner = degrees(acos((one**2 + far**2 - two**2) / (2 * one * far)))
    return _on(start, towards + bend * corner, one), _on(start, towards, far)


# Paths


def limb(at: Joints, chains: Sequence[Chain]) -> str:
    """Return a limb's outline as a path."""
    parts = []
    for chain in chains:
        round_ = [(*at[name], radius) for name, radius in chain]
        parts += [_tube(*pair) for pair in pairwise(round_)]
        if len(round_) == 1:
            parts.append(_tube(round_[0], round_[0]))
    return "".join(parts)


def _tube(one: tuple[float, float, float], other: tuple[float, float, float]) -> str:
    """Return what lies between two circles, both included, always drawn the same way round."""
    (x, y, r), (u, v, s) = one, other
    far = hypot(u - x, v - y)
    if far <= abs(r - s):
        x, y, r = max(one, other, key=lambda circle: circle[2])
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 {-2 * r} 0z"
    along, wide = atan2(v - y, u - x), acos((r - s) / far)
    low, high = along - wide, along + wide
    (a, b), (c, d) = ((x + r * cos(t), y + r * sin(t)) for t in (low, high))
    (e, f), (g, i) = ((u + s * cos(t), v + s * sin(t)) for t in (low, high))
    ends = int(s > r), int(r > s)
    return (
        f"M{a:.1f} {b:.1f}L{e:.1f} {f:.1f}A{s} {s} 0 {ends[0]} 1 {g:.1f} {i:.1f}"
        f"L{c:.1f} {d:.1f}A{r} {r} 0 {ends[1]} 1 {a:.1f} {b:.1f}z"
    )


def muscle(at: Joints, part: tuple[str, str, float, float, float, float]) -> str:
    """Return the lens that marks a muscle: between two joints, on one side of the bone."""
    one, other, start, end, aside, half = part
    (x, y), (u, v) = at[one], at[other]
    far = hypot(u - x, v - y)
    nx, ny = (y - v) / far, (u - x) / far

    def place(share: float, off: float) -> str:
        return f"{x + share * (u - x) + off * nx:.1f} {y + share * (v - y) + off * ny:.1f}"

    middle = (start + end) / 2
    first, last = place(start, aside), place(end, aside)
    out, back = place(middle, aside + 2 * half), place(middle, aside - 2 * half)
    return f"M{first}Q{out} {last}Q{back} {first}z"


def hair(at: Joints) -> str:
    """Return the hair: the back and the top of the head, away from the face."""
    (x, y), (u, v) = at["head"], at["face"]
    dx, dy = u - x, v - y
    side = 1 if dy <= -abs(dx) or dx > 0 else -1  # the crown is up, or away from the chest
    cx, cy = side * dy, -side * dx
    brow = f"{x + 0.55 * dx + 0.84 * cx:.1f} {y + 0.55 * dy + 0.84 * cy:.1f}"
    nape = f"{x - 0.5 * dx - 0.87 * cx:.1f} {y - 0.5 * dy - 0.87 * cy:.1f}"
    in_ = f"{x - 0.15 * dx + 0.35 * cx:.1f} {y - 0.15 * dy + 0.35 * cy:.1f}"
    return f"M{brow}A19 19 0 0 {int(side < 0)} {nape}Q{in_} {brow}z"


def cord(at: Joints, through: Sequence[str]) -> str:
    """Return the line of a towel from joint to joint."""
    return "M" + "L".join(f"{at[name][0]:.1f} {at[name][1]:.1f}" for name in through)


def arrow(points: Sequence[Point]) -> str:
    """Return a bent arrow from the first point, by the second, to the last."""
    (x, y), (u, v), (tx, ty) = points
    angle = degrees(atan2(v - ty, tx - u))
    one, two = (_on((tx, ty), angle + 180 + turn, 15) for turn in (-28, 28))
    head = f"M{one[0]:.1f} {one[1]:.1f}L{tx} {ty}L{two[0]:.1f} {two[1]:.1f}"
    return f"M{x} {y}Q{u} {v} {tx} {ty}{head}"


def paths(scene: Scene, at: Joints) -> list[tuple[str, str]]:
    """Return everything of a scene but its arrows, back to front: class and path."""
    found = list(scene.behind)
    for part in scene.order:
        if part == "muscle":
            found.append(("muscle", muscle(at, scene.muscle)))
        elif part == "cord":
            found += [("cord", cord(at, scene.cord))] if scene.cord else []
        else:
            found.append((f"limb {part}", limb(at, LIMBS[part])))
            found += [("hair", hair(at))] if part == "head" else []
    return found
