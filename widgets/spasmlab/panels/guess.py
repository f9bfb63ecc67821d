"""Panel: a question with choices: a guess before a panel opens, or a check after it.

The questions are tables ``[question.<name>]`` of the text files. Each choice has its own reply,
and where it has a number, the ``row`` that the number is of, as ``prognosis:nlc_at_night``; the
replies stand in the page, folded, so that they can be read and printed without scripts.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.text import words


class Guess(Panel):
    """One question; ``kind`` says whether it is answered below ("predict") or here ("quiz").

    A "hunch" is a small guess before a later panel: it replies at once, and shuts nothing.

    Parameters
    ----------
    question
        The name of a table ``[question.<name>]`` in the text files; also the panel's key.
    language
        A code from ``spasmlab.text.LANGUAGES``.
    choice
        The number of the choice made, as text; "skipped", or "" for none yet.
    """

    kind = t.Enum(["predict", "quiz", "hunch"]).tag(sync=True)
    question = t.Unicode().tag(sync=True)
    choices: t.List[dict[str, Any]] = t.List().tag(sync=True)
    choice = t.Unicode().tag(sync=True)

    def __init__(self, question: str, language: str = "en", **traits: Any) -> None:
        asked = words(f"question.{question}", language)
        super().__init__(
            language,
            question,
            question=asked["question"],
            kind=asked["kind"],
            choices=asked["choices"],
            **traits,
        )

    @t.validate("choice")
    def _known(self, proposal: Any) -> str:
        known = {str(i) for i in range(len(self.choices))} | {"skipped"}
        return str(proposal["value"]) if proposal["value"] in known else ""

    def markup(self) -> h.Element:
        body = {"predict": self._predict, "quiz": self._quiz, "hunch": self._hunch}[self.kind]()
        return markup.frame("guess", self.key, self.words[self.kind], body)

    def _hunch(self) -> h.Node:
        return h.div(".hunch")[self._choices(), h.p(".reply", role="status"), self._answers()]

    def _predict(self) -> h.Node:
        return [
            self._choices(),
            h.div(".guess-foot")[
                h.p(".reply", role="status"),
                h.button(".guess-skip", markup.ASLEEP, type="button")[self.words["skip"]],
            ],
        ]

    def _answers(self) -> h.Element:
        """Return every reply, folded: to be read and printed without scripts."""
        replies = (
            h.li(data_row=choice.get("row"))[
                h.b[choice["text"]],
                " ",
                choice["right"] and self.words["best"],
                " ",
                choice["reply"],
            ]
            for choice in self.choices
        )
        return h.details(".answers")[h.summary[self.words["answers"]], h.ul[replies]]

    def _quiz(self) -> h.Node:
        return [
            h.form[
                self._choices(),
                h.div(".guess-foot")[
                    h.button(".button", markup.ASLEEP, type="submit")[self.words["check"]],
                    h.p(".reply", role="status"),
                ],
            ],
            self._answers(),
        ]

    def _choices(self) -> h.Element:
        return h.fieldset(".choices", data_control="choice")[
            h.legend[self.question],
            h.div(".choices-row")[
                (
                    h.label(data_row=choice.get("row"))[
                        h.input(markup.ASLEEP, type="radio", name=f"p-{self.key}", value=str(i)),
                        h.span[choice["text"]],
                    ]
                    for i, choice in enumerate(self.choices)
                )
            ],
        ]


def replies(question: str, language: str = "en") -> list[dict[str, Any]]:
    """Return what answers each choice of a question in the panel after it; none without one."""
    if not question:
        return []
    asked = words(f"question.{question}", language)["choices"]
    return [{key: one[key] for key in ("right", "reply", "row") if key in one} for one in asked]


def right_answer(question: str, language: str = "en") -> str:
    """Return the number, as text, of the right choice of a question."""
    choices = words(f"question.{question}", language)["choices"]
    return next(str(i) for i, choice in enumerate(choices) if choice["right"])
