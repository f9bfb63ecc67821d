"""Lesson 7 as a visitor meets it: a place on a body, clues on a wheel, medicines; danger first."""

import random

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, SMALL, answered, go, panel, plain

from spasmlab.panels import LegOrBack, MyMedicines
from spasmlab.panels.help.back_figure import PLACES
from spasmlab.panels.medicine.my_medicines import ALL
from spasmlab.safety.clues import CLUES, GROUPS, SIGN, of_group, soonest
from spasmlab.safety.signs import TIERS
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
LESSON = "07-what-set-it-off"
OPEN = {"trigger_walk__choice": "skipped"}
ROWS = "(all) => all.flatMap((one) => one.dataset.row.split(' '))"
TIERS_SHOWN = "(all) => all.map((one) => one.className.replace('is-', ''))"
STORED = "localStorage.length + sessionStorage.length"
# Ticks boxes as a hand would, without the way to each: `held` are the values to be ticked.
TICK = """(boxes, held) => boxes.forEach((box) => {
  if (box.checked !== held.includes(box.value)) box.click();
})"""
SHOWN = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent)"


@pytest.mark.standard("A05")
def test_a_place_is_chosen_by_keys_and_on_the_drawing_and_no_link_holds_it(page, language):
    body = panel(go(page, LESSON, language, **OPEN), "leg_or_back", language)
    made, say = LegOrBack(language), words("leg_or_back", language)["places"]
    before = page.url
    body.get_by_role("radio", name=say["calf"]["name"], exact=True).focus()
    page.keyboard.press("ArrowDown")
    seen = body.locator(".reading-seen")
    expect(seen).to_have_text(plain(say["foot"]["say"]))
    expect(body.get_by_role("radio", name=say["foot"]["name"], exact=True)).to_be_checked()
    for place in PLACES:
        spot = body.locator(f'.body-place[data-place="{place}"] .body-spot').last
        spot.click()
        expect(body.get_by_role("radio", name=say[place]["name"], exact=True)).to_be_checked()
        expect(seen).to_have_text(plain(say[place]["say"]))
        expect(body.locator(".body-card h3")).to_have_text(say[place]["name"])
        shown = body.locator(".body-miss li").evaluate_all(ROWS)
        wanted = [row for row in shown if f'data-row="{row}"' in made.cards[place][0]]
        assert shown == wanted
        assert shown
    expect(body.locator(".body-first")).to_be_visible()
    assert page.url == before


@pytest.mark.standard("E03")
def test_the_guess_opens_the_map_and_is_answered_at_its_place_alone(page, language):
    body = panel(go(page, LESSON, language, leg_or_back__place="back"), "leg_or_back", language)
    expect(body.locator(".panel-lock")).to_be_visible()
    page.locator('[data-key="trigger_walk"] label').first.click()
    expect(body.locator(".panel-lock")).to_be_hidden()
    choice = words("question.trigger_walk", language)["choices"][0]
    verdict = body.locator(".guess-verdict")
    expect(verdict).to_have_text(answered(choice, language))
    body.locator("input[value=back]").check()
    expect(verdict).to_be_hidden()


def test_any_clues_are_told_as_python_tells_them_and_danger_stands_first(page, language):
    wheel = panel(go(page, LESSON, language, **OPEN), "clue_wheel", language)
    say, chance = words("clue_wheel", language), random.Random(language)
    boxes = wheel.locator('input[type="checkbox"]')
    before = page.url
    some = [set(chance.sample(list(CLUES), k)) for k in (1, 2, 3, 5, 8, 12)]
    for ticked in [set(), {"age"}, {"stairs", "statin"}, {"saddle"}, *some, set(CLUES)]:
        boxes.evaluate_all(TICK, sorted(ticked))
        found = soonest(ticked, language)
        danger = {one: r for one, r in found.items() if TIERS[r.level] != "visit"}
        signs = wheel.locator(".clue-danger > ul > li")
        assert signs.evaluate_all(ROWS) == [f"warning_signs:{one.id}" for one in danger.values()]
        tiers = [TIERS[one.level] for one in danger.values()]
        assert set(signs.evaluate_all(TIERS_SHOWN)) == set(tiers)
        named = wheel.locator(".clue-danger ul ul li").all_text_contents()
        assert named == [say["clues"][name]["name"] for name in danger]
        cards = [name for name in CLUES if name in ticked and CLUES[name].strength != SIGN]
        listed = wheel.locator(".clue-list .clue-name").all_text_contents()
        assert sorted(listed) == sorted(say["clues"][name]["name"] for name in cards)
        soon = wheel.locator(".clue-soon").evaluate_all(SHOWN)
        later = [found[name].action for name in cards if name in found and name not in danger]
        assert sorted(soon) == sorted(later)
        expect(wheel.locator(".reading-seen")).to_have_text(told(say, danger, cards))
        expect(wheel.locator(".clue-danger")).to_be_visible(visible=bool(danger))
        expect(wheel.locator(".wheel-count")).to_have_text(str(len(ticked)))
    assert page.url == before
    assert page.evaluate(STORED) == 0
    wheel.get_by_role("link", name=say["danger_more"], exact=True).click()
    page.wait_for_url("**/get-help/")


