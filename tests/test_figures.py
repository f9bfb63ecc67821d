"""The drawn moves: bodies that keep their limbs, stand on the floor and stay in the picture."""

import re
from dataclasses import replace
from math import hypot, inf

import pytest

from spasmlab.panels.plan import figures
from spasmlab.panels.plan.figures import ARM, FLOOR, FOOT, LEG, LIMBS, SKELETON, between, joints
from spasmlab.panels.plan.poses import MOVES

moves = pytest.mark.parametrize("name", MOVES)
RADII = {part: radius for chains in LIMBS.values() for chain in chains for part, radius in chain}
BONES = [
    *(("shoulder", "elbow", ARM[0]), ("elbow", "hand", ARM[1])),
    *(("shoulder", "elbow2", ARM[0]), ("elbow2", "hand2", ARM[1])),
    *(("hip", "knee2", LEG[0]), ("knee2", "ankle2", LEG[1])),
    *(("ankle", "toe", FOOT), ("ankle2", "toe2", FOOT)),
]
STANDING = {  # what stands on the floor in all three pictures
    "calf": ("ankle", "ankle2"),
    "foot": ("ankle2",),
    "thigh": ("ankle2",),
    "bridge": ("ankle", "ankle2"),
    "massage": ("ankle", "ankle2"),
}
ON_THE_FLOOR = FLOOR - RADII["ankle"]


def far(at, one, other):
    return hypot(at[one][0] - at[other][0], at[one][1] - at[other][1])


def faults(scene):
    """What is wrong with a scene's bodies, picture by picture."""
    left, top, width, height = scene.view
    for frame, pose in enumerate(scene.frames):
        at = joints(pose)
        legs = [("hip", "knee", pose.leg[0]), ("knee", "ankle", pose.leg[1])]
        for one, other, length in (*BONES, *legs):
            if abs(far(at, one, other) - length) > 0.2:
                yield f"{frame}: {other} is {far(at, one, other):.0f} px from {one}"
        for part, radius in RADII.items():
            x, y = at[part]
            inside = left <= x - radius and x + radius <= left + width and top <= y - radius
            if not (inside and y + radius <= min(top + height, FLOOR + 3)):
                yield f"{frame}: {part} leaves the picture at {x:.0f}, {y:.0f}"
        for part, wanted in (("ankle", pose.foot), ("ankle2", pose.foot2), ("hand", pose.hand)):
            if hypot(at[part][0] - wanted[0], at[part][1] - wanted[1]) > 6:
                yield f"{frame}: {part} does not reach {wanted}"


@moves
def test_every_limb_keeps_its_length_stays_in_the_picture_and_reaches(name):
    assert list(faults(MOVES[name])) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hand": (900, 90)}, "hand does not reach (900, 90)"),
        ({"foot": (146, 400)}, "ankle does not reach (146, 400)"),
        ({"hip": (196, 20)}, "head leaves the picture"),
        ({"hip": (196, 240), "foot": (146, 300)}, "ankle leaves the picture"),
        ({"leg": (62, 90)}, "knee"),
    ],
)
def test_a_planted_mistake_is_seen(change, said):
    scene = MOVES["calf"]
    if "leg" in change:  # a drawing that ignores what a pose says of its leg
        at = joints(scene.frames[0])
        assert abs(far(at, "knee", "ankle") - change["leg"][1]) > 0.2
        return
    spoilt = replace(scene, frames=(replace(scene.frames[0], **change), *scene.frames[1:]))
    assert any(said in fault for fault in faults(spoilt))


@pytest.mark.parametrize("name", STANDING)
def test_feet_that_bear_weight_stay_where_they_stand(name):
    places = [joints(pose) for pose in MOVES[name].frames]
    for part in STANDING[name]:
        assert all(at[part][1] == pytest.approx(ON_THE_FLOOR, abs=1) for at in places)
        assert max(at[part][0] for at in places) - min(at[part][0] for at in places) < 12


def test_a_heel_that_must_stay_down_stays_on_its_spot():
    start, hold, ease = (joints(pose) for pose in MOVES["calf"].frames)
    assert start["ankle"] == pytest.approx(hold["ankle"], abs=1)
    assert ease["ankle"] == pytest.approx(hold["ankle"], abs=1)
    assert far(hold, "hip", "ankle") == pytest.approx(sum(LEG), abs=1)  # that knee is straight
    assert far(hold, "hip", "ankle2") < sum(LEG) - 8  # and the front one is bent


