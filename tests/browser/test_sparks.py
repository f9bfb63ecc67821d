"""One spark and the two doors as a visitor meets them, compared with the model's own answers."""

import csv
import random

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, go, panel, plain

from spasmlab.panels import Doors, Spark
from spasmlab.panels.markup import number
from spasmlab.sweeps.doors import HOLDS, STEPS, doors
from spasmlab.sweeps.spark import PUSHES, STOPS, spark, times
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
SOME = [(0, "small"), (len(STOPS) - 1, "big"), (2, "middle")]
SOME += [(random.Random(k).randrange(len(STOPS)), list(PUSHES)[k % 3]) for k in range(5)]


@pytest.fixture
def sparks(page, language):
    return panel(go(page, "lesson", language), "spark", language)


@pytest.fixture
def two_doors(page, language):
    return panel(go(page, "lesson", language, voice="student"), "doors", language)


def said_of(language, stop, push):
    """What the Python half says, which its own tests hold against the model."""
    sentence = Spark(language, potassium=STOPS[stop], push=push)._sentence(stop)
    return " ".join(sentence.striptags().split())


@pytest.mark.standard("A01")
def test_each_level_and_push_says_what_the_model_did(sparks, language):
    say = words("spark", language)
    for stop, push in SOME:
        sparks.get_by_role("slider", name=say["slider"], exact=True).fill(str(stop))
        sparks.get_by_role("radio", name=say[push], exact=True).check()
        expect(sparks.locator(".reading-seen")).to_have_text(said_of(language, stop, push))
    expect(sparks.get_by_role("status").first).to_have_text(said_of(language, stop, push))


@pytest.mark.standard("A05")
def test_keys_alone_reach_a_push_and_a_level(sparks, language):
    say = words("spark", language)
    sparks.get_by_role("radio", name=say["middle"], exact=True).focus()
    sparks.page.keyboard.press("ArrowLeft")
    expect(sparks.get_by_role("radio", name=say["small"], exact=True)).to_be_checked()
    sparks.get_by_role("slider").press("End")
    expect(sparks.locator(".reading-seen")).to_have_text(said_of(language, len(STOPS) - 1, "small"))


def drawn(chart, kind):
    """The points of a line, in the chart's own pixels."""
    text = chart.locator(f"polyline.{kind}").get_attribute("points")
    return np.array([[float(x) for x in pair.split(",")] for pair in text.split()])


def test_the_line_drawn_is_the_models_trace(sparks, language):
    for stop, push in SOME[:4]:
        sparks.get_by_role("slider").fill(str(stop))
        sparks.get_by_role("radio", name=words("spark", language)[push], exact=True).check()
        line = drawn(sparks.locator(".chart"), "reading")
        trace = spark()["millivolts"][stop, list(PUSHES).index(push)]
        assert len(line) == len(times())
        scale = np.polyfit(trace, line[:, 1], 1)
        assert np.polyval(scale, trace) == pytest.approx(line[:, 1], abs=0.2)
        assert scale[0] < 0  # up is more positive


def test_the_usual_levels_trace_stands_beside_every_other(sparks, language):
    say = words("spark", language)
    other = sparks.locator("polyline.ion-k")
    expect(other).to_be_hidden()
    sparks.get_by_role("button", name=say["high"], exact=True).click()
    expect(other).to_be_visible()
    sparks.get_by_role("button", name=say["usual"], exact=True).click()
    expect(other).to_be_hidden()


def test_the_data_is_the_trace_shown(sparks, language):
    sparks.get_by_role("button", name=words("spark", language)["very_high"], exact=True).click()
    with sparks.page.expect_download() as waiting:
        name = words("tools", language)["data"]
        sparks.get_by_role("button", name=name, exact=True).click()
    _, *rows = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    trace = spark()["millivolts"][STOPS.tolist().index(12.0), 1]
    assert [float(row[1]) for row in rows] == pytest.approx(trace, abs=0.006)


def test_both_doors_move_and_say_the_models_numbers(two_doors, language):
    say = words("doors", language)
    for hold, step in [(0, 0), (6, 7), (2, 5), (4, 2)]:
        two_doors.get_by_role("slider", name=say["hold"]["slider"], exact=True).fill(str(hold))
        two_doors.get_by_role("slider", name=say["step"]["slider"], exact=True).fill(str(step))
        sentence = Doors(language)._sentence(hold, step).striptags()
        expect(two_doors.locator(".reading-seen")).to_have_text(str(sentence))
        line = drawn(two_doors.locator(".chart"), "reading")
        assert len(line) == len(doors().ms)
    field = two_doors.get_by_role("slider", name=say["hold"]["slider"], exact=True)
    spoken = plain("{at} {unit}", at=number(HOLDS[4]), unit=say["hold"]["unit_spoken"])
    expect(field).to_have_attribute("aria-valuetext", spoken)
    expect(two_doors.locator("[data-control=step] .slider-value")).to_have_text(number(STEPS[2]))


def test_a_link_brings_level_push_and_doors_back(page, language):
    state = {"spark__potassium": "9.5", "spark__push": "small", "voice": "student"}
    state |= {"doors__hold": "-60", "doors__step": "-20"}
    go(page, "lesson", language, **state)
    shown = panel(page, "spark", language).locator(".reading-seen")
    expect(shown).to_have_text(said_of(language, STOPS.tolist().index(9.5), "small"))
    fields = panel(page, "doors", language).get_by_role("slider")
    expect(fields.nth(0)).to_have_value(str(HOLDS.tolist().index(-60)))
    expect(fields.nth(1)).to_have_value(str(STEPS.tolist().index(-20)))


def test_a_students_panel_sleeps_until_the_student_comes(page, language):
    go(page, "lesson", language)
    asleep = page.locator(".island:not([data-awake])")
    expect(asleep).to_have_count(2)  # the doors, and the question from two lessons ago
    for sleeper in asleep.all():
        expect(sleeper).to_be_hidden()
    page.get_by_role("radio", name=words("page", language)["student"], exact=True).check()
    two_doors = panel(page, "doors", language)
    expect(two_doors.get_by_role("img")).to_be_visible()
    expect(asleep).to_have_count(0)
    two_doors.get_by_role("slider").first.press("Home")
    expect(two_doors.locator(".slider-value").first).to_have_text(number(HOLDS[0]))
