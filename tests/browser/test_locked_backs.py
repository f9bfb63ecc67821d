"""Lesson 6 as a visitor meets it: what the gate opens, and panels that say what Python says."""

import csv
import random

import pytest
from playwright.sync_api import expect
from tests.browser.probes import CUT, SMALL_TARGETS, broken, resized, sideways, tiny
from tests.browser.visits import BOTH, PHONE, SMALL, WIDE, awake, go, panel

from spasmlab.panels import BackKinds, HeatOrIce, Walk
from spasmlab.panels.muscle.packs_told import FATS, PACKS, STOPS
from spasmlab.panels.plan.walk import MONTHLY, STARTS
from spasmlab.panels.plan.walk import STOPS as WEEKS
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
LESSON = "06-when-the-back-locks"
draw = random.Random(6)
WAYS = [("ice", "thin", 20), ("heat", "thick", 0), ("towel", "middle", 30)]
WAYS += [(draw.choice(PACKS), draw.choice(FATS), draw.choice(STOPS)) for _ in range(8)]


def plain(sentence):
    return " ".join(sentence.striptags().split())


def opened(page, language):
    return go(page, LESSON, language, back_weeks__choice="skipped")


def answered(page, language, answer):
    own = panel(opened(page, language), "heat_or_ice", language)
    own.locator(f'.packs-gate [data-answer="{answer}"]').click()
    return own


@pytest.mark.standard("A05")
@pytest.mark.standard("V04")
def test_only_none_opens_the_packs_and_no_answer_is_kept(page, language):
    own = panel(opened(page, language), "heat_or_ice", language)
    inside, stop = own.locator(".packs-open"), own.locator(".packs-stop")
    expect(own.locator(".packs-gate")).to_be_visible()
    expect(inside).to_be_hidden()
    for answer in ("yes", "unsure"):
        own.locator(f'.packs-gate [data-answer="{answer}"]').press("Enter")
        expect(stop).to_be_focused()
        expect(stop).to_contain_text(words("heat_or_ice", language)["stop"])
        expect(inside).to_be_hidden()
        expect(own.locator(".packs-burns")).to_be_visible()
        assert answer not in page.url
        stop.get_by_role("button").press("Enter")
        expect(own.locator(".packs-gate button").first).to_be_focused()
    own.locator('.packs-gate [data-answer="none"]').click()
    expect(inside).to_be_visible()
    expect(own.locator(".packs-gate")).to_be_hidden()
    assert "gate" not in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    awake(page)
    expect(inside).to_be_hidden()


@pytest.mark.standard("A15")
def test_each_pack_is_told_as_python_tells_it(page, language):
    lab = answered(page, language, "none")
    for pack, fat, minutes in WAYS:
        lab.locator('[data-control="pack"] select').select_option(pack)
        lab.locator(f'[data-control="fat"] input[value="{fat}"]').check(force=True)
        lab.get_by_role("slider").fill(str(STOPS.index(minutes)))
        own = HeatOrIce(language, pack=pack, fat=fat, minutes=float(minutes))
        at = STOPS.index(minutes)
        expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))
        card = lab.locator(".band-card")
        expect(card).to_have_class(f"band-card band-{own.bands[own.cards[pack][at]][0]}")
        assert card.get_attribute("data-row") == own.bands[own.cards[pack][at]][2]
        expect(card).to_contain_text(
            words("heat_or_ice", language)["cards"][own.cards[pack][at]]["act"]
        )
        found = own.found[f"{pack}.{fat}"][at]
        expect(lab.locator(".packs-found")).to_have_text(found["text"].replace("**", ""))
        assert (lab.locator(".packs-found span").get_attribute("data-row") or "") == found["rows"]
        expect(lab.locator(".packs-dot")).to_have_count(len(found["dots"]))
        cells = [one for row in own.cells[f"{pack}.{fat}"] for one in row]
        assert lab.locator(".tool-table tbody td").all_text_contents() == cells
    expect(lab.locator(".reading-heard")).to_have_text(f"{plain(own._sentence())} {own._heard()}")
    with page.expect_download() as download:
        lab.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    _, *lines = csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines())
    assert len(lines) == len(PACKS) * len(FATS) * len(STOPS) * len(own.centimetres)


@pytest.mark.standard("A01")
@pytest.mark.standard("A11")
def test_the_open_panel_fits_and_axe_finds_nothing(page, language):
    lab = answered(page, language, "none")
    lab.locator("summary").first.click()
    for size in (SMALL, PHONE, WIDE):
        resized(page, size)
        assert sideways(page) <= 0
        assert page.evaluate(CUT) == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert tiny(page) == []
    assert not broken(page)


def test_a_plan_is_python_s_week_by_week(page, language):
    lab = panel(opened(page, language), "walk", language)
    for start in STARTS:
        week = draw.choice(WEEKS)
        lab.locator(f'[data-control="start"] input[value="{start}"]').check(force=True)
        lab.get_by_role("slider").fill(str(WEEKS.index(week)))
        own = Walk(language, start=str(start), week=float(week))
        expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))
        told = [str(own.plans[str(start)][one - 1]) for one in MONTHLY]
        assert lab.locator(".tool-table tbody td").all_text_contents() == told
        expect(lab.locator(".tag text")).to_have_text(str(own.plans[str(start)][week - 1]))
    lab.get_by_role("slider").press("End")
    own = Walk(language, start=str(start), week=26.0)
    expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))


def test_each_kind_is_python_s_card_by_mouse_and_by_keys(page, language):
    lab = panel(opened(page, language), "back_kinds", language)
    own = BackKinds(language)
    for name in ("serious", "nerve", "strain"):
        lab.locator(f'input[value="{name}"]').check(force=True)
        own.kind = name
        expect(lab.locator(".reading-seen")).to_have_text(
            own._sentence(own.made[name]).replace("**", "")
        )
        expect(lab.locator(".backs-card h3")).to_have_text(own.made[name].name[language])
        expect(lab.locator(".backs-signs li")).to_have_count(len(own.made[name].signs))
        expect(lab.locator(".backs-first")).to_be_visible()
    lab.locator('input[value="strain"]').focus()
    page.keyboard.press("ArrowUp")  # from the first to the last
    expect(lab.locator(".backs-card h3")).to_have_text(own.made["serious"].name[language])
    expect(lab.locator(".people .filled")).to_have_count(1)
