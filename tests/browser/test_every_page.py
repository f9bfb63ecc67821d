"""Every page of the catalogue, in each language and at each size: what must hold on any of them.

A visit looks at all of it, since opening a page costs more than looking; what is wrong is told by
name. A page that is new is looked at by being there.
"""

import re
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.probes import (
    BARE,
    CUT,
    JUMPS,
    MOVING,
    OVERLAPS,
    SMALL_TARGETS,
    SPACED,
    TWICE,
    broken,
    jumped,
    resized,
    sideways,
    tiny,
    undone,
)
from tests.browser.visits import (
    BOTH,
    FEW_ROWS,
    PHONE,
    SMALL,
    WIDE,
    awake,
)

from spasmlab.pages.catalogue import Catalogue
from spasmlab.text import words

pytestmark = pytest.mark.browser
PAGES = {page.notebook: page for page in Catalogue().pages}
MISSING = {"nowhere": "en", "es/nowhere": "es"}
EVERY = [*PAGES, *MISSING]
LESSONS = [name for name, page in PAGES.items() if page.about["kind"] == "lesson"]
TABLET, HALL = {"width": 768, "height": 900}, {"width": 1920, "height": 1000}
SCREENS = {"phone": {"width": 390, "height": 664}, "laptop": {"width": 1280, "height": 720}}
REQUESTS, WEIGHT = 15, 250_000  # the most that a page may ask for, and weigh in bytes
MANY = {"01-what-is-a-cramp": 18}  # whose five panels are each a module and its parts
LIGHT = {"index": 150_000, "now": 150_000}
HEAVY = {"numbers": 600_000}  # every row of every table stands on it
NO_LIVE = {"now"}  # in whose dark bar there is no room for more than the day, and help


def opened(page, name):
    """Open a page of the catalogue, or the one that stands in for what is not there."""
    page.goto(f"/{PAGES[name].folder}" if name in PAGES else f"/{name}/")
    if name in PAGES:
        awake(page)
    return page


def language_of(name):
    return PAGES[name].language if name in PAGES else MISSING[name]


def kind_of(name):
    return PAGES[name].about["kind"] if name in PAGES else "missing"


def gathered(**found):
    """What is wrong, by name; nothing where nothing is."""
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.standard("A11")
@pytest.mark.standard("A16")
@pytest.mark.standard("A17")
@pytest.mark.standard("A18")
@pytest.mark.standard("A20")
@pytest.mark.standard("C02")
@pytest.mark.standard("G4")
@pytest.mark.standard("G6")
@pytest.mark.standard("H03")
@pytest.mark.parametrize("name", EVERY)
def test_a_page_fits_every_screen(visitor, server, name):
    kernels, answers = server.kernels(), []
    page = visitor(viewport=SCREENS["phone"])
    page.add_init_script(JUMPS)
    page.on("requestfinished", lambda request: answers.append(request.sizes()))
    opened(page, name)
    page.wait_for_load_state("networkidle")
    assert gathered(jumps=jumped(page) >= 0.05, heavy=heavy(name, answers)) == {}
    assert server.kernels() <= kernels
    for size in SCREENS.values():
        page.set_viewport_size(size)
        message_seen(page, name)
    page.evaluate(FEW_ROWS)
    page.evaluate(BARE)
    assert unfit(page) == {}


@pytest.mark.standard("G4")
@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_students_voice_moves_nothing_when_a_link_asks_for_it(visitor, name, size):
    page = visitor(viewport=size)
    page.add_init_script(JUMPS)
    page.goto(f"/{PAGES[name].folder}#voice=student")
    awake(page)
    page.wait_for_load_state("networkidle")
    say = words("page", language_of(name))
    expect(page.get_by_role("radio", name=say["student"], exact=True)).to_be_checked()
    assert jumped(page) < 0.05


@pytest.mark.parametrize("name", EVERY)
def test_on_a_phone_the_bar_takes_two_rows_at_most(visitor, name):
    page = opened(visitor(viewport=PHONE), name)
    links = (
        page.get_by_role("banner")
        .locator("a, fieldset")
        .evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect().top + one.offsetHeight / 2)"
        )
    )
    rows = {round(middle / 20) for middle in links}
    assert 1 <= len(rows) <= 2


def heavy(name, answers):
    """The weight of a page, where it is more than it may be."""
    weight = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in answers)
    slug = name.removeprefix("es/")
    allowed = LIGHT.get(slug, HEAVY.get(slug, WEIGHT))
    assert weight > 10_000 or name in MISSING
    return (
        (weight, len(answers))
        if weight > allowed or len(answers) > MANY.get(slug, REQUESTS)
        else None
    )


def message_seen(page, name):
    """On the pages that have a message, it is seen before anything is scrolled."""
    if kind_of(name) in {"lesson", "index"}:
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
        expect(page.locator(".is-hero strong").first).to_be_in_viewport(ratio=1)


def unfit(page):
    """What does not fit, is cut off, small or in the way: on any screen, in any size of letters."""
    found = gathered(moving=page.evaluate(MOVING))
    for size in (SMALL, PHONE, TABLET, WIDE, HALL):
        resized(page, size)
        found |= looked(page, size["width"])
    for width in (1280, 640):
        resized(page, {"width": width, "height": 720})
        found |= undone(page, TWICE, partial(fitted, page, f"large letters, {width}"))
    for size in (WIDE, PHONE, SMALL):
        resized(page, size)
        found |= undone(page, SPACED, partial(fitted, page, f"spaced letters, {size['width']}"))
    return found


