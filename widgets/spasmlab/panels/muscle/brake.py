"""Panel: the quiet brake: free calcium in the blood, and how big a push sets off a nerve.

The model answers once, over every stop of the slider, with each of two published sets of
constants. They agree on the direction and not on how far, so the push is given against each set's
own usual one. The second set is drawn when asked for; that the two disagree is said always. What
a level asks for comes from ``electrolytes``, what signs ask for from ``safety``; both stand first.
"""

from functools import cache
from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.evidence.salts_levels import Salt, bands
from spasmlab.panels.guess import replies
from spasmlab.panels.muscle.brake_picture import gates
from spasmlab.safety.signs import signs
from spasmlab.sweeps import threshold as sweep
from spasmlab.text import words

MODEL = "axon.threshold"
HIGHEST = 1.5  # mmol/L: the panel is about too little; far too much is another story
STOPS = sweep.STOPS[sweep.STOPS <= HIGHEST]
USUAL = sweep.USUAL
PRESETS = {"very_low": 0.5, "low": 0.9, "usual": USUAL, "high": 1.4}  # mmol/L, to press
ASKED = 0.9  # mmol/L: at it and below, the guess is answered
EVERY = 2  # the table shows one stop in two
FREE = Salt(
    "calcium_ionised", "", "calcium_ionised", STOPS[0], HIGHEST, 0.05, 2, USUAL, (0.5, 1.0, 1.5)
)
SIGNS = ("TETANY", "TETANY_NECKOP", "AIRWAY", "SEIZURE_CONFUSED", "HAND_SPASM", "NECKOP_CRAMP")
TIERS = ("emergency", "today")
LIMIT = "electrolytes:calcium_ionised_severe_low"


