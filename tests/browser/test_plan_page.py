"""The plan as a visitor meets it: it fills as it is chosen, and prints on one page for a phone."""

import re
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageChops
from playwright.sync_api import expect
from tests.browser.visits import BOTH, SMALL, awake, go, panel, picture

from spasmlab.panels.plan.plan import HABITS, PLACES
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
ASKED = list(words("visit_questions"))
PUBLIC = "https://cramps.example-hospital.org/teach/"
FULLEST = {  # the longest lines of each list, in either language
    "plan__habits": "warmth.exercise.salty",
    "plan__questions": "relaxant.of_100.pain_pill",
}
PAGE = {"Letter": 725, "A4": 702}  # px between the margins
EMPTY = "[localStorage.length, sessionStorage.length, document.cookie]"


def sheet(page):
    return page.get_by_role("article", name=words("plan", "en")["preview"]).or_(
        page.get_by_role("article", name=words("plan", "es")["preview"])
    )


def published(visitor, server, language, width=1440, **fragment):
    """Open the lesson as a server with --public-url sends it: one attribute is added."""
    page = visitor(viewport={"width": width, "height": 900})
    own = PUBLIC + ("es/" if language == "es" else "") + "11-my-plan/"

    def stamped(route):
        answer = route.fetch()
        body = answer.text().replace("<html ", f'<html data-public="{own}" ', 1)
        route.fulfill(response=answer, body=body)

    page.route(re.compile(r"/11-my-plan/$"), stamped)
    return go(page, "plan", language, **fragment), own


def fold(plan, name, language):
    plan.get_by_text(words("plan", language)[name], exact=True).click()


def tick(plan, label):
    plan.get_by_role("checkbox", name=re.compile("^" + re.escape(label))).click()


@pytest.mark.standard("V02")
@pytest.mark.standard("V04")
def test_the_page_fills_as_it_is_chosen_and_a_link_brings_it_back(page, language):
    say = words("plan", language)
    plan = panel(go(page, "plan", language), "plan", language)
    paper = sheet(page)
    expect(paper.get_by_text(say["sheet"]["calf"]["title"])).to_be_visible()
    plan.get_by_role("radio", name=say["places"]["back"], exact=True).check()
    expect(paper.get_by_text(say["sheet"]["back"]["title"])).to_be_visible()
    expect(paper.get_by_text(say["sheet"]["calf"]["title"])).to_be_hidden()
    fold(plan, "habits", language)
    for name in ("walk", "stretch", "active", "pills"):  # the fourth has no place
        tick(plan, say["sheet"]["habit"][name])
    heard = plan.get_by_role("status").filter(has_text=say["full"])
    expect(heard).to_have_count(1)
    expect(paper.get_by_text(say["sheet"]["habit"]["pills"], exact=True)).to_be_hidden()
    fold(plan, "questions", language)
    tick(plan, words("visit_questions", language)["signs"])
    plan.get_by_role("button", name=say["large"], exact=True).click()
    kept = "plan.place=back&plan.habits=stretch.active.walk&plan.questions=signs&plan.large=1"
    assert page.url.partition("#")[2] == kept
    assert page.evaluate(EMPTY) == [0, 0, ""]
    again = page.context.new_page()
    again.goto(page.url)
    awake(again)
    assert sheet(again).inner_text() == paper.inner_text()
    other = again.context.new_page()  # what lesson 8 hands over, and what nobody should
    go(
        other,
        "plan",
        language,
        plan__questions="pills-scan.nothing-wait-recheck",
        plan__place="%3Cb",
    )
    shown = [line.inner_text() for line in sheet(other).locator("[data-pick]:visible").all()]
    assert shown == [words("visit_questions", language)[one] for one in ("pills", "scan", "wait")]


@pytest.mark.standard("P23")
@pytest.mark.standard("B10")
@pytest.mark.standard("H03")
def test_it_prints_on_one_page_black_on_white_and_nothing_else_does(visitor, server, language):
    """Letter and A4, large type or not, one language or both, all that fits ticked."""
    page, _ = published(visitor, server, language, **FULLEST, matters__order="awake.own")
    say = words("plan", language)
    plan, paper = panel(page, "plan", language), sheet(page)
    fold(plan, "diary", language)
    for tap in plan.locator(".night-tap").all():
        tap.click()
    for large in (False, True):
        for both in (False, True):
            for place in PLACES if large and both else ["calf"]:
                plan.get_by_role("radio", name=say["places"][place], exact=True).check()
                for size in PAGE:
                    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=size)))
                    assert count == 1, (large, both, place, size)
            assert [kind in paper.get_attribute("class") for kind in ("is-large", "has-both")] == [
                large,
                both,
            ]
            look_at_the_paper(page, paper)
            plan.get_by_role("button", name=say["both"], exact=True).click()
        plan.get_by_role("button", name=say["large"], exact=True).click()


