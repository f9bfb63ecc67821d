"""The lists of a fact box: waiting, its other results, and studies that do not say the same.

Each result ends with what it was set against, when, and on what scale; none is read twice.
"""

from collections.abc import Iterable
from typing import Any

import htpy as h

from spasmlab.evidence import prognosis, tables
from spasmlab.evidence.boxes import Disagreement
from spasmlab.evidence.effects import effect, shown
from spasmlab.evidence.prognosis import Course
from spasmlab.panels.evidence.result import Result, bold, cited, plain, rounded
from spasmlab.panels.markup import fill
from spasmlab.text import words

SIDES = 2  # of a disagreement, from which each of them can be promised


def wait(points: Iterable[Course], language: str, out_of: int) -> h.Element:
    """Return what happens with time and no treatment."""
    say = words("fact_box", language)
    known = [row for row in points if row.id in say["course"]]
    lines = [h.li(data_row=f"prognosis:{row.id}")[point(row, language, out_of)] for row in known]
    return h.section(".fact-wait")[
        h.h4[say["wait"]],
        h.p[say["wait_lead"] if known else say["wait_none"]],
        h.ol[lines] if known else None,
    ]


def point(row: Course, language: str, out_of: int) -> list[h.Node]:
    """Return one point of a course: its number, what it counts, its range."""
    say = words("fact_box", language)
    said = say["course"][row.id]
    times = out_of / 100 if "{out_of}" in said else 1.0
    ends = [end * times for end in (row.value, row.low, row.high) if end is not None]
    figures = [plain(abs(end)) for end in rounded(ends)]
    between = len(figures) > 1 and fill(say["wait_range"], low=figures[-2], high=figures[-1])
    return [
        h.b[figures[0] if row.value is not None else between],
        " ",
        fill(said, out_of=out_of),
        between and row.value is not None and h.span(".fact-range")[f" ({between})"],
    ]


def more(found: Iterable[Result], say: dict[str, Any]) -> list[h.Element]:
    """Return a box's other results in words, by kind: a harm that is second is read too."""
    told: dict[tuple[str, str], Result] = {}
    for one in found:
        told.setdefault((one.line, context(one)), one)
    kinds = {name: [o for o in told.values() if o.effect.kind == name] for name in say["more"]}
    return [
        h.section(".fact-more", data_kind=kind)[
            h.h4[title],
            h.ul[(h.li(data_row=one.row)[_line(one)] for one in kinds[kind])],
        ]
        for kind, title in say["more"].items()
        if kinds[kind]
    ]


def context(found: Result) -> str:
    """Return what a result was set against, when, and on what scale; "" where it has none."""
    say, row = found.words, found.effect
    if found.fill == "unchecked":
        return ""
    low, high = (plain(end) for end in row.scale or (0, 0))
    parts = [
        found.comparator and fill(say["line_against"], comparator=found.comparator),
        found.when if row.days is not None else "",
        fill(say["line_scale"], low=low, high=high) if found.fill == "ruler" else "",
        found.toward,
    ]
    return "; ".join(part for part in parts if part)


def disagreement(found: Disagreement, language: str, out_of: int) -> h.Element:
    """Return what the studies do not agree on, and those of them that have words."""
    say = words("fact_box", language)
    lines = [(f"{table}:{name}", table, name) for table, name in views(found)]
    promise = f"{say['disagree_each']} " if len(lines) >= SIDES else ""
    return h.section(".fact-disagree")[
        h.h4[say["disagree"]],
        h.p(data_row=f"disagreements:{found.id}")[found.statement[language]],
        h.ul[
            (h.li(data_row=row)[_view(table, name, language, out_of)] for row, table, name in lines)
        ],
        h.p[f"{promise}{say['disagree_how']}"],
    ]


def views(found: Disagreement) -> list[tuple[str, str]]:
    """Return the rows that disagree and have words, as table and id.

    A study's result that stands in ``mechanism`` too is one result, and is not listed again.
    """
    say = words("fact_box")
    rows = [(table, name) for table, _, name in (row.partition(":") for row in found.rows)]
    seen = {effect(name).source for table, name in rows if table == "effects"}
    told = {
        *(row for row in rows if row[0] == "effects"),
        *(("prognosis", name) for name in say["course"]),
        *(("mechanism", n) for n in say["view"] if _source("mechanism", n) not in seen),
    }
    return [row for row in rows if row in told]


def sources(found: Disagreement) -> list[str]:
    """Return the sources of the rows that are listed with their result."""
    return [
        _source(table, name)
        for table, name in views(found)
        if table != "effects" or shown(effect(name))
    ]


def _source(table: str, name: str) -> str:
    return str(tables.row(table, name)["source"])


def _view(table: str, name: str, language: str, out_of: int) -> list[h.Node]:
    """Return one side of a disagreement: who found it, and what."""
    who: list[h.Node] = [cited(_source(table, name), language), ". "]
    if table == "effects":
        return [*who, *_line(Result(effect(name), language, out_of))]
    if table == "prognosis":
        return [*who, *point(prognosis.point(name), language, out_of)]
    return [*who, words("fact_box", language)["view"][name]]


def _line(found: Result) -> list[h.Node]:
    about = context(found)
    return [bold(found.line), about and h.span(".fact-range")[f" ({about})"]]
