"""Medicine checks: every row fires for its own codes, and nothing that is added takes one back."""

from collections import Counter
from functools import cache
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from spasmlab import text
from spasmlab.evidence.tables import load
from spasmlab.safety import medicines
from spasmlab.safety.medicines import LANGUAGES, SEVERITIES, SIDES, medicine_checks, names

THINGS = load("substances").set_index("id")
ROWS = load("interactions").set_index("id")
NAMES = list(THINGS.index)
CONDITIONS = list(THINGS.index[THINGS["kind"].isin(["condition", "age", "sign"])])
ALONE = {"mg_diur", "mg_ppi", "q_cramp"}  # one thing is enough
DOUBLING = {"nsaid_dup", "apap_dup", "smr_two", "k_dup"}  # two products of one medicine
both = pytest.mark.parametrize("language", LANGUAGES)


def found(taking, having=()):
    return [check.id for check in medicine_checks(taking, having)]


def sides(row):
    """Return what may fill each side of a row, as its codes say."""
    return [ROWS.loc[row, side].split(";") for side in SIDES if pd.notna(ROWS.loc[row, side])]


def keys(checks):
    return {(check.id, tuple(sorted(check.things))) for check in checks}


@cache
def members(code):
    """Return what a class holds, worked out by walking down it."""
    classes = THINGS["classes"].fillna("").str.split(";")
    held = {name for name, over in classes.items() if code in over}
    return held.union(*map(members, held)) if held else held


# The rows


def test_every_row_fires_for_each_of_its_own_codes():
    asked = [(row, things) for row in ROWS.index for things in product(*sides(row))]
    assert len(asked) > 300
    assert [one for one in asked if one[0] not in found(one[1])] == []


def test_no_row_fires_while_one_of_its_sides_is_empty():
    asked = [
        (row, things)
        for row in ROWS.index
        for left in range(len(sides(row)))
        for things in product(*(codes for at, codes in enumerate(sides(row)) if at != left))
    ]
    assert [one for one in asked if one[0] in found(one[1])] == []


def test_a_row_on_a_class_fires_for_every_member_of_it():
    asked = []
    for row in ROWS.index:
        for at, codes in enumerate(sides(row)):
            others = [each[0] if each[0] != codes[0] else each[-1] for each in sides(row)]
            held = set().union(*map(members, codes))
            asked += [(row, [*others[:at], one, *others[at + 1 :]]) for one in held]
    assert len(asked) > 500
    assert [one for one in asked if one[0] not in found(one[1])] == []


@pytest.mark.parametrize(
    ("taking", "having", "row"),
    [
        (["ibuprofen", "apixaban"], [], "nsaid_anticoag"),
        (["naproxen", "losartan", "hydrochlorothiazide"], [], "whammy"),
        (["ibuprofen", "low_dose_aspirin"], [], "asa_ibu"),
        (["acetaminophen", "cold_flu_product"], [], "apap_dup"),
        (["acetaminophen", "opioid_with_acetaminophen"], [], "apap_dup"),
        (["ibuprofen"], ["dialysis"], "nsaid_ckd"),
        (["aspirin"], ["pregnancy_from_20"], "nsaid_preg"),
        (["aspirin"], ["under_12"], "asa_child"),
        (["spironolactone", "co_trimoxazole"], [], "tmp_raas"),
        (["salt_substitute", "ramipril"], [], "k_ace"),
        (["doxycycline", "magnesium_antacid"], [], "mg_tet"),
        (["tizanidine", "ciprofloxacin"], [], "tiz_1a2"),
        (["cyclobenzaprine"], ["afib"], "cbp_heart"),
        (["baclofen"], ["missed_dialysis"], "bac_kidney"),
        (["diclofenac_gel", "heat"], [], "dcf_heat"),
    ],
)
def test_a_danger_that_is_well_known_is_told(taking, having, row):
    assert row in found(taking, having)


