"""A person in bed, drawn: how one lies, what sheets and edge do, and the calf that is short.

It is a drawing and no measurement. How far a foot is bent is one of three, in words: pointed, a
little pointed, square to the leg. Which of them a bed makes is our reasoning (``FEET``).
``bed.js`` draws the same paths from the same joints, and the way between two of them.

Units: px of the picture, x to the right, y down; degrees anticlockwise from the right.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from math import atan2, cos, degrees, radians, sin
from typing import Any

from spasmlab.panels.plan.figures import FOOT, LIMBS, Joints, Pose, arrow, joints, limb, muscle

LIES, SHEETS, HELPS = ("back", "front", "side"), ("tucked", "loose"), ("none", "pillow", "edge")
ANGLES = {"short": 26.0, "between": 60.0, "long": 90.0}  # between shin and foot, by the calf
BELLIES = {"short": (0.1, 0.58, 3.6), "between": (0.08, 0.68, 2.7), "long": (0.06, 0.8, 1.8)}
WIDTH, HEIGHT, BED, END = 420, 236, 168, 348  # the picture; the mattress's top and its foot end
SLID = 30  # how far down the bed one lies whose feet hang over its edge
Key = tuple[str, str, str]
FEET: dict[Key, str] = {  # what the calf is, by how one lies, the sheets, and what holds the feet
    **{("back", "tucked", one): "short" for one in ("none", "edge")},
    **{("back", "loose", one): "between" for one in ("none", "edge")},
    **{("back", one, "pillow"): "long" for one in SHEETS},
    **{("front", "tucked", one): "short" for one in HELPS},
    ("front", "loose", "none"): "short",
    ("front", "loose", "pillow"): "between",
    ("front", "loose", "edge"): "long",
    **{("side", sheets, one): "between" for sheets in SHEETS for one in ("none", "edge")},
    **{("side", one, "pillow"): "long" for one in SHEETS},
}
ORDER = (
    *("arm-far", "sleeve-far", "leg-far", "shorts-far", "neck", "head"),
    *("torso", "leg", "shorts", "arm", "sleeve"),
)
TURNS = {"back": 1, "front": -1, "side": -1}  # to which side of the shin the foot bends
_BACK = Pose(
    hip=(192, 149), torso=181, head=172, face=88, hand=(212, 158), hand2=(216, 156), elbow=1,
    elbow2=1, foot=(313, 158), foot2=(316, 156),
)  # fmt: skip
_FRONT = Pose(
    hip=(192, 149), torso=180, head=174, face=-80, hand=(206, 155), hand2=(210, 153), elbow=1,
    elbow2=1, foot=(313, 158), foot2=(316, 156), knee=-1, knee2=-1,
)  # fmt: skip
_SIDE = Pose(
    hip=(178, 104), torso=172, head=166, face=-62, hand=(78, 140), hand2=(112, 152), elbow=-1,
    elbow2=1, foot=(278, 116), foot2=(270, 130), knee=-1, knee2=-1, bow=-5,
)  # fmt: skip
POSES = {"back": _BACK, "front": _FRONT, "side": _SIDE}


def every() -> Iterator[Key]:
    """Yield every way to lie, with every kind of sheets and of help."""
    return product(LIES, SHEETS, HELPS)


def out(key: Key) -> bool:
    """Return whether the feet hang over the edge: tucked sheets keep them in."""
    return key[1:] == ("loose", "edge")


def joints_of(key: Key) -> Joints:
    """Return where every joint is in one bed."""
    lie, _, help_ = key
    pose = POSES[lie]
    if lie == "front" and help_ == "pillow":  # it lies under the shins
        pose = replace(pose, foot=(308, 136), foot2=(311, 134))
    if out(key):
        pose = _slid(pose, SLID if lie != "side" else END - 2 - round(pose.foot[0]))
    at = joints(pose)
    for ankle, knee, toe in (("ankle", "knee", "toe"), ("ankle2", "knee2", "toe2")):
        at[toe] = _toe(at[knee], at[ankle], TURNS[lie] * ANGLES[FEET[key]])
    return at


def _slid(pose: Pose, by: float) -> Pose:
    """Return the same pose so much farther down the bed."""

    def moved(at: tuple[float, float]) -> tuple[float, float]:
        return at[0] + by, at[1]

    return replace(
        pose,
        hip=moved(pose.hip),
        hand=moved(pose.hand),
        hand2=moved(pose.hand2),
        foot=moved(pose.foot),
        foot2=moved(pose.foot2),
    )


def _toe(knee: tuple[float, float], ankle: tuple[float, float], turn: float) -> tuple[float, float]:
    (x, y), (u, v) = knee, ankle
    angle = radians(degrees(atan2(y - v, u - x)) + turn)
    return u + FOOT * cos(angle), v - FOOT * sin(angle)


def belly(key: Key) -> tuple[str, str, float, float, float, float]:
    """Return where the calf's muscle lies on the shin: short and full, or long and thin."""
    start, end, half = BELLIES[FEET[key]]
    return ("knee", "ankle", start, end, 4.5 * TURNS[key[0]], half)


