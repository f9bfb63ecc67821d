"""Lesson 1 as a visitor takes it: six stories sorted by keyboard and by click, nothing kept."""

import json

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, SMALL, awake, guess, home, panel, plain

from spasmlab.evidence.tables import row
from spasmlab.panels.muscle.kinds import KINDS, STORIES
from spasmlab.safety.signs import TIERS
from spasmlab.safety.triage import assess
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
LESSON = "01-what-is-a-cramp/"


@pytest.fixture
def visit(visitor, language):
    def to(awaken=True, **context):
        page = visitor(**context)
        page.goto(f"{home(language)}{LESSON}")
        if awaken:
            awake(page)
        return page

    return to


def level(name):
    return assess(json.loads(row("stories", name)["facts"])).level


def pick(kinds, say, kind):
    return kinds.get_by_role("button", name=f"{say['kinds'][kind]} {say['hints'][kind]}")


@pytest.mark.standard("A05")
@pytest.mark.standard("E03")
def test_every_choice_of_every_story_replies_and_the_level_never_changes(visit, language):
    page = visit()
    kinds, say = panel(page, "kinds", language), words("kinds", language)
    told, tiers = words("sorter", language), words("sorter.tiers", language)
    expect(kinds.locator(".kinds-board")).to_be_hidden()
    for at, name in enumerate(STORIES):
        expect(kinds.get_by_text(row("stories", name)[f"story_{language}"])).to_be_visible()
        expect(kinds.locator(".kinds-answer:visible")).to_have_count(0)
        for kind in [*KINDS, STORIES[name]]:  # each, and the right one at last
            button = pick(kinds, say, kind)
            button.press("Enter")
            expect(button).to_have_attribute("aria-pressed", "true")
            expect(kinds.locator("[data-reply]:visible")).to_have_count(1)
            answer = kinds.locator(".kinds-answer:visible")
            expect(answer).to_contain_text(plain(say["replies"][name][kind]))
            expect(answer).to_contain_text(plain(told["told"], level=told["levels"][level(name)]))
            expect(answer).to_contain_text(say["right" if kind == STORIES[name] else "wrong"])
        column = kinds.locator(".kinds-tiers > div", has_text=tiers[TIERS[level(name)]])
        expect(column.get_by_text(say["names"][name], exact=True)).to_be_visible()
        expect(kinds.locator(".kinds-board li:visible")).to_have_count(at + 1)
        if name != [*STORIES][-1]:
            kinds.get_by_role("button", name=say["next"], exact=True).press("Enter")
    expect(kinds.get_by_role("button", name=say["next"], exact=True)).to_be_disabled()
    kinds.get_by_role("button", name=say["back"], exact=True).press("Enter")
    before = [*STORIES][-2]
    expect(pick(kinds, say, STORIES[before])).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith(LESSON)  # what was picked is written nowhere


@pytest.mark.standard("A11")
@pytest.mark.standard("A16")
def test_at_the_last_story_the_focus_goes_to_what_can_be_pressed_and_all_fits(visit, language):
    page = visit(viewport=SMALL)
    kinds, say = panel(page, "kinds", language), words("kinds", language)
    onward = kinds.get_by_role("button", name=say["next"], exact=True)
    for _ in [*STORIES][1:]:
        pick(kinds, say, "clot").click()
        onward.click()
    expect(kinds.get_by_role("button", name=say["back"], exact=True)).to_be_focused()
    boxes = [one.bounding_box() for one in kinds.get_by_role("button").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_without_scripts_every_story_stands_with_its_replies_and_its_level(visit, language):
    page = visit(awaken=False, java_script_enabled=False)
    told = words("sorter", language)["levels"]
    for name in STORIES:
        story = page.locator(f'[data-row="stories:{name}"]')
        expect(story.locator("[data-reply]:visible")).to_have_count(len(KINDS))
        expect(story.get_by_text(told[level(name)])).to_be_visible()
    expect(page.locator(".kinds-choices")).to_be_hidden()


@pytest.mark.standard("E03")
def test_each_check_replies_to_each_choice(visit, language):
    page, say = visit(viewport=PHONE), words("guess", language)
    for question in ("cramp_nerve", "cramp_knot", "cramp_today"):
        box, asked = guess(page, question, language)
        for choice in asked["choices"]:
            box.get_by_role("radio", name=choice["text"], exact=True).check()
            box.get_by_role("button", name=say["check"], exact=True).click()
            told = say["right" if choice["right"] else "wrong"]
            expect(box.locator(".reply")).to_have_text(f"{told} {choice['reply']}")
