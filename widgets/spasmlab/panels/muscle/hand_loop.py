"""The kernel's half of a free hand: the cramp loop, 20 steps a second, while a page looks on.

A page sends ``{"do": ...}``: ``start``, ``pause``, ``step`` (half a second), ``again``, ``tense``,
``pull`` with a ``length`` in L0, ``alive``. It is sent ``{"kind": "samples", "said": ...}`` with
float32 rows of ``COLUMNS``, and ``{"kind": "stopped", "why": ...}`` or ``{"kind": "fresh"}``.
What a page sends that means nothing is left: no visitor can break another's panel, or their own.

It is a task of the kernel's own event loop: other messages are heard between two steps. It never
catches up: a slow machine lives slower. It stops when it is told to, when the page was not heard
from for some seconds (closed, or its computer asleep), and when nobody touched it for two minutes.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from spasmlab.panels.base import float32
from spasmlab.sweeps.free_hand import FRAME, FreeHand

STEP = 10  # frames of a step by hand: half a second
GONE = 8.0  # s without a word: the page says "alive" every two
IDLE = 120.0  # s without a touch
REST = 0.005  # s at least between two steps, for other messages

Send = Callable[[dict[str, Any], list[bytes] | None], None]


class HandLoop:
    """One free hand and the task that moves it.

    Parameters
    ----------
    send
        What takes a message and its bytes to the page.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._hand: FreeHand | None = None
        self._seed = 0
        self._task: asyncio.Task[None] | None = None
        self._heard = self._touched = 0.0  # s of the event loop's clock

    @property
    def running(self) -> bool:
        """Whether it moves by itself."""
        return self._task is not None

    def hear(self, message: Any) -> None:
        """Do what a page asks, if it asks for anything."""
        wanted = message.get("do") if isinstance(message, Mapping) else None
        acts: dict[str, Callable[[], None]] = {
            "start": self._start,
            "pause": lambda: self.stop("paused"),
            "step": lambda: self._frames(STEP),
            "again": self._again,
            "tense": lambda: self._now().tense(),
            "pull": lambda: self._pull(message.get("length")),
            "alive": lambda: None,
        }
        if not isinstance(wanted, str) or wanted not in acts:
            return
        self._heard = _clock()
        if wanted != "alive":
            self._touched = self._heard
        acts[wanted]()

    def stop(self, why: str = "") -> None:
        """Stop moving, and tell the page ``why`` unless it is gone."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        if why:
            self._send({"kind": "stopped", "why": why}, None)

    def _start(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    def _again(self) -> None:
        """Begin anew, by another course of chance."""
        self._hand = None
        self._send({"kind": "fresh"}, None)

    def _now(self) -> FreeHand:
        if self._hand is None:
            self._seed += 1
            self._hand = FreeHand(self._seed)
        return self._hand

    def _pull(self, length: Any) -> None:
        known = isinstance(length, int | float) and abs(length) < float("inf")
        if known:  # no NaN either
            self._now().pull(float(np.clip(length, 0.0, 2.0)))

    def _frames(self, count: int) -> None:
        hand = self._now()
        rows = np.concatenate([hand.advance() for _ in range(count)])
        self._send({"kind": "samples", "said": hand.said}, [float32(rows)])

    async def _run(self) -> None:
        due = _clock()
        try:
            while (why := self._over()) is None:
                self._frames(1)
                due = max(due + FRAME / 1000, _clock())
                await asyncio.sleep(max(due - _clock(), REST))
            self.stop(why)
        finally:  # a mistake ends the task: let the page start another
            if self._task is asyncio.current_task():
                self._task = None

    def _over(self) -> str | None:
        now = _clock()
        if now - self._heard > GONE:
            return "gone"
        return "idle" if now - self._touched > IDLE else None


def _clock() -> float:
    """Return the seconds of the event loop that runs; 0 where none does."""
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:
        return 0.0
