"""A cramp beside its look-alikes: urgent ones first, never filtered away, never a verdict."""

import re

import pytest
from tests.markup import Markup
from tests.readability import sentences
from tests.readability import words as words_of

from spasmlab.evidence.tables import load
from spasmlab.panels import LookAlikes
from spasmlab.safety import differential
from spasmlab.safety.differential import TEXTS, level, look_alikes
from spasmlab.safety.signs import LEVELS, signs
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
ALL = [one.id for one in look_alikes()]
CANNOT_WAIT = {
    *("dystonia", "low_calcium_magnesium", "heat_cramp", "blocked_artery_sudden"),
    *("muscle_breakdown", "tetanus", "tight_compartment"),
    *("blood_clot", "pinched_nerve", "muscle_disease"),
}
VERDICT = (
    r"(?i)\byou have (?:a|an|it)\b|\busted tiene\b|\bsolo es un calambre\b"
    r"|\b(?:only|just) a cramp\b"
)


def shown(language="en", **state):
    return Markup(str(LookAlikes(language, **state).markup()))


def column(found, side):
    return {
        one.within[-1].has["data-field"]: one
        for one in found.all("td")
        if one.has.get("data-side") == side
    }


def listed(found):
    """Return the look-alikes of the list that is always there, in its order."""
    box = found.kind("alike-always")
    rows = [one for one in found.all("li") if box in one.within]
    return [one.has["data-row"].partition(":")[2] for one in rows]


# What is urgent


def test_every_row_is_there_the_most_urgent_first():
    assert sorted(ALL) == sorted(load("differential")["id"])
    ranks = [LEVELS.index(one.level) for one in look_alikes()]
    assert ranks == sorted(ranks)
    assert {one.id for one in look_alikes() if one.tier != "visit"} == CANNOT_WAIT


@pytest.mark.parametrize(
    ("advice", "named"),
    [
        ("Call your emergency number now.", "call_emergency_now"),
        ("Book a visit. If you are weak, see a doctor today.", "same_day"),
        ("You can care for it at home. Call your emergency number now if faint.", LEVELS[0]),
        ("See a doctor within days.", "within_days"),
        ("You can care for it at home. See a clinician if it comes back.", "routine_visit"),
        ("You can care for it at home.", "self_care"),
    ],
)
def test_advice_is_as_urgent_as_the_most_urgent_thing_it_says(advice, named):
    assert level(advice) == named


def test_advice_without_a_level_is_refused():
    with pytest.raises(ValueError, match="advice must name how soon to be seen, got 'Rest"):
        level("Rest.")


def test_a_softened_row_moves_down_and_is_seen(monkeypatch):
    table = load("differential")
    table.loc[table["id"] == "tetanus", "see_who_en"] = "Book a visit."
    monkeypatch.setattr(differential, "load", lambda name: table)
    urgent = {one.id for one in look_alikes() if one.tier != "visit"}
    assert CANNOT_WAIT - urgent == {"tetanus"}


def test_warning_signs_are_those_of_the_row_worst_first():
    named = load("differential").set_index("id")["warning_sign"].fillna("")
    order = {sign: at for at, sign in enumerate(signs()["id"])}
    for one in look_alikes():
        ids = [sign.id for sign in one.signs]
        assert set(ids) == set(filter(None, named[one.id].split(";")))
        assert ids == sorted(ids, key=order.get)


# The panel


@both
@pytest.mark.parametrize("other", ALL)
def test_two_stand_side_by_side_with_all_that_their_rows_say(language, other):
    one = "night_leg_cramp" if other != "night_leg_cramp" else "restless_legs"
    found = shown(language, one=one, other=other)
    made = {each.id: each for each in look_alikes()}
    for side, name in (("one", one), ("other", other)):
        cells = column(found, side)
        for field in set(TEXTS) - {"name"}:
            told = made[name].said[field][language] or words("look_alikes", language)["not_told"]
            assert cells[field].text == told
            assert cells[field].has["data-row"] == f"differential:{name}"
        told = [e.has["data-row"] for e in found.all("li") if cells["signs"] in e.within]
        assert told == [f"warning_signs:{sign.id}" for sign in made[name].signs]
        assert cells["signs"].text.strip()


@both
@pytest.mark.parametrize("pair", [("night_leg_cramp", "benign_twitching"), ("tetanus", "tetanus")])
def test_nothing_compared_takes_away_what_cannot_wait(language, pair):
    found = shown(language, one=pair[0], other=pair[1])
    assert set(listed(found)) == CANNOT_WAIT
    assert listed(found) == [name for name in ALL if name in CANNOT_WAIT]
    values = [one.has["value"] for one in found.all("option")]
    assert values == ALL * 2  # no choice narrows another
    text = found.kind("alike-always").text
    calls = {"en": "emergency number now", "es": "su número de emergencia"}[language]
    assert text.count(calls) == 7


@both
def test_how_soon_and_warning_signs_come_before_what_it_is_like(language):
    fields = list(column(shown(language), "one"))
    assert fields[:2] == ["see_who", "signs"]
    assert fields.index("signs") < fields.index("feels")


@both
def test_no_pair_ends_in_a_verdict(language):
    panel = LookAlikes(language)
    for name in ALL:
        other = "night_leg_cramp" if name != "night_leg_cramp" else "blood_clot"
        said = shown(language, one=name, other=other).kind("reading-heard").text
        assert not re.search(VERDICT, said)
        made = {one.id: one for one in look_alikes()}
        urgent = min(name, other, key=ALL.index)
        assert made[urgent].said["see_who"][language] in said
    assert not re.search(VERDICT, str(panel.html))


@pytest.mark.parametrize("sent", ["gout", "", "<b>"])
def test_an_unknown_one_is_the_usual_one(sent):
    panel = LookAlikes(one=sent, other=sent)
    assert (panel.one, panel.other) == ("night_leg_cramp", "blood_clot")
    panel.set_state({"other": sent})
    assert panel.other == "blood_clot"


def test_what_nobody_read_says_so():
    unread = words("look_alikes")["unread"]
    cells = column(shown(other="pinched_nerve"), "other")
    assert unread in cells["source"].text
    assert unread not in column(shown(other="tetanus"), "other")["source"].text


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
def test_the_markup_is_whole_named_and_has_its_table(language):
    panel = LookAlikes(language)
    found = Markup(str(panel.markup()))
    assert found.open == []
    assert found.unnamed() == []
    assert "{" not in str(panel.html)
    assert "**" not in str(panel.html)
    assert len([one for one in found.elements if "data-control" in one.has]) == 2
    box = found.kind("table-box")
    rows = [one for one in found.all("tr") if box in one.within]
    assert len(rows) == 1 + len(ALL)


@pytest.mark.standard("L01")
@both
def test_no_sentence_is_long(language):
    said = [one.text for one in shown(language).elements if one.tag in ("p", "td", "li", "h3")]
    long = [s for text in said for s in sentences(text) if len(words_of(s)) > 26]
    assert long == []
