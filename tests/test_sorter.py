"""The stories to sort: every tier among them, each at its level, and no verdict on anyone."""

import json

import pytest
from tests.cases import TRUST

from spasmlab.evidence.tables import load, row
from spasmlab.panels import Sorter
from spasmlab.panels.help.sorter import STORIES
from spasmlab.safety.facts import facts
from spasmlab.safety.triage import assess, rules
from spasmlab.text import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_the_stories_hold_every_tier_and_each_is_right_by_its_own_row():
    tiers = [assess(json.loads(row("stories", name)["facts"])).tier for name in STORIES]
    assert {tier: tiers.count(tier) for tier in tiers} == {"emergency": 4, "today": 2, "visit": 4}
    for name in STORIES:
        told = row("stories", name)
        assert assess(json.loads(told["facts"])).level in told["acceptable"].split(";")


@each_language
def test_every_story_and_its_answer_can_be_read_without_scripts(language):
    html = Sorter(language).html
    for name in STORIES:
        told = row("stories", name)
        assert f'data-row="stories:{name}"' in html
        assert told[f"story_{language}"].replace("'", "&#39;") in html
        assert told[f"why_{language}"].replace("'", "&#39;") in html
        for reason in assess(json.loads(told["facts"])).reasons:
            assert f'data-row="warning_signs:{reason.id}"' in html


def test_every_yes_or_no_question_can_be_added():
    html = Sorter().html
    for name, fact in facts().items():
        assert (f'<option value="{name}"' in html) is (fact.kind == "yes_no")
    assert Sorter().signs.keys() == {rule.id for rule in rules()}


@pytest.mark.parametrize("story", STORIES)
def test_a_yes_added_to_a_story_never_makes_it_milder(story):
    before = Sorter(story=story).triage.level
    for name, fact in facts().items():
        if fact.kind == "yes_no":
            after = Sorter.triage.fget(Told(story, {name: "yes"})).level
            assert TRUST[after] >= TRUST[before], name


class Told:
    """A story with answers, without the widget around it."""

    def __init__(self, story, added):
        self.story, self.added, self.language = story, added, "en"
        self.cases = {story: json.loads(row("stories", story)["facts"])}


def test_an_answer_that_is_open_or_unsure_counts_as_the_rules_say():
    panel = Sorter()
    assert panel.triage.level == "self_care"
    panel.set_state({"added": {"fever": "open"}})
    assert panel.triage.level == "not_enough_to_say"
    panel.set_state({"added": {"chest_pain": "unsure"}})
    assert panel.triage.level == "call_emergency_now"


@pytest.mark.parametrize(
    "sent", [{"fever": "maybe"}, {"fewer": "yes"}, {"age": "yes"}, {"fever": True}, {"": ""}]
)
def test_what_a_browser_may_send_is_kept_only_where_it_is_an_answer(sent):
    panel = Sorter()
    panel.set_state({"added": sent, "story": "x", "sorted": "x"})
    assert (panel.added, panel.story, panel.sorted) == ({}, STORIES[0], "")
    panel.set_state({"story": STORIES[3], "sorted": "today"})
    assert (panel.story, panel.sorted) == (STORIES[3], "today")


def test_the_stories_are_rows_of_made_up_people():
    assert set(STORIES) <= set(load("stories")["id"])
