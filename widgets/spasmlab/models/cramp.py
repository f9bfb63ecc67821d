"""A cramp as a loop that holds itself: motor units, muscle, sense organs and the way back.

A hypothesis (spinal origin, altered neuromuscular control), not settled. The loop is our own
composition of published parts; every field of ``Parameters`` says which it is.

Equations
    Motoneuron   body: leaky integrator, C dV/dt = leak + after-spike K + dendrite + input
                 dendrite: L-type calcium (gate 40 ms), K opened by calcium, leak, body, input
                 each step is backward Euler; tendon organs inhibit both by a conductance
    Motor unit   critically damped twitch, times S(x)/x ÷ S(0.4)/0.4 above x = rise/interval = 0.4
                 with S(x) = 1 - e^(-2x³)
    Muscle       force = activation·FL(L)·FV(L, v) + passive(L)
                 lag·v = imposed length - L - stretch·force, solved for v at each step
    Spindle      three fibres, whose ends creep at v: tension = spring + push + damping·v^0.3
    Tendon organ (1.7 s² + 2.58 s + 0.4) / (s² + 2.2 s + 0.4) of 60 ln(force/4 N + 1)
    Return       spindle pulses add input; tendon-organ pulses inhibit, times
                 (L - 0.80) / (1.05 - 0.80) held within 0 to 1, and times 1 / (1 + yielding·drive)

Units
    time ms, length L0 (the muscle's best length), force F0 (its greatest), rates 1/s, membrane mV,
    mS/cm², µF/cm². ``drive`` (the brain's) and ``stimulus`` (an electrical train's) in µA/cm² at
    the most excitable unit: the model's own units, on no scale of the body.

Shapes
    ``drive``, ``length`` and ``stimulus`` are one row of samples, or one number for all. Drive and
    stimulus hold through a sample; length goes evenly to the next one. A ``Trace`` has one value
    for each sample, at its end; ``spikes`` one array for each unit, most excitable first.
    ``run`` is compiled; ``start`` gives the same loop, spike for spike, in plain Python for a live
    kernel: 50 ms at a time, in about a tenth of that on one core.

Errors
    ValueError, naming the argument and showing its value: a length outside 0.5 to 1.5 L0, a drive
    or stimulus below 0, anything not finite, samples that do not match or are none, a sample or
    ``dt_ms`` that is no whole number of steps, a train's times or rate that are not positive.

Limits
    Decisive and ours, not measured: tendon organs inhibit nothing at 0.80 L0 and all from 1.05 on.
    Without that, length makes no difference. It stands for Khan & Burne 2007 (inhibition is
    ineffective where cramps start: shortened, near-maximal) and for their second paper (inhibition
    by tendon stimulation grows as the calf is stretched). Stretch works here only through these
    organs: with ``tendon_gain`` 0 it makes the cramp worse.
    ``yielding`` is a hypothesis of ours too. At 0, an inhibition strong enough to end a cramp
    leaves a voluntary effort at 1.0 L0 only a tenth of F0; at 1 the effort grows with drive to
    0.98 F0 and no cramp follows it. A stretch against a cramp meets no drive, so nothing changes
    there; a weaker cramp now follows an effort at up to 0.85 L0, not 0.82.
    For it: Khan & Burne's near-maximal contraction; force feedback that turns from inhibiting to
    helping in walking (Grey 2007; in cats Donelan & Pearson 2004); Fournier, Katz &
    Pierrot-Deseilligny 1983 (unverified: not read). Against it: tendon stimulation does inhibit
    voluntary effort, and as much as a cramp of the same EMG (Khan & Burne 2007). Weakening the
    inhibition by the pool's own firing, steeply, would do as well; nothing here decides.
    Against the whole: stretching beforehand did not change the threshold frequency in people
    (PMC5687236); in the cat, joint angle itself sets the dendrite's current (Hyngstrom 2007,
    unverified: not read). Nothing here tires, hurts, or starts in the nerve's far end.
    Do not teach how long to hold a stretch: 0.1, 0.4, 0.9 and 2.4 s leave 0, 10, 8 and 5 Hz, in no
    order. Some units keep 3 to 6 Hz after a stretch, as after an effort at 1.1 L0 or, from
    ``calcium`` 0.26 on, at 1.0. Full drive fires units at about 50 Hz, people's reach 35 at most
    in Fuglevand's pool. The threshold frequency was fitted through one number of ours, the size of
    a pulse's input; its slope with ``calcium`` was not.

Sources
    Booth, Rinzel & Kiehn 1997, J Neurophysiol 78:3371 (a public transcription): the dendrite.
    Fuglevand, Winter & Patla 1993, J Neurophysiol 70:2470, as in
    github.com/anagamori/Motor-Unit-Model-Fuglevand: twitches and their gain.
    github.com/anagamori/python-code, FCR_SingleTrial.pyx, read: force by length and velocity,
    passive force (Song et al.), spindle (Mileusnic et al. 2006), tendon organ (Lin & Crago; its
    10 kHz filter is the one above). Those papers: unverified, not read.
    Khan & Burne 2007, doi:10.1152/jn.00371.2007, and theirs on "Afferents contributing to
    autogenic inhibition of gastrocnemius"; Grey et al. 2007, doi:10.1113/jphysiol.2007.130088;
    Donelan & Pearson 2004, doi:10.1152/jn.00325.2004; PMC5687236: abstracts read.
    Miller & Knight 2009, PMID 19208394: threshold frequencies of 14.9 ± 1.3 Hz with a history of
    cramps and 25.5 ± 1.6 Hz without, here ``calcium`` 0.249 and 0.241.
"""

