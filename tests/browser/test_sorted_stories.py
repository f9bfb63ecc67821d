"""The stories of lesson 8 as a visitor sorts them: by keyboard, with a sign added, nothing kept."""

import json

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, SMALL, WIDE, go, panel, plain

from spasmlab.evidence.tables import row
from spasmlab.panels.help.sorter import STORIES
from spasmlab.safety.triage import assess
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]


@pytest.fixture
def sorter(page, language):
    return panel(go(page, "checkup", language), "sorter", language)


@pytest.mark.standard("A05")
@pytest.mark.standard("E03")
def test_every_story_gets_its_tier_its_reply_and_its_reasons(sorter, page, language):
    say, order = words("sorter", language), ["visit", "today", "emergency"]
    for name in STORIES:
        found = assess(json.loads(row("stories", name)["facts"]))
        expect(sorter.get_by_text(row("stories", name)[f"story_{language}"])).to_be_visible()
        expect(sorter.locator(".sorter-answer:visible")).to_have_count(0)
        for tier in order:
            button = sorter.get_by_role("button", name=say["tiers"][tier], exact=True)
            button.press("Enter")
            by = order.index(found.tier) - order.index(tier)
            reply = say["right"] if by == 0 else say["worse"] if by > 0 else say["milder"]
            expect(sorter.locator(".sorter-reply")).to_have_text(reply)
            expect(button).to_have_attribute("aria-pressed", "true")
        told = plain(say["told"], level=say["levels"][found.level])
        expect(sorter.locator(".sorter-answer:visible")).to_contain_text(told)
        if name != STORIES[-1]:
            sorter.get_by_role("button", name=say["next"], exact=True).click()
    expect(sorter.get_by_role("button", name=say["next"], exact=True)).to_be_disabled()
    assert "sorter" not in page.url


def test_a_sign_added_raises_the_story_and_taken_out_gives_it_back(sorter, page, language):
    say = words("sorter", language)
    sorter.get_by_role("button", name=say["tiers"]["visit"], exact=True).click()
    question = row("facts", "chest_pain")[f"question_{language}"]
    sorter.get_by_label(say["sign"], exact=True).select_option("chest_pain")
    sorter.get_by_role("radio", name=say["answers"]["unsure"], exact=True).check()
    sorter.get_by_role("button", name=say["add"], exact=True).press("Enter")
    now = sorter.locator(".sorter-now")
    expect(now).to_contain_text(plain(say["now"], level=say["levels"]["call_emergency_now"]))
    expect(now).to_contain_text(say["gate"])
    expect(now.locator('[data-row="warning_signs:BACK_CHEST"]')).to_be_visible()
    sorter.get_by_role("button", name=plain(say["remove"], sign=question), exact=True).click()
    expect(now).to_be_hidden()
    sorter.get_by_label(say["sign"], exact=True).select_option("weight_loss")
    sorter.get_by_role("radio", name=say["answers"]["open"], exact=True).check()
    sorter.get_by_role("button", name=say["add"], exact=True).click()
    expect(now).to_contain_text(say["levels"]["not_enough_to_say"])
    expect(now).to_contain_text(say["open"])
    assert page.url.endswith("/08-do-i-need-a-checkup/")


@pytest.mark.standard("A11")
@pytest.mark.standard("A16")
def test_it_fits_a_small_phone_and_its_buttons_are_big_enough(visitor, language):
    page = go(visitor(viewport=SMALL), "checkup", language)
    sorter, say = panel(page, "sorter", language), words("sorter", language)
    sorter.get_by_role("button", name=say["tiers"]["visit"], exact=True).click()
    sorter.get_by_role("button", name=say["add"], exact=True).click()
    for button in sorter.get_by_role("button").all():
        if button.is_visible():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]


def test_without_scripts_every_story_stands_with_its_answer(visitor, language):
    page = visitor(viewport=WIDE, java_script_enabled=False)
    home = "" if language == "en" else f"/{language}"
    page.goto(f"{home}/08-do-i-need-a-checkup/")
    for name in STORIES:
        story = page.locator(f'[data-row="stories:{name}"]')
        expect(story.get_by_text(row("stories", name)[f"why_{language}"])).to_be_visible()
