"""What can be ticked, and the codes of the rows: complete, in the right class, in plain words."""

import csv
import re
from functools import cache
from itertools import product

import pandas as pd
import pytest
from tests.readability import grade, huerta, words
from tests.test_medicine_tables import PROMISE, promises

from spasmlab import text
from spasmlab.evidence.tables import load
from spasmlab.paths import DATA
from spasmlab.safety.medicines import LANGUAGES, medicine_checks, read

THINGS = load("substances").set_index("id")
ROWS = load("interactions").set_index("id")
NAMES = set(THINGS.index)

# What the question "Which of these medicines do you take?" offers.
MEDS = (
    *("statin", "diuretic", "potassium_sparing", "ace_arb", "anticoagulant", "antiplatelet"),
    *("nsaid", "acetaminophen", "ssri", "opioid", "benzodiazepine", "muscle_relaxant", "quinine"),
    *("laba", "steroid", "potassium_supplement", "magnesium_supplement", "calcium_supplement"),
    *("antipsychotic", "antiemetic", "maoi", "fluvoxamine", "ciprofloxacin", "lithium"),
    *("insulin", "raloxifene", "teriparatide", "estrogen", "iv_iron", "cholinesterase_inhibitor"),
    *("baclofen", "warfarin", "snri_tricyclic", "tramadol", "gabapentinoid", "methotrexate"),
    *("digoxin", "trimethoprim", "ciclosporin_tacrolimus", "qt_drug", "beta_blocker", "ppi"),
    *("levothyroxine", "bisphosphonate", "tetracycline", "clonidine", "triptan"),
)
WANTS = (
    *("ibuprofen", "naproxen", "aspirin", "acetaminophen", "muscle_relaxant", "quinine"),
    *("magnesium", "potassium", "heat", "ice"),
)
# The facts on illness, and those that a rule on a wanted medicine reads.
HAS = (
    *("kidney_disease", "dialysis", "missed_dialysis", "liver_disease", "heart_failure"),
    *("stomach_ulcer", "nsaid_allergy", "diabetes", "alcohol_heavy", "afib", "palpitations"),
    *("vomit_diarrhoea", "cannot_keep_fluids", "numb_feet_slow", "leg_numb_new"),
    *("walk_pain_stops_rest", "rest_foot_pain", "leg_cold_pale", "hot_red_spreading"),
    *("calf_swollen_one", "calf_warm_red", "sudden_leg_severe"),
)
# No pair with these has a source read by us; the table says so.
NO_PAIR = {"laba", "iv_iron", "donepezil"}
PRESCRIPTION = {  # a medicine of data/medicines.csv, by its name in the checks
    "acetaminophen_er": "acetaminophen_er",
    "naproxen_sodium_otc": "naproxen",
    "naproxen_rx": "naproxen",
    "diclofenac_1_gel": "diclofenac_gel",
}


# The tables


def spoilt(table, row, column, value):
    frame = load(table)
    frame.loc[frame["id"] == row, column] = value
    return frame


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "said"),
    [
        ("substances", "nsaid", "classes", "ibuprofen", "substances: .* which goes round"),
        ("substances", "nsaid", "classes", "nsaid", "substances: nsaid is a nsaid, which goes"),
        ("substances", "warfarin", "classes", "thinner", "row warfarin: no such class 'thinner'"),
        ("interactions", "whammy", "c_codes", "diuretics", r"row whammy, c_codes: .*\['diuretics'"),
        ("interactions", "q_cramp", "a_codes", None, "row q_cramp: no side has a code"),
        ("interactions", "k2_warf", "severity", "grave", "row k2_warf: unknown severity 'grave'"),
    ],
)
def test_a_planted_mistake_is_named(table, row, column, value, said):
    tables = {name: load(name) for name in ("substances", "interactions")}
    tables[table] = spoilt(table, row, column, value)
    with pytest.raises(ValueError, match=said):
        read(**tables)


def uncoded(table):
    """Return the sides of rows that are said and not coded, or coded and not said."""
    told = {("mg_diur", "a"), ("mg_ppi", "a")}  # a level in the blood, which nobody takes
    told |= {("smr_two", "b")}  # "two together" is said on the first side
    wrong = {
        (row["id"], side)
        for row in table.to_dict("records")
        for side in "abc"
        if pd.isna(row[side]) != pd.isna(row[f"{side}_codes"])
    }
    return wrong ^ told


def test_every_side_that_is_said_is_coded():
    assert uncoded(load("interactions")) == set()


@pytest.mark.parametrize(("row", "side"), [("whammy", "c"), ("apap_alc", "b"), ("smr_two", "b")])
def test_a_dropped_code_is_found(row, side):
    assert uncoded(spoilt("interactions", row, f"{side}_codes", None)) == {(row, side)}


