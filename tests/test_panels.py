"""The Python halves of the panels: what they say before a script runs, and what they refuse."""

import importlib
import json
from itertools import pairwise

import numpy as np
import pytest
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import band_of, potassium_bands, potassium_groups
from spasmlab.models.membrane import Parameters, nernst, resting_potential
from spasmlab.panels import (
    Adjustment,
    BackKinds,
    Brake,
    Doors,
    FactBox,
    Forest,
    Gap,
    Guess,
    HeatOrIce,
    LabSlip,
    Latch,
    LettingGo,
    Population,
    Recovery,
    Ruler,
    Salts,
    Spark,
    StretchTrials,
    Walk,
)
from spasmlab.panels.guess import replies
from spasmlab.panels.markup import fill
from spasmlab.panels.muscle.lab_slip import STOPS as SLIP_STOPS
from spasmlab.sweeps.resting import STOPS
from spasmlab.text import LANGUAGES, words

QUESTIONS = list(words("question"))
PEOPLE = potassium_groups()
BANDS = potassium_bands()
MAKERS = {"gap": lambda code: Gap(code, after=QUESTIONS[0]), "lab_slip": LabSlip}
MAKERS |= {"latch": lambda code: Latch(code, after=QUESTIONS[0]), "letting_go": LettingGo}
MAKERS |= {"brake": lambda code: Brake(code, after=QUESTIONS[0])}
MAKERS |= {"letting_go_rinse": lambda code: LettingGo(code, way="rinse", moment=900.0)}
MAKERS |= {"spark": Spark, "doors": Doors, "recovery": Recovery, "forest": Forest}
MAKERS |= {"population": Population, "adjustment": Adjustment, "salts": Salts}
MAKERS |= {"stretch_trials": StretchTrials, "back_kinds": BackKinds, "walk": Walk}
MAKERS |= {"heat_or_ice": lambda code: HeatOrIce(code, gate="none")}
MAKERS |= {"fact_box": lambda code: FactBox(code, boxes="night_leg_cramp")}
MAKERS |= {"ruler": lambda code: Ruler(code, ["ibuprofen_01", "acetaminophen_02"])}
MAKERS |= {name: lambda code, name=name: Guess(name, code) for name in QUESTIONS}
both = pytest.mark.parametrize("language", LANGUAGES)
every = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def shown(panel):
    return Markup(str(panel.markup()))


# Markup


@pytest.mark.standard("A01")
@every
@both
def test_every_control_has_a_name_and_every_id_is_its_own(make, language):
    found = shown(make(language))
    ids = [one.has["id"] for one in found.elements if "id" in one.has]
    assert found.open == []
    assert found.unnamed() == []
    assert len(ids) == len(set(ids))
    assert {one.has["for"] for one in found.elements if "for" in one.has} <= set(ids)
    assert all(name.startswith("p-") for name in ids)


def test_a_control_without_a_name_is_seen():
    html = '<button></button><input id="a"><label for="b">B</label><label>C<input></label>'
    assert Markup(html).unnamed() == [{}, {"id": "a"}]


@every
@both
def test_a_panel_says_what_it_is_and_whose_numbers_it_shows(make, language):
    panel = make(language)
    found = shown(panel)
    outermost = found.elements[0]
    assert outermost.has["role"] == "group"
    assert outermost.has["data-key"] == panel.key
    assert outermost.has["aria-label"]
    assert "{" not in panel.html
    assert "**" not in panel.html
    for one in found.elements:
        for key in one.has.get("data-row", "").split():
            tables.row(*key.split(":"))
    numbers = [one for one in found.elements if one.kinds & {"reading-seen", "reading-heard"}]
    for one in [*numbers, *found.all("table")]:
        room, _, name = one.has["data-model"].partition(".")
        home = "evidence" if room == "evidence" else "models"
        module = importlib.import_module(f"spasmlab.{home}.{room if home == 'models' else name}")
        assert home == "evidence" or hasattr(module, name)


@every
@both
def test_a_panel_is_a_widget_and_its_html_alike(make, language):
    panel = make(language)
    data, _ = panel._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == panel.model_id
    assert data["text/html"] == panel.html == str(panel.markup())


