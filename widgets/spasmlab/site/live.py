"""A notebook as a live page: our frame around it, its cells marked with what to show."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from tornado.web import HTTPError

from spasmlab.pages import markdown
from spasmlab.pages.catalogue import Catalogue, Page
from spasmlab.pages.template import environment, frame
from spasmlab.site.stamp import PLAIN, Stamp
from spasmlab.text import words

HERE = Path(__file__).parent / "live"
HIDDEN = {"present", "notes", "language"}  # of the presenter, of nobody: they run unseen
CELLS = "<!-- cells -->"  # where Voila puts them into the frame
LINK = re.compile(r'(?<=\bhref=")(?![a-z]+:|#|/)[^"]+')


class LivePage(Page):
    """A page at its live address, ``live/es/03-potassium``: its root is not the folder's."""

    @property
    def root(self) -> str:
        """The way from the live page up to the site's root."""
        return "../" * (self.notebook.count("/") + 1)


class House:
    """The pages that may run live, and how they look."""

    def __init__(self, catalogue: Catalogue, assets: str, stamp: Stamp = PLAIN) -> None:
        self.catalogue, self.assets, self.stamp = catalogue, assets, stamp
        self.pages = {
            page.notebook: LivePage(page.slug, page.language, page.path) for page in catalogue.pages
        }

    def find(self, name: str) -> Page:
        """Return a published page by its notebook's name; raise a 404 for any other."""
        if name not in self.pages:
            raise HTTPError(404)
        return self.pages[name]

    def prepare(self, notebook: Any, page: Page) -> Any:
        """Mark a notebook's cells with the HTML to show and wrap them in the page's frame."""
        head, foot = self._render("frame.html.j2", page).split(CELLS)
        notebook.metadata["live"] = {"head": head, "foot": foot, **words("live", page.language)}
        for cell in notebook.cells:
            tags = cell.metadata.get("tags", [])
            cell.metadata["shown"] = HIDDEN.isdisjoint(tags)
            cell.metadata["classes"] = " ".join([cell.cell_type, *(f"is-{tag}" for tag in tags)])
            cell.metadata["html"] = _html(cell, page)
        return notebook

    def full(self, page: Page) -> str:
        """Return the page that says every kernel is taken, and where the instant page is."""
        return self._render("full.html.j2", page)

    def _render(self, template: str, page: Page) -> str:
        names = frame(page, self.catalogue, self.assets)
        names["live"] = words("live", page.language)
        names["css"] = (HERE / "live.css").read_text(encoding="utf-8")
        source = (HERE / template).read_text(encoding="utf-8")
        return self.stamp.on(environment().from_string(source).render(**names), page.folder)


def _html(cell: Any, page: Page) -> str:
    if cell.cell_type == "markdown":
        return LINK.sub(lambda link: from_live(page, link[0]), markdown.html(cell.source, page.up))
    return markdown.python(cell.source) if "student" in cell.metadata.get("tags", []) else ""


def from_live(page: Page, link: str) -> str:
    """Return a link, relative to a page's folder, as it reads from the live page."""
    return page.root + urljoin(f"/{page.folder}", link)[1:]
