"""The adjustment switch: every step is its row, and no ratio reaches a patient."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import confounding, tables
from spasmlab.panels.evidence import adjustment
from spasmlab.panels.evidence.adjustment import AXIS, OUTCOMES, STEPS, TICKS, Adjustment
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
places = pytest.mark.parametrize(
    ("outcome", "step"), [(outcome, step) for outcome in OUTCOMES for step in STEPS]
)
RATIO = re.compile(r"(?i)\d[.,]\d|\bodds|\bratio|\bprobabilidades|\binterval|\bmodel|%")
STUDENTS = {  # what only a student is shown
    *("axis_ratio", "head_ratio", "ratio_any", "ratio_frequent", "head_people", "head_cases"),
    *("ratio", "ratio_short", "looks", "control", "limits", "thousands", "counted"),
    *("file_outcome", "file_low", "file_high"),
}
SAID = {  # as the survey has it: first no link, then one, then none
    "any": ["starts_none", "appears", "fades", "still_none"],
    "frequent": ["starts_link", "stays", "fades", "still_none"],
}


def rows(outcome):
    """Return the four rows of the ladder as the table has them, read without the package's way."""
    table = tables.load("leg_cramps_associations")
    here = table["exposure"].eq("mg100") & table["outcome"].eq(OUTCOMES[outcome])
    found = table[here & table["order"].notna()].sort_values("order")
    assert found["order"].tolist() == [1, 2, 3, 4]
    return found.to_dict("records")


