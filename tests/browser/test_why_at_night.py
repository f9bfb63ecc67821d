"""Lesson 2 as a visitor meets it: two trials by mouse, keys and link, and a check with a row."""

import csv

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, PHONE, TEXTS, answered, awake, guess, home, panel, plain

from spasmlab.panels.evidence.stretch_trials import CHOICES, PLANS, TRIALS, StretchTrials
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
QUESTION = "night_stretch"


def lesson(page, language, **fragment):
    """Open the lesson with a state: ``stretch_trials__plan="none"``."""
    state = "&".join(f"{key.replace('__', '.')}={value}" for key, value in fragment.items())
    page.goto(f"{home(language)}02-why-at-night/" + (f"#{state}" if state else ""))
    awake(page)
    return page


def trials(page, language):
    return panel(page, "stretch_trials", language)


def strips(shown):
    seen = shown.locator(".strip:visible")
    return seen.evaluate_all("(all) => all.map((one) => [one.dataset.trial, one.dataset.plan])")


@pytest.mark.standard("A09")
@pytest.mark.standard("A15")
def test_each_plan_and_trial_shows_its_strips_and_says_what_python_says(page, language):
    shown = trials(lesson(page, language, **{f"{QUESTION}__choice": "1"}), language)
    say = words("stretch_trials", language)
    says = StretchTrials(language).says
    for plan in PLANS:
        shown.get_by_role("radio", name=say[plan], exact=True).check()
        for trial in CHOICES:
            shown.get_by_role("radio", name=say[trial], exact=True).check()
            expect(shown.locator(".reading-seen")).to_have_text(plain(says[plan][trial]))
            assert strips(shown) == [[one, plan] for one in TRIALS if trial in ("both", one)]
    expect(shown.get_by_role("status").first).to_have_text(plain(says["none"]["larger"]))
    assert page.url.split("#")[1].count("stretch_trials.") == 2


@pytest.mark.standard("A05")
def test_keys_alone_reach_each_choice_and_a_link_brings_it_back(page, language):
    say, says = words("stretch_trials", language), StretchTrials(language).says
    shown = trials(
        lesson(page, language, stretch_trials__plan="none", stretch_trials__trial="smaller"),
        language,
    )
    skip = words("tools", language)["skip"]
    shown.get_by_role("button", name=skip, exact=True).press("Enter")
    assert strips(shown) == [["smaller", "none"]]
    shown.get_by_role("radio", name=say["none"], exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(shown.get_by_role("radio", name=say["larger"], exact=True)).to_be_checked()
    expect(shown.locator(".reading-seen")).to_have_text(plain(says["stretch"]["larger"]))
    assert strips(shown) == [["larger", "stretch"]]


def test_the_bed_answers_its_guess_only_where_it_was_asked(page, language):
    say, shown = words("bed", language), panel(lesson(page, language), "bed", language)
    question, asked = guess(page, "night_pose", language)
    verdict = shown.locator(".guess-verdict")
    for choice in asked["choices"]:
        question.get_by_role("radio", name=choice["text"], exact=True).check()
        expect(verdict).to_have_text(answered(choice, language))
    shown.get_by_role("radio", name=say["sheets_loose"], exact=True).check()
    expect(verdict).to_be_hidden()
    shown.get_by_role("radio", name=say["sheets_tucked"], exact=True).check()
    expect(verdict).to_have_text(answered(asked["choices"][-1], language))


@pytest.mark.standard("E01")
def test_the_guess_holds_the_trials_shut_and_is_answered_where_both_are_seen(page, language):
    say = words("stretch_trials", language)
    shown = trials(lesson(page, language), language)
    expect(shown.locator(".panel-lock")).to_be_visible()
    expect(shown.locator(".guess-verdict")).to_be_hidden()
    question, asked = guess(page, QUESTION, language)
    for choice in asked["choices"]:
        question.get_by_role("radio", name=choice["text"], exact=True).check()
        told = answered(choice, language)
        expect(shown.locator(".guess-verdict")).to_have_text(told)
    expect(shown.locator(".panel-lock")).to_be_hidden()
    shown.get_by_role("radio", name=say["larger"], exact=True).check()
    expect(shown.locator(".guess-verdict")).to_be_hidden()


def test_a_check_with_a_number_names_its_row_and_the_file_holds_both_trials(page, language):
    shown = trials(lesson(page, language, **{f"{QUESTION}__choice": "skipped"}), language)
    question, asked = guess(page, "night_when", language)
    for choice in asked["choices"]:
        question.get_by_role("radio", name=choice["text"], exact=True).check()
        question.get_by_role("button", name=words("guess", language)["check"], exact=True).click()
        reply = question.get_by_role("status")
        expect(reply).to_contain_text(choice["reply"])
        expect(reply).to_have_attribute("data-row", "prognosis:nlc_at_night")
    with page.expect_download() as waiting:
        shown.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    lines = [*csv.reader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines())]
    assert lines == StretchTrials(language).rows


@pytest.mark.standard("H03")
@pytest.mark.standard("H14")
def test_marks_are_told_apart_on_a_phone_and_without_colours(visitor, language):
    tab = visitor(viewport=PHONE, forced_colors="active")
    shown = trials(lesson(tab, language, **{f"{QUESTION}__choice": "1"}), language)
    kinds = shown.locator(".strip-key .cramp").evaluate_all(
        "(all) => all.map((one) => [getComputedStyle(one).backgroundColor,"
        " getComputedStyle(one).borderTopStyle].join(' '))"
    )
    assert len(set(kinds)) == 3
    assert kinds[2].endswith("dotted")
    box = shown.bounding_box()
    marks = [one.bounding_box() for one in shown.locator(".strip:visible .cramp").all()]
    assert len(marks) == 30  # 25, and 3 more and 2 fewer
    assert all(box["x"] < one["x"] < box["x"] + box["width"] - one["width"] for one in marks)
    assert min(one["width"] for one in marks) >= 12
    assert [one for one in tab.evaluate(TEXTS) if one["px"] < 12] == []
