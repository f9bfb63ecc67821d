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
from difflib import get_close_matches
from functools import cache
from typing import Any

import pandas as pd

from spasmlab.paths import DATA

Resource = dict[str, Any]


class DataError(ValueError):
    """There is no such table or row, or a file is not as it is described."""


def descriptor() -> dict[str, Resource]:
    """Return each table's description by name: title, path, fields with units, sources, hash."""
    return deepcopy(_resources())


def load(name: str) -> pd.DataFrame:
    """Return one table, a row a fact, in the units its description gives; an empty cell is NA.

    Columns are string, Int64, float64, boolean or datetime64, as declared.
    """
    return _table(name).copy()


def row(table: str, identity: str) -> pd.Series:
    """Return the one row of a table that has this id."""
    frame = _table(table)
    found = frame.index[frame["id"] == identity]
    if found.empty:
        raise DataError(f"table {table} has no row {identity!r}{_near(identity, frame['id'])}")
    one: pd.Series = frame.loc[found[0]]  # its own, as a row of several types always is
    return one


@cache
def _table(name: str) -> pd.DataFrame:
    resources = _resources()
    if name not in resources:
        raise DataError(f"data/ has no table {name!r}{_near(name, resources)}")
    path, fields = resources[name]["path"], resources[name]["schema"]["fields"]
    rows = _read(path, [field["name"] for field in fields])
    return pd.DataFrame(
        {field["name"]: _column(path, field, rows, at) for at, field in enumerate(fields)}
    )


@cache
def _resources() -> dict[str, Resource]:
    try:
        package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
        return {resource["name"]: resource for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"data/datapackage.json cannot be read: {error}") from error


def _read(path: str, header: list[str]) -> list[tuple[int, list[str]]]:
    """Return a file's rows below its header, each with its line as an editor numbers it."""
    try:
        with (DATA / path).open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            rows = [(reader.line_num, cells) for cells in reader]
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"data/{path} cannot be read: {error}") from error
    if not rows or rows[0][1] != header:
        got = rows[0][1] if rows else "an empty file"
        raise DataError(f"data/{path}, line 1: the columns must be {header}, got {got}")
    for line, cells in rows:
        if len(cells) != len(header):
            raise DataError(f"data/{path}, line {line}: {len(header)} cells, got {len(cells)}")
    return rows[1:]


def _column(path: str, field: Resource, rows: list[tuple[int, list[str]]], at: int) -> pd.Series:
    """Return one column in its type, or say which line has a cell that is not of it."""
    convert, dtype = TYPES[field["type"]]
    values = []
    for line, cells in rows:
        try:
            values.append(convert(cells[at]) if cells[at] else None)
        except (ValueError, KeyError) as error:
            place = f"data/{path}, line {line}, column {field['name']}"
            raise DataError(f"{place}: {cells[at]!r} is not a {field['type']}") from error
    return pd.Series(values, dtype=dtype)


def _near(wanted: str, known: Iterable[str]) -> str:
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
