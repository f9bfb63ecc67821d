"""Panel: made-up products to turn round, two of which hold the same medicine.

The products and their names are invented, and each says so. What their backs list are medicines of
``data/medicine_limits.csv`` in the strengths that real labels have.
"""

from itertools import combinations
from types import MappingProxyType
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel

SHELVES = MappingProxyType(
    {  # each product with the row of its strength, where a strength is told
        "cold": {
            "head": "medicine_limits:acetaminophen_500",
            "drink": "medicine_limits:acetaminophen_325",
            "back": "medicine_limits:ibuprofen_200",
        },
        "names": {
            "strong": "medicine_limits:acetaminophen_325",
            "abroad": "medicine_limits:acetaminophen_500",
            "joint": "medicine_limits:naproxen_sodium_220",
        },
    }
)
DOUBLED = MappingProxyType({"cold": ("head", "drink"), "names": ("strong", "abroad")})
TWICE = "interactions:apap_dup"


class LabelReader(Panel):
    """Two shelves of three made-up products each, their fronts and their backs.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    shelf
        One of ``SHELVES``.
    """

    shelf = t.Enum(list(SHELVES), "cold").tag(sync=True)
    doubled = t.Dict({name: list(pair) for name, pair in DOUBLED.items()}).tag(sync=True)

    def __init__(self, language: str = "en", *, key: str = "label_reader", **traits: Any) -> None:
        super().__init__(language, key, **traits)

    def markup(self) -> h.Element:
        say = self.words
        shelves = [(name, say["shelves"][name]["name"]) for name in SHELVES]
        return markup.frame(
            "label_reader",
            self.key,
            say["title"],
            h.div(".label-head")[
                h.p(".label-how")[markup.rich(say["how"])],
                markup.radios("shelf", say["shelf"], shelves, self.shelf, f"p-{self.key}-shelf"),
            ],
            (self._shelf(name) for name in SHELVES),
            h.div(".panel-say")[
                h.p(".label-reply", role="status")[markup.rich(say["none"])],
                h.details(".answers")[h.summary[say["answers"]], h.ul[self._answers()]],
            ],
        )

    def _shelf(self, name: str) -> h.Element:
        return h.ul(".label-shelf", data_shelf=name, hidden=name != self.shelf)[
            (self._product(name, one, row) for one, row in SHELVES[name].items())
        ]

    def _product(self, shelf: str, one: str, row: str) -> h.Element:
        """Return a product: its front, its back behind a button, and a box to pick it."""
        say = self.words
        own = say["shelves"][shelf][one]
        turn = markup.fill(say["turn_name"], name=own["name"])
        return h.li(data_product=one)[
            h.p(".label-made")[say["made_up"]],
            h.p(".label-name")[own["name"]],
            h.p(".label-front")[own["front"]],
            h.div(".label-back", data_row=row)[
                h.p(".label-inside")[say["inside"]],
                h.ul[(h.li[line] for line in own["back"])],
            ],
            h.button(
                ".label-turn",
                markup.ASLEEP,
                type="button",
                aria_expanded="false",
                aria_label=turn,
            )[say["turn"]],
            h.label(".label-pick")[
                h.input(
                    markup.ASLEEP,
                    type="checkbox",
                    value=one,
                    aria_label=markup.fill(say["pick_name"], name=own["name"]),
                ),
                h.span[say["pick"]],
            ],
        ]

    def _answers(self) -> list[h.Element]:
        """Return the reply to every pair of both shelves, to be read without scripts."""
        return [
            h.li(data_row=TWICE)[
                h.b[" + ".join(self.words["shelves"][shelf][one]["name"] for one in pair), "."],
                " ",
                markup.rich(self.words["replies"][shelf]["_".join(pair)]),
            ]
            for shelf in SHELVES
            for pair in combinations(SHELVES[shelf], 2)
        ]
