"""Blood salts as a visitor meets them: danger signs, a way to help, few people, mg/dL."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, awake, home, panel

from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]


def visit(page, language, state):
    page.goto(f"{home(language)}evidence/#{state}")
    awake(page)
    return panel(page, "salts", language)


def test_the_signs_follow_the_salt_and_lead_to_help(page, language):
    salts, say = (
        visit(page, language, "salts.salt=sodium&salts.sodium=152"),
        words("salts", language),
    )
    expect(salts.locator(".feel:visible")).to_have_attribute("data-salt", "sodium")
    expect(salts.locator(".band-card")).to_have_class("band-card band-urgent")
    salts.get_by_role("radio", name=say["calcium"]["Salt"], exact=True).check()
    expect(salts.locator(".feel:visible")).to_have_attribute("data-salt", "calcium")
    salts.get_by_role("link", name=say["help_page"]).click()
    expect(page).to_have_url(re.compile(rf"{home(language)}get-help/$"))


def test_a_usual_level_that_few_have_says_so_and_calcium_is_read_in_both_units(page, language):
    salts, say = visit(page, language, "salts.potassium=5.2"), words("salts", language)
    expect(salts.locator(".salts-few")).to_have_text(say["few_high"])
    salts.get_by_role("radio", name=say["calcium"]["Salt"], exact=True).check()
    expect(salts.locator(".salts-few")).to_be_hidden()
    size = "one => getComputedStyle(one).fontSize"
    first, second = salts.locator("[data-salt=calcium] .slider-value").all()
    assert first.evaluate(size) == second.evaluate(size)
    salts.locator("[data-salt=calcium] [data-step='1']").click()
    expect(second).to_have_text("9.5")
    expect(salts.locator(".reading-seen")).to_contain_text("2.36 mmol/L (9.5 mg/dL)")
