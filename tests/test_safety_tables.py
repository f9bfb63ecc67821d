"""Heat and cold, look-alikes, servings, blood salts: in order, sourced, plain, not softened."""

import re

import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab.evidence.tables import descriptor, load

LOOK_ALIKE = (
    *("name", "feels", "where", "when", "how_long", "worse", "better", "looks"),
    *("key_yes", "key_no", "question", "see_who"),
)
SPOKEN = [("differential", stem) for stem in LOOK_ALIKE] + [("heat_cold", "plain")]
SECONDS = {"s": 1, "min": 60, "h": 3600}
PROMISE = re.compile(
    r"\b(?:safe|safely|harmless|segur[oa]s?|inofensiv[oa]s?)\b|\b1 in \d|\b(?:rare|rarely)\b",
    re.IGNORECASE,
)
EMERGENCY = {  # look-alikes whose warning signs are all emergencies, and what must be said of them
    *("dystonia", "low_calcium_magnesium", "blocked_artery_sudden"),
    *("muscle_breakdown", "tetanus", "tight_compartment"),
}


def said(table, stem, language):
    return table[f"{stem}_{language}"].dropna().tolist()


def numbers(text):
    return sorted(re.findall(r"\d+", text))


def burn_times(table):
    """Return the rows that are times to burn, in seconds, coolest first."""
    rows = table[table["temperature_c"].notna() & table["value"].notna()].copy()
    rows["seconds"] = rows["value"] * rows["unit"].map(SECONDS)
    return rows.sort_values(["temperature_c", "seconds"], ascending=[True, False])


def slower_when_hotter(table):
    """Return the rows that take longer to burn than a cooler one of the same injury."""
    rows = burn_times(table)
    wrong = []
    for _, alike in rows.groupby("injury"):
        shortest = alike["seconds"].cummin().shift()
        wrong += alike.loc[alike["seconds"] > shortest, "id"].tolist()
    return wrong


def later_than_deeper(table):
    """Return temperatures at which the deep burn comes before the shallow one."""
    rows = burn_times(table)
    first = rows.groupby(["temperature_c", "injury"])["seconds"].min().unstack()
    return first.index[first["second_degree"] > first["full_thickness"]].tolist()


def unknown_signs(table):
    known = set(load("warning_signs")["id"])
    named = table.dropna(subset=["warning_sign"])
    return sorted(
        sign
        for cell in named["warning_sign"].tolist()
        for sign in cell.split(";")
        if sign not in known
    )


def too_cold(table):
    """Return the rows of cold and ice that allow more than 20 minutes."""
    cold = table[table["kind"].eq("use_limit") & table["item"].str.match("Cold|Ice")]
    minutes = cold[cold["unit"] == "min"]
    most = minutes[["value", "low", "high"]].max(axis=1)
    return minutes.loc[most > 20, "id"].tolist()


def not_urgent(table):
    """Return emergencies among the look-alikes that do not say to call now."""
    rows = table[table["id"].isin(EMERGENCY)]
    calls = rows["see_who_en"].str.contains("emergency number now")
    llama = rows["see_who_es"].str.contains("Llame ya a su número de emergencia")
    return sorted(rows.loc[~(calls & llama), "id"])


# Words


@pytest.mark.parametrize(("name", "stem"), SPOKEN)
def test_both_languages_say_the_same(name, stem):
    table = load(name)
    english, spanish = table[f"{stem}_en"], table[f"{stem}_es"]
    assert (english.isna() == spanish.isna()).all()
    pairs = zip(table["id"], english.fillna(""), spanish.fillna(""), strict=True)
    assert [row for row, en, es in pairs if numbers(en) != numbers(es)] == []


@pytest.mark.standard("L01")
@pytest.mark.parametrize(("name", "stem"), SPOKEN)
def test_the_english_is_plain(name, stem):
    texts = said(load(name), stem, "en")
    assert grade("\n".join(texts)) <= 6.0
    assert [s for text in texts for s in sentences(text) if len(words(s)) > 20] == []
    assert [text for text in texts if PROMISE.search(text)] == []


