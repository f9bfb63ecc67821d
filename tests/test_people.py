"""Made-up adults: levels spread as the survey's, and nobody beyond what its tables know."""

from dataclasses import replace

import numpy as np
import pytest

from spasmlab.evidence import people, tables

MANY = 200_000
ANALYTES = {"potassium": "k", "sodium": "na", "calcium": "ca"}


@pytest.fixture(scope="module")
def groups():
    return people.groups()


@pytest.fixture(scope="module")
def crowd(groups):
    return people.draw(np.random.default_rng(1).random((MANY, people.NUMBERS)), groups)


def one_group(group, size=MANY):
    return people.draw(np.random.default_rng(2).random((size, people.NUMBERS)), (group,))


# Published values: columns of the tables that drawing does not use


@pytest.mark.parametrize(("sex", "age"), [("F", 20), ("F", 80), ("M", 40), ("M", 70)])
@pytest.mark.parametrize(
    ("name", "mean_within", "spread_within"),
    # The survey printed calcium in steps of 0.025: its percentiles may be half a step off
    [("potassium", 0.015, 0.03), ("sodium", 0.15, 0.12), ("calcium", 0.0125, 0.06)],
)
def test_a_groups_mean_and_spread_are_the_surveys(
    groups, sex, age, name, mean_within, spread_within
):
    group = next(one for one in groups if (one.sex, one.age_low) == (sex, age))
    identity = group.potassium.id.replace("k_", f"{ANALYTES[name]}_", 1)
    told = tables.row("electrolyte_percentiles", identity)
    levels = getattr(one_group(group), name)
    assert levels.mean() == pytest.approx(told["mean"], abs=mean_within)
    assert levels.std() == pytest.approx(told["sd"], rel=spread_within)


@pytest.mark.parametrize(
    ("row", "name", "beside", "within"),
    [  # per cent of adults beyond a limit, against levels half a printed step past it
        ("k_below_3_5_20_80", "potassium", 3.45, 0.5),
        ("k_above_5_20_80", "potassium", 5.05, 0.5),
        ("na_below_135_20_80", "sodium", 134.5, 0.5),
        ("na_above_145_20_80", "sodium", 145.5, 0.5),
        ("ca_above_2_55_20_80", "calcium", 2.5625, 0.5),
    ],
)
def test_as_many_stand_beyond_a_limit_as_the_survey_counts(crowd, row, name, beside, within):
    told = tables.row("electrolyte_out_of_range", row)
    levels = getattr(crowd, name)
    share = (levels < beside) if told["side"] == "below" else (levels > beside)
    assert 100 * share.mean() == pytest.approx(told["percent"], abs=within)


def test_the_lowest_calcium_of_the_survey_is_not_here(groups):
    # The percentiles of young women end at 2.15 mmol/L; below it no tail is made up
    told = tables.row("electrolyte_out_of_range", "ca_below_2_15_20_39")
    assert told["percent"] > 0.5
    assert one_group(groups[0]).calcium.min() == told["limit"]


# Another derivation


def test_potassium_comes_as_often_as_its_table_says(groups):
    group = groups[3]
    levels, counts = np.unique(one_group(group).potassium, return_counts=True)
    shares = dict(zip(levels.tolist(), 100 * counts / MANY, strict=True))
    for level, percent in zip(group.potassium.levels, group.potassium.percents, strict=True):
        four_errors = 4 * np.sqrt(percent * 100 / MANY) + 1e-9
        assert shares.pop(level, 0.0) == pytest.approx(percent, abs=four_errors)
    assert shares == {}


def test_a_share_of_sodium_lies_below_each_percentile(groups):
    group = groups[0]
    numbers = np.full((99, people.NUMBERS), 0.5)
    numbers[:, 2] = np.arange(1, 100) / 100
    sodium = people.draw(numbers, (group,)).sodium
    told = tables.row("electrolyte_percentiles", "na_f_20_29")
    for name, at in (("p1", 1), ("p5", 5), ("p10", 10), ("p25", 25), ("p50", 50), ("p90", 90)):
        assert sodium[at - 1] == told[name]
    assert sodium[49] == 139
    assert sodium[17] == pytest.approx(told["p10"] + (told["p25"] - told["p10"]) * 8 / 15)


