"""The rules' language: every rule is read, every strange one refused, nothing of it ever run."""

import json
from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.evidence.tables import load
from spasmlab.safety.facts import facts
from spasmlab.safety.triggers import TriggerError, condition, parse

ANSWERS = {"fever": True, "leg_weak": False, "age": 40, "main_problem": "back_pain"}
ANSWERS |= {"meds": ("statin",), "pregnant_weeks": 12, "very_ill": None, "cramp_minutes": None}


def read(trigger):
    return parse(trigger, facts())


def holds(trigger, **answers):
    return condition(read(trigger))({**ANSWERS, **answers})


@pytest.mark.parametrize("rule", load("warning_signs").to_dict("records"), ids=lambda r: r["id"])
def test_a_rule_is_read_and_is_json(rule):
    read_ = read(rule["trigger"])
    assert json.loads(json.dumps(read_)) == read_


@pytest.mark.parametrize("rule", load("warning_signs").to_dict("records"), ids=lambda r: r["id"])
def test_a_rule_says_what_python_makes_of_it(rule):
    """Another derivation: Python's own eval, in this test only, over answers without a gap."""
    code = compile(rule["trigger"], rule["id"], "eval")
    asks = condition(read(rule["trigger"]))
    for draw in range(40):
        answers = drawn(f"{rule['id']}{draw}")
        wanted = eval(code, {"__builtins__": {}}, answers)
        assert asks(answers) is bool(wanted)


def drawn(seed):
    """Return one answer to every question, the same for the same seed."""
    from random import Random

    dice = Random(seed)
    kinds = {
        "yes_no": lambda fact: dice.random() < 0.4,
        "whole_number": lambda fact: dice.choice([fact.low, 5, 11, 14, 18, 30, 55, 60, 70]),
        "choice": lambda fact: dice.choice(fact.choices),
        "list": lambda fact: tuple(dice.sample(fact.choices, dice.randrange(5))),
    }
    return {name: kinds[fact.kind](fact) for name, fact in facts().items()}


@pytest.mark.parametrize(
    ("trigger", "wanted"),
    [
        ("fever", True),
        ("leg_weak", False),
        ("very_ill", None),
        ("fever or very_ill", True),
        ("leg_weak or very_ill", None),
        ("leg_weak and very_ill", False),
        ("fever and very_ill", None),
        ("fever and (very_ill or leg_weak)", None),
        ('main_problem=="back_pain"', True),
        ('main_problem!="back_pain"', False),
        ('main_problem in ("leg_cramp","back_pain")', True),
        ('"statin" in meds', True),
        ('"quinine" in meds', False),
        ("age>=40", True),
        ("40<age", False),
        ("age<40 or cramp_minutes>10", None),
        ("cramp_minutes>10 and age<40", False),
        ("0<pregnant_weeks<20", True),
        ("0<pregnant_weeks<12", False),
    ],
)
def test_a_condition_has_three_values(trigger, wanted):
    assert holds(trigger) is wanted


@pytest.mark.parametrize("answer", [None])
def test_no_comparison_with_an_open_answer_is_settled(answer):
    for trigger in ('main_problem=="back_pain"', 'main_problem!="back_pain"', '"statin" in meds'):
        name = "meds" if "meds" in trigger else "main_problem"
        assert holds(trigger, **{name: answer}) is None


def test_kleenes_tables_hold_for_every_pair():
    worth = {True: 1, None: 0.5, False: 0}
    for one, other in product(worth, repeat=2):
        answers = {"fever": one, "leg_weak": other}
        both, either = (holds(f"fever {word} leg_weak", **answers) for word in ("and", "or"))
        assert worth[both] == min(worth[one], worth[other])
        assert worth[either] == max(worth[one], worth[other])


@pytest.mark.parametrize(
    "trigger",
    [
        *("", " ", "fever and", "fever)", "(", "fever leg_weak", "fever; leg_weak", "x = 1"),
        *("not fever", "fever and not leg_weak", "fever == True", "fever is True", "-age > 3"),
        *("fewer", "main_problem", "meds", "age", "True", "1", '"statin"', "fever.real", "f()"),
        *('main_problem == "back"', 'main_problem in ("leg_cramp", "x")', '"aspirin" in meds'),
        *("main_problem in meds", '"statin" in main_problem', 'meds == "statin"', "age in (1, 2)"),
        *("age > 3.5", "age > True", 'age > "3"', "age > age", "age == 3", "fever > 1", "age >"),
        *('"statin" not in meds', 'main_problem not in ("leg_cramp",)', "age if fever else age"),
        *('__import__("os").system("x")', "[fever for fever in meds]", "lambda: fever", "fever\n("),
        *("(fever := True)", "fever and " * 3000 + "fever and not fever", "(" * 5000, "\x00", "é"),
        *('f"{fever}"', "await fever", "*meds", "age < 3 < fever", "main_problem == leg_weak"),
    ],
)
def test_what_is_not_of_the_language_is_refused(trigger):
    with pytest.raises(TriggerError, match="trigger "):
        read(trigger)


@given(st.text())
def test_any_text_is_read_or_refused(trigger):
    with suppress(TriggerError):
        assert read(trigger)
