"""What a fresh process pays: to compile, to start again, in memory, and to solve every sweep."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
AFTER = """
import json, time
began = time.perf_counter()
{code}
took = time.perf_counter() - began
def peak():  # of this process alone: what getrusage says may be its parent's
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) / 976.5625 for line in status if "VmHWM" in line)
    except (OSError, StopIteration):
        return None
print(json.dumps({{"seconds": took, "megabytes": peak(), "told": {told}}}))
"""
SOLVE = """
from spasmlab.sweeps.series import SERIES
told = {}
for sweep in SERIES:
    at = time.perf_counter()
    sweep.fill(progress=False)
    told[sweep.name] = [time.perf_counter() - at, *sweep.shape()]
"""
READ = """
from spasmlab.sweeps.series import SERIES
told = {}
for sweep in SERIES:
    at = time.perf_counter()
    sweep.read()
    told[sweep.name] = time.perf_counter() - at
"""
# The models' runs as a student would first write them
RUNS = {
    "membrane": "from spasmlab.models.membrane import *\nnernst(Parameters().potassium(4.5))",
    "motoneuron": "import numpy\nfrom spasmlab.models.motoneuron import *\nrun(numpy.ones(9))",
    "fibre": "from spasmlab.models.fibre import *\nrun(Pulses((2.0,)), 60.0)",
    "fibre_fast": "from spasmlab.models.fibre_fast import *\nrun([2.0], 20.0)",
    "axon": "from spasmlab.models.axon import *\nrun(800.0, 10.0)",
    "contraction": "from spasmlab.models.contraction import *\nrun([20.0], 100.0)",
    "crossbridge": "from spasmlab.models.crossbridge import *\nrun([8.0, 0.0])",
    "cramp": "from spasmlab.models.cramp import *\nrun([0.0] * 100, 0.75)",
    "pool": "import numpy\nfrom spasmlab.models.pool import *\nspike_trains(numpy.ones(99))",
    "heat": "from spasmlab.models.heat import *\nrun(PACKS['ice'], 20, 15, 5.0)",
}


@dataclass(frozen=True)
class Start:
    """A model's first answer in a fresh process, without and with a cache of compiled code."""

    cold_s: float
    warm_s: float
    megabytes: float | None  # with the cache
    compiled: int  # files of machine code that the first process left
    again: int  # and that the second added


@dataclass(frozen=True)
class Sweeps:
    """Every sweep kept on disk, in seconds: solved with an empty cache, and read."""

    shapes: dict[str, list[int]]
    cold_s: dict[str, float]
    read_s: dict[str, float]
    megabytes: float | None  # of a process that only reads


def start(name: str) -> Start:
    """Run a model in two fresh processes, one after the other, with a cache of their own."""
    with _cache() as folder:
        cold = _run(folder, RUNS[name])
        compiled = _machine_code(folder)
        warm = _run(folder, RUNS[name])
        again = _machine_code(folder) - compiled
    return Start(cold["seconds"], warm["seconds"], warm["megabytes"], compiled, again)


def sweeps() -> Sweeps:
    """Solve and read every sweep in two fresh processes."""
    with _cache() as folder:
        solved = _run(folder, SOLVE, "told")["told"]
        read = _run(folder, READ, "told")
    return Sweeps(
        shapes={name: shape for name, (_, *shape) in solved.items()},
        cold_s={name: seconds for name, (seconds, *_) in solved.items()},
        read_s=read["told"],
        megabytes=read["megabytes"],
    )


def _run(folder: Path, code: str, told: str = "None") -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", AFTER.format(code=code, told=told)],
        cwd=ROOT,
        env={**os.environ, "SPASMLAB_CACHE": str(folder)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"a fresh process failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _machine_code(folder: Path) -> int:
    return len(list(folder.rglob("*.nbc")))


@contextmanager
def _cache() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="spasmlab-bench-") as name:
        yield Path(name)
