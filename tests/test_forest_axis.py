"""Where a forest plot's marks stand: read back from the markup and held against the rows."""

import math
from itertools import pairwise

import pytest
from tests.markup import Markup

from spasmlab.evidence.effects import effect
from spasmlab.panels.evidence import forest_axis
from spasmlab.panels.evidence.forest import TOPICS, Forest
from spasmlab.panels.evidence.forest_axis import LARGEST, LEAST, RATIOS, axis, noticed, side
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("topic", TOPICS)
ROWS = [row for groups in TOPICS.values() for group in groups for row in group]


def shown(language="en", **traits):
    return Markup(str(Forest(language, **traits).markup()))


def inside(found, one):
    return [other for other in found.elements if one in other.within]


def row_of(found, name):
    """The label that is a row, and what it holds."""
    (label,) = (one for one in found.all("label") if one.has.get("data-row") == f"effects:{name}")
    return label, inside(found, label)


def strips(found):
    """Each drawn row: its id, and the places of its marks in per cent."""
    drawn = {}
    for label in (one for one in found.all("label") if "data-row" in one.has):
        parts = {kind: one for one in inside(found, label) for kind in one.kinds}
        if "forest-range" in parts:
            drawn[label.has["data-row"].split(":")[1]] = {
                "low": place(parts["forest-range"].has["x1"]),
                "high": place(parts["forest-range"].has["x2"]),
                "value": place(parts["forest-square"].has["x"]),
                "none": place(parts["forest-none"].has["x1"]),
                "side": float(parts["forest-square"].has["width"]),
                "notice": place(parts["forest-notice"].has["x1"])
                if "forest-notice" in parts
                else None,
            }
    return drawn


def place(text):
    assert text.endswith("%")
    return float(text[:-1])


def faults(drawn):
    """Return the marks of one axis that are not where their rows say."""
    found = []
    rows = {name: effect(name) for name in drawn}
    log = {row.measure in RATIOS for row in rows.values()}.pop()
    number = math.log if log else float
    known = [(1 if log else 0, marks["none"]) for marks in drawn.values()]
    known += [(row.value, drawn[name]["value"]) for name, row in rows.items()]
    (a, at_a), (b, at_b) = min(known), max(known)
    slope = (at_b - at_a) / (number(b) - number(a))
    for name, row in rows.items():
        for mark in ("low", "value", "high"):
            wanted = at_a + slope * (number(getattr(row, mark)) - number(a))
            if abs(wanted - drawn[name][mark]) > 0.05:
                found.append(f"{name}: {mark} is drawn at {drawn[name][mark]}, not {wanted:.2f}")
    return found


# What is drawn


@both
@each
def test_every_mark_stands_where_its_row_says(language, topic):
    found = shown(language, topic=topic)
    for group in TOPICS[topic]:
        drawn = {name: one for name, one in strips(found).items() if name in group}
        assert set(drawn) == {name for name in group if effect(name).interval}
        if drawn:
            assert faults(drawn) == []
            assert len({one["none"] for one in drawn.values()}) == 1
            places = [one[mark] for one in drawn.values() for mark in ("low", "high", "none")]
            assert min(places) >= 5
            assert max(places) <= 95


def test_a_mark_moved_by_a_per_cent_is_seen():
    drawn = {name: one for name, one in strips(shown()).items() if name in TOPICS["acute_pain"][0]}
    drawn["acetaminophen_02"]["low"] += 1
    assert [fault.split(" is")[0] for fault in faults(drawn)] == ["acetaminophen_02: low"]


@pytest.mark.standard("I13")
def test_the_least_that_people_notice_is_marked_on_the_better_side():
    drawn = strips(shown())
    for name in ROWS:
        row = effect(name)
        if name not in drawn:
            continue
        marked = row.noticeable is not None and row.measure == "mean_difference"
        assert (drawn[name]["notice"] is not None) == marked
        if marked:
            assert (drawn[name]["notice"] < drawn[name]["none"]) == (row.better == "lower")
            assert noticed(row) == (row.noticeable if row.better == "higher" else -row.noticeable)


def test_half_and_double_lie_equally_far_from_no_difference():
    on = axis([effect("ibuprofen_04"), effect("cyclobenzaprine_03")])
    half, one, double = (place(on.at(value)) for value in (0.5, 1, 2))
    assert on.log
    assert one - half == pytest.approx(double - one, abs=0.02)


@pytest.mark.parametrize(
    "names", [("ibuprofen_01",), ("spinal_fusion_03",), ("magnesium_pregnancy_05",)]
)
def test_an_axis_has_round_numbers_and_room_on_both_sides_of_no_difference(names):
    on = axis([effect(name) for name in names])
    assert on.low < on.none < on.high
    assert on.none in on.ticks
    assert len(on.ticks) <= forest_axis.MOST_TICKS + 1
    for row in map(effect, names):
        assert on.low <= row.low <= row.high <= on.high
    assert all(f"{tick:.3g}" == f"{tick:g}" for tick in on.ticks)
    assert [one < other for one, other in pairwise(on.ticks)].count(False) == 0


def test_a_square_is_as_large_as_its_people():
    drawn = strips(shown())
    people = {name: effect(name).people for name in TOPICS["acute_pain"][0]}
    most = max(people.values())
    for name, count in people.items():
        assert drawn[name]["side"] ** 2 == pytest.approx(LARGEST**2 * count / most, rel=0.02)
    assert (side(None, most), side(1, most), side(5, 0)) == (LEAST, LEAST, LEAST)


@both
def test_who_is_favoured_stands_on_the_better_side(language):
    say = words("forest", language)
    for name, first in (("ibuprofen_01", "treatment"), ("magnesium_pregnancy_05", "comparator")):
        found = shown(language, rows=[name])
        ends = inside(found, found.kind("forest-ends"))
        second = {"treatment": "comparator", "comparator": "treatment"}[first]
        assert [one.text for one in ends] == [
            f"← {say[f'favours_{first}']}",
            f"{say[f'favours_{second}']} →",
        ]


@both
def test_a_row_without_an_interval_is_words_and_never_a_mark(language):
    bare = [name for name in ROWS if effect(name).interval is None]
    assert bare
    found = shown(language)
    for name in bare:
        label, parts = row_of(found, name)
        assert words("forest", language)["bare"] in label.text
        assert not [one for one in parts if one.tag in ("svg", "rect", "line")]


def test_nothing_is_pooled():
    found = shown()
    assert len(found.all("rect")) == len([name for name in ROWS if effect(name).interval])
    assert not found.all("polygon")
    assert words("forest")["not_pooled"] in found.elements[0].text
