"""Panel: nerve pulses, the calcium they set free, and the pull of a slow muscle.

The model answers once, over every rate of the slider; the browser looks the answers up. The
drawing counts calcium and pull out of as many as it has latches: it is a drawing, not a model.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.muscle import latch_drawing as drawing
from spasmlab.panels.muscle.playback import playback
from spasmlab.sweeps.latch import FUSED, RATES, TRAIN, latch, times

MODEL = "contraction.run"
PRESETS = {"one": 1.0, "ten": 10.0, "sixty": 60.0}  # pulses a second, to press
START, AT = 5.0, 0.0  # pulses a second; ms
APART = 0.9  # with more ripple than that the muscle has let go between pulses
STRIDE = 5  # samples a step: 25 ms


class Latch(Panel):
    """A train of nerve pulses, and what calcium and pull do in its second and the half after.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    after
        The question that is guessed before this panel opens, or "" for none.
    rate
        Where the slider starts, in pulses a second; also what a visitor chose.
    moment
        Where the cursor starts, in ms since the first pulse; also where it was last left.
    """

    rate = t.Float(START).tag(sync=True)
    moment = t.Float(AT).tag(sync=True)
    after = t.Unicode().tag(sync=True)
    rates = t.Bytes().tag(sync=True)  # float32, pulses a second
    ms = t.Bytes().tag(sync=True)  # float32, since the first pulse
    calcium = t.Bytes().tag(sync=True)  # float32: a trace a rate, against the top of one puff
    pull = t.Bytes().tag(sync=True)  # float32: a trace a rate, of 100
    says: t.List[str] = t.List().tag(sync=True)  # the name of each rate's sentence
    train_ms = t.Float(TRAIN).tag(sync=True)
    stride = t.Int(STRIDE).tag(sync=True)

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        answers = latch()
        super().__init__(
            language,
            "latch",
            after=after,
            rates=float32(RATES),
            ms=float32(times()),
            calcium=float32(answers["calcium"]),
            pull=float32(100 * answers["activation"]),
            says=[_said(*one) for one in zip(RATES, answers["ripple"], strict=True)],
            **traits,
        )

    @t.validate("rate", "moment")
    def _within_range(self, proposal: Any) -> float:
        stops = RATES if proposal["trait"].name == "rate" else times()
        value = float(proposal["value"])
        usual = float(proposal["trait"].default_value)
        return float(np.clip(value if np.isfinite(value) else usual, stops[0], stops[-1]))

    def markup(self) -> h.Element:
        say, at = self.words, _nearest(RATES, self.rate)
        presets = {say[name]: _nearest(RATES, rate) for name, rate in PRESETS.items()}
        return markup.frame(
            "latch",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.slider(self.key, "rate", say, RATES.tolist(), at, presets, digits=0),
                    self._played(at),
                ],
                markup.chart(self.key, say, say["chart"]),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(at), MODEL),
                h.p(".latch-note")[say["note"]],
                markup.tools(say, self._table()),
            ],
        )

    def _played(self, at: int) -> h.Element:
        """Return the cursor's control, and the drawing that goes with it."""
        say, stops = self.words, times()[::STRIDE]
        stop = _nearest(stops, self.moment)
        calcium, pull = (float(trace[at, STRIDE * stop]) for trace in _traces())
        state = drawing.state(calcium, pull / 100)
        told = markup.fill(
            say["told"],
            at=markup.number(stops[stop] / 1000, 2),
            calcium=markup.number(calcium, 1),
            pull=markup.number(pull),
            state=say[state],
        )
        shown = [markup.number(one / 1000, 2) for one in stops]
        names = say["calcium"], say["one_latch"], say["head"]
        return h.div(".latch-play", data_model=MODEL)[
            playback(self.key, say, shown, stop, told),
            h.figure(".latch-figure")[
                drawing.latch(say["picture"], names, calcium, pull / 100),
                h.figcaption[h.b(".latch-state")[say[state]], " ", h.span[say["drawing"]]],
            ],
        ]

    def _sentence(self, at: int) -> Any:
        sentence = f"{self.words[self.says[at]]} {self.words['lets_go']}"
        return markup.rich(sentence, rate=markup.number(RATES[at]), pull=_top(at))

    def _table(self) -> h.Element:
        say, answers = self.words, latch()
        rows = [
            (
                markup.number(rate),
                markup.number(answers["calcium"][at].max(), 2),
                _top(at),
                markup.number(100 * answers["ripple"][at]),
            )
            for at, rate in enumerate(RATES)
        ]
        heads = [say[f"head_{name}"] for name in ("rate", "calcium", "pull", "ripple")]
        return markup.table(say["chart"], heads, rows, MODEL)


def _said(rate: float, ripple: float) -> str:
    if rate == 1:
        return "single"
    return "apart" if ripple > APART else "smooth" if ripple < FUSED else "shaky"


def _top(at: int) -> str:
    return markup.number(_traces()[1][at].max())


def _traces() -> tuple[Any, Any]:
    """Return calcium and pull as the page has them: in float32, the pull of 100."""
    answers = latch()
    return np.asarray(answers["calcium"], "<f4"), np.asarray(100 * answers["activation"], "<f4")


def _nearest(stops: Any, value: float) -> int:
    return int(np.abs(stops - value).argmin())
