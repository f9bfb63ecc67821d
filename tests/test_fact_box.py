"""The fact boxes: every box in both languages, held against the tables."""

import re
from dataclasses import replace

import htpy as h
import pytest
from tests.fact_cards import (
    BOXES,
    card,
    each,
    inside,
    miscounted,
    panel,
    patients,
    ratios,
    rowless,
    sides,
    uneven,
)
from tests.markup import Markup

from spasmlab.evidence import boxes as evidence
from spasmlab.evidence import tables
from spasmlab.evidence.effects import certainty_dots, fill, people, shown, treated_range
from spasmlab.panels.base import find
from spasmlab.panels.evidence.fact_box import Card
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


# Numbers and pictures of people


@pytest.mark.standard("I05")
@pytest.mark.standard("I07")
@pytest.mark.standard("I12")
@both
def test_picture_number_and_complement_are_the_rows(language):
    assert sum(1 for _, found in each(language) if found.html.count('class="people"')) >= 5
    assert {b.id: w for b, found in each(language) if (w := miscounted(found, b.out_of))} == {}


@pytest.mark.standard("I01")
@pytest.mark.standard("I02")
@pytest.mark.standard("C17")
@both
def test_a_box_has_one_denominator_a_thousand_only_for_counts_below_one(language):
    for box, found in each(language):
        rates = [rate for row in box.rows if fill(row) == "people" for rate in row.rates]
        assert box.out_of == (1000 if any(0 < rate < 10 for rate in rates) else 100) or rates
        shown_of = {one.has["data-out-of"] for one in found.elements if "people" in one.kinds}
        assert shown_of <= {str(box.out_of)}
        said = re.findall(r"\b(?:of|de) (1000?)\b", patients(found))  # waiting's counts too
        assert set(said) <= {str(box.out_of)}


@pytest.mark.standard("I04")
@both
def test_without_stands_before_with_side_by_side(language):
    for _, found in each(language):
        for side in sides(found):
            arms = [one.has["data-arm"] for one in inside(found, side, "people")]
            assert arms == (["without", "with"] if side.has["data-fill"] == "people" else [])


@pytest.mark.standard("I13")
@both
def test_scores_and_days_are_never_people(language):
    for box, found in each(language):
        for row, side in zip((box.benefit, box.harm), sides(found), strict=True):
            counted = words("outcomes")[row.outcome]["scale"].startswith("people")
            assert side.has["data-fill"] != "people" or (row.scale is None and counted), row.id
            assert (side.has["data-fill"] == "ruler") == bool(inside(found, side, "ruler"))


@pytest.mark.standard("I06")
@pytest.mark.standard("C15")
@both
def test_patients_meet_no_ratio_no_per_cent_and_no_bare_odds(language):
    texts = {name: patients(card(language, name)) for name in BOXES}
    texts |= {f"{name} say": panel(language).cards[name][1] for name in BOXES}
    assert {name: hits for name, text in texts.items() if (hits := ratios(text))} == {}


@pytest.mark.standard("I08")
@both
def test_a_difference_has_its_range_in_people(language):
    seen = 0
    for box, found in each(language):
        for row, side in zip((box.benefit, box.harm), sides(found), strict=True):
            if side.has["data-fill"] != "people":
                continue
            (text,) = inside(found, side, "fact-difference")
            counted, numbers = people(row, box.out_of), re.findall(r"\d+", text.text)
            low, high = treated_range(row) or (0, 1000)  # there none or all: a range cut off
            ends = counted.difference_range if 0 < low <= high < 1000 else None
            seen += ends is not None
            wanted = [abs(counted.difference)] if counted.difference else []
            wanted += [box.out_of, *sorted(map(abs, ends))] if ends else [box.out_of]
            assert sorted(map(int, numbers)) == sorted(wanted), row.id
    assert seen >= 3


