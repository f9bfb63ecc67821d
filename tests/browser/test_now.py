"""The 3 a.m. card in a browser: its flow, its clock, its size, and that it needs no server."""

import pytest
from playwright.sync_api import expect
from tests.browser.probes import broken
from tests.browser.visits import BOTH, SMALL, WIDE, go, panel, timeless

from spasmlab.panels.plan.night_card import KINDS, PLACES, STEPS, minutes, steps
from spasmlab.text import words

pytestmark = pytest.mark.browser
everywhere = pytest.mark.parametrize("language", BOTH)
SHORT = {"width": 390, "height": 664}  # a small phone's window, its bars taken off
WHOLE = steps()["calf", "1"]["seconds"]
MOVES = {"easing": 64, "tight": 56, "again": 56}  # each button, and its least height in px


@pytest.fixture
def at(visitor):
    """Return a function that opens the card on a phone, its clock in our hands if wanted."""

    def opened(language="en", place=None, *, clock=False, **options):
        page = visitor(**{"viewport": SHORT, **options})
        if clock:
            timeless(page)
        return go(page, "now", language, **({"now__place": place} if place else {}))

    return opened


def press(page, name, language="en"):
    page.get_by_role("button", name=words("night_card", language)[name], exact=True).click()


def sentence(page, name):
    """Expect the screen whose sentence this is, and no other."""
    expect(page.locator(".night-card h2:visible")).to_have_text(name)


def said(page):
    return page.locator(".night-said")


def pick(page, place, language="en"):
    names = words("night_card", language)["places"]
    page.get_by_role("radio", name=names[place], exact=True).check()


def kind_of(place):
    return next(kind for kind, places in KINDS.items() if place in places)


# The way through


@everywhere
def test_three_steps_lead_to_ease_or_to_help_and_never_only_to_try_again(at, language):
    page, say = at(language), words("night_card", language)
    calf = say["calf"]
    sentence(page, calf["1"]["title"])
    press(page, "tight", language)
    sentence(page, calf["2"]["title"])
    expect(said(page)).to_contain_text(calf["2"]["title"])
    expect(said(page)).to_contain_text(say["step"].format(step=2))
    press(page, "easing", language)
    sentence(page, calf["3"]["title"])
    press(page, "tight", language)
    sentence(page, say["help"]["leg"]["title"])
    for number in ("911", "112", "999"):
        expect(page.locator(f'a[href="tel:{number}"]:visible')).to_have_count(1)
    press(page, "back_to", language)
    sentence(page, calf["1"]["title"])
    press(page, "easing", language)
    press(page, "easing", language)
    sentence(page, say["close"]["leg"]["title"])
    page.get_by_role("link", name=say["tomorrow"], exact=True).click()
    expect(page.locator("#tomorrow")).to_be_focused()
    press(page, "came_back", language)
    sentence(page, calf["1"]["title"])


@everywhere
def test_the_strip_leads_to_help_from_every_place(at, language):
    page, say = at(language), words("night_card", language)
    for place in PLACES:
        pick(page, place, language)
        sentence(page, say[place]["1"]["title"])
        strip = page.locator(".night-strip:visible")
        expect(strip).to_have_count(1)
        strip.click(position={"x": 12, "y": 12})  # a press anywhere on it
        sentence(page, say["help"][kind_of(place)]["title"])
        expect(page.locator(".night-now:visible b")).not_to_have_count(0)


@pytest.mark.standard("V04")
def test_the_address_keeps_the_place_and_nothing_of_how_it_goes(at):
    page = at("en", "foot")
    say = words("night_card")
    sentence(page, say["foot"]["1"]["title"])
    pick(page, "back")
    press(page, "tight")
    press(page, "signs")
    assert page.url.partition("#")[2] == "now.place=back"
    page.get_by_role("link", name=words("page")["language"], exact=True).click()
    expect(page.locator("html[lang=es][data-awake]")).to_be_attached()
    sentence(page, words("night_card", "es")["back"]["1"]["title"])


def test_a_link_may_hold_anything(at):
    page = at("en", "arm")
    sentence(page, words("night_card")["calf"]["1"]["title"])


# Without a server


@everywhere
def test_after_it_is_loaded_it_asks_for_nothing_and_works_offline(at, language):
    page, say = at(language), words("night_card", language)
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    for place in PLACES:
        pick(page, place, language)
        for step in STEPS:
            sentence(page, say[place][step]["title"])
            expect(page.locator(".night-picture:visible")).to_have_count(1)
            press(page, "tight", language)
        sentence(page, say["help"][kind_of(place)]["title"])
        press(page, "back_to", language)
        press(page, "easing", language)
        press(page, "easing", language)
        sentence(page, say["close"][kind_of(place)]["title"])
        press(page, "came_back", language)
    assert asked == []


# The ring


