"""Why pain can stay after back surgery: every row of ``data/surgery_causes.csv``, in its order.

Nothing here says which of them a person has. A cause's warning signs stand worst first, each at the
level of its own row; what was found of a cause is a row of another table, or nothing.
"""

from dataclasses import dataclass

from spasmlab.evidence import tables
from spasmlab.safety.differential import Sign, every_sign

FIELDS = ("like", "checked", "follows", "sure")


@dataclass(frozen=True)
class SurgeryCause:
    """One cause: its name and texts by language, the tests that check it, its signs, its source."""

    id: str
    name: dict[str, str]
    said: dict[str, dict[str, str]]
    exams: tuple[str, ...]  # rows of examinations; none where no test shows it
    fact: str  # "table:id", or "" where no number was found
    signs: tuple[Sign, ...]
    source: str

    @property
    def row(self) -> str:
        """Its key, as a page cites it."""
        return f"surgery_causes:{self.id}"


def surgery_causes() -> list[SurgeryCause]:
    """Return every cause, those of the spine first and the alarm system last."""
    known = every_sign()
    rows = tables.load("surgery_causes").fillna("").to_dict("records")
    return [
        SurgeryCause(
            id=str(row["id"]),
            name={one: str(row[f"name_{one}"]) for one in ("en", "es")},
            said={f: {one: str(row[f"{f}_{one}"]) for one in ("en", "es")} for f in FIELDS},
            exams=tuple(key for key in str(row["exams"]).split(";") if key),
            fact=str(row["fact"]),
            signs=tuple(
                known[name] for name in known if name in str(row["warning_sign"]).split(";")
            ),
            source=str(row["source"]),
        )
        for row in rows
    ]
