"""How strong a link is: a mark of three boxes, told apart by shape, and its words beside it.

The mark is for the eye alone; the words say all of it. One set of kinds serves clues and medicines.
"""

from types import MappingProxyType

import htpy as h

from spasmlab.text import words

FULL = MappingProxyType(  # boxes that are filled, of three
    {
        "study": 3,
        "small": 2,
        "rare": 2,
        "review": 2,
        "label": 2,
        "chance": 1,
        "together": 1,
        "lab": 1,
        "mixed": 1,
        "named": 1,
        "listed": 1,
        "unchecked": 0,
        "none": 0,
        "against": 0,
    }
)
BOXES = 3


def strength(kind: str, language: str) -> h.Element:
    """Return the mark and the words of one kind; raise ``KeyError`` for a kind there is none of."""
    full = FULL[kind]
    boxes = (h.i(class_="is-full" if at < full else None) for at in range(BOXES))
    return h.p(".strength", data_strength=kind)[
        h.span(".strength-mark", aria_hidden="true")[boxes],
        h.span[words("strength", language)[kind]],
    ]
