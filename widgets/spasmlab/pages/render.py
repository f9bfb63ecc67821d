"""A run notebook as an instant page: pieces of HTML in order, in the frame of the templates.

A cell's tags say who sees it. ``student``: students. ``present``: the presenter, and it opens a
step of the talk. ``notes``: the presenter's own window. No tag: patients and students; and the
first such panel after a step opened is part of that step.
"""

import html
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from spasmlab.pages import markdown, review
from spasmlab.pages.catalogue import VOICES, Catalogue, Page
from spasmlab.pages.islands import STATE, Island, Still, outputs
from spasmlab.pages.template import HERE, environment, frame
from spasmlab.text import words

ICON = "data:image/svg+xml," + quote((HERE / "static" / "icon.svg").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Piece:
    """One cell on its way into the page."""

    id: str
    classes: str
    voices: str
    html: str
    step: int = 0
    hero: bool = False


def render(notebook: Any, page: Page, catalogue: Catalogue, assets: str) -> str:
    """Return the page's HTML; ``assets`` is the digest that names the assets' folder."""
    names = frame(page, catalogue, assets)
    islands: list[dict[str, Any]] = []
    says = names["words"] | {"live_at": f"{page.root}live/{page.notebook}"}
    pieces = _pieces(notebook, page, says, islands)
    day = review.due("".join(piece.html for piece in pieces))
    modules = sorted({f"{island['panel']}.js" for island in islands if not island["late"]})
    night = page.about["kind"] == "night"
    shared = ["shared.js"] if night else ["shared.js", "presenter.js"]  # at night nobody talks
    return (
        environment()
        .get_template("night.html.j2" if night else "page.html.j2")
        .render(
            **names,
            pieces=pieces,
            islands=islands,
            due=day,
            due_written=day and review.written(day, page.language),
            modules=[*modules, *shared] if modules else [],
            icon=ICON,
        )
    )


def missing(page: Page, catalogue: Catalogue, assets: str) -> str:
    """Return the page for an address that leads nowhere; ``__BASE__`` stands for the root."""
    names = frame(page, catalogue, assets)
    names |= {
        "missing": words("missing", page.language),
        "root": "__BASE__",
        "assets": f"__BASE__assets/{assets}/",
    }
    names["home"] = "__BASE__" + ("" if page.language == "en" else f"{page.language}/")
    return environment().get_template("missing.html.j2").render(**names)


def _pieces(
    notebook: Any, page: Page, words: dict[str, str], islands: list[dict[str, Any]]
) -> list[Piece]:
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    pieces, step, waiting = [], 0, False
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        opens = "present" in tags
        step, waiting = step + opens, waiting or opens
        if "language" in tags:
            continue
        if cell.cell_type == "markdown":
            body, panel = markdown.html(cell.source, page.up), False
        else:
            shown = outputs(cell, models)
            panel = any(isinstance(one, Island) for one in shown)
            late = "student" in tags and page.about["kind"] in VOICES
            body = _code(cell, shown, words, islands, late=late)
        voices = _voices(tags, panel and waiting)
        waiting = waiting and not (panel and "present" in voices)
        talk = step if "present" in voices or "notes" in tags else 0
        kind = f"{cell.cell_type} " + " ".join(f"is-{tag}" for tag in tags)
        pieces.append(Piece(cell.id, kind.strip(), voices, body, talk, "hero" in tags))
    return pieces


def _voices(tags: list[str], in_step: bool) -> str:
    if "notes" in tags:
        return "notes"
    if "present" in tags:
        return "present"
    if "student" in tags:
        return "student"
    return "me student present" if in_step else "me student"


def _code(
    cell: Any,
    shown: list[Island | Still],
    words: dict[str, str],
    islands: list[dict[str, Any]],
    *,
    late: bool,
) -> str:
    code = markdown.python(cell.source)
    open_code = "student" in cell.metadata.get("tags", [])
    parts = [_shown(one, islands, late=late) for one in shown]
    if open_code:  # students' code is one for all languages, and so is what it prints
        printed = [isinstance(one, Still) for one in shown]
        parts = [
            f'<div lang="en">{part}</div>' if still else part
            for part, still in zip(parts, printed, strict=True)
        ]
        parts = [code, *parts]
    if any(isinstance(one, Still) and one.moves for one in shown):
        parts.append(_where_it_moves(words))
    if not open_code:
        summary = html.escape(words["show_code"])
        parts.append(
            f'<details class="code-fold" data-voices="student"><summary>{summary}</summary>'
            f"{code}</details>"
        )
    return "\n".join(parts)


def _shown(one: Island | Still, islands: list[dict[str, Any]], *, late: bool) -> str:
    """Return an output's markup; a ``late`` island sleeps until a student looks at the page."""
    if isinstance(one, Still):
        return one.markup
    islands.append({"panel": one.panel, "state": one.state, "late": late})
    return f'<div class="island" data-island="{len(islands) - 1}">{one.markup}</div>'


def _where_it_moves(words: dict[str, str]) -> str:
    said, link = html.escape(words["moves_live"]), html.escape(words["live"])
    there = f'<a class="live-link" href="{words["live_at"]}" data-carry>{link}</a>'
    return f'<p class="moves-live">{said} {there}</p>'