def test_the_ring_counts_at_once_waits_goes_on_and_says_start_half_and_end(at):
    page, say = at(clock=True), words("night_card")
    count, press_it = page.locator(".night-count"), page.locator(".night-ring button")
    expect(count).to_have_text(str(WHOLE))
    expect(said(page)).to_contain_text(say["counting"].format(seconds=WHOLE))
    page.clock.run_for(10_000)
    expect(count).to_have_text(str(WHOLE - 10))
    expect(page.get_by_role("timer")).to_have_text(say["left"].format(seconds=WHOLE - 10))
    press_it.click()
    expect(said(page)).to_have_text(say["paused"])
    page.clock.run_for(60_000)
    expect(count).to_have_text(str(WHOLE - 10))
    press_it.click()
    page.clock.run_for(5_250)
    expect(said(page)).to_have_text(say["half"].format(seconds=WHOLE // 2))
    page.clock.fast_forward(40_000)  # the phone slept
    expect(count).to_have_text("0")
    expect(said(page)).to_have_text(say["over"])
    expect(press_it).to_have_accessible_name(say["more"])
    press_it.click()
    expect(count).to_have_text(str(WHOLE))
    page.clock.run_for(3_000)
    press(page, "tight")
    expect(count).to_have_text(str(WHOLE))


@pytest.mark.standard("A20")
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_ring_moves_only_where_movement_is_welcome(at, motion):
    page = at(clock=True, reduced_motion=motion)
    arc = page.locator(".night-arc")
    page.clock.run_for(9_000)
    expect(page.locator(".night-count")).to_have_text(str(WHOLE - 9))
    left = float(arc.get_attribute("stroke-dasharray").split()[0])
    assert left == 1 if motion == "reduce" else abs(left - (WHOLE - 9) / WHOLE) < 0.05


# A cramp that lasts


@everywhere
def test_a_leg_that_stays_tight_too_long_turns_the_card_to_help(at, language):
    page, say = at(language, clock=True), words("night_card", language)
    page.clock.run_for(2_000)
    press(page, "tight", language)
    press(page, "again", language)  # it does not begin anew: the cramp has not let go
    page.clock.fast_forward(60_000 * minutes() - 5_000)
    sentence(page, say["calf"]["1"]["title"])
    page.clock.run_for(6_000)
    sentence(page, say["help"]["leg"]["title"])
    expect(page.get_by_role("alert")).to_have_text(
        say["help"]["leg"]["late"].format(minutes=minutes())
    )
    expect(page.locator(".night-card h2:visible")).to_be_focused()


def test_neither_a_back_nor_a_cramp_that_let_go_turns_the_card(at):
    page, say = at("en", "back", clock=True), words("night_card")
    page.clock.fast_forward(60_000 * (minutes() + 1))
    sentence(page, say["back"]["1"]["title"])
    pick(page, "calf")
    press(page, "easing")
    press(page, "easing")
    page.clock.fast_forward(60_000 * (minutes() + 1))
    sentence(page, say["close"]["leg"]["title"])
    press(page, "came_back")
    page.clock.run_for(60_000)
    sentence(page, say["calf"]["1"]["title"])
    pick(page, "back")  # a look at another place does not stop the clock of the cramp
    page.clock.fast_forward(60_000 * minutes())
    sentence(page, say["back"]["1"]["title"])
    pick(page, "foot")
    page.clock.run_for(2_000)
    sentence(page, say["help"]["leg"]["title"])


# On a phone, in the dark, with one hand


@pytest.mark.standard("A11")
@everywhere
def test_each_screen_of_each_place_fits_a_small_phone_and_its_buttons_fit_a_thumb(at, language):
    page, wide = at(language), []
    for place in PLACES:
        pick(page, place, language)
        for step in STEPS:
            room = panel(page, "night_card", language).bounding_box()
            wide += [(place, step)] if room["y"] + room["height"] > SHORT["height"] else []
            for name, least in MOVES.items():
                box = page.locator(f".night-{name}").bounding_box()
                assert box["height"] >= least, (place, step, name)
                assert box["y"] + box["height"] <= SHORT["height"]
            for one in page.locator(".night-places label, .night-signs:visible").all():
                assert one.bounding_box()["height"] >= 44
            strip = page.locator(".night-strip:visible").bounding_box()
            assert strip["y"] + strip["height"] <= SHORT["height"], (place, step)
            press(page, "tight", language)
        room = panel(page, "night_card", language).bounding_box()
        wide += [(place, "help")] if room["y"] + room["height"] > SHORT["height"] else []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert wide == []


@pytest.mark.standard("A30")
@everywhere
def test_it_holds_together_held_sideways_and_on_the_smallest_phone(at, language):
    page = at(language, "thigh", viewport={"width": 664, "height": 390})
    for name in MOVES:
        expect(page.locator(f".night-{name}")).to_be_in_viewport(ratio=1)
    page.set_viewport_size(SMALL)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.standard("A05")
@pytest.mark.standard("A22")
def test_it_goes_by_keyboard_alone_and_no_letter_is_a_key(at):
    page, say = at(), words("night_card")
    page.get_by_role("radio", name=say["places"]["calf"], exact=True).focus()
    page.keyboard.press("ArrowRight")
    sentence(page, say["foot"]["1"]["title"])
    for name in ("pause", "easing", "tight"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=say[name], exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    sentence(page, say["foot"]["2"]["title"])
    expect(page.get_by_role("button", name=say["tight"], exact=True)).to_be_focused()
    for letter in "bf.123":
        page.keyboard.press(letter)
    sentence(page, say["foot"]["2"]["title"])
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    sentence(page, say["help"]["leg"]["title"])
    expect(page.locator(".night-card h2:visible")).to_be_focused()


@pytest.mark.standard("A03")
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_axe_finds_nothing_on_the_other_screens(at, size):
    page = at("es", viewport=size)
    press(page, "signs", "es")
    assert broken(page) == {}
    press(page, "back_to", "es")
    press(page, "easing", "es")
    press(page, "easing", "es")
    assert broken(page) == {}
