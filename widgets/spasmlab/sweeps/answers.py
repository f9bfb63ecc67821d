"""How each model is asked for what was measured: in the row's conditions, as far as it has them.

Every function gives one number, in the unit of the row of the measurements that asks for it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from spasmlab.models import (
    axon,
    contraction,
    cramp,
    emg,
    fibre,
    fibre_fast,
    heat,
    motoneuron,
    pool,
    release,
    sweat,
)

PUSH = 1.1  # of what just fires a fibre: the "middle" push of the panel that shows one spark
MIDDLE_FOLD = 14.0  # mm, where a row does not say how much fat there was
SWEAT_SHARE = 6.4 / 4.5  # % of the body's mass an hour: the row ``sweat_no_drink``
SWEAT_SODIUM = 35.9  # mmol/L: the row ``sweat_sodium_athletes``


# The muscle fibre


def rest() -> fibre.Rest:
    """Return where the fibre stays at its own usual potassium, 4.5 mmol/L."""
    return fibre.rest_states()[0]


def top(potassium: float = fibre.Parameters.potassium_outside, width_ms: float = 0.5) -> float:
    """Return the top of a spike, in mV, after a push a little stronger than is just enough."""
    level = replace(fibre.Parameters(), potassium_outside=potassium)
    strength = PUSH * fibre.spark_point(level, width_ms=width_ms).strength
    pulses = fibre.Pulses((2.0,), width_ms=width_ms, strength=strength)
    return float(fibre.run(pulses, 45.0, every_ms=0.02, parameters=level).sarcolemma_mv.max())


def height() -> float:
    """Return how far a spike rises from rest, in mV."""
    return top() - rest().millivolts


def two_rests() -> float:
    """Return the potassium, in mmol/L, below which a fibre may stay at either of two voltages."""

    def single(potassium: float) -> bool:
        level = replace(fibre.Parameters(), potassium_outside=potassium)
        return sum(rest.stable for rest in fibre.rest_states(level)) == 1

    return turn(single, 2.0, fibre.Parameters.potassium_outside)


def turn(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Return where, between a level at which something fails and one at which it holds, it turns.

    >>> round(turn(lambda level: level > 2.5, 1.0, 4.0), 3)
    2.5
    """
    while high - low > 1e-3:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return (low + high) / 2


# The fast fibre


def width(millis: ArrayLike, values: ArrayLike) -> float:
    """Return how long a pulse stays above half of its height over where it began, in ms."""
    ms, level = np.asarray(millis), np.asarray(values)
    above = ms[level > (level[0] + level.max()) / 2]
    return float(above[-1] - above[0])


@cache
def fast_pulse() -> tuple[float, float]:
    """Return the top, in µmol/L, and the width, in ms, of the calcium after one spike."""
    trace = fibre_fast.run([20.0], 60.0, every_ms=0.02)
    share = fibre_fast.FIBRE.terminal_share  # dyes see the fibre whole
    whole = (1 - share) * trace.calcium_um + share * trace.calcium_terminal_um
    return float(whole.max()), width(trace.ms, whole)


def fast_gain() -> float:
    """Return by how many percent one pulse pulls harder at 10 than at 5 mmol/L of potassium."""
    return 100 * (fast_pull(10.0) / fast_pull(5.0) - 1)


def fast_pull(potassium: float) -> float:
    start = fibre_fast.START.copy()
    for name in ("tubular_potassium", "potassium_outside"):
        start[fibre_fast.STATES.index(name)] = potassium
    held = fibre_fast.run([520.0], 700.0, start=start)  # half a second to take up the new level
    pull = held.crossbridges[held.ms >= 520.0]
    return float(pull.max() - pull[0])


# Nerve, release and the slow muscle


def fires_below() -> float:
    """Return the ionised calcium, in mmol/L, from which down an axon fires by itself."""
    return turn(lambda calcium: not axon.fires_by_itself(calcium), *axon.CALCIUM)


