"""Whom to call: every number can be dialled, has its source, and stands in both languages."""

import hashlib
import re
from dataclasses import FrozenInstanceError, fields

import pandas as pd
import pytest
from tests.readability import sentences, words

from spasmlab.evidence.tables import descriptor, load
from spasmlab.safety.countries import LANGUAGES, Country, countries, country, link

both = pytest.mark.parametrize("language", LANGUAGES)
LINES = ("nurse", "crisis", "poison")
NUMBERS = ("number", *LINES)
DIALLED = re.compile(r"\*?\d+(?:[ -]\d+)*")

# A wrong number can kill. To change one, read it at its source, then write it here as well.
AMBULANCE = {
    "argentina": "107",
    "australia": "000",
    "canada": "911",
    "chile": "131",
    "colombia": "123",
    "costa_rica": "911",
    "ecuador": "911",
    "european_union": "112",
    "india": "112",
    "ireland": "112",
    "mexico": "911",
    "new_zealand": "111",
    "peru": "106",
    "south_africa": "10177",
    "spain": "112",
    "united_kingdom": "999",
    "united_states": "911",
    "uruguay": "911",
}
OTHERS_DIGEST = "bc9addff35245b7c1df3d13c69e643658c2baa315b3e64c1812acb7231476843"


def others(table):
    """Return the fingerprint of every number but the first, with what it is for."""
    cells = [
        f"{row['id']} {line} {row[line]}"
        for row in table.to_dict("records")
        for line in LINES
        if pd.notna(row[line])
    ]
    return hashlib.sha256("\n".join(sorted(cells)).encode()).hexdigest()


def misdialled(table):
    """Return the cells that a telephone does not take as they stand."""
    return [
        (row["id"], column, row[column])
        for row in table.to_dict("records")
        for column in NUMBERS
        if pd.notna(row[column]) and not DIALLED.fullmatch(row[column])
    ]


def half_told(table):
    """Return the lines of which the number, a name or the source is there and another is not."""
    found = []
    for row in table.to_dict("records"):
        for line in LINES:
            parts = [line, f"{line}_name_en", f"{line}_name_es", f"{line}_source"]
            if len({pd.notna(row[part]) for part in parts}) > 1:
                found.append((row["id"], line))
    return found


def in_one_language(table):
    """Return the columns of a row that are written in one language and not in the other."""
    stems = [column.removesuffix("_en") for column in table if column.endswith("_en")]
    return [
        (row["id"], stem)
        for row in table.to_dict("records")
        for stem in stems
        if pd.isna(row[f"{stem}_en"]) != pd.isna(row[f"{stem}_es"])
    ]


def digits_apart(table):
    """Return the rows whose two languages print other digits: a number mistyped in one of them."""
    stems = [column.removesuffix("_en") for column in table if column.endswith("_en")]
    pairs = [
        (
            row["id"],
            stem,
            *(re.findall(r"\d{3,}", str(row[f"{stem}_{code}"])) for code in LANGUAGES),
        )
        for row in table.to_dict("records")
        for stem in stems
    ]
    return [(identity, stem) for identity, stem, en, es in pairs if en != es]


def unlocated(table):
    """Return the lines of which ``location`` does not say where the number was seen."""
    found = []
    for row in table.to_dict("records"):
        told = row["location"].casefold()
        found += [
            (row["id"], line)
            for line in LINES
            if pd.notna(row[line]) and not re.search(rf"\b{line}\b", told)
        ]
    return found


def test_every_ambulance_number_is_the_one_that_was_read():
    table = load("emergency_numbers")
    assert dict(zip(table["id"], table["number"], strict=True)) == AMBULANCE


def test_every_other_number_is_the_one_that_was_read():
    assert others(load("emergency_numbers")) == OTHERS_DIGEST


@pytest.mark.parametrize("check", [misdialled, half_told, in_one_language, digits_apart, unlocated])
def test_the_table_is_whole(check):
    assert check(load("emergency_numbers")) == []


@pytest.mark.parametrize(
    ("column", "cell", "check"),
    [
        ("number", "call 000", misdialled),
        ("poison", "13 11  26", misdialled),
        ("nurse_source", pd.NA, half_told),
        ("crisis", pd.NA, half_told),
        ("poison_name_es", pd.NA, half_told),
        ("number_note_es", pd.NA, in_one_language),
        ("number_note_es", "Desde un celular, el 122 también funciona.", digits_apart),
        ("location", "000: the page about Triple Zero", unlocated),
    ],
)
def test_a_planted_mistake_is_found(column, cell, check):
    table = load("emergency_numbers")
    table.loc[table["id"] == "australia", column] = cell
    found = check(table)
    assert found
    assert {one[0] for one in found} == {"australia"}


