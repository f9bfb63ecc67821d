"""The panel of blood salts: what a result asks for is never softened, and no more is said."""

import re

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.panels.evidence import salts_levels as levels
from spasmlab.panels.evidence.salts import Salts
from spasmlab.panels.evidence.salts_levels import SALTS
from spasmlab.panels.muscle.lab_slip import LabSlip
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
salts = pytest.mark.parametrize("salt", SALTS.values(), ids=list(SALTS))
POTASSIUM = SALTS["potassium"].stops.tolist()
GRAVE = {"usual": 0, "ask": 1, "cannot": 2, "urgent": 2, "emergency": 3}


def shown(panel):
    return Markup(str(panel.markup()))


def feel(found):
    """Return the line of danger signs that is not hidden."""
    (one,) = (one for one in found.elements if "feel" in one.kinds and "hidden" not in one.has)
    return one


def band(salt, level):
    at = salt.at(level)
    return next(one for one in levels.bands(salt) if one["first"] <= at <= one["last"])


# What a result asks for


@both
@pytest.mark.parametrize("level", POTASSIUM)
def test_potassium_is_told_as_on_the_lab_slip(language, level):
    ours = shown(Salts(language, potassium=level))
    theirs = shown(LabSlip(language, potassium=level))
    for kind in ("band-sign", "band-word", "band-act"):
        assert ours.kind(kind).text == theirs.kind(kind).text
    assert feel(ours).text == theirs.kind("feel").text
    few = ours.kind("salts-few").text  # what is told besides of a usual level that few have
    assert ours.kind("reading-heard").text == f"{theirs.kind('reading-heard').text} {few}".strip()
    assert ours.kind("band-card").text == theirs.kind("band-card").text + few
    assert ours.kind("band-card").kinds == theirs.kind("band-card").kinds


@both
@pytest.mark.parametrize(
    ("name", "level", "wanted"),
    [
        ("potassium", 2.5, "emergency"),
        ("potassium", 6.5, "emergency"),
        ("sodium", 125, "emergency"),
        ("sodium", 126, "urgent"),
        ("sodium", 134, "ask"),
        ("sodium", 135, "usual"),
        ("sodium", 145, "usual"),
        ("sodium", 146, "cannot"),
        ("sodium", 150, "cannot"),
        ("sodium", 151, "urgent"),
        ("sodium", 159, "urgent"),
        ("sodium", 160, "emergency"),
        ("sodium", 165, "emergency"),
        ("calcium", 1.89, "emergency"),
        ("calcium", 1.90, "ask"),
        ("calcium", 2.20, "usual"),
        ("calcium", 2.60, "usual"),
        ("calcium", 2.61, "ask"),
        ("calcium", 3.00, "urgent"),
        ("calcium", 3.51, "emergency"),
    ],
)
def test_each_salt_has_its_own_lines(language, name, level, wanted):
    assert band(SALTS[name], level)["band"] == wanted
    found = shown(Salts(language, salt=name, **{name: level}))
    say = words("salts" if wanted == "cannot" else "lab_slip", language)
    assert f"band-{wanted}" in found.kind("band-card").kinds
    assert found.kind("band-word").text == say[wanted]
    assert found.kind("band-act").text == say[f"say_{wanted}"]
    few = found.kind("salts-few").text
    assert found.kind("reading-heard").text.endswith(f"{say[f'say_{wanted}']} {few}".strip())
    calm = wanted in ("usual", "ask") and name != "potassium"
    assert ("hidden" not in found.kind("salts-lab").has) == calm  # it would soften the rest


@salts
def test_a_band_never_softens_away_from_the_usual(salt):
    graves = [GRAVE[one["band"]] for one in levels.bands(salt)]
    middle = graves.index(0)
    assert graves[: middle + 1] == sorted(graves[: middle + 1], reverse=True)
    assert graves[middle:] == sorted(graves[middle:])
    assert graves.count(0) == 1
    assert levels.bands(salt)[0]["first"] == 0
    assert levels.bands(salt)[-1]["last"] == len(salt.stops) - 1


