"""Named sweeps: a model solved once over every stop of its axes, and kept on disk.

A sweep's file is named by a digest of all that decides its answers: the text of the module that
defines it, of every model that module imports, and the stops of its axes. Change one of them and
the sweep is solved again. Reading one imports neither a compiler nor a solver.
"""

import ast
import hashlib
import itertools
import os
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from spasmlab import paths

Answers = dict[str, NDArray[np.float32]]
KEPT = 4  # files of one name that stay: two versions of the package may share a cache
DAMAGE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


class SweepError(Exception):
    """A model could not be solved at one point of a sweep; the text says which."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """A model over a grid: ``solve`` is asked at each point and answers with named arrays.

    Parameters
    ----------
    name
        What its file and its progress bar are called.
    axes
        The name of each axis and its stops, in the order of ``solve``'s arguments.
    solve
        A function at the top of its module: one float an axis in; the same names and shapes of
        answer out at every point. It may run on several threads at once.
    """

    name: str
    axes: Mapping[str, ArrayLike]
    solve: Callable[..., Mapping[str, ArrayLike]]

    def read(self) -> Answers:
        """Return each answer as float32, its first axes those of the sweep; solve if need be."""
        stored = self._stored()
        if stored is not None:
            return stored
        answers = _solved(self, progress=False)
        try:
            _keep(self.path(), self.name, answers)
        except OSError as error:  # a reader can do without: it costs the time once more
            warnings.warn(f"sweep {self.name} is solved but not kept: {error}", stacklevel=2)
        return answers

    def missing(self) -> bool:
        """Return whether ``read`` would have to solve."""
        return self._stored() is None

    def fill(self, *, progress: bool = True) -> None:
        """Solve every point on all cores and keep the answers; raise OSError if they cannot be."""
        self.path().parent.mkdir(parents=True, exist_ok=True)  # known now, not after minutes
        _keep(self.path(), self.name, _solved(self, progress))

    def path(self) -> Path:
        """Return where the answers lie, or will."""
        return paths.cache() / "sweeps" / f"{self.name}-{self.key()}.npz"

    def key(self) -> str:
        """Return the digest of all that decides the answers."""
        digest = hashlib.sha256(_text(self.solve.__module__))
        for axis, stops in self.axes.items():
            digest.update(f"\0{axis}\0".encode() + np.asarray(stops, "<f8").tobytes())
        return digest.hexdigest()[:24]

    def shape(self) -> tuple[int, ...]:
        """Return how many stops each axis has."""
        return tuple(np.asarray(stops).size for stops in self.axes.values())

    def _stored(self) -> Answers | None:
        """Return what is on disk, or None where it is absent or damaged."""
        path = self.path()
        if not path.is_file():
            return None
        try:
            with np.load(path, allow_pickle=False) as kept:
                answers = {name: kept[name] for name in kept.files}
        except DAMAGE as error:
            warnings.warn(f"sweep {self.name}: its file was damaged ({error})", stacklevel=3)
            return None
        whole = answers and all(self._fits(one) for one in answers.values())
        return answers if whole else None

    def _fits(self, answer: NDArray[np.float32]) -> bool:
        return answer.dtype == np.float32 and answer.shape[: len(self.axes)] == self.shape()


def fill_missing(sweeps: Sequence[Sweep], *, progress: bool = True) -> list[str]:
    """Solve the sweeps that are absent, stale or damaged; return their names."""
    wanted = [sweep for sweep in sweeps if sweep.missing()]
    for sweep in wanted:
        sweep.fill(progress=progress)
    return [sweep.name for sweep in wanted]


def _solved(sweep: Sweep, progress: bool) -> Answers:
    from concurrent.futures import ThreadPoolExecutor

    from tqdm import tqdm

    points = list(itertools.product(*(np.asarray(s, float).tolist() for s in sweep.axes.values())))
    bar = {"total": len(points), "desc": f"sweep {sweep.name}", "unit": "point"}
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # compiled loops let each other run
        rows = pool.map(lambda point: _point(sweep, point), points)
        try:
            found = list(tqdm(rows, **bar, disable=not progress, file=sys.stderr))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return {
        name: np.stack([row[name] for row in found]).reshape(*sweep.shape(), *found[0][name].shape)
        for name in found[0]
    }


def _point(sweep: Sweep, point: tuple[float, ...]) -> Answers:
    try:
        answers = sweep.solve(*point)
    except (ValueError, ArithmeticError) as error:
        where = ", ".join(f"{axis} {at:g}" for axis, at in zip(sweep.axes, point, strict=True))
        raise SweepError(f"sweep {sweep.name} at {where}: {error}") from error
    return {name: np.asarray(answer, np.float32) for name, answer in answers.items()}


def _keep(path: Path, name: str, answers: Answers) -> None:
    """Write the file whole or not at all, and drop the oldest of its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}.part")
    with half.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **answers)
    half.replace(path)
    older = sorted(path.parent.glob(f"{name}-*.npz"), key=lambda one: -one.stat().st_mtime)
    for one in older[KEPT:]:
        one.unlink(missing_ok=True)


@cache
def _text(module: str) -> bytes:
    """Return the text of a module and of every model and sweep it imports, however deep."""
    texts: dict[Path, bytes] = {}
    waiting = [Path(str(sys.modules[module].__file__))]
    while waiting:
        path = waiting.pop()
        if path not in texts:
            texts[path] = path.read_bytes()
            waiting += _imported(texts[path])
    return b"\0".join(texts[path] for path in sorted(texts))


def _imported(text: bytes) -> Iterator[Path]:
    """Yield the files of the rooms ``models`` and ``sweeps`` that a module's text imports."""
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            package, *inner = name.split(".")
            if package == "spasmlab" and inner and inner[0] in ("models", "sweeps"):
                place = paths.PACKAGE.joinpath(*inner)
                files = place.with_suffix(".py"), place / "__init__.py"
                yield from (file for file in files if file.is_file())
