"""Lesson 4: its words on danger are those of triage, and a guess stands before its panel."""

import itertools
import re

import pytest
from tests.notebook_rules import read

from spasmlab.evidence import effects, tables
from spasmlab.panels import Guess
from spasmlab.paths import NOTEBOOKS
from spasmlab.safety.triage import assess
from spasmlab.text import LANGUAGES

NAME = "04-calcium-and-magnesium.ipynb"
both = pytest.mark.parametrize("language", LANGUAGES)
NOW, TODAY = "call_emergency_now", "same_day"
LEVELS = {
    "en": {NOW: "call your emergency number now", TODAY: "be seen today"},
    "es": {NOW: "llame ya a su número de emergencia", TODAY: "atención hoy"},
}
HANDS, TINGLE, NECK = (
    {name: True} for name in ("hand_spasm", "tingle_mouth_fingers", "neck_surgery_recent")
)
ASKED = [  # the list of the help box in order: the answers that each line stands for
    [HANDS | TINGLE],
    [NECK | HANDS, NECK | TINGLE],
    [{"swallow_hard": True}, {"breathless": True}],
    [{"seizure": True}, {"confused": True}],  # "a seizure or passing out" is one question
    [HANDS | {"palpitations": True}],
]


def cells(language):
    folder = NOTEBOOKS if language == "en" else NOTEBOOKS / language
    return {cell.id: cell for cell in read(folder / NAME).cells}


@both
def test_the_help_box_names_the_level_that_triage_gives(language):
    text = cells(language)["ask"].source.replace("**", "").lower()
    _, now, items, today = text.split("\n\n")
    for part, level in ((now, NOW), (today, TODAY)):
        assert [one for one, word in LEVELS[language].items() if word in part] == [level]
    assert len(items.splitlines()) == len(ASKED)
    for facts in itertools.chain(*ASKED):
        assert assess({"age": 50, "main_problem": "arm_or_hand", **facts}).level == NOW
    for one in (HANDS, TINGLE):  # only one, and no surgery
        assert assess({"age": 50, "main_problem": "arm_or_hand", **one}).level == TODAY


@both
def test_cramps_after_neck_surgery_are_seen_today(language):
    parts = cells(language)["brake-risk"].source.lower().split("\n\n")
    (told,) = [one for one in parts if LEVELS[language][TODAY] in one]
    assert {"en": "neck surgery", "es": "cirugía de tiroides o de cuello"}[language] in told
    for problem in ("leg_cramp", "whole_body_cramps", "arm_or_hand", "neck_or_face_spasm"):
        assert assess({"age": 50, "main_problem": problem, **NECK}).level == TODAY


@both
def test_hands_that_lock_with_tingling_are_an_emergency_in_the_hall_too(language):
    told = cells(language)["talk-act"].source.lower()
    assert LEVELS[language][NOW] in told
    assert assess({"age": 50, "main_problem": "arm_or_hand", **HANDS, **TINGLE}).level == NOW


@both
def test_a_panel_that_waits_for_a_guess_stands_after_it(language):
    sources = [cell.source for cell in cells(language).values() if cell.cell_type == "code"]
    waiting = [
        (at, name) for at, one in enumerate(sources) for name in re.findall(r'after="(\w+)"', one)
    ]
    assert [name for _, name in waiting] == ["latch_rate", "calcium_low_nerve"]
    for at, name in waiting:
        assert Guess(name, language).kind == "predict"
        assert any(f'Guess("{name}"' in one for one in sources[:at])


def test_magnesium_is_as_the_newest_review_counts_it():
    """The 2012 version's 66 and 58 are superseded."""
    people = effects.people(effects.effect("magnesium_older_adult_02"), 100)
    assert (people.without, people.treated, people.low, people.high) == (64, 67, 54, 83)
    row = tables.row("effects", "magnesium_older_adult_02")
    assert (row["certainty"], row["people"], row["trials"]) == ("high", 177, 3)
    for language in LANGUAGES:
        told = "".join(cell.source for cell in cells(language).values())
        assert not re.search(r">(66|58)<", told)
