"""No page breaks a rule that axe-core can check, on a wide screen and on a small one."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.browser.visits import BOTH, SMALL, WIDE, go

from spasmlab.text import words

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ONLY = {"runOnly": {"type": "tag", "values": RULES}}
VIEWS = ["index", "get-help", "models", "evidence", "numbers", "missing"]
VIEWS += ["lesson", "locked", "student", "present"]
STATES = {
    "lesson": {"potassium_gap__choice": "0", "gap__potassium": "7.0", "lab_slip__potassium": "6.8"},
    "locked": {},
    "student": {"potassium_gap__choice": "skipped", "voice": "student"},
    "present": {"voice": "present", "step": "3"},
}


# A slide's heading is the step's own; the page's title is in the lesson, behind the talk.
NOT_OF_SLIDES = {"page-has-heading-one"}

# A table's rows are made alike, and axe would look at seven thousand of them for minutes.
FEW_ROWS = """() => {
  for (const body of document.querySelectorAll(".rows tbody"))
    for (const row of [...body.rows].slice(5)) row.remove();
}"""


def broken(page):
    """The rules a page breaks, each with the places where it does."""
    found = Axe().run(page, options=ONLY).response["violations"]
    return {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in found}


@pytest.mark.standard("A01")
@pytest.mark.standard("A03")
@pytest.mark.standard("A13")
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(visitor, name, size, language):
    page = visitor(viewport=size)
    go(page, "lesson" if name in STATES else name, language, **STATES.get(name, {}))
    if name == "present":
        expect(page.locator("html[data-talk]")).to_be_attached()
    if name in {"lesson", "student"}:
        unfold(page, language)
    if name == "numbers":
        page.evaluate(FEW_ROWS)
    forgiven = NOT_OF_SLIDES if name == "present" else set()
    assert {rule: at for rule, at in broken(page).items() if rule not in forgiven} == {}


def unfold(page, language):
    """Open every table and every list of answers, and answer a question wrong."""
    for room, name in (("tools", "table"), ("guess", "answers")):
        for fold in page.get_by_text(words(room, language)[name], exact=True).all():
            if fold.is_visible():  # a student's panel is hidden from the others
                fold.click()
    check = page.get_by_role("button", name=words("guess", language)["check"], exact=True)
    page.get_by_role("radio").last.check()
    check.last.click()