def unnamed(table):
    """Return the medicines that a row's words name and its codes do not reach."""
    drugs = THINGS.index[THINGS["kind"] == "medicine"]
    longest = sorted((name.replace("_", " ") for name in drugs), key=len, reverse=True)
    name = re.compile(rf"\b(?:{'|'.join(longest)})\b")
    wrong = set()
    for row in table.to_dict("records"):
        for side in "abc":
            said = name.findall(str(row[side]).lower().replace("-", " "))
            codes = str(row[f"{side}_codes"]).split(";")
            reached = set(codes).union(*map(members, codes))
            wrong |= {(row["id"], one) for one in said if one.replace(" ", "_") not in reached}
    return wrong


@cache
def members(code):
    classes = THINGS["classes"].fillna("").str.split(";")
    held = {name for name, over in classes.items() if code in over}
    return held.union(*map(members, held)) if held else held


LEFT = {  # named to leave it out, or for an earlier reaction to it
    *(("nsaid_heart", "aspirin"), ("nsaid_reaction", "aspirin"), ("dcf_reaction", "aspirin")),
    ("q_never", "quinine"),
}


def test_every_medicine_that_is_named_is_reached():
    assert unnamed(load("interactions")) == LEFT


def test_a_medicine_that_is_named_and_not_reached_is_found():
    table = spoilt("interactions", "tiz_1a2", "b_codes", "fluvoxamine")
    assert unnamed(table) == {*LEFT, ("tiz_1a2", "ciprofloxacin")}


def misplaced(table):
    """Return what is not in its class by the codes of the WHO, where both have one."""
    coded = table[table["source"] == "who_atc"].set_index("id")["location"].str.split(";")
    rows = table.dropna(subset=["classes"])
    return {
        (name, over)
        for name, classes in zip(rows["id"], rows["classes"].str.split(";"), strict=True)
        for over in classes
        if name in coded and over in coded
        if not all(code.startswith(tuple(coded[over])) for code in coded[name])
    }


def test_a_medicine_stands_in_the_class_that_the_who_puts_it_in():
    table = load("substances")
    assert misplaced(table) == set()
    codes = table.loc[table["source"] == "who_atc", "location"]
    assert codes.str.fullmatch(
        r"[A-Z]\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?(?:;[A-Z][A-Z\d]{2,6})*"
    ).all()
    assert len(codes) > 150


def test_a_medicine_in_the_wrong_class_is_found():
    assert misplaced(spoilt("substances", "warfarin", "classes", "statin")) == {
        ("warfarin", "statin")
    }


def test_every_thing_that_can_be_ticked_leads_somewhere_or_says_that_it_does_not():
    fills = read(load("substances"), load("interactions")).fills
    assert {name for name in NAMES if not fills[name]} == NO_PAIR
    assert THINGS.loc[sorted(NO_PAIR), "note"].str.startswith("No pair with it").all()


def test_what_a_person_can_say_of_medicines_and_illness_can_be_asked_here():
    assert {*MEDS, *WANTS, *HAS} <= NAMES
    facts = DATA / "facts.csv"
    if facts.is_file():
        with facts.open(encoding="utf-8", newline="") as file:
            choices = {row["id"]: row["choices"].split(";") for row in csv.DictReader(file)}
        assert choices["meds"] == list(MEDS)
        assert choices["wants"] == ["none", *WANTS]


def test_the_medicines_of_the_label_table_can_all_be_asked_and_all_have_checks():
    asked = {PRESCRIPTION.get(name, name) for name in load("medicines")["id"]}
    fills = read(load("substances"), load("interactions")).fills
    assert {name for name in asked if not fills.get(name)} == set()


# What the warning signs say of a wanted medicine is said here as well

