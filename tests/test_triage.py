"""How urgent: worst rule first, a yes never lowers it, an open question never ends in self-care."""

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases import TRUST, at_least, complete

from spasmlab.evidence.tables import load
from spasmlab.safety.facts import FactError, facts
from spasmlab.safety.signs import LEVELS
from spasmlab.safety.triage import NOT_ENOUGH, SELF_CARE, assess, rules, shipped

PLAIN = {"age": 40, "main_problem": "leg_cramp"}
PROBLEMS = facts()["main_problem"].choices
YES_NO = [name for name, fact in facts().items() if fact.kind == "yes_no"]
GATES = [name for name, fact in facts().items() if fact.gate]
CONTEXT = {  # no danger by itself, by the design of the table: a clinician is to look at this list
    *("after_hard_exercise", "minor_injury", "osteoporosis", "afib", "heat_exposure"),
    *("heart_failure", "stomach_ulcer", "nsaid_allergy", "diabetes", "neck_surgery_recent"),
    *("drank_lots_water", "cancer_history", "steroids_long", "immune_weak", "iv_drugs"),
    *("recent_spine_or_infection", "clot_risk", "postpartum", "kidney_disease", "dialysis"),
    *("liver_disease", "tetanus_not_current", "child_one_side"),
    *("new_med_weeks", "sleep_disturbed", "daily_life_limited"),
}


# The levels


def test_every_row_is_a_rule_worst_first():
    table = load("warning_signs")
    assert {rule.id for rule in rules()} == set(table["id"])
    order = [LEVELS.index(rule.level) for rule in rules()]
    assert order == sorted(order)
    assert SELF_CARE not in {rule.level for rule in rules()}


def test_the_highest_level_wins_and_every_reason_is_told():
    found = assess({**PLAIN, "dark_urine": True, "numb_feet_slow": True, "chest_pain": True})
    assert found.level == "call_emergency_now"
    assert [reason.id for reason in found.reasons] == [
        "BACK_CHEST",
        "RHABDO",
        "DARK_URINE",
        "NUMB_FEET",
    ]
    first = found.reasons[0]
    assert (first.source, first.basis) == ("nhs_back_pain", "source")
    assert "Call your emergency number now" in first.action
    assert found.tier == "emergency"


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_can_fire_and_tells_its_row(rule):
    reason = next(reason for reason in assess(a_case_for(rule)).reasons if reason.id == rule.id)
    row = load("warning_signs").set_index("id").loc[rule.id]
    assert reason.sign == row["question_en"]
    assert (reason.level, reason.action) == (row["level"], row["action_en"])
    assert assess(a_case_for(rule), "es").reasons


def a_case_for(rule):
    """Return facts that make one rule fire, found by drawing them."""
    dice = Random(rule.id)
    for _ in range(20000):
        case = complete(dice, yes=0.3)
        if rule.holds({**case, "meds": tuple(case["meds"])}):
            return case
    raise AssertionError(f"no case found for {rule.id}")


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="language must be one of en, es, got 'xx'"):
        assess(PLAIN, "xx")


# Nothing is made less urgent


@pytest.mark.parametrize("seed", range(24))
def test_a_yes_more_never_lowers_the_level(seed):
    dice = Random(seed)
    for _ in range(1000):
        case = complete(dice)
        name = dice.choice([name for name in YES_NO if not case[name]])
        before, after = assess(case), assess({**case, name: True})
        assert TRUST[after.level] >= TRUST[before.level], (name, case)
        assert {r.id for r in before.reasons} <= {r.id for r in after.reasons}


def test_a_medicine_more_never_lowers_the_level():
    dice = Random(1)
    for _ in range(1000):
        case = complete(dice)
        more = [*case["meds"], dice.choice(facts()["meds"].choices)]
        assert TRUST[assess({**case, "meds": more}).level] >= TRUST[assess(case).level], case


@pytest.mark.parametrize("problem", PROBLEMS)
def test_no_danger_alone_ends_in_self_care(problem):
    alone = {
        name
        for name in YES_NO
        if assess({"age": 40, "main_problem": problem, name: True}).level == SELF_CARE
    }
    assert alone <= CONTEXT


