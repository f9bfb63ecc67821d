"""Follow the signal, and a recording, as a visitor meets them: played, stepped, and as Python says.

They stand on a page of their own, so that both kinds of recording and a guess are on it.
"""

import csv
import functools
import http.server
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, WIDE, answered, awake, panel
from tests.small_site import Site, code, lesson, markdown

from spasmlab.panels import Recording, Signal
from spasmlab.panels.guess import right_answer
from spasmlab.panels.muscle.signal import STOPS
from spasmlab.sweeps.recording import PUSHES
from spasmlab.sweeps.signal import signal
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
SHOWN = """from spasmlab.panels import Guess, Recording, Signal

Guess("potassium_gap", language)"""
CELLS = ('Signal(language, after="potassium_gap")', "Recording(language)")
CELLS += ('Recording(language, kind="needle")',)
SOME = random.Random(8)
STATE = """(leg) => [leg.dataset.kind, leg.dataset.on, leg.style.getPropertyValue('--pull'),
  [...leg.querySelectorAll('.bead')].map((one) => one.dataset.lit).join('')]"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said):
        pass


@pytest.fixture(scope="module")
def address(chromium, tmp_path_factory):
    """Build one page in each language, and serve it."""
    site = Site(tmp_path_factory.mktemp("signal"))
    for language in BOTH:
        cells = [code(f"shown{at}", cell) for at, cell in enumerate((SHOWN, *CELLS))]
        named = code("language", f'language = "{language}"', "language")
        title = markdown("hero", "# A pull\n\n**One.**", "hero")
        folder = "" if language == "en" else f"{language}/"
        site.write(f"{folder}01-pull", lesson(1, "A pull", title, named, *cells))
    with ThreadPoolExecutor(1) as thread:  # Playwright's event loop bars another beside it
        thread.submit(site.build).result()
    served = functools.partial(Quiet, directory=site.pages)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def opened(visitor, address, language):
    """Return a function that opens the page; its fragment has ``__`` for a dot."""

    def go(motion="reduce", **state):
        page = visitor(base_url=address, viewport=WIDE, reduced_motion=motion)
        if motion == "no-preference":
            page.clock.install(time=0)
        fragment = "&".join(f"{key.replace('__', '.')}={value}" for key, value in state.items())
        folder = "/" if language == "en" else f"/{language}/"
        page.goto(f"{folder}01-pull/" + (f"#{fragment}" if fragment else ""))
        awake(page)
        return page

    return go


def button(shown, language, name):
    return shown.get_by_role("button", name=words("signal", language)[name], exact=True)


def told(made):
    """What a panel's Python half says and draws, which its own tests hold against the models."""
    seen = re.search(r'class="reading-seen"[^>]*>(.*?)</p>', made.html)[1]
    return re.sub("<[^>]+>", "", seen).replace("&#39;", "'")


def recorded(page, language, kind="surface"):
    title = words("recording", language)[kind]["title"]
    return page.get_by_role("group", name=title, exact=True)


@pytest.mark.standard("A01")
@pytest.mark.standard("V04")
def test_each_moment_says_and_lights_what_python_says(opened, language):
    page = opened(potassium_gap__choice="skipped", signal__kind="cramp", signal__moment="2.60")
    shown = panel(page, "signal", language)
    say, leg = words("signal", language), shown.locator(".signal-leg")
    slider = shown.get_by_role("slider", name=say["slider"], exact=True)
    expect(slider).to_have_value(str(STOPS.tolist().index(2.6)))  # a link brings it back
    some = [("normal", 0), ("normal", len(STOPS) - 1), ("cramp", 0), ("cramp", len(STOPS) - 1)]
    some += [(SOME.choice(["normal", "cramp"]), SOME.randrange(len(STOPS))) for _ in range(8)]
    for kind, at in some:
        shown.get_by_role("radio", name=say[kind], exact=True).check()
        slider.fill(str(at))
        made = Signal(language, kind=kind, moment=STOPS[at])
        expect(shown.locator(".reading-seen")).to_have_text(told(made))
        drawn = made._state(at)
        wanted = [kind, drawn["on"], f"{drawn['pull'] / 100:.2f}", drawn["beads"]]
        assert leg.evaluate(STATE) == wanted
        expect(leg).to_have_attribute("aria-label", say[f"picture_{kind}"])
    expect(shown.get_by_role("status").first).to_have_text(told(made))
    assert f"signal.kind={kind}&signal.moment={STOPS[at]:.2f}" in page.url
    with page.expect_download() as waiting:
        shown.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    _, *rows = csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())
    pull = [float(row[-1]) for row in rows]
    assert pull == pytest.approx(signal()["cramp"].pull.tolist(), abs=6e-4)


