"""Lesson 10 as a visitor meets it: doses a label refuses, pairs to ask about, labels to read."""

import random
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, SMALL, go, panel, plain

from spasmlab.evidence.doses import medicines
from spasmlab.models.dose import Drug, Label, absorption_for, broken, concentration, peak_time
from spasmlab.panels import DayLine
from spasmlab.panels.medicine.day_line import STOPS, clock
from spasmlab.panels.medicine.label_reader import DOUBLED, SHELVES
from spasmlab.panels.medicine.together import ALL
from spasmlab.safety.medicines import medicine_checks
from spasmlab.text import words

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", BOTH)
LESSON = "10-medicines-safely"
KNOWN = {one.id: one for one in medicines()}
OPEN = {"dose_day__choice": "skipped"}
# What a table of the page holds, cell by cell.
CELLS = "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"

LETTERS = """(all) => all.map((one) =>
  parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().d)"""


def line_of(page, language, **state):
    return panel(go(page, LESSON, language, **OPEN, **state), "day_line", language)


def press(line, stop):
    """Move the needle to a stop of the line, and press the button; say whether it was placed."""
    line.get_by_role("slider").fill(str(stop))
    line.locator(".day-place").click()
    return line.locator(".panel-say").get_attribute("class").find("is-refused") < 0


def on_line(line, language):
    """Return the doses of the table: the stop and the milligrams of each, as they stand in it."""
    clocks = {clock(stop, words("day_line", language)): at for at, stop in enumerate(STOPS)}
    rows = line.locator("tbody tr").evaluate_all(CELLS)
    return [(clocks[row[0]], int(row[2]), int(row[3])) for row in rows if row[0] in clocks]


def level(one, held, stop):
    """Return the model's level at a stop, in percent of the top of one dose."""
    rate = float(np.log(2) / one.half_lives[0])
    drug = Drug(1.0, absorption_for(one.peak_hours, rate), rate)
    top = concentration(peak_time(drug), [max(each.mg for each in one.products)], [0.0], drug)
    times, doses = [at / 2 for at, _ in held], [float(mg) for _, mg in held]
    return 100 * concentration(stop / 2, doses, times, drug) / top


@pytest.mark.parametrize("seed", [1, 2, 3])
@both
def test_no_sequence_pressed_breaks_a_label_and_all_that_fits_is_placed(page, language, seed):
    chance, made = random.Random(seed), DayLine(language)
    line, picked = line_of(page, language), random.Random(seed).choice(list(KNOWN))
    one, held = KNOWN[picked], []
    label = Label(one.interval_hours, one.daily_limit_mg)
    names = [name for name, each in made.products.items() if each["medicine"] == picked]
    for _ in range(22):
        name, stop = chance.choice(names), chance.randrange(len(STOPS))
        line.get_by_role("combobox").select_option(name)
        wish = (stop, made.products[name]["mg"])
        times, doses = zip(*held, wish, strict=True)
        allowed = broken([at / 2 for at in times], doses, label) is None
        assert press(line, stop) == allowed, (held, wish)
        held += [wish] if allowed else []
    found = on_line(line, language)
    assert [(at, mg) for at, mg, _ in found] == sorted(held)
    assert all(b[0] - a[0] >= 2 * one.interval_hours for a, b in pairwise(found))
    for at, _, total in found:
        assert total == sum(mg for t, mg in held if at - 48 < t <= at) <= one.daily_limit_mg


@pytest.mark.parametrize("picked", KNOWN)
@both
def test_the_sentence_is_the_models_at_random_stops(page, language, picked):
    chance, one = random.Random(picked), KNOWN[picked]
    line, say = line_of(page, language), words("day_line", language)
    each = one.products[-1]
    line.get_by_role("combobox").select_option(f"{each.row}_{each.mg}")
    held = [(at, each.mg) for at in (3, 3 + 2 * one.interval_hours)]
    assert all(press(line, at) for at, _ in held)
    for stop in (0, len(STOPS) - 1, *chance.sample(range(len(STOPS)), 5)):
        line.get_by_role("slider").fill(str(stop))
        shown = level(one, held, stop)
        total = sum(mg for at, mg in held if stop - 48 < at <= stop)
        wanted = {
            plain(say["look"], clock=clock(STOPS[stop], say), total=total, dose=each.mg, level=near)
            for near in {round(shown - 0.01), round(shown + 0.01)}
        }
        assert line.locator(".reading-seen").inner_text() in wanted
        said = plain(say["of"], total=total, limit=one.daily_limit_mg)
        expect(line.locator(".day-total")).to_have_text(said)