def head_pillow(key: Key) -> str:
    """Return the pillow under the head; whoever slides down takes it along."""
    x, y = joints_of(key)["head"]
    if key[0] == "side":
        return _box(x - 30, y - 44, 62, 88, 18)
    return _box(x - 38, BED - 16, 74, 17, 8)


def foot_pillow(key: Key) -> str:
    """Return the pillow at the feet, or "" where there is none."""
    lie, _, help_ = key
    if help_ != "pillow":
        return ""
    if lie == "side":
        return _box(joints_of(key)["ankle"][0] + 14, 92, 22, 84, 10)
    return _box(268, BED - 24, 44, 25, 11) if lie == "front" else _box(324, BED - 56, 20, 57, 9)


def _box(x: float, y: float, width: float, height: float, r: float) -> str:
    return (
        f"M{x + r:.0f} {y:.0f}h{width - 2 * r:.0f}q{r} 0 {r} {r}v{height - 2 * r:.0f}"
        f"q0 {r} {-r} {r}h{2 * r - width:.0f}q{-r} 0 {-r} {-r}v{2 * r - height:.0f}"
        f"q0 {-r} {r} {-r}z"
    )


def sheet(key: Key) -> str:
    """Return the sheet: drawn tight over the toes and under the mattress, or loose over them."""
    lie, sheets, help_ = key
    if lie == "side":
        return _from_above(sheets == "tucked", joints_of(key)["hip"][0] - POSES[lie].hip[0])
    at = joints_of(key)
    top = min(at["toe"][1], at["ankle"][1]) - 13
    if help_ == "pillow":
        top = min(top, BED - (64 if lie == "back" else 46))
    slid = at["hip"][0] - POSES[lie].hip[0]
    start = f"M{134 + slid:.0f} {BED + 22}V{BED - 44}C{170 + slid:.0f} {BED - 47} "
    if sheets == "tucked":
        over = END - 26 if foot_pillow(key) and lie == "back" else at["toe"][0] - 12
        taut = f"236 {BED - 34} 282 {BED - 34}L{over:.0f} {top:.0f}L{over + 24:.0f} {top + 2:.0f}"
        return f"{start}{taut}L{END + 3} {BED + 2}V{BED + 22}z"
    if out(key):  # it ends before the feet
        return (
            f"{start}240 {BED - 40} 286 {BED - 30}S326 {BED - 24} {END - 8} {BED - 18}V{BED + 26}z"
        )
    return (
        f"{start}232 {BED - 42} 272 {BED - 38}S300 {top - 8:.0f} 328 {top - 6:.0f}"
        f"S362 {BED - 30} {END + 14} {BED + 6}Q{END + 8} {BED + 22} {END + 16} {BED + 38}"
        f"Q300 {BED + 30} 258 {BED + 40}T134 {BED + 34}z"
    )


