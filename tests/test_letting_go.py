"""The panel of energy to let go: counts of heads, at every stop and moment, against the model."""

import math
import re
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest
from tests.markup import Markup
from tests.readability import grade, sentences
from tests.readability import words as words_of

from spasmlab.models import crossbridge
from spasmlab.panels.muscle.letting_go import MARKS, STRIDE, LettingGo
from spasmlab.sweeps.letting_go import ATP, BACK, CALCIUM, GONE, atp, times
from spasmlab.text import LANGUAGES, words

draw = np.random.default_rng(12)
both = pytest.mark.parametrize("language", LANGUAGES)
NOT_SAID = ("file_", "head_", "about_")
SOME = [0, 1, len(ATP) - 1, *draw.choice(len(ATP), 6, replace=False).tolist()]


def shown(panel):
    return Markup(str(panel.markup()))


def whole(share):
    return int(Decimal(float(100 * share)).quantize(Decimal(1), ROUND_HALF_EVEN))


def heads(bridges):
    """Stuck, holding on otherwise and free, of 100: what the model has them do."""
    stuck, holds = whole(bridges.rigor), whole(bridges.attached)
    return [stuck, holds - stuck, 100 - holds]


def at_level(level):
    return [heads(crossbridge.steady(level, calcium)) for calcium in CALCIUM.values()]


def drawn(found, kind):
    """Return the marks of the heads in a picture, and the counts beside it."""
    (figure,) = (one for one in found.elements if one.has.get("data-kind") == kind)
    inside = [one for one in found.elements if figure in one.within]
    items = [one for one in inside if one.tag == "li"]
    marks = [
        next(iter(one.kinds - {"myo"})).removeprefix("is-")
        for one in inside
        if "myo" in one.kinds and "li" not in {outer.tag for outer in one.within}
    ]
    counts = {one.has["data-mark"]: int(re.search(r"\d+", one.text)[0]) for one in items}
    return marks, counts


# At a level


@pytest.mark.standard("I03")
@pytest.mark.standard("I05")
@both
@pytest.mark.parametrize("at", SOME)
def test_a_hundred_heads_are_counted_drawn_and_said_as_the_model_has_them(language, at):
    panel = LettingGo(language, atp=ATP[at])
    found, wanted = shown(panel), at_level(ATP[at])
    for kind, counts in zip(CALCIUM, wanted, strict=True):
        marks, listed = drawn(found, kind)
        assert marks == [mark for mark, n in zip(MARKS, counts, strict=True) for _ in range(n)]
        assert list(listed.values()) == counts
        assert sum(counts) == 100
    (stuck, holding, free), (pull, pulling, _) = wanted
    holes = {"rest": stuck, "holding": holding, "free": free, "pull": pull, "pulling": pulling}
    say = words("letting_go", language)[panel.says[at]]
    assert found.kind("reading-seen").text == say.format(**holes).replace("**", "")


def test_every_stop_has_the_models_counts_and_the_sentence_that_fits():
    panel = LettingGo()
    assert panel.heads == [at_level(level) for level in ATP.tolist()]
    kinds = list(dict.fromkeys(panel.says))
    assert kinds == ["said_none", "said_locked", "said_stiffening", "said_waiting", "said_plenty"]
    assert panel.says == sorted(panel.says, key=kinds.index)  # one stretch of the slider each
    for level, kind, (rest, pull) in zip(ATP, panel.says, panel.heads, strict=True):
        assert (kind == "said_none") == (level == 0)
        if kind == "said_none":  # the others hold on too, and as many in a pull
            assert rest == pull
            assert rest[2] == 0
        if kind == "said_locked":
            assert rest[2] <= 10
        if kind == "said_stiffening":
            assert 10 < rest[2] <= 90
        if kind == "said_waiting":
            assert rest[2] > 90
            assert pull[0] >= 10
        if kind == "said_plenty":
            assert rest[2] > 90
            assert pull[0] < 10
            assert pull[2] < 20  # many hold on


def test_a_stop_is_written_so_that_it_finds_itself_again():
    panel = LettingGo()
    assert panel.written[0] == "0"
    assert panel.written[-1] == "8.0"
    for at, text in enumerate(panel.written):
        assert np.abs(ATP - float(text)).argmin() == at
        assert float(text) == pytest.approx(ATP[at], rel=0.05)


# Rinsed away, and given back


@pytest.mark.parametrize("side", range(2))
def test_each_moment_has_the_models_counts(side):
    own = crossbridge.run(atp(), 20.0, list(CALCIUM.values())[side]).bridges
    found = [both_sides[side] for both_sides in LettingGo().heads_then]
    wanted = [
        [whole(stuck), whole(holds) - whole(stuck), 100 - whole(holds)]
        for stuck, holds in zip(own.rigor, own.attached, strict=True)
    ]
    assert found == wanted


