"""Made-up answers to the questions of data/facts.csv, and how levels compare."""

from spasmlab.safety.facts import facts
from spasmlab.safety.signs import LEVELS
from spasmlab.safety.triage import NOT_ENOUGH

# How much help a level sends people to. Not enough to say is above self-care: ask a nurse line.
TRUST = {level: 10 * at for at, level in enumerate(reversed(LEVELS))}
TRUST[NOT_ENOUGH] = TRUST["self_care"] + 5

NUMBERS = [0, 1, 3, 5, 8, 11, 14, 16, 19, 25, 40, 50, 56, 61, 65, 72, 90]


def complete(dice, yes=0.06):
    """Return an answer to every question; ``yes`` is the share of yes-or-no ones that are yes."""
    kinds = {
        "yes_no": lambda fact: dice.random() < yes,
        "whole_number": lambda fact: min(fact.high, dice.choice(NUMBERS)),
        "choice": lambda fact: dice.choice(fact.choices),
        "list": lambda fact: dice.sample(fact.choices, dice.choice([0, 0, 0, 1, 2, 4])),
    }
    return {name: kinds[fact.kind](fact) for name, fact in facts().items()}


def drawn(dice):
    """Return some answers: parts left out, open or not sure."""
    case = complete(dice, yes=dice.choice([0.0, 0.02, 0.1, 0.4]))
    for name in list(case):
        fate = dice.random()
        if fate < 0.1:
            del case[name]
        elif fate < 0.13:
            case[name] = None
        elif fate < 0.16:
            case[name] = "unsure"
    return case


def at_least(level, wanted):
    """Return whether a level sends people to as much help as the one wanted, or more."""
    return TRUST[level] >= TRUST[wanted]
