"""Lesson 9 as a visitor meets it: an order of one's own, a mark on the line, options, a sheet."""

import random
import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, answered, go, panel

from spasmlab.evidence.boxes import treatment
from spasmlab.panels import Compare, TimeMachine
from spasmlab.panels.evidence.compare import ASPECTS, NONE
from spasmlab.panels.evidence.time_machine import OPTIONS
from spasmlab.panels.help.matters import CARDS
from spasmlab.panels.plan.plan_sheet import TOLD
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
OPEN = {"treat_course__choice": "skipped"}
ORDER = "(list) => [...list.children].map((card) => card.dataset.card)"
FILLED = """(all) => all.map((node) => ({
  filled: [...node.querySelectorAll('.one')].map((one) => one.classList.contains('filled')),
  number: Number(node.parentElement.querySelector('.fact-count b').textContent),
}))"""


def plain(text):
    return text.replace("**", "")


def order(matters):
    return matters.locator(".matters-cards").evaluate(ORDER)


@pytest.mark.standard("A05")
@pytest.mark.standard("A09")
@pytest.mark.standard("DA4")
@pytest.mark.standard("V04")
def test_cards_move_by_keys_and_by_touch_and_nothing_is_stored(page, language):
    matters = panel(go(page, "treatment", language), "matters", language)
    say = words("matters", language)
    last = say["cards"][CARDS[-1]]["name"]
    up = matters.get_by_role("button", name=say["up"].replace("{card}", last), exact=True)
    up.focus()
    for place in range(len(CARDS) - 2, -1, -1):
        page.keyboard.press("Enter")
        assert order(matters).index(CARDS[-1]) == place
        expect(up).to_be_focused()
    page.keyboard.press("Enter")  # on top already: nothing moves
    assert order(matters) == [CARDS[-1], *CARDS[:-1]]
    expect(matters.get_by_role("status")).to_contain_text(last)
    first = say["cards"][CARDS[0]]["name"]
    matters.get_by_role("button", name=say["down"].replace("{card}", first)).click()
    wanted = [CARDS[-1], CARDS[1], CARDS[0], *CARDS[2:-1]]
    assert order(matters) == wanted
    assert f"matters.order={'.'.join(wanted)}" in unquote(page.url)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    assert order(matters) == wanted
    sheet = panel(page, "weighed", language).locator(".weighed-order")
    assert sheet.evaluate(ORDER) == wanted


def test_each_option_is_as_python_has_it(page, language):
    machine = panel(go(page, "treatment", language, **OPEN), "time_machine", language)
    made, say = TimeMachine(language), words("time_machine", language)
    for name in random.Random(9).sample(OPTIONS, len(OPTIONS)):
        machine.get_by_role("radio", name=say["names"][name], exact=True).check()
        expect(machine.locator(".reading-seen")).to_have_text(plain(made.says[name]))
        expect(machine.locator(".time-added b")).to_have_text(made.gains[name][1])
        expect(machine.locator(".time-mark")).to_have_count(0 if name == "wait" else 1)
        if name != "wait":
            assert marked(machine) == pytest.approx(
                [made.marks[name][end] for end in ("value", "low", "high")], abs=0.2
            )
    machine.get_by_role("radio", name=say["year"], exact=True).check()
    expect(machine.locator(".time-range")).to_have_count(4)


def marked(machine):
    """Return where a mark and its range stand, read off the chart's own axis, in points."""
    return machine.locator(".chart svg").evaluate(
        """(svg) => {
          const all = (kind, name) => Array.from(svg.querySelectorAll(kind),
            (one) => one.getAttribute(name));
          const lines = all('.grid', 'y1').map(Number);
          const [zero, top] = [Math.max(...lines), Math.min(...lines)];
          const [, from, to] = all('.time-mark-range', 'd')[0].match(/,([\\d.]+)V([\\d.]+)/);
          const ends = [all('.time-mark', 'cy')[0], from, to];
          return ends.map((y) => (75 * (zero - Number(y))) / (zero - top));
        }"""
    )


def test_a_guess_opens_the_machine_and_is_answered_in_it(page, language):
    machine = panel(go(page, "treatment", language), "time_machine", language)
    expect(machine.locator(".panel-lock")).to_be_visible()
    page.locator('[data-key="treat_course"] label').last.click()
    expect(machine.locator(".panel-lock")).to_be_hidden()
    choice = words("question.treat_course", language)["choices"][-1]
    expect(machine.locator(".guess-verdict")).to_have_text(answered(choice, language))


