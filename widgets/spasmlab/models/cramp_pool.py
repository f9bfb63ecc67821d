"""The motor units of the closed cramp loop, and one run round that loop, in plain numbers.

See ``cramp_parts.py`` for why they are plain, and ``cramp.py`` for what the model is.
"""

import math
from typing import Any, NamedTuple

from spasmlab.models.cramp_parts import (
    BAG_1,
    BAG_2,
    CHAIN,
    DENDRITE,
    FORCE,
    HUM_EVERY,
    LENGTH,
    PASSIVE,
    QUICK,
    RATE,
    SLOW,
    SPINDLE,
    TENDON,
    Parameters,
    Row,
    efficacy,
    hear_spindle,
    hear_tendon,
    move,
    passive_force,
    spindle_rate,
    still_fibres,
    tendon_law,
)

RATE_MS = 100.0  # ms over which the firing rate is smoothed
NEVER = -1e9  # ms
ALONE = 0.4  # a twitch's rise over the interval, up to which twitches add up singly (Fuglevand)
ALONE_GAIN = (1 - math.exp(-2 * ALONE**3)) / ALONE
FUSED = math.e / ALONE_GAIN  # a fused contraction over a twitch: 9.05 for every unit


class Pool(NamedTuple):
    """What makes one motor unit differ from the next."""

    weight: Row  # of the input, the most excitable unit's being 1
    twitch: Row  # its peak, the weakest's being 1
    rise: Row  # ms
    fade: Row  # what one step leaves of a twitch


class Rows(NamedTuple):
    """All that changes: one number for each unit, then the muscle's, then what is on its way."""

    body: Row  # mV
    dendrite: Row  # mV
    gate: Row  # share of the calcium channels that are open
    ions: Row  # calcium inside
    after: Row  # spikes still felt
    rest: Row  # ms of refractoriness left
    hum: Row  # µA/cm²
    stir: Row  # the twitch's first stage
    pull: Row  # its second: force, in twitches of the weakest unit
    last: Row  # ms of the last spike
    muscle: Row
    spindle: Row  # pulses/s on their way to the cord
    tendon: Row


# A motor unit


def fires(c: Any, rows: Rows, i: int, current: float, inhibition: float) -> bool:
    """Move one motoneuron by one step (backward Euler); return whether it fired."""
    to_dendrite = c.coupling / (1 - c.body_share)
    to_body = c.coupling / c.body_share
    body, dendrite = rows.body[i], rows.dendrite[i]
    opened = 1 / (1 + math.exp((c.gate_mv - dendrite) / c.gate_slope))
    rows.gate[i] += c.step * (opened - rows.gate[i]) / c.gate_ms
    calcium = c.calcium * rows.gate[i]
    inward = -c.influx * calcium * (dendrite - c.calcium_mv)
    rows.ions[i] += c.step * c.buffering * (inward - c.clearance * rows.ions[i])
    potassium = c.potassium * rows.ions[i] / (rows.ions[i] + c.half_calcium)
    total = c.leak + calcium + potassium + to_dendrite + inhibition
    pulled = c.leak * c.leak_mv + inhibition * c.inhibition_mv + to_dendrite * body
    pulled += calcium * c.calcium_mv + potassium * c.potassium_mv + c.dendrite_input * current
    dendrite = settle(dendrite, pulled, total, c.step / c.capacitance)
    rows.dendrite[i] = dendrite
    rows.after[i] *= math.exp(-c.step / c.after_spike_ms)
    if rows.rest[i] > 0:
        rows.rest[i] -= c.step
        return False
    after = c.after_spike * rows.after[i]
    total = c.leak + after + to_body + inhibition
    pulled = c.leak * c.leak_mv + inhibition * c.inhibition_mv + to_body * dendrite
    pulled += after * c.potassium_mv + current + rows.hum[i]
    rows.body[i] = settle(body, pulled, total, c.step / c.capacitance)
    return bool(rows.body[i] >= c.threshold_mv)


def settle(voltage: float, pulled: float, total: float, step: float) -> float:
    return (voltage + step * pulled) / (1 + step * total)


def spike(c: Any, pool: Pool, rows: Rows, i: int, now: float) -> None:
    rows.body[i] = c.reset_mv
    rows.rest[i] = c.refractory
    rows.after[i] += 1
    rows.stir[i] += math.e * pool.twitch[i] * gain(pool.rise[i] / (now - rows.last[i]))
    rows.last[i] = now


def gain(crowding: float) -> float:
    """Return what a twitch adds when rise time over interval is ``crowding`` (Fuglevand 1993)."""
    if crowding < ALONE:
        return 1.0
    return (1 - math.exp(-2 * crowding**3)) / crowding / ALONE_GAIN


# The loop


