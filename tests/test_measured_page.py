"""Model beside measurement, on the page: the table, the count, the picture, and the prose."""

import contextlib
import io
import math
import re
from dataclasses import replace

import nbformat
import pandas as pd
import pytest
from tests.markup import Markup
from tests.test_measured import CHECKED, row

from spasmlab.evidence import tables
from spasmlab.models import fibre
from spasmlab.panels.muscle import measured as panel
from spasmlab.panels.muscle.measured import KINDS, Measured, shown, strip
from spasmlab.paths import NOTEBOOKS
from spasmlab.sweeps.measured import ANSWERS, CANNOT, MODELS, measured
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each_model = pytest.mark.parametrize("model", MODELS)
PAGES = {code: NOTEBOOKS / ("" if code == "en" else code) / "models.ipynb" for code in LANGUAGES}


def markup(language, model=None):
    return Markup(Measured(language, model)._repr_html_())


def by_hand(model=None):
    """Return hits and tries, counted from the table itself."""
    found, hits, tries = measured(), 0, 0
    for _, one in CHECKED.iterrows():
        ours = found.get(one["id"])
        if ours is None or pd.isna(one["low"]) or ANSWERS[one["id"]].fitted:
            continue
        if one["kind"] == "authors_model":
            continue
        if model in (None, one["model"]):
            tries += 1
            hits += one["low"] <= ours <= one["high"]
    return hits, tries


# The panel


@both
@pytest.mark.parametrize("model", [None, *MODELS])
def test_the_sentence_counts_what_the_table_holds(language, model):
    hits, tries = by_hand(model)
    say = words("measured", language)["summary"].replace("**", "")
    sentence = markup(language, model).all("p")[0].text
    assert sentence.startswith(say.format(inside=hits, ranged=tries))


@both
@each_model
def test_a_table_has_a_row_a_measurement_and_cites_it(language, model):
    found = markup(language, model)
    rows = [one for one in found.all("tr") if "data-row" in one.has]
    assert [one.has["data-row"] for one in rows] == [
        f"measurements:{name}" for name in CHECKED.query("model == @model")["id"]
    ]
    assert all(one.has["data-model"].startswith(f"{model}.") for one in rows)
    assert found.open == []
    assert found.all("table")[0].has["data-model"] == MODELS[model]
    assert "{" not in found.html
    assert "**" not in found.html
    assert "nan" not in {one.text for one in found.all("td")}


@both
def test_what_is_not_in_the_model_says_why_and_shows_no_number(language):
    say = words("measured", language)
    head, *rows = markup(language, "crossbridge").rows()
    assert head[1] == say["head_measured"]
    for cells, name in zip(rows, shown("crossbridge")["id"], strict=True):
        assert cells[2] == "–"
        assert cells[3] == say["absent"].format(reason=say["reasons"][CANNOT[name]])
        assert cells[4] == ""


@both
def test_what_was_read_off_a_picture_or_quoted_is_marked(language):
    marks = words("measured", language)["marks"]
    for mark, column in (("partial", "verification"), ("secondary", "verification")):
        names = set(CHECKED[CHECKED[column].eq(mark)]["id"])
        assert names
        for name in names:
            model = tables.row("measurements", name)["model"]
            (mine,) = (
                one
                for one in markup(language, model).all("tr")
                if one.has.get("data-row") == f"measurements:{name}"
            )
            assert marks[mark] in mine.text


def test_what_nobody_could_check_is_not_shown(monkeypatch):
    table = tables.load("measurements")
    table.loc[table["id"].eq("fibre_peak_k_4"), "verification"] = "unverified"
    monkeypatch.setattr(panel.tables, "load", lambda name: table)
    assert "fibre_peak_k_4" not in set(shown("fibre")["id"])
    assert "fibre_peak_k_9" in set(shown("fibre")["id"])


@both
def test_the_overview_adds_up(language):
    _, *rows, total = markup(language).rows()
    assert [row[0] for row in rows] == [
        words("measured", language)["names"][model] for model in MODELS
    ]
    sums = [sum(int(row[at]) for row in rows) for at in range(1, len(KINDS) + 1)]
    assert [int(cell) for cell in total[1:]] == sums
    assert sum(sums) == len(CHECKED)


@each_model
def test_links_lead_to_the_source_and_say_whose_it_is(model):
    for link in markup("en", model).all("a"):
        assert link.has["href"].startswith("https://")
        assert re.search(r"\w{3}", link.text)
    assert "No source here" not in markup("en", model).html


