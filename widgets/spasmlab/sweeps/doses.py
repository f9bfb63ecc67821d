"""One dose's level over a line of hours, on stops from which any doses on it can be added up.

Level is in units of the top of one dose at the usual half-life, so that volume and share absorbed
fall out. Many doses are the sum of each one's own curve, moved by whole stops: superposition, as
``models.dose.concentration`` has it, and exact at the stops. A curve of 145 stops takes 0.1 ms, so
nothing is kept on disk.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.dose import Drug, absorption_for, concentration, peak_time

HOURS = np.arange(145) * 0.25  # h, a day and a half
HOURS.setflags(write=False)


def curves(half_lives: Sequence[float], peak_hours: float) -> NDArray[np.float64]:
    """Return the level after one dose at each of HOURS, a row a half-life; the first is the usual.

    Absorption is that which puts the usual curve's peak at its hour, in every row.
    """
    usual = np.log(2) / half_lives[0]
    absorption = absorption_for(peak_hours, float(usual))
    drugs = [Drug(1.0, absorption, float(np.log(2) / one)) for one in half_lives]
    top = concentration(peak_time(drugs[0]), [1.0], [0.0], drugs[0])
    return np.array([concentration(HOURS, [1.0], [0.0], drug) for drug in drugs]) / top
