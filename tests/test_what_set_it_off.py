"""Lesson 7: danger first at the level of its rows, a clue is no cause, no pill is stopped."""

import re

import pytest
from tests.notebook_rules import read, tags

from spasmlab.evidence import tables
from spasmlab.paths import NOTEBOOKS
from spasmlab.safety.signs import TIERS
from spasmlab.text import LANGUAGES

NAME = "07-what-set-it-off.ipynb"
both = pytest.mark.parametrize("language", LANGUAGES)
ROW = re.compile(r'data-row="([^"]+)"')
SAID = {
    "en": {"emergency": r"call your emergency number now|call now", "today": r"be seen today"},
    "es": {
        "emergency": r"llame ahora a su número de emergencia|llamen ya",
        "today": r"que lo vean hoy",
    },
}


def cells(language):
    folder = NOTEBOOKS if language == "en" else NOTEBOOKS / language
    return {cell.id: cell for cell in read(folder / NAME).cells}


def tiers(text):
    """Return the tiers of the warning signs that a text cites."""
    named = {key for found in ROW.findall(text) for key in found.split()}
    signs = [key.partition(":")[2] for key in named if key.startswith("warning_signs:")]
    return {TIERS[tables.row("warning_signs", one)["level"]] for one in signs}


@both
@pytest.mark.parametrize("ident", ["signs-first", "ask"])
def test_each_sign_stands_under_the_level_of_its_row(ident, language):
    told, held = None, set()
    for line in cells(language)[ident].source.splitlines():
        named = [one for one, like in SAID[language].items() if re.search(like, line.lower())]
        told = named[0] if named else None if line.startswith("**") else told
        if tiers(line):
            assert tiers(line) == {told or "visit"}, line
            held.add(told or "visit")
    assert {"emergency", "today"} <= held


@both
def test_the_signs_stand_above_every_panel_and_in_the_hall(language):
    names = list(cells(language))
    for panel in ("leg-or-back", "clues", "medicines"):
        assert names.index("signs-first") < names.index(panel)
    assert "get-help.ipynb" in cells(language)["signs-first"].source
    hook = cells(language)["talk-hook"].source.lower()
    assert re.search(SAID[language]["emergency"], hook)


@both
def test_a_pill_is_asked_about_and_never_stopped(language):
    kept = {"en": "Do not stop a pill on your own", "es": "No deje una pastilla por su cuenta"}
    found = cells(language)
    for ident in ("medicines-head", "take-home"):
        assert kept[language] in found[ident].source
    assert not re.search(
        r"(?i)\bsafe\b|\bsegur[oa]s\b", "".join(one.source for one in found.values())
    )


@both
def test_the_students_table_prints_the_ratios_as_their_rows_have_them(language):
    told = cells(language)["ratios"].source
    for name in (
        *("inhaled_long_acting_beta_agonists", "potassium_sparing_diuretics"),
        *("thiazide_like_diuretics", "loop_diuretics", "statins"),
    ):
        row = tables.row("drug_causes", name)
        shown = re.findall(rf'data-row="drug_causes:{name}">([^<]+)<', told)
        ends = re.findall(r"\d\.\d+", " ".join(shown))
        assert [float(one) for one in ends] == [row["estimate"], row["low"], row["high"]]
    patient = [one for one in cells(language).values() if not tags(one) & {"student", "notes"}]
    assert "2.42" not in "".join(one.source for one in patient)


@both
def test_what_is_torn_is_a_belief_and_not_left_standing(language):
    told = cells(language)["beliefs"].source
    assert "mechanism:lbp_nonspecific" in told
    assert "back_kinds:strain" in told
