"""One cache for the whole run: loops compiled and sweeps solved once, and never a user's own."""

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
