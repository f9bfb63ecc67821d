"""What an electrode on the skin picks up: each spike of a motor unit leaves its potential there.

Equations
    Potential       φ(t) = A √(2e) (t/λ) e^(-(t/λ)²), down to -A at -λ/√2 and up to A at λ/√2: the
                    Hermite-Rodriguez function of order 1, scaled so that A is its peak
    Its spectrum    |Φ(f)| = A √(2e) π^(3/2) λ² f e^-(πfλ)², with its peak at 1/(√2 π λ); half of
                    its power lies below 0.2448/λ
    Units           A_i = A_1 (A_n/A_1)^((i-1)/(n-1)), and λ_i likewise, in order of recruitment
    Surface EMG     Σ φ_i(t - spike - 3 λ_i), over the spikes of every unit

Units
    mV, ms; frequencies in Hz.

Shapes
    ``potential`` broadcasts as NumPy arrays do. ``surface`` gives a row, from 0 to before
    ``until_ms``; ``root_mean_square`` a row as long as the one it is given.

Errors
    ValueError, naming the argument and showing its value, for spans, amplitudes and durations
    that are not positive and finite, for an ``every_ms`` above the shortest duration, where the
    sampling would fold the spectrum onto itself, for trains that are no rising times from 0 on,
    and for millivolts that are not a row of finite numbers.

Limits
    No volume conductor and no depth: no muscle, fat or skin between unit and electrode, no place
    of a unit in the muscle, no pair of electrodes, no potential travelling along a fibre. Every
    unit has one shape (with two phases; the sources give half of them the order 2, with three)
    that never changes, so there is no fatigue in the spectrum. No noise, no movement, no mains.
    How A and λ run from unit to unit is ours, between the sources' first and last.
    Beside real recordings: with the whole pool of ``spasmlab.models.pool`` at full excitation the
    root mean square is 0.034 mV and the median frequency 166 Hz. Two public recordings at 1 kHz,
    filtered from 20 to 450 Hz, had 0.037 mV (the other has no scale) and medians of 164 and
    116 Hz within their bursts. That is the right size, and no fit: of the published λ the set
    nearest to recordings was taken, and on skin the size differs tenfold with person and place.

Sources
    Lo Conte, Merletti & Sandri 1994, IEEE Trans Biomed Eng 41, doi:10.1109/10.335863, for the
    functions: not read. Cisi & Kohn 2008, J Comput Neurosci, doi:10.1007/s10827-008-0092-8, for
    their use: read as its own program, github.com/rnwatanabe/remoto (MotorUnit.java), which
    scales to the peak and waits 3 λ. The amplitudes are those of its Python version,
    github.com/rnwatanabe/projectPR (confMotorUnitPoolEMG.rmto, soleus: 0.003 to 0.3 mV), seen from
    the middle of its muscle by its own attenuation, e^(-10.7 mm / 5 mm). The durations are those
    of github.com/molinaris/neuromuscular_notebook (nerlab/emg.py, version 1fadc8a: 1.8 to 1.4 ms;
    later 3 to 1; projectPR: 0.8 to 0.5, widened twofold by depth).
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.pool import checked

Array = NDArray[np.float64]

DELAY = 3.0  # durations from a spike to the middle of its potential
REACH = 5.0  # durations from that middle to where the potential is 1e-10 of its peak


def _positive(name: str, value: float | Array, unit: str) -> None:
    if not np.all(np.isfinite(value) & (np.asarray(value) > 0)):
        raise ValueError(f"{name} must be a positive, finite number of {unit}, got {value!r}")


@dataclass(frozen=True)
class Parameters:
    """The potentials of a pool's first and last unit, as the skin sees them."""

    first_mv: float = 0.00035  # a peak; for this and the others see Sources
    last_mv: float = 0.035
    first_ms: float = 1.8  # the λ
    last_ms: float = 1.4

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            _positive(name, value, "mV" if name.endswith("_mv") else "ms")


SKIN = Parameters()


def potential(ms: float | Array, amplitude_mv: float | Array, duration_ms: float | Array) -> Array:
    """Return a motor unit's potential in mV, given the time from its middle."""
    _positive("amplitude_mv", amplitude_mv, "mV")
    _positive("duration_ms", duration_ms, "ms")
    x = np.asarray(ms, dtype=float) / duration_ms
    return np.asarray(amplitude_mv * math.sqrt(2 * math.e) * x * np.exp(-(x**2)))


def amplitudes(units: int, parameters: Parameters = SKIN) -> Array:
    """Return the peak of each unit's potential, in mV."""
    return np.geomspace(parameters.first_mv, parameters.last_mv, units)


def durations(units: int, parameters: Parameters = SKIN) -> Array:
    """Return the λ of each unit's potential, in ms."""
    return np.geomspace(parameters.first_ms, parameters.last_ms, units)


def surface(
    trains: Sequence[Array],
    until_ms: float,
    every_ms: float = 0.5,
    parameters: Parameters = SKIN,
) -> Array:
    """Return the EMG in mV every so often, given each unit's spikes in ms."""
    _positive("until_ms", until_ms, "ms")
    _positive("every_ms", every_ms, "ms")
    shortest = min(parameters.first_ms, parameters.last_ms)
    if every_ms > shortest:
        raise ValueError(f"every_ms must be at most {shortest} ms, got {every_ms!r}")
    found = np.zeros(np.arange(0, until_ms, every_ms).size)
    scales = zip(
        trains,
        amplitudes(len(trains), parameters),
        durations(len(trains), parameters),
        strict=True,
    )
    for train, amplitude_mv, duration_ms in scales:
        middles = checked(train) + DELAY * duration_ms
        reach = math.ceil(REACH * duration_ms / every_ms)
        samples = np.rint(middles / every_ms).astype(int)[:, np.newaxis] + np.arange(
            -reach, reach + 1
        )
        millivolts = potential(
            samples * every_ms - middles[:, np.newaxis], amplitude_mv, duration_ms
        )
        within = (samples >= 0) & (samples < found.size)
        found += np.bincount(samples[within], millivolts[within], found.size)
    return found


def root_mean_square(millivolts: Array, every_ms: float, window_ms: float = 100.0) -> Array:
    """Return the signal's size in mV around each sample: model or recording, less its mean."""
    signal = _row(millivolts)
    _positive("every_ms", every_ms, "ms")
    _positive("window_ms", window_ms, "ms")
    half = int(window_ms / every_ms / 2)
    sums = np.append(0.0, np.cumsum((signal - signal.mean()) ** 2))
    sample = np.arange(signal.size)
    low, high = np.maximum(sample - half, 0), np.minimum(sample + half + 1, signal.size)
    return np.asarray(np.sqrt(np.maximum(sums[high] - sums[low], 0) / (high - low)))


def median_frequency(millivolts: Array, every_ms: float) -> float:
    """Return the frequency in Hz that halves the signal's power: model or recording."""
    signal = _row(millivolts)
    _positive("every_ms", every_ms, "ms")
    power = np.cumsum(np.abs(np.fft.rfft(signal - signal.mean())) ** 2)
    if not power[-1] > 0:
        raise ValueError(f"millivolts must change to have a frequency, got {millivolts!r}")
    hertz = np.fft.rfftfreq(signal.size, every_ms / 1000)
    return float(np.interp(power[-1] / 2, power, hertz))


def _row(millivolts: Array) -> Array:
    signal = np.asarray(millivolts, dtype=float)
    if signal.ndim != 1 or signal.size == 0 or not np.all(np.isfinite(signal)):
        raise ValueError(f"millivolts must be a row of finite numbers, got {millivolts!r}")
    return signal
