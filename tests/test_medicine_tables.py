"""Medicines: label doses a page can count with, and words that ask first and promise nothing."""

import re

import pandas as pd
import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab.evidence.tables import descriptor, load

SPOKEN = {  # what people read, by table
    "medicines": ("ask_first", "avoid", "plain_warning"),
    "interactions": ("effect", "action"),
    "drug_causes": ("link", "mechanism", "what_to_do"),
}
COLUMNS = [(table, stem) for table, stems in SPOKEN.items() for stem in stems]
BEGINS = {"en": re.compile(r"(?:Ask|Do not)\b"), "es": re.compile(r"(?:Pregunte|No)\b")}
PROMISE = re.compile(
    r"\b(?:safe|safely|harmless|no risk|segur[oa]s?|inofensiv[oa]s?|sin riesgo)\b"
    r"|\b1 in \d|\d ?%|\b(?:rare|rarely|rar[oa]s?|raramente)\b",
    re.IGNORECASE,
)
ON_YOUR_OWN = {"en": "on your own", "es": "por su cuenta"}
ACETAMINOPHEN = {  # single dose, hours between doses, most in 24 hours
    "acetaminophen_325": (650, 4, 3250),
    "acetaminophen_500": (1000, 6, 3000),
    "acetaminophen_er_650": (1300, 8, 3900),
    "acetaminophen_clinician_650": (650, 4, 4000),
    "acetaminophen_clinician_1000": (1000, 6, 4000),
}


def said(table, stem, language):
    """Return the cells of one spoken column that hold something."""
    return table[f"{stem}_{language}"].dropna().tolist()


def numbers(text):
    return sorted(re.findall(r"\d+", text))


# What each check finds wrong in a table; empty: nothing


def promises(table, stems):
    texts = [text for stem in stems for each in ("en", "es") for text in said(table, stem, each)]
    return [text for text in texts if PROMISE.search(text)]


def bold_actions(table):
    """Return the actions that neither ask first nor say do not."""
    return [
        text
        for language, begins in BEGINS.items()
        for text in table[f"action_{language}"].tolist()
        if not begins.match(text)
    ]


def stopped_alone(table):
    """Return the causes that do not say not to stop a medicine on your own."""
    return [
        row["id"]
        for row in table.to_dict("records")
        if any(say not in row[f"what_to_do_{each}"] for each, say in ON_YOUR_OWN.items())
    ]


def out_of_range(table):
    """Return the rows whose figure lies outside its own interval, or whose ends are swapped."""
    full = table.dropna(subset=["low", "high"])
    swapped = full.loc[full["low"] >= full["high"], "id"]
    figures = full.dropna(subset=["estimate"])
    outside = figures.loc[~figures["estimate"].between(figures["low"], figures["high"]), "id"]
    return sorted({*swapped, *outside})


def impossible(limits):
    """Return the label doses that contradict themselves, by id and what is wrong."""
    least, most = limits["single_dose_low_mg"], limits["single_dose_high_mg"]
    day, hours = limits["max_24h_mg"], limits["interval_low_h"]
    wrong = {
        "single dose": least > most,
        "above the day's limit": most > day,
        "interval": hours > limits["interval_high_h"],
        "times": limits["times_low"].astype("float64") > limits["times_high"].astype("float64"),
        "first days": limits["first_days_max_mg"] < day,
    }
    return sorted((limits["id"][at], what) for what, bad in wrong.items() for at in bad[bad].index)


def test_every_spoken_row_is_there_in_both_languages():
    for name, stem in COLUMNS:
        table = load(name)
        assert (table[f"{stem}_en"].isna() == table[f"{stem}_es"].isna()).all(), (name, stem)


@pytest.mark.standard("B02")
@pytest.mark.parametrize(("name", "stem"), COLUMNS)
def test_both_languages_have_the_same_numbers(name, stem):
    table = load(name).dropna(subset=[f"{stem}_en"])
    pairs = zip(table["id"], table[f"{stem}_en"], table[f"{stem}_es"], strict=True)
    assert [row for row, en, es in pairs if numbers(en) != numbers(es)] == []


