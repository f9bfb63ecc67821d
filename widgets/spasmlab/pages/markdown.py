"""A cell's text as HTML: links to notebooks become links to pages, TeX MathML, Python coloured."""

import re
from functools import cache
from typing import Any

import mistune
from latex2mathml.converter import convert
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

NOTEBOOK = re.compile(r"^(?P<up>(?:\.\./)*)(?P<name>[\w/-]+)\.ipynb(?P<hash>#.*)?$")


class Cell(mistune.HTMLRenderer):
    """mistune's HTML, with our links and our mathematics."""

    def __init__(self) -> None:
        super().__init__(escape=False)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, page_address(url), title)

    def block_math(self, text: str) -> str:
        return f'<p class="equation">{convert(text, display="block")}</p>\n'

    def inline_math(self, text: str) -> str:
        return str(convert(text))


def page_address(url: str) -> str:
    """Return a notebook's link as a page's: ``es/index.ipynb`` is ``../es/`` from any lesson.

    A notebook lies beside its neighbours; a page lies in a folder of its own, one deeper.
    """
    if not (found := NOTEBOOK.match(url)):
        return url
    folder, _, slug = found["name"].rpartition("/")
    parts = [part for part in (folder, "" if slug == "index" else slug) if part]
    return "../" + found["up"] + "".join(f"{part}/" for part in parts) + (found["hash"] or "")


def html(source: str) -> str:
    """Return a cell's markdown as HTML."""
    return str(_markdown()(source))


def python(source: str) -> str:
    """Return Python as HTML, in classes that the style colours; its box takes the keyboard."""
    code = highlight(source, PythonLexer(), HtmlFormatter(cssclass="code", wrapcode=True))
    return str(code).replace("<pre>", '<pre tabindex="0">')


@cache
def _markdown() -> Any:
    return mistune.create_markdown(renderer=Cell(), plugins=["table", "math"])
