"""The muscle fibre's currents, its balance at rest, and its steps through time."""

import math
from collections import namedtuple

import numpy as np
from numpy.typing import NDArray

from spasmlab.models.loops import compiled

# Written out, and not read off ``Parameters``: the folder of compiled code is named by this file
# and the public module alone, and would not notice a change in the one that has the constants.
Constants = namedtuple(
    "Constants",
    """
    surface lining faraday thermal_mv tempo mixing_ms area_ratio
    capacitance access_resistance tubule_depth
    potassium_outside potassium_inside sodium_outside sodium_inside chloride_outside chloride_inside
    sodium_permeability non_inactivating delayed_permeability inward_permeability inward_slope
    kcnq_permeability chloride_permeability chloride_scale chloride_conductance chloride_surface_mv
    endplate_sodium endplate_potassium cotransport_rate cotransport_scale pump_rate pump_scale
    pump_half_sodium pump_sodium_scale alpha1_half_potassium alpha2_half_potassium
    """,
    module=__name__,
)
# Channels a cm² of this membrane, relative to the sarcolemma's
Membrane = namedtuple(
    "Membrane", "sodium delayed inward kcnq chloride pump cotransport alpha2", module=__name__
)
Bath = namedtuple("Bath", "potassium sodium chloride", module=__name__)  # mmol/L
# uA/cm2 of this membrane, outward positive
Currents = namedtuple("Currents", "sodium potassium chloride pump", module=__name__)
Steps = namedtuple("Steps", "shortest_ms longest_ms rise_mv", module=__name__)
Train = namedtuple("Train", "edges strength by_endplate", module=__name__)
Array = NDArray[np.float64]
Pair = tuple[float, float]  # sarcolemma, tubule
State = tuple[float, float, Array, Array, float]  # both voltages, both sets of gates, chloride

GATES = (
    *("sodium_activation", "sodium_inactivation", "sodium_slow"),
    *("delayed_activation", "delayed_inactivation", "kcnq", "chloride"),
)
ACTIVATION, INACTIVATION, SLOW, DELAYED, DELAYED_LEFT, KCNQ, CHLORIDE = range(len(GATES))
STEADY, RATE = range(2)
LOWEST_MV, SPACING_MV, ROWS = -200.0, 0.1, 3201  # the table; beyond it gates keep its end values
COLUMNS = SURFACE_MV, TUBULE_MV, POTASSIUM, SODIUM, ACTIVATED, LEFT = range(6)
WATER = 1e-3  # uA/cm2 over F in C/mol and cm: mmol/L a ms
NET, INSIDE = range(2)
SOON_MS = 1e-9  # nearer than this is now
FOREVER_MS = 1e15  # after which every gate has settled


@compiled
def bend(u: float) -> float:
    """Return u / (1 - e^-u), and its limit near 0."""
    return 1.0 + 0.5 * u if abs(u) < 1e-6 else u / (1.0 - math.exp(-u))


@compiled
def currents(
    mv: float, gates: Array, bath: Bath, membrane: Membrane, inside: float, c: Constants
) -> Currents:
    """Return what flows through one membrane's channels and pump."""
    u = mv / c.thermal_mv
    fall = math.exp(-u)
    field = c.faraday * bend(u)
    potassium = field * (c.potassium_inside - bath.potassium * fall)
    sodium = field * (c.sodium_inside - bath.sodium * fall)
    return Currents(
        membrane.sodium * open_sodium(gates, c) * sodium,
        open_potassium(mv, gates, bath, membrane, c) * potassium,
        membrane.chloride * chloride_current(mv, gates[CHLORIDE], bath, inside, c),
        membrane.pump * pump(u, fall, bath, membrane.alpha2, c),
    )


@compiled
def open_sodium(gates: Array, c: Constants) -> float:
    """Return the open sodium channels' permeability in cm/s."""
    ready = gates[INACTIVATION] * (1.0 - c.non_inactivating) + c.non_inactivating
    return float(c.sodium_permeability * gates[ACTIVATION] ** 3 * gates[SLOW] * ready)


@compiled
def open_potassium(mv: float, gates: Array, bath: Bath, membrane: Membrane, c: Constants) -> float:
    """Return the permeability, in cm/s, of the three potassium channels together."""
    reversal = c.thermal_mv * math.log(bath.potassium / c.potassium_inside)
    inward = 1.0 / (1.0 + math.exp((mv - reversal) / c.inward_slope))
    return float(
        membrane.delayed * c.delayed_permeability * gates[DELAYED] ** 4 * gates[DELAYED_LEFT]
        + membrane.inward * c.inward_permeability * inward
        + membrane.kcnq * c.kcnq_permeability * gates[KCNQ]
    )


@compiled
def chloride_current(mv: float, opened: float, bath: Bath, inside: float, c: Constants) -> float:
    """Return ClC-1's current; its surface charge bends the curve and leaves the zero in place."""
    u = (mv - c.chloride_surface_mv) / c.thermal_mv
    share = opened * c.chloride_permeability * c.chloride_scale * c.chloride_conductance
    local = bath.chloride * math.exp(c.chloride_surface_mv / c.thermal_mv)
    return float(share * c.faraday * bend(u) * (local - inside * math.exp(-u)))


