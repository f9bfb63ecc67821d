"""The coach's markup as the tests read it, made once for each state."""

import re
from functools import cache

from tests.markup import Markup

from spasmlab.panels import Coach


@cache
def made(language="en", **traits):
    """Return the markup of a panel, made once."""
    return "".join(Coach(language, **traits).html)  # plain text, to plant mistakes in


@cache
def shown(language="en", **traits):
    return Markup(made(language, **traits))


def part(found, move):
    """The section of one move, and all that stands in it."""
    (section,) = (one for one in found.all("section") if one.has.get("data-move") == move)
    return section, [one for one in found.elements if section in one.within]


def numbers(text):
    return [int(digits) for digits in re.findall(r"\d+", text)]
