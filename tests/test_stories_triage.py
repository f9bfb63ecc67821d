"""The rules against the made-up stories: none too low, no alarm for the calm.

The dangers were told, and the calm stories coded, before their writer had read a rule. A story
that comes out too low is for the rules to mend; no story is changed to fit them. The gaps are
short cases found by trying the rules afterwards, each at the level our reading gives it.
"""

import pytest
from tests.small_stories import RANK, reference, told

from spasmlab.safety.triage import assess

CALM = [row for row in told() if row["set"] == "calm"]
CODED = [row for row in told() if row["set"] == "coded"]


def level(story):
    return assess(story["facts"]).level


def too_low(stories, least):
    """Return the stories the rules put below the least urgent level that is right for them.

    Not enough to say is too low as well: each of these stories says enough.
    """
    return [
        story["id"] for story in stories if RANK.get(level(story), len(RANK)) > RANK[least(story)]
    ]


def at_least(story):
    return story["at_least"]


def least_acceptable(story):
    return max(story["acceptable"], key=RANK.__getitem__)


def test_no_coded_story_is_too_low():
    assert too_low(CODED, least_acceptable) == []


def test_every_emergency_is_found():
    urgent = [row for row in CODED if row["expected"] == "call_emergency_now"]
    assert [row["id"] for row in urgent if level(row) != "call_emergency_now"] == []


def test_nine_of_ten_are_exact_or_acceptable():
    wrong = [row["id"] for row in CODED if level(row) not in row["acceptable"]]
    assert len(wrong) <= len(CODED) / 10, wrong


def test_the_calm_stay_low():
    assert [(row["id"], level(row)) for row in CALM if level(row) not in row["acceptable"]] == []


def test_every_combination_reaches_its_level():
    assert too_low(reference("combinations"), at_least) == []


@pytest.mark.parametrize("name", ["dangers", "gaps"])
def test_every_danger_reaches_its_level(name):
    assert too_low(reference(name), at_least) == []


@pytest.mark.parametrize(
    "planted", [{"saddle_numb": False, "both_legs": False}, {"age": None, "fever": None}]
)
def test_a_story_without_its_sign_or_not_told_enough_is_found_too_low(planted):
    (story,) = [one for one in reference("dangers") if one["id"] == "cauda_saddle"]
    assert too_low([story], at_least) == []
    signs = {"saddle_numb": False, "both_legs": False, **planted}
    assert too_low([{**story, "facts": {**story["facts"], **signs}}], at_least) == [story["id"]]


def test_an_alarm_for_a_calm_story_is_found():
    story = {**CALM[0], "facts": {**CALM[0]["facts"], "fever": True}}
    assert level(story) not in story["acceptable"]
