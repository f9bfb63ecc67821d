"""The closed cramp loop, compiled: the plain steps of ``cramp_parts`` and ``cramp_pool``."""

from typing import Any

from numba.extending import register_jitable

from spasmlab.models import cramp_parts as parts
from spasmlab.models import cramp_pool as pool
from spasmlab.models.loops import compiled

for part in (
    parts.force_length,
    parts.lengthening,
    parts.force_velocity,
    parts.passive_force,
    parts.muscle_velocity,
    parts.move,
    parts.polar_fibre,
    parts.spindle_rate,
    parts.setting,
    parts.fibre_settings,
    parts.hear_spindle,
    parts.tendon_law,
    parts.hear_tendon,
    parts.efficacy,
    pool.fires,
    pool.settle,
    pool.spike,
    pool.gain,
    pool.stir_hum,
    pool.reflex,
    pool.delayed,
    pool.mean,
    pool.advance,
):
    register_jitable(error_model="numpy")(part)


@compiled
def run(
    c: Any,
    units: pool.Pool,
    rows: pool.Rows,
    hum: Any,
    inputs: Any,
    steps: int,
    trace: Any,
    fired: Any,
) -> int:
    """Run the loop through every sample, noting the muscle's row after each; count the spikes."""
    count = 0
    samples = len(inputs)
    for sample in range(samples):
        length, drive, stimulus = inputs[sample]
        following = inputs[min(sample + 1, samples - 1)][0]
        begin = sample * steps
        count = pool.advance(
            c, units, rows, hum, 0, begin, steps, (length, following), drive, stimulus, fired, count
        )
        trace[sample] = rows.muscle
    return count
