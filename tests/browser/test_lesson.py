"""The lesson's panels as a visitor meets them: by name, by keyboard, by ear, in both languages.

What a panel says is compared with the model and the tables themselves.
"""

import csv
import random

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, answered, go, guess, panel, plain, slider

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import band_of, potassium_bands
from spasmlab.sweeps.resting import STOPS, resting
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]

SKIPPED = {"potassium_gap__choice": "skipped"}
GUESS = "potassium_gap"
SOME = sorted(random.Random(3).sample(range(len(STOPS)), 6))
START, LAST = int(np.abs(STOPS - 4.0).argmin()), len(STOPS) - 1


@pytest.fixture
def gap(page, language):
    """The gap panel, its guess skipped."""
    return panel(go(page, "lesson", language, **SKIPPED), "gap", language)


def gap_at(i):
    """The gap in whole mV at a stop, from the model and the row of the spark point."""
    spark = tables.row("mechanism", "spark_point")["value"]
    return f"{spark - resting().rest_mv[i]:.0f}"


def heard_at(i, language):
    """What the gap panel should say at a stop."""
    say, now, usual = words("gap", language), gap_at(i), gap_at(START)
    kind = "same" if now == usual else "smaller" if float(now) < float(usual) else "bigger"
    band = band_of(STOPS[i], potassium_bands())
    edge = "too_high" if band.id.endswith("high") else "too_low"
    names = {"emergency": [edge], "urgent": [kind, "urgent"]}.get(band.name, [kind])
    said = " ".join(say[name] for name in ("reading", *names))
    return plain(said, potassium=f"{STOPS[i]:.1f}", gap=now, usual=usual)


def at_stop(gap, i, language):
    """Expect the slider, its spoken value and the sentence seen to be those of a stop."""
    say = words("gap", language)
    field = gap.get_by_role("slider", name=say["slider"], exact=True)
    expect(field).to_have_value(str(i))
    expect(field).to_have_attribute("aria-valuetext", f"{STOPS[i]:.1f} {say['unit_spoken']}")
    expect(gap.locator(".reading-seen")).to_have_text(heard_at(i, language))


@pytest.mark.standard("A01")
def test_the_gap_at_every_stop_tried_is_the_models_own(gap, language):
    for stop in [0, LAST, START, *SOME]:
        gap.get_by_role("slider").fill(str(stop))
        at_stop(gap, stop, language)
        tag = plain(words("gap", language)["gap"], gap=gap_at(stop))
        expect(gap.get_by_role("img").filter(has_text=tag)).to_be_visible()
    expect(gap.get_by_role("status").first).to_have_text(heard_at(stop, language))


@pytest.mark.standard("A05")
def test_keys_move_the_slider_to_the_models_own_value(gap, language):
    wanted = {"ArrowRight": START + 1, "ArrowDown": START, "Home": 0, "ArrowLeft": 0}
    wanted |= {"ArrowUp": 1, "End": LAST}
    for key, stop in wanted.items():
        gap.get_by_role("slider").press(key)
        at_stop(gap, stop, language)


@pytest.mark.standard("A09")
def test_every_stop_can_be_reached_by_pressing_alone(gap, language):
    say, tools = words("gap", language), words("tools", language)
    less, more = (
        gap.get_by_role("button", name=plain(tools[way], name=say["name"]), exact=True)
        for way in ("less", "more")
    )
    more.click()
    at_stop(gap, START + 1, language)
    for _ in range(START + 3):  # two more than there are: it stays at its end
        less.click()
    at_stop(gap, 0, language)
    for name, level in {"low": 2.5, "usual": 4.0, "high": 6.0}.items():
        preset = gap.get_by_role("button", name=say[name], exact=True)
        preset.click()
        expect(preset).to_have_attribute("aria-pressed", "true")
        at_stop(gap, int(np.abs(STOPS - level).argmin()), language)


@pytest.mark.standard("A15")
def test_a_drag_is_heard_at_most_twice_a_second_and_to_its_end(page, language):
    page.clock.install(time=0)
    gap = panel(go(page, "lesson", language, **SKIPPED), "gap", language)
    page.clock.pause_at(3600)  # from here on time passes only when it is told to
    page.clock.run_for(600)  # what it says at first
    heard = gap.get_by_role("status").first
    heard.evaluate("""(node) => {
      window.said = [];
      new MutationObserver(() => said.push(node.textContent))
        .observe(node, { childList: true, characterData: true, subtree: true });
    }""")
    for i in range(START, START + 21):  # one second of dragging
        slider(page, "gap", language).fill(str(i))
        page.clock.run_for(50)
    assert 1 <= len(page.evaluate("said")) <= 2
    page.clock.run_for(500)
    assert page.evaluate("said.at(-1)") == heard_at(START + 20, language)
    assert len(page.evaluate("said")) <= 3


@pytest.mark.standard("H11")
def test_the_table_holds_the_models_numbers(gap, language):
    gap.get_by_text(words("tools", language)["table"], exact=True).click()
    rows = gap.get_by_role("table").get_by_role("row")
    model = resting()
    expect(rows).to_have_count(1 + len(range(0, len(STOPS), 5)))
    for row, i in zip(rows.all()[1:], range(0, len(STOPS), 5), strict=True):
        cells = [text.replace("−", "-") for text in row.locator("th, td").all_inner_texts()]
        wanted = [model.rest_mv[i], model.potassium_only_mv[i]]
        assert cells == [f"{STOPS[i]:.1f}", *(f"{mv:.0f}" for mv in wanted), gap_at(i)]


