"""The adjustment switch as a visitor meets it: what is drawn, said, linked, and for whom."""

import csv
import re

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, TEXTS, awake, home, panel, plain

from spasmlab.evidence import tables
from spasmlab.panels.evidence.adjustment import OUTCOMES, STEPS, Adjustment
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
PAGE = "evidence"


def visit(page, language, **fragment):
    """Open the page with some state, and return the panel."""
    state = "&".join(f"adjustment.{key}={value}" for key, value in fragment.items())
    page.goto(f"{home(language)}{PAGE}/" + (f"#{state}" if state else ""))
    awake(page)
    return panel(page, "adjustment", language)


@pytest.fixture
def switch(page, language):
    return visit(page, language)


def told(language, outcome, step):
    say = words("adjustment", language)
    rung = Adjustment(language).rungs[outcome][STEPS.index(step)]
    parts = (name.split(".") for name in rung["says"])
    said = (say[first][then[0]] if then else say[first] for first, *then in parts)
    return plain(" ".join(said), cramps=say["cramps"][outcome])


def pick(switch, name, language):
    label = words("adjustment", language)["step"][name]
    switch.get_by_role("radio", name=label, exact=True).check()


@pytest.mark.standard("I05")
def test_each_step_adds_its_line_and_leaves_the_others_as_ghosts(switch, language):
    for outcome in OUTCOMES:
        name = words("adjustment", language)[outcome]
        switch.get_by_role("radio", name=name, exact=True).check()
        for at, step in enumerate(STEPS):
            pick(switch, step, language)
            expect(switch.locator(".reading-seen")).to_have_text(told(language, outcome, step))
            expect(switch.locator(".ladder-dot")).to_have_count(at + 1)
            expect(switch.locator(".ladder-dot.is-now")).to_have_count(1)
            figure = switch.locator("figure")
            wanted = Adjustment(language).rungs[outcome][at]["row"]
            expect(figure).to_have_attribute("data-row", wanted)
    expect(switch.get_by_role("status").first).to_have_text(told(language, outcome, step))


def test_a_line_crosses_the_middle_where_its_interval_holds_one(switch, language):
    pick(switch, STEPS[-1], language)
    middle = float(switch.locator(".ladder-none").get_attribute("x1"))
    lines = switch.locator(".ladder-range").all()
    for line, rung in zip(lines, Adjustment(language).rungs["any"], strict=True):
        left, right = (float(line.get_attribute(name)) for name in ("x1", "x2"))
        assert (left < middle < right) == (rung["low"] < 1 < rung["high"])


@pytest.mark.standard("A05")
def test_keys_alone_go_through_the_steps_and_start_again(switch, page, language):
    say = words("adjustment", language)
    button = switch.locator(".adjustment-next")
    button.focus()
    for step in (*STEPS[1:], STEPS[0]):
        page.keyboard.press("Enter")
        expect(switch.locator(".reading-seen")).to_have_text(told(language, "any", step))
    expect(button).to_have_text(say["next"])
    switch.get_by_role("radio", name=say["step"][STEPS[0]], exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(switch.locator(".reading-seen")).to_have_text(told(language, "any", STEPS[1]))


def test_the_link_brings_the_step_back(page, language):
    switch = visit(page, language, outcome="frequent", step="education_income")
    expect(switch.locator(".reading-seen")).to_have_text(
        told(language, "frequent", "education_income")
    )
    assert "adjustment.step=education_income" in page.url
    pick(switch, "disease", language)
    assert "adjustment.step=disease" in page.url


def test_ratios_are_the_students_alone(switch, page, language):
    ratio = re.compile(r"\d\.\d\d")
    pick(switch, STEPS[-1], language)
    switch.get_by_text(words("tools", language)["table"], exact=True).click()
    inside = switch.bounding_box()

    def seen():
        texts = [one for one in page.evaluate(TEXTS) if one["box"][1] >= inside["y"]]
        return [one["text"] for one in texts if ratio.search(one["text"])]

    expect(switch.locator(".adjustment-student")).to_be_hidden()
    assert seen() == []
    page.locator("#voice-student").check()
    expect(switch.locator(".adjustment-ratio")).to_be_visible()
    assert len(seen()) > 12


@pytest.mark.standard("H03")
@pytest.mark.standard("A16")
def test_a_phone_has_a_chart_of_its_own(visitor, language):
    page = visitor(viewport=PHONE)
    switch = visit(page, language, step=STEPS[-1])
    assert switch.locator(".chart svg").get_attribute("viewBox").startswith("0 0 340 ")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert min(one["px"] for one in page.evaluate(TEXTS) if one["drawn"]) >= 12


def taken(switch, page, language):
    with page.expect_download() as download:
        switch.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    return list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines()))


def test_the_data_are_the_rows_and_their_ratios_a_students(switch, page, language):
    say = words("adjustment", language)
    head, *rows = taken(switch, page, language)
    assert say["head_ratio"] not in head
    assert {row[2] for row in rows} == {say["cell_fewer"], say["cell_none"]}
    assert not [cell for row in rows for cell in row if re.search(r"\d\.\d", cell)]
    page.locator("#voice-student").check()
    head, *rows = taken(switch, page, language)
    assert head[2] == say["head_ratio"]
    table = tables.load("leg_cramps_associations")
    ladder = table[table["order"].notna()]
    assert sorted(float(row[2]) for row in rows) == sorted(ladder["odds_ratio"])
    assert sorted(int(row[5]) for row in rows) == sorted(ladder["n"])
