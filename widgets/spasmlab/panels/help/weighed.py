"""Panel: a sheet of what matters to one reader, to print and to bring along.

It shows the order of the cards and the options that stand side by side on the page, each with help
and harm in the same form, beside waiting. One change to try and three questions are picked here.
All of it lies in the page's fragment, where the plan finds it, and nowhere else.
"""

from types import MappingProxyType
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence import fact_lists
from spasmlab.panels.evidence.compare import PLACES, Compare, disputed
from spasmlab.panels.evidence.fact_box import Card
from spasmlab.panels.evidence.fact_side import doubt
from spasmlab.panels.evidence.result import Result, bold
from spasmlab.panels.help.matters import CARDS, ordered
from spasmlab.panels.help.rehearsal import MOST, PLAN
from spasmlab.panels.plan.plan import HABITS
from spasmlab.text import words

MODEL = "evidence.effects"
CHANGES = ("none", "active", "warmth", "walk", "exercise")  # habits of the plan, and none
KNOWN = MappingProxyType(
    {  # what stands behind the line that each card has on the sheet
        "pain": "prognosis:acute_pain_w0 prognosis:acute_pain_w6",
        "awake": "effects:cyclobenzaprine_11",
        "cost": "treatments:stay_active",
        "own": "treatments:massage",
    }
)
QUESTIONS = ("of_100", "wait", "therapy", "relaxant", "pain_pill", "signs", "recheck")


class Weighed(Panel):
    """What matters to me: a sheet that fills from the page, and prints.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    order
        The cards of ``Matters`` joined by dots, what matters most first.
    options
        Treatments that stand side by side, joined by dots.
    change
        One of ``CHANGES``: a habit to try first, or none.
    questions
        Ids of visit_questions.toml joined by dots; at most three.
    """

    order = t.Unicode(".".join(CARDS)).tag(sync=True)
    options = t.Unicode().tag(sync=True)
    change = t.Unicode("none").tag(sync=True)
    questions = t.Unicode().tag(sync=True)
    lines = t.Dict().tag(sync=True)  # treatment: its name, help and harm as markup
    places = t.Dict().tag(sync=True)  # where ``Compare`` starts
    asked = t.Dict().tag(sync=True)  # id: the question
    changes = t.Dict().tag(sync=True)  # change: what the sheet says of it

    def __init__(self, language: str = "en", **traits: Any) -> None:
        beside = Compare(language)
        self.made = beside.made
        asked = words("visit_questions", language)
        plan = words("plan", language)
        self._habits = plan["sheet"]["habit"]
        super().__init__(
            language,
            "weighed",
            asked={name: asked[name] for name in QUESTIONS},
            changes={
                name: f"**{self._habits[name]}.** {plan['notes'][name]}" for name in CHANGES[1:]
            },
            places={place: getattr(beside, place) for place in PLACES},
            **{"options": ".".join(beside.shown), **traits},
        )

    @t.validate("order", "options", "change", "questions")
    def _known(self, proposal: Any) -> str:
        name, value = proposal["trait"].name, str(proposal["value"])
        if name == "order":
            return ".".join(ordered(value))
        if name == "change":
            return value if value in CHANGES else "none"
        if name == "options":
            return ".".join([one for one in value.split(".") if one in self.made][: len(PLACES)])
        return ".".join([one for one in QUESTIONS if one in value.split(".")][:MOST])

    def markup(self) -> h.Element:
        say = self.words
        self.lines = {name: str(h.fragment[self._line(card)]) for name, card in self.made.items()}
        return markup.frame(
            "weighed",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[self._change(), self._questions()],
                self._sheet(),
            ],
            h.div(".panel-say")[
                h.p(".weighed-said", role="status")[say["kept"]],
                h.div(".weighed-go")[
                    h.button(".button.weighed-print", markup.ASLEEP, type="button")[say["print"]],
                    h.a(".button.weighed-plan", href=PLAN, data_carry=True)[say["to_plan"]],
                ],
            ],
        )

    def _change(self) -> h.Element:
        texts = {"none": self.words["no_change"], **self._habits}
        options = [(name, texts[name]) for name in CHANGES]
        return markup.radios(
            "change", self.words["change"], options, self.change, "p-weighed-change"
        )

    def _questions(self) -> h.Element:
        picked = self.questions.split(".")
        return h.fieldset(".weighed-questions", data_control="questions")[
            h.legend[self.words["choose"]],
            (
                h.label[
                    h.input(markup.ASLEEP, type="checkbox", value=name, checked=name in picked),
                    h.span[question],
                ]
                for name, question in self.asked.items()
            ),
        ]

    def _sheet(self) -> h.Element:
        say, picked = self.words, [name for name in self.questions.split(".") if name]
        card = next(iter(self.made.values()))
        return h.article(".weighed-sheet", aria_label=say["title"])[
            h.h3[say["title"]],
            h.p(".weighed-first")[say["signs"]],
            h.h4[say["order"]],
            h.ol(".weighed-order")[(self._card(name) for name in self.order.split("."))],
            h.h4[say["options"]],
            h.div(".weighed-options", data_model=MODEL)[
                (
                    h.section(hidden=at >= len(self.options.split(".")))[
                        self._line(self.made[name]) if name else None
                    ]
                    for at, name in enumerate(
                        [*self.options.split("."), *[""] * len(PLACES)][: len(PLACES)]
                    )
                )
            ],
            fact_lists.wait(card.box.wait, card.language, card.box.out_of),
            h.h4[say["try"]],
            h.p(".weighed-change", data_row=HABITS.get(self.change))[
                markup.rich(self.changes.get(self.change, say["undecided"]))
            ],
            h.h4[say["ask"]],
            h.ul(".weighed-mine")[(h.li[one] for one in self._mine(picked))],
            h.p(".weighed-line", data_row="warning_signs:NOT_BETTER")[say["recheck"]],
        ]

    def _mine(self, picked: list[str]) -> list[str]:
        return [self.asked[name] for name in picked] or [self.words["no_question"]]

    def _card(self, name: str) -> h.Element:
        names, known = words("matters", self._language)["cards"], self.words["known"]
        return h.li(data_card=name, data_row=KNOWN.get(name))[
            h.b[names[name]["name"]], " ", h.span[known[name]]
        ]

    @property
    def _language(self) -> str:
        return next(iter(self.made.values())).language

    def _line(self, card: Card) -> h.Node:
        """Return an option's help and harm: two lines of one form."""
        say = words("fact_box", card.language)
        return [
            h.h5[card.name],
            (
                h.p(data_row=found.row)[h.b[say[which]], " ", bold(_told(found))]
                for which, found in (("good", card.good), ("bad", card.bad))
            ),
            self._disputed(card),
        ]

    def _disputed(self, card: Card) -> h.Node:
        """Return what studies do not agree on, so that no single result is taken for all."""
        told, found = disputed(card), card.box.disagreement
        if found is None:
            return None
        return h.p(data_row=f"disagreements:{found.id}")[
            h.b[words("fact_box", card.language)["disagree"]], ". ", told
        ]


def _told(found: Result) -> str:
    return f"{found.sentence} {doubt(found)}".strip()
