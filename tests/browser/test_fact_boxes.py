"""The fact box as a visitor meets it: what is painted, against the rows of every option."""

import csv
import re

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, go, styled

from spasmlab.evidence.boxes import box
from spasmlab.evidence.effects import people
from spasmlab.panels.evidence.fact_box import Card
from spasmlab.panels.evidence.result import COLUMNS, Result
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
# Of every picture of people: who is filled in their order in the page, where they stand, its size.
PAINTED = """(nodes) => nodes.map((node) => {
  const ones = [...node.querySelectorAll(".one")];
  const at = (one) => one.getBoundingClientRect();
  const size = node.querySelector("svg").getBoundingClientRect();
  return {
    filled: ones.map((one) => one.classList.contains("filled")),
    places: ones.map((one) => [Math.round(at(one).top), Math.round(at(one).left)]),
    number: node.parentElement.querySelector(".fact-count b").textContent,
    size: [size.width, size.height].map(Math.round), top: Math.round(size.top),
    kind: node.dataset.arm,
    colour: getComputedStyle(ones[0]).fill,
    stroke: getComputedStyle(ones.at(-1)).stroke, hollow: getComputedStyle(ones.at(-1)).fill,
  };
})"""


@pytest.fixture
def boxes(page, language):
    return found(go(page, "evidence", language))


def found(page):
    return page.locator('.panel-fact_box[data-key="fact_box"]')


def options(boxes):
    return boxes.locator("select option").evaluate_all("(all) => all.map((one) => one.value)")


def choose(boxes, name):
    boxes.locator("select").select_option(name)


def counted(name):
    """Return the boxes' options that show people, each with its counts in the order painted."""
    one = box(name)
    rows = [Result(row, out_of=one.out_of) for row in (one.benefit, one.harm)]
    told = [people(row.effect, one.out_of) for row in rows if row.fill == "people"]
    return [count for row in told for count in (row.without, row.treated)]


@pytest.mark.standard("I05")
@pytest.mark.standard("I03")
def test_as_many_are_filled_as_the_number_says_from_the_top_left(boxes, language):
    seen = 0
    for name in options(boxes):
        choose(boxes, name)
        painted = boxes.locator(".people").evaluate_all(PAINTED)
        counts, out_of = counted(name), box(name).out_of
        assert [sum(one["filled"]) for one in painted] == counts, name
        assert [int(one["number"]) for one in painted] == counts, name
        for one, count in zip(painted, counts, strict=True):
            assert one["filled"] == [True] * count + [False] * (out_of - count)
            assert one["places"] == sorted(one["places"])
            seen += 1
    assert seen >= 2


