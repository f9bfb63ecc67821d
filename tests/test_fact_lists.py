"""The lists of a fact box, and how much a sentence trusts its result."""

import re
from dataclasses import replace

import htpy as h
import pytest
from tests.fact_cards import BOXES, card, each, patients, ratios
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.evidence.effects import effect, shown
from spasmlab.panels.evidence.fact_box import Card
from spasmlab.panels.evidence.fact_lists import context, more
from spasmlab.panels.evidence.fact_side import doubt, side
from spasmlab.panels.evidence.result import Result
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
DRY = "hydration_water_exercise_cramp"
PEOPLE, RULER, WORDS = "ibuprofen_03", "ibuprofen_01", "massage_01"


def made(box, language):
    return Markup(str(h.div[Card(box, language).markup()]))


def listed(found, part):
    return [one for one in found.all("li") if part in one.within]


# Other results


@pytest.mark.standard("C19")
@both
def test_every_other_result_that_was_checked_is_read_once(language):
    for box, found in each(language):
        parts = [one for one in found.elements if "fact-more" in one.kinds]
        for kind in ("benefit", "harm", "guideline"):
            items = [
                one
                for part in parts
                if part.has["data-kind"] == kind
                for one in listed(found, part)
            ]
            rows = [row for row in box.more if row.kind == kind and shown(row)]
            wanted = {}
            for row in rows:
                own = Result(row, language, box.out_of)
                about = f" ({context(own)})" if context(own) else ""
                wanted.setdefault(own.line.replace("**", "") + about, f"effects:{row.id}")
            told = {one.text: one.has["data-row"] for one in items}
            assert len(told) == len(items), (box.id, kind)
            assert list(told.items()) == list(wanted.items()), (box.id, kind)


def test_lines_that_read_the_same_are_read_once_and_in_order():
    row = effect("ibuprofen_11")
    twin = replace(row, id="ibuprofen_13")
    later = replace(row, id="ibuprofen_12", days=(7.0, 7.0))
    found = Markup(str(h.div[more([Result(r) for r in (row, later, twin)], words("fact_box"))]))
    rows = [one.has["data-row"] for one in found.all("li")]
    assert rows == ["effects:ibuprofen_11", "effects:ibuprofen_12"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "against people with a dummy pill; after 7 to 15 days; "
            "on a scale of 0 to 100; lower is better",
        ),
        (
            "es",
            "frente a personas con una pastilla sin medicina; después de 7 a 15 días; "
            "en una escala de 0 a 100; más bajo es mejor",
        ),
    ],
)
def test_a_line_ends_with_comparator_time_and_scale(language, said):
    row = effect(RULER)
    assert context(Result(row, language)) == said
    parts = said.split("; ")
    assert context(Result(replace(row, comparator=""), language)) == "; ".join(parts[1:])
    assert context(Result(replace(row, days=None), language)) == "; ".join((parts[0], *parts[2:]))
    assert context(Result(effect(PEOPLE), language)).count(";") == 2  # people are on no scale
    assert context(Result(replace(row, verification="unverified"), language)) == ""
    (line,) = [
        one
        for one in card(language, "ibuprofen_acute_back_spasm").all("li")
        if one.has.get("data-row") == f"effects:{RULER}"
    ]
    assert line.text.endswith(f" ({said})")


# Studies that disagree


@both
def test_sides_that_disagree_are_all_shown(language):
    told = [(box, found) for box, found in each(language) if box.disagreement]
    assert told
    for box, found in told:
        part, say = found.kind("fact-disagree"), words("fact_box", language)
        assert box.disagreement.statement[language] in part.text
        rows = [one.has["data-row"] for one in listed(found, part)]
        studies = {effect(r[8:]).source for r in rows if r.startswith("effects:")}
        wanted = [
            row
            for row in box.disagreement.rows
            if not row.startswith("mechanism:")
            or tables.row(*row.split(":"))["source"] not in studies
        ]
        assert rows == wanted, box.id  # a study's one result is not two sides
        assert (say["disagree_each"] in part.text) == (len(rows) > 1)
        assert say["disagree_how"] in part.text
        assert ratios(patients(found)) == []


