"""Heat or ice: a gate that only "none" opens, the model beside measurements, no limit softened."""

import math
import re

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.models import heat
from spasmlab.panels import HeatOrIce
from spasmlab.panels.muscle import packs_told as told
from spasmlab.panels.muscle.heat_or_ice import ANSWERS, GATES
from spasmlab.panels.muscle.packs_told import BURNS, CARDS, FATS, PACKS, STOPS
from spasmlab.sweeps.depths import DEPTHS, FOLDS, MINUTES, depths
from spasmlab.sweeps.depths import FATS as FAT_MM
from spasmlab.sweeps.packs import LIMB
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
draw = np.random.default_rng(6)
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bsafe|(?<!estoy )\bsegur[oa]s?\b|\bharmless\b"
LINES = {name: rows for group in GATES.values() for name, rows in group.items()}


def shown(panel):
    return Markup(str(panel.markup()))


def hidden(found, kind):
    return "hidden" in found.kind(kind).has


def heat_cold(name):
    return tables.row("heat_cold", name)


# The gate


@pytest.mark.parametrize(
    ("answer", "open_parts"),
    [("", {"packs-gate"}), ("yes", {"packs-stop"}), ("unsure", {"packs-stop"})],
)
def test_nothing_opens_before_an_answer_nor_after_yes_or_not_sure(answer, open_parts):
    found = shown(HeatOrIce(gate=answer))
    parts = {"packs-gate", "packs-stop", "packs-open"}
    assert {one for one in parts if not hidden(found, one)} == open_parts


def test_only_none_opens_it():
    found = shown(HeatOrIce(gate="none"))
    assert not hidden(found, "packs-open")
    assert hidden(found, "packs-gate")
    assert hidden(found, "packs-stop")


@pytest.mark.parametrize("sent", ["maybe", "None", "NONE", "0"])
def test_an_answer_that_is_not_offered_opens_nothing(sent):
    panel = HeatOrIce()
    panel.set_state({"gate": sent})
    assert panel.gate == ""


def test_the_three_answers_stand_side_by_side():
    found = shown(HeatOrIce())
    given = [one.has["data-answer"] for one in found.elements if "data-answer" in one.has]
    assert given == [*ANSWERS, ""]  # and the way back to the list


def test_every_gate_of_the_table_is_asked():
    asked = {key for rows in LINES.values() for key in rows.split()}
    table = tables.load("heat_cold")
    gates = set("heat_cold:" + table.loc[table["kind"] == "contraindication", "id"])
    assert gates <= asked
    assert "warning_signs:HEAT_NUMB" in asked


@both
def test_a_line_that_cannot_wait_says_today_and_stands_first(language):
    assert list(GATES) == ["today", "ask"]
    levels = tables.load("warning_signs").set_index("id")["level"]
    for rows in GATES["today"].values():
        named = [key.split(":")[1] for key in rows.split() if key.startswith("warning_signs")]
        assert {levels[one] for one in named} == {"same_day"}
    today = {"en": "today", "es": "hoy"}[language]
    say = words("heat_or_ice", language)
    assert today in say["today"]
    assert today in say["stop_today"]
    assert set(say["gates"]) == set(LINES)


@both
def test_a_row_that_forbids_is_not_told_as_less(language):
    neither = {"en": "use neither", "es": "ninguno de los dos"}[language]
    assert neither in words("heat_or_ice", language)["stop_ask"]
    rules = {
        heat_cold(key.split(":")[1])["rule"]
        for key in " ".join(LINES.values()).split()
        if key.startswith("heat_cold:ci_")
    }
    assert rules == {"ask_first", "no_cold", "no_heat", "no_heat_pad", "do_not_use_get_seen"}


# The model, and what was measured


@pytest.mark.parametrize("pack", PACKS)
def test_a_course_is_the_models_own(pack):
    fat, flow = int(draw.integers(3)), int(draw.integers(2))
    field = heat.run(heat.PACKS[pack], 30.0, 0.0, FAT_MM[fat], "cylinder", flow, flow, 1.0, LIMB)
    own = heat.at(field, DEPTHS)
    mine = depths().change[PACKS.index(pack), fat, flow]
    assert mine == pytest.approx((own - own[0])[MINUTES], abs=1e-4)


def test_the_fats_are_those_of_the_folds_that_were_measured():
    for fold, fat, name in zip(FOLDS, FAT_MM, FATS, strict=True):
        row = tables.row("measurements", f"heat_ice_{name}_1cm")
        assert fat == heat.fat_under(fold)
        numbers = [
            float(one)
            for one in re.findall(r"(\d+) mm|(\d+) to (\d+) mm", row["condition"])[0]
            if one
        ]
        assert min(numbers) <= fold <= max(numbers)


def test_deep_down_both_edges_are_a_lower_bound():
    at = STOPS.index(20)
    for name in FATS:
        seen = abs(tables.row("measurements", f"heat_ice_{name}_3cm")["value"])
        assert told._sizes("ice", name, 30)[at].max() < seen
    hot = tables.row("measurements", "heat_pack_1cm")["value"]
    assert told._sizes("heat", "thin", 10)[STOPS.index(15)].max() < hot


