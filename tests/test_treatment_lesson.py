"""Lesson 9: danger first as triage has it, no treatment pushed, and it says who made it."""

import re

import pytest
from tests.notebook_rules import read

from spasmlab.evidence import effects, tables
from spasmlab.panels import Guess
from spasmlab.paths import NOTEBOOKS
from spasmlab.safety.triage import assess
from spasmlab.text import LANGUAGES

NAME = "09-which-treatment.ipynb"
both = pytest.mark.parametrize("language", LANGUAGES)
NOW, TODAY, VISIT = "call_emergency_now", "same_day", "routine_visit"
SAID = {
    "en": {NOW: r"\bcall (your emergency number )?now\b", TODAY: r"\bbe seen today\b"},
    "es": {NOW: r"\bllame ya\b", TODAY: r"\bque lo vean hoy\b"},
}
FIRST = [  # the lines of the list above the treatments, in order: the answers each stands for
    *(("saddle_numb", "both_legs", "bladder_change", "bowel_change", "sex_change"),),
    *(("chest_pain", "breathless", "sudden_severe_belly_back", "major_injury"),),
    ("leg_cold_pale",),
    ("fever", "leg_weak", "leg_numb_new"),
    ("calf_swollen_one", "calf_warm_red"),
]
HELP = [  # of the help box, by paragraph
    (NOW, ("saddle_numb", "both_legs", "bladder_change", "bowel_change")),
    (TODAY, ("fever", "leg_weak", "leg_numb_new")),
    (NOW, ("black_stool", "breathless")),
    (VISIT, ("not_better_weeks",)),
]


def cells(language):
    folder = NOTEBOOKS if language == "en" else NOTEBOOKS / language
    return {cell.id: cell for cell in read(folder / NAME).cells}


def level(fact):
    problem = "leg_pain" if fact == "leg_cold_pale" else "back_pain"
    return assess({"age": 55, "main_problem": problem, fact: True}).level


def said(text, language):
    """Return the levels that a line names."""
    return {one for one, like in SAID[language].items() if re.search(like, text.lower())}


@both
def test_the_signs_stand_above_every_treatment_at_the_level_of_triage(language):
    found = cells(language)
    names = list(found)
    lines = [one for one in found["signs-first"].source.splitlines() if one.startswith("- ")]
    assert len(lines) == len(FIRST)
    for line, facts in zip(lines, FIRST, strict=True):
        assert said(line, language) == {level(fact) for fact in facts}, line
    for panel in ("matters", "time", "boxes", "compare", "decide"):
        assert names.index("signs-first") < names.index(panel)
    assert "get-help.ipynb" in found["signs-first"].source


@both
def test_the_help_box_names_the_level_that_triage_gives(language):
    parts = cells(language)["ask"].source.replace("**", "").split("\n\n")[1:]
    assert len(parts) == len(HELP)
    for part, (wanted, facts) in zip(parts, HELP, strict=True):
        assert {level(fact) for fact in facts} == {wanted}
        assert said(part, language) == ({wanted} & {NOW, TODAY}), part


@both
def test_danger_is_said_in_the_hall_too(language):
    found = cells(language)
    assert said(found["talk-act"].source, language) == {NOW}
    first = {"en": "First, danger", "es": "Primero, el peligro"}[language]
    assert first in found["talk-hook-notes"].source


@pytest.mark.standard("DQ1")
@pytest.mark.standard("DQ2")
@both
def test_the_decision_is_named_with_waiting_as_a_choice(language):
    told = cells(language)["choice"].source
    for part in {
        "en": ("You are choosing", "wait and keep moving", "nearest match"),
        "es": ("Usted elige", "esperar y seguir en movimiento", "lo más parecido"),
    }[language]:
        assert part in told


@pytest.mark.standard("DC3")
@pytest.mark.standard("DC4")
@pytest.mark.standard("DC6")
@pytest.mark.standard("DA7")
@both
def test_the_guide_says_when_by_whom_and_how_it_was_made(language):
    told = cells(language)["sources"].source
    when = tables.row("boxes", "ibuprofen_acute_back_spasm")["next_review"]
    wanted = {
        "en": ("the spasmlab contributors", "names no funder", "GRADE", "grade six", "November"),
        "es": (
            "the spasmlab contributors",
            "nadie que lo pague",
            "GRADE",
            "sexto grado",
            "noviembre",
        ),
    }[language]
    assert all(part in told for part in (*wanted, str(when.year)))
    not_done = {"en": "no patients and no clinicians", "es": "no la han probado"}[language]
    assert not_done in told  # DA6 is not done, and is not said to be


@both
def test_a_panel_that_waits_for_a_guess_stands_after_it(language):
    sources = [cell.source for cell in cells(language).values() if cell.cell_type == "code"]
    waiting = [
        (at, name) for at, one in enumerate(sources) for name in re.findall(r'after="(\w+)"', one)
    ]
    assert [name for _, name in waiting] == ["treat_course"]
    for at, name in waiting:
        assert Guess(name, language).kind == "predict"
        assert any(f'Guess("{name}"' in one for one in sources[:at])


@both
def test_the_help_of_a_pill_is_never_told_without_its_harm(language):
    people = effects.people(effects.effect("ibuprofen_03"), 100)
    assert (people.without, people.treated, people.low, people.high) == (37, 51, 41, 64)
    found = cells(language)
    bleed = {"en": "bleed", "es": "sangr"}[language]
    for ident in ("talk-act", "talk-fact-notes"):
        assert "effects:ibuprofen_03" in found[ident].source
        assert bleed in found[ident].source


@both
def test_no_belief_is_left_standing(language):
    """What the clinic page of old said, against its rows."""
    told = cells(language)["beliefs"].source
    assert "effects:stay_active_01" in told
    assert "effects:cyclobenzaprine_13" in told
    days = tables.row("effects", "acetaminophen_01")
    assert days["value"] == 1
    assert {">17<", ">16<"} <= set(re.findall(r">\d+<", told))
    assert not re.search(r"(?i)\bsafe\b|\bsegur[oa]s?\b", told)
