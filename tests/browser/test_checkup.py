"""Lesson 8 as a visitor meets it: danger first, every test's people, pairs, a rehearsed visit."""

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, go, panel

from spasmlab.evidence.examinations import examinations, share
from spasmlab.panels import Exams, LookAlikes
from spasmlab.panels.help.exam_pairs import AGES
from spasmlab.safety.differential import look_alikes
from spasmlab.text import words

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", BOTH)
OPEN = {"checkup_scan__choice": "skipped"}
PLAN = "plan.questions"
# Of each picture of people: whose it is, who is filled in the page's order, what its number says.
PAINTED = """(arms) => arms.map((arm) => ({
  row: arm.dataset.row,
  filled: [...arm.querySelectorAll('.one')].map((one) => one.classList.contains('filled')),
  number: Number(arm.querySelector('.exam-count b').textContent),
}))"""
ON_TOP = """(el) => {
  el.scrollIntoView({ block: 'center' });
  const box = el.getBoundingClientRect();
  return el.contains(document.elementFromPoint(box.left + box.width / 2, box.top + 20));
}"""


def painted(exams):
    return exams.locator(".exam-arm").evaluate_all(PAINTED)


def right(pictures):
    """Return whether every picture is filled from the first on, as many as its row says."""
    counts = [share(one["row"]).people for one in pictures]
    filled = [[True] * count + [False] * (100 - count) for count in counts]
    return filled == [one["filled"] for one in pictures] and counts == [
        one["number"] for one in pictures
    ]


@pytest.mark.standard("I05")
@pytest.mark.standard("A05")
@both
def test_each_test_shows_its_card_its_people_and_its_sentence(page, language):
    exams = panel(go(page, "checkup", language, **OPEN), "exams", language)
    made = Exams(language)
    for one in examinations():
        exams.get_by_role("radio", name=one.said["name"][language], exact=True).check()
        expect(exams.locator(".exam-head h3")).to_have_text(one.said["name"][language])
        sentence = made.cards[one.id][2].replace("**", "")
        expect(exams.locator(".reading-seen")).to_have_text(sentence)
        assert right(painted(exams)), one.id
        expect(exams.locator(".exam-age")).to_be_visible(visible=one.id == "mri")
    exams.get_by_role("radio").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(exams.get_by_role("radio").nth(2)).to_be_checked()
    expect(exams.get_by_role("status").first).to_have_text(
        made.cards["nerve_test"][2].replace("**", "")
    )


@pytest.mark.standard("B03")
@both
def test_each_age_fills_its_people_and_a_link_brings_it_back(page, language):
    exams = panel(go(page, "checkup", language, **OPEN), "exams", language)
    for age, keys in AGES.items():
        exams.get_by_role("combobox").select_option(age)
        shown = {one["row"]: one["number"] for one in painted(exams)}
        assert [shown[key] for key in keys] == [share(key).people for key in keys]
        assert right(painted(exams)), age
        assert f"exams.age={age}" in page.url
    page.reload()
    expect(exams.get_by_role("combobox")).to_have_value("80")
    assert right(painted(exams))
    shown = {one["row"]: one["number"] for one in painted(exams)}
    assert [shown[key] for key in AGES["80"]] == [96, 84]


@both
def test_what_cannot_wait_is_seen_while_the_panel_is_locked(page, language):
    exams = panel(go(page, "checkup", language), "exams", language)
    expect(exams.locator(".panel-lock")).to_be_visible()
    assert exams.locator(".exam-first").evaluate(ON_TOP)
    assert not exams.locator(".exam-card").evaluate(ON_TOP)
    exams.get_by_role("button", name=words("tools", language)["skip"], exact=True).click()
    assert exams.locator(".exam-card").evaluate(ON_TOP)