def two(value):
    return str(Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def shown(panel):
    return Markup(str(panel.markup()))


def patients(found):
    """Return all that a patient reads or hears, a piece of text an element."""
    return [
        one.text
        for one in found.elements
        if not any("student" in outer.has.get("data-voices", "") for outer in (one, *one.within))
        and not any("data-voices" in inner.has for inner in found.elements if one in inner.within)
    ]


# The ladder


@places
def test_each_step_is_its_row(outcome, step):
    at = STEPS.index(step)
    row, rung = rows(outcome)[at], Adjustment().rungs[outcome][at]
    assert rung["row"] == f"leg_cramps_associations:{row['id']}"
    assert [rung[name] for name in ("value", "low", "high", "people", "cases")] == [
        row[name] for name in ("odds_ratio", "low", "high", "n", "events")
    ]
    assert rung["shown"]["value"] == two(row["odds_ratio"])
    assert rung["shown"]["people"] == f"{row['n']:,}"
    assert AXIS[0] < rung["low"] < rung["high"] < AXIS[1]


def test_each_step_counts_all_that_the_one_before_it_counts():
    wanted = [{"cyc"}, {"kcal1000", "bmi5", "r1"}, {"educ", "pir"}, {"arthritis", "diabetes"}]
    for outcome in OUTCOMES:
        before: set[str] = set()
        for row, new in zip(rows(outcome), wanted, strict=True):
            counted = set(row["adjusted_for"].split("+"))
            assert counted > before
            assert counted >= new
            assert not new & before
            before = counted


def test_the_story_is_told_as_it_is():
    for outcome, story in SAID.items():
        rungs = Adjustment().rungs[outcome]
        assert [rung["says"][1] for rung in rungs] == story
        assert [rung["says"][0] for rung in rungs] == [f"count.{step}" for step in STEPS]
        assert [rung["says"][2:] for rung in rungs] == [[], [], [], ["moral"]]
        for rung, row in zip(rungs, rows(outcome), strict=True):
            assert rung["link"] == ("fewer" if row["high"] < 1 else "none")


def test_a_link_the_other_way_has_no_sentence_and_is_refused():
    step = confounding.Step("planted", "age_sex", ("age10",), 1.2, 1.1, 1.3, 100)
    with pytest.raises(ValueError, match="planted is a link the other way"):
        adjustment._link(step)


def test_a_ladder_of_other_steps_is_refused(monkeypatch):
    ladder = confounding.ladder("any", "mg100")
    short = confounding.Ladder("mg100", "any", ladder.steps[:3])
    monkeypatch.setattr(adjustment.confounding, "ladder", lambda *_: short)
    with pytest.raises(ValueError, match="any must have the steps"):
        Adjustment()


@both
@places
def test_the_sentence_is_that_of_the_step(language, outcome, step):
    say, found = (
        words("adjustment", language),
        shown(Adjustment(language, outcome=outcome, step=step)),
    )
    story = SAID[outcome][STEPS.index(step)]
    told = [say["count"][step], say[story], *([say["moral"]] if step == STEPS[-1] else [])]
    text = " ".join(told).replace("{cramps}", say["cramps"][outcome]).replace("**", "")
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == text
    checked = [one.has["value"] for one in found.all("input") if "checked" in one.has]
    assert checked == [outcome, step]
    button = say["again" if step == STEPS[-1] else "next"]
    assert found.kind("adjustment-next").text == button


# Whom the numbers are for


@both
@places
def test_no_ratio_reaches_a_patient(language, outcome, step):
    panel = Adjustment(language, outcome=outcome, step=step)
    said = patients(shown(panel))
    assert len(said) > 30
    assert [text for text in said if RATIO.search(text)] == []
    for name, text in words("adjustment", language).items():
        if name not in STUDENTS:
            plain = " ".join(text.values()) if isinstance(text, dict) else text
            assert not RATIO.search(plain), name


def test_the_data_to_take_away_follow_the_page_and_its_title_fits_a_phone():
    script = Path(adjustment.__file__).with_suffix(".js").read_text(encoding="utf-8")
    rows = script.split("rows: () => {")[1].split("file:")[0]
    for given in ("words.head_ratio", "one.value, one.low, one.high"):
        asked, _, _ = rows.partition(given)
        assert re.search(r"ratios\(\) \? \[$", asked), given  # a patient's rows have none
    assert 'panel.one(".adjustment-student")).display !== "none"' in script
    for language in LANGUAGES:
        assert len(words("adjustment", language)["axis_ratio"]) <= 34  # what 320 px hold


def test_a_ratio_among_a_patients_words_is_seen():
    found = shown(Adjustment())
    found.kind("adjustment-lesson").text += " 0.96"
    assert [text for text in patients(found) if RATIO.search(text)] != []


@both
@places
def test_a_student_sees_the_numbers_and_why_they_prove_little(language, outcome, step):
    found, row = (
        shown(Adjustment(language, outcome=outcome, step=step)),
        rows(outcome)[STEPS.index(step)],
    )
    text = found.kind("adjustment-ratio").text
    for name in ("odds_ratio", "low", "high"):
        assert two(row[name]) in text
    assert f"{row['n']:,}".replace(",", words("adjustment", language)["thousands"]) in text
    assert found.kind("adjustment-student").has["data-voices"] == "student"
    told = found.kind("adjustment-student").text
    assert words("adjustment", language)["limits"] in told
    assert re.search(r"\b58 model", told)
    assert re.search(r"\b30 (had p below|dieron p menor)", told)


@both
def test_the_exposure_that_should_show_nothing_shows_something(language):
    for outcome in OUTCOMES:
        panel = Adjustment(language, outcome=outcome)
        control = panel.controls[outcome]
        row = tables.row(*control["row"].split(":"))
        assert (row["exposure"], row["adjustment"]) == ("coff", "disease")
        assert row["low"] > 1  # or the sentence would be false
        text = shown(panel).kind("adjustment-control").text
        assert f"{two(row['odds_ratio'])} ({two(row['low'])}" in text


# The page


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
@places
def test_the_markup_is_whole_and_says_whose_numbers_it_shows(language, outcome, step):
    panel = Adjustment(language, outcome=outcome, step=step, key="mine", after="potassium")
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert not re.search(r"\{\w+\}|\*\*", panel.html)
    ids = [one.has["id"] for one in found.elements if "id" in one.has]
    assert len(ids) == len(set(ids))
    controls = [one for one in found.elements if "data-control" in one.has]
    assert len(controls) + 1 <= 3  # and the button to the next step
    named = [one for one in found.elements if "data-row" in one.has]
    assert len(named) >= 18
    for one in named:
        for key in one.has["data-row"].split():
            tables.row(*key.split(":"))


@pytest.mark.standard("A14")
@pytest.mark.standard("H11")
@both
def test_the_table_says_every_step_in_words(language):
    say = words("adjustment", language)
    _, *found = shown(Adjustment(language)).rows()
    for at, row in enumerate(found):
        for place, outcome in enumerate(OUTCOMES):
            one = rows(outcome)[at]
            assert row[1 + place] == say["cell_fewer" if one["high"] < 1 else "cell_none"]
            assert row[3 + place].startswith(f"{two(one['odds_ratio'])} ({two(one['low'])}")
    assert len(found) == len(STEPS)


@pytest.mark.parametrize(("name", "sent"), [("step", "all"), ("outcome", "freq"), ("step", "")])
def test_an_unknown_choice_is_refused(name, sent):
    with pytest.raises(Exception, match=name):
        Adjustment(**{name: sent})


def test_no_link_is_the_middle_of_the_drawing():
    assert AXIS[0] * AXIS[1] == pytest.approx(1)
    assert 1.0 in TICKS
    assert all(AXIS[0] < tick < AXIS[1] for tick in TICKS)


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_a_patients_words_are_plain(language):
    said = []
    for name, text in words("adjustment", language).items():
        if name not in STUDENTS:
            said += text.values() if isinstance(text, dict) else [text]
    plain = "\n".join(re.sub(r"\{\w+\}", "cramps", text).replace("**", "") for text in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []


@pytest.mark.standard("I06")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("outcome", "kind"), [("any", "any"), ("frequent", "freq")])
def test_beside_the_link_stand_people_of_a_hundred_as_they_were_counted(language, outcome, kind):
    table = tables.load("leg_cramps_by_magnesium").query("outcome == @kind").sort_values("fifth")
    least, *_, most = (f"{share:.0f}" for share in table["percent"])
    panel = Adjustment(language, outcome=outcome)
    said = Markup(panel.html).kind("adjustment-people").text
    assert [one for one in re.findall(r"\d+", said) if one not in ("100", "5")] == [least, most]
    assert panel.counts[outcome]["shown"] == {"least": least, "most": most}
