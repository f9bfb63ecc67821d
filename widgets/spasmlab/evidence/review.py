"""Which rows are due to be read again.

Units
    Dates are days without a time. A row is overdue from the day after its ``next_review``.
Limits
    A row without a date is never overdue: nobody has said when to read it again.
Errors
    ``DataError`` for a table or row that does not exist, ``ValueError`` for a key that is not
    ``table:id``.
"""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from spasmlab.evidence import tables


def overdue(on: date) -> dict[str, list[str]]:
    """Return the ids of all rows whose ``next_review`` is before a day, by table; {} if none."""
    found = {name: _late(name, on) for name in _reviewed()}
    return {name: ids for name, ids in found.items() if ids}


def cited(rows: Iterable[str], on: date) -> tuple[str, ...]:
    """Return those of the keys ``table:id`` whose row is overdue on a day, in their own order."""
    return tuple(key for key in rows if _is_late(key, on))


def due(rows: Iterable[str]) -> date | None:
    """Return the earliest ``next_review`` of the rows ``table:id``; None if none has one."""
    wanted: dict[str, set[str]] = {}
    for key in rows:
        table, identity = _parted(key)
        wanted.setdefault(table, set()).add(identity)
    days = [_earliest(table, identities) for table, identities in wanted.items()]
    return min((day for day in days if day is not None), default=None)


def _earliest(name: str, identities: set[str]) -> date | None:
    table = tables.load(name)
    here = table["id"].isin(identities)
    if here.sum() < len(identities):  # the row that is missing is named
        for identity in sorted(identities):
            tables.row(name, identity)
    if "next_review" not in table or table.loc[here, "next_review"].isna().all():
        return None
    earliest: date = table.loc[here, "next_review"].min().date()
    return earliest


def _is_late(key: str, on: date) -> bool:
    table, identity = _parted(key)
    day = tables.row(table, identity).get("next_review")
    return day is not None and not pd.isna(day) and bool(day < pd.Timestamp(on))


def _parted(key: str) -> tuple[str, str]:
    table, colon, identity = key.partition(":")
    if not (table and colon and identity):
        raise ValueError(f"a row is named table:id, got {key!r}")
    return table, identity


def _late(name: str, on: date) -> list[str]:
    table = tables.load(name)
    late = table["next_review"] < pd.Timestamp(on)  # an empty date is never before another
    return [str(identity) for identity in table.loc[late, "id"]]


def _reviewed() -> list[str]:
    """Return the tables with a ``next_review``; what they describe is read, not the tables."""
    return [
        name
        for name, resource in tables.descriptor().items()
        if any(field["name"] == "next_review" for field in resource["schema"]["fields"])
    ]
