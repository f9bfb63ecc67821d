"""Every number that a patient reads has a row or a model behind it, or is of a plain kind."""

import re

import pytest
from tests.traceability import PLAIN, untraced

READ = {"index", "card", "night", "lesson", "gallery"}  # of patients; a reference is for students
ROWS = re.compile(r'\sdata-row="([^"]*)"')


def patients(pages):
    kind = re.compile(r'<html lang="\w+" data-spasmlab="(\w+)"')
    return {name: html for name, html in pages.items() if kind.search(html)[1] in READ}


@pytest.mark.standard("DC2")
def test_no_number_stands_alone(pages):
    assert len(patients(pages)) > 5
    alone = {name: untraced(html) for name, html in patients(pages).items()}
    assert {name: found for name, found in alone.items() if found} == {}


def test_every_row_that_a_page_names_exists(pages):
    from spasmlab.evidence import tables

    named = {
        key for html in pages.values() for found in ROWS.findall(html) for key in found.split()
    }
    assert len(named) > 5000
    for key in named:
        tables.row(*key.split(":"))


SAID = {  # a planted example of each plain kind, where it may stand
    "of a hundred people": ("<p>Of 100 people, some; 100 women.</p>", "<p>Of 110 people</p>"),
    "the number of a lesson": ('<span class="row-number">3</span>', "<span>3</span>"),
    "the number of a lesson in words": ("<p>Lesson 3</p>", "<p>Lesson with 3</p>"),
    "a step": ("<p>Step 2 of 6</p>", "<p>Steps 2</p>"),
    "an ordinal": ("<p>the 2nd</p>", "<p>the 2nds</p>"),
    "minutes of reading": ('<p class="eyebrow">6 minutes</p>', "<p>6 minutes</p>"),
    "a slider's example": ('<div class="slider-presets">6 weeks</div>', "<p>6 weeks</p>"),
    "an axis's end": ('<p class="ruler-ends">30 worse</p>', "<p>30 worse</p>"),
    "a name": ("<p>Vitamin K2, B12</p>", "<p>K2</p>"),
    "what a survey asked": ("<p>on 5 or more nights</p>", "<p>on 6 or more nights</p>"),
    "a slider's reading": ('<span class="slider-value">4.0</span>', "<span>4.0</span>"),
    "what a question sets": (
        '<fieldset class="choices"><legend>from 4 to 6</legend></fieldset>',
        '<fieldset class="choices"><legend>from 4 to 7</legend></fieldset>',
    ),
    "a group's ages": ('<div class="pick"><p>20 to 29</p></div>', "<p>20 to 29</p>"),
    "a night of the diary": ('<table><th class="plan-night">14</th></table>', "<p>Night 14</p>"),
    "a year": ('<p class="is-sources">Wang 2022</p>', "<p>Wang 2022</p>"),
    "a clock's time": ("<p>at 3 a.m.</p>", "<p>at 3 am</p>"),
    "a date": ("<p>22 November 2026</p>", "<p>22 Novembers 2026</p>"),
    "a control's range": ('<span class="plain-range">2 to 8</span>', "<p>2 to 8</p>"),
}


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_number_may_stand_where_it_belongs_and_nowhere_else(kind):
    allowed, alone = SAID[kind]
    assert untraced(allowed) == []
    assert untraced(alone) != []


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Cramps come 7 times a week.</p>",
        '<p><span data-row="effects:magnesium_older_adult_02">65</span> of 100</p>',
        '<p><span data-row="prognosis:acute_pain_w6">32</span> of 100</p>',
        '<p data-row="prognosis:nlc_placebo_responders_4w">645 of 1000 people</p>',
        '<p data-voices="me student">About 3 mg</p>',
        '<td data-row="effects:ibuprofen_01">−7.4</td>',
    ],
)
def test_a_planted_number_is_found(planted):
    assert len(untraced(planted)) == 1


@pytest.mark.parametrize(
    "said",
    [
        '<p><span data-row="effects:magnesium_older_adult_02">64</span> of 100</p>',
        '<p data-row="effects:magnesium_older_adult_02">67 (54 to 83) of 100, 33 not</p>',
        '<p><span data-row="prognosis:acute_pain_w6">23</span> of 100</p>',
        '<p data-row="prognosis:nlc_placebo_responders_4w">644 of 1000 people</p>',
        '<td data-row="effects:ibuprofen_01">−7.3 (−11.0 to −3.61)</td>',
        '<p data-row="prognosis:acute_pain_w0">11,166 people</p>',
        '<p data-model="membrane.resting_potential">−91 mV</p>',
        '<section data-voices="student"><p>about 3 mg</p></section>',
        '<p data-row="electrolyte_percentiles:na_f_50_59">95 of 100, from 134.7 to 144</p>',
        "<code>n = 3</code>",
    ],
)
def test_what_is_traced_is_let_be(said):
    assert untraced(said) == []
