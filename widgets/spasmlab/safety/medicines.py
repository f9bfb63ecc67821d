"""What to ask about before two things go together: medicines, illnesses, ages and uses.

The rows of ``data/interactions.csv`` are held against what a person takes and has, in the words of
``data/substances.csv``. No answer is ever good news: an empty one means that no pair is on this
list. The list is not complete, so even then a person asks.

Classes count both ways. A member fills what its class fills: ibuprofen is one of the pain pills
that a row on them is about. And a class fills what any member of it fills, since a person who
ticks "blood thinner" may be on warfarin: such a check says which in ``if_it_is``.

A name given twice, in one list or in both, is two products: acetaminophen pills, and a cold
product with it. What is added can only add checks.

Errors: ``ValueError``, one sentence that names the argument and shows the value, or that names the
table's row.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from reprlib import Repr
from typing import Any

import pandas as pd

from spasmlab.evidence.tables import load

SEVERITIES = ("contraindicated", "major", "moderate", "info")  # worst first
LANGUAGES = ("en", "es")  # those the tables are written in
SIDES = ("a_codes", "b_codes", "c_codes")
LONGEST = 60  # letters of a name that could be a slip of the pen

Record = Mapping[Any, Any]
Ids = frozenset[str]
Narrower = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One row that is about what a person takes and has.

    ``id`` is the row of the table interactions, ``things`` the names that filled it, in its order;
    ``first``, ``second`` and ``third`` say them in words, None where the row has no such side.
    ``if_it_is`` holds for each of them the narrower kinds for which the row is true, in words, and
    nothing where it is true as it stands: they are to be shown wherever the name is.
    """

    id: str
    severity: str
    first: str
    second: str | None
    third: str | None
    effect: str
    action: str
    source: str
    verification: str
    things: tuple[str, ...]
    if_it_is: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)  # one book is one key of the checks kept
class Book:
    """Both tables, ready to be asked: rows worst first, and what each name fills in them."""

    names: Mapping[str, Record]
    rows: tuple[Record, ...]
    sides: tuple[int, ...]  # how many each row has
    fills: Mapping[str, Mapping[tuple[int, int], Narrower]]  # name -> (row, side) -> only if it is


def medicine_checks(
    taking: Collection[str], having: Collection[str] = (), language: str = "en"
) -> tuple[Check, ...]:
    """Return every row that these names fill, worst first, each set of names once a row.

    Names are ids of the table substances. Which of the two a name is given in makes no difference.
    """
    book = _book()
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {_show(language)}")
    given = Counter(_known("taking", taking, book) + _known("having", having, book))
    return tuple(
        _check(book, row, things, language)
        for row, filled in _filled(given, book)
        for things in _sets(filled, given)
    )


