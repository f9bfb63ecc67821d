"""Follow the signal: the sweep against its models, and what the panel shows at each moment."""

import re

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.models import cramp, emg
from spasmlab.panels import Signal
from spasmlab.panels.guess import replies
from spasmlab.panels.muscle.signal import PRESETS, STOPS
from spasmlab.panels.muscle.signal_drawing import BEADS, HEEL, MUSCLE, NERVE, along
from spasmlab.sweeps.signal import KINDS, SIGNAL, seconds, signal
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
kinds = pytest.mark.parametrize("kind", KINDS)
BEGINS, ENDS = 1.0, 2.5  # s, the command
ORDER = "bcmp"  # brain, cord, muscle, pull; the nerve lies between c and m
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bcommon|\braro|\bcomún|\bsafe\b|\bsegur[oa]|%"


def own(kind, seed=1):
    """Run the loop beside the sweep: the same command, written another way."""
    ms = np.arange(0, 6000, 2.0)
    command = np.minimum((ms - 1000) / 300, 1).clip(0) * (ms < 2500)
    return cramp.run(18.0 * command, KINDS[kind], 2.0, seed)


def states(kind):
    found = Signal().states[kind]
    return [
        dict(zip(found, row, strict=True), at=stop)
        for stop, row in zip(STOPS.tolist(), zip(*found.values(), strict=True), strict=True)
    ]


def shown(language="en", **traits):
    return Markup(Signal(language, **traits).html)


# The sweep


@kinds
def test_a_course_is_the_models_own(kind):
    trace, course = own(kind), signal()[kind]
    pull = np.interp(seconds() * 1000, trace.ms, trace.force)
    assert pull == pytest.approx(course.pull, abs=1e-4)
    assert trace.firing_hz[9::10] == pytest.approx(course.firing_hz, abs=1e-3)
    every = np.sort(np.concatenate(trace.spikes)) // 5
    assert np.array_equal(np.repeat(np.arange(1200), course.spikes.astype(int)), every)


@kinds
def test_the_signal_is_the_skins_of_the_same_spikes_on_one_scale(kind):
    skins = {one: emg.surface(own(one).spikes, 6000, 0.5) for one in KINDS}
    greatest = max(abs(skin).max() for skin in skins.values())
    course, bins = signal()[kind], skins[kind].reshape(600, 20) / greatest
    assert course.high == pytest.approx(bins.max(axis=1), abs=1e-5)
    assert course.low == pytest.approx(bins.min(axis=1), abs=1e-5)
    assert max(one.size.max() for one in signal().values()) == pytest.approx(1)
    roots = {one: np.sqrt(np.mean(skin[3200:4800] ** 2)) for one, skin in skins.items()}
    told = {one: found.size[80:120].mean() for one, found in signal().items()}  # 1.6 to 2.4 s
    assert told["normal"] / told["cramp"] == pytest.approx(
        roots["normal"] / roots["cramp"], rel=0.05
    )


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_chance_does_not_decide_which_ends(seed):
    late = {kind: own(kind, seed) for kind in KINDS}
    assert all(spikes.max() < 2510 for spikes in late["normal"].spikes)
    assert late["normal"].force[-1000:].max() < 0.01
    assert np.all(late["cramp"].firing_hz[-1000:] > 10)
    assert np.all(late["cramp"].force[-1000:] > 0.2)
    assert 30 < late["normal"].firing_hz[650:1240].mean() < 38, "faster than people's do"


def test_a_page_can_carry_it():
    panel = Signal()
    sent = (panel.seconds, panel.size, panel.pull, panel.firing, panel.low, panel.high)
    assert sum(map(len, sent)) < 20_000 < sum(one.nbytes for one in SIGNAL.read().values()) < 30_000
    pull = np.frombuffer(panel.pull, "<f4").reshape(2, -1)
    assert np.array_equal(pull, np.stack([one.pull for one in signal().values()]))


# What is lit


@kinds
def test_the_places_light_in_the_order_the_signal_takes(kind):
    found, first = states(kind), {}
    for at, one in enumerate(found):
        for letter in one["on"]:
            first.setdefault(letter, at)
        if "1" in one["beads"] or "2" in one["beads"]:
            first.setdefault("nerve", at)
    reached = [first[letter] for letter in ORDER]
    assert reached == sorted(set(reached))
    assert first["c"] <= first["nerve"] < first["m"]
    assert all(not one["on"] and one["beads"] == "0" * BEADS for one in found if one["at"] < 1)
    fronts = [len(one["beads"].rstrip("0")) for one in found if 1 <= one["at"] < 2.5]
    assert fronts == sorted(fronts)
    assert fronts[-1] == BEADS


