"""A visit rehearsed: up to three questions, kept by id, and a warning sign said first."""

import re
from pathlib import Path

import pytest
from tests.markup import Markup

from spasmlab.panels import Rehearsal
from spasmlab.panels.base import find
from spasmlab.panels.help.rehearsal import MOST, STEPS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
IDS = list(words("visit_questions"))


def shown(language="en", **state):
    return Markup(str(Rehearsal(language, **state).markup()))


@pytest.mark.standard("DA5")
@both
@pytest.mark.parametrize("picked", [[], ["scan"], ["pills", "scan", "recheck"]])
def test_the_picked_questions_are_ticked_and_stand_in_the_visit(language, picked):
    found = shown(language, questions=".".join(picked))
    asked = words("visit_questions", language)
    boxes = found.all("input")
    assert [box.has["value"] for box in boxes] == IDS
    assert [box.has["value"] for box in boxes if "checked" in box.has] == picked
    mine = found.kind("visit-mine")
    lines = [one.text for one in found.all("li") if mine in one.within]
    assert lines == [asked[name] for name in picked]
    said = words("rehearsal", language)[f"picked_{len(picked)}"].replace("**", "")
    assert found.kind("visit-said").text == said


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("recheck.pills", "pills.recheck"),  # in the order of the list
        ("pills.pills.cause", "pills.cause"),
        ("nobody.scan", "scan"),
        ("<b>", ""),
        (".".join(IDS), ".".join(IDS[:MOST])),
    ],
)
def test_what_is_unknown_or_too_much_is_left(sent, kept):
    assert Rehearsal(questions=sent).questions == kept
    panel = Rehearsal()
    panel.set_state({"questions": sent})  # what a message from a browser calls
    assert panel.questions == kept


def test_a_key_is_what_the_address_takes():
    assert all(re.fullmatch(r"\w+", name) for name in IDS)
    module = Path(find("rehearsal.js")).read_text(encoding="utf-8")
    assert 'const KEY = "plan.questions"' in module
    assert f"const MOST = {MOST};" in module


@pytest.mark.standard("P22")
@both
def test_the_visit_goes_in_five_steps_a_warning_sign_first(language):
    found = shown(language)
    steps = [one for one in found.elements if "data-step" in one.has]
    assert [one.has["data-step"] for one in steps] == list(STEPS)
    warning = {"en": "warning sign", "es": "signo de alarma"}[language]
    assert warning in steps[0].text
    assert steps[0].text.index(warning) < steps[0].text.index("“" if language == "en" else "«")
    back = {"en": "in your own words", "es": "con sus palabras"}[language]
    assert back in steps[-1].text


@both
def test_the_plan_takes_the_state_along(language):
    (link,) = shown(language).all("a")
    assert link.has["href"] == "../11-my-plan/"
    assert "data-carry" in link.has


@pytest.mark.standard("A01")
@pytest.mark.standard("V01")
@both
def test_the_markup_is_whole_and_takes_no_text(language):
    found = shown(language)
    assert found.open == []
    assert found.unnamed() == []
    assert "**" not in str(Rehearsal(language).html)
    assert {box.has["type"] for box in found.all("input")} == {"checkbox"}
    assert len([one for one in found.elements if "data-control" in one.has]) == 1
