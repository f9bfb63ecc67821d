"""The plate: printed servings, the same foods per 100 g, and how little of them blood shows."""

import re

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import plate, tables
from spasmlab.evidence.results import EvidenceError
from spasmlab.panels import Plate
from spasmlab.panels.evidence.plate import ASK, DAY, MOST, SHELVES
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
FOODS = {food.id: food for food in plate.foods()}
foods = pytest.mark.parametrize("food", FOODS.values(), ids=list(FOODS))
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bsafe\b|\bsegur[oa]\b"
# What kitchens weigh, in g: worked out nowhere in the package.
KITCHEN = {
    "potassium_banana": 118,
    "potassium_potato_baked": 156,
    "potassium_tomato": 123,
    "magnesium_spinach_boiled": 90,
    "potassium_dried_apricots": 65,
    "magnesium_quinoa_cooked": 185,
}


def shown(panel):
    return Markup(str(panel.markup()))


# Foods


@foods
def test_the_printed_salt_is_the_row_and_the_others_are_the_same_food(food):
    row = tables.row("servings", food.id)
    assert food.mg[row["nutrient"]] == row["mg"]
    for key in food.rows.split():
        tables.row(*key.split(":"))
    if food.grams is None:
        assert list(food.mg) == [row["nutrient"]]
        return
    per_100_g = tables.row("foods", food.rows.split("foods:")[1])
    assert list(food.mg) == list(plate.SALTS)
    for salt, code in plate.SALTS.items():
        assert food.mg[salt] == pytest.approx(per_100_g[f"{code}_mg"] * food.grams / 100)


@pytest.mark.parametrize("name", KITCHEN)
def test_a_serving_weighs_what_kitchens_say(name):
    assert FOODS[name].grams == pytest.approx(KITCHEN[name], rel=0.01)


def test_a_food_that_cannot_be_the_serving_is_refused(monkeypatch):
    monkeypatch.setitem(plate.FOODS, "magnesium_almonds", "nuts_cashew_nuts_raw_sr_legacy")
    plate.foods.cache_clear()
    with pytest.raises(EvidenceError, match=r"magnesium_almonds weighs 28\.35 g, and by its food"):
        plate.foods()
    monkeypatch.undo()
    plate.foods.cache_clear()


def test_who_eats_what_is_the_survey():
    assert [(one.sex, one.age_low) for one in plate.groups()] == [
        (sex, age) for sex in "FM" for age in (20, 40, 60)
    ]
    for one in plate.groups():
        assert (one.age_high is None) == (one.age_low == 60)
        for eaten in one.eaten.values():
            row = tables.row("diet_percentiles", eaten.id)
            assert row["sex"] == one.sex
            assert [row["p25"], row["p50"], row["p75"], row["p95"]] == [
                eaten.half[0],
                eaten.middle,
                eaten.half[1],
                eaten.most,
            ]


def test_blood_is_the_adjusted_slope():
    slope, low, high = plate.in_blood()
    assert round(slope, 2) == 0.02  # a gram, as the storyboard of the series has it
    assert low < slope < high
    assert plate.usual_width() == pytest.approx(1.8)


# The panel


def test_a_plate_adds_up_and_says_what_it_does_not_know():
    panel = Plate(plate={"potassium_banana": 2, "magnesium_black_beans": 1})
    banana = FOODS["potassium_banana"].mg
    assert panel.totals()["potassium"] == (844, True)
    assert panel.totals()["magnesium"] == (2 * round(banana["magnesium"]) + 60, False)
    assert "at least 844 mg" in panel._sentence()
    middle = tables.row("diet_percentiles", "k_f_40_59")["p50"]
    assert f"{844 / middle:.0%}".replace("%", " %") in panel._sentence()
    assert "0.02 mmol/L" in panel._sentence()


