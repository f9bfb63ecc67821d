"""The time machine: every mark, length and sentence is its row's, and most gain is time's."""

import pytest
from tests.markup import Markup
from tests.readability import sentences
from tests.readability import words as words_of

from spasmlab.evidence import marks
from spasmlab.evidence.effects import effect
from spasmlab.evidence.prognosis import point
from spasmlab.panels import TimeMachine
from spasmlab.panels.evidence.result import Result, plain
from spasmlab.panels.evidence.time_machine import CONDITION, OPTIONS, SPANS, WAIT
from spasmlab.panels.guess import replies
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
DRAWN = OPTIONS[1:]


def shown(language="en", **state):
    return Markup(str(TimeMachine(language, **state).markup()))


@pytest.mark.standard("DA1")
@pytest.mark.standard("DQ3")
@both
def test_the_options_are_all_that_can_stand_on_the_line_and_waiting(language):
    assert {*DRAWN} == {row.id for row in marks.marks(CONDITION)}
    radios = [one.has for one in shown(language).all("input") if one.has.get("type") == "radio"]
    assert [one["value"] for one in radios][: len(OPTIONS)] == [WAIT, *DRAWN]
    assert "checked" in radios[0]


@pytest.mark.parametrize("name", DRAWN)
def test_a_mark_hangs_on_the_guide_by_its_rows_difference(name):
    made, row = TimeMachine(), effect(name)
    mark = made.marks[name]
    assert mark["base"] == pytest.approx(marks.base(made.points, mark["at"]))
    low, high = row.interval
    found = [mark[end] - mark["base"] for end in ("value", "low", "high")]
    assert found == pytest.approx([row.value, low, high])
    assert [mark["from"] * 7, mark["to"] * 7] == pytest.approx(row.days)


@pytest.mark.standard("DC5")
@both
@pytest.mark.parametrize("name", DRAWN)
def test_a_sentence_has_the_rows_amount_its_range_and_its_doubt(language, name):
    told, found = TimeMachine(language).says[name], Result(effect(name), language)
    for part in (found.amount, found.range, found.comparator, found.when):
        assert part in told
    if effect(name).certainty == "very_low":
        assert words("fact_box", language)["trust"]["very_low"] in told
    if effect(name).noticeable is not None and name != "cyclobenzaprine_01":
        assert plain(effect(name).noticeable) in told


@both
def test_relaxants_are_never_told_without_the_better_trials(language):
    beside = effect("cyclobenzaprine_13").finding[language]
    assert beside in TimeMachine(language).says["cyclobenzaprine_01"]


@both
def test_time_alone_falls_as_the_measured_weeks_say(language):
    made = TimeMachine(language)
    first, second, last = (point(f"acute_pain_w{week}").value for week in (0, 6, 52))
    for number in (first, second, first - second, last):
        assert f"**{plain(number)}" in made.says[WAIT]
    assert made.fall == first - second
    assert made.gains[WAIT] == ("0%", words("time_machine", language)["nothing"], "")


@both
def test_a_bar_is_a_gain_only_where_the_range_lies_on_one_side(language):
    made, say = TimeMachine(language), words("time_machine", language)
    assert made.gains["acetaminophen_02"] == ("0%", say["no_clear"], "")
    widths = {name: float(made.gains[name][0][:-1]) for name in DRAWN}
    for name in ("ibuprofen_01", "cyclobenzaprine_01"):  # a pill's is a part of what time does
        assert 0 < widths[name] < 100 * made.fall / 40
        assert plain(round(-effect(name).value)) in made.gains[name][1]
    maybe = {"en": "maybe", "es": "quizá"}[language]
    assert maybe in made.gains["cyclobenzaprine_01"][1]
    assert maybe not in made.gains["ibuprofen_01"][1]


@both
def test_the_moment_under_a_blanket_is_not_taken_for_a_cure(language):
    words_ = words("time_machine", language)
    assert effect("heat_wrap_02").days == (0, 0)
    assert words_["added"]["heat_wrap_02"] in TimeMachine(language).says["heat_wrap_02"]
    assert {"en": "next day", "es": "día siguiente"}[language] in words_["added"]["heat_wrap_02"]


@both
def test_each_option_that_is_not_drawn_says_why(language):
    say, found = words("time_machine", language)["lacks"], shown(language)
    lines = {
        one.has["data-row"].partition(":")[2]: one.text
        for one in found.all("li")
        if one.has.get("data-row", "").startswith("treatments:")
    }
    out = marks.left_out(CONDITION)
    assert set(lines) == set(out) - {"imaging_routine"}
    assert all(lines[name].endswith(say[out[name]]) for name in lines)


@pytest.mark.parametrize(
    ("wanted", "kept"), [("nowhere", WAIT), ("ibuprofen_02", WAIT), ("<b>", WAIT)]
)
def test_what_is_unknown_falls_back(wanted, kept):
    assert TimeMachine(option=wanted).option == kept
    assert TimeMachine(span=wanted).span == next(iter(SPANS))


@pytest.mark.standard("L01")
@both
def test_no_sentence_is_long(language):
    for told in TimeMachine(language).says.values():
        for one in sentences(told.replace("**", "")):
            assert len(words_of(one)) <= 25, one  # the names of two comparators in one of them


@pytest.mark.standard("A01")
@both
def test_the_markup_is_whole(language):
    found = shown(language, option="ibuprofen_01", after="treat_course")
    assert found.open == []
    assert found.unnamed() == []
    assert TimeMachine(language, after="treat_course").replies == replies("treat_course", language)
    assert [row.has["data-row"] for row in found.all("tr")[1:]] == [
        *(f"prognosis:acute_pain_w{week}" for week in (0, 6, 26, 52)),
        *(f"effects:{name}" for name in DRAWN),
    ]
