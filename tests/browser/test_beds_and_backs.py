"""The bed and the back at night as a visitor meets them, held against what Python says of each."""

import csv
import random
import re

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, WIDE, awake, home, panel

from spasmlab.panels import Bed, NightBack
from spasmlab.panels.help.night_back import ALL, TROUBLES, worst
from spasmlab.panels.muscle import bed_scene as scene
from spasmlab.panels.muscle.bed import _body
from spasmlab.text import words

pytestmark = pytest.mark.browser
SKIPPED = "night_pose.choice=skipped"  # the bed stays shut until its question is
TOGETHER = [
    ["cancer", "constant"],
    ["child", "weight"],
    ["fever", "pregnant"],
]  # worse, or two acts
BEDS = random.Random(2).sample(list(scene.every()), 5)


@pytest.fixture
def visit(visitor):
    """Return a function that opens the lesson in a language, and returns it awake."""

    def open_page(language, fragment=f"#{SKIPPED}", **options):
        page = visitor(**options)
        page.goto(f"{home(language)}02-why-at-night/{fragment}")
        awake(page)
        return page

    return open_page


def shapes(html):
    """Return the numbers of a drawing's paths, rounded."""
    drawn = re.findall(r'\bd="([^"]*)"', html)
    return [[round(float(x)) for x in re.findall(r"-?\d+(?:\.\d+)?", path)] for path in drawn]


# Whether the leg has come to where Python draws it, to a px: a foot that turns is under way before.
TURNED = """(wanted) => {
  const numbers = (path) => path.match(/-?[\\d.]+/g).map(Number);
  const now = numbers(document.querySelector('.bed-body .leg').getAttribute('d'));
  return numbers(wanted).every((one, i) => Math.abs(one - now[i]) <= 1);
}"""


def near(one, other):
    pairs = zip(one, other, strict=True)
    return all(
        len(a) == len(b) and max((abs(x - y) for x, y in zip(a, b, strict=True)), default=0) <= 1
        for a, b in pairs
    )


