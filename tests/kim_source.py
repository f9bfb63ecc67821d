"""Kim 2020's muscle as its source prints it, and its equations solved without this package."""

import math

import numpy as np
from scipy.integrate import solve_ivp

# Read off module1_2.mod and module3.mod of ModelDB 266732, not off this package.
PRINTED = {
    "store_on": 3000, "store_off": 3, "store_sites": 0.03, "buffer_on": 400, "buffer_off": 1,
    "buffer_sites": 0.00043, "troponin_on": 4e5, "troponin_off": 150, "troponin_sites": 0.00007,
    "cooperation": 5, "release": 10, "release_rise_ms": 3, "release_fall_ms": 25, "pump": 2000,
    "pump_affinity": 850, "stored": 0.0025, "free": 1e-10, "knee_mm": -8, "short_slope": 0.03,
    "short_offset": 1.23, "long_slope": 0.01, "long_offset": 1.08, "half_bound": 0.128,
    "bound_width": 0.093, "slow_ms": 61.206, "slow_centre": -13.116, "slow_width": 5.095,
    "power": 2, "force": 23, "hill_force": 2.35, "hill_velocity": 24.35, "stretch_force": -7.4,
    "stretch_velocity": 30.3, "best_mm": -8, "width_mm": 21.4,
}  # fmt: skip
TRAINS = {
    "a pulse off the grid": (-8.0, (20.313,), 400.0),
    "a longer muscle": (2.0, (20.0, 45.0), 300.0),
    "a shorter muscle": (-20.0, (20.0, 45.0), 300.0),
    "10 a second": (-8.0, tuple(100.0 * n for n in range(9)), 900.0),
    "80 a second": (-8.0, tuple(12.5 * n for n in range(40)), 500.0),
}


def kim(ms, state, pulses, length_mm):
    """The source's equations, written from its text with its own names and numbers."""
    ca_sr, ca_sr_cs, ca, ca_b, ca_t, am = state
    k1, k2, k3, k4, k5i, k6i, k = 3000, 3, 400, 1, 4e5, 150, 850
    cs0, b0, t0 = 0.03, 0.00043, 0.00007
    phi = 0.03 * length_mm + 1.23 if length_mm <= -8 else 0.01 * length_mm + 1.08
    k5, k6 = phi * k5i, k6i / (1 + 5 * am)
    since = ms - pulses[pulses < ms]
    r = ca_sr * 10 * np.sum((1 - np.exp(-since / 3)) * np.exp(-since / 25))
    u = 2000 * (ca**2 * k**2 / (1 + ca * k + ca**2 * k**2)) ** 2 if ca >= 0 else 0.0
    store = -k1 * cs0 * ca_sr + (k1 * ca_sr + k2) * ca_sr_cs
    buffer = k3 * b0 * ca - (k3 * ca + k4) * ca_b
    troponin = k5 * t0 * ca - (k5 * ca + k6) * ca_t
    am_inf = 0.5 * (1 + math.tanh((ca_t / t0 - 0.128) / 0.093))
    am_tau = 61.206 / math.cosh((ca_t / t0 + 13.116) / (2 * 5.095))
    free = r - u - buffer - troponin
    return store - r + u, -store, free, buffer, troponin, (am_inf - am) / am_tau


def solved(name):
    length_mm, pulses, until = TRAINS[name]
    found = solve_ivp(
        kim, (0, until), [0.0025, 0, 1e-10, 0, 0, 0], method="LSODA", rtol=1e-8, atol=1e-13,
        max_step=1.0, t_eval=np.arange(0, until + 0.25, 0.5), args=(np.array(pulses), length_mm),
    )  # fmt: skip
    return found.y
