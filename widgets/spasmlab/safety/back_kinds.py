"""Kinds of back pain: every row of ``data/back_kinds.csv``, in the table's order, and its signs.

Nothing here says which of them a person has. A kind's warning signs stand worst first, each at the
level of its own row; how many people have it is a row of another table, or nothing where no count
was found.
"""

from dataclasses import dataclass

from spasmlab.evidence import tables
from spasmlab.safety.differential import Sign, every_sign

FIELDS = ("feels", "where", "worse", "better", "course", "told")


@dataclass(frozen=True)
class BackKind:
    """One kind: its name and texts by language, its signs, the row of its count, its source."""

    id: str
    name: dict[str, str]
    said: dict[str, dict[str, str]]
    signs: tuple[Sign, ...]
    count: str  # "table:id", or "" where no number was found
    source: str

    @property
    def row(self) -> str:
        """Its key, as a page cites it."""
        return f"back_kinds:{self.id}"


def back_kinds() -> list[BackKind]:
    """Return every kind, the usual one first and the serious ones last."""
    known = every_sign()
    rows = tables.load("back_kinds").fillna("").to_dict("records")
    return [
        BackKind(
            id=str(row["id"]),
            name={one: str(row[f"name_{one}"]) for one in ("en", "es")},
            said={f: {one: str(row[f"{f}_{one}"]) for one in ("en", "es")} for f in FIELDS},
            signs=tuple(
                known[name] for name in known if name in str(row["warning_sign"]).split(";")
            ),
            count=str(row["count"]),
            source=str(row["source"]),
        )
        for row in rows
    ]
