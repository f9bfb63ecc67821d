"""What stands before, beside and under the panels of lessons 3 to 7, as a visitor meets it."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, answered, go, guess, panel

from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
SMALL = {  # a small guess, its lesson, and the panel after it
    "potassium_push": ("03-potassium", "spark"),
    "latch_fuel": ("04-calcium-and-magnesium", "letting_go"),
    "sweat_link": ("05-sweat-salt-water", "adjustment"),
    "sweat_banana": ("05-sweat-salt-water", "plate"),
    "surgery_scar": ("12-after-back-surgery", "why_stays"),
    "trigger_cause": ("07-what-set-it-off", "clue_wheel"),
}


@pytest.mark.standard("E01")
@pytest.mark.standard("E03")
@pytest.mark.parametrize("question", SMALL)
def test_a_small_guess_replies_at_once_and_the_panel_after_it_is_open(page, language, question):
    lesson, after = SMALL[question]
    asked, say = guess(go(page, lesson, language), question, language)
    told = words("guess", language)
    expect(asked.get_by_role("button")).to_have_count(0)
    for choice in say["choices"]:
        asked.get_by_role("radio", name=choice["text"], exact=True).check()
        verdict = told["right" if choice["right"] else "wrong"]
        expect(asked.get_by_role("status")).to_have_text(f"{verdict} {choice['reply']}")
    first = panel(page, after, language).locator(":is(input, button, select)").first
    assert first.evaluate("(one) => !one.closest('[inert]')")


@pytest.mark.standard("P15")
@pytest.mark.standard("P17")
def test_a_phone_shows_the_cell_and_each_chart_has_its_caption(visitor, language):
    page = go(visitor(viewport=PHONE), "lesson", language, potassium_gap__choice="1")
    gap = panel(page, "gap", language)
    expect(gap.get_by_role("img", name=words("gap", language)["picture"])).to_be_visible()
    for name in ("gap", "spark"):
        caption = panel(page, name, language).locator("figcaption")
        expect(caption).to_have_text(words(name, language)["caption"])
        expect(caption).to_be_visible()


@pytest.mark.standard("E03")
def test_a_guess_that_was_different_is_told_why(page, language):
    go(page, "lesson", language, potassium_gap__choice="1", gap__potassium="6.0")
    gap, reply = panel(page, "gap", language), guess(page, "potassium_gap", language)[1]
    verdict = gap.locator(".guess-verdict")
    expect(verdict).to_have_text(answered(reply["choices"][1], language))
    guess(page, "potassium_gap", language)[0].get_by_role("radio").first.check()
    expect(verdict).to_have_text(answered(reply["choices"][0], language))


@pytest.mark.standard("H08")
@pytest.mark.parametrize(
    ("lesson", "name"), [("lesson", "lab_slip"), ("05-sweat-salt-water", "salts")]
)
def test_each_color_of_a_strip_is_named_before_anything_is_touched(page, language, lesson, name):
    shown = panel(go(page, lesson, language), name, language)
    named = shown.locator(".band-key:visible").last
    signs = set(shown.locator(".strip-sign").all_text_contents())
    assert signs == set(named.locator("span").all_text_contents())
    for word in words("lab_slip", language)["key"].values():
        expect(named).to_contain_text(word)


PRINTED = """() => [...document.querySelectorAll('main :is(button, input[type=range], summary)')]
  .filter((one) => one.checkVisibility()).map((one) => one.textContent.trim() || one.id)"""


@pytest.mark.parametrize("lesson", sorted({lesson for lesson, _ in SMALL.values()}))
def test_paper_has_no_button_and_shows_every_answer(page, language, lesson):
    go(page, lesson, language, voice="student")
    page.emulate_media(media="print")
    assert page.evaluate(PRINTED) == []
    answers = page.locator(".answers li")
    assert answers.count() > 10
    hidden = "(all) => all.filter((one) => !one.checkVisibility()).length"
    assert answers.evaluate_all(hidden) == 0
