"""Facts in, a level of urgency out: the highest that any rule of ``data/warning_signs.csv`` has.

It teaches what people with such signs are told to do; it is no diagnosis. There are no weights and
no averages: every rule that fires is a reason, and the worst of them gives the level.

- A rule whose condition holds keeps its level, whatever else is known or not known.
- Where none holds, the answer is ``self_care`` only if every question has an answer, or was left
  out of a coded story and has a default. One that is open makes it ``not_enough_to_say``.
- No rule has a "not" (``triggers.py``), so that a "yes" more never lowers a level.

Errors: ``facts.FactError`` for facts that cannot be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any

import pandas as pd

from spasmlab.safety.facts import facts, read
from spasmlab.safety.signs import LEVELS, TIERS, signs
from spasmlab.safety.triggers import Condition, Expression, condition, named, parse

NOT_ENOUGH = "not_enough_to_say"
SELF_CARE = LEVELS[-1]
LANGUAGES = ("en", "es")  # of the table's columns
AGES = (1, 15, 40, 60, 90)


@dataclass(frozen=True)
class Rule:
    """One row of the table: a level, and the condition on facts that gives it."""

    id: str
    level: str
    when: Expression
    holds: Condition
    said: Mapping[str, str | None]  # the row itself


@dataclass(frozen=True)
class Reason:
    """One rule that fired: the sign, why it matters, what people are told to do, who says so.

    ``basis`` says where the level came from: source, judgement, or both. A level of judgement is
    for a clinician to sign. ``why`` is None where the table gives none.
    """

    id: str
    level: str
    sign: str
    why: str | None
    action: str
    source: str
    basis: str


@dataclass(frozen=True)
class Triage:
    """The level that facts lead to, its reasons worst first, and the questions left open.

    ``level`` is one of ``signs.LEVELS``, or ``not_enough_to_say``. ``tier`` is emergency, today,
    visit, or ``not_enough_to_say``. ``open`` holds what is not answered, the gates first.
    """

    level: str
    reasons: tuple[Reason, ...]
    open: tuple[str, ...]

    @property
    def tier(self) -> str:
        return TIERS.get(self.level, NOT_ENOUGH)


def assess(given: Mapping[str, Any], language: str = "en") -> Triage:
    """Return the highest level that fires, with every reason, or ``not_enough_to_say``."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    answers = read(given)
    fired = [rule for rule in rules() if rule.holds(answers)]
    open_ = _open(answers)
    level = fired[0].level if fired else NOT_ENOUGH if open_ else SELF_CARE
    return Triage(level, tuple(_reason(rule, language) for rule in fired), open_)


def alone(name: str, language: str = "en") -> Reason:
    """Return the worst reason that a "yes" to one question gives, at any age, with any problem.

    Raises ``ValueError`` where it gives none.
    """
    people = product(AGES, facts()["main_problem"].choices)
    told = [
        assess({"age": age, "main_problem": problem, name: True}, language)
        for age, problem in people
    ]
    of_it = [reason for one in told for reason in one.reasons if name in _asked(reason.id)]
    if not of_it:
        raise ValueError(f"name must be a sign that a rule knows by itself, got {name!r}")
    return min(of_it, key=_rank)


def _asked(identity: str) -> set[str]:
    """Return the questions that a rule asks."""
    return named(next(rule.when for rule in rules() if rule.id == identity))


def _rank(reason: Reason) -> int:
    return LEVELS.index(reason.level)


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, worst level first, its trigger read and checked against the facts."""
    return tuple(_rule(row) for _, row in signs().iterrows())


def shipped() -> dict[str, Any]:
    """Return the questions and the rules as ``triage.js`` takes them, in JSON's own types."""
    asked = {name: {**vars(fact), "implies": dict(fact.implies)} for name, fact in facts().items()}
    written = [{"id": rule.id, "level": rule.level, "when": rule.when} for rule in rules()]
    return {"facts": asked, "rules": written, "self_care": SELF_CARE}


def _rule(row: pd.Series) -> Rule:
    when = parse(row["trigger"], facts())
    said = {str(name): None if pd.isna(cell) else str(cell) for name, cell in row.items()}
    return Rule(str(row["id"]), str(row["level"]), when, condition(when), MappingProxyType(said))


def _open(answers: Mapping[str, Any]) -> tuple[str, ...]:
    open_ = (fact for name, fact in facts().items() if answers[name] is None)
    return tuple(fact.id for fact in sorted(open_, key=lambda fact: not fact.gate))


def _reason(rule: Rule, language: str) -> Reason:
    said = rule.said
    return Reason(
        id=rule.id,
        level=rule.level,
        sign=said[f"question_{language}"] or "",
        why=said[f"why_{language}"],
        action=said[f"action_{language}"] or "",
        source=said["source"] or "",
        basis=said["basis"] or "",
    )