NSAIDS = "ibuprofen naproxen aspirin"
SIGNS = [  # of warning_signs: id, the medicines wanted, and each thing that is enough with them
    ("NSAID_ANTICOAG", NSAIDS, "anticoagulant"),
    ("NSAID_KIDNEY", NSAIDS, "kidney_disease dialysis"),
    ("NSAID_PREG", NSAIDS, "pregnancy_from_20"),
    ("NSAID_PREG_EARLY", NSAIDS, "pregnancy_before_20"),
    ("NSAID_ULCER_HF", NSAIDS, "stomach_ulcer heart_failure nsaid_allergy afib liver_disease"),
    ("NSAID_ULCER_HF", NSAIDS, "alcohol_heavy vomit_diarrhoea cannot_keep_fluids"),
    (
        "NSAID_ASK_MEDS",
        NSAIDS,
        "steroid nsaid antiplatelet ssri lithium ace_arb diuretic potassium_sparing",
    ),
    ("NSAID_60", NSAIDS, "age_60_or_over"),
    ("APAP_LIVER", "acetaminophen", "liver_disease alcohol_heavy"),
    ("APAP_DUP", "acetaminophen", "acetaminophen opioid"),
    ("APAP_WARF", "acetaminophen", "anticoagulant warfarin"),
    ("MG_KIDNEY", "magnesium potassium", "kidney_disease dialysis"),
    ("MG_KIDNEY", "potassium", "heart_failure diabetes liver_disease"),
    ("K_ACE", "potassium", "ace_arb potassium_sparing potassium_supplement nsaid"),
    ("MG_QUINOLONE", "magnesium", "ciprofloxacin"),
    (
        "RELAX_MIX",
        "muscle_relaxant",
        "opioid benzodiazepine muscle_relaxant baclofen antipsychotic alcohol_heavy",
    ),
    ("RELAX_NEVER", "muscle_relaxant", "ciprofloxacin fluvoxamine maoi"),
    ("RELAX_SEROTONIN", "muscle_relaxant", "ssri lithium opioid"),
    (
        "RELAX_BODY",
        "muscle_relaxant",
        "heart_failure afib palpitations liver_disease kidney_disease",
    ),
    ("RELAX_BODY", "muscle_relaxant", "dialysis pregnancy_before_20 pregnancy_from_20 under_16"),
    ("OLDER_RELAX", "muscle_relaxant", "age_65_or_over"),
    ("CHILD_ASPIRIN", "aspirin", "under_19"),
    ("CHILD_MEDS", "ibuprofen naproxen muscle_relaxant quinine magnesium potassium", "under_12"),
    ("HEAT_NUMB", "heat ice", "numb_feet_slow leg_numb_new diabetes walk_pain_stops_rest"),
    ("HEAT_NUMB", "heat ice", "rest_foot_pain leg_cold_pale hot_red_spreading"),
    ("HEAT_NUMB", "heat", "opioid benzodiazepine muscle_relaxant alcohol_heavy"),
    ("HEAT_CLOT", "heat ice", "calf_swollen_one calf_warm_red hot_red_spreading"),
    ("HEAT_CLOT", "heat ice", "leg_cold_pale sudden_leg_severe"),
]


@pytest.mark.parametrize(("sign", "wanted", "enough"), SIGNS)
def test_a_warning_sign_on_a_wanted_medicine_has_its_equal_here(sign, wanted, enough):
    for one, other in product(wanted.split(), enough.split()):
        pairs = [check for check in medicine_checks([one], [other]) if len(check.things) == 2]
        assert pairs, (one, other)
        assert pairs[0].severity != "info", (one, other)


def found(*taking):
    return {check.id for check in medicine_checks(taking)}


def test_no_warning_sign_on_a_wanted_medicine_is_left_out():
    table = load("warning_signs")
    wanting = set(table.loc[table["trigger"].str.contains("wants"), "id"])
    assert wanting == {sign for sign, _, _ in SIGNS} | {"NSAID_WHAMMY", "QUININE_WANT"}
    assert "whammy" in found("naproxen", "ace_arb", "potassium_sparing")
    assert "q_cramp" in found("quinine")


# Words


def plain(language):
    """Return the names in words, without the names of drugs, which are read off a box."""
    drugs = THINGS.index[(THINGS["kind"] == "medicine")]
    single = {
        word.lower()
        for name in THINGS.loc[drugs, f"name_{language}"]
        if len(words(name)) == 1
        for word in words(name)
    } | {"acetaminophen", "paracetamol", "acetaminofén", "sulfamethoxazole", "sulfametoxazol"}
    kept = [
        " ".join(word for word in words(name) if word.lower() not in single)
        for name in THINGS[f"name_{language}"]
    ]
    return [name for name in kept if len(words(name)) > 2]


@pytest.mark.standard("L01")
def test_the_english_names_are_plain():
    assert len(plain("en")) > 60
    assert grade("\n".join(plain("en"))) <= 6.0
    assert [name for name in THINGS["name_en"] if len(words(name)) > 12] == []


@pytest.mark.standard("L03")
def test_the_spanish_names_are_plain():
    assert huerta("\n".join(plain("es"))) >= 65
    assert [name for name in THINGS["name_es"] if len(words(name)) > 16] == []


def test_no_name_and_no_word_around_the_checks_is_a_promise():
    assert promises(load("substances"), ("name",)) == []
    for language in LANGUAGES:
        say = text.words("medicines", language)
        said = [*say["severity"].values(), *say["checked"].values(), say["none_found"]]
        assert [one for one in said if PROMISE.search(one)] == []
