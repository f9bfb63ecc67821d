"""A lesson's page as a whole: voices, languages, links; with no server, or with no scripts."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, LESSON, answered, go, guess, home, panel, slider
from tests.serving import serving

from spasmlab.text import words

pytestmark = pytest.mark.browser
SKIPPED = {"potassium_gap__choice": "skipped"}
everywhere = pytest.mark.parametrize("language", BOTH)


@everywhere
def test_voices_switch_without_a_reload_and_come_back_with_the_link(page, visitor, language):
    go(page, "lesson", language)
    say = words("page", language)
    page.evaluate("window.same = true")
    me, student = (
        page.get_by_role("radio", name=say[who], exact=True) for who in ("me", "student")
    )
    equations, code = page.locator("#equations"), page.locator("#compare .code")
    expect(equations).to_be_hidden()
    student.check()
    expect(equations).to_be_visible()
    expect(equations.locator("math").first).to_be_visible()
    expect(code).to_be_visible()
    fresh = visitor()
    fresh.goto(page.url)
    expect(fresh.locator("#equations")).to_be_visible()
    expect(fresh.get_by_role("radio", name=say["student"], exact=True)).to_be_checked()
    me.check()
    expect(equations).to_be_hidden()
    expect(code).to_be_hidden()
    assert page.evaluate("window.same")


@pytest.mark.standard("B03")
@pytest.mark.parametrize(("language", "other"), [("en", "es"), ("es", "en")])
def test_the_other_language_keeps_state_place_and_focus(page, language, other):
    go(page, "lesson", language, **SKIPPED, gap__potassium="3.0", voice="student")
    slider(page, "lab_slip", language).fill("41")
    slip = page.locator("#slip")
    slip.evaluate("(cell) => scrollTo(0, cell.getBoundingClientRect().top + scrollY - 90)")
    slider(page, "lab_slip", language).focus()
    link = page.get_by_role("banner").get_by_role("link", name=words("page", language)["language"])
    before = slip.bounding_box()["y"]
    link.evaluate("(link) => link.click()")  # as a key does: the focus is on the slider no more
    expect(page.locator(f"html[lang={other}][data-awake]")).to_be_attached()
    expect(slider(page, "gap", other)).to_have_value("10")
    expect(slider(page, "lab_slip", other)).to_have_value("41")
    expect(slider(page, "lab_slip", other)).to_be_focused()
    expect(page.get_by_role("radio", name=words("page", other)["student"])).to_be_checked()
    assert abs(page.locator("#slip").bounding_box()["y"] - before) <= 2
    assert "at=" not in page.url
    assert "focus=" not in page.url


@everywhere
def test_a_door_of_the_index_opens_the_lesson_in_its_voice(page, language):
    go(page, "index", language)
    page.get_by_role("main").locator('a[href$="#voice=student"]').click()
    expect(page.locator("#equations")).to_be_visible()
    student = page.get_by_role("radio", name=words("page", language)["student"])
    expect(student).to_be_checked()


def links(page, within="body"):
    """Where a page's links lead, as whole addresses taken apart."""
    found = page.locator(f"{within} a[href]").evaluate_all("(all) => all.map((link) => link.href)")
    return {urlsplit(address) for address in found}


def test_every_link_leads_somewhere_also_below_a_base_url(visitor, store):
    seen, base = set(), "/cramps"
    waiting = {base + home(language) for language in BOTH} | {f"{base}/nowhere/"}
    with serving(store, "--kernels=0", f"--base-url={base}/") as own:
        page = visitor(base_url=f"http://{own.host}", java_script_enabled=False)
        while waiting:
            address = waiting.pop()
            seen.add(address)
            answer = own.ask(address, "HEAD")
            assert answer.status == (404 if address == f"{base}/nowhere/" else 200), address
            kind = answer.headers["Content-Type"]
            if "/live/" in address or not kind.startswith("text/html"):
                continue
            page.goto(address)
            found = links(page)
            assert {link.scheme for link in found if link.netloc != own.host} <= {"https", "tel"}
            waiting |= {link.path for link in found if link.netloc == own.host} - seen
    assert {f"{base}{home(language)}{LESSON}/" for language in BOTH} < seen
    assert {f"{base}/live/{LESSON}", f"{base}/{LESSON}/{LESSON}.ipynb"} < seen


@pytest.fixture
def alone(visitor, store):
    """The lesson, its server stopped since it was opened."""
    with serving(store, "--kernels=0") as own:
        page = go(visitor(base_url=f"http://{own.host}"), "lesson")
        page.wait_for_load_state("networkidle")  # fonts and preloads are part of opening it
    assert own.process.poll() is not None
    return page


def test_the_lesson_works_on_after_the_server_is_stopped(alone):
    asked, question = guess(alone, "potassium_gap")
    asked.get_by_role("radio", name=question["choices"][0]["text"]).check()
    slider(alone, "gap").press("End")
    verdict = panel(alone, "gap").locator(".guess-verdict")
    expect(verdict).to_have_text(answered(question["choices"][0]))
    slip, say = panel(alone, "lab_slip"), words("lab_slip")
    slip.get_by_role("radio", name=say["male"], exact=True).check()
    slip.get_by_role("slider").press("Home")
    expect(slip.locator(".band-word")).to_have_text(say["emergency"])
    alone.get_by_role("radio", name=words("page")["student"]).check()
    expect(alone.locator("#equations")).to_be_visible()


def test_the_talk_opens_after_the_server_is_stopped(alone):
    alone.get_by_role("radio", name=words("page")["present"]).check()
    expect(alone.locator("html[data-talk]")).to_be_attached()


@pytest.mark.standard("G1")
@everywhere
def test_without_scripts_the_lesson_is_read_whole(visitor, page, language):
    still = visitor(java_script_enabled=False)
    still.goto(f"{home(language)}{LESSON}/")
    go(page, "lesson", language, **SKIPPED)
    say, tools = words("page", language), words("tools", language)
    expect(still.get_by_text(say["no_scripts"], exact=True)).to_be_visible()
    for name in ("gap", "lab_slip"):
        room = panel(still, name, language)
        said = panel(page, name, language).locator(".reading-seen").inner_text()
        expect(room.locator(".reading-seen")).to_have_text(said)
        room.get_by_text(tools["table"], exact=True).click()
        expect(room.get_by_role("table")).to_be_visible()
        assert room.get_by_role("row").count() > 10
    expect(still.get_by_text(tools["locked"], exact=True)).to_be_hidden()
    expect(still.locator("#equations")).to_be_hidden()
    still.get_by_role("radio", name=say["student"], exact=True).check()
    expect(still.locator("#equations")).to_be_visible()
