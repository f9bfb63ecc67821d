"""Hours of sweating and drinking, at every stop of the sweat lab: weight, water and blood sodium.

A body's water is a share of its mass that differs from person to person, and sweat is saltier in
some than in others: what is given is a line and the range around it, never the line alone. Sodium
rises or falls steadily with either, so its lowest and highest stand at their ends.

Closed form, microseconds in all: nothing is stored on disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.sweat import Balance, Parameters, run

Floats = NDArray[np.float64]
HOURS = np.arange(13) / 2  # h
HOURS.setflags(write=False)
SHARES = (0.50, 0.63)  # L of water for each kg: the runners of the model's docstring


@dataclass(frozen=True, eq=False)
class Course:
    """What has become of the body, one number for each of ``HOURS``."""

    sweat_l: Floats  # L lost
    drunk_l: Floats  # L
    mass_percent: Floats  # % of the body's mass at the start, gained (below 0: lost)
    water_l: Floats  # L in the body
    sodium: Floats  # mmol/L of blood
    low: Floats  # mmol/L, the lowest of the range
    high: Floats


def course(
    sweat_l_per_hour: float,
    sweat_sodium: Sequence[float],
    drink_l_per_hour: float,
    drink_sodium: float,
    body_kg: float,
) -> Course:
    """Return the course of one way of sweating and drinking.

    ``sweat_sodium`` is its lowest, its mean and its highest, in mmol/L.
    """
    usual = Parameters()
    least, mean, most = sweat_sodium

    def balance(salt: float, share: float) -> Balance:
        drink, body = (drink_l_per_hour, drink_sodium), replace(usual, water_share=share)
        return run(HOURS, *drink, sweat_l_per_hour, salt, body_kg, body)

    middle = balance(mean, usual.water_share)
    salts, shares = (least, most), SHARES
    corners = np.array([balance(salt, one).plasma_sodium for salt in salts for one in shares])
    return Course(
        sweat_l=sweat_l_per_hour * HOURS,
        drunk_l=drink_l_per_hour * HOURS,
        mass_percent=np.asarray(middle.mass_percent),
        water_l=np.asarray(usual.water_share * body_kg + middle.water_l),
        sodium=np.asarray(middle.plasma_sodium),
        low=corners.min(axis=0),
        high=corners.max(axis=0),
    )