def test_a_changed_digit_is_found():
    table = load("emergency_numbers")
    table.loc[table["id"] == "australia", "crisis"] = "13 11 41"
    assert others(table) != OTHERS_DIGEST


def test_no_row_is_called_read_whose_sources_were_not():
    """A source that was read today says so in ``accessed``."""
    table, read = load("emergency_numbers"), load("sources").set_index("id")["accessed"]
    for row in table[table["verification"] == "primary"].to_dict("records"):
        cited = [row[column] for column in table if column.endswith("source")]
        assert all(pd.notna(read[one]) for one in cited if pd.notna(one)), row["id"]


def test_a_number_is_dialled_as_its_field_says():
    named = {
        field["name"]: field for field in descriptor()["emergency_numbers"]["schema"]["fields"]
    }
    patterns = [named[column]["constraints"]["pattern"] for column in NUMBERS]
    assert all(re.fullmatch(pattern, "1-800-222-1222") for pattern in patterns)
    assert not any(re.fullmatch(pattern, "ask 911") for pattern in patterns)


@both
def test_every_area_is_there_once_by_its_name(language):
    found = countries(language)
    assert {one.id: one.emergency for one in found} == AMBULANCE
    assert len({one.name for one in found}) == len(found)


def test_areas_are_sorted_as_each_language_names_them():
    english, spanish = ([one.name for one in countries(code)] for code in LANGUAGES)
    assert english == sorted(english)
    assert spanish[:4] == ["Argentina", "Australia", "Canadá", "Chile"]
    assert spanish.index("España") < spanish.index("Estados Unidos") < spanish.index("India")
    assert spanish.index("Perú") < spanish.index("Reino Unido") < spanish.index("Sudáfrica")


def test_accents_do_not_move_a_name(monkeypatch):
    table = load("emergency_numbers")
    table.loc[table["id"] == "argentina", "area_es"] = "Árgentina"
    monkeypatch.setattr("spasmlab.safety.countries.load", lambda _: table)
    assert countries.__wrapped__("es")[0].name == "Árgentina"


@both
def test_each_cell_of_the_table_reaches_its_country(language):
    for row in load("emergency_numbers").to_dict("records"):
        one = country(row["id"], language)
        assert one.name == row[f"area_{language}"]
        assert (one.emergency, one.emergency_note) == (
            row["number"],
            none(row[f"number_note_{language}"]),
        )
        for line in LINES:
            assert getattr(one, line) == none(row[line])
            assert getattr(one, f"{line}_name") == none(row[f"{line}_name_{language}"])


def none(cell):
    return None if pd.isna(cell) else cell


def test_a_line_that_was_not_checked_is_none():
    spain = country("spain", "es")
    assert (spain.name, spain.emergency, spain.crisis) == ("España", "112", "024")
    assert (spain.nurse, spain.nurse_name) == (None, None)


@both
def test_every_text_is_short_and_promises_nothing(language):
    for one in countries(language):
        said = [getattr(one, field.name) for field in fields(Country)]
        for text in filter(None, said):
            assert not re.search(r"\b(?:safe|rare|segur[oa]|rar[oa])\b|1 in \d", text)
            assert all(len(words(part)) <= 20 for part in sentences(text))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("united_sates", r"identity must be .* got 'united_sates'; did you mean 'united_states'\?"),
        ("anywhere", "identity must be .* got 'anywhere'$"),
        ("", "identity must be .* got ''$"),
        (None, "identity must be .* got None$"),
    ],
)
def test_an_unknown_area_is_refused_by_name(given, message):
    with pytest.raises(ValueError, match=message):
        country(given)


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(ValueError, match="language must be one of en, es, got 'fr'"):
        countries("fr")


def test_a_country_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        countries()[0].emergency = "0"


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("1800 633 422", "tel:1800633422"),
        ("1-800-222-1222", "tel:18002221222"),
        ("*4141", "tel:*4141"),
    ],
)
def test_a_number_becomes_an_address_that_dials_it(number, address):
    assert link(number) == address
