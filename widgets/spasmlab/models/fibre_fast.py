"""A fast-twitch fibre, from the pulse that excites it to its cross-bridges: 56 equations.

Equations
    Membrane    C dV/dt = stimulus - (I_Cl + I_IR + I_DR + I_Na + I_pump) - (V - V_tubule) / R for
                the sarcolemma, and likewise, fed through R, for the tubules; each channel's
                current is a conductance times V (in - out e^-u) / (1 - e^-u), u = z V F / R T
    Ions        potassium and sodium inside, outside and in the tubules, from those currents
    Release     channels of ten states (0 to 4 sensors moved, closed or open): V_tubule moves them
    Calcium     free beside the release sites, in the rest and in the store's two parts; on
                troponin, parvalbumin, ATP, calsequestrin and the store's phosphate
    Bridges     detached_0 to _2, attached before the stroke, crossbridges after it
    Solved by RODAS3, a Rosenbrock method of order 3 that estimates its error: a step is as long
    as ``tolerance`` lets it be, and none crosses a sample or the edge of a pulse.

Units
    ms, mV (inside minus outside), uA/cm2 of membrane; mmol/L for potassium, sodium, phosphate;
    umol/L for all else that is dissolved; what is neither is a share.

Shapes
    A state is an array of 56 (``STATES`` names them). ``run`` gives a row a sample, from 0 ms on.

Errors
    ValueError, naming the argument and showing its value, for a parameter out of its range, a
    ``start`` of other than 56 finite numbers, pulses before 0 or nearer than ``width_ms``, and
    other times, a strength or a tolerance out of range. ArithmeticError if the equations run away.

Limits
    A mouse's fibre at 20 °C: ``kelvin`` moves the currents' drives and no rate. No length and no
    force; ``crossbridges`` come nearest to it. A pulse must be strong: 150 fires it, 100 does not.
    It has no rest. The published start's calcium needs seconds to come down, but the potassium
    around it falls for ever, and V with it: -82.7 mV at 3 s (``settled``), -85 at 10 s, -96 at 60.
    A spike is above 0 mV for 0.8 ms: samples 0.5 ms apart may show its peak 20 mV too low, or no
    spike. From settled, all pulses at 80 and 100/s lift the sarcolemma above 0 mV, but only 11 of
    64 and 6 of 80 lift the tubules, where potassium gathers.
    Kept as published, though both look like slips: h_k is a thousand times faster in the tubules
    than in the sarcolemma, and only the tubules' rectifier lets potassium in.
    With the default tolerance a voltage is at most 0.05 mV off, calcium and cross-bridges 0.03 %
    of their peak; with 1e-6 all 56 are within 2e-6 of theirs, and a train costs 6 times as much.

Sources
    Shorten, O'Callaghan, Davidson & Soboleva 2007, J Muscle Res Cell Motil 28:293-313,
    doi:10.1007/s10974-007-9125-6: unverified, the paper has not been read.
    Physiome Model Repository, exposure 159ba2f081022ca651284404f39eeb40 (CC BY 3.0), for every
    equation, number and start value, read in the Python that it generates, as kept at
    github.com/vulbsti/BioSim, models/shorten2007.
    Sandu et al 1997, Atmos Environ 31:3459, for RODAS3: unverified, the paper has not been read.
"""

import math
from dataclasses import asdict, astuple, dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

