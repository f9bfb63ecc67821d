"""How much colder or warmer each depth of a calf gets while a pack is on, by pack, fat and blood.

A simple model's answer, and a page says so. Blood flow is a band: none from the pack on, or all of
it as at rest. At 1 cm below the fat the edge without blood is near what 20 minutes of ice were
measured to do; deeper, and under a hot pack everywhere, both edges are a lower bound.

The calf is the place that was measured: no such measurement of a back was found. The fats are
those under the skinfolds of the calves measured: up to 8 mm, 10 to 18, and 20 or more. How long
skin may bear a pack is not here: the tables of safe use say it.

24 runs, 22 depths and 10 minutes are 21 kB. On a line between two depths they are at most 0.3 °C
off in the muscle.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import heat
from spasmlab.sweeps.packs import ALONE, FLOWS, LIMB, NAMES
from spasmlab.sweeps.store import Sweep

FOLDS = np.array([8.0, 14.0, 20.0])  # mm, of skin and fat pinched: as the calves measured
FATS = np.array([heat.fat_under(fold) for fold in FOLDS])  # mm
MINUTES = np.array([0, 1, 2, 3, 5, 10, 15, 20, 25, 30])  # that the pack has been on
DEPTHS = np.arange(0.0, 43.0, 2.0)  # mm below the skin's surface
for _stops in (FOLDS, FATS, MINUTES, DEPTHS):
    _stops.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Depths:
    """Changes since the pack went on, in °C, and where muscle begins."""

    change: NDArray[np.float32]  # pack, fat, flow, minute, depth
    muscle_mm: NDArray[np.float64]  # by fat: the depth at which fat ends


def depths() -> Depths:
    """Return what each pack of ``NAMES`` does at ``DEPTHS``."""
    return Depths(SWEEP.read()["change"], FATS + LIMB.skin_mm)


def _solve(pack: float, fat: float, flow: float) -> Mapping[str, ArrayLike]:
    one, minutes = heat.PACKS[NAMES[int(pack)]], float(MINUTES[-1])
    with ALONE:
        field = heat.run(one, minutes, 0.0, fat, "cylinder", flow, flow, 1.0, LIMB)
    celsius = heat.at(field, DEPTHS)[MINUTES]
    return {"change": celsius - celsius[0]}


SWEEP = Sweep("depths", {"pack": range(len(NAMES)), "fat": FATS, "flow": FLOWS}, _solve)
