"""Panel: the gap between a muscle fibre's resting charge and its spark point, against potassium.

The model answers once, over every stop of the slider; the browser looks the answers up. Dragging
costs no message, and goes on working after the kernel is gone. Python hears where the hand let go.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import potassium_danger
from spasmlab.panels import drawings, markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.guess import replies
from spasmlab.sweeps.resting import STOPS, resting

MODEL = "membrane.resting_potential"
PRESETS = {"low": 2.5, "usual": 4.0, "high": 6.0}  # mmol/L, examples to press
EVERY = 5  # the table shows one stop in five


class Gap(Panel):
    """Potassium outside a fibre, the charge at rest it gives, and how far the spark point is.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    potassium
        Where the slider starts, in mmol/L; also what it reads after a visitor moved it.
    after
        The question that is guessed before this panel opens, or "" for none.
    asked
        The level, in mmol/L, at which the guess is answered.
    """

    potassium = t.Float(4.0).tag(sync=True)
    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    asked = t.Float(6.0).tag(sync=True)
    stops = t.Bytes().tag(sync=True)  # float32, mmol/L
    rest_mv = t.Bytes().tag(sync=True)  # float32, one a stop
    only_mv = t.Bytes().tag(sync=True)  # float32, one a stop
    spark_mv = t.Float().tag(sync=True)
    spark_range = t.Tuple().tag(sync=True)  # mV, where the spark point may lie
    usual = t.Tuple().tag(sync=True)  # mmol/L, low and high
    usual_at = t.Int().tag(sync=True)  # the stop that "usual" means in the sentence
    danger: t.List[str] = t.List().tag(sync=True)  # what each stop means in a body, or ""

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        answers, usual = resting(), tables.row("electrolytes", "potassium_usual")
        spark = tables.row("mechanism", "spark_point")
        super().__init__(
            language,
            "gap",
            after=after,
            replies=replies(after, language),
            stops=float32(STOPS),
            rest_mv=float32(answers.rest_mv),
            only_mv=float32(answers.potassium_only_mv),
            spark_mv=spark["value"],
            spark_range=(spark["low"], spark["high"]),
            usual=(usual["low"], usual["high"]),
            usual_at=_stop(PRESETS["usual"]),
            danger=potassium_danger(STOPS),
            **traits,
        )

    @t.validate("potassium")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else 4.0, STOPS[0], STOPS[-1]))

    def markup(self) -> h.Element:
        say, at = self.words, _stop(self.potassium)
        presets = {say[name]: _stop(value) for name, value in PRESETS.items()}
        picture = drawings.membrane(say["picture"], say["outside"], say["inside"])
        return markup.frame(
            "gap",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.slider(self.key, "potassium", say, STOPS.tolist(), at, presets), picture
                ],
                markup.chart(self.key, say, say["caption"], "mechanism:spark_point"),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(at), MODEL),
                markup.verdict(),
                markup.tools(say, self._table()),
            ],
        )

    def _gap(self, at: int) -> str:
        return markup.number(self.spark_mv - resting().rest_mv[at])

    def _sentence(self, at: int) -> Any:
        gap, usual = self._gap(at), self._gap(self.usual_at)
        kind = "same" if gap == usual else "smaller" if float(gap) < float(usual) else "bigger"
        danger = self.danger[at]
        said = ["reading", danger if danger.startswith("too") else kind]
        said += ["urgent"] if danger == "urgent" else []
        sentence = " ".join(self.words[name] for name in said)
        return markup.rich(sentence, potassium=f"{STOPS[at]:.1f}", gap=gap, usual=usual)

    def _table(self) -> h.Element:
        answers, say = resting(), self.words
        rows = [
            (
                f"{STOPS[i]:.1f}",
                markup.number(answers.rest_mv[i]),
                markup.number(answers.potassium_only_mv[i]),
                self._gap(i),
            )
            for i in range(0, len(STOPS), EVERY)
        ]
        heads = [say[f"head_{name}"] for name in ("potassium", "rest", "only", "gap")]
        return markup.table(say["chart"], heads, rows, MODEL)


def _stop(level: float) -> int:
    return int(np.abs(STOPS - level).argmin())
