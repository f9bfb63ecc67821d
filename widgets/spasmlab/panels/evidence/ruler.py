"""Panel: several options' differences of one outcome on one ruler, with "enough to notice" marked.

Only what may be compared stands together: ``evidence.comparable`` refuses unlike outcomes, other
groups and other times. Drawn in Python, in shares of the width: it is whole without a script.
"""

from collections.abc import Iterable
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence.boxes import treatment
from spasmlab.evidence.effects import comparable, effect, independent
from spasmlab.panels import markup
from spasmlab.panels.base import Panel, find
from spasmlab.panels.evidence.fact_rows import raw
from spasmlab.panels.evidence.result import Result, bold
from spasmlab.panels.evidence.rulers import ends, marks, reach
from spasmlab.text import words

MODEL = "evidence.effects"


class Ruler(Panel):
    """Rows of ``effects`` that may be compared, one of them chosen and told in words.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    rows
        Ids of ``effects``: differences of one outcome on one scale, at times that overlap.
    row
        The row told first, and later the one that a visitor chose; "" is the first.
    key
        The panel's name in the page's address; unique on a page.
    """

    row = t.Unicode().tag(sync=True)
    sentences = t.Dict().tag(sync=True)  # a row's id: its sentence, with bold marks

    def __init__(
        self, language: str = "en", rows: Iterable[str] = (), *, row: str = "", key: str = "ruler"
    ) -> None:
        found = [Result(one, language) for one in comparable(independent(map(effect, rows)))]
        _ruled(found)
        self.found = {one.effect.id: one for one in found}
        self.language, self.said = language, words("fact_box", language)
        super().__init__(language, key, row=row or next(iter(self.found)))
        self.sentences = {name: self._sentence(one) for name, one in self.found.items()}

    @t.validate("row")
    def _known(self, proposal: Any) -> str:
        if proposal["value"] not in self.found:
            known = ", ".join(self.found)
            raise t.TraitError(f"row must be one of {known}, got {proposal['value']!r}")
        return str(proposal["value"])

    def markup(self) -> h.Element:
        say = self.words
        first = next(iter(self.found.values()))
        condition = words("conditions", self.language)[first.effect.condition]["name"]
        return markup.frame(
            "ruler",
            self.key,
            say["title"],
            h.fieldset(".ruler-rows", data_control="row")[
                h.legend[
                    h.span(".fact-condition")[condition],
                    h.b[first.outcome],
                ],
                (self._row(one) for one in self.found.values()),
                self._axis(first),
            ],
            h.div(".panel-say")[
                markup.reading(bold(self._sentence(self.found[self.row])), MODEL),
                markup.tools(say, self._table(), sound=False),
                h.details(".fact-rows", data_voices="student")[
                    h.summary[say["rows"]],
                    h.div(".table-box", tabindex=0)[raw(one.effect for one in self.found.values())],
                ],
            ],
        )

    def name(self, found: Result) -> str:
        """Return what the option is called."""
        return treatment(found.effect.treatment).plain[self.language]

    def _row(self, found: Result) -> h.Element:
        name = found.effect.id
        far = reach(one.effect for one in self.found.values())
        against = markup.fill(self.words["against"], comparator=found.comparator, when=found.when)
        own = {"type": "radio", "name": f"p-{self.key}-row", "value": name}
        return h.label(".ruler-row", data_row=found.row)[
            h.input(own, markup.ASLEEP, checked=name == self.row),
            h.span(".ruler-name")[
                h.b[self.name(found)], h.span(".ruler-amount")[found.amount], h.small[against]
            ],
            h.svg(".ruler", aria_hidden="true", focusable="false")[marks(found.effect, far, "")],
            h.span(".ruler-sure")[found.certainty()],
        ]

    def _axis(self, found: Result) -> h.Element:
        """Return the words below all rows, and those of the dashed mark."""
        far = reach(one.effect for one in self.found.values())
        low, high = found.effect.scale or (0, far)
        scale = markup.fill(self.said["scale"], low=f"{low:g}", high=f"{high:g}")
        return h.div(".ruler-axis", data_row=found.row)[
            ends(far, self.said),
            h.p[scale, " ", self.words["mark"]],
        ]

    def _sentence(self, found: Result) -> str:
        say, sure = self.words, self.said["certainty"][found.effect.certainty or "not_graded"]
        said = markup.fill(
            say["reading"], option=self.name(found), outcome=found.outcome, amount=found.amount
        )
        rest = [found.range, markup.fill(say["noticed"], notice=found.notice)]
        return " ".join([said, *rest, markup.fill(say["sure"], sure=sure), found.about]).strip()

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[f"head_{head}"] for head in ("option", "amount", "range", "sure")]
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr(data_row=one.row)[
                        h.th(scope="row")[self.name(one)],
                        h.td[one.amount],
                        h.td[one.range],
                        h.td[one.certainty()],
                    ]
                    for one in self.found.values()
                )
            ],
        ]


# What a row of a fact box looks like too: its ruler, its dots, its table.
Ruler._css += find("fact_box.css").read_text(encoding="utf-8")


def _ruled(found: list[Result]) -> None:
    """Say which row has no place on a ruler, or another scale or mark than the first."""
    if not found:
        raise ValueError("rows must name one row of effects or more, got none")
    first = found[0].effect
    for one in found:
        if one.fill != "ruler":
            raise ValueError(f"rows must have a place on a ruler, got {one.effect.id!r}")
        if (one.effect.scale, one.effect.better) != (first.scale, first.better):
            raise ValueError(
                f"rows must be on one scale: {first.id!r} {first.scale}, "
                f"{one.effect.id!r} {one.effect.scale}"
            )
