"""The coach as a visitor meets it: a move is chosen, and the timer follows the clock."""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, SMALL, WIDE, go, home, panel, styled

from spasmlab.panels.plan import figures
from spasmlab.panels.plan.coach import BACK, Coach
from spasmlab.panels.plan.figures import between, joints
from spasmlab.panels.plan.poses import MOVES
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
KEPT = Coach().moves  # seconds and rounds, which other tests hold against the rows
LATER = 60_000  # ms on the page's own clock, from which on it moves only when told
DRAWN = """(svg) => [...svg.querySelectorAll('.coach-scene path')].map((one) =>
  [one.getAttribute('class'), one.getAttribute('d')])"""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def opened(page, language, move=None):
    """The coach on its page, whose clock stands still."""
    page.clock.install(time=0)
    go(page, "plan", language, **({"coach__move": move} if move else {}))
    page.clock.pause_at(LATER)
    return panel(page, "coach", language)


def said(language, move, key):
    say = words("coach", language)
    return say[move].get(key, say.get(key))


def button(shown, language, name):
    return shown.get_by_role("button", name=words("coach", language)[name], exact=True)


def drawn(shown):
    return shown.locator(".coach-stage").evaluate(DRAWN)


def apart(one, other):
    """How far two drawings are from each other, in px of the picture."""
    assert [kind for kind, _ in one] == [kind for kind, _ in other]
    numbers = (
        [float(n) for _, d in drawing for n in NUMBER.findall(d)] for drawing in (one, other)
    )
    return max(abs(a - b) for a, b in zip(*numbers, strict=True))


def still(move, frame):
    return figures.paths(MOVES[move], joints(MOVES[move].frames[frame]))


@pytest.mark.standard("A05")
@pytest.mark.standard("V04")
def test_keys_alone_choose_a_move_and_a_link_brings_it_back(page, visitor, language):
    shown, say = opened(page, language), words("coach", language)
    shown.get_by_role("radio", name=say["calf"]["name"], exact=True).focus()
    for move in [*list(MOVES)[1:], "calf"]:
        page.keyboard.press("ArrowDown")
        own = say[move]
        expect(shown.get_by_role("radio", name=own["name"], exact=True)).to_be_checked()
        expect(shown.locator(".coach-full")).to_have_text(own["full"])
        section = shown.get_by_role("region", name=own["full"], exact=True)
        expect(shown.locator(".coach-move:visible")).to_have_count(1)
        expect(section.get_by_role("listitem")).to_have_text(own["steps"])
        expect(section.get_by_role("img")).to_have_count(3)
        caution = shown.locator(".coach-first")
        expect(caution).to_have_attribute("data-row", f"moves:{move}")
        expect(caution).to_contain_text(section.locator(".coach-ask span").text_content())
        kind = "back" if move in BACK else "leg"
        expect(shown.locator("[data-kind]:visible")).to_have_attribute("data-kind", kind)
        assert apart(drawn(shown), still(move, 1)) < 0.11  # drawn by both halves alike
        assert page.url.endswith(f"#coach.move={move}")
    for move in ("thigh", "no_such"):
        fresh = panel(go(visitor(), "plan", language, coach__move=move), "coach", language)
        kept = move if move in MOVES else "calf"
        expect(fresh.locator(".coach-full")).to_have_text(say[kept]["full"])


