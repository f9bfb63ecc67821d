"""Panel: a plan that fills the page it is printed on, as it is chosen.

Where it cramps sets the three steps; two or three habits and three questions are ticked; the help
list is always there. The page stands whole in the markup, in both languages, and the module shows
what was chosen. The nights of the diary are kept by the module alone: no trait, so no server,
hears of them, and no link holds them.
"""

from types import MappingProxyType
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.help.matters import ordered
from spasmlab.panels.plan.plan_sheet import NIGHTS, Sheet
from spasmlab.text import words

PLACES = ("calf", "foot", "thigh_back", "thigh_front", "back")
HABITS = MappingProxyType(
    {  # each with the row that says what is known of it
        "stretch": "treatments:calf_stretch_prophylactic",
        "pills": "drug_causes:inhaled_long_acting_beta_agonists",
        "active": "treatments:stay_active",
        "walk": "treatments:walking_programme",
        "warmth": "treatments:heat_wrap",
        "exercise": "treatments:exercise_chronic",
        "salty": "treatments:electrolyte_drink",
    }
)
MOST = 3  # of habits, and of questions: what fits a page, and a visit


class Plan(Panel):
    """A printed page for tonight, this week and the next visit.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    place
        Where it cramps: one of ``PLACES``.
    habits, questions
        What is ticked, at most three of each: names of ``HABITS``, keys of visit_questions.toml.
    matters
        Cards of ``Matters`` joined by dots, what matters most first; "" for none said.
    large, both
        Whether the page is in large type, and in both languages.
    """

    place = t.Unicode("calf").tag(sync=True)
    habits = t.List(t.Unicode()).tag(sync=True)
    questions = t.List(t.Unicode()).tag(sync=True)
    matters = t.Unicode().tag(sync=True)
    large = t.Bool(False).tag(sync=True)
    both = t.Bool(False).tag(sync=True)

    def __init__(self, language: str = "en", *, key: str = "plan", **traits: Any) -> None:
        self._sheet = Sheet(language, HABITS)
        super().__init__(language, key, **traits)

    @t.validate("place")
    def _known_place(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in PLACES else "calf"

    @t.validate("matters")
    def _known_cards(self, proposal: Any) -> str:
        return ".".join(ordered(str(proposal["value"]))) if proposal["value"] else ""

    @t.validate("habits", "questions")
    def _few(self, proposal: Any) -> list[str]:
        known = HABITS if proposal["trait"].name == "habits" else words("visit_questions")
        return [name for name in known if name in proposal["value"]][:MOST]

    def markup(self) -> h.Element:
        return markup.frame(
            "plan",
            self.key,
            self.words["title"],
            h.div(".plan-choose")[
                h.h3(".plan-head")[self.words["controls"]],
                self._place(),
                self._fold("habits", self._ticks("habits", self.words["sheet"]["habit"])),
                self._fold("questions", self._ticks("questions", self._sheet.questions)),
                self._fold("diary", self._diary()),
                self._actions(),
            ],
            h.div(".plan-preview")[
                h.p(".plan-caption", id=f"p-{self.key}-sheet")[self.words["preview"]],
                self._sheet.markup(self),
            ],
            h.div(".panel-say")[self._said(), markup.tools(self.words, self._table(), sound=False)],
        )

    def _place(self) -> h.Element:
        options = [(place, self.words["places"][place]) for place in PLACES]
        name = f"p-{self.key}-place"
        return markup.radios("place", self.words["place"], options, self.place, name)

    def _fold(self, name: str, inside: h.Node) -> h.Element:
        ticked = getattr(self, name, ())
        return h.details(f".plan-fold.plan-fold-{name}", name="plan", open=bool(ticked))[
            h.summary[self.words[name]], inside
        ]

    def _ticks(self, name: str, options: dict[str, str]) -> h.Element:
        """Return boxes to tick; under a habit stands what is known of it, with its row."""
        notes = self.words["notes"] if name == "habits" else {}
        return h.fieldset(".plan-ticks", data_control=name)[
            h.legend[self.words[f"pick_{name}"]],
            (
                h.label[
                    h.input(
                        markup.ASLEEP,
                        type="checkbox",
                        value=one,
                        checked=one in getattr(self, name),
                    ),
                    h.span[
                        text,
                        notes and h.small(data_row=HABITS[one])[notes[one]],
                    ],
                ]
                for one, text in options.items()
            ),
        ]

    def _diary(self) -> h.Node:
        return [
            h.p(".plan-how")[self.words["diary_help"]],
            h.ol(".plan-nights")[(self._night(night) for night in range(1, NIGHTS + 1))],
            h.figure(".diary-picture", hidden=True),
            h.p(".diary-said", role="status")[self.words["diary_none"]],
            h.div(".plan-buttons")[
                h.button(".plan-quiet.diary-back", markup.ASLEEP, type="button")[
                    self.words["back_one"]
                ],
                h.button(".plan-quiet.diary-clear", markup.ASLEEP, type="button")[
                    self.words["clear"]
                ],
            ],
        ]

    def _night(self, night: int) -> h.Element:
        say = {name: markup.fill(self.words[name], night=night, count=0) for name in _NIGHT}
        return h.li[
            h.button(
                ".night-tap.plan-night",
                markup.ASLEEP,
                type="button",
                aria_label=say["night_tap"],
            )[h.small[say["night"]], h.b["0"]],
            h.label(".night-tick")[
                h.input(markup.ASLEEP, type="checkbox", aria_label=say["night_stretched"]),
                h.span[self.words["stretched"]],
            ],
        ]

    def _actions(self) -> h.Element:
        switches = (
            h.button(
                ".plan-switch",
                markup.ASLEEP,
                type="button",
                data_switch=name,
                aria_pressed=str(getattr(self, name)).lower(),
            )[self.words[name]]
            for name in ("large", "both")
        )
        return h.div(".plan-print")[
            h.h4[self.words["print_head"]],
            h.div(".plan-buttons")[
                h.button(".button.plan-go", markup.ASLEEP, type="button")[self.words["print"]],
                switches,
            ],
            h.p(".plan-how")[self.words["print_help"], " ", self.words["link_why"]],
            h.p(".plan-how.plan-unreached", hidden=True)[self.words["localhost_why"]],
        ]

    def _said(self) -> h.Node:
        sentence = self._sentence()
        return [
            h.p(".reading-seen", aria_hidden="true")[sentence],
            h.p(".reading-heard.unseen", role="status")[sentence.striptags()],
        ]

    def _sentence(self) -> Any:
        counted = {
            name: self.words[f"{name[:-1]}_counts"][len(ticked) - 1]
            if (ticked := getattr(self, name))
            else self.words[f"no_{name}"]
            for name in ("habits", "questions")
        }
        place = self.words["place_names"][self.place]
        return markup.rich(self.words["filled"], place=place, **counted)

    def _table(self) -> h.Element:
        say, notes = self.words["table"], self.words["notes"]
        heads = (say["habit"], say["known"], say["row"])
        return h.table[
            h.caption[say["caption"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr(data_row=row)[
                        h.th(scope="row")[self.words["sheet"]["habit"][name]],
                        h.td[notes[name]],
                        h.td[h.code[row]],
                    ]
                    for name, row in HABITS.items()
                )
            ],
        ]


_NIGHT = ("night", "night_tap", "night_stretched")
