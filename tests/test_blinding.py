"""The small simulation of trials: what its docstring's equations say, and what fools it."""

import re

import numpy as np
import pytest
from tests.notebook_rules import read

from spasmlab.evidence import tables
from spasmlab.exercises import blinding
from spasmlab.exercises.blinding import BETWEEN, MEAN, WITHIN, published, reliability, simulate
from spasmlab.paths import NOTEBOOKS


def test_the_change_of_each_group_is_the_one_printed():
    on, off = published()
    row = tables.row("effects", blinding.ROW)
    assert on - off == pytest.approx(-row["value"])
    assert (on, off) == (10.6, 9.3)


def test_a_note_that_lost_its_numbers_is_named(monkeypatch):
    monkeypatch.setattr(blinding.tables, "row", lambda *_: {"note": "no numbers"})
    with pytest.raises(tables.DataError, match=blinding.ROW):
        published()


@pytest.mark.parametrize("effect", [0.0, 5.0])
@pytest.mark.parametrize("hope", [0.0, 10.0])
def test_an_open_trial_sees_effect_and_hope_and_a_blinded_one_the_effect(effect, hope):
    assert simulate(effect, hope).difference == pytest.approx(effect + hope, abs=0.6)
    assert simulate(effect, hope, blinded=True).difference == pytest.approx(effect, abs=0.6)


@pytest.mark.parametrize("guessed", [0.0, 0.5, 1.0])
def test_who_sees_through_the_blinding_brings_that_share_of_hope_back(guessed):
    found = simulate(0.0, 10.0, blinded=True, guessed=guessed).difference
    assert found == pytest.approx(10 * guessed, abs=0.6)


def test_pain_falls_by_itself_in_people_chosen_for_much_of_it():
    """Against the closed form, with the mean of those let in worked out by numbers of our own."""
    cutoff, spread = 60.0, np.hypot(BETWEEN, WITHIN)
    z = (cutoff - MEAN) / spread
    days = np.linspace(z, 8, 100_001)
    weight = np.exp(-(days**2) / 2)
    above = spread * (days * weight).sum() / weight.sum()
    found = simulate(0.0, 0.0, cutoff=cutoff)
    assert found.control == pytest.approx((1 - reliability()) * above, abs=0.4)
    assert found.difference == pytest.approx(0.0, abs=0.6)


def test_nobody_chosen_falls_by_nothing():
    found = simulate(0.0, 0.0, cutoff=-1000.0)
    assert found.treated == pytest.approx(0.0, abs=0.4)


def test_the_same_arguments_give_the_same_people():
    assert simulate() == simulate()


@pytest.mark.parametrize("guessed", [-0.1, 1.1, float("nan")])
def test_a_share_that_is_none_is_refused(guessed):
    with pytest.raises(ValueError, match="guessed"):
        simulate(guessed=guessed)


def test_a_trial_that_lets_nobody_in_is_refused():
    with pytest.raises(ValueError, match="people"):
        simulate(cutoff=1000.0)


@pytest.mark.parametrize("language", ["", "es/"])
def test_the_lesson_asks_with_the_numbers_of_the_exercise(language):
    cells = {
        one.id: one for one in read(NOTEBOOKS / f"{language}12-after-back-surgery.ipynb").cells
    }
    asked = re.findall(r"\d+", cells["blank-head"].source)
    assert asked == [f"{one:.0f}" for one in (MEAN, BETWEEN, WITHIN, blinding.CHOSEN)]
    note = tables.row("effects", "spinal_cord_stimulation_02")["note"]
    treated, control = re.findall(r"of (\d+)", note)
    assert f"/ {treated} +" in cells["worked"].source
    assert f"/ {control} " in cells["worked"].source
