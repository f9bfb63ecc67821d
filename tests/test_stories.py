"""The made-up stories: their facts can be read, their levels are known, their words are plain."""

import re

import pytest
from tests.readability import grade, huerta, sentences, words
from tests.small_stories import RANK, once, reference, told

from spasmlab.evidence.tables import load
from spasmlab.safety.facts import FactError, facts, read

STORIES = told()
FILES = {"dangers": 67, "combinations": 50, "gaps": 24}  # and how many stories each holds
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])
PROMISE = re.compile(
    r"\b(?:safe|safely|harmless|segur[oa]s?|inofensiv[oa]s?|rare|rarely)\b|\b1 in \d", re.IGNORECASE
)
OF_SELF = re.compile(r"\b(?:I|my|me|mi|mis|me|tengo|soy)\b", re.IGNORECASE)


def unread(stories):
    """Return what is wrong with the facts of stories, each with its story's name."""
    wrong = []
    for story in stories:
        try:
            answers = read(story["facts"])
        except FactError as error:
            wrong.append(f"{story['id']}: {error}")
            continue
        needed = [name for name, fact in facts().items() if fact.required]
        wrong += [f"{story['id']}: no {name}" for name in needed if answers[name] is None]
    return wrong


def unlevel(rows):
    """Return the stories whose levels do not fit each other."""
    return [
        row["id"]
        for row in rows
        if {row["expected"], *row["acceptable"]} - set(RANK)
        or row["expected"] not in row["acceptable"]
        or max(abs(RANK[level] - RANK[row["expected"]]) for level in row["acceptable"]) > 1
    ]


# Facts and levels


def test_the_facts_of_every_story_can_be_read():
    assert unread(STORIES) == []
    assert unread(reference("dangers") + reference("gaps")) == []
    combined = [error for error in unread(reference("combinations")) if "no age" not in error]
    assert combined == []  # a combination is read without an age too


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ({"dark_pee": True}, "dark_pee"),
        ({"dark_urine": "yes"}, "dark_urine must be"),
        ({"age": 140}, "age must be 0 to 110"),
        ({"meds": ["statins"]}, "meds has no choice"),
        ({"age": None}, "no age"),
    ],
)
def test_a_fact_that_cannot_be_read_is_found(planted, said):
    story = {**STORIES[0], "facts": {**STORIES[0]["facts"], **planted}}
    (error,) = unread([story])
    assert said in error


def test_an_answer_given_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        once([("fever", True), ("fever", False)])


def test_the_levels_fit_each_other():
    assert unlevel(STORIES) == []
    assert unlevel([{**STORIES[0], "acceptable": ["routine_visit"]}]) == [STORIES[0]["id"]]
    assert unlevel([{**STORIES[0], "expected": "today"}]) == [STORIES[0]["id"]]


def test_thirty_are_coded_and_twenty_are_calm_and_stay_low():
    calm = [row for row in STORIES if row["set"] == "calm"]
    assert (len(STORIES) - len(calm), len(calm)) == (30, 20)
    low = {"self_care", "routine_visit"}
    assert {level for row in calm for level in (row["expected"], *row["acceptable"])} == low


def test_an_emergency_may_be_nothing_less_than_seen_today():
    urgent = [row for row in STORIES if row["expected"] == "call_emergency_now"]
    assert len(urgent) == 12
    assert {level for row in urgent for level in row["acceptable"]} <= {
        "call_emergency_now",
        "same_day",
    }


def test_the_calm_are_of_all_kinds():
    calm = [row["facts"] for row in STORIES if row["set"] == "calm"]
    ages = [story["age"] for story in calm]
    assert min(ages) < 10 < 80 < max(ages)
    assert {story.get("sex", "other") for story in calm} == {"f", "m", "other"}
    assert len({story["main_problem"] for story in calm}) >= 6
    gates = {name for name, fact in facts().items() if fact.gate}
    assert not any(gates & set(story) for story in calm)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_reference_story_is_whole_and_told_once(name):
    stories = reference(name)
    assert len(stories) == len({story["id"] for story in stories}) == FILES[name]
    assert len({story["text"] for story in stories}) == FILES[name]
    assert all(story["at_least"] in set(RANK) - {"self_care"} for story in stories)
    if name != "combinations":
        assert all(story["why"] for story in stories)


# Words


@LANGUAGES
def test_a_story_is_two_to_four_short_sentences_of_ones_own(language):
    told_so = [row[f"story_{language}"] for row in STORIES]
    assert [t for t in told_so if not 2 <= len(sentences(t)) <= 4] == []
    assert [s for t in told_so for s in sentences(t) if len(words(s)) > 20] == []
    assert [t for t in told_so if not OF_SELF.search(t)] == []
    assert len(set(told_so)) == len(STORIES)


@LANGUAGES
def test_a_reason_is_short_and_promises_nothing(language):
    said = [row[f"why_{language}"] for row in STORIES]
    assert [s for t in said for s in sentences(t) if len(words(s)) > 20] == []
    assert [t for t in said if PROMISE.search(t) or len(sentences(t)) > 2] == []
    assert [row["id"] for row in STORIES if PROMISE.search(row[f"story_{language}"])] == []


@LANGUAGES
def test_a_story_says_the_age_that_is_coded(language):
    wrong = [
        row["id"]
        for row in STORIES
        if str(row["facts"]["age"]) not in re.findall(r"\d+", row[f"story_{language}"])
    ]
    assert wrong == []


@pytest.mark.standard("L01")
@pytest.mark.parametrize("column", ["story_en", "why_en"])
def test_the_english_is_plain(column):
    assert grade("\n".join(row[column] for row in STORIES)) <= 6.0


@pytest.mark.standard("L03")
@pytest.mark.parametrize("column", ["story_es", "why_es"])
def test_the_spanish_is_plain(column):
    said = "\n".join(row[column] for row in STORIES)
    assert huerta(said) >= 65
    assert not re.search(r"(?i)\b(?:tú|tienes|eres|vosotros)\b", said)


def test_no_review_is_claimed():
    assert load("stories")[["reviewer", "reviewed", "next_review"]].isna().all(axis=None)


def test_a_level_without_a_source_is_called_judgement():
    table = load("stories")
    own = table["source"] == "own_judgement"
    assert (table.loc[own, "basis"] == "judgement").all()
    assert (table.loc[own, "verification"] == "unverified").all()
    assert (table.loc[table["basis"] == "source", "verification"] != "unverified").all()
