"""Tables of data/ as pandas frames, with the types that datapackage.json declares.

Every table's first column is ``id``; its ``source`` names a row of the table ``sources``. Limits,
keys and sources are checked by the tests, never here: reading checks only that each cell has its
declared type.

Errors: ``DataError``, one sentence that names the table and id, or the file, line and value.
"""

import csv
import json
import math
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import datetime
from functools import cache, cached_property
from typing import Any

import pandas as pd

from spasmlab.paths import DATA

Resource = dict[str, Any]
Cells = tuple[str, ...]


class DataError(ValueError):
    """There is no such table or row, or a file is not as it is described."""


def descriptor() -> dict[str, Resource]:
    """Return each table's description by name: title, path, fields with units, sources, hash."""
    return deepcopy(_resources())


def load(name: str) -> pd.DataFrame:
    """Return one table, a row a fact, in the units its description gives; an empty cell is NA.

    Columns are string, Int64, float64, boolean or datetime64, as declared.
    """
    return _table(name).frame.copy()


def row(table: str, identity: str) -> pd.Series:
    """Return the one row of a table that has this id."""
    found = _table(table).row(identity)
    if found is None:
        near = _near(identity, _table(table).frame["id"])
        raise DataError(f"table {table} has no row {identity!r}{near}")
    return found.copy()


class Table:
    """A table as read, and its rows: a panel asks for hundreds, and many of them again."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._rows: dict[str, pd.Series] = {}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {identity: place for place, identity in reversed([*enumerate(self.frame["id"])])}

    def row(self, identity: str) -> pd.Series | None:
        """Return the first row that has this id, if any: not to be changed."""
        if identity not in self._rows and identity in self._places:
            self._rows[identity] = self.frame.iloc[self._places[identity]]
        return self._rows.get(identity)


@cache
def _table(name: str) -> Table:
    resources = _resources()
    if name not in resources:
        raise DataError(f"data/ has no table {name!r}{_near(name, resources)}")
    path, fields = resources[name]["path"], resources[name]["schema"]["fields"]
    columns = _read(path, [field["name"] for field in fields])
    return Table(
        pd.DataFrame(
            {
                field["name"]: _column(path, field, cells)
                for field, cells in zip(fields, columns, strict=True)
            }
        )
    )


@cache
def _resources() -> dict[str, Resource]:
    try:
        package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
        return {resource["name"]: resource for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"data/datapackage.json cannot be read: {error}") from error


def _read(path: str, header: list[str]) -> list[Cells]:
    """Return a file's columns without their heads."""
    try:
        with (DATA / path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"data/{path} cannot be read: {error}") from error
    if not rows or rows[0] != header:
        got = rows[0] if rows else "an empty file"
        raise DataError(f"data/{path}, line 1: the columns must be {header}, got {got}")
    counts = [len(cells) for cells in rows]
    if set(counts) != {len(header)}:
        at = next(at for at, count in enumerate(counts) if count != len(header))
        raise DataError(f"{_place(path, at)}: {len(header)} cells, got {counts[at]}")
    return [column[1:] for column in zip(*rows, strict=True)]


def _column(path: str, field: Resource, cells: Cells) -> pd.Series:
    """Return one column in its type, or say which line has a cell that is not of it."""
    convert, dtype = TYPES[field["type"]]
    values = {"": None}
    for cell in set(cells) - {""}:  # each text once: a column mostly repeats itself
        try:
            values[cell] = convert(cell)
        except (ValueError, KeyError) as error:
            place = f"{_place(path, cells.index(cell) + 1)}, column {field['name']}"
            raise DataError(f"{place}: {cell!r} is not a {field['type']}") from error
    return pd.Series([values[cell] for cell in cells], dtype=dtype)


def _place(path: str, row: int) -> str:
    """Return a row's line as an editor numbers it, which a cell of two lines moves on."""
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        for _ in range(row + 1):
            next(reader)
        return f"data/{path}, line {reader.line_num}"


def _near(wanted: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    close = get_close_matches(wanted, list(known))
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""


def _number(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise ValueError(text)
    return value


TYPES: dict[str, tuple[Callable[[str], Any], str]] = {
    "string": (str, "string"),
    "integer": (int, "Int64"),
    "number": (_number, "float64"),
    "boolean": ({"true": True, "false": False}.__getitem__, "boolean"),
    "date": (datetime.fromisoformat, "datetime64[s]"),
}