@pytest.mark.standard("A19")
def test_it_moves_only_when_played_and_stands_when_told(opened, language):
    page = opened("no-preference", potassium_gap__choice="skipped", signal__kind="cramp")
    shown, say = panel(page, "signal", language), words("signal", language)
    slider = shown.get_by_role("slider")
    page.clock.pause_at(60_000)
    page.clock.run_for(20_000)
    expect(slider).to_have_value("0")  # never by itself
    button(shown, language, "play").click()
    page.clock.run_for(1000)
    at = int(slider.input_value())
    assert 2 < at < len(STOPS) - 1
    assert "signal.moment" not in page.url  # a moment in passing is not the page's state
    button(shown, language, "pause").click()
    assert f"signal.moment={STOPS[at]:.2f}" in page.url
    page.clock.run_for(20_000)
    expect(slider).to_have_value(str(at))
    shown.get_by_role("button", name=say["step_on"], exact=True).click()
    expect(slider).to_have_value(str(at + 1))
    shown.get_by_role("button", name=say["step_back"], exact=True).click()
    expect(slider).to_have_value(str(at))
    button(shown, language, "play").click()
    page.clock.run_for(300)
    slider.press("ArrowRight")  # a hand on the slider has the time
    taken = slider.input_value()
    page.clock.run_for(20_000)
    expect(slider).to_have_value(taken)
    button(shown, language, "play").click()
    page.clock.run_for(40_000)
    expect(slider).to_have_value(str(len(STOPS) - 1))  # and it ends
    expect(shown.locator(".reading-seen")).to_have_text(
        told(Signal(language, kind="cramp", moment=6.0))
    )
    button(shown, language, "again").click()
    page.clock.run_for(200)
    assert int(slider.input_value()) < 3


@pytest.mark.standard("A20")
@pytest.mark.standard("A05")
def test_where_motion_is_not_wanted_keys_go_from_part_to_part(opened, language):
    page = opened(potassium_gap__choice="skipped", signal__kind="cramp")
    shown = panel(page, "signal", language)
    says = Signal(language).states["cramp"]["say"]
    parts = [at for at, name in enumerate(says) if at and name != says[at - 1]]
    expect(button(shown, language, "play")).to_have_count(0)
    button(shown, language, "next").focus()
    for at in parts:
        page.keyboard.press("Enter")
        expect(shown.get_by_role("slider")).to_have_value(str(at))
    expect(button(shown, language, "again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown.get_by_role("slider")).to_have_value("0")


@pytest.mark.standard("E01")
def test_it_waits_for_the_guess_and_a_cramp_answers_it(opened, language):
    right = right_answer("potassium_gap")
    asked = words("question.potassium_gap", language)["choices"]
    for guess in (right, str((int(right) + 1) % 3)):
        page = opened()
        shown, say = panel(page, "signal", language), words("signal", language)
        expect(shown.locator(".panel-body")).to_have_attribute("inert", "")
        page.get_by_role("radio").nth(int(guess) + 3).check()  # after the voices
        verdict = shown.locator(".guess-verdict")
        button(shown, language, "you_let_go").click()
        expect(verdict).to_be_hidden()  # a normal pull does not answer it
        shown.get_by_role("radio", name=say["cramp"], exact=True).check()
        expect(verdict).to_have_text(answered(asked[int(guess)], language))
        button(shown, language, "you_pull").click()
        expect(verdict).to_be_hidden()


def test_a_recording_says_what_python_says_on_the_same_axes(opened, language):
    page = opened(potassium_gap__choice="skipped")
    for kind in ("surface", "needle"):
        shown = recorded(page, language, kind)
        last = len(Recording(kind=kind).stops) - 1
        some = [(0, "big"), (last, "small")]
        some += [(SOME.randrange(last), SOME.choice(list(PUSHES))) for _ in range(5)]
        for at, push in some:
            shown.get_by_role("slider").fill(str(at))
            if kind == "surface":
                name = words("recording", language)[push]
                shown.get_by_role("radio", name=name, exact=True).check()
            made = Recording(language, kind=kind, moment=0.05 * at, push=push)
            expect(shown.locator(".reading-seen")).to_have_text(told(made))
        ticks = [
            shown.locator(f".recording-{place} .tick").all_text_contents()
            for place in ("above", "below")
        ]
        assert ticks[0] == ticks[1] != []
