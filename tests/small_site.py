"""Tiny notebooks in a folder of their own, and the site that a build makes of them."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from spasmlab.pages.build import build

PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}


def markdown(name, source, *tags):
    """Return a markdown cell; ``name`` is its id."""
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": [*tags]}, "source": source}


def code(name, source, *tags, outputs=()):
    """Return a code cell, as it lies on disk or with what it showed."""
    cell = markdown(name, source, *tags) | {"cell_type": "code", "execution_count": None}
    return cell | {"outputs": [*outputs]}


def notebook(*cells, **about):
    """Return a notebook as JSON, ``about`` being its metadata's ``spasmlab``."""
    metadata = {"kernelspec": PYTHON, "spasmlab": about}
    return {"cells": [*cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def index(title="Home"):
    return notebook(markdown("lessons", "-", "lessons"), kind="index", title=title, short="All.")


def lesson(number, title, *cells):
    about = {"kind": "lesson", "part": 1, "number": number, "title": title}
    return notebook(*cells, **about, short="One.", minutes=2)


@dataclass(frozen=True)
class Site:
    """A folder of notebooks and the store that it is built into."""

    root: Path

    @property
    def notebooks(self):
        return self.root / "notebooks"

    @property
    def store(self):
        return self.root / "store"

    @property
    def pages(self):
        return self.store / "site"

    def write(self, name, written):
        path = self.notebooks / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(written), encoding="utf-8")

    def build(self):
        return build(progress=False, notebooks=self.notebooks, store=self.store)

    def page(self, folder):
        return (self.pages / folder / "index.html").read_text(encoding="utf-8")

    def html(self):
        """Return the folders that hold a page."""
        return {p.parent.relative_to(self.pages).as_posix() for p in self.pages.rglob("index.html")}

    def rendered(self):
        """Return when each page was written, by folder."""
        return {
            folder: (self.pages / folder / "index.html").stat().st_mtime_ns
            for folder in self.html()
        }

    def runs(self):
        """Return the runs that are kept."""
        return {path.name for path in (self.store / "runs").iterdir()}

    def halves(self):
        return [path.name for path in self.store.rglob("*.part")]

    def copy(self, root):
        shutil.copytree(self.root, root)
        return Site(root)
