"""A real recording beside the model: the sweep against its models, the panel against the table."""

import re

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.models import emg, pool
from spasmlab.panels import Recording, Signal
from spasmlab.panels.muscle.recording import KINDS, PULLS_ABOVE, outline
from spasmlab.sweeps.recording import BURSTS, PUSHES, RECORDING, recording, seconds
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
kinds = pytest.mark.parametrize("kind", KINDS)
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bcommon|\braro|\bcomún|\bsafe\b|\bsegur[oa]|%"


def rows(name):
    table = tables.load("recording_envelopes")
    return table[table["recording"].eq(name)]


def shown(language="en", **traits):
    return Markup(str(Recording(language, **traits).markup()))


def pulling(at):
    """Return whether a time in s lies within a burst."""
    return np.any([(at >= begin) & (at < end) for begin, end in BURSTS], axis=0)


# The model's outline


@pytest.mark.parametrize("push", PUSHES)
def test_an_outline_is_the_models_own(push):
    ms = np.arange(3350.0)
    course = np.zeros(3350)
    for begin, end in BURSTS:
        rise, fall = (ms / 1000 - begin + 0.1) / 0.2, (end - ms / 1000) / 0.05
        course = np.maximum(course, np.clip(np.minimum(rise, fall), 0, 1))
    skin = emg.surface(pool.spike_trains(PUSHES[push] * course, 1.0, 1), 3350.0, 0.5)
    skin = skin - skin.mean()
    wanted = [np.sqrt(np.mean(skin[k : k + 100] ** 2)) for k in range(0, 6700, 100)]
    assert recording()[push] == pytest.approx(np.array(wanted), abs=1e-6)


def test_it_pulls_when_the_real_muscle_did_and_at_no_other_time():
    real = rows("surface_bursts")
    assert seconds() == pytest.approx(real["time_s"].to_numpy(float))
    loud = 1000 * real["rms"].to_numpy(float) > PULLS_ABOVE
    assert np.array_equal(loud, pulling(seconds()))
    apart = (seconds()[:, None] < np.array(BURSTS)[:, 0] - 0.11) | (
        seconds()[:, None] > np.array(BURSTS)[:, 1] + 0.05
    )
    for row in recording().values():
        assert row[apart.all(axis=1)] == pytest.approx(0, abs=1e-4)


def test_rest_and_pull_of_the_real_muscle_lie_apart():
    real = 1000 * rows("surface_bursts")["rms"].to_numpy(float)
    assert not np.any((real > 13) & (real < 19))
    assert 13 < PULLS_ABOVE < 19


def test_the_harder_it_pulls_the_larger_it_is_and_all_out_it_is_of_the_real_ones_size():
    within = pulling(seconds())
    sizes = [row[within].mean() for row in recording().values()]
    assert sizes == sorted(sizes)
    real = rows("surface_bursts")["rms"].to_numpy(float)[within].mean()
    assert real / 1.5 < sizes[-1] < 1.5 * real
    assert sizes[0] < real / 3
    assert sum(one.nbytes for one in RECORDING.read().values()) < 1000


# The panel


@kinds
def test_the_page_gets_the_tables_outline(kind):
    panel = Recording(kind=kind)
    real = [1000 * rows(name)["rms"].to_numpy(float) for name in KINDS[kind][0]]
    assert np.frombuffer(panel.above, "<f4") == pytest.approx(real[0], rel=1e-6)
    assert outline(KINDS[kind][0][0]).dtype == np.float32
    middle = rows(KINDS[kind][0][-1])["time_s"].to_numpy(float)
    assert np.array(panel.stops) + 0.025 == pytest.approx(middle, abs=1e-6)
    below = np.frombuffer(panel.below, "<f4")
    if kind == "needle":
        assert below == pytest.approx(real[1], rel=1e-6)
    else:
        assert below == pytest.approx(1000 * np.concatenate([*recording().values()]), rel=1e-6)