@pytest.mark.standard("A15")
@pytest.mark.standard("A19")
def test_the_timer_follows_the_clock_stands_when_told_and_ends_by_itself(visitor, language):
    page = visitor(viewport=WIDE, reduced_motion="no-preference")
    shown, say, kept = opened(page, language, "knees"), words("coach", language), KEPT["knees"]
    left, heard = shown.locator(".coach-left"), shown.get_by_role("status").first
    expect(heard).to_have_text("")
    button(shown, language, "start").click()
    expect(left).to_have_text(str(kept["in"]))
    page.clock.run_for(2000)
    expect(left).to_have_text(str(kept["in"] - 2))
    half = between(*(joints(pose) for pose in MOVES["knees"].frames[:2]), 0.5)
    assert apart(drawn(shown), figures.paths(MOVES["knees"], half)) < 0.7
    button(shown, language, "pause").click()
    expect(heard).to_have_text(say["paused"])
    before = drawn(shown)
    page.clock.run_for(90_000)
    expect(left).to_have_text(str(kept["in"] - 2))
    assert drawn(shown) == before
    button(shown, language, "go_on").click()
    page.clock.run_for(1000 * (kept["in"] - 2) + 100)  # a frame or two beyond each change
    for turn in range(1, kept["rounds"] + 1):
        expect(heard).to_have_text(say["hold"])
        expect(left).to_have_text(str(kept["hold"]))
        expect(shown.locator(".coach-move:visible .is-now")).to_have_attribute("data-frame", "1")
        page.clock.run_for(1000 * kept["hold"])
        expect(heard).to_have_text(say["out"])
        page.clock.run_for(1000 * kept["out"])
        if turn < kept["rounds"]:
            again = say["round"].format(round=turn + 1, rounds=kept["rounds"])
            expect(heard).to_have_text(f"{again} {say['in']}")
            page.clock.run_for(1000 * kept["in"])
    expect(heard).to_have_text(say["done"])
    expect(button(shown, language, "start")).to_be_visible()
    expect(button(shown, language, "again")).to_be_hidden()
    before = drawn(shown)
    page.clock.run_for(20_000)
    assert drawn(shown) == before


def test_start_again_and_another_move_begin_at_the_beginning(page, language):
    shown, say = opened(page, language, "calf"), words("coach", language)
    button(shown, language, "start").click()
    page.clock.run_for(27_500)
    expect(shown.locator(".coach-round")).to_have_text(say["round"].format(round=2, rounds=3))
    button(shown, language, "again").click()
    expect(shown.locator(".coach-round")).to_have_text(say["round"].format(round=1, rounds=3))
    page.clock.run_for(4200)
    expect(shown.locator(".coach-phase")).to_have_text(say["hold"])
    shown.get_by_role("radio", name=say["massage"]["name"], exact=True).check()
    expect(shown.locator(".coach-phase")).to_have_text(say["idle"])
    page.clock.run_for(5000)
    expect(shown.locator(".coach-phase")).to_have_text(say["idle"])
    button(shown, language, "start").click()
    expect(shown.locator(".coach-phase")).to_have_text(say["massage"]["in"])
    page.clock.run_for(4200)  # nothing is held: out comes after in
    expect(shown.locator(".coach-phase")).to_have_text(say["massage"]["out"])
    page.clock.run_for(60_000)
    expect(shown.get_by_role("status").first).to_have_text(say["done"])
    shown.get_by_role("radio", name=say["calf"]["name"], exact=True).check()
    button(shown, language, "start").click()
    page.clock.run_for(60_200)  # one long sleep: the clock is read, nothing is counted
    expect(shown.get_by_role("status").first).to_have_text(say["done_side"])


@pytest.mark.standard("A20")
def test_without_motion_the_pictures_stand_and_the_number_steps(page, language):
    shown = opened(page, language, "thigh")  # this visitor asked for less motion
    left, seen = shown.locator(".coach-left"), []
    button(shown, language, "start").click()
    for second in range(20):
        seen.append((drawn(shown), left.inner_text()))
        page.clock.run_for(1000)
        assert second == 0 or shown.locator(".coach-ring").evaluate(
            "(ring) => ring.style.strokeDasharray.startsWith('0')"
        )
    frames = [next(f for f in range(3) if apart(one, still("thigh", f)) < 0.11) for one, _ in seen]
    assert frames == [0] * 4 + [1] * 10 + [2] * 6
    assert [int(number) for _, number in seen] == [
        *range(4, 0, -1),
        *range(10, 0, -1),
        *range(6, 0, -1),
    ]
    assert all(one != other for one, other in pairwise(number for _, number in seen))


