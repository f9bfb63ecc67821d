"""The 3 a.m. card: each screen has its sentence, picture and row; danger first; plain words."""

import re
from pathlib import Path

import pytest
import traitlets as t
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.panels import NightCard, base
from spasmlab.panels.plan import night_card
from spasmlab.panels.plan.night_card import ENDS, KINDS, PLACES, SIGNS, STEPS
from spasmlab.panels.plan.night_drawings import DRAWINGS, drawing
from spasmlab.text import LANGUAGES, words

everywhere = pytest.mark.parametrize("language", LANGUAGES)
LEVEL = {"now": "call_emergency_now", "today": "same_day"}
NEVER = re.compile(r"\b(safe|safely|rare|rarely|1 in \d+|seguro|segura|raro|rara)\b", re.IGNORECASE)


def card(language, **traits):
    return NightCard(language, **traits)


def screens(html):
    """Return the screens of a card: their element, and the elements within it."""
    page = Markup(html)
    found = [one for one in page.elements if "night-step" in one.kinds]
    return [(one, [two for two in page.elements if one in two.within]) for one in found]


def faults(html):
    """Yield what is wrong with a card's markup, a sentence a fault."""
    held = {
        (one.has["data-place"], one.has["data-step"]): (one, inside)
        for one, inside in screens(html)
    }
    for place in PLACES:
        for step in STEPS:
            if (place, step) not in held:
                yield f"{place} {step} is missing"
                continue
            yield from step_faults(place, step, *held[place, step])
    for kind, places in KINDS.items():
        for end in ENDS:
            if (" ".join(places), end) not in held:
                yield f"{kind} {end} is missing"
        yield from danger_faults(kind, Markup(html), held.get((" ".join(places), "help")))


def step_faults(place, step, screen, inside):
    heads = [one for one in inside if one.tag == "h2"]
    pictures = [one for one in inside if one.tag == "svg"]
    if len(heads) != 1 or not heads[0].text.strip():
        yield f"{place} {step} has no sentence"
        return
    key = heads[0].has.get("data-row", "")
    if not key.startswith("first_aid:"):
        yield f"{place} {step} has no row"
        return
    row = tables.row(*key.split(":"))
    if (row["place"], str(row["step"])) != (place, step):
        yield f"{place} {step} names the row of another step"
    if screen.has["data-seconds"] != str(row["seconds"]):
        yield f"{place} {step} counts other seconds than its row"
    named = [one.text for one in inside if one.tag in {"title", "desc"}]
    if len(pictures) != 1 or len(named) != 2 or not all(named):
        yield f"{place} {step} has no picture with a name"


def danger_faults(kind, page, end):
    told = [one for one in page.elements if one.has.get("data-kind") == kind]
    if len(told) != 1 or end is None:
        yield f"{kind} has no strip or no help"
        return
    strip = [one for one in page.elements if told[0] in one.within]
    for where, elements in (("strip", strip), ("help", end[1])):
        keyed = [
            one.has["data-row"] for one in elements if one.tag == "p" and "data-row" in one.has
        ]
        keyed = [keys for keys in keyed if "warning_signs:" in keys]
        levels = [levels_of(keys) for keys in keyed]
        if levels != [{"call_emergency_now"}, {"same_day"}]:
            yield f"{kind} {where} does not say the emergency first, then today: {levels}"
    calls = {one.has["href"] for one in end[1] if one.has.get("href", "").startswith("tel:")}
    numbers = [tables.row("emergency_numbers", one)["number"] for one in night_card.CALLS]
    if calls != {f"tel:{number}" for number in numbers}:
        yield f"{kind} help cannot call every number"


def levels_of(keys):
    named = [key.split(":")[1] for key in keys.split() if key.startswith("warning_signs:")]
    return {tables.row("warning_signs", one)["level"] for one in named}


# What stands on the card


@everywhere
def test_every_place_and_step_has_its_sentence_picture_and_row_and_danger_comes_first(language):
    assert list(faults(card(language).html)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-row="first_aid:calf_pull"', 'data-row="first_aid:calf_stand"'),
        ('data-row="first_aid:calf_pull"', ""),
        ('data-seconds="30"', 'data-seconds="45"'),
        ('data-step="2"', 'data-step="4"'),
        ("warning_signs:ALI ", "warning_signs:DVT "),
        ("warning_signs:CRAMP_10MIN", "warning_signs:CRAMP_SLEEP"),
        ('data-kind="back"', 'data-kind="leg"'),
        ('href="tel:112"', 'href="tel:122"'),
        ("<svg", "<span"),
        (">Wrong<", "><"),
        ('data-step="close"', 'data-step="closed"'),
    ],
)
def test_a_planted_mistake_is_found(old, new):
    html = re.sub("(?<=<title>)[^<]+", "Wrong", card("en").html, count=1)
    assert list(faults(html)) == []
    assert old in html
    spoilt = html.replace(old, new, 1)
    if new == "<span":
        spoilt = spoilt.replace("</svg>", "</span>", 1)
    assert list(faults(spoilt))