# Each state's name and its published start value
_TABLE = """
sarcolemma_mv -79.974 tubule_mv -80.2
tubular_potassium 5.9 potassium_inside 150.9 potassium_outside 5.9
sodium_inside 12.7 tubular_sodium 133 sodium_outside 133
n 0.009466 h_k 0.9952 m 0.0358 h 0.4981 s 0.581
tubule_n 0.009466 tubule_h_k 0.9952 tubule_m 0.0358 tubule_h 0.4981 tubule_s 0.581
open_0 0 open_1 0 open_2 0 open_3 0 open_4 0 closed_0 1 closed_1 0 closed_2 0 closed_3 0 closed_4 0
calcium_terminal_um 0.1 terminal_store 1500 calcium_um 0.1 store 1500 troponin_one 25
terminal_parvalbumin_ca 615 parvalbumin_ca 615 terminal_parvalbumin_mg 811 parvalbumin_mg 811
terminal_calsequestrin 16900 calsequestrin 16900 terminal_atp_ca 0.4 atp_ca 0.4
terminal_atp_mg 7200 atp_mg 7200 terminal_atp 799.6 atp 799.6
terminal_magnesium 1000 magnesium 1000 troponin_two 3
detached_0 0.8 detached_1 1.2 detached_2 3 attached 0.3 crossbridges 0.23
phosphate 0.23 store_phosphate 0.23 precipitate 0.23
"""
STATES = tuple(_TABLE.split()[::2])
START = np.array(_TABLE.split()[1::2], dtype=float)
START.setflags(write=False)
_POSITIVE = "capacitance tubule_area kelvin eased half_sarcomere radius uptake_half"
PULSE = 150.0  # uA/cm2, for 0.5 ms, as in the source


