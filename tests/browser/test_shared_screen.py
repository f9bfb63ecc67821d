"""A screen that strangers share: it asks whoever stopped, then forgets; time is the test's own."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, LESSON, go, guess, home, panel, slider, timeless
from tests.serving import serving

from spasmlab.text import words

pytestmark = pytest.mark.browser
everywhere = pytest.mark.parametrize("language", BOTH)
KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie.length,
  (await indexedDB.databases()).length, (await caches.keys()).length, window.name.length]"""
SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, summary')]
  .filter((el) => el.checkVisibility()).map((el) => [el.textContent, el.getBoundingClientRect()])
  .filter(([, box]) => box.width < 47.9 || box.height < 47.9)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
OUTSIDE = """() => [...document.querySelectorAll('a[href]')].map((link) => link.href)
  .filter((address) => new URL(address).origin !== location.origin)"""


@pytest.fixture(scope="module")
def screen(chromium, store):
    with serving(store, "--kernels=1", "--kiosk") as running:
        yield f"http://{running.host}"


@pytest.fixture
def kiosk(visitor, screen):
    """A tab on the kiosk whose clock only moves when it is told to."""
    page = visitor(base_url=screen, viewport={"width": 1080, "height": 1920})
    return timeless(page)


def question(page, language="en"):
    return page.get_by_role("alertdialog", name=words("kiosk", language)["title"], exact=True)


def enter(page, language):
    """Guess and drag, as a visitor of the lesson would."""
    asked, said = guess(page, "potassium_gap", language)
    asked.get_by_role("radio", name=said["choices"][0]["text"]).check()
    slider(page, "gap", language).press("End")
    assert "gap.potassium=8.0" in page.url


def idle(page, seconds):
    page.clock.run_for(1000 * seconds)


@pytest.mark.standard("T07")
@pytest.mark.standard("A21")
@everywhere
def test_it_asks_after_a_minute_and_a_key_keeps_everything(kiosk, language):
    go(kiosk, "lesson", language)
    enter(kiosk, language)
    idle(kiosk, 59)
    expect(question(kiosk, language)).to_have_count(0)
    idle(kiosk, 2)
    say, asked = words("kiosk", language), question(kiosk, language)
    expect(asked).to_be_visible()
    expect(asked).to_have_accessible_description(say["soon"])
    expect(asked.get_by_role("button", name=say["go_on"], exact=True)).to_be_focused()
    idle(kiosk, 10)
    expect(asked.get_by_role("status")).to_have_text(say["still"].format(seconds=10))
    kiosk.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    expect(slider(kiosk, "gap", language)).to_be_focused()
    expect(slider(kiosk, "gap", language)).to_have_value("60")
    idle(kiosk, 59)  # a whole minute again
    expect(asked).to_have_count(0)
    idle(kiosk, 2)
    expect(asked).to_be_visible()
    kiosk.keyboard.press("Escape")
    expect(asked).to_have_count(0)


@pytest.mark.standard("T07")
@pytest.mark.standard("T08")
@everywhere
def test_then_it_forgets_and_leaves_nothing_behind(kiosk, screen, language):
    go(kiosk, "index", language)
    length = kiosk.evaluate("history.length")
    kiosk.get_by_role("main").locator(f'a[href$="{LESSON}/"]').first.click()
    expect(kiosk.locator('html[data-spasmlab="lesson"][data-awake]')).to_be_attached()
    enter(kiosk, language)
    kiosk.evaluate("sessionStorage.kept = localStorage.kept = window.name = 'kept'")
    kiosk.evaluate("caches.open('kept')")
    idle(kiosk, 61)
    expect(question(kiosk, language)).to_be_visible()
    idle(kiosk, 21)
    expect(kiosk).to_have_url(f"{screen}{home(language)}")
    expect(kiosk.locator("html[data-awake]")).to_be_attached()
    assert kiosk.evaluate(KEPT) == [0] * 6
    assert kiosk.evaluate("history.length") == length  # the lesson has no entry of its own
    kiosk.go_back()
    assert kiosk.url == "about:blank"  # where the tab began


