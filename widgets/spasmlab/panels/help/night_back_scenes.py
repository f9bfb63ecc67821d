"""Ways to lie, turn, get up and walk with a sore back, drawn as the coach draws its moves.

Only data and the drawing of it: a pose, what it lies on, and where an arrow goes.
"""

from dataclasses import dataclass

import htpy as h

from spasmlab.panels.plan.figures import LIMBS, Pose, arrow, hair, joints, limb

Bend = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
UPPER_LEG_LAST = (
    *("arm-far", "sleeve-far", "leg-far", "shorts-far", "neck", "head"),
    *("torso", "leg", "shorts", "arm", "sleeve"),
)
MATTRESS = ("solid", "M36 168H384Q392 168 392 176V200H28V176Q28 168 36 168Z")
HALF = ("solid", "M36 168H242Q250 168 250 176V200H28V176Q28 168 36 168Z")
FROM_ABOVE = (
    "solid",
    "M40 24H380Q392 24 392 36V196Q392 208 380 208H40Q28 208 28 196V36Q28 24 40 24Z",
)
PILLOW_ABOVE = (
    "pillow",
    "M44 62H88Q98 62 98 72V138Q98 148 88 148H44Q34 148 34 138V72Q34 62 44 62Z",
)
PILLOW = ("pillow", "M58 150H116Q124 150 124 158V168H50V158Q50 150 58 150Z")


@dataclass(frozen=True)
class Lying:
    """A picture: a pose, what is behind and in front of it, its arrows, the part that is seen."""

    pose: Pose
    behind: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, str], ...] = ()
    between: tuple[tuple[str, str], ...] = ()  # drawn between the far leg and the near one
    arrows: tuple[Bend, ...] = ()
    view: tuple[int, int, int, int] = (24, 44, 372, 176)


_FLAT = Pose(
    hip=(192, 149), torso=181, head=172, face=88, hand=(212, 158), hand2=(216, 156), elbow=1,
    elbow2=1, foot=(262, 158), foot2=(270, 157), toe=-4, toe2=-4,
)  # fmt: skip
PICTURES: dict[str, Lying] = {
    "bend": Lying(_FLAT, (MATTRESS, PILLOW)),
    "roll": Lying(
        _FLAT, (MATTRESS, PILLOW), arrows=(((196, 84), (226, 58), (258, 76)),)
    ),
    "knees": Lying(
        Pose(
            hip=(192, 149), torso=181, head=172, face=88, hand=(212, 158), hand2=(216, 156),
            elbow=1, elbow2=1, foot=(298, 158), foot2=(302, 157), toe=64, toe2=64,
        ),
        (MATTRESS, PILLOW, ("pillow", "M236 136H272Q286 136 286 150V168H222V150Q222 136 236 136Z")),
    ),
    "side": Lying(
        Pose(
            hip=(182, 100), torso=172, head=166, face=-62, hand=(84, 136), hand2=(118, 150),
            elbow=-1, elbow2=1, foot=(280, 120), foot2=(264, 150), knee=-1, knee2=-1, bow=-5,
            toe=-38, toe2=-38,
        ),
        (FROM_ABOVE, PILLOW_ABOVE),
        between=(
            (
                "pillow",
                "M214 124L292 118Q308 116 308 132Q308 146 294 148L222 160Q202 164 200 144"
                "Q198 126 214 124Z",
            ),
        ),
        view=(16, 18, 388, 196),
    ),
    "rise": Lying(
        Pose(
            hip=(222, 150), torso=104, head=96, face=8, hand=(196, 164), hand2=(252, 160),
            elbow=1, elbow2=-1, foot=(272, 236), foot2=(280, 236), toe=-4, toe2=-4, knee=1, knee2=1,
        ),
        (HALF, ("floor", "M16 246H404M48 200V246M232 200V246")),
        arrows=(((150, 132), (148, 92), (178, 66)),),
        view=(16, 6, 388, 246),
    ),
    "walk": Lying(
        Pose(
            hip=(206, 126), torso=86, head=88, face=4, hand=(242, 96), hand2=(168, 112), elbow=1,
            elbow2=1, foot=(246, 238), foot2=(172, 230), toe=14, toe2=-34, knee=1, knee2=1,
        ),
        (("floor", "M16 250H404"),),
        arrows=(((282, 214), (314, 208), (346, 214)),),
        view=(16, -14, 388, 270),
    ),
}  # fmt: skip


def picture(name: str, title: str) -> h.Element:
    """Return one picture, named for those who do not see it."""
    one = PICTURES[name]
    at = joints(one.pose)
    parts: list[h.Node] = [h.path(class_=kind, d=path) for kind, path in one.behind]
    for part in UPPER_LEG_LAST:
        if part == "leg":
            parts += [h.path(class_=kind, d=path) for kind, path in one.between]
        parts.append(h.path(class_=f"limb {part}", d=limb(at, LIMBS[part])))
        if part == "head":
            parts.append(h.path(".hair", d=hair(at)))
    parts += [h.path(class_=kind, d=path) for kind, path in one.before]
    parts += [h.path(".arrow", d=arrow(points)) for points in one.arrows]
    shape = {"viewBox": " ".join(map(str, one.view)), "role": "img", "aria-label": title}
    return h.svg(".night-back-picture", shape)[parts]
