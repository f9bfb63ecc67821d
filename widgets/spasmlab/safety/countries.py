"""Whom to call, country by country: ``data/emergency_numbers.csv`` in one language.

A number is text, as it is printed there: ``"1800 633 422"``. A line that could not be checked is
None, never a guess.

Errors: ``ValueError``, which names the argument and shows the value.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import pandas as pd

from spasmlab.evidence.tables import load

LANGUAGES = ("en", "es")  # the table's own: safety/ knows nothing of the pages' texts


@dataclass(frozen=True)
class Country:
    """One area: the number that reaches an ambulance, and the free lines that are known.

    ``region`` is its ISO 3166-1 code, where it is one country.
    ``emergency_note`` says what else to know of that number. A ``*_name`` says what a line is
    called and where it does not reach; it is None where its line is.
    """

    id: str
    region: str | None
    name: str
    emergency: str
    emergency_note: str | None
    nurse: str | None
    nurse_name: str | None
    crisis: str | None
    crisis_name: str | None
    poison: str | None
    poison_name: str | None


@cache
def countries(language: str = "en") -> tuple[Country, ...]:
    """Return every area of the table, sorted by its name in the language."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    rows = [_country(row, language) for _, row in load("emergency_numbers").iterrows()]
    return tuple(sorted(rows, key=lambda one: _bare(one.name)))


def country(identity: str, language: str = "en") -> Country:
    """Return one area by its id, such as ``"united_states"``."""
    known = {one.id: one for one in countries(language)}
    if identity not in known:
        raise ValueError(f"identity must be a known area, got {identity!r}{_near(identity, known)}")
    return known[identity]


def link(number: str) -> str:
    """Return the address that dials a number: ``"tel:1800633422"`` for ``"1800 633 422"``."""
    return "tel:" + re.sub(r"[ ()./-]", "", number)


def _country(row: pd.Series, language: str) -> Country:
    def cell(column: str) -> str | None:
        return None if pd.isna(row[column]) else str(row[column])

    return Country(
        id=str(row["id"]),
        region=cell("region"),
        name=str(row[f"area_{language}"]),
        emergency=str(row["number"]),
        emergency_note=cell(f"number_note_{language}"),
        nurse=cell("nurse"),
        nurse_name=cell(f"nurse_name_{language}"),
        crisis=cell("crisis"),
        crisis_name=cell(f"crisis_name_{language}"),
        poison=cell("poison"),
        poison_name=cell(f"poison_name_{language}"),
    )


def _bare(name: str) -> str:
    """Return a name as it is sorted: small letters, no accents ("México" beside "Mexico")."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _near(identity: str, known: dict[str, Country]) -> str:
    close = get_close_matches(str(identity)[:60], known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