class Brake(Panel):
    """Free calcium outside a nerve, the push it then takes, and where it fires by itself.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    calcium
        Where the slider starts, in mmol/L of free (ionised) calcium; also what it reads later.
    models
        "one" published set of constants, or "two".
    after
        The question that is guessed before this panel opens, or "" for none.
    """

    calcium = t.Float(USUAL).tag(sync=True)
    models = t.Enum(["one", "two"], "one").tag(sync=True)
    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    asked = t.Float(ASKED).tag(sync=True)
    stops = t.Bytes().tag(sync=True)  # float32, mmol/L
    relative = t.Bytes().tag(sync=True)  # float32, of the usual push: a row of stops a set
    pushes: t.List[list[str]] = t.List().tag(sync=True)  # as the page writes them, a row a set
    says: t.List[list[str]] = t.List().tag(sync=True)  # names of sentences, a stop
    fires_upto = t.Float().tag(sync=True)  # mmol/L: the first set fires by itself from here down
    usual = t.Tuple().tag(sync=True)  # mmol/L, low and high
    seen = t.Float().tag(sync=True)  # mmol/L: people with signs stood here or lower
    limit = t.Float().tag(sync=True)  # mmol/L: a level below it is an emergency

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        answers, usual = _answers(), tables.row("electrolytes", "calcium_ionised_usual")
        relative, fires = answers["relative"], answers["fires"]
        self.language = language
        super().__init__(
            language,
            "brake",
            after=after,
            replies=replies(after, language),
            stops=float32(STOPS),
            relative=float32(relative),
            pushes=[[markup.number(100 * push) for push in one] for one in relative],
            says=[_said(at) for at in range(len(STOPS))],
            fires_upto=float(STOPS[fires[0] == 1].max()),
            usual=(usual["low"], usual["high"]),
            seen=tables.row("measurements", "axon_calcium_symptoms")["value"],
            limit=tables.row(*LIMIT.split(":"))["high"],
            **traits,
        )

    @t.validate("calcium")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else USUAL, STOPS[0], STOPS[-1]))

    def markup(self) -> h.Element:
        say, at = self.words, _stop(self.calcium)
        return markup.frame(
            "brake",
            self.key,
            say["title"],
            h.div(".brake-try")[  # what the guess shuts; the signs below stay in sight
                markup.lock(say["tools"]),
                h.div(".panel-body")[
                    self._controls(at),
                    markup.chart(
                        self.key, say, say["chart"], f"measurements:axon_calcium_symptoms {LIMIT}"
                    ),
                ],
                h.div(".panel-say")[
                    markup.reading(self._sentence(at), MODEL),
                    markup.verdict(),
                    h.p(".brake-note")[say["note"]],
                    markup.tools(say, self._table()),
                ],
            ],
            self._signs(),
        )

    def _controls(self, at: int) -> h.Element:
        say = self.words
        presets = {say[name]: _stop(value) for name, value in PRESETS.items()}
        shown = [(name, say[name]) for name in ("one", "two")]
        return h.div(".panel-controls")[
            h.div[
                markup.slider(self.key, "calcium", say, STOPS.tolist(), at, presets, 2),
                h.p(".brake-free")[say["free"]],
            ],
            markup.radios("models", say["models"], shown, self.models, f"p-{self.key}-models"),
            gates(say["picture"], say["outside"], say["inside"]),
            h.p(".brake-magnesium", data_row="mechanism:magnesium_brake")[
                h.span(aria_hidden="true")["←"], h.span[markup.rich(say["magnesium"])]
            ],
        ]

    def _sentence(self, at: int) -> Any:
        names = [name for name in self.says[at] if self.models == "two" or name != "second"]
        first, second = (one[at] for one in self.pushes)
        sentence = " ".join(self.words[name] for name in names)
        return markup.rich(sentence, calcium=f"{STOPS[at]:.2f}", push=first, second=second)

    def _signs(self) -> h.Element:
        """Return the signs of low calcium, worst first, and what people with them are told."""
        say, tiers = self.words, words("signs", self.language)["tiers"]
        rows = signs().set_index("id", drop=False).loc[list(SIGNS)]
        return h.section(".brake-signs", aria_label=say["signs"])[
            h.h3[say["signs"]],
            h.p[say["whatever"]],
            h.div(".brake-tiers")[
                (self._tier(name, tiers[name], rows[rows["tier"] == name]) for name in TIERS)
            ],
        ]

    def _tier(self, name: str, title: str, rows: Any) -> h.Element:
        (act,) = set(rows[f"action_{self.language}"])  # one of a level: it is said once
        asked = zip(rows["id"], rows[f"question_{self.language}"], strict=True)
        return h.div(f".brake-tier.brake-{name}")[
            h.h4[title],
            h.ul[(h.li(data_row=f"warning_signs:{sign}")[question] for sign, question in asked)],
            h.p(data_row=f"warning_signs:{rows['id'].iloc[0]}")[act],
        ]

    def _table(self) -> h.Element:
        say, fires = self.words, _answers()["fires"]
        rows = [
            (
                f"{STOPS[i]:.2f}",
                *(say["cell_fires"] if fires[k][i] else self.pushes[k][i] for k in (0, 1)),
            )
            for i in range(0, len(STOPS), EVERY)
        ]
        heads = [say[f"head_{name}"] for name in ("calcium", "first", "second")]
        return markup.table(say["chart"], heads, rows, MODEL)


@cache
def _answers() -> dict[str, Any]:
    """Return the sweep's answers at the stops of this panel."""
    return {name: found[:, : len(STOPS)] for name, found in sweep.threshold().items()}


def _said(at: int) -> list[str]:
    """Return a stop's sentences, danger first; "second" is for who looks at both sets."""
    relative, fires = _answers()["relative"][:, at], _answers()["fires"][:, at]
    if fires[0]:
        kind = "fires"
    elif STOPS[at] == USUAL:
        kind = "same"
    else:
        kind = "easier" if relative[0] < 1 else "harder"
    said = [*_danger(at), kind]
    return said if kind == "same" else [*said, "second"]


def _danger(at: int) -> list[str]:
    """Return what a body's level asks for: what no checked row grades asks for a call today."""
    band = next(one["band"] for one in bands(FREE) if at <= one["last"])
    if band == "usual":
        return []
    if band == "emergency":
        return ["emergency"]
    return ["call_low" if STOPS[at] < USUAL else "call_high"]


def _stop(level: float) -> int:
    return int(np.abs(STOPS - level).argmin())
