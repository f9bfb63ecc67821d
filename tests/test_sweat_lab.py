"""The sweat lab: rows and model behind each number, and no danger softened."""

import math
import re

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.models.sweat import run
from spasmlab.panels import SweatLab
from spasmlab.panels.evidence import salts_levels
from spasmlab.panels.muscle import sweat_lines as lines
from spasmlab.panels.muscle import sweat_parts as parts
from spasmlab.safety.signs import signs
from spasmlab.sweeps.sweat_lab import HOURS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
LAB = SweatLab()
EVERY = list(LAB.looked)
GRAVE = ("usual", "ask", "cannot", "urgent", "emergency")
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bsafe\b|\bsegur[oa]\b"


def shown(panel):
    return Markup(str(panel.markup()))


def numbers_at(name, at):
    _, row, water, _, *numbers = LAB.looked[name]["stops"][at]
    return row, water, dict(zip(lines.HOLES, numbers, strict=True))


def row_of(name):
    return tables.row("measurements", name)


# Where the numbers come from


def test_sweat_is_the_row_of_athletes_and_the_salty_drink_that_of_the_trial():
    row = row_of("sweat_rate_athletes")
    assert [lines.litres(one) for one in lines.SWEATS] == [row["low"], row["value"], row["high"]]
    assert f"drink with {lines.SALTY} mmol/L sodium" in row_of("sweat_salty_drink_3h")["condition"]
    low, high = lines.CHECKED
    assert f"weight change 0, -2 or {low:.0f} %" in row_of("sweat_balance_error")["condition"]
    assert f"weight change +{high:.0f} %" in row_of("sweat_balance_error_gain")["condition"]


@pytest.mark.parametrize("name", EVERY)
def test_a_line_is_the_models_at_each_stop(name):
    drink, sweat, body = name.split(".")
    rate, what = lines.litres(sweat), lines.DRINKS[drink]
    found = run(HOURS, what.times * rate, what.sodium, rate, 35.9, float(body))
    line = LAB.looked[name]
    assert line["line"] == pytest.approx(found.plasma_sodium[: len(line["line"])], abs=0.051)
    for at in range(len(line["stops"])):
        _, water, told = numbers_at(name, at)
        assert float(told["sweat"]) == pytest.approx(rate * HOURS[at], abs=0.051)
        assert water == pytest.approx(1 + found.water_l[at] / (0.6 * float(body)), abs=6e-4)
        assert int(told["low"]) <= line["low"][at] + 0.05 <= line["high"][at] + 0.1
        assert int(told["high"]) >= line["high"][at] - 0.05


@pytest.mark.parametrize("name", EVERY)
def test_a_line_ends_where_people_stopped_or_it_is_an_emergency(name):
    line, last = LAB.looked[name], len(LAB.looked[name]["line"]) - 1
    drink, sweat, body = name.split(".")
    lost = lines.litres(sweat) * HOURS / float(body) * 100
    if line["why"] == "stopped":
        assert drink == "nothing"
        assert lost[last] >= row_of("sweat_no_drink")["value"] > lost[last - 1]
    elif line["why"] == "emergency":
        assert line["line"][last] <= 125.05
        assert line["line"][last - 1] > 125
    else:
        assert last == len(HOURS) - 1
    said = SweatLab(drink=drink, sweat=sweat, body=body, hours=6.0)._sentence()
    end = words("sweat_lab")["ends"].get(line["why"], "no such end").split("{")[0]
    assert (end.replace("**", "") in said.striptags()) == bool(line["why"])


def test_each_way_of_ending_and_none_is_there():
    assert {line["why"] for line in LAB.looked.values()} == {"", "stopped", "emergency"}


def test_past_what_was_checked_the_line_is_dashed():
    for name, line in LAB.looked.items():
        drink, sweat, body = name.split(".")
        gain = (lines.DRINKS[drink].times - 1) * lines.litres(sweat) * HOURS / float(body) * 100
        for at in range(len(line["line"])):
            assert (at <= line["checked"]) == (-4 - 1e-9 <= gain[at] <= 2 + 1e-9), (name, at)


# What a level asks for


@pytest.mark.parametrize("name", EVERY)
def test_the_card_is_the_gravest_of_the_range_as_the_blood_salts_say(name):
    salt = salts_levels.SALTS["sodium"]
    for at in range(len(LAB.looked[name]["stops"])):
        row, _, told = numbers_at(name, at)
        reached = [
            GRAVE.index(band["band"])
            for level in range(int(told["low"]), int(told["high"]) + 1)
            for band in salts_levels.bands(salt)
            if band["first"] <= salt.at(level) <= band["last"]
        ]
        assert GRAVE.index(LAB.cards[row][0]) >= max(reached)


