"""Medicines named as causes of cramps, row by row: how strong each link is, by its own evidence.

How strong is read from the row and from nothing else: a ratio from a large study counts only where
its interval stands clear of 1, and a row that nobody checked at a source has no strength at all.

Errors: ``ValueError`` for a level of evidence that is not known: such a row would be lost.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from spasmlab.evidence.tables import load

KINDS = {  # by evidence_level; a large study's own kinds are told apart by its interval
    "trial_and_label_reports": "rare",
    "list_only": "listed",
    "label": "label",
    "review": "label",
    "not_checked": "unchecked",
}
NOW, TODAY = "emergency number now", "today"
URGENCIES = ("now", "today", "ask")


@dataclass(frozen=True)
class DrugCause:
    """One kind of medicine: its texts by language, how strong the link is, how soon to act.

    ``urgency`` is the most urgent that its advice names: "now", "today", or "ask". ``ratio`` is
    its sequence ratio with the ends of its 95 % interval, or None.
    """

    id: str
    said: dict[str, dict[str, str]]  # name, link, mechanism, what_to_do; "" where it says nothing
    strength: str
    urgency: str
    ratio: tuple[float, float, float] | None
    source: str
    verification: str

    @property
    def row(self) -> str:
        """Its key, as a page cites it."""
        return f"drug_causes:{self.id}"


def drug_causes() -> list[DrugCause]:
    """Return every row, in the table's order: the better known links come first."""
    return [_cause(row) for _, row in load("drug_causes").iterrows()]


def _cause(row: "pd.Series") -> DrugCause:
    texts = ("name", "link", "mechanism", "what_to_do")
    said = {s: {one: _text(row[f"{s}_{one}"]) for one in ("en", "es")} for s in texts}
    counted = row["measure"] == "sequence_ratio" if pd.notna(row["measure"]) else False
    ratio = (float(row["estimate"]), float(row["low"]), float(row["high"])) if counted else None
    return DrugCause(
        id=str(row["id"]),
        said=said,
        strength=_strength(row, ratio),
        urgency=_urgency(said["what_to_do"]["en"]),
        ratio=ratio,
        source=str(row["source"]),
        verification=str(row["verification"]),
    )


def _strength(row: "pd.Series", ratio: tuple[float, float, float] | None) -> str:
    kind = str(row["evidence_level"])
    if kind == "large_observational" and ratio:
        if ratio[1] <= 1:  # the interval takes in no difference
            return "chance"
        return "small" if str(row["link"]).startswith("small") else "study"
    if kind not in KINDS:
        raise ValueError(f"evidence_level must be known, got {kind!r}")
    return KINDS[kind]


def _urgency(advice: str) -> str:
    return "now" if NOW in advice else "today" if TODAY in advice else "ask"


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)