@dataclass(frozen=True)
class Parameters:
    """The published fast-twitch fibre; the source's own symbol ends each comment."""

    # Geometry, and what passes between the compartments
    capacitance: float = 1.0  # uF/cm2, C_m
    tubule_area: float = 4.8  # of the tubules for each of the sarcolemma, gam
    access_resistance: float = 150.0  # ohm cm2, into the tubules, R_a
    tubule_depth: float = 1e-6  # cm, volume for each area, tsi
    fibre_depth: float = 0.0025  # cm, tsi2
    outer_depth: float = 0.0005  # cm, tsi3
    tubule_volume: float = 0.0032  # of the fibre's, f_T
    tubule_potassium_ms: float = 350.0  # tau_K
    tubule_sodium_ms: float = 350.0  # tau_Na
    outer_potassium_ms: float = 21875.0  # tau_K2
    outer_sodium_ms: float = 21875.0  # tau_Na2
    resting_potassium: float = 1.02  # uA/cm2, I_K_rest
    resting_sodium: float = -1.29  # uA/cm2, I_Na_rest
    kelvin: float = 293.0  # TT
    # Gates: opening and closing rates (1/ms), their voltages and steepnesses (mV)
    n_opening: float = 0.0131  # 1/(ms·mV), alpha_n_bar
    n_closing: float = 0.067  # beta_n_bar
    n_mv: float = -40.0  # V_n
    n_opening_mv: float = 7.0  # K_alpha_n
    n_closing_mv: float = 40.0  # K_beta_n
    m_opening: float = 0.288  # 1/(ms·mV), alpha_m_bar
    m_closing: float = 1.38  # beta_m_bar
    m_mv: float = -46.0  # V_m
    m_opening_mv: float = 10.0  # K_alpha_m
    m_closing_mv: float = 18.0  # K_beta_m
    h_opening: float = 0.0081  # alpha_h_bar
    h_closing: float = 4.38  # beta_h_bar
    h_mv: float = -45.0  # V_h
    h_opening_mv: float = 14.7  # K_alpha_h
    h_closing_mv: float = 9.0  # K_beta_h
    h_k_mv: float = -40.0  # V_h_K_inf
    h_k_width_mv: float = 7.5  # A_h_K_inf
    h_k_ms: float = 1000.0  # at -40 mV, in tau_h_K
    tubule_h_k_ms: float = 1.0  # the same in the tubules, in tau_h_K_t: see Limits
    h_k_ms_mv: float = -40.0  # where that holds, in tau_h_K
    h_k_ms_width_mv: float = 25.75  # in tau_h_K
    s_mv: float = -78.0  # V_S_inf
    s_width_mv: float = 5.8  # A_S_inf
    s_ms: float = 8571.0  # in tau_S
    s_ms_mv: float = -90.0  # -V_tau
    s_base: float = 0.2  # in tau_S
    s_bend: float = 5.65  # for each (100 mV)², in tau_S
    chloride_mv: float = 70.0  # V_a
    chloride_width_mv: float = 150.0  # A_a
    # Conductances of the sarcolemma (mS/cm2), and the tubules' share of each
    chloride: float = 19.65  # g_Cl_bar
    rectifier: float = 11.1  # G_K
    potassium: float = 64.8  # g_K_bar
    sodium: float = 804.0  # g_Na_bar
    pump: float = 0.000621  # umol/(cm2 s), J_NaK_bar
    tubule_chloride: float = 0.1  # eta_Cl
    tubule_rectifier: float = 1.0  # eta_IR
    tubule_potassium: float = 0.45  # eta_DR
    tubule_sodium: float = 0.1  # eta_Na
    tubule_pump: float = 0.1  # eta_NaK
    rectifier_field: float = 0.4  # share of the field, del
    rectifier_potassium: float = 950.0  # mmol2/L2, K_K
    rectifier_blocked: float = 1.0  # mmol2/L2, K_S
    rectifier_blocker: float = 10.0  # mmol/L, S_i
    pump_potassium: float = 1.0  # mmol/L, K_m_K
    pump_sodium: float = 13.0  # mmol/L, K_m_Na
    # Release channels
    opening: float = 0.002  # 1/ms, k_L
    closing: float = 1000.0  # 1/ms, k_Lm
    eased: float = 0.2  # by which each sensor eases the opening, f
    sensor: float = 0.2  # 1/ms, alpha1
    sensor_width_mv: float = 4.5  # K
    sensor_mv: float = -20.0  # Vbar
    release: float = 300.0  # um3/ms, i2
    # Volumes of half a sarcomere, and what moves through them (um3/ms)
    half_sarcomere: float = 1.1  # um, L_x
    radius: float = 0.5  # um, R_R
    store_share: float = 0.05  # of the volume
    terminal_share: float = 0.01  # of the cytoplasm and of the store
    uptake: float = 4.875  # umol/L um3/ms, nu_SR
    uptake_half: float = 1.0  # umol/L, K_SR
    leak: float = 0.00002  # L_e
    calcium_spread: float = 0.75  # tau_R
    store_spread: float = 0.75  # tau_SR_R
    atp_spread: float = 0.375  # tau_ATP
    magnesium_spread: float = 1.5  # tau_Mg
    phosphate_spread: float = 0.00000362  # k_p
    # Buffers: how much (umol/L), binding (L/(umol ms)) and letting go (1/ms)
    troponin: float = 140.0  # T_tot
    troponin_on: float = 0.04425  # k_T_on
    troponin_off: float = 0.115  # k_T_off
    parvalbumin: float = 1500.0  # P_tot
    parvalbumin_ca_on: float = 0.0417  # k_P_on
    parvalbumin_ca_off: float = 0.0005  # k_P_off
    parvalbumin_mg_on: float = 0.000033  # k_Mg_on
    parvalbumin_mg_off: float = 0.003  # k_Mg_off
    calsequestrin: float = 31000.0  # Cs_tot
    calsequestrin_on: float = 0.000004  # k_Cs_on
    calsequestrin_off: float = 0.005  # k_Cs_off
    atp_ca_on: float = 0.15  # k_CATP_on
    atp_ca_off: float = 30.0  # k_CATP_off
    atp_mg_on: float = 0.0015  # k_MATP_on
    atp_mg_off: float = 0.15  # k_MATP_off
    # Cross-bridges (1/ms) and phosphate
    unblock: float = 0.0  # k_0_on
    block: float = 0.15  # k_0_off
    full_unblock: float = 0.15  # k_Ca_on
    full_block: float = 0.05  # k_Ca_off
    attach: float = 1.5  # f_o
    detach: float = 15.0  # f_p
    stroke: float = 0.24  # h_o
    unstroke: float = 0.18  # h_p
    finish: float = 0.12  # g_o
    phosphate_use: float = 0.00002867  # 1/ms, b_p
    falling: float = 1.0  # L3/(mmol3 ms), A_p
    dissolving: float = 0.0001  # L2/(mmol2 ms), B_p
    solubility: float = 6.0  # mmol2/L2, PP

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            allowed, kind = self._rule(name, value)
            if not (math.isfinite(value) and allowed):
                raise ValueError(f"{name} must be a {kind}, got {value!r}")

    @staticmethod
    def _rule(name: str, value: float) -> tuple[bool, str]:
        endings = ("_ms", "_depth", "resistance", "ing_mv", "width_mv")
        if name in _POSITIVE.split() or name.endswith(endings):
            return value > 0, "positive, finite number"
        if name.endswith("_mv") or name.startswith("resting"):
            return True, "finite number"
        if name.endswith("_share"):
            return 0 < value < 1, "share between 0 and 1"
        return value >= 0, "finite number, 0 or more"


