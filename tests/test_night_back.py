"""A back at night: each sign has the level of its rules; no tick lowers it, and none clears."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import NightBack
from spasmlab.panels.help.night_back import (
    ADULTS,
    ALL,
    CHILDREN,
    EASE,
    ROWS,
    SIGNS,
    TAUGHT,
    TROUBLES,
    worst,
)
from spasmlab.panels.help.night_back_scenes import PICTURES
from spasmlab.safety.signs import LEVELS
from spasmlab.safety.triage import assess, rules, shipped
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
TOGETHER = {"worse", "bones"}  # signs that are two things at once, and not one or the other
CALM = r"(?i)\bself.care\b|at home|en casa|\ball is well\b|nothing to worry|no se preocupe|\bsafe\b"
GROUPS = [(level, name) for level, signs in SIGNS.items() for name in signs]
many = st.lists(st.sampled_from(list(ALL)), min_size=1, max_size=6, unique=True)


def rank(level):
    return LEVELS.index(level)


def level_of(facts, ages):
    """The worst level of these facts, with back pain, at some of these ages."""
    told = [assess({"main_problem": "back_pain", **facts, "age": age}).level for age in ages]
    return min(told, key=rank)


def misplaced(signs):
    """Yield each sign, or each half of an "or", whose rules give another level."""
    for level, group in signs.items():
        for name, facts in group.items():
            alone = [facts] if name in TOGETHER else [{one: facts[one]} for one in facts] or [{}]
            ages = CHILDREN if name == "child" else ADULTS
            yield from ((name, one) for one in alone if level_of(one, ages) != level)


# Levels


def test_each_sign_stands_at_the_level_that_its_rules_give():
    assert list(misplaced(SIGNS)) == []


@pytest.mark.parametrize(
    ("name", "to"), [("fever", "within_days"), ("saddle", "same_day"), ("weight", "same_day")]
)
def test_a_sign_at_another_level_is_found(name, to):
    moved = {level: {k: v for k, v in one.items() if k != name} for level, one in SIGNS.items()}
    moved[to][name] = ALL[name]
    assert name in {one for one, _ in misplaced(moved)}


def test_the_row_behind_a_signs_words_has_its_level():
    table = tables.load("warning_signs").set_index("id")
    assert set(ROWS) == set(ALL)
    for level, name in GROUPS:
        assert table.loc[ROWS[name], "level"] == level
    assert list(SIGNS) == [*LEVELS[:3]]  # worst first


def test_every_age_at_which_a_rule_changes_is_looked_up():
    def bounds(when):
        word, *parts = when
        if word in {"and", "or"}:
            return set().union(*map(bounds, parts))
        return {(word, parts[1])} if parts[0] == "age" else set()

    edges = set().union(*(bounds(rule.when) for rule in rules()))
    for step, at in edges:  # on each side of each bound there is an age that is asked
        sides = (
            (range(at, 120), range(at))
            if step in {">=", "<"}
            else (range(at + 1, 120), range(at + 1))
        )
        for side in sides:
            known = {age for age in side if age >= 18}
            assert not known or known & set(ADULTS), (step, at)
    assert {18, 70} <= set(ADULTS)
    assert min(CHILDREN) < 10 <= max(CHILDREN) < 18


def test_a_second_tick_never_lowers_the_level():
    alone = {name: rank(worst([name]).level) for name in ALL}
    for one, other in combinations(ALL, 2):
        assert rank(worst([one, other]).level) <= min(alone[one], alone[other]), (one, other)


@settings(max_examples=25, deadline=None)
@given(many, st.sampled_from(list(ALL)))
def test_no_tick_on_top_of_any_others_lowers_it(ticked, more):
    assert rank(worst([*ticked, more]).level) <= rank(worst(ticked).level)


def test_signs_that_are_worse_together_are_told_so():
    assert worst(["cancer"]).level == worst(["constant"]).level == "within_days"
    assert worst(["cancer", "constant"]).level == "same_day"
    assert worst(["fever", "immune"]).level == "call_emergency_now"
    assert worst(["cancer", "weak"]).level == "call_emergency_now"
    assert worst(["weight", "child"]).level == "same_day"


def test_nothing_ticked_is_no_level_and_never_self_care():
    panel = NightBack()
    assert panel.triage is None
    found = Markup(panel.html)
    assert found.kind("night-back-told").text == words("night_back")["none"].replace("**", "")
    for ticked in ([], ["cancer"], list(ALL)):
        triage = NightBack(ticked=ticked).triage
        assert triage is None or triage.level in LEVELS[:3]


@both
def test_no_word_of_the_panel_ends_in_self_care(language):
    assert [line for line in lines(language) if re.search(CALM, line)] == []
    assert re.search(CALM, "Care for it at home.")


@pytest.mark.parametrize("sent", [["x"], ["fever", "x", "fever"], [""], ["FEVER"]])
def test_only_signs_that_exist_are_ticked(sent):
    panel = NightBack()
    panel.set_state({"ticked": sent, "trouble": "dream"})
    assert panel.ticked == [name for name in ("fever",) if name in sent]
    assert panel.trouble == "turn"


# What the page gets


@both
def test_the_page_gets_the_rules_whole_and_what_each_says(language):
    panel = NightBack(language)
    assert panel.engine == shipped()
    assert panel.signs == {name: dict(facts) for name, facts in ALL.items()}
    table = tables.load("warning_signs").set_index("id")
    reached = {reason.id for one in combinations(ALL, 2) for reason in worst(list(one)).reasons}
    assert reached <= set(panel.told)
    for name, (action, why) in panel.told.items():
        assert action == table.loc[name, f"action_{language}"]
        assert why == (
            "" if table.isna().loc[name, f"why_{language}"] else table.loc[name, f"why_{language}"]
        )


@both
def test_the_signs_come_first_open_with_their_action_and_number(language):
    found = Markup(NightBack(language).html)
    places = {kind: found.elements.index(found.kind(kind)) for kind in KINDS}
    assert list(places) == sorted(places, key=places.get)
    boxes = [one for one in found.all("input") if one.has["type"] == "checkbox"]
    assert [one.has["value"] for one in boxes] == list(ALL)
    for box in boxes:
        assert not {"details", "dialog"} & {one.tag for one in box.within}
        assert not any("hidden" in one.has or "data-off" in one.has for one in box.within)
    for part in (one for one in found.elements if "night-back-level" in one.kinds):
        first = next(iter(SIGNS[part.has["data-level"]]))
        row = tables.row("warning_signs", ROWS[first])
        (act,) = (
            one for one in found.elements if "night-back-act" in one.kinds and part in one.within
        )
        assert act.text == row[f"action_{language}"]
    dialled = {one.has["href"] for one in found.all("a") if one.has["href"].startswith("tel:")}
    assert dialled == {"tel:911", "tel:112", "tel:999"}


KINDS = ("night-back-ticks", "night-back-answer", "night-back-ease")


@both
def test_a_level_of_our_own_judgement_says_so(language):
    found = Markup(NightBack(language).html)
    table = tables.load("warning_signs").set_index("id")
    marked = {
        one.within[-1].has["data-row"].partition(":")[2]
        for one in found.all("label")
        if one.text.endswith("†")
    }
    assert marked == {name for name in ROWS.values() if table.loc[name, "basis"] != "source"}
    assert found.kind("night-back-mark").text == "† " + words("signs", language)["mark"]


@pytest.mark.standard("A01")
@both
def test_the_markup_is_whole_and_every_row_exists(language):
    panel = NightBack(language, key="mine", ticked=["fever"], trouble="spasm")
    found = Markup(panel.html)
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert "**" not in panel.html
    assert len([one for one in found.elements if "data-control" in one.has]) == 2
    for key in (key for one in found.elements for key in one.has.get("data-row", "").split()):
        tables.row(*key.split(":"))
    assert untraced(panel.html) == []
    assert [one.has["value"] for one in found.all("input") if "checked" in one.has] == [
        "fever",
        "spasm",
    ]
    shown = [
        one for one in found.elements if "data-trouble" in one.has and "data-off" not in one.has
    ]
    assert [one.has["data-trouble"] for one in shown] == ["spasm"]


@pytest.mark.standard("C08")
@both
def test_no_list_is_over_seven(language):
    found = Markup(NightBack(language).html)
    for one in found.elements:
        if one.tag in {"ul", "ol"}:
            items = [item for item in found.all("li") if item.within[-1] is one]
            assert 1 <= len(items) <= 7


@both
def test_each_picture_is_named_and_taught_by_a_row_that_was_read(language):
    say = words("night_back", language)
    assert set(PICTURES) == {name for names in TROUBLES.values() for name in names}
    assert set(PICTURES) == set(say["pictures"])
    found = Markup(NightBack(language).html)
    named = [one.has["aria-label"] for one in found.all("svg")]
    assert named == [say["pictures"][name] for names in TROUBLES.values() for name in names]
    keys = [
        key for rows in (*TAUGHT.values(), *EASE.values()) for row in rows for key in row.split()
    ]
    for key in keys:
        assert tables.row(*key.split(":"))["verification"] != "unverified"
    warm = next(
        one for one in found.all("li") if "treatments:heat_wrap" in one.has.get("data-row", "")
    )
    assert tables.row("heat_cold", "heat_sleep")[f"plain_{language}"] in warm.text
    dulled = {"en": ("sleep", "strong pain", "relaxants", "alcohol")}
    dulled["es"] = ("dormir", "dolor fuerte", "relajantes", "alcohol")
    assert [one for one in dulled[language] if one not in warm.text] == []


def lines(language):
    """Every sentence of the panel that a visitor reads."""
    return [line.replace("**", "") for line in flat(words("night_back", language))]


def flat(value):
    if isinstance(value, dict):
        return [line for one in value.values() for line in flat(one)]
    return [value]


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@pytest.mark.standard("P22")
@both
def test_the_words_are_plain_and_the_steps_short(language):
    text = "\n".join(lines(language))
    assert grade(text) <= 6 if language == "en" else huerta(text) >= 65
    assert [one for one in sentences(text) if len(words_of(one)) > 20] == []
    say = words("night_back", language)
    for trouble, names in TROUBLES.items():
        steps = (one for name in names for one in sentences(say[trouble][name]))
        assert [one for one in steps if len(words_of(one)) > 12] == []
