"""All the numbers: a row can be led to, a table taken away, and a page says when it has aged."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, WIDE, go, home

from spasmlab.evidence import tables
from spasmlab.pages.review import written
from spasmlab.paths import DATA
from spasmlab.text import words

pytestmark = pytest.mark.browser
everywhere = pytest.mark.parametrize("language", BOTH)
ROW = "effects-magnesium_older_adult_02"


@everywhere
def test_a_link_to_a_row_opens_its_table(page, language):
    page.goto(f"{home(language)}numbers/#{ROW}")
    row = page.locator(f"#{ROW}")
    expect(row).to_be_visible()
    expect(row).to_be_in_viewport()
    expect(page.locator("#table-foods tbody")).to_be_hidden()


@pytest.mark.standard("E07")
@everywhere
def test_a_table_can_be_taken_away_as_it_is(page, language):
    go(page, "numbers", language)
    folded = page.locator("#table-effects")
    folded.locator("summary").click()
    with page.expect_download() as begun:
        folded.get_by_role("link", name=words("rows", language)["file"]).click()
    assert begun.value.suggested_filename == "effects.csv"
    assert begun.value.path().read_bytes() == (DATA / "effects.csv").read_bytes()


@pytest.mark.standard("A16")
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@everywhere
def test_an_open_table_scrolls_in_its_own_box(visitor, size, language):
    page = go(visitor(viewport=size), "numbers", language)
    for name in ("effects", "foods", "sources"):
        page.locator(f"#table-{name} summary").click()
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0


@pytest.mark.standard("DC4")
@pytest.mark.parametrize(("today", "late"), [("2027-11-22", False), ("2027-11-23", True)])
@everywhere
def test_a_page_says_so_once_its_rows_are_past_their_review(page, language, today, late):
    page.clock.set_fixed_time(f"{today}T12:00:00Z")
    go(page, "evidence", language)
    day = tables.load("effects")["next_review"].min().date()
    say = words("page", language)
    note = page.get_by_text(say["overdue"].format(date=written(day, language)))
    expect(note).to_be_visible() if late else expect(note).to_be_hidden()
    expect(page.get_by_text(say["due"].format(date=written(day, language)))).to_be_visible()
