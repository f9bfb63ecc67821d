"""Rows of ``effects`` as they stand in data/, for students and for taking away."""

from collections.abc import Iterable
from typing import Any

import htpy as h
import pandas as pd

from spasmlab.evidence import effects, tables
from spasmlab.evidence.effects import Effect
from spasmlab.panels.evidence.result import COLUMNS

NUMBERS = COLUMNS[5:8] + COLUMNS[9:13]


def raw(rows: Iterable[Effect]) -> h.Element:
    """Return rows as they stand in data/, for students and for taking away."""
    return h.table(lang="en", data_model="evidence.effects")[
        h.thead[h.tr[(h.th(scope="col")[name] for name in COLUMNS)]],
        h.tbody[
            (
                h.tr(data_row=f"effects:{row.id}")[
                    h.th(scope="row")[row.id], (h.td[cell] for cell in _cells(row)[1:])
                ]
                for row in rows
            )
        ],
    ]


def _cells(row: Effect) -> list[str]:
    """Return a row's cells as they stand in its table; a number nobody checked is left out."""
    cells = tables.row("effects", row.id)
    hidden = () if effects.shown(row) else NUMBERS
    return ["" if name in hidden else _cell(cells[name]) for name in COLUMNS]


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
