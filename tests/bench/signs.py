"""Time the rules: what judging one case costs, over every told story and made-up ones beside them.

Exit status: 0, or 1 when a case's median misses the target.
"""

import time
from collections.abc import Sequence
from random import Random
from statistics import median, quantiles

from tests.bench import options
from tests.bench.targets import Target, verdict
from tests.cases import drawn
from tests.small_stories import told

from spasmlab.safety.triage import assess

MOST_MS = 1.0
DRAWN = 500


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench and return its exit status."""
    asked = options.parsed(argv, "signs", __doc__, "turns over all cases", 9)
    dice = Random(1)
    cases = [story["facts"] for story in told()] + [drawn(dice) for _ in range(DRAWN)]
    assess(cases[0])  # the rules are read once in a process
    taken = [_milliseconds(case) for _ in range(asked.runs) for case in cases]
    middle, slow = median(taken), quantiles(taken, n=20)[-1]
    print(f"{len(cases)} cases, {asked.runs} turns ({options.machine()})\n")
    print(f"a case: median {middle:.3f} ms, 95 of 100 within {slow:.3f} ms\n")
    target = Target(f"a case under {MOST_MS:g} ms", f"{middle:.3f} ms", middle < MOST_MS)
    print(verdict([target]))
    options.keep(asked.json, {"machine": options.machine(), "milliseconds": taken})
    return int(target.met is False)


def _milliseconds(case: dict[str, object]) -> float:
    began = time.perf_counter()
    assess(case)
    return 1000 * (time.perf_counter() - began)
