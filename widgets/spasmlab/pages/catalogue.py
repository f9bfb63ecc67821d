"""The pages that exist: one notebook each, described by the notebook's own metadata."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from spasmlab.paths import NOTEBOOKS
from spasmlab.text import LANGUAGES

VOICES = {"lesson", "gallery"}  # kinds that a visitor may see as a patient or as a student
KINDS = {  # what the metadata of each kind of page must say
    "index": {"title", "short"},
    "card": {"title", "short"},
    "night": {"title", "short"},  # one dark panel that fits a phone's screen, and small print
    "lesson": {"title", "short", "part", "number", "minutes"},
    "gallery": {"title", "short"},  # panels to try: two voices, and no talk
    "reference": {"title", "short"},  # for students: no voice to choose, all of it shown
}


class CatalogueError(ValueError):
    """A notebook cannot be a page; the text says which one and what to do."""


@dataclass(frozen=True)
class Page:
    """One notebook in one language, and where its page lies in the site."""

    slug: str
    language: str
    path: Path

    @cached_property
    def about(self) -> dict[str, Any]:
        """The notebook's ``spasmlab`` metadata, as ``KINDS`` says."""
        try:
            metadata = json.loads(self.path.read_text(encoding="utf-8"))["metadata"]
            about = dict(metadata["spasmlab"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"{self.path} is no notebook with 'spasmlab' in its metadata: {error}"
            raise CatalogueError(message) from error
        needed = KINDS.get(str(about.get("kind")))
        if needed is None:
            raise CatalogueError(f"{self.path}: its metadata needs a kind of {', '.join(KINDS)}")
        if missing := sorted(name for name in needed if not about.get(name)):
            raise CatalogueError(f"{self.path}: its metadata needs {', '.join(missing)}")
        return about

    @property
    def folder(self) -> str:
        """The page's folder in the site, ending in a slash; empty for the English index."""
        language = "" if self.language == "en" else f"{self.language}/"
        return language + ("" if self.slug == "index" else f"{self.slug}/")

    @property
    def root(self) -> str:
        """The way from the page up to the site's root, as in ``../../``."""
        return "../" * self.folder.count("/") or "./"

    @property
    def up(self) -> str:
        """The way from the page to what stands for its notebook's folder: an index is there."""
        return "" if self.slug == "index" else "../"

    @property
    def notebook(self) -> str:
        """The notebook's name below ``notebooks/``, without its extension: ``es/index``."""
        return self.slug if self.language == "en" else f"{self.language}/{self.slug}"


class Catalogue:
    """Every page below one folder of notebooks, the index first.

    Raises ``CatalogueError`` when the folder holds no notebook, or one that is no page.
    """

    def __init__(self, notebooks: Path = NOTEBOOKS) -> None:
        self.pages = [
            Page(path.stem, language, path)
            for language in LANGUAGES
            for path in _in_order(notebooks if language == "en" else notebooks / language)
        ]
        if not self.pages:
            raise CatalogueError(f"no notebooks in {notebooks}: is spasmlab installed whole?")

    def lessons(self, language: str) -> list[Page]:
        """Return the lessons of one language that exist, in their order."""
        written = [page for page in self.pages if page.language == language]
        numbered = [page for page in written if page.about["kind"] == "lesson"]
        return sorted(numbered, key=lambda page: page.about["number"])

    def find(self, slug: str, language: str) -> Page | None:
        """Return one page, or None where it is not written."""
        named = (page for page in self.pages if page.slug == slug)
        return next((page for page in named if page.language == language), None)

    def twin(self, page: Page) -> Page | None:
        """Return the page in the other language, or None where it is not written."""
        other = next(code for code in LANGUAGES if code != page.language)
        return self.find(page.slug, other)

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """Return the lessons before and after a page."""
        course = self.lessons(page.language)
        if page not in course:
            return None, None
        at = course.index(page)
        return (course[at - 1] if at else None), (course[at + 1] if course[at + 1 :] else None)


def _in_order(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ipynb"), key=lambda path: (path.stem != "index", path.stem))
