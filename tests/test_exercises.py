"""Exercises: what is right passes, each slip has words of its own, and a blank stops nothing."""

import re

import numpy as np
import pytest
from tests.notebook_rules import read, tags

from spasmlab.exercises import check
from spasmlab.exercises.exercise import Exercise, reply
from spasmlab.exercises.series import EXERCISES
from spasmlab.pages.catalogue import Catalogue
from spasmlab.text import LANGUAGES, words

each = pytest.mark.parametrize("name", EXERCISES)
everywhere = pytest.mark.parametrize("language", LANGUAGES)
GENERAL = {"empty", "stopped", "not_a_number", "right", "wrong", "shape"}
LESSONS = [page for page in Catalogue().pages if page.about["kind"] == "lesson"]
lessons = pytest.mark.parametrize("page", LESSONS, ids=lambda page: page.notebook)
PLAIN = Exercise(lambda: 4.0, "mV", slips={"turned": lambda: -4.0})
PAIR = Exercise(lambda: [1.0, 2.0], "", slips={"swapped": lambda: [2.0, 1.0]})


def cells(page, *wanted):
    return [cell for cell in read(page.path).cells if set(wanted) <= tags(cell)]


def source(page, *wanted):
    return "\n".join(cell.source for cell in cells(page, *wanted))


# Every exercise of the series


@each
@everywhere
def test_the_right_answer_is_right_and_says_why(name, language):
    told = check(name, EXERCISES[name].expected(), language)
    assert told.kind == "right"
    assert EXERCISES[name].shown() in told.text
    assert told.text.endswith(words(f"exercise.{name}", language)["why"])


@each
@everywhere
def test_a_slip_is_known_by_its_own_words(name, language):
    says = words(f"exercise.{name}", language)
    for slip, leads_to in EXERCISES[name].slips.items():
        told = check(name, leads_to(), language)
        assert (told.kind, told.text.endswith(says[slip])) == ("wrong", True), slip


@each
@everywhere
def test_any_other_answer_gets_the_hint(name, language):
    far = np.asarray(EXERCISES[name].expected(), dtype=float) * 7.7 + 0.123
    told = check(name, far, language)
    assert told.kind == "wrong"
    assert told.text.endswith(words(f"exercise.{name}", language)["hint"])


@everywhere
def test_each_exercise_has_its_words_and_no_others(language):
    says = words("exercise", language)
    assert set(says) == GENERAL | set(EXERCISES)
    for name, one in EXERCISES.items():
        assert set(says[name]) == {"why", "hint", *one.slips}, name
        assert len(set(says[name].values())) == len(says[name]), name


@pytest.mark.standard("E05")
@lessons
def test_a_lesson_goes_from_worked_to_half_to_blank(page):
    spine = [tags(cell) & {"worked", "half", "blank"} for cell in read(page.path).cells]
    assert [tag for tag in spine if tag] == [{"worked"}, {"half"}, {"blank"}]
    assert all("student" in tags(cell) for cell in cells(page) if tags(cell) & {"half", "blank"})
    for tag in ("half", "blank"):
        assert "check(" in source(page, tag), tag
        assert "..." in source(page, tag), tag


def test_each_exercise_is_asked_once_in_one_lesson():
    asked = [
        name
        for page in LESSONS
        if page.language == "en"
        for name in re.findall(r'check\(\s*"(\w+)"', source(page, "student"))
    ]
    assert sorted(asked) == sorted(EXERCISES)


@pytest.mark.standard("E04")
@lessons
def test_a_question_comes_back_two_lessons_later(page):
    asked = re.findall(r'Guess\("(\w+)"', source(page, "recall"))
    earlier = [one for one in LESSONS if one.about["number"] == page.about["number"] - 2]
    for one in earlier:  # a lesson that is not written yet has asked nothing
        assert len(asked) == 1
        assert f'"{asked[0]}"' in source(one, "check"), one.notebook


@lessons
def test_the_built_page_holds_what_a_blank_replies(pages, page):
    empty = words("exercise", page.language)["empty"]
    told = re.findall(r'class="exercise-reply is-(\w+)"[^>]*>([^<]*)<', pages[page.folder])
    blanks = len(re.findall(r"check\(", source(page, "half") + source(page, "blank")))
    assert told == [("empty", empty)] * blanks


# How answers are judged


@pytest.mark.parametrize("answer", [4, 4.0, "4", np.float32(4), 4.03, 3.97, lambda: 4.0])
def test_rounding_is_forgiven(answer):
    assert reply("nernst_low", PLAIN, answer, "en").kind == "right"


@pytest.mark.parametrize("answer", [4.05, 3.95, 0, np.nan, np.inf, 40])
def test_and_no_more_than_rounding(answer):
    assert reply("nernst_low", PLAIN, answer, "en").kind == "wrong"


BLANKS = [..., None, [..., ...], [1.0, ...], (None,)]


@pytest.mark.parametrize(
    "answer", [*BLANKS, lambda: ..., lambda: 3 / ..., lambda: np.log(...), lambda: [1.0, ...]]
)
def test_a_blank_is_empty_and_never_wrong(answer):
    told = reply("nernst_low", PLAIN, answer, "en")
    assert (told.kind, told.text) == ("empty", words("exercise")["empty"])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: 1 / 0, "division by zero"),
        ("four", "'four' is not a number"),
        ({"a": 1}, "is not a number"),
        ([[1, 2], [3]], "is not a number"),
        (3 + 4j, "is not a number"),
    ],
)
def test_what_cannot_be_judged_is_told_and_does_not_stop(answer, said):
    told = reply("nernst_low", PLAIN, answer, "en")
    assert told.kind == "empty"
    assert said in told.text


@pytest.mark.parametrize("answer", [1.0, [1.0], [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_another_number_of_numbers_is_told(answer):
    assert words("exercise")["shape"] in reply("nernst_low", PAIR, answer, "en").text


def test_several_numbers_are_judged_together():
    own = words("exercise.nernst_low")
    assert reply("nernst_low", PAIR, [1.0, 2.0], "en").kind == "right"
    assert reply("nernst_low", PAIR, [1.0, 2.1], "en").text.endswith(own["hint"])
    assert PAIR.judge([2.0, 1.0]) == "swapped"


def test_a_reply_escapes_what_a_student_wrote():
    shown = reply("nernst_low", PLAIN, "<b>4</b>", "es")._repr_html_()
    assert "<b>" not in shown
    assert 'role="status" lang="es"' in shown


@pytest.mark.parametrize("within", [0.0, -0.1, 0.5, float("nan")])
def test_an_exercise_made_wrong_is_refused(within):
    with pytest.raises(ValueError, match="within"):
        Exercise(lambda: 1.0, "", within=within)


def test_an_unknown_exercise_is_named():
    with pytest.raises(ValueError, match="nernst_high"):
        check("nernst_high", 1.0)
