"""Panel: the sheet on which a clinician agrees with, or changes, each level that is our judgement.

It is plain markup to be printed: boxes to tick and lines to write on. It names nobody.
"""

import htpy as h
import pandas as pd

from spasmlab.evidence.tables import row
from spasmlab.panels.markup import fill
from spasmlab.safety.signs import signs
from spasmlab.text import words

BOXES = ("agree", "raise", "lower")


class ReviewSheet:
    """Every rule whose level is not its source's alone, worst level first.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.words = words("review_sheet", language)

    def _repr_html_(self) -> str:
        table = signs()
        judged = table[table["basis"] != "source"].groupby("level", observed=True)
        levels = (self._level(str(level), rows) for level, rows in judged)
        return str(h.div(".review", lang=self.language)[levels, self._signature()])

    def _level(self, level: str, rows: pd.DataFrame) -> h.Element:
        return h.section[
            h.h2[f"{self.words['levels'][level]} ({len(rows)})"],
            h.ol[(self._rule(one) for _, one in rows.iterrows())],
        ]

    def _rule(self, one: pd.Series) -> h.Element:
        say, note = self.words, one["basis_note"]
        source = row("sources", one["source"])["title"]
        basis = say[str(one["basis"])] + ("" if pd.isna(note) else f" ({note})")
        return h.li(data_row=f"warning_signs:{one['id']}")[
            h.p(".review-sign")[one[f"question_{self.language}"]],
            h.dl[
                h.dt[say["asked"]],
                h.dd(lang="en")[h.code[one["trigger"]]],
                h.dt[say["action"]],
                h.dd[one[f"action_{self.language}"]],
                h.dt[say["why_level"]],
                h.dd[basis, ". ", h.span(lang="en")[fill(say["source"], source=source)]],
            ],
            h.p(".review-boxes")[
                (
                    h.span(".review-box")[h.i(".review-tick", aria_hidden="true"), say[box]]
                    for box in BOXES
                ),
                h.span(".review-line")[say["change"], " ", "_" * 18],
            ],
        ]

    def _signature(self) -> h.Element:
        lines = (h.p[self.words[one], " ", "_" * 32] for one in ("name", "signature", "date"))
        return h.section(".review-signed")[lines, h.p[self.words["empty"]]]
