"""The fast fibre's 56 rates, and the Rosenbrock steps (RODAS3) that follow them through time.

Excitation knows nothing of release, nor release of calcium, so most of the slopes' matrix is 0,
and stays so when it is worked down from the last state to the first: a step costs 20 µs.
"""

from collections import namedtuple
from math import exp, inf, nan, pi
from typing import Any

import numpy as np

from spasmlab.models.fibre_fast import STATES, Array, Parameters
from spasmlab.models.loops import compiled

# Numba knows tuples with names, not dataclasses: the same fields under the same names
Constants = namedtuple("Constants", [*Parameters.__dataclass_fields__])  # type: ignore[misc]
AT: Any = namedtuple("At", [*STATES])(*range(len(STATES)))  # where each state stands
COUNT = len(STATES)
GAS, FARADAY = 8314.41, 96485.0  # mJ/(K mol) and C/mol, as the source rounds them
NEGLIGIBLE = 0.01  # in a state's own unit: what the error of a state near 0 is measured against
FIRST_MS, SHORTEST_MS = 1e-3, 1e-12  # the step after a stimulus changes; the step that is no step


@compiled
def _drive(x: float, width: float, inside: float, outside: float) -> float:
    """Return x (in - out e^(-x / width)) / (1 - e^(-x / width)), also at 0, where it is 0 / 0."""
    u = x / width
    rise = width * (1 + u / 2) if abs(u) < 1e-6 else x / (1 - exp(-u))
    return rise * (inside - outside * exp(-u))


@compiled
def _gates(y: Array, dy: Array, p: Parameters, v: float, first: int, h_k_ms: float) -> None:
    """Set the rates of one membrane's n, h_k, m, h and s, which stand side by side."""
    n, h_k, m, h, s = y[first], y[first + 1], y[first + 2], y[first + 3], y[first + 4]
    opening = p.n_opening * _drive(v - p.n_mv, p.n_opening_mv, 1.0, 0.0)
    dy[first] = opening * (1 - n) - p.n_closing * exp((p.n_mv - v) / p.n_closing_mv) * n
    target = 1 / (1 + exp((v - p.h_k_mv) / p.h_k_width_mv))
    dy[first + 1] = (target - h_k) / h_k_ms * exp((v - p.h_k_ms_mv) / p.h_k_ms_width_mv)
    opening = p.m_opening * _drive(v - p.m_mv, p.m_opening_mv, 1.0, 0.0)
    dy[first + 2] = opening * (1 - m) - p.m_closing * exp((p.m_mv - v) / p.m_closing_mv) * m
    opening = p.h_opening * exp((p.h_mv - v) / p.h_opening_mv)
    dy[first + 3] = opening * (1 - h) - p.h_closing / (1 + exp((p.h_mv - v) / p.h_closing_mv)) * h
    target = 1 / (1 + exp((v - p.s_mv) / p.s_width_mv))
    dy[first + 4] = (target - s) * (p.s_base + p.s_bend * ((v - p.s_ms_mv) / 100) ** 2) / p.s_ms


@compiled
def _rectifier(p: Parameters, thermal: float, v: float, inside: float, outside: float) -> float:
    seen = (outside * (inside / outside) ** p.rectifier_field) ** 2
    block = p.rectifier_blocker**2 * exp(2 * (1 - p.rectifier_field) * v / thermal)
    free = p.rectifier_blocked * (1 + seen / p.rectifier_potassium) / block
    return p.rectifier * float(seen / (p.rectifier_potassium + seen) * (1 - 1 / (1 + free)))


