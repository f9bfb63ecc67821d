"""One result in words: its numbers, its time, its range; and planted mistakes in a fact box."""

import json
import re
from dataclasses import replace

import pytest
from tests.fact_cards import BOXES, miscounted, panel, patients, ratios, rowless, uneven
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_in

from spasmlab.evidence.effects import effect, effects, fill
from spasmlab.panels.evidence.fact_box import Card, FactBox
from spasmlab.panels.evidence.fact_side import side
from spasmlab.panels.evidence.result import Result, cited, rounded, slug, span
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
MAGNESIUM = "magnesium_night_leg_cramp"
ROW = "magnesium_older_adult_02"
SAY = words("fact_box")


# Numbers


@pytest.mark.parametrize(
    ("values", "least", "found"),
    [
        ([-7.29, -10.98, -3.61], 0, (-7, -11, -4)),
        ([-0.8, -5.79, 4.19], 0, (-1, -6, 4)),
        ([0.53], 1, (0.5,)),
        ([-2.67, -2.86, -2.49], 0, (-2.7, -2.9, -2.5)),  # 3, 3 and 2 would fall together
        ([0.1], 0, (0.1,)),  # not nought
        ([0.0, -0.8, 0.7], 0, (0, -1, 1)),
        ([64.4], 0, (64,)),
        ([2.5], 0, (3,)),  # halves up
        ([-2.5], 0, (-3,)),
    ],
)
def test_numbers_are_rounded_until_they_would_mislead(values, least, found):
    assert rounded(values, least) == pytest.approx(found)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 0), "right after"),
        ((0, 14), "within 14 days"),
        ((1, 1), "after 1 day"),
        ((28, 28), "after 4 weeks"),
        ((7, 15), "after 7 to 15 days"),
        ((1, 84), "after 1 day to 12 weeks"),
        ((182, 365), "after 6 months to 1 year"),
        ((30, 30), "after 30 days"),
        ((365, 1095), "after 1 year to 3 years"),
    ],
)
def test_a_time_is_said_in_its_own_unit(days, said):
    assert span(days, SAY["time"]) == said


def test_a_row_of_people_says_both_counts_the_difference_and_the_range():
    found = Result(effect(ROW))
    assert found.sentence.startswith("Of 100 people with a dummy pill, **64** had")
    assert found.sentence.endswith("With this option: **67**.")
    assert found.cells == ("64 of 100", "67 of 100")
    assert found.amount == "**3 more** of 100 with it."
    assert found.range == "It could be 10 fewer to 19 more."


def test_a_row_on_a_scale_says_how_far_and_which_way():
    found = Result(effect("ibuprofen_01"))
    assert found.fill == "ruler"
    assert found.amount == "7 points lower"
    assert found.range == "It could be 4 to 11 lower."
    assert found.notice == "Unsure. People start to notice at 10 points."
    assert "any anti-inflammatory tablet, not this one alone" in found.who
    other = Result(replace(effect("ibuprofen_01"), value=1.0, low=None, high=None))
    assert (other.amount, other.range) == ("1 point higher", SAY["points"]["range_none"])


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.8, 0.9, "It could be 6 to 12 fewer."),
        (1.1, 1.2, "It could be 7 to 13 more."),
        (0.9, 1.1, "It could be 6 fewer to 7 more."),
        (1.0, 1.1, "It could be 0 to 7 more."),
    ],
)
def test_a_range_in_people_says_its_two_ends(low, high, said):
    row = replace(effect(ROW), low=low, high=high, with_range=None)
    assert Result(row).range == said


@pytest.mark.parametrize("name", ["baclofen_03", "tizanidine_06", "metaxalone_02"])
@both
def test_a_range_of_the_treated_alone_is_not_the_differences(name, language):
    found = Result(effect(name), language)
    assert found.people.low is not None
    assert not found.people.compared
    assert found.range == words("fact_box", language)["people"]["range_untold"]


@pytest.mark.parametrize(
    ("low", "high", "with_range"),
    [(1.1, 1.6, None), (0.8, 1.5528, None), (0.5, 1.1, (0.0, 700.0)), (1.03, 1.6, (660.0, 1000.0))],
)
@both
def test_a_range_cut_off_at_none_or_all_is_not_given(low, high, with_range, language):
    row = replace(effect(ROW), low=low, high=high, with_range=with_range)
    assert Result(row, language).range == words("fact_box", language)["people"]["range_untold"]
    inside = replace(effect(ROW), low=0.5, high=1.5, with_range=None)
    assert re.search(r"\d", Result(inside, language).range)


@both
def test_our_own_judgement_is_named_in_the_pages_language(language):
    named = cited("own_judgement", language)
    assert named == words("fact_box", language)["own_source"]["own_judgement"]
    assert named.startswith({"en": "The project's own", "es": "Criterio propio"}[language])


@both
def test_every_row_that_is_shown_has_all_its_words(language):
    say = words("fact_box", language)
    for row in effects():
        found = Result(row, language)
        told = [found.sentence, found.amount if found.fill in ("people", "ruler") else "-"]
        told += [
            found.range,
            found.who,
            found.when,
            found.outcome,
            *found.cells,
            str(side(found, "x")),
        ]
        assert all(told), row.id
        assert not any("{" in one or "None" in one for one in told), row.id
        assert row.applies_to == "" or slug(row.applies_to) in say["whom"], row.id


def test_what_counts_days_is_words_though_it_has_two_rates():
    row = effect("pickle_juice_03")
    assert Result(row).fill == "words"


