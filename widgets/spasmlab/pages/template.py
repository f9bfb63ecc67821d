"""The Jinja environment that instant and live pages share, and what every page's frame needs."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from spasmlab.pages.catalogue import VOICES, Catalogue, Page
from spasmlab.text import words

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"


@cache
def environment() -> Environment:
    """Return the environment; an unknown name in a template is an error, never a blank."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["j2"], default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"sort_keys": False}  # a panel's state keeps its order
    return made


def frame(page: Page, catalogue: Catalogue, assets: str) -> dict[str, Any]:
    """Return the names that the frame of a page uses: words, neighbours, addresses.

    ``assets`` is the digest that names the assets' folder.
    """
    back, following = catalogue.neighbours(page)
    return {
        "page": page,
        "about": page.about,
        "voices": page.about["kind"] in VOICES,
        "words": words("page", page.language),
        "presenter": words("presenter", page.language),
        "root": page.root,
        "home": page.root + ("" if page.language == "en" else f"{page.language}/"),
        "assets": f"{page.root}assets/{assets}/",
        "lessons": catalogue.lessons(page.language),
        "back": back,
        "next": following,
        "twin": catalogue.twin(page),
    }