@both
@pytest.mark.parametrize("push", PUSHES)
@pytest.mark.parametrize("moment", [0.0, 0.7, 1.65, 3.3])
def test_the_sentence_tells_rest_from_pull_with_both_numbers(language, push, moment):
    panel = Recording(language, push=push, moment=moment)
    real = 1000 * rows("surface_bursts")["rms"].to_numpy(float)
    at = round(moment / 0.05)
    rest = np.median(real[real < PULLS_ABOVE])
    say = words("recording", language)["surface"]
    model = 1000 * float(recording()[push][at])
    holes = {"above": f"{real[at] / rest:.0f}", "below": f"{model / rest:.0f}"}
    wanted = say["pulling" if moment in (0.7, 1.65) else "resting"]
    wanted = wanted.format(**holes).replace("**", "")
    found = Markup(str(panel.markup()))
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == wanted


@both
def test_the_needles_sentence_ends_the_first_recording_where_it_ends(language):
    say = words("recording", language)["needle"]
    last = len(rows("needle_healthy")) - 1
    for at, name in ((last, "both"), (last + 1, "one")):
        healthy, ill = (
            1000 * rows(one)["rms"].to_numpy(float)
            for one in ("needle_healthy", "needle_neuropathy")
        )
        above = f"{healthy[at]:.0f}" if name == "both" else ""
        wanted = say[name].format(above=above, below=f"{ill[at]:.0f}").replace("**", "")
        found = shown(language, kind="needle", moment=0.05 * at)
        assert found.kind("reading-seen").text == wanted


@both
@kinds
def test_what_is_real_is_labelled_with_what_is_known_of_it(language, kind):
    found = shown(language, kind=kind)
    for name in KINDS[kind][0]:
        row = tables.row("recordings", name)
        (told,) = (
            one for one in found.all("li") if one.has.get("data-row") == f"recordings:{name}"
        )
        assert row["licence"] in told.text
        (link,) = (one for one in found.all("a") if told in one.within)
        assert link.has["href"].endswith(tables.row("sources", row["source"])["doi"])
        assert any(one.has.get("data-row") == f"recordings:{name}" for one in found.all("figure"))
    text = " ".join([one.text for one in found.all("li")] + [found.kind("recording-note").text])
    never = {"en": ("never typical", "cramp"), "es": ("nunca lo típico", "calambre")}
    assert [one for one in never[language] if one not in text] == []
    if kind == "surface":  # nobody says whose it is, so the panel must not
        assert set(tables.row("recordings", "surface_bursts")[["muscle", "person"]]) == {
            "not stated"
        }
        assert not re.search(r"(?i)\b(arm|leg|healthy|calf|brazo|pierna|sana)\b", found.html)


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
@kinds
def test_the_markup_is_whole(language, kind):
    found = shown(language, kind=kind, key="mine")
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert "{" not in found.html
    assert "**" not in found.html
    assert 1 <= len([one for one in found.elements if "data-control" in one.has]) <= 3
    assert len({one.has["id"] for one in found.elements if "id" in one.has}) == len(
        [one for one in found.elements if "id" in one.has]
    )
    head, *lines = found.rows()
    assert len(head) == (5 if kind == "surface" else 3)
    assert {len(line) for line in lines} == {len(head)}


@both
@kinds
def test_every_number_is_a_rows_or_the_models(language, kind):
    assert untraced(Recording(language, kind=kind, moment=1.65).html) == []
    assert untraced(Signal(language, kind="cramp", moment=4.0).html) == []


def test_two_on_a_page_have_names_of_their_own():
    assert Recording().key != Recording(kind="needle").key


@pytest.mark.parametrize(("asked", "kept"), [(-1, 0.0), (99, 3.3), (float("nan"), 0.0), (0.7, 0.7)])
def test_a_moment_stays_on_the_slider(asked, kept):
    panel = Recording(moment=1.0)
    panel.set_state({"moment": asked})  # what a message from a browser calls
    assert panel.moment == Recording(moment=asked).moment == kept


def test_what_is_unknown_is_refused_by_name():
    with pytest.raises(ValueError, match="kind must be one of surface, needle, got 'skin'"):
        Recording(kind="skin")
    with pytest.raises(Exception, match="push"):
        Recording(push="enormous")


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    say = words("recording", language)["surface"]
    names = ("how", "resting", "pulling", "means", "surface_bursts", "note")
    plain = "\n".join(re.sub(r"\{\w+\}", "30", say[name]).replace("**", "") for name in names)
    assert not re.search(BAD, plain)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
