"""Leg or back: each place's rows lie there, keep their levels, and the danger stands above it."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from tests.markup import Markup
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import LegOrBack
from spasmlab.panels.help.back_figure import BANDS, HEIGHT, PLACES, WIDTH, figure
from spasmlab.panels.help.leg_or_back import DIFFERENT, FIRST, MISS, SAYS, SIGNS, TIERS, USUAL
from spasmlab.safety.differential import every_sign, look_alikes
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
places = pytest.mark.parametrize("place", PLACES)
WHERE = {  # what the rows call each place
    "thigh": r"thigh|big muscles",
    "calf": r"calf|calves|leg",
    "foot": r"foot|feet",
}
LEVEL = {
    "en": {"emergency": "call your emergency number now", "today": "be seen today"},
    "es": {"emergency": "llame ahora a su número de emergencia", "today": "que lo vean hoy"},
}


@places
def test_what_is_shown_at_a_place_lies_there_as_its_row_says(place):
    if place == "back":
        assert set(USUAL[place]) <= {str(one) for one in tables.load("back_kinds")["id"]}
        return
    rows = tables.load("differential").set_index("id")
    for name in (*USUAL[place], *MISS[place]):
        assert re.search(WHERE[place], str(rows.loc[name, "where_en"]).lower()), (place, name)


def test_the_clot_the_artery_the_spine_and_the_hip_are_not_missed():
    assert {"blood_clot", "blocked_artery_sudden", "claudication_pad"} <= set(MISS["calf"])
    assert {"blood_clot", "spinal_stenosis", "muscle_disease"} <= set(MISS["thigh"])
    assert "FRAGILE_FALL" in SIGNS["thigh"]
    assert {"CES_SADDLE", "CES_BLADDER", "BACK_FEVER"} <= set(SIGNS["back"])


@both
@places
def test_what_not_to_miss_stands_worst_first_at_its_rows_level(place, language):
    panel = LegOrBack(language)
    card = Markup(panel.cards[place][0])
    tiers = [one.has["class"] for one in card.all("li") if "class" in one.has]
    assert tiers == sorted(tiers, key=lambda one: TIERS.index(one.removeprefix("is-")))
    known = {one.id: one for one in look_alikes()}
    for name in MISS[place]:
        assert known[name].said["see_who"][language] in panel.cards[place][0]
    assert len(tiers) == len(MISS[place]) + len(SIGNS[place])
    assert len(tiers) <= 7


@both
@places
def test_a_places_sentence_names_the_level_of_its_row(place, language):
    say, signs = words("leg_or_back", language)["places"][place]["say"].lower(), every_sign()
    wanted = {signs[row.partition(":")[2]].tier for row in SAYS[place]}
    assert {tier for tier, like in LEVEL[language].items() if like in say} == wanted


@both
def test_danger_stands_above_the_veil_and_at_the_level_of_its_rows(language):
    html = LegOrBack(language, after="trigger_walk").html
    assert html.index("body-first") < html.index("panel-lock") < html.index("panel-body")
    assert {every_sign()[name].tier for name in FIRST} == {"emergency"}
    first = words("leg_or_back", language)["first"].lower()
    assert LEVEL[language]["emergency"] in first
    assert "today" not in first


@pytest.mark.standard("A01")
@both
def test_every_place_is_a_named_control_and_every_number_has_its_row(language):
    panel = LegOrBack(language, after="trigger_walk")
    found = Markup(panel.html)
    assert found.unnamed() == []
    assert untraced(panel.html) == []
    assert untraced("".join(card for card, _ in panel.cards.values())) == []
    radios = [one.has["value"] for one in found.all("input") if one.has["type"] == "radio"]
    assert radios == list(PLACES) == list(panel.cards)
    assert len(panel.replies) == 3
    assert not {"place", "where"} & set(panel.traits())


@both
@places
def test_what_is_different_cites_rows_that_exist(place, language):
    for row in DIFFERENT[place]:
        tables.row(*row.split(":"))
    assert words("leg_or_back", language)["places"][place]["different"]


def test_the_figure_is_drawn_and_its_places_do_not_share_a_band():
    drawn = ElementTree.fromstring(str(figure("A person", "calf")))
    assert drawn.get("aria-label") == "A person"
    marked = [one.get("data-place") for one in drawn.iter() if one.get("data-place")]
    assert marked == list(PLACES)
    bands = [BANDS[name] for name in PLACES]
    assert all(top >= 0 and top + height <= HEIGHT for top, height in bands)
    for (top, height), (following, _) in pairwise(bands):
        assert top + height <= following
    for name, (_, at) in PLACES.items():
        assert BANDS[name][0] <= at <= sum(BANDS[name])
    assert WIDTH < HEIGHT
