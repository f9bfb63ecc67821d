"""My medicines: every row can be ticked, each card has the same parts, and no pill is stopped."""

import re

import pytest
from tests.markup import Markup
from tests.traceability import untraced

from spasmlab.evidence import drug_causes as causes
from spasmlab.evidence import tables
from spasmlab.panels import MyMedicines
from spasmlab.panels.medicine.my_medicines import ALL, GROUPS, in_order
from spasmlab.panels.strength import FULL
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
ROWS = {one.id: one for one in causes.drug_causes()}
each = pytest.mark.parametrize("name", ROWS)
SAFE = re.compile(r"(?i)\bsafe\b|\bsafely\b|\bsegur[oa]s?\b|\bno risk\b|\bsin riesgo\b")
KEPT = {"en": "on your own", "es": "por su cuenta"}


def test_every_kind_of_medicine_of_the_table_can_be_ticked_once():
    assert sorted(ALL) == sorted(ROWS)
    assert len(ROWS) == 31
    assert all(len(group) <= 7 for group in GROUPS.values())


def test_the_five_ratios_are_those_that_the_study_printed():
    assert {name: one.ratio for name, one in ROWS.items() if one.ratio} == {
        "inhaled_long_acting_beta_agonists": (2.42, 2.02, 2.89),
        "potassium_sparing_diuretics": (2.12, 1.61, 2.78),
        "thiazide_like_diuretics": (1.48, 1.29, 1.68),
        "loop_diuretics": (1.20, 1.00, 1.44),
        "statins": (1.16, 1.04, 1.29),
    }


@each
def test_how_strong_a_link_is_follows_from_its_row(name):
    one, row = ROWS[name], tables.row("drug_causes", name)
    by_level = {
        "trial_and_label_reports": {"rare"},
        "list_only": {"listed"},
        "label": {"label"},
        "review": {"label"},
        "not_checked": {"unchecked"},
        "large_observational": {"study", "small", "chance"},
    }
    assert one.strength in by_level[row["evidence_level"]]
    if one.strength in {"study", "small"}:
        assert one.ratio[1] > 1
    if one.strength == "chance":
        assert one.ratio[1] <= 1
    if row["verification"] == "unverified":
        assert FULL[one.strength] == 0


def test_a_level_of_evidence_that_is_not_known_is_refused():
    row = tables.load("drug_causes").iloc[0].copy()
    row["evidence_level"] = "hearsay"
    with pytest.raises(ValueError, match="hearsay"):
        causes._cause(row)


@both
@each
def test_each_card_has_the_same_parts_and_says_what_nobody_counted(name, language):
    panel, say = MyMedicines(language), words("my_medicines", language)
    card = next(one["html"] for one in panel.cards if one["id"] == name)
    assert [one.text for one in Markup(card).all("dt")] == [say["found"], say["people"], say["do"]]
    assert (say["no_count"] in card) == (name not in say["counts"])
    assert words("strength", language)[ROWS[name].strength] in card
    assert KEPT[language] in ROWS[name].said["what_to_do"][language] or name == "naproxen"


@both
def test_the_urgent_come_first_then_the_stronger(language):
    ranks = [(one.urgency, FULL[one.strength]) for one in in_order(ROWS.values())]
    assert [one for one, _ in ranks] == sorted(
        (one for one, _ in ranks), key=causes.URGENCIES.index
    )
    for kind in causes.URGENCIES:
        full = [marks for one, marks in ranks if one == kind]
        assert full == sorted(full, reverse=True)
    statins = ROWS["statins"]
    assert statins.urgency == "now"
    assert "emergency number now" in statins.said["what_to_do"]["en"]


@both
def test_no_ratio_is_told_to_a_patient_and_quinine_is_refused(language):
    panel = MyMedicines(language)
    shown = panel.html + "".join(one["html"] for one in panel.cards)
    for one in ROWS.values():
        if one.ratio:
            assert f"{one.ratio[0]:.2f}" not in shown
    told = tables.row("treatments", "quinine")
    assert str(told[f"how_{language}"]) in panel.html
    assert str(told[f"living_{language}"]) in panel.html


@pytest.mark.standard("A01")
@both
def test_every_box_has_a_name_every_number_its_row_and_nothing_is_called_safe(language):
    panel = MyMedicines(language)
    found = Markup(panel.html)
    assert found.unnamed() == []
    assert untraced(panel.html) == []
    cards = "".join(f'<div data-row="{one["row"]}">{one["html"]}</div>' for one in panel.cards)
    assert untraced(cards) == []
    text = re.sub(r"<[^>]+>", " ", panel.html + cards)
    assert not SAFE.search(text.replace("está seguro", ""))
    assert not {"ticked", "taking"} & set(panel.traits())
