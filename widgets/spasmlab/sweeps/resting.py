"""A muscle fibre's resting voltage over every stop of the potassium slider.

Closed form, microseconds in all: nothing is stored on disk.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.membrane import Parameters, nernst, pump_potential, resting_potential

STOPS = np.round(np.arange(20, 81) / 10, 1)  # mmol/L of potassium outside, 2.0 to 8.0
STOPS.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Resting:
    """Three answers, in mV, one a stop."""

    rest_mv: NDArray[np.float64]  # Goldman: potassium and sodium leak
    potassium_only_mv: NDArray[np.float64]  # Nernst: potassium alone
    pump_mv: NDArray[np.float64]  # Mullins-Noda: both leak, and the pump's own current


def resting() -> Resting:
    """Return the voltages, in mV, at each of ``STOPS``."""
    fibre = Parameters()
    potassium, sodium = fibre.potassium(STOPS), fibre.sodium()
    return Resting(
        rest_mv=np.asarray(resting_potential([potassium, sodium], fibre.celsius)),
        potassium_only_mv=np.asarray(nernst(potassium, fibre.celsius)),
        pump_mv=np.asarray(pump_potential(potassium, sodium, fibre.pump_ratio, fibre.celsius)),
    )
