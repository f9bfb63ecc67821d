"""The parts that panels' markup is made of: frame, lock, slider, choices, sentence, table, tools.

Ids begin with ``p-``: JupyterLab may show one panel twice, and renumbers them (``controls.js``).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import htpy as h
from markupsafe import Markup, escape

Words = Mapping[str, Any]
ASLEEP = {"disabled": True}  # without its script a control would move, and its sentence would not


def frame(kind: str, key: str, title: str, *parts: h.Node) -> h.Element:
    """Return a panel's outermost element."""
    attributes = {"data-key": key, "role": "group", "aria-label": title}
    return h.div(f".panel.panel-{kind}", attributes)[parts]


def lock(tools: Words) -> h.Element:
    """Return what covers a panel that waits for a guess: what it waits for, and a way past it."""
    return h.div(".panel-lock", hidden=True)[
        h.p[tools["locked"]], h.button(type="button")[tools["skip"]]
    ]


def rich(sentence: str, **holes: object) -> Markup:
    """Fill ``{name}`` and set ``**bold**``, as ``rich`` of controls.js does."""
    filled = str(escape(fill(sentence, **holes)))
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", filled))  # noqa: S704 (escaped above)


def fill(sentence: str, **holes: object) -> str:
    """Fill the holes that have a value; leave the others."""
    found = re.compile(r"\{(\w+)\}")
    return found.sub(lambda hole: str(holes.get(hole[1], hole[0])), sentence)


def slider(
    key: str,
    name: str,
    words: Words,
    stops: Sequence[float],
    at: int,
    presets: Mapping[str, int],
    digits: int = 1,
    shown: Sequence[str] = (),
) -> h.Element:
    """Return a named range over the indices of ``stops``, with steps and presets to press.

    ``shown`` is how each stop is written, where ``digits`` after the point would not do.
    """
    field, value = f"p-{key}-{name}", shown[at] if shown else number(stops[at], digits)
    less, more = (fill(words["tools"][side], name=words["name"]) for side in ("less", "more"))
    span: dict[str, str | int] = {
        "type": "range",
        "id": field,
        "min": 0,
        "max": len(stops) - 1,
        "step": 1,
        "value": at,
    }
    return h.div(".slider", data_control=name)[
        h.div(".slider-head")[
            h.label(for_=field)[words["slider"]],
            h.output(".slider-shown", for_=field, aria_hidden="true")[
                h.span(".slider-value")[value], " ", h.small[words["unit"]]
            ],
        ],
        h.div(".slider-row")[
            h.button(".slider-step", ASLEEP, type="button", data_step="-1", aria_label=less)["−"],
            h.input(span, disabled=True, aria_valuetext=f"{value} {words['unit_spoken']}"),
            h.button(".slider-step", ASLEEP, type="button", data_step="1", aria_label=more)["+"],
        ],
        presets and _presets(words["tools"]["examples"], presets, at),
    ]


def _presets(name: str, presets: Mapping[str, int], at: int) -> h.Element:
    return h.div(".slider-presets", role="group", aria_label=name)[
        (
            h.button(ASLEEP, type="button", data_at=stop, aria_pressed=str(stop == at).lower())[
                label
            ]
            for label, stop in presets.items()
        )
    ]


def radios(
    name: str, legend: str, options: Iterable[tuple[str, str]], chosen: str, group: str
) -> h.Element:
    """Return a small group of radios in one row; ``group`` keeps it apart from others."""
    return h.fieldset(".pick", data_control=name)[
        h.legend[legend],
        h.div(".pick-row")[
            (
                h.label[
                    h.input(ASLEEP, type="radio", name=group, value=value, checked=value == chosen),
                    h.span[label],
                ]
                for value, label in options
            )
        ],
    ]