def test_a_source_is_named_by_who_and_when_and_linked_to_its_own_address():
    html = str(cited("vandergaag2020"))
    assert html.startswith('<a href="https://doi.org/10.1002/14651858.CD013581"')
    assert html.endswith("van der Gaag 2020</a>")


# The sentences


@pytest.mark.standard("L01")
def test_the_english_is_grade_six_and_short():
    said = [one[1].replace("**", "") for one in panel("en").cards.values()]
    assert grade(" ".join(said)) <= 6
    assert [s for text in said for s in sentences(text) if len(words_in(s)) > 20] == []


@pytest.mark.standard("L03")
def test_the_spanish_is_plain():
    said = [one[1].replace("**", "") for one in panel("es").cards.values()]
    assert huerta(" ".join(said)) >= 65
    assert [s for text in said for s in sentences(text) if len(words_in(s)) > 20] == []


@both
def test_the_sentence_is_short_enough_to_be_listened_to(language):
    said = {name: len(card[1].split()) for name, card in panel(language).cards.items()}
    assert {name: count for name, count in said.items() if count > 48} == {}
    assert sum(said.values()) / len(said) < 36


# The panel


@both
def test_a_panel_holds_every_box_and_shows_the_one_asked_for(language):
    found = panel(language)
    assert list(found.cards) == list(BOXES)
    one = FactBox(language, boxes="night_leg_cramp", box=MAGNESIUM)
    assert {BOXES[name].condition for name in one.cards} == {"night_leg_cramp"}
    shown = Markup(one.html)
    assert shown.kind("fact-head").has["data-row"] == "treatments:magnesium_older_adult"
    options = [option.has for option in shown.all("option")]
    assert [option["value"] for option in options] == list(one.cards)
    assert [option["value"] for option in options if "selected" in option] == [MAGNESIUM]
    assert one.cards[MAGNESIUM][0] in one.html
    assert one.cards[MAGNESIUM][2] in one.html
    assert shown.unnamed() == []


def test_one_box_has_nothing_to_choose():
    assert "<select" not in FactBox(boxes=[MAGNESIUM]).html


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"boxes": "measles"}, "boxes must be ids or one of .*night_leg_cramp.*'measles'"),
        ({"boxes": [MAGNESIUM], "box": "quinine_night_leg_cramp"}, "box must be one of magnesium"),
        ({"boxes": ["magnesium_night_leg_crampp"]}, "magnesium_night_leg_crampp"),
    ],
)
def test_what_there_is_not_is_refused_by_name(asked, message):
    with pytest.raises(Exception, match=message):
        FactBox(**asked)


def test_the_panel_opens_only_after_the_guess_it_names():
    found = Markup(FactBox(boxes=[MAGNESIUM], after="potassium").html)
    assert "hidden" in found.kind("panel-lock").has
    assert FactBox(boxes=[MAGNESIUM], after="potassium").after == "potassium"


def test_the_cards_go_to_the_page_as_plain_strings():
    cards = panel("en").cards
    assert json.loads(json.dumps(cards)) == cards
    assert all(
        len(one) == 3 and all(isinstance(part, str) for part in one) for one in cards.values()
    )


# Mistakes, planted


def mended(old, new, name=MAGNESIUM):
    html = "".join(panel("en").cards[name][0])  # plain: a Markup would escape what is put in
    assert old in html
    return html.replace(old, new, 1)


def test_a_side_that_is_gone_is_seen():
    html = "".join(panel("en").cards[MAGNESIUM][0])
    start = html.index('<section class="fact-side"', html.index('<section class="fact-side"') + 1)
    end = html.index("</section>", start) + len("</section>")
    assert uneven(Markup(html[:start] + html[end:])) == ["sides are ['benefit']"]


def test_a_harm_of_fewer_parts_or_of_other_people_is_seen():
    name = "ibuprofen_acute_back_spasm"
    assert uneven(Markup(mended('<p class="fact-compared">', '<p class="x">', name))) == [
        "parts differ"
    ]
    assert "two denominators" in uneven(
        Markup(mended('data-out-of="100"', 'data-out-of="1000"', name))
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-filled="67"', 'data-filled="66"'),
        ("<b>67</b>", "<b>68</b>"),
        ("33 did not", "34 did not"),
        ("With it: 67 of 100", "With it: 69 of 100"),
    ],
)
def test_a_count_off_by_one_is_seen(old, new):
    assert miscounted(Markup(panel("en").cards[MAGNESIUM][0]), 100) == []
    assert miscounted(Markup(mended(old, new)), 100) == [f"{ROW} with_per_1000"]


@pytest.mark.parametrize(
    "said", ["RR 1.04", "OR 2.2", "50% more", "1 in 20 people", "2 times as many", "This is rare."]
)
def test_a_ratio_in_a_patients_text_is_seen(said):
    html = mended("</dl>", f"</dl><p>{said}</p>")
    assert len(ratios(patients(Markup(html)))) == 1


def test_a_digit_without_a_row_is_seen():
    html = mended('<div class="fact-notes">', '<div class="fact-notes"><p>About 7 of 10.</p>')
    assert rowless(html) == ["About 7 of 10."]


def test_a_number_nobody_checked_becomes_words():
    row = replace(effect(ROW), verification="unverified")
    found = Result(row)
    assert fill(row) == "words"
    assert (found.fill, found.finding) == ("unchecked", SAY["unchecked"])
    assert "64" not in str(side(found, "x"))
    box = replace(BOXES[MAGNESIUM], benefit=row)
    assert "**64**" not in Card(box, "en").sentence
