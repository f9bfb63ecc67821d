"""A cramp stretched away: looked up on the instant page, and under a free hand on the live one."""

import csv
import json
import os
import random
import signal
import subprocess

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.kernels import HELD, update, watched
from tests.browser.visits import awake, panel, plain, timeless

from spasmlab.panels import Stretch
from spasmlab.panels.muscle.stretch import WHEN
from spasmlab.sweeps.stretch import LENGTHS, MOMENTS, stretch
from spasmlab.text import words

pytestmark = pytest.mark.browser
LESSON = "01-what-is-a-cramp"
SLOW = 60_000  # ms for a kernel to start and run the notebook on a busy machine
STOPS = [(3, 1), (8, 0)] + [(random.Random(k).randrange(9), k % 3) for k in range(3)]


def instant(page, language="en", **state):
    """Open the lesson's instant page; return its panel, past its guess if it has one."""
    fragment = "&".join(f"stretch.{name}={value}" for name, value in state.items())
    page.goto(f"/{'es/' if language == 'es' else ''}{LESSON}/" + (f"#{fragment}" if state else ""))
    awake(page)
    return opened(page, language)


def opened(page, language="en"):
    found = panel(page, "stretch", language)
    skip = found.get_by_role("button", name=words("tools", language)["skip"])
    if skip.is_visible():
        skip.click()
    return found


def button(found, name, language="en"):
    return found.get_by_role("button", name=words("stretch", language)[name], exact=True)


def said(found):
    return found.locator(".reading-seen")


def drawn(found, kind):
    """The points of a line, in the chart's own pixels; none where nothing is drawn."""
    text = found.locator(f".lane-{kind}").get_attribute("d") or ""
    return np.array([[float(x) for x in one.split()] for one in text[1:].split("L") if one])


def sentence(language, length, moment):
    """What the Python half says, which its own tests hold against the sweep."""
    one = Stretch(language, length=LENGTHS[length], moment=WHEN[moment])
    return " ".join(one._sentence().striptags().split())


def trace(name, length, moment):
    found = stretch()
    before = found.alone[name][found.alone_s < MOMENTS[moment]]
    return np.concatenate([before, found.stretched[name][length, moment]])


@pytest.mark.standard("A01", "A09")
def test_what_is_looked_up_is_the_models_own_in_both_languages(page):
    for language in ("en", "es"):
        say, found = words("stretch", language), instant(page, language)
        expect(found.get_by_role("radio", name=say["hand"])).to_have_count(0)  # no Python here
        link = found.get_by_role("link", name=say["live_link"])
        live = f"live/{'es/' if language == 'es' else ''}{LESSON}#stretch.form=hand"
        assert link.get_attribute("href").endswith(live)
        for length, moment in STOPS:
            found.get_by_role("slider", name=say["slider"]).fill(str(length))
            found.get_by_role("radio", name=say[WHEN[moment]], exact=True).check()
            expect(said(found)).to_have_text(sentence(language, length, moment))
        expect(found.get_by_role("status").first).to_have_text(sentence(language, *STOPS[-1]))
        for name, kind in [("firing_hz", "hz"), ("force", "force")]:
            line, own = drawn(found, kind), trace(name, *STOPS[-1])
            assert len(line) == len(own)
            assert np.corrcoef(line[:, 1], own)[0, 1] < -0.9999  # up is more
    for name, at in [("half", 4), ("far", 8), ("little", 0)]:  # by clicks alone
        found.get_by_role("button", name=say["how"][name], exact=True).click()
        expect(said(found)).to_have_text(sentence("es", at, STOPS[-1][1]))
    less, more = (plain(words("tools", "es")[one], name=say["name"]) for one in ("less", "more"))
    for name, at in [(more, 1), (more, 2), (less, 1)]:
        found.get_by_role("button", name=name, exact=True).click()
        expect(found.get_by_role("slider")).to_have_value(str(at))
    with page.expect_download() as waiting:
        found.get_by_role("button", name=words("tools", "es")["data"], exact=True).click()
    _, *rows = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    assert [float(row[3]) for row in rows] == pytest.approx(
        trace("firing_hz", 1, STOPS[-1][1]), abs=0.006
    )


