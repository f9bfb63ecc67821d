"""Kinds of back pain: each has its words, its signs at their own level, and its count of people."""

import re

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import BackKinds
from spasmlab.panels.help.back_kinds import shares
from spasmlab.safety.back_kinds import FIELDS, back_kinds
from spasmlab.safety.signs import LEVELS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
KINDS = {one.id: one for one in back_kinds()}
EMERGENCY = {"CES_SADDLE", "CES_BLADDER", "CES_BOWEL", "CES_BOTH_LEGS", "WEAK_PROG"}
PROMISE = re.compile(
    r"\b(?:safe|safely|harmless|segur[oa]s?|inofensiv[oa]s?)\b|\b1 in \d|\b(?:rare|rarely|raro)\b",
    re.IGNORECASE,
)


def shown(panel):
    return Markup(str(panel.markup()))


def unknown(table):
    known = set(tables.load("warning_signs")["id"])
    return sorted(set(table["warning_sign"].str.split(";").explode()) - known)


def test_the_kinds_are_the_five_of_the_lesson_the_serious_ones_last():
    assert list(KINDS) == ["strain", "nerve", "narrow", "inflamed", "serious"]


def test_every_sign_named_exists():
    assert unknown(tables.load("back_kinds")) == []
    table = tables.load("back_kinds")
    table.loc[0, "warning_sign"] = "NOT_BETTER;NOT_THERE"
    assert unknown(table) == ["NOT_THERE"]


@pytest.mark.parametrize("name", ["nerve", "narrow", "serious"])
def test_where_nerves_can_be_squeezed_the_emergencies_are_told(name):
    assert {one.id for one in KINDS[name].signs} >= EMERGENCY


def test_signs_stand_worst_first_and_none_is_lost():
    levels = tables.load("warning_signs").set_index("id")["level"]
    named = tables.load("back_kinds").set_index("id")["warning_sign"]
    for one in KINDS.values():
        ranks = [LEVELS.index(levels[sign.id]) for sign in one.signs]
        assert ranks == sorted(ranks)
        assert {sign.id for sign in one.signs} == set(named[one.id].split(";"))


@both
@pytest.mark.parametrize("name", KINDS)
def test_a_card_says_each_sign_in_its_own_words_under_its_own_action(name, language):
    found = shown(BackKinds(language, kind=name))
    rows = tables.load("warning_signs").set_index("id")
    for sign in KINDS[name].signs:
        key = f"warning_signs:{sign.id}"
        line = next(o for o in found.elements if o.tag == "li" and o.has.get("data-row") == key)
        assert line.text == rows.loc[sign.id, f"question_{language}"]
        box = next(one for one in line.within if "backs-tier" in one.kinds)
        assert f"is-{sign.tier}" in box.kinds
        assert rows.loc[sign.id, f"action_{language}"] in box.text


@both
def test_what_cannot_wait_is_above_the_choice_whatever_is_chosen(language):
    urgent = {"en": "call your emergency number now", "es": "llame ahora a su número"}[language]
    for name in KINDS:
        found = shown(BackKinds(language, kind=name))
        first = found.kind("backs-first")
        assert urgent in first.text.lower()
        assert found.elements.index(first) < found.elements.index(found.kind("backs-choose"))
        assert not any("panel-body" in one.kinds for one in first.within)


@both
def test_the_sentence_and_table_are_the_rows(language):
    for name, one in KINDS.items():
        panel = BackKinds(language, kind=name)
        told = shown(panel).kind("reading-seen").text
        assert told == f"{one.name[language]}. {one.said['told'][language]}"
    _, *rows = shown(panel).rows()
    assert [row[0] for row in rows] == [one.name[language] for one in KINDS.values()]


def test_a_count_is_its_rows_people_of_100():
    counted = {name: one.count for name, one in KINDS.items() if one.count}
    assert set(counted) == set(words("back_kinds")["counts"]) == {"strain", "nerve", "serious"}
    assert shares(counted["strain"]) == (90, 95)
    assert shares(counted["serious"]) == (0.9, 0.9)
    assert round(shares(counted["nerve"])[0]) == 27
    found = shown(BackKinds(kind="serious")).kind("people")
    assert (found.has["data-filled"], found.has["data-out-of"]) == ("1", "100")
    assert "no count" in shown(BackKinds(kind="narrow")).kind("backs-none").text


def test_most_serious_causes_were_broken_bones_as_its_row_says():
    all_, broken = map(
        int,
        re.findall(
            r"(\d+) cases, (\d+) fractures", tables.row("prognosis", "serious_pathology")["note"]
        )[0],
    )
    assert broken > all_ / 2


@pytest.mark.standard("A01")
@both
def test_the_markup_is_whole_and_every_number_is_traced(language):
    for name in KINDS:
        panel = BackKinds(language, kind=name)
        found = shown(panel)
        assert found.open == []
        assert found.unnamed() == []
        assert "**" not in panel.html
        assert untraced(panel.html) == []


def test_a_kind_that_is_not_there_is_not_kept():
    assert BackKinds(kind="torn").kind == "strain"


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    said = [one.said[field][language] for one in KINDS.values() for field in FIELDS]
    flat = [v for v in words("back_kinds", language).values() if isinstance(v, str)]
    flat += words("back_kinds", language)["counts"].values()
    said += [re.sub(r"\{\w+\}", "27", one).replace("**", "") for one in flat]
    plain = "\n".join(said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
    assert [one for one in said if PROMISE.search(one)] == []


def test_both_languages_hold_the_same_numbers():
    for one in KINDS.values():
        for field in FIELDS:
            english, spanish = (re.findall(r"\d+", one.said[field][each]) for each in ("en", "es"))
            assert english == spanish, (one.id, field)