@kinds
def test_a_bead_is_lit_when_the_cord_fired_as_long_ago_as_it_lies_far(kind):
    every = np.sort(np.concatenate(own(kind).spikes))
    for one in states(kind):
        for bead, lit in enumerate(one["beads"]):
            last = round(one["at"] * 1000) - 5 * bead
            assert (lit != "0") == np.any((every >= last - 25) & (every < last)), one
        assert ("c" in one["on"]) == (one["beads"][0] != "0")
        assert ("m" in one["on"]) == (one["beads"][-1] != "0")
        assert ("b" in one["on"]) == (BEGINS <= one["at"] < ENDS)


def test_a_normal_pull_ends_with_its_command_and_a_cramp_does_not():
    normal, held = states("normal"), states("cramp")
    assert all(one["on"] == "" for one in normal if one["at"] >= 2.8)
    assert all(one["on"] == "cmp" for one in held if one["at"] >= 2.7)
    assert (normal[-1]["pull"], held[-1]["pull"] > 25) == (0, True)
    assert all("b" not in one["on"] for one in held if one["at"] >= ENDS)


def test_slow_motion_is_said_where_stops_are_near_each_other_and_nowhere_else():
    slow = dict(zip(STOPS.tolist(), Signal().slow, strict=True))
    assert [at for at, one in slow.items() if one] == [
        *[round(1.1 + 0.01 * k, 2) for k in range(11)],
        *[round(2.5 + 0.01 * k, 2) for k in range(7)],
    ]


# What is said

HOLDS = {  # a sentence -> what must be so whenever it is said: lit parts, and the command
    "rest_normal": ("", False),
    "rest_cramp": ("", False),
    "command": ("b", True),
    "cord": ("bc", True),
    "nerve": ("bc", True),
    "muscle": ("bcm", True),
    "pulling": ("bcmp", True),
    "last": (None, False),
    "letting_go": ("p", False),
    "soft": ("", False),
    "fires_on": (None, False),
    "holds": ("cmp", False),
    "end": ("cmp", False),
}


@kinds
def test_each_sentence_is_true_of_its_moment(kind):
    found = states(kind)
    for one in found:
        lit, commanded = HOLDS[one["say"]]
        assert lit is None or one["on"] == lit, one
        assert commanded == (BEGINS <= one["at"] < ENDS), one
        if one["say"] == "last":
            assert one["at"] >= ENDS
            assert set(one["beads"]) > {"0"} or one["at"] < 2.53
        assert one["say"] != "fires_on" or "c" in one["on"]
    told = list(dict.fromkeys(one["say"] for one in found))
    first = [f"rest_{kind}", "command", "cord", "nerve", "muscle", "pulling", "last"]
    after = ["letting_go", "soft"] if kind == "normal" else ["fires_on", "holds", "end"]
    assert told == first + after


@both
@kinds
@pytest.mark.parametrize("moment", [0.0, 1.12, 2.0, 2.6, 4.0, 6.0])
def test_the_page_says_the_moments_sentence_and_shows_its_state(language, kind, moment):
    say = words("signal", language)
    (one,) = (one for one in states(kind) if one["at"] == moment)
    found = shown(language, kind=kind, moment=moment)
    wanted = say[one["say"]].format(pull=one["pull"]).replace("**", "")
    assert found.kind("reading-seen").text == found.kind("reading-heard").text == wanted
    leg = found.kind("signal-leg")
    assert (leg.has["data-kind"], leg.has["data-on"]) == (kind, one["on"])
    assert leg.has["data-pull"] == f"{one['pull'] / 100:.2f}"
    assert not any("style" in each.has for each in found.elements)  # which the page forbids
    beads = [part.has["data-lit"] for part in found.elements if "bead" in part.kinds]
    assert "".join(beads) == one["beads"]
    assert ("data-slow" in found.kind("signal-figure").has) == (moment == 1.12)


