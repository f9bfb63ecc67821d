"""The motoneuron's source, apart from the package: its equations under LSODA, and traces of it."""

from functools import cache
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

REFERENCE = Path(__file__).parent / "reference"
# The spikes of the reference traces at 20 uA/cm2, read off their upward crossings of 0 mV, by the
# dendrite's N-type conductance
TRACED = {
    0.03: [0.649, 12.04, 28.75, 46.73, 65.24, 84.05, 103.15, 122.54, 142.14, 161.94, 181.86],
    0.3: [0.649, 12.04, 28.75, 46.72, 65.23, 84.05, 103.15, 122.52, 142.09, 161.88, 181.85],
}


def traced(n_type):
    name = f"motoneuron_{str(n_type).replace('.', '_')}.csv"
    return np.genfromtxt(REFERENCE / name, delimiter=",", names=True, skip_header=2)


def slopes(_, y, current, k_soma, k_dendrite, n_type):
    """The transcription's eleven equations, written down apart from the package."""
    vs, vd, h, n, ms, hs, md, hd, ml, cas, cad = y

    def settled(v, half, slope):
        return 1 / (1 + np.exp((v - half) / slope))

    tau_h = 30 / (np.exp((vs + 50) / 15) + np.exp(-(vs + 50) / 16))
    tau_n = 7 / (np.exp((vs + 40) / 40) + np.exp(-(vs + 40) / 50))
    sodium = 120 * settled(vs, -35, -7.8) ** 3 * h * (vs - 55)
    kalium = (100 * n**4 + k_soma * cas / (cas + 0.2)) * (vs + 80)
    ica_s = 14 * ms**2 * hs * (vs - 80)
    ica_d = (n_type * md**2 * hd + 0.33 * ml) * (vd - 80)
    out = sodium + kalium + ica_s + 0.51 * (vs + 60) + 1.0 * (vs - vd)
    out_d = k_dendrite * cad / (cad + 0.2) * (vd + 80) + ica_d + 0.51 * (vd + 60)
    return [
        current - out,
        -out_d - 0.1 / 0.9 * (vd - vs),
        (settled(vs, -55, 7) - h) / tau_h,
        (settled(vs, -28, -15) - n) / tau_n,
        (settled(vs, -30, -5) - ms) / 4,
        (settled(vs, -45, 5) - hs) / 40,
        (settled(vd, -30, -5) - md) / 4,
        (settled(vd, -45, 5) - hd) / 40,
        (settled(vd, -40, -7) - ml) / 40,
        0.01 * (-0.009 * ica_s - 2 * cas),
        0.01 * (-0.009 * ica_d - 2 * cad),
    ]


def crossing(_, y, *others):
    return y[0]


crossing.direction = 1


@cache
def solved(stop_ms, current, k_soma=5.0, k_dendrite=1.1, n_type=0.03):
    start = [-60, -60, 0.9, 0, 0, 0.9, 0, 0.9, 0, 0, 0]
    constants = (current, k_soma, k_dendrite, n_type)
    return solve_ivp(
        slopes, (0, stop_ms), start, method="LSODA", args=constants, events=crossing,
        rtol=1e-7, atol=1e-9, max_step=1.0, dense_output=True,
    )  # fmt: skip
