"""The quiet brake as a visitor meets it, compared with what its Python half says."""

import csv
import random

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, answered, awake, guess, home, panel

from spasmlab.panels import Brake
from spasmlab.panels.muscle.brake import SIGNS, STOPS
from spasmlab.sweeps.threshold import threshold
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
SOME = [0, len(STOPS) - 1, 16, *random.Random(4).sample(range(len(STOPS)), 4)]
OPEN = "calcium_low_nerve.choice=0"


def brake(page, language, state=OPEN):
    page.goto(f"{home(language)}04-calcium-and-magnesium/#{state}")
    awake(page)
    return panel(page, "brake", language)


def said(language, stop, models="one"):
    """What the Python half says, which its own tests hold against the model."""
    sentence = Brake(language, calcium=STOPS[stop], models=models)._sentence(stop)
    return " ".join(sentence.striptags().split())


def drawn(chart, kind):
    text = chart.locator(f"polyline.{kind}").get_attribute("points")
    return np.array([[float(x) for x in pair.split(",")] for pair in text.split()])


@pytest.mark.standard("A01")
def test_each_level_says_and_draws_what_python_has_with_one_model_or_two(page, language):
    say = words("brake", language)
    found = brake(page, language)
    field = found.get_by_role("slider", name=say["slider"], exact=True)
    expect(found.locator("polyline.brake-second")).to_have_count(0)
    for models in ("one", "two"):
        found.get_by_role("radio", name=say[models], exact=True).check()
        for stop in SOME:
            field.fill(str(stop))
            expect(found.locator(".reading-seen")).to_have_text(said(language, stop, models))
            fires = "fires" in Brake(language).says[stop]
            expect(found.locator(".brake-nerve.fires")).to_have_count(int(fires))
    expect(found.get_by_role("status").first).to_have_text(said(language, stop, "two"))
    for row, kind in zip(threshold()["relative"], ("reading", "brake-second"), strict=True):
        line, push = drawn(found.locator(".chart"), kind)[:, 1], row[: len(STOPS)]
        scale = np.polyfit(push, line, 1)
        assert np.polyval(scale, push) == pytest.approx(line, abs=0.2)
        assert scale[0] < 0  # up is a bigger push


@pytest.mark.standard("A05")
@pytest.mark.standard("A09")
def test_keys_alone_and_clicks_alone_reach_both_ends(page, language):
    say, tools = words("brake", language), words("tools", language)
    found = brake(page, language)
    field = found.get_by_role("slider", name=say["slider"], exact=True)
    field.press("Home")
    expect(found.locator(".reading-seen")).to_have_text(said(language, 0))
    field.press("End")
    expect(found.locator(".reading-seen")).to_have_text(said(language, len(STOPS) - 1))
    found.get_by_role("radio", name=say["one"], exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(found.get_by_role("radio", name=say["two"], exact=True)).to_be_checked()
    found.get_by_role("button", name=say["very_low"], exact=True).click()
    less, more = (tools[side].format(name=say["name"]) for side in ("less", "more"))
    for _ in range(4):  # two stops to the end, and no further
        found.get_by_role("button", name=less, exact=True).click()
    expect(field).to_have_value("0")
    found.get_by_role("button", name=more, exact=True).click()
    spoken = f"{STOPS[1]:.2f} {say['unit_spoken']}"
    expect(field).to_have_attribute("aria-valuetext", spoken)


@pytest.mark.standard("E01")
def test_a_guess_opens_it_and_is_answered_low_down_while_the_signs_stay_in_sight(page, language):
    say = words("brake", language)
    found = brake(page, language, "")
    expect(found.locator(".panel-body")).to_have_js_property("inert", True)
    seen = """(one) => { one.scrollIntoView({ block: 'center' });
      const box = one.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + 20, box.top + box.height / 2);
      return one.contains(top) && !one.closest('[inert]'); }"""
    signs = found.locator(".brake-signs li")
    assert [one.evaluate(seen) for one in signs.all()] == [True] * len(SIGNS)
    asked, question = guess(page, "calcium_low_nerve", language)
    asked.get_by_role("radio", name=question["choices"][1]["text"], exact=True).check()
    expect(found.locator(".panel-body")).to_have_js_property("inert", False)
    verdict = found.locator(".guess-verdict")
    expect(verdict).to_be_hidden()
    found.get_by_role("button", name=say["low"], exact=True).click()
    expect(verdict).to_have_text(answered(question["choices"][1], language))
    asked.get_by_role("radio", name=question["choices"][0]["text"], exact=True).check()
    found.get_by_role("button", name=say["very_low"], exact=True).click()
    expect(verdict).to_have_text(answered(question["choices"][0], language))


def test_a_link_brings_it_back_and_the_data_is_what_is_drawn(page, language):
    say = words("brake", language)
    found = brake(page, language, f"{OPEN}&brake.calcium=0.75&brake.models=two")
    expect(found.locator(".reading-seen")).to_have_text(said(language, 7, "two"))
    expect(found.get_by_role("radio", name=say["two"], exact=True)).to_be_checked()
    with page.expect_download() as waiting:
        found.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    _, *rows = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    wanted = 100 * threshold()["relative"][:, : len(STOPS)].T
    assert [float(row[0]) for row in rows] == pytest.approx(STOPS)
    assert [[float(cell) for cell in row[1:]] for row in rows] == pytest.approx(wanted, abs=0.06)
