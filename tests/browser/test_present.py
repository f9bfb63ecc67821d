"""The talk: six steps for a hall, by keys or a clicker, with notes that only the speaker sees."""

import re

import pytest
import zxingcpp
from playwright.sync_api import expect
from tests.browser.visits import BOTH, go, picture, plain, slider

from spasmlab.text import words

pytestmark = pytest.mark.browser
HALL = {"width": 1920, "height": 1080}
STEPS = 6
SHOWN = """() => [...document.querySelectorAll('.cell')].filter((cell) => cell.checkVisibility())
  .map((cell) => [cell.dataset.step, cell.dataset.voices, cell.id])"""


def talk(page, language="en", step=1):
    """Open the lesson's talk at a step."""
    page.set_viewport_size(HALL)
    go(page, "lesson", language, voice="present", step=step)
    at(page, step, language)
    return page


def at(page, step, language="en"):
    """Expect the talk to stand at a step, and the link to say so."""
    count = plain(words("presenter", language)["step"], step=step, steps=STEPS)
    expect(page.locator(".talk-foot").get_by_role("status")).to_have_text(count)
    assert f"step={step}" in page.url.partition("#")[2].split("&")


@pytest.mark.standard("T01")
def test_keys_step_through_the_talk_and_stop_at_its_ends(page):
    talk(page)
    wanted = [("PageDown", 2), ("ArrowRight", 3), ("Space", 4), ("PageUp", 3), ("ArrowLeft", 2)]
    wanted += [("End", 6), ("PageDown", 6), ("ArrowRight", 6), ("Home", 1), ("PageUp", 1)]
    for key, step in wanted:
        page.keyboard.press(key)
        at(page, step)


@pytest.mark.standard("T01")
@pytest.mark.parametrize("language", BOTH)
def test_the_buttons_do_what_the_keys_do(page, language):
    talk(page, language)
    say, foot = words("presenter", language), page.get_by_role("contentinfo").last
    foot.get_by_role("button", name=say["next"]).click()
    at(page, 2, language)
    foot.get_by_role("button", name=say["previous"]).click()
    at(page, 1, language)
    foot.get_by_role("button", name=say["leave"]).click()
    expect(page.locator("html[data-talk]")).not_to_be_attached()


@pytest.mark.standard("T01")
@pytest.mark.parametrize("key", ["b", "B", "."])
def test_one_key_blanks_the_screen_and_brings_it_back(page, key):
    talk(page)
    colours = [dark(page)]
    for _ in range(2):
        page.keyboard.press(key)
        colours.append(dark(page))
    assert colours == [False, True, False]
    page.keyboard.press(key)
    page.keyboard.press("Escape")  # first back from the dark, then out
    assert not dark(page)
    expect(page.locator("html[data-talk]")).to_be_attached()


def dark(page):
    """Whether the screen is black all over."""
    return picture(page).getextrema() == ((0, 0), (0, 0), (0, 0))


@pytest.mark.standard("T01")
def test_f_fills_the_screen_and_escape_leaves_the_talk(page):
    talk(page, step=3)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")
    page.keyboard.press("Escape")
    expect(page.locator("html[data-talk]")).not_to_be_attached()
    expect(page.get_by_role("radio", name=words("page")["me"], exact=True)).to_be_checked()
    assert "step" not in page.url
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.standard("A22")
def test_letters_do_nothing_in_the_lesson(page):
    go(page, "lesson")
    before = page.locator("html").evaluate("(html) => ({ ...html.dataset })")
    for key in "bBfFnN.":
        page.keyboard.press(key)
    assert page.locator("html").evaluate("(html) => ({ ...html.dataset })") == before
    assert page.evaluate("document.fullscreenElement") is None
    assert len(page.context.pages) == 1
    assert "#" not in page.url


@pytest.mark.standard("A22")
def test_letters_do_nothing_after_the_talk_is_left(page):
    talk(page)
    page.keyboard.press("Escape")
    expect(page.locator("html[data-talk]")).not_to_be_attached()
    for key in "bfn.":
        page.keyboard.press(key)
    assert not dark(page)
    assert len(page.context.pages) == 1


