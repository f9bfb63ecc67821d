"""Panel: every row of every table, with its source, how it was checked, and when. No scripts.

A row is ``<tr id="TABLE-ID" data-row="TABLE:ID">``, so that any page can lead to a number's own
row. What it says is its cells in the table's own words: English, but for columns that are written
in both languages, of which the page's own is shown.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import htpy as h
import pandas as pd

from spasmlab.evidence import tables
from spasmlab.panels.markup import fill, number, rich
from spasmlab.text import LANGUAGES, words

KEEPING = {  # what a row says of itself, and not of the world: it has places of its own
    *("id", "source", "location", "verification", "certainty"),
    *("reviewer", "reviewed", "next_review"),
}
NARROW = 9  # columns that fit beside each other
GROUPS = {  # every table once, in the order of the page
    "help": ("treatments", "first_aid", "moves", "boxes", "effects", "disagreements", "prognosis"),
    "danger": (
        *("warning_signs", "facts", "stories", "emergency_numbers"),
        *("differential", "back_kinds", "surgery_causes", "heat_cold"),
    ),
    "tests": ("examinations", "examination_numbers"),
    "medicines": ("medicines", "medicine_limits", "interactions", "substances", "drug_causes"),
    "people": (
        *("leg_cramps_prevalence", "leg_cramp_answers", "leg_cramps_associations"),
        *("leg_cramps_by_magnesium", "potassium_by_cramps", "back_pain_prevalence"),
    ),
    "salts": (
        *("electrolytes", "electrolyte_percentiles", "electrolyte_out_of_range"),
        *("potassium_distribution", "serum_magnesium", "diet_percentiles", "diet_and_blood"),
        *("servings", "foods"),
    ),
    "muscle": ("mechanism", "measurements", "recordings", "recording_envelopes"),
    "origin": ("sources",),
}
PARTS = ("source", "location", "certainty", "checked", "review")
Record = dict[Any, Any]


class Rows:
    """The tables of data/ in one language, each folded until it is opened.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    table
        A name from ``evidence.tables.descriptor``; all of them unless given.
    """

    def __init__(self, language: str = "en", table: str | None = None) -> None:
        self.language, self.words = language, words("rows", language)
        self.groups = GROUPS if table is None else {"": (table,)}
        names = [name for group in self.groups.values() for name in group]
        self.frames = {name: tables.load(name) for name in names}
        self.files = "../data/" if language == "en" else "../../data/"  # beside notebooks/

    def _repr_html_(self) -> str:
        say = self.words
        return str(
            h.div(".rows")[
                h.p(data_model="evidence.tables")[rich(say["summary"], **self._counts())],
                h.p[h.a(href=f"{self.files}datapackage.json", download=True)[say["all_files"]]],
                (
                    [h.h2[say["groups"][group]] if group else None, map(self._table, names)]
                    for group, names in self.groups.items()
                ),
            ]
        )

    def _counts(self) -> dict[str, str]:
        marks = [frame["verification"] for frame in self.frames.values() if "verification" in frame]
        read = sum(int(mark.eq("primary").sum()) for mark in marks)
        rows = sum(len(frame) for frame in self.frames.values())
        return {
            "rows": _count(rows, self.language),
            "tables": str(len(self.frames)),
            "checked": _count(read, self.language),
        }

    def _table(self, name: str) -> h.Element:
        say, about, frame = self.words, tables.descriptor()[name], self.frames[name]
        return h.details(id=f"table-{name}")[
            h.summary[
                h.b[say["titles"][name]],
                " ",
                h.span(data_model="evidence.tables")[
                    fill(say["count"], rows=_count(len(frame), self.language))
                ],
            ],
            h.p(self._english())[about["description"]],
            h.p[h.a(href=f"{self.files}{about['path']}", download=True)[say["file"]]],
            self._body(name, about),
        ]

    def _body(self, name: str, about: Record) -> h.Node:
        """Return the rows; what they all say of themselves alike is said once, above them."""
        records = self.frames[name].to_dict("records")
        kept = {part: [self._kept(part, name, row) for row in records] for part in PARTS}
        alike = [part for part, each in kept.items() if len(set(map(str, each))) == 1]
        own = [part for part in PARTS if part not in alike]
        fields = [field["name"] for field in about["schema"]["fields"]]
        said = [field for field in fields if self._says(field)]
        one = {field for field in said if len({_plain(row[field]) for row in records}) == 1}
        once = [field for field in said if field in one and len(records) > 1]
        said = [field for field in said if field not in once]
        narrow = len(said) <= NARROW
        heads: list[h.Node] = list(map(_column, said)) if narrow else [self.words["head_says"]]
        heads += [self.words[f"head_{part}"] for part in own]
        rows = (
            self._row(name, row, said, [kept[part][at] for part in own], narrow=narrow)
            for at, row in enumerate(records)
        )
        return [
            h.ul(".rows-alike")[
                (h.li[_column(field), " ", _plain(records[0][field])] for field in once),
                (
                    h.li[h.b[self.words[f"head_{part}"]], " ", kept[part][0]]
                    for part in alike
                    if kept[part][0]
                ),
            ],
            h.div(".table-box", tabindex=0, role="region", aria_label=self.words["titles"][name])[
                h.table(".rows-narrow" if narrow else ".rows-wide")[
                    h.thead[
                        h.tr[(h.th(scope="col")[head] for head in (self.words["head_id"], *heads))]
                    ],
                    h.tbody(self._english())[rows],
                ]
            ],
        ]

    def _says(self, field: str) -> bool:
        """Return whether a column is shown: not what is kept elsewhere, nor another language's."""
        _, _, code = field.rpartition("_")
        return field not in KEEPING and (code not in LANGUAGES or code == self.language)

    def _row(
        self, table: str, row: Record, said: list[str], kept: list[h.Node], *, narrow: bool
    ) -> h.Element:
        cells = [(field, _plain(row[field])) for field in said]
        return h.tr(id=f"{table}-{row['id']}", data_row=f"{table}:{row['id']}")[
            h.th(scope="row")[h.code[row["id"]]],
            [h.td[text] for _, text in cells] if narrow else h.td[list(_listed(cells))],
            (h.td[part] for part in kept),
        ]

    def _english(self) -> dict[str, str]:
        """Return the attribute that marks the tables' own words on a page in another language."""
        return {} if self.language == "en" else {"lang": "en"}

    def _kept(self, part: str, table: str, row: Record) -> h.Node:
        """Return what a row says of itself: its source, where in it, how checked, its review."""
        say = self.words
        if part == "source":
            return _citation(str(row["id"] if table == "sources" else row["source"]))
        if part == "location":
            return _plain(row.get("location"))
        grade, seen = _plain(row.get("certainty")), _plain(row.get("reviewed"))
        if part == "certainty":
            said = str(say["grades"][grade]) if grade else ""
        elif part == "checked":
            said = str(say["checked"][row.get("verification", "not_stated")])
        else:
            due = _plain(row.get("next_review"))
            said = fill(say["reviewed"], date=seen) if seen else str(say["none_yet"])
            said += f"; {fill(say['due'], date=due)}" if due else ""
        return h.span(lang=self.language)[said] if said and self.language != "en" else said


def _column(field: str) -> h.Element:
    return h.code[field]


def _listed(cells: Iterable[tuple[str, str]]) -> Iterator[h.Node]:
    """Yield the cells of a wide table under each other, each by its name; empty ones are left."""
    for field, text in cells:
        if text:
            own = h.span(lang="es")[text] if field.endswith("_es") else text
            yield [_column(field), " ", own, h.br]


@cache
def _citation(name: str) -> h.Node:
    """Return who said it and when, as a link where the source has an address."""
    row = tables.row("sources", name)
    first = str(row["authors"]).split(";")[0] if pd.notna(row["authors"]) else str(row["title"])
    cited = first + ("" if pd.isna(row["year"]) else f" {row['year']}")
    address = row["url"]
    return cited if pd.isna(address) else h.a(href=address, rel="noopener")[cited]


def _plain(value: Any) -> str:
    return "" if value is None or pd.isna(value) else _text(value)


def _count(value: int, language: str) -> str:
    return f"{value:,}".replace(",", "," if language == "en" else "\u00a0")


def _text(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return number(value, 0) if value.is_integer() else f"{value:g}".replace("-", "−")
    return str(value)