@both
def test_no_pair_takes_away_what_cannot_wait(page, language):
    alike = panel(go(page, "checkup", language), "look_alikes", language)
    listed, every = alike.locator(".alike-always li"), {one.id: one for one in look_alikes()}
    urgent = [one.said["name"][language] for one in every.values() if one.tier != "visit"]
    first, second = alike.get_by_role("combobox").all()
    before = listed.all_inner_texts()
    cards = LookAlikes(language).cards
    for name, one in every.items():
        second.select_option(name)
        expect(second).to_have_value(name)
        assert first.input_value() != name  # chosen twice, they change places
        cells = alike.locator('tbody [data-side="other"]')
        said = one.said["see_who"][language]
        expect(cells.first).to_have_text(said)
        assert cells.all_inner_texts()[3] == cards[name]["texts"]["feels"]
        signs = alike.locator('[data-field="signs"] [data-side="other"] li')
        expect(signs).to_have_count(len(one.signs))
        assert listed.all_inner_texts() == before
    assert [text.partition(".")[0] for text in before] == urgent
    page.reload()
    expect(second).to_have_value(name)
    expect(alike.locator(".alike-name").last).to_have_text(one.said["name"][language])


@both
def test_three_questions_are_kept_and_go_with_the_visitor(page, language):
    visit, say = (
        panel(go(page, "checkup", language), "rehearsal", language),
        words("rehearsal", language),
    )
    asked = words("visit_questions", language)
    wanted = ["pills", "scan", "recheck"]
    for name in wanted:
        visit.get_by_role("checkbox", name=asked[name], exact=True).check()
    assert f"{PLAN}={'.'.join(wanted)}" in page.url
    fourth = visit.get_by_role("checkbox", name=asked["wait"], exact=True)
    fourth.click()
    expect(fourth).not_to_be_checked()
    expect(visit.get_by_role("status")).to_have_text(say["full"].replace("**", ""))
    expect(visit.locator(".visit-mine li")).to_have_text([asked[name] for name in wanted])
    page.reload()
    expect(visit.locator(".visit-mine li")).to_have_text([asked[name] for name in wanted])
    page.emulate_media(media="print")
    expect(visit.get_by_text(asked["scan"], exact=True).last).to_be_visible()
    expect(visit.locator(".visit-questions label").nth(1)).to_be_hidden()
    page.emulate_media(media="screen")
    visit.get_by_role("checkbox", name=asked["scan"], exact=True).press("Space")
    expect(visit.get_by_role("status")).to_have_text(say["picked_2"].replace("**", ""))
    link = visit.get_by_role("link", name=say["to_plan"], exact=True)
    link.evaluate("(link) => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    assert link.evaluate("(link) => link.href").endswith(f"/11-my-plan/#{PLAN}=pills.recheck")


def test_a_link_with_nonsense_is_put_right(page):
    state = {"exams__test": "ct", "exams__age": "7", "look_alikes__one": "gout"}
    state |= {"look_alikes__other": "night_leg_cramp", "plan__questions": "x.scan.y"}
    go(page, "checkup", **OPEN, **state)
    expect(panel(page, "exams").get_by_role("radio", name="MRI of the back")).to_be_checked()
    first, second = panel(page, "look_alikes").get_by_role("combobox").all()
    assert first.input_value() != second.input_value() == "night_leg_cramp"
    boxes = panel(page, "rehearsal").get_by_role("checkbox", checked=True)
    expect(boxes).to_have_count(1)


@pytest.mark.standard("T02")
@both
def test_the_slides_hold_their_panels(page, language):
    page.set_viewport_size({"width": 1920, "height": 1080})
    for step, kind in ((3, "exams"), (4, "look_alikes")):
        page.goto("about:blank")
        go(page, "checkup", language, voice="present", step=step)
        shown = panel(page, kind, language)
        expect(shown).to_be_visible()
        head = page.get_by_role("heading", level=2).filter(visible=True).first.bounding_box()
        box = shown.bounding_box()
        assert head["y"] >= 0, kind  # what is too much would push it off the top
        assert box["y"] + box["height"] < page.locator(".talk-foot").bounding_box()["y"], kind
        assert shown.get_by_role("combobox").first.is_visible()
