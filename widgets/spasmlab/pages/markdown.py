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

    def __init__(self, up: str) -> None:
        super().__init__(escape=False)
        self.up = up

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, page_address(url, self.up), title)

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head else "td"  # the page's policy would block mistune's inline style
        aligned = f' class="align-{align}"' if align else ""
        return f"<{tag}{aligned}>{text}</{tag}>\n"

    def block_code(self, code: str, info: str | None = None) -> str:
        return python(code.rstrip("\n")) if info == "python" else super().block_code(code, info)

    def block_math(self, text: str) -> str:
        return f'<p class="equation" tabindex="0">{convert(text, display="block")}</p>\n'

    def inline_math(self, text: str) -> str:
        return str(convert(text))


def page_address(url: str, up: str = "../") -> str:
    """Return a notebook's link as a page's: ``es/index.ipynb`` is ``../es/`` from any lesson.

    ``up`` leads from the page to the folder that stands for its notebook's: a page lies in a
    folder of its own, one deeper, but an index does not.
    """
    if not (found := NOTEBOOK.match(url)):
        return url
    folder, _, slug = found["name"].rpartition("/")
    parts = [part for part in (folder, "" if slug == "index" else slug) if part]
    way = up + found["up"] + "".join(f"{part}/" for part in parts)
    return (way or "./") + (found["hash"] or "")


def html(source: str, up: str = "../") -> str:
    """Return a cell's markdown as HTML; ``up`` as in ``page_address``."""
    return str(_markdown(up)(source))


def python(source: str) -> str:
    """Return Python as HTML, in classes that the style colours; its box takes the keyboard."""
    code = highlight(source, PythonLexer(), HtmlFormatter(cssclass="code", wrapcode=True))
    return str(code).replace("<pre>", '<pre tabindex="0">')


@cache
def _markdown(up: str) -> Any:
    return mistune.create_markdown(renderer=Cell(up), plugins=["table", "math"])
