"""Where one person stands: people of 100 with a problem, and levels below one's own."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small_evidence import shelve, tight

from spasmlab.evidence import population, tables

PERCENTILES = [float(name[1:].replace("_", ".")) for name in population.PERCENTILES]
ASKED = [  # sex, age_low, age_high, percent, standard_error
    ("all", 20, 80, 30.89, 0.9289),
    ("F", 20, 80, 33.37, 0.9625),
    ("all", 40, 49, 28.1, 1.532),
    ("all", 70, 80, 42.16, 1.807),
    ("F", 40, 59, 34.83, 1.35),
    ("F", 60, 80, 43.36, 1.734),
]


@pytest.fixture
def asked(monkeypatch):
    rows = [
        {"id": f"any_{sex}_{low}_{high}".lower(), "outcome": "any", "sex": sex, "n": 1000}
        | {"age_low": low, "age_high": high, "percent": percent, "standard_error": error}
        for sex, low, high, percent, error in ASKED
    ]
    shelve(monkeypatch, leg_cramps_prevalence=pd.DataFrame(rows))


# Published values


@pytest.mark.parametrize(
    ("outcome", "sex", "age", "people", "spread"),
    [
        ("any", "all", None, 31, (29, 33)),
        ("mild", "all", None, 25, (23, 27)),
        ("freq", "all", None, 6, (5, 7)),
        ("any", "F", 70, 43, (40, 47)),
        ("freq", "M", 30, 2, (2, 3)),
        ("any", "all", 55, 41, (37, 44)),
    ],
)
def test_leg_cramps_of_100_adults(outcome, sex, age, people, spread):
    group = population.prevalence("leg_cramps", outcome, sex, age)
    assert (group.people, group.range, group.of) == (people, spread, "everyone")


def test_back_pain_of_100_adults():
    pain = population.prevalence("back_pain", "low_back_pain")
    assert (pain.people, pain.measured, pain.of) == (39, 10448, "everyone")
    assert population.prevalence("back_pain", "low_back_pain", age=85).age_low == 60
    leg = population.prevalence("back_pain", "spread_below_knee", "F")
    assert (leg.people, leg.of) == (29, "people with low back pain")
    women = population.prevalence("back_pain", "low_back_pain", "F", 45)  # not told by age too
    assert (women.people, women.age_low, women.age_high) == (41, 20, None)


def test_one_cycle_alone_is_no_group():
    listed = population.groups("leg_cramps", "any")
    assert len({(group.sex, group.age_low, group.age_high) for group in listed}) == len(listed)
    assert len(listed) == len(tables.load("leg_cramps_prevalence")) // 3 - 2


# Who has it


@pytest.mark.parametrize(
    ("sex", "age", "identity"),
    [
        ("all", None, "any_all_20_80"),
        ("all", 44, "any_all_40_49"),
        ("all", 30, "any_all_20_80"),
        ("all", 95, "any_all_70_80"),
        ("F", None, "any_f_20_80"),
        ("F", 59, "any_f_40_59"),
        ("F", 60, "any_f_60_80"),
    ],
)
def test_the_narrowest_group_that_holds_an_age(asked, sex, age, identity):
    assert population.prevalence("leg_cramps", "any", sex, age).id == identity


def test_people_of_100_come_with_two_standard_errors(asked):
    group = population.prevalence("leg_cramps", "any", "F", 45)
    assert (group.people, group.range) == (35, (32, 38))
    assert (group.measured, group.age_low, group.age_high) == (1000, 40, 59)
    assert population.prevalence("leg_cramps", "any", "all", 80).age_high is None


def test_a_range_stays_among_100_people():
    for percent in (0.5, 99.5):
        group = population.Group("one", "any", "everyone", "all", 20, None, 10, percent, 3.0)
        low, high = group.range
        assert 0 <= low <= group.people <= high <= 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("hiccups", "any"), "problem must be one of .*, got 'hiccups'"),
        (("leg_cramps", "often"), "outcome must be one of \\['any'\\], got 'often'"),
        (("leg_cramps", "any", "men"), "no group of sex 'men'"),
        (("leg_cramps", "any", "all", 12), "age 12"),
    ],
)
def test_what_was_not_asked_is_refused(asked, arguments, said):
    tight(said, population.prevalence, *arguments)


# Where a level stands


@pytest.mark.parametrize(
    ("level", "least", "most"),
    [
        *((0.1, 0, 1), (3.3, 0, 1), (3.31, 1, 5), (3.94, 25, 50), (4.0, 50, 75)),
        *((4.025, 50, 75), (4.12, 50, 75), (4.3, 75, 90), (4.7, 95, 99), (4.71, 99, 100)),
    ],
)
def test_a_level_stands_between_two_printed_percentiles(level, least, most):
    found = population.standing("k", "M", 25, level)
    assert (found.id, found.least, found.most) == ("k_m_20_29", least, most)
    assert (found.measured, found.unit) == (2835, "mmol/L")


def test_people_at_a_level_are_not_below_it():
    """Where several percentiles are one level, those who stand at it are not taken as lower."""
    row = tables.row("electrolyte_percentiles", "na_m_30_39")
    assert row["p50"] == 139
    assert row["p25"] == 138
    found = population.standing("na", "M", 35, 139.0)
    assert (found.least, found.most) == (25, 50)


@pytest.mark.parametrize(
    ("age", "row"), [(12, "12_19"), (19, "12_19"), (80, "80_80"), (97, "80_80")]
)
def test_everyone_from_12_stands_somewhere(age, row):
    assert population.standing("ca", "all", age, 2.35).id == f"ca_all_{row}"


@given(level=st.floats(2, 8), other=st.floats(2, 8))
def test_a_higher_level_never_stands_lower(level, other):
    low, high = (population.standing("k", "F", 50, one) for one in sorted((level, other)))
    assert low.least <= high.least
    assert low.most <= high.most
    assert low.least < low.most


@pytest.mark.parametrize("analyte", ["k", "na", "cl", "hco3", "ca", "phos"])
def test_every_electrolyte_has_every_group(analyte):
    for sex in ("F", "M", "all"):
        for age in (12, 20, 39, 55, 64, 71, 80):
            found = population.standing(analyte, sex, age, 1000.0)
            row = tables.row("electrolyte_percentiles", found.id)
            assert (found.least, found.most) == (99, 100)
            for name, share in (("p1", 1), ("p50", 50), ("p99", 99)):
                assert population.standing(analyte, sex, age, float(row[name])).most <= share


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("mg", "F", 40, 0.8), "electrolyte must be one of .*'k'.*'mg'"),
        (("k", "women", 40, 4.0), "sex must be one of \\['F', 'M', 'all'\\]: 'women'"),
        (("k", "F", 11, 4.0), "age must be 12 or more years, got 11"),
        (("k", "F", 40, float("nan")), "level must be a finite number above 0, got nan"),
        (("k", "F", 40, float("inf")), "level must be"),
        (("k", "F", 40, -4.0), "level must be"),
    ],
)
def test_who_or_what_is_not_in_the_survey_is_refused(arguments, said):
    tight(said, population.standing, *arguments)
