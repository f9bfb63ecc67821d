"""Several options on one ruler: only like with like, and each mark where its number is."""

import re

import pytest
from tests.fact_cards import ratios
from tests.markup import Markup
from tests.readability import grade, sentences
from tests.readability import words as words_in

from spasmlab.evidence import tables
from spasmlab.evidence.effects import EvidenceError, certainty_dots, effect
from spasmlab.panels.evidence.result import Result
from spasmlab.panels.evidence.ruler import Ruler
from spasmlab.panels.evidence.rulers import at, reach, ruler
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
ROWS = ("ibuprofen_01", "cyclobenzaprine_01", "acetaminophen_02")


def shown(language="en", **asked):
    return Markup(Ruler(language, ROWS, **asked).html)


def share(text):
    assert text.endswith("%")
    return float(text[:-1])


# What stands together


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("ibuprofen_01", "ibuprofen_02"), "outcome 'pain' and 'disability'"),
        (("ibuprofen_01", "exercise_chronic_01"), "condition 'acute_back_spasm'"),
        (("ibuprofen_01", "heat_wrap_02"), "comparator 'placebo'"),
        (("acetaminophen_02", "acetaminophen_03"), "days"),
        (("ibuprofen_01", "naproxen_01"), "one result: count it once"),
    ],
)
def test_unlike_things_and_one_result_twice_are_refused(rows, message):
    with pytest.raises(EvidenceError, match=message):
        Ruler(rows=rows)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((), "rows must name one row"),
        (("magnesium_older_adult_02",), "a place on a ruler, got 'magnesium_older_adult_02'"),
        (("gabapentinoid_01", "gabapentinoid_04"), "gabapentinoid_0"),
    ],
)
def test_rows_without_a_place_or_on_other_scales_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        Ruler(rows=rows)


def test_a_row_that_is_not_on_it_cannot_be_chosen():
    with pytest.raises(Exception, match=f"row must be one of {', '.join(ROWS)}"):
        Ruler(rows=ROWS, row="naproxen_01")


# Where the marks are


@pytest.mark.standard("I13")
@both
def test_each_mark_is_where_its_number_is(language):
    found = shown(language)
    for name in ROWS:
        row = tables.row("effects", name)
        (label,) = (one for one in found.all("label") if one.has["data-row"] == f"effects:{name}")
        parts = {
            kind: one
            for one in found.elements
            if label in one.within
            for kind in (one.kinds or {one.tag})
        }
        dot = share(parts["ruler-dot"].has["cx"])
        left, wide = (share(parts["ruler-range"].has[key]) for key in ("x", "width"))
        notice = next(one for one in found.all("line") if parts["ruler-notice"] in one.within)
        # lower is better, and better is right: 30 points either side of the middle
        assert dot == pytest.approx(50 - 50 * row["value"] / 30, abs=0.01)
        assert left == pytest.approx(50 - 50 * row["high"] / 30, abs=0.01)
        assert left + wide == pytest.approx(50 - 50 * row["low"] / 30, abs=0.02)
        assert share(notice.has["x1"]) == pytest.approx(50 + 50 * row["noticeable"] / 30, abs=0.01)


def test_a_ruler_goes_as_far_as_its_furthest_number():
    assert reach([effect("ibuprofen_01")]) == 30
    assert reach([effect("ibuprofen_02")]) == 8  # of 24
    assert reach([effect("heat_wrap_02")]) == 39
    for name in ("ibuprofen_01", "heat_wrap_02", "exercise_chronic_01"):
        row = effect(name)
        ends = [share(at(row, end, reach([row]))) for end in (row.low, row.value, row.high)]
        assert all(0 <= end <= 100 for end in ends)


def test_higher_is_right_where_higher_is_better():
    assert share(at(effect("heat_wrap_01"), 1.06, 2)) == pytest.approx(50 + 50 * 1.06 / 2)
    assert share(at(effect("ibuprofen_01"), -7.29, 30)) == pytest.approx(50 + 50 * 7.29 / 30, abs=1)


@both
def test_a_ruler_without_a_mark_or_a_range_draws_none(language):
    html = str(ruler(Result(effect("heat_wrap_03"), language)))
    assert "ruler-notice" not in html
    assert "ruler-range" not in html
    assert "ruler-dot" in html


# What it says


@pytest.mark.standard("I10")
@both
def test_each_row_says_its_number_and_how_sure(language):
    found, say = shown(language), words("fact_box", language)
    rows = [one for one in found.all("label") if "ruler-row" in one.kinds]
    for name, label in zip(ROWS, rows, strict=True):
        dots = certainty_dots(effect(name))
        drawn = [one for one in found.all("i") if label in one.within and "is-on" in one.kinds]
        assert len(drawn) == dots
        assert say["certainty"][effect(name).certainty] in label.text
        result = Result(effect(name), language)
        assert all(said in label.text for said in (result.amount, result.comparator, result.when))
    assert found.unnamed() == []


@both
def test_the_chosen_rows_sentence_is_told_and_all_of_them_are_sent(language):
    panel = Ruler(language, ROWS, row="acetaminophen_02")
    found = Markup(panel.html)
    assert list(panel.sentences) == list(ROWS)
    told = panel.sentences["acetaminophen_02"].replace("**", "")
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == told
    chosen = [one.has["value"] for one in found.all("input") if "checked" in one.has]
    assert chosen == ["acetaminophen_02"]


@pytest.mark.standard("I06")
@both
def test_its_sentences_are_short_and_hold_no_ratio(language):
    for said in Ruler(language, ROWS).sentences.values():
        plain = said.replace("**", "")
        assert ratios(plain) == []
        assert [one for one in sentences(plain) if len(words_in(one)) > 20] == []
        assert language != "en" or grade(plain) <= 6


@pytest.mark.standard("DC2")
@both
def test_every_number_has_its_row_and_the_table_says_the_same(language):
    found = shown(language)
    _, *rows = found.rows()[: 1 + len(ROWS)]
    assert [row[1] for row in rows] == [Result(effect(name), language).amount for name in ROWS]
    homes = ("data-row", "data-model")
    for one in found.elements:
        inner = [part for part in found.elements if part.within[-1:] == [one]]
        own = one.text
        for part in inner:
            own = own.replace(part.text, "", 1)
        if re.search(r"\d", own):
            assert any(part.has.get(home) for part in [*one.within, one] for home in homes), own
