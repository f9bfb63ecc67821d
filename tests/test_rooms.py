"""Who may import whom, read from the imports themselves."""

import ast
import os
import subprocess
import sys

import pytest

from spasmlab.paths import PACKAGE

UI = {"anywidget", "ipywidgets", "IPython", "traitlets", "voila", "matplotlib"}
MAY_IMPORT = {  # room -> the other rooms it may know about
    "models": {"paths"},  # where compiled loops are kept
    "text": set(),
    "paths": set(),
    "evidence": {"paths"},
    "safety": {"evidence", "paths"},
    "sweeps": {"models", "paths"},
    "exercises": {"models", "evidence", "text"},  # what a student's number is compared with
    "panels": {"sweeps", "evidence", "safety", "text"},
    "pages": {"evidence", "paths", "text"},  # when a page's rows are to be read again
    "site": {"models", "sweeps", "evidence", "safety", "text", "pages", "paths"},
    "__main__": {"site"},
    "__init__": set(),
}
NO_UI = {"models", "sweeps", "evidence", "safety", "text", "exercises"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(source):
    """Yield every module named by an import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__"):
            yield from (word.value for word in node.args if isinstance(word, ast.Constant))


def called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", None))


def faults(room, source):
    """Return what a file of one room imports and may not."""
    if room not in MAY_IMPORT:
        return [f"{room} has no rule"]
    allowed = MAY_IMPORT[room] | {room, "__version__"}
    found = []
    for name in imports(source):
        first, _, rest = str(name).partition(".")
        if first == "":
            found.append(f"{name} is relative: write it in full")
        elif first == "notebooks":
            found.append(f"{name}: nobody imports from notebooks")
        elif first == "spasmlab" and rest and rest.split(".")[0] not in allowed:
            found.append(f"{room} may not import {name}")
        elif first in UI and room in NO_UI:
            found.append(f"{room} may not import {name}: it knows no user interface")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_it_may(path):
    assert faults(room_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("models", "from spasmlab.text import words"),
        ("models", "import spasmlab.text"),
        ("models", "from spasmlab import text"),
        ("models", "def late():\n    from spasmlab.text import words"),
        ("models", "import importlib\nimportlib.import_module('spasmlab.text')"),
        ("models", "__import__('matplotlib.pyplot')"),
        ("sweeps", "import anywidget"),
        ("sweeps", "from spasmlab.evidence import tables"),
        ("evidence", "from IPython.display import HTML"),
        ("evidence", "if True:\n    import ipywidgets as w"),
        ("safety", "from spasmlab.models.membrane import nernst"),
        ("text", "import traitlets"),
        ("panels", "from spasmlab.models.membrane import nernst"),
        ("panels", "from spasmlab.pages import build"),
        ("panels", "from spasmlab.exercises import check"),
        ("exercises", "from spasmlab.panels import Guess"),
        ("exercises", "from IPython.display import HTML"),
        ("pages", "from spasmlab.site import cli"),
        ("pages", "from spasmlab.panels.muscle.gap import Gap"),
        ("site", "from spasmlab.panels import Gap"),
        ("site", "from .cli import main"),
        ("site", "from . import cli"),
        ("pages", "import notebooks.es"),
        ("paths", "from spasmlab.text import words"),
        ("attic", "import os"),
    ],
)
def test_a_planted_import_is_seen(room, source):
    assert len(faults(room, source)) == 1


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("sweeps", "from spasmlab.models.membrane import nernst\nimport numpy as np"),
        ("panels", "import anywidget\nfrom spasmlab.text import words"),
        ("site", "from spasmlab import __version__\nfrom spasmlab.pages import build"),
        ("evidence", "from spasmlab.evidence.tables import load"),
    ],
)
def test_what_the_rules_allow_is_allowed(room, source):
    assert faults(room, source) == []


def test_every_room_has_a_rule_and_every_rule_a_room():
    assert set(map(room_of, MODULES)) == set(MAY_IMPORT)


def test_sweeps_load_neither_numba_nor_scipy():
    # Each costs a reader a third of a second or more, and every page imports its sweeps.
    names = [f"spasmlab.sweeps.{path.stem}" for path in (PACKAGE / "sweeps").glob("[!_]*.py")]
    code = f"import sys, {', '.join(names)}; print(*{{'numba', 'scipy'}} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert names
    assert ran.stdout.split() == []


@pytest.mark.parametrize(("own", "kept"), [(None, "1"), ("3", "3")])
def test_linear_algebra_keeps_to_one_thread_unless_told_otherwise(own, kept):
    """It must be said before NumPy is there, which the package alone must not bring."""
    script = "import spasmlab, sys, os; print(os.environ['OPENBLAS_NUM_THREADS'], *sys.modules)"
    given = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    given |= {"OPENBLAS_NUM_THREADS": own} if own else {}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=given, capture_output=True, text=True, check=True
    )
    threads, *modules = ran.stdout.split()
    assert threads == kept
    assert "numpy" not in modules