def look_at_the_paper(page, paper):
    """What stands on the narrower paper: the page alone, in black and white, not too small."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAGE["A4"], "height": 800})
    seen, box = picture(page, full_page=True), paper.bounding_box()
    assert grey(seen)
    assert box["y"] < 20
    assert abs(box["height"] - seen.height) < 20
    assert smallest(paper) >= 12
    page.emulate_media(media="null")
    page.set_viewport_size({"width": 1440, "height": 900})


def grey(seen):
    """Whether no pixel has a colour: red, green and blue are as good as one."""
    return max(high for _, high in (band.getextrema() for band in spread(seen))) < 8


def spread(seen):
    red, green, blue = seen.split()
    return [ImageChops.difference(red, green), ImageChops.difference(green, blue)]


def smallest(paper):
    return paper.evaluate(
        """(paper) => Math.min(...[...paper.querySelectorAll("*")]
          .filter((one) => one.checkVisibility() && [...one.childNodes].some((text) =>
            text.nodeType === Node.TEXT_NODE && text.data.trim()))
          .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    )


@pytest.mark.standard("T06")
def test_the_code_is_read_by_a_camera_and_holds_the_plan_and_no_night(visitor, server, language):
    page, own = published(visitor, server, language, **FULLEST, plan__place="foot", plan__both="1")
    plan, paper = panel(page, "plan", language), sheet(page)
    fold(plan, "diary", language)
    plan.locator(".night-tap").first.click()
    code = paper.get_by_role("img", name=words("plan", language)["sheet"]["code_name"])
    page.emulate_media(media="print")
    assert code.bounding_box()["width"] >= 130
    (read,) = zxingcpp.read_barcodes(Image.open(BytesIO(paper.screenshot())).convert("L"))
    wanted = "plan.place=foot&plan.habits=warmth.exercise.salty"
    wanted += "&plan.questions=pain_pill.relaxant.of_100&plan.both=1"
    assert read.text == f"{own}#{wanted}"
    page.emulate_media(media="null")
    go(
        page,
        "plan",
        language,
        **dict(part.replace(".", "__", 1).split("=") for part in wanted.split("&")),
    )
    assert paper.get_by_role("img").count() == 1


def test_on_an_address_that_no_phone_reaches_it_says_so(page, language):
    say = words("plan", language)
    plan = panel(go(page, "plan", language), "plan", language)
    expect(sheet(page).get_by_text(say["sheet"]["no_code"], exact=True)).to_be_visible()
    expect(sheet(page).get_by_role("img")).to_have_count(0)
    expect(plan.get_by_text(say["localhost_why"], exact=True)).to_be_visible()


@pytest.mark.standard("A05")
@pytest.mark.standard("A16")
@pytest.mark.standard("V03")
def test_the_nights_are_counted_by_keyboard_on_a_small_screen_and_forgotten(visitor, language):
    say = words("plan", language)
    page = go(visitor(viewport=SMALL), "plan", language)
    plan, paper = panel(page, "plan", language), sheet(page)
    plan.get_by_text(say["diary"], exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Enter")  # night 1: three
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # and a stretch
    night = say["night_tap"].format(night=9, count=0)
    plan.get_by_role("button", name=night, exact=True).click()
    told = say["diary_said"].format(first=3, second=1).replace("**", "")
    expect(plan.get_by_role("status").filter(has_text=told)).to_be_visible()
    counts = [cell.inner_text() for cell in paper.locator('[data-strip="count"] td').all()]
    assert counts == ["3", *[""] * 7, "1", *[""] * 5]
    assert paper.locator('[data-strip="stretched"] td').all_inner_texts()[0] == "✓"
    expect(plan.locator(".diary-picture").get_by_role("img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    plan.get_by_role("button", name=say["back_one"], exact=True).click()
    assert paper.locator('[data-strip="count"] td').all_inner_texts()[8] == ""
    assert "#" not in page.url
    plan.get_by_role("button", name=say["clear"], exact=True).click()
    assert set(paper.locator("[data-night]").all_inner_texts()) == {""}
    plan.get_by_role("button", name=night, exact=True).click()
    page.reload()
    awake(page)
    assert set(paper.locator("[data-night]").all_inner_texts()) == {""}
    assert page.evaluate(EMPTY) == [0, 0, ""]


def test_print_my_page_opens_the_print_box(page, language):
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; };")
    plan = panel(go(page, "plan", language), "plan", language)
    plan.get_by_role("button", name=words("plan", language)["print"], exact=True).click()
    assert page.evaluate("printed") == 1
    assert len(HABITS) == len(words("plan", language)["notes"])
