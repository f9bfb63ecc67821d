"""How far the cold of an ice pack, or the warmth of a hot one, reaches into a limb.

Equations
    Pennes          ρ c dT/dt = 1/A d/dx(A k dT/dx) + w (T_blood - T) + q
                    w = flow · perfusion · ρ · ρ_blood · c_blood,   q = metabolism · ρ
                    x the depth below the skin; A = 1 in a slab, 1 - x/R in a cylinder of radius R
    At the skin     -k dT/dx = h (T_outside - T_skin)
    At the middle   no heat crosses the plane, or the axis, of symmetry
    Skin, fat, muscle and bone follow each other. The tissue is cut into thin cells that keep the
    heat that enters them; in time the cells' equations are solved exactly, mode by mode. A limb
    starts as it settles in room air, wears the pack, and is in room air again.

Units
    depth and fold mm, time min, temperature °C, contact (h) W/(m² K); tissue as ``Tissue`` says.
    ``flow`` is the share of resting blood flow that goes on under the pack, ``flow_after`` the
    share once it is off.

Shapes
    ``Field.celsius`` is minutes by depths; ``at`` gives minutes, or minutes by depths asked for.
    The minute at which the pack comes off is always one of the minutes.

Errors
    ValueError, naming the argument and showing its value, for a property that is negative, not
    finite, or 0 where heat must be held or conducted; for a fold thinner than two skins or layers
    thicker than the limb; for a geometry other than "slab" and "cylinder"; for a depth outside
    the limb.

Limits
    At 1 cm below the fat the model does what was measured, nothing fitted, if blood stops under the
    ice (``flow`` 0). The thigh (a slab) loses 7 °C in 9.4, 21.6, 37.4 and 55.8 min under folds of
    5, 15.5, 25.5 and 35.5 mm; Otte measured 8.0, 23.3, 37.8, 58.6. The calf (a cylinder) loses
    12.7, 9.1 and 6.7 °C in 20 min under folds of 8, 14 and 20 mm; Myrer measured 14.4, 9.1 and 5.0
    under folds up to 8, of 10 to 18, and from 20 mm. With blood flow as at rest it cools too
    little: 7.8, 5.2 and 3.6 °C, and the thigh under all but the thinnest fold never by 7.
    At 3 cm it is a lower bound: 2.1, 1.3 and 0.9 °C in the cylinder, 1.1, 0.6 and 0.3 in the
    slab, against 6.2, 3.9 and 2.4. Even perfect contact and no blood make it 2.6, 1.6 and 1.1:
    conduction is too slow, so cold went in by a way that is not here, such as blood that comes
    back cold from the skin. A hot pack is a lower bound too: some 2 °C at 1 cm below the skin and
    0.2 at 3 cm after 15 min, against 3.8 and 0.8. No constant was bent to hide this.
    Blood flow answers to nothing but ``flow`` and ``flow_after``: Myrer's muscle rewarms faster
    than with none and slower than with all of it. A pack stays as cold or hot as it began, and
    in a cylinder goes all the way round. Numbness, pain and burns are not here: how long skin may
    bear heat or cold comes from the tables of safe use and of burns, never from this model.

Sources
    Pennes 1948, J Appl Physiol 1:93, doi:10.1152/jappl.1948.1.2.93, for the equation: unverified,
    not read; the tests stand on its closed solutions instead.
    Muscle, fat and bone but for blood and metabolism: COMSOL 6.0 reference manual, "Bioheat
    Materials Library".
    Myrer et al. 2001, J Athl Train 36:32, PMC155399, and Otte et al. 2002, Arch Phys Med Rehabil
    83:1501, for what ice does: the abstracts were read, so that fat is half the fold less the skin
    is a convention of such studies, not theirs for certain. Draper et al. 1998, for the hot pack,
    by way of painscience.com: unverified.
    Erdoğan et al. 2022, Eur J Geriatr Gerontol 4:103, for the girth of a calf: 35.5 cm in men and
    34.2 in women, from the abstract. Ichikawa & Ogino 2024, Acta Med Okayama 78:53, for the towel:
    the abstract.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

COLDEST = -273.15  # °C


def _number(name: str, value: float, least: float = 0.0, above: bool = False) -> None:
    if not np.isfinite(value) or value < least or (above and value == least):
        kind = "above" if above else "not below"
        raise ValueError(f"{name} must be finite and {kind} {least:g}, got {value!r}")


def _numbers(owner: object, names: Iterable[str], least: float = 0.0, above: bool = False) -> None:
    for name in names:
        _number(name, getattr(owner, name), least, above)


@dataclass(frozen=True)
class Tissue:
    """What a tissue does with heat."""

    conductivity: float  # W/(m K)
    density: float  # kg/m³
    specific_heat: float  # J/(kg K)
    perfusion: float  # mL of blood a minute for each kg
    metabolism: float  # W/kg

    def __post_init__(self) -> None:
        _numbers(self, ("conductivity", "density", "specific_heat"), above=True)
        _numbers(self, ("perfusion", "metabolism"))


@dataclass(frozen=True)
class Parameters:
    """A calf at rest in a room."""

    # Perfusion and metabolism, and the whole of the skin: the values of the IT'IS database as they
    # are passed on, unverified. In muscle and skin they come to 2550 and 7440 W/(m³ K); Cancers
    # 2019;11:1183, table 1, has 3240 at rest and 8065.
    skin: Tissue = Tissue(0.37, 1109.0, 3391.0, 106.0, 1.65)
    fat: Tissue = Tissue(0.21, 911.0, 2348.0, 33.0, 0.51)
    muscle: Tissue = Tissue(0.49, 1090.0, 3421.0, 37.0, 0.91)
    bone: Tissue = Tissue(0.32, 1908.0, 1313.0, 10.0, 0.15)
    skin_mm: float = 1.5  # the middle of the usual 1 to 2 mm
    bone_mm: float = 13.0  # radius of a bone as thick as shin and calf bone together: unverified
    radius_mm: float = 55.5  # of a calf 34.9 cm round, the mean of men and women above
    blood_density: float = 1050.0  # kg/m³: unverified
    blood_specific_heat: float = 3617.0  # J/(kg K)
    blood_celsius: float = 37.0  # °C, a convention
    air_celsius: float = 24.0  # °C
    air_contact: float = 9.0  # W/(m² K), still air and radiation together: unverified
    cell_mm: float = 0.5  # no cell is thicker

    def __post_init__(self) -> None:
        positive = ("radius_mm", "blood_density", "blood_specific_heat", "air_contact", "cell_mm")
        _numbers(self, positive, above=True)
        _numbers(self, ("skin_mm", "bone_mm"))
        _numbers(self, ("blood_celsius", "air_celsius"), least=COLDEST)


@dataclass(frozen=True)
class Pack:
    """What lies on the skin: how warm it is, and how well heat passes between the two."""

    celsius: float  # °C, and it stays so
    contact: float  # W/(m² K)

    def __post_init__(self) -> None:
        _numbers(self, ("celsius",), least=COLDEST)
        _numbers(self, ("contact",), above=True)


# Contacts are choices, not measurements (unverified), but for the towel: an ice bag in two dry
# layers took up 300 to 360 W/m² from skin about 30 °C warmer (Ichikawa & Ogino 2024, Acta Med
# Okayama 78:53).
PACKS: Mapping[str, Pack] = MappingProxyType(
    {
        "ice": Pack(0.0, 200.0),  # crushed ice, wet, on bare skin
        "towel": Pack(0.0, 11.0),  # ice in two layers of dry towel
        "gel": Pack(5.0, 80.0),
        "heat": Pack(45.0, 60.0),  # a hot pack as the skin meets it, through its cover
        "wrap": Pack(40.0, 40.0),  # a heat wrap, worn for hours
    }
)


@dataclass(frozen=True, eq=False)
class Field:
    """The temperature under a pack, minute by minute and depth by depth."""

    minutes: Array  # since the pack went on
    depth_mm: Array  # below the skin's surface, which is the first
    celsius: Array  # minutes by depths
    muscle_mm: float  # the depth at which fat ends and muscle begins


@dataclass(frozen=True, eq=False)
class _Limb:
    """The cells of a limb, each for 1 m² of skin."""

    depth_mm: Array  # of their middles
    between: Array  # W/K, from each cell to the next one in
    skin: float  # W/K, from the first cell's middle to its surface
    capacity: Array  # J/K
    blood: Array  # W/K
    metabolism: Array  # W


def run(
    pack: Pack,
    minutes: float,
    after_minutes: float,
    fat_mm: float,
    geometry: str = "slab",
    flow: float = 1.0,
    flow_after: float = 1.0,
    every_minutes: float = 0.5,
    parameters: Parameters | None = None,
) -> Field:
    """Return the temperatures while the pack is on and for some minutes after.

    >>> cold = run(PACKS["ice"], minutes=20, after_minutes=0, fat_mm=5.0)
    >>> at(cold, cold.muscle_mm + 10)[[0, -1]].round(1).tolist()
    [36.7, 32.2]
    """
    given = parameters or Parameters()
    _number("minutes", minutes, above=True)
    _number("every_minutes", every_minutes, above=True)
    _number("after_minutes", after_minutes)
    _number("flow", flow)
    _number("flow_after", flow_after)
    limb = _limb(fat_mm, geometry, given)
    air = Pack(given.air_celsius, given.air_contact)
    start = _settled(limb, air, 1.0, given)
    worn = _instants(minutes, every_minutes)
    bare = _instants(after_minutes, every_minutes)[1:]
    under = _march(limb, start, pack, flow, worn, given)
    after = _march(limb, under[-1], air, flow_after, bare, given)
    skin = [_surface(limb, start[None], air), _surface(limb, under[1:], pack)]
    surface = np.concatenate([*skin, _surface(limb, after, air)])
    return Field(
        minutes=np.concatenate([worn, minutes + bare]),
        depth_mm=np.concatenate([[0.0], limb.depth_mm]),
        celsius=np.column_stack([surface, np.concatenate([under, after])]),
        muscle_mm=given.skin_mm + fat_mm,
    )


def at(field: Field, depth_mm: ArrayLike) -> Array:
    """Return the temperatures, in °C, at one depth or at several, on a line between cells."""
    wanted = np.asarray(depth_mm, dtype=float)
    if not np.all((wanted >= 0) & (wanted <= field.depth_mm[-1])):  # NaN fails it too
        deepest = field.depth_mm[-1]
        raise ValueError(f"depth_mm must lie between 0 and {deepest:g}, got {depth_mm!r}")
    right = np.clip(np.searchsorted(field.depth_mm, wanted), 1, None)
    left = right - 1
    share = (wanted - field.depth_mm[left]) / (field.depth_mm[right] - field.depth_mm[left])
    found: Array = (1 - share) * field.celsius[:, left] + share * field.celsius[:, right]
    return found


def fat_under(fold_mm: float, parameters: Parameters | None = None) -> float:
    """Return how thick the fat is, in mm, under a skinfold, which holds skin and fat twice."""
    given = parameters or Parameters()
    _number("fold_mm", fold_mm, least=2 * given.skin_mm)
    return fold_mm / 2 - given.skin_mm


def _limb(fat_mm: float, geometry: str, given: Parameters) -> _Limb:
    _number("fat_mm", fat_mm)
    if geometry not in ("slab", "cylinder"):
        raise ValueError(f'geometry must be "slab" or "cylinder", got {geometry!r}')
    muscle_mm = given.radius_mm - given.skin_mm - fat_mm - given.bone_mm
    if muscle_mm <= 0:
        raise ValueError(f"fat_mm leaves no room for muscle in the limb, got {fat_mm!r}")
    layers = (given.skin, given.fat, given.muscle, given.bone)
    thick = np.array([given.skin_mm, fat_mm, muscle_mm, given.bone_mm])
    counts = np.ceil(thick / given.cell_mm - 1e-9).astype(int)
    width = np.repeat(thick / np.maximum(counts, 1), counts)
    edge = np.concatenate([[0.0], np.cumsum(width)])
    area = np.ones(len(edge)) if geometry == "slab" else np.maximum(1 - edge / given.radius_mm, 0)
    volume = width / 1000 * (area[:-1] + area[1:]) / 2  # m³, exact in both geometries
    table = np.array([[getattr(tissue, f.name) for f in fields(Tissue)] for tissue in layers])
    conductivity, density, specific_heat, perfusion, metabolism = np.repeat(table, counts, axis=0).T
    resistance = width / 1000 / 2 / conductivity  # m² K/W, from a cell's middle to its face
    blood = given.blood_density * given.blood_specific_heat  # J/(m³ K)
    return _Limb(
        depth_mm=(edge[:-1] + edge[1:]) / 2,
        between=area[1:-1] / (resistance[:-1] + resistance[1:]),
        skin=float(1 / resistance[0]),
        capacity=density * specific_heat * volume,
        blood=perfusion * 1e-6 / 60 * density * blood * volume,
        metabolism=metabolism * density * volume,
    )


def _exchange(limb: _Limb, outside: Pack, flow: float, given: Parameters) -> tuple[Array, Array]:
    """Return what couples the cells, in W/K, and what drives them, in W."""
    contact = 1 / (1 / outside.contact + 1 / limb.skin)
    loss = flow * limb.blood
    drive = loss * given.blood_celsius + limb.metabolism
    loss[0] += contact
    drive[0] += contact * outside.celsius
    loss[:-1] += limb.between
    loss[1:] += limb.between
    return np.diag(loss) - np.diag(limb.between, 1) - np.diag(limb.between, -1), drive


def _settled(limb: _Limb, outside: Pack, flow: float, given: Parameters) -> Array:
    coupling, drive = _exchange(limb, outside, flow, given)
    return np.asarray(np.linalg.solve(coupling, drive), dtype=float)


def _march(
    limb: _Limb, start: Array, outside: Pack, flow: float, minutes: Array, given: Parameters
) -> Array:
    """Follow the cells to each of the minutes: each mode fades at its own rate, exactly."""
    coupling, drive = _exchange(limb, outside, flow, given)
    root = np.sqrt(limb.capacity)
    rates, modes = np.linalg.eigh(coupling / np.outer(root, root))
    end = np.linalg.solve(coupling, drive)
    amount = modes.T @ (root * (start - end))
    fading = np.exp(-np.outer(minutes * 60, rates)) * amount
    return np.asarray(end + fading @ modes.T / root, dtype=float)


def _surface(limb: _Limb, cells: Array, outside: Pack) -> Array:
    """Return the skin's own temperature, at which as much heat arrives as leaves."""
    arriving = outside.contact * outside.celsius + limb.skin * cells[:, 0]
    return np.asarray(arriving / (outside.contact + limb.skin))


def _instants(minutes: float, every: float) -> Array:
    return np.linspace(0.0, minutes, 1 + int(np.ceil(minutes / every - 1e-9)))
