"""The cramp loop under a free hand: the same loop as ``stretch``, moved on while a visitor pulls.

Nothing is solved ahead here, for nobody knows what the hand will do. ``advance`` moves the loop by
50 ms and gives samples of 10 ms, fine enough for the twitches of a cramp at 16 a second. The muscle
follows the hand no faster than in the runs that were solved ahead: 0.75 L0 a second. It needs no
compiler, and takes about a fifth of one core.

``said`` names what goes on by the rule of ``stretch``: a cramp pulls at least a third as hard as
one left alone, over 1.2 s without effort; it has ended where a short muscle pulls less. A
hypothesis, as ``stretch`` says, with the same limits: no ankle's angle, no time to hold.
"""

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from spasmlab.models import cramp
from spasmlab.sweeps.stretch import (
    BEGINS,
    EFFORT,
    ENDS,
    GOING,
    LEFT,
    LENGTHS,
    MOMENTS,
    REST,
    WATCHED,
    stretch,
)

FRAME, SAMPLE = 50.0, 10.0  # ms
FARTHEST = float(LENGTHS[-1])  # L0
FASTEST = (FARTHEST - REST) / GOING  # L0/s
SHORT = REST + 0.02  # L0, ours: up to here the muscle counts as let go
LASTS = ENDS - BEGINS  # s, of an effort
COLUMNS = ("seconds", "length", "force", "firing_hz", "effort")  # s, L0, F0, 1/s, 0 or 1
SAYINGS = (
    *("rest", "tense", "after", "no_cramp"),
    *("cramp", "pulled", "held", "let_go", "ended"),
)


class FreeHand:
    """A muscle at rest, short; then whatever the hand and the efforts make of it.

    Parameters
    ----------
    seed
        Which of chance's courses the loop takes.
    """

    def __init__(self, seed: int = 1) -> None:
        self._state = cramp.start(REST, seed=seed)
        self._wanted = self._length = REST
        self._effort = 0  # samples that it still lasts
        self._active: deque[float] = deque(maxlen=_samples(WATCHED))  # F0, since the last effort
        self._short: deque[bool] = deque([True], maxlen=_samples(WATCHED))
        self._had = False  # a cramp since the last effort
        self._tensed = False
        alone, seconds = stretch().alone["force"], stretch().alone_s
        self._line = LEFT * float(alone[seconds > MOMENTS[0]].mean())  # F0

    def pull(self, length: float) -> None:
        """Let the hand ask for a length in L0; what is beyond its range stays at the end of it."""
        if not math.isfinite(length):
            raise ValueError(f"length must be finite, got {length!r}")
        self._wanted = min(max(length, REST), FARTHEST)

    def tense(self) -> None:
        """Begin an effort of 1.5 s, or begin it anew."""
        self._effort, self._tensed = _samples(LASTS), True

    def advance(self) -> NDArray[np.float64]:
        """Move on by 50 ms; return a row of ``COLUMNS`` for each sample of 10 ms."""
        return np.array([self._sample() for _ in range(round(FRAME / SAMPLE))])

    @property
    def said(self) -> str:
        """Which of ``SAYINGS`` is so now."""
        if self._effort or not self._tensed:
            return "tense" if self._effort else "rest"
        if len(self._active) < _samples(WATCHED):
            return "after"
        if not self._had:
            return "no_cramp"
        goes_on = np.mean(self._active) >= self._line
        if not self._short[-1]:
            return "pulled" if goes_on else "held"
        if not all(self._short):
            return "let_go"
        return "cramp" if goes_on else "ended"

    def _sample(self) -> tuple[float, float, float, float, float]:
        most, tensing = FASTEST * SAMPLE / 1000, self._effort > 0
        self._length += min(max(self._wanted - self._length, -most), most)
        frame = self._state.advance(SAMPLE, self._length, EFFORT if tensing else 0.0)
        self._watch(frame.force - frame.passive, tensing)
        return frame.ms / 1000, self._length, frame.force, frame.firing_hz, float(tensing)

    def _watch(self, active: float, tensing: bool) -> None:
        self._effort = max(0, self._effort - 1)
        self._short.append(self._length <= SHORT)
        if tensing:
            self._active.clear()
            self._had = False
            return
        self._active.append(active)
        whole = self._tensed and len(self._active) == self._active.maxlen
        self._had = self._had or (whole and float(np.mean(self._active)) >= self._line)


def _samples(seconds: float) -> int:
    return round(seconds * 1000 / SAMPLE)