@cache
def twitch() -> contraction.Trace:
    return contraction.run([20.0], 400.0, every_ms=0.1)


def rise() -> float:
    """Return the time from a pulse to the top of its twitch, in ms."""
    return contraction.twitch(twitch()).time_to_peak_ms


def fall() -> float:
    """Return the time from the top of a twitch to half of it, in ms."""
    return contraction.twitch(twitch()).half_relaxation_ms


def slow_peak() -> float:
    """Return the top of the free calcium after one pulse, in µmol/L."""
    return float(twitch().calcium_um.max())


def slow_width() -> float:
    """Return how long the free calcium stays above half of that, in ms."""
    return width(twitch().ms, twitch().calcium_um)


def slope() -> float:
    """Return the steepness of release where calcium is all but gone: there it is steepest."""
    return float(release.log_slope(0.0, 0.0))


# Motor units


def all_out() -> float:
    """Return the units' mean rate, in Hz, in an effort that no unit can exceed."""
    return float(pool.rates(1.0).mean())


def holds_itself() -> float:
    """Return the rate, in Hz, of a motoneuron that nothing drives any longer."""
    current = np.zeros(8000)  # µA/cm², a value a ms
    current[500:2500] = 25.0
    spikes = motoneuron.spikes(current, parameters=motoneuron.SEROTONIN)
    return motoneuron.rate(spikes, 4000.0)


def mean_frequency() -> float:
    """Return the mean frequency, in Hz, of the skin's signal when all units work."""
    every_ms = 0.5
    signal = emg.surface(pool.spike_trains(np.ones(5000)), 5000.0, every_ms)[4000:]
    power = np.abs(np.fft.rfft(signal - signal.mean())) ** 2
    hertz = np.fft.rfftfreq(signal.size, every_ms / 1000)
    return float((hertz * power).sum() / power.sum())


def threshold(calcium: float = cramp.Parameters.calcium) -> float:
    """Return the slowest train, in Hz, that sets off a cramp at a calcium current."""
    return cramp.threshold_frequency(replace(cramp.Parameters(), calcium=calcium))


def cramp_rate() -> float:
    """Return the units' mean rate, in Hz, in a cramp after an effort of a shortened muscle."""
    drive = np.zeros(600)  # a value each 10 ms
    drive[100:250] = 22.0
    spikes = cramp.run(drive, 0.75).spikes
    counts = [np.count_nonzero((ms >= 4000) & (ms < 6000)) for ms in spikes]
    return float(np.mean(counts) / 2)


# Heat


def ice(fold_mm: float, below_fat_mm: float, *, after: bool = False) -> float:
    """Return the change, in °C, over 20 minutes of ice, or over the 30 minutes after it.

    No blood flows under the ice, and all of it after: as the model's docstring has it.
    """
    fat = heat.fat_under(fold_mm)
    field = heat.run(heat.PACKS["ice"], 20.0, 30.0, fat, "cylinder", 0.0, every_minutes=5.0)
    trace = heat.at(field, field.muscle_mm + below_fat_mm)
    off = int(np.searchsorted(field.minutes, 20.0))
    return float(trace[-1] - trace[off] if after else trace[off] - trace[0])


def pack(minutes: float, depth_mm: float) -> float:
    """Return the change, in °C, under a hot pack, at a depth below the skin."""
    fat = heat.fat_under(MIDDLE_FOLD)
    field = heat.run(heat.PACKS["heat"], minutes, 0.0, fat, "cylinder", every_minutes=5.0)
    trace = heat.at(field, depth_mm)
    return float(trace[-1] - trace[0])


# Sweat


def sodium(hours: float, drink_sodium: float) -> float:
    """Return the blood's sodium, in mmol/L, when all that was sweated is drunk.

    The body's mass falls out of it: sweat, drink and water are all shares of it.
    """
    kilos = 70.0
    litres = SWEAT_SHARE / 100 * kilos
    return float(sweat.run(hours, litres, drink_sodium, litres, SWEAT_SODIUM, kilos).plasma_sodium)
