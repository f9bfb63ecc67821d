"""The motoneuron in NEURON: two joined sections of a mechanism that is compiled here, once."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tests.bench.engines import AbsentError

from spasmlab.paths import cache

MECHANISM = Path(__file__).with_name("motoneuron.mod")
SOMA = {"sodium": 0.12, "delayed": 0.1, "n_type": 0.014, "calcium_gated": 0.003136}  # S/cm2
DENDRITE = {"n_type": 0.00003, "l_type": 0.00033, "calcium_gated": 0.00069}
WIDE, WIDER = 100.0, 300.0  # um, as long as wide: 0.1 and 0.9 of the cell's membrane
COUPLING = 37_500.0  # ohm cm: with these sizes 0.1 mS for each cm2 of the whole cell


def motoneuron(current: float, until_ms: float, tolerance: float) -> Callable[[], np.ndarray]:
    """Return a call that gives the cell's spikes in ms, by CVODE."""
    os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")  # else it complains of no display
    try:
        from neuron import h
    except ImportError as error:
        raise AbsentError("not installed") from error
    h.load_file("stdrun.hoc")
    if not hasattr(h, "motoneuron"):
        h.nrn_load_dll(str(_compiled()))
    soma, dendrite = _compartment(h, WIDE, SOMA), _compartment(h, WIDER, DENDRITE)
    dendrite.connect(soma(1), 0)
    clamp = h.IClamp(soma(0.5))
    clamp.dur, clamp.amp = 1e9, current * 1e-2 * soma(0.5).area() * 1e-3  # nA
    spikes, heard = h.Vector(), h.NetCon(soma(0.5)._ref_v, None, sec=soma)
    heard.threshold = 0
    heard.record(spikes)
    solver = h.CVode()

    def run() -> np.ndarray:
        solver.active(True)
        solver.atol(tolerance)
        h.finitialize(-60)
        h.continuerun(until_ms)
        return np.array(spikes)

    run.kept = (soma, dendrite, clamp, heard)  # NEURON drops what Python lets go of
    return run


def _compartment(h, size_um, conductances):
    section = h.Section()
    section.L = section.diam = size_um
    section.Ra, section.cm = COUPLING, 1
    section.insert("motoneuron")
    for name, value in conductances.items():
        setattr(section(0.5).motoneuron, name, value)
    return section


def _compiled() -> Path:
    """Return the mechanism's library, compiled unless that was done before."""
    digest = hashlib.sha256(MECHANISM.read_bytes() + sys.version.encode()).hexdigest()[:16]
    folder = cache() / "bench" / f"neuron-{digest}"
    if not (found := _library(folder)):
        beside = Path(sys.executable).with_name("nrnivmodl")
        program = str(beside) if beside.exists() else shutil.which("nrnivmodl")
        if program is None:
            raise AbsentError("nrnivmodl is missing")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(MECHANISM, folder)
        done = subprocess.run([program, "."], cwd=folder, capture_output=True, text=True)
        found = _library(folder)
        if done.returncode or not found:
            raise AbsentError("nrnivmodl failed")
    return found


def _library(folder: Path) -> Path | None:
    return next(iter([*folder.rglob("libnrnmech.so"), *folder.rglob("libnrnmech.dylib")]), None)
