"""The motoneuron in Myokit: its equations as text, compiled by Myokit for CVODES."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from tests.bench.engines import AbsentError

MODEL = Path(__file__).with_name("motoneuron.mmt")


def motoneuron(current: float, until_ms: float, tolerance: float) -> Callable[[], np.ndarray]:
    """Return a call that gives the cell's spikes in ms, by CVODES."""
    try:
        import myokit
    except ImportError as error:
        raise AbsentError("not installed") from error
    model = myokit.load_model(str(MODEL))
    model.get("soma.drive").set_rhs(current)
    try:
        solver = myokit.Simulation(model)
    except myokit.CompilationError as error:
        raise AbsentError("no compiler or no SUNDIALS") from error
    solver.set_tolerance(tolerance, tolerance)

    def run() -> np.ndarray:
        solver.reset()
        over = {"apd_variable": "soma.V", "apd_threshold": 0}
        return np.array(solver.run(until_ms, log=myokit.LOG_NONE, **over)[1]["start"])

    return run