# The gap


def spark():
    return tables.row("mechanism", "spark_point")["value"]


def emergency(side):
    return tables.row("electrolytes", f"potassium_emergency_{side}")


def urgent(side):
    return tables.row("electrolytes", f"potassium_band_urgent_{side}")


def minus(value):
    return f"{value:.0f}".replace("-", "−")


def resting(level):
    fibre = Parameters()
    return float(resting_potential([fibre.potassium(level), fibre.sodium()], fibre.celsius))


@both
@pytest.mark.parametrize("level", [2.0, 2.5, 2.6, 2.9, 3.0, 3.9, 4.0, 4.1, 5.9, 6.0, 6.4, 6.5, 8.0])
def test_the_first_sentence_is_the_models(language, level):
    found, say = shown(Gap(language, potassium=level)), words("gap", language)
    gap, usual = spark() - resting(level), spark() - resting(4.0)
    names = ["same" if minus(gap) == minus(usual) else "smaller" if gap < usual else "bigger"]
    names += ["urgent"] if level <= urgent("low")["high"] or level >= urgent("high")["low"] else []
    names = ["too_low"] if level <= emergency("low")["high"] else names
    names = ["too_high"] if level >= emergency("high")["low"] else names
    holes = {"potassium": f"{level:.1f}", "gap": minus(gap), "usual": minus(usual)}
    sentence = fill(" ".join(say[name] for name in ("reading", *names)), **holes).replace("**", "")
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == sentence
    (slider,) = (one for one in found.all("input") if one.has["type"] == "range")
    assert STOPS[int(slider.has["value"])] == level
    assert slider.has["aria-valuetext"] == f"{level:.1f} {say['unit_spoken']}"


@both
def test_the_gaps_table_is_the_models(language):
    head, *rows = shown(Gap(language)).rows()
    fibre = Parameters()
    assert head == [
        words("gap", language)[f"head_{n}"] for n in ("potassium", "rest", "only", "gap")
    ]
    assert [row[0] for row in rows] == [f"{half / 2:.1f}" for half in range(4, 17)]
    for level, *cells in rows:
        alone = float(nernst(fibre.potassium(float(level)), fibre.celsius))
        rest = resting(float(level))
        assert cells == [minus(rest), minus(alone), minus(spark() - rest)]


def test_the_gaps_numbers_go_to_the_page_as_little_endian_float32():
    gap = Gap()
    for name in ("stops", "rest_mv", "only_mv"):
        assert len(getattr(gap, name)) == 4 * len(STOPS)
    assert np.frombuffer(gap.stops, "<f4") == pytest.approx(STOPS)
    rest = [resting(level) for level in STOPS.tolist()]
    assert np.frombuffer(gap.rest_mv, "<f4") == pytest.approx(rest, abs=1e-4)
    assert (gap.spark_mv, gap.replies) == (spark(), [])
    assert Gap(after=QUESTIONS[0]).replies == replies(QUESTIONS[0])


# The lab slip


@both
@pytest.mark.parametrize("at", range(len(SLIP_STOPS)))
def test_each_result_is_in_its_rows_band(language, at):
    level, say = float(SLIP_STOPS[at]), words("lab_slip", language)
    rows = tables.load("electrolytes")
    rows = rows[rows["electrolyte"].eq("potassium") & rows["kind"].str.startswith("band_")]
    fits = rows[~(rows["low"].gt(level) | rows["high"].lt(level))]
    (name,) = (kind.split("_")[1] for kind in fits["kind"])
    found = shown(LabSlip(language, potassium=level))
    assert f"band-{name}" in found.kind("band-card").kinds
    assert found.kind("band-word").text == say[name]
    assert found.kind("band-act").text == say[f"say_{name}"]
    assert found.kind("reading-heard").text.endswith(say[f"say_{name}"])
    bands = LabSlip(language).bands  # as the browser finds it
    assert next(one for one in bands if level <= one["to"] + 0.05)["band"] == name


