"""The fast fibre's equations, written a second time: plain lists in the source's order."""

from itertools import pairwise
from math import exp, log, pi

import numpy as np
from scipy.integrate import solve_ivp


def wall(v, k, ke, na, nae, gates, deep):
    """One membrane: its current, its potassium, its sodium, its gates' rates."""
    n, hk, m, h, s = gates
    vt = 8314.41 * 293 / 96485
    e = exp(-v / vt)
    jk, jna = v * (k - ke * e) / (1 - e), v * (na - nae * e) / (1 - e)
    ek = vt * log(ke / k)
    seen = (ke * exp(-0.4 * ek / vt)) ** 2
    y = 1 - 1 / (1 + (1 + seen / 950) / (100 * exp(1.2 * v / vt)))
    ir = 11.1 * seen / (950 + seen) * y * jk / 50
    ir = ir if deep or jk > 0 else 0.0
    dr = (0.45 if deep else 1) * 64.8 * n**4 * hk * jk / 50
    ten = 0.1 if deep else 1.0
    sigma = (exp(nae / 67.3) - 1) / 7
    pump = ten * 96485 * 0.000621 / ((1 + 1 / ke) ** 2 * (1 + 13 / na) ** 3)
    pump /= 1 + 0.12 * exp(-0.1 * v / vt) + 0.04 * sigma * e
    ina = ten * 804 * m**3 * h * s * jna / 75
    cl = 156.5 / (5 + exp(-ek / vt))
    icl = ten * 19.65 / (1 + exp((v - 70) / 150)) ** 4
    icl *= v * (cl - (156.5 - 5 * cl) / e) / (1 - 1 / e) / 45
    rates = [
        0.0131 * (v + 40) / (1 - exp(-(v + 40) / 7)) * (1 - n) - 0.067 * exp(-(v + 40) / 40) * n,
        (1 / (1 + exp((v + 40) / 7.5)) - hk) * exp((v + 40) / 25.75) / (1 if deep else 1000),
        0.288 * (v + 46) / (1 - exp(-(v + 46) / 10)) * (1 - m) - 1.38 * exp(-(v + 46) / 18) * m,
        0.0081 * exp(-(v + 45) / 14.7) * (1 - h) - 4.38 / (1 + exp(-(v + 45) / 9)) * h,
        (1 / (1 + exp((v + 78) / 5.8)) - s) * (0.2 + 5.65 * ((v + 90) / 100) ** 2) / 8571,
    ]
    return icl + ir + dr + ina + pump, ir + dr + 1.02 - 2 * pump, ina - 1.29 + 3 * pump, rates


def excitation(y, stimulus):
    vs, vt, kt, ki, ke, nai, nat, nae = y[:8]
    i_s, k_s, na_s, gates_s = wall(vs, ki, ke, nai, nae, y[8:13], False)
    i_t, k_t, na_t, gates_t = wall(vt, ki, kt, nai, nat, y[13:18], True)
    access, f = (vs - vt) / 0.15, 96485e3
    voltages = [stimulus - i_s - access, access / 4.8 - i_t]
    ions = [
        k_t / (f * 1e-6) - (kt - ke) / 350,
        -0.0032 * k_t / (f * 1e-6) - k_s / (f * 0.0025),
        k_s / (f * 0.0005) + (kt - ke) / 21875,
        -0.0032 * na_t / (f * 1e-6) - na_s / (f * 0.0025),
        na_t / (f * 1e-6) - (nat - nae) / 350,
        na_s / (f * 0.0005) + (nat - nae) / 21875,
    ]
    return [*voltages, *ions, *gates_s, *gates_t]


def channels(y):
    up, down = 0.1 * exp((y[1] + 20) / 36), 0.1 * exp(-(y[1] + 20) / 36)
    o, c = y[18:23], y[23:28]
    do, dc = [0.0] * 5, [0.0] * 5
    for i in range(5):
        opens = 0.002 / 0.2**i * c[i] - 1000 * 0.2**i * o[i]
        do[i], dc[i] = do[i] + opens, dc[i] - opens
        if i < 4:
            moves = (4 - i) * up * c[i] - (i + 1) * down * c[i + 1]
            dc[i], dc[i + 1] = dc[i] - moves, dc[i + 1] + moves
            moves = (4 - i) * up / 0.2 * o[i] - (i + 1) * 0.2 * down * o[i + 1]
            do[i], do[i + 1] = do[i] - moves, do[i + 1] + moves
    return [*do, *dc]