@pytest.mark.standard("I04")
@pytest.mark.standard("I11")
def test_help_and_harm_are_painted_alike_side_by_side(boxes, language):
    for name in options(boxes):
        choose(boxes, name)
        painted = boxes.locator(".people").evaluate_all(PAINTED)
        assert len({(*one["size"], one["top"]) for one in painted}) <= 1, name
        for arm in ("without", "with"):
            filled = {one["colour"] for one in painted if one["kind"] == arm and one["filled"][0]}
            assert len(filled) <= 1, name


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(c * w for c, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.standard("I09")
@pytest.mark.standard("A12")
def test_the_others_are_outlines_that_can_be_seen_without_colour(boxes, language):
    name = next(name for name in options(boxes) if counted(name))
    choose(boxes, name)
    for one in boxes.locator(".people").evaluate_all(PAINTED):
        assert one["hollow"] == "none"
        assert 1.05 / (luminance(one["stroke"]) + 0.05) >= 3


@pytest.mark.standard("A15")
def test_each_option_says_its_sentence_and_shows_its_table(boxes, language):
    for name in options(boxes)[::-1]:
        choose(boxes, name)
        card = Card(box(name), language)
        said = " ".join(card.sentence.replace("**", "").split())
        expect(boxes.locator(".reading-seen")).to_have_text(said)
        expect(boxes.locator(".fact-head h3")).to_have_text(card.name)
        expect(boxes.locator(".tool-table tbody tr")).to_have_count(len(card.box.rows))
    expect(boxes.get_by_role("status").first).to_have_text(said)


@pytest.mark.standard("B03")
def test_a_link_brings_the_option_back(boxes, language):
    name = options(boxes)[-1]
    choose(boxes, name)
    assert f"fact_box.box={name}" in boxes.page.url
    again = found(go(boxes.page, "evidence", language, fact_box__box=name))
    expect(again.locator("select")).to_have_value(name)
    expect(again.locator(".fact-head h3")).to_have_text(Card(box(name), language).name)


@pytest.mark.standard("E07")
def test_the_data_are_the_rows_of_the_option(boxes, language):
    name = options(boxes)[-1]
    choose(boxes, name)
    with boxes.page.expect_download() as waiting:
        boxes.locator(".tool-data").click()
    head, *rows = csv.reader(waiting.value.path().read_text("utf-8-sig").splitlines())
    assert head == list(COLUMNS)
    assert [row[0] for row in rows] == [row.id for row in box(name).rows]


@pytest.mark.standard("E07")
def test_the_rows_behind_an_option_are_a_students_tap_away(boxes, language):
    name = options(boxes)[0]
    choose(boxes, name)
    expect(boxes.locator(".fact-rows")).to_be_hidden()
    boxes.page.get_by_role("radio", name=words("page", language)["student"]).check()
    rows = boxes.locator(".fact-rows")
    expect(rows.locator("table")).to_be_hidden()
    rows.get_by_text(words("fact_box", language)["rows"], exact=True).click()
    expect(rows.locator("tbody tr")).to_have_count(len(box(name).rows))
    expect(rows.locator("table")).to_be_visible()


@pytest.mark.standard("A05")
def test_keys_alone_choose_an_option(boxes, language):
    second = options(boxes)[1]
    choose(boxes, options(boxes)[0])
    boxes.locator("select").focus()
    boxes.page.keyboard.press("ArrowDown")
    expect(boxes.locator("select")).to_have_value(second)
    expect(boxes.locator(".fact-head h3")).to_have_text(Card(box(second), language).name)


@pytest.mark.standard("G1")
def test_without_scripts_the_first_option_is_whole_in_words(visitor, language):
    page = visitor(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page.goto("/evidence/" if language == "en" else f"/{language}/evidence/")
    boxes = found(page)
    name = boxes.locator("option[selected]").get_attribute("value")
    text = boxes.locator(".fact-sides").inner_text()
    assert all(re.search(rf"\b{count}\b", text) for count in counted(name))
    expect(boxes.locator(".fact-wait")).to_be_visible()
    assert boxes.locator(".people").evaluate_all("(all) => all.every((one) => !one.offsetHeight)")


@pytest.mark.standard("A16")
@pytest.mark.standard("A17")
def test_nothing_scrolls_sideways_on_a_phone_with_letters_twice_as_large(visitor, language):
    page = visitor(viewport=PHONE)
    boxes = found(go(page, "evidence", language))
    for size in ("100%", "200%"):
        styled(page, f"html {{ font-size: {size} !important; }}")
        for name in options(boxes)[::4]:
            choose(boxes, name)
            width = boxes.evaluate("(node) => node.scrollWidth - node.clientWidth")
            assert width <= 1, f"{name} at {size}: {width} px"


@pytest.mark.standard("H14")
def test_a_visitors_own_colours_keep_filled_and_outline_apart(visitor, language):
    page = visitor(viewport={"width": 1440, "height": 900}, forced_colors="active")
    boxes = found(go(page, "evidence", language))
    name = next(name for name in options(boxes) if 0 not in counted(name) and counted(name))
    choose(boxes, name)
    for one in boxes.locator(".people").evaluate_all(PAINTED):
        assert one["colour"] != one["hollow"] == "none"
