"""Tests that people may be offered: each says what follows, in plain words, with its numbers."""

import re

import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab.evidence.tables import DataError, load, row

STEMS = (
    *("name", "looks_for", "how", "gain", "cost"),
    *("if_found", "if_nothing", "cannot_tell", "unneeded", "when"),
)
SLOTS = ("numbers_right", "numbers_unneeded", "numbers_change")
PROMISE = re.compile(
    r"\b(?:safe|safely|harmless|segur[oa]s?|inofensiv[oa]s?)\b|\b1 in \d|\b(?:rare|rarely|raro)\b",
    re.IGNORECASE,
)
URGENT = {  # what must be told at once, and where: never softened, in either language
    ("physical_exam", "if_found"): ("at once", "enseguida"),
    ("physical_exam", "cannot_tell"): ("go back", "Vuelva"),
    ("blood_flow_test", "if_found"): ("at once", "enseguida"),
    ("blood_flow_test", "if_nothing"): ("go back today", "vuelva hoy"),
    ("blood_flow_test", "when"): ("warm: today", "caliente: hoy"),
    ("mri", "when"): ("warning sign", "signo de alarma"),
}


def empty(table):
    """Return the tests with a field that a decision aid must have and this one has not."""
    fields = [f"{stem}_{language}" for stem in STEMS for language in ("en", "es")]
    return sorted(table.loc[table[fields].isna().any(axis=1), "id"])


def softened(table):
    rows = table.set_index("id")
    return sorted(
        (name, stem)
        for (name, stem), told in URGENT.items()
        for language, words_ in zip(("en", "es"), told, strict=True)
        if words_ not in rows.loc[name, f"{stem}_{language}"]
    )


def keys():
    table = load("examinations")
    return [key for slot in SLOTS for cell in table[slot].dropna() for key in cell.split(";")]


@pytest.mark.parametrize("standard", ["DC7", "DC8", "DC9", "DC10"])
def test_each_test_says_all_that_a_decision_asks(standard):
    assert load("examinations")["id"].tolist() == [
        *("physical_exam", "blood_test", "nerve_test", "blood_flow_test", "x_ray", "mri")
    ]
    assert empty(load("examinations")) == []


@pytest.mark.parametrize("stem", ["looks_for", "if_found", "if_nothing", "unneeded"])
def test_a_test_that_leaves_out_what_follows_is_found(stem):
    table = load("examinations")
    table.loc[2, f"{stem}_es"] = None
    assert empty(table) == ["nerve_test"]


def test_what_cannot_wait_is_told_where_it_belongs():
    assert softened(load("examinations")) == []


@pytest.mark.parametrize(("name", "stem"), URGENT)
def test_a_softened_one_is_found(name, stem):
    table = load("examinations")
    table.loc[table["id"] == name, f"{stem}_es"] = "Pida una cita."
    assert softened(table) == [(name, stem)]


def test_every_number_named_is_a_row_that_may_be_shown():
    assert len(keys()) > 15
    for key in keys():
        assert row(*key.split(":"))["verification"] in {"primary", "secondary", "partial"}
    with pytest.raises(DataError):
        row("examination_numbers", "disc_31")


def test_every_number_is_of_a_test_and_in_its_range():
    table = load("examination_numbers")
    assert set(table["examination"]) <= set(load("examinations")["id"])
    ranged = table.dropna(subset=["low", "high"])
    assert ranged["value"].between(ranged["low"], ranged["high"]).all()
    assert (table["low"].isna() == table["high"].isna()).all()
    counts = table[table["unit"] == "people"]
    assert (counts["value"] <= counts["people"]).all()


def test_the_people_of_one_study_are_counted_once():
    rows = load("examination_numbers").set_index("id")
    whole = rows.loc[["first_visit_serious", "first_visit_false"], "people"].sum()
    assert whole == load("prognosis").set_index("id").loc["serious_pathology", "people"]


def test_both_languages_hold_the_same_numbers():
    table = load("examinations")
    for stem in STEMS:
        pairs = zip(table[f"{stem}_en"], table[f"{stem}_es"], strict=True)
        for english, spanish in pairs:
            assert re.findall(r"\d+", english) == re.findall(r"\d+", spanish)


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_are_plain(language):
    table = load("examinations")
    for stem in STEMS:
        texts = table[f"{stem}_{language}"].tolist()
        assert [s for text in texts for s in sentences(text) if len(words(s)) > 20] == []
        assert [text for text in texts if PROMISE.search(text)] == []
        assert max(len(sentences(text)) for text in texts) <= 4
    said = "\n".join(t for stem in STEMS[1:] for t in table[f"{stem}_{language}"])
    assert grade(said) <= 6 if language == "en" else huerta(said) >= 65