@pytest.mark.standard("A01")
@pytest.mark.parametrize("language", BOTH)
def test_each_bed_is_drawn_and_told_as_python_does(visit, language):
    page, say = visit(language, viewport=WIDE), words("bed", language)
    shown = panel(page, "bed", language)
    for key in BEDS:
        for name, one in zip(("lie", "sheets", "feet"), key, strict=True):
            group = shown.get_by_role("group", name=say[name], exact=True)
            group.get_by_role("radio", name=say[f"{name}_{one}"], exact=True).check()
        made = Bed(language, lie=key[0], sheets=key[1], feet=key[2])
        told = made.beds[".".join(key)]
        expect(shown.locator(".reading-seen")).to_have_text(told["said"].replace("**", ""))
        body = "".join(f'd="{path}"' for _, path in _body(scene.joints_of(key)))
        assert near(shapes(shown.locator(".bed-body").inner_html()), shapes(body))
        picture = shown.get_by_role("img", name=say["caption"], exact=True)
        expect(picture).to_have_attribute("data-calf", told["calf"])
        legs = shown.get_by_role("img", name=say["close"], exact=True)
        expect(legs).to_have_count(1)
        expect(shown.get_by_text(say["calf"][told["calf"]]).first).to_be_visible()
    expect(shown.get_by_role("status").first).to_have_text(told["said"].replace("**", ""))
    with page.expect_download() as waiting:
        shown.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    rows = list(csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 19
    assert waiting.value.suggested_filename == say["file"]


@pytest.mark.standard("A05")
@pytest.mark.standard("A20")
def test_keys_alone_choose_a_bed_a_link_brings_it_back_and_a_foot_that_turns_ends_right(visit):
    page = visit("en", viewport=WIDE, reduced_motion="no-preference")
    shown, say = panel(page, "bed"), words("bed")
    shown.get_by_role("radio", name=say["sheets_tucked"], exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(shown.get_by_role("radio", name=say["feet_pillow"], exact=True)).to_be_checked()
    key = ("back", "loose", "pillow")
    body = "".join(f'd="{path}"' for _, path in _body(scene.joints_of(key)))
    found = shown.locator(".bed-body")
    leg = re.findall(r'class="limb leg" d="([^"]+)', Bed(sheets="loose", feet="pillow").html)[0]
    page.wait_for_function(TURNED, arg=leg)
    assert near(shapes(found.inner_html()), shapes(body))
    fragment = page.evaluate("location.hash")
    assert fragment == f"#{SKIPPED}&bed.sheets=loose&bed.feet=pillow"
    again = panel(visit("es", fragment, viewport=WIDE), "bed", "es")
    told = Bed("es").beds[".".join(key)]["said"].replace("**", "")
    expect(again.locator(".reading-seen")).to_have_text(told)
    junk = panel(visit("en", f"#{SKIPPED}&bed.lie=%3Cb%3E&bed.feet=shoe", viewport=WIDE), "bed")
    first = Bed().beds["back.tucked.none"]["said"].replace("**", "")
    expect(junk.locator(".reading-seen")).to_have_text(first)


def ticks(count=4):
    draw = random.Random(7)
    return [draw.sample(list(ALL), draw.randint(1, 4)) for _ in range(count)]


@pytest.mark.standard("V04")
@pytest.mark.parametrize("language", BOTH)
def test_ticks_bring_up_the_worst_that_the_rules_say_and_leave_no_trace(visit, language):
    page, say = visit(language, viewport=PHONE), words("night_back", language)
    shown = panel(page, "night_back", language)
    told, before = shown.locator(".night-back-told"), []
    alone = [[name] for name in ALL] if language == "en" else []
    for ticked in [*alone, *TOGETHER, *ticks(), list(ALL)]:
        for name in {*ticked} ^ {*before}:
            shown.locator(f"input[value={name}]").click()
        before = ticked
        found = worst(ticked, language)
        acts = [one.action for one in found.reasons if one.level == found.level]
        seen = told.locator(".night-back-do").all_inner_texts()
        assert set(seen) == set(acts)
        assert shown.locator(".night-back-answer").get_attribute("data-level") == found.level
        hidden = found.level == "call_emergency_now"
        line = shown.locator(".night-back-line")  # it stays in sight, and says how fast
        expect(line).to_be_in_viewport(ratio=1)
        expect(line).to_contain_text(say["call"] if hidden else say["levels"][found.level])
        assert line.get_by_role("link").count() == (3 if hidden else 0)
        assert line.bounding_box()["height"] <= 60
        assert shown.locator(".night-back-body").is_hidden() == hidden
        expect(shown.get_by_text(say["while"][found.level])).to_be_visible()
    for box in shown.get_by_role("checkbox").all():
        box.uncheck()
    expect(shown.locator(".night-back-line")).to_be_hidden()
    expect(told).to_have_text(say["none"].replace("**", ""))
    left = page.evaluate("[location.hash, localStorage.length, sessionStorage.length]")
    assert left == [f"#{SKIPPED}", 0, 0]


def test_the_line_leads_to_what_to_do(visit):
    page, say = visit("en", viewport=PHONE), words("night_back")
    shown = panel(page, "night_back")
    expect(shown.locator(".night-back-line")).to_be_hidden()
    shown.locator("input[value=fever]").click()
    expect(shown.locator(".night-back-told")).not_to_be_in_viewport()
    shown.get_by_role("button", name=f"{say['levels']['same_day']} {say['see']}", exact=True).press(
        "Enter"
    )
    expect(shown.locator(".night-back-told")).to_be_in_viewport()
    expect(shown.locator(".night-back-told")).to_be_focused()


@pytest.mark.standard("A05")
@pytest.mark.standard("A08")
def test_a_back_can_be_used_by_keys_and_the_answer_never_covers_a_box(visit):
    page, say = visit("en", viewport=PHONE), words("night_back")
    shown = panel(page, "night_back")
    boxes = shown.get_by_role("checkbox")
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    for _ in range(len(ALL) - 1):
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.matches('a')"):
            page.keyboard.press("Tab")
        assert page.evaluate("""() => {
          const on = document.activeElement;
          const { x, y, width, height } = on.getBoundingClientRect();
          return document.elementFromPoint(x + width / 2, y + height / 2) === on;
        }""")
    page.keyboard.press("Shift+Tab")
    boxes.first.uncheck()
    shown.get_by_role("radio", name=say["turn"]["name"], exact=True).focus()
    for name in list(TROUBLES)[1:]:
        page.keyboard.press("ArrowRight")
        section = shown.get_by_role("region", name=say[name]["name"], exact=True)
        expect(section).to_be_visible()
        expect(section.get_by_role("img")).to_have_count(3)
    expect(shown.get_by_role("region")).to_have_count(1)


@pytest.mark.standard("G1")
@pytest.mark.parametrize("language", BOTH)
def test_without_scripts_every_sign_every_bed_and_every_picture_is_there(visitor, language):
    page = visitor(java_script_enabled=False, viewport=WIDE)
    page.goto(f"{home(language)}02-why-at-night/")
    back, bed = panel(page, "night_back", language), panel(page, "bed", language)
    for label in words("night_back", language)["labels"].values():
        expect(back.get_by_text(label).first).to_be_visible()
    expect(back.locator("svg:visible")).to_have_count(9)
    expect(bed.locator(".reading-seen")).to_be_visible()
    expect(bed.locator("tbody tr")).to_have_count(18)
    assert NightBack(language).triage is None
