"""The course of back pain and the forest plot as a visitor meets them, held against their rows."""

import csv
import re

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, TEXTS, go, panel

from spasmlab.evidence.effects import effect
from spasmlab.panels.evidence.forest import TOPICS, Forest
from spasmlab.panels.evidence.recovery import COURSES, PRESETS, Recovery, points
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
WEEKS = [0, 1, 5, 6, 7, 25, 26, 27, 51, 52]


@pytest.fixture
def course(page, language):
    return panel(go(page, "evidence", language), "recovery", language)


@pytest.fixture
def forest(page, language):
    return panel(go(page, "evidence", language, voice="student"), "forest", language)


def said_of(language, **traits):
    """What the Python half says, which its own tests hold against the rows."""
    return " ".join(Recovery(language, **traits)._sentence().striptags().split())


@pytest.mark.standard("A01")
@pytest.mark.standard("DA1")
def test_each_week_of_each_course_says_its_own(course, language):
    say = words("recovery", language)
    for condition, word in COURSES.items():
        course.get_by_role("radio", name=say[word], exact=True).check()
        for week in WEEKS:
            course.get_by_role("slider", name=say["slider"], exact=True).fill(str(week))
            wanted = said_of(language, week=week, course=condition)
            expect(course.locator(".reading-seen")).to_have_text(wanted)
    expect(course.get_by_role("status").first).to_have_text(wanted)


@pytest.mark.standard("A05")
@pytest.mark.standard("A09")
def test_keys_alone_and_presses_alone_reach_every_measured_week(course, language):
    say = words("recovery", language)
    slider = course.get_by_role("slider")
    slider.press("End")
    expect(slider).to_have_value("52")
    slider.press("Home")
    expect(slider).to_have_value("0")
    for name, week in PRESETS.items():
        course.get_by_role("button", name=say[name], exact=True).click()
        expect(slider).to_have_value(str(week))
        expect(slider).to_have_attribute("aria-valuetext", f"{week} {say['unit_spoken']}")
    course.get_by_role("radio", name=say["acute"], exact=True).focus()
    course.page.keyboard.press("ArrowRight")
    expect(course.get_by_role("radio", name=say["lasting"], exact=True)).to_be_checked()


def test_dots_and_ranges_stand_where_they_were_measured(course, language):
    for condition, word in COURSES.items():
        course.get_by_role("radio", name=words("recovery", language)[word], exact=True).check()
        dots = course.locator(".mark-dot")
        expect(dots).to_have_count(4)
        drawn = dots.evaluate_all("(all) => all.map((one) => +one.getAttribute('cy'))")
        means = [row.value for row in points(condition)]
        scale = np.polyfit(means, drawn, 1)
        assert np.polyval(scale, means) == pytest.approx(drawn, abs=0.2)
        paths = course.locator(".recovery-range").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('d'))"
        )
        ends = [re.match(r"M[\d.]+,([\d.]+)V([\d.]+)M", path).groups() for path in paths]
        for row, (low, high) in zip(points(condition), ends, strict=True):
            wanted = np.polyval(scale, [row.low, row.high])
            assert wanted == pytest.approx([float(low), float(high)], abs=0.2)


def test_a_link_brings_week_and_course_back(page, language):
    state = {"recovery__week": "26", "recovery__course": "chronic_back_pain"}
    shown = panel(go(page, "evidence", language, **state), "recovery", language)
    wanted = said_of(language, week=26, course="chronic_back_pain")
    expect(shown.locator(".reading-seen")).to_have_text(wanted)
    expect(shown.locator("[data-course=acute_back_spasm]")).to_be_hidden()
    expect(shown.locator("[data-course=chronic_back_pain]")).to_be_visible()


def test_the_data_are_the_measured_weeks_alone(course, language):
    with course.page.expect_download() as waiting:
        course.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    _, *lines = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    wanted = [[row.weeks, row.value, row.low, row.high] for row in points("acute_back_spasm")]
    assert [[float(cell) for cell in line[:4]] for line in lines] == wanted
    assert [line[4] for line in lines] == [row.id for row in points("acute_back_spasm")]


@pytest.mark.standard("H03")
def test_no_text_of_either_is_small_on_a_phone(visitor, language):
    page = go(visitor(viewport=PHONE), "evidence", language, voice="student")
    found = page.evaluate(TEXTS)
    assert [one for one in found if one["px"] < 12] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# The forest plot


@pytest.mark.standard("A05")
@pytest.mark.standard("H05")
def test_arrow_keys_read_row_after_row(forest, language):
    (rows,) = TOPICS["acute_pain"]
    says = Forest(language).says
    first = forest.locator(f"input[value={rows[0]}]")
    first.focus()
    for name in rows[1:]:
        forest.page.keyboard.press("ArrowDown")
        wanted = says[name].replace("**", "")
        expect(forest.locator(".reading-seen")).to_have_text(wanted)
        expect(forest.locator(f"input[value={name}]")).to_be_checked()
    expect(forest.get_by_role("status").first).to_have_text(wanted)


def test_each_topic_brings_its_rows_its_table_and_its_data(forest, language):
    say, says = words("forest", language), Forest(language).says
    forest.get_by_text(words("tools", language)["table"], exact=True).click()
    for topic, groups in TOPICS.items():
        rows = [name for group in groups for name in group]
        forest.get_by_role("combobox").select_option(label=say["topics"][topic])
        expect(forest.locator("label[data-row]:visible")).to_have_count(len(rows))
        expect(forest.locator("tbody tr:visible")).to_have_count(len(rows))
        expect(forest.locator(".reading-seen")).to_have_text(says[rows[0]].replace("**", ""))
    with forest.page.expect_download() as waiting:
        forest.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    head, *lines = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    assert [line[0] for line in lines] == rows
    for line in lines:
        value = effect(line[0]).value
        assert float(line[head.index("value")]) == value


def test_a_link_brings_topic_and_row_back(page, language):
    name = "exercise_chronic_02"
    state = {"forest__topic": "exercise", "forest__row": name, "voice": "student"}
    shown = panel(go(page, "evidence", language, **state), "forest", language)
    wanted = Forest(language).says[name].replace("**", "")
    expect(shown.locator(".reading-seen")).to_have_text(wanted)
    expect(shown.locator(f"input[value={name}]")).to_be_checked()


@pytest.mark.standard("A11")
def test_a_row_is_large_enough_for_a_finger(forest, language):
    for label in forest.locator("label[data-row]:visible").all():
        assert label.bounding_box()["height"] >= 44
