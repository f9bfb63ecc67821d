"""The seven moves as poses: start, hold, ease. Only data: ``figures.py`` draws them."""

from dataclasses import replace

from spasmlab.panels.plan.figures import FLOOR, Pose, Scene

GROUND = ("prop", f"M20 {FLOOR}H400")
SOLE = FLOOR - 9  # an ankle, when its foot stands on the floor
LIE = FLOOR - 19  # hips and shoulders of somebody who lies or sits there

_CALF = Pose(
    hip=(196, 151), torso=84, head=86, hand=(290, 92), hand2=(290, 82), elbow=-1, elbow2=-1,
    foot=(146, SOLE), foot2=(246, SOLE), toe=-6, toe2=-6,
)  # fmt: skip
CALF = Scene(
    frames=(
        _CALF,
        replace(_CALF, hip=(211, 160), torso=65, head=75),
        replace(_CALF, hip=(199, 152), torso=82),
    ),
    muscle=("knee", "ankle", 0.06, 0.7, 4, 5),
    arrows=((((238, 30), (262, 30), (282, 44)),), (), (((176, 66), (156, 62), (138, 70)),)),
    behind=(
        GROUND,
        ("prop", "M304 20V272" + "".join(f"M304 {y}l22-18" for y in range(50, 271, 44))),
    ),
)
_HAM = Pose(
    hip=(110, LIE), torso=97, head=92, hand=(176, 214), hand2=(176, 210),
    elbow=-1, elbow2=-1, foot=(231, SOLE - 4), foot2=(186, SOLE), toe=72, toe2=-6,
)  # fmt: skip
HAMSTRING = Scene(
    frames=(
        _HAM,
        replace(_HAM, torso=64, head=54, hand=(196, 212), hand2=(196, 208), toe=80),
        replace(_HAM, torso=88),
    ),
    muscle=("hip", "knee", 0.2, 0.95, 5, 5),
    arrows=((((146, 128), (172, 130), (190, 150)),), (), (((172, 150), (158, 128), (140, 120)),)),
    behind=(GROUND,),
    cord=("hand", "toe"),
    view=(40, 84, 280, 200),
)
_FOOT = Pose(
    hip=(136, 190), torso=72, head=62, hand=(228, 152), hand2=(206, 160), elbow=-1, elbow2=-1,
    foot=(208, 168), foot2=(202, SOLE), toe=15, toe2=-6, leg=(38, 50), knee=-1,
)  # fmt: skip
FOOT = Scene(
    frames=(
        _FOOT,
        replace(_FOOT, toe=88, hand=(206, 142), head=58),
        replace(_FOOT, toe=45, hand=(222, 150)),
    ),
    muscle=("ankle", "toe", -0.1, 0.95, 6, 3),
    arrows=((((256, 150), (252, 118), (226, 110)),), (), (((226, 110), (252, 118), (256, 150)),)),
    behind=(GROUND, ("prop solid", "M104 209H172V221H104zM110 221V272M166 221V272M104 215L92 130")),
    order=(
        *("arm-far", "sleeve-far", "leg-far", "shorts-far", "neck", "head", "torso"),
        *("leg", "shorts", "muscle", "arm", "sleeve"),
    ),
    view=(30, 62, 308, 220),
)
_THIGH = Pose(
    hip=(196, 141), torso=90, head=88, hand=(200, 150), hand2=(262, 134), elbow=1, elbow2=-1,
    foot=(190, SOLE), foot2=(200, SOLE), toe=-6, toe2=-6,
)  # fmt: skip
THIGH = Scene(
    frames=(
        _THIGH,
        replace(_THIGH, foot=(160, 146), toe=128, hand=(154, 132), elbow=1, knee=1),
        replace(_THIGH, foot=(146, 214), toe=-50, hand=(190, 150)),
    ),
    muscle=("hip", "knee", 0.2, 0.9, -5, 5),
    arrows=((((150, 250), (112, 230), (118, 190)),), (), (((104, 170), (98, 206), (118, 236)),)),
    behind=(GROUND, ("prop solid", "M262 142L270 272M262 142l6 66H330V220H269M326 220V272")),
)
_BACK = Pose(
    hip=(226, LIE), torso=180, head=180, face=90, hand=(238, LIE + 9), hand2=(238, LIE + 9),
    foot=(292, SOLE), foot2=(300, SOLE), toe=-6, toe2=-6, elbow=1, elbow2=1,
)  # fmt: skip
_HUG = replace(
    _BACK, torso=178, hand=(206, 192), hand2=(212, 190), elbow=1, elbow2=1, bow=-4,
    foot=(250, 186), foot2=(258, 190), toe=60, toe2=60,
)  # fmt: skip
_REACH = replace(_BACK, hand=(226, 222), hand2=(230, 220), elbow=1, elbow2=1)
KNEES = Scene(
    frames=(_REACH, _HUG, replace(_REACH, foot2=(262, 196), toe2=24)),
    muscle=("shoulder", "hip", 0.4, 1.05, 9, 5),
    arrows=((((306, 186), (290, 158), (256, 152)),), (), (((278, 166), (310, 172), (318, 206)),)),
    behind=(GROUND,),
    order=(
        *("arm-far", "sleeve-far", "leg-far", "shorts-far", "neck", "head"),
        *("torso", "muscle", "leg", "shorts", "arm", "sleeve"),
    ),
    view=(72, 102, 266, 190),
)
BRIDGE = Scene(
    frames=(
        _BACK,
        replace(_BACK, hip=(219, 224), torso=204, foot=(296, SOLE), foot2=(304, SOLE)),
        replace(_BACK, hip=(225, 244), torso=187),
    ),
    muscle=("hip", "knee", -0.1, 0.7, 9, 5),
    arrows=((((216, 222), (216, 196), (216, 172)),), (), (((216, 160), (216, 186), (216, 206)),)),
    behind=(GROUND,),
    order=(
        *("arm-far", "sleeve-far", "leg-far", "shorts-far", "neck", "head", "torso"),
        *("leg", "shorts", "muscle", "arm", "sleeve"),
    ),
    view=(72, 102, 266, 190),
)
_RUB = Pose(
    hip=(120, LIE), torso=78, head=62, hand=(184, 232), hand2=(168, 200), elbow=-1, elbow2=-1,
    foot=(226, SOLE), foot2=(246, SOLE), toe=-6, toe2=-6,
)  # fmt: skip
MASSAGE = Scene(
    frames=(_RUB, replace(_RUB, hand=(198, 246)), replace(_RUB, hand=(180, 194), torso=82)),
    muscle=("knee", "ankle", 0.06, 0.8, 4, 6),
    arrows=(
        (((164, 242), (168, 210), (200, 214)), ((204, 222), (206, 252), (176, 252))),
        (((178, 258), (180, 226), (212, 228)), ((218, 236), (220, 266), (190, 266))),
        (((214, 232), (226, 210), (206, 192)),),
    ),
    behind=(GROUND,),
    view=(58, 112, 238, 170),
    circles=3,
)
MOVES = {
    "calf": CALF,
    "hamstring": HAMSTRING,
    "foot": FOOT,
    "thigh": THIGH,
    "knees": KNEES,
    "bridge": BRIDGE,
    "massage": MASSAGE,
}