FIBRE = Parameters()


@dataclass(frozen=True, eq=False)
class Trace:
    """The fibre's samples; ``states`` has all 56 in columns, ``last`` the state at the very end."""

    ms: Array
    sarcolemma_mv: Array
    tubule_mv: Array
    tubular_potassium: Array  # mmol/L
    calcium_um: Array  # umol/L, free, away from the release sites
    calcium_terminal_um: Array  # umol/L, free, beside them
    crossbridges: Array  # umol/L, attached after their stroke
    states: Array
    last: Array


def run(
    spikes_ms: ArrayLike,
    until_ms: float,
    every_ms: float = 0.5,
    width_ms: float = 0.5,
    strength: float = PULSE,
    start: ArrayLike | None = None,
    parameters: Parameters = FIBRE,
    tolerance: float = 1e-4,
) -> Trace:
    """Return what pulses of strength (uA/cm2) do to the fibre, from START or from another state."""
    from spasmlab.models.loops import fibre_fast as loops

    times = {"until_ms": until_ms, "every_ms": every_ms, "width_ms": width_ms}
    _refuse(times, strength, tolerance)
    pulses, state = _pulses(spikes_ms, width_ms), _state(start)
    ms = np.arange(math.floor(until_ms / every_ms + 1e-9) + 1, dtype=float) * every_ms
    edges = np.concatenate([pulses, pulses + width_ms])
    wanted = np.concatenate([ms, edges[edges < until_ms], [until_ms]])
    stops = np.unique(np.round(wanted, 9))  # two stops a rounding error apart would be a step
    middles = (stops[1:] + stops[:-1]) / 2
    flowing = np.searchsorted(pulses, middles) - np.searchsorted(pulses + width_ms, middles)
    constants: Any = loops.Constants(*map(float, astuple(parameters)))
    states = loops.follow(state, constants, stops, strength * flowing, tolerance)
    if not np.all(np.isfinite(states)):
        failed = stops[np.isfinite(states).all(axis=1)][-1]
        raise ArithmeticError(f"the equations run away after {failed:g} ms")
    sampled = states[np.searchsorted(stops, np.round(ms, 9))]
    shown = {k: sampled[:, i] for i, k in enumerate(STATES) if k in Trace.__dataclass_fields__}
    return Trace(ms=ms, **shown, states=sampled, last=states[-1].copy())


@lru_cache(maxsize=32)
def settled(parameters: Parameters = FIBRE) -> Array:
    """Return the state 3 s after the published start, without a pulse; it still drifts."""
    state = run([], 3000.0, every_ms=3000.0, parameters=parameters).last
    state.setflags(write=False)
    return state


def _pulses(spikes_ms: ArrayLike, width_ms: float) -> Array:
    pulses = np.asarray(spikes_ms, dtype=float)
    apart = np.diff(pulses, prepend=-np.inf) if pulses.ndim == 1 else np.array(np.nan)
    if not (np.all(np.isfinite(pulses) & (pulses >= 0)) and np.all(apart >= width_ms - 1e-9)):
        raise ValueError(
            f"spikes_ms must be finite, 0 or more, and each {width_ms} later, got {spikes_ms!r}"
        )
    return pulses


def _state(start: ArrayLike | None) -> Array:
    state = np.array(START if start is None else start, dtype=float)
    if state.shape != START.shape or not np.all(np.isfinite(state)):
        raise ValueError(f"start must be {len(STATES)} finite numbers, got {start!r}")
    return state


def _refuse(times: dict[str, float], strength: float, tolerance: float) -> None:
    for name, ms in times.items():
        if not (math.isfinite(ms) and ms > 0):
            raise ValueError(f"{name} must be a positive, finite time in ms, got {ms!r}")
    if not math.isfinite(strength):
        raise ValueError(f"strength must be finite, in uA/cm2, got {strength!r}")
    if not 1e-8 <= tolerance <= 0.01:
        raise ValueError(f"tolerance must be from 1e-8 to 0.01, got {tolerance!r}")