@compiled
def _membrane(
    y: Array, p: Parameters, v: float, k: float, na: float, first: int, tubule: bool
) -> tuple[float, float, float]:
    """Return the whole current through a membrane, and what potassium and sodium leave by it."""
    thermal = GAS * p.kelvin / FARADAY
    k_in, na_in = y[AT.potassium_inside], y[AT.sodium_inside]
    drive = _drive(v, thermal, k_in, k) / 50
    rectified = _rectifier(p, thermal, v, k_in, k) * drive
    delayed = p.potassium * y[first] ** 4 * y[first + 1] * drive
    sodium = p.sodium * y[first + 2] ** 3 * y[first + 3] * y[first + 4]
    sodium *= _drive(v, thermal, na_in, na) / 75
    charge = 1 + 0.12 * exp(-0.1 * v / thermal)
    charge += 0.04 * (exp(na / 67.3) - 1) / 7 * exp(-v / thermal)
    bound = (1 + p.pump_potassium / k) ** 2 * (1 + p.pump_sodium / na_in) ** 3
    pumped = FARADAY * p.pump / bound / charge
    cl_in = 156.5 / (5 + k_in / k)  # chloride stands where potassium's levels would put it
    chloride = -p.chloride * _drive(-v, thermal, cl_in, 156.5 - 5 * cl_in) / 45
    chloride /= (1 + exp((v - p.chloride_mv) / p.chloride_width_mv)) ** 4
    if tubule:
        rectified, delayed = p.tubule_rectifier * rectified, p.tubule_potassium * delayed
        sodium, pumped = p.tubule_sodium * sodium, p.tubule_pump * pumped
        chloride = p.tubule_chloride * chloride
    else:  # in the source only the sarcolemma's rectifier lets no potassium in
        rectified = max(rectified, 0.0)
    leaving = rectified + delayed + p.resting_potassium - 2 * pumped
    total = chloride + rectified + delayed + sodium + pumped
    return total, leaving, sodium + p.resting_sodium + 3 * pumped


@compiled
def _excite(y: Array, dy: Array, p: Parameters, stimulus: float) -> None:
    """Set the rates of the voltages, the ions and the gates."""
    v, tubule = y[AT.sarcolemma_mv], y[AT.tubule_mv]
    k, na = y[AT.potassium_outside], y[AT.sodium_outside]
    k_tubule, na_tubule = y[AT.tubular_potassium], y[AT.tubular_sodium]
    total, leaving, sodium = _membrane(y, p, v, k, na, AT.n, False)
    deep, k_deep, na_deep = _membrane(y, p, tubule, k_tubule, na_tubule, AT.tubule_n, True)
    along = 1000 * (v - tubule) / p.access_resistance
    dy[AT.sarcolemma_mv] = (stimulus - total - along) / p.capacitance
    dy[AT.tubule_mv] = (along / p.tubule_area - deep) / p.capacitance
    shell = 1000 * FARADAY * p.tubule_depth
    k_deep, na_deep = k_deep / shell, na_deep / shell
    leaving, sodium = leaving / (1000 * FARADAY), sodium / (1000 * FARADAY)
    dy[AT.tubular_potassium] = k_deep - (k_tubule - k) / p.tubule_potassium_ms
    dy[AT.tubular_sodium] = na_deep - (na_tubule - na) / p.tubule_sodium_ms
    dy[AT.potassium_inside] = -p.tubule_volume * k_deep - leaving / p.fibre_depth
    dy[AT.sodium_inside] = -p.tubule_volume * na_deep - sodium / p.fibre_depth
    dy[AT.potassium_outside] = leaving / p.outer_depth + (k_tubule - k) / p.outer_potassium_ms
    dy[AT.sodium_outside] = sodium / p.outer_depth + (na_tubule - na) / p.outer_sodium_ms
    _gates(y, dy, p, v, AT.n, p.h_k_ms)
    _gates(y, dy, p, tubule, AT.tubule_n, p.tubule_h_k_ms)


@compiled
def _release(y: Array, dy: Array, p: Parameters) -> None:
    """Set the rates of the release channels' ten states, which the tubules' voltage moves."""
    u = (y[AT.tubule_mv] - p.sensor_mv) / (8 * p.sensor_width_mv)
    forth, back = 0.5 * p.sensor * exp(u), 0.5 * p.sensor * exp(-u)
    for moved in range(5):
        closed, opened, eased = AT.closed_0 + moved, AT.open_0 + moved, p.eased**moved
        net = p.opening / eased * y[closed] - p.closing * eased * y[opened]
        dy[closed], dy[opened] = -net, net
    for moved in range(4):
        for at, eased in ((AT.closed_0 + moved, 1.0), (AT.open_0 + moved, p.eased)):
            net = (4 - moved) * forth / eased * y[at] - (moved + 1) * back * eased * y[at + 1]
            dy[at] -= net
            dy[at + 1] += net


