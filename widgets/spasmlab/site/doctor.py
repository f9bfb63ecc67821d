"""What a release must not go out with: rows that nobody has read again in time."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from spasmlab.evidence import review, tables

Frames = dict[str, pd.DataFrame]
NAMED = 5  # of a table's rows; the others are counted


def late(on: date) -> Iterator[str]:
    """Yield a line a table whose rows were to be read again before a day."""
    for table, rows in review.overdue(on).items():
        more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
        yield f"data/{table}.csv: {len(rows)} to be read again: {', '.join(rows[:NAMED])}{more}"


def known(on: date) -> Iterator[str]:
    """Yield what a reader of the tables should know besides: none of it stops a release."""
    frames = {name: tables.load(name) for name in tables.descriptor()}
    sources = frames["sources"]
    yield f"{sum(map(len, frames.values()))} rows in {len(frames)} tables, on {on}"
    yield f"{_count(frames, 'verification', 'unverified')} rows could not be checked"
    yield f"{_count(frames, 'reviewed')} rows are signed by a reviewer"
    yield f"{_blank(frames, 'next_review')} rows have no day on which they are read again"
    yield f"{int(sources['url'].isna().sum())} of {len(sources)} sources have no address"


def _count(frames: Frames, column: str, value: str | None = None) -> int:
    """Return how many rows have this value in a column; without one, any at all."""
    cells = [frame[column] for frame in frames.values() if column in frame]
    return sum(int((cell.notna() if value is None else cell.eq(value)).sum()) for cell in cells)


def _blank(frames: Frames, column: str) -> int:
    return sum(int(frame[column].isna().sum()) for frame in frames.values() if column in frame)
