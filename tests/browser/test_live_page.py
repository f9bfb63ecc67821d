"""Every page live: the same panels with a Python kernel behind them, which leaves with the page.

One visit a page looks at all of it, since each costs a kernel. Every notebook of the catalogue is
visited, so that a new one is tested by being there.
"""

import re

import pytest
from playwright.sync_api import expect
from tests.browser import probes
from tests.browser.kernels import INTERACT, draws, heard, watched
from tests.browser.visits import FEW_ROWS

from spasmlab.pages.catalogue import Catalogue
from spasmlab.text import words

pytestmark = pytest.mark.browser
SLOW = 60_000  # ms for a kernel to start and run the notebook on a busy machine
STOCK = [[INTERACT]]  # what ipywidgets and matplotlib draw is not ours to name
PAGES = Catalogue().pages
ALL_GONE = "async () => (await (await fetch('/healthz')).json()).kernels === 0"


@pytest.mark.standard("A01")
@pytest.mark.parametrize("notebook", PAGES, ids=lambda page: page.notebook)
def test_a_live_page_answers_and_python_hears(page, server, notebook):
    sockets = watched(page)
    page.goto(f"/live/{notebook.notebook}", timeout=SLOW)
    expect(page.locator("html")).to_have_attribute("lang", notebook.language)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("#starting")).to_have_count(0, timeout=SLOW)
    expect(page.get_by_text(words("live", notebook.language)["failed"])).to_have_count(0)
    assert server.kernels() >= 1
    drawn = panels(server, notebook)
    expect(page.locator(".output-html .panel")).to_have_count(drawn, timeout=SLOW)
    if drawn:
        told, held = heard(page, sockets)
        assert held == told != {}
    if notebook.about["kind"] == "lesson":
        draws(page, SLOW)
    page.evaluate(FEW_ROWS)
    assert broken(page) == {}
    page.goto("/get-help/")
    page.wait_for_function(ALL_GONE, polling=100)


def panels(server, notebook):
    """How many panels the instant page of a notebook has."""
    return len(re.findall(r' data-island="\d+"', server.ask(f"/{notebook.folder}").text))


def broken(page):
    """The grave rules of accessibility that our own parts break."""
    found = probes.violations(page, probes.SHORT, {"exclude": STOCK})
    grave = (rule for rule in found if rule["impact"] in {"serious", "critical"})
    return {rule["id"]: [node["html"][:120] for node in rule["nodes"]] for rule in grave}