@compiled
def _buffer(y: Array, dy: Array, p: Parameters, calcium: float, part: int) -> float:
    """Set the buffers of a part (0: beside release, 1: the rest); return what they take."""
    magnesium, atp = y[AT.terminal_magnesium + part], y[AT.terminal_atp + part]
    held, kept = y[AT.terminal_parvalbumin_ca + part], y[AT.terminal_parvalbumin_mg + part]
    free = p.parvalbumin - held - kept
    take = p.parvalbumin_ca_on * calcium * free - p.parvalbumin_ca_off * held
    swap = p.parvalbumin_mg_on * magnesium * free - p.parvalbumin_mg_off * kept
    bind = p.atp_ca_on * calcium * atp - p.atp_ca_off * y[AT.terminal_atp_ca + part]
    pair = p.atp_mg_on * magnesium * atp - p.atp_mg_off * y[AT.terminal_atp_mg + part]
    dy[AT.terminal_parvalbumin_ca + part], dy[AT.terminal_parvalbumin_mg + part] = take, swap
    dy[AT.terminal_atp_ca + part], dy[AT.terminal_atp_mg + part] = bind, pair
    dy[AT.terminal_atp + part], dy[AT.terminal_magnesium + part] = -bind - pair, -swap - pair
    return float(take + bind)


@compiled
def _contract(y: Array, dy: Array, p: Parameters) -> float:
    """Set troponin, the cross-bridges and their phosphate; return the calcium they take."""
    one, two = y[AT.troponin_one], y[AT.troponin_two]
    d0, d1, d2 = y[AT.detached_0], y[AT.detached_1], y[AT.detached_2]
    a1, a2 = y[AT.attached], y[AT.crossbridges]
    none = p.troponin - one - two - d0 - d1 - d2 - a1 - a2
    on, off = p.troponin_on * y[AT.calcium_um], p.troponin_off
    first, second = on * none - off * one, on * one - off * two
    first_open, second_open = on * d0 - off * d1, on * d1 - off * d2
    unblock_none, unblock_one = p.unblock * none - p.block * d0, p.unblock * one - p.block * d1
    unblock_two = p.full_unblock * two - p.full_block * d2
    attach, stroke = p.attach * d2 - p.detach * a1, p.stroke * a1 - p.unstroke * a2
    dy[AT.troponin_one] = first - second - unblock_one
    dy[AT.troponin_two] = second - unblock_two
    dy[AT.detached_0] = unblock_none - first_open
    dy[AT.detached_1] = unblock_one + first_open - second_open
    dy[AT.detached_2] = unblock_two + second_open - attach + p.finish * a2
    dy[AT.attached], dy[AT.crossbridges] = attach - stroke, stroke - p.finish * a2
    dy[AT.phosphate] = 0.001 * stroke - p.phosphate_use * y[AT.phosphate]
    return float(first + second + first_open + second_open)


@compiled
def _store(y: Array, dy: Array, p: Parameters, rest: float, store: float) -> None:
    """Set what phosphate and calsequestrin do to the store's calcium."""
    for part in range(2):
        at, held = AT.terminal_store + 2 * part, y[AT.terminal_calsequestrin + part]
        take = p.calsequestrin_on * y[at] * (p.calsequestrin - held) - p.calsequestrin_off * held
        dy[AT.terminal_calsequestrin + part] = take
        dy[at] -= take
    flow = p.phosphate_spread * (y[AT.phosphate] - y[AT.store_phosphate])
    product = 0.001 * y[AT.store_phosphate] * y[AT.store]
    excess = product - p.solubility
    fall = excess * (p.falling * product if excess > 0 else p.dissolving * y[AT.precipitate])
    dy[AT.phosphate] -= flow / rest
    dy[AT.store_phosphate], dy[AT.precipitate] = flow / store - fall, fall
    dy[AT.store] -= 1000 * fall


@compiled
def _calcium(y: Array, dy: Array, p: Parameters) -> None:
    """Set the rates of calcium, of all that binds it, and of the cross-bridges."""
    whole, near = p.half_sarcomere * pi * p.radius**2, p.terminal_share
    cell, store = (1 - p.store_share) * whole, p.store_share * whole
    c1, s1, c2, s2 = y[AT.calcium_terminal_um], y[AT.terminal_store], y[AT.calcium_um], y[AT.store]
    open_share = y[AT.open_0] + y[AT.open_1] + y[AT.open_2] + y[AT.open_3] + y[AT.open_4]
    out = (p.release * open_share + p.leak) * (s1 - c1) - p.uptake * c1 / (c1 + p.uptake_half)
    seep = p.leak * (s2 - c2) - p.uptake * c2 / (c2 + p.uptake_half)
    spread, refill = p.calcium_spread * (c1 - c2), p.store_spread * (s2 - s1)
    dy[AT.calcium_terminal_um] = (out - spread) / (near * cell) - _buffer(y, dy, p, c1, 0)
    dy[AT.calcium_um] = (seep + spread) / ((1 - near) * cell) - _buffer(y, dy, p, c2, 1)
    dy[AT.calcium_um] -= _contract(y, dy, p)
    dy[AT.terminal_store] = (refill - out) / (near * store)
    dy[AT.store] = -(refill + seep) / ((1 - near) * store)
    for at in range(AT.terminal_atp_ca, AT.troponin_two, 2):  # the two ATP complexes, ATP, Mg
        rate = p.magnesium_spread if at == AT.terminal_magnesium else p.atp_spread
        flow = rate * (y[at] - y[at + 1])
        dy[at] -= flow / (near * cell)
        dy[at + 1] += flow / ((1 - near) * cell)
    _store(y, dy, p, (1 - near) * cell, (1 - near) * store)


