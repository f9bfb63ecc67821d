"""The language that ``data/warning_signs.csv`` writes its rules in, read without running any of it.

A trigger is a condition on facts (``data/facts.csv``), written as Python writes one::

    fever and main_problem == "back_pain" and (leg_weak or "anticoagulant" in meds)

It may hold ``and``, ``or``, a yes-or-no fact by its name, a choice compared by ``==``, ``!=`` or
``in (...)``, ``"x" in`` a list, and a number compared by ``<``, ``<=``, ``>``, ``>=``. There is no
``not``: a "yes" more can never make a condition untrue.

Read, it is nested lists, which JSON carries to the page and ``triage.js`` evaluates alike::

    ["and", ["yes", "fever"], ["any", "main_problem", ["back_pain"]], ["or", ...]]

Three values
    A fact that nobody answered is None: neither yes nor no. A condition is then True or False only
    where the answer could not change it (Kleene), and else None.
Errors
    ``TriggerError`` quotes the trigger and says what it may not hold.
"""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from spasmlab.safety.facts import Fact

Expression = list[Any]
Answers = Mapping[str, Any]
Condition = Callable[[Answers], bool | None]

ORDER: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
NUMBERS: dict[str, Callable[[int, int], bool]] = {
    "<": int.__lt__,
    "<=": int.__le__,
    ">": int.__gt__,
    ">=": int.__ge__,
}


class TriggerError(ValueError):
    """A rule's trigger is not of the language, or asks what no fact answers."""


def parse(trigger: str, facts: Mapping[str, Fact]) -> Expression:
    """Return a trigger as nested lists; every name, choice and number in it is one of ``facts``."""
    try:
        tree = ast.parse(trigger.strip(), mode="eval").body
        return _Reader(facts).read(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise TriggerError(f"trigger {trigger[:200]!r}: {error}") from error


class _Reader:
    """One trigger's tree of Python syntax, turned into ours node by node."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts

    def read(self, node: ast.expr) -> Expression:
        if isinstance(node, ast.BoolOp):
            word = "and" if isinstance(node.op, ast.And) else "or"
            return [word, *(self.read(part) for part in node.values)]
        if isinstance(node, ast.Name):
            return ["yes", self._fact(node, "yes_no").id]
        if isinstance(node, ast.Compare):
            return self._compare(node)
        raise ValueError(f"it may not hold {ast.unparse(node)!r}")

    def _compare(self, node: ast.Compare) -> Expression:
        """Return one comparison, or the ``and`` of a chain as ``0 < weeks < 20``."""
        sides = [node.left, *node.comparators]
        pairs = [
            self._pair(left, how, right)
            for left, how, right in zip(sides[:-1], node.ops, sides[1:], strict=True)
        ]
        return pairs[0] if len(pairs) == 1 else ["and", *pairs]

    def _pair(self, left: ast.expr, how: ast.cmpop, right: ast.expr) -> Expression:
        if isinstance(how, ast.In) and isinstance(left, ast.Constant):
            return ["has", self._fact(right, "list", left.value).id, left.value]
        if isinstance(how, ast.In) and isinstance(right, ast.Tuple):
            return self._any("any", left, *right.elts)
        if isinstance(how, ast.Eq | ast.NotEq):
            return self._any("any" if isinstance(how, ast.Eq) else "none", left, right)
        sign = ORDER.get(type(how))
        if sign is None:
            raise ValueError(f"it may not compare by {ast.unparse(how) or type(how).__name__!r}")
        if isinstance(left, ast.Constant):
            left, right, sign = right, left, TURNED[sign]
        return [sign, self._fact(left, "whole_number").id, self._number(right)]

    def _any(self, word: str, name: ast.expr, *values: ast.expr) -> Expression:
        wanted = [value.value if isinstance(value, ast.Constant) else None for value in values]
        return [word, self._fact(name, "choice", *wanted).id, wanted]

    def _fact(self, node: ast.expr, kind: str, *choices: object) -> Fact:
        name = node.id if isinstance(node, ast.Name) else ast.unparse(node)
        fact = self.facts.get(name)
        if fact is None or fact.kind != kind:
            raise ValueError(f"{name!r} is no fact of the kind {kind}")
        if strange := [choice for choice in choices if choice not in fact.choices]:
            raise ValueError(f"{name} cannot be {strange[0]!r}")
        return fact

    def _number(self, node: ast.expr) -> int:
        if not isinstance(node, ast.Constant) or type(node.value) is not int:
            raise ValueError(f"{ast.unparse(node)!r} is no whole number")
        return node.value


def condition(expression: Expression) -> Condition:
    """Return an expression as a function of complete answers; a missing answer is None."""
    word, *parts = expression
    if word in {"and", "or"}:
        return _joined(word == "or", [condition(part) for part in parts])
    name, value = parts[0], parts[-1]
    if word == "yes":
        return lambda answers: answers[name]
    test: Callable[[Any], bool] = {
        "has": lambda answer: value in answer,
        "any": lambda answer: answer in value,
        "none": lambda answer: answer not in value,
    }.get(word) or (lambda answer: NUMBERS[word](answer, value))

    def asked(answers: Answers) -> bool | None:
        answer = answers[name]
        return None if answer is None else test(answer)

    return asked


def _joined(settles: bool, parts: list[Condition]) -> Condition:
    """Return ``or`` (settled by a True) or ``and`` (by a False); None where nothing settles it."""

    def joined(answers: Answers) -> bool | None:
        open_ = False
        for part in parts:
            found = part(answers)
            if found is settles:
                return settles
            open_ = open_ or found is None
        return None if open_ else not settles

    return joined


def named(expression: Expression) -> set[str]:
    """Return the questions that an expression asks."""
    word, *parts = expression
    if word in {"and", "or"}:
        return set().union(*(named(part) for part in parts))
    return {parts[0]}
