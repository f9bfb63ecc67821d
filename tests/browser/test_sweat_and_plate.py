"""Lesson 5 as a visitor meets it: the sweat lab and the plate say what Python says."""

import csv
import itertools
import random

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, awake, go, home, panel

from spasmlab.panels import Plate, SweatLab
from spasmlab.panels.evidence.plate import DAY, SHELVES
from spasmlab.panels.muscle.sweat_lines import BODIES, DRINKS, SWEATS
from spasmlab.sweeps.sweat_lab import HOURS
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
LESSON = "05-sweat-salt-water"
draw = random.Random(5)
WAYS = [
    ("nothing", "much", "50", 12),
    ("water_more", "middle", "70", 12),
    ("salty", "little", "90", 0),
]
WAYS += [
    (draw.choice(list(DRINKS)), draw.choice(list(SWEATS)), draw.choice(BODIES), draw.randrange(13))
    for _ in range(6)
]


def plain(sentence):
    return " ".join(sentence.striptags().split())


def opened(page, language, **state):
    return go(page, LESSON, language, sweat_water_only__choice="skipped", **state)


def chosen(lab, drink, sweat, body):
    for name, value in (("drink", drink), ("sweat", sweat), ("body", body)):
        lab.locator(f'[data-control="{name}"] input[value="{value}"]').check(force=True)


@pytest.mark.standard("A01")
@pytest.mark.standard("A15")
def test_each_way_to_sweat_and_drink_is_told_as_python_tells_it(page, language):
    lab = panel(opened(page, language), "sweat_lab", language)
    lab.locator(".sweat-body summary").click()
    for drink, sweat, body, at in WAYS:
        chosen(lab, drink, sweat, body)
        lab.get_by_role("slider").fill(str(at))
        own = SweatLab(language, drink=drink, sweat=sweat, body=body, hours=float(HOURS[at]))
        _, row, water, holes = own._stop()
        expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))
        expect(lab.locator(".band-card")).to_have_class(f"band-card band-{own.cards[row][0]}")
        assert (lab.locator(".band-card").get_attribute("data-row") or "") == row * (":" in row)
        for name in ("sweat", "drunk", "weight"):
            expect(lab.locator(f"[data-count={name}] b")).to_have_text(holes[name])
        width = lab.locator(".sweat-fill").get_attribute("width")
        assert float(width) == pytest.approx(100 * water, abs=0.06)
        assert lab.locator("tbody td").all_text_contents() == [
            c for r in own._rows() for c in r[1:]
        ]
        now = lab.locator(".sweat-tests .is-now").evaluate_all("(a) => a.map(o => o.dataset.drink)")
        assert set(now) == ({drink} if not drink.endswith("_more") else set())
    heard = f"{plain(own._sentence())} {own._heard()}"
    expect(lab.get_by_role("status").first).to_have_text(heard)
    with page.expect_download() as download:
        lab.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    _, *lines = csv.reader(text.splitlines())
    assert len(lines) == sum(len(one["line"]) for one in own.looked.values())
    levels = [level for one in own.looked.values() for level in one["line"]]
    assert [float(one[5]) for one in lines] == levels


# Reach each stop of each line, the hours set before, between or after the rest; read what stands.
READ = """(lab, ways) => ways.map(([drink, sweat, body, at, first]) => {
  const range = lab.querySelector('input[type="range"]');
  const hours = () => { range.value = at; range.dispatchEvent(new Event("input")); };
  const named = [["drink", drink], ["sweat", sweat], ["body", body]];
  [...named.slice(0, first), null, ...named.slice(first)].forEach((one) => {
    if (!one) return hours();
    lab.querySelector(`[data-control="${one[0]}"] input[value="${one[1]}"]`).click();
  });
  const said = (kind) => lab.querySelector(kind).textContent.split(/\\s+/).join(" ").trim();
  const card = lab.querySelector(".band-card");
  return [said(".reading-seen"), card.className, said(".sweat-card"), said(".band-word"),
    said(".band-act"), said(".tag text"), said("[data-count=weight] b")];
})"""


def test_every_hour_of_every_line_is_python_s_in_whatever_order_it_is_reached(page, language):
    lab = panel(opened(page, language), "sweat_lab", language)
    every = list(itertools.product(DRINKS, SWEATS, BODIES, range(len(HOURS))))
    draw.shuffle(every)
    ways = [[*one, draw.randrange(4)] for one in every]
    ways.insert(0, ["water", "middle", "70", 12, 3])
    ways.insert(1, ["water_more", "middle", "70", 12, 0])  # ends sooner than the line before it
    own = SweatLab(language)
    for way, found in zip(ways, lab.evaluate(READ, ways), strict=True):
        own.drink, own.sweat, own.body, own.hours = *way[:3], float(HOURS[way[3]])
        _, row, _, holes = own._stop()
        band, _, word, act = own.cards[row]
        line = own._line()["line"]
        level = line[min(way[3], len(line) - 1)]
        assert found[:5] == [
            plain(own._sentence()),
            f"band-card band-{band}",
            holes["head"],
            word,
            act,
        ]
        assert float(found[5]) == pytest.approx(level, abs=0.51)
        assert found[6] == holes["weight"]


