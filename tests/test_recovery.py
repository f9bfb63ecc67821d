"""Recovery: what was measured is said with its range, and between two weeks there is no number."""

import json
import math
import re
from dataclasses import replace

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.panels.evidence import recovery
from spasmlab.panels.evidence.recovery import COURSES, PRESETS, WEEKS, Recovery, place, points
from spasmlab.panels.guess import replies
from spasmlab.text import LANGUAGES, words

MEASURED = [0, 6, 26, 52]
QUESTION = next(iter(words("question")))
both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("condition", COURSES)


def shown(language="en", **traits):
    return Markup(str(Recovery(language, **traits).markup()))


def rows(condition):
    """The rows themselves, by week."""
    table = tables.load("prognosis")
    table = table[table["condition"].eq(condition) & table["measure"].eq("mean pain")]
    return {int(row["weeks"]): row for row in table.to_dict("records")}


def numbers(text):
    return [int(digits) for digits in re.findall(r"\d+", text)]


def faults(said, week, known):
    """Return what a week's sentence may not say: ``known`` are the rows by week."""
    row = known.get(week)
    if row is not None:
        after = [week] if week == 6 else []  # the others are said in words
        wanted = [*after, row["value"], 100, row["low"], row["high"]]
    else:
        before, later = max(w for w in known if w < week), min(w for w in known if w > week)
        wanted = [week, known[before]["value"], known[later]["value"], 100]
    extra = sorted(set(numbers(said)) - {int(n) for n in wanted})
    missing = sorted({int(n) for n in wanted} - set(numbers(said)))
    return [*(f"{n} was not measured" for n in extra), *(f"{n} is not said" for n in missing)]


# What is said


@pytest.mark.standard("DA1")
@both
@each
@pytest.mark.parametrize("week", WEEKS)
def test_a_number_is_said_only_where_it_was_measured(language, condition, week):
    found = shown(language, week=week, course=condition)
    said = found.kind("reading-seen").text
    assert said == found.kind("reading-heard").text
    assert faults(said, week, rows(condition)) == []


@both
def test_the_first_and_the_last_sentence_are_those_of_their_rows(language):
    say = words("recovery", language)
    for condition in COURSES:
        for week in (0, 52):
            row = rows(condition)[week]
            holes = {"when": say[f"when_{week}"], "value": int(row["value"])}
            holes |= {"low": int(row["low"]), "high": int(row["high"])}
            said = say["reading"].format(**holes).replace("**", "")
            assert shown(language, week=week, course=condition).kind("reading-seen").text == said


@pytest.mark.parametrize(
    ("week", "said", "fault"),
    [
        (10, "In week 10 pain is 20 of 100, between 23 and 12.", "20 was not measured"),
        (10, "In week 10 pain is between 52 and 12 of 100.", "52 was not measured"),
        (10, "Pain is between 23 and 12 of 100.", "10 is not said"),
        (6, "After 6 weeks pain is 23 of 100.", "21 is not said"),
        (6, "After 6 weeks pain is 33 of 100 (21 to 25).", "33 was not measured"),
        (52, "After a year pain is 6 of 100 (3 to 10), once 52.", "52 was not measured"),
    ],
)
def test_a_planted_number_is_seen(week, said, fault):
    assert fault in faults(said, week, rows("acute_back_spasm"))


def test_a_changed_row_changes_what_is_said(monkeypatch):
    def moved(condition):
        return tuple(replace(row, value=row.value + 1) for row in points(condition))

    monkeypatch.setattr(recovery, "points", moved)
    said = shown(week=6).kind("reading-seen").text
    assert faults(said, 6, rows("acute_back_spasm")) == ["24 was not measured", "23 is not said"]


def test_every_week_has_the_sentence_of_its_place():
    assert [week for week in WEEKS if place(week) % 2 == 0] == MEASURED
    assert [place(week) for week in MEASURED] == [0, 2, 4, 6]
    assert [place(week) for week in (1, 5, 7, 25, 27, 51)] == [1, 1, 3, 3, 5, 5]
    assert list(PRESETS.values()) == MEASURED
    for condition in COURSES:
        assert [row.weeks for row in points(condition)] == MEASURED


# What stands beside it


@pytest.mark.standard("A14")
@pytest.mark.standard("H11")
@both
def test_the_table_is_the_rows_and_each_cell_names_its_own(language):
    found, say = shown(language), words("recovery", language)
    cells = found.all("td")
    assert len(cells) == len(MEASURED) * len(COURSES)
    for cell in cells:
        row = tables.row(*cell.has["data-row"].split(":"))
        holes = {name: int(row[name]) for name in ("value", "low", "high")}
        assert cell.text == say["cell"].format(**holes)
    assert {cell.has["data-row"] for cell in cells} == {
        f"prognosis:{row['id']}" for condition in COURSES for row in rows(condition).values()
    }