@pytest.mark.standard("L03")
@pytest.mark.parametrize(("name", "stem"), SPOKEN)
def test_the_spanish_is_plain(name, stem):
    texts = said(load(name), stem, "es")
    assert huerta("\n".join(texts)) >= 65
    assert [s for text in texts for s in sentences(text) if len(words(s)) > 20] == []
    assert [text for text in texts if PROMISE.search(text)] == []


# Look-alikes


def test_the_look_alikes_are_all_there_and_each_asks_its_question():
    table = load("differential")
    assert len(table) == 19
    assert table["question_en"].str.endswith("?").all()
    assert table["question_es"].str.match(r"¿.*\?$").all()
    assert not table["question_en"].duplicated().any()


def test_every_warning_sign_named_exists():
    assert unknown_signs(load("differential")) == []


def test_a_warning_sign_that_does_not_exist_is_found():
    table = load("differential")
    table.loc[0, "warning_sign"] = "CRAMP_10MIN;CRAMP_99MIN"
    assert unknown_signs(table) == ["CRAMP_99MIN"]


def test_an_emergency_says_call_now():
    assert not_urgent(load("differential")) == []
    levels = load("warning_signs").set_index("id")["level"]
    signs = load("differential").set_index("id")["warning_sign"].dropna().str.split(";")
    worst = {
        row: {levels[sign] for sign in named}
        for row, named in signs.items()
        if all(levels[sign] == "call_emergency_now" for sign in named)
    }
    assert set(worst) - {"pinched_nerve", "spinal_stenosis"} <= EMERGENCY


@pytest.mark.parametrize("column", ["see_who_en", "see_who_es"])
def test_a_softened_emergency_is_found(column):
    table = load("differential")
    table.loc[table["id"] == "tetanus", column] = "Book a visit."
    assert not_urgent(table) == ["tetanus"]


def test_a_clot_is_never_ruled_out_by_its_cramping():
    clot = load("differential").set_index("id").loc["blood_clot"]
    assert "a clot can cramp too" in clot["key_no_en"]
    assert "un coágulo también puede acalambrar" in clot["key_no_es"]


# Heat and cold


def test_times_to_burn_fall_as_it_gets_hotter():
    table = load("heat_cold")
    assert slower_when_hotter(table) == []
    assert later_than_deeper(table) == []
    assert len(burn_times(table)) == 21


@pytest.mark.parametrize(
    ("row", "seconds", "check"),
    [
        ("mh3_51", 400, slower_when_hotter),
        ("mh2_60", 30, slower_when_hotter),
        ("mh2_47", 3000, later_than_deeper),
    ],
)
def test_a_softened_time_to_burn_is_found(row, seconds, check):
    table = load("heat_cold")
    table.loc[table["id"] == row, "value"] = seconds
    assert check(table) != []


def test_cold_stays_on_20_minutes_at_most():
    table = load("heat_cold")
    assert too_cold(table) == []
    assert table.set_index("id").loc["cold_max", ["value", "high"]].tolist() == [20, 20]


@pytest.mark.parametrize(("row", "column"), [("cold_alt", "high"), ("ice_massage", "value")])
def test_longer_cold_is_found(row, column):
    table = load("heat_cold")
    table.loc[table["id"] == row, column] = 25.0
    assert too_cold(table) == [row]


def test_where_two_times_exist_the_shorter_is_asked_for():
    notes = load("heat_cold").set_index("id")["note"]
    for row in ("burn52", "cpsc_49", "cpsc_54", "cpsc_60"):
        assert "use the shorter" in notes[row].lower(), row


def test_a_row_of_heat_and_cold_holds_a_number_a_rule_or_a_reason():
    table = load("heat_cold")
    filled = table[["value", "low", "high"]].notna().any(axis=1)
    assert (filled == table["unit"].notna()).all()
    assert not (filled & table["rule"].notna()).any()
    bare = table[~filled & table["rule"].isna()]
    assert bare["note"].notna().all()
    both = table.dropna(subset=["value", "low", "high"])
    assert both["value"].between(both["low"], both["high"]).all()
    assert (table["temperature_c"].notna() == table["injury"].notna()).all()


def test_unchecked_heat_carries_no_number():
    table = load("heat_cold")
    unread = table[table["verification"] == "unverified"]
    assert unread[["value", "low", "high", "sd"]].isna().all(axis=None)


