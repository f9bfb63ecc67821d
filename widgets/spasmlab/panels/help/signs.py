"""Panel: the warning signs as a plain list, worst first. It needs no scripts and asks nothing.

Every sign is in the markup, open, and carries its row: ``<li data-row="warning_signs:ID">``.
The two longer tiers fold by topic, open at first, so that they print whole.
Links before the list lead to each tier.
"""

from collections.abc import Iterable

import htpy as h
import pandas as pd

from spasmlab.safety.signs import signs
from spasmlab.text import words

MARK = "†"  # a level that is wholly or in part our own judgement
PARTS = ("question", "why", "action")


class WarningSigns:
    """The list in one language.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.words = words("signs", language)

    def _repr_html_(self) -> str:
        tiers = {str(name): rows for name, rows in signs().groupby("tier", sort=False)}
        how = h.p(".signs-how")[self.words["how"]]
        parts = [self._tier(name, rows) for name, rows in tiers.items()]
        return str(h.div(".signs", lang=self.language)[how, self._jump(tiers), parts])

    def _jump(self, tiers: Iterable[str]) -> h.Element:
        """Return a link to each tier, in its colour."""
        titles = self.words["tiers"]
        links = (h.a(f".signs-tier--{name}", href=f"#signs-{name}")[titles[name]] for name in tiers)
        return h.nav(".signs-jump", aria_label=self.words["jump"])[links]

    def _tier(self, name: str, rows: pd.DataFrame) -> h.Element:
        """Return one tier; where it holds two levels, each has its own heading and action."""
        levels = [(str(level), part) for level, part in rows.groupby("level", observed=True)]
        fold, named = name != "emergency", len(levels) > 1
        judged = bool((rows["basis"] != "source").any())
        return h.section(f"#signs-{name}.signs-tier.signs-tier--{name}")[
            h.h2[self.words["tiers"][name]],
            (
                [
                    named and h.h3[self.words["levels"][level]],
                    self._level(part, h.h4 if named else h.h3, fold=fold),
                ]
                for level, part in levels
            ),
            judged and h.p(".signs-mark")[MARK, " ", self.words["mark"]],
        ]

    def _level(self, rows: pd.DataFrame, heading: h.Element, *, fold: bool) -> list[h.Element]:
        """Return what most of a level's signs ask for, then its signs, topic by topic."""
        act = rows[f"action_{self.language}"].mode()[0]
        parts = [h.p(".signs-act")[act]]
        for topic, part in rows.groupby("topic", observed=True):
            head = heading[self.words["topics"][topic]]
            items = h.ul[(self._sign(row, act) for _, row in part.iterrows())]
            whole = h.details(".signs-topic", open=True)[h.summary[head], items]
            parts.append(whole if fold else h.div(".signs-topic")[head, items])
        return parts

    def _sign(self, row: pd.Series, act: str) -> h.Element:
        """Return one sign: the question, why it matters, and its own action where it has one."""
        question, why, own = (row[f"{part}_{self.language}"] for part in PARTS)
        judged = bool(row["basis"] != "source")
        return h.li(data_row=f"warning_signs:{row['id']}")[
            h.span(".signs-sign")[question, judged and h.sup[MARK]],
            pd.notna(why) and h.span(".signs-why")[" ", why],
            own != act and h.span(".signs-act")[" ", own],
        ]
