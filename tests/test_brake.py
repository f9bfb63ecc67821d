"""The quiet brake: what the panel says of every level, and of the signs of low calcium."""

import math
import re
from functools import cache

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.models import axon
from spasmlab.panels import Brake
from spasmlab.panels.markup import fill
from spasmlab.panels.muscle.brake import FREE, HIGHEST, PRESETS, SIGNS, STOPS, USUAL
from spasmlab.safety.signs import signs
from spasmlab.safety.triage import assess
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
LEVELS = STOPS.tolist()
EMERGENCY = tables.row("electrolytes", "calcium_ionised_severe_low")["high"]
LOW, HIGH = tables.row("electrolytes", "calcium_ionised_usual")[["low", "high"]]
WORST = {"hand_spasm": True, "tingle_mouth_fingers": True}
CASES = {  # the answers that each sign shown stands for
    "TETANY": WORST,
    "TETANY_NECKOP": {"neck_surgery_recent": True, "tingle_mouth_fingers": True},
    "AIRWAY": {"swallow_hard": True},
    "SEIZURE_CONFUSED": {"seizure": True},
    "HAND_SPASM": {"hand_spasm": True},
    "NECKOP_CRAMP": {"neck_surgery_recent": True},
}
LEVEL_OF = {"emergency": "call_emergency_now", "today": "same_day"}


def shown(panel):
    return Markup(str(panel.markup()))


@cache
def of_usual(calcium, constants):
    """Return what a level needs, against the usual, asking the model itself."""
    usual = axon.threshold(USUAL, parameters=constants)
    return round(100 * axon.threshold(calcium, parameters=constants) / usual)


def expected(calcium, *, two):
    """Return the names of a level's sentences, by what the model and the rows say."""
    said = []
    if calcium < EMERGENCY:
        said = ["emergency"]
    elif not LOW <= calcium <= HIGH:
        said = ["call_low" if calcium < LOW else "call_high"]
    if axon.fires_by_itself(calcium):
        said += ["fires"]
    elif calcium == USUAL:
        return [*said, "same"]
    else:
        said += ["easier" if calcium < USUAL else "harder"]
    return [*said, "second"] if two else said


# What is said


@both
@pytest.mark.parametrize("models", ["one", "two"])
@pytest.mark.parametrize("calcium", LEVELS)
def test_a_level_says_what_both_models_do_and_danger_first(language, models, calcium):
    say, names = words("brake", language), expected(calcium, two=models == "two")
    wanted = fill(
        " ".join(say[name] for name in names),
        calcium=f"{calcium:.2f}",
        push=of_usual(calcium, axon.NODE),
        second=of_usual(calcium, axon.OTHER),
    ).replace("**", "")
    found = shown(Brake(language, calcium=calcium, models=models))
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == wanted


def test_every_level_below_the_usual_asks_for_help_and_the_lowest_at_once():
    """The rows decide, so that one that is raised is raised here; this holds them from below."""
    says = dict(zip(LEVELS, Brake().says, strict=True))
    assert {level for level, said in says.items() if said[0] == "emergency"} >= {
        level for level in LEVELS if level <= 0.95
    }
    asked = {"emergency", "call_low", "call_high"}
    assert [level for level, said in says.items() if said[0] not in asked] == [
        1.15,
        1.2,
        1.25,
        1.3,
    ]
    assert tables.row("measurements", "axon_calcium_symptoms")["value"] < EMERGENCY


@both
def test_that_the_models_disagree_is_said_whichever_is_shown(language):
    say = words("brake", language)
    for models in ("one", "two"):
        assert shown(Brake(language, models=models)).kind("brake-note").text == say["note"]
    assert not re.search(r"\bHz\b|a second\b|por segundo", " ".join(say.values()))


@both
def test_magnesium_is_a_direction_and_no_number(language):
    note = shown(Brake(language)).kind("brake-magnesium")
    assert note.has["data-row"] == "mechanism:magnesium_brake"
    assert not re.search(r"\d", note.text)
    assert axon.NODE.magnesium_weight == 0
    assert tables.row("mechanism", "magnesium_brake").isna()["value"]


@both
def test_the_table_holds_both_models_as_they_answer(language):
    say = words("brake", language)
    head, *rows = shown(Brake(language)).rows()
    assert head == [say[f"head_{name}"] for name in ("calcium", "first", "second")]
    assert [row[0] for row in rows] == [f"{level:.2f}" for level in LEVELS[::2]]
    for level, *cells in rows:
        for cell, constants in zip(cells, (axon.NODE, axon.OTHER), strict=True):
            fires = axon.fires_by_itself(float(level), parameters=constants)
            wanted = say["cell_fires"] if fires else str(of_usual(float(level), constants))
            assert cell == wanted


