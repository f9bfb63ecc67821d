"""Panel: a visit rehearsed: what to say first, three questions to ask, and saying it back.

The questions are ``visit_questions`` of the text files. Those picked lie in the page's fragment
under ``plan.questions``, their ids joined by dots, so that the plan finds them.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.text import words

MOST = 3
STEPS = ("first", "look", "ask", "next", "back")
ASK = "ask"  # the step in which the picked questions stand
PLAN = "../11-my-plan/"  # from any lesson's page, in either language


class Rehearsal(Panel):
    """Up to three questions for a visit, and the visit in five steps.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    questions
        The ids picked, joined by dots, in the order of the list; what is unknown is dropped.
    """

    questions = t.Unicode().tag(sync=True)
    asked = t.Dict().tag(sync=True)  # id: the question

    def __init__(self, language: str = "en", **traits: Any) -> None:
        super().__init__(language, "rehearsal", asked=words("visit_questions", language), **traits)

    @t.validate("questions")
    def _known(self, proposal: Any) -> str:
        wanted = str(proposal["value"]).split(".")
        return ".".join([name for name in words("visit_questions") if name in wanted][:MOST])

    def markup(self) -> h.Element:
        say, picked = self.words, self._picked()
        return markup.frame(
            "rehearsal",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[self._questions(picked)],
                h.div(".visit")[
                    h.h3[say["steps_head"]],
                    h.ol[(self._step(name, picked) for name in STEPS)],
                ],
            ],
            h.div(".panel-say")[
                h.p(".visit-said", role="status")[markup.rich(say[f"picked_{len(picked)}"])],
                h.a(".button.visit-plan", href=PLAN, data_carry=True)[say["to_plan"]],
            ],
        )

    def _picked(self) -> list[str]:
        return [name for name in self.questions.split(".") if name]

    def _questions(self, picked: list[str]) -> h.Element:
        return h.fieldset(".visit-questions", data_control="questions")[
            h.legend[self.words["choose"]],
            (
                h.label[
                    h.input(markup.ASLEEP, type="checkbox", value=name, checked=name in picked),
                    h.span[question],
                ]
                for name, question in self.asked.items()
            ),
        ]

    def _step(self, name: str, picked: list[str]) -> h.Element:
        say = self.words["steps"][name]
        mine = h.ul(".visit-mine")[(h.li[self.asked[one]] for one in picked)]
        return h.li(data_step=name)[
            h.b[say["title"]],
            h.p[markup.rich(say["text"])],
            name == ASK and mine,
        ]