@salts
def test_a_band_is_a_checked_row_that_holds_all_of_its_stops(salt):
    for one in levels.bands(salt):
        if one["band"] == "cannot":
            assert one["row"] == ""
            continue
        row = tables.row(*one["row"].split(":"))
        raises = row["kind"].startswith(("moderate_", "severe_", "emergency_"))
        assert row["verification"] != "unverified" or raises
        low, high = salt.stops[one["first"]], salt.stops[one["last"]]
        assert not low < row["low"] - 1e-9
        assert not high > row["high"] + 1e-9


def test_high_sodium_is_graver_the_higher_though_no_source_was_read():
    found = {
        one["band"]: (SALTS["sodium"].stops[one["first"]], one["row"])
        for one in levels.bands(SALTS["sodium"])[-3:]
    }
    assert found["cannot"] == (146, "")
    assert found["emergency"] == (160, "electrolytes:sodium_severe_high")
    assert found["urgent"] == (151, "electrolytes:sodium_moderate_high")
    for name in ("sodium_moderate_high", "sodium_severe_high"):
        assert tables.row("electrolytes", name)["verification"] == "unverified"
    assert "sodium_mild_high" not in {row["id"] for row in levels._rules("sodium")}  # may not calm


def test_a_mild_row_without_an_end_grades_nothing():
    assert {row["id"] for row in levels._rules("phosphate")} == {
        *("phosphate_usual", "phosphate_mild_low", "phosphate_moderate_low", "phosphate_severe_low")
    }


@both
def test_until_it_is_moved_a_level_is_nobodys_result(language):
    found = shown(Salts(language))
    assert "band-start" in found.kind("band-card").kinds
    assert found.kind("band-act").text == words("lab_slip", language)["say_start"]
    panel = Salts(language)
    panel.set_state({"sodium": 120})  # what a message from a browser calls
    assert panel.moved == ["sodium"]


# The people


@both
@pytest.mark.parametrize("at", range(14))
def test_what_is_said_of_potassium_is_what_the_lab_slip_says(language, at):
    panel = Salts(language)
    group = panel.groups[at]
    same = {"potassium": 4.3, "sex": group["sex"], "age": group["age"]}
    ours, theirs = shown(Salts(language, **same)), shown(LabSlip(language, **same))
    assert ours.kind("reading-seen").text == theirs.kind("reading-seen").text


@pytest.mark.parametrize("name", ["sodium", "calcium"])
@pytest.mark.parametrize("group", levels.people(), ids=lambda group: group.id)
def test_no_more_is_said_than_the_printed_percentiles(name, group):
    salt = SALTS[name]
    row = tables.row(*levels.spread(salt, group)["row"].split(":"))
    found = levels.below(salt, group)
    for level, (low, high) in zip(salt.stops.tolist(), found, strict=True):
        assert low < high
        for printed, share in (("p1", 1), ("p10", 10), ("p50", 50), ("p90", 90), ("p99", 99)):
            assert low >= share if row[printed] < level else high <= share
    assert [low for low, _ in found] == sorted(low for low, _ in found)


@both
@pytest.mark.parametrize(
    ("level", "kind"), [(115, "none_below"), (140, "between"), (165, "all_below")]
)
def test_the_sentence_is_right_at_both_ends_and_in_the_middle(language, level, kind):
    panel = Salts(language, salt="sodium", sodium=level)
    low, high = levels.below(SALTS["sodium"], levels.people()[3])[SALTS["sodium"].at(level)]
    holes = {"group": panel.groups[3]["name"], "salt": panel.words["sodium"]["salt"]}
    said = panel.words[kind].format(level=level, low=low, high=high, **holes)
    assert shown(panel).kind("reading-seen").text == said.replace("**", "")