@pytest.mark.standard("E07")
def test_the_data_is_the_model_at_every_stop(gap, page, language):
    with page.expect_download() as download:
        gap.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    assert download.value.suggested_filename.endswith(".csv")
    head, *rows = csv.reader(download.value.path().read_text("utf-8-sig").splitlines())
    say, model = words("gap", language), resting()
    spark = tables.row("mechanism", "spark_point")["value"]
    assert head == [say[f"head_{name}"] for name in ("potassium", "rest", "only", "gap")]
    wanted = [STOPS, model.rest_mv, model.potassium_only_mv, spark - model.rest_mv]
    np.testing.assert_allclose(np.asarray(rows, float), np.column_stack(wanted), atol=0.0501)


def lock(page, language):
    return page.get_by_text(words("tools", language)["locked"], exact=True)


@pytest.mark.standard("E01")
def test_the_gap_is_shut_until_the_guess_is_made(page, language):
    go(page, "lesson", language)
    asked, question = guess(page, GUESS, language)
    expect(lock(page, language)).to_be_visible()
    slider(page, "gap", language).focus()
    expect(slider(page, "gap", language)).not_to_be_focused()
    asked.get_by_role("radio", name=question["choices"][1]["text"], exact=True).check()
    expect(asked.get_by_role("status")).to_have_text(words("guess", language)["noted"])
    expect(lock(page, language)).to_be_hidden()
    slider(page, "gap", language).focus()
    expect(slider(page, "gap", language)).to_be_focused()


@pytest.mark.standard("E01")
@pytest.mark.parametrize("where", ["guess", "tools"])
def test_the_guess_can_be_skipped_in_both_places(page, language, where):
    go(page, "lesson", language)
    room = guess(page, GUESS, language)[0] if where == "guess" else panel(page, "gap", language)
    room.get_by_role("button", name=words(where, language)["skip"], exact=True).click()
    expect(lock(page, language)).to_be_hidden()
    said = guess(page, GUESS, language)[0].get_by_role("status")
    expect(said).to_have_text(words("guess", language)["skipped"])
    if where == "tools":
        expect(slider(page, "gap", language)).to_be_focused()


@pytest.mark.standard("A05")
def test_the_guess_and_its_answer_need_no_mouse(page, language):
    go(page, "lesson", language)
    asked, question = guess(page, GUESS, language)
    tab_to(page, asked.get_by_role("radio").first)
    page.keyboard.press("Space")
    field = slider(page, "gap", language)
    tab_to(page, field)
    page.keyboard.press("End")
    verdict = answered(question["choices"][0], language)
    answer = panel(page, "gap", language).get_by_role("status").filter(has_text=verdict)
    expect(answer).to_be_visible()


def tab_to(page, wanted, limit=60):
    """Press Tab until the focus is there."""
    for _ in range(limit):
        if wanted.evaluate("(node) => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{limit} Tabs did not reach {wanted}")


@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_a_guess_is_answered_where_its_question_ends(page, language, chosen):
    go(page, "lesson", language)
    asked, question = guess(page, GUESS, language)
    choice = question["choices"][chosen]
    asked.get_by_role("radio", name=choice["text"], exact=True).check()
    verdict = panel(page, "gap", language).locator(".guess-verdict")
    slider(page, "gap", language).fill(str(int(np.abs(STOPS - 5.9).argmin())))
    expect(verdict).to_be_hidden()
    slider(page, "gap", language).fill(str(int(np.abs(STOPS - 6.0).argmin())))
    expect(verdict).to_have_text(answered(choice, language))


def test_a_skipped_guess_gets_no_verdict(gap, page, language):
    gap.get_by_role("slider").press("End")
    at_stop(gap, LAST, language)
    expect(gap.locator(".guess-verdict")).to_be_hidden()


@pytest.mark.standard("E03")
@pytest.mark.parametrize("name", ["potassium_3_to_5", "potassium_very_high", "potassium_pills"])
def test_every_choice_of_a_question_has_its_own_reply(page, language, name):
    go(page, "lesson", language)
    asked, question = guess(page, name, language)
    say, said = words("guess", language), asked.locator(".reply")
    check = asked.get_by_role("button", name=say["check"], exact=True)
    check.click()
    expect(said).to_have_text(say["choose"])
    assert len({choice["reply"] for choice in question["choices"]}) == len(question["choices"])
    for choice in question["choices"]:
        asked.get_by_role("radio", name=choice["text"], exact=True).check()
        expect(said).to_have_text("")
        check.click()
        verdict = say["right"] if choice["right"] else say["wrong"]
        expect(said).to_have_text(f"{verdict} {choice['reply']}")


@pytest.mark.standard("H02")
def test_hear_plays_one_pitch_a_stop_rising_with_the_line(page, language):
    page.add_init_script("""
      window.heard = [];
      const curve = AudioParam.prototype.setValueCurveAtTime;
      AudioParam.prototype.setValueCurveAtTime = function (values, ...rest) {
        heard.push(...values);
        return curve.call(this, values, ...rest);
      };
    """)
    gap = panel(go(page, "lesson", language, **SKIPPED), "gap", language)
    gap.get_by_role("button", name=words("tools", language)["hear"], exact=True).click()
    heard, line = page.evaluate("heard"), resting().rest_mv
    octaves = np.interp(line, [line.min(), line.max()], [0, 2])
    np.testing.assert_allclose(np.log2(np.asarray(heard) / heard[0]), octaves, atol=1e-3)