def test_each_hold_does_what_its_words_say():
    start, hold = ({n: joints(MOVES[n].frames[i]) for n in MOVES} for i in (0, 1))
    assert hold["calf"]["hip"][0] > start["calf"]["hip"][0] + 8  # leans to the wall
    assert hold["hamstring"]["head"][0] > start["hamstring"]["head"][0] + 30  # leans forward
    assert hold["foot"]["toe"][0] < start["foot"]["toe"][0] - 15  # toes go back, to the shin
    assert hold["foot"]["toe"][1] < start["foot"]["toe"][1] - 10
    assert far(hold["foot"], "hand", "toe") < 8
    assert far(hold["thigh"], "ankle", "hip") < LEG[0]  # the heel is at the seat
    assert far(hold["thigh"], "hand", "ankle") < 22
    for knee in ("knee", "knee2"):
        assert far(hold["knees"], knee, "shoulder") < far(start["knees"], knee, "shoulder") - 20
    at = hold["bridge"]
    (x, y), (a, b), (u, v) = at["shoulder"], at["hip"], at["knee"]
    assert b < start["bridge"]["hip"][1] - 20
    assert b == pytest.approx(y + (v - y) * (a - x) / (u - x), abs=6)  # shoulder, hip, knee: a line
    assert y == pytest.approx(start["bridge"]["shoulder"][1], abs=1)


@pytest.mark.parametrize("name", ["calf", "massage"])
def test_the_calf_is_at_the_back_of_the_shin(name):
    for pose in MOVES[name].frames:
        at = joints(pose)
        (x, y), (u, v), toe = at["knee"], at["ankle"], at["toe"]
        numbers = [
            float(n) for n in re.findall(r"-?[\d.]+", figures.muscle(at, MOVES[name].muscle))
        ]
        middle = (numbers[0] + numbers[4]) / 2, (numbers[1] + numbers[5]) / 2

        def side(px, py, x=x, y=y, u=u, v=v):
            return (u - x) * (py - y) - (v - y) * (px - x)

        assert side(*middle) * side(*toe) < 0


@moves
def test_a_muscle_lies_within_its_limb(name):
    one, other, start, end, aside, half = MOVES[name].muscle
    assert abs(aside) + half <= max(RADII[one], RADII[other])
    assert -0.2 <= start < end <= 1.1
    assert min(RADII[part] for part in (one, other)) > 0
    assert "muscle" in MOVES[name].order


# Between two pictures


@moves
def test_on_the_way_no_limb_shrinks_and_both_ends_are_met(name):
    frames = [joints(pose) for pose in MOVES[name].frames]
    for one, other in ((frames[0], frames[1]), (frames[1], frames[2]), (frames[2], frames[0])):
        for share, end in ((0, one), (1, other)):
            met = between(one, other, share)
            assert all(met[part] == pytest.approx(end[part], abs=1e-6) for part in end)
        half = between(one, other, 0.5)
        for part, parent in SKELETON.items():
            mean = (far(one, part, parent) + far(other, part, parent)) / 2
            assert far(half, part, parent) == pytest.approx(mean, abs=1e-6)


def test_points_that_only_slid_would_shrink_a_limb():
    """What ``between`` is for: a straight way of each point, as a planted mistake."""
    one, other = (joints(pose) for pose in MOVES["thigh"].frames[:2])
    slid = {
        part: ((one[part][0] + other[part][0]) / 2, (one[part][1] + other[part][1]) / 2)
        for part in one
    }
    assert far(slid, "knee", "ankle") < 0.8 * LEG[1]


@moves
def test_three_pictures_differ_and_have_the_same_parts(name):
    scene = MOVES[name]
    drawn = [figures.paths(scene, joints(pose)) for pose in scene.frames]
    assert len({tuple(kind for kind, _ in one) for one in drawn}) == 1
    assert len({str(one) for one in drawn}) == 3
    for one in drawn:
        for _, path in one:
            numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path)]
            assert all(-inf < n < inf for n in numbers)
            assert re.fullmatch(r"[MLQAHVahlvz\d\s.-]+", path)
    assert len(scene.arrows) == 3
    assert scene.arrows[0]
    assert scene.arrows[2]