@everywhere
def test_back_from_anywhere_brings_no_state_back(visitor, screen, language):
    page = visitor(base_url=screen)  # with the browser's own clock, which tells it came by Back
    page.goto(f"{home(language)}{LESSON}/#gap.potassium=3.0")  # typed, so that it has an entry
    go(page, "get-help", language)
    page.evaluate("setTimeout(() => history.back())")  # after it has answered us
    expect(page).to_have_url(f"{screen}{home(language)}")


def test_a_page_that_a_browser_kept_whole_is_left_at_once(kiosk, screen):
    go(kiosk, "lesson", gap__potassium="3.0")
    kiosk.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(kiosk).to_have_url(f"{screen}/")


def test_an_index_that_nobody_touched_waits_without_a_question(kiosk):
    go(kiosk, "index")
    idle(kiosk, 600)
    expect(question(kiosk)).to_have_count(0)
    kiosk.mouse.move(200, 200)
    kiosk.mouse.move(300, 300)
    idle(kiosk, 62)
    expect(question(kiosk)).to_be_visible()


@pytest.mark.parametrize("touch", ["pointer", "key", "wheel", "busy"])
def test_a_touch_of_any_kind_starts_the_minute_again(kiosk, touch):
    go(kiosk, "get-help")
    idle(kiosk, 50)
    {
        "pointer": lambda: [kiosk.mouse.move(at, at) for at in (100, 200)],
        "key": lambda: kiosk.keyboard.press("Tab"),
        "wheel": lambda: wheeled(kiosk),
        "busy": lambda: kiosk.evaluate("document.dispatchEvent(new Event('spasmlab:busy'))"),
    }[touch]()
    idle(kiosk, 50)
    expect(question(kiosk)).to_have_count(0)
    idle(kiosk, 12)
    expect(question(kiosk)).to_be_visible()


def wheeled(page):
    """Turn the wheel, and wait until the page has felt it, which browsers do in their own time."""
    page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY > 0", polling=50)


def test_a_timer_that_runs_answers_for_its_visitor(kiosk):
    go(kiosk, "get-help")
    idle(kiosk, 61)
    expect(question(kiosk)).to_be_visible()
    kiosk.evaluate("document.dispatchEvent(new Event('spasmlab:busy'))")
    expect(question(kiosk)).to_have_count(0)


def test_a_talk_may_rest_on_a_slide_but_not_for_ever(kiosk, screen):
    go(kiosk, "lesson", voice="present", step=3)
    expect(kiosk.locator("html[data-talk]")).to_be_attached()
    idle(kiosk, 590)
    expect(question(kiosk)).to_have_count(0)
    idle(kiosk, 11)
    expect(question(kiosk)).to_be_visible()
    idle(kiosk, 21)
    expect(kiosk).to_have_url(f"{screen}/")


@pytest.mark.standard("A11")
@everywhere
def test_the_index_has_targets_of_48_px(kiosk, language):
    go(kiosk, "index", language)
    assert kiosk.evaluate(SMALL) == []
    kiosk.set_viewport_size({"width": 390, "height": 844})
    assert kiosk.evaluate(SMALL) == []


@pytest.mark.standard("V03")
@pytest.mark.parametrize("name", ["index", "lesson", "get-help", "evidence", "models", "numbers"])
def test_no_link_leads_outside_now_or_when_a_panel_writes_one(kiosk, name):
    go(kiosk, name)
    assert kiosk.evaluate(OUTSIDE) == []
    kiosk.evaluate("""() => {
      document.querySelector("main").insertAdjacentHTML("beforeend",
        '<p><a class="late" href="https://elsewhere.test/">late</a></p>');
    }""")
    expect(kiosk.locator("a.late")).not_to_have_attribute("href", "https://elsewhere.test/")


@pytest.mark.parametrize("path", ["/nowhere", f"/live/{LESSON}"])
def test_a_missing_page_and_a_live_one_forget_too(kiosk, screen, path):
    kiosk.goto(path)
    expect(kiosk.locator("html[data-awake]")).to_be_attached(timeout=60_000)
    idle(kiosk, 61)
    expect(question(kiosk)).to_be_visible()
    idle(kiosk, 21)
    expect(kiosk).to_have_url(f"{screen}/")


def test_elsewhere_nothing_asks_and_nothing_is_loaded_for_it(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    timeless(page)
    go(page, "lesson")
    idle(page, 700)
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert not [address for address in asked if "kiosk" in address]
    expect(panel(page, "gap")).to_be_visible()
