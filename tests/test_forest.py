"""Forest plot: each row said as it is, and nothing unlike or twice the same on one axis."""

import json
import re

import pytest
from tests.markup import Markup
from tests.readability import sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.evidence.effects import EvidenceError, chance, effect, effects
from spasmlab.evidence.results import NO_DIFFERENCE
from spasmlab.panels.evidence.forest import COLUMNS, TOPICS, Forest, of_outcome
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
ROWS = [row for groups in TOPICS.values() for group in groups for row in group]
TWICE = ("ibuprofen_01", "naproxen_01")  # one pooled result under two drugs
MIRRORED = ("stay_active_01", "bed_rest_01")  # one result seen from its two sides


def shown(language="en", **traits):
    return Markup(str(Forest(language, **traits).markup()))


def inside(found, one):
    return [other for other in found.elements if one in other.within]


def row_of(found, name):
    """The label that is a row, and what it holds."""
    (label,) = (one for one in found.all("label") if one.has.get("data-row") == f"effects:{name}")
    return label, inside(found, label)


def written(number):
    return f"{number:g}".replace("-", "−")


# What may stand together


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (TWICE, "one result"),
        (MIRRORED, "one result"),
        (("magnesium_pregnancy_06", "magnesium_pregnancy_04"), "'risk_ratio' and 'odds_ratio'"),
        (("exercise_chronic_01", "exercise_chronic_03"), "standardised_mean_difference"),
        (("exercise_chronic_01", "exercise_chronic_02"), "outcome 'pain' and 'disability'"),
        (
            ("calf_stretch_prophylactic_01", "calf_stretch_prophylactic_03"),
            "unit 'cramps/night' and 'cramps/4 weeks'",
        ),
        (("ibuprofen_01", "gabapentinoid_01"), "scale (0.0, 100.0) and (0.0, 10.0)"),
    ],
)
def test_unlike_rows_are_refused_by_name(rows, said):
    with pytest.raises(EvidenceError, match=re.escape(said)) as refused:
        Forest(rows=rows)
    assert all(name in str(refused.value) for name in rows)


def test_unlike_rows_may_stand_in_groups_but_a_repeat_may_not():
    found = shown(groups=[[name] for name in TOPICS["stretching"][0] + TOPICS["stretching"][1]])
    assert len(found.all("figure")) == 2
    with pytest.raises(EvidenceError, match="one result"):
        Forest(groups=[[name] for name in TWICE])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("spinal_cord_stimulation_01", "was checked"),
        ("magnesium_pregnancy_01", "is words"),
        ("quinine_03", "percent_change"),
        ("spinal_cord_stimulation_04", "is rate:"),
        ("no_such_row", "no_such_row"),
    ],
)
def test_a_row_that_cannot_be_drawn_is_refused_by_name(row, said):
    with pytest.raises(ValueError, match=said) as refused:
        Forest(rows=[row])
    assert row in str(refused.value)


def test_an_outcome_brings_each_of_its_results_once_and_an_axis_a_measure():
    groups = of_outcome("pain", "acute_back_spasm")
    flat = [name for group in groups for name in group]
    assert len(flat) == len(set(flat))
    assert "ibuprofen_01" in flat
    assert not {"naproxen_01", "methocarbamol_01"} & set(flat)
    found = shown(outcome="pain", condition="acute_back_spasm")
    assert len(found.all("figure")) == len(groups) > 1
    with pytest.raises(EvidenceError, match="no result to draw"):
        Forest(outcome="pain", condition="no_such")


# What is said


def said_faults(said, row):
    """Return the numbers of a row that its sentence leaves out."""
    wanted = [row.value, *(row.interval or ()), row.trials, row.people]
    return [written(n) for n in wanted if n is not None and written(n) not in said]


@pytest.mark.standard("H02")
@both
@pytest.mark.parametrize("name", ROWS)
def test_each_row_is_said_with_its_numbers_and_whether_it_could_be_chance(language, name):
    row, say = effect(name), words("forest", language)
    said = Forest(language).says[name]
    assert said_faults(said, row) == []
    assert (say["excludes"] in said) == (chance(row) == "excludes")
    assert (say["includes"] in said) == (chance(row) == "includes")
    assert say["certainty"][row.certainty] in said
    label, _ = row_of(shown(language), name)
    assert written(row.value) in label.text
    assert all(written(end) in label.text for end in row.interval or ())


