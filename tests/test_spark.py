"""One spark: the sweep against the fibre itself, and what the panel says of every outcome."""

from dataclasses import replace

import numpy as np
import pytest
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.evidence.electrolytes import band_of, potassium_bands, potassium_danger
from spasmlab.models import fibre
from spasmlab.panels import Spark
from spasmlab.panels.markup import fill, number
from spasmlab.sweeps import spark as sweep
from spasmlab.sweeps.spark import PUSHES, STOPS, USUAL, spark, times
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
TRAVELS = tables.row("mechanism", "spark_spreads_above")["value"]


def at(level, push):
    return STOPS.tolist().index(level), list(PUSHES).index(push)


def outcome(level, push):
    where = at(level, push)
    if not spark()["fired"][where]:
        return "quiet"
    peak = spark()["peak_mv"][where]
    return "spark" if peak > 0 else "faint" if peak > TRAVELS else "weak"


# The sweep


@pytest.mark.parametrize(("level", "push"), [(3.0, "big"), (4.0, "middle"), (9.5, "small")])
def test_a_trace_is_the_models_own(level, push):
    usual = replace(fibre.Parameters(), potassium_outside=USUAL)
    enough = fibre.spark_point(usual, width_ms=sweep.PUSH_MS).strength
    pulses = fibre.Pulses((2.0,), width_ms=0.5, strength=PUSHES[push] * enough)
    run = fibre.run(pulses, 22.0, every_ms=0.05, parameters=replace(usual, potassium_outside=level))
    found = spark()["millivolts"][at(level, push)]
    assert found.shape == times().shape
    assert times()[-1] == pytest.approx(22.0)
    assert np.interp(times(), run.ms, run.sarcolemma_mv) == pytest.approx(found, abs=0.02)
    assert spark()["peak_mv"][at(level, push)] == pytest.approx(run.sarcolemma_mv.max(), abs=0.01)


def test_pushes_do_what_their_names_say_at_the_usual_level():
    assert [outcome(USUAL, push) for push in PUSHES] == ["quiet", "spark", "spark"]


def test_it_fires_too_easily_and_then_fails_as_potassium_rises():
    small = [outcome(level, "small") for level in STOPS.tolist()]
    assert small[at(6.5, "small")[0]] == "spark"
    assert outcome(3.0, "middle") == "quiet"
    assert {outcome(13.0, push) for push in PUSHES} <= {"quiet", "weak"}
    assert outcome(13.0, "big") == "weak"


def test_the_top_of_a_big_pushs_spark_falls_as_potassium_rises_past_the_usual():
    peaks = spark()["peak_mv"][at(USUAL, "big")[0] :, 2]
    assert np.all(np.diff(peaks) < 0)


def test_a_fibre_that_did_not_fire_never_rose_past_its_push():
    answers = spark()
    quiet = answers["fired"] == 0
    assert quiet.any()
    assert answers["peak_mv"][quiet].max() < TRAVELS - 10
    assert answers["peak_mv"][~quiet].min() > -40


@pytest.mark.parametrize("level", [3.5, 4.5, 5.5, 6.5])
def test_the_rows_of_the_spark_point_are_the_models(level):
    point = fibre.spark_point(replace(fibre.Parameters(), potassium_outside=level)).millivolts
    row = tables.row("mechanism", f"spark_point_k_{str(level).replace('.', '_')}")
    assert row["value"] == round(point)
    shown = tables.row("mechanism", "spark_point")
    assert shown["low"] <= round(point) <= shown["high"]
    assert level != 4.5 or shown["value"] == round(point)


# The panel


@both
@pytest.mark.parametrize("push", PUSHES)
@pytest.mark.parametrize("level", STOPS.tolist()[::2])
def test_the_sentence_says_what_happened_and_what_it_means(language, level, push):
    say, now, usual = words("spark", language), outcome(level, push), outcome(USUAL, push)
    below = [outcome(stop, push) for stop in STOPS.tolist() if stop < level]
    said = [say[now]]
    if now in ("faint", "weak") or (now == "quiet" and {*below} - {"quiet"}):
        said += [say["fails"]]
    elif now != usual:
        said += [say["harder" if now == "quiet" else "easier"]]
    asked = band_of(level, potassium_bands()).name == "ask"
    if danger := potassium_danger([level])[0] or ("ask" if asked else ""):
        said = [say[danger], *said]
    shown = Markup(str(Spark(language, potassium=level, push=push).markup()))
    wanted = fill(" ".join(said), potassium=f"{level:.1f}").replace("**", "")
    assert shown.kind("reading-seen").text == shown.kind("reading-heard").text == wanted


@both
def test_the_table_holds_every_outcome(language):
    say = words("spark", language)
    head, *rows = Markup(str(Spark(language).markup())).rows()
    assert head == [say["head_potassium"], *(say[f"head_{push}"] for push in PUSHES)]
    assert [row[0] for row in rows] == [f"{level:.1f}" for level in STOPS[::2]]
    for level, *cells in rows:
        for push, cell in zip(PUSHES, cells, strict=True):
            peak = number(spark()["peak_mv"][at(float(level), push)])
            kind = outcome(float(level), push)
            assert cell == fill(say[f"cell_{kind}"], peak=peak)


@pytest.mark.parametrize("push", PUSHES)
def test_danger_is_said_first_and_no_level_that_jams_sounds_calm(push):
    says = {level: Spark(potassium=level, push=push).says for level in STOPS.tolist()}
    for level, sentences in says.items():
        said = sentences[at(level, push)[0]][at(level, push)[1]]
        assert (said[0] == "too_high") == (level >= 6.5)
        assert said[0] != "ask" or level in (3.0, 5.5) or potassium_danger([level]) == [""]
        assert level < 11 or "fails" in said
    assert says[4.0][at(4.0, push)[0]][0][0] != "ask"


@pytest.mark.parametrize(
    ("asked", "kept"), [(0, 3.0), (99, 13.0), (float("nan"), 4.0), (float("inf"), 4.0), (5.5, 5.5)]
)
def test_potassium_is_clipped_to_the_slider(asked, kept):
    assert Spark(potassium=asked).potassium == kept


def test_an_unknown_push_is_refused():
    with pytest.raises(Exception, match="push"):
        Spark(push="enormous")


def test_the_traces_go_to_the_page_as_little_endian_float32():
    panel = Spark()
    sent = np.frombuffer(panel.millivolts, "<f4").reshape(len(STOPS), len(PUSHES), -1)
    assert np.array_equal(sent, spark()["millivolts"])
    assert np.frombuffer(panel.ms, "<f4") == pytest.approx(times())
    assert panel.travels_mv == TRAVELS
