"""The gates: each on the screen, worst first, with the worst that it can mean; nothing milder."""

import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab.evidence.tables import load
from spasmlab.panels import Gates
from spasmlab.panels.help.call_list import CallList
from spasmlab.safety.countries import countries, link
from spasmlab.safety.facts import facts
from spasmlab.safety.triage import alone
from spasmlab.text import LANGUAGES
from spasmlab.text import words as said

GATES = {name for name, fact in facts().items() if fact.gate}
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_every_gate_is_a_button_with_its_row_and_what_people_are_told(language):
    panel = Gates(language)
    assert set(panel.told) == GATES
    assert set(said("gates", language)["labels"]) == GATES
    rows = load("warning_signs").set_index("id")
    for gate, one in panel.told.items():
        row = rows.loc[one["row"].removeprefix("warning_signs:")]
        assert one["action"] == row[f"action_{language}"]
        assert f'data-gate="{gate}"' in panel.html
        assert f'data-row="{one["row"]}"' in panel.html


def test_the_worst_come_first_and_all_but_one_are_emergencies():
    tiers = [one["tier"] for one in Gates().told.values()]
    assert tiers == sorted(tiers, key=["emergency", "today", "visit"].index)
    assert tiers == ["emergency"] * 11 + ["today"]


def test_a_gate_says_the_worst_that_it_can_mean_at_any_age_with_any_problem():
    assert alone("bladder_change").id == "CES_BLADDER"  # with back pain
    assert alone("sudden_severe_belly_back").id == "AAA_SUDDEN"  # from 50
    assert alone("dark_urine").id == "RHABDO"  # with cramps
    with pytest.raises(ValueError, match="name must be a sign"):
        alone("diabetes")


@pytest.mark.parametrize(("sent", "kept"), [("dark_urine", "dark_urine"), ("none", "none")])
def test_a_gate_that_is_tapped_is_kept_and_no_other(sent, kept):
    panel = Gates()
    panel.set_state({"gate": sent, "country": "spain"})
    assert (panel.gate, panel.country) == (kept, "spain")
    for strange in ("fever", "x", ""):
        panel.set_state({"gate": strange, "country": strange})
        assert (panel.gate, panel.country) == ("", "anywhere")


@each_language
def test_every_country_can_be_chosen_and_dialled(language):
    panel = Gates(language)
    assert list(panel.numbers) == [one.id for one in countries(language)]
    for one in countries(language):
        assert panel.numbers[one.id]["dial"] == link(one.emergency)
        assert f'<option value="{one.id}">{one.name}</option>' in panel.html


@each_language
def test_the_list_of_numbers_has_every_country_with_its_row(language):
    html = CallList(language)._repr_html_()
    for one in countries(language):
        assert f'data-row="emergency_numbers:{one.id}"' in html
        assert f'href="{link(one.emergency)}"' in html
        assert not one.nurse or f'href="{link(one.nurse)}"' in html


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@pytest.mark.parametrize("section", ["gates", "sorter"])
def test_the_words_are_plain(section):
    for language in LANGUAGES:
        texts = list(flat(said(section, language)))
        assert [s for text in texts for s in sentences(text) if len(words(s)) > 20] == []
        text = "\n".join(texts)
        assert grade(text) <= 6.0 if language == "en" else huerta(text) >= 65


def flat(table):
    for value in table.values():
        yield from flat(value) if isinstance(value, dict) else [value]


@each_language
def test_the_strip_at_the_foot_of_each_page_names_signs_of_its_two_levels(language):
    strip, rows = said("page", language)["strip"], load("warning_signs").set_index("id")
    assert set(rows.loc[list(strip["signs"]), "level"]) == {"call_emergency_now"}
    assert set(rows.loc[list(strip["today"]), "level"]) == {"same_day"}
    assert len(strip["signs"]) + len(strip["today"]) <= 7


def test_the_strip_is_on_every_page_but_where_the_whole_list_is(pages):
    without = {name for name, html in pages.items() if 'class="help-strip"' not in html}
    assert {name.removeprefix("es/") for name in without} == {"get-help/"}
