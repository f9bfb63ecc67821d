"""The label reader: made-up products that say so, real strengths, a reply to every pair."""

from itertools import combinations

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import LabelReader
from spasmlab.panels.medicine.label_reader import DOUBLED, SHELVES
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


def shown(language="en", **state):
    return Markup(str(LabelReader(language, **state).markup()))


@both
def test_each_product_says_that_it_is_made_up(language):
    made = words("label_reader", language)["made_up"]
    badges = [one.text for one in shown(language).elements if "label-made" in one.kinds]
    assert badges == [made] * sum(len(shelf) for shelf in SHELVES.values())


def test_the_doubled_pair_of_each_shelf_holds_one_medicine_and_the_third_another():
    for shelf, pair in DOUBLED.items():
        holds = {
            one: tables.row("medicine_limits", row.partition(":")[2])["medicine"]
            for one, row in SHELVES[shelf].items()
        }
        assert {holds[one] for one in pair} == {"acetaminophen"}
        assert [holds[one] for one in holds if one not in pair] != ["acetaminophen"]


@both
def test_every_pair_has_a_reply_of_its_own(language):
    say = words("label_reader", language)["replies"]
    replies = [
        say[shelf]["_".join(pair)] for shelf in SHELVES for pair in combinations(SHELVES[shelf], 2)
    ]
    assert len(set(replies)) == len(replies) == sum(map(len, say.values()))


@pytest.mark.standard("A01")
@both
@pytest.mark.parametrize("shelf", SHELVES)
def test_every_control_has_a_name_and_every_number_its_row(language, shelf):
    found = shown(language, shelf=shelf)
    assert found.unnamed() == []
    assert untraced(str(LabelReader(language, shelf=shelf).markup())) == []
    hidden = [one.has["data-shelf"] for one in found.all("ul") if "hidden" in one.has]
    assert hidden == [name for name in SHELVES if name != shelf]


@both
def test_the_words_are_plain(language):
    said = list(_texts(words("label_reader", language)))
    long = [one for text in said for one in sentences(text) if len(words_of(one)) > 20]
    assert long == []
    if language == "en":
        assert grade("\n".join(said)) <= 6.0
    else:
        assert huerta("\n".join(said)) >= 65


def _texts(table):
    for value in table.values() if isinstance(table, dict) else table:
        if isinstance(value, str):
            yield value
        else:
            yield from _texts(value)