@both
def test_a_refusal_says_which_rule_and_until_when_and_places_nothing(page, language):
    line, say = line_of(page, language), words("day_line", language)
    seen = line.locator(".reading-seen")
    for stop in (4, 18, 32):
        assert press(line, stop)
    then = plain(say["then"], next=clock(STOPS[52], say))
    assert not press(line, 36)
    expect(seen).to_have_text(plain(say["refused_interval"], hours=6, then=then))
    assert not press(line, 48)  # sixteen hours later, past midnight
    expect(seen).to_have_text(plain(say["refused_limit"], most=4000, limit=3000, then=then))
    line.get_by_role("combobox").select_option("acetaminophen_mixture")
    assert not press(line, 48)  # a mixture counts as well
    expect(seen).to_have_text(plain(say["refused_limit"], most=3650, limit=3000, then=then))
    assert len(on_line(line, language)) == 3
    assert press(line, 52)


@both
def test_another_medicine_empties_the_line_and_says_why(page, language):
    line, say = line_of(page, language), words("day_line", language)
    assert press(line, 4)
    line.get_by_role("combobox").select_option("ibuprofen_200_400")
    expect(line.locator(".reading-seen")).to_have_text(plain(say["emptied"]))
    assert on_line(line, language) == []
    expect(line.locator(".day-avoid")).to_have_text(
        DayLine(language).medicines["ibuprofen"]["avoid"]
    )


@pytest.mark.standard("A05")
@both
def test_the_line_works_by_keyboard_and_keeps_no_dose_in_the_address(page, language):
    line = line_of(page, language)
    line.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    line.locator(".day-place").press("Enter")
    assert [at for at, _, _ in on_line(line, language)] == [5]
    line.locator(".day-back").press("Enter")
    assert on_line(line, language) == []
    assert press(line, 9)
    line.locator(".day-clear").click()
    assert on_line(line, language) == []
    assert press(line, 9)
    assert "day_line.time=4.5" in page.url
    page.reload()
    expect(line.get_by_role("slider")).to_have_value("9")
    assert on_line(line, language) == []


@both
def test_any_ticks_show_what_the_checks_say(page, language):
    pairs = panel(go(page, LESSON, language), "together", language)
    say, chance = words("medicines", language), random.Random(language)
    for group in pairs.locator(".together-group").all()[1:]:
        group.locator("summary").click()
    before = page.url
    for ticked in [{"asthma"}, set(ALL), *(set(chance.sample(ALL, k)) for k in (2, 4, 6, 9))]:
        for box in pairs.get_by_role("checkbox").all():
            box.set_checked(box.get_attribute("value") in ticked)
        wanted = medicine_checks(ticked, (), language)
        cards = pairs.locator(".together-list > li")
        keys = [key for card in cards.all() for key in card.get_attribute("data-row").split()]
        assert {key for key in keys if key.startswith("interactions:")} == {
            f"interactions:{one.id}" for one in wanted
        }
        assert pairs.locator(".together-do").count() == len(wanted)
        assert sorted(pairs.locator(".together-do").all_inner_texts()) == sorted(
            one.action for one in wanted
        )
        count = cards.count()
        told = say["none_found" if not count else "one_found" if count == 1 else "some_found"]
        expect(pairs.locator(".reading-seen")).to_have_text(plain(told, number=count))
    assert page.url == before


@both
def test_every_pair_of_labels_gets_its_own_reply(page, language):
    shelf = panel(go(page, LESSON, language), "label_reader", language)
    say = words("label_reader", language)
    for name, products in SHELVES.items():
        shelf.get_by_role("radio", name=say["shelves"][name]["name"]).check()
        expect(shelf.get_by_role("status")).to_have_text(plain(say["none"]))
        order = list(products)
        for skipped in order:
            pair = [one for one in order if one != skipped]
            for one in pair:
                shelf.locator(f'input[value="{one}"]').set_checked(True)
            reply = shelf.get_by_role("status")
            expect(reply).to_have_text(plain(say["replies"][name]["_".join(pair)]))
            right = "is-right" if tuple(pair) == DOUBLED[name] else "is-wrong"
            assert right in reply.get_attribute("class")
            for one in pair:
                shelf.locator(f'input[value="{one}"]').set_checked(False)


@both
def test_the_panels_fit_a_small_phone(visitor, language):
    page = visitor(viewport=SMALL)
    line = line_of(page, language)
    assert press(line, 4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = line.locator("svg text").evaluate_all(LETTERS)
    assert min(small) >= 12