@pytest.mark.standard("A05", "A19", "A20")
def test_a_run_is_played_paused_and_stepped_and_a_link_brings_it_back(visitor):
    say = words("stretch")
    page = visitor(reduced_motion="no-preference")
    timeless(page)
    found = instant(page, length="1.10", moment="soon")
    expect(said(found)).to_have_text(sentence("en", 6, 0))
    button(found, "play").click()
    page.clock.run_for(1800)
    expect(said(found)).to_have_text(say["at_tense"])
    button(found, "pause").click()
    shown = len(drawn(found, "hz"))
    assert 20 < shown < 40  # of 60 ms each
    page.clock.run_for(1000)
    assert len(drawn(found, "hz")) == shown
    button(found, "go_on").click()
    page.clock.run_for(1500)
    expect(said(found)).to_have_text(plain(say["at_cramp"]))
    page.clock.run_for(8000)
    expect(said(found)).to_have_text(sentence("en", 6, 0))
    expect(button(found, "play")).to_be_visible()

    still = instant(visitor(), length="0.85", moment="soon")  # where motion is not wanted
    expect(button(still, "play")).to_be_hidden()
    button(still, "again").press("Enter")
    heard = [said(still).inner_text()]
    for _ in range(20):
        button(still, "step_on").press("Enter")
        heard.append(said(still).inner_text())
    each = [plain(say[name]) for name in ("at_rest", "at_tense", "at_cramp", "at_pull")]
    each += [plain(say["at_held_back"]), say["at_let_go"], sentence("en", 1, 0)]
    assert list(dict.fromkeys(heard)) == each


@pytest.mark.standard("A15", "A19", "A20")
def test_a_free_hand_is_python_s_until_it_dies_and_then_the_page_goes_on(visitor):
    say, page = words("stretch"), visitor(viewport={"width": 1440, "height": 900})
    sockets = watched(page)
    page.goto(f"/live/{LESSON}", timeout=SLOW)
    expect(page.locator("#starting")).to_have_count(0, timeout=SLOW)
    panel(page, "stretch").wait_for(timeout=SLOW)
    found = opened(page)
    with sockets[-1].expect_event("framesent", update) as sent:
        found.get_by_role("radio", name=say["hand"]).check()
    address = sockets[-1].url.partition("?")[0]
    assert page.evaluate(HELD, [address, update(sent.value)[0], ["form"]]) == {"form": "hand"}
    stepped(page, found, say)
    page.emulate_media(reduced_motion="no-preference")
    for name in ("ahead", "hand"):  # and now it is: a switch to it is a start
        found.get_by_role("radio", name=say[name]).check()
    page.wait_for_function("(count) => " + COUNT + " > count", arg=60)
    cramped_and_pulled(found, say)
    button(found, "pause").click()
    expect(found.get_by_text(say["paused"], exact=True)).to_be_visible()
    shown = found.locator(".lane-hz").get_attribute("d")
    button(found, "go_on").click()
    expect(found.locator(".lane-hz")).not_to_have_attribute("d", shown)
    end(page)
    expect(found.get_by_text(say["lost"])).to_be_visible()
    button(found, "to_ahead").click()
    expect(found.get_by_text(say["lost"])).to_be_hidden()
    found.get_by_role("slider", name=say["slider"]).press("End")
    expect(said(found)).to_have_text(sentence("en", 8, 1))


def stepped(page, found, say):
    """Half a second a press, and nothing between."""
    expect(button(found, "play")).to_be_hidden()  # motion is not wanted: it moves by a press
    for halves in (1, 2):
        button(found, "step_on").click()
        page.wait_for_function(POINTS, arg=25 * halves)
    expect(said(found)).to_have_text(plain(say["hand_rest"]))


def cramped_and_pulled(found, say):
    """An effort leaves a cramp, a stretch holds it back, and the force drawn says so."""
    button(found, "tense").click()
    expect(said(found)).to_have_text(plain(say["hand_cramp"]), timeout=20_000)
    before = drawn(found, "force")[-20:, 1].mean()
    found.get_by_role("slider", name=say["slider"]).press("End")
    expect(said(found)).to_have_text(plain(say["hand_held"]), timeout=20_000)
    rest = drawn(found, "force")[:20, 1].mean()  # of the first samples, before any effort
    now = drawn(found, "force")[-20:, 1].mean()
    assert rest - now < (rest - before) / 3  # up is less on the page's scale


COUNT = "(document.querySelector('.lane-hz').getAttribute('d').split('L').length)"
POINTS = f"(count) => {COUNT} === count"


def end(page):
    """Kill the kernel behind a live page, as a lack of memory would."""
    kernel = json.loads(page.locator("#jupyter-config-data").text_content())["kernelId"]
    listed = subprocess.run(
        ["ps", "-wweo", "pid=,args="], capture_output=True, text=True, check=True
    )
    (mine,) = (line.split()[0] for line in listed.stdout.splitlines() if kernel in line)
    os.kill(int(mine), signal.SIGKILL)