@both
def test_who_drinks_far_too_much_is_never_told_less_than_to_be_seen_today(language):
    panel, least = SweatLab(language), GRAVE.index("cannot")  # which asks for a call today
    assert signs().set_index("id").loc["OVERDRINK", "level"] == "same_day"
    assert panel.cards["warning_signs:OVERDRINK"][0] == "urgent"
    assert {"en": "today", "es": "hoy"}[language] in panel.cards["warning_signs:OVERDRINK"][-1]
    for name, line in panel.looked.items():
        if name.split(".")[0] in ("water_more", "salty_more"):
            assert all(GRAVE.index(panel.cards[stop[1]][0]) >= least for stop in line["stops"])
    for drink in ("water_more", "salty_more"):
        told = SweatLab(language, drink=drink, hours=1.0)._sentence().striptags()
        assert words("sweat_lab", language)["meant"][drink].replace("**", "") in told


@pytest.mark.parametrize("name", EVERY)
def test_a_card_names_the_level_that_it_grades(name):
    """The dot may stand in the usual band while an end of the range does not: that end is named."""
    say, graded = words("sweat_lab"), {"card": "mid", "card_low": "low", "card_high": "high"}
    assert "{low}" in say["card_low"]
    assert "{high}" in say["card_high"]
    for stop in LAB.looked[name]["stops"]:
        _, row, _, heading, *numbers = stop
        told = dict(zip(lines.HOLES, numbers, strict=True))
        assert (heading == "card_more") == (row == lines.MORE)
        if row != lines.MORE:
            level = int(told[graded[heading]])
            assert lines.gravest(level, level) == row


def test_at_first_the_card_names_the_end_outside_the_usual_range():
    _, row, _, told = LAB._stop()
    assert int(told["mid"]) >= lines.usual()[0] > int(told["low"])
    assert LAB.cards[row][0] == "ask"
    assert f"It may be as low as {told['low']}:" in shown(LAB).kind("band-card").text


@pytest.mark.parametrize("drink", lines.DRINKS)
def test_hours_past_the_end_of_a_line_are_told_as_its_end(drink):
    panel = SweatLab(drink=drink, hours=6.0)
    for sweat in lines.SWEATS:
        panel.sweat = sweat
        last = len(panel._line()["stops"]) - 1
        said = str(panel._sentence().striptags())
        assert ("You chose 6 hours" in said) == (last < len(HOURS) - 1)
        assert f"After {lines.hours(last, panel.words)}" in said
        assert panel._stop()[3]["mid"] == panel._line()["stops"][last][-3]


@both
def test_the_signs_stand_there_in_their_own_words_under_their_own_level(language):
    found, table = shown(SweatLab(language)), signs().set_index("id")
    tiers = words("signs", language)["tiers"]
    for name in parts.DANGER:
        (sign,) = (o for o in found.elements if o.has.get("data-row") == f"warning_signs:{name}")
        assert sign.text.startswith(table.loc[name, f"question_{language}"])
        (box,) = (one for one in sign.within if "sweat-tier" in one.kinds)
        assert f"is-{table.loc[name, 'tier']}" in box.kinds
        assert box.text.startswith(tiers[table.loc[name, "tier"]])
        assert table.loc[name, f"action_{language}"] in box.text
    assert table.loc["OVERDRINK_SICK", "level"] == "call_emergency_now"
    assert table.loc["HEATSTROKE", "level"] == "call_emergency_now"


def test_a_shut_panel_does_not_hide_the_signs():
    """The veil before the guess is laid over the panel; the signs are laid over the veil."""
    signs_box = re.search(r"\n\.sweat-signs \{([^}]*)\}", SweatLab._css)[1]
    veil = re.search(r"\n\.panel-lock \{([^}]*)\}", SweatLab._css)[1]
    above, below = (int(re.search(r"z-index: (\d)", one)[1]) for one in (signs_box, veil))
    assert "position: relative" in signs_box
    assert above > below
    found = shown(SweatLab(after="sweat_water_only"))
    box = found.kind("sweat-signs")
    assert not any("panel-say" in one.kinds or "panel-body" in one.kinds for one in box.within)


# What was measured


