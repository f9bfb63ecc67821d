"""The warning signs of ``data/warning_signs.csv``, worst first.

A sign's level says how fast people who have it are told to be seen. It is read from its row and
never worked out from other signs: nothing here can lower one.
"""

from types import MappingProxyType

import pandas as pd

from spasmlab.evidence.tables import load

LEVELS = ("call_emergency_now", "same_day", "within_days", "routine_visit", "self_care")
TIERS = MappingProxyType(
    {
        "call_emergency_now": "emergency",
        "same_day": "today",
        "within_days": "visit",
        "routine_visit": "visit",
        "self_care": "visit",  # no sign has it: it is what is left when none is there
    }
)
TOPICS = (
    "bladder_bowel_legs",
    "chest_belly_breathing",
    "mind",
    "nerves_weakness",
    "leg_clot_blood_flow",
    "infection_fever",
    "injury_bones",
    "muscle_salts",
    "medicines_poisons",
    "pregnancy_children",
    "cancer_long_term",
    "back_pain",
)


def signs() -> pd.DataFrame:
    """Return every warning sign, worst level first, then by topic, then as the table has them.

    ``level`` and ``topic`` are ordered categories, ``tier`` is emergency, today or visit.
    Raises ``ValueError`` for a level or topic it does not know: such a row would be lost.
    """
    table = load("warning_signs")
    table["tier"] = table["level"].map(TIERS).astype("string")
    for column, order in (("level", LEVELS), ("topic", TOPICS)):
        table[column] = _ordered(table[column], order)
    return table.sort_values(["level", "topic"], kind="stable", ignore_index=True)


def _ordered(column: "pd.Series[str]", order: tuple[str, ...]) -> "pd.Categorical[str]":
    if strange := sorted(set(column) - set(order)):
        raise ValueError(f"{column.name} must be one of {', '.join(order)}, got {strange}")
    return pd.Categorical(column, order, ordered=True)