def test_what_the_browser_draws_is_the_sweeps():
    panel = Brake()
    drawn = np.frombuffer(panel.relative, "<f4").reshape(2, -1)
    for row, constants in zip(drawn, (axon.NODE, axon.OTHER), strict=True):
        for at in (0, 5, len(STOPS) - 1):
            assert 100 * row[at] == pytest.approx(of_usual(LEVELS[at], constants), abs=0.51)
    assert np.frombuffer(panel.stops, "<f4").tolist() == pytest.approx(LEVELS)
    assert axon.fires_by_itself(panel.fires_upto)
    assert not axon.fires_by_itself(panel.fires_upto + 0.05)
    assert panel.usual == (LOW, HIGH)
    assert set(PRESETS.values()) <= set(LEVELS)
    assert (LEVELS[0], LEVELS[-1], FREE.highest) == (0.4, HIGHEST, HIGHEST)


# Signs


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_shown_has_the_level_that_triage_gives(sign):
    """What stands under a tier's name is what anyone who has the sign is told, or less urgent."""
    (tier,) = signs().set_index("id").loc[[sign], "tier"]
    for age in (5, 30, 80):
        told = assess({"age": age, "main_problem": "arm_or_hand", **CASES[sign]})
        assert sign in {reason.id for reason in told.reasons}
        assert told.level == LEVEL_OF[tier]


@pytest.mark.standard("A24")
@both
def test_signs_stand_in_the_words_of_the_table_worst_first_outside_what_a_guess_shuts(language):
    found = shown(Brake(language, after="calcium_low_nerve"))
    rows = signs().set_index("id")
    listed = [one for one in found.all("li") if "data-row" in one.has]
    assert [one.has["data-row"] for one in listed] == [f"warning_signs:{sign}" for sign in SIGNS]
    assert [one.text for one in listed] == [rows[f"question_{language}"][sign] for sign in SIGNS]
    titles = [one.text for one in found.all("h4")]
    assert titles == [words("signs", language)["tiers"][tier] for tier in ("emergency", "today")]
    acts = [one.text for one in found.all("p") if "warning_signs" in one.has.get("data-row", "")]
    assert acts == [rows[f"action_{language}"][sign] for sign in ("TETANY", "HAND_SPASM")]
    shut = found.kind("brake-try")
    assert not any(shut in one.within for one in listed)
    assert shut in found.kind("panel-lock").within


def test_a_sign_that_is_raised_moves_up_and_one_of_another_level_is_refused(monkeypatch):
    from spasmlab.panels.muscle import brake

    raised = signs()
    raised.loc[raised["id"] == "AIRWAY", "action_en"] = "Something else."
    monkeypatch.setattr(brake, "signs", lambda: raised)
    with pytest.raises(ValueError, match="too many values"):  # never one act over two
        Brake()


# The widget


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(math.nan, 1.2), (math.inf, 1.2), (-3, 0.4), (1e9, HIGHEST), (0.75, 0.75), (0.0, 0.4)],
)
def test_a_level_stays_on_the_slider(sent, kept):
    panel = Brake()
    panel.set_state({"calcium": sent})  # what a message from a browser calls
    assert panel.calcium == kept
    assert Brake(calcium=sent).calcium == kept


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
def test_the_markup_is_whole_and_says_whose_numbers_it_shows(language):
    panel = Brake(language)
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert "{" not in panel.html
    assert "**" not in panel.html
    assert len([one for one in found.elements if "data-control" in one.has]) == 2
    for one in found.elements:
        for key in one.has.get("data-row", "").split():
            tables.row(*key.split(":"))
    (picture,) = [one for one in found.all("svg") if one.has.get("role") == "img"]
    assert picture.has["aria-label"] == words("brake", language)["picture"]


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@pytest.mark.standard("I06")
@both
def test_the_words_are_plain(language):
    said = [text for text in words("brake", language).values() if " " in text]
    plain = "\n".join(re.sub(r"\{\w+\}", "30", text).replace("**", "") for text in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
    assert not re.search(r"\b1 in \d|\bsafe\b|\brare\b|\b1 de cada\b|\bsegur[oa]s?\b", plain)
