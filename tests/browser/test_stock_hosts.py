"""The lessons where we have no say: in JupyterLab, and in Voila as it comes, from its list.

These hosts are not ours, so what they print and load is not judged here; a script that fails is.
"""

import json
import re
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as TooSlow
from playwright.sync_api import expect
from tasks import copy_notebooks
from tests.browser.kernels import CHANNELS, draws, heard, watched
from tests.stock import jupyterlab, voila

from spasmlab.pages.catalogue import Catalogue
from spasmlab.paths import NOTEBOOKS
from spasmlab.text import LANGUAGES

pytestmark = pytest.mark.browser
SLOW = 90_000  # ms for JupyterLab to open, and its kernel to run a lesson, on a busy machine
CATALOGUE = Catalogue()
ENDED = "async (address) => (await fetch(address)).status === 404"


@pytest.fixture
def guest(chromium):
    """A tab on a host that is not ours."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    trouble = []
    context.on("weberror", lambda error: trouble.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert trouble == []


@pytest.fixture(scope="module")
def lab(chromium, store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    copy_notebooks(folder / "workbook")
    with jupyterlab(folder / "workbook", store, folder) as address:
        yield address


@pytest.fixture(scope="module")
def plain(chromium, store, tmp_path_factory):
    with voila(NOTEBOOKS, store, tmp_path_factory.mktemp("voila")) as address:
        yield address


@pytest.mark.parametrize("lesson", CATALOGUE.lessons("en"), ids=lambda page: page.notebook)
def test_a_lesson_runs_whole_in_jupyterlab_and_python_hears(guest, lab, lesson):
    sockets = watched(guest)
    with guest.expect_websocket(lambda one: CHANNELS in one.url, timeout=SLOW):  # it has a kernel
        guest.goto(f"{lab}/lab/tree/{lesson.notebook}.ipynb?reset")
    guest.get_by_role("menuitem", name="Run", exact=True).click()
    guest.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    guest.locator(".jp-OutputArea .panel").first.wait_for(timeout=SLOW)
    told, held = heard(guest, sockets)
    assert held == told != {}
    draws(guest, SLOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_voilas_list_and_links_lead_to_every_lesson(guest, plain, language):
    """From the list of notebooks to a language's index, and from there to each lesson."""
    guest.goto(plain)
    if language != "en":
        listed(guest, language).dblclick()
        expect(listed(guest, language)).to_have_count(0)
    with guest.expect_popup() as opened:
        listed(guest, "index.ipynb").dblclick()
    page, kernels = opened.value, [shown(opened.value, "h1")]
    links = page.locator("a[href]").evaluate_all("(all) => all.map((link) => link.href)")
    for lesson in CATALOGUE.lessons(language):
        address = f"{plain}/voila/render/{lesson.notebook}.ipynb"
        assert address in links
        assert reached(page, address).status == 200
        kernels.append(shown(page, ".panel"))
    page.goto("about:blank")
    for kernel in kernels:
        guest.wait_for_function(ENDED, arg=f"{plain}/api/kernels/{kernel}", polling=100)


def reached(page, address, times=2):
    """Open a page of Voila's; load it again, as a visitor would, where it waits for ever.

    On a busy machine Voila as it comes can miss the first word of a new kernel: then both wait.
    """
    for _ in range(times):
        with suppress(TooSlow):
            return page.goto(address, timeout=SLOW / 2)
    return page.goto(address, timeout=SLOW / 2)


def listed(page, name):
    """A file or folder of Voila's list."""
    return page.get_by_role("listitem", name=re.compile(rf"^Name: {re.escape(name)}(\s|$)"))


def shown(page, wanted):
    """Wait until a rendered notebook shows what is wanted; return the id of its kernel."""
    page.locator(wanted).first.wait_for(timeout=SLOW)
    assert page.locator(".jp-RenderedHTMLCommon h1").count() == 1
    return json.loads(page.locator("#jupyter-config-data").text_content())["kernelId"]
