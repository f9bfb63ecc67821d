"""Panel: a night cramp beside what can be taken for one, two at a time.

Every look-alike can be chosen, the most urgent first, and nothing a visitor picks takes one away:
those that cannot wait stay listed below with the question that tells them apart. It compares what
people often say; it never says what somebody has.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.safety.differential import LookAlike, look_alikes
from spasmlab.text import words

MODEL = "safety.differential"
FIRST = ("see_who", "signs", "question")  # how soon comes before what it is like
FIELDS = (
    *("feels", "where", "when", "how_long", "worse", "better", "looks"),
    *("key_yes", "key_no", "source"),
)
SIDES = ("one", "other")
USUAL = ("night_leg_cramp", "blood_clot")  # what stands beside each other at first
WAITS = "visit"  # the tier that can wait for a visit: the others are always listed


class LookAlikes(Panel):
    """Two conditions side by side: how soon to be seen, warning signs, what each is like.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    one, other
        Rows of ``differential``; two different ones, or the second is changed.
    """

    one = t.Unicode(USUAL[0]).tag(sync=True)
    other = t.Unicode(USUAL[1]).tag(sync=True)
    cards = t.Dict().tag(sync=True)  # id: name, texts by field, signs, source, sentence, rank

    def __init__(self, language: str = "en", **traits: Any) -> None:
        self.language, self.made = language, {one.id: one for one in look_alikes()}
        self.tiers = words("signs", language)["tiers"]
        super().__init__(language, "look_alikes", **traits)
        self.cards = {name: self._sent(one, at) for at, (name, one) in enumerate(self.made.items())}

    @t.validate("one", "other")
    def _known(self, proposal: Any) -> str:
        known = proposal["value"] in self.made
        return str(proposal["value"] if known else proposal["trait"].default_value)

    def _pair(self) -> tuple[LookAlike, LookAlike]:
        other = self.other
        if other == self.one:
            other = next(name for name in USUAL if name != self.one)
        return self.made[self.one], self.made[other]

    def markup(self) -> h.Element:
        say, pair = self.words, self._pair()
        return markup.frame(
            "look_alikes",
            self.key,
            say["title"],
            h.p(".alike-lead")[markup.rich(say["lead"])],
            h.div(".alike-choose")[
                (
                    markup.grouped(self.key, side, say[side], self._options(), one.id)
                    for side, one in zip(SIDES, pair, strict=True)
                )
            ],
            h.div(".alike-box", tabindex=0, role="region", aria_label=say["compare"])[
                self._compared(pair)
            ],
            self._always(),
            h.div(".panel-say")[
                markup.reading(markup.rich(self._sentence(pair)), MODEL),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _options(self) -> dict[str, list[tuple[str, str]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, one in self.made.items():
            group = self.words["groups"][one.tier]
            groups.setdefault(group, []).append((name, one.said["name"][self.language]))
        return groups

    def _compared(self, pair: tuple[LookAlike, LookAlike]) -> h.Element:
        """Return both side by side; the roles hold where a phone lays the rows out as blocks."""
        say = self.words
        return h.table(".alike-table", role="table")[
            h.caption(".unseen")[say["compare"]],
            h.thead(role="rowgroup")[
                h.tr(role="row")[
                    h.td(role="cell")[h.span(".unseen")[say["head_what"]]],
                    (
                        h.th(scope="col", role="columnheader", data_side=side)[
                            h.span(".alike-name")[one.said["name"][self.language]]
                        ]
                        for side, one in zip(SIDES, pair, strict=True)
                    ),
                ]
            ],
            h.tbody(role="rowgroup")[
                (
                    h.tr(role="row", data_field=field)[
                        h.th(scope="row", role="rowheader")[say["fields"][field]],
                        (
                            h.td(role="cell", data_side=side, data_row=f"differential:{one.id}")[
                                self._cell(one, field)
                            ]
                            for side, one in zip(SIDES, pair, strict=True)
                        ),
                    ]
                    for field in (*FIRST, *FIELDS)
                )
            ],
        ]

    def _cell(self, one: LookAlike, field: str) -> h.Node:
        if field == "signs":
            return self._signs(one)
        if field == "source":
            return self._source(one)
        return one.said[field][self.language] or str(self.words["not_told"])

    def _signs(self, one: LookAlike) -> h.Node:
        """Return its warning signs, worst first; those of all stand below in any case."""
        if not one.signs:
            return h.p[self.words["no_signs"]]
        return h.ul(".alike-signs")[
            (
                h.li(class_=f"is-{sign.tier}", data_row=f"warning_signs:{sign.id}")[
                    sign.question[self.language],
                    " ",
                    h.b[self.tiers[sign.tier], "."],
                ]
                for sign in one.signs
            )
        ]

    def _source(self, one: LookAlike) -> list[h.Node]:
        unread = one.verification == "unverified"
        return [cited(one.source, self.language), ". ", unread and self.words["unread"]]

    def _always(self) -> h.Element:
        """Return those that cannot wait for a visit: always there, whatever is compared."""
        say = self.words
        return h.section(".alike-always")[
            h.h3[say["always"]],
            h.p[say["always_how"]],
            h.ul[
                (
                    h.li(class_=f"is-{one.tier}", data_row=f"differential:{one.id}")[
                        h.b[one.said["name"][self.language], ". "],
                        one.said["question"][self.language],
                        " ",
                        h.span(".alike-soon")[one.said["see_who"][self.language]],
                    ]
                    for one in self.made.values()
                    if one.tier != WAITS
                )
            ],
        ]

    def _sentence(self, pair: tuple[LookAlike, LookAlike]) -> str:
        """Return what is compared, and the advice of the one that can be more urgent."""
        order = list(self.made)
        names = [one.said["name"][self.language] for one in pair]
        urgent = min(pair, key=lambda one: order.index(one.id))
        return markup.fill(
            f"{self.words['reading']} {self._told(urgent)}", one=names[0], other=names[1]
        )

    def _told(self, one: LookAlike) -> str:
        name, advice = (one.said[field][self.language] for field in ("name", "see_who"))
        return f"{name}: {advice}"

    def _sent(self, one: LookAlike, at: int) -> dict[str, Any]:
        fields = [*FIRST, *FIELDS]
        texts = {f: self._cell(one, f) for f in fields if f not in ("signs", "source")}
        return {
            "name": one.said["name"][self.language],
            "texts": texts,
            "signs": str(h.fragment[self._signs(one)]),
            "source": str(h.fragment[self._source(one)]),
            "told": self._told(one),
            "at": at,
        }

    def _table(self) -> h.Element:
        say = self.words
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[say[f"head_{n}"]] for n in ("name", "ask", "soon"))]],
            h.tbody[
                (
                    h.tr(data_row=f"differential:{one.id}")[
                        h.th(scope="row")[one.said["name"][self.language]],
                        h.td[one.said["question"][self.language]],
                        h.td[one.said["see_who"][self.language]],
                    ]
                    for one in self.made.values()
                )
            ],
        ]
