"""Panel: a wheel of clues, a group at a time; what is ticked, to talk over, warning signs first.

A tick means "yes" or "not sure". What cannot wait is told at the level of its rule, with all else
that is ticked (``safety.clues``); the rest is a list for a visit, each clue with how strong it is.
It names no cause, and nothing ticked is said to be well. What is ticked is kept by the module
alone: no trait, so no server, hears of it, and no link holds it.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.panels.help.clue_drawing import sign, wheel
from spasmlab.panels.strength import strength
from spasmlab.safety.clues import CLUES, GROUPS, MEDS, SIGN, Clue, engine, of_group, soonest
from spasmlab.text import words

MODEL = "safety.clues"
HELP = "../get-help/"


class ClueWheel(Panel):
    """Five groups of clues to tick, and what to talk over.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    """

    clues = t.Dict().tag(sync=True)  # clue: its name, card, facts that make it a sign, medicines
    engine = t.Dict().tag(sync=True)  # the rules that a clue can fire, as triage.js takes them

    def __init__(self, language: str = "en", **traits: Any) -> None:
        self.language = language
        self.tiers = words("signs", language)["tiers"]
        super().__init__(language, "clue_wheel", engine=engine(language), **traits)
        self.clues = {name: self._sent(name, one) for name, one in CLUES.items()}

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "clue_wheel",
            self.key,
            say["title"],
            h.p(".clue-how")[markup.rich(say["how"])],
            h.div(".clue-body")[
                h.div(".clue-choose")[wheel(say["wheel"], GROUPS, GROUPS[0]), self._groups()],
                h.div(".clue-ticks")[(self._ticks(group) for group in GROUPS)],
                h.div(".clue-answer")[
                    markup.reading(markup.rich(say["empty"]), MODEL),
                    self._danger(),
                    h.h3(".clue-head", hidden=True)[say["list_head"]],
                    h.ul(".clue-list"),
                    h.p(".clue-after")[
                        say["after"], " ", words("strength", self.language)["reviewed"]
                    ],
                ],
            ],
            h.div(".panel-say")[markup.tools(say, self._table(), sound=False)],
        )

    def _groups(self) -> h.Element:
        return h.fieldset(".choices", data_control="group")[
            h.legend(".unseen")[self.words["choose"]],
            h.div(".choices-row")[
                (
                    h.label[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-group",
                            value=group,
                            checked=group == GROUPS[0],
                        ),
                        sign(group),
                        h.span[self.words["groups"][group]],
                        h.small(".clue-count"),
                    ]
                    for group in GROUPS
                )
            ],
        ]

    def _ticks(self, group: str) -> h.Element:
        """Return a group's clues, its warning signs first; all but the first group are shut."""
        return h.fieldset(".clue-group", data_group=group, hidden=group != GROUPS[0])[
            h.legend[self.words["groups"][group]],
            (
                h.label(class_=f"is-{SIGN}" if CLUES[name].strength == SIGN else None)[
                    h.input(markup.ASLEEP, type="checkbox", value=name),
                    h.span(data_row=" ".join(CLUES[name].rows))[self.words["clues"][name]["name"]],
                ]
                for name in of_group(group)
            ),
        ]

    def _danger(self) -> h.Element:
        say = self.words
        return h.section(".clue-danger", hidden=True)[
            h.h3[say["danger_head"]],
            h.ul,
            h.p[h.a(".button", href=HELP)[say["danger_more"]]],
        ]

    def _sent(self, name: str, one: Clue) -> dict[str, Any]:
        given = one.facts
        meds = given.pop(MEDS, [])
        return {
            "name": self.words["clues"][name]["name"],
            "card": "" if one.strength == SIGN else str(h.fragment[self._card(name, one)]),
            "rows": " ".join(one.rows),
            "asks": list(one.asks),
            "facts": given,
            "meds": meds,
        }

    def _card(self, name: str, one: Clue) -> list[h.Node]:
        say = self.words["clues"][name]
        return [
            h.p(".clue-name")[say["name"]],
            strength(one.strength, self.language),
            h.p[say["says"]],
            h.p(".clue-soon", hidden=True),
            h.p(".clue-source")[self._sources(one)],
        ]

    def _sources(self, one: Clue) -> list[h.Node]:
        """Return who says so: the sources of its rows but the rules', which name their own."""
        keys = [key.split(":") for key in one.rows if not key.startswith("warning_signs:")]
        found = dict.fromkeys(str(tables.row(*key)["source"]) for key in keys)
        return [[", " if at else "", self._cited(name)] for at, name in enumerate(found)]

    def _cited(self, source: str) -> h.Node:
        short: str | None = words("strength", self.language)["short"].get(source)
        return short or cited(source, self.language)

    def _table(self) -> h.Element:
        """Return every clue, for those who read without ticking."""
        say, strong = self.words, words("strength", self.language)
        heads = [say["head_clue"], say["head_says"], strong["head"], say["head_soon"]]
        return h.table[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr(data_row=" ".join(one.rows))[
                        h.th(scope="row")[say["clues"][name]["name"]],
                        h.td[say["clues"][name]["says"]],
                        h.td[strong[one.strength]],
                        h.td[self._soon(name)],
                    ]
                    for name, one in CLUES.items()
                )
            ],
        ]

    def _soon(self, name: str) -> str:
        found = soonest([name], self.language).get(name)
        return found.action if found else str(self.words["no_hurry"])
