"""Panel: five cards put in order by what matters most, by buttons, and none of it right or wrong.

The order lies in the page's fragment under ``matters.order``, ids joined by dots, and nowhere
else; the sheet below it on the page and the plan read it there.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel

CARDS = ("pain", "sleep", "awake", "cost", "own")


def ordered(wanted: str) -> list[str]:
    """Return all cards, the named ones first: what is unknown is dropped, what is missing added."""
    known = [name for name in dict.fromkeys(wanted.split(".")) if name in CARDS]
    return [*known, *(name for name in CARDS if name not in known)]


class Matters(Panel):
    """Five cards in an order of the visitor's own.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    order
        The cards joined by dots, what matters most first.
    """

    order = t.Unicode(".".join(CARDS)).tag(sync=True)

    def __init__(self, language: str = "en", **traits: Any) -> None:
        super().__init__(language, "matters", **traits)

    @t.validate("order")
    def _known(self, proposal: Any) -> str:
        return ".".join(ordered(str(proposal["value"])))

    def markup(self) -> h.Element:
        say, names = self.words, self.order.split(".")
        first = say["cards"][names[0]]["name"]
        return markup.frame(
            "matters",
            self.key,
            say["title"],
            h.div(".matters-body")[
                h.p[say["how"]],
                h.ol(".matters-cards", data_control="order")[
                    (self._card(name, at, len(names)) for at, name in enumerate(names))
                ],
            ],
            h.div(".panel-say")[
                h.p(".matters-said", role="status")[markup.rich(say["said"], first=first)]
            ],
        )

    def _card(self, name: str, at: int, count: int) -> h.Element:
        card = self.words["cards"][name]
        return h.li(data_card=name)[
            h.div[h.b[card["name"]], h.small[card["means"]]],
            self._button("up", card["name"], "↑", ends=at == 0),
            self._button("down", card["name"], "↓", ends=at == count - 1),
        ]

    def _button(self, way: str, card: str, sign: str, *, ends: bool) -> h.Element:
        label = markup.fill(self.words[way], card=card)
        return h.button(
            markup.ASLEEP,
            type="button",
            data_way=way,
            aria_label=label,
            aria_disabled=str(ends).lower(),
        )[sign]
