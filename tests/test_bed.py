"""The bed: every way to lie is drawn as it is told, and no more is claimed than is known."""

import re
from itertools import product
from math import atan2, degrees, hypot

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import Bed
from spasmlab.panels.muscle import bed as told
from spasmlab.panels.muscle import bed_scene as scene
from spasmlab.panels.plan.figures import FOOT, LEG
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("key", list(scene.every()), ids=".".join)
LENGTHS = ["short", "between", "long"]  # of the calf
CLAIMS = (
    r"(?i)\bsafe\b|\bsegur[oa]s?\b(?! es esto)|\bprevent|\bcures?\b|\bcura\b|\bproven\b|\bprobado"
)


def long(key):
    return LENGTHS.index(scene.FEET[key])


def flat(value):
    if isinstance(value, dict):
        return [line for one in value.values() for line in flat(one)]
    return [value]


def lines(language):
    """Every sentence of the panel that a visitor reads, its holes filled."""
    said = {name: one for name, one in words("bed", language).items() if name != "file"}
    return [re.sub(r"\{\w+\}", "x", line).replace("**", "") for line in flat(said)]


def bend(at):
    """The angle between shin and foot, in degrees: 90 is square."""
    (x, y), (u, v), (a, b) = at["knee"], at["ankle"], at["toe"]
    turn = degrees(atan2(y - v, u - x) - atan2(v - b, a - u))
    return abs((turn + 180) % 360 - 180)


# What is so in a bed


def test_every_bed_has_a_calf_a_reason_and_something_to_try():
    every = set(product(scene.LIES, scene.SHEETS, scene.HELPS))
    assert set(scene.FEET) == set(told.WHY) == set(told.TRY) == every
    say = words("bed")
    assert set(told.WHY.values()) == set(say["why"])
    assert set(told.TRY.values()) == set(say["try"])
    assert set(scene.FEET.values()) == set(say["calf"]) == set(say["lead"]) == set(LENGTHS)


def test_what_is_advised_never_makes_the_calf_shorter():
    for lie, sheets, help_ in scene.every():
        assert long((lie, "loose", help_)) >= long((lie, "tucked", help_))
        assert long((lie, sheets, "pillow")) >= long((lie, sheets, "none"))
        assert long((lie, "loose", "edge")) >= long((lie, "loose", "none"))


def test_tucked_sheets_keep_the_feet_in():
    for lie in scene.LIES:
        assert scene.FEET[lie, "tucked", "edge"] == scene.FEET[lie, "tucked", "none"]
        assert told.WHY[lie, "tucked", "edge"] == "kept_in"
        assert scene.sheet((lie, "tucked", "edge")) == scene.sheet((lie, "tucked", "none"))
        assert told.TRY[lie, "tucked", "edge"] == "loosen"


@each
def test_what_to_try_leads_to_a_calf_that_is_no_shorter(key):
    lie, sheets, help_ = key
    leads = {
        "loosen": [(lie, "loose", help_)],
        "loosen_too": [(lie, "loose", help_)],
        "loosen_or_pillow": [(lie, "loose", help_), (lie, sheets, "pillow")],
        "loosen_and_edge": [(lie, "loose", "edge")],
        "edge": [(lie, "loose", "edge")],
        "pillow": [(lie, sheets, "pillow")],
        "keep": [key],
    }[told.TRY[key]]
    for other in leads:
        better = {"loosen_too", "keep"} | ({"loosen"} if lie == "side" else set())
        assert long(other) >= long(key) + (told.TRY[key] not in better)
    assert (told.TRY[key] == "keep") == (long(key) == 2 and sheets == "loose")


# What is drawn


@each
def test_the_foot_is_drawn_as_it_is_told(key):
    at = scene.joints_of(key)
    assert bend(at) == pytest.approx(scene.ANGLES[scene.FEET[key]])
    assert [scene.ANGLES[one] for one in LENGTHS] == sorted(scene.ANGLES.values())
    assert scene.ANGLES["long"] == 90
    start, end, half = scene.belly(key)[2:4] + scene.belly(key)[5:]
    longer = sorted(LENGTHS, key=lambda one: scene.BELLIES[one][1] - scene.BELLIES[one][0])
    thinner = sorted(LENGTHS, key=lambda one: -scene.BELLIES[one][2])
    assert longer == thinner == LENGTHS
    assert (start, end, half) == scene.BELLIES[scene.FEET[key]]


@each
def test_no_limb_stretches_and_nobody_sinks_into_the_bed(key):
    at = scene.joints_of(key)
    spans = {("hip", "knee"): LEG[0], ("knee", "ankle"): LEG[1], ("ankle", "toe"): FOOT}
    for (one, other), length in spans.items():
        (x, y), (u, v) = at[one], at[other]
        assert hypot(u - x, v - y) == pytest.approx(length, abs=0.2)
    over = at["ankle"][0] + 9 > scene.END
    assert over == scene.out(key)
    if key[0] != "side":
        assert max(at["hip"][1] + 18.5, at["ankle"][1] + 9) <= scene.BED + 1
    assert all(0 <= x <= scene.WIDTH and 0 <= y <= scene.HEIGHT for x, y in at.values())


@each
def test_what_lies_about_is_drawn(key):
    found = scene.bed(key)
    assert bool(found["prop"]) == (key[2] == "pillow")
    assert found["view"] == ("above" if key[0] == "side" else "beside")
    other = scene.bed((key[0], "loose" if key[1] == "tucked" else "tucked", key[2]))
    assert found["sheet"] != other["sheet"]
    assert found["creases"] != other["creases"]


