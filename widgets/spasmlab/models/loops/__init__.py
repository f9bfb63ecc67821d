"""The models' time loops, compiled by numba: one module for each model that steps through time.

Only the public module of the same name imports a loop, and only inside its functions: reading a
model's docstring, its parameters or a solved sweep then costs no compiler (a third of a second
and 124 MB a process). What was compiled is kept in the cache, in a folder named by the text of
all the model's files, because numba by itself would not see that another of them changed.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numba

from spasmlab.paths import cache

HERE = Path(__file__).parent
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
    """Return where a loop's machine code is kept: by the text of the files its model names."""
    name = module.rpartition(".")[2]
    files = sorted([*HERE.glob(f"{name}*.py"), *HERE.parent.glob(f"{name}*.py")])
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files))
    return cache() / "compiled" / f"{name}-{digest.hexdigest()[:16]}"