@everywhere
def test_one_screen_is_seen_at_a_time_and_all_are_there(language):
    for place in PLACES:
        for step in (*STEPS, *ENDS):
            made = card(language, place=place, step=step)
            seen = [one for one, _ in screens(made.html) if "hidden" not in one.has]
            assert [one.has["data-step"] for one in seen] == [step]
            assert place in seen[0].has["data-place"].split()
            assert len(screens(made.html)) == len(PLACES) * len(STEPS) + len(KINDS) * len(ENDS)
            strips = [one for one in Markup(made.html).elements if "night-strip" in one.kinds]
            kind = next(name for name, places in KINDS.items() if place in places)
            shown = [one.has["data-kind"] for one in strips if "hidden" not in one.has]
            assert shown == ([] if step == "help" else [kind])


def test_the_time_after_which_it_turns_to_help_is_that_of_the_rows():
    (told,) = re.findall(r"\d+", tables.row("warning_signs", "CRAMP_10MIN")["question_en"])
    assert card("en").limit == int(told) == night_card.minutes()
    assert night_card.ache() in tables.row("differential", "night_leg_cramp")["how_long_es"]


def test_every_sign_of_the_strips_has_the_level_that_it_is_told_with():
    for told in SIGNS.values():
        for when, names in told.items():
            assert {tables.row("warning_signs", one)["level"] for one in names} == {LEVEL[when]}


def test_every_count_comes_from_a_source_or_says_that_it_is_borrowed():
    rows = tables.load("first_aid")
    steps = rows[rows["step"].notna()]
    assert (steps["seconds"].notna() & steps["seconds_basis"].notna()).all()
    sourced = steps[steps["seconds_basis"] == "source"]
    assert set(steps["seconds"]) == set(sourced["seconds"])
    assert (sourced["verification"] == "primary").all()
    assert set(zip(steps["place"], steps["step"].astype(str), strict=True)) == {
        (place, step) for place in PLACES for step in STEPS
    }
    assert set(DRAWINGS) == {f"{place}.{step}" for place in PLACES for step in STEPS}


# What a visitor reads


def told(language):
    """Return every sentence of the card that a visitor may read."""
    return [one for one in flat(words("night_card", language)) if words_of(one)]


def flat(value):
    if isinstance(value, dict):
        return [line for one in value.values() for line in flat(one)]
    return [value.replace("**", "").replace("{minutes}", "10").replace("{hours}", "24")]


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
def test_the_card_is_plain():
    text = "\n".join(told("en"))
    assert grade(text) <= 6.0
    assert [one for one in sentences(text) if len(words_of(one)) > 20] == []
    assert huerta("\n".join(told("es"))) >= 65


@everywhere
def test_a_screens_sentence_is_short(language):
    say = words("night_card", language)
    for place in PLACES:
        for step in STEPS:
            assert len(words_of(say[place][step]["title"])) <= 8, (place, step)
            assert len(words_of(say[place][step]["do"])) <= 20, (place, step)


@pytest.mark.standard("I06")
@everywhere
def test_nothing_is_called_safe_and_no_sign_only_says_try_again(language):
    assert [one for one in told(language) if NEVER.search(one)] == []
    number = {"en": "emergency number", "es": "número de emergencia"}[language]
    day = {"en": "Be seen today", "es": "Vaya hoy"}[language]
    say = words("night_card", language)
    for room in ("strip", "help"):
        for kind in KINDS:
            assert number in say[room][kind]["now"]
            assert day in say[room][kind]["today"]


# What a visitor or a notebook may send


@pytest.mark.parametrize(
    ("name", "sent"), [("place", "arm"), ("step", "4"), ("place", 1), ("step", None)]
)
def test_a_value_that_is_not_offered_is_refused_and_changes_nothing(name, sent):
    made = card("en", place="foot", step="2")
    with pytest.raises(t.TraitError, match=name):
        made.set_state({name: sent})
    assert (made.place, made.step) == ("foot", "2")


def test_a_mistake_in_a_notebook_is_named():
    with pytest.raises(ValueError, match="place must be one of calf, foot, thigh, back, got 'arm'"):
        card("en", place="arm")
    with pytest.raises(ValueError, match="language must be one of en, es, got 'fr'"):
        card("fr")
    with pytest.raises(KeyError):
        drawing("calf.4", "", "")


# Colours of the night: each pair's contrast


PAIRS = [  # front, back, the least ratio
    *(
        (front, back, 4.5)
        for front in ("ink", "ink2", "action", "urgent", "glow")
        for back in ("paper", "card")
    ),
    *(("dark", back, 4.5) for back in ("glow", "urgent")),
    ("ink", "track", 4.5),
    *(("control", back, 3.0) for back in ("paper", "card")),
    *((front, "paper", 3.0) for front in ("focus", "glow")),
]


def tokens():
    """Return the night's tokens as the style sheet has them."""
    text = Path(base.find("night_card.css")).read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", text.split("}")[0]))


def light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(front, back):
    high, low = sorted((light(front), light(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.standard("A04")
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_the_nights_colours_can_be_told_apart(front, back, least):
    assert ratio(tokens()[front], tokens()[back]) >= least


def test_the_night_has_no_pure_white_and_no_blue_white():
    for name, colour in tokens().items():
        red, _, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        bright = light(colour) > 0.6
        assert not (bright and blue >= red), name
    assert ratio("#ffffff", "#000000") == pytest.approx(21)
