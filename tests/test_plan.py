"""The plan and its printed page before a script runs: what is always on it, and what is ticked."""

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import Plan
from spasmlab.panels.plan.plan import HABITS, PLACES
from spasmlab.panels.plan.plan_sheet import NIGHTS, NOW, STEPS, TODAY
from spasmlab.safety.signs import signs
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
QUESTIONS = list(words("visit_questions"))


def shown(panel):
    return Markup(str(panel.markup()))


def hidden(one):
    return any("hidden" in part.has for part in (one, *one.within))


def seen(found, kind):
    """What stands in the parts of this kind that are not hidden."""
    parts = [one for one in found.elements if kind in one.kinds and not hidden(one)]
    inside = (one for one in found.elements if any(part in one.within for part in parts))
    return [one for one in inside if not hidden(one)]


def picks(found, name):
    """The names of the lines that the page shows in one of its lists."""
    return [one.has["data-pick"] for one in seen(found, f"sheet-{name}") if "data-pick" in one.has]


def ticked(found, name):
    (control,) = (one for one in found.elements if one.has.get("data-control") == name)
    boxes = [one for one in found.all("input") if control in one.within]
    return [one.has["value"] for one in boxes if "checked" in one.has]


# The help box


@both
@pytest.mark.parametrize(("listed", "level"), [(NOW, "call_emergency_now"), (TODAY, "same_day")])
def test_the_help_box_never_makes_a_sign_less_urgent_than_its_rows(language, listed, level):
    """A line may stand for several rows: each of them has the level of the list, or a lower one."""
    found = shown(Plan(language))
    levels = signs().set_index("id")["level"]
    keys = [f"warning_signs:{row}" for rows in listed.values() for row in rows]
    lines = [one.has["data-row"] for one in seen(found, "sheet-help") if one.tag == "li"]
    assert set(keys) <= {key for line in lines for key in line.split()}
    assert {str(levels[row]) for rows in listed.values() for row in rows} == {level}


@both
def test_what_is_an_emergency_stands_before_what_can_wait_until_the_day(language):
    found = shown(Plan(language))
    lines = [one.has["data-row"] for one in seen(found, "sheet-help") if one.tag == "li"]
    assert len(lines) == len(NOW) + len(TODAY)
    assert lines[: len(NOW)] == [" ".join(f"warning_signs:{row}" for row in NOW[n]) for n in NOW]


BACK_AND_LEGS = {"CES_SADDLE", "CES_BLADDER", "CES_BOWEL", "CES_BOTH_LEGS", "WEAK_PROG", "ALI"}


def test_the_signs_of_back_and_legs_that_cannot_wait_are_all_there():
    assert {row for rows in NOW.values() for row in rows} >= BACK_AND_LEGS
    assert {"DVT", "CRAMP_10MIN", "FOOT_DROP"} <= {row for rows in TODAY.values() for row in rows}


@both
def test_nothing_that_a_visitor_may_send_takes_a_line_from_the_help_box(language):
    whole = [one.text for one in seen(shown(Plan(language)), "sheet-help")]
    for place, large in zip(PLACES, (True, False, True, False, True), strict=True):
        some = Plan(language, place=place, habits=list(HABITS), large=large, both=True)
        some.set_state({"questions": ["help", "now_signs", *QUESTIONS]})
        assert [one.text for one in seen(shown(some), "sheet-help")] == whole


@both
def test_the_emergency_numbers_are_those_of_their_rows_and_another_can_be_written(language):
    found = shown(Plan(language))
    named = [one for one in seen(found, "sheet-numbers") if "data-row" in one.has]
    numbers = {one.has["data-row"].partition(":")[2]: one.text for one in named}
    table = tables.load("emergency_numbers").set_index("id")["number"]
    assert set(numbers) == {"united_states", "european_union", "united_kingdom"}
    assert {country: str(table[country]) for country in numbers} == numbers
    assert any("plan-line" in one.kinds for one in seen(found, "sheet-number"))


# What is chosen


@pytest.mark.standard("P22")
@both
@pytest.mark.parametrize("place", PLACES)
def test_a_place_has_its_three_steps_and_its_time_to_try(language, place):
    found = shown(Plan(language, place=place))
    say = words("plan", language)["sheet"]
    steps = [one for one in seen(found, "sheet-steps") if one.tag == "li"]
    wanted = say[place]["steps"]
    assert [one.text[: len(step)] for one, step in zip(steps, wanted, strict=True)] == wanted
    assert [step for step in wanted if len(words_of(step)) > 12] == []
    (recheck,) = [one for one in found.elements if "sheet-recheck" in one.kinds and not hidden(one)]
    assert recheck.text.startswith(say["recheck"]["back" if place == "back" else "leg"])
    assert recheck.has["data-row"] == "warning_signs:NOT_BETTER"
    assert set(STEPS) == set(PLACES)