@pytest.mark.parametrize(
    ("taking", "having", "row"),
    [  # what is no such danger: the wrong class, or an aspirin the row leaves out
        (["apixaban", "vitamin_k2"], [], "k2_warf"),
        (["aspirin"], ["heart_attack"], "nsaid_heart"),
        (["low_dose_aspirin"], ["pregnancy_from_20"], "nsaid_preg"),
        (["ibuprofen"], ["pregnancy_before_20"], "nsaid_preg"),
        (["diazepam", "lorazepam"], [], "smr_two"),
        (["amlodipine", "potassium_supplement"], [], "k_ace"),
        (["acetaminophen"], ["alcohol"], "opi_alc"),
        (["ibuprofen", "clopidogrel"], [], "asa_ibu"),
        (["metoprolol", "potassium_supplement"], [], "k_trim"),
    ],
)
def test_a_row_keeps_to_what_it_says(taking, having, row):
    assert row not in found(taking, having)


# A class that was ticked may be any of its members


@pytest.mark.parametrize(
    ("taking", "row", "kinds"),
    [
        (["vitamin_k2", "anticoagulant"], "k2_warf", {"vitamin_k_antagonist"}),
        (["muscle_relaxant", "ciprofloxacin"], "tiz_1a2", {"tizanidine"}),
        (["acetaminophen", "opioid"], "apap_dup", {"opioid_with_acetaminophen"}),
        (["potassium_supplement", "diuretic"], "k_spiro", {"spironolactone", "eplerenone"}),
        (["aspirin", "pregnancy"], "nsaid_preg", {"pregnancy_from_20"}),
        (["ibuprofen", "blood_pressure_pill", "diuretic"], "whammy", {"ace_arb"}),
    ],
)
def test_a_wide_name_fires_and_says_for_which_kinds(taking, row, kinds):
    check = next(one for one in medicine_checks(taking) if one.id == row)
    said = {kind for each in check.if_it_is for kind in each}
    assert said >= {THINGS.loc[kind, "name_en"] for kind in kinds}


def test_a_name_that_is_narrow_enough_has_no_if():
    for check in medicine_checks(["ibuprofen", "warfarin", "losartan", "furosemide"]):
        assert set(check.if_it_is) == {()}, check.id
        assert len(check.if_it_is) == len(check.things)


# One medicine alone, and twice


def test_one_thing_alone_makes_no_pair_with_itself():
    for name in NAMES:
        assert set(found([name])) <= ALONE, name
        assert found([name]) == found([], [name]), name


def test_two_products_of_one_medicine_make_only_what_is_about_doubling():
    for name in THINGS.index[THINGS["kind"] == "medicine"]:
        assert set(found([name, name])) - set(found([name])) <= DOUBLING, name


@pytest.mark.parametrize("name", ["ibuprofen", "acetaminophen", "baclofen", "salt_substitute"])
def test_a_second_product_is_told_from_either_list(name):
    assert set(found([name, name])) & DOUBLING
    assert found([name], [name]) == found([name, name])


# Order and shape


@given(some.lists(some.sampled_from(NAMES), max_size=8))
def test_worst_comes_first_and_each_set_of_names_once_a_row(chosen):
    checks = medicine_checks(chosen)
    ranks = [SEVERITIES.index(check.severity) for check in checks]
    assert ranks == sorted(ranks)
    assert len(keys(checks)) == len(checks)
    for check in checks:
        assert not Counter(check.things) - Counter(chosen)


@given(
    some.lists(some.sampled_from(NAMES), max_size=6),
    some.lists(some.sampled_from(CONDITIONS), max_size=4),
    some.sampled_from(NAMES),
)
def test_adding_a_thing_never_removes_a_check(taking, having, more):
    before = keys(medicine_checks(taking, having))
    assert before <= keys(medicine_checks([*taking, more], having))
    assert before <= keys(medicine_checks(taking, [*having, more]))


@given(some.lists(some.sampled_from(NAMES), max_size=8), some.randoms())
def test_the_order_of_what_is_given_changes_nothing(chosen, random):
    mixed = list(chosen)
    random.shuffle(mixed)
    assert medicine_checks(chosen) == medicine_checks((), mixed)