@pytest.mark.standard("I10")
@pytest.mark.standard("DC5")
@both
def test_certainty_is_four_dots_and_a_word(language):
    say = words("fact_box", language)["certainty"]
    for box, found in each(language):
        for row, side in zip((box.benefit, box.harm), sides(found), strict=True):
            (sure,) = inside(found, side, "sure")
            (dots,) = inside(found, side, "sure-dots")
            full = certainty_dots(row) if shown(row) else 0
            drawn = [one for one in found.all("i") if dots in one.within]
            assert [one.has.get("class") for one in drawn] == ["is-on"] * full + [None] * (4 - full)
            assert sure.text.strip() == say[row.certainty if full else "not_graded"]


@pytest.mark.standard("I11")
@pytest.mark.standard("I09")
def test_harm_has_no_colour_of_its_own_and_unfilled_is_an_outline():
    css = find("fact_box.css").read_text(encoding="utf-8")
    assert not re.search(r"urgent|\.bad|harm\b.*\{|#a3231b|: red\b", css, re.IGNORECASE)
    assert ".people .one { fill: none; stroke: " in css


# A decision aid


@pytest.mark.standard("DC1")
@pytest.mark.standard("DQ4")
@pytest.mark.standard("DQ5")
@both
def test_help_and_harm_stand_in_the_same_form(language):
    assert {box.id: wrong for box, found in each(language) if (wrong := uneven(found))} == {}


@pytest.mark.standard("DQ2")
@pytest.mark.standard("DQ6")
@pytest.mark.standard("C18")
@both
def test_a_card_names_the_choice_and_whom_it_is_about_and_life_with_it(language):
    for box, found in each(language):
        option = evidence.treatment(box.treatment)
        head = found.kind("fact-head").text
        assert words("fact_box", language)["choosing"].split(":")[0] in head
        assert option.plain[language] in head
        assert words("conditions", language)[box.condition]["trials"] in head
        assert option.living[language] in found.kind("fact-living").text
        assert option.caution[language] in found.kind("fact-ask").text


@pytest.mark.standard("DQ3")
@pytest.mark.standard("DA1")
@both
def test_waiting_is_always_an_option_with_its_rows(language):
    for box, found in each(language):
        wait = found.kind("fact-wait")
        rows = [one.has["data-row"] for one in found.all("li") if wait in one.within]
        assert rows == [f"prognosis:{point.id}" for point in box.wait]
        assert rows or words("fact_box", language)["wait_none"] in wait.text
    assert sum(bool(box.wait) for box in BOXES.values()) > len(BOXES) / 2


@pytest.mark.standard("DC2")
@pytest.mark.standard("DC6")
@both
def test_every_number_has_a_row_and_every_row_its_source(language):
    for box, found in each(language):
        for one in found.elements:
            if "data-row" in one.has:
                tables.row(*one.has["data-row"].split(":"))
        small = found.kind("fact-small")
        cited = [one.has["data-row"] for one in found.all("li") if small in one.within]
        rows = [*filter(shown, box.rows), *box.wait]
        assert {f"sources:{row.source}" for row in rows} <= set(cited), box.id
        for link in (one for one in found.all("a") if "href" in one.has):
            assert link.has["href"].startswith("https://")
            assert link.has["rel"] == "noopener"
        say = words("fact_box", language)
        known = tables.load("sources").set_index("id")["funding"].dropna()
        paid = [known.get(name.split(":")[1]) for name in cited]
        assert all(payer in small.text for payer in paid if payer)
        unseen = "paid_others" if any(paid) else "paid_unseen"
        assert (say[unseen] in small.text) == (not all(paid))
        told = [one.text for one in found.all("li") if small in one.within]
        wanted = [f"{say['paid']}: {payer}." if payer else "." for payer in paid]
        assert all(line.endswith(end) for line, end in zip(told, wanted, strict=True)), box.id
        assert not any("own judgement" in line for line in told) or language == "en"


