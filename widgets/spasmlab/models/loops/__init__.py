"""The models' time loops, compiled by numba: one module for each model that steps through time.

Only the public module of the same name imports a loop, and only inside its functions: reading a
model's docstring, its parameters or a solved sweep then costs no compiler (a third of a second
and 124 MB a process). What was compiled is kept in the cache, in a folder named by the text of
the two modules, because numba by itself would not see that the other of them changed.
"""

import hashlib
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numba

from spasmlab.paths import cache

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile a function to machine code that is kept on disk and lets other threads run."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(_folder(function.__module__))  # read as the function is wrapped
    try:
        wrapped: Function = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        numba.config.CACHE_DIR = before  # a student's own functions go where they always went
    return wrapped


def _folder(module: str) -> Path:
    name = module.rpartition(".")[2]
    public = module.replace(".loops.", ".")
    files = [Path(spec.origin) for spec in map(_spec, (module, public)) if spec and spec.origin]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files))
    return cache() / "compiled" / f"{name}-{digest.hexdigest()[:16]}"


def _spec(module: str) -> ModuleSpec | None:
    try:
        return find_spec(module)
    except ModuleNotFoundError:
        return None
