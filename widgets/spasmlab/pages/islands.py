"""What a run notebook left behind: our panels as islands, stock widgets as still pictures.

An island is a panel's markup, made by its Python half, with its state beside it; the page's own
host (``islands.js``) brings it to life without a kernel. A stock ipywidgets control cannot live
without one: its first picture is shown, and where to move it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
KERNEL_ONLY = {"html", "layout", "tabbable", "tooltip"}  # an island's page holds or needs none


@dataclass(frozen=True)
class Island:
    """A panel to be hydrated: its browser module, its markup, its traits."""

    panel: str
    markup: str
    state: dict[str, Any]


@dataclass(frozen=True)
class Still:
    """An output as it stands; ``moves`` when only a kernel could move it."""

    markup: str
    moves: bool = False


def outputs(cell: Any, models: dict[str, Any]) -> list[Island | Still]:
    """Return what a code cell shows, in order."""
    return [shown for output in cell.get("outputs", []) for shown in _output(output, models)]


def _output(output: Any, models: dict[str, Any]) -> Iterator[Island | Still]:
    if output["output_type"] == "stream":
        yield Still(_preformatted(output["text"]))
        return
    data = output.get("data", {})
    if WIDGET not in data:
        yield Still(_mime(data))
        return
    model = models[data[WIDGET]["model_id"]]
    if "panel" in model["state"]:
        yield Island(model["state"]["panel"], data["text/html"], _traits(model))
    else:
        yield from (Still(still, moves=True) for still in _pictures(model, models))


def _traits(model: dict[str, Any]) -> dict[str, Any]:
    state = {
        name: value
        for name, value in model["state"].items()
        if not name.startswith("_") and name not in KERNEL_ONLY
    }
    for buffer in model.get("buffers", []):
        state[buffer["path"][0]] = {"base64": buffer["data"]}
    return state


def _pictures(model: dict[str, Any], models: dict[str, Any]) -> Iterator[str]:
    """Yield what a tree of stock widgets drew into its Output widgets."""
    for drawn in model["state"].get("outputs", ()):
        yield _preformatted(drawn["text"]) if "text" in drawn else _mime(drawn.get("data", {}))
    for child in model["state"].get("children", ()):
        yield from _pictures(models[child.removeprefix("IPY_MODEL_")], models)


def _mime(data: dict[str, Any]) -> str:
    if "text/html" in data:
        # pandas writes a scoped style and a border of its own; the page has its own.
        inline = r'<style[^>]*>.*?</style>| border="1"| style="[^"]*"'
        table = re.sub(inline, "", data["text/html"], flags=re.DOTALL)
        table = table.replace("<th></th>", "<td></td>")  # a heading must say something
        wide = ' tabindex="0"' if "<table" in table else ""  # it may scroll: so may the keyboard
        return f'<div class="output-html"{wide}>{table}</div>'
    if "image/png" in data:
        alt = html.escape(data.get("text/plain", ""), quote=True)
        source = "data:image/png;base64," + data["image/png"].replace("\n", "")
        return f'<img class="output-picture" alt="{alt}" src="{source}">'
    return _preformatted(data.get("text/plain", ""))


def _preformatted(text: str) -> str:
    return f'<pre class="output-text" tabindex="0">{html.escape(text)}</pre>'