def told(say, danger, cards):
    """The sentence that stands over the list."""
    if danger:
        return plain(say["danger"], action=next(iter(danger.values())).action)
    if not cards:
        return plain(say["empty"])
    return plain(say["one"]) if len(cards) == 1 else plain(say["some"], n=len(cards))


@pytest.mark.standard("A05")
def test_one_group_is_open_at_a_time_by_keys_and_on_the_wheel(page, language):
    wheel = panel(go(page, LESSON, language, **OPEN), "clue_wheel", language)
    say = words("clue_wheel", language)["groups"]
    group = wheel.get_by_role("radio", name=say[GROUPS[0]], exact=True)
    group.focus()
    for name in GROUPS[1:]:
        page.keyboard.press("ArrowDown")
        expect(wheel.locator(".clue-group:visible legend")).to_have_text([say[name]])
    for name in GROUPS:
        wheel.locator(f'.wheel [data-group="{name}"] .wheel-sign').click(force=True)
        expect(wheel.locator(".clue-group:visible legend")).to_have_text([say[name]])
        assert wheel.locator(".clue-group:visible input").count() == len(of_group(name))
    box = wheel.locator(".clue-group:visible input").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(wheel.locator(".clue-danger")).to_be_visible()


def test_any_medicines_show_their_cards_the_urgent_first(page, language):
    mine = panel(go(page, LESSON, language, **OPEN), "my_medicines", language)
    made, say = MyMedicines(language), words("my_medicines", language)
    chance, before = random.Random(7), page.url
    for ticked in [
        set(),
        {"arbs"},
        {"statins"},
        *(set(chance.sample(ALL, k)) for k in (3, 8)),
        set(ALL),
    ]:
        mine.locator('input[type="checkbox"]').evaluate_all(TICK, sorted(ticked))
        wanted = [one for one in made.cards if one["id"] in ticked]
        cards = mine.locator(".med-list > li")
        expect(cards).to_have_count(len(wanted))
        if wanted:
            assert cards.evaluate_all(ROWS) == [one["row"] for one in wanted]
        urgent = any(one["urgency"] != "ask" for one in wanted)
        rest = say["one"] if len(wanted) == 1 else say["some"]
        sentence = say["empty"] if not wanted else f"{say['urgent']} {rest}" if urgent else rest
        expect(mine.locator(".reading-seen")).to_have_text(plain(sentence, n=len(wanted)))
    expect(mine.locator(".med-quinine")).to_be_visible()
    assert page.url == before
    assert page.evaluate(STORED) == 0


def test_bad_state_is_ignored_and_a_small_phone_holds_it_all(visitor, language):
    page = visitor(viewport=SMALL)
    bad = {"clue_wheel__ticked": "saddle", "my_medicines__statins": "1", "leg_or_back__place": "x"}
    go(page, LESSON, language, trigger_walk__choice="bleach", **bad)
    assert page.locator('[data-key="trigger_walk"] input:checked').count() == 0
    for name in ("clue_wheel", "my_medicines"):
        assert panel(page, name, language).locator('input[type="checkbox"]:checked').count() == 0
    expect(panel(page, "clue_wheel", language).locator(".clue-danger")).to_be_hidden()
    page.locator('[data-key="clue_wheel"] input[type="checkbox"]').evaluate_all(TICK, list(CLUES))
    page.locator('[data-key="my_medicines"] input[type="checkbox"]').evaluate_all(TICK, list(ALL))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_every_clue_and_card_can_be_read(visitor, language):
    page = visitor(java_script_enabled=False)
    folder = "" if language == "en" else f"{language}/"
    page.goto(f"/{folder}{LESSON}/")
    for name in ("clue_wheel", "my_medicines", "leg_or_back"):
        found = panel(page, name, language)
        found.locator(".tool-table summary").click()
        expect(found.locator("tbody tr").first).to_be_visible()
    assert panel(page, "clue_wheel", language).locator("tbody tr").count() == len(CLUES)
    assert panel(page, "my_medicines", language).locator("tbody tr").count() == len(ALL)
