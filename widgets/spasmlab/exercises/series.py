"""Every exercise of the series by its name, in the order of the lessons."""

from types import MappingProxyType
from typing import Any

from spasmlab.exercises import (
    blinding,
    calcium,
    cramp,
    diary,
    doses,
    examinations,
    heat,
    night,
    potassium,
    sequences,
    sweat,
    treatments,
)
from spasmlab.exercises.exercise import Reply, reply

TOPICS = (
    *(cramp, night, potassium, calcium, sweat, heat, sequences),
    *(examinations, treatments, doses, diary, blinding),
)
EXERCISES = MappingProxyType({name: one for t in TOPICS for name, one in t.EXERCISES.items()})


def check(name: str, answer: Any, language: str = "en") -> Reply:
    """Return what to tell a student who answered exercise ``name`` so.

    ``answer`` is a number, several in an order, or a function without arguments that gives them.
    Raises ``ValueError`` naming the exercise when there is no such thing.
    """
    if name not in EXERCISES:
        raise ValueError(f"name must be an exercise, one of {', '.join(EXERCISES)}, got {name!r}")
    return reply(name, EXERCISES[name], answer, language)