def test_the_list_of_context_is_no_longer_than_it_must_be():
    alone = {
        name
        for name in YES_NO
        for problem in PROBLEMS
        if assess({"age": 40, "main_problem": problem, name: True}).level == SELF_CARE
    }
    assert alone == CONTEXT


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_gate_is_urgent_whatever_else_and_unsure_counts_as_yes(gate, problem):
    for case in (
        {"age": 40, "main_problem": problem},
        {"main_problem": problem},  # of no known age
        {**dict.fromkeys(facts()), "main_problem": problem},  # and nothing else answered
    ):
        yes, unsure = (assess({**case, gate: answer}) for answer in (True, "unsure"))
        assert TRUST[yes.level] >= TRUST["same_day"]
        assert unsure == yes


def test_unsure_counts_as_yes_wherever_a_yes_alone_is_urgent_and_nowhere_else():
    urgent = {
        name
        for name in YES_NO
        if all(
            TRUST[assess({"age": 40, "main_problem": problem, name: True}).level]
            >= TRUST["same_day"]
            for problem in PROBLEMS
        )
    }
    assert urgent == {name for name, fact in facts().items() if fact.alarm}
    assert set(GATES) < urgent
    found = assess({"age": 70, "not_better_weeks": True, "hopeless": "unsure"})
    assert found.level == "call_emergency_now"


# What is not answered


@pytest.mark.parametrize("name", facts())
@pytest.mark.parametrize("answer", [None, "unsure"])
def test_an_open_question_never_ends_in_self_care(name, answer):
    found = assess({**PLAIN, name: answer})
    assert found.level != SELF_CARE
    if found.level == NOT_ENOUGH:
        assert name in found.open


def test_an_empty_form_is_never_self_care():
    for form in ({}, dict.fromkeys(facts()), dict.fromkeys(facts(), "unsure")):
        assert assess(form).level != SELF_CARE
    assert assess(dict.fromkeys(facts())).level == NOT_ENOUGH
    assert assess({}).open == ("age",)
    assert assess(dict.fromkeys(facts())).open[: len(GATES)] == tuple(GATES)


def test_a_rule_that_fires_keeps_its_level_beside_open_questions():
    found = assess({**dict.fromkeys(facts()), "numb_feet_slow": True})
    assert found.level == "routine_visit"
    assert "chest_pain" in found.open


@given(st.data())
@settings(max_examples=300)
def test_opening_an_answer_never_ends_in_self_care(data):
    case = complete(Random(data.draw(st.integers(0, 10**6))), yes=0.02)
    names = data.draw(st.sets(st.sampled_from(list(facts())), min_size=1, max_size=8))
    assert assess({**case, **dict.fromkeys(names)}).level != SELF_CARE


# Strange facts


@given(
    st.dictionaries(
        st.sampled_from(list(facts())) | st.text(),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()),
        max_size=8,
    )
)
@settings(max_examples=500)
def test_any_facts_get_a_level_or_a_named_refusal(given):
    with suppress(FactError):
        found = assess(given)
        assert found.level in {*LEVELS, NOT_ENOUGH}
        open_ = any(given.get(name, fact.default) is None for name, fact in facts().items())
        assert not (open_ and found.level == SELF_CARE)


# What the page gets


def test_what_is_shipped_is_every_question_and_rule_in_json():
    import json

    engine = json.loads(json.dumps(shipped()))
    assert engine["facts"].keys() == facts().keys()
    assert [rule["id"] for rule in engine["rules"]] == [rule.id for rule in rules()]
    assert engine["self_care"] == SELF_CARE
    assert engine["facts"]["meds"]["implies"]["warfarin"] == ["anticoagulant"]


# The sets of cases themselves


def test_at_least_means_at_least():
    assert at_least("same_day", "same_day")
    assert not at_least("within_days", "same_day")
    assert not at_least(NOT_ENOUGH, "same_day")
