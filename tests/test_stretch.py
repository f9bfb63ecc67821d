"""Can a stretch end it? What the panel says and sends, against the sweep behind it."""

import math

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as counted

from spasmlab.panels import Stretch
from spasmlab.panels.markup import fill
from spasmlab.panels.muscle.stretch import HOW, WHEN
from spasmlab.sweeps.free_hand import SAYINGS
from spasmlab.sweeps.stretch import LENGTHS, MOMENTS, REST, RUNS, imposed, stretch
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


def outcome(length, moment):
    """The sentences that the sweep calls for, worked out from its numbers once more."""
    found = stretch()
    held, after, ended = (one[length, moment] for one in (found.held, found.after, found.ended))
    if ended == 1:
        return ["ended", "no_better"] if LENGTHS[length] > 1 else ["ended"]
    if ended > 0:
        return ["chance", "drawn_ended" if after < 1 / 3 else "drawn_weaker"]
    return ["stays"] if held > 1 / 3 else ["returns"] if after > 2 / 3 else ["weaker"]


@both
@pytest.mark.parametrize("length", range(len(LENGTHS)))
def test_the_sentence_says_what_came_of_each_stretch(language, length):
    say = words("stretch", language)
    for moment, when in enumerate(WHEN):
        panel = Stretch(language, length=LENGTHS[length], moment=when)
        runs = round(4 * float(stretch().ended[length, moment]))
        sentence = " ".join(say[name] for name in outcome(length, moment))
        wanted = fill(sentence, how=say["how"][HOW[length]], runs=runs, of=4).replace("**", "")
        shown = Markup(panel.html)
        assert shown.kind("reading-seen").text == shown.kind("reading-heard").text == wanted
        assert (runs in (1, 2, 3)) == ("chance" in outcome(length, moment))


def test_each_kind_of_outcome_is_met_and_pulling_more_is_never_said_to_help():
    kinds = [[outcome(i, k)[0] for k in range(3)] for i in range(len(LENGTHS))]
    assert [set(row) for row in kinds] == [
        *({"stays"}, {"returns"}, {"weaker"}, {"chance"}),
        *[{"ended"}] * 5,
    ]


@both
def test_the_table_holds_every_stretch(language):
    say = words("stretch", language)
    head, *rows = Markup(Stretch(language).html).rows()
    assert head == [say["head_how"], *(say[name] for name in WHEN)]
    assert len(rows) == len(LENGTHS)
    for i, (name, *cells) in enumerate(rows):
        assert name.startswith(say["how"][HOW[i]])
        for k, cell in enumerate(cells):
            runs = round(4 * float(stretch().ended[i, k]))
            assert cell == fill(say[f"cell_{outcome(i, k)[0]}"], runs=runs, of=RUNS)


def test_the_traces_go_to_the_page_as_little_endian_float32():
    panel, found = Stretch(), stretch()
    for sent, own in [
        (panel.force, found.stretched["force"]),
        (panel.hz, found.stretched["firing_hz"]),
        (panel.alone_force, found.alone["force"]),
        (panel.alone_hz, found.alone["firing_hz"]),
        (panel.since_s, found.since_s),
        (panel.alone_s, found.alone_s),
        (panel.moments, MOMENTS),
    ]:
        assert np.frombuffer(sent, "<f4") == pytest.approx(np.ravel(own).astype("f4"))
    share = np.frombuffer(panel.going, "<f4")
    pulled = imposed(1.1, MOMENTS[1], MOMENTS[1] + found.since_s)
    assert REST + share * (1.1 - REST) == pytest.approx(pulled, abs=1e-6)


@pytest.mark.parametrize(
    ("asked", "kept"), [(0.1, 0.8), (9, 1.2), (math.nan, 0.8), (math.inf, 0.8), (0.95, 0.95)]
)
def test_the_length_is_clipped_to_its_slider(asked, kept):
    assert Stretch(length=asked).length == kept


@pytest.mark.parametrize("name", ["form", "moment"])
def test_an_unknown_choice_is_refused(name):
    with pytest.raises(Exception, match=name):
        Stretch(**{name: "x"})


@both
def test_every_saying_of_the_hand_and_every_while_has_its_sentence(language):
    say = words("stretch", language)
    assert {name for name in say if name.startswith("hand_")} == {f"hand_{one}" for one in SAYINGS}
    holds = {f"at_{one}" for row in Stretch().holds for one in row}
    whiles = {"at_rest", "at_tense", "at_cramp", "at_pull", "at_let_go"}
    assert {name for name in say if name.startswith("at_")} == holds | whiles
    assert set(HOW) == set(say["how"])


@both
def test_what_it_says_is_plain_and_promises_no_more_than_the_model(language):
    say = words("stretch", language)
    said = [one for name, one in say.items() if isinstance(one, str) and name != "title"]
    text = "\n".join(said)
    assert grade(text) <= 6 if language == "en" else huerta(text) >= 65
    assert max(len(counted(one)) for one in sentences(text)) <= 20
    shown = Markup(Stretch(language).html)
    assert shown.kind("stretch-limits").text == say["limits"]
    assert shown.kind("stretch-sketch").text == say["sketch"]
    assert shown.unnamed() == []
