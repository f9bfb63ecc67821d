"""The talk: six steps for a hall, by keys or a clicker, with notes that only the speaker sees."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, TEXTS, go, picture, plain, slider

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


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.standard("T02")
@pytest.mark.standard("T03")
def test_each_step_can_be_read_from_the_back_and_fits_the_screen(page, language):
    talk(page, language)
    for step in range(1, STEPS + 1):
        texts = page.evaluate(TEXTS)
        assert len(texts) > 5
        small = {(round(one["px"], 1), one["text"]) for one in texts if one["px"] < 27}
        assert small == set(), f"step {step}"
        assert outside(texts) == [], f"step {step}"
        words_shown = page.locator(".cell.markdown:visible").all_inner_texts()
        assert sum(len(text.split()) for text in words_shown) <= 45, f"step {step}"
        page.keyboard.press("PageDown")


def outside(texts):
    """What is drawn past an edge of the screen."""
    width, height = HALL["width"], HALL["height"]
    boxes = ((one["box"], one["text"]) for one in texts)
    return [
        text
        for (left, top, right, bottom), text in boxes
        if left < 0 or top < 0 or right > width or bottom > height
    ]


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
