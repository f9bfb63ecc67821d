"""Panel: what one model says beside what was measured, failures and all. It needs no scripts.

Each row stands for a row of the measurements: ``<tr data-row="measurements:ID">``. Beside the
words is a small picture of them, drawn in the colour of the text alone, so that it can be printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import htpy as h
import pandas as pd

from spasmlab.evidence import tables
from spasmlab.panels.markup import fill, number, rich
from spasmlab.sweeps.measured import ANSWERS, CANNOT, MODELS, measured
from spasmlab.text import words

Kind = Literal["inside", "outside", "bare", "fitted", "theirs", "absent"]
KINDS: tuple[Kind, ...] = ("inside", "outside", "bare", "fitted", "theirs", "absent")
# Where nought does not mean none, or a share would mislead: the difference itself is said.
BY_DIFFERENCE = {"mV", "°C", "mmol/L", "%"}
WIDE, TALL, EDGE = 120.0, 22.0, 8.0  # of a picture, in its own units


@dataclass(frozen=True)
class Verdict:
    """How a model stands to a measurement: a kind, and the word of the text files that says it."""

    kind: Kind
    word: str
    by: str = ""  # how far off, as the page writes it


class Measured:
    """A model's measurements in one language, or without a model a count over all of them.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    model
        A name from ``spasmlab.sweeps.measured.MODELS``.
    """

    def __init__(self, language: str = "en", model: str | None = None) -> None:
        if model is not None and model not in MODELS:
            raise ValueError(f"model must be one of {', '.join(MODELS)}, got {model!r}")
        self.language, self.model = language, model
        self.words = words("measured", language)
        self.ours = measured()

    def _repr_html_(self) -> str:
        body = self._overview() if self.model is None else self._one(self.model)
        return str(h.div(".measured", lang=self.language)[body])

    def _one(self, model: str) -> h.Node:
        """Return the sentence of how it stands, then the table."""
        say, rows = self.words, shown(model)
        counts = count(rows, self.ours)
        heads = ("what", "measured", "ours", "word", "strip")
        return [
            h.p[rich(say["summary"], **counts), " ", fill(say["more"], **counts)],
            h.p(".measured-legend")[say["legend"]] if len(rows) > counts["absent"] else None,
            h.table(data_model=MODELS[model])[
                h.caption[fill(say["title"], model=say["names"][model])],
                h.thead[h.tr[(h.th(scope="col")[say[f"head_{head}"]] for head in heads)]],
                h.tbody[(self._row(row) for _, row in rows.iterrows())],
            ],
        ]

    def _row(self, row: pd.Series) -> h.Element:
        name = str(row["id"])
        ours = self.ours.get(name)
        asked = ANSWERS[name].model if name in ANSWERS else MODELS[str(row["model"])]
        what, where = self.words["rows"][name]
        return h.tr(data_row=f"measurements:{name}", data_model=asked)[
            h.th(scope="row")[
                what,
                h.span(".measured-small")[where],
                h.span(".measured-small")[self.words["source"], _source(str(row["source"]))],
            ],
            self._cell("measured")[self._measured(row)],
            self._cell("ours")[
                "–" if ours is None else f"{_digits(ours, 3)} {self._unit(row)}".strip()
            ],
            self._cell("word")[self._word(row, judged(row, ours))],
            h.td[None if ours is None else strip(row, ours)],
        ]

    def _cell(self, head: str) -> h.Element:
        """Return a cell that carries its column's name: on a phone a row is a card without one."""
        return h.td(data_head=self.words[f"head_{head}"])

    def _measured(self, row: pd.Series) -> h.Node:
        """Return the number with its unit, then its range, then what else is to be known of it."""
        say, unit = self.words, self._unit(row)
        span = fill(say["span"], low=_plain(row["low"]), high=_plain(row["high"]))
        bare, ranged = pd.isna(row["value"]), pd.notna(row["low"])
        if bare and not ranged:
            return str(say["nothing"])
        notes = [f"{span}, {say['spreads'][row['spread']]}"] if ranged and not bare else []
        marks = (str(row["verification"]), str(row["kind"]))
        notes += [say["marks"][mark] for mark in marks if mark in say["marks"]]
        first = span if bare else _plain(row["value"])
        return [f"{first} {unit}".strip(), (h.span(".measured-small")[note] for note in notes)]

    def _word(self, row: pd.Series, verdict: Verdict) -> str:
        say = self.words
        if verdict.kind == "absent":
            return fill(say["absent"], reason=say["reasons"][CANNOT[str(row["id"])]])
        word = fill(say[verdict.word], by=verdict.by)
        return fill(say["fitted"], word=word) if verdict.kind == "fitted" else word

    def _unit(self, row: pd.Series) -> str:
        unit = "" if pd.isna(row["unit"]) else str(row["unit"])
        return str(self.words["units"].get(unit, unit))

    def _overview(self) -> h.Node:
        """Return a row of counts a model, and what they come to."""
        say = self.words
        counts = {model: count(shown(model), self.ours) for model in MODELS}
        total = {kind: sum(one[kind] for one in counts.values()) for kind in (*KINDS, "ranged")}
        heads = ("model", *KINDS)
        return [
            h.p[rich(say["summary"], **total), " ", fill(say["more"], **total)],
            h.table(data_model="evidence.tables")[
                h.caption[say["all_caption"]],
                h.thead[h.tr[(h.th(scope="col")[say[f"head_{head}"]] for head in heads)]],
                h.tbody[
                    (_counts(say["names"][model], one) for model, one in counts.items()),
                    _counts(say["sum"], total),
                ],
            ],
        ]


