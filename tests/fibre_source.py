"""The muscle fibre's equations, written anew from its source, and LSODA to solve them."""

import math
from dataclasses import replace

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from spasmlab.models.fibre import Parameters

FIBRE = Parameters()
F, VT = 96480.0, 8314 * 295 / 96480
GAMMA = 0.004 / 2 * 0.003 / 1.26e-6
LINED = {"na": 0.8, "kdr": 0.4, "kir": 1.0, "kcnq": 0.4, "cl": 0.3, "a2": 1.0}
BARE = {"na": 1.0, "kdr": 1.0, "kir": 1.0, "kcnq": 1.0, "cl": 1.0, "a2": 0.62}


def at(potassium, **others):
    return replace(FIBRE, potassium_outside=potassium, **others)


def boltzmann(v, middle, slope):
    return 1 / (1 + math.exp(-(v - middle) / slope))


def linear(v, rate, middle, slope):
    return rate * (v - middle) / (1 - math.exp(-(v - middle) / slope))


def source_gates(v):
    """Steady state and rate of m, h, s, n, p, q, c."""
    am = linear(v, 0.2875, -46, 10) + 1.375 * math.exp(-(v + 46) / 18)
    ah = 0.508 * boltzmann(v, -110, -9.97) + 3.272 * boltzmann(v, -26.2, 9.09)
    as_ = 4.04e-6 * math.exp(-v / 21.1) + 7.36e-4 * boltzmann(v, -16.6, 21.2)
    an, bn = linear(v, 0.0262, -40, 7), 0.134 * math.exp(-(v + 40) / 40)
    aq = 0.016 * math.exp(-v / 40) + 0.002 * math.exp(-v / 50)
    ac, bc = 0.03 * boltzmann(v, -50, 41), 0.16 * boltzmann(v, -90, 25)
    return [
        (boltzmann(v, -41, 4.3) ** (1 / 3), am),
        (boltzmann(v, -80, -5.37), ah),
        (0.115 + 0.885 * boltzmann(v, -59, -10.6), as_),
        (an / (an + bn), an + bn),
        (boltzmann(v, -40, -7.5), 1 / 315),
        (boltzmann(v, -30, 10), aq),
        (ac / (ac + bc), ac + bc),
    ]


def constant_field(v, inside, outside):
    return F * v / VT * (inside - outside * math.exp(-v / VT)) / (1 - math.exp(-v / VT))


def source_currents(v, x, outside, cl_in, many):
    """Sodium, potassium, chloride, pump, in uA/cm2 outward; and NKCC1 inward."""
    m, h, s, n, p, q, c = x
    k, na, cl = outside
    i_na = many["na"] * 1.02e-4 * m**3 * s * (0.997 * h + 0.003) * constant_field(v, 6.888, na)
    rectified = 1 / (1 + math.exp((v - VT * math.log(k / 151.9)) / 12))
    i_k = constant_field(v, 151.9, k) * (
        many["kdr"] * 1.2e-5 * n**4 * p
        + many["kir"] * 4.35e-6 * rectified
        + many["kcnq"] * 2e-6 * q
    )
    w = (v + 120) / VT
    flux = (cl * math.exp(-120 / VT) - cl_in * math.exp(-w)) / (1 - math.exp(-w))
    i_cl = many["cl"] * 8e-4 * 0.2 * c * F * w * flux
    sigma = (math.exp(na / 67.3) - 1) / 7
    f = 1 / (1 + 0.12 * math.exp(-0.1 * v / VT) + 0.04 * sigma * math.exp(-v / VT))
    halves = (1 - many["a2"]) / (1 + 1 / k) ** 2 + many["a2"] / (1 + 2.5 / k) ** 2
    i_pump = F * 2.07e-4 * 1.3 * f * halves / (1 + 13 / 6.888) ** 3
    gradient = math.log10(na / 6.888 * k / 151.9 * (cl / cl_in) ** 2)
    return i_na, i_k, i_cl, i_pump, F * 4e-6 * 0.35 * gradient


def slopes(y, bath, cl_in, current, endplate=0.0):
    vs, vt, k, na, cl = y[:5]
    outer = source_currents(vs, y[5:12], bath, cl_in, BARE)
    tube = source_currents(vt, y[12:19], (k, na, cl), cl_in, LINED)
    i_ep = endplate * 1e-5 * constant_field(vs, 6.888, bath[1])
    i_ep += endplate * 1.1e-5 * constant_field(vs, 151.9, bath[0])
    along = (vs - vt) / 0.04
    sigma = 1e-3 / (F * 1.26e-6)
    return [
        current - sum(outer[:4]) - i_ep - along,
        along / GAMMA - sum(tube[:4]),
        sigma * (tube[1] - tube[4] - 2 * tube[3]) - (k - bath[0]) / 350,
        sigma * (tube[0] - tube[4] + 3 * tube[3]) - (na - bath[1]) / 350,
        sigma * (-tube[2] - 2 * tube[4]) - (cl - bath[2]) / 350,
        *(rate * (to - x) for x, (to, rate) in zip(y[5:12], source_gates(vs), strict=True)),
        *(rate * (to - x) for x, (to, rate) in zip(y[12:], source_gates(vt), strict=True)),
    ]


def solved(rest, potassium, pieces, every):
    """LSODA over pieces of (until, current, end-plate), each a start anew: jumps are exact."""
    bath = (potassium, 138.3, 103.9)
    settled = [to for to, _ in source_gates(rest.millivolts)]
    y, since = [rest.millivolts] * 2 + list(bath) + settled * 2, 0.0
    rows = [np.array(y)[:, None]]
    for until, current, endplate in pieces:
        ms = np.arange(1, round((until - since) / every) + 1) * every + since
        found = solve_ivp(
            lambda _, y: slopes(y, bath, rest.chloride_inside, current, endplate),  # noqa: B023
            (since, until),
            y,
            "LSODA",
            t_eval=np.minimum(ms, until),
            rtol=1e-6,
            atol=1e-8,
        )
        rows.append(found.y)
        y, since = found.y[:, -1], until
    return np.hstack(rows)


def source_rest(potassium, low, high):
    """The zero of the steady current and its chloride inside, by bracketing within bracketing."""
    bath = (potassium, 138.3, 103.9)

    def flows(v, cl_in):
        settled = [to for to, _ in source_gates(v)]
        outer = source_currents(v, settled, bath, cl_in, BARE)
        return outer, source_currents(v, settled, bath, cl_in, LINED)

    def chloride(v):
        def gained(cl_in):
            outer, tube = flows(v, cl_in)
            return outer[2] + 2 * outer[4] + GAMMA * (tube[2] + 2 * tube[4])

        return brentq(gained, 0.1, 90, xtol=1e-9)

    def net(v):
        outer, tube = flows(v, chloride(v))
        return sum(outer[:4]) + GAMMA * sum(tube[:4])

    mv = brentq(net, low, high, xtol=1e-9)
    return mv, chloride(mv)