def names(language: str = "en") -> dict[str, str]:
    """Return every name that can be ticked, in the table's order, with its words."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {_show(language)}")
    return {name: str(row[f"name_{language}"]) for name, row in _book().names.items()}


def read(substances: pd.DataFrame, interactions: pd.DataFrame) -> Book:
    """Return both tables as a book; refuse a code, a class or a severity that leads nowhere."""
    known = {str(row["id"]): row for row in substances.to_dict("records")}
    above = {name: _above(name, known) for name in known}
    rows = sorted(interactions.to_dict("records"), key=_rank)
    fills: dict[str, dict[tuple[int, int], Narrower]] = {name: {} for name in known}
    sides = []
    for at, row in enumerate(rows):
        coded = [_codes(row, side, known) for side in SIDES if pd.notna(row[side])]
        if not coded:
            raise ValueError(f"interactions, row {row['id']}: no side has a code")
        sides.append(len(coded))
        for side, codes in enumerate(coded):
            for name, narrower in _who_fills(codes, above).items():
                fills[name][at, side] = narrower
    return Book(known, tuple(rows), tuple(sides), fills)


@cache
def _book() -> Book:
    return read(load("substances"), load("interactions"))


def _rank(row: Record) -> int:
    if row["severity"] not in SEVERITIES:
        raise ValueError(f"interactions, row {row['id']}: unknown severity {row['severity']!r}")
    return SEVERITIES.index(row["severity"])


def _codes(row: Record, side: str, known: Mapping[str, Record]) -> Ids:
    codes = frozenset(str(row[side]).split(";"))
    if strange := sorted(codes - known.keys()):
        raise ValueError(f"interactions, row {row['id']}, {side}: no such substance {strange}")
    return codes


def _above(name: str, known: Mapping[str, Record], below: tuple[str, ...] = ()) -> Ids:
    """Return a name and every class over it."""
    if name not in known:
        raise ValueError(f"substances, row {below[-1]}: no such class {name!r}")
    if name in below:
        raise ValueError(f"substances: {' is a '.join((*below, name))}, which goes round")
    classes = known[name]["classes"]
    over: list[str] = [] if pd.isna(classes) else str(classes).split(";")
    return frozenset({name}).union(*(_above(one, known, (*below, name)) for one in over))


def _who_fills(codes: Ids, above: Mapping[str, Ids]) -> dict[str, Narrower]:
    """Return each name that fills a side, with what it must turn out to be if it is too wide."""
    sure = {name for name, over in above.items() if over & codes}
    found: dict[str, Narrower] = dict.fromkeys(sure, ())
    for wide in set().union(*(above[name] for name in sure)) - sure:
        under = {name for name in sure if wide in above[name]}
        most = (name for name in above if name in under and not above[name] & under - {name})
        found[wide] = tuple(most)
    return found


def _known(argument: str, given: Collection[str], book: Book) -> list[str]:
    """Return the names given, or refuse them: a text, for one, is no list of letters."""
    plain = isinstance(given, Collection) and not isinstance(given, (str, bytes, bytearray))
    if not plain or isinstance(given, Mapping):
        raise ValueError(f"{argument} must be a list, tuple or set of names, got {_show(given)}")
    names = list(given)
    for name in names:
        if not isinstance(name, str) or name not in book.names:
            near = _near(name, book.names)
            raise ValueError(f"{argument} must hold names of substances, got {_show(name)}{near}")
    return names


def _near(wanted: object, known: Collection[str]) -> str:
    if not isinstance(wanted, str) or len(wanted) > LONGEST:
        return ""
    from difflib import get_close_matches  # only a mistake needs it

    slug = wanted.strip().lower().replace(" ", "_").replace("-", "_")
    close = get_close_matches(slug, list(known))
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""


def _show(value: object) -> str:
    """Return a value as it is written, shortened however large or deep it is."""
    short = Repr()
    short.maxstring = short.maxother = LONGEST
    return short.repr(value)


def _filled(given: Counter[str], book: Book) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield each row all of whose sides are filled, worst first, with who fills each side."""
    places: dict[int, list[list[str]]] = {}
    for name in filter(given.__contains__, book.names):
        for row, side in book.fills[name]:
            if row not in places:
                places[row] = [[] for _ in range(book.sides[row])]
            places[row][side].append(name)
    for row in sorted(places):
        if all(places[row]):
            yield row, places[row]


def _sets(filled: list[list[str]], given: Counter[str]) -> Iterator[tuple[str, ...]]:
    """Yield each set of names once; one name fills two sides only if it was given twice."""
    seen = set()
    for things in product(*filled):
        key = tuple(sorted(things))
        if key not in seen and all(given[one] >= things.count(one) for one in things):
            seen.add(key)
            yield things


@lru_cache(maxsize=4096)
def _check(book: Book, at: int, things: tuple[str, ...], language: str) -> Check:
    row, name = book.rows[at], _in(book, language)
    first, second, third = (*map(name, things), None, None)[:3]
    kinds = (book.fills[thing][at, side] for side, thing in enumerate(things))
    return Check(
        id=row["id"],
        severity=row["severity"],
        first=str(first),
        second=second,
        third=third,
        effect=row[f"effect_{language}"],
        action=row[f"action_{language}"],
        source=row["source"],
        verification=row["verification"],
        things=things,
        if_it_is=tuple(tuple(map(name, narrower)) for narrower in kinds),
    )


def _in(book: Book, language: str) -> Callable[[str], str]:
    return lambda name: str(book.names[name][f"name_{language}"])
