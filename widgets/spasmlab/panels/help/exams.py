"""Panel: what a test can and cannot tell, the same fields for every test.

What it may give stands beside what it may cost, and a finding beside no finding, in one size.
Every count is people of 100 and carries its row; where no number was found, the card says so.
What cannot wait for a test stands above the choice, never under its veil.
"""

from collections.abc import Iterator
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.effects import effect
from spasmlab.evidence.examinations import SLOTS, Examination, examinations, share
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import Result, cited
from spasmlab.panels.help.exam_pairs import AGES, PAIRS, SIDES, between, pictures
from spasmlab.text import words

MODEL = "evidence.examinations"
PARTS = (  # side by side, in the same size
    *("gain", "cost", "if_found", "if_nothing"),
    *("cannot_tell", "unneeded", "how", "when"),
)
AGED = "mri"  # the test whose findings are told by age
LEADING = {  # whose numbers a test's sentence tells
    "physical_exam": "leg_raise",
    "blood_test": "potassium",
    "nerve_test": "wrist",
    "blood_flow_test": "clot",
}


class Exams(Panel):
    """One test at a time: what it looks for, what follows, what it cannot tell.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    after
        The question that is guessed before this panel opens, or "" for none.
    test, age
        The test shown, a row of ``examinations``; and the age whose scans are counted.
    """

    after = t.Unicode().tag(sync=True)
    test = t.Unicode("physical_exam").tag(sync=True)
    age = t.Unicode("50").tag(sync=True)
    cards = t.Dict().tag(sync=True)  # test: its card, its numbers, its sentence
    ages = t.Dict().tag(sync=True)  # age: its pictures, the sentence

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        self.language, self.made = language, {one.id: one for one in examinations()}
        super().__init__(language, "exams", after=after, **traits)
        self.cards = {
            name: [
                *(str(h.fragment[part(one)]) for part in (self._card, self._numbers)),
                self._sentence(name, self.age),
            ]
            for name, one in self.made.items()
        }
        self.ages = {
            age: [str(h.fragment[self._by_age(age)]), self._sentence(AGED, age)] for age in AGES
        }

    @t.validate("test")
    def _known_test(self, proposal: Any) -> str:
        known = proposal["value"] in self.made
        return str(proposal["value"]) if known else "physical_exam"

    @t.validate("age")
    def _known_age(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in AGES else "50"

    def markup(self) -> h.Element:
        say, one = self.words, self.made[self.test]
        return markup.frame(
            "exams",
            self.key,
            say["title"],
            h.section(".exam-first")[h.h3[say["first_head"]], h.p[markup.rich(say["first"])]],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".exam-choose")[self._tests()],
                h.div(".exam-card")[self._card(one)],
                h.div(".exam-age", hidden=self.test != AGED)[self._age_list()],
                h.div(".exam-numbers")[self._numbers(one)],
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._sentence(self.test, self.age)), MODEL),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _tests(self) -> h.Element:
        return h.fieldset(".choices", data_control="test")[
            h.legend[self.words["choose"]],
            h.div(".choices-row")[
                (
                    h.label[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-test",
                            value=name,
                            checked=name == self.test,
                        ),
                        h.span[one.said["name"][self.language]],
                    ]
                    for name, one in self.made.items()
                )
            ],
        ]

    def _age_list(self) -> h.Element:
        field = f"p-{self.key}-age"
        return h.div(".pick", data_control="age")[
            h.label(for_=field)[self.words["age"]],
            h.select(markup.ASLEEP, id=field)[
                (
                    h.option(value=age, selected=age == self.age, data_row=keys[0])[
                        markup.fill(self.words["aged"], age=age)
                    ]
                    for age, keys in AGES.items()
                )
            ],
        ]

    def _card(self, one: Examination) -> list[h.Node]:
        """Return what a test looks for, and its eight fields."""
        say = self.words
        return [
            h.header(".exam-head", data_row=one.row)[
                h.h3[one.said["name"][self.language]],
                h.p[h.b[say["looks_for"], ": "], one.said["looks_for"][self.language]],
            ],
            h.div(".exam-parts", data_row=one.row)[
                (
                    h.section(data_part=part)[h.h4[say[part]], h.p[one.said[part][self.language]]]
                    for part in PARTS
                )
            ],
        ]

    def _numbers(self, one: Examination) -> list[h.Node]:
        """Return a test's counts, what was counted before what was not found, and the sources."""
        counted = sorted(SLOTS, key=lambda slot: not one.numbers[slot])
        return [*(self._slot(one, slot) for slot in counted), self._small(one)]

    def _slot(self, one: Examination, slot: str) -> h.Node:
        """Return what was counted to one question, or that nothing was found."""
        keys = one.numbers[slot]
        if slot == "numbers_change" and not keys:
            return None  # only imaging is told by what it changes
        shown: list[h.Node] = [self._told(key) for key in keys if key.startswith("effects:")]
        if one.id == AGED and slot == "numbers_unneeded":
            shown = [h.div(".exam-ages")[self._by_age(self.age)], *shown]
        shown += [self._pair(name) for name, rows in PAIRS.items() if rows[0] in keys]
        return h.section(".exam-slot", data_slot=slot)[
            h.h4[self.words[slot]], shown or h.p(".exam-none")[self.words["none"]]
        ]

    def _told(self, key: str) -> h.Element:
        found = Result(effect(key.partition(":")[2]), self.language)
        return h.p(".exam-told", data_row=key)[found.finding]

    def _by_age(self, age: str) -> h.Element:
        return pictures(self.words, "discs", AGES[age], age)

    def _pair(self, name: str) -> h.Element:
        return pictures(self.words, name, PAIRS[name])

    def _sentence(self, name: str, age: str) -> str:
        keys = AGES[age] if name == AGED else PAIRS.get(LEADING.get(name, ""), ())
        counts = {side: share(key).people for side, key in zip(SIDES, keys, strict=False)}
        return markup.fill(self.words["sentences"][name], age=age, **counts)

    def _small(self, one: Examination) -> h.Element:
        """Return who found it, and that nobody has signed it."""
        say = words("fact_box", self.language)
        due = tables.row("examinations", one.id)["next_review"]
        return h.div(".exam-small")[
            h.ul(aria_label=say["sources"])[
                (
                    h.li(data_row=f"sources:{name}")[cited(name, self.language), "."]
                    for name in self._sources(one)
                )
            ],
            h.p(data_row=one.row)[
                say["unsigned"],
                " ",
                markup.fill(say["review"], month=say["months"][due.month - 1], year=due.year),
            ],
        ]

    def _sources(self, one: Examination) -> list[str]:
        keys = (key for slot in SLOTS for key in one.numbers[slot])
        named = (str(tables.row(*key.split(":"))["source"]) for key in keys)
        return list(dict.fromkeys([one.source, *named]))

    def _table(self) -> h.Element:
        say = self.words
        heads = (say[f"head_{head}"] for head in ("test", "who", "count", "range"))
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[(self._line(*line) for line in self._lines())],
        ]

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield every count of every test: the test, what was counted in whom, the row."""
        for name, one in self.made.items():
            test = one.said["name"][self.language]
            shown = {pair: rows for pair, rows in PAIRS.items() if rows[0] in _all(one)}
            by_age = AGES if name == AGED else {}
            told = [("discs", rows, age) for age, rows in by_age.items()]
            told += [(pair, rows, "") for pair, rows in shown.items()]
            for pair, rows, age in told:
                say = self.words["pairs"][pair]
                for side, key in zip(SIDES, rows, strict=False):
                    caption = markup.fill(say["caption"], age=age)
                    yield test, f"{caption} {say[side]}", key
            if not told:
                yield test, self.words["none"], ""

    def _line(self, test: str, who: str, key: str) -> h.Element:
        found = share(key) if key else None
        return h.tr(data_row=key or None)[
            h.th(scope="row")[test],
            h.td[who],
            h.td[str(found.people) if found else "–"],
            h.td[(between(self.words, found) if found else "") or "–"],
        ]


def _all(one: Examination) -> set[str]:
    return {key for slot in SLOTS for key in one.numbers[slot]}
