"""The facts of data/facts.csv: the rules know them, each asks plainly, and no gate is harmless."""

import ast
import re

import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab import text
from spasmlab.evidence.tables import load

GATES = {
    *("saddle_numb", "bladder_change", "bowel_change", "paralysis_sudden", "face_droop_arm_weak"),
    *("chest_pain", "breathless", "sudden_severe_belly_back", "sudden_leg_severe"),
    *("calf_swollen_one", "dark_urine", "very_ill"),
}
CONTEXT = {"sex"}  # asked so that a story can be told; no rule reads it
MEDICINES_OF_NO_TRIGGER = {  # the medicine checks of interactions.csv are for these
    *("magnesium_supplement", "calcium_supplement", "raloxifene"),
    *("teriparatide", "iv_iron", "cholinesterase_inhibitor", "warfarin"),
    *("snri_tricyclic", "beta_blocker", "ppi"),
}
SOFT = re.compile(
    r"\b(?:safe|safely|harmless|segur[oa]s?|inofensiv[oa]s?|only|just a|solo|sólo)\b|\b1 in \d",
    re.IGNORECASE,
)
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


def named(trigger):
    """Return the facts a trigger names, and each choice it names with its fact."""
    tree = ast.parse(trigger, mode="eval")
    facts = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    chosen = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            owners = [side.id for side in sides if isinstance(side, ast.Name)]
            said = [part.value for side in sides for part in ast.walk(side) if text_of(part)]
            chosen |= {(owner, value) for owner in owners for value in said}
    return facts, chosen


def text_of(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def asked(signs):
    """Return all facts, and all choices, that the triggers of a table of signs name."""
    pairs = [named(trigger) for trigger in signs["trigger"]]
    return set().union(*(f for f, _ in pairs)), set().union(*(c for _, c in pairs))


def choices(facts):
    rows = facts.dropna(subset=["choices"])
    return {
        (key, value)
        for key, cell in zip(rows["id"], rows["choices"], strict=True)
        for value in cell.split(";")
    }


def strangers(facts, signs):
    """Return what the rules ask for that no fact is, and facts that no rule asks for."""
    known, offered = set(facts["id"]), choices(facts)
    wanted, chosen = asked(signs)
    return sorted(wanted - known), sorted(chosen - offered), sorted(known - wanted - CONTEXT)


# What the rules ask


def test_the_rules_and_the_facts_know_each_other():
    assert len(load("facts")) == 106
    assert strangers(load("facts"), load("warning_signs")) == ([], [], [])


def test_a_fact_a_choice_and_a_rule_that_went_astray_are_found():
    facts, signs = load("facts"), load("warning_signs")
    facts.loc[facts["id"] == "dark_urine", "id"] = "dark_pee"
    facts.loc[facts["id"] == "wants", "choices"] = "none;heat"
    missing, unknown, idle = strangers(facts, signs)
    assert missing == ["dark_urine"]
    assert ("wants", "quinine") in unknown
    assert idle == ["dark_pee"]


def test_a_medicine_of_no_rule_is_named():
    _, chosen = asked(load("warning_signs"))
    offered = {value for key, value in choices(load("facts")) if key == "meds"}
    ruled = {value for key, value in chosen if key == "meds"}
    assert offered - ruled == MEDICINES_OF_NO_TRIGGER


# How they can be answered


def test_a_fact_says_how_it_can_be_answered():
    facts = load("facts")
    counted, picked = facts["type"] == "whole_number", facts["type"].isin(["choice", "list"])
    assert (facts["low"].notna() == counted).all()
    assert (facts["high"].notna() == counted).all()
    assert (facts["low"] < facts["high"])[counted].all()
    assert (facts["choices"].notna() == picked).all()
    assert not any(len(c.split(";")) != len(set(c.split(";"))) for c in facts["choices"].dropna())


def test_what_must_be_asked_is_never_filled_in():
    facts = load("facts").set_index("id")
    assert set(facts.index[facts["required"]]) == {"age", "main_problem"}
    assert facts.loc[["age", "meds"], "default"].isna().all()  # no medicine is an empty list
    others = facts.drop(index=["age", "meds"])
    assert others["default"].notna().all()
    assert (others.loc[others["type"] == "yes_no", "default"] == "no").all()
    for row in others[others["type"] == "whole_number"].itertuples():
        assert row.low <= int(row.default) <= row.high
    for row in others[others["type"] == "choice"].itertuples():
        assert row.default in row.choices.split(";")


# Gates


def test_the_gates_are_those():  # that each alone is urgent: test_triage.py
    facts = load("facts")
    assert set(facts.loc[facts["gate"], "id"]) == GATES
    assert (facts.loc[facts["gate"], "type"] == "yes_no").all()


# Words


def test_every_topic_answer_and_choice_has_its_words():
    said, facts = text.words("facts"), load("facts")
    owners = ("main_problem", "sex", "wants", "meds")
    assert {(owner, value) for owner in owners for value in said[owner]} == choices(facts)
    assert set(facts["topic"]) == set(said["topics"])
    assert {"yes", "no", "unsure"} <= set(said["answers"])


@LANGUAGES
def test_a_question_asks_once_in_short_sentences(language):
    asked_so = load("facts")[f"question_{language}"]
    assert not asked_so.duplicated().any()
    assert [t for t in asked_so if "?" not in t or t.count("¿") not in {0, t.count("?")}] == []
    assert [s for t in asked_so for s in sentences(t) if len(words(s)) > 20] == []
    assert [t for t in asked_so if SOFT.search(t)] == []


def test_both_languages_ask_for_the_same_numbers():
    facts = load("facts")
    pairs = zip(facts["id"], facts["question_en"], facts["question_es"], strict=True)
    found = [(key, *(sorted(re.findall(r"\d+", t)) for t in both)) for key, *both in pairs]
    assert [key for key, en, es in found if en != es] == []


@pytest.mark.standard("L01")
def test_the_english_is_plain():
    facts = load("facts")
    assert grade("\n".join(facts["question_en"])) <= 6.0
    for topic, rows in facts.groupby("topic"):
        assert grade("\n".join(rows["question_en"])) <= 6.0, topic


@pytest.mark.standard("L03")
def test_the_spanish_is_plain():
    facts = load("facts")
    assert huerta("\n".join(facts["question_es"])) >= 65
    for topic, rows in facts.groupby("topic"):
        assert huerta("\n".join(rows["question_es"])) >= 65, topic
    assert facts["question_es"].str.contains("¿").all()
    assert not facts["question_es"].str.contains(r"(?i)\b(?:tú|tienes|tu|te|eres)\b").any()


def test_no_review_is_claimed():
    assert load("facts")[["reviewer", "reviewed", "next_review"]].isna().all(axis=None)
