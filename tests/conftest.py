"""One cache and one set of pages for the whole run, and never a user's own."""

import os
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def one_cache():
    before = os.environ.get("SPASMLAB_CACHE")
    with tempfile.TemporaryDirectory(prefix="spasmlab-", ignore_cleanup_errors=True) as folder:
        os.environ["SPASMLAB_CACHE"] = folder
        yield Path(folder)
    if before is None:
        del os.environ["SPASMLAB_CACHE"]
    else:
        os.environ["SPASMLAB_CACHE"] = before


@pytest.fixture(scope="session")
def solved(one_cache):
    """Return the folder of the series' sweeps, every one of them solved."""
    from spasmlab.sweeps.series import SERIES
    from spasmlab.sweeps.store import fill_missing

    fill_missing(SERIES, progress=False)
    return one_cache / "sweeps"


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Where the real pages are built, once."""
    from spasmlab.pages.build import build

    store = tmp_path_factory.mktemp("real")
    build(progress=False, store=store)
    return store


@pytest.fixture(scope="session")
def pages(store):
    """Every real page's HTML, missing pages too, by its address in the site."""
    site = store / "site"
    found = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    return {name.removesuffix("index.html"): html for name, html in found.items()}
