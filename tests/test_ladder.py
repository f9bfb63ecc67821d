"""Steps after back surgery: blinded and open trials apart, help and harm in one size."""

import pytest
from tests.markup import Markup

from spasmlab.evidence import effects, tables
from spasmlab.evidence.boxes import box
from spasmlab.panels import Ladder
from spasmlab.panels.evidence.ladder import KINDS, START, STEPS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
PRETEND = {"placebo", "placebo_injection", "placebo_stimulation", "injection_without_steroid"}


def shown(language, step):
    return Markup(str(Ladder(language, step=step).markup()))


def misplaced(steps):
    """Return the rows that stand as blinded or open and are not so, by their comparator."""
    wrong = []
    for one in steps.values():
        wrong += [r for r in one.blinded if effects.effect(r).comparator not in PRETEND]
        wrong += [r for r in one.open if effects.effect(r).comparator in PRETEND]
    return wrong


def test_a_blinded_trial_had_something_that_looked_alike_and_an_open_one_had_not():
    assert misplaced(STEPS) == []
    turned = {"stimulator": type(STEPS[START])("x", blinded=("spinal_cord_stimulation_02",))}
    assert misplaced(turned) == ["spinal_cord_stimulation_02"]


def test_every_row_is_of_its_step_s_box_and_was_checked():
    for name, one in STEPS.items():
        held = {row.id for row in box(one.box).rows}
        rows = [*one.blinded, *one.open]
        assert rows, name
        assert set(rows) <= held
        assert all(effects.shown(effects.effect(row)) for row in rows)


@both
@pytest.mark.parametrize("step", STEPS)
def test_both_kinds_stand_in_one_form_and_an_empty_one_says_so(language, step):
    found, say = shown(language, step), words("ladder", language)
    kinds = [one for one in found.elements if "ladder-kind" in one.kinds]
    assert [one.has["data-kind"] for one in kinds] == list(KINDS)
    for place in kinds:
        kind = place.has["data-kind"]
        rows = getattr(STEPS[step], kind)
        inside = [one for one in found.elements if place in one.within]
        assert [one.has["data-row"] for one in inside if one.tag == "li"] == [
            f"effects:{row}" for row in rows
        ]
        assert [one.tag for one in inside[:2]] == ["h4", "p"]
        assert (say[f"no_{kind}"] in place.text) == (not rows)


@both
@pytest.mark.parametrize("step", STEPS)
def test_help_and_harm_have_the_same_parts(language, step):
    found = shown(language, step)
    sides = [one for one in found.elements if "fact-side" in one.kinds]
    assert len(sides) == 2
    parts = [
        [o.tag for o in found.elements if side in o.within and o.tag == "dt"] for side in sides
    ]
    assert min(map(len, parts)) >= 4


@both
def test_the_sentence_says_how_it_was_tested_then_help_and_harm(language):
    say, panel = words("ladder", language), Ladder(language)
    harm = words("fact_box", language)["bad"]
    for name in STEPS:
        told = panel.cards[name][1]
        assert harm in told
        kind = "both" if name == "stimulator" else "blinded" if STEPS[name].blinded else "open"
        assert told.startswith(say[f"say_{kind}"].replace("{option}", panel.made[name].name))


def test_the_numbers_of_another_surgery_are_those_of_its_trial():
    people = effects.people(effects.effect("reoperation_02"), 100)
    assert (people.without, people.treated) == (round(100 * 9 / 19), round(100 * 3 / 26))
    again = effects.people(effects.effect("reoperation_h2"), 100)
    assert (again.without, again.treated) == (round(100 * 5 / 24), round(100 * 14 / 26))
    shots = effects.people(effects.effect("epidural_injection_06"), 100)
    assert (shots.without, shots.treated) == (53, 59)


def test_nothing_says_which_is_best_and_each_pill_is_asked_about():
    en, es = words("ladder"), words("ladder", "es")
    assert "not an order of how well they work" in en["lead"]
    assert "No es un orden" in es["lead"]
    assert "ask" in en["notes"]["medicine"]
    assert "pregunte" in es["notes"]["medicine"]


@both
def test_the_table_holds_every_step_and_kind(language):
    found, panel = shown(language, START), Ladder(language)
    _, *rows = found.rows()
    wanted = sum(max(1, len(getattr(one, kind))) for one in STEPS.values() for kind in KINDS)
    last = rows[-wanted:]
    assert [row[0] for row in dict.fromkeys(map(tuple, last))]
    assert {row[0] for row in last} == {card.name for card in panel.made.values()}


@pytest.mark.standard("A01")
@both
@pytest.mark.parametrize("step", STEPS)
def test_the_markup_is_whole(language, step):
    found = shown(language, step)
    assert found.open == []
    assert found.unnamed() == []
    assert "**" not in str(found.html)


def test_a_step_that_is_not_there_is_not_kept():
    assert Ladder(step="magic").step == START


def test_the_steps_lead_from_least_to_most():
    assert list(STEPS) == ["exercise", "medicine", "injection", "stimulator", "surgery"]
    procedures = [
        tables.row("treatments", box(one.box).treatment)["category"] for one in STEPS.values()
    ]
    assert procedures == ["exercise", "prescription", "procedure", "procedure", "procedure"]
