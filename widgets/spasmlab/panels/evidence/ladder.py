"""Panel: steps after back surgery, from what asks least of the body to what asks most.

Each step has its fact box, and above it the trials in two places of one size: those in which
people could not tell what they had (blinded), and those in which they knew (open). The two are
never averaged; where there is no such trial, the same place says so. The order is not one of how
well a step works.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence.boxes import box
from spasmlab.evidence.effects import effect
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.fact_box import Card
from spasmlab.panels.evidence.fact_lists import context
from spasmlab.panels.evidence.result import Result, bold, cited

MODEL = "evidence.effects"
START = "exercise"
KINDS = ("blinded", "open")


@dataclass(frozen=True)
class Step:
    """One step: its fact box, and the results of blinded and of open trials, as rows of effects."""

    box: str
    blinded: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


STEPS = {
    START: Step(
        "exercise_after_surgery_after_disc_surgery",
        open=tuple(f"exercise_after_surgery_0{n}" for n in (1, 2, 3)),
    ),
    "medicine": Step("gabapentinoid_persistent_spinal_pain", blinded=("gabapentinoid_05",)),
    "injection": Step("epidural_injection_persistent_spinal_pain", ("epidural_injection_06",)),
    "stimulator": Step(
        "spinal_cord_stimulation_persistent_spinal_pain",
        blinded=("spinal_cord_stimulation_05",),
        open=("spinal_cord_stimulation_02",),
    ),
    "surgery": Step("reoperation_persistent_spinal_pain", open=("reoperation_02",)),
}


class Ladder(Panel):
    """One step at a time: how it was tested, its help and its harm, what is not known.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    step
        A key of ``STEPS``.
    """

    also = ("fact_box",)
    step = t.Unicode(START).tag(sync=True)
    cards = t.Dict().tag(sync=True)  # step: its card, its sentence

    def __init__(self, language: str = "en", *, key: str = "ladder", **traits: Any) -> None:
        self.language = language
        self.made = {name: Card(box(one.box), language) for name, one in STEPS.items()}
        super().__init__(language, key, **traits)
        self.cards = {
            name: [str(h.fragment[self._card(name)]), self._sentence(name)] for name in STEPS
        }

    @t.validate("step")
    def _known(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in STEPS else START

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "ladder",
            self.key,
            say["title"],
            h.div(".ladder-head")[h.p[markup.rich(say["lead"])], self._choices()],
            h.div(".ladder-card")[self._card(self.step)],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._sentence(self.step)), MODEL),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _choices(self) -> h.Element:
        return h.fieldset(".choices", data_control="step")[
            h.legend(".unseen")[self.words["choose"]],
            h.div(".choices-row")[
                (
                    h.label[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-step",
                            value=name,
                            checked=name == self.step,
                        ),
                        h.span[card.name],
                    ]
                    for name, card in self.made.items()
                )
            ],
        ]

    def _card(self, name: str) -> list[h.Node]:
        say, card = self.words, self.made[name]
        return [
            h.section(".ladder-trials")[
                h.h3[say["tested"]],
                h.div(".ladder-kinds")[(self._kind(name, kind) for kind in KINDS)],
                h.p(".ladder-note")[say["notes"][name]],
            ],
            h.div(".fact-card")[card.markup()],
        ]

    def _kind(self, name: str, kind: str) -> h.Element:
        """Return the trials of one kind, or that there is none, in a place of the same size."""
        rows: tuple[str, ...] = getattr(STEPS[name], kind)
        return h.section(".ladder-kind", data_kind=kind)[
            h.h4[self.words[kind]],
            h.p(".ladder-means")[self.words[f"{kind}_means"]],
            h.ul[(self._trial(row) for row in rows)]
            if rows
            else h.p(".ladder-none")[self.words[f"no_{kind}"]],
        ]

    def _trial(self, row: str) -> h.Element:
        found = Result(effect(row), self.language, 100)
        about = context(found)
        return h.li(data_row=found.row)[
            cited(found.effect.source, self.language),
            ". ",
            bold(found.line),
            about and h.span(".fact-range")[f" ({about})"],
        ]

    def _sentence(self, name: str) -> str:
        """Return how the step was tested, then its help and its harm as its box tells them."""
        one = STEPS[name]
        kind = "both" if one.blinded and one.open else "blinded" if one.blinded else "open"
        said = markup.fill(self.words[f"say_{kind}"], option=self.made[name].name)
        return f"{said}\n{self.made[name].sentence}"

    def _table(self) -> h.Element:
        say = self.words
        heads = ("step", "kind", "found", "sure")
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[say[f"head_{head}"]] for head in heads)]],
            h.tbody[list(self._lines())],
        ]

    def _lines(self) -> Iterator[h.Element]:
        """Yield each step's trials of both kinds; a line says where there is none."""
        for name, card in self.made.items():
            for kind in KINDS:
                rows = getattr(STEPS[name], kind)
                for row in rows or ("",):
                    found = Result(effect(row), self.language, 100) if row else None
                    yield h.tr(data_row=found.row if found else None)[
                        h.th(scope="row")[card.name],
                        h.td[self.words[kind]],
                        h.td[bold(found.line) if found else self.words[f"no_{kind}"]],
                        h.td[found.certainty() if found else "–"],
                    ]
