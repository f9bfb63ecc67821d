"""Get help: from the page to what to do in one tap; and the page's rules are Python's own."""

from random import Random

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, SMALL, WIDE, go, panel
from tests.cases import complete, drawn
from tests.small_stories import reference, told

from spasmlab.panels import Gates
from spasmlab.safety.countries import country
from spasmlab.safety.facts import facts
from spasmlab.safety.triage import assess, shipped
from spasmlab.text import words

pytestmark = pytest.mark.browser
everywhere = pytest.mark.parametrize("language", BOTH)
WITHIN = 664  # px: what a phone of 390 × 844 shows under its browser's bars
SAME = """async ([engine, cases]) => {
  const assets = document.querySelector('link[rel="stylesheet"]').href.replace(/[^/]+$/, "");
  const { assess } = await import(assets + "triage.js");
  return cases.map((facts) => {
    try { return assess(engine, facts); } catch (error) { return { refused: error.name }; }
  });
}"""


@everywhere
def test_one_tap_brings_up_what_people_are_told_and_it_is_announced(visitor, language):
    page = go(visitor(viewport=PHONE, locale="es-MX"), "get-help", language)
    gates, say = panel(page, "gates", language), words("gates", language)
    for gate, one in Gates(language).told.items():
        gates.get_by_role("button", name=say["labels"][gate], exact=True).click()
        alert = gates.get_by_role("alert")
        expect(alert).to_contain_text(one["action"])
        expect(alert).to_contain_text(say["labels"][gate])
        expect(alert).to_be_in_viewport()
        mexico = country("mexico", language).emergency
        call = gates.get_by_role("link", name=say["call"].format(number=mexico), exact=True)
        expect(call).to_have_attribute("href", f"tel:{mexico}")
        assert gate not in page.url
        again = gates.get_by_role("button", name=say["again"], exact=True)
        again.click()
        expect(again).to_be_hidden()
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )


@pytest.mark.standard("A05")
@everywhere
def test_it_is_reached_by_keyboard_in_two_presses_from_the_list(visitor, language):
    page = go(visitor(viewport=WIDE), "get-help", language)
    gates, say = panel(page, "gates", language), words("gates", language)
    first = gates.get_by_role("button").first
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(gates.get_by_role("alert")).to_be_visible()
    expect(gates.locator(".gates-card")).to_be_focused()
    gates.get_by_label(say["country"]).select_option("spain")
    spain = country("spain", language)
    expect(gates.get_by_role("link", name=say["call"].format(number="112"))).to_be_visible()
    expect(gates.locator(".gates-card")).not_to_contain_text(spain.crisis)


@everywhere
def test_none_of_these_is_no_all_clear(page, language):
    go(page, "get-help", language)
    gates, say = panel(page, "gates", language), words("gates", language)
    gates.get_by_role("button", name=say["none"], exact=True).click()
    alert = gates.get_by_role("alert")
    for said in ("none_title", "none_said", "none_next", "none_worse"):
        expect(alert).to_contain_text(say[said])
    gates.get_by_label(say["country"]).select_option("united_kingdom")
    expect(gates.locator(".gates-lines")).to_contain_text("111")
    gates.get_by_role("link", name=say["to_today"], exact=True).click()
    expect(page.locator("#signs-today")).to_be_in_viewport()


@pytest.mark.standard("A11")
@everywhere
def test_the_gates_stand_on_one_screen_of_a_phone_and_are_big_enough(visitor, language):
    page = go(visitor(viewport=PHONE), "get-help", language)
    box = panel(page, "gates", language).locator(".gates-list").bounding_box()
    assert box["height"] <= WITHIN
    for button in panel(page, "gates", language).get_by_role("button").all():
        if button.is_visible():
            assert button.bounding_box()["height"] >= 44


@everywhere
def test_without_scripts_each_gate_says_what_to_do(visitor, language):
    page = visitor(viewport=SMALL, java_script_enabled=False)
    page.goto("/get-help/" if language == "en" else f"/{language}/get-help/")
    for one in Gates(language).told.values():
        row = page.locator(f'.gates-list [data-row="{one["row"]}"]')
        expect(row.get_by_text(one["action"], exact=True)).to_be_visible()


def test_the_pages_rules_say_what_pythons_say(page):
    go(page, "get-help")
    dice = Random(5)
    cases = [story["facts"] for story in told()]
    cases += [
        one["facts"] for name in ("dangers", "combinations", "gaps") for one in reference(name)
    ]
    cases += [complete(dice) for _ in range(300)] + [drawn(dice) for _ in range(1000)]
    wanted = [assess(facts_) for facts_ in cases]
    for case, python, browser in zip(
        cases, wanted, page.evaluate(SAME, [shipped(), cases]), strict=True
    ):
        assert browser["level"] == python.level, case
        assert browser["fired"] == [reason.id for reason in python.reasons], case
        assert sorted(browser["open"]) == sorted(python.open), case


@pytest.mark.parametrize(
    "strange", [{"fewer": True}, {"fever": "yes"}, {"age": 3.5}, {"age": 111}, {"meds": "statin"}]
)
def test_what_python_refuses_the_page_refuses(page, strange):
    go(page, "get-help")
    assert page.evaluate(SAME, [shipped(), [strange]]) == [{"refused": "RangeError"}]


def test_a_planted_softer_rule_is_found(page):
    go(page, "get-help")
    engine = shipped()
    engine["rules"] = [rule for rule in engine["rules"] if rule["id"] != "BACK_CHEST"]
    case = {"age": 40, "chest_pain": True}
    assert page.evaluate(SAME, [engine, [case]])[0]["level"] != assess(case).level
    assert facts()["chest_pain"].gate
