"""How much transmitter a nerve impulse releases at the muscle: calcium to the fourth power.

Equations
    release = (x / (1 + x + y))^p,   x = Ca / K_Ca,   y = Mg / K_Mg
    Calcium and magnesium compete for a site; p sites with calcium together release a packet.
    Slope in a double logarithmic plot   d ln release / d ln Ca = p (1 + y) / (1 + x + y)

Units
    mmol/L of the ionised levels outside. ``release`` is a share of the most the ending could
    release (1), ``relative_release`` of what it releases at the usual levels; the slope has none.

Shapes
    Both levels broadcast as NumPy arrays do; plain numbers give a float.

Errors
    ValueError, naming the argument and showing its value, for a level that is negative or not
    finite and for a constant that is not positive and finite.

Limits
    What an impulse releases, not what the muscle does: an ending releases more than the muscle
    needs, so that half as much need not be felt. Nothing of what comes before (whether the nerve
    fires: see axon) or after, and nothing of one impulse's effect on the next.
    Frog muscle. The power and magnesium's way of acting are the paper's; the two half levels are
    unverified, so ratios between magnesium levels show a direction and a size, not a measurement.
    The slope comes to 4 where calcium is low, where the paper measured 3.78 ± 0.2.
    Very low calcium with much magnesium (2 to 10 mmol/L) released markedly more than the fourth
    power says (Andreu & Barrett): there the model is too low.

Sources
    Dodge & Rahamimoff 1967, J Physiol 193:419-432, doi:10.1113/jphysiol.1967.sp008367, abstract:
    the power of four, the slope, magnesium that lowers it all and leaves the slope. The equation
    follows from its hypothesis; its printed constants are unverified, the text was not read.
    Andreu & Barrett 1980, J Physiol 308:79-97, doi:10.1113/jphysiol.1980.sp013463, abstract.
"""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Float = float | NDArray[np.float64]  # a number, or an array of them


@dataclass(frozen=True)
class Parameters:
    """A frog's motor nerve ending."""

    calcium_half: float = 1.1  # mmol/L, unverified: calcium that takes half the sites, alone
    magnesium_half: float = 3.0  # mmol/L, unverified: the same of magnesium
    power: float = 4.0  # Dodge & Rahamimoff 1967
    calcium_reference: float = 1.2  # mmol/L ionised, as in axon: our choice of the usual level
    magnesium_reference: float = 0.55  # mmol/L ionised, likewise

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not (np.isfinite(value) and value > 0):
                raise ValueError(f"{name} must be a positive, finite number, got {value!r}")


FROG = Parameters()


def release(calcium: Float, magnesium: Float, parameters: Parameters = FROG) -> Float:
    """Return what an impulse releases, as a share of the most the ending could release.

    >>> round(release(1.2, 0.55), 3)
    0.053
    """
    x, y = _occupied(calcium, magnesium, parameters)
    return _plain((x / (1 + x + y)) ** parameters.power)


def relative_release(calcium: Float, magnesium: Float, parameters: Parameters = FROG) -> Float:
    """Return what an impulse releases, as a multiple of what it releases at the usual levels.

    >>> round(relative_release(1.2, 2.0), 2)
    0.46
    """
    p = parameters
    usual = release(p.calcium_reference, p.magnesium_reference, p)
    return _plain(release(calcium, magnesium, p) / usual)


def log_slope(calcium: Float, magnesium: Float, parameters: Parameters = FROG) -> Float:
    """Return by how many percent release grows for one percent more calcium."""
    x, y = _occupied(calcium, magnesium, parameters)
    return _plain(parameters.power * (1 + y) / (1 + x + y))


def _occupied(
    calcium: Float, magnesium: Float, parameters: Parameters
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = _level("calcium", calcium) / parameters.calcium_half
    return x, _level("magnesium", magnesium) / parameters.magnesium_half


def _level(name: str, value: Float) -> NDArray[np.float64]:
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array) & (array >= 0)):
        raise ValueError(f"{name} must be a finite level in mmol/L, 0 or more, got {value!r}")
    return array


def _plain(value: Float) -> Float:
    array = np.asarray(value, dtype=float)
    return float(array) if array.ndim == 0 else array
