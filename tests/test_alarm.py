"""The alarm dial: its sentence is right in every state, shows no number, and lowers no sign."""

import re
from itertools import product

import pytest
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.panels import Alarm
from spasmlab.panels.muscle.alarm import FOUND, SIGNS, START, STEPS, TURNS, names, volume
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
EVERY = list(product(STEPS, repeat=len(TURNS)))
HELP = {"en": "get help", "es": "busque ayuda"}
IMAGINED = re.compile(r"imagin|in your head|en su cabeza|psych|psic|mental", re.IGNORECASE)


def state(**changed):
    return tuple(changed.get(name, "same") for name in TURNS)


def shown(language):
    return Markup(str(Alarm(language).markup()))


def test_more_of_each_turns_the_dial_the_way_it_says():
    assert volume(START) == 0
    for name, turn in TURNS.items():
        assert volume(state(**{name: "more"})) == turn
        assert volume(state(**{name: "less"})) == -turn
    assert {volume(one) for one in EVERY} == set(range(-4, 5))


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, ["start", "real"]),
        ({"sleep": "less", "worry": "more"}, ["louder", "same_more", "real"]),
        ({"nerve": "less"}, ["quieter", "less_less", "quiet_is_no_proof"]),
        ({"nerve": "less", "worry": "more", "load": "more"}, ["louder", "less_more", "real"]),
        ({"nerve": "more", "sleep": "more"}, ["even", "more_same", "real"]),
        ({"sleep": "more", "worry": "more"}, ["even", "same_same", "real"]),
        (
            {"nerve": "more", "sleep": "more", "worry": "less"},
            ["quieter", "more_less", "quiet_is_no_proof"],
        ),
    ],
)
def test_what_is_said_fits_the_state(changed, wanted):
    assert names(state(**changed)) == wanted


@both
def test_every_state_says_the_pain_is_real_or_that_quiet_proves_nothing(language):
    say = words("alarm", language)
    for one in EVERY:
        told = " ".join(say[name] for name in names(one))
        assert HELP[language] in told
        loud = volume(one)
        assert (say["quiet_is_no_proof"] in told) == (loud < 0)
        assert (say["louder"] in told, say["quieter"] in told) == (loud > 0, loud < 0)


def test_the_module_holds_what_python_says_of_every_state():
    held = Alarm().states
    assert held == {" ".join(one): [volume(one), names(one)] for one in EVERY}
    assert len(held) == 81


@both
def test_it_is_named_a_drawing_in_its_title_and_beside_the_dial(language):
    found = shown(language)
    word = {"en": ("picture", "not a measurement"), "es": ("dibujo", "no una medida")}[language]
    panel = next(one for one in found.elements if "panel" in one.kinds)
    assert all(part in panel.has["aria-label"] for part in word)
    assert word[1] in found.all("figcaption")[0].text


@both
def test_there_is_no_number_anywhere_on_it(language):
    found = shown(language)
    assert [text for text, _ in found.said if re.search(r"\d", text)] == []


@both
def test_no_word_of_it_says_that_the_pain_is_imagined(language):
    flat = str(words("alarm", language))
    assert not IMAGINED.search(flat)
    assert {"en": "the pain is real", "es": "el dolor es real"}[language] in flat


@both
def test_the_signs_stand_on_it_at_their_level_in_every_state(language):
    levels = tables.load("warning_signs").set_index("id")["level"]
    told = shown(language).kind("alarm-signs")
    assert told.has["data-row"].split() == [f"warning_signs:{name}" for name in SIGNS]
    assert levels["FOOT_DROP"] == "same_day"
    assert set(levels[[name for name in SIGNS if name != "FOOT_DROP"]]) == {"call_emergency_now"}
    first, _, rest = told.text.partition(".")
    assert {"en": "today", "es": "hoy"}[language] in first
    assert {"en": "emergency number now", "es": "ahora a su número"}[language] in rest
    assert not any("panel-say" in one.kinds for one in told.within)


@both
def test_the_table_says_what_was_found_or_that_nothing_was(language):
    found, say = shown(language), words("alarm", language)
    _, *rows = found.rows()
    assert [row[2] for row in rows] == [say["found"][name] for name in TURNS]
    keys = [one.has.get("data-row") for one in found.all("tr")[1:]]
    assert keys == [FOUND[name] or None for name in TURNS]
    assert {"en": "no study", "es": "ningún estudio"}[language] in say["found"]["load"]


@pytest.mark.standard("A01")
@both
def test_the_markup_is_whole(language):
    found = shown(language)
    assert found.open == []
    assert found.unnamed() == []
    assert "**" not in Alarm(language).html
    checked = [one.has["value"] for one in found.all("input") if "checked" in one.has]
    assert checked == ["same"] * len(TURNS)
