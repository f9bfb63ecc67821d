"""Panel: two or three options side by side, in one form, beside waiting.

The rows are the same for each option: what to ask first, help, harm, whether studies agree, living
with it. Nothing is
ranked: where options were not measured in the same way, the sentence says so.
"""

from functools import cache
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence.boxes import boxes
from spasmlab.evidence.effects import Effect
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence import fact_lists
from spasmlab.panels.evidence.fact_box import Card
from spasmlab.panels.evidence.fact_side import side

MODEL = "evidence.effects"
CONDITION = "acute_back_spasm"
TESTS = {"imaging_routine"}  # not a treatment: lesson 8 tells of it
NONE = "none"
PLACES = ("first", "second", "third")
ASPECTS = ("ask", "good", "bad", "studies", "living")


@cache
def compared(language: str) -> dict[str, Card]:
    """Return the cards that can stand side by side: all for one condition, by treatment."""
    found = [b for b in boxes() if b.condition == CONDITION and b.treatment not in TESTS]
    return {one.treatment: Card(one, language) for one in found}


class Compare(Panel):
    """Two or three options side by side.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    first, second, third
        Treatments with a box for new back pain; the third may be "none".
    """

    also = ("fact_box",)
    first = t.Unicode("stay_active").tag(sync=True)
    second = t.Unicode("ibuprofen").tag(sync=True)
    third = t.Unicode(NONE).tag(sync=True)
    parts = t.Dict().tag(sync=True)  # treatment: its cell for each of ``ASPECTS``
    names = t.Dict().tag(sync=True)  # treatment: its name
    measured = t.Dict().tag(sync=True)  # treatment: whose result it is, and how it was measured

    def __init__(self, language: str = "en", *, key: str = "compare", **traits: Any) -> None:
        self.made = compared(language)
        super().__init__(language, key, **traits)

    @t.validate(*PLACES)
    def _known(self, proposal: Any) -> str:
        place, wanted = proposal["trait"].name, str(proposal["value"])
        empty = place == "third" and wanted == NONE
        return wanted if wanted in self.made or empty else str(proposal["trait"].default_value)

    @property
    def shown(self) -> list[str]:
        """The treatments that stand side by side, each once."""
        chosen = [getattr(self, place) for place in PLACES]
        return [name for name in dict.fromkeys(chosen) if name != NONE]

    def markup(self) -> h.Element:
        self.parts = {
            name: [str(h.fragment[self._cell(card, aspect)]) for aspect in ASPECTS]
            for name, card in self.made.items()
        }
        self.names = {name: card.name for name, card in self.made.items()}
        self.measured = {name: measured(card.box.benefit) for name, card in self.made.items()}
        return markup.frame(
            "compare",
            self.key,
            self.words["title"],
            h.div(".compare-choose")[(self._choices(place) for place in PLACES)],
            h.div(".compare-body")[self._waiting(), (self._row(aspect) for aspect in ASPECTS)],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._sentence()), MODEL),
                markup.tools(self.words, self._table(), sound=False),
            ],
        )

    def _choices(self, place: str) -> h.Element:
        options = [(name, card.name) for name, card in self.made.items()]
        none = [(NONE, self.words["none"])] if place == "third" else []
        chosen = getattr(self, place)
        return markup.listing(self.key, place, self.words[place], [*none, *options], chosen)

    def _waiting(self) -> h.Element:
        card = next(iter(self.made.values()))
        return h.section(".compare-row")[
            h.h3[self.words["beside"]],
            fact_lists.wait(card.box.wait, card.language, card.box.out_of),
        ]

    def _row(self, aspect: str) -> h.Element:
        """Return one row: the same of each option."""
        cells = [*self.shown, *[""] * (len(PLACES) - len(self.shown))]
        return h.section(".compare-row", data_aspect=aspect)[
            h.h3[self.words["aspects"][aspect]],
            h.div(".compare-cells")[
                (
                    h.div(".compare-cell", hidden=not name)[
                        name and self._cell(self.made[name], aspect)
                    ]
                    for name in cells
                )
            ],
        ]

    def _cell(self, card: Card, aspect: str) -> h.Node:
        if aspect in ("good", "bad"):
            return side(card.good if aspect == "good" else card.bad, card.name)
        own, language = card.treatment, card.language
        if aspect == "studies":
            told, row = disputed(card) or self.words["agree"], None
            if found := card.box.disagreement:
                row = f"disagreements:{found.id}"
        else:
            told = (own.caution if aspect == "ask" else own.living)[language]
            row = f"treatments:{own.id}"
        return h.section(data_row=row)[h.h4[card.name], h.p[told or self.words["untold"]]]

    def _sentence(self) -> str:
        names = ", ".join(self.made[name].name for name in self.shown)
        whose = [measured(self.made[name].box.benefit) for name in self.shown]
        kind = "one" if len(whose) == 1 else how_alike(whose)
        return markup.fill(self.words[f"reading_{kind}"], names=names)

    def _table(self) -> h.Element:
        """Return every option that can be chosen: help, harm, and how sure of each."""
        say = self.words
        heads = [say[f"head_{head}"] for head in ("option", "good", "bad", "sure")]
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[(self._line(card) for card in self.made.values())],
        ]

    def _line(self, card: Card) -> h.Element:
        good, bad = card.good, card.bad
        return h.tr[
            h.th(scope="row")[card.name],
            h.td(data_row=good.row)[markup.rich(good.line)],
            h.td(data_row=bad.row)[markup.rich(bad.line)],
            h.td[good.certainty(), " / ", bad.certainty()],
        ]


def disputed(card: Card) -> str:
    """Return what studies of an option do not agree on; "" where our tables hold no such thing."""
    found = card.box.disagreement
    return found.statement[card.language] if found else ""


def measured(row: Effect) -> list[str]:
    """Return whose result a row is, and how it was measured: two texts to compare."""
    return [row.same_as or row.id, f"{row.outcome} {row.measure} {row.comparator} {row.scale}"]


def how_alike(found: list[list[str]]) -> str:
    """Return how several results were measured.

    "shared": one result under several names; "each_other": one result from both its sides;
    "alike": of other people, in the same way; "differ": in some other way.
    """
    whose, how = (len(set(texts)) == 1 for texts in zip(*found, strict=True))
    if whose:
        return "shared" if how else "each_other"
    return "alike" if how else "differ"
