"""The stories of data/ and tests/reference/, read alike: id, facts and the level wanted."""

import json
from pathlib import Path

from spasmlab.evidence.tables import load
from spasmlab.safety.signs import LEVELS

REFERENCE = Path(__file__).parent / "reference"
RANK = {level: rank for rank, level in enumerate(LEVELS)}  # 0 is worst


def told():
    """Return each row of data/stories.csv as a dict, its facts and acceptable levels read."""
    return [
        {
            **row,
            "facts": json.loads(row["facts"], object_pairs_hook=once),
            "acceptable": row["acceptable"].split(";"),
        }
        for row in load("stories").to_dict("records")
    ]


def reference(name):
    """Return the stories of one file of tests/reference/."""
    lines = (REFERENCE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line, object_pairs_hook=once) for line in lines]


def once(pairs):
    """Return a dict of pairs; a key twice would hide one of its answers."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"a key stands twice in {pairs}")
    return dict(pairs)