@pytest.mark.parametrize("place", ["", "knee", "CALF"])
def test_an_unknown_place_is_a_calf(place):
    panel = Plan(place=place)
    assert panel.place == "calf"
    panel.set_state({"place": "foot"})
    panel.set_state({"place": place})
    assert panel.place == "calf"


@both
@pytest.mark.parametrize(("name", "known"), [("habits", list(HABITS)), ("questions", QUESTIONS)])
def test_three_at_most_are_ticked_and_stand_on_the_page_in_its_order(language, name, known):
    panel = Plan(language, **{name: [known[5], "nothing", known[1], known[5]]})
    assert getattr(panel, name) == [known[1], known[5]]
    found = shown(panel)
    assert picks(found, name) == ticked(found, name) == [known[1], known[5]]
    panel.set_state({name: known})
    assert getattr(panel, name) == known[:3]
    assert picks(shown(panel), name) == known[:3]
    assert picks(shown(Plan(language)), name) == []


def test_each_habit_has_a_row_that_says_what_is_known():
    rows = [tables.row(*key.split(":")) for key in HABITS.values()]
    assert [row["id"] for row in rows if row["verification"] == "unverified"] == []
    for language in LANGUAGES:
        say = words("plan", language)
        assert list(say["notes"]) == list(say["sheet"]["habit"]) == list(HABITS)


# The page


@pytest.mark.standard("B10")
@both
def test_the_other_language_stands_beneath_each_line_with_its_own_lang(language):
    found = shown(Plan(language, both=True))
    (sheet,) = [one for one in found.elements if "plan-sheet" in one.kinds]
    assert "has-both" in sheet.kinds
    other = next(code for code in LANGUAGES if code != language)
    beneath = [one for one in found.elements if "plan-other" in one.kinds]
    assert {one.has["lang"] for one in beneath} == {other}
    lines = [
        one for one in found.all("li") if sheet in one.within and "sheet-blank" not in one.kinds
    ]
    assert len(lines) == 3 * len(PLACES) + len(HABITS) + len(QUESTIONS) + len(NOW) + len(TODAY)
    assert all(any(line in one.within for one in beneath) for line in lines)
    assert "has-both" not in shown(Plan(language)).kind("plan-sheet").kinds


@both
def test_two_weeks_of_nights_are_empty_and_the_date_is_written_by_hand(language):
    found = shown(Plan(language))
    nights = [one for one in found.elements if "data-night" in one.has]
    assert len(nights) == 2 * NIGHTS
    assert {one.text for one in nights} == {""}
    assert len([one for one in found.elements if "night-tap" in one.kinds]) == NIGHTS
    assert "plan-line" in " ".join(" ".join(one.kinds) for one in seen(found, "plan-date"))


@pytest.mark.standard("A01")
@both
def test_the_markup_is_whole_and_every_control_has_a_name_and_an_id_of_its_own(language):
    panel = Plan(language, key="mine", both=True)
    found = shown(panel)
    ids = [one.has["id"] for one in found.elements if "id" in one.has]
    assert found.open == []
    assert found.unnamed() == []
    assert len(ids) == len(set(ids))
    assert found.elements[0].has["data-key"] == "mine"
    assert "{" not in panel.html
    assert "**" not in panel.html
    for key in (key for one in found.elements for key in one.has.get("data-row", "").split()):
        tables.row(*key.split(":"))


@pytest.mark.standard("V01")
@pytest.mark.standard("E02")
@both
def test_there_is_nothing_to_type_and_three_controls_at_first(language):
    found = shown(Plan(language))
    kinds = {one.has.get("type") for one in found.all("input") if "tool-link" not in one.kinds}
    assert kinds == {"radio", "checkbox"}
    assert found.all("textarea") == []
    assert len([one for one in found.elements if "data-control" in one.has]) == 3
    folds = [one for one in found.all("details") if "plan-fold" in one.kinds]
    assert len(folds) == 3
    assert all("open" not in one.has for one in folds)


def test_no_trait_holds_the_nights():
    synced = set(Plan().traits(sync=True))
    assert not [name for name in synced if "night" in name or "diary" in name]


@pytest.mark.standard("DC2")
@both
def test_every_number_of_the_page_has_its_row(language):
    assert untraced(Plan(language, both=True).html) == []


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    say = words("plan", language)
    said = list(flat(say)) + list(words("visit_questions", language).values())
    plain = "\n".join(said).replace("**", "").replace("{", "").replace("}", "")
    assert grade(plain) <= 5 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []


def flat(table):
    for value in table.values():
        if isinstance(value, dict):
            yield from flat(value)
        elif isinstance(value, list):
            yield from value
        else:
            yield value
