"""Panel: a cramp of the calf, and what pulling the toes up does to it, by how far and when.

Two forms. Solved ahead: every run came with the page, which looks it up and plays it. A free hand:
where Python runs behind the page, the same loop is moved on 20 times a second while the visitor
pulls (``hand_loop.py``). How far is told in words: no source says where an ankle's angle leaves a
calf's fibres, so that the foot is only a drawing.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.guess import replies
from spasmlab.panels.muscle.hand_loop import HandLoop
from spasmlab.panels.muscle.leg import leg
from spasmlab.sweeps.free_hand import COLUMNS
from spasmlab.sweeps.stretch import (
    BEGINS,
    ENDS,
    GOING,
    HELD,
    LEFT,
    LENGTHS,
    MOMENTS,
    REST,
    RUNS,
    WATCHED,
    imposed,
    stretch,
)

MODEL = "cramp.run"
WHEN = ("soon", "later", "last")  # the moments, by name
HOW = ("little", "little", "some", "some", "half", "past", "past", "far", "far")  # the lengths
PRESETS = {"little": 0, "half": 4, "far": 8}
NEUTRAL = 4  # the stop from which a longer stretch is no better one
HAND_STOPS = 46  # of the free hand's slider, let go to farthest


class Stretch(Panel):
    """A cramp, a stretch of it, and whether it lets go.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    form
        "ahead" for the runs solved ahead, or "hand" for a free hand.
    length
        How far the muscle is stretched, in L0: 0.80 to 1.20.
    moment
        When: "soon", "later" or "last".
    """

    after = t.Unicode().tag(sync=True)
    form = t.Enum(["ahead", "hand"], "ahead").tag(sync=True)
    length = t.Float(float(LENGTHS[0])).tag(sync=True)
    moment = t.Enum(list(WHEN), "later").tag(sync=True)
    lengths = t.Bytes().tag(sync=True)  # float32, L0
    moments = t.Bytes().tag(sync=True)  # float32, s
    alone_s = t.Bytes().tag(sync=True)  # float32, s
    since_s = t.Bytes().tag(sync=True)  # float32, s since the moment
    going = t.Bytes().tag(sync=True)  # float32: the share of the way, at each of ``since_s``
    alone_force = t.Bytes().tag(sync=True)  # float32, F0
    alone_hz = t.Bytes().tag(sync=True)  # float32, 1/s
    force = t.Bytes().tag(sync=True)  # float32, F0: a trace a moment a length
    hz = t.Bytes().tag(sync=True)  # float32, 1/s: the same
    says: t.List[list[list[str]]] = t.List().tag(sync=True)  # outcome's sentences: length, moment
    holds: t.List[list[str]] = t.List().tag(sync=True)  # the sentence while it is held
    runs: t.List[list[int]] = t.List().tag(sync=True)  # how many ended
    of = t.Int(RUNS).tag(sync=True)
    how = t.List(list(HOW)).tag(sync=True)
    when = t.List(list(WHEN)).tag(sync=True)
    times = t.Dict().tag(sync=True)  # s
    span = t.Tuple((REST, float(LENGTHS[-1]))).tag(sync=True)  # L0, let go to farthest
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    columns = t.List(list(COLUMNS)).tag(sync=True)  # of a free hand's samples

    def __init__(
        self, language: str = "en", *, key: str = "stretch", after: str = "", **traits: Any
    ) -> None:
        self._hand = HandLoop(self.send)
        answers = stretch()
        super().__init__(
            language,
            key,
            after=after,
            replies=replies(after, language),
            lengths=float32(LENGTHS),
            moments=float32(MOMENTS),
            alone_s=float32(answers.alone_s),
            since_s=float32(answers.since_s),
            going=float32((imposed(1.0, 0.0, answers.since_s) - REST) / (1.0 - REST)),
            alone_force=float32(answers.alone["force"]),
            alone_hz=float32(answers.alone["firing_hz"]),
            force=float32(answers.stretched["force"]),
            hz=float32(answers.stretched["firing_hz"]),
            says=[[_outcome(i, k) for k in range(len(MOMENTS))] for i in range(len(LENGTHS))],
            holds=[[_holding(i, k) for k in range(len(MOMENTS))] for i in range(len(LENGTHS))],
            runs=np.rint(RUNS * answers.ended).astype(int).tolist(),
            times={"begins": BEGINS, "ends": ENDS, "going": GOING, "held": HELD, "seen": WATCHED},
            **traits,
        )
        self.on_msg(lambda _, content, __: self._hand.hear(content))

    @t.validate("length")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else LENGTHS[0], LENGTHS[0], LENGTHS[-1]))

    def close(self) -> None:
        """Close the widget, and stop the hand with it."""
        self._hand.stop()
        super().close()

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "stretch",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    self._forms(),
                    self._buttons(),
                    self._ahead(),
                    self._free(),
                    h.div(".stretch-picture")[
                        leg(say["picture"], say["calf"]), h.p(".stretch-sketch")[say["sketch"]]
                    ],
                    h.p(".stretch-live", hidden=True)[
                        say["live"], " ", h.a(href="#")[say["live_link"]]
                    ],
                ],
                self._figure(),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL),
                markup.verdict(),
                h.p(".stretch-means", data_row="first_aid:hold")[markup.rich(say["means"])],
                h.p(".stretch-limits")[say["limits"]],
                markup.tools(say, self._table()),
            ],
        )

    def _forms(self) -> h.Element:
        """Return the switch, seen where Python runs behind the page."""
        say = self.words
        names = [("ahead", say["ahead"]), ("hand", say["hand"])]
        return h.div(".stretch-forms", hidden=True)[
            markup.radios("form", say["form"], names, self.form, f"p-{self.key}-form")
        ]

    def _ahead(self) -> h.Element:
        say = self.words
        whens = [(name, say[name]) for name in WHEN]
        return h.div(".stretch-ahead")[
            self._slider("length", len(LENGTHS), self._at(), PRESETS),
            h.p(".stretch-length", data_model=MODEL)[
                markup.fill(say["length"], length=f"{LENGTHS[self._at()]:.2f}")
            ],
            markup.radios("moment", say["when"], whens, self.moment, f"p-{self.key}-moment"),
        ]

    def _free(self) -> h.Element:
        say = self.words
        return h.div(".stretch-free", hidden=True)[
            self._slider("pull", HAND_STOPS, 0, {}),
            h.button(".button.stretch-tense", markup.ASLEEP, type="button")[say["tense"]],
        ]

    def _slider(self, name: str, stops: int, at: int, presets: dict[str, int]) -> h.Element:
        """Return a slider that is read in words."""
        say, field = self.words, f"p-{self.key}-{name}"
        less, more = (markup.fill(say["tools"][one], name=say["name"]) for one in ("less", "more"))
        span: dict[str, Any] = {"type": "range", "id": field, "min": 0, "max": stops - 1, "step": 1}
        word, step = self._read(at) if presets else (say["none"], "")
        return h.div(".slider", data_control=name)[
            h.div(".slider-head")[
                h.label(for_=field)[say["slider"]],
                h.output(".slider-shown", for_=field, aria_hidden="true")[
                    h.span(".slider-value")[word], " ", h.small[step]
                ],
            ],
            h.div(".slider-row")[
                h.button(
                    ".slider-step", markup.ASLEEP, type="button", data_step="-1", aria_label=less
                )["−"],
                h.input(span, value=at, disabled=True, aria_valuetext=f"{word} {step}".strip()),
                h.button(
                    ".slider-step", markup.ASLEEP, type="button", data_step="1", aria_label=more
                )["+"],
            ],
            presets and self._presets(presets, at),
        ]

    def _presets(self, presets: dict[str, int], at: int) -> h.Element:
        say = self.words
        return h.div(".slider-presets", role="group", aria_label=say["tools"]["examples"])[
            (
                h.button(
                    markup.ASLEEP, type="button", data_at=stop, aria_pressed=str(stop == at).lower()
                )[say["how"][name]]
                for name, stop in presets.items()
            )
        ]

    def _read(self, at: int) -> tuple[str, str]:
        """Return how far a stop is: the word, and which step of how many."""
        say = self.words
        return say["how"][HOW[at]], markup.fill(say["step"], at=at + 1, of=len(LENGTHS))

    def _figure(self) -> h.Element:
        say = self.words
        return h.figure(".panel-chart")[
            h.figcaption(".chart-caption")[say["chart"]],
            h.div(".stretch-lost", role="status", hidden=True)[
                h.p, h.button(".button", markup.ASLEEP, type="button")[say["to_ahead"]]
            ],
            h.div(".chart", id=f"p-{self.key}-chart"),
        ]

    def _buttons(self) -> h.Element:
        """Return what starts and steps the film: first of the controls, so under it on a phone."""
        return h.div(".stretch-buttons")[
            (
                h.button(f".button.stretch-{name}", markup.ASLEEP, type="button")[self.words[name]]
                for name in ("play", "step_on", "again")
            ),
            h.p(".stretch-note"),
        ]

    def _at(self) -> int:
        return int(np.abs(LENGTHS - self.length).argmin())

    def _sentence(self) -> Any:
        at, when = self._at(), WHEN.index(self.moment)
        sentence = " ".join(self.words[name] for name in self.says[at][when])
        return markup.rich(
            sentence, how=self.words["how"][HOW[at]], runs=self.runs[at][when], of=RUNS
        )

    def _table(self) -> h.Element:
        say = self.words
        rows = [
            (
                " ".join(self._read(at)),
                *(
                    markup.fill(say[f"cell_{self.says[at][k][0]}"], runs=self.runs[at][k], of=RUNS)
                    for k in range(len(WHEN))
                ),
            )
            for at in range(len(LENGTHS))
        ]
        return markup.table(
            say["table"], [say["head_how"], *(say[name] for name in WHEN)], rows, MODEL
        )


def _outcome(length: int, moment: int) -> list[str]:
    """Return the sentences of what came of a stretch, from the run drawn and the share of runs."""
    answers = stretch()
    held, after = (float(one[length, moment]) for one in (answers.held, answers.after))
    ended = float(answers.ended[length, moment])
    if ended == 1:
        return ["ended", "no_better"] if length > NEUTRAL else ["ended"]
    if ended > 0:
        return ["chance", "drawn_ended" if after < LEFT else "drawn_weaker"]
    if held > LEFT:
        return ["stays"]
    return ["returns" if after > 1 - LEFT else "weaker"]


def _holding(length: int, moment: int) -> str:
    held = float(stretch().held[length, moment])
    return "goes_on" if held > LEFT else "held_back"
