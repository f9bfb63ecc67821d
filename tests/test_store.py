"""Sweeps on disk: solved once, again when stale or damaged, whole or not at all."""

import os
import subprocess
import sys
import threading
from contextlib import nullcontext

import numpy as np
import pytest

from spasmlab.models import membrane
from spasmlab.sweeps import store
from spasmlab.sweeps.store import Sweep, SweepError, fill_missing

asked = []


def solve(first, second):
    asked.append((first, second))
    if first == 13:
        raise ValueError("first must not be 13, got 13")
    return {"sum": first + second, "line": [first, second, first * second]}


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("SPASMLAB_CACHE", str(tmp_path))
    asked.clear()


def small(**axes):
    return Sweep("small", {"first": [1, 2, 3], "second": [10, 20]} | axes, solve)


def files():
    folder = small().path().parent
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_each_answer_stands_at_its_point_of_the_grid():
    found = small().read()
    assert found["sum"].dtype == np.float32
    assert found["sum"].tolist() == [[11, 21], [12, 22], [13, 23]]
    assert found["line"].shape == (3, 2, 3)
    assert found["line"][2, 1].tolist() == [3, 20, 60]


def test_it_is_solved_once_and_read_the_next_time():
    first = small().read()
    assert len(asked) == 6
    again = small().read()
    assert len(asked) == 6
    assert {name: array.tolist() for name, array in again.items()} == {
        name: array.tolist() for name, array in first.items()
    }


def test_other_stops_are_another_sweep():
    small().read()
    assert small(second=[10, 21]).missing()
    assert small(second=[10, 20, 30]).missing()
    assert not small().missing()


def test_a_changed_text_makes_it_stale(monkeypatch):
    small().read()
    before = store._text
    monkeypatch.setattr(store, "_text", lambda module: before(module) + b"# a comment")
    assert small().missing()


def test_the_text_is_the_modules_own_and_that_of_every_model_below_it(tmp_path, monkeypatch):
    mine = tmp_path / "mine.py"
    mine.write_text("from spasmlab.models.membrane import nernst\nimport os\n")
    monkeypatch.setitem(sys.modules, "mine", type(sys)("mine"))
    sys.modules["mine"].__file__ = str(mine)
    store._text.cache_clear()
    text = store._text("mine")
    membranes = store.paths.PACKAGE / "models" / "membrane.py"
    assert text == b"\0".join(path.read_bytes() for path in sorted([mine, membranes]))
    assert membrane.__file__ == str(membranes)


@pytest.mark.parametrize(
    "source",
    [
        "from spasmlab.models import membrane",
        "from spasmlab.models.membrane import nernst as n",
        "import spasmlab.models.membrane",
        "def late():\n    from spasmlab.models import membrane",
    ],
)
def test_every_way_to_import_a_model_is_seen(source):
    found = list(store._imported(source.encode()))
    assert store.paths.PACKAGE / "models" / "membrane.py" in found


def test_a_models_compiled_loop_counts_as_its_text():
    found = list(store._imported(b"from spasmlab.models.loops import fibre as loops"))
    loops = store.paths.PACKAGE / "models" / "loops"
    assert {loops / "fibre.py", loops / "__init__.py"} <= set(found)


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "foreign", "shape"])
def test_a_damaged_file_is_noticed_and_solved_again(harm):
    good, path = small().read(), small().path()
    whole = path.read_bytes()
    if harm == "foreign":
        path.write_text("not an archive")
    elif harm == "shape":
        with path.open("wb") as file:
            np.savez_compressed(file, sum=np.zeros((3, 3), np.float32))
    else:
        middle = len(whole) // 4
        broken = {"cut": whole[: len(whole) // 2], "empty": b""}
        flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
        path.write_bytes(broken.get(harm, flipped))
    asked.clear()
    with nullcontext() if harm == "shape" else pytest.warns(match="its file was damaged"):
        again = small().read()
    assert len(asked) == 6
    assert again["sum"].tolist() == good["sum"].tolist()
    assert not small().missing()


def test_a_point_that_fails_is_named_and_nothing_is_kept():
    with pytest.raises(SweepError, match=r"sweep small at first 13, second 10: first must not be"):
        small(first=[1, 13]).read()
    assert files() == []


def test_only_what_is_missing_is_solved(capsys):
    other = Sweep("other", {"first": [1], "second": [2]}, solve)
    small().read()
    assert fill_missing([small(), other], progress=True) == ["other"]
    assert fill_missing([small(), other]) == []
    said = capsys.readouterr().err
    assert "sweep other" in said
    assert "sweep small" not in said


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path, monkeypatch):
    file = tmp_path / "a file"
    file.write_text("")
    monkeypatch.setenv("SPASMLAB_CACHE", str(file))
    with pytest.warns(UserWarning, match="solved but not kept"):
        assert small().read()["sum"][0, 0] == 11


def test_filling_a_cache_that_cannot_be_written_fails_before_it_solves(tmp_path, monkeypatch):
    file = tmp_path / "a file"
    file.write_text("")
    monkeypatch.setenv("SPASMLAB_CACHE", str(file))
    with pytest.raises(OSError, match="a file"):
        fill_missing([small()], progress=False)
    assert asked == []


def test_a_few_older_versions_stay_and_no_half_file():
    for top in range(30, 30 + store.KEPT + 3):
        small(second=[10, top]).read()
        os.utime(small(second=[10, top]).path(), (top, top))
    assert len(files()) == store.KEPT
    assert all(name.endswith(".npz") for name in files())
    assert not small(second=[10, top]).missing()


def test_points_are_solved_side_by_side():
    both = threading.Barrier(2, timeout=20)

    def meet(first, second):
        both.wait()
        return {"one": 1.0}

    if (os.cpu_count() or 1) < 2:
        pytest.skip("one core here")
    meet.__module__ = __name__
    assert Sweep("meet", {"a": [1, 2], "b": [1]}, meet).read()["one"].shape == (2, 1)


def test_reading_a_kept_sweep_loads_neither_compiler_nor_solver(tmp_path):
    small().read()
    code = (
        "import sys; from tests.test_store import small; assert not small().missing(); "
        "small().read(); print(*{'numba', 'scipy', 'tqdm'} & set(sys.modules))"
    )
    environment = os.environ | {"SPASMLAB_CACHE": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert ran.stdout.split() == []