def _from_above(tucked: bool, slid: float) -> str:
    if tucked:
        return f"M128 40L{END + 2} 34V202L128 196Q120 118 128 40z"
    start, end = 128 + slid, (318 if slid else END + 14)
    return (
        f"M{start:.0f} 30Q{start + 60:.0f} 40 262 30T{end} 36Q{end - 12} 76 {end} 118"
        f"T{end - 2} 204Q290 214 250 204T{start:.0f} 208Q{start - 10:.0f} 118 {start:.0f} 30z"
    )


def creases(key: Key) -> str:
    """Return the lines on the sheet: straight where it is tight, soft where it is loose."""
    lie, sheets, _ = key
    if lie == "side":
        tight = f"M150 66L{END} 52M150 118H{END}M150 170L{END} 184"
        soft = "M160 58q50 14 90 2t70 6M152 186q60 -14 110 0M196 196q40 -10 80 4"
    else:
        tight = f"M196 {BED - 26}L{END - 14} {BED - 8}M220 {BED + 6}H{END - 2}"
        soft = f"M180 {BED - 18}q40 12 80 2M210 {BED + 12}q40 10 84 0M300 {BED + 2}q20 10 34 4"
    return tight if sheets == "tucked" else soft


def bed(key: Key) -> dict[str, Any]:
    """Return one bed as ``bed.js`` draws it."""
    at = joints_of(key)
    return {
        "joints": {name: [round(x, 1), round(y, 1)] for name, (x, y) in at.items()},
        "calf": FEET[key],
        "view": "above" if key[0] == "side" else "beside",
        "belly": list(belly(key)),
        "pillow": head_pillow(key),
        "prop": foot_pillow(key),
        "sheet": sheet(key),
        "creases": creases(key),
    }


# The lower leg, close up: knee to the left, toes up, the calf below

_CHAINS = (
    (("knee", 29), ("ankle", 14)),
    (("ankle", 15), ("heel", 13)),
    (("heel", 12), ("ball", 10), ("toe", 7)),
    (("ankle", 15), ("ball", 10)),
)
_KNEE, _ANKLE, CLOSE = (-6.0, 62.0), (164.0, 74.0), (250, 150)


def close(calf: str) -> dict[str, str]:
    """Return the parts of the close-up: leg, muscle, tendon, and where the foot could go."""
    turn = ANGLES[calf]
    at = {"knee": _KNEE, "ankle": _ANKLE, "ball": _off(turn, 46), "toe": _off(turn, 62)}
    at["heel"] = _off(turn - 124, 20)
    start, end, half = {"short": (0.1, 0.56, 11.0), "between": (0.1, 0.66, 8.5)}.get(
        calf, (0.1, 0.78, 6.0)
    )
    part = ("knee", "ankle", start, end, 11.0, half)
    tip = (
        _KNEE[0] + end * (_ANKLE[0] - _KNEE[0]),
        _KNEE[1] + end * (_ANKLE[1] - _KNEE[1]) + 11,
    )
    (x, y), (u, v) = tip, at["heel"]
    slack = {"short": 7.0, "between": 3.0, "long": 0.0}[calf]
    a, b = ((x + share * (u - x), y + share * (v - y)) for share in (0.34, 0.67))
    tendon = (
        f"M{x:.1f} {y:.1f}Q{(x + a[0]) / 2:.1f} {(y + a[1]) / 2 + slack:.1f} {a[0]:.1f} {a[1]:.1f}"
        f"T{b[0]:.1f} {b[1]:.1f}T{u:.1f} {v:.1f}"
    )
    return {
        "leg": limb(at, _CHAINS),
        "muscle": muscle(at, part),
        "tendon": tendon,
        "move": "" if calf == "long" else arrow(((216, 96), (236, 60), (206, 22))),
    }


def _off(angle: float, far: float) -> tuple[float, float]:
    return _ANKLE[0] + far * cos(radians(angle)), _ANKLE[1] - far * sin(radians(angle))


__all__ = ["FEET", "HELPS", "LIES", "LIMBS", "ORDER", "SHEETS", "bed", "close", "every"]
