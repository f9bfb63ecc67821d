"""Three drawn steps: each from a row, what cannot wait before them, in few words."""

import pytest
from tests.markup import Markup
from tests.readability import sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import Steps
from spasmlab.panels.plan import night_card
from spasmlab.panels.plan.steps import MOVES
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("move", MOVES)


def shown(move, language):
    return Markup(str(Steps(move, language).markup()))


@pytest.mark.standard("P17")
@pytest.mark.standard("P26")
@both
@each
def test_each_of_three_steps_has_a_picture_a_caption_and_its_row(move, language):
    found = shown(move, language)
    assert (found.open, found.unnamed()) == ([], [])
    steps = found.all("li")
    assert len(steps) == len(found.all("svg")) == len(found.all("figcaption")) == 3
    for step in steps:
        own, *_ = (tables.row(*key.split(":")) for key in step.has["data-row"].split())
        assert own["verification"] != "unverified"  # the others stand on the card as well
    assert untraced(str(Steps(move, language).markup())) == []


@pytest.mark.standard("P22")
@both
@each
def test_a_step_is_told_in_short_sentences(move, language):
    for told in shown(move, language).all("figcaption"):
        assert [one for one in sentences(told.text) if len(words_of(one)) > 12] == []


@both
@pytest.mark.parametrize(("move", "kind"), [("cramp", "leg"), ("back", "back")])
def test_while_it_hurts_what_cannot_wait_is_read_first(language, move, kind):
    found = shown(move, language)
    say, (steps,) = words(f"night_card.strip.{kind}", language), found.all("ol")
    danger = found.kind("steps-danger")
    lines = [one for one in found.all("p") if danger in one.within]
    wanted = [say[level].replace("**", "") for level in ("now", "today")]
    assert [one.text for one in lines] == [
        one.format(minutes=night_card.minutes()) for one in wanted
    ]
    assert [one.has["data-row"] for one in lines] == [
        night_card.signs(kind, level) for level in ("now", "today")
    ]
    assert found.elements.index(danger) < found.elements.index(steps)


@both
def test_before_a_stretch_stands_who_should_ask_first(language):
    found = shown("wall", language)
    caution = found.kind("steps-ask")
    assert caution.text == tables.row("moves", "calf")[f"caution_{language}"]
    assert found.elements.index(caution) < found.elements.index(found.all("ol")[0])


def test_a_notebook_gets_the_style_with_it_and_an_unknown_move_is_named():
    assert Steps("wall")._repr_html_().startswith("<style>")
    with pytest.raises(ValueError, match="move must be one of cramp, back, wall, got 'jump'"):
        Steps("jump")
