"""How far the cold or the warmth of a pack reaches into a limb, by time, fat and blood flow.

A simple model's answer, and a page says so. Blood flow is a band: none from the pack on, or all of
it. At 1 cm below the fat the edge without blood is near what 20 minutes of ice were measured to
do; at 3 cm, and under a hot pack at both depths, both edges are a lower bound then. Long after, the
edge without blood means little: a bare limb without blood cools by itself, by up to 3 °C in 90
minutes. Under warmth, which brings more blood in people, it is no likely edge at all.

In a calf the pack goes all round ("cylinder"); a thigh or a back is nearer to flat ("slab"). For
how long skin may bear a pack this says nothing: the tables of safe use do. The wrap is worn for
hours and so stays on to the end; no other pack is worn for more than half an hour here. No fat is
thicker than 11 mm, as in this limb 3 cm below a thicker layer would be bone.

A geometry's answers are 34 kB, and the wrap's 3. On a line between two fats they are at most
0.2 °C off; between two minutes 0.2 in the muscle and 0.8 at the skin, but 8 at the skin within the
minute after a pack goes on or comes off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import heat
from spasmlab.sweeps.store import Sweep

GEOMETRIES = ("slab", "cylinder")
WORN_FOR_HOURS = "wrap"
NAMES = tuple(name for name in heat.PACKS if name != WORN_FOR_HOURS)
WORN = np.array([10.0, 20.0, 30.0])  # minutes
FATS = np.array([2.0, 4.0, 7.0, 11.0])  # mm
FLOWS = np.array([0.0, 1.0])  # of the blood flow at rest
BELOW = np.array([10.0, 20.0, 30.0])  # mm below the fat; the skin's surface comes first
MINUTES = np.array(
    [0, 1, 2, 3, 5, 10, 11, 12, 15, 20, 21, 22, 25, 30, 31, 32, 35, 40, 50, 60, 75, 90]
)  # closer where a pack goes on or comes off
for _stops in (WORN, FATS, FLOWS, BELOW, MINUTES):
    _stops.setflags(write=False)
LIMB = heat.Parameters(cell_mm=1.0)  # a tenth of the time of the model's own cells, 0.07 °C off
ALONE = Lock()  # BLAS brings threads of its own: two runs at once took 50 times as long


@dataclass(frozen=True, eq=False)
class Packs:
    """Temperatures in °C, at ``MINUTES`` by the skin and ``BELOW``."""

    celsius: NDArray[np.float32]  # geometry, pack, minutes worn, fat, flow, minute, depth
    wrap: NDArray[np.float32]  # geometry, fat, flow, minute, depth


def packs() -> Packs:
    """Return what each pack does, and what a wrap does that stays on."""
    return Packs(celsius=PACKS.read()["celsius"], wrap=WRAP.read()["celsius"])


def _solve(
    geometry: float, pack: float, worn: float, fat: float, flow: float
) -> Mapping[str, ArrayLike]:
    return _under(NAMES[int(pack)], worn, fat, flow, geometry)


def _solve_wrap(geometry: float, fat: float, flow: float) -> Mapping[str, ArrayLike]:
    return _under(WORN_FOR_HOURS, float(MINUTES[-1]), fat, flow, geometry)


def _under(
    name: str, worn: float, fat: float, flow: float, geometry: float
) -> Mapping[str, ArrayLike]:
    bare = MINUTES[-1] - worn
    shape = GEOMETRIES[int(geometry)]
    with ALONE:
        field = heat.run(heat.PACKS[name], worn, bare, fat, shape, flow, flow, 1.0, LIMB)
    depths = np.concatenate([[0.0], field.muscle_mm + BELOW])
    return {"celsius": heat.at(field, depths)[MINUTES]}


_limb = {"fat": FATS, "flow": FLOWS}
_round = {"geometry": range(len(GEOMETRIES))}
PACKS = Sweep("packs", {**_round, "pack": range(len(NAMES)), "worn": WORN, **_limb}, _solve)
WRAP = Sweep("wrap", {**_round, **_limb}, _solve_wrap)