def test_the_picture_is_hidden_from_listeners_and_needs_no_colour():
    found = Markup(str(strip(row(), 9.0)))
    assert found.elements[0].has["aria-hidden"] == "true"
    painted = {one.has.get(name) for one in found.elements for name in ("fill", "stroke")}
    assert painted == {None, "currentColor"}
    assert not any("style" in one.has for one in found.elements)


def test_the_picture_is_in_order():
    found = Markup(str(strip(row(), 9.0)))
    (bar,), (dot,) = found.all("rect"), found.all("circle")
    ours = float(re.match(r"M([\d.]+) ", found.all("path")[-1].has["d"])[1])
    left, right = float(bar.has["x"]), float(bar.has["x"]) + float(bar.has["width"])
    assert left < float(dot.has["cx"]) < right < ours <= panel.WIDE
    alone = Markup(str(strip(row(low=math.nan, high=math.nan), 6.0)))
    assert alone.all("rect") == []
    assert float(alone.all("circle")[0].has["cx"]) == panel.WIDE / 2


def test_an_unknown_model_is_refused_by_name():
    with pytest.raises(ValueError, match=r"model must be one of cramp, .*, got 'brain'"):
        Measured("en", "brain")


# The page


@both
def test_the_page_has_every_model_in_order(language):
    page = nbformat.read(PAGES[language], as_version=4)
    called = re.findall(r'Measured\(language, "(\w+)"\)', "\n".join(c.source for c in page.cells))
    assert called == list(MODELS)


@both
def test_the_prose_gives_the_rows_own_numbers(language):
    page = nbformat.read(PAGES[language], as_version=4)
    text = "\n".join(cell.source for cell in page.cells)
    cited = re.findall(r'data-row="(\w+):(\w+)">(.+?)<', text)
    assert len(cited) > 15
    for table, name, said in cited:
        assert abs(float(said.replace("−", "-"))) == abs(tables.row(table, name)["value"]), name


def test_what_the_prose_says_of_the_models_is_so():
    # Each of these is a phrase of the page, in both languages.
    ours = measured()
    theirs = {name: tables.row("measurements", name)["value"] for name in ours}
    hits, tries = by_hand()
    each = [by_hand(model) for model in MODELS]
    assert hits < tries / 2
    assert sum(hit < tried / 2 for hit, tried in each) > len(each) / 2
    edge = tables.row("measurements", "cramp_threshold_intact")["high"]
    assert ours["cramp_threshold_intact"] == edge
    for name in ("motoneuron_rate_cramp", "pool_rate_soleus"):
        assert ours[name] / theirs[name] == pytest.approx(3, abs=0.15)
    assert ours["emg_mean_frequency"] > 2 * theirs["emg_mean_frequency"]
    assert ours["fibre_peak_k_4"] > 6 * theirs["fibre_peak_k_4"]
    assert ours["fibre_authors_two_rests"] == pytest.approx(3.5, abs=0.05)
    assert ours["contraction_rise_human_soleus"] < theirs["contraction_rise_human_soleus"] / 2
    calcium = [ours[f"contraction_calcium_{name}_slow"] for name in ("peak", "width")]
    assert calcium == pytest.approx([3 * 9.4, 10 * 7.7], rel=0.06)
    assert ours["fibre_fast_calcium_width"] == pytest.approx(4.9 / 4, rel=0.06)
    assert ours["fibre_fast_twitch_k_10"] == -100
    for fat in ("thin", "middle", "thick"):
        assert abs(ours[f"heat_ice_{fat}_1cm"] - theirs[f"heat_ice_{fat}_1cm"]) < 2
    assert ours["heat_ice_thin_3cm"] == pytest.approx(theirs["heat_ice_thin_3cm"] / 3, rel=0.03)
    off = [ours[name] - theirs[name] for name in ("sweat_water_6h", "sweat_water_3h")]
    assert off == pytest.approx([-1.6, 2.4], abs=0.06)


def test_at_9_the_top_of_a_spark_hangs_on_the_push():
    level = replace(fibre.Parameters(), potassium_outside=9.0)
    enough = fibre.spark_point(level, width_ms=25.0).strength
    pushes = [fibre.Pulses((2.0,)), fibre.Pulses((2.0,), width_ms=25.0, strength=1.01 * enough)]
    tops = [fibre.run(push, 40.0, 0.02, level).sarcolemma_mv.max() for push in pushes]
    assert tops[0] - tops[1] > 10


def test_the_example_at_the_end_runs():
    page = nbformat.read(PAGES["en"], as_version=4)
    (example,) = re.findall(r"```python\n(.+?)```", page.cells[-1].source, flags=re.S)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(example, {})
    top, ours = map(float, said.getvalue().split())
    assert top != ours
    assert abs(top - ours) < 15