@pytest.mark.standard("L01")
@pytest.mark.parametrize(("name", "stem"), COLUMNS)
def test_the_english_is_plain(name, stem):
    texts = said(load(name), stem, "en")
    assert grade("\n".join(texts)) <= 6.0
    assert [s for text in texts for s in sentences(text) if len(words(s)) > 20] == []


@pytest.mark.standard("L03")
@pytest.mark.parametrize(("name", "stem"), COLUMNS)
def test_the_spanish_is_plain(name, stem):
    texts = said(load(name), stem, "es")
    assert huerta("\n".join(texts)) >= 65
    assert [s for text in texts for s in sentences(text) if len(words(s)) > 20] == []


@pytest.mark.parametrize("name", SPOKEN)
def test_nothing_is_promised(name):
    assert promises(load(name), SPOKEN[name]) == []


@pytest.mark.parametrize("planted", ["It is safe to take.", "Es seguro.", "1 in 5 people", "20 %"])
def test_a_promise_is_found(planted):
    table = load("interactions")
    table.loc[3, "action_en"] = planted
    assert promises(table, SPOKEN["interactions"]) == [planted]


# Interactions


def test_every_action_asks_first_or_says_do_not():
    assert bold_actions(load("interactions")) == []


def test_a_bold_action_is_found():
    table = load("interactions")
    table.loc[0, "action_en"] = "Take them two hours apart."
    table.loc[1, "action_es"] = "Tome los dos."
    assert len(bold_actions(table)) == 2


def test_a_contraindicated_pair_is_never_only_a_question():
    table = load("interactions")
    never = table[table["severity"] == "contraindicated"]
    asked = never.loc[~never["action_en"].str.contains("Do not"), "id"]
    assert set(asked) == {"statin_cyc", "tmp_raas"}  # both prescribed: nobody stops one alone


def test_what_was_not_checked_carries_no_figure():
    table = load("interactions")
    unread = table[table["verification"] == "unverified"]
    assert unread["effect_size"].isna().all()
    assert [text for text in unread["action_en"] if numbers(text)] == []


# Medicines named as causes


def test_no_cause_says_to_stop_a_medicine_alone():
    assert stopped_alone(load("drug_causes")) == []


def test_a_figure_lies_in_its_interval_and_says_what_it_is():
    table = load("drug_causes")
    assert out_of_range(table) == []
    some = table[["estimate", "low", "high"]].notna().any(axis=1)
    assert (some == table["measure"].notna()).all()


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        ({"what_to_do_en": "Stop it today."}, stopped_alone),
        ({"what_to_do_es": "Déjelo hoy."}, stopped_alone),
        ({"estimate": 9.0, "low": 1.0, "high": 2.0}, out_of_range),
        ({"estimate": 1.5, "low": 2.0, "high": 1.0}, out_of_range),
    ],
)
def test_a_planted_mistake_in_a_cause_is_found(spoil, check):
    table = load("drug_causes")
    for column, value in spoil.items():
        table.loc[5, column] = value
    assert check(table) == [table.loc[5, "id"]]


# Label doses


def test_every_medicine_has_its_label_and_every_label_its_medicine():
    assert set(load("medicine_limits")["medicine"]) == set(load("medicines")["id"])


def test_label_doses_do_not_contradict_themselves():
    assert impossible(load("medicine_limits")) == []


@pytest.mark.parametrize(
    ("row", "column", "value", "what"),
    [
        ("ibuprofen_200", "single_dose_low_mg", 600, "single dose"),
        ("ibuprofen_200", "max_24h_mg", 300, "above the day's limit"),
        ("ibuprofen_200", "interval_low_h", 8, "interval"),
        ("baclofen", "times_low", 5, "times"),
        ("naproxen_rx_500", "first_days_max_mg", 900, "first days"),
    ],
)
def test_an_impossible_dose_is_found(row, column, value, what):
    table = load("medicine_limits")
    table.loc[table["id"] == row, column] = value
    assert (row, what) in impossible(table)


