"""How little current makes a nerve fire, by the calcium around it: the brake that calcium is.

For both published sets of constants, because they disagree: with one the nerve fires by itself
from 0.53 mmol/L down, with the other never. So the axis is relative, each set's threshold over its
own at the usual level, and a panel shows both. They agree on the direction alone. Rates are not
here: the model has none that mean anything.

66 points of two numbers: 0.5 kB. On a line between two stops the relative threshold is at most
0.02 off, most at 0.53 mmol/L, where the first set's meets zero, and elsewhere 0.003.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from spasmlab.models import axon
from spasmlab.sweeps.store import Answers, Sweep

SETS = {"node": axon.NODE, "other": axon.OTHER}
STOPS = np.round(np.arange(8, 41) * 0.05, 2)  # mmol/L of ionised calcium, 0.40 to 2.00
STOPS.setflags(write=False)
USUAL = 1.2  # mmol/L


def threshold() -> Answers:
    """Return ``relative`` (of the current needed at ``USUAL``) and ``fires`` by set and calcium.

    ``fires`` is 1 where the nerve fires without any current, and the threshold is 0 there.
    """
    return THRESHOLD.read()


def _solve(which: float, calcium: float) -> Mapping[str, ArrayLike]:
    constants = list(SETS.values())[int(which)]
    return {
        "relative": axon.threshold(calcium, parameters=constants) / _usual(constants),
        "fires": axon.fires_by_itself(calcium, parameters=constants),
    }


@cache
def _usual(constants: axon.Parameters) -> float:
    return axon.threshold(USUAL, parameters=constants)


THRESHOLD = Sweep("threshold", {"set": range(len(SETS)), "calcium": STOPS}, _solve)
