"""Time the tables: what loading one costs a notebook that has imported pandas already.

Each turn loads every table in a fresh process of its own, so that a busy moment of the machine
falls on all of them alike; importing the reader and the description is part of the cost.
Exit status: 0, or 1 when a table misses the target.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench import options
from tests.bench.targets import Target, aligned, verdict

from spasmlab.evidence.tables import descriptor, load

ROOT = Path(__file__).parents[2]
MOST_MS = 20.0
LOAD = """
import time, pandas
began = time.perf_counter()
from spasmlab.evidence.tables import load
load({table!r})
print(1000 * (time.perf_counter() - began))
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench and return its exit status."""
    asked = options.parsed(argv, "tables", __doc__, "turns of each table", 9, sorted(descriptor()))
    names = asked.only or sorted(descriptor())
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(asked.runs):
        options.say(f"turn {turn + 1} of {asked.runs}: {len(names)} fresh processes")
        for name in names:
            taken[name].append(_milliseconds(name))
    found = [_target(name, times) for name, times in taken.items()]
    print(f"Least and median of {asked.runs} fresh processes ({options.machine()})\n")
    lines = [("table", "rows", "least ms", "median ms")]
    lines += [
        (name, str(len(load(name))), f"{min(times):.1f}", f"{median(times):.1f}")
        for name, times in taken.items()
    ]
    print(aligned(lines), "", verdict(found), sep="\n")
    options.keep(asked.json, {"machine": options.machine(), "milliseconds": taken})
    return int(any(one.met is False for one in found))


def _milliseconds(table: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", LOAD.format(table=table)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(done.stdout)


def _target(name: str, times: list[float]) -> Target:
    found = median(times)
    return Target(f"{name} under {MOST_MS:g} ms", f"{found:.1f} ms", found < MOST_MS)
