"""A walk that grows: the aim is the trial's, the line to it even, help and harm its rows'."""

import math
import re
from itertools import pairwise

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.evidence.results import EvidenceError
from spasmlab.evidence.walking import AIM, DAYS, MONTHS, WEEKS, days, minutes
from spasmlab.panels import Walk
from spasmlab.panels.plan.walk import MONTHLY, STARTS, STOPS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


def shown(panel):
    return Markup(str(panel.markup()))


def test_the_aim_is_the_trials():
    row = tables.row("treatments", "walking_programme")
    wanted = f"at least {AIM} min, {DAYS} days a week, by {MONTHS} months"
    assert wanted in row["session"]
    assert 52 / 12 * MONTHS == WEEKS


@pytest.mark.parametrize("start", STARTS)
def test_a_plan_rises_from_the_start_to_the_aim_in_even_steps(start):
    plan = [minutes(start, week) for week in STOPS]
    assert (plan[0], plan[-1]) == (start, AIM)
    assert plan == sorted(plan)
    steps = {after - before for before, after in pairwise(plan)}
    assert max(steps) - min(steps) <= 1


@pytest.mark.parametrize(
    ("start", "week", "said"),
    [(0, 1, "start"), (31, 1, "start"), (math.nan, 1, "start"), (10, 0, "week"), (10, 27, "week")],
)
def test_a_plan_that_cannot_be_is_named(start, week, said):
    with pytest.raises(EvidenceError, match=said):
        minutes(start, week)


def test_the_days_are_the_rows_and_agree_with_the_effect():
    found = days()
    assert (
        found["walked"].value - found["without"].value
        == (tables.row("effects", "walking_programme_02")["value"])
    )
    finding = tables.row("effects", "walking_programme_02")["finding_en"]
    assert {str(one.value) for one in found.values()} <= set(re.findall(r"\d+", finding))
    people = [tables.row(*one.row.split(":"))["people"] for one in found.values()]
    assert sum(people) == tables.row("effects", "walking_programme_01")["people"]


@both
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("week", [1, 4, 5, 13, 26])
def test_the_sentence_is_the_plans(language, start, week):
    panel = Walk(language, start=str(start), week=float(week))
    said = shown(panel).kind("reading-seen").text
    assert str(minutes(start, week)) in re.findall(r"\d+", said)
    assert ("5" in re.findall(r"\d+", said)) == (week == WEEKS or 5 in (week, minutes(start, week)))


@both
def test_harm_stands_beside_help_with_its_rows_people(language):
    found = shown(Walk(language))
    harm = next(o for o in found.elements if "walking_programme_03" in o.has.get("data-row", ""))
    assert re.findall(r"\d+", harm.text) == ["100", "52", "54"]


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
def test_the_markup_is_whole_and_every_number_is_traced(language):
    panel = Walk(language, week=13.0)
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert "**" not in panel.html
    assert "{" not in panel.html
    assert untraced(panel.html) == []
    controls = [one.has["data-control"] for one in found.elements if "data-control" in one.has]
    assert controls == ["start", "week"]
    _, *rows = found.rows()
    assert [row[0] for row in rows] == [str(week) for week in MONTHLY]


@pytest.mark.parametrize(("sent", "kept"), [(math.nan, 1), (0, 1), (99, 26), (7.4, 7)])
def test_a_week_stays_on_the_slider(sent, kept):
    panel = Walk()
    panel.set_state({"week": sent})
    assert panel.week == kept


def test_a_start_that_is_not_offered_is_not_kept():
    assert Walk(start="45").start == "10"


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    said = [
        re.sub(r"\{\w+\}", "20", one).replace("**", "") for one in words("walk", language).values()
    ]
    plain = "\n".join(said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