@compiled
def _rates(y: Array, p: Parameters, stimulus: float) -> Array:
    dy = np.empty(COUNT)
    _excite(y, dy, p, stimulus)
    _release(y, dy, p)
    _calcium(y, dy, p)
    return dy


@compiled
def _slopes(y: Array, dy: Array, p: Parameters, stimulus: float) -> Array:
    """Return how state j moves the rate of i, at [j, i], by nudging one state after the other."""
    slopes, nudged = np.empty((COUNT, COUNT)), dy.copy()
    for j in range(COUNT):
        before = y[j]
        y[j] += 1e-7 * max(abs(before), NEGLIGIBLE)
        if j < AT.open_0:
            _excite(y, nudged, p, stimulus)
        if j == AT.tubule_mv or AT.open_0 <= j <= AT.closed_4:
            _release(y, nudged, p)
        if j >= AT.open_0:
            _calcium(y, nudged, p)
        slopes[j] = (nudged - dy) / (y[j] - before)
        nudged[:] = dy
        y[j] = before
    return slopes


@compiled
def _factor(w: Array) -> None:
    """Eliminate the last state, then the one before it, down to the first, in place."""
    for k in range(COUNT - 1, 0, -1):
        w[k, :k] /= w[k, k]
        for j in range(k):
            share = w[j, k]
            if share != 0.0:
                for i in range(k):
                    w[j, i] -= share * w[k, i]


@compiled
def _solve(w: Array, x: Array) -> Array:
    """Solve for x, in place, with the matrix that _factor left."""
    for k in range(COUNT - 1, 0, -1):
        known = x[k]
        for i in range(k):
            x[i] -= known * w[k, i]
    for k in range(COUNT):
        known = x[k] = x[k] / w[k, k]
        for i in range(k + 1, COUNT):
            x[i] -= known * w[k, i]
    return x


@compiled
def _step(y: Array, p: Parameters, stimulus: float, h: float) -> tuple[Array, float]:
    """Return the state a step of h later, and its relative error as RODAS3 estimates it."""
    dy = _rates(y, p, stimulus)
    w = -_slopes(y, dy, p, stimulus)
    for k in range(COUNT):
        w[k, k] += 2 / h
    _factor(w)
    k1 = _solve(w, dy.copy())
    k2 = _solve(w, dy + 4 / h * k1)
    end = y + 2 * k1
    k3 = _solve(w, _rates(end, p, stimulus) + (k1 - k2) / h)
    end += k3
    k4 = _solve(w, _rates(end, p, stimulus) + (k1 - k2 - 8 / 3 * k3) / h)
    end += k4
    return end, np.sqrt(np.mean((k4 / (NEGLIGIBLE + np.maximum(np.abs(y), np.abs(end)))) ** 2))


@compiled
def follow(y: Array, p: Parameters, stops: Array, stimuli: Array, tolerance: float) -> Array:
    """Return the states at the stops; those after a step that would not end are not numbers."""
    states = np.full((stops.size, COUNT), nan)
    states[0], h = y, FIRST_MS
    for stretch, stimulus in enumerate(stimuli):
        t, stop = stops[stretch], stops[stretch + 1]
        if stretch and stimulus != stimuli[stretch - 1]:
            h = FIRST_MS
        while t < stop:
            left = stop - t
            step = left if h >= left else min(h, left / 2)
            end, error = _step(y, p, stimulus, step)
            fit = step * min(5.0, 0.9 * (tolerance / max(error, 1e-30)) ** (1 / 3))
            if error <= tolerance:
                h = max(h, fit) if step < h else fit  # a step cut short says little of the next
                t, y = t + step if step < left else stop, end
            else:  # also where the error is not a number
                h = max(fit, step / 10) if error < inf else step / 10
            if h < SHORTEST_MS:
                return states
        states[stretch + 1] = y
    return states