@pytest.mark.standard("T04")
def test_keys_go_to_a_focused_slider_first(page):
    talk(page, step=3)
    slider(page, "gap").focus()
    page.keyboard.press("End")
    expect(slider(page, "gap")).to_have_value("60")
    page.keyboard.press("ArrowLeft")
    expect(slider(page, "gap")).to_have_value("59")
    at(page, 3)
    page.keyboard.press("PageDown")  # a clicker's keys step from anywhere
    at(page, 4)
    page.keyboard.press("ArrowRight")
    at(page, 5)


@pytest.mark.parametrize("language", BOTH)
def test_each_step_shows_its_own_words_and_panel_and_nothing_else(page, language):
    talk(page, language)
    panels = {2: "potassium_gap", 3: "gap", 4: "lab_slip"}
    for step in range(1, STEPS + 1):
        shown = page.evaluate(SHOWN)
        assert {one for one, _, _ in shown} == {str(step)}
        assert all("present" in voices.split() for _, voices, _ in shown)
        expect(page.locator("[data-key]:visible")).to_have_count(1 if step in panels else 0)
        if step in panels:
            expect(page.locator(f'[data-key="{panels[step]}"]')).to_be_visible()
        expect(page.get_by_role("heading")).to_have_count(1)
        page.keyboard.press("PageDown")


@pytest.mark.standard("T05")
@pytest.mark.parametrize("language", BOTH)
def test_notes_open_in_a_window_of_their_own_and_follow_the_talk(page, language):
    talk(page, language)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes, said = opened.value, notes_of(page)
    assert sorted(said) == list(range(1, STEPS + 1))
    for step in range(1, STEPS + 1):
        at(page, step, language)
        expect(notes.locator("body")).to_contain_text(said[step])
        assert said[step] not in page.locator("body").inner_text()
        page.keyboard.press("PageDown")
    notes.keyboard.press("PageUp")  # the speaker's hands may be on either window
    at(page, STEPS - 1, language)
    assert notes.evaluate("document.documentElement.lang") == language


def notes_of(page):
    """The last line of each step's notes, as they stand unseen in the page."""
    cells = page.locator('[data-voices="notes"]').all()
    return {int(c.get_attribute("data-step")): c.locator("p").last.text_content() for c in cells}


@pytest.mark.parametrize(("asked", "step"), [("4", 4), ("999", 6), ("0", 1), ("-3", 1), ("x", 1)])
def test_a_step_in_the_link_opens_there_or_at_the_nearest(page, asked, step):
    page.set_viewport_size(HALL)
    go(page, "lesson", voice="present", step=asked)
    at(page, step)


@pytest.mark.standard("T06")
@pytest.mark.parametrize("language", BOTH)
def test_the_last_slide_has_the_address_and_a_code_where_a_phone_could_follow(visitor, language):
    page = visitor(viewport=HALL)
    own = "https://cramps.example-hospital.org/teach/03-potassium/"

    def stamped(route):
        answer = route.fetch()
        body = answer.text().replace("<html ", f'<html data-public="{own}" ', 1)
        route.fulfill(response=answer, body=body)

    page.route(re.compile(r"/03-potassium/$"), stamped)
    talk(page, language, STEPS)
    say = words("presenter", language)
    expect(page.get_by_text(own.removeprefix("https://"), exact=True)).to_be_visible()
    expect(page.get_by_text(say["source"], exact=True)).to_be_visible()
    code = page.get_by_role("img", name=say["code"])
    assert code.bounding_box()["width"] >= 130
    (read,) = zxingcpp.read_barcodes(picture(page).convert("L"))
    assert read.text == own


@pytest.mark.standard("T06")
def test_the_last_slide_shows_no_address_that_no_phone_reaches(page):
    talk(page, step=STEPS)
    expect(page.get_by_text(words("presenter")["source"], exact=True)).to_be_visible()
    expect(page.locator(".talk-end")).to_have_count(0)
