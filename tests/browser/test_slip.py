"""The lab slip as a visitor meets it, compared with the survey's people and the cited bands."""

import csv
from itertools import cycle, groupby

import numpy as np
import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, go, panel, plain

from spasmlab.evidence.electrolytes import band_of, potassium_bands, potassium_groups
from spasmlab.text import words

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", BOTH)]
STOPS = np.round(np.arange(20, 71) / 10, 1)  # mmol/L
SEXES = {"F": "female", "M": "male"}
SIGNS = {"usual": "✓", "ask": "?", "urgent": "!", "emergency": "!!"}


@pytest.fixture
def slip(page, language):
    return panel(go(page, "lesson", language), "lab_slip", language)


def people(group, language):
    """How a group of people is called."""
    say = words("lab_slip", language)
    ages = say["ages"] if group.age_high else say["ages_last"]
    named = plain(ages, low=group.age_low, high=group.age_high)
    return plain(say["women" if group.sex == "F" else "men"], ages=named)


def move(slip, level, language):
    field = slip.get_by_role("slider", name=words("lab_slip", language)["slider"], exact=True)
    field.fill(str(int(np.abs(STOPS - level).argmin())))


def choose(slip, group, language):
    say = words("lab_slip", language)
    sex = slip.get_by_role("group", name=say["sex"], exact=True)
    sex.get_by_role("radio", name=say[SEXES[group.sex]], exact=True).check()
    slip.get_by_role("combobox", name=say["age"], exact=True).select_option(str(group.age_low))


@pytest.mark.standard("I05")
def test_each_group_of_people_has_its_own_numbers_and_100_dots(slip, language):
    for group, level in zip(potassium_groups(), cycle([3.4, 4.2, 2.4, 6.8]), strict=False):
        move(slip, level, language)
        i = int(np.abs(STOPS - level).argmin())
        choose(slip, group, language)
        below = int(group.below(STOPS)[i])
        kind = "none_below" if below < 1 else "all_below" if below > 99 else "reading"
        said = plain(
            words("lab_slip", language)[kind],
            group=people(group, language),
            below=below,
            potassium=level,
        )
        expect(slip.locator(".reading-seen")).to_contain_text(said)
        expect(slip.locator(".person")).to_have_count(100)
        assert drawn(slip) == [n for n in group.people(STOPS) if n]
    expect(slip.get_by_role("status").first).to_contain_text(said)


def drawn(slip):
    """How many dots stand above each other, from left to right, where any do."""
    across = slip.locator(".person").evaluate_all(
        "(all) => all.map((one) => +one.getAttribute('cx'))"
    )
    return [len(list(same)) for _, same in groupby(sorted(across))]


RESULTS = {2.5: "emergency", 2.6: "urgent", 2.9: "urgent", 3.0: "ask", 3.4: "ask", 3.5: "usual"}
RESULTS |= {5.3: "usual", 5.4: "ask", 5.9: "ask", 6.0: "urgent", 6.4: "urgent", 6.5: "emergency"}


def test_a_result_says_what_it_asks_for_by_word_sign_and_sentence(slip, language):
    say, card = words("lab_slip", language), slip.locator(".band-card")
    for level, band in RESULTS.items():
        assert band_of(level, potassium_bands()).name == band
        move(slip, level, language)
        expect(card.locator(".band-word")).to_have_text(say[band])
        expect(card.locator(".band-sign")).to_have_text(SIGNS[band])
        expect(card.locator(".band-act")).to_have_text(say[f"say_{band}"])
        expect(slip.get_by_text(say["feel"], exact=True)).to_be_visible()
    expect(slip.get_by_role("status").first).to_contain_text(say[f"say_{band}"])


def test_the_slips_data_are_the_chosen_peoples(slip, page, language):
    group = potassium_groups()[-1]
    choose(slip, group, language)
    with page.expect_download() as download:
        slip.get_by_role("button", name=words("tools", language)["data"], exact=True).click()
    head, *rows = csv.reader(download.value.path().read_text("utf-8-sig").splitlines())
    say = words("lab_slip", language)
    assert head == [say[f"head_{name}"] for name in ("potassium", "below", "band")]
    assert [row[0] for row in rows] == [f"{stop:.1f}" for stop in STOPS]
    assert [int(row[1]) for row in rows] == group.below(STOPS).tolist()
    bands = [band_of(stop, potassium_bands()).name for stop in STOPS]
    assert [row[2] for row in rows] == [say[f"say_{name}"] for name in bands]


def test_the_slips_table_follows_the_chosen_people(slip, language):
    group = potassium_groups()[-1]
    choose(slip, group, language)
    slip.get_by_text(words("tools", language)["table"], exact=True).click()
    table = slip.get_by_role("table")
    expect(table.locator("caption")).to_contain_text(people(group, language))
    shown = [
        int(row.locator("td").first.inner_text()) for row in table.get_by_role("row").all()[1:]
    ]
    assert shown == group.below(STOPS)[::5].tolist()
