"""One cache and one set of pages for the whole run, and never a user's own.

Several workers (pytest-xdist) share both: the first to need a thing makes it, the others wait.
``SPASMLAB_TEST_CACHE`` names a folder to keep from run to run: what is in it is known by content.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of a model's
settings.load_profile("unhurried")


def pytest_configure(config):
    """Choose the run's cache; workers inherit its name from the process that starts them."""
    if hasattr(config, "workerinput"):
        return
    config.before, kept = os.environ.get("SPASMLAB_CACHE"), os.environ.get("SPASMLAB_TEST_CACHE")
    config.made = None if kept else tempfile.mkdtemp(prefix="spasmlab-")
    os.environ["SPASMLAB_CACHE"] = kept or config.made


def pytest_unconfigure(config):
    if hasattr(config, "workerinput"):
        return
    if config.made:
        shutil.rmtree(config.made, ignore_errors=True)
    os.environ.pop("SPASMLAB_CACHE")
    if config.before is not None:
        os.environ["SPASMLAB_CACHE"] = config.before


@pytest.fixture(scope="session")
def one_cache():
    return Path(os.environ["SPASMLAB_CACHE"])


@pytest.fixture(scope="session")
def solved(one_cache):
    """Return the folder of the series' sweeps, every one of them solved."""
    from spasmlab.sweeps.series import SERIES
    from spasmlab.sweeps.store import fill_missing

    with FileLock(one_cache / "sweeps.lock"):
        fill_missing(SERIES, progress=False)
    return one_cache / "sweeps"


@pytest.fixture(scope="session")
def store(one_cache, solved, tmp_path_factory):
    """Return the cache with the real pages in it, built once: every server of the run serves them.

    Their notebooks are run by this build alone, without start-up files of a user's.
    """
    from spasmlab.pages.build import build
    from spasmlab.paths import NOTEBOOKS

    def there():
        return {path for path in NOTEBOOKS.rglob("*") if ".ipynb_checkpoints" not in path.parts}

    before = there()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        with FileLock(one_cache / "pages.lock"):
            build(progress=False)
    assert there() == before, "a notebook wrote beside itself"
    return one_cache


@pytest.fixture(scope="session")
def pages(store):
    """Every real page's HTML, missing pages too, by its address in the site."""
    site = store / "site"
    found = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    return {name.removesuffix("index.html"): html for name, html in found.items()}
