"""Lesson 12 as a visitor meets it: causes, a dial without numbers, steps, in words of Python."""

import random
import re

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, SMALL, go, guess, panel, plain

from spasmlab.panels import Ladder, WhyStays
from spasmlab.panels.evidence.ladder import STEPS
from spasmlab.panels.muscle.alarm import START, TURNS, names, volume
from spasmlab.panels.muscle.alarm import STEPS as TURN
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
LESSON = "12-after-back-surgery"
NEEDLE = "(one) => Number(one.getAttribute('transform').match(/-?[\\d.]+/)[0])"
WAVES = "(all) => all.filter((one) => getComputedStyle(one).visibility === 'visible').length"
LETTERS = """(all) => Math.min(...all.map((one) =>
  parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().d))"""


@pytest.mark.standard("A05")
def test_each_cause_is_python_s_card_by_mouse_keys_and_link(page, language):
    go(page, LESSON, language, why_stays__cause="hex")
    lab, own = panel(page, "why_stays", language), WhyStays(language)
    expect(lab.locator('input[value="nerve_pressed"]')).to_be_checked()  # a bad link is ignored
    for name in ("scar", "loud_alarm", "weak_muscles"):
        lab.locator(f'input[value="{name}"]').check(force=True)
        one = own.made[name]
        expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence(one)))
        expect(lab.locator(".stays-card h3")).to_have_text(one.name[language])
        expect(lab.locator(".stays-signs li")).to_have_count(len(one.signs))
        expect(lab.get_by_role("img", name=own._shows(one))).to_be_visible()
        expect(lab.locator(".spine")).to_have_attribute("data-cause", name)
        expect(lab.locator(".stays-first")).to_be_visible()
    lab.locator('input[value="nerve_pressed"]').focus()
    page.keyboard.press("ArrowUp")  # from the first to the last
    expect(lab.locator(".stays-card h3")).to_have_text(own.made["loud_alarm"].name[language])


@pytest.mark.standard("E02")
def test_any_state_of_the_dial_says_what_python_says_and_leaves_no_trace(page, language):
    go(page, LESSON, language, alarm__sleep="less")  # a link sets nothing of it
    lab, say = panel(page, "alarm", language), words("alarm", language)
    chance, before = random.Random(language), page.url
    needle, bell = lab.locator(".alarm-needle"), lab.locator(".alarm-bell .alarm-wave")
    states = [START, *(tuple(chance.choice(list(TURN)) for _ in TURNS) for _ in range(8))]
    at_start = None
    expect(lab.locator(".panel-controls fieldset:visible")).to_have_count(3)
    lab.locator(".panel-fold summary").press("Enter")
    expect(lab.locator(".panel-controls fieldset:visible")).to_have_count(4)
    for state in states:
        for name, step in zip(TURNS, state, strict=True):
            lab.locator(f'[data-control="{name}"] input[value="{step}"]').check(force=True)
        told = " ".join(say[name] for name in names(state))
        expect(lab.locator(".reading-seen")).to_have_text(plain(told))
        turned, loud = needle.evaluate(NEEDLE), volume(state)
        assert (turned > 0) - (turned < 0) == (loud > 0) - (loud < 0)
        heard = bell.evaluate_all(WAVES)
        at_start = at_start or heard
        assert (heard > at_start, heard < at_start) == (loud > 0, loud < 0)
        nerve = lab.locator(".alarm-nerve .alarm-wave").evaluate_all(WAVES)
        assert nerve == {"less": 1, "same": 2, "more": 3}[state[0]]
        expect(lab.locator(".alarm-signs")).to_be_visible()
    assert not re.search(r"\d", lab.inner_text())
    assert page.url == before
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    lab.locator('[data-control="sleep"] input').nth(1).check(force=True)
    page.keyboard.press("ArrowRight")
    expect(lab.locator('[data-control="sleep"] input[value="more"]')).to_be_checked()


def test_each_step_is_python_s_card_with_both_kinds_of_trial(page, language):
    go(page, LESSON, language, ladder__step="magic")
    lab, own = panel(page, "ladder", language), Ladder(language)
    expect(lab.locator('input[value="exercise"]')).to_be_checked()
    for name in (*reversed(STEPS), "stimulator"):
        lab.locator(f'input[value="{name}"]').check(force=True)
        expect(lab.locator(".reading-seen")).to_have_text(plain(own.cards[name][1]))
        expect(lab.locator(".fact-head h3")).to_have_text(own.made[name].name)
        blinded, opened = (one.bounding_box() for one in lab.locator(".ladder-kind").all())
        assert blinded["width"] == pytest.approx(opened["width"], abs=1)
        assert blinded["height"] == pytest.approx(opened["height"], abs=1)
    lab.locator('input[value="surgery"]').check(force=True)
    expect(lab.locator(".people svg")).to_have_count(4)
    page.reload()
    expect(lab.locator('input[value="surgery"]')).to_be_checked()


def test_the_guess_replies_to_each_choice_and_drawings_are_read_on_a_phone(visitor, language):
    page = go(visitor(viewport=SMALL), LESSON, language)
    asked, say = guess(page, "surgery_scar", language)
    told = words("guess", language)
    for choice in say["choices"]:
        asked.get_by_role("radio", name=choice["text"], exact=True).check()
        verdict = told["right" if choice["right"] else "wrong"]
        expect(asked.get_by_role("status")).to_have_text(f"{verdict} {choice['reply']}")
    assert page.locator(".spine text, .alarm-picture text").evaluate_all(LETTERS) >= 12