@both
@each
def test_what_other_studies_counted_is_theirs_and_says_both_sides(language, condition):
    found = shown(language, course=condition)
    parts = [one for one in found.elements if "data-course" in one.has]
    assert {one.has["data-course"] for one in parts if "hidden" not in one.has} == {condition}
    for name, other in (("henschke_recovered_52", 28), ("recur_12m_any", 31)):
        row = tables.row("prognosis", name)
        (fact,) = (one for one in found.all("li") if one.has["data-row"] == f"prognosis:{name}")
        assert numbers(fact.text)[:2] == [int(row["value"]), 100]
        assert numbers(fact.text)[-1] == other == 100 - row["value"]
    again = tables.row("prognosis", "recur_12m_any")
    assert {int(again["low"]), int(again["high"])} <= set(numbers(fact.text))


@both
@each
def test_the_people_and_the_studies_are_the_rows(language, condition):
    first = rows(condition)[0]
    found = shown(language, course=condition)
    (about,) = (
        one
        for one in found.all("p")
        if one.has.get("data-row") == f"prognosis:{first['id']}" and "33" in one.text
    )
    assert re.sub(r"\D", "", f"{first['people']}") in re.sub(r"[,\xa0]", "", about.text)
    assert "33 cohorts" in first["note"]  # the studies: the row tells them in words only


@pytest.mark.standard("H08")
@both
def test_it_says_that_people_differ_and_what_is_only_a_guide(language):
    say, text = words("recovery", language), shown(language).elements[0].text
    for name in ("differ", "how", "scale", "studies"):
        assert say[name].split("{")[0] in text


@pytest.mark.standard("H10")
def test_it_is_plain_in_both_languages():
    english, spanish = (
        [one for one in words("recovery", code).values() if isinstance(one, str)]
        for code in ("en", "es")
    )
    assert grade("\n".join(english)) <= 6.0
    assert huerta("\n".join(spanish)) >= 65
    for said in [*english, *spanish]:
        assert [s for s in sentences(said) if len(words_of(s)) > 20] == []


# The widget


@pytest.mark.standard("A01")
@pytest.mark.standard("H13")
@both
def test_every_control_has_a_name_and_few_are_stops(language):
    found = shown(language)
    ids = [one.has["id"] for one in found.elements if "id" in one.has]
    assert found.open == found.unnamed() == []
    assert len(ids) == len(set(ids))
    assert len([one for one in found.all("input") if one.has["type"] == "range"]) == 1
    assert len({one.has["name"] for one in found.all("input") if "name" in one.has}) == 1
    (slider,) = (one for one in found.all("input") if one.has["type"] == "range")
    assert slider.has["aria-valuetext"].endswith(words("recovery", language)["unit_spoken"])
    assert numbers(words("recovery", language)["unit"]) == [WEEKS[-1]]


@pytest.mark.parametrize(
    ("sent", "kept"), [(math.nan, 0), (math.inf, 0), (-3, 0), (60, 52), (6.4, 6), (52, 52)]
)
def test_a_week_stays_on_the_slider(sent, kept):
    panel = Recovery(week=10)
    panel.set_state({"week": sent})
    assert panel.week == Recovery(week=sent).week == kept
    assert panel.markup()


@pytest.mark.parametrize("sent", ["", "acute", "<b>", "night_leg_cramp"])
def test_an_unknown_course_is_never_kept(sent):
    panel = Recovery(course="chronic_back_pain")
    panel.set_state({"course": sent})
    assert panel.course == Recovery(course=sent).course == "acute_back_spasm"


@each
def test_what_goes_to_the_page_is_the_rows_and_a_guide_through_them(condition):
    panel = Recovery()
    sent = json.loads(json.dumps(panel.courses, allow_nan=False))[condition]
    for k, (week, row) in enumerate(sorted(rows(condition).items())):
        assert (sent["ids"][k], sent["weeks"][k], sent["guide"][week]) == (
            row["id"],
            week,
            row["value"],
        )
        assert [sent[n][k] for n in ("mean", "low", "high")] == [
            row[n] for n in ("value", "low", "high")
        ]
    assert all(one >= other for one, other in zip(sent["guide"], sent["guide"][1:], strict=False))
    assert len(sent["guide"]) == len(panel.stops) == len(panel.places) == len(WEEKS)
    assert len(sent["says"]) == 2 * len(MEASURED) - 1


def test_a_guess_before_it_is_known():
    assert Recovery(after=QUESTION).replies == replies(QUESTION)
    assert Recovery().replies == []
    with pytest.raises(ValueError, match=r"question\.no_such"):
        Recovery(after="no_such")
    with pytest.raises(ValueError, match="language must be"):
        Recovery("fr")
