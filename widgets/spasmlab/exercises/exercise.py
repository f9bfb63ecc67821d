"""One exercise: what is right, which slips are known, and what a student is told.

Equations
    right   |answer − expected| ≤ within · |expected|, for each number of it

Units
    Those of ``Exercise.unit``; ``within`` is a share of what is expected, so it has none.

Shapes
    ``expected`` is a number, or several in an order; an answer must hold as many.

Errors
    None for a wrong answer, however wrong: a student reads a reply. ValueError, naming the
    argument and showing its value, where an exercise itself is made wrong.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from spasmlab.text import words

Value = Callable[[], ArrayLike]  # asked for only when an answer is compared with it


@dataclass(frozen=True)
class Exercise:
    """What is expected, and each known slip with what it leads to."""

    expected: Value
    unit: str  # as it is written after the number; "" for none
    within: float = 0.01  # of what is expected: rounding is forgiven, and no more
    slips: Mapping[str, Value] = field(default_factory=dict)
    digits: int = 3  # of the number in a reply

    def __post_init__(self) -> None:
        if not 0 < self.within < 0.5:
            raise ValueError(f"within must be above 0 and below 0.5, got {self.within!r}")

    def judge(self, answer: Any) -> str:
        """Return "right", a slip's name, "shape" or "wrong"."""
        given, wanted = np.asarray(answer, dtype=float), np.asarray(self.expected(), dtype=float)
        if given.shape != wanted.shape:
            return "shape"
        if _alike(given, wanted, self.within):
            return "right"
        found = (name for name, slip in self.slips.items() if _alike(given, slip(), self.within))
        return next(found, "wrong")

    def shown(self) -> str:
        """Return what is expected as it is written: rounded, with its unit."""
        numbers = np.atleast_1d(np.asarray(self.expected(), dtype=float))
        text = ", ".join(f"{one:.{self.digits}g}" for one in numbers)
        return f"{text} {self.unit}".strip().replace("-", "−")


@dataclass(frozen=True)
class Reply:
    """What a student is told; ``kind`` is "right", "wrong" or "empty"."""

    kind: str
    text: str
    language: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return (
            f'<p class="exercise-reply is-{self.kind}" role="status" lang="{self.language}">'
            f"{html.escape(self.text)}</p>"
        )


def reply(name: str, exercise: Exercise, answer: Any, language: str) -> Reply:
    """Return what to tell a student who answered so.

    ``answer`` is a number, several, or a function without arguments that gives them: a half-done
    line still holds dots, and must not stop the notebook.
    """
    says, own = words("exercise", language), words(f"exercise.{name}", language)
    try:
        given = answer() if callable(answer) else answer
    except Exception as error:
        unfilled = "ellipsis" in str(error)
        text = says["empty"] if unfilled else says["stopped"].format(error=error)
        return Reply("empty", text, language)
    if _blank(given):
        return Reply("empty", says["empty"], language)
    try:
        found = exercise.judge(given)
    except (TypeError, ValueError):
        return Reply("empty", says["not_a_number"].format(answer=repr(given)), language)
    if found == "right":
        said = (says["right"].format(expected=exercise.shown()), own["why"])
        return Reply("right", " ".join(said), language)
    said = (says["wrong"], says["shape"] if found == "shape" else own.get(found, own["hint"]))
    return Reply("wrong", " ".join(said), language)


def _blank(answer: Any) -> bool:
    """Whether nothing, or not everything, stands where an answer is asked for."""
    several = isinstance(answer, list | tuple)
    return answer is None or answer is ... or (several and any(map(_blank, answer)))


def _alike(one: ArrayLike, other: ArrayLike, within: float) -> bool:
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=within, atol=0.0))