@both
def test_it_says_that_it_is_a_guess_a_drawing_and_a_model(language):
    found, say = shown(language), words("signal", language)
    notes = {one.has["data-row"]: one.text for one in found.elements if "data-row" in one.has}
    starts = "mechanism:origin_review mechanism:origin_near_muscle"
    assert notes[starts] == say["not_settled"].replace("**", "")
    assert notes["mechanism:def_cramp"] == say["no_end"]
    assert (
        "by itself within seconds or minutes" in tables.row("mechanism", "def_cramp")["statement"]
    )
    assert found.kind("signal-note").text == say["drawing"]
    told = {
        "en": ("not settled", "not to scale", "model"),
        "es": ("No está", "sin escala", "modelo"),
    }
    page = " ".join([*notes.values(), say["drawing"]])
    assert [part for part in told[language] if part not in page] == []


# The page


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
@kinds
def test_the_markup_is_whole(language, kind):
    found = shown(language, key="mine", kind=kind)
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert "{" not in found.html.replace("{pull}", "")
    assert "**" not in found.html
    controls = [one for one in found.elements if "data-control" in one.has]
    controls += [one for one in found.elements if "signal-play" in one.kinds]
    assert set(PRESETS.values()) < set(STOPS.tolist())
    assert len(controls) == 3
    say = words("signal", language)
    steps = [found.name(one) for one in found.all("button") if "slider-step" in one.kinds]
    assert steps == [say["step_back"], say["step_on"]]
    leg = found.kind("signal-leg")
    assert (leg.has["role"], leg.has["aria-label"]) == ("img", say[f"picture_{kind}"])


@pytest.mark.standard("A14")
@both
def test_the_table_holds_both_courses(language):
    head, *rows = shown(language).rows()
    assert len(head) == 5
    assert [row[0] for row in rows] == [f"{half / 2:.1f}" for half in range(1, 13)]
    for row in rows:
        at = round(float(row[0]) * 50) - 1
        wanted = [getattr(one, name)[at] for one in signal().values() for name in ("size", "pull")]
        assert [int(cell) for cell in row[1:]] == [round(100 * float(value)) for value in wanted]


def test_the_beads_lie_evenly_from_the_cord_to_the_muscle():
    places = np.array(along(NERVE, BEADS))
    assert tuple(places[0]) == NERVE[0]
    assert tuple(places[-1]) == pytest.approx(NERVE[-1])
    across = [x for x, _ in MUSCLE]
    assert min(across) < places[-1][0] < max(across) < HEEL[0]
    assert np.ptp(gaps := np.hypot(*np.diff(places, axis=0).T)) < 0.1 * gaps.min()


@pytest.mark.standard("A12")
def test_what_is_lit_differs_by_its_edge_and_not_only_by_its_colour():
    rules = re.findall(r"([^{}]+)\{[^{}]*stroke-width: ([\d.]+)", Signal._css)
    for part in ("soma", "muscle", "bead"):
        own = [(rule.strip(), float(wide)) for rule, wide in rules if f".{part}" in rule]
        dark = [wide for rule, wide in own if rule == f".signal-leg .{part}"]
        lit = [wide for rule, wide in own if "[data-" in rule]
        assert min(lit) > max(dark)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [(-1, 0.0), (99, 6.0), (float("nan"), 0.0), (float("inf"), 0.0), (2.0, 2.0)],
)
def test_a_moment_stays_on_the_slider(asked, kept):
    panel = Signal(moment=1.0)
    panel.set_state({"moment": asked})  # what a message from a browser calls
    assert panel.moment == Signal(moment=asked).moment == kept


def test_another_kind_is_refused_and_a_guess_is_named():
    with pytest.raises(Exception, match="kind"):
        Signal(kind="spasm")
    with pytest.raises(ValueError, match=r"got 'question\.no_such'"):
        Signal(after="no_such")
    panel = Signal(after="potassium_gap")
    assert (panel.replies, panel.asked) == (replies("potassium_gap"), ENDS)


@pytest.mark.standard("I06")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    say = words("signal", language)
    said = [text for name, text in say.items() if isinstance(text, str) and name in HOLDS]
    said += [say[name] for name in ("not_settled", "no_end", "drawing")]
    assert len(said) == len(HOLDS) + 3
    plain = "\n".join(re.sub(r"\{\w+\}", "30", text).replace("**", "") for text in said)
    assert not re.search(BAD, plain)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
