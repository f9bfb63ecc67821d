"""Lesson 12: danger first as triage has it, pain is real, blinded and open kept apart."""

import re

import pytest
from tests.notebook_rules import read

from spasmlab.evidence import tables
from spasmlab.paths import NOTEBOOKS
from spasmlab.safety.triage import assess
from spasmlab.text import LANGUAGES

NAME = "12-after-back-surgery.ipynb"
both = pytest.mark.parametrize("language", LANGUAGES)
NOW, TODAY = "call_emergency_now", "same_day"
SAID = {
    "en": {NOW: r"\bcall (your emergency number )?now\b", TODAY: r"\bbe seen today\b"},
    "es": {NOW: r"\bllame ya\b", TODAY: r"\bque lo vean hoy\b"},
}
FIRST = [  # the lines above the lesson: the answers each stands for, and their level
    (NOW, ({"saddle_numb": True}, {"bladder_change": True}, {"bowel_change": True})),
    (NOW, ({"both_legs": True}, {"leg_weak": True, "weak_getting_worse": True})),
    (
        NOW,
        (
            {"fever": True, "recent_spine_or_infection": True},
            {"fever": True, "leg_weak": True},
            {"fever": True, "leg_numb_new": True},
        ),
    ),
    (TODAY, ({"leg_weak": True}, {"fever": True})),
]
PANELS = ("why-stays", "alarm", "ladder")


def cells(language):
    folder = NOTEBOOKS if language == "en" else NOTEBOOKS / language
    return {cell.id: cell for cell in read(folder / NAME).cells}


def items(cell):
    return [one for one in cell.source.splitlines() if one.startswith("- ")]


def said(text, language):
    """Return the levels that a line names."""
    return {one for one, like in SAID[language].items() if re.search(like, text.lower())}


def level(facts):
    return assess({"age": 50, "main_problem": "back_pain", **facts}).level


@both
def test_the_signs_stand_above_every_panel_at_the_level_of_triage(language):
    found = cells(language)
    order = list(found)
    lines = items(found["signs-first"])
    assert len(lines) == len(FIRST) + 1  # and the wound, which has no row of triage
    for line, (wanted, answers) in zip(lines, FIRST, strict=False):
        assert {level(one) for one in answers} == {wanted}, line
        assert said(line, language) == {wanted}, line
    assert {"en": "team today", "es": "hoy al equipo"}[language] in lines[-1]
    assert "mechanism:surgery_wound" in lines[-1]
    assert all(order.index("signs-first") < order.index(panel) for panel in PANELS)
    assert "get-help.ipynb" in found["signs-first"].source


@both
def test_the_help_box_names_the_same_signs_at_the_same_level(language):
    told = cells(language)["ask"].source
    now, rest = told.partition({"en": "**Be seen today**", "es": "**Que lo vean hoy**"}[language])[
        ::2
    ]
    assert said(now, language) == {NOW}
    for name in ("CES_SADDLE", "CES_BLADDER", "CES_BOWEL", "CES_BOTH_LEGS", "WEAK_PROG"):
        assert f"warning_signs:{name}" in now
    assert "SPINE_INFECT_HIGH" in now
    assert rest


@both
def test_danger_is_said_in_the_hall_too(language):
    found = cells(language)
    assert said(found["talk-hook"].source, language) == {NOW}
    assert said(found["talk-act"].source, language) == {NOW}
    assert "not a measurement" in cells("en")["talk-try"].source
    help_word = {"en": "get help", "es": "busque ayuda"}[language]
    assert help_word in found["talk-try-notes"].source


@both
def test_the_pain_is_real_and_nobody_is_blamed(language):
    found = cells(language)
    real = {"en": "is real", "es": "es real"}[language]
    for ident in ("hero", "take-home", "talk-act", "talk-home"):
        assert real in found[ident].source.lower().replace("**", ""), ident
    blames = {"en": "It blames nobody", "es": "No culpa a nadie"}[language]
    assert blames in found["beliefs"].source


@both
def test_open_and_blinded_are_told_apart_with_the_harm(language):
    for ident in ("ladder-words", "talk-fact-notes"):
        told = cells(language)[ident].source
        assert "effects:spinal_cord_stimulation_02" in told
        assert "effects:spinal_cord_stimulation_04" in told
    told = cells(language)["ladder-words"].source
    assert "disagreements:spinal_cord_stimulation" in told
    assert "effects:reoperation_02" in told


def test_what_nobody_tested_is_said_not_known():
    told = cells("en")["limits"].source
    assert "no trial of another surgery against none" in told
    assert "Nobody can read such a dial" in told
    assert "No clinician has signed" in told
    row = tables.row("effects", "reoperation_01")
    assert (row["measure"], row["verification"]) == ("none", "unverified")


@both
def test_nothing_here_ends_in_a_promise(language):
    told = " ".join(
        cell.source for cell in cells(language).values() if cell.cell_type == "markdown"
    )
    assert not re.search(r"(?i)\bsafe(ly)?\b|\bcures?\b|\bsegur[oa]s? de\b.*\bcura", told)