@both
def test_what_was_measured_is_its_row_and_never_the_model(language):
    found = shown(SweatLab(language))
    tests = [one for one in found.elements if "data-drink" in one.has]
    assert [one.has["data-row"] for one in tests] == [key for key, _ in parts.MEASURED.values()]
    for one in tests:
        assert not any("data-model" in outer.has for outer in one.within)
        row = tables.row(*one.has["data-row"].split(":"))
        sizes = [abs(value) for value in (row["value"], row["low"], row["high"]) if value == value]
        assert {f"{math.floor(size + 0.5)}" for size in sizes} <= {*re.findall(r"\d+", one.text)}
    found = [re.findall(r"\d+", one.text.replace(f"{parts.DRY} %", "")) for one in tests]
    assert found == [["2"], ["5"], ["4", "5"], ["5"], ["7", "14"]]


def test_a_mark_stands_where_its_number_does():
    found = shown(SweatLab())
    marks = [one for one in found.elements if "sweat-mark" in one.kinds]
    zero = parts.TAP * -parts.AXIS[0]
    for mark, (key, _) in zip(marks, parts.MEASURED.values(), strict=True):
        low, high = parts.ends(key)
        left, wide = float(mark.has["x"]), float(mark.has["width"])
        assert left + parts.MARK / 2 == pytest.approx(zero + parts.TAP * low)
        assert wide - parts.MARK == pytest.approx(parts.TAP * (high - low))


@pytest.mark.parametrize(
    ("drink", "marked"), [("nothing", 1), ("water", 2), ("salty", 2), ("water_more", 0)]
)
def test_the_tests_that_speak_to_the_drink_are_marked(drink, marked):
    found = shown(SweatLab(drink=drink))
    now = [one for one in found.elements if "is-now" in one.kinds]
    assert len(now) == marked
    assert {one.has["data-drink"] for one in now} <= {drink}
    assert ("hidden" in found.kind("sweat-untested").has) == bool(marked)


def test_the_diamonds_are_the_blood_that_was_measured():
    assert LAB.dots["water"] == [
        {"hours": 3.0, "value": row_of("sweat_water_3h")["value"]},
        {"hours": 6.0, "value": row_of("sweat_water_6h")["value"]},
    ]
    assert LAB.dots["salty"][0]["value"] == row_of("sweat_salty_drink_3h")["value"]
    assert LAB.dots["nothing"] == LAB.dots["water_more"] == []
    for name, after in lines.AFTER.items():
        assert re.search(rf"\b{after:.0f} h\b", row_of(name)["condition"])


# The page


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
def test_the_markup_is_whole(language):
    panel = SweatLab(language, key="mine")
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert "{" not in panel.html
    assert "**" not in panel.html
    folded = [one for one in found.elements if one.tag == "details"]
    controls = [
        one
        for one in found.elements
        if "data-control" in one.has and not any(outer in folded for outer in one.within)
    ]
    assert [one.has["data-control"] for one in controls] == ["hours", "sweat", "drink"]
    assert "style=" not in panel.html  # our policy forbids it
    for one in found.elements:
        for key in one.has.get("data-row", "").split():
            tables.row(*key.split(":"))


@pytest.mark.standard("A14")
@both
def test_the_table_has_each_whole_hour_and_says_where_the_line_ended(language):
    panel, say = SweatLab(language, drink="nothing", sweat="much"), words("sweat_lab", language)
    _, *rows = shown(panel).rows()
    assert [row[0] for row in rows] == [str(hour) for hour in range(7)]
    until = len(panel.looked["nothing.much.70"]["line"])
    for hour, row in enumerate(rows):
        assert (row[3] == say["ended"]) == (2 * hour >= until)


@pytest.mark.parametrize(("sent", "kept"), [(math.nan, 3.0), (-1.0, 0.0), (99.0, 6.0), (2.5, 2.5)])
def test_hours_stay_on_the_slider(sent, kept):
    panel = SweatLab()
    panel.set_state({"hours": sent})
    assert panel.hours == kept
    assert "nan" not in str(panel.markup())


@pytest.mark.standard("I06")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    say = words("sweat_lab", language)
    said = [*(one for one in say.values() if isinstance(one, str))]
    for table in (say["drinks"], say["done"], say["meant"], say["ends"]):
        said += table.values()
    said += [one for one in say["lab"].values() if isinstance(one, str)]
    assert [one for one in said if re.search(BAD, one)] == []
    plain = "\n".join(re.sub(r"\{\w+\}", "30", one).replace("**", "") for one in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
