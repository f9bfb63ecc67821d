"""By keyboard alone: every control is reached, in reading order, is seen, and is never covered."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, WIDE, differing, go, picture, styled

from spasmlab.pages.catalogue import Catalogue

pytestmark = pytest.mark.browser
ROUND = 12  # px around a control, in which its ring is looked for
LESSONS = [page.slug for page in Catalogue().lessons("en")]
VIEWS = ["index", "now", "get-help", "evidence", "missing", *LESSONS, "locked", "student"]
# As a link would, which moves no focus.
SKIP = """(voice) => { location.hash = [...document.querySelectorAll('.panel-guess')]
  .filter((panel) => panel.querySelector('.guess-skip'))
  .map((panel) => `${panel.dataset.key}.choice=skipped`).concat(voice).join('&'); }"""
# All that Tab should stop at, in the order of the page: one of a group of radios; what scrolls.
STOPS = """() => {
  const can = 'a[href], button, input, select, summary, textarea, [tabindex]:not([tabindex^="-"])';
  const scrolls = (el) => el.scrollWidth > el.clientWidth && !el.querySelector(can)
    && /auto|scroll/.test(getComputedStyle(el).overflowX);
  const all = [...document.querySelectorAll('*')].filter((el) => (el.matches(can) || scrolls(el))
    && el.checkVisibility({ visibilityProperty: true }) && !el.closest('[inert]'));
  const group = (el) => all.filter((one) => one.type === 'radio' && one.name === el.name);
  window.stops = all.filter((el) => el.type !== 'radio'
    || el === (group(el).find((one) => one.checked) ?? group(el)[0]));
  return stops.length;
}"""
# Where the focus is: which of the stops, its box and its neighbourhood, who is at its middle. A
# link that goes on in the next line is two boxes: each has a rim, and a middle to be seen.
HERE = """(round) => {
  const el = document.activeElement;
  const seen = el.type === 'radio' ? el.closest('label') : el;
  const box = seen.getBoundingClientRect();
  const clipped = (one) => [Math.max(0, one.left), Math.max(0, one.top),
    Math.min(innerWidth, one.right), Math.min(innerHeight, one.bottom)];
  const parts = [...seen.getClientRects()].map(clipped)
    .filter(([left, top, right, bottom]) => right > left && bottom > top);
  const free = ([left, top, right, bottom]) => {
    const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return middle === el || seen.contains(middle) || middle?.contains(seen);
  };
  const [left, top, right, bottom] = clipped(box);
  const x = Math.max(0, left - round), y = Math.max(0, top - round);
  return { at: stops.indexOf(el), name: el.outerHTML.slice(0, 100),
    box: [box.left, box.top + scrollY, box.right, box.bottom + scrollY],
    around: { x, y, width: Math.min(innerWidth, right + round) - x,
      height: Math.min(innerHeight, bottom + round) - y },
    edge: parts.reduce((sum, one) => sum + 2 * (one[2] - one[0] + one[3] - one[1]), 0),
    covered: parts.length === 0 || !parts.every(free) };
}"""
views = pytest.mark.parametrize("name", VIEWS)
sizes = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def opened(visitor, name, size):
    """Open a page as a patient's, each guess of a lesson skipped; or the first lesson otherwise."""
    page = visitor(viewport=size)
    go(page, "lesson" if name in {"locked", "student"} else name)
    if name != "locked":
        page.evaluate(SKIP, ["voice=student"] if name == "student" else [])
    return page


def walk(page):
    """Tab through the whole page; yield each place the focus comes to."""
    for _ in range(page.evaluate(STOPS)):
        page.keyboard.press("Tab")
        yield page.evaluate(HERE, ROUND)


def changed(page, here):
    """How many pixels around the focused control are others when it is not focused."""
    focused = picture(page, clip=here["around"])
    page.evaluate("(window.last = document.activeElement).blur()")
    found = differing(focused, picture(page, clip=here["around"]))
    page.evaluate("last.focus({ preventScroll: true })")
    return found


@pytest.fixture(scope="module")
def walked():
    """The walks taken so far, by view and size: four tests look at each."""
    return {}


@pytest.fixture
def places(visitor, walked, name, size):
    """Where Tab led, what each place changed where there is room, and where it came to at last."""
    key = (name, size["width"])
    if key not in walked:
        page = opened(visitor, name, size)
        styled(page, "* { caret-color: transparent !important; }")
        looks = changed if size is WIDE else lambda *_: None
        there = [here | {"changed": looks(page, here)} for here in walk(page)]
        page.keyboard.press("Tab")  # past the last: out of the page, and in again from its top
        if page.evaluate("document.activeElement === document.body"):
            page.keyboard.press("Tab")
        walked[key] = there, page.evaluate(HERE, ROUND)
    return walked[key]


@pytest.mark.standard("A05")
@views
@sizes
def test_tab_reaches_every_control_in_turn_and_comes_back(places):
    there, after = places
    assert [here["at"] for here in there] == list(range(len(there)))
    assert len(there) > 4
    assert after["at"] == 0


@pytest.mark.standard("A06")
@views
@sizes
def test_the_order_of_tab_is_the_order_of_reading(places):
    _skip_link, *there = places[0]  # it stands above the page's order
    pairs = [(one, two) for one, two in pairwise(there) if goes_back(one["box"], two["box"])]
    assert [(one["name"], two["name"]) for one, two in pairs] == []


@pytest.mark.standard("A08")
@views
@sizes
def test_nothing_covers_the_focused_control(places):
    assert [here["name"] for here in places[0] if here["covered"]] == []


def test_a_cover_over_the_focused_control_is_seen(page):
    go(page, "get-help")
    page.evaluate(STOPS)
    page.evaluate("document.querySelector('.bar a').focus()")
    assert not page.evaluate(HERE, ROUND)["covered"]
    styled(page, "main { position: fixed; inset: 0; z-index: 9; background: #fff; }")
    assert page.evaluate(HERE, ROUND)["covered"]


def goes_back(before, now):
    """Whether the eye must go up, or left in the same line; a new column may start higher."""
    above = now[3] <= before[1] + 1 and now[0] < before[2]
    same_line = abs((now[1] + now[3]) - (before[1] + before[3])) < 8
    return above or (same_line and now[0] < before[0])


@pytest.mark.standard("A07")
@views
@pytest.mark.parametrize("size", [WIDE], ids=["wide"])
def test_every_focused_control_changes_pixels_all_around_it(places):
    rings = [(here["name"], here["changed"], round(here["edge"])) for here in places[0]]
    # half of a ring of 3 px, all the way round
    assert [(name, seen, edge) for name, seen, edge in rings if seen < 1.5 * edge] == []


@pytest.mark.standard("A13")
@pytest.mark.parametrize("language", BOTH)
def test_the_skip_link_leads_to_the_lesson_and_leaves_the_state_alone(page, language):
    go(page, "lesson", language, gap__potassium="3.0")
    before = page.url
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    assert page.url == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