def test_close_up_the_cord_is_a_wave_where_it_is_slack_and_straight_where_it_is_taut():
    def wave(calf):
        (x, y), (a, b), (u, v) = (
            tuple(map(float, pair.split()))
            for pair in re.match(
                r"M(\S+ \S+)Q(\S+ \S+) (\S+ \S+)T", scene.close(calf)["tendon"]
            ).groups()
        )
        return abs((u - x) * (b - y) - (v - y) * (a - x)) / hypot(u - x, v - y)

    assert wave("short") > 2 * wave("between") > 1
    assert wave("long") < 0.2  # px: the path's digits
    assert [bool(scene.close(one)["move"]) for one in LENGTHS] == [True, True, False]


# What is said


@each
@both
def test_the_panel_says_what_a_bed_does(language, key):
    lie, sheets, feet = key
    panel, say = Bed(language, lie=lie, sheets=sheets, feet=feet), words("bed", language)
    found = Markup(panel.html)
    sentence = found.kind("reading-seen").text
    assert sentence == found.kind("reading-heard").text
    assert sentence == panel.beds[".".join(key)]["said"].replace("**", "")
    parts = (say["lead"][scene.FEET[key]], say["why"][told.WHY[key]], say["try"][told.TRY[key]])
    assert sentence == " ".join(parts).replace("**", "")
    shown = [one for one in found.elements if "bed-leg" in one.kinds and "hidden" not in one.has]
    assert [one.has["data-calf"] for one in shown] == [scene.FEET[key]]
    assert found.kind("bed-scene").has["data-calf"] == scene.FEET[key]


@pytest.mark.standard("A14")
@pytest.mark.standard("H11")
@both
def test_every_bed_stands_in_the_table(language):
    panel, say = Bed(language), words("bed", language)
    head, *rows = Markup(panel.html).rows()
    assert len(head) == 4
    assert len({row[0] for row in rows}) == len(rows) == 18
    for row, key in zip(rows, scene.every(), strict=True):
        assert row[1:] == [
            say["calf"][scene.FEET[key]],
            say["why"][told.WHY[key]],
            say["try"][told.TRY[key]],
        ]
        assert row[0] in panel.beds[".".join(key)]["desc"]


@pytest.mark.standard("A01")
@pytest.mark.standard("H12")
@both
def test_the_markup_is_whole_with_three_choices_and_a_row_behind_what_is_known(language):
    panel = Bed(language, key="mine", after="potassium_gap")
    found = Markup(panel.html)
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert "{" not in panel.html
    assert "**" not in panel.html
    assert [one.has["data-control"] for one in found.elements if "data-control" in one.has] == [
        *told.CHOICES
    ]
    rows = [key for one in found.elements for key in one.has.get("data-row", "").split()]
    assert {key for keys in told.KNOWN.values() for key in keys} <= set(rows)
    for key in rows:
        assert tables.row(*key.split(":"))["verification"] != "unverified"
    assert untraced(panel.html) == []


@pytest.mark.standard("C11")
@both
def test_it_says_that_nobody_tested_it_and_claims_no_more(language):
    found = Markup(Bed(language).html)
    sure = found.kind("bed-sure")
    assert "no controlled trial" in tables.row(*sure.has["data-row"].split(":"))["statement"]
    assert not {"details"} & {one.tag for one in sure.within}
    assert found.kind("bed-drawn").text == words("bed", language)["drawn"]
    assert [line for line in lines(language) if re.search(CLAIMS, line)] == []
    assert re.search(CLAIMS, "Loose sheets prevent cramps.")
    caution = tables.row("moves", "foot")[f"caution_{language}"]
    assert found.kind("bed-ask").text == caution


def test_no_trial_of_sheets_or_positions_has_come_into_the_tables():
    """When one does, this panel has to say so."""
    for name in ("effects", "treatments"):
        text = tables.load(name).astype("string").fillna("").agg(" ".join, axis=1)
        assert not text.str.contains(r"(?i)bedding|bed cover|tucked|loose sheet|foot board").any()


@pytest.mark.standard("P07")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain_and_hold_no_number(language):
    text = "\n".join(lines(language))
    assert not re.search(r"\d", text)
    assert grade(text) <= 6 if language == "en" else huerta(text) >= 65
    assert [one for one in sentences(text) if len(words_of(one)) > 20] == []


@pytest.mark.parametrize("sent", ["", "Back", "loosest", "none of it", "<b>"])
def test_an_unknown_bed_is_the_first_one(sent):
    panel = Bed(lie=sent, sheets=sent, feet=sent)
    assert panel.chosen == ("back", "tucked", "none")
    panel.set_state({"lie": "side", "sheets": "loose", "feet": "pillow"})
    assert panel.chosen == ("side", "loose", "pillow")
    panel.set_state({"lie": sent, "sheets": sent, "feet": sent})
    assert panel.chosen == ("back", "tucked", "none")


@pytest.mark.standard("A12")
def test_a_short_calf_differs_by_more_than_its_colour():
    style = Bed._css
    assert "stroke-dasharray: 0.1 4.2" in style
    assert '[data-calf="long"] .bed-calf { fill: none; stroke-dasharray: none;' in style
    thin, full = (scene.BELLIES[one][2] for one in ("long", "short"))
    assert full > 1.9 * thin
