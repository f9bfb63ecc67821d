"""Panel: whom to call, country by country, as a plain list. It needs no scripts."""

import htpy as h

from spasmlab.safety.countries import Country, countries, link
from spasmlab.text import words


class CallList:
    """Each country's emergency number, and its line for health advice where one is known.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.words = words("call_list", language)

    def _repr_html_(self) -> str:
        rows = (self._country(one) for one in countries(self.language))
        return str(h.ul(".call-list", lang=self.language)[rows])

    def _country(self, one: Country) -> h.Element:
        note = one.emergency_note and h.small[one.emergency_note]
        advice = (
            one.nurse
            and h.span[
                self.words["advice"],
                " ",
                h.a(href=link(one.nurse))[one.nurse],
                f" ({one.nurse_name})",
            ]
        )
        return h.li(data_row=f"emergency_numbers:{one.id}")[
            h.b[one.name], h.a(href=link(one.emergency))[one.emergency], note, advice
        ]
