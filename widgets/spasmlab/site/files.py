"""The built site, held in memory: what can be asked for, ready to send, and nothing else.

Holding it means that a path can reach no file but these, and that a build made while the server
runs cannot pull a page from under a visitor; ``spasmlab serve`` shows it when next started.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spasmlab.site.stamp import PLAIN, Stamp

TYPES = {  # ours, not the machine's: Windows may call a script text/plain, which no browser runs
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
SHUT = {".png", ".woff2"}  # compressed by nature
MISSING = "404.html"
BASE = b"__BASE__"  # stands in a missing page, which may answer at any depth, for the root


@dataclass(frozen=True)
class File:
    """One file as it is sent."""

    body: bytes
    suffix: str

    @property
    def type(self) -> str:
        """The ``Content-Type``."""
        return TYPES[self.suffix]

    @cached_property
    def tag(self) -> str:
        """The ``ETag``: weak, because packed and plain are one file."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @cached_property
    def packed(self) -> bytes | None:
        """The file gzipped, or None when that would gain nothing."""
        return None if self.suffix in SHUT else gzip.compress(self.body, mtime=0)


class Files:
    """The files of a built site by address: ``""``, ``03-potassium/``, ``assets/…/page.css``."""

    def __init__(self, folder: Path, base: str = "/", stamp: Stamp = PLAIN) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): File(content(path, folder, stamp), path.suffix)
            for path in published(folder)
        }
        self.lost = {
            name.removesuffix(MISSING): File(file.body.replace(BASE, base.encode()), file.suffix)
            for name, file in self.files.items()
            if name.rpartition("/")[2] == MISSING
        }

    @property
    def assets(self) -> str:
        """The name of the folder that every page's style and scripts lie in."""
        return next(name for name in self.files if name.startswith("assets/")).split("/")[1]

    def find(self, address: str) -> File | None:
        """Return the file at an address, or None; a folder's address ends in a slash."""
        folder = not address or address.endswith("/")
        return self.files.get(f"{address}index.html" if folder else address)

    def missing(self, address: str) -> File:
        """Return the page that says there is none here, in the address's language."""
        address = address.removeprefix("live/")
        fitting = (start for start in self.lost if address.startswith(start))
        return self.lost[max(fitting, key=len)]


def content(path: Path, site: Path, stamp: Stamp) -> bytes:
    """Return a file of the site as it is sent: a page with its stamp, any other as it lies."""
    if path.suffix != ".html":
        return path.read_bytes()
    home = path.parent.relative_to(site).as_posix()
    return stamp.on(path.read_text(encoding="utf-8"), "" if home == "." else f"{home}/").encode()


def published(folder: Path) -> list[Path]:
    """Return the files of a built site that visitors may have: nothing half-written, no notes."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in TYPES
        and path != folder / "built.json"
        and not any(part.endswith(".part") for part in path.relative_to(folder).parts)
    )
