"""Answers to the questions: each kind read as it is meant, everything else refused by name."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmlab.safety.facts import FactError, facts, read

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.just("unsure"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


def test_a_key_left_out_takes_its_default_and_age_has_none():
    answers = read({})
    assert list(answers) == list(facts())
    assert answers["age"] is None
    assert answers["fever"] is False
    assert (answers["main_problem"], answers["sex"]) == ("leg_cramp", "other")
    assert (answers["cramp_minutes"], answers["duration_days"], answers["meds"]) == (0, 1, ())


@pytest.mark.parametrize("name", facts())
def test_an_open_answer_stays_open_and_unsure_of_an_alarm_is_a_yes(name):
    assert read({name: None})[name] is None
    assert read({name: "unsure"})[name] is (True if facts()[name].alarm else None)


@pytest.mark.parametrize(
    ("medicine", "also"),
    [
        ("warfarin", "anticoagulant"),
        ("tramadol", "opioid"),
        ("baclofen", "muscle_relaxant"),
        ("fluvoxamine", "ssri"),
        ("snri_tricyclic", "ssri"),
    ],
)
def test_a_medicine_counts_as_what_it_is_one_of(medicine, also):
    assert read({"meds": [medicine]})["meds"] == (medicine, also)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "facts must be named answers, got None"),
        ([], "facts must be named answers, got []"),
        ("age", "facts must be named answers, got 'age'"),
        ({"chest_pian": True}, "no question 'chest_pian'; did you mean 'chest_pain'"),
        ({1: True}, "no question 1"),
        ({("a",): True}, "no question ('a',)"),
        ({"": True}, "no question ''"),
        ({"x" * 9999: True}, "no question"),
        ({"chest_pain": "yes"}, "chest_pain must be true, false,"),
        ({"chest_pain": 1}, "got 1"),
        ({"chest_pain": 0}, "got 0"),
        ({"chest_pain": "UNSURE"}, "got 'UNSURE'"),
        ({"chest_pain": []}, "got []"),
        ({"age": -1}, "age must be 0 to 110, got -1"),
        ({"age": 111}, "age must be 0 to 110, got 111"),
        ({"age": 10**5000}, "age must be 0 to 110, got"),
        ({"age": 40.0}, "age must be a whole number, got 40.0"),
        ({"age": True}, "age must be a whole number, got True"),
        ({"age": "40"}, "age must be a whole number, got '40'"),
        ({"age": float("nan")}, "got nan"),
        ({"main_problem": "back"}, "main_problem must be one of leg_cramp"),
        ({"main_problem": ["back_pain"]}, "main_problem must be one of"),
        ({"meds": "statin"}, "meds must be a list"),
        ({"meds": {"statin": True}}, "meds must be a list"),
        ({"meds": ["statin", "sugar"]}, "meds has no choice 'sugar'"),
        ({"meds": [["statin"]]}, "meds has no choice ['statin']"),
        ({"meds": ["statin"] * 201}, "meds must be a list of at most 200"),
        ({"meds": [None]}, "meds has no choice None"),
    ],
)
def test_a_strange_answer_is_refused_by_its_name(given, said):
    with pytest.raises(FactError) as refused:
        read(given)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 600


@given(st.dictionaries(st.sampled_from(list(facts())) | st.text(), JUNK, max_size=6) | JUNK)
def test_any_answers_are_read_whole_or_refused(given):
    with suppress(FactError):
        assert read(given).keys() == facts().keys()