def test_groups_are_drawn_as_often_as_they_were_measured(groups, crowd):
    whole = sum(group.measured for group in groups)
    assert whole == tables.row("electrolyte_percentiles", "k_all_20_80")["n"]
    for group in groups:
        here = (crowd.sex == group.sex) & (crowd.age_low == group.age_low)
        assert here.mean() == pytest.approx(group.measured / whole, abs=0.003)
        assert set(crowd.age_high[here]) == {group.age_high}


# Properties


def test_the_usual_levels_are_the_medians_of_all_adults():
    assert people.usual() == people.Usual(sodium=139.0, calcium=2.35)


def test_levels_rise_with_their_number(groups):
    numbers = np.full((1000, people.NUMBERS), 0.3)
    numbers[:, 1:] = np.linspace(0, 0.9999, 1000)[:, None]
    risen = people.draw(numbers, groups)
    for name in ANALYTES:
        assert np.all(np.diff(getattr(risen, name)) >= 0)


def test_the_three_levels_know_nothing_of_each_other(groups):
    drawn = one_group(groups[5])
    together = np.corrcoef([drawn.potassium, drawn.sodium, drawn.calcium])
    assert np.abs(together - np.eye(3)).max() < 0.01


def test_a_person_does_not_depend_on_the_others(groups):
    numbers = np.random.default_rng(3).random((20, people.NUMBERS))
    every = people.draw(numbers, groups)
    last = people.draw(numbers[-1:], groups)
    assert [array[-1] for array in vars(every).values()] == [
        array[0] for array in vars(last).values()
    ]


# Limits and shapes


def test_beyond_the_percentiles_people_stand_at_them(groups):
    ends = people.draw([[0, 0, 0, 0], [0, 0.99999, 0.99999, 0.99999]], groups[:1])
    first, last = tables.row("electrolyte_percentiles", "na_f_20_29")[["p1", "p99"]]
    assert ends.sodium.tolist() == [first, last]
    assert ends.potassium.tolist() == [
        groups[0].potassium.levels[0],
        groups[0].potassium.levels[-1],
    ]


def test_there_are_fourteen_groups_of_adults(groups):
    found = [(group.sex, group.age_low, group.age_high) for group in groups]
    ages = [(20, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, 80)]
    assert found == [(sex, *age) for sex in "FM" for age in ages]


def test_nobody_is_an_answer_too(groups):
    nobody = people.draw(np.empty((0, people.NUMBERS)), groups)
    assert {len(array) for array in vars(nobody).values()} == {0}


def test_a_level_that_nobody_had_is_never_drawn(groups):
    gap = replace(groups[0].potassium, levels=(3.0, 5.0), percents=(50.0, 50.0))
    group = replace(groups[0], potassium=gap)
    assert set(one_group(group, 1000).potassium) == {3.0, 5.0}
    # The lower half of the numbers ends just below 0.5, as all of them end just below 1
    assert people.draw([[0, 0.5, 0, 0]], (group,)).potassium.tolist() == [5.0]


# Bad input


@pytest.mark.parametrize("number", [-0.1, 1.0, np.nan, np.inf])
def test_numbers_outside_0_to_1_are_refused(groups, number):
    with pytest.raises(ValueError, match="numbers must be from 0 to below 1"):
        people.draw([[0.5, 0.5, number, 0.5]], groups)


@pytest.mark.parametrize("shape", [(4,), (2, 3), (2, 4, 1)])
def test_rows_of_another_length_are_refused(groups, shape):
    with pytest.raises(ValueError, match="numbers must be rows of 4"):
        people.draw(np.zeros(shape), groups)


def test_percentiles_that_do_not_rise_are_named(monkeypatch):
    whole = tables.row

    def broken(table, identity):
        return whole(table, identity).replace({134.0: 150.0})

    monkeypatch.setattr(tables, "row", broken)
    with pytest.raises(tables.DataError, match="na_f_20_29 does not rise"):
        people.groups()
