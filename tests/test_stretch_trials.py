"""Two weeks in two trials: every mark counted against the rows, both ways round; plain words."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.evidence.nights import Nights
from spasmlab.panels.evidence.stretch_trials import (
    CHOICES,
    HARMS,
    KINDS,
    PLANS,
    TRIALS,
    StretchTrials,
    marks,
)
from spasmlab.panels.guess import replies
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
plans = pytest.mark.parametrize("plan", PLANS)
trials = pytest.mark.parametrize("trial", TRIALS)
PER = {"smaller": 1, "larger": 28}  # nights that each trial's number is of
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bcommon|\braro|\bcomún|\bsafe\b|\bsegur[oa]|%|\bcure"
PROMISES = r"(?i)\byou will\b|\byour (nights|cramps) (will|get)\b|\busted (va a|tendrá)\b"


def shown(language="en", **traits):
    return Markup(str(StretchTrials(language, **traits).markup()))


def ends(trial, plan):
    """Change, low and high over 14 nights, by exact decimals of the row, halves away from 0."""
    row, sign = tables.row("effects", TRIALS[trial]), 1 if plan == "stretch" else -1
    exact = [Decimal(str(row[name])) * 14 / PER[trial] * sign for name in ("value", "low", "high")]
    change, *others = (int(one.quantize(Decimal(1), ROUND_HALF_UP)) for one in exact)
    return change, *sorted(others)


def range_told(low, high):
    """Both ends as a sentence says them: from fewer to more, or the nearer to none first."""
    return [-low, high] if low < 0 < high else sorted((abs(low), abs(high)))


def strip(found, trial, plan):
    (one,) = (
        one
        for one in found.elements
        if "strip" in one.kinds and (one.has["data-trial"], one.has["data-plan"]) == (trial, plan)
    )
    return one


def inside(part, one):
    return any(around is one for around in part.within)


def drawn(found, one, side):
    """The kinds of a strip's marks on one side of its line, counted."""
    sides = [part for part in found.elements if side in part.kinds and inside(part, one)]
    assert len(sides) == 14
    marks = [mark for mark in found.all("i") if any(inside(mark, night) for night in sides)]
    return Counter(next(iter(mark.kinds - {"cramp"})).removeprefix("is-") for mark in marks)


# The marks


@pytest.mark.standard("I05")
@pytest.mark.standard("I08")
@trials
@plans
def test_as_many_marks_are_drawn_as_the_row_makes_over_fourteen_nights(trial, plan):
    found = shown()
    change, low, high = ends(trial, plan)
    one = strip(found, trial, plan)
    for side, sign in (("strip-up", 1), ("strip-down", -1)):
        near, far = sorted(max(0, sign * end) for end in (low, high))
        average = max(0, sign * change)
        wanted = {"sure": near, "likely": average - near, "could": far - average}
        assert drawn(found, one, side) == Counter({k: n for k, n in wanted.items() if n}), side


@pytest.mark.standard("I07")
@trials
def test_no_stretch_is_the_same_difference_from_the_other_side(trial):
    found = shown()
    stretch, none = (strip(found, trial, plan) for plan in PLANS)
    assert drawn(found, stretch, "strip-down") == drawn(found, none, "strip-up")
    assert drawn(found, stretch, "strip-up") == drawn(found, none, "strip-down")


@pytest.mark.parametrize(
    ("low", "change", "high"), [(-25, -17, -8), (-2, 1, 3), (0, 0, 0), (-40, -1, 40), (3, 14, 30)]
)
def test_marks_are_spread_so_that_no_night_has_two_more_than_another(low, change, high):
    for side in marks(Nights("x", 14, change, low, high)):
        counts = [len(night) for night in side]
        assert max(counts) - min(counts) <= 1
        order = [[KINDS.index(kind) for kind in night] for night in side]
        assert all(night == sorted(night) for night in order)  # the surest next to the line
        for kind in KINDS:
            at = [i for i, night in enumerate(side) if kind in night]
            halves = sum(i < 7 for i in at), sum(i >= 7 for i in at)
            assert abs(halves[0] - halves[1]) <= 2


@pytest.mark.standard("I04")
@plans
@pytest.mark.parametrize("trial", CHOICES)
def test_only_what_was_chosen_is_seen(plan, trial):
    found = shown(plan=plan, trial=trial)
    seen = [
        (one.has["data-trial"], one.has["data-plan"])
        for one in found.elements
        if "strip" in one.kinds and "hidden" not in one.has
    ]
    assert seen == [(one, plan) for one in TRIALS if trial in ("both", one)]


