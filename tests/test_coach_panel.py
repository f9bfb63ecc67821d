"""The coach as a widget: one move at a time, named drawings, and nothing a browser may upset."""

import json
import re

import pytest
from tests.coached import made, shown

from spasmlab.panels import Coach
from spasmlab.panels.plan.poses import MOVES
from spasmlab.text import LANGUAGES

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("move", MOVES)


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
@each
def test_the_markup_is_whole_and_shows_one_move(language, move):
    found = shown(language, move=move, key="mine")
    ids = [one.has["id"] for one in found.elements if "id" in one.has]
    assert found.open == found.unnamed() == []
    assert len(ids) == len(set(ids))
    assert found.elements[0].has["data-key"] == "mine"
    on = [one.has["data-move"] for one in found.all("section") if "data-off" not in one.has]
    assert on == [move]
    assert not re.search(r"\*\*|[{}]", made(language, move=move, key="mine"))
    checked = [one.has["value"] for one in found.all("input") if "checked" in one.has]
    assert checked == [move]
    assert [one.has["value"] for one in found.all("input") if one.has["type"] == "radio"] == list(
        MOVES
    )
    assert len([one for one in found.elements if "data-control" in one.has]) == 1


@pytest.mark.standard("A14")
@pytest.mark.standard("P17")
@pytest.mark.standard("P26")
@both
def test_every_drawing_has_a_name_a_description_and_a_caption(language):
    found = shown(language)
    drawings = [one for one in found.elements if "coach-drawing" in one.kinds]
    assert len(drawings) == 3 * len(MOVES) + 1
    ids = {one.has["id"]: one.text for one in found.elements if "id" in one.has}
    names = [ids[one.has["aria-labelledby"]] for one in drawings]
    assert len(names) == len(set(names))
    for one in drawings:
        assert one.has["role"] == "img"
        assert len(ids[one.has["aria-describedby"]]) > 12
        (figure,) = (within for within in one.within if within.tag == "figure")
        (caption,) = (c for c in found.all("figcaption") if figure in c.within)
        assert caption.text


@pytest.mark.parametrize("sent", ["", "arm", "Calf", "<b>", "file"])
def test_an_unknown_move_is_never_kept(sent):
    panel = Coach(move="bridge")
    assert Coach(move=sent).move == "calf"
    panel.set_state({"move": sent})
    assert panel.move == "calf"
    panel.set_state({"move": "massage"})  # what a message from a browser calls
    assert panel.move == "massage"


def test_what_goes_to_the_page_is_plain_and_small():
    panel = Coach()
    sent = json.dumps([panel.moves, panel.body], allow_nan=False)
    assert len(sent) < 25_000
    assert len(panel.html) < 90_000
    for move in panel.moves.values():
        assert [len(frame) for frame in move["frames"]] == [len(panel.body["skeleton"]) + 1] * 3


def test_a_mistake_in_a_notebook_is_named():
    with pytest.raises(ValueError, match="language must be one of en, es, got 'fr'"):
        Coach("fr")