def test_measured_cooling_is_what_the_models_are_held_against():
    rows, cold = load("measurements").set_index("id"), load("heat_cold").set_index("id")
    for thick, name in (("8", "thin"), ("10_18", "middle"), ("20", "thick")):
        for depth in "13":
            fell = cold.loc[f"myrer{depth}_{thick}", "value"]
            assert fell == -rows.loc[f"heat_ice_{name}_{depth}cm", "value"]


# Servings and blood salts


def test_a_serving_is_named_in_both_languages_and_once():
    table = load("servings")
    counts = {"potassium": 10, "magnesium": 8, "calcium": 5, "phosphorus": 4}
    assert table["nutrient"].value_counts().to_dict() == counts
    assert not table.duplicated(["nutrient", "food_en"]).any()
    assert table["mg"].between(50, 800).all()


@pytest.mark.parametrize(
    ("serving", "food", "salt"),
    [
        ("potassium_dried_apricots", "apricots_dried_sulfured_uncooked", "k_mg"),
        ("potassium_potato_baked", "potatoes_baked_flesh_without_salt", "k_mg"),
        ("potassium_banana", "bananas_raw", "k_mg"),
        ("potassium_spinach_raw", "spinach_raw", "k_mg"),
        ("magnesium_quinoa_cooked", "quinoa_cooked", "mg_mg"),
        ("magnesium_dark_chocolate_70", "chocolate_dark_70_85_cacao_solids", "mg_mg"),
        ("calcium_yogurt_plain_low_fat", "yogurt_plain_low_fat", "ca_mg"),
        ("calcium_mozzarella_part_skim", "cheese_mozzarella_part_skim_milk", "ca_mg"),
    ],
)
def test_a_serving_weighs_what_the_other_table_makes_of_it(serving, food, salt):
    grams = {"1/2 cup": (50, 130), "1 cup": (140, 260), "2 cups": (50, 70), "1 medium": (100, 180)}
    grams |= {"1 oz": (27, 30), "1.5 oz": (41, 44), "8 oz": (220, 250)}
    row = load("servings").set_index("id").loc[serving]
    low, high = grams[row["serving_en"]]
    assert low <= 100 * row["mg"] / load("foods").set_index("id").loc[food, salt] <= high


def test_what_is_not_an_interval_has_its_number_where_it_is_said_to_be():
    table = load("electrolytes").set_index("kind")
    for kind in ("to_mg_dl", "intake_adequate", "intake_recommended"):
        assert table.loc[kind, "low"].notna().all()
        assert table.loc[kind, "high"].isna().all()
    for kind in ("intake_reduce_above", "intake_upper", "supplement_upper"):
        assert table.loc[[kind], "high"].notna().all()
        assert table.loc[[kind], "low"].isna().all()


def test_units_of_blood_salts_fit_what_the_row_is():
    table = load("electrolytes")
    unit = table["kind"].str.extract(r"^(to_mg_dl|intake|supplement)", expand=False)
    wanted = unit.map({"to_mg_dl": "mg/dL per mmol/L", "intake": "mg/day", "supplement": "mg/day"})
    assert (table["unit"] == wanted.fillna("mmol/L")).all()
    assert not table.duplicated(["electrolyte", "kind", "group", "low", "high"]).any()


def test_a_recommended_day_stays_below_its_limit():
    table = load("electrolytes").set_index("id")
    assert table.loc["magnesium_supplement_upper", "high"] == 350
    advised = table[table["kind"].str.match("intake_(?:adequate|recommended)")]
    limits = table[table["kind"].isin(["intake_upper", "intake_reduce_above"])]
    for salt, rows in advised.groupby("electrolyte"):
        least = limits.loc[limits["electrolyte"] == salt, "high"].min()
        assert not rows["low"].max() > least, salt


@pytest.mark.parametrize("name", ["differential", "heat_cold", "servings"])
def test_no_review_is_claimed(name):
    named = {field["name"] for field in descriptor()[name]["schema"]["fields"]}
    assert load(name)[sorted(named & {"reviewer", "reviewed"})].isna().all(axis=None)
