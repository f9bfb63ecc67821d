"""Panel: one command from the spinal cord down a nerve to a muscle, in a normal pull and a cramp.

What fires, how strong the signal is and how hard the muscle pulls are the model's; so is when. Only
the trip along the nerve is a drawing: the model has no nerve, and the drawing takes ``TRAVEL`` for
it, so that it can be seen. Each moment's state and sentence are decided here and looked up there.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.guess import replies
from spasmlab.panels.muscle.signal_drawing import BEADS, leg
from spasmlab.sweeps.signal import BEGINS, ENDS, KINDS, TICK, UNTIL, Course, seconds, signal

MODEL = "cramp.run"
SLOW = 0.01  # s: where stops are so near each other, a visitor is told that it is slow motion
STOPS = np.round(
    [
        *np.arange(0, 1, 0.25),
        *(1.0, *np.arange(1.1, 1.205, SLOW)),  # the command sets off
        *np.arange(1.3, 2.45, 0.1),
        *(*np.arange(2.5, 2.565, SLOW), 2.6, 2.65),  # it ends
        *np.arange(2.7, 3.05, 0.1),
        *np.arange(3.25, 6.05, 0.25),
    ],
    2,
)  # s
PRESETS = {"at_rest": 0.5, "you_pull": 2.0, "you_let_go": 4.0}  # s, to press
TRAVEL = 40.0  # ms from cord to muscle, ours: in the drawing only
WITHIN = 25.0  # ms, ours: a place stays lit so long after a spike
SEEN = 0.04  # F0, ours: less pull than this is not shown as one
PARTS = {"brain": "b", "cord": "c", "muscle": "m", "pull": "p"}  # letters of what is lit
STARTS = "mechanism:origin_review mechanism:origin_near_muscle"  # where, is not settled
HOLDS_FROM = 3.0  # s: a cramp that fires on is then said to hold


class Signal(Panel):
    """One moment of a pull: where the signal is, and the course of signal and pull.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none; it is answered in a
        cramp once the command is over.
    kind
        "normal" or "cramp".
    moment
        Where the slider starts, in s; also what it reads after a visitor moved it.
    """

    kind = t.Enum(list(KINDS), "normal").tag(sync=True)
    moment = t.Float(0.0).tag(sync=True)
    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    asked = t.Float(ENDS).tag(sync=True)  # s: the guess is answered after it
    kinds = t.List(list(KINDS)).tag(sync=True)
    stops: t.List[float] = t.List().tag(sync=True)  # s
    slow: t.List[bool] = t.List().tag(sync=True)  # a stop each: is it slow motion?
    states = t.Dict().tag(sync=True)  # a kind: a stop each of say, beads, on, pull
    command = t.Tuple((BEGINS, ENDS)).tag(sync=True)  # s
    seconds = t.Bytes().tag(sync=True)  # float32, of the three that follow; a kind after the other
    size = t.Bytes().tag(sync=True)  # float32, of the greatest signal
    pull = t.Bytes().tag(sync=True)  # float32, F0
    firing = t.Bytes().tag(sync=True)  # float32, 1/s
    low = t.Bytes().tag(sync=True)  # float32, of the greatest signal, evenly over the time
    high = t.Bytes().tag(sync=True)

    def __init__(
        self, language: str = "en", *, key: str = "signal", after: str = "", **traits: Any
    ) -> None:
        courses = signal()

        def sent(name: str) -> bytes:
            return float32([getattr(course, name) for course in courses.values()])

        super().__init__(
            language,
            key,
            after=after,
            replies=replies(after, language),
            stops=STOPS.tolist(),
            slow=[_slow(at) for at in range(len(STOPS))],
            states={kind: states(kind, course) for kind, course in courses.items()},
            seconds=float32(seconds()),
            size=sent("size"),
            pull=sent("pull"),
            firing=sent("firing_hz"),
            low=sent("low"),
            high=sent("high"),
            **traits,
        )

    @t.validate("moment")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else 0.0, STOPS[0], STOPS[-1]))

    def markup(self) -> h.Element:
        say, at = self.words, _stop(self.moment)
        return markup.frame(
            "signal",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                self._controls(at),
                h.div(".signal-now")[
                    markup.reading(self._sentence(at), MODEL),
                    markup.verdict(),
                ],
                self._picture(at),
                markup.chart(self.key, say, caption=say["chart"]),
            ],
            h.div(".panel-say")[
                h.p(".signal-means", data_row="mechanism:def_cramp")[markup.rich(say["means"])],
                h.p(".signal-known.signal-weaker", data_model=MODEL)[markup.rich(say["weaker"])],
                h.p(".signal-known", data_row=STARTS)[markup.rich(say["not_settled"])],
                h.p(".signal-known", data_row="mechanism:def_cramp")[say["no_end"]],
                markup.tools(self._heard(), self._table()),
            ],
        )

    def _controls(self, at: int) -> h.Element:
        say = self.words
        steps = {**say["tools"], "less": say["step_back"], "more": say["step_on"]}
        presets = {say[name]: _stop(value) for name, value in PRESETS.items()}
        kinds = [(kind, say[kind]) for kind in KINDS]
        return h.div(".panel-controls")[
            markup.radios("kind", say["kind"], kinds, self.kind, f"p-{self.key}-kind"),
            markup.slider(
                self.key, "moment", {**say, "tools": steps}, STOPS.tolist(), at, presets, digits=2
            ),
            h.button(".button.signal-play", markup.ASLEEP, type="button")[say["play"]],
        ]

    def _picture(self, at: int) -> h.Element:
        say, state = self.words, self._state(at)
        slow = {"data-slow": "" if self.slow[at] else None}
        return h.figure(".signal-figure", slow)[
            h.figcaption[
                h.b[say["where"]], " ", h.span(".signal-slow", aria_hidden="true")[say["slow"]]
            ],
            leg(self.kind, state["beads"], state["on"], state["pull"] / 100, say),
            h.p(".signal-note")[say["drawing"]],
        ]

    def _state(self, at: int) -> dict[str, Any]:
        return {name: row[at] for name, row in self.states[self.kind].items()}

    def _sentence(self, at: int) -> Any:
        state = self._state(at)
        return markup.rich(self.words[state["say"]], pull=state["pull"])

    def _heard(self) -> dict[str, Any]:
        return {"tools": {**self.words["tools"], "hear": self.words["hear"]}}

    def _table(self) -> h.Element:
        say, courses = self.words, signal()
        every = [int(np.searchsorted(seconds(), half - 1e-9)) for half in np.arange(0.5, 6.1, 0.5)]
        rows = [
            (
                f"{seconds()[at]:.1f}",
                *(
                    markup.number(100 * getattr(course, name)[at])
                    for course in courses.values()
                    for name in ("size", "pull")
                ),
            )
            for at in every
        ]
        heads = [say[f"head_{kind}_{name}"] for kind in KINDS for name in ("size", "pull")]
        return markup.table(say["chart"], [say["head_time"], *heads], rows, MODEL)


def states(kind: str, course: Course) -> dict[str, list[Any]]:
    """Return what is lit and said at each stop.

    ``beads`` has a letter for each bead of the nerve: 0 dark, 1 lit, 2 lit and bright. ``on`` has
    the letters of the PARTS that are lit. ``pull`` is of 100.
    """
    found = [_at(kind, course, at) for at in range(len(STOPS))]
    return {name: [one[name] for one in found] for name in found[0]}


def _at(kind: str, course: Course, at: int) -> dict[str, Any]:
    moment = float(STOPS[at])
    lit = [fired(course, moment - TRAVEL * bead / (BEADS - 1) / 1000) for bead in range(BEADS)]
    step = int(moment / (UNTIL / len(course.pull)) + 1e-6) - 1
    pull = float(course.pull[step]) if step >= 0 else 0.0
    on = {
        "brain": BEGINS <= moment < ENDS,
        "cord": lit[0],
        "muscle": lit[-1],
        "pull": pull >= SEEN,
    }
    return {
        "say": _said(kind, moment, on, lit),
        "beads": "".join(str(one + (one and (bead - at) % 3 == 0)) for bead, one in enumerate(lit)),
        "on": "".join(letter for part, letter in PARTS.items() if on[part]),
        "pull": round(100 * pull),
    }


def fired(course: Course, moment: float) -> bool:
    """Return whether the cord fired within the last while before a moment in s."""
    last = round(moment * 1000 / TICK)
    return bool(course.spikes[max(0, last - round(WITHIN / TICK)) : max(0, last)].any())


def _said(kind: str, moment: float, on: dict[str, bool], lit: list[bool]) -> str:
    """Return the name of a moment's sentence: what happens, in the order that it happens."""
    if moment < BEGINS:
        return f"rest_{kind}"
    if moment < ENDS:
        if on["pull"]:
            return "pulling"
        return "muscle" if on["muscle"] else "nerve" if lit[2] else "cord" if lit[0] else "command"
    if kind == "cramp" and moment >= HOLDS_FROM:
        return "end" if moment == STOPS[-1] else "holds"
    if kind == "cramp" and moment > ENDS + TRAVEL / 1000 and on["cord"]:
        return "fires_on"
    if any(lit):
        return "last"
    return "letting_go" if on["pull"] else "soft"


def _slow(at: int) -> bool:
    """Return whether the step to a stop, or on from it, is one of slow motion."""
    gaps = np.diff(STOPS)[max(0, at - 1) : at + 1]
    return bool((gaps < SLOW * 1.5).any())


def _stop(moment: float) -> int:
    return int(np.abs(STOPS - moment).argmin())