@pytest.mark.standard("T02")
def test_on_a_screen_the_longest_sentence_is_above_the_foot(visitor, language):
    page = visitor(viewport={"width": 1920, "height": 1080})
    slide = {"voice": "present", "step": 3, "sweat_lab__hours": "6.0"}
    for drink, sweat in (("water_more", "middle"), ("salty_more", "much"), ("nothing", "much")):
        go(page, LESSON, language, **slide, sweat_lab__drink=drink, sweat_lab__sweat=sweat)
        page.reload()
        awake(page)
        lab = panel(page, "sweat_lab", language)
        own = SweatLab(language, drink=drink, sweat=sweat, hours=6.0)
        expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))
        foot = page.locator(".talk-foot").bounding_box()
        seen = lab.locator(".reading-seen").bounding_box()
        assert seen["y"] + seen["height"] <= foot["y"], (drink, seen, foot)


@pytest.mark.standard("A05")
@pytest.mark.standard("A09")
def test_before_the_guess_the_signs_are_seen_and_after_it_keys_and_clicks_do_all(visitor, language):
    page = visitor(viewport=PHONE)
    lab = panel(go(page, LESSON, language), "sweat_lab", language)
    signs = lab.locator(".sweat-signs li").first
    signs.scroll_into_view_if_needed()
    seen = """(li) => { const { left, top, width, height } = li.getBoundingClientRect();
      return li.contains(document.elementFromPoint(left + width / 2, top + height / 2)); }"""
    assert signs.evaluate(seen)
    expect(lab.locator(".panel-lock")).to_be_visible()
    lab.get_by_role("button", name=words("tools", language)["skip"], exact=True).click()
    lab.get_by_role("slider").press("End")
    lab.locator('input[value="water"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    own = SweatLab(language, drink="water_more", hours=6.0)
    expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))
    less = lab.locator('[data-step="-1"]')
    for _ in range(len(HOURS)):
        less.click()
    own = SweatLab(language, drink="water_more", hours=0.0)
    expect(lab.locator(".reading-seen")).to_have_text(plain(own._sentence()))
    link = lab.get_by_role("link", name=words("sweat_lab", language)["help_page"])
    assert link.evaluate("(a) => a.pathname") == f"{home(language)}get-help/"


def served(plate, language, food, times):
    shelf = next(name for name, where in SHELVES.items() if food in foods()[where])
    plate.locator(f'[data-control="shelf"] input[value="{shelf}"]').check(force=True)
    more = plate.locator(f'[data-food="{food}"] [data-step="1"]')
    for _ in range(times):
        more.click()


def foods():
    return [one["id"] for one in Plate().foods]


def told(plate, own, language):
    """See that the page shows what the Python half would, of the same plate."""
    say = words("plate", language)
    expect(plate.locator(".reading-seen")).to_have_text(plain(own._sentence()))
    for salt, (mg, least) in own.totals().items():
        bar = plate.locator(f'[data-salt="{salt}"]')
        expect(bar.locator(".plate-mg")).to_have_text(
            say["at_least" if least else "amount"].replace("{mg}", str(mg))
        )
    rise = own._risen(own._rise())
    expect(plate.locator(".plate-rise-said")).to_have_text(rise)


@pytest.mark.standard("A09")
@pytest.mark.standard("V04")
def test_a_plate_is_filled_by_clicks_and_keys_and_kept_nowhere(page, language):
    plate = panel(opened(page, language), "plate", language)
    own = Plate(language)
    told(plate, own, language)
    expect(plate.locator("[data-food]:visible")).to_have_count(1)  # the others wait in a fold
    plate.get_by_text(words("plate", language)["more_foods"], exact=True).click()
    picked = {food: draw.randrange(1, 4) for food in draw.sample(foods(), 5)}
    for food, times in picked.items():
        served(plate, language, food, times)
    own.plate = {**picked, "potassium_banana": picked.get("potassium_banana", 0) + 1}
    told(plate, own, language)
    plate.get_by_role("button", name=words("plate", language)["empty"], exact=True).press("Enter")
    own.plate = {}
    told(plate, own, language)
    first = plate.locator("[data-food]:visible [data-step='-1']").first
    first.click(force=True)  # nothing is there to take off
    told(plate, own, language)
    plate.get_by_role("button", name=words("plate", language)["day"], exact=True).press("Space")
    own.plate = dict.fromkeys(DAY, 1)
    told(plate, own, language)
    salts = panel(page, "salts", language)  # whom to compare with is asked there, and nowhere else
    expect(plate.locator("select")).to_have_count(0)
    salts.locator(".salts-who summary").click()
    salts.locator('[data-control="sex"] input[value="M"]').check(force=True)
    salts.locator('[data-control="age"] select').select_option("70")
    own.sex, own.age = "M", "60"  # of 60 and over: the plate's groups are wider
    told(plate, own, language)
    expect(plate.locator(".plate-legend").first).to_contain_text(own._group()["name"])
    assert "banana" not in page.url
    assert "plate=" not in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    expect(plate.locator(".plate-count").first).to_have_text("1")