@salts
def test_the_spread_is_the_rows(salt):
    for group in levels.people():
        one = levels.spread(salt, group)
        row = tables.row(*one["row"].split(":"))
        assert one["levels"] == [row[name] for name in ("p2_5", "p25", "p50", "p75", "p97_5")]
        written = [float(text) for text in one["shown"]]
        assert written == pytest.approx(one["levels"], abs=0.5 * 10**-salt.digits + 1e-9)
        assert (row["sex"], row["age_low"]) == (group.sex, group.age_low)


def test_a_slip_in_mg_per_dl_can_be_read():
    found = shown(Salts(salt="calcium", calcium=2.35))
    units = [one.text for one in found.elements if "salts-units" in one.kinds]
    assert "9.4" in units[-1]
    (second,) = (one for one in found.elements if "salts-other" in one.kinds)
    assert second.text == "9.4"
    assert "slider-value" in second.kinds  # as large as the other
    assert "slider-shown" in second.within[-2].kinds  # on the same line
    assert "2.35 mmol/L (9.4 mg/dL)" in found.kind("reading-seen").text
    spread = levels.spread(SALTS["calcium"], levels.people()[0])
    low, high = spread["shown"][0], spread["shown"][-1]
    (box,) = (one for one in found.elements if one.has.get("data-table") == "calcium")
    lines = [one.text for one in found.all("td") if box in one.within]
    assert lines[0] == f"{low} to {high} ({spread['other'][0]} to {spread['other'][-1]} mg/dL)"
    assert [float(one) for one in spread["other"]] == pytest.approx(
        [level * 4.01 for level in spread["levels"]], abs=0.051
    )
    (box,) = (one for one in found.elements if one.has.get("data-table") == "sodium")
    assert not [one for one in found.all("td") if box in one.within and "mg/dL" in one.text]
    stops, times = SALTS["calcium"].stops, levels.other(SALTS["calcium"])
    assert times == pytest.approx(40.078 / 10, rel=0.001)  # grams a mole, and a tenth of a litre
    assert {f"{stop * times:.1f}" for stop in stops} >= {
        f"{tenth / 10:.1f}" for tenth in range(60, 160)
    }


# The page


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@salts
@both
def test_the_markup_is_whole_and_shows_three_controls_at_first(language, salt):
    panel = Salts(language, salt=salt.name)
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert not re.search(r"\{\w+\}|\*\*|nan", panel.html)
    folded = found.kind("salts-who")
    controls = [
        one
        for one in found.elements
        if "data-control" in one.has
        and folded not in one.within
        and not any("hidden" in outer.has for outer in one.within)
    ]
    assert [one.has["data-control"] for one in controls] == ["salt", salt.name]  # and the fold
    for one in found.elements:
        if "data-row" in one.has:
            tables.row(*one.has["data-row"].split(":"))


@pytest.mark.standard("H11")
@salts
def test_the_table_is_that_of_the_salt(salt):
    found = shown(Salts(salt=salt.name))
    (box,) = (one for one in found.elements if "data-table" in one.has and "hidden" not in one.has)
    rows = [one for one in found.all("tr") if box in one.within]
    assert box.has["data-table"] == salt.name
    assert len(rows) == 1 + len(levels.people())


@pytest.mark.parametrize("sent", [np.nan, np.inf, -1, 1e9])
@salts
def test_a_level_stays_on_its_slider(salt, sent):
    panel = Salts(salt=salt.name)
    panel.set_state({salt.name: sent})
    assert salt.lowest <= getattr(panel, salt.name) <= salt.highest
    assert Salts(sex="X", age="7", salt="tin").markup()


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    said = []
    for text in words("salts", language).values():
        said += text.values() if isinstance(text, dict) else [text]
    plain = "\n".join(re.sub(r"\{\w+\}", "30", text).replace("**", "") for text in said)
    assert not re.search(r"(?i)\b1 in \d|\bsafe\b|\brare|%", plain)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