from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab.models import cramp_parts as parts
from spasmlab.models.cramp_parts import HUM_EVERY, USUAL, Constants, Parameters
from spasmlab.models.cramp_pool import Pool, Rows, advance, settled, unit_pool

__all__ = [
    "Frame",
    "Parameters",
    "State",
    "Trace",
    "afferent_train",
    "run",
    "start",
    "threshold_frequency",
]

Array = NDArray[np.float64]
SHORTEST, LONGEST = 0.5, 1.5  # L0: beyond, the published curves describe no muscle
PULSE = 20.0  # µA/cm² that one electrical pulse adds, ours: set by the threshold frequencies
PULSE_MS = 15.0  # ms, ours: how long that lasts
CRAMPING = 4.0  # spikes/s, ours: a pool that fires more by itself has a cramp
HIGHEST_HZ = 32  # of the trains that are tried

SHOWN = [
    parts.FORCE,
    parts.PASSIVE,
    parts.LENGTH,
    parts.SPINDLE,
    parts.TENDON,
    parts.DENDRITE,
    parts.RATE,
]  # in the order of the fields below


@dataclass(frozen=True, eq=False)
class Trace:
    """The loop through time, at the end of each sample."""

    ms: Array
    force: Array  # F0, the passive pull included
    passive: Array  # F0
    length: Array  # L0, of the fibres: what the tendon leaves of the imposed length
    spindle_hz: Array  # pulses/s of the primary ending (Ia)
    tendon_hz: Array  # pulses/s of the tendon organs (Ib)
    dendrite_mv: Array  # mean of the units
    firing_hz: Array  # spikes/s of a unit, mean of the units, smoothed over 0.1 s
    spikes: tuple[Array, ...]  # ms, one array for each unit


@dataclass(frozen=True, eq=False)
class Frame:
    """The loop at the end of one stretch of time, and the spikes within that stretch."""

    ms: float
    force: float  # F0, the passive pull included
    passive: float  # F0
    length: float  # L0, of the fibres
    spindle_hz: float
    tendon_hz: float
    dendrite_mv: float
    firing_hz: float
    spikes: tuple[Array, ...]  # ms since the start, one array for each unit


def run(
    drive: ArrayLike,
    length: ArrayLike,
    sample_ms: float = 10.0,
    seed: int = 1,
    parameters: Parameters = USUAL,
    stimulus: ArrayLike = 0.0,
) -> Trace:
    """Return the loop's course through the samples of drive, imposed length and stimulus."""
    from spasmlab.models.loops import cramp as loops

    steps = _steps("sample_ms", sample_ms, parameters)
    inputs = _inputs(length, drive, stimulus)
    rows = settled(parameters, float(inputs[0, 0]))
    draws = _draws(len(inputs) * steps, parameters)
    trace: Array = np.empty((len(inputs), len(rows.muscle)))
    fired = np.empty((_most_spikes(len(inputs) * steps, parameters), 2), dtype=np.int64)
    count = loops.run(
        Constants(*astuple(parameters)),
        Pool(*map(np.array, unit_pool(parameters))),
        Rows(*map(np.array, rows)),
        np.random.default_rng(seed).standard_normal((draws, parameters.units)),
        inputs,
        steps,
        trace,
        fired,
    )
    ms = np.arange(1, len(inputs) + 1) * float(sample_ms)
    seen: list[Any] = [ms, *trace.T[SHOWN], _by_unit(fired[:count], parameters)]
    return Trace(*seen)