@pytest.mark.parametrize("row", ACETAMINOPHEN)
def test_acetaminophen_is_as_the_labels_have_it(row):
    label = load("medicine_limits").set_index("id").loc[row]
    found = label[["single_dose_high_mg", "interval_low_h", "max_24h_mg"]]
    assert tuple(found) == ACETAMINOPHEN[row]


def test_no_acetaminophen_passes_4000_mg_or_a_gram_before_six_hours():
    table = load("medicine_limits")
    here = table[table["medicine"].str.startswith("acetaminophen")]
    assert set(ACETAMINOPHEN) | {"acetaminophen_all"} == set(here["id"])
    assert here["max_24h_mg"].notna().all()
    assert here["max_24h_mg"].max() == 4000
    grams = here[here["single_dose_high_mg"] >= 1000]
    assert (grams["interval_low_h"] >= 6).all()
    assert "ALL" in table.set_index("id").loc["acetaminophen_all", "note"]


def test_without_prescription_there_is_a_limit_of_days_and_of_milligrams():
    table = load("medicine_limits")
    counter = table[table["availability"] == "otc"]
    assert counter[["max_24h_mg", "max_days"]].notna().all(axis=None)
    timed = counter[counter["id"] != "acetaminophen_all"]
    assert (timed["interval_low_h"].notna() | timed["times_high"].notna()).all()


def test_quinine_is_for_malaria_or_british():
    quinine = load("medicine_limits").query("medicine == 'quinine'").set_index("use")["note"]
    assert "MALARIA ONLY" in quinine["malaria"]
    assert "United Kingdom only" in quinine["night leg cramp"]
    warning = load("medicines").set_index("id").loc["quinine", "plain_warning_en"]
    assert "do not use it for cramps" in warning


# How long it stays


def ranges(medicines):
    """Return the kinetics whose value lies outside its own range."""
    wrong = []
    for stem in ("half_life{}_h", "bioavailability{}", "vd{}"):
        value, low, high = (medicines[stem.format(end)] for end in ("", "_low", "_high"))
        bad = (low > high) | (value < low) | (value > high)
        wrong += [(medicines["id"][at], stem.format("")) for at in bad[bad].index]
    bad = medicines["tmax_low_h"] > medicines["tmax_high_h"]
    return wrong + [(medicines["id"][at], "tmax") for at in bad[bad].index]


def test_kinetics_lie_in_their_ranges():
    assert ranges(load("medicines")) == []


def test_kinetics_out_of_range_are_found():
    table = load("medicines")
    table.loc[0, "half_life_h"] = 24.0
    table.loc[1, ["tmax_low_h", "tmax_high_h"]] = (3.0, 1.0)
    assert [what for _, what in ranges(table)] == ["half_life_h", "tmax"]


def test_a_level_is_drawn_only_where_its_volume_is_known():
    table = load("medicines").set_index("id")
    drawn = table[table["model"] == "one_compartment"]
    assert drawn[["half_life_h", "vd", "vd_unit"]].notna().all(axis=None)
    assert table.loc[["aspirin", "diazepam", "acetaminophen_er"], "model"].eq("none").all()
    numbered = table[["half_life_h", "half_life_low_h", "vd"]].notna().any(axis=1)
    assert (numbered == table["pk_source"].notna()).all()


def test_a_number_that_was_not_checked_is_empty():
    table, fields = load("medicines"), descriptor()["medicines"]["schema"]["fields"]
    numeric = {field["name"] for field in fields if field["type"] == "number"}
    for row in table.dropna(subset=["unverified"]).to_dict("records"):
        named = numeric & {part.strip() for part in row["unverified"].split(";")}
        assert [column for column in named if not pd.isna(row[column])] == [], row["id"]


def test_no_clinician_has_signed_yet():
    for name in (*SPOKEN, "medicine_limits", "substances"):
        assert load(name)[["reviewer", "reviewed"]].isna().all(axis=None)
