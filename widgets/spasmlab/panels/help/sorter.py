"""Panel: made-up stories to sort by how urgent they are, and what if one sign were added.

The stories are rows of ``data/stories.csv``. The level of a story, and of one with signs added, is
what the rules of ``data/warning_signs.csv`` give: ``triage.js`` in the page, ``triage.py`` here.
It sorts stories and keeps no verdict on a person; nothing of it is written in the address.
"""

import json
from collections.abc import Iterator
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence.tables import load, row
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.safety.facts import facts
from spasmlab.safety.signs import TIERS
from spasmlab.safety.triage import Reason, Triage, assess, rules, shipped
from spasmlab.text import words

STORIES = (
    "night_calf_twice_a_month",
    "fat_calf_after_new_knee",
    "sofa_then_no_pee",
    "back_after_digging",
    "spin_class_cola_pee",
    "a_year_of_broken_nights",
    "white_icy_leg",
    "stomach_bug_nothing_stays",
    "shivers_and_deep_back_ache",
    "new_water_pill",
)
ANSWERS = {
    "yes": True,
    "unsure": "unsure",
    "open": None,
}  # what may be said of a sign that is added


class Sorter(Panel):
    """Stories, three tiers to sort them into, and signs to add.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    story
        The story shown, by its id in ``data/stories.csv``.
    sorted
        The tier it was sorted into: emergency, today or visit; "" while it is not.
    added
        The answers added to the story: a key of ``data/facts.csv`` to yes, unsure or open.
    """

    story = t.Unicode(STORIES[0]).tag(sync=True)
    sorted = t.Unicode("").tag(sync=True)
    added = t.Dict().tag(sync=True)
    cases = t.Dict().tag(sync=True)
    signs = t.Dict().tag(sync=True)
    engine = t.Dict().tag(sync=True)

    def __init__(self, language: str = "en", *, key: str = "sorter", **traits: Any) -> None:
        self.language = language
        cases = {name: json.loads(row("stories", name)["facts"]) for name in STORIES}
        signs = {rule.id: rule.said[f"question_{language}"] for rule in rules()}
        super().__init__(language, key, cases=cases, signs=signs, engine=shipped(), **traits)

    @t.validate("story")
    def _a_story(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in STORIES else STORIES[0]

    @t.validate("sorted")
    def _a_tier(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in TIERS.values() else ""

    @t.validate("added")
    def _answers(self, proposal: Any) -> dict[str, str]:
        """Keep what is an answer to a yes-or-no question; a message may hold anything."""
        known = facts()
        return {
            str(name): answer
            for name, answer in proposal["value"].items()
            if name in known and known[name].kind == "yes_no" and answer in ANSWERS
        }

    @property
    def triage(self) -> Triage:
        """How urgent the story is, with what was added to it."""
        told = self.cases[self.story]
        more = {
            name: ANSWERS[answer]
            for name, answer in self.added.items()
            if told.get(name) is not True  # what a story says is so stays so
        }
        return assess({**told, **more}, self.language)

    def markup(self) -> h.Element:
        return markup.frame(
            "sorter",
            self.key,
            self.words["title"],
            h.div(".sorter-head")[
                h.p(".sorter-count", role="status"),
                h.div(".sorter-ways")[
                    h.button(".button.quiet", markup.ASLEEP, type="button", data_go="-1")[
                        self.words["back"]
                    ],
                    h.button(".button.quiet", markup.ASLEEP, type="button", data_go="1")[
                        self.words["next"]
                    ],
                ],
            ],
            h.ol(".sorter-stories")[(self._story(name) for name in STORIES)],
            self._choices(),
            h.div(".sorter-reply", role="status"),
            self._if(),
            h.p(".sorter-teach")[
                self.words["teach"], " ", h.a(href="../get-help/")[self.words["help"]]
            ],
        )

    def _story(self, name: str) -> h.Element:
        """Return a story with its answer, which scripts hide until it is sorted."""
        told = row("stories", name)
        found = assess(self.cases[name], self.language)
        level = self.words["levels"][found.level]
        again = found.level == "self_care" and [" ", self.words["look_again"]]
        return h.li(data_story=name, data_row=f"stories:{name}")[
            h.p(".sorter-told")[told[f"story_{self.language}"]],
            h.div(".sorter-answer", data_tier=found.tier)[
                h.p[markup.rich(self.words["told"], level=level)],
                h.p[told[f"why_{self.language}"], again],
                h.details[h.summary[self.words["because"]], self._reasons(found.reasons)],
            ],
        ]

    def _reasons(self, reasons: tuple[Reason, ...]) -> h.Element:
        if not reasons:
            return h.p[self.words["nothing"]]
        return h.ul[
            (h.li(data_row=f"warning_signs:{reason.id}")[reason.sign] for reason in reasons)
        ]

    def _choices(self) -> h.Element:
        return h.fieldset(".choices.sorter-tiers")[
            h.legend[self.words["ask"]],
            h.div(".choices-row")[
                (
                    h.button(markup.ASLEEP, type="button", data_tier=tier, aria_pressed="false")[
                        name
                    ]
                    for tier, name in self.words["tiers"].items()
                )
            ],
        ]

    def _if(self) -> h.Element:
        """Return the form that adds a sign; it opens once the story is sorted."""
        say, field = self.words, f"p-{self.key}-answer"
        answers = [(name, say["answers"][name]) for name in ANSWERS]
        return h.section(".sorter-if", hidden=True, aria_labelledby=f"p-{self.key}-if")[
            h.h3(id=f"p-{self.key}-if")[say["if_title"]],
            h.p[say["if_how"]],
            h.form[
                markup.grouped(
                    self.key, "sign", say["sign"], dict(self._groups()), "fever", "facts"
                ),
                markup.radios("answer", say["answer"], answers, "yes", field),
                h.button(".button", markup.ASLEEP, type="submit")[say["add"]],
            ],
            h.ul(".sorter-added", aria_label=say["added"]),
            h.div(".sorter-now", role="status"),
        ]

    def _groups(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield each topic's name with its yes-or-no questions."""
        topics = words("facts.topics", self.language)
        asked = load("facts")
        for topic, rows in asked[asked["type"] == "yes_no"].groupby("topic", sort=False):
            questions = rows[f"question_{self.language}"]
            yield topics[str(topic)], list(zip(rows["id"], questions, strict=True))
