"""Every lesson's talk, in each language: six steps that a hall can read and a screen can hold."""

import pytest
from playwright.sync_api import expect
from tests.browser.probes import SMALL_TARGETS, broken, resized, sideways
from tests.browser.visits import SMALL, TEXTS, WIDE, awake

from spasmlab.pages.catalogue import Catalogue

pytestmark = pytest.mark.browser
HALL = {"width": 1920, "height": 1080}
LESSONS = {page.notebook: page for page in Catalogue().pages if page.about["kind"] == "lesson"}
STEPS = 6
# A slide's heading is the step's own; the page's title is in the lesson, behind the talk.
NOT_OF_SLIDES = {"page-has-heading-one"}
BEHIND = """() => {
  const top = document.querySelector('.talk-foot').getBoundingClientRect().top;
  return [...document.querySelectorAll('main .panel, main .cell.on > *')]
    .filter((one) => one.checkVisibility() && !one.matches('.talk-source'))
    .map((one) => [one.dataset.key ?? one.tagName, one.getBoundingClientRect().bottom - top])
    .filter(([, over]) => over > 0);
}"""
SHOWN = """() => [...document.querySelectorAll('.cell')].filter((cell) => cell.checkVisibility())
  .map((cell) => [cell.dataset.step, cell.dataset.voices])"""


@pytest.mark.standard("T02")
@pytest.mark.standard("T03")
@pytest.mark.parametrize("name", LESSONS)
def test_each_step_is_its_own_and_is_read_from_the_back(visitor, name):
    page = visitor(viewport=HALL)
    page.goto(f"/{LESSONS[name].folder}#voice=present&step=1")
    awake(page)
    expect(page.locator("html[data-talk]")).to_be_attached()
    found = {"on a small screen": elsewhere(page)}
    resized(page, HALL)
    for step in range(1, STEPS + 1):
        if wrong := faults(page, step):
            found[step] = wrong
        page.keyboard.press("PageDown")
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def elsewhere(page):
    """What is wrong with a talk that somebody opens on a laptop or a phone."""
    found = {}
    for width in (320, 390, 768, 1440, 1920):
        resized(page, {"width": width, "height": 800})
        found[f"wider, {width}"] = max(0, sideways(page))
    for size in (SMALL, WIDE):
        resized(page, size)
        found[f"axe, {size['width']}"] = broken(page, NOT_OF_SLIDES)
    found["targets"] = page.evaluate(SMALL_TARGETS)
    return {name: wrong for name, wrong in found.items() if wrong}


def faults(page, step):
    """What is wrong with the step that is on the screen."""
    texts, shown = page.evaluate(TEXTS), page.evaluate(SHOWN)
    assert len(texts) > 5
    written = page.locator(".cell.markdown:visible").all_inner_texts()
    found = {
        "of another step": [one for one in shown if one[0] != str(step)],
        "not for the hall": [one for one in shown if "present" not in one[1].split()],
        "panels": max(0, page.locator("[data-key]:visible").count() - 1),
        "headings": page.get_by_role("heading", level=2).count() != 1,
        "small": sorted({(round(one["px"], 1), one["text"]) for one in texts if one["px"] < 27}),
        "outside": outside(texts),
        "behind the bar": page.evaluate(BEHIND),
        "too many words": max(0, sum(len(text.split()) for text in written) - 45),
    }
    if step == 3:
        found["axe"] = broken(page, NOT_OF_SLIDES)
    return {name: wrong for name, wrong in found.items() if wrong}


def outside(texts):
    """What is drawn past an edge of the screen."""
    width, height = HALL["width"], HALL["height"]
    boxes = ((one["box"], one["text"]) for one in texts)
    return [
        text
        for (left, top, right, bottom), text in boxes
        if left < 0 or top < 0 or right > width or bottom > height
    ]