def looked(page, width):
    overlaps, small = page.evaluate(OVERLAPS), page.evaluate(SMALL_TARGETS)
    found = gathered(overlaps=overlaps, targets=small, letters=tiny(page))
    return {f"{name}, {width}": wrong for name, wrong in found.items()} | fitted(page, f"{width}")


def fitted(page, where):
    found = gathered(wider=max(0, sideways(page)), cut=page.evaluate(CUT))
    return {f"{name}, {where}": wrong for name, wrong in found.items()}


@pytest.mark.standard("A11")
@pytest.mark.standard("A16")
@pytest.mark.standard("A18")
@pytest.mark.parametrize("name", LESSONS)
def test_a_students_page_fits_every_screen(page, name):
    opened(page, name)
    page.get_by_role("radio", name=words("page", language_of(name))["student"], exact=True).check()
    page.evaluate(BARE)
    assert unfit(page) == {}


@pytest.mark.standard("A01")
@pytest.mark.standard("A03")
@pytest.mark.standard("A13")
@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing_on_a_page(page, name):
    """As it comes; bare, for a student, who sees all of it, and a patient; on a small screen."""
    found, say = {}, words("page", language_of(name))
    opened(page, name)
    page.evaluate(FEW_ROWS)
    if kind_of(name) == "lesson":
        found["as it comes"] = broken(page)
        page.get_by_role("radio", name=say["student"], exact=True).check()
        page.evaluate(BARE)
        found["student"] = broken(page)
        page.get_by_role("radio", name=say["me"], exact=True).check()
    page.evaluate(BARE)
    found["wide"] = broken(page)
    page.set_viewport_size(SMALL)
    found["small"] = broken(page)
    assert gathered(**found) == {}


@pytest.mark.standard("A13")
@pytest.mark.standard("A24")
@pytest.mark.standard("A29")
@pytest.mark.parametrize("name", EVERY)
def test_a_page_has_its_landmarks_its_title_and_links_in_its_language(page, server, name):
    opened(page, name)
    language, slug = language_of(name), name.removeprefix("es/")
    say, bar = words("page", language), page.get_by_role("banner")
    expect(page.locator("html")).to_have_attribute("lang", language)
    for role in ("banner", "main"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page).to_have_title(re.compile(rf".+ \| {re.escape(say['site'])}$"))
    expect(page.get_by_role("link", name=say["skip"], exact=True)).to_be_attached()
    for link in (
        ("day", "help", "language") if slug in NO_LIVE else ("site", "help", "live", "language")
    ):
        expect(bar.get_by_role("link", name=say[link], exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=say["live"], exact=True)).to_be_visible()
    expect(page.get_by_text(say["nothing_kept"], exact=True)).to_be_visible()
    if kind_of(name) == "lesson":
        expect(bar.get_by_role("group", name=say["voices"])).to_be_visible()
        expect(page.get_by_role("navigation", name=say["lessons"])).not_to_have_count(0)
    inside = {link.path for link in links(page, "main") if link.netloc == server.host}
    inside = {path for path in inside if not path.startswith("/data/")}  # tables are one for all
    assert {path for path in inside if ("/es/" in path) != (language == "es")} == set()


def links(page, within="body"):
    """Where a page's links lead, as whole addresses taken apart."""
    found = page.locator(f"{within} a[href]").evaluate_all("(all) => all.map((link) => link.href)")
    return {urlsplit(address) for address in found}


@pytest.mark.standard("A25")
@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("size", [WIDE, PHONE, SMALL], ids=["wide", "phone", "small"])
def test_help_stands_in_the_same_place_on_every_page(visitor, language, size):
    page, places = visitor(viewport=size), {}
    for name in EVERY:
        if language_of(name) != language or kind_of(name) == "night":
            continue
        opened(page, name)
        link = page.get_by_role("banner").get_by_role("link", name=words("page", language)["help"])
        expect(link).to_be_in_viewport()
        places[name] = {key: round(value) for key, value in link.bounding_box().items()}
    assert len(places) > 10
    assert len({str(place) for place in places.values()}) == 1, places


# A mistake of each kind is planted, and seen


@pytest.mark.parametrize(
    ("css", "seen"),
    [
        (".is-hero > p { width: 1500px; }", "wider, 390"),
        ("h1 { height: 20px; overflow: hidden; }", "cut, 1440"),
        ("main a { display: inline-block; height: 30px; overflow: clip; }", "targets, 390"),
        (".chart text { font-size: 6px !important; }", "letters, 320"),
        (".panel-say { margin-top: -90px !important; }", "overlaps, 1440"),
        ("h1 { transition: color 1s; }", "moving"),
    ],
)
def test_what_does_not_fit_is_seen(page, css, seen):
    opened(page, "03-potassium")
    page.evaluate(BARE)
    page.evaluate(
        """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }""",
        css,
    )
    assert seen in unfit(page)


def test_what_axe_would_say_is_heard(page):
    opened(page, "03-potassium")
    page.evaluate("document.querySelector('main input').removeAttribute('id')")
    page.evaluate("document.querySelector('main').removeAttribute('id'); document.title = ''")
    assert "document-title" in broken(page)
