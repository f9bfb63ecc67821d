"""What can be taken for a night cramp: every row of ``data/differential.csv``, most urgent first.

How urgent a look-alike can be is the most urgent level that its own advice names: a row that says
"book a visit" and "today if you are weak" counts as today. Nothing here leaves a row out, and
nothing says which of them a person has.

Errors: ``ValueError`` for advice that names no level: such a row would be lost.
"""

from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from spasmlab.evidence.tables import load
from spasmlab.safety.signs import LEVELS, TIERS, signs

NAMED = MappingProxyType(  # what advice says, in English, at each level, worst first
    {
        "call_emergency_now": ("emergency number now",),
        "same_day": ("today",),
        "within_days": ("within days",),
        "routine_visit": ("visit", "clinician"),
        "self_care": ("at home",),
    }
)
TEXTS = (
    *("name", "feels", "where", "when", "how_long", "worse", "better", "looks"),
    *("key_yes", "key_no", "question", "see_who"),
)


@dataclass(frozen=True)
class Sign:
    """One warning sign that goes with a look-alike; ``id`` is its row of ``warning_signs``."""

    id: str
    tier: str
    question: dict[str, str]
    action: dict[str, str]


@dataclass(frozen=True)
class LookAlike:
    """One condition: its texts by field and language, its level, its warning signs, worst first."""

    id: str
    said: dict[str, dict[str, str]]  # "" where the table says nothing
    level: str
    signs: tuple[Sign, ...]
    source: str
    verification: str

    @property
    def tier(self) -> str:
        """emergency, today or visit."""
        return TIERS[self.level]


def look_alikes() -> list[LookAlike]:
    """Return every row, those that can be most urgent first, of these what is always so."""
    known = every_sign()
    found = [_look_alike(row, known) for _, row in load("differential").iterrows()]
    return sorted(found, key=lambda one: (LEVELS.index(one.level), _at_once(one)))


def _at_once(one: LookAlike) -> int:
    """Return where the level stands that advice begins with, before any "if"."""
    return LEVELS.index(level(one.said["see_who"]["en"].partition(". ")[0]))


def _look_alike(row: "pd.Series", known: dict[str, Sign]) -> LookAlike:
    row = row.fillna("")
    named = set(str(row["warning_sign"]).split(";"))
    return LookAlike(
        id=str(row["id"]),
        said={s: {one: str(row[f"{s}_{one}"]) for one in ("en", "es")} for s in TEXTS},
        level=level(str(row["see_who_en"])),
        signs=tuple(sign for name, sign in known.items() if name in named),
        source=str(row["source"]),
        verification=str(row["verification"]),
    )


def level(advice: str) -> str:
    """Return the most urgent level that advice in English names."""
    for name, said in NAMED.items():
        if any(words in advice for words in said):
            return name
    raise ValueError(f"advice must name how soon to be seen, got {advice!r}")


def every_sign() -> dict[str, Sign]:
    """Return every warning sign by its id, worst first."""
    return {
        str(row["id"]): Sign(
            str(row["id"]),
            str(row["tier"]),
            {one: str(row[f"question_{one}"]) for one in ("en", "es")},
            {one: str(row[f"action_{one}"]) for one in ("en", "es")},
        )
        for _, row in signs().iterrows()
    }