def listing(
    key: str, name: str, legend: str, options: Iterable[tuple[str, str]], chosen: str
) -> h.Element:
    """Return a list to pick one from."""
    field = f"p-{key}-{name}"
    return h.div(".pick", data_control=name)[
        h.label(for_=field)[legend],
        h.select(ASLEEP, id=field)[
            (h.option(value=value, selected=value == chosen)[label] for value, label in options)
        ],
    ]


def grouped(
    key: str,
    name: str,
    legend: str,
    groups: Mapping[str, Sequence[tuple[str, str]]],
    chosen: str,
    table: str = "",
) -> h.Element:
    """Return a long list to pick one from, in named groups; each may be a row of ``table``."""
    field = f"p-{key}-{name}"
    return h.div(".pick", data_control=name)[
        h.label(for_=field)[legend],
        h.select(ASLEEP, id=field)[
            (
                h.optgroup(label=group)[
                    (
                        h.option(
                            value=value,
                            selected=value == chosen,
                            data_row=f"{table}:{value}" if table else None,
                        )[label]
                        for value, label in one
                    )
                ]
                for group, one in groups.items()
            )
        ],
    ]


def reading(sentence: Markup, model: str, more: str = "") -> h.Node:
    """Return the live sentence: once to be seen, once to be heard at a listener's pace.

    ``more`` is heard after it: what stands elsewhere for the eye.
    """
    plain = f"{sentence.striptags()} {more}".strip()
    return [
        h.p(".reading-seen", aria_hidden="true", data_model=model)[sentence],
        h.p(".reading-heard.unseen", role="status", data_model=model)[plain],
    ]


def verdict() -> h.Element:
    """Return the place where the guess made before a panel is answered; empty until it is."""
    return h.p(".guess-verdict", role="status", hidden=True)


def chart(
    key: str,
    words: Words,
    caption: str | None = None,
    row: str | None = None,
    under: h.Node = None,
) -> h.Element:
    """Return the box that a module paints its chart into; its size is reserved by the style.

    ``row`` is the row of data/ that a mark stands for, as ``mechanism:spark_point``; ``under`` is
    what stands below the chart and belongs to it.
    """
    name = caption or words["chart"]
    return h.figure(".panel-chart", data_row=row)[
        h.figcaption(".chart-caption" if caption else ".chart-caption.unseen")[name],
        h.div(".chart", id=f"p-{key}-chart"),
        under,
    ]


def band_key(label: str, bands: Iterable[tuple[str, str, str]]) -> h.Element:
    """Return what the colours of a strip ask for: each band's kind, its sign and its word."""
    return h.ul(".band-key", aria_label=label)[
        (
            h.li(f".band-{band}")[h.span(aria_hidden="true")[sign], said]
            for band, sign, said in bands
        )
    ]


def tools(words: Words, table: h.Element, *, sound: bool = True) -> h.Element:
    """Return the row under every chart: table, sound, link, data."""
    say = words["tools"]
    return h.div(".tools")[
        h.details(".tool-table")[h.summary[say["table"]], h.div(".table-box", tabindex=0)[table]],
        sound and h.button(".tool-hear", ASLEEP, type="button")[say["hear"]],
        h.button(".tool-copy", ASLEEP, type="button")[say["copy"]],
        h.button(".tool-data", ASLEEP, type="button")[say["data"]],
        h.p(".tool-answer")[
            h.span(".tool-said", role="status"),
            h.input(".tool-link", type="text", readonly=True, hidden=True, aria_label=say["copy"]),
        ],
    ]


def table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], model: str
) -> h.Element:
    """Return a table whose first column names its rows."""
    return h.table(data_model=model)[
        h.caption[caption],
        h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
        h.tbody[
            (
                h.tr[h.th(scope="row")[first], (h.td[cell] for cell in cells)]
                for first, *cells in rows
            )
        ],
    ]


def number(value: float, digits: int = 0) -> str:
    """Return a number as a page writes it: a true minus sign."""
    return f"{value:.{digits}f}".replace("-", "−")
