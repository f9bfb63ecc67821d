"""One odds ratio adjusted for more and more: its steps in order, and what each one adds."""

import pandas as pd
import pytest
from tests.small_evidence import shelve, tight

from spasmlab.evidence import confounding

STEPS = [  # order, adjusted_for, odds_ratio, low, high, n
    (2, "age10+female+kcal1000", 0.92189, 0.87172, 0.97496, 9793),
    (1, "age10+female", 1.0044, 0.95822, 1.0528, 9935),
    (3, "age10+female+kcal1000+educ", 0.95728, 0.9023, 1.0156, 9124),
]


def rows(**cells):
    names = ("order", "adjusted_for", "odds_ratio", "low", "high", "n")
    return pd.DataFrame(
        {"id": f"magnesium_{step[0]}", "exposure": "mg100", "outcome": "any", "adjustment": "more"}
        | dict(zip(names, step, strict=True))
        | (cells if step[0] == 3 else {})
        for step in STEPS
    )


# Published values


@pytest.mark.parametrize(
    ("outcome", "ratios", "links"),
    [
        ("any", [1.0044, 0.92189, 0.95728, 0.95553], ["includes", "excludes"]),
        ("freq", [0.90746, 0.84875, 0.91941, 0.92475], ["excludes", "excludes"]),
    ],
)
def test_the_link_of_magnesium_is_gone_once_school_and_income_are_alike(outcome, ratios, links):
    ladder = confounding.ladder(outcome)
    assert [step.odds_ratio for step in ladder.steps] == ratios
    assert [step.chance for step in ladder.steps] == [*links, "includes", "includes"]
    steps = [step.adjustment for step in ladder.steps]
    assert steps == ["age_sex", "energy_race_bmi", "education_income", "disease"]


@pytest.mark.parametrize("outcome", ["any", "freq"])
def test_each_step_holds_all_that_the_one_before_it_did_of_no_more_people(outcome):
    steps = confounding.ladder(outcome).steps
    for at in range(1, len(steps)):
        assert set(steps[at - 1].adjusted_for) < set(steps[at].adjusted_for)
        assert steps[at].people <= steps[at - 1].people
    assert confounding.ladder(outcome).added(2) == ("educ", "pir")


# Made-up steps


@pytest.fixture
def planted(monkeypatch):
    def plant(**cells):
        shelve(monkeypatch, leg_cramps_associations=rows(**cells))
        return confounding.ladder("any")

    return plant


def test_steps_come_in_the_order_of_adjustment(planted):
    ladder = planted()
    assert [step.id for step in ladder.steps] == ["magnesium_1", "magnesium_2", "magnesium_3"]
    assert [step.chance for step in ladder.steps] == ["includes", "excludes", "includes"]
    assert [step.people for step in ladder.steps] == [9935, 9793, 9124]
    assert [ladder.added(at) for at in range(3)] == [("age10", "female"), ("kcal1000",), ("educ",)]


def test_what_is_no_step_is_left_out(planted):
    assert len(planted(order=None).steps) == 2
    assert len(planted(exposure="caffeine").steps) == 2
    assert len(planted(outcome="frequent").steps) == 2


@pytest.mark.parametrize(
    "cells",
    [
        *({"low": 1.2}, {"low": 0.0}, {"low": -1.0}),
        *({"high": 0.5}, {"high": None}, {"odds_ratio": -1.0}),
    ],
)
def test_a_planted_wrong_number_is_named(planted, cells):
    tight("magnesium_3: odds ratio out of order", lambda: planted(**cells))


def test_a_ladder_nobody_climbed_is_named(planted):
    planted()
    tight("no steps of 'mg100' for the outcome 'often'", confounding.ladder, "often")
    tight("no steps of 'potassium'", confounding.ladder, "any", "potassium")
