"""Panel: the gates, the signs that cannot wait, on one screen: a tap, and what people are told.

A tap means "yes" or "not sure": both count the same. What it brings up is the worst that the sign
can mean, whatever else is so. It is no verdict on a person; nothing is kept, not in the address
either, but for the country that is chosen.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.safety.countries import Country, countries, link
from spasmlab.safety.facts import facts
from spasmlab.safety.signs import LEVELS, TIERS
from spasmlab.safety.triage import Reason, alone
from spasmlab.text import words

NONE = "none"
ANYWHERE = "anywhere"


class Gates(Panel):
    """The gates, worst first, and what people who have one are told.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    gate
        The sign tapped, by its key in ``data/facts.csv``; "none" for none of them, "" for no tap.
    country
        A row of ``data/emergency_numbers.csv``, or "anywhere".
    """

    gate = t.Unicode("").tag(sync=True)
    country = t.Unicode(ANYWHERE).tag(sync=True)
    told = t.Dict().tag(sync=True)
    numbers = t.Dict().tag(sync=True)

    def __init__(self, language: str = "en", *, key: str = "gates", **traits: Any) -> None:
        known = {one.id: _dialled(one) for one in countries(language)}
        super().__init__(language, key, told=_told(language), numbers=known, **traits)

    @t.validate("gate")
    def _a_gate(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in {*self.told, NONE} else ""

    @t.validate("country")
    def _a_country(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in self.numbers else ANYWHERE

    def markup(self) -> h.Element:
        how = h.p(".gates-how")[markup.rich(self.words["how"])]
        return markup.frame(
            "gates",
            self.key,
            self.words["title"],
            h.div(".gates-ask")[h.h2[self.words["title"]], how, self._list()],
            self._card(),
            h.p(".gates-teach")[self.words["teach"]],
        )

    def _list(self) -> h.Element:
        """Return the gates as buttons; without scripts each says what people are told."""
        return h.ul(".gates-list")[
            (
                h.li(data_row=said["row"])[
                    h.button(markup.ASLEEP, type="button", data_gate=gate, data_tier=said["tier"])[
                        self.words["labels"][gate]
                    ],
                    h.p(".gates-still")[said["action"]],
                ]
                for gate, said in self.told.items()
            ),
            h.li[h.button(markup.ASLEEP, type="button", data_gate=NONE)[self.words["none"]]],
        ]

    def _card(self) -> h.Element:
        """Return what a tap brings up, empty; only links to the lists below it stand in it."""
        say = self.words
        areas = [(ANYWHERE, say["anywhere"])]
        areas += [(one, self.numbers[one]["name"]) for one in self.numbers]
        return h.div(".gates-card", hidden=True, tabindex="-1")[
            h.div(".gates-alert", role="alert"),
            h.div(".gates-call")[
                h.a(".gates-number"),
                h.p(".gates-note"),
                markup.listing(self.key, "country", say["country"], areas, self.country),
            ],
            h.p(".gates-lines"),
            h.p(".gates-next")[
                (
                    h.a(href=f"#signs-{tier}")[say[f"to_{tier}"]]
                    for tier in dict.fromkeys(TIERS.values())
                )
            ],
            h.button(".button.quiet.gates-again", markup.ASLEEP, type="button")[say["again"]],
        ]


def _told(language: str) -> dict[str, dict[str, Any]]:
    """Return what people with each gate are told, worst level first, then as the words have it."""
    order = list(words("gates", language)["labels"])
    gates = [(name, alone(name, language)) for name, fact in facts().items() if fact.gate]
    gates.sort(key=lambda gate: (LEVELS.index(gate[1].level), order.index(gate[0])))
    return {name: _said(reason) for name, reason in gates}


def _said(reason: Reason) -> dict[str, Any]:
    return {
        "row": f"warning_signs:{reason.id}",
        "tier": TIERS[reason.level],
        "action": reason.action,
        "why": reason.why or "",
    }


def _dialled(one: Country) -> dict[str, Any]:
    """Return a country's lines as the page dials them; None where there is none to dial."""
    return {
        "name": one.name,
        "region": one.region,
        "row": f"emergency_numbers:{one.id}",
        "emergency": one.emergency,
        "note": one.emergency_note or "",
        "dial": link(one.emergency),
        "nurse": one.nurse and {"number": one.nurse, "name": one.nurse_name},
        "crisis": one.crisis and {"number": one.crisis, "name": one.crisis_name},
    }
