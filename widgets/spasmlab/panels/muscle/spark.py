"""Panel: one push on a muscle fibre, and the spark that follows, against potassium.

The model answers once, over every stop of the slider and each of three pushes; the browser looks
the answers up.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import band_of, potassium_bands, potassium_danger
from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.sweeps.spark import PUSH_AT, PUSHES, STOPS, USUAL, spark, times

MODEL = "fibre.run"
PRESETS = {"low": 3.0, "usual": USUAL, "high": 7.0, "very_high": 12.0}  # mmol/L, to press


class Spark(Panel):
    """Potassium outside a fibre, a push, and the charge inside from then on.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    potassium
        Where the slider starts, in mmol/L; also what it reads after a visitor moved it.
    push
        How strong the push is: "small", "middle" or "big".
    """

    potassium = t.Float(USUAL).tag(sync=True)
    push = t.Enum(list(PUSHES), "middle").tag(sync=True)
    stops = t.Bytes().tag(sync=True)  # float32, mmol/L
    ms = t.Bytes().tag(sync=True)  # float32
    millivolts = t.Bytes().tag(sync=True)  # float32: a trace a push a stop
    outcomes: t.List[list[str]] = t.List().tag(sync=True)  # a list of three a stop
    peaks: t.List[list[str]] = t.List().tag(sync=True)  # mV, as the page writes them
    says: t.List[list[list[str]]] = t.List().tag(sync=True)  # names of sentences, a push a stop
    usual_at = t.Int().tag(sync=True)  # the stop that "usual" means in the sentence
    pushes = t.List(list(PUSHES)).tag(sync=True)
    travels_mv = t.Float().tag(sync=True)  # a spark must pass it to travel
    push_at = t.Float(PUSH_AT).tag(sync=True)  # ms

    def __init__(self, language: str = "en", **traits: Any) -> None:
        answers, travels = spark(), tables.row("mechanism", "spark_spreads_above")["value"]
        peaks, fired = answers["peak_mv"], answers["fired"]
        # A spark that stays below nought is one that fails: it has lost its overshoot.
        fires = np.where(peaks > 0, "spark", np.where(peaks > travels, "faint", "weak"))
        kinds = np.where(fired == 0, "quiet", fires)
        super().__init__(
            language,
            "spark",
            stops=float32(STOPS),
            ms=float32(times()),
            millivolts=float32(answers["millivolts"]),
            outcomes=kinds.tolist(),
            peaks=[[markup.number(peak) for peak in row] for row in peaks],
            says=[[_said(kinds[:, k], at) for k in range(len(PUSHES))] for at in range(len(STOPS))],
            usual_at=_stop(USUAL),
            travels_mv=travels,
            **traits,
        )

    @t.validate("potassium")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else USUAL, STOPS[0], STOPS[-1]))

    def markup(self) -> h.Element:
        say, at = self.words, _stop(self.potassium)
        presets = {say[name]: _stop(value) for name, value in PRESETS.items()}
        pushes = [(name, say[name]) for name in PUSHES]
        return markup.frame(
            "spark",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.slider(self.key, "potassium", say, STOPS.tolist(), at, presets),
                    markup.radios("push", say["push"], pushes, self.push, f"p-{self.key}-push"),
                ],
                markup.chart(self.key, say, say["caption"], "mechanism:spark_spreads_above"),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(at), MODEL),
                markup.tools(say, self._table()),
            ],
        )

    def _sentence(self, at: int) -> Any:
        names = self.says[at][list(PUSHES).index(self.push)]
        sentence = " ".join(self.words[name] for name in names)
        return markup.rich(sentence, potassium=f"{STOPS[at]:.1f}")

    def _table(self) -> h.Element:
        say = self.words
        rows = [
            (
                f"{STOPS[i]:.1f}",
                *(
                    markup.fill(say[f"cell_{kind}"], peak=peak)
                    for kind, peak in zip(self.outcomes[i], self.peaks[i], strict=True)
                ),
            )
            for i in range(0, len(STOPS), 2)
        ]
        heads = [say["head_potassium"], *(say[f"head_{name}"] for name in PUSHES)]
        return markup.table(say["chart"], heads, rows, MODEL)


def _said(kinds: Any, at: int) -> list[str]:
    """Return a stop's sentences, danger first; ``kinds`` is one push's outcome at each stop."""
    now, usual = kinds[at], kinds[_stop(USUAL)]
    danger = _danger(STOPS[at])
    fired_below = any(kind != "quiet" for kind in kinds[:at])  # less potassium, the same push
    jammed = now in ("faint", "weak") or (now == "quiet" and fired_below)
    said = [str(now)]
    if jammed:
        said.append("fails")
    elif now != usual:
        said.append("harder" if now == "quiet" else "easier")
    return [danger, *said] if danger else said


def _danger(level: float) -> str:
    band = band_of(float(level), potassium_bands()).name
    return potassium_danger([level])[0] or ("ask" if band == "ask" else "")


def _stop(level: float) -> int:
    return int(np.abs(STOPS - level).argmin())