@pytest.mark.standard("A01")
@pytest.mark.standard("A11")
@pytest.mark.standard("A16")
@pytest.mark.standard("A17")
def test_it_fits_every_screen_with_targets_for_a_finger_and_axe_finds_nothing(visitor, language):
    page, say = visitor(viewport=WIDE), words("coach", language)
    shown = panel(go(page, "plan", language, coach__move="hamstring"), "coach", language)
    button(shown, language, "start").click()
    shown.get_by_text(words("tools", language)["table"], exact=True).click()
    pressed = shown.locator(".pick label, button:visible, summary")
    for size in (WIDE, PHONE, SMALL):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert [
            box for box in (one.bounding_box() for one in pressed.all()) if box["height"] < 44
        ] == []
        found = Axe().run(page, context=".panel-coach").response["violations"]
        assert {rule["id"]: rule["nodes"][0]["html"][:200] for rule in found} == {}
    for still_ in shown.locator("figcaption:visible").all():  # no word is cut in a narrow column
        assert still_.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1")
    styled(page, "html { font-size: 200% !important; }")
    page.set_viewport_size({"width": 640, "height": 720})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(shown.get_by_text(say["stop"], exact=True)).to_be_visible()


@pytest.mark.standard("G1")
def test_without_scripts_all_stand_and_on_paper_the_plan_alone(visitor, language):
    say = words("coach", language)
    plain = visitor(java_script_enabled=False)
    plain.goto(f"{home(language)}11-my-plan/")
    shown = panel(plain, "coach", language)
    for move in MOVES:
        section = shown.get_by_role("region", name=say[move]["full"], exact=True)
        expect(section.get_by_role("heading")).to_be_visible()
        expect(section.get_by_role("listitem").last).to_be_visible()
        expect(section.get_by_role("img")).to_have_count(3)
        expect(section.locator(".coach-ask")).to_be_visible()
    expect(shown.locator("[data-kind]:visible")).to_have_count(2)
    expect(button(shown, language, "start")).to_be_hidden()
    page = go(visitor(viewport=WIDE), "plan", language, coach__move="bridge")
    page.emulate_media(media="print")  # the plan's sheet alone is printed in this lesson
    expect(page.locator(".plan-sheet")).to_be_visible()
    expect(page.locator(".panel-coach")).to_be_hidden()


def test_python_hears_the_move_and_may_change_it(page, language):
    """The module on its own, with what a kernel would put behind it."""
    go(page, "plan", language, coach__move="foot")
    traits = {"key": "other", "move": "foot", "moves": KEPT, "body": Coach().body}
    traits |= {"words": Coach(language).words, "html": str(Coach(language, move="foot").markup())}
    told = page.evaluate(
        """async (traits) => {
          const files = performance.getEntriesByType('resource').map((one) => one.name);
          const module = await import(files.find((name) => name.endsWith('/coach.js')));
          const heard = {}, sent = [], el = document.createElement('div');
          document.querySelector('main').append(el);
          const model = { get: (name) => traits[name],
            set: (name, value) => { traits[name] = value; },
            save_changes: () => sent.push(traits.move),
            on: (name, call) => { heard[name] = call; }, off: (name) => delete heard[name] };
          const stop = module.default.render({ model, el });
          el.querySelector('[value=bridge]').click();
          traits.move = 'massage';
          heard['change:move']();
          const shown = el.querySelector('.coach-move:not([data-off])').dataset.move;
          const checked = el.querySelector(':checked').value;
          stop();
          el.remove();
          return { sent, shown, checked, left: Object.keys(heard) };
        }""",
        traits,
    )
    assert told == {"sent": ["bridge"], "shown": "massage", "checked": "massage", "left": []}
