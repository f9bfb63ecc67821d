"""What a page looks like on any screen: it fits, nothing is cut off, small or in the way."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import (
    BOTH,
    PHONE,
    SMALL,
    TEXTS,
    WIDE,
    differing,
    go,
    panel,
    picture,
    styled,
)

from spasmlab.text import words

pytestmark = pytest.mark.browser
SKIPPED = {"potassium_gap__choice": "skipped"}
VOICES = ["me", "student", "present"]
VIEWS = [("index", "me"), ("get-help", "me"), ("missing", "me"), *(("lesson", v) for v in VOICES)]
everywhere = pytest.mark.parametrize("language", BOTH)
each_view = pytest.mark.parametrize(("name", "voice"), VIEWS)
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
# Text that does not fit the box that holds it, where the box hides or overlaps what is too much.
CUT = """() => {
  const cut = [];
  for (const el of document.querySelectorAll('body *:not(svg *)')) {
    const style = getComputedStyle(el);
    const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const pressed = el.matches('button, label, a, summary, legend, .band-card');
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
    const counts = hides || pressed || own;
    if (!counts || !el.checkVisibility() || el.closest('.unseen, math')) continue;
    if (style.display === 'inline' || /auto|scroll/.test(style.overflowX)) continue;
    const box = el.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const wide = el.scrollWidth > el.clientWidth + 1;
    const high = (hides || pressed) && el.scrollHeight > el.clientHeight + 1;
    const name = `${el.tagName}.${el.className} ${el.textContent.trim().slice(0, 40)}`;
    if (wide || high) cut.push(name);
  }
  return cut;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter((el) => el.checkVisibility() && !el.closest('[inert]'))
  .map((el) => (el.matches('[type=radio]') ? el.closest('label') : el))
  .filter((el) => !(el.matches('a') && getComputedStyle(el).display === 'inline'
    && el.parentElement.textContent.trim() !== el.textContent.trim()))
  .map((el) => [el.textContent.trim() || el.id, el.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 43.9 || box.height < 43.9))
  .map(([name, box]) => `${name}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`)"""


# Marks of the gap's chart, and how many of their pixels must stand out from what is behind them.
SEEN = {".mark-line.reading": 1000, ".mark-limit": 100, ".mark-dot": 50, ".tick": 300}
SEEN |= {".axis-word": 1000, ".word-reading": 500}


def sideways(page):
    """How many px a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def view(page, name, voice, language):
    state = {**SKIPPED, "voice": voice} if voice != "me" else SKIPPED
    go(page, name, language, **(state if name == "lesson" else {}))
    if voice == "present":
        expect(page.locator("html[data-talk]")).to_be_attached()
    return page


@pytest.mark.standard("A16")
@everywhere
@each_view
def test_no_page_scrolls_sideways(page, name, voice, language):
    view(page, name, voice, language)
    for width in (320, 390, 768, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) <= 0, f"{width} px"


@pytest.mark.standard("A18")
@everywhere
@pytest.mark.parametrize(("name", "voice"), VIEWS[:-1])  # a slide is fitted to its screen
def test_wider_text_spacing_cuts_nothing_off(page, name, voice, language):
    view(page, name, voice, language)
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(CUT) == [], "as it comes"
    styled(page, SPACED)
    for size in (WIDE, PHONE, SMALL):
        page.set_viewport_size(size)
        assert page.evaluate(CUT) == [], f"spaced, {size}"
        assert sideways(page) <= 0, f"spaced, {size}"


@pytest.mark.standard("A17")
@everywhere
@pytest.mark.parametrize("name", ["index", "lesson", "get-help", "models", "missing"])
def test_text_of_twice_the_size_fits(page, name, language):
    view(page, name, "me", language)
    styled(page, "html { font-size: 200% !important; }")
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": 720})
        assert sideways(page) <= 0, f"{width} px"
        assert page.evaluate(CUT) == [], f"{width} px"


@pytest.mark.standard("A11")
@everywhere
@each_view
def test_whatever_is_pressed_is_44_px_or_more(page, name, voice, language):
    view(page, name, voice, language)
    for size in (WIDE,) if voice == "present" else (WIDE, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(SMALL_TARGETS) == [], size


@pytest.mark.standard("H03")
@everywhere
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_no_text_in_a_picture_is_under_12_px_on_screen(visitor, language, size):
    page = go(visitor(viewport=size), "lesson", language, **SKIPPED)
    drawn = [one for one in page.evaluate(TEXTS) if one["drawn"]]
    assert len(drawn) > 20
    assert [one for one in drawn if one["px"] < 12] == []


@pytest.mark.standard("A20")
@everywhere
def test_nothing_moves_by_itself_for_those_who_asked_for_less(page, language):
    for name in ("index", "lesson"):
        go(page, name, language, **(SKIPPED if name == "lesson" else {}))
        moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter((el) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(el);
          return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== 'none'
            || scrollBehavior === 'smooth';
        }).map((el) => el.outerHTML.slice(0, 80))""")
        assert moving == []


@pytest.mark.standard("H14")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chart_lines_are_seen_in_forced_colours(visitor, scheme):
    options = {"forced_colors": "active", "color_scheme": scheme}
    page = go(visitor(viewport=WIDE, **options), "lesson", **SKIPPED)
    chart = panel(page, "gap").locator(".chart")
    chart.scroll_into_view_if_needed()
    for mark, least in SEEN.items():
        seen = picture(chart)
        styled(page, f"{mark} {{ visibility: hidden; }}")
        assert differing(seen, picture(chart), by=90) > least, mark


@pytest.mark.standard("G4")
@pytest.mark.parametrize("name", ["index", "lesson", "get-help", "models"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_nothing_jumps_while_a_page_arrives(visitor, name, size):
    page = visitor(viewport=size)
    page.add_init_script("""
      window.jumps = [];
      const note = (list) => jumps.push(...list.getEntries().map((entry) => entry.value));
      window.watching = new PerformanceObserver(note);
      watching.observe({ type: "layout-shift", buffered: true });
    """)
    go(page, name)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    left = "watching.takeRecords().map((entry) => entry.value)"
    assert sum(page.evaluate(f"[...jumps, ...{left}]")) < 0.05


@pytest.mark.standard("A25")
@everywhere
@pytest.mark.parametrize("size", [WIDE, PHONE, SMALL], ids=["wide", "phone", "small"])
def test_help_stands_in_the_same_place_on_every_page(visitor, language, size):
    page, places = visitor(viewport=size), {}
    for name in ("index", "lesson", "get-help", "models", "missing"):
        go(page, name, language)
        link = page.get_by_role("banner").get_by_role("link", name=words("page", language)["help"])
        expect(link).to_be_in_viewport()
        places[name] = {key: round(value) for key, value in link.bounding_box().items()}
    assert len({str(place) for place in places.values()}) == 1, places


@pytest.mark.standard("C02")
@everywhere
@pytest.mark.parametrize("size", [(390, 664), (1280, 720)], ids=["phone", "laptop"])
def test_the_main_message_is_seen_without_scrolling(visitor, language, size):
    page = visitor(viewport=dict(zip(("width", "height"), size, strict=True)))
    for name in ("index", "lesson"):
        go(page, name, language)
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
        expect(page.locator(".is-hero strong").first).to_be_in_viewport(ratio=1)


@pytest.mark.standard("A16")
@everywhere
@pytest.mark.parametrize("size", [SMALL, PHONE, WIDE], ids=["small", "phone", "wide"])
def test_a_panels_parts_lie_beside_each_other_not_on_top(visitor, language, size):
    page = go(visitor(viewport=size), "lesson", language, **SKIPPED)
    overlaps = page.evaluate("""() => [...document.querySelectorAll('.panel')].flatMap((panel) => {
      const parts = [...panel.querySelectorAll('.panel-controls, .chart > svg, .panel-say')];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
      ).map(() => panel.dataset.key));
    })""")
    assert overlaps == []