@pytest.mark.standard("DA2")
def test_options_stand_side_by_side_with_the_people_their_rows_count(page, language):
    compare = panel(go(page, "treatment", language, **OPEN), "compare", language)
    made = Compare(language)
    names = [*made.made]
    luck = random.Random(4)
    for _ in range(4):
        one, other, third = luck.sample(names, 3)
        third = luck.choice([third, NONE])
        for at, name in enumerate((one, other, third)):
            compare.locator("select").nth(at).select_option(name)
        chosen = [name for name in (one, other, third) if name != NONE]
        for aspect in ASPECTS:
            row = compare.locator(f'[data-aspect="{aspect}"] .compare-cell:not([hidden])')
            expect(row).to_have_count(len(chosen))
        heads = compare.locator('[data-aspect="ask"] .compare-cell:not([hidden]) h4')
        expect(heads).to_have_text([treatment(name).plain[language] for name in chosen])
        told = Compare(language, first=one, second=other, third=third)
        expect(compare.locator(".reading-seen")).to_have_text(plain(told._sentence()))
        for drawn in compare.locator(".people").evaluate_all(FILLED):
            assert drawn["filled"] == sorted(drawn["filled"], reverse=True)
            assert sum(drawn["filled"]) == drawn["number"]
    picked = panel(page, "weighed", language).locator(".weighed-options > section:not([hidden]) h5")
    expect(picked).to_have_text([treatment(name).plain[language] for name in chosen])


@pytest.mark.standard("DA5")
def test_the_sheet_goes_with_the_visitor_into_the_plan(visitor, language):
    page = visitor(viewport=PHONE)
    sheet = panel(go(page, "treatment", language, matters__order="own.cost"), "weighed", language)
    say, asked = words("weighed", language), words("visit_questions", language)
    habit = words("plan", language)["sheet"]["habit"]["warmth"]
    sheet.get_by_role("radio", name=habit, exact=True).check()
    expect(sheet.locator(".weighed-change")).to_contain_text(habit)
    for name in ("of_100", "wait", "signs"):
        sheet.get_by_role("checkbox", name=asked[name], exact=True).check()
    expect(sheet.locator(".weighed-mine li")).to_have_text(
        [asked[name] for name in ("of_100", "wait", "signs")]
    )
    sheet.get_by_role("checkbox", name=asked["recheck"], exact=True).click()
    expect(sheet.get_by_role("checkbox", name=asked["recheck"], exact=True)).not_to_be_checked()
    expect(sheet.get_by_role("status")).to_have_text(plain(say["full"]))
    sheet.get_by_role("link", name=say["to_plan"], exact=True).click()
    page.wait_for_url("**/11-my-plan/**")
    plan = page.locator(".plan-sheet")
    expect(plan.locator('.sheet-habits [data-pick="warmth"]')).to_be_visible()
    for name in ("of_100", "wait", "signs"):
        expect(plan.locator(f'.sheet-questions [data-pick="{name}"]')).to_be_visible()
    cards = plan.locator(".sheet-matters [data-card]:not([hidden])")
    expect(cards).to_have_count(TOLD)
    assert cards.evaluate_all("(all) => all.map((one) => one.dataset.card)") == ["own", "cost"]


def test_a_plan_that_was_told_nothing_says_nothing_of_it(page, language):
    expect(go(page, "plan", language).locator(".sheet-matters")).to_be_hidden()


def test_the_sheet_prints_alone_on_one_page(page, language):
    go(page, "treatment", language, compare__third="opioids", plan__questions="of_100.wait.signs")
    page.evaluate(
        "window.print = () => { window.asked = document.documentElement.dataset.printing; }"
    )
    sheet = panel(page, "weighed", language)
    sheet.get_by_role("button", name=words("weighed", language)["print"], exact=True).click()
    assert page.evaluate("window.asked") == "weighed"
    page.emulate_media(media="print")
    expect(page.locator(".weighed-sheet")).to_be_visible()
    expect(page.locator(".panel-compare")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))) == 1
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()


def test_a_link_with_nonsense_is_put_right(page, language):
    go(
        page,
        "treatment",
        language,
        **OPEN,
        matters__order="nobody.own",
        compare__first="nowhere",
        time_machine__option="bleach",
        plan__questions="of_100.what.wait.signs.recheck",
    )
    matters = panel(page, "matters", language)
    assert order(matters) == ["own", *CARDS[:-1]]
    compare = panel(page, "compare", language)
    expect(compare.locator("select").first).to_have_value("stay_active")
    made = TimeMachine(language)
    machine = panel(page, "time_machine", language)
    expect(machine.locator(".reading-seen")).to_have_text(plain(made.says["wait"]))
    mine = panel(page, "weighed", language).locator(".weighed-mine li")
    expect(mine).to_have_count(3)
