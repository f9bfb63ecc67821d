"""What matters most, and the sheet of it: no order is right, and the plan finds what was picked."""

import re
from pathlib import Path

import pytest
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.panels import Matters, Plan, Weighed
from spasmlab.panels.base import find
from spasmlab.panels.evidence.compare import PLACES
from spasmlab.panels.help.matters import CARDS
from spasmlab.panels.help.weighed import CHANGES, KNOWN, MOST, QUESTIONS
from spasmlab.panels.plan.plan import HABITS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


def cards(panel):
    return [
        e.has["data-card"] for e in Markup(str(panel.markup())).all("li") if "data-card" in e.has
    ]


# The cards


@pytest.mark.standard("DA4")
@both
def test_five_cards_stand_in_the_visitors_order_and_none_is_right(language):
    assert cards(Matters(language)) == list(CARDS)
    mine = list(reversed(CARDS))
    assert cards(Matters(language, order=".".join(mine))) == mine
    assert set(words("matters", language)["cards"]) == set(CARDS)
    text = str(Matters(language).markup()).lower()
    for word in ("correct!", "wrong", "incorrecto", "acertó"):
        assert word not in text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("own", "own.pain.sleep.awake.cost"),
        ("own.own.nobody.cost", "own.cost.pain.sleep.awake"),
        ("", ".".join(CARDS)),
        ("<b>", ".".join(CARDS)),
    ],
)
def test_what_is_unknown_is_left_and_what_is_missing_added(sent, kept):
    panel = Matters()
    panel.set_state({"order": sent})
    assert panel.order == Matters(order=sent).order == Weighed(order=sent).order == kept


@pytest.mark.standard("A09")
@both
def test_each_card_moves_by_two_named_buttons(language):
    found = Markup(str(Matters(language).markup()))
    say, buttons = words("matters", language), found.all("button")
    names = [one.has["aria-label"] for one in buttons]
    for at, card in enumerate(CARDS):
        wanted = [say[way].replace("{card}", say["cards"][card]["name"]) for way in ("up", "down")]
        assert names[2 * at : 2 * at + 2] == wanted
    ends = [one.has["aria-disabled"] == "true" for one in buttons]
    assert [at for at, end in enumerate(ends) if end] == [0, len(ends) - 1]


# The sheet


@pytest.mark.standard("DA5")
@both
def test_the_sheet_holds_the_order_the_options_the_change_and_the_questions(language):
    state = {"order": "own.cost", "options": "heat_wrap.opioids", "change": "warmth"}
    made = Weighed(language, questions="signs.of_100", **state)
    found = Markup(str(made.markup()))
    assert cards(made) == ["own", "cost", "pain", "sleep", "awake"]
    options = [
        e for e in found.all("section") if any("weighed-options" in w.kinds for w in e.within)
    ]
    assert ["hidden" in one.has for one in options] == [False, False, True]
    helped = [e.has["data-row"] for e in found.all("p") if options[1] in e.within]
    assert helped == ["effects:opioids_01", "effects:opioids_08"]  # help and harm, a line each
    plan = words("plan", language)
    habit, known = plan["sheet"]["habit"]["warmth"], plan["notes"]["warmth"]
    assert found.kind("weighed-change").text == f"{habit}. {known}"  # never without what is known
    asked = words("visit_questions", language)
    mine = found.kind("weighed-mine")
    lines = [one.text for one in found.all("li") if mine in one.within]
    assert lines == [asked["of_100"], asked["signs"]]  # in the order of the list


@both
def test_a_warning_sign_comes_before_what_matters(language):
    text = str(Weighed(language).markup())
    assert text.index("weighed-first") < text.index("weighed-order") < text.index("weighed-options")
    now = {"en": "emergency number now", "es": "ya a mi número de emergencia"}[language]
    assert now in words("weighed", language)["signs"]


def test_the_plan_knows_all_that_can_be_taken_to_it():
    assert set(CHANGES) - {"none"} <= set(HABITS)
    assert set(QUESTIONS) <= set(words("visit_questions"))
    module = Path(find("weighed.js")).read_text(encoding="utf-8")
    assert '"matters.order", "plan.habits", "plan.questions"' in module
    assert f"const MOST = {MOST};" in module
    assert Plan(habits=["warmth"], questions=["of_100"]).habits == ["warmth"]


@both
def test_what_is_said_of_a_card_is_its_rows(language):
    known = words("weighed", language)["known"]
    assert set(known) == set(CARDS)
    numbered = {name for name, text in known.items() if re.search(r"\d", text.replace("100", ""))}
    assert numbered <= set(KNOWN)
    rates = tables.row("effects", "cyclobenzaprine_11")
    for column in ("without_per_1000", "with_per_1000"):
        assert str(round(rates[column] / 10)) in known["awake"]
    for week in (0, 6):
        assert f"{tables.row('prognosis', f'acute_pain_w{week}')['value']:.0f}" in known["pain"]
    outcomes = {one for one in tables.load("effects")["outcome"] if "sleep" in str(one)}
    assert outcomes <= {"sleepy", "sleepy_or_dizzy"}  # that no trial here counted sleep


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("change", "bungee", "none"),
        ("change", "salty", "none"),  # the plan's, not the sheet's
        ("options", "nowhere.heat_wrap", "heat_wrap"),
        (
            "options",
            ".".join(["heat_wrap", "ice_pack", "opioids", "massage"]),
            "heat_wrap.ice_pack.opioids",
        ),
        ("questions", ".".join(QUESTIONS), ".".join(QUESTIONS[:MOST])),
        ("questions", "nobody.wait", "wait"),
    ],
)
def test_a_link_may_hold_anything(name, sent, kept):
    assert getattr(Weighed(**{name: sent}), name) == kept


@both
def test_the_sheet_starts_where_the_comparison_starts(language):
    made = Weighed(language)
    assert list(made.places) == list(PLACES)
    assert made.options == "stay_active.ibuprofen"
    assert set(made.lines) == set(made.made)


@pytest.mark.standard("A01")
@pytest.mark.standard("V01")
@both
def test_the_markup_is_whole_and_takes_no_text(language):
    for made in (Matters(language), Weighed(language)):
        found = Markup(str(made.markup()))
        assert found.open == []
        assert found.unnamed() == []
        assert {e.has["type"] for e in found.all("input")} <= {"radio", "checkbox"}
