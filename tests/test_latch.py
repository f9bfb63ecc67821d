"""The panel of the latch: what it says and draws at every rate, against the model's own answers."""

import math
import re

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, sentences
from tests.readability import words as words_of

from spasmlab.models import contraction
from spasmlab.panels.muscle import latch_drawing
from spasmlab.panels.muscle.latch import STRIDE, Latch
from spasmlab.sweeps.latch import RATES, TRAIN, latch, times
from spasmlab.text import LANGUAGES, words

draw = np.random.default_rng(11)
both = pytest.mark.parametrize("language", LANGUAGES)
rates = pytest.mark.parametrize("rate", RATES.tolist())
KINDS = {1: "single", **dict.fromkeys((2, 3, 4, 5), "apart")}
KINDS |= dict.fromkeys((6, 8, 10, 12, 15), "shaky") | dict.fromkeys((20, 30, 45, 60), "smooth")
NOT_SAID = ("file_", "head_", "chart_about")


def shown(panel):
    return Markup(str(panel.markup()))


def trace(rate, name):
    return latch()[name][RATES.tolist().index(rate)]


def between_pulses(rate, name):
    """The lowest value between the last two pulses of a train."""
    gap = 1000 / rate
    last = (round(rate * TRAIN / 1000) - 1) * gap
    inside = (times() > last - 0.7 * gap) & (times() <= last)
    return trace(rate, name)[inside].min()


# The sentence


@both
@rates
def test_the_sentence_is_that_of_the_rate_with_the_models_own_pull(language, rate):
    train = 300 + np.arange(rate) * 1000 / rate
    own = contraction.run(train, 1800, every_ms=5).activation.max()
    say = words("latch", language)
    holes = {"rate": f"{rate:.0f}", "pull": f"{100 * own:.0f}"}
    wanted = f"{say[KINDS[rate]]} {say['lets_go']}".format(**holes).replace("**", "")
    found = shown(Latch(language, rate=rate))
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == wanted


@rates
def test_what_the_sentence_claims_the_model_does(rate):
    kind, top = KINDS[rate], trace(rate, "activation").max()
    if kind == "apart":  # each pull stands alone: the muscle has let go before the next
        assert between_pulses(rate, "activation") < 0.1 * top
    if kind == "shaky":  # the next puff comes before the last has cleared
        assert between_pulses(rate, "calcium") > 0.2
        assert 0.05 < latch()["ripple"][RATES.tolist().index(rate)] < 0.9
    if kind == "smooth":
        assert between_pulses(rate, "calcium") > 0.65
        assert latch()["ripple"][RATES.tolist().index(rate)] < 0.05
    for name in ("calcium", "activation"):  # pumps clear the calcium, and the muscle lets go
        assert trace(rate, name)[-1] < 0.05


def test_the_table_is_the_models():
    _, *rows = shown(Latch()).rows()
    assert [float(row[0]) for row in rows] == RATES.tolist()
    for rate, calcium, pull, ripple in ([float(cell) for cell in row] for row in rows):
        own = contraction.fusion(rate)
        assert calcium == pytest.approx(trace(rate, "calcium").max(), abs=0.0051)
        assert pull == pytest.approx(100 * trace(rate, "activation").max(), abs=0.51)
        assert ripple == pytest.approx(100 * own.ripple, abs=0.51)


def test_the_page_gets_every_trace():
    panel = Latch()
    for name, own in {"calcium": "calcium", "pull": "activation"}.items():
        sent = np.frombuffer(getattr(panel, name), "<f4").reshape(len(RATES), len(times()))
        assert sent / (100 if name == "pull" else 1) == pytest.approx(latch()[own], abs=1e-6)
    assert len(panel.calcium) + len(panel.pull) < 40_000
    assert np.frombuffer(panel.ms, "<f4").tolist() == times().tolist()
    assert (len(times()) - 1) % STRIDE == 0  # the last step is the last sample


# The drawing