def shown(model: str) -> pd.DataFrame:
    """Return a model's measurements, but those that nobody could check."""
    rows = tables.load("measurements")
    return rows[rows["model"].eq(model) & rows["verification"].ne("unverified")]


def judged(row: pd.Series, ours: float | None) -> Verdict:
    """Return how the model's number stands to what was measured; a range's ends are inside."""
    if ours is None:
        return Verdict("absent", "absent")
    ranged, value = pd.notna(row["low"]), row["value"]
    within = bool(ranged and row["low"] <= ours <= row["high"])
    if pd.isna(value):
        value = row["low"] if ours < row["low"] else row["high"]
    side = "higher" if ours > value else "lower"
    by = _off(ours - value, value, str(row["unit"]))
    if within:
        word = "inside"
    elif ranged:
        word = f"outside_{side}"
    else:
        word = "bare_same" if ours == value else f"bare_{side}"
    fitted = ANSWERS[str(row["id"])].fitted
    if row.get("kind") == "authors_model":  # two models that agree have measured nothing
        return Verdict("theirs", word, by)
    kind: Kind = "fitted" if fitted else "inside" if within else "outside" if ranged else "bare"
    return Verdict(kind, word, by)


def count(rows: pd.DataFrame, ours: dict[str, float]) -> dict[str, int]:
    """Return how many rows are of each kind; ``ranged`` are those inside and outside together."""
    kinds = [judged(row, ours.get(str(row["id"]))).kind for _, row in rows.iterrows()]
    counts = {str(kind): kinds.count(kind) for kind in KINDS}
    return counts | {"ranged": counts["inside"] + counts["outside"]}


def strip(row: pd.Series, ours: float) -> h.Element:
    """Return the picture: the range as a bar, the measured value as a dot, ours as a line."""
    there = [float(row[name]) for name in ("low", "value", "high") if pd.notna(row[name])]
    low, high = min(*there, ours), max(*there, ours)

    def at(value: float) -> str:
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{EDGE + share * (WIDE - 2 * EDGE):.1f}"

    size = {"viewBox": f"0 0 {WIDE:g} {TALL:g}", "width": f"{WIDE:g}", "height": f"{TALL:g}"}
    return h.svg(size, fill="currentColor", aria_hidden="true", focusable="false")[
        h.path(d=f"M0 11H{WIDE:g}", stroke="currentColor", stroke_opacity="0.35"),
        _bar(float(at(row["low"])), float(at(row["high"]))) if pd.notna(row["low"]) else None,
        h.circle(cx=at(row["value"]), cy="11", r="4") if pd.notna(row["value"]) else None,
        h.path(d=f"M{at(ours)} 1V21", stroke="currentColor", stroke_width="3"),
    ]


def _bar(left: float, right: float) -> h.Element:
    size = {"x": f"{left:.1f}", "y": "6", "width": f"{right - left:.1f}", "height": "10"}
    return h.rect(size, fill_opacity="0.25", stroke="currentColor")


def _counts(name: str, counts: dict[str, Any]) -> h.Element:
    return h.tr[h.th(scope="row")[name], (h.td[str(counts[kind])] for kind in KINDS)]


def _source(name: str) -> h.Node:
    """Return who measured it and when, as a link where there is an address."""
    row = tables.row("sources", name)
    first = "" if pd.isna(row["authors"]) else str(row["authors"]).split(";")[0]
    parts = [part for part in first.split() if not part.isupper()] if first else []
    title = str(row["title"]).partition(" (title not seen")[0]
    year = "" if pd.isna(row["year"]) else f" {row['year']}"
    cited: h.Node = " ".join(parts) + year if parts else h.span(lang="en")[title, year]
    address = next(_addresses(row), None)
    return cited if address is None else h.a(href=address)[cited]


def _addresses(row: pd.Series) -> Iterator[str]:
    if pd.notna(row["doi"]):
        yield f"https://doi.org/{row['doi']}"
    if pd.notna(row["pmid"]):
        yield f"https://pubmed.ncbi.nlm.nih.gov/{row['pmid']}/"
    if pd.notna(row["url"]):
        yield str(row["url"])


def _off(difference: float, value: float, unit: str) -> str:
    """Return how far off: in the row's own unit, or in percent of what was measured."""
    if unit in BY_DIFFERENCE:
        return f"{_digits(abs(difference), 2)} {unit}"
    return f"{_digits(100 * abs(difference / value), 2)} %"


def _digits(value: float, count: int) -> str:
    """Return a number with so many digits that count, or all before the point."""
    power = int(f"{value:.{count - 1}e}".partition("e")[2])
    return number(value, max(0, count - 1 - power) if value else 0)


def _plain(value: float) -> str:
    return f"{value:g}".replace("-", "−")
