"""Panel: one option's help and harm in one frame, the same for every option.

Both sides stand in the same form and size: 100 people without it and with it, or a place on a
ruler, or words where no more is known; then chance, certainty, time and who was studied. Waiting
is always one of the options. Every number carries its row of data/.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.boxes import Box, box, boxes, treatment
from spasmlab.evidence.effects import Effect, shown
from spasmlab.evidence.prognosis import Course
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence import fact_lists
from spasmlab.panels.evidence.fact_rows import raw
from spasmlab.panels.evidence.fact_side import doubt, side
from spasmlab.panels.evidence.result import Result, bold, cited
from spasmlab.text import words

HARMFUL = "harm_outweighs"  # a verdict: then the card begins by saying not to
MODEL = "evidence.effects"


class FactBox(Panel):
    """What an option does and what it may cost, beside waiting.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    boxes
        Ids of ``boxes``, or a condition for all of its options; without it, every box there is.
    box
        The box shown first, and later the one that a visitor chose; "" is the first.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    """

    box = t.Unicode().tag(sync=True)
    after = t.Unicode().tag(sync=True)
    cards = t.Dict().tag(sync=True)  # id: the card, its sentence, its table

    def __init__(
        self,
        language: str = "en",
        *,
        boxes: Iterable[str] | str | None = None,
        box: str = "",
        key: str = "fact_box",
        after: str = "",
    ) -> None:
        self.made = {one.id: Card(one, language) for one in _chosen(boxes)}
        self.language = language
        super().__init__(language, key, after=after, box=box or next(iter(self.made)))
        self.words = {name: self.words[name] for name in ("title", "choose", "tools")}  # as sent
        self.cards = {
            name: [str(h.fragment[card.markup()]), card.sentence, str(card.table())]
            for name, card in self.made.items()
        }

    @t.validate("box")
    def _known(self, proposal: Any) -> str:
        if proposal["value"] not in self.made:
            raise t.TraitError(
                f"box must be one of {', '.join(self.made)}, got {proposal['value']!r}"
            )
        return str(proposal["value"])

    def markup(self) -> h.Element:
        say, card = self.words, self.made[self.box]
        return markup.frame(
            "fact_box",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                len(self.made) > 1 and h.div(".fact-choose")[self._choices()],
                h.div(".fact-card")[card.markup()],
            ],
            h.div(".panel-say")[
                markup.reading(bold(card.sentence), MODEL),
                markup.tools(say, card.table(), sound=False),
            ],
        )

    def _choices(self) -> h.Element:
        """Return the list of options, by condition: a phone cuts a long line's end off."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, card in self.made.items():
            groups.setdefault(card.condition, []).append((name, card.name))
        return markup.grouped(self.key, "box", self.words["choose"], groups, self.box)