def drawn(found):
    """Return the turns of the dots of calcium, the grabbing heads and the open latches drawn."""
    places = [one for one in found.elements if "data-turn" in one.has]
    turns = {"dots": set(), "heads": set(), "open": set()}
    for place in places:
        inside = [one for one in found.elements if place in one.within and "is-on" in one.kinds]
        turn = int(place.has["data-turn"])
        turns["dots"] |= {turn} if any("calcium" in one.kinds for one in inside) else set()
        turns["heads"] |= {turn} if any("head" in one.kinds for one in inside) else set()
        turns["open"] |= {turn} if "is-on" in place.kinds else set()
    return turns


@pytest.mark.parametrize("rate", draw.choice(RATES, 5, replace=False).tolist())
def test_the_drawing_counts_calcium_and_pull_out_of_eight_in_order(rate):
    for stop in draw.choice(len(times()) // STRIDE, 6, replace=False).tolist():
        calcium, pull = (trace(rate, name)[STRIDE * stop] for name in ("calcium", "activation"))
        turns = drawn(shown(Latch(rate=rate, moment=times()[STRIDE * stop])))
        dots, heads = (min(8, math.floor(8 * share + 0.5)) for share in (calcium, pull))
        assert turns["dots"] == set(range(dots))
        assert turns["heads"] == set(range(heads))
        assert turns["open"] == turns["dots"] | turns["heads"]  # none grabs at a shut latch


@pytest.mark.parametrize(
    ("calcium", "pull", "state"),
    [
        (0.0, 0.0, "shut"),
        (0.06, 0.06, "shut"),
        (0.07, 0.0, "opening"),
        (1.2, 0.0, "opening"),
        (0.5, 0.07, "grabbing"),
        (1.2, 0.98, "grabbing"),
        (0.06, 0.5, "letting_go"),
    ],
)
def test_the_words_below_the_drawing_are_what_it_shows(calcium, pull, state):
    assert latch_drawing.state(calcium, pull) == state
    turns = drawn(Markup(str(latch_drawing.latch("", ("", "", ""), calcium, pull))))
    expected = {"shut": (0, 0), "opening": (1, 0), "grabbing": (1, 1), "letting_go": (0, 1)}[state]
    assert (bool(turns["dots"]), bool(turns["heads"])) == expected


@both
def test_what_is_drawn_is_called_a_drawing_and_whose_muscle_it_is_is_said(language):
    found = shown(Latch(language))
    assert {"en": "drawing", "es": "dibujo"}[language] in found.all("figcaption")[0].text
    assert {"en": " cat", "es": " gato"}[language] in found.kind("latch-note").text
    assert len([one for one in found.elements if one.has.get("role") == "img"]) == 1


# What a visitor may send, and read


@pytest.mark.parametrize(
    ("sent", "kept"), [(math.nan, 5.0), (math.inf, 5.0), (1e9, 60.0), (-3, 1.0), (9.0, 9.0)]
)
def test_a_rate_stays_on_the_slider(sent, kept):
    panel = Latch(rate=2)
    panel.set_state({"rate": sent})  # what a message from a browser calls
    assert panel.rate == kept
    assert "nan" not in str(panel.markup())


@pytest.mark.parametrize(("sent", "kept"), [(math.nan, 0.0), (1e9, 1500.0), (-1e9, -50.0)])
def test_a_moment_stays_on_the_axis(sent, kept):
    panel = Latch()
    panel.set_state({"moment": sent})
    assert panel.moment == kept
    field = next(one for one in shown(panel).all("input") if one.has.get("id") == "p-latch-moment")
    assert float(field.has["max"]) >= float(field.has["value"]) >= 0


@pytest.mark.standard("L01")
def test_the_english_is_plain():
    said = [text for name, text in strings("latch") if not name.startswith(NOT_SAID)]
    assert grade("\n".join(said)) <= 6
    assert [s for text in said for s in sentences(text) if len(words_of(s)) > 20] == []
    assert [text for text in said if re.search(r"(?i)%|\b1 in \d|\brare|\bsafe\b", text)] == []


def strings(name):
    return [(key, text) for key, text in words(name).items() if isinstance(text, str)]
