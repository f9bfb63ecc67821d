"""Time the models beside others' solvers of the same equations: time, memory, accuracy.

The engines take turns, so that a busy moment of the machine falls on all of them alike. What an
engine prepares once (compiling, settling at rest) is not timed; what a first start costs is told
apart, in fresh processes. An engine that is not here is told as such; ``pip install .[bench]``
brings NEURON and Myokit, which also want a C compiler, and Myokit SUNDIALS' headers.
Exit status: 0, or 1 when a model misses a target.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict
from math import ceil

from tests.bench import fresh, options, race
from tests.bench.cases import CASES, AbsentError, Call, Case
from tests.bench.targets import verdict

LEAST_MS = 5.0  # a shorter run is repeated so long, to be told from the clock's own grain
SLOW_S = 6.0  # what an engine may take for all its turns but the first


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench and return its exit status."""
    asked = options.parsed(argv, "models", __doc__, "turns of each engine", 9, list(CASES))
    names = asked.only or list(CASES)
    times = {name: _race(CASES[name], asked.runs) for name in names}
    starts = {name: _started(name) for name in names}
    sweeps = None if asked.only else _swept()
    found = race.targets(times, starts, sweeps)
    print(f"Medians of up to {asked.runs} turns ({options.machine()})\n")
    print(race.table(times), "", race.starts(starts), sep="\n")
    if sweeps:
        print("", race.sweeps(sweeps), sep="\n")
    print("\nThe models against their targets", verdict(found), sep="\n")
    options.keep(asked.json, {
        "machine": options.machine(),
        "times": {name: [asdict(one) for one in rows] for name, rows in times.items()},
        "starts": {name: asdict(one) for name, one in starts.items()},
        "sweeps": asdict(sweeps) if sweeps else None,
        "targets": [asdict(one) for one in found],
    })  # fmt: skip
    return int(any(one.met is False for one in found))


def _race(case: Case, turns: int) -> list[race.Row]:
    """Return each engine's row, ours first."""
    options.say(f"{case.name}: {case.timed}")
    calls: dict[str, Call] = {"ours": case.ours}
    absent = {}
    for engine, make in case.rivals.items():
        try:
            calls[engine] = make()
            calls[engine]()  # now: it may load what another engine would stand in the way of
        except AbsentError as error:
            absent[engine] = str(error)
    first = {engine: _first(call) for engine, call in calls.items()}
    taken: dict[str, list[float]] = {engine: [] for engine in calls}
    for turn in range(turns):
        for engine, call in calls.items():
            if turn < max(1, SLOW_S * 1000 // first[engine]):
                taken[engine].append(_took(call, ceil(LEAST_MS / first[engine])))
    return [
        race.row(case, engine, taken.get(engine, []), calls.get(engine), absent.get(engine))
        for engine in ("ours", *case.rivals)
    ]


def _first(call: Call) -> float:
    call()
    return _took(call, 1)


def _took(call: Call, times: int) -> float:
    """Return the milliseconds of one call."""
    began = time.perf_counter()
    for _ in range(times):
        call()
    return 1000 * (time.perf_counter() - began) / times


def _started(name: str) -> fresh.Start:
    options.say(f"{name}: in fresh processes")
    return fresh.start(name)


def _swept() -> fresh.Sweeps:
    options.say("every sweep of the series with an empty cache (up to a few minutes)")
    return fresh.sweeps()