class Card:
    """One box as markup, in one language."""

    def __init__(self, one: Box, language: str) -> None:
        self.box, self.language = one, language
        self.words = words("fact_box", language)
        self.treatment = treatment(one.treatment)
        self.name = self.treatment.plain[language]
        self.studied = words("conditions", language)[one.condition]
        self.condition = str(self.studied["name"])
        self.good, self.bad = self._result(one.benefit), self._result(one.harm)

    def _result(self, row: Effect) -> Result:
        return Result(row, self.language, self.box.out_of)

    def markup(self) -> list[h.Node]:
        """Return the card's parts, in order."""
        say = self.words
        return [
            self._head(),
            self._first(),
            h.div(".fact-sides")[side(self.good, say["good"]), side(self.bad, say["bad"])],
            h.div(".fact-notes")[self._notes(), self._care()],
            self._small(),
            self._rows(),
        ]

    def _head(self) -> h.Element:
        say = self.words
        return h.header(".fact-head", data_row=f"treatments:{self.treatment.id}")[
            h.p(".fact-condition")[self.condition],
            h.h3[self.name],
            h.p[bold(markup.fill(say["choosing"], option=self.name))],
            h.p(".fact-from")[markup.fill(say["from"], trials=self.studied["trials"])],
        ]

    def _first(self) -> h.Node:
        """Return what to ask about before any number: danger stands first."""
        how, caution = self.treatment.how[self.language], self.treatment.caution[self.language]
        never = f"{how.partition('. ')[0]}. " if self.treatment.verdict == HARMFUL else ""
        text = f"{never}{caution}".strip()
        row = f"treatments:{self.treatment.id}"
        return text and h.section(".fact-ask", data_row=row)[h.h4[self.words["ask"]], h.p[text]]

    def _notes(self) -> list[h.Node]:
        """Return waiting, the other results, and where studies disagree."""
        own, found = self.box, self.box.disagreement
        others = [self._result(row) for row in own.more if shown(row)]
        return [
            fact_lists.wait(own.wait, self.language, own.out_of),
            *fact_lists.more(others, self.words),
            fact_lists.disagreement(found, self.language, own.out_of) if found else None,
        ]

    def _care(self) -> list[h.Element]:
        say, row = self.words, f"treatments:{self.treatment.id}"
        texts = {"how": self.treatment.how, "living": self.treatment.living}
        return [
            h.section(f".fact-{name}", data_row=row)[h.h4[say[name]], h.p[text[self.language]]]
            for name, text in texts.items()
            if text[self.language]
        ]

    def _small(self) -> h.Element:
        """Return who found it, who paid, and when somebody looks again."""
        say, row = self.words, tables.row("boxes", self.box.id)
        when = row["next_review"]
        month = say["months"][when.month - 1]
        names = self._sources()
        paid = {name: tables.row("sources", name).dropna().get("funding", "") for name in names}
        unseen = "paid_unseen" if not any(paid.values()) else "paid_others"
        return h.div(".fact-small")[
            h.ul(aria_label=say["sources"])[(self._source(name, by) for name, by in paid.items())],
            h.p(data_row=f"boxes:{self.box.id}")[
                not all(paid.values()) and f"{say[unseen]} ",
                say["unsigned"],
                " ",
                markup.fill(say["review"], month=month, year=when.year),
            ],
        ]

    def _sources(self) -> list[str]:
        views = fact_lists.sources(self.box.disagreement) if self.box.disagreement else []
        rows: list[Effect | Course] = [*filter(shown, self.box.rows), *self.box.wait]
        return list(dict.fromkeys([*(row.source for row in rows if row.source), *views]))

    def _source(self, name: str, payer: str) -> h.Element:
        paid = payer and h.fragment[" ", self.words["paid"], ": ", h.span(lang="en")[payer], "."]
        return h.li(data_row=f"sources:{name}")[cited(name, self.language), ".", paid]

    @cached_property
    def sentence(self) -> str:
        """Both sides in patients' words, with bold marks."""
        good, bad = self.good.sentence, self.bad.sentence
        alike = self.good.comparator == self.bad.comparator
        if alike and self.good.fill == self.bad.fill == "people":  # say it once
            bad = self.bad.counted(self.words["such"])
        good, bad = (
            f"{said} {doubt(one)}".strip() for said, one in ((good, self.good), (bad, self.bad))
        )
        return f"{good}\n**{self.words['bad']}** {bad}"

    def table(self) -> h.Element:
        """Return every result of the box: what, without it, with it, how sure."""
        say = self.words
        heads = [say[f"head_{head}"] for head in ("what", "without", "with", "sure")]
        return h.table(data_model=MODEL)[
            h.caption[markup.fill(say["table"], option=self.name)],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[(self._row(self._result(row)) for row in self.box.rows)],
        ]

    def _row(self, found: Result) -> h.Element:
        kinds = {"benefit": self.words["kind_good"], "harm": self.words["kind_bad"]}
        kind = kinds.get(found.effect.kind)
        without, treated = found.cells
        return h.tr(data_row=found.row)[
            h.th(scope="row")[f"{kind}: {found.outcome}" if kind else found.outcome],
            h.td[without],
            h.td[bold(treated)],
            h.td[found.certainty()],
        ]

    def _rows(self) -> h.Element:
        """Return the rows as they stand in data/, for students and for taking away."""
        return h.details(".fact-rows", data_voices="student")[
            h.summary[self.words["rows"]], h.div(".table-box", tabindex=0)[raw(self.box.rows)]
        ]


def _chosen(wanted: Sequence[str] | Iterable[str] | str | None) -> list[Box]:
    """Return the boxes asked for: by id, by condition, or all."""
    if wanted is None:
        return list(boxes())
    if not isinstance(wanted, str):
        return [box(name) for name in wanted]
    found = [one for one in boxes() if one.condition == wanted]
    if not found:
        known = ", ".join(sorted({one.condition for one in boxes()}))
        raise ValueError(f"boxes must be ids or one of {known}, got {wanted!r}")
    return found
