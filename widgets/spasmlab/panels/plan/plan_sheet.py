"""The page that a plan is printed on: whole in the markup, in both languages.

A line that is not chosen is hidden, not absent; the second language is shown by a class. So the
module only shows and hides, and a page without scripts prints the steps for a calf, lines to write
on, and the help list, which nothing hides.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import htpy as h

from spasmlab.evidence.tables import row
from spasmlab.panels.help.matters import ordered
from spasmlab.text import LANGUAGES, words

NIGHTS = 14
WEEK = 7
TOLD = 2  # of the cards of what matters
NOW = {  # what is printed in a few words, and the rows it stands for: all call for an ambulance
    "saddle": ("CES_SADDLE",),
    "toilet": ("CES_BLADDER", "CES_BOWEL", "CES_SEX"),
    "legs": ("CES_BOTH_LEGS", "CES_UNSTEADY", "CORD_GAIT"),
    "grow": ("WEAK_PROG", "PARALYSIS"),
    "leg": ("FLOOR_SUDDEN_LEG",),
    "cold_pain": ("ALI",),
    "injury": ("MAJOR_INJURY",),
    "belly": ("AAA_SUDDEN",),
    "chest": ("BACK_CHEST", "BREATHLESS", "PE", "AIRWAY"),
    "heart": ("K_HEART", "PALP_FAINT"),
    "head": ("SEIZURE_CONFUSED", "STROKE"),
    "lock": ("TETANY", "TETANUS"),
    "pee": ("RHABDO", "RHABDO_NO_PEE"),
    "ill": ("INFECT_NEURO", "SEPSIS", "FLOOR_ILL"),
    "mind": ("HOPELESS",),
}
TODAY = {  # the same for signs that are to be seen on the day
    "calf": ("DVT",),
    "ten": ("CRAMP_10MIN",),
    "foot": ("FOOT_DROP",),
    "cold": ("FLOOR_COLD", "FLOOR_NUMB"),
    "fever": ("BACK_FEVER",),
}
STEPS = {  # what stands behind the steps for each place
    "calf": "treatments:calf_stretch_acute",
    "foot": "treatments:calf_stretch_acute",
    "thigh_back": "treatments:calf_stretch_acute",
    "thigh_front": "treatments:calf_stretch_acute",
    "back": "treatments:stay_active treatments:heat_wrap heat_cold:heat_sleep",
}


class Sheet:
    """The page in one language, with the other beneath.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``: the one set large.
    habits
        The names of the habits, each with its row.
    """

    def __init__(self, language: str, habits: Mapping[str, str]) -> None:
        self.language = language
        self.other = next(code for code in LANGUAGES if code != language)
        self.texts = [words("plan", code)["sheet"] for code in (language, self.other)]
        self.asked = [words("visit_questions", code) for code in (language, self.other)]
        self.habits = habits

    @property
    def questions(self) -> dict[str, str]:
        """The questions for a visit, in the sheet's own language."""
        return self.asked[0]

    def markup(self, chosen: Any) -> h.Element:
        """Return the page; ``chosen`` has a plan's key and traits."""
        switched = {"is-large": bool(chosen.large), "has-both": bool(chosen.both)}
        kinds: list[str | dict[str, bool]] = ["plan-sheet", switched]
        return h.article(class_=kinds, aria_labelledby=f"p-{chosen.key}-sheet")[
            h.header[h.h3[self._say("title")], h.p(".plan-date")[self._say("date"), _line()]],
            self._matters(chosen.matters),
            h.div(".sheet-body")[
                (self._steps(place, shown=place == chosen.place) for place in STEPS),
                self._list("habits", self._habits(chosen.habits)),
                self._list("questions", self._questions(chosen.questions)),
                self._help(),
            ],
            h.div(".sheet-end")[self._nights(chosen.place), h.div(".sheet-code", hidden=True)],
            self._foot(),
        ]

    def _say(self, *keys: str) -> list[h.Node]:
        """Return a sentence and, after it, the same in the other language."""
        one, other = (_found(text, keys) for text in self.texts)
        return self._pair(one, other)

    def _pair(self, one: str, other: str) -> list[h.Node]:
        return [one, h.span(".plan-other", lang=self.other)[" ", other]]

    def _matters(self, order: str) -> h.Element:
        """Return what matters most, in the order of lesson 9; nothing before it was put there."""
        one, other = (words("matters", code)["cards"] for code in (self.language, self.other))
        return h.p(".sheet-matters", hidden=not order)[
            h.b[self._say("matters")],
            (
                h.span(data_card=name, hidden=at >= TOLD)[
                    " ", self._pair(one[name]["name"], other[name]["name"])
                ]
                for at, name in enumerate(ordered(order))
            ),
        ]

    def _steps(self, place: str, *, shown: bool) -> h.Element:
        both = zip(*(text[place]["steps"] for text in self.texts), strict=True)
        return h.section(".sheet-steps", data_place=place, data_row=STEPS[place], hidden=not shown)[
            h.h4[self._say(place, "title")],
            h.ol[(h.li[self._pair(*step)] for step in both)],
        ]

    def _recheck(self, place: str, *, shown: bool) -> h.Element:
        """Return how long to try, which a row sets for cramps and for the back."""
        return h.p(
            ".sheet-recheck",
            data_place=place,
            data_row="warning_signs:NOT_BETTER",
            hidden=not shown,
        )[self._say("recheck", "back" if place == "back" else "leg")]

    def _list(self, name: str, lines: Iterator[h.Element]) -> h.Element:
        return h.section(f".sheet-list.sheet-{name}")[
            h.h4[self._say(name)],
            h.ul[lines, (h.li(".sheet-blank")[_line()] for _ in range(2))],
        ]

    def _habits(self, ticked: list[str]) -> Iterator[h.Element]:
        for name, known in self.habits.items():
            yield h.li(data_pick=name, data_row=known, hidden=name not in ticked)[
                h.span[self._say("habit", name)]
            ]

    def _questions(self, ticked: list[str]) -> Iterator[h.Element]:
        one, other = self.asked
        for name in one:
            yield h.li(data_pick=name, hidden=name not in ticked)[
                h.span[self._pair(one[name], other[name])]
            ]

    def _help(self) -> h.Element:
        return h.section(".sheet-help")[
            h.div(".sheet-help-head")[
                h.h4[self._say("help")],
                h.p(".sheet-number")[self._say("number"), _line()],
            ],
            h.p(".sheet-call")[h.b[self._say("now")], " ", self._numbers()],
            self._signs("now_signs", NOW),
            h.p(".sheet-call")[h.b[self._say("today")], " ", self._say("today_how")],
            self._signs("today_signs", TODAY),
            h.p(".sheet-unsure")[self._say("unsure")],
        ]

    def _numbers(self) -> h.Node:
        countries = self.texts[0]["countries"]
        told = words("plan")["sheet"]["countries"]
        return [
            h.span[self._say("now_how")],
            " ",
            h.span(".sheet-numbers")[
                (
                    h.span[
                        h.span(data_row=f"emergency_numbers:{name}")[_number(name)],
                        f" {countries[name]} ",
                    ]
                    for name in told
                )
            ],
        ]

    def _signs(self, table: str, signs: Mapping[str, tuple[str, ...]]) -> h.Element:
        return h.ul[
            (
                h.li(data_row=" ".join(f"warning_signs:{row}" for row in rows))[
                    h.span[self._say(table, name)]
                ]
                for name, rows in signs.items()
            )
        ]

    def _nights(self, chosen: str) -> h.Element:
        return h.section(".sheet-nights")[
            h.div(".sheet-nights-head")[
                h.h4[self._say("nights")],
                (self._recheck(place, shown=place == chosen) for place in STEPS),
            ],
            h.div(".sheet-weeks")[(self._week(first) for first in (1, 1 + WEEK))],
        ]

    def _week(self, first: int) -> h.Element:
        nights = range(first, first + WEEK)
        return h.table[
            h.thead[
                h.tr[
                    h.th(scope="row")[self._say("night")],
                    (h.th(".plan-night", scope="col")[str(night)] for night in nights),
                ]
            ],
            h.tbody[
                (
                    h.tr(data_strip=name)[
                        h.th(scope="row")[self._say(name)],
                        (h.td(".plan-night", data_night=str(night)) for night in nights),
                    ]
                    for name in ("count", "stretched")
                )
            ],
        ]

    def _foot(self) -> h.Element:
        say = self.texts[0]  # what only the reader of the page needs is said once
        return h.footer(".sheet-foot")[
            h.p(".sheet-scan", hidden=True)[f"{say['code']} {say['kept']}"],
            h.p(".sheet-unreached")[say["no_code"]],
            h.p[h.b[self._say("reviewed")], " ", say["sources"]],
        ]


def _found(text: Any, keys: tuple[str, ...]) -> str:
    for key in keys:
        text = text[key]
    return str(text)


def _line() -> h.Element:
    return h.span(".plan-line")


def _number(country: str) -> str:
    return str(row("emergency_numbers", country)["number"])
