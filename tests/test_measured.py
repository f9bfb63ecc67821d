"""Model beside measurement: every row is answered or refused, and the page says how it stands."""

import importlib
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from spasmlab.evidence import tables
from spasmlab.models import axon, contraction, cramp, fibre, heat, pool
from spasmlab.panels.muscle.measured import count, judged
from spasmlab.sweeps import answers
from spasmlab.sweeps import measured as sweep
from spasmlab.sweeps.measured import ANSWERS, CANNOT, MEASURED, MODELS, measured
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
CHECKED = tables.load("measurements").query("verification != 'unverified'")


def row(**changed):
    fields = {"id": "fibre_peak_k_4", "value": 6.0, "low": 4.0, "high": 8.0, "unit": "ms"}
    return pd.Series(fields | changed)


# Which rows are answered


def unaccounted(answered, refused):
    """Return the rows that are neither answered nor refused, or both, or are no rows."""
    return (set(answered) ^ set(refused)) ^ set(CHECKED["id"]) | (set(answered) & set(refused))


def test_every_row_is_answered_or_said_to_be_out_of_reach():
    assert unaccounted(ANSWERS, CANNOT) == set()
    assert set(CHECKED["model"]) == set(MODELS)


def test_a_row_forgotten_or_told_twice_is_seen():
    some = dict(list(ANSWERS.items())[1:])
    assert unaccounted(some, CANNOT) == {next(iter(ANSWERS))}
    assert unaccounted(ANSWERS, CANNOT | {"fibre_peak_k_4": "heart"}) == {"fibre_peak_k_4"}
    assert unaccounted(ANSWERS, CANNOT | {"fibre_wings": "heart"}) == {"fibre_wings"}


def test_a_row_without_a_number_is_never_answered():
    bare = CHECKED[CHECKED["value"].isna() & CHECKED["low"].isna()]
    assert set(bare["id"]) <= set(CANNOT)


@both
def test_every_reason_and_every_row_has_its_words(language):
    say = words("measured", language)
    assert set(CANNOT.values()) == set(say["reasons"])
    assert set(say["rows"]) == set(CHECKED["id"])
    assert set(say["names"]) == set(MODELS)
    assert set(CHECKED["spread"].dropna()) == set(say["spreads"])


def test_the_function_named_is_one_of_the_rows_own_model():
    asked = {**{name: one.model for name, one in ANSWERS.items()}}
    for name, place in asked.items():
        room, _, function = place.partition(".")
        assert room == tables.row("measurements", name)["model"]
        assert callable(getattr(importlib.import_module(f"spasmlab.models.{room}"), function))
    assert all(place.startswith(f"{model}.") for model, place in MODELS.items())


def test_a_number_that_set_a_constant_is_marked():
    # cramp's docstring: the thresholds of Miller & Knight, here calcium 0.249 and 0.241
    fitted = {name for name, one in ANSWERS.items() if one.fitted}
    assert fitted == {"cramp_threshold_prone", "cramp_threshold_not_prone"}


# The numbers


def test_the_numbers_are_the_models_own():
    found = measured()
    nine = replace(fibre.Parameters(), potassium_outside=9.0)
    push = 1.1 * fibre.spark_point(nine, width_ms=0.5).strength
    nine_mv = fibre.run(fibre.Pulses((1.0,), strength=push), 40.0, 0.01, nine).sarcolemma_mv
    twitch = contraction.twitch(contraction.run([20.0], 400.0, every_ms=0.05))
    field = heat.run(heat.PACKS["ice"], 20.0, 0.0, heat.fat_under(14.0), "cylinder", flow=0.0)
    deep = heat.at(field, field.muscle_mm + 30)
    wanted = {
        "fibre_rest_rat_live": fibre.rest_states()[0].millivolts,
        "fibre_authors_chloride": fibre.rest_states()[0].chloride_inside,
        "pool_rate_soleus": pool.rates(1.0).mean(),
        "cramp_threshold_intact": cramp.threshold_frequency(),
        "contraction_rise_cat": twitch.time_to_peak_ms,
        "contraction_fall_human_calf": twitch.half_relaxation_ms,
        "heat_ice_middle_3cm": deep[-1] - deep[0],
        "sweat_saline_6h": 140 - 1.03 * 6 * 0.064 / 4.5 / 0.6 * (35.9 + 5.9 - 25),
        "release_slope": 4.0,
    }
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, rel=0.005)
    assert found["fibre_peak_k_9"] == pytest.approx(nine_mv.max(), abs=0.2)  # as steps fall


