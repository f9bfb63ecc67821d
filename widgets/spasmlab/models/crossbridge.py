"""How many myosin heads hold on to actin, and how ATP lets them go: rigor when it is gone.

Equations
    One head's cycle, at constant length (fractions of all heads; sites at full overlap)
        blocked N <-> free P <-> A1 loose <-> A2 strong <-> A3 after its stroke -> free P
    Attach, let go     ka P U ov,  kd A1 (Pi/K_Pi) / (1 + Pi/K_Pi)
    Grip, and back     k1 A1 / (1 + Pi/K_Pi),  km1 A2
    Stroke, and back   k2 A2,  km2 A3 (ADP/K_D) / D,   D = 1 + ATP/K_T + ADP/K_D
    Detach by ATP      k3 A3 (1 + α s²) (ATP/K_T) / D
    Calcium            on = k_on Ca N (1 + K (1 - N)),  off = k_off P (1 + K N)
    Heads woken        dU/dt = ksr (1 + kf F) (1 - U) - kmsr U
    Rigor              A3 / D: after their stroke, with neither ATP nor ADP on them
    Force F = ov e2 dr A3,   stiffness = ov e1 (A2 + A3)
    A settled cycle is linear in P but for N and U: N is the root of a quadratic, U that of one
    rising function against another, found by halving.

Units
    ATP, ADP, phosphate mmol/L; calcium µmol/L; rates 1/s in ``Parameters``; time ms; force (stress)
    kPa; stiffness kPa for each µm of sarcomere. The fractions add up to 1 with N and P.

Shapes
    ``steady`` broadcasts ATP and calcium as NumPy arrays do. ``run`` takes one ATP level, and one
    calcium level or one for all, for each sample; what it returns has one number a sample.

Errors
    ValueError, naming the argument and showing its value, for a concentration that is negative or
    not finite, a parameter that is not positive and finite, an ATP that is no row of numbers, a
    ``step_ms`` above 0.1 or too long for the parameters.

Limits
    It is heart muscle, of the rat, at 37 °C. No skeletal cycle with ATP was found whose equations
    and constants could all be read. The order of events is the same for both; the rates, and the
    levels of ATP and calcium at which things happen, are not those of a cramped calf. Lengths stay
    constant: the source's strains, which then stay 0, and its ventricles are left out. ADP and
    phosphate stay where they are while ATP is changed; in a living cell they rise as it falls, and
    at 0 ATP the ADP left here keeps a fifth of the heads out of strict rigor, though attached.
    Force without ATP is 3.1 times that with full calcium and 8 mmol/L; heart muscle was measured to
    have 1.6 times (Ebus 2001, as the source's laboratory passes it on). Read shape and order, not
    size. With 8 mmol/L and full calcium 86 % of the heads are attached, half of them loosely.
    At rest calcium, ATP falling from 0.1 to 0.02 mmol/L takes the heads from 9 % attached to 90 %,
    and at 0.3 force is 2 % of rigor's: muscle fibres needed 0.3 to 1 mmol/L to relax fully (White
    1970, abstract read). They locked with calcium below 0.005 µmol/L too; here 95 % of the heads
    lock at 0.005, but only 10 % at 0.001, where what ADP is left wins.
    The source has a pair of ksr and kf for each rat; here its sham rat 6, the nearest to the median
    of eight. Other parameters could have two settled states: ``steady`` finds one.

Sources
    Marzban, Lopez & Beard 2020, Physiome, journal.physiomeproject.org/articles/S000007 (abstract
    read), and its code, github.com/beards-lab/Rat-Cardiac-Energetic at a7cba02f, which was read:
    dXdT_cardiovascular_mechanics.m and Adjustable_parameters_table_rest.xlsx. The cycle descends
    from Tewari, Bugenhagen, Palmer & Beard 2016, J Mol Cell Cardiol 96:11, the calcium and the
    waking from Campbell, Janssen & Campbell 2018, Biophys J 115:243 (both unverified: not read).
    Metabolites and full calcium: github.com/bmarzban/FittingCrossBridgeModelParameters at 0653635e.
    White 1970, J Physiol 208:583, doi:10.1113/jphysiol.1970.sp009138. Ebus et al. 2001: LoadData.m
    of github.com/beards-lab/ATP-depletion-and-heart-failure; the paper was not read.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Float = float | Array  # a number, or an array of them

REST_UM = 0.1865  # µmol/L: Ca0 at 2 beats a second, CardiovascularMechanics.m
FULL_UM = 20.0  # µmol/L: getMaxForce.m of the fitting code
STEP_LIMIT_MS = 0.1  # heads wake within 0.07 ms when the force is full


@dataclass(frozen=True)
class Parameters:
    """A rat's heart muscle, with the names of the source's constants beside them."""

    attach: float = 559.5568  # 1/s, ka
    unattach: float = 304.6708  # 1/s, kd
    grip: float = 112.3727  # 1/s, k1
    ungrip: float = 21.296  # 1/s, km1
    stroke: float = 811.72  # 1/s, k2
    unstroke: float = 43.25  # 1/s, km2
    detach: float = 144.5586  # 1/s, k3
    strain_weight: float = 5.93  # 1/µm², alpha3
    strain_um: float = 0.0099  # s3, where heads let go the least
    half_phosphate: float = 4.0  # mmol/L, K_Pi
    half_atp: float = 0.4897  # mmol/L, K_T
    half_adp: float = 0.194  # mmol/L, K_D
    unblock: float = 101.185  # 1/(µmol/L s), k_on
    block: float = 723.852  # 1/s, k_off
    cooperation: float = 9.6846  # K_coop
    wake: float = 14.611  # 1/s, ksr of rat 6
    wake_by_force: float = 1.4656  # 1/kPa, kforce of rat 6
    doze: float = 50.032  # 1/s, kmsr
    stroke_um: float = 0.010  # deltaR
    stroke_stiffness: float = 63763.0  # kPa/µm, kstiff2: 1.4 · 45545
    stretch_stiffness: float = 2429.14  # kPa/µm, kstiff1: 1.4 · 1735.1
    overlap: float = 1.0  # N_overlap of sarcomeres of 2.3 µm
    # Mean of the sham rats, RunForce_pCa.m of the fitting code
    adp: float = 0.04317  # mmol/L
    phosphate: float = 1.0  # mmol/L

    def __post_init__(self) -> None:
        """Refuse what is not positive and finite: without ADP and ATP the cycle has no way on."""
        for name, value in asdict(self).items():
            if not 0 < value < math.inf:
                raise ValueError(f"{name} must be positive and finite, got {value!r}")


@dataclass(frozen=True, eq=False)
class CrossBridges:
    """What the heads do, as fractions of all of them."""

    blocked: Float  # calcium has not opened their site
    free: Float  # their site is open, they are not on it
    loose: Float  # A1
    strong: Float  # A2
    stroked: Float  # A3
    rigor: Float  # of the stroked, those with neither ATP nor ADP
    awake: Float  # heads that could attach, of those that do not: U
    force_kpa: Float
    stiffness_kpa_um: Float

    @property
    def detached(self) -> Float:
        """Return the fraction that holds nothing."""
        return self.blocked + self.free

    @property
    def attached(self) -> Float:
        """Return the fraction that holds on to actin in any way."""
        return self.loose + self.strong + self.stroked


@dataclass(frozen=True, eq=False)
class Trace:
    """What one run gave, sample by sample."""

    ms: Array
    atp_mmol: Array
    bridges: CrossBridges


def steady(
    atp_mmol: Float,
    calcium_um: Float = REST_UM,
    parameters: Parameters = Parameters(),
) -> CrossBridges:
    """Return where the heads settle.

    >>> round(steady(8.0).attached, 2), round(steady(0.0).attached, 2)
    (0.01, 1.0)
    """
    p = parameters
    atp, calcium = np.broadcast_arrays(
        _level("atp_mmol", atp_mmol), _level("calcium_um", calcium_um)
    )
    low, high = np.zeros(atp.shape), np.ones(atp.shape)
    for _ in range(60):
        awake = (low + high) / 2
        force = _force(_settled(awake, atp, calcium, p)[-1], p)
        woken = p.wake * (1 + p.wake_by_force * force)
        rises = woken / (woken + p.doze) > awake
        low, high = np.where(rises, awake, low), np.where(rises, high, awake)
    return _bridges((*_settled(low, atp, calcium, p), low), atp, p)


def run(
    atp_mmol: Sequence[float] | Array,
    every_ms: float = 1.0,
    calcium_um: Float = REST_UM,
    parameters: Parameters = Parameters(),
    step_ms: float = 0.05,
) -> Trace:
    """Return what the heads do while ATP changes, from where they had settled at its first level.

    Each level of ATP (and of calcium, if it is a row too) holds for ``every_ms``, until the next.
    """
    from spasmlab.models.loops import crossbridge as loops

    p = parameters
    atp = _level("atp_mmol", atp_mmol)
    if atp.ndim != 1 or not atp.size:
        raise ValueError(f"atp_mmol must be a row of levels, got {atp_mmol!r}")
    if not 0 < every_ms < math.inf:
        raise ValueError(f"every_ms must be a positive, finite time in ms, got {every_ms!r}")
    if not 0 < step_ms <= STEP_LIMIT_MS:
        raise ValueError(f"step_ms must be above 0 and at most {STEP_LIMIT_MS}, got {step_ms!r}")
    calcium = np.broadcast_to(_level("calcium_um", calcium_um), atp.shape)
    at = steady(float(atp[0]), float(calcium[0]), p)
    start = np.array([at.blocked, at.loose, at.strong, at.stroked, at.awake], dtype=np.float64)
    substeps = math.ceil(every_ms / step_ms - 1e-9)
    rates = _rates(atp, p)
    blocked, loose, strong, stroked, awake = loops.run(
        start, *rates, calcium, substeps, every_ms / substeps / 1000, loops.constants(p)
    )
    if not np.all(np.isfinite(blocked)):
        raise ValueError(f"step_ms must be shorter for these parameters, got {step_ms!r}")
    free = 1 - blocked - loose - strong - stroked
    ms = every_ms * np.arange(atp.size, dtype=np.float64)
    return Trace(ms, atp, _bridges((blocked, free, loose, strong, stroked, awake), atp, p))


def _rates(atp: Array, p: Parameters) -> tuple[Array, Array]:
    """Return how fast ATP detaches the stroked heads, and how fast ADP turns them back, in 1/s."""
    by_strain = 1 + p.strain_weight * p.strain_um**2
    detaching = p.detach * by_strain * (atp / p.half_atp) / _nucleotides(atp, p)
    return detaching, p.unstroke * (p.adp / p.half_adp) / _nucleotides(atp, p)


def _nucleotides(atp: Array, p: Parameters) -> Array:
    """Return D: the stroked heads in all, for each that is empty."""
    return 1 + atp / p.half_atp + p.adp / p.half_adp


def _settled(awake: Array, atp: Array, calcium: Array, p: Parameters) -> tuple[Array, ...]:
    """Return blocked, free, loose, strong and stroked once they have settled, for one U."""
    detaching, returning = _rates(atp, p)
    unbound = p.phosphate / p.half_phosphate / (1 + p.phosphate / p.half_phosphate)
    grip = p.grip / (1 + p.phosphate / p.half_phosphate)
    # for each stroked head: walk the cycle backwards, whatever passes one step passes the next
    strong = (returning + detaching) / p.stroke
    loose = (detaching + p.ungrip * strong) / grip
    free = (detaching + p.unattach * unbound * loose) / (p.attach * p.overlap * awake)
    attached = 1 + strong + loose
    # opened sites: n (1 + K - K n) = ratio (1 - n) (1 + K n), so that free is their share
    k = p.cooperation
    ratio = p.unblock * calcium / p.block * (1 + attached / free)
    b = 1 + k - ratio * (k - 1)
    opened = 2 * ratio / (b + np.sqrt(b * b + 4 * k * (ratio - 1) * ratio))
    stroked = opened / (free + attached)
    return 1 - opened, free * stroked, loose * stroked, strong * stroked, stroked


def _force(stroked: Array, p: Parameters) -> Array:
    return p.overlap * p.stroke_stiffness * p.stroke_um * stroked


def _bridges(state: tuple[Array, ...], atp: Array, p: Parameters) -> CrossBridges:
    blocked, free, loose, strong, stroked, awake = state
    rigor = stroked / _nucleotides(atp, p)
    stiffness = p.overlap * p.stretch_stiffness * (strong + stroked)
    parts = blocked, free, loose, strong, stroked, rigor, awake, _force(stroked, p), stiffness
    return CrossBridges(*map(_plain, parts))


def _level(name: str, value: Float | Sequence[float]) -> Array:
    array = np.asarray(value, dtype=float)
    if not np.all(np.isfinite(array) & (array >= 0)):
        raise ValueError(f"{name} must be a finite concentration, 0 or more, got {value!r}")
    return array


def _plain(value: Float) -> Float:
    array = np.asarray(value, dtype=float)
    return float(array) if array.ndim == 0 else array
