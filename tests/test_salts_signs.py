"""Beside a blood salt's number: the signs that outweigh it, and usual levels that few have."""

import pytest
from tests.test_salts import band, both, feel, salts, shown

from spasmlab.evidence import tables
from spasmlab.panels.evidence import salts_levels as levels
from spasmlab.panels.evidence.salts import Salts
from spasmlab.text import words


@both
@salts
def test_danger_signs_are_the_salts_own_and_end_with_where_all_of_them_are(language, salt):
    found, say = shown(Salts(language, salt=salt.name)), words("salts", language)
    line = feel(found)
    assert line.has["data-salt"] == salt.name
    asked = [one for one in found.elements if line in one.within]
    names = [one.has["data-row"].removeprefix("warning_signs:") for one in asked]
    assert tuple(names) == levels.DANGER.get(salt.name, ())
    for name, one in zip(names, asked, strict=True):
        row = tables.row("warning_signs", name)
        assert row["level"] == "call_emergency_now"
        assert one.text == say["signs"][name]
        meant = f"{row['suspected_condition']} {row['clinical_term']} {row['why_en']}"
        assert salt.name[:4] in meant or "Salts" in meant or "natraemia" in meant
    now = words("lab_slip", language)["feel"].split("? ")[-1]
    assert line.text.endswith(now)  # as urgent as potassium's
    assert found.kind("salts-help").text == words("page", language)["help"]
    assert "salts-see" in {kind for one in found.kind("salts-help").within for kind in one.kinds}


@pytest.mark.parametrize("name", ["sodium", "calcium"])
def test_each_salts_signs_hold_those_of_the_heart(name):
    assert "K_HEART" in levels.DANGER[name]
    assert "SEIZURE_CONFUSED" in levels.DANGER[name]


@both
@salts
def test_a_usual_level_that_few_have_is_said_to_be_so(language, salt):
    say, seen, panel = words("salts", language), set(), Salts(language, salt=salt.name)
    for level in salt.stops.tolist():
        setattr(panel, salt.name, level)
        row = tables.row(*levels.spread(salt, levels.people()[panel._at()])["row"].split(":"))
        usual = band(salt, level)["band"] == "usual"
        kind = "few_high" if level > row["p97_5"] else "few_low" if level < row["p2_5"] else ""
        wanted = say[kind] if usual and kind else ""
        assert panel._few(salt) == wanted
        seen |= {wanted}
    assert say["few_high"] in seen
    told = shown(Salts(language, potassium=5.2)).kind("salts-few")
    assert told.text == say["few_high"]
    assert "hidden" not in told.has
    assert "hidden" in shown(Salts(language, potassium=4.0)).kind("salts-few").has