def test_the_levels_are_where_the_models_turn():
    found = measured()
    fires = found["axon_calcium_symptoms"]
    assert axon.fires_by_itself(fires - 0.005)
    assert not axon.fires_by_itself(fires + 0.005)
    for nudge, stable in ((-0.01, 2), (0.01, 1)):
        level = found["fibre_authors_two_rests"] + nudge
        rests = fibre.rest_states(replace(fibre.Parameters(), potassium_outside=level))
        assert sum(rest.stable for rest in rests) == stable


def test_there_is_a_finite_number_for_each():
    found = measured()
    assert list(found) == list(ANSWERS)
    assert all(math.isfinite(value) for value in found.values())
    assert MEASURED.read()["value"].shape == (len(ANSWERS),)


def test_an_answer_that_is_no_number_is_refused_by_name(monkeypatch):
    broken = {**ANSWERS, "fibre_peak_k_4": sweep.Answer(lambda: math.nan, "fibre.run")}
    monkeypatch.setattr(sweep, "ANSWERS", broken)
    at = sweep.NAMES.index("fibre_peak_k_4")
    with pytest.raises(ValueError, match="fibre_peak_k_4 must be answered with a finite number"):
        sweep._solve(float(at))


def test_a_width_is_that_at_half_height_over_the_start():
    ms = np.arange(0.0, 100.0, 0.01)
    triangle = 5 + np.clip(1 - np.abs(ms - 40) / 10, 0, None)
    assert answers.width(ms, triangle) == pytest.approx(10.0, abs=0.05)


# The words


@pytest.mark.parametrize(
    ("ours", "word", "kind"),
    [
        (3.999, "outside_lower", "outside"),
        (4.0, "inside", "inside"),
        (6.0, "inside", "inside"),
        (8.0, "inside", "inside"),
        (8.001, "outside_higher", "outside"),
    ],
)
def test_the_ends_of_a_range_are_inside_it(ours, word, kind):
    found = judged(row(), ours)
    assert (found.word, found.kind) == (word, kind)


@pytest.mark.parametrize(
    ("changed", "ours", "word", "by"),
    [
        ({}, 9.0, "outside_higher", "50 %"),
        ({}, 3.0, "outside_lower", "50 %"),
        ({"unit": "mV"}, 27.0, "outside_higher", "21 mV"),
        (
            {"unit": "°C", "value": -6.0, "low": -7.0, "high": -5.0},
            -2.0,
            "outside_higher",
            "4.0 °C",
        ),
        ({"value": math.nan, "unit": "ms"}, 12.0, "outside_higher", "50 %"),
        ({"value": math.nan, "unit": "ms"}, 3.0, "outside_lower", "25 %"),
        ({"low": math.nan, "high": math.nan}, 6.6, "bare_higher", "10 %"),
        ({"low": math.nan, "high": math.nan}, 5.997, "bare_lower", "0.050 %"),
        ({"low": math.nan, "high": math.nan}, 6.0, "bare_same", "0 %"),
    ],
)
def test_how_far_off_is_told_against_what_was_measured(changed, ours, word, by):
    found = judged(row(**changed), ours)
    assert (found.word, found.by) == (word, by)


def test_a_fitted_row_counts_as_neither_hit_nor_miss():
    fitted = row(id="cramp_threshold_prone")
    assert [judged(fitted, ours).kind for ours in (6.0, 60.0)] == ["fitted", "fitted"]
    assert judged(row(), None).kind == "absent"
    rows = pd.DataFrame([fitted, row(), row(id="fibre_peak_k_9")])
    found = count(rows, {"cramp_threshold_prone": 6.0, "fibre_peak_k_4": 4.0})
    assert found == {
        "inside": 1, "outside": 0, "bare": 0, "fitted": 1, "theirs": 0, "absent": 1, "ranged": 1,
    }  # fmt: skip


def test_another_models_number_is_no_measurement():
    theirs = row(kind="authors_model")
    assert [judged(theirs, ours).kind for ours in (6.0, 60.0)] == ["theirs", "theirs"]
    assert judged(theirs, None).kind == "absent"
    assert count(pd.DataFrame([theirs]), {"fibre_peak_k_4": 6.0})["ranged"] == 0
