"""The stories to sort by kind: each choice its own reply, each level the rules', no verdict."""

import json

import pytest
from tests.markup import Markup

from spasmlab.evidence.tables import load, row
from spasmlab.panels import Kinds
from spasmlab.panels.muscle.kinds import KINDS, STORIES
from spasmlab.safety import signs
from spasmlab.safety.triage import assess
from spasmlab.text import LANGUAGES, words

each_language = pytest.mark.parametrize("language", LANGUAGES)
LEVELS = {
    "night_calf_twice_a_month": "self_care",
    "fat_calf_after_new_knee": "same_day",  # a swollen, warm leg
    "an_eyelid_that_jumps": "routine_visit",
    "lifted_a_box": "self_care",
    "nausea_pill_twisted_neck": "call_emergency_now",
    "swollen_leg_then_breathless": "call_emergency_now",
}


def level(name):
    return assess(json.loads(row("stories", name)["facts"])).level


def inside(found, element):
    return [one for one in found.elements if element in one.within]


def told(found, name):
    """Return a story's element, and those within it."""
    (story,) = [one for one in found.all("li") if one.has.get("data-story") == name]
    return story, inside(found, story)


# How fast


def test_each_story_has_the_level_of_the_rules_and_of_its_own_row():
    assert {name: level(name) for name in STORIES} == LEVELS
    for name in STORIES:
        assert LEVELS[name] in row("stories", name)["acceptable"].split(";")


@each_language
@pytest.mark.parametrize("name", STORIES)
def test_a_story_tells_that_level_and_each_sign_whatever_is_picked(name, language):
    found, said = Markup(Kinds(language).html), words("sorter", language)
    _, within = told(found, name)
    (answer,) = [one for one in within if "kinds-answer" in one.kinds]
    assert answer.has["data-tier"] == signs.TIERS[LEVELS[name]]
    assert said["levels"][LEVELS[name]] in answer.text
    others = [text for key, text in said["levels"].items() if key != LEVELS[name]]
    assert [text for text in others if text in answer.text] == []
    facts = json.loads(row("stories", name)["facts"])
    shown = [one.has["data-row"] for one in inside(found, answer) if one.tag == "li"]
    assert shown == [f"warning_signs:{reason.id}" for reason in assess(facts, language).reasons]
    replies = [one for one in within if "data-reply" in one.has]
    assert not any(said["levels"][LEVELS[name]] in one.text for one in replies)  # told by no choice


@each_language
def test_the_board_has_every_story_once_under_its_level(language):
    found = Markup(Kinds(language).html)
    placed = {
        one.has["data-of"]: next(w.has["data-tier"] for w in one.within if "data-tier" in w.has)
        for one in found.all("li")
        if "data-of" in one.has
    }
    assert placed == {name: signs.TIERS[level] for name, level in LEVELS.items()}
    assert [placed[name] for name in STORIES].count("emergency") == 2


def test_a_rule_that_is_lowered_shows_and_is_seen(monkeypatch):
    from spasmlab.safety import triage

    raised = triage.rules()
    assert Kinds().triage("fat_calf_after_new_knee").level == "same_day"
    monkeypatch.setattr(
        triage, "rules", lambda: tuple(one for one in raised if not one.id.startswith("DVT"))
    )
    assert Kinds().triage("fat_calf_after_new_knee").level != "same_day"


# Replies


@pytest.mark.standard("E03")
@each_language
def test_every_choice_of_every_story_has_a_reply_of_its_own(language):
    say, found = words("kinds", language), Markup(Kinds(language).html)
    seen = []
    for name, right in STORIES.items():
        story, within = told(found, name)
        assert story.has["data-kind"] == right
        replies = {one.has["data-reply"]: one for one in within if "data-reply" in one.has}
        assert list(replies) == list(KINDS)
        for kind, one in replies.items():
            assert ("is-right" in one.kinds) is (kind == right)
            assert (say["right"] in one.text, say["wrong"] in one.text) == (
                kind == right,
                kind != right,
            )
            assert one.text.endswith(say["replies"][name][kind].replace("**", ""))
        seen += [say["replies"][name][kind] for kind in KINDS]
    assert len(set(seen)) == len(STORIES) * len(KINDS)


@each_language
def test_the_words_are_of_these_stories_and_kinds_and_no_others(language):
    say = words("kinds", language)
    assert set(say["names"]) == set(say["replies"]) == set(STORIES) <= set(load("stories")["id"])
    assert set(say["kinds"]) == set(say["hints"]) == set(KINDS)
    assert set(STORIES.values()) == set(KINDS)  # each kind is the right one at least once


@each_language
def test_each_kind_cites_the_row_that_says_what_it_is_like(language):
    say, found = words("kinds", language), Markup(Kinds(language).html)
    buttons = [one for one in found.all("button") if "data-kind" in one.has]
    assert [one.has["data-row"] for one in buttons] == list(KINDS.values())
    for one, kind in zip(buttons, KINDS, strict=True):
        assert row(*KINDS[kind].split(":")) is not None
        assert one.text == f"{say['kinds'][kind]} {say['hints'][kind]}"


@each_language
def test_a_clot_is_never_ruled_out_by_its_cramping(language):
    reply = words("kinds", language)["replies"]["night_calf_twice_a_month"]["clot"]
    assert ("a clot can cramp too" if language == "en" else "también puede acalambrar") in reply


# What a visitor may send


@pytest.mark.parametrize(
    "sent",
    [{"lifted_a_box": "tear"}, {"nobody": "clot"}, {"": ""}, {"lifted_a_box": None}, {"x": []}],
)
def test_what_a_browser_may_send_is_kept_only_where_it_is_a_kind_of_a_story(sent):
    panel = Kinds()
    panel.set_state({"sorted": sent, "story": "x"})
    assert (panel.sorted, panel.story) == ({}, next(iter(STORIES)))
    panel.set_state({"sorted": {"lifted_a_box": "clot"}, "story": "lifted_a_box"})
    assert (panel.sorted, panel.story) == ({"lifted_a_box": "clot"}, "lifted_a_box")