class State:
    """The loop as it stands, moved on by its owner: no compiler, for a live kernel."""

    def __init__(self, length: float, parameters: Parameters, seed: int) -> None:
        self._parameters = parameters
        self._constants = Constants(*astuple(parameters))
        self._length = float(_inputs(length, 0.0, 0.0)[0, 0])
        self._pool, self._rows = unit_pool(parameters), settled(parameters, self._length)
        self._normals = np.random.default_rng(seed)
        self._done = 0  # steps

    def advance(
        self, dt_ms: float, length: float, drive: float = 0.0, stimulus: float = 0.0
    ) -> Frame:
        """Move on by ``dt_ms`` while the imposed length goes evenly to ``length``."""
        p, begin = self._parameters, self._done
        steps = _steps("dt_ms", dt_ms, p)
        length, drive, stimulus = _inputs(length, drive, stimulus)[0].tolist()
        drawn = _draws(begin, p)
        hum = self._normals.standard_normal((_draws(begin + steps, p) - drawn, p.units)).tolist()
        fired = [[0, 0] for _ in range(_most_spikes(steps, p))]
        imposed = (self._length, length)
        count = advance(
            self._constants, self._pool, self._rows, hum, drawn, begin, steps, imposed, drive,
            stimulus, fired, 0,
        )  # fmt: skip
        self._done, self._length = begin + steps, length
        seen: list[Any] = [self._rows.muscle[place] for place in SHOWN]
        spikes = _by_unit(np.array(fired[:count], dtype=np.int64).reshape(-1, 2), p)
        return Frame(*[self._done * p.step, *seen, spikes])


def start(length: float, parameters: Parameters = USUAL, seed: int = 1) -> State:
    """Return the loop at rest at an imposed length in L0, ready to be moved on."""
    return State(length, parameters, seed)


def afferent_train(
    rate_hz: float,
    lasting_ms: float = 4000.0,
    start_ms: float = 500.0,
    total_ms: float = 8000.0,
    sample_ms: float = 1.0,
) -> Array:
    """Return the stimulus, in µA/cm², of pulses on the muscle's afferents, sample by sample."""
    named = {"rate_hz": rate_hz, "lasting_ms": lasting_ms, "start_ms": start_ms}
    for name, value in (named | {"total_ms": total_ms, "sample_ms": sample_ms}).items():
        if not (np.isfinite(value) and value > 0):
            raise ValueError(f"{name} must be a positive, finite number, got {value!r}")
    ms = np.arange(0.0, total_ms, sample_ms)
    train = np.zeros(len(ms))
    for pulse in np.arange(start_ms, start_ms + lasting_ms, 1000 / rate_hz):
        after = ms >= pulse
        train[after] += PULSE * np.exp(-(ms[after] - pulse) / PULSE_MS)
    return train


def threshold_frequency(
    parameters: Parameters = USUAL, length: float = 0.75, seed: int = 1
) -> float:
    """Return the slowest train, in Hz, that leaves a cramp behind; NaN if none up to 32 does.

    Trains of 4 s go up from 4 Hz in steps of 2, each on a rested pool, as people are tested.
    """
    for rate_hz in range(4, HIGHEST_HZ + 1, 2):
        course = run(0.0, length, 1.0, seed, parameters, afferent_train(rate_hz))
        if course.firing_hz[-2000:].mean() > CRAMPING:
            return float(rate_hz)
    return float("nan")


def _inputs(length: ArrayLike, drive: ArrayLike, stimulus: ArrayLike) -> Array:
    """Return length, drive and stimulus side by side, one row for each sample."""
    named = {"length": length, "drive": drive, "stimulus": stimulus}
    arrays = {name: np.atleast_1d(np.asarray(value, float)) for name, value in named.items()}
    samples = max(len(array) for array in arrays.values())
    for name, array in arrays.items():
        if array.ndim != 1 or len(array) not in (1, samples) or not samples:
            raise ValueError(f"{name} must be one number or {samples} samples, got {named[name]!r}")
        low, high = (SHORTEST, LONGEST) if name == "length" else (0.0, np.inf)
        if not np.all(np.isfinite(array) & (array >= low) & (array <= high)):
            bound = f"from {low} to {high} L0" if name == "length" else "finite and 0 or more"
            raise ValueError(f"{name} must be {bound}, got {named[name]!r}")
    return np.stack([np.broadcast_to(array, samples) for array in arrays.values()], axis=1)


def _steps(name: str, ms: float, parameters: Parameters) -> int:
    steps = ms / parameters.step
    if not (np.isfinite(steps) and round(steps) >= 1 and abs(steps - round(steps)) < 1e-6):
        raise ValueError(f"{name} must be a whole number of {parameters.step} ms, got {ms!r}")
    return round(steps)


def _draws(steps: int, parameters: Parameters) -> int:
    """Return how often the noise is drawn within the first steps."""
    return -(-steps // round(HUM_EVERY / parameters.step))


def _most_spikes(steps: int, parameters: Parameters) -> int:
    return int(parameters.units) * (steps // int(parameters.refractory / parameters.step + 1) + 1)


def _by_unit(fired: NDArray[np.int64], parameters: Parameters) -> tuple[Array, ...]:
    ms = fired[:, 0] * parameters.step
    return tuple(ms[fired[:, 1] == unit] for unit in range(parameters.units))