@both
def test_one_side_alone_is_not_called_each_side(language):
    box, say = BOXES[DRY], words("fact_box", language)
    for rows, promised in (
        (("effects:hydration_water_02",), False),
        (("effects:hydration_water_02", "mechanism:ctf_dehydrated3"), False),  # one study
        (("effects:hydration_water_02", "mechanism:kona_dehydr"), True),
        (("effects:hydration_water_02", "mechanism:spark_point"), False),  # no words for patients
    ):
        found = made(replace(box, disagreement=replace(box.disagreement, rows=rows)), language)
        part = found.kind("fact-disagree")
        assert (say["disagree_each"] in part.text) == promised, rows
        assert len(listed(found, part)) == 1 + promised


@both
def test_a_side_that_is_no_trial_names_its_source_too(language):
    found = card(language, DRY)
    small = found.kind("fact-small")
    rows = {one.has["data-row"] for one in listed(found, small)}
    for name in ("dehydr5", "ironman_no_diff", "kona_dehydr"):
        assert f"sources:{tables.row('mechanism', name)['source']}" in rows
        assert words("fact_box", language)["view"][name] in found.kind("fact-disagree").text


def test_words_of_a_mechanism_belong_to_a_row_that_was_checked():
    for name in words("fact_box")["view"]:
        assert tables.row("mechanism", name)["verification"] != "unverified"
        assert not any(
            re.search(r"\d", words("fact_box", code)["view"][name]) for code in LANGUAGES
        )


# How far a result is trusted


@pytest.mark.parametrize("name", [PEOPLE, RULER, WORDS])
@pytest.mark.parametrize("sure", ["low", "very_low"])
@both
def test_low_certainty_is_said_in_place_of_not_chance(name, sure, language):
    say = words("fact_box", language)
    found = Result(replace(effect(name), certainty=sure), language)
    assert found.chance == "excludes"
    assert doubt(found) == say["trust"][sure]
    shown_side = Markup(str(side(found, "x"))).all("dd")[0].text
    assert shown_side.endswith(say["trust"][sure])
    assert say["chances"]["excludes"] not in shown_side
    high = Result(replace(effect(name), certainty="high"), language)
    assert doubt(high) == ("" if name == WORDS else say["chances"]["say_excludes"])
    assert Markup(str(side(high, "x"))).all("dd")[0].text == say["chances"]["excludes"]


@both
def test_no_sentence_of_low_certainty_calls_chance_unlikely(language):
    say = words("fact_box", language)
    for box in BOXES.values():
        made_card = Card(box, language)
        for one in (made_card.good, made_card.bad):
            if one.effect.certainty in say["trust"] and one.chance == "excludes":
                assert f"{one.sentence} {say['trust'][one.effect.certainty]}" in made_card.sentence


@pytest.mark.parametrize(
    ("trials", "language", "said"),
    [
        (1, "en", "The trial saw no clear difference."),
        (2, "en", "The trials saw no clear difference."),
        (1, "es", "El estudio no vio una diferencia clara."),
        (2, "es", "Los estudios no vieron una diferencia clara."),
    ],
)
def test_no_clear_difference_is_said_where_there_is_no_range(trials, language, said):
    row = replace(effect("walking_programme_03"), trials=trials)
    assert doubt(Result(row, language)) == said
    assert said in str(side(Result(row, language), "x"))
    other = Result(replace(row, favours="uncertain"), language)
    assert doubt(other) == words("fact_box", language)["chances"]["say_not_given"]
    ranged = Result(effect("exercise_acute_01"), language)
    assert doubt(ranged) == words("fact_box", language)["chances"]["say_includes"]


@both
def test_words_that_claim_nothing_need_no_doubt(language):
    for name in ("acetaminophen_05", "ice_pack_01"):
        row = replace(effect(name), certainty="very_low")
        assert doubt(Result(row, language)) == ""
    unread = replace(effect(PEOPLE), verification="unverified", certainty="low")
    assert doubt(Result(unread, language)) == ""