def chemistry(y):
    c1, s1, c2, s2, t1, p1, p2, mp1, mp2, q1, q2, ca1, ca2, ma1, ma2, a1, a2, m1, m2 = y[28:47]
    t2, d0, d1, d2, b1, b2, p, ps, pc = y[47:]
    v1, v2, w1, w2 = (x * 1.1 * pi * 0.25 for x in (0.0095, 0.9405, 0.0005, 0.0495))
    out = 300 * sum(y[18:23]) * (s1 - c1) - 4.875 * c1 / (c1 + 1) + 2e-5 * (s1 - c1)
    up = 4.875 * c2 / (c2 + 1) - 2e-5 * (s2 - c2)
    dp1 = 0.0417 * c1 * (1500 - p1 - mp1) - 0.0005 * p1
    dp2 = 0.0417 * c2 * (1500 - p2 - mp2) - 0.0005 * p2
    dm1 = 3.3e-5 * m1 * (1500 - p1 - mp1) - 0.003 * mp1
    dm2 = 3.3e-5 * m2 * (1500 - p2 - mp2) - 0.003 * mp2
    dq1, dq2 = (4e-6 * s * (31000 - q) - 0.005 * q for s, q in ((s1, q1), (s2, q2)))
    e1, e2 = 0.15 * c1 * a1 - 30 * ca1, 0.15 * c2 * a2 - 30 * ca2
    g1, g2 = 0.0015 * m1 * a1 - 0.15 * ma1, 0.0015 * m2 * a2 - 0.15 * ma2
    free = 140 - t1 - t2 - d0 - d1 - d2 - b1 - b2
    pairs = ((free, t1), (t1, t2), (d0, d1), (d1, d2))
    x0, x1, z0, z1 = (0.04425 * c2 * a - 0.115 * b for a, b in pairs)
    product = 0.001 * ps * s2
    fall = product * (product - 6) if product > 6 else 1e-4 * pc * (product - 6)
    store, cell = 0.75 * (s1 - s2), 0.75 * (c1 - c2)
    return [
        (out - cell) / v1 - dp1 - e1,
        (-out - store) / w1 - dq1,
        (cell - up) / v2 - dp2 - e2 - x0 - x1 - z0 - z1,
        (up + store) / w2 - dq2 - 1000 * fall,
        *[x0 - x1 + 0.15 * d1, dp1, dp2, dm1, dm2, dq1, dq2],
        *[e1 - 0.375 * (ca1 - ca2) / v1, e2 + 0.375 * (ca1 - ca2) / v2],
        *[g1 - 0.375 * (ma1 - ma2) / v1, g2 + 0.375 * (ma1 - ma2) / v2],
        *[-e1 - g1 - 0.375 * (a1 - a2) / v1, -e2 - g2 + 0.375 * (a1 - a2) / v2],
        *[-dm1 - g1 - 1.5 * (m1 - m2) / v1, -dm2 - g2 + 1.5 * (m1 - m2) / v2],
        *[x1 - 0.15 * t2 + 0.05 * d2, -z0 - 0.15 * d0, z0 - z1 - 0.15 * d1],
        z1 + 0.15 * t2 - 0.05 * d2 - 1.5 * d2 + 15 * b1 + 0.12 * b2,
        *[1.5 * d2 - 15 * b1 + 0.18 * b2 - 0.24 * b1, 0.24 * b1 - 0.18 * b2 - 0.12 * b2],
        0.001 * (0.24 * b1 - 0.18 * b2) - 2.867e-5 * p - 3.62e-6 * (p - ps) / v2,
        *[3.62e-6 * (p - ps) / w2 - fall, fall],
    ]


def solved(start, spikes, until):
    """What scipy's BDF makes of the equations above, at the end."""
    edges = sorted({0.0, until, *spikes, *(spike + 0.5 for spike in spikes)})
    state = np.array(start)
    for begin, end in pairwise(edges):
        on = 150.0 * any(spike <= begin < spike + 0.5 for spike in spikes)

        def rates(_, y, on=on):
            y = y.tolist()
            return [*excitation(y, on), *channels(y), *chemistry(y)]

        state = solve_ivp(rates, (begin, end), state, "BDF", rtol=1e-8, atol=1e-10).y[:, -1]
    return state
