"""The instant pages as a folder that any web server can publish."""

import re
import shutil
import tempfile
from pathlib import Path

from spasmlab.site.files import BASE, MISSING, content, published
from spasmlab.site.stamp import PLAIN, Stamp

MARK = ".spasmlab-export"  # only a folder that holds this, or nothing, is ever replaced

LIVE = re.compile(rb'<a class="[^"]*\blive-link\b.*?</a>\s*', re.DOTALL)  # nothing runs there


class ExportError(Exception):
    """The folder cannot be written; the text says why and what to do."""


def check(folder: Path) -> None:
    """Refuse a folder that an export must not replace, before anything is built.

    Raises ``ExportError`` for a file, or a folder with anything in it but an earlier export.
    """
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file. Name a folder to write the pages to.")
    if not folder.absolute().parent.is_dir():
        raise ExportError(f"there is no folder {folder.absolute().parent}. Make it first.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise ExportError(f"{folder} holds other files. Name a new or empty folder.")


def write(site: Path, folder: Path, base: str = "/", stamp: Stamp = PLAIN) -> None:
    """Copy a built site to ``folder``, whole or not at all; ``base`` is its path on the web.

    ``stamp`` is what each page is told of where it stands.

    Raises ``ExportError`` for a folder that ``check`` refuses or that cannot be written.
    """
    check(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=".spasmlab-", dir=folder.absolute().parent) as near:
            fresh = Path(near) / "fresh"
            _copy(site, fresh, base, stamp)
            if folder.exists():
                folder.rename(Path(near) / "earlier")
            fresh.rename(folder)
    except OSError as error:
        raise ExportError(f"cannot write {error.filename}: {error.strerror}.") from error


def _copy(site: Path, target: Path, base: str, stamp: Stamp) -> None:
    for source in published(site):
        copy = target / source.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix == ".html":
            page = LIVE.sub(b"", content(source, site, stamp))
            copy.write_bytes(page.replace(BASE, base.encode()) if source.name == MISSING else page)
        else:
            shutil.copyfile(source, copy)
    (target / MARK).write_text("Written by spasmlab export; the next export replaces all of it.\n")