def test_the_sentences_follow_the_order_of_events():
    panel, start = LettingGo(), None
    order = ["then_before", "then_going", "then_locked", "then_back", "then_after"]
    assert list(dict.fromkeys(panel.says_then)) == order
    assert panel.says_then == sorted(panel.says_then, key=order.index)
    for at, kind, both_sides in zip(times(), panel.says_then, panel.heads_then, strict=True):
        rest, pull = both_sides
        start = start or both_sides
        assert (kind == "then_before") == (at < GONE)
        assert (kind in ("then_back", "then_after")) == (at >= BACK)
        if kind == "then_locked":
            assert rest[2] == pull[2] == 0
        if kind in ("then_before", "then_after"):
            assert both_sides == start
            assert rest[2] >= 95  # nearly all free
            assert pull[2] < 20  # and in a pull many hold on


@both
def test_a_moment_is_shown_with_its_heads_and_its_words(language):
    for stop in draw.choice(len(times()) // STRIDE, 5, replace=False).tolist():
        at = STRIDE * stop
        panel = LettingGo(language, way="rinse", moment=times()[at])
        found = shown(panel)
        for side, kind in enumerate(CALCIUM):
            assert list(drawn(found, kind)[1].values()) == panel.heads_then[at][side]
        say = words("letting_go", language)
        wanted = say[panel.says_then[at]].replace("**", "")
        assert found.kind("reading-seen").text == wanted
        field = next(
            one for one in found.all("input") if one.has.get("id") == "p-letting_go-moment"
        )
        rest, pull = panel.heads_then[at]
        holes = {"at": f"{times()[at] / 1000:.1f}", "rest": 100 - rest[2], "pull": 100 - pull[2]}
        assert field.has["aria-valuetext"] == say["told"].format(**holes)


@both
def test_both_tables_hold_what_is_shown(language):
    panel = LettingGo(language)
    by_level, by_time = shown(panel).all("table")
    found, seconds = shown(panel), [f"{at / 1000:.1f}" for at in times()[:: 2 * STRIDE]]
    lines = {
        by_level.has["data-model"]: dict(zip(panel.written, panel.heads, strict=True)),
        by_time.has["data-model"]: dict(zip(seconds, panel.heads_then[:: 2 * STRIDE], strict=True)),
    }
    for table in found.all("table"):
        inside = [one for one in found.elements if table in one.within]
        rows = [one for one in inside if one.tag == "tr"][1:]
        known = lines[table.has["data-model"]]
        assert len(rows) in (10, 20)
        for row in rows:
            cells = [one.text for one in inside if row in one.within]
            rest, pull = known[cells[0]]
            wanted = [rest[0], 100 - rest[2], pull[0], 100 - pull[2]]
            assert [int(cell) for cell in cells[1:]] == wanted


# What may not be claimed


@both
def test_it_says_whose_muscle_it_is_and_shows_no_force(language):
    found = shown(LettingGo(language))
    note = found.kind("letting-note").text
    for word in {
        "en": ("rat", "heart", "bath", "order"),
        "es": ("rata", "corazón", "baño", "orden"),
    }[language]:
        assert word in note
    said = " ".join(
        text for text in words("letting_go", language).values() if isinstance(text, str)
    )
    assert not re.search(r"(?i)\bforces?\b|\bfuerza|kPa|strength", said)
    assert not any("force" in name for name in LettingGo(language).trait_names(sync=True))


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("atp", math.nan, 8.0),
        ("atp", -1.0, 0.0),
        ("atp", 1e9, 8.0),
        ("moment", math.inf, 0.0),
        ("moment", 1e9, 3980.0),
        ("moment", -5.0, 0.0),
    ],
)
def test_what_a_visitor_sends_stays_on_the_control(name, sent, kept):
    for way in ("level", "rinse"):
        panel = LettingGo(way=way)
        panel.set_state({name: sent})  # what a message from a browser calls
        assert getattr(panel, name) == kept
        assert "nan" not in str(panel.markup())


@pytest.mark.standard("L01")
def test_the_english_is_plain():
    said = [
        text
        for name, text in words("letting_go").items()
        if isinstance(text, str) and not name.startswith(NOT_SAID)
    ]
    assert grade("\n".join(said)) <= 6
    assert [s for text in said for s in sentences(text) if len(words_of(s)) > 20] == []
    assert [text for text in said if re.search(r"(?i)%|\b1 in \d|\brare|\bsafe\b", text)] == []
