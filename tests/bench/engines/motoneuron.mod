COMMENT
One compartment of the motoneuron of Booth, Rinzel & Kiehn (1997), for NEURON. Written from the
equations in spasmlab.models.motoneuron; two of them, joined by Ra, are the cell. What a compartment
lacks has a conductance of 0.
ENDCOMMENT

NEURON {
    SUFFIX motoneuron
    NONSPECIFIC_CURRENT i
    RANGE sodium, delayed, n_type, l_type, calcium_gated
}

UNITS {
    (mA) = (milliamp)
    (mV) = (millivolt)
    (S) = (siemens)
}

PARAMETER {
    sodium = 0 (S/cm2)
    delayed = 0 (S/cm2)
    n_type = 0 (S/cm2)
    l_type = 0 (S/cm2)
    calcium_gated = 0 (S/cm2)
    leak = 0.00051 (S/cm2)
    sodium_mv = 55 (mV)
    potassium_mv = -80 (mV)
    calcium_mv = 80 (mV)
    leak_mv = -60 (mV)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
}

STATE { h n m_n h_n m_l calcium }

BREAKPOINT {
    SOLVE gates METHOD cnexp
    i = sodium * settled(v, -35, 7.8)^3 * h * (v - sodium_mv) + leak * (v - leak_mv)
    i = i + (delayed * n^4 + calcium_gated * calcium / (calcium + 0.2)) * (v - potassium_mv)
    i = i + entering()
}

INITIAL {
    h = 0.9
    n = 0
    m_n = 0
    h_n = 0.9
    m_l = 0
    calcium = 0
}

DERIVATIVE gates {
    h' = (settled(v, -55, -7) - h) * (exp((v + 50) / 15) + exp(-(v + 50) / 16)) / 30
    n' = (settled(v, -28, 15) - n) * (exp((v + 40) / 40) + exp(-(v + 40) / 50)) / 7
    m_n' = (settled(v, -30, 5) - m_n) / 4
    h_n' = (settled(v, -45, -5) - h_n) / 40
    m_l' = (settled(v, -40, 7) - m_l) / 40
    calcium' = 0.01 * (-0.009 * 1000 * entering() - 2 * calcium)
}

FUNCTION entering() (mA/cm2) {
    entering = (n_type * m_n^2 * h_n + l_type * m_l) * (v - calcium_mv)
}

FUNCTION settled(v (mV), half (mV), width (mV)) {
    settled = 1 / (1 + exp((half - v) / width))
}
