"""What the panels and the frame say in Spanish: translated, plain, and right where English is.

That both languages have the same sentences with the same holes is tested in ``test_project.py``.
"""

import pytest
from tests import test_project
from tests.readability import huerta, sentences, words

from spasmlab import text

# All that may be written alike in English and Spanish.
ALIKE = {
    "No",
    "ATP",
    "mmol/L",
    "mV",
    "mg/dL",
    "{here} ({other} mg/dL)",
    "{level} mmol/L ({other} mg/dL)",
    "{minutes} min",
    "100 {group}",
    "Usual",
    "usual",
}
CODES = {"kind", "right", "row"}  # of a question: read by the panel, not by a visitor


def said(code):
    whole = {name: text.words(name, code) for name in text.sections(code)}
    return dict(test_project.sentences(whole))


def of_choice(key):
    return key[0] == "question" and key[-1] in CODES


ENGLISH, SPANISH = said("en"), said("es")
SPOKEN = {key: text for key, text in SPANISH.items() if not of_choice(key)}


@pytest.mark.standard("B02")
def test_no_english_is_left_in_the_spanish():
    assert {text for key, text in SPOKEN.items() if text == ENGLISH[key]} == ALIKE


def test_a_question_has_the_same_kind_and_the_same_right_choices():
    judged = {key: value for key, value in ENGLISH.items() if of_choice(key)}
    assert len(judged) > 10
    assert {key: SPANISH[key] for key in judged} == judged


def test_what_is_bold_in_english_is_bold_in_spanish():
    bold = {key: ENGLISH[key].count("**") for key in SPOKEN}
    assert sum(bold.values()) > 10
    assert {key: text.count("**") for key, text in SPOKEN.items()} == bold


@pytest.mark.standard("L03")
def test_the_spanish_is_plain():
    assert huerta("\n".join(SPOKEN.values())) >= 65
    assert [
        s for said_so in SPOKEN.values() for s in sentences(said_so) if len(words(s)) > 20
    ] == []