def test_a_number_left_out_of_a_sentence_is_seen():
    row = effect("ibuprofen_01")
    said = Forest().says[row.id].replace("−3.61", "−3.16")
    assert said_faults(said, row) == ["−3.61"]


@pytest.mark.standard("H09")
@pytest.mark.standard("H11")
@both
def test_each_topic_has_a_table_of_all_its_rows(language):
    found = shown(language)
    lines = [one.has["data-row"] for one in found.all("tr") if "data-row" in one.has]
    assert lines == [f"effects:{name}" for name in ROWS]
    for name, table in zip(TOPICS, found.all("table"), strict=True):
        assert table.has["data-topic"] == name
        assert [one.text for one in inside(found, table) if one.tag == "caption"]
        assert len([one for one in inside(found, table) if one.tag == "th"]) > 4
    assert len(found.all("figcaption")) == len(found.all("figure"))


def test_what_can_be_taken_away_is_the_rows():
    data = Forest().data
    for topic, (head, *lines) in json.loads(json.dumps(data, allow_nan=False)).items():
        assert tuple(head) == COLUMNS
        assert [line[0] for line in lines] == [n for group in TOPICS[topic] for n in group]
        for line in lines:
            row = tables.row("effects", line[0])
            assert line[COLUMNS.index("value")] == row["value"]
            assert line[COLUMNS.index("source")] == row["source"]


@both
def test_no_sentence_of_its_own_is_long(language):
    def texts(part):
        for one in part.values():
            yield from texts(one) if isinstance(one, dict) else [one]

    said = list(texts(words("forest", language)))
    assert [s for one in said for s in sentences(one) if len(words_of(s)) > 20] == []
    assert set(words("forest", language)["names"]) <= set(ROWS)
    assert {*words("forest", language)["topics"]} == set(TOPICS)


@both
def test_every_unit_and_measure_that_can_be_drawn_has_words(language):
    say, drawable = words("forest", language), set(words("forest")["measures"])
    rows = [row for row in effects() if row.measure in drawable and not row.scale]
    assert {row.unit for row in rows} - {"", "Hz"} <= set(say["units"])
    assert drawable == set(NO_DIFFERENCE) - {"percent_change"}


@both
def test_where_more_is_better_it_is_said_which_side_is_the_treatments(language):
    found, say = shown(language), words("forest", language)
    for name, groups in TOPICS.items():
        (box,) = (
            one for one in found.elements if one.tag == "div" and one.has.get("data-topic") == name
        )
        drawn = [[effect(row) for row in group if effect(row).interval] for group in groups]
        higher = [group[0].better == "higher" for group in drawn if group]
        times = 1 if higher and all(higher) else sum(higher)
        assert box.text.count(say["more_better"]) == times, name
        ends = [one.text for one in inside(found, box) if "forest-ends" in one.kinds]
        right = [f"{say['favours_treatment']} →" in text for text in ends]
        assert right == higher
    assert any(effect(row).better == "higher" for row in ROWS)


# The widget


@pytest.mark.standard("H05")
@pytest.mark.standard("H13")
@both
def test_a_topic_is_one_group_of_radios_and_every_control_has_a_name(language):
    found = shown(language)
    ids = [one.has["id"] for one in found.elements if "id" in one.has]
    assert found.open == found.unnamed() == []
    assert len(ids) == len(set(ids))
    assert len({one.has["name"] for one in found.all("input") if "name" in one.has}) == len(TOPICS)
    seen = [one for one in found.elements if "data-topic" in one.has and "hidden" not in one.has]
    assert {one.has["data-topic"] for one in seen} == {"acute_pain"}
    for one in found.elements:
        if "data-row" in one.has:
            tables.row(*one.has["data-row"].split(":"))


def test_no_letter_of_it_is_drawn_in_a_scaled_picture():
    found = shown()
    assert not [one for one in found.all("svg") if "viewbox" in one.has or "viewBox" in one.has]
    assert not [one for one in found.elements if "style" in one.has]  # the pages' policy forbids it


def test_an_unknown_topic_or_row_is_never_kept():
    panel = Forest(topic="exercise", row="exercise_chronic_02")
    panel.set_state({"topic": "<b>", "row": "nan"})
    assert (panel.topic, panel.row) == ("acute_pain", "")
    assert Forest(topic="exercise", row="exercise_chronic_02").row == "exercise_chronic_02"
    assert Forest(rows=["ibuprofen_01"]).topic == "own"
    assert "select" not in {one.tag for one in shown(rows=["ibuprofen_01"]).elements}
