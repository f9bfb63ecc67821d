"""Why pain can stay: each cause has its words, its tests, its signs at their own level."""

import re

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import WhyStays
from spasmlab.panels.help.why_stays import FEVER, FIRST, SAME_DAY, START
from spasmlab.safety.signs import LEVELS
from spasmlab.safety.surgery_causes import FIELDS, surgery_causes
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
CAUSES = {one.id: one for one in surgery_causes()}
SIX = [
    *("nerve_pressed", "scar", "another_level", "nerve_changed", "weak_muscles", "loud_alarm"),
]
PROMISE = re.compile(
    r"\b(?:safe|safely|harmless|segur[oa]s|inofensiv[oa]s?|imagined|imaginari[oa])\b|\b1 in \d",
    re.IGNORECASE,
)


def shown(panel):
    return Markup(str(panel.markup()))


def lost(table):
    """Return what a table of causes names and no other table holds."""
    signs, exams = (set(tables.load(name)["id"]) for name in ("warning_signs", "examinations"))
    named = set(table["warning_sign"].str.split(";").explode())
    tests = set(table["exams"].dropna().str.split(";").explode())
    return sorted((named - signs) | (tests - exams))


def test_the_causes_are_the_six_of_the_lesson():
    assert list(CAUSES) == SIX


def test_every_sign_and_test_named_exists():
    assert lost(tables.load("surgery_causes")) == []
    table = tables.load("surgery_causes")
    table.loc[0, "warning_sign"], table.loc[1, "exams"] = "FOOT_DROP;NOT_THERE", "mri;ct_none"
    assert lost(table) == ["NOT_THERE", "ct_none"]


def test_a_new_weakness_is_told_with_every_cause():
    for one in CAUSES.values():
        assert {"WEAK_PROG", "FOOT_DROP"} <= {sign.id for sign in one.signs}, one.id


def test_signs_stand_worst_first_and_none_is_lost():
    levels = tables.load("warning_signs").set_index("id")["level"]
    named = tables.load("surgery_causes").set_index("id")["warning_sign"]
    for one in CAUSES.values():
        ranks = [LEVELS.index(levels[sign.id]) for sign in one.signs]
        assert ranks == sorted(ranks)
        assert {sign.id for sign in one.signs} == set(named[one.id].split(";"))


@both
@pytest.mark.parametrize("name", CAUSES)
def test_a_card_says_each_sign_in_its_own_words_under_its_own_action(name, language):
    found = shown(WhyStays(language, cause=name))
    rows = tables.load("warning_signs").set_index("id")
    for sign in CAUSES[name].signs:
        key = f"warning_signs:{sign.id}"
        under = found.kind("stays-signs")
        inside = (one for one in found.elements if under in one.within and one.tag == "li")
        line = next(one for one in inside if one.has.get("data-row") == key)
        assert line.text == rows.loc[sign.id, f"question_{language}"]
        box = next(one for one in line.within if "stays-tier" in one.kinds)
        assert f"is-{sign.tier}" in box.kinds
        assert rows.loc[sign.id, f"action_{language}"] in box.text


@both
def test_what_cannot_wait_is_above_the_choice_and_at_its_rows_level(language):
    levels = tables.load("warning_signs").set_index("id")["level"]
    say, urgent = words("why_stays", language), {"en": "all", "es": "lame ahora"}[language]
    today = {"en": "be seen today", "es": "que lo vean hoy"}[language]
    assert set(levels[list(FIRST)]) == {"call_emergency_now"}
    assert set(levels[list(FEVER)]) == {"call_emergency_now", "same_day"}
    assert set(levels[list(SAME_DAY)]) == {"same_day"}
    assert urgent in say["first_call"]
    assert urgent in say["first_fever"]
    assert today in say["first_fever"].lower()
    assert today in say["first_leg"].lower()
    for name in CAUSES:
        found = shown(WhyStays(language, cause=name))
        first = found.kind("stays-first")
        assert found.elements.index(first) < found.elements.index(found.kind("stays-choose"))
        assert not any("panel-body" in one.kinds for one in first.within)


@both
def test_the_sentence_and_table_are_the_rows(language):
    for name, one in CAUSES.items():
        panel = WhyStays(language, cause=name)
        told = shown(panel).kind("reading-seen").text
        assert told == f"{one.name[language]}. {one.said['sure'][language]}"
        assert shown(panel).kind("spine").has["data-cause"] == name
    _, *rows = shown(panel).rows()
    assert [row[0] for row in rows] == [one.name[language] for one in CAUSES.values()]
    assert all(len(row) == 1 + len(FIELDS) for row in rows)


@both
def test_where_nothing_was_counted_or_no_test_shows_it_the_card_says_so(language):
    say = words("why_stays", language)
    card = shown(WhyStays(language, cause="weak_muscles"))
    assert say["no_number"] in card.kind("stays-none").text
    assert say["no_test"] in shown(WhyStays(language, cause="loud_alarm")).kind("stays-none").text
    assert "7 de 8" in WhyStays("es").cards["scar"][0]


@pytest.mark.standard("A01")
@both
def test_the_markup_is_whole_and_every_number_is_traced(language):
    for name in CAUSES:
        panel = WhyStays(language, cause=name)
        found = shown(panel)
        assert found.open == []
        assert found.unnamed() == []
        assert "**" not in panel.html
        assert untraced(panel.html) == []


def test_a_cause_that_is_not_there_is_not_kept():
    assert WhyStays(cause="hex").cause == START


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    said = [one.said[field][language] for one in CAUSES.values() for field in FIELDS]
    plain = "\n".join(said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
    assert [one for one in said if PROMISE.search(one)] == []


def test_both_languages_hold_the_same_numbers():
    for one in CAUSES.values():
        for field in FIELDS:
            english, spanish = (re.findall(r"\d+", one.said[field][each]) for each in ("en", "es"))
            assert english == spanish, (one.id, field)
