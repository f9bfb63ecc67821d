"""The widget under every panel: markup made once in Python, brought to life by its module.

A panel's markup is written here and nowhere else. An instant page carries it in its HTML, with
the first sentence and the table filled in; JupyterLab and live pages get the same text as a trait.
The module ``name.js`` finds its places in the markup, draws the chart and listens.
"""

import base64
import re
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import numpy as np
import traitlets as t
from numpy.typing import NDArray

from spasmlab.text import words

HERE = Path(__file__).parent
IMPORT = re.compile(r'from "\.\.?/(?:\w+/)?(\w+\.js)"')


def find(name: str) -> Path:
    """Return where a panel's file lies: in this folder or in a group's; no two share a name."""
    (path,) = HERE.rglob(name)
    return path


def module(name: str) -> str:
    """Return a browser module's text with each ``../x.js`` it imports turned into a data: import.

    anywidget loads a module from a blob, which has no neighbours. The same text gives the same
    address, so that panels share one copy of what they share.
    """
    text = find(name).read_text(encoding="utf-8")
    return IMPORT.sub(lambda found: f'from "{_data(module(found[1]))}"', text)


def style(*names: str) -> str:
    """Return the style that every panel shares, and after it those of the names that have one."""
    files = (HERE / "panel.css", *(file for name in names for file in HERE.rglob(f"{name}.css")))
    return "".join(file.read_text(encoding="utf-8") for file in files)


def float32(values: Any) -> bytes:
    """Return numbers as the little-endian float32 bytes that ``panel.floats`` reads."""
    array: NDArray[np.float32] = np.asarray(values, dtype="<f4")
    return array.tobytes()


class Panel(anywidget.AnyWidget):
    """A widget whose ``name`` is its module, its table of words, and its style.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    """

    also: ClassVar[tuple[str, ...]] = ()  # panels whose parts stand in this one, for their style

    panel = t.Unicode().tag(sync=True)
    key = t.Unicode().tag(sync=True)
    words = t.Dict().tag(sync=True)
    html = t.Unicode().tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        name = cls.__module__.rpartition(".")[2]
        # traitlets makes a subclass of its own for every widget: that one has them already
        if not hasattr(cls, "_esm"):
            cls._esm = module(f"{name}.js")
            cls._css = style(*cls.also, name)
        super().__init_subclass__(**kwargs)

    def __init__(self, language: str, key: str, **traits: Any) -> None:
        name = type(self).__module__.rpartition(".")[2]
        sentences = words(name, language) | {"tools": words("tools", language)}
        super().__init__(panel=name, key=key, words=sentences, **traits)
        self.html = str(self.markup())

    def markup(self) -> Any:
        """Return the panel as HTML, in the state its traits describe."""
        raise TypeError(f"{type(self).__name__} has no markup")

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        view = super()._repr_mimebundle_(**kwargs)
        data, metadata = view or ({}, {})
        return {**data, "text/html": self.html}, metadata


def _data(text: str) -> str:
    return "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()
