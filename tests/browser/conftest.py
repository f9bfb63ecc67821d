"""A running server and a browser on it, shared by the browser tests, and visitors hard to please.

A visitor is a tab in a context of its own. Whatever test it is for, that test also fails on any
script error, console error (a blocked script or style is one), failed or refused request, and any
request that leaves the host.
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright
from tasks import BROWSERS
from tests.serving import serving

QUIET = [  # keep Chromium to itself: no sandbox as root, no calls home, no way to another host
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
MISSING = "no browser"
INSIDE = {"data", "blob", "about"}  # addresses that reach no host at all
NO_FAULT = {
    "net::ERR_ABORTED",  # the page was left, or a download began
    "csp",  # a script for a visitor without scripts; what our policy refuses is on the console
}


def pytest_collection_modifyitems(items):
    """Run the browser tests last: Playwright's event loop would bar other tests from their own."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Let every test that has no browser be skipped at one place, so that one line tells it."""
    report = yield
    if report.skipped and MISSING in str(report.longrepr):
        report.longrepr = (__file__, 1, report.longrepr[2])
    return report


@pytest.fixture(scope="session")
def chromium(store):  # the build first: Playwright's event loop would bar its own
    """Launch Chromium, Chrome or Edge once; skip (or fail, if required) where there is none."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        missing = f"{MISSING}: CHROMIUM is {named!r}, and none of {', '.join(BROWSERS)} in PATH"
        if os.environ.get("SPASMLAB_BROWSER") == "required":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium, store):
    with serving(store) as running:
        yield running


@pytest.fixture
def visitor(chromium, server):
    """Return a function that opens a tab; its options are those of a Playwright context."""
    contexts, trouble = [], []

    def open_tab(**options):
        chosen = {"base_url": f"http://{server.host}", "reduced_motion": "reduce", **options}
        context = chromium.new_context(**chosen)
        contexts.append(context)
        watch(context, urlsplit(chosen["base_url"]).netloc, trouble)
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def page(visitor):
    """Open one tab, as wide as a laptop's."""
    return visitor(viewport={"width": 1440, "height": 900})


def watch(context, host, trouble):
    """Write down whatever a visitor's tabs should never do."""

    def asked(address):
        where = urlsplit(address)
        if where.scheme not in INSIDE and where.netloc != host:
            trouble.append(f"left the host: {address}")

    def said(message):  # what failed to load is told below, with its address
        if message.type == "error" and "Failed to load resource" not in message.text:
            trouble.append(f"console: {message.text}")

    def answered(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            trouble.append(f"{response.status}: {response.url}")

    def failed(request):
        if request.failure not in NO_FAULT:
            trouble.append(f"{request.failure}: {request.url}")

    context.on("request", lambda request: asked(request.url))
    context.on("page", lambda tab: tab.on("websocket", lambda socket: asked(socket.url)))
    context.on("weberror", lambda error: trouble.append(f"script: {error.error}"))
    context.on("console", said)
    context.on("response", answered)
    context.on("requestfailed", failed)
