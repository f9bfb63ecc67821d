"""Run a notebook once, in a kernel of its own, and keep what it showed.

A run is kept by content: the notebook, the Python and the data that it could have read, and the
versions installed. The browser's files and the template are not part of it; they change a page,
never a result.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from spasmlab.pages.catalogue import Page
from spasmlab.paths import DATA, PACKAGE

NOT_RUN = {"pages", "site"}  # rooms that no notebook imports
SECONDS = 600  # for one cell; more is a loop, not a lesson


class NotebookError(Exception):
    """A cell raised; the text names the page and the cell, and ends in the error itself."""


def key(page: Page) -> str:
    """Return the content key of a page's run."""
    whole = hashlib.sha256(page.path.read_bytes())
    whole.update(_surroundings().encode())
    return whole.hexdigest()[:24]


async def executed(page: Page, folder: Path) -> dict[str, Any]:
    """Return the run notebook as JSON, from the cache or by running it now."""
    kept = folder / f"{key(page)}.json"
    try:
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError):  # absent, or cut short by a full disk: run it
        notebook = await _execute(page)
    folder.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(f".{os.getpid()}.part")
    half.write_text(json.dumps(notebook), encoding="utf-8")
    half.replace(kept)
    return notebook


async def _execute(page: Page) -> dict[str, Any]:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    from traitlets.config import Config

    from spasmlab.pages.client import Client

    notebook = nbformat.read(page.path, as_version=4)
    failed: list[Any] = []  # an unknown magic leaves no error output to find its cell by
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        config=Config({"AsyncKernelManager": {"client_factory": Client}}),
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # it warns of loopback TCP each time
        on_cell_error=lambda cell, **_: failed.append(cell),
        resources={"metadata": {"path": str(page.path.parent)}},
    )
    # A kernel that is told to end may still grumble: that is for nobody, unless it died of it.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        try:
            await client.async_execute(stderr=said)
        except CellExecutionError as error:
            raise NotebookError(_report(page, failed[-1], error)) from error
        except (CellTimeoutError, DeadKernelError) as error:
            said.seek(0)
            last = "".join(said.readlines()[-10:])
            raise NotebookError(f"{page.path.name} ({page.language}): {error}\n{last}") from error
    return dict(notebook)


def _report(page: Page, failed: Any, error: Any) -> str:
    source = "\n".join(f"    {line}" for line in failed.source.splitlines())
    return f"{page.notebook}.ipynb, cell {failed.id}:\n{source}\n    {error.ename}: {error.evalue}"


@cache
def _surroundings() -> str:
    whole = hashlib.sha256()
    for path in _read_by_notebooks():
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    for name in sorted({"anywidget", "ipywidgets", "nbclient", "numpy", "pandas"}):
        whole.update(f"{name}{metadata.version(name)}".encode())
    return whole.hexdigest()


def _read_by_notebooks() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE).parts
        if path.suffix in {".py", ".toml"} and not NOT_RUN & set(inside[:1]):
            yield path
    yield from sorted(path for path in DATA.iterdir() if path.is_file())
