"""Clues: each rests on rows, none softens a warning sign, none is called a cause or all clear."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markup import Markup
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import ClueWheel
from spasmlab.panels.strength import FULL
from spasmlab.safety import clues
from spasmlab.safety.clues import CLUES, GROUPS, SIGN, of_group, soonest
from spasmlab.safety.signs import LEVELS
from spasmlab.safety.triage import alone, assess
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("name", CLUES)
SAFE = re.compile(r"(?i)\bsafe\b|\bsafely\b|\bsegur[oa]s?\b|\bno risk\b|\bnothing is wrong\b")
TODAY = {"en": "be seen today", "es": r"que l[ao] vean hoy"}
NOT = {"en": "not", "es": "no"}


def rank(level):
    return LEVELS.index(level)


@each
def test_a_clue_rests_on_rows_and_has_its_words(name):
    one = CLUES[name]
    assert one.rows
    for row in one.rows:
        tables.row(*row.split(":"))
    for language in LANGUAGES:
        assert set(words("clue_wheel", language)["clues"][name]) == {"name", "says"}
    assert one.strength == SIGN or one.strength in FULL


def test_five_groups_of_seven_at_most_their_signs_first():
    assert len(GROUPS) == 5
    for group in GROUPS:
        signs = [CLUES[name].strength == SIGN for name in of_group(group)]
        assert signs == sorted(signs, reverse=True)
        assert any(signs)
        assert len(signs) <= 7
    assert set(words("clue_wheel")["clues"]) == set(CLUES)


@each
def test_a_sign_is_never_told_softer_than_its_facts_alone(name):
    found = soonest([name]).get(name)
    worst = [rank(alone(fact).level) for fact in CLUES[name].asks]
    assert (found is None) == (not worst)
    if found:
        assert rank(found.level) <= min(worst)
    if CLUES[name].strength == SIGN:
        assert rank(found.level) <= rank("same_day")
        assert f"warning_signs:{found.id}" in CLUES[name].rows or len(CLUES[name].asks) > 1


@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(list(CLUES)), max_size=6), st.sampled_from(list(CLUES)))
def test_one_tick_more_never_lowers_another(ticked, more):
    before, after = soonest(ticked), soonest({*ticked, more})
    for name, reason in before.items():
        assert rank(after[name].level) <= rank(reason.level)


@pytest.mark.parametrize(
    ("ticked", "name", "level"),
    [
        ({"stairs"}, "stairs", "within_days"),
        ({"stairs", "statin"}, "stairs", "same_day"),
        ({"stairs", "water_pill"}, "stairs", "same_day"),
        ({"stairs", "hard_work"}, "stairs", "same_day"),
        ({"vomit", "hot_work"}, "vomit", "same_day"),
        ({"new_pill"}, "new_pill", "within_days"),
    ],
)
def test_clues_together_are_as_urgent_as_the_rules_say(ticked, name, level):
    assert soonest(ticked)[name].level == level


def test_the_worst_comes_first_and_the_rules_sent_are_all_that_a_clue_can_fire():
    found = soonest(CLUES)
    ranks = [rank(one.level) for one in found.values()]
    assert ranks == sorted(ranks)
    sent = {one["id"] for one in clues.engine()["rules"]}
    told = clues._merged(CLUES)
    fired = {one.id for one in assess({"age": 60, "main_problem": "back_pain", **told}).reasons}
    assert {one.id for one in found.values()} <= sent
    assert {name for name in fired if name in clues.asked()} <= sent


def test_a_clue_that_is_not_known_is_named():
    with pytest.raises(ValueError, match="stress"):
        soonest(["stress"])


@both
def test_what_is_said_of_how_soon_is_the_level_of_a_row(language):
    for name, one in CLUES.items():
        said = words("clue_wheel", language)["clues"][name]["says"]
        if re.search(TODAY[language], said, re.IGNORECASE):
            rows = [row for row in one.rows if row.startswith("warning_signs:")]
            told = {tables.row(*row.split(":"))["level"] for row in rows}
            assert "same_day" in told, name


@both
def test_nothing_ticked_says_nothing_that_calms_and_no_clue_is_a_cause(language):
    say = words("clue_wheel", language)
    assert NOT[language] in say["empty"].lower()
    told = [say[name] for name in ("how", "one", "some", "after")]
    told += [text for one in say["clues"].values() for text in one.values()]
    assert [one for one in told if SAFE.search(one)] == []
    for name in ("one", "some", "after"):
        assert re.search(r"not? (a )?causes?|no cause|no (una )?causas?|no halla", say[name]), name


@pytest.mark.standard("A01")
@both
def test_every_box_has_a_name_and_every_number_its_row(language):
    panel = ClueWheel(language)
    html = str(panel.markup())
    found = Markup(html)
    assert found.unnamed() == []
    assert untraced(html) == []
    cards = "".join(
        f'<p data-row="{one["rows"]}">{one["card"]}</p>' for one in panel.clues.values()
    )
    assert untraced(cards) == []
    boxes = [one.has["value"] for one in found.all("input") if one.has["type"] == "checkbox"]
    assert boxes == [name for group in GROUPS for name in of_group(group)]
    assert not {"ticked", "group", "choice"} & set(panel.traits())


@both
def test_each_clue_that_is_no_sign_has_a_card_with_how_strong_it_is(language):
    panel, strong = ClueWheel(language), words("strength", language)
    for name, one in CLUES.items():
        card = panel.clues[name]["card"]
        assert (card == "") == (one.strength == SIGN)
        if card:
            assert strong[one.strength] in card
            assert card.count('class="is-full"') == FULL[one.strength]


def test_the_strength_of_a_pill_is_no_more_than_its_rows_hold():
    held = {"study": "large_observational", "small": "large_observational"}
    held["rare"] = "trial_and_label_reports"
    for one in CLUES.values():
        for row in one.rows:
            table, _, identity = row.partition(":")
            if table == "drug_causes" and one.strength in held:
                assert tables.row(table, identity)["evidence_level"] == held[one.strength]
