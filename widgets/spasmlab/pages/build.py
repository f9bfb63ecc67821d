"""Build the instant pages: run what is stale, render what is stale, and swap it in whole.

A page is rendered again when its run, its frame (the titles around it), the templates or the
assets changed. The site's folder only ever holds finished files.
"""

import asyncio
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from spasmlab.pages import assets as shared
from spasmlab.pages import run
from spasmlab.pages.catalogue import Catalogue, CatalogueError, Page
from spasmlab.paths import DATA, NOTEBOOKS, PACKAGE, cache

FRAME = ("pages", "text")  # rooms whose files shape a page without running it


class BuildError(Exception):
    """The site could not be built; the text is a finished report."""


def build(*, progress: bool = True, notebooks: Path = NOTEBOOKS, store: Path | None = None) -> Path:
    """Return the folder of the finished site, after building what is stale.

    ``store`` is where runs, fonts and the site are kept: ``paths.cache()`` unless given.
    Raises ``BuildError`` with a report when a notebook fails or the folder cannot be written.
    """
    store = store or cache()
    try:
        return _build(Catalogue(notebooks), store, progress)
    except CatalogueError as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        where = error.filename or store
        raise BuildError(
            f"cannot write {where}: {error.strerror}. "
            "Set SPASMLAB_CACHE to a folder that you may write, and that has room."
        ) from error


def _build(catalogue: Catalogue, store: Path, progress: bool) -> Path:
    site = store / "site"
    site.mkdir(parents=True, exist_ok=True)
    kept = _read(site / "built.json")
    files = shared.collect(store)
    digest = shared.digest(files)
    _write_assets(site / "assets" / digest, files)
    _write_tables(site / "data")
    keys = {page.folder: _key(page, catalogue, digest) for page in catalogue.pages}
    stale = [page for page in catalogue.pages if not _fresh(site, page, keys, kept)]
    if stale or kept.keys() != keys.keys():
        failures = asyncio.run(_render(stale, catalogue, digest, store, progress))
        done = {folder: key for folder, key in keys.items() if folder not in failures}
        _write(site / "built.json", json.dumps(done))
        _sweep(site, catalogue, digest)
        if failures:
            raise BuildError(_report(failures, len(catalogue.pages)))
    return site


async def _render(
    stale: list[Page], catalogue: Catalogue, digest: str, store: Path, progress: bool
) -> dict[str, str]:
    """Run and write the stale pages, a few kernels at a time; return what failed, and how."""
    import nbformat
    from tqdm import tqdm

    from spasmlab.pages.render import missing, render

    site, failures = store / "site", {}
    room = asyncio.Semaphore(max(1, min(4, os.cpu_count() or 1)))
    bar = tqdm(total=len(stale), desc="pages", unit="page", disable=not progress, file=sys.stderr)

    async def one(page: Page) -> None:
        async with room:
            try:
                notebook = nbformat.from_dict(await run.executed(page, store / "runs"))
            except run.NotebookError as error:
                failures[page.folder] = str(error)
            else:
                _write(site / page.folder / "index.html", render(notebook, page, catalogue, digest))
                _write(site / page.folder / page.path.name, page.path.read_text(encoding="utf-8"))
                if page.slug == "index":
                    name = "404.html"
                    _write(site / page.folder / name, missing(page, catalogue, digest))
            bar.set_postfix_str(page.notebook)
            bar.update()

    with bar:
        await asyncio.gather(*(one(page) for page in stale))
    return failures


def _fresh(site: Path, page: Page, keys: dict[str, str], kept: dict[str, Any]) -> bool:
    written = (site / page.folder / "index.html").is_file()
    return written and kept.get(page.folder) == keys[page.folder]


def _key(page: Page, catalogue: Catalogue, digest: str) -> str:
    neighbours = [(one.folder, one.about) for one in catalogue.pages]
    whole = (run.key(page), neighbours, digest, _frame())
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:24]


def _frame() -> str:
    whole = hashlib.sha256()
    for path in sorted(path for room in FRAME for path in (PACKAGE / room).rglob("*")):
        if path.suffix in {".py", ".j2", ".toml"}:
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _write_assets(folder: Path, files: dict[str, bytes]) -> None:
    if folder.is_dir():
        return
    half = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    half.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (half / name).write_bytes(content)
    half.rename(folder)


def _write_tables(folder: Path) -> None:
    """Lay the tables beside the pages, as data/ lies beside notebooks/: one link leads to both."""
    for source in sorted(path for path in DATA.iterdir() if path.is_file()):
        _write(folder / source.name, source.read_text(encoding="utf-8"))
    for stray in {path.name for path in folder.iterdir()} - {path.name for path in DATA.iterdir()}:
        (folder / stray).unlink()


def _sweep(site: Path, catalogue: Catalogue, digest: str) -> None:
    """Remove what no page uses any more: pages of deleted notebooks, and older assets."""
    wanted = {(site / page.folder).resolve() for page in catalogue.pages}
    for index in list(site.rglob("index.html")):  # all found before the first goes
        if index.parent.resolve() not in wanted:
            _remove_page(index.parent)
    for folder in (site / "assets").iterdir():
        if folder.name != digest:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_page(folder: Path) -> None:
    """Remove a page's own files; other pages may lie in folders below it."""
    for name in ("*.html", "*.ipynb"):
        for file in folder.glob(name):
            file.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _report(failures: dict[str, str], total: int) -> str:
    head = f"{len(failures)} of {total} pages could not be built; the others are ready.\n"
    return head + "\n".join(failures.values())


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
