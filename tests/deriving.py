"""The scripts of data/derive/ as modules, and the surveys' people where a checkout has them."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from spasmlab.paths import DATA

SHARED = Path(__file__).parents[2] / "shared"  # rows about one person: never in the project
sys.path.append(str(DATA / "derive"))  # a script imports its neighbours by their plain names


def script(name):
    return import_module(name)


def shared(*parts):
    """Return a folder of people or recordings beside this checkout, or skip."""
    folder = SHARED.joinpath(*parts)
    if not folder.is_dir():
        pytest.skip(f"rows about one person are not in the project: no ../shared/{'/'.join(parts)}")
    return folder
