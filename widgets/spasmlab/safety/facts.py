"""The questions of ``data/facts.csv``, and what may be answered to them.

An answer is True or False to a yes-or-no question, a whole number, one of the choices, or a list of
them. To any question it may also be

- ``"unsure"``: where a "yes" alone is an emergency or to be seen today, that counts as yes;
  elsewhere as not answered;
- None: not answered. That is neither yes nor no, and never ends in self-care (``triage.py``).

Errors: ``FactError``, which names the question and shows the answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from reprlib import Repr
from types import MappingProxyType
from typing import Any

import pandas as pd

from spasmlab.evidence.tables import load

UNSURE = "unsure"
LONGEST = 200  # answers in a list; there are fewer medicines to tick
_brief = Repr()  # a strange answer may be huge, or deep
_brief.maxlevel, _brief.maxstring, _brief.maxlong, _brief.maxother = 2, 60, 40, 60


class FactError(ValueError):
    """An answer cannot be read; the text names its question."""


@dataclass(frozen=True)
class Fact:
    """One question: its kind of answer, its default in a coded story, and how much hangs on it.

    ``low`` and ``high`` bound a whole number. ``default`` stands for a key left out of a coded
    story; None where there is none. ``alarm``: a "yes" alone is an emergency or to be seen today.
    ``gate``: one of the few such that must be answered before anything else. ``required``: no
    page may leave it out silently. ``implies``: a choice of a list, and the choices that it is one
    of, as warfarin is a blood thinner.
    """

    id: str
    kind: str
    choices: tuple[str, ...]
    low: int
    high: int
    default: Any
    gate: bool
    alarm: bool
    required: bool
    implies: Mapping[str, tuple[str, ...]]

    def read(self, given: Any) -> Any:
        """Return an answer as the rules take it: None where it leaves the question open."""
        if given is None:
            return None
        if isinstance(given, str) and given == UNSURE:
            return True if self.alarm else None
        return READERS[self.kind](self, given)

    def refuse(self, wanted: str, given: Any) -> FactError:
        """Return the error that says what this question takes, and what it got."""
        return FactError(f"{self.id} must be {wanted}, got {_shown(given)}")


@cache
def facts() -> Mapping[str, Fact]:
    """Return every question by its key, in the table's order."""
    return MappingProxyType({row["id"]: _fact(row) for _, row in load("facts").iterrows()})


def read(given: Any) -> dict[str, Any]:
    """Return an answer for every question: those given, and the defaults of those left out.

    Raises ``FactError`` for a question that is not in the table or an answer it does not take.
    """
    if not isinstance(given, Mapping):
        raise FactError(f"facts must be named answers, got {_shown(given)}")
    known = facts()
    for name in given:
        if not isinstance(name, str) or name not in known:
            raise FactError(f"facts has no question {_shown(name)}{_near(name)}")
    return {
        name: fact.read(given[name]) if name in given else fact.default
        for name, fact in known.items()
    }


def _shown(given: Any) -> str:
    try:
        return _brief.repr(given)
    except ValueError:  # Python writes no whole number of more than 4300 digits
        return "a number of too many digits"


def _near(name: Any) -> str:
    close = get_close_matches(name[:60], facts(), 1) if isinstance(name, str) else []
    return f"; did you mean {close[0]!r}?" if close else ""


def _yes_no(fact: Fact, given: Any) -> bool:
    if not isinstance(given, bool):
        raise fact.refuse('true, false, "unsure" or null', given)
    return given


def _whole_number(fact: Fact, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise fact.refuse("a whole number", given)
    if not fact.low <= given <= fact.high:
        raise fact.refuse(f"{fact.low} to {fact.high}", given)
    return given


def _choice(fact: Fact, given: Any) -> str:
    if not isinstance(given, str) or given not in fact.choices:
        raise fact.refuse(f"one of {', '.join(fact.choices)}", given)
    return given


def _list(fact: Fact, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or len(given) > LONGEST:
        raise fact.refuse(f"a list of at most {LONGEST}", given)
    for one in given:
        if not isinstance(one, str) or one not in fact.choices:
            raise FactError(f"{fact.id} has no choice {_shown(one)}")
    return tuple(found for one in given for found in (one, *fact.implies.get(one, ())))


DEFAULTS: dict[str, Callable[[str], Any]] = {
    "yes_no": lambda text: text == "yes",
    "whole_number": lambda text: int(text) if text else None,
    "choice": lambda text: text or None,
    "list": lambda _: (),
}
READERS: dict[str, Callable[[Fact, Any], Any]] = {
    "yes_no": _yes_no,
    "whole_number": _whole_number,
    "choice": _choice,
    "list": _list,
}


def _fact(row: pd.Series) -> Fact:
    cells = {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}
    return Fact(
        id=cells["id"],
        kind=cells["type"],
        choices=tuple(filter(None, cells["choices"].split(";"))),
        low=int(cells["low"] or 0),
        high=int(cells["high"] or 0),
        default=DEFAULTS[cells["type"]](cells["default"]),
        gate=bool(row["gate"]),
        alarm=bool(row["alarm"]),
        required=bool(row["required"]),
        implies=MappingProxyType(_implied(cells["implies"])),
    )


def _implied(cell: str) -> dict[str, tuple[str, ...]]:
    """Return which choice is also which others, from ``warfarin>anticoagulant;...``."""
    pairs = [tuple(one.split(">")) for one in filter(None, cell.split(";"))]
    return {left: tuple(b for a, b in pairs if a == left) for left, _ in pairs}