@pytest.mark.parametrize("sent", ["", "Stretch", "larger ", None, 3])
def test_an_unknown_plan_or_trial_is_not_kept(sent):
    panel = StretchTrials(plan="none", trial="larger")
    for name in ("plan", "trial"):
        try:
            panel.set_state({name: sent})  # what a message from a browser calls
        except Exception:  # not a text at all
            assert not isinstance(sent, str)
    assert panel.plan in PLANS
    assert panel.trial in CHOICES
    assert panel.markup()


# The words


@pytest.mark.standard("I02")
@both
@plans
@pytest.mark.parametrize("trial", CHOICES)
def test_a_sentence_says_the_counts_and_ranges_of_its_trials_and_no_other_number(
    language, plan, trial
):
    said = StretchTrials(language, plan=plan, trial=trial).says[plan][trial]
    wanted = []
    for one in TRIALS:
        if trial in ("both", one):
            change, low, high = ends(one, plan)
            wanted += [abs(change), 14, *range_told(low, high)]
    assert [int(number) for number in re.findall(r"\d+", said)] == wanted
    assert shown(language, plan=plan, trial=trial).kind("reading-seen").text == said.replace(
        "**", ""
    )


@both
@plans
def test_only_the_trial_whose_range_leaves_out_none_is_more_than_chance(language, plan):
    say, says = words("stretch_trials", language), StretchTrials(language).says[plan]
    assert says["smaller"].endswith(say["clear"])
    assert says["larger"].endswith(say["unclear"])


@pytest.mark.standard("DC1")
@pytest.mark.standard("P19")
@both
def test_benefit_and_harm_of_both_trials_stand_in_one_table(language):
    found = shown(language)
    facts, _ = found.all("table")
    lines = [one for one in found.all("tr") if facts in one.within and "data-fact" in one.has]
    told = {
        line.has["data-fact"]: [
            one for one in found.elements if one.tag == "td" and line in one.within
        ]
        for line in lines
    }
    assert {"cramps", "harm", "doubt", "time"} <= set(told)
    assert all(len(cells) == 2 for cells in told.values())
    for cell, row in zip(told["harm"], HARMS.values(), strict=True):
        assert cell.has["data-row"] == f"effects:{row}"
        assert cell.text == tables.row("effects", row)[f"finding_{language}"]
        assert tables.row("effects", row)["kind"] == "harm"


@both
def test_what_the_table_says_of_a_trial_is_in_its_row(language):
    """Numbers in the words themselves: each must be a number of the row that the cell names."""
    found = shown(language)
    for cell in found.all("td"):
        for key in cell.has.get("data-row", "").split():
            row = tables.row(*key.split(":"))
            held = {float(n) for n in re.findall(r"\d+", " ".join(map(str, row)))}
            assert {float(n) for n in re.findall(r"\d+", cell.text)} <= held, (key, cell.text)


@pytest.mark.standard("A01")
@pytest.mark.standard("A14")
@both
def test_the_markup_is_whole_and_each_picture_says_its_count(language):
    panel = StretchTrials(language, after="night_stretch")
    found = Markup(panel.html)
    assert (found.open, found.unnamed()) == ([], [])
    assert "{" not in panel.html
    assert panel.replies == replies("night_stretch", language) != []
    pictures = [one.has["aria-label"] for one in found.elements if one.has.get("role") == "img"]
    assert len(pictures) == 4
    for label, trial, plan in zip(
        pictures, ["smaller"] * 2 + ["larger"] * 2, list(PLANS) * 2, strict=True
    ):
        change, low, high = ends(trial, plan)
        told = [int(number) for number in re.findall(r"\d+", label)]
        assert told == [14, abs(change), *range_told(low, high)]


@both
def test_the_file_has_each_plan_of_each_trial(language):
    head, *lines = StretchTrials(language).rows
    assert len({len(line) for line in (head, *lines)}) == 1
    found = [[int(cell.replace("−", "-")) for cell in line[2:5]] for line in lines]
    assert found == [list(ends(trial, plan)) for trial in TRIALS for plan in PLANS]


@pytest.mark.standard("I06")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain_and_promise_nothing(language):
    found = shown(language)
    says = [said for plan in StretchTrials(language).says.values() for said in plan.values()]
    cells = [one.text for tag in ("p", "td", "th", "li") for one in found.all(tag)]
    text = "\n".join(re.sub(r"\*\*", "", one) for one in (*says, *cells))
    assert re.findall(BAD, text) == []
    assert re.findall(PROMISES, text) == []
    assert words("stretch_trials", language)["average"] in text
    assert [one for one in sentences(text) if len(words_of(one)) > 20] == []
    assert grade(text) <= 6 if language == "en" else huerta(text) >= 65
