"""The latch and the energy to let go as a visitor meets them, against Python's own answers."""

import csv
import random

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, awake, home, panel, timeless
from tests.markup import Markup

from spasmlab.panels import Latch, LettingGo
from spasmlab.panels.muscle.latch import STRIDE
from spasmlab.panels.muscle.letting_go import STRIDE as SLOW
from spasmlab.sweeps.latch import RATES, latch, pulses, times
from spasmlab.sweeps.letting_go import ATP, CALCIUM, letting_go
from spasmlab.sweeps.letting_go import times as bath
from spasmlab.text import words

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", BOTH)
LESSON = "04-calcium-and-magnesium/"
draw = random.Random(4)
SOME_RATES = [0, len(RATES) - 1, 7, *draw.sample(range(len(RATES)), 2)]
SOME_ATP = [0, len(ATP) - 1, 18, *draw.sample(range(len(ATP)), 2)]
SOME_MOMENTS = [0, 6, 8, 20, 25, 39, draw.randrange(len(bath()) // SLOW)]  # steps of the bath


def visit(page, language, name, **fragment):
    """Open the lesson, skip a guess that shuts the panel, and return the panel."""
    state = "&".join(f"{key.replace('__', '.')}={value}" for key, value in fragment.items())
    page.goto(f"{home(language)}{LESSON}" + (f"#{state}" if state else ""))
    awake(page)
    found = panel(page, name, language)
    skip = found.get_by_role("button", name=words("tools", language)["skip"], exact=True)
    if skip.is_visible():
        skip.click()
    return found


def sentence(made):
    """Return what the Python half says, which its own tests hold against the model."""
    return " ".join(Markup(str(made.markup())).kind("reading-seen").text.split())


def line(chart, kind):
    """Return the points of a line, in the chart's own pixels."""
    text = chart.locator(f"polyline.{kind}").get_attribute("points")
    return np.array([[float(x) for x in pair.split(",")] for pair in text.split()])


def follows(points, values):
    """Return whether a line's height is a straight, rising function of these values."""
    slope, *_ = fit = np.polyfit(values, points[:, 1], 1)
    return slope < 0 and np.allclose(np.polyval(fit, values), points[:, 1], atol=0.2)


def lit(found):
    """Return the drawing's marks in order: which latches, dots and heads are on."""
    marks = found.locator(
        ".latch-drawing .place, .latch-drawing .place .head, .latch-drawing .place .calcium"
    )
    return marks.evaluate_all("all => all.map((one) => one.getAttribute('class'))")


def lit_in_python(made):
    """Return the same marks, of the markup that Python writes."""
    found = Markup(str(made.markup()))
    places = [one for one in found.elements if "place" in one.kinds]
    marks = [one for one in found.elements if one.kinds & {"place", "head", "calcium"}]
    inside = [one for one in marks if any(place in [one, *one.within] for place in places)]
    return [one.has["class"] for one in inside]


@pytest.mark.standard("A01")
@both
def test_each_rate_says_and_draws_what_the_model_did(page, language):
    found, say = visit(page, language, "latch"), words("latch", language)
    field = found.get_by_role("slider", name=say["slider"], exact=True)
    moment = found.get_by_role("slider", name=say["moment"], exact=True)
    for stop in SOME_RATES:
        field.fill(str(stop))
        step = draw.randrange(len(times()) // STRIDE)
        moment.fill(str(step))
        own = Latch(language, rate=RATES[stop], moment=times()[STRIDE * step])
        expect(found.locator(".reading-seen")).to_have_text(sentence(own))
        chart = found.locator(".chart")
        assert follows(line(chart, "ion-ca"), latch()["calcium"][stop])
        assert follows(line(chart, "reading"), latch()["activation"][stop])
        assert chart.locator(".pulse").count() == len(pulses(RATES[stop]))
        assert lit(found) == lit_in_python(own)
        spoken = next(
            one.has["aria-valuetext"]
            for one in Markup(own.html).all("input")
            if one.has.get("id") == "p-latch-moment"
        )
        expect(moment).to_have_attribute("aria-valuetext", spoken)
    expect(found.locator(".reading-heard")).to_have_text(sentence(own))


@pytest.mark.standard("A05")
@pytest.mark.standard("A09")
def test_keys_and_clicks_alone_move_the_rate_and_the_moment(page):
    found, say = visit(page, "en", "latch"), words("latch")
    seconds = found.locator("[data-control=moment] .slider-value")
    moment = found.get_by_role("slider", name=say["moment"], exact=True)
    expect(seconds).to_have_text("0.00")
    moment.press("ArrowRight")
    expect(seconds).to_have_text("0.03")  # 25 ms, as it is written
    found.get_by_role("button", name=say["on"], exact=True).click()
    expect(seconds).to_have_text("0.05")
    for _ in range(5):
        found.get_by_role("button", name=say["back"], exact=True).click()
    expect(seconds).to_have_text("−0.05")  # and no further
    moment.press("End")
    expect(seconds).to_have_text("1.50")
    found.get_by_role("button", name=say["sixty"], exact=True).click()
    expect(found.locator("[data-control=rate] .slider-value")).to_have_text("60")
    assert page.evaluate("location.hash").endswith("latch.moment=1500&latch.rate=60")


@pytest.mark.standard("A19")
@pytest.mark.standard("A20")
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_it_plays_only_when_asked_pauses_steps_back_and_stops_at_the_end(visitor, motion):
    page = visitor(viewport={"width": 1440, "height": 900}, reduced_motion=motion)
    timeless(page)
    for name in ("latch", "letting_go"):
        found, say = visit(page, "en", name, letting_go__way="rinse"), words(name)
        go = found.locator(".play-go")
        needle = found.locator(".chart .needle")

        def at(needle=needle):
            return float(needle.get_attribute("x1"))

        start = at()
        page.clock.run_for(3000)
        assert at() == start  # nothing moves by itself
        go.click()
        expect(go).to_have_text(say["pause"])
        page.clock.run_for(500)
        assert (at() == start) == (motion == "reduce")  # a still stands where motion is not wanted
        page.clock.run_for(1500)
        assert at() > start
        go.click()
        expect(go).to_have_text(say["play"])
        paused = at()
        expect(found.locator(".play-heard")).not_to_be_empty()
        page.clock.run_for(3000)
        assert at() == paused
        found.get_by_role("button", name=say["back"], exact=True).click()
        assert at() < paused
        go.click()
        page.clock.run_for(30_000)
        expect(go).to_have_text(say["play"])
        end = found.locator(".chart .axis").last  # the cursor has come to the end of the axis
        assert at() >= float(end.get_attribute("x1"))
        go.click()  # and from there it starts anew
        page.clock.run_for(100)
        assert at() < paused
        go.click()


@pytest.mark.standard("I05")
@both
def test_heads_are_counted_drawn_and_said_at_each_level_and_moment(page, language):
    found, say = visit(page, language, "letting_go"), words("letting_go", language)
    made = [("level", "slider", stop, {"atp": ATP[stop]}) for stop in SOME_ATP]
    made += [("rinse", "moment", at, {"moment": bath()[SLOW * at]}) for at in SOME_MOMENTS]
    for way, name, stop, state in made:
        found.get_by_role("radio", name=say[f"way_{way}"], exact=True).check()
        found.get_by_role("slider", name=say[name], exact=True).fill(str(stop))
        own = LettingGo(language, way=way, **state)
        expect(found.locator(".reading-seen")).to_have_text(sentence(own))
        for side, kind in enumerate(CALCIUM):
            picture = found.locator(f"[data-kind={kind}]")
            counts = own._heads()[side]
            expect(picture.locator("li b")).to_have_text([str(count) for count in counts])
            for mark, count in zip(("stuck", "holding", "free"), counts, strict=True):
                assert picture.locator(f"figcaption + svg .is-{mark}").count() == count
        stuck = own.shares if way == "level" else own.course
        rest = np.frombuffer(stuck, "<f4").reshape(4, -1)[0]
        assert follows(line(found.locator(".chart"), "reading"), rest)


@both
def test_a_link_brings_both_back_and_their_data_is_what_is_shown(page, language):
    state = {"latch__rate": "15", "latch__moment": "475", "letting_go__atp": "0.046"}
    found = visit(page, language, "latch", **state)
    own = Latch(language, rate=15, moment=475)
    expect(found.locator(".reading-seen")).to_have_text(sentence(own))
    assert lit(found) == lit_in_python(own)
    rows = data(found, language)
    at = RATES.tolist().index(15)
    assert [float(row[0]) for row in rows] == times().tolist()
    assert [float(row[1]) for row in rows] == pytest.approx(latch()["calcium"][at], abs=1e-4)
    assert [float(row[2]) for row in rows] == pytest.approx(latch()["activation"][at], abs=1e-4)
    heads = panel(page, "letting_go", language)
    made = LettingGo(language, atp=0.046)
    expect(heads.locator(".reading-seen")).to_have_text(sentence(made))
    rows = data(heads, language)
    assert [float(row[0]) for row in rows] == pytest.approx(ATP, rel=1e-4)
    heads.get_by_role("radio", name=words("letting_go", language)["way_rinse"], exact=True).check()
    rows = data(heads, language)
    assert [float(row[1]) for row in rows] == pytest.approx(
        100 * letting_go()["rigor"][0], abs=1e-3
    )
    assert [float(row[4]) for row in rows] == pytest.approx(
        100 * letting_go()["attached"][1], abs=1e-3
    )


def data(found, language):
    """Return the lines of the file that a panel gives."""
    with found.page.expect_download() as waiting:
        name = words("tools", language)["data"]
        found.get_by_role("button", name=name, exact=True).click()
    _, *rows = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    return rows


def test_bad_links_leave_both_as_they_start(page):
    bad = {"latch__rate": "NaN", "latch__moment": "x", "letting_go__atp": "1e999"}
    bad |= {"letting_go__way": "up", "letting_go__moment": "-1e9"}
    found = visit(page, "en", "latch", **bad)
    expect(found.locator(".reading-seen")).to_have_text(sentence(Latch()))
    assert lit(found) == lit_in_python(Latch())
    heads = panel(page, "letting_go")
    expect(heads.locator(".reading-seen")).to_have_text(sentence(LettingGo()))
    heads.get_by_role("radio", name=words("letting_go")["way_rinse"], exact=True).check()
    expect(heads.locator(".reading-seen")).to_have_text(sentence(LettingGo(way="rinse")))
