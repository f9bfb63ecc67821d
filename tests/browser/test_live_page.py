"""The live lesson: the same panels with a Python kernel behind them, which leaves with the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.browser.visits import BOTH, LESSON, panel, slider

from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
SLOW = 60_000  # ms for a kernel to start and run the notebook on a busy machine
STOCK = [[".widget-interact"]]  # what ipywidgets and matplotlib draw is not ours to name
ALL_GONE = "async () => (await (await fetch('/healthz')).json()).kernels === 0"


@pytest.fixture
def sockets():
    return []


@pytest.fixture
def live(page, language, sockets):
    """The live lesson once its first panel can be used."""
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(f"/live/{LESSON}" if language == "en" else f"/live/{language}/{LESSON}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    skip = words("tools", language)["skip"]
    lock = panel(page, "gap", language).get_by_role("button", name=skip, exact=True)
    lock.click(timeout=SLOW)
    return page


def test_a_change_reaches_the_python_half_and_comes_back(live, language, sockets, server):
    def told(frame):
        text = frame if isinstance(frame, str) else frame.decode(errors="replace")
        return '"echo_update"' in text and '{"potassium": 8' in text

    assert server.kernels() >= 1
    (socket,) = sockets
    with socket.expect_event("framereceived", told):
        slider(live, "gap", language).press("End")
    expect(slider(live, "gap", language)).to_have_value("60")
    expect(panel(live, "gap", language).locator(".reading-seen")).to_contain_text("8.0")


def test_a_stock_interact_cell_draws_another_picture(live, language):
    cell = live.locator("#interact")
    shown = cell.get_by_role("img")
    expect(shown).to_be_visible(timeout=SLOW)
    before = shown.get_attribute("src")
    cell.get_by_role("combobox").select_option(index=3)
    expect(shown).not_to_have_attribute("src", before, timeout=SLOW)


def test_leaving_the_page_ends_its_kernel(live, language, server):
    assert server.kernels() >= 1
    live.goto("/get-help/")
    live.wait_for_function(ALL_GONE, polling=100)


@pytest.mark.standard("A01")
def test_axe_finds_nothing_serious_in_our_own_parts(live, language):
    expect(live.locator("#interact").get_by_role("img")).to_be_visible(timeout=SLOW)
    found = Axe().run(live, context={"exclude": STOCK}).response["violations"]
    grave = {
        rule["id"]: [node["html"][:120] for node in rule["nodes"]]
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    }
    assert grave == {}
