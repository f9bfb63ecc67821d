"""Panel: kinds of back pain, one at a time, in one form: what it is like, what people are told.

What cannot wait stands above the choice, whatever is chosen. A kind's own signs stand under it,
worst first, in the words and at the level of their rows. It never says what somebody has.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import htpy as h
import pandas as pd
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.examinations import whole
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.safety.back_kinds import FIELDS, BackKind, back_kinds
from spasmlab.safety.differential import Sign
from spasmlab.text import words

MODEL = "evidence.tables"
FIRST = "warning_signs:CES_SADDLE warning_signs:WEAK_PROG warning_signs:BACK_FEVER"
OF = 100  # people


class BackKinds(Panel):
    """One kind of back pain at a time, its count of people and its warning signs.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    kind
        A row of ``back_kinds``.
    """

    kind = t.Unicode("strain").tag(sync=True)
    cards = t.Dict().tag(sync=True)  # kind: its card, its sentence

    def __init__(self, language: str = "en", **traits: Any) -> None:
        self.language, self.made = language, {one.id: one for one in back_kinds()}
        self.tiers = words("signs", language)["tiers"]
        super().__init__(language, "back_kinds", **traits)
        self.cards = {
            name: [str(h.fragment[self._card(one)]), self._sentence(one)]
            for name, one in self.made.items()
        }

    @t.validate("kind")
    def _known(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in self.made else "strain"

    def markup(self) -> h.Element:
        say, one = self.words, self.made[self.kind]
        return markup.frame(
            "back_kinds",
            self.key,
            say["title"],
            h.section(".backs-first", data_row=FIRST)[
                h.h3[say["first_head"]], h.p[markup.rich(say["first"])]
            ],
            h.div(".panel-body")[
                h.div(".backs-choose")[h.p[markup.rich(say["lead"])], self._choices()],
                h.div(".backs-card")[self._card(one)],
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._sentence(one)), MODEL),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _choices(self) -> h.Element:
        return h.fieldset(".choices", data_control="kind")[
            h.legend(".unseen")[self.words["choose"]],
            h.div(".choices-row")[
                (
                    h.label[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-kind",
                            value=name,
                            checked=name == self.kind,
                        ),
                        h.span[one.name[self.language]],
                    ]
                    for name, one in self.made.items()
                )
            ],
        ]

    def _card(self, one: BackKind) -> list[h.Node]:
        say = self.words
        return [
            h.h3(data_row=one.row)[one.name[self.language]],
            h.dl(".backs-parts", data_row=one.row)[
                (
                    h.div(data_part=part)[
                        h.dt[say["fields"][part]], h.dd[one.said[part][self.language]]
                    ]
                    for part in FIELDS
                )
            ],
            h.section(".backs-count")[h.h4[say["count"]], self._count(one)],
            h.section(".backs-signs")[h.h4[say["signs"]], list(self._signs(one))],
            h.p(".backs-small", data_row=f"sources:{one.source}")[
                say["unread"] if one.source == "own_judgement" else self._cited(one),
                " ",
                say["unsigned"],
            ],
        ]

    def _cited(self, one: BackKind) -> list[h.Node]:
        return [cited(one.source, self.language), "."]

    def _count(self, one: BackKind) -> h.Node:
        """Return how many of 100 people, as a picture and in words, or that nothing was found."""
        say = self.words
        if not one.count:
            return h.p(".backs-none")[say["no_count"]]
        low, high = (whole(end) for end in shares(one.count))
        size: dict[str, str | int] = {"data-filled": low, "data-out-of": OF}
        about = markup.fill(say["picture"], count=low)
        return h.div(".backs-people", data_row=one.count)[
            h.div(".people", size, role="img", aria_label=about),
            h.p[markup.rich(say["counts"][one.id], low=low, high=high)],
        ]

    def _signs(self, one: BackKind) -> Iterator[h.Element]:
        """Yield a kind's signs by how soon to be seen, each group with what people are told."""
        for _, group in groupby(one.signs, key=lambda sign: sign.action["en"]):
            signs = list(group)
            yield h.div(class_=f"backs-tier is-{signs[0].tier}")[
                h.p[h.b[self.tiers[signs[0].tier]]],
                h.ul[(self._sign(sign) for sign in signs)],
                h.p(data_row=f"warning_signs:{signs[0].id}")[signs[0].action[self.language]],
            ]

    def _sign(self, sign: Sign) -> h.Element:
        return h.li(data_row=f"warning_signs:{sign.id}")[sign.question[self.language]]

    def _sentence(self, one: BackKind) -> str:
        return f"**{one.name[self.language]}.** {one.said['told'][self.language]}"

    def _table(self) -> h.Element:
        say = self.words
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[say[f"head_{n}"]] for n in ("name", "feels", "told"))]],
            h.tbody[
                (
                    h.tr(data_row=one.row)[
                        h.th(scope="row")[one.name[self.language]],
                        (h.td[one.said[part][self.language]] for part in ("feels", "told")),
                    ]
                    for one in self.made.values()
                )
            ],
        ]


def shares(key: str) -> tuple[float, float]:
    """Return the low and high end of a row's share of people, of 100; alike where it has one."""
    row = tables.row(*key.split(":"))
    if "percent" in row:
        return float(row["percent"]), float(row["percent"])
    if pd.notna(row["value"]):
        return float(row["value"]), float(row["value"])
    return float(row["low"]), float(row["high"])