def test_the_bands_go_to_the_page_without_gap_or_infinity():
    bands = LabSlip().bands
    names = ["emergency", "urgent", "ask", "usual", "ask", "urgent", "emergency"]
    assert [one["band"] for one in bands] == names
    assert json.loads(json.dumps(bands, allow_nan=False)) == bands
    assert (bands[0]["from"], bands[-1]["to"]) == (SLIP_STOPS[0], SLIP_STOPS[-1])
    for lower, upper in pairwise(bands):
        assert upper["from"] - lower["to"] == pytest.approx(0.1)


def in_the_browser(slip, group):
    """Return how many of the 100 dots the panel's module draws left of each stop."""
    size = len(PEOPLE), len(SLIP_STOPS)
    dots = np.frombuffer(slip.dots, "<f4").reshape(size)[PEOPLE.index(group)]
    return [int(dots[:i].sum()) for i in range(len(dots))]


@both
@pytest.mark.parametrize("level", [2.0, 3.5, 4.0, 4.3, 7.0])
@pytest.mark.parametrize("group", PEOPLE, ids=lambda group: group.id)
def test_the_first_sentence_is_what_the_module_says_of_these_people(language, group, level):
    slip = LabSlip(language, sex=group.sex, age=str(group.age_low), potassium=level)
    less = in_the_browser(slip, group)[SLIP_STOPS.tolist().index(level)]
    kind = "none_below" if less < 1 else "all_below" if less > 99 else "reading"
    who = next(g for g in slip.groups if (g["sex"], g["age"]) == (group.sex, str(group.age_low)))
    holes = {"group": who["name"], "potassium": f"{level:.1f}", "below": less}
    sentence = fill(words("lab_slip", language)[kind], **holes).replace("**", "")
    assert shown(slip).kind("reading-seen").text.startswith(sentence)


@both
@pytest.mark.parametrize("group", PEOPLE, ids=lambda group: group.id)
def test_the_slips_table_is_that_of_the_people_chosen(language, group):
    say, slip = (
        words("lab_slip", language),
        LabSlip(language, sex=group.sex, age=str(group.age_low)),
    )
    _, *rows = shown(slip).rows()
    assert [row[0] for row in rows] == [f"{half / 2:.1f}" for half in range(4, 15)]
    assert [row[1] for row in rows] == [str(less) for less in in_the_browser(slip, group)[::5]]
    told = [say[f"say_{band_of(level, BANDS).name}"] for level in SLIP_STOPS[::5]]
    assert [row[2] for row in rows] == told


@pytest.mark.parametrize("group", PEOPLE, ids=lambda group: group.id)
def test_those_below_a_result_are_the_surveys_to_half_a_person(group):
    rows = tables.load("potassium_distribution")
    rows = rows[rows["sex"].eq(group.sex) & rows["age_low"].eq(group.age_low)]
    below = group.below(SLIP_STOPS)
    shares = [rows.loc[rows["level"] < stop - 0.05, "percent"].sum() for stop in SLIP_STOPS[1:]]
    assert below[0] == 0
    assert below[1:] == pytest.approx(shares, abs=0.52)  # shares add up to 100 within 0.02
    assert np.all(np.diff(below) >= 0)


def test_people_past_the_stops_stand_at_the_ends():
    few = SLIP_STOPS.tolist().index(3.9)
    for group in PEOPLE:
        wide = group.people(SLIP_STOPS)
        ends = [wide[: few + 1].sum(), wide[few + 1], wide[few + 2 :].sum()]
        assert group.people(SLIP_STOPS[few : few + 3]).tolist() == ends


@pytest.mark.standard("I01")
def test_each_group_is_100_people_at_their_own_levels():
    slip = LabSlip()
    size = len(PEOPLE), len(SLIP_STOPS)
    dots = np.frombuffer(slip.dots, "<f4").reshape(size)
    below = np.frombuffer(slip.below, "<f4").reshape(size)
    assert len(slip.groups) == len(PEOPLE) == 14
    assert dots.sum(axis=1).tolist() == [100] * len(PEOPLE)
    assert np.all(dots == np.round(dots))
    assert dots.min() == 0
    assert np.array_equal(below, np.cumsum(dots, axis=1) - dots)