@both
def test_what_is_said_is_the_model_rounded(language):
    panel = HeatOrIce(language)
    for name, said in panel.says.items():
        pack, fat = name.split(".")
        skin, deep = told._sizes(pack, fat, 0), told._sizes(pack, fat, 10)
        assert said[0][0] == "said_start"
        for at, (sentence, holes) in enumerate(said[1:], 1):
            assert float(holes["skin"]) == pytest.approx(skin[at].mean(), abs=0.51)
            ends = [float(one) for one in re.findall(r"\d+\.\d", holes["deep"])]
            assert min(ends) == pytest.approx(deep[at].min(), abs=0.051)
            assert max(ends) == pytest.approx(deep[at].max(), abs=0.051)
            hardly = max(ends) < 0.1
            assert sentence == (
                "said_hardly" if hardly else "said_warm" if pack == "heat" else "said_cold"
            )


def test_what_was_measured_is_its_row_and_stands_at_its_depth():
    panel = HeatOrIce()
    dotted = {
        (name, STOPS[at]): one["dots"]
        for name, all_found in panel.found.items()
        for at, one in enumerate(all_found)
        if one["dots"]
    }
    assert set(dotted) == {
        *((f"ice.{fat}", 20) for fat in FATS),
        *((f"heat.{fat}", minutes) for fat in FATS for minutes in (15, 20)),
    }
    for fat, begins in zip(FATS, depths().muscle_mm / 10, strict=True):
        near, deep = dotted[f"ice.{fat}", 20]
        assert (near["cm"], deep["cm"]) == pytest.approx((begins + 1, begins + 3))
        row = tables.row("measurements", f"heat_ice_{fat}_1cm")
        assert near["change"] == row["value"]
        assert "20 minutes, 1 cm below the fat" in row["condition"]
    assert "15 minutes, 1 cm deep" in tables.row("measurements", "heat_pack_1cm")["condition"]
    assert "20 minutes, 1.5 cm deep" in tables.row("measurements", "heat_pack_calf")["condition"]


# How long, and burns


def test_the_cards_turn_at_the_rows_minutes():
    assert heat_cold("cold_skin")["value"] == told.LOOK
    for name in ("cold_time", "heat_time"):
        assert heat_cold(name)["low"] == told.USUAL
        assert heat_cold(name)["high"] < told.LAST
    assert heat_cold("cold_max")["value"] == told.LAST
    assert heat_cold("heat_alt")["high"] == STOPS[-1]
    for pack in ("towel", "gel"):
        card = dict(zip(STOPS, told.cards(pack), strict=True))
        assert {card[one] for one in STOPS if one > 20} == {"over_cold"}
        assert [card[one] for one in (3, 5, 10, 15, 20)] == [
            *("on", "look", "off_cold", "off_cold", "last_cold")
        ]
    hot = dict(zip(STOPS, told.cards("heat"), strict=True))
    assert [hot[one] for one in (5, 10, 15, 20, 30)] == [
        *("on", "off_heat", "off_heat", "last_heat", "last_heat")
    ]
    assert set(told.cards("ice")) == {"bare"}


def test_too_long_and_bare_ice_are_urgent():
    assert CARDS["over_cold"][0] == CARDS["bare"][0] == "urgent"
    assert "off" in words("heat_or_ice")["cards"]["last_cold"]["word"]


@both
def test_burns_are_the_shortest_times_of_the_table_coolest_first(language):
    found = shown(HeatOrIce(language))
    rows = [one for one in found.elements if "data-burn" in one.has]
    assert [one.has["data-burn"] for one in rows] == list(BURNS)
    table = tables.load("heat_cold").dropna(subset=["temperature_c", "value"])
    times = [told.seconds_of(heat_cold(name)) for name in BURNS]
    assert times == sorted(times, reverse=True)
    for name, seconds in zip(BURNS, times, strict=True):
        alike = table[table["temperature_c"] == heat_cold(name)["temperature_c"]]
        assert seconds == min(told.seconds_of(row) for _, row in alike.iterrows())


def test_the_burns_are_seen_before_and_after_the_gate():
    for answer in ("", *ANSWERS):
        box = shown(HeatOrIce(gate=answer)).kind("packs-burns")
        assert "hidden" not in box.has
        assert not any("hidden" in one.has for one in box.within)


# The page


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
@pytest.mark.parametrize("answer", ["", "none"])
def test_the_markup_is_whole_and_every_number_is_traced(language, answer):
    panel = HeatOrIce(language, gate=answer, pack="ice", minutes=20.0)
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert "**" not in panel.html
    assert "{" not in panel.html
    assert untraced(panel.html) == []
    controls = [one.has["data-control"] for one in found.elements if "data-control" in one.has]
    assert controls == ["pack", "minutes", "fat"]
    for one in found.elements:
        for key in one.has.get("data-row", "").split():
            tables.row(*key.split(":"))


@pytest.mark.parametrize(("sent", "kept"), [(math.nan, 15), (-3, 0), (99, 30), (12, 10), (19, 20)])
def test_minutes_stay_on_the_slider(sent, kept):
    panel = HeatOrIce()
    panel.set_state({"minutes": sent})
    assert panel.minutes == kept


def test_a_pack_or_fat_that_is_not_there_is_not_kept():
    panel = HeatOrIce(pack="oven", fat="none")
    assert (panel.pack, panel.fat) == ("heat", "middle")


@pytest.mark.standard("I06")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    def lines(value):
        if isinstance(value, dict):
            return [one for each in value.values() for one in lines(each)]
        return [re.sub(r"\{\w+\}", "20", value).replace("**", "")]

    said = lines(words("heat_or_ice", language))
    assert [one for one in said if re.search(BAD, one)] == []
    plain = "\n".join(said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