def test_nothing_taken_is_an_empty_tuple_and_the_words_say_what_that_means():
    assert medicine_checks([]) == ()
    assert "not complete" in text.words("medicines", "en")["none_found"]
    assert "no está completa" in text.words("medicines", "es")["none_found"]
    assert "not complete" in medicines.__doc__


@both
def test_what_is_said_around_the_checks_is_whole(language):
    say = text.words("medicines", language)
    assert set(say["severity"]) == set(SEVERITIES)
    assert set(say["checked"]) >= set(ROWS["verification"])


@both
def test_a_check_is_its_row_in_the_language(language):
    checks = medicine_checks(["ibuprofen", "losartan", "diuretic", "quinine"], (), language)
    assert len(checks) > 4
    for check in checks:
        row = ROWS.loc[check.id]
        said = [one for one in (check.first, check.second, check.third) if one is not None]
        assert said == [THINGS.loc[thing, f"name_{language}"] for thing in check.things]
        assert (check.effect, check.action) == (
            row[f"effect_{language}"],
            row[f"action_{language}"],
        )
        assert (check.source, check.verification) == (row["source"], row["verification"])
        assert check.severity == row["severity"]
    with pytest.raises(AttributeError):
        checks[0].severity = "info"


@both
def test_the_names_that_can_be_ticked_are_the_tables(language):
    assert names(language) == dict(THINGS[f"name_{language}"])


# What is refused

NO_LIST = some.one_of(
    some.none(), some.integers(), some.floats(), some.text(), some.binary(), some.booleans(),
    some.dictionaries(some.sampled_from(NAMES), some.booleans(), max_size=3),
    some.just(object()), some.builds(iter, some.just([])), some.just(bytearray(b"ibuprofen")),
)  # fmt: skip
NO_NAME = some.one_of(
    some.none(), some.integers(), some.floats(), some.binary(), some.lists(some.none()),
    some.text().filter(lambda name: name not in THINGS.index),
    some.recursive(some.just([]), lambda inner: some.lists(inner, max_size=2), max_leaves=20),
)  # fmt: skip


@given(NO_LIST, some.booleans())
def test_what_is_no_list_of_names_is_refused_by_argument(strange, first):
    arguments, said = ((strange,), "taking") if first else (([], strange), "having")
    with pytest.raises(ValueError, match=f"^{said} must be a list, tuple or set of names, got"):
        medicine_checks(*arguments)


@given(NO_NAME, some.booleans())
def test_an_unknown_name_is_refused_by_argument(strange, first):
    arguments, said = (([strange],), "taking") if first else ((["quinine"], [strange]), "having")
    with pytest.raises(ValueError, match=f"^{said} must hold names of substances, got ") as error:
        medicine_checks(*arguments)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("ibuprofin", "ibuprofen"), ("Warfarin", "warfarin"), ("muscle relaxant", "muscle_relaxant")],
)
def test_a_slip_of_the_pen_is_told_what_was_meant(wrong, near):
    with pytest.raises(ValueError, match=f"got '{wrong}'; did you mean '{near}'"):
        medicine_checks([wrong])


def test_a_huge_or_deep_value_is_shown_short():
    deep = []
    for _ in range(500):
        deep = [deep]
    for strange in ("x" * 10_000_000, deep, list(range(100_000)), "\ud800" * 5000):
        with pytest.raises(ValueError, match="taking must hold") as error:
            medicine_checks([strange])
        assert len(str(error.value)) < 400


def test_everything_at_once_is_answered():
    assert set(found(NAMES + NAMES)) == set(ROWS.index)


@pytest.mark.parametrize("language", ["fr", "", None, "EN", 1])
def test_an_unknown_language_is_refused(language):
    with pytest.raises(ValueError, match="language must be one of en, es, got"):
        medicine_checks([], (), language)
    with pytest.raises(ValueError, match="language must be one of en, es, got"):
        names(language)