@both
def test_empty_little_much_and_not_known_each_say_so(language):
    say = words("plate", language)

    def told(**served):
        return Plate(language, plate=served)._sentence().striptags()

    assert told() == say["nothing"]
    assert told(magnesium_black_beans=2) == say["reading_none"]
    assert "0.01" in told(potassium_banana=1)
    assert say["rise_tiny"].split("**")[1].format(rise="0.01") in told(potassium_banana=1)
    much = Plate(language, plate=dict.fromkeys(FOODS, MOST))
    assert say["beyond"] in much.html
    rise = plate.in_blood()[0] * much.totals()["potassium"][0] / 1000
    assert f"{rise:.2f} mmol/L" in much._sentence()


def test_the_sliver_is_as_wide_as_the_rise_is_of_the_usual_range():
    panel = Plate(plate=dict.fromkeys(DAY, 1))
    (sliver,) = (one for one in shown(panel).elements if "plate-rise" in one.kinds)
    rise = plate.in_blood()[0] * panel.totals()["potassium"][0] / 1000
    assert float(sliver.has["width"]) == pytest.approx(1000 * rise / 1.8, abs=0.06)
    assert float(sliver.has["width"]) < 50  # of 1000: hardly seen, and that is the point


@pytest.mark.parametrize(
    "sent",
    [
        {"potassium_banana": 7},
        {"potassium_banana": -1},
        {"potassium_banana": 0},
        {"potassium_banana": 1.5},
        {"potassium_tomato": True},
        {"potassium_banana": "2"},
        {"salt_lick": 1},
        {"potassium_banana": None},
    ],
)
def test_what_cannot_be_served_is_left_out(sent):
    panel = Plate()
    panel.set_state({"plate": sent})
    assert panel.plate == {}
    assert panel.markup()


@pytest.mark.parametrize(("name", "sent"), [("sex", "X"), ("age", "41"), ("age", "")])
def test_an_unknown_group_is_never_kept(name, sent):
    panel = Plate(**{name: sent})
    assert (panel.sex, panel.age) == ("F", "40")


def test_each_food_stands_on_one_shelf_and_no_shelf_is_long():
    found = shown(Plate())
    listed = [one.has["data-food"] for one in found.elements if "data-food" in one.has]
    assert listed == list(FOODS)
    assert sorted(at for one in SHELVES.values() for at in range(15)[one]) == list(range(15))
    assert all(one.stop - one.start <= 7 for one in SHELVES.values())
    assert set(DAY) <= set(FOODS)


@both
def test_whom_it_asks_to_ask_first_and_the_veil_does_not_hide_it(language):
    found, say = shown(Plate(language, after="sweat_water_only")), words("plate", language)
    box = found.kind("plate-ask")
    assert box.has["data-row"] == ASK
    for key in ASK.split():
        tables.row(*key.split(":"))
    for part in ("ask", "ask_who", "ask_pills"):
        assert say[part] in box.text
    assert words("lab_slip", language)["feel"] in box.text
    assert not any("panel-say" in one.kinds or "panel-body" in one.kinds for one in box.within)
    named = {
        "en": (
            "kidneys",
            "heart failure",
            "blood pressure",
            "-pril",
            "-sartan",
            "keeps potassium",
            "salt substitute",
        ),
        "es": (
            "riñones",
            "corazón",
            "la presión",
            "-pril",
            "-sartán",
            "guarda potasio",
            "sustituto de la sal",
        ),
    }
    assert [one for one in named[language] if one not in box.text] == []


@pytest.mark.standard("V01")
@both
def test_the_markup_is_whole_and_nothing_is_typed(language):
    panel = Plate(language, key="mine")
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert "{" not in panel.html
    assert "style=" not in panel.html
    kinds = {one.has["type"] for one in found.all("input")} - {"text"}
    assert kinds == {"radio"}
    assert [one for one in found.all("input") if one.has["type"] == "text"] == [
        found.kind("tool-link")  # shows a link, and takes none
    ]
    _, *rows = found.rows()
    assert len(rows) == len(FOODS)
    assert rows[5][1:] == ["731", "–", "–"]  # lentils


@both
def test_the_words_are_plain(language):
    said = [one for one in words("plate", language).values() if isinstance(one, str)]
    assert [one for one in said if re.search(BAD, one)] == []
    plain = "\n".join(re.sub(r"\{\w+\}", "30", one).replace("**", "") for one in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
