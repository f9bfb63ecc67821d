"""Panel: why pain can stay after back surgery: one cause at a time, in one form.

What cannot wait stands above the choice, whatever is chosen. Each cause says what it is like, how
it is checked, what follows, and how sure anybody is; its own signs stand under it, worst first, at
the level of their rows. It never says what somebody has.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.panels.help.spine_picture import spine
from spasmlab.safety.differential import Sign
from spasmlab.safety.surgery_causes import FIELDS, SurgeryCause, surgery_causes
from spasmlab.text import words

MODEL = "evidence.tables"
START = "nerve_pressed"
FIRST = ("CES_SADDLE", "CES_BLADDER", "CES_BOWEL", "CES_BOTH_LEGS", "WEAK_PROG")
FEVER = ("SPINE_INFECT_HIGH", "BACK_FEVER", "INFECT_NEURO")
SAME_DAY = ("FOOT_DROP",)
WOUND = "mechanism:surgery_wound"


class WhyStays(Panel):
    """One cause at a time: a picture of where it sits, what it is like, how sure anybody is.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    cause
        A row of ``surgery_causes``.
    """

    cause = t.Unicode(START).tag(sync=True)
    cards = t.Dict().tag(sync=True)  # cause: its card, its sentence, what its picture shows

    def __init__(self, language: str = "en", **traits: Any) -> None:
        self.language, self.made = language, {one.id: one for one in surgery_causes()}
        self.tiers = words("signs", language)["tiers"]
        super().__init__(language, "why_stays", **traits)
        self.cards = {
            name: [str(h.fragment[self._card(one)]), self._sentence(one), self._shows(one)]
            for name, one in self.made.items()
        }

    @t.validate("cause")
    def _known(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in self.made else START

    def markup(self) -> h.Element:
        say, one = self.words, self.made[self.cause]
        return markup.frame(
            "why_stays",
            self.key,
            say["title"],
            self._first(),
            h.div(".panel-body")[
                h.div(".stays-choose")[h.p[markup.rich(say["lead"])], self._choices()],
                h.figure(".stays-picture")[
                    spine(self._shows(one), self.cause, say["picture"]),
                    h.figcaption[say["picture_note"]],
                ],
                h.div(".stays-card")[self._card(one)],
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._sentence(one)), MODEL),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _first(self) -> h.Element:
        """Return what cannot wait, each line under its own rows."""
        say = self.words
        lines = {"call": FIRST, "fever": FEVER, "leg": SAME_DAY}
        return h.section(".stays-first")[
            h.h3[say["first_head"]],
            h.ul[
                (
                    h.li(data_row=" ".join(f"warning_signs:{name}" for name in names))[
                        markup.rich(say[f"first_{key}"])
                    ]
                    for key, names in lines.items()
                ),
                h.li(data_row=WOUND)[markup.rich(say["first_wound"])],
            ],
        ]

    def _choices(self) -> h.Element:
        return h.fieldset(".choices", data_control="cause")[
            h.legend(".unseen")[self.words["choose"]],
            h.div(".choices-row")[
                (
                    h.label[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-cause",
                            value=name,
                            checked=name == self.cause,
                        ),
                        h.span[one.name[self.language]],
                    ]
                    for name, one in self.made.items()
                )
            ],
        ]

    def _card(self, one: SurgeryCause) -> list[h.Node]:
        say = self.words
        return [
            h.h3(data_row=one.row)[one.name[self.language]],
            h.dl(".stays-parts", data_row=one.row)[
                (
                    h.div(data_part=part)[
                        h.dt[say["fields"][part]], h.dd[one.said[part][self.language]]
                    ]
                    for part in FIELDS
                )
            ],
            h.section(".stays-known")[
                h.div[h.h4[say["tests"]], self._tests(one)],
                h.div[h.h4[say["found"]], self._found(one)],
            ],
            h.section(".stays-signs")[h.h4[say["signs"]], list(self._signs(one))],
            h.p(".stays-small", data_row=f"sources:{one.source}")[
                cited(one.source, self.language), ". ", say["draft"], " ", say["unsigned"]
            ],
        ]

    def _tests(self, one: SurgeryCause) -> h.Node:
        """Return what each test of a cause cannot tell, or that no test shows it."""
        if not one.exams:
            return h.p(".stays-none")[self.words["no_test"]]
        rows = [(key, tables.row("examinations", key)) for key in one.exams]
        return h.ul[
            (
                h.li(data_row=f"examinations:{key}")[
                    h.b[row[f"name_{self.language}"]], ": ", row[f"cannot_tell_{self.language}"]
                ]
                for key, row in rows
            )
        ]

    def _found(self, one: SurgeryCause) -> h.Node:
        """Return what was counted, in words, or that nothing was found."""
        if not one.fact:
            return h.p(".stays-none")[self.words["no_number"]]
        return h.p(data_row=one.fact)[markup.rich(self.words["facts"][one.fact.split(":")[1]])]

    def _signs(self, one: SurgeryCause) -> Iterator[h.Element]:
        """Yield a cause's signs by how soon to be seen, each group with what people are told."""
        for _, group in groupby(one.signs, key=lambda sign: sign.action["en"]):
            found = list(group)
            yield h.div(class_=f"stays-tier is-{found[0].tier}")[
                h.p[h.b[self.tiers[found[0].tier]]],
                h.ul[(self._sign(sign) for sign in found)],
                h.p(data_row=f"warning_signs:{found[0].id}")[found[0].action[self.language]],
            ]

    def _sign(self, sign: Sign) -> h.Element:
        return h.li(data_row=f"warning_signs:{sign.id}")[sign.question[self.language]]

    def _sentence(self, one: SurgeryCause) -> str:
        return f"**{one.name[self.language]}.** {one.said['sure'][self.language]}"

    def _shows(self, one: SurgeryCause) -> str:
        return markup.fill(self.words["picture_about"], cause=one.name[self.language])

    def _table(self) -> h.Element:
        say = self.words
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in (say["head"], *self._fields()))]],
            h.tbody[
                (
                    h.tr(data_row=one.row)[
                        h.th(scope="row")[one.name[self.language]],
                        (h.td[one.said[part][self.language]] for part in FIELDS),
                    ]
                    for one in self.made.values()
                )
            ],
        ]

    def _fields(self) -> list[str]:
        return [self.words["fields"][part] for part in FIELDS]