@compiled
def pump(u: float, fall: float, bath: Bath, alpha2: float, c: Constants) -> float:
    """Return the sodium pump's current: one charge a turn, three sodium out, two potassium in."""
    charge = math.expm1(bath.sodium / c.pump_sodium_scale) / 7.0
    lean = 1.0 / (1.0 + 0.12 * math.exp(-0.1 * u) + 0.04 * charge * fall)
    inside = 1.0 / (1.0 + c.pump_half_sodium / c.sodium_inside) ** 3
    first = 1.0 / (1.0 + c.alpha1_half_potassium / bath.potassium) ** 2
    second = 1.0 / (1.0 + c.alpha2_half_potassium / bath.potassium) ** 2
    turnover = c.faraday * c.pump_rate * c.pump_scale * lean * inside
    return float(turnover * ((1.0 - alpha2) * first + alpha2 * second))


@compiled
def cotransport(bath: Bath, inside: float, c: Constants) -> float:
    """Return NKCC1's sodium (as much potassium, twice the chloride) inward, as uA/cm2."""
    # The source writes "log". Only to the base 10 is its own chloride inside a steady state; with
    # the natural logarithm the fibre would rest at -51 mV.
    push = (
        math.log10(bath.sodium / c.sodium_inside)
        + math.log10(bath.potassium / c.potassium_inside)
        + 2.0 * math.log10(bath.chloride / inside)
    )
    return float(c.faraday * 1e-6 * c.cotransport_rate * c.cotransport_scale * push)


@compiled
def place(mv: float) -> tuple[int, float]:
    """Return the table's row at or below a voltage, and how far it lies toward the next."""
    if not mv > LOWEST_MV:  # nor is a NaN: as an index it would read anywhere in memory
        return 0, 0.0
    row = min((mv - LOWEST_MV) / SPACING_MV, ROWS - 1.001)
    return int(row), row - int(row)


@compiled
def relax(gates: Array, mv: float, lapse: float, table: Array) -> None:
    """Take every gate one step toward its steady state: implicitly, so never past it."""
    row, part = place(mv)
    for gate in range(len(GATES)):
        low, high = table[row, gate, STEADY], table[row + 1, gate, STEADY]
        slow, fast = table[row, gate, RATE], table[row + 1, gate, RATE]
        moved = lapse * (slow + part * (fast - slow))
        gates[gate] = (gates[gate] + moved * (low + part * (high - low))) / (1.0 + moved)


@compiled
def settled_chloride(mv: float, opened: float, bath: Bath, c: Constants) -> float:
    """Return the chloride inside (mmol/L) at which ClC-1 lets out what NKCC1 brings in."""
    channels = 1.0 + c.area_ratio * c.lining.chloride
    carriers = 2.0 * (1.0 + c.area_ratio * c.lining.cotransport)
    steep = carriers * c.faraday * 2e-6 * c.cotransport_rate * c.cotransport_scale / math.log(10.0)
    only_in = channels * chloride_current(mv, opened, bath, 0.0, c)
    low, high = math.log(1e-3), math.log(10.0 * bath.chloride)
    middle = min(max(math.log(bath.chloride) + mv / c.thermal_mv, low), high)
    for _ in range(8):  # Newton's way, in the logarithm: from where ClC-1 alone would be, 6 do
        inside = math.exp(middle)
        through = channels * chloride_current(mv, opened, bath, inside, c)
        gained = through + carriers * cotransport(bath, inside, c)
        slope = only_in - through + steep
        middle = min(max(middle + gained / slope, low), high) if slope > 0.0 else low
    return math.exp(middle)


@compiled
def steady_current(
    mv: float, gates: Array, hold_chloride: bool, table: Array, c: Constants
) -> tuple[float, float]:
    """Return the whole fibre's steady current (uA/cm2 of sarcolemma) and its chloride inside."""
    relax(gates, mv, FOREVER_MS, table)
    bath = Bath(c.potassium_outside, c.sodium_outside, c.chloride_outside)
    inside = c.chloride_inside
    if not hold_chloride:
        inside = settled_chloride(mv, gates[CHLORIDE], bath, c)
    outer = currents(mv, gates, bath, c.surface, inside, c)
    inner = currents(mv, gates, bath, c.lining, inside, c)
    return total(outer) + c.area_ratio * total(inner), inside


@compiled
def total(flow: Currents) -> float:
    return float(flow.sodium + flow.potassium + flow.chloride + flow.pump)


@compiled
def balance(mv: Array, hold_chloride: bool, table: Array, c: Constants, out: Array) -> None:
    """Fill ``out`` with the net current at each voltage, and with the chloride inside."""
    gates = np.zeros(len(GATES))
    for row in range(len(mv)):
        out[NET, row], out[INSIDE, row] = steady_current(mv[row], gates, hold_chloride, table, c)