@both
def test_no_digit_stands_without_its_row(language):
    for name, (html, _, table) in panel(language).cards.items():
        assert rowless(html) == [], name
        assert rowless(table) == [], name


@pytest.mark.standard("DC4")
@pytest.mark.standard("DC3")
@both
def test_a_card_says_when_it_is_looked_at_again_and_that_nobody_signed(language):
    say = words("fact_box", language)
    for box, found in each(language):
        when, small = tables.row("boxes", box.id)["next_review"], found.kind("fact-small").text
        assert say["months"][when.month - 1] in small
        assert str(when.year) in small
        assert say["unsigned"] in small


@pytest.mark.standard("DA3")
@pytest.mark.standard("C16")
@both
def test_each_side_says_its_time_and_its_people(language):
    say = words("fact_box", language)
    for _, found in each(language):
        for side in sides(found):
            terms = [one.text for one in found.all("dt") if side in one.within]
            assert terms[:4] == [say[name] for name in ("chance", "sure", "when", "who")]
            assert all(one.text.strip() for one in found.all("dd") if side in one.within)


# What was not checked


@both
@pytest.mark.parametrize("part", ["benefit", "harm"])
def test_a_number_that_nobody_checked_is_not_shown(language, part):
    box = BOXES["ibuprofen_acute_back_spasm"]
    unread = replace(getattr(box, part), verification="unverified")
    found = Markup(str(h.div[Card(replace(box, **{part: unread}), language).markup()]))
    side = sides(found)[["benefit", "harm"].index(part)]
    assert side.has["data-fill"] == "unchecked"
    assert words("fact_box", language)["unchecked"] in side.text
    assert not re.search(r"\d", side.text)


@both
def test_that_nothing_was_found_is_said_and_is_no_number(language):
    row = BOXES["stretch_now_night_leg_cramp"].benefit
    good, _ = sides(card(language, "stretch_now_night_leg_cramp"))
    assert row.verification == "unverified"
    assert row.finding[language] in good.text
    assert set(re.findall(r"\d+", good.text)) == {"0"}  # trials


@pytest.mark.parametrize("name", [row for row in BOXES if not all(map(shown, BOXES[row].rows))])
def test_nor_does_a_student_or_a_file_get_it(name):
    hidden = [row for row in BOXES[name].rows if not shown(row)]
    found = card("en", name)
    (details,) = (one for one in found.elements if one.has.get("data-voices") == "student")
    heads = [
        one.text
        for one in found.all("th")
        if details in one.within and "col" in one.has.get("scope", "")
    ]
    for row in hidden:
        (line,) = (
            one
            for one in found.all("tr")
            if details in one.within and one.has.get("data-row") == f"effects:{row.id}"
        )
        cells = [one.text for one in found.elements if one.within[-1:] == [line]]
        told = dict(zip(heads, cells, strict=True))
        assert [told[name] for name in ("value", "low", "high", "with_per_1000")] == [""] * 4


@both
def test_danger_stands_before_any_number(language):
    for box, found in each(language):
        ask = found.kind("fact-ask")
        order = [one for one in found.elements if one is ask or "fact-sides" in one.kinds]
        assert order[0] is ask, box.id
    quinine = card(language, "quinine_night_leg_cramp").kind("fact-ask").text
    first = evidence.treatment("quinine").how[language].partition(". ")[0]
    assert quinine.removeprefix(words("fact_box", language)["ask"]).startswith(first)


@both
def test_a_side_says_which_way_is_better(language):
    toward = words("fact_box", language)["toward"]
    for box, found in each(language):
        for row, side in zip((box.benefit, box.harm), sides(found), strict=True):
            (said,) = (o for o in found.elements if "fact-compared" in o.kinds and side in o.within)
            kind = f"{fill(row)}_{row.better}"
            assert (kind in toward) == any(way in said.text for way in toward.values())
            assert toward.get(kind, "") in said.text
