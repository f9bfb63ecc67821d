"""Panel: heat or ice. Who must ask first; then how deep a pack reaches, and when to take it off.

Nothing opens until a visitor says that no line of the gate fits: "yes" and "not sure" both end in
"ask first". The answer is kept nowhere, not in the address either. The curve is the model of
``models/heat.py``, looked up; beside it, and never mixed with it, stands what was measured. How
long a pack may stay on is rows of ``heat_cold`` and never the model's.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.muscle import packs_told as told
from spasmlab.panels.muscle.packs_told import FATS, MODEL, PACKS, STOPS
from spasmlab.sweeps.depths import DEPTHS, depths

PRESETS = {"ten": 10, "fifteen": 15, "twenty": 20}  # minutes
ANSWERS = ("yes", "unsure", "none")
GATES = {  # by what people with them are told: each line, and the rows behind it
    "today": {
        "leg": "heat_cold:ci_clot warning_signs:HEAT_CLOT",
        "fever": "warning_signs:BACK_FEVER heat_cold:ci_infection",
    },
    "ask": {
        "numb": "heat_cold:ci_neuropathy",
        "dull": "heat_cold:ci_stroke warning_signs:HEAT_NUMB",
        "flow": "heat_cold:ci_pad",
        "skin": "heat_cold:ci_skin heat_cold:ci_infection",
        "heart": "heat_cold:ci_heart",
        "cancer": "heat_cold:ci_cancer",
        "hurt": "heat_cold:ci_prior heat_cold:ci_raynaud",
        "drowsy": "heat_cold:ci_sedated warning_signs:HEAT_NUMB",
        "patch": "heat_cold:ci_patch heat_cold:heat_under",
        "pregnant": "heat_cold:ci_preg",
        "other": "heat_cold:ci_infant",
        "injury": "heat_cold:ci_acute",
    },
}


class HeatOrIce(Panel):
    """A gate of skin safety; behind it a pack, its minutes and the fat under the skin.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    gate
        What a visitor answered: one of ``ANSWERS``, or "" for nothing yet.
    pack, fat
        Names of ``PACKS`` and ``FATS``.
    minutes
        How long the pack has been on: the nearest of ``STOPS``.
    """

    gate = t.Unicode("").tag(sync=True)
    pack = t.Unicode("heat").tag(sync=True)
    fat = t.Unicode("middle").tag(sync=True)
    minutes = t.Float(15.0).tag(sync=True)
    stops = t.List(t.Int(), list(STOPS)).tag(sync=True)
    packs = t.List(t.Unicode(), list(PACKS)).tag(sync=True)  # in the order of the answers
    fats = t.List(t.Unicode(), list(FATS)).tag(sync=True)
    change = t.Bytes().tag(sync=True)  # float32: pack, fat, flow, stop, depth
    centimetres = t.List(t.Float(), (DEPTHS / 10).tolist()).tag(sync=True)
    muscle = t.List(t.Float()).tag(sync=True)  # cm at which muscle begins, by fat
    says = t.Dict().tag(sync=True)  # "pack.fat": at each stop the sentence's name and numbers
    cells = t.Dict().tag(sync=True)  # "pack.fat": the table's
    cards = t.Dict().tag(sync=True)  # pack: at each stop the card's name
    found = t.Dict().tag(sync=True)  # "pack.fat": at each stop what was measured
    bands = t.Dict().tag(sync=True)  # card: its band, its sign, its rows

    def __init__(self, language: str = "en", *, key: str = "heat_or_ice", **traits: Any) -> None:
        every = {f"{pack}.{fat}": (pack, fat) for pack in PACKS for fat in FATS}
        super().__init__(
            language,
            key,
            change=float32(depths().change),
            muscle=(depths().muscle_mm / 10).tolist(),
            says={name: told.sentences(*one, language) for name, one in every.items()},
            cells={name: told.cells(*one, language) for name, one in every.items()},
            cards={pack: told.cards(pack) for pack in PACKS},
            found={name: told.measured(*one, language) for name, one in every.items()},
            bands=told.CARDS,
            **traits,
        )

    @t.validate("gate")
    def _an_answer(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in ANSWERS else ""

    @t.validate("pack", "fat")
    def _known(self, proposal: Any) -> str:
        names = PACKS if proposal["trait"].name == "pack" else FATS
        known = proposal["value"] in names
        return str(proposal["value"] if known else proposal["trait"].default_value)

    @t.validate("minutes")
    def _a_stop(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(min(STOPS, key=lambda stop: abs(stop - (value if value == value else 15))))

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "heat_or_ice",
            self.key,
            say["title"],
            self._gate(),
            self._stop(),
            h.div(".packs-open", hidden=self.gate != "none")[
                h.p(".packs-note")[say["opened"]],
                h.div(".panel-body")[self._controls(), self._figure()],
                h.div(".panel-say")[
                    markup.reading(self._sentence(), MODEL, self._heard()),
                    h.p(".packs-found")[self._measured()],
                    h.p(".packs-model")[say["model"]],
                    markup.tools(say, self._table()),
                ],
            ],
            told.burns(say),
        )

    def _gate(self) -> h.Element:
        """Return the lines that must be asked about, worst first, and three answers."""
        say = self.words
        return h.section(".packs-gate", hidden=self.gate != "")[
            h.h3[say["gate"]],
            h.p(".packs-how")[markup.rich(say["gate_how"])],
            (
                h.div(".packs-lines", data_level=level)[
                    h.h4[say[level]],
                    h.ul[(h.li(data_row=row)[say["gates"][name]] for name, row in lines.items())],
                ]
                for level, lines in GATES.items()
            ),
            h.div(".packs-answers", role="group", aria_label=say["answer"])[
                (
                    h.button(markup.ASLEEP, type="button", data_answer=answer)[say[answer]]
                    for answer in ANSWERS
                )
            ],
        ]

    def _stop(self) -> h.Element:
        """Return what "yes" and "not sure" both lead to."""
        say = self.words
        shut = self.gate not in ("yes", "unsure")
        return h.section(".packs-stop", hidden=shut, tabindex="-1", role="status")[
            h.h3[say["stop"]],
            h.p(data_row="warning_signs:HEAT_NUMB")[markup.rich(say["stop_ask"])],
            h.p(data_row="warning_signs:HEAT_CLOT warning_signs:BACK_FEVER")[
                markup.rich(say["stop_today"])
            ],
            h.p(data_row="treatments:stay_active")[say["stop_do"]],
            h.button(".button.quiet", markup.ASLEEP, type="button", data_answer="")[say["again"]],
        ]

    def _controls(self) -> h.Element:
        say, group = self.words, f"p-{self.key}"
        presets = {say[name]: STOPS.index(stop) for name, stop in PRESETS.items()}
        fats = [(name, say["fats"][name]) for name in FATS]
        return h.div(".panel-controls", data_model=MODEL)[
            markup.listing(
                self.key,
                "pack",
                say["pack"],
                [(name, say["packs"][name]) for name in ("heat", "towel", "gel", "ice")],
                self.pack,
            ),
            markup.slider(self.key, "minutes", say, STOPS, self._at(), presets, digits=0),
            markup.radios("fat", say["fat"], fats, self.fat, f"{group}-fat"),
            h.p(".packs-pinch")[say["fat_how"]],
        ]

    def _figure(self) -> h.Element:
        say = self.words
        return h.figure(".panel-chart", data_model=MODEL)[
            h.figcaption(".chart-caption")[say["chart"]],
            h.div(".chart", id=f"p-{self.key}-chart"),
            self._card(),
        ]

    def _card(self) -> h.Element:
        name = self.cards[self.pack][self._at()]
        band, sign, rows = told.CARDS[name]
        said = self.words["cards"][name]
        return h.div(f".band-card.band-{band}", data_row=rows)[
            h.span(".band-sign", aria_hidden="true")[sign],
            h.span[h.b(".band-word")[said["word"]], h.span(".band-act")[said["act"]]],
        ]

    def _at(self) -> int:
        return STOPS.index(int(self.minutes))

    def _name(self) -> str:
        return f"{self.pack}.{self.fat}"

    def _sentence(self) -> Any:
        name, holes = self.says[self._name()][self._at()]
        return markup.rich(self.words[name], minutes=int(self.minutes), **holes)

    def _heard(self) -> str:
        """Return what is heard after the sentence: the card."""
        said = self.words["cards"][self.cards[self.pack][self._at()]]
        return f"{said['word']} {said['act']}"

    def _measured(self) -> h.Element:
        one = self.found[self._name()][self._at()]
        return h.span(data_row=one["rows"] or None, data_model=None if one["rows"] else MODEL)[
            markup.rich(one["text"])
        ]

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[f"head_{name}"] for name in ("minutes", "skin", "one", "three")]
        rows = zip(STOPS, self.cells[self._name()], strict=True)
        caption = told.caption(self.pack, self.fat, say)
        return markup.table(caption, heads, ((str(at), *cells) for at, cells in rows), MODEL)