@compiled
def endplate(mv: float, strength: float, c: Constants) -> tuple[float, float]:
    """Return the open end-plate's conductance (mS/cm2) and its reversal (mV)."""
    entering = c.endplate_sodium * c.sodium_outside + c.endplate_potassium * c.potassium_outside
    leaving = c.endplate_sodium * c.sodium_inside + c.endplate_potassium * c.potassium_inside
    reversal = c.thermal_mv * math.log(entering / leaving)
    u = mv / c.thermal_mv
    chord = bend(u) / bend(u - reversal / c.thermal_mv)
    return strength * c.faraday * leaving / c.thermal_mv * chord, reversal


@compiled
def diffused(lumen: Bath, flow: Currents, inside: float, lapse: float, c: Constants) -> Bath:
    """Return the tubule's ions after a step: through its lining, and in from its mouth."""
    share = lapse * WATER / (c.faraday * c.tubule_depth)
    mixing = lapse / c.mixing_ms
    carried = c.lining.cotransport * cotransport(lumen, inside, c)
    potassium = flow.potassium - 2.0 * flow.pump - carried
    sodium = flow.sodium + 3.0 * flow.pump - carried
    chloride = -flow.chloride - 2.0 * carried
    return Bath(
        lumen.potassium + share * potassium + mixing * (c.potassium_outside - lumen.potassium),
        lumen.sodium + share * sodium + mixing * (c.sodium_outside - lumen.sodium),
        lumen.chloride + share * chloride + mixing * (c.chloride_outside - lumen.chloride),
    )


@compiled
def lapse_to(ms: float, until: float, fastest: float, steps: Steps) -> float:
    """Return the next step in ms: short where the voltage is fast, and never past ``until``."""
    lapse = min(max(steps.rise_mv / fastest, steps.shortest_ms), steps.longest_ms)
    return until - ms if ms + lapse > until - SOON_MS else lapse


@compiled
def coupled(
    volts: Pair, drives: Pair, conductance: float, pull_mv: float, lapse: float, c: Constants
) -> Pair:
    """Return both voltages after a step: channels' currents as they were, the rest implicitly.

    The access resistance joins the two within 0.03 ms, and an open end-plate is faster still:
    taken explicitly, either would need far smaller steps than the spike itself.
    """
    across = lapse / (c.access_resistance * c.capacitance)
    back = across / c.area_ratio
    held = lapse * conductance / c.capacitance
    outer = volts[0] + lapse * drives[0] / c.capacitance + held * pull_mv
    inner = volts[1] + lapse * drives[1] / c.capacitance
    whole = (1.0 + across + held) * (1.0 + back) - across * back
    return (
        ((1.0 + back) * outer + across * inner) / whole,
        ((1.0 + across + held) * inner + back * outer) / whole,
    )


@compiled
def record(
    row: Array, outer_mv: float, inner_mv: float, lumen: Bath, gates: Array, c: Constants
) -> None:
    row[SURFACE_MV], row[TUBULE_MV] = outer_mv, inner_mv
    row[POTASSIUM], row[SODIUM] = lumen.potassium, lumen.sodium
    row[ACTIVATED] = gates[ACTIVATION] ** 3
    row[LEFT] = gates[INACTIVATION] * (1.0 - c.non_inactivating) + c.non_inactivating


@compiled
def run(
    state: State,
    train: Train,
    every_ms: float,
    steps: Steps,
    table: Array,
    c: Constants,
    out: Array,
) -> None:
    """Fill ``out`` with a row every ``every_ms``; a pulse is on from each even edge to the next."""
    outer_mv, inner_mv, outer_gates, inner_gates, inside = state
    edges, strength, by_endplate = train
    bath = Bath(c.potassium_outside, c.sodium_outside, c.chloride_outside)
    lumen, ms, edge = bath, 0.0, 0
    for row in range(len(out)):
        while ms < row * every_ms - SOON_MS:
            while edge < len(edges) and edges[edge] <= ms + SOON_MS:
                edge += 1
            on = edge % 2 == 1
            outer = currents(outer_mv, outer_gates, bath, c.surface, inside, c)
            inner = currents(inner_mv, inner_gates, lumen, c.lining, inside, c)
            drive = (0.0 if by_endplate or not on else strength) - total(outer)
            opened = strength if by_endplate and on else 0.0
            conductance, pull_mv = endplate(outer_mv, opened, c) if opened > 0.0 else (0.0, 0.0)
            along = (outer_mv - inner_mv) / c.access_resistance
            fastest = max(
                abs(drive - along + conductance * (pull_mv - outer_mv)),
                abs(along / c.area_ratio - total(inner)),
            )
            until = min(row * every_ms, edges[edge] if edge < len(edges) else math.inf)
            lapse = lapse_to(ms, until, fastest / c.capacitance, steps)
            relax(outer_gates, outer_mv, lapse * c.tempo, table)
            relax(inner_gates, inner_mv, lapse * c.tempo, table)
            lumen = diffused(lumen, inner, inside, lapse, c)
            volts, drives = (outer_mv, inner_mv), (drive, -total(inner))
            outer_mv, inner_mv = coupled(volts, drives, conductance, pull_mv, lapse, c)
            ms = ms + lapse
        record(out[row], outer_mv, inner_mv, lumen, outer_gates, c)