def advance(
    c: Any,
    pool: Pool,
    rows: Rows,
    hum: Any,
    drawn: int,
    begin: int,
    steps: int,
    imposed: tuple[float, float],
    drive: float,
    stimulus: float,
    fired: Any,
    count: int,
) -> int:
    """Move the loop on while the imposed length goes evenly from one value to the next.

    ``hum`` holds a row of normal numbers for each draw of the noise from the ``drawn``-th on.
    ``fired`` takes the step and the unit of each spike from place ``count`` on; the next free
    place is returned.
    """
    every = round(HUM_EVERY / c.step)
    for step in range(begin, begin + steps):
        if step % every == 0:
            stir_hum(c, rows.hum, hum[step // every - drawn])
        share = (step - begin + 1) / steps
        current, inhibition = reflex(
            c, pool, rows, step, imposed[0] + (imposed[1] - imposed[0]) * share, drive
        )
        before = count
        for i in range(len(rows.body)):
            rows.pull[i] = pool.fade[i] * (rows.pull[i] + c.step / pool.rise[i] * rows.stir[i])
            rows.stir[i] *= pool.fade[i]
            if fires(c, rows, i, pool.weight[i] * (current + stimulus), inhibition):
                spike(c, pool, rows, i, step * c.step)
                fired[count][0], fired[count][1] = step, i
                count += 1
        rate = (count - before) * 1000 / c.step / len(rows.body)
        rows.muscle[RATE] += c.step * (rate - rows.muscle[RATE]) / RATE_MS
    rows.muscle[DENDRITE] = mean(rows.dendrite)
    return count


def stir_hum(c: Any, hum: Row, normals: Row) -> None:
    keep = math.exp(-HUM_EVERY / c.hum_ms)
    for i in range(len(hum)):
        hum[i] = hum[i] * keep + c.hum * math.sqrt(1 - keep * keep) * normals[i]


def reflex(
    c: Any, pool: Pool, rows: Rows, step: int, imposed: float, drive: float
) -> tuple[float, float]:
    """Move muscle and sense organs; return the pool's current and its inhibition."""
    muscle = rows.muscle
    activation = min(1.0, mean(rows.pull) / mean(pool.twitch) / FUSED)
    hear_spindle(c, muscle, move(c, muscle, activation, imposed))
    hear_tendon(c, muscle)
    spindle = delayed(rows.spindle, step, muscle[SPINDLE])
    tendon = delayed(rows.tendon, step, muscle[TENDON])
    inhibition = c.tendon_gain * tendon * efficacy(c, muscle[LENGTH], drive)
    return drive + c.spindle_gain * spindle, inhibition


def delayed(line: Row, step: int, value: float) -> float:
    """Put a value into a ring; return the one that has gone all the way round."""
    line[step % len(line)] = value
    return float(line[(step + 1) % len(line)])


def mean(row: Row) -> float:
    total = 0.0
    for value in row:
        total += value
    return total / len(row)


# At the start


def unit_pool(p: Parameters) -> Pool:
    """Return the motor units, from the weakest and most excitable to the strongest."""
    count = int(p.units)
    twitch = [p.force_range ** ((i + 0.5) / count) for i in range(count)]
    curve = math.log(p.rise_range) / math.log(p.force_range) if p.force_range > 1 else 0.0
    rise = [p.slowest_rise / peak**curve for peak in twitch]
    fade = [math.exp(-p.step / ms) for ms in rise]
    weight = [p.spread ** (-i / max(1, count - 1)) for i in range(count)]
    return Pool(weight, twitch, rise, fade)


def settled(p: Parameters, length: float) -> Rows:
    """Return the loop at rest: the muscle still, its sense organs used to their length."""
    fibres = rest_length(p, length)
    pull = passive_force(fibres, p.longest)
    muscle = [0.0] * (RATE + 1)
    muscle[LENGTH], muscle[FORCE], muscle[PASSIVE] = fibres, pull, pull
    muscle[BAG_1], muscle[BAG_2], muscle[CHAIN] = still_fibres(p, fibres)
    muscle[SPINDLE] = spindle_rate(muscle[BAG_1], muscle[BAG_2], muscle[CHAIN])
    muscle[SLOW] = muscle[QUICK] = muscle[TENDON] = tendon_law(pull, p.newtons)
    muscle[DENDRITE] = p.leak_mv
    units: list[Any] = [
        [value] * int(p.units) for value in (p.leak_mv, p.leak_mv, *[0.0] * 7, NEVER)
    ]
    spindle = [muscle[SPINDLE]] * (round(p.spindle_delay / p.step) + 1)
    tendon = [muscle[TENDON]] * (round(p.tendon_delay / p.step) + 1)
    return Rows(*[*units, muscle, spindle, tendon])


def rest_length(p: Parameters, length: float) -> float:
    """Return the fibres' length when muscle and tendon together, unexcited, have this one."""
    low, high = 0.0, length
    for _ in range(60):
        middle = (low + high) / 2
        short = middle + p.tendon_stretch * passive_force(middle, p.longest) < length
        low, high = (middle, high) if short else (low, middle)
    return high
