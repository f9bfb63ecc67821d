"""Panel: the two doors of muscle's sodium channels under a voltage clamp.

The model answers once, over every stop of both sliders; the browser looks the answers up.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.sweeps.doors import HOLDS, STEPS, doors

MODEL = "fibre.voltage_clamp"
HOLD, STEP = -90.0, -10.0  # mV


class Doors(Panel):
    """A voltage the fibre is held at, one it is stepped to, and the doors' way from there.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    hold, step
        Where the sliders start, in mV; also what they read after a visitor moved them.
    """

    hold = t.Float(HOLD).tag(sync=True)
    step = t.Float(STEP).tag(sync=True)
    holds = t.Bytes().tag(sync=True)  # float32, mV
    steps = t.Bytes().tag(sync=True)  # float32, mV
    ms = t.Bytes().tag(sync=True)  # float32
    first = t.Bytes().tag(sync=True)  # float32: a curve a step a hold, of 100 channels
    second = t.Bytes().tag(sync=True)  # the same
    passing = t.Bytes().tag(sync=True)  # the same

    def __init__(self, language: str = "en", **traits: Any) -> None:
        answers = doors()
        super().__init__(
            language,
            "doors",
            holds=float32(HOLDS),
            steps=float32(STEPS),
            ms=float32(answers.ms),
            first=float32(100 * answers.first),
            second=float32(100 * answers.second),
            passing=float32(100 * answers.open),
            **traits,
        )

    @t.validate("hold", "step")
    def _within_range(self, proposal: Any) -> float:
        stops = HOLDS if proposal["trait"].name == "hold" else STEPS
        value = float(proposal["value"])
        usual = float(proposal["trait"].default_value)
        return float(np.clip(value if np.isfinite(value) else usual, stops[0], stops[-1]))

    def markup(self) -> h.Element:
        say, places = self.words, (_stop(HOLDS, self.hold), _stop(STEPS, self.step))
        sliders = [
            markup.slider(self.key, name, self._said(name), stops.tolist(), at, {}, digits=0)
            for name, stops, at in zip(("hold", "step"), (HOLDS, STEPS), places, strict=True)
        ]
        return markup.frame(
            "doors",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[sliders, h.p(".doors-about")[say["about"]]],
                markup.chart(self.key, say),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(*places), MODEL),
                markup.tools(say, self._table()),
            ],
        )

    def _said(self, name: str) -> dict[str, Any]:
        return {**self.words[name], "tools": self.words["tools"]}

    def _sentence(self, hold: int, step: int) -> Any:
        answers = doors()
        course = answers.open[hold, step]
        return markup.rich(
            self.words["reading"],
            hold=markup.number(HOLDS[hold]),
            step=markup.number(STEPS[step]),
            ready=markup.number(100 * answers.second[hold, step][0]),
            peak=markup.number(100 * course.max()),
            at=f"{answers.ms[course.argmax()]:.2f}",
            left=markup.number(100 * course[-1]),
        )

    def _table(self) -> h.Element:
        say, peaks = self.words, 100 * doors().open.max(axis=2)
        heads = [say["head_hold"], *(markup.number(step) for step in STEPS)]
        rows = [
            (markup.number(hold), *(markup.number(peak) for peak in row))
            for hold, row in zip(HOLDS, peaks, strict=True)
        ]
        return markup.table(say["table"], heads, rows, MODEL)


def _stop(stops: Any, value: float) -> int:
    return int(np.abs(stops - value).argmin())
