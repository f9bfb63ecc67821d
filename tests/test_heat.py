"""The heat model against measurements, closed solutions and another solver.

Its properties, limits and bad input are in test_heat_limits.py.
"""

from dataclasses import astuple

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.special import erfc, erfcx, i0, i1

from spasmlab.models.heat import PACKS, Pack, Parameters, Tissue, at, fat_under, run

CALF = Parameters()
ICE = PACKS["ice"]
PERFECT = Pack(0.0, 1e6)  # ice that lets nothing stand between it and the skin
INERT = Tissue(0.5, 1000.0, 3500.0, 0.0, 0.0)
# skinfold (mm, the middle of the group) -> min for thigh muscle 1 cm below fat to lose 7 °C:
# Otte et al. 2002, Arch Phys Med Rehabil 83:1501, abstract
OTTE = {5.0: 8.0, 15.5: 23.3, 25.5: 37.8, 35.5: 58.6}
# skinfold (mm: up to 8, the middle of 10 to 18, from 20) -> °C lost at 1 and 3 cm below fat in
# 20 min, then gained in 30 min without ice: Myrer et al. 2001, J Athl Train 36:32, abstract
MYRER = {
    8.0: (14.43, 6.22, 5.39, -1.63),
    14.0: (9.06, 3.86, 2.22, -1.83),
    20.0: (5.00, 2.42, -0.49, -2.10),
}


def made_of(tissue, **others):
    return Parameters(skin=tissue, fat=tissue, muscle=tissue, bone=tissue, **others)


def fall(field, below_fat_mm, minute):
    """The °C lost since the pack went on."""
    trace = at(field, field.muscle_mm + below_fat_mm)
    return float(trace[0] - trace[np.searchsorted(field.minutes, minute)])


def minutes_to_lose(degrees, fold, **how):
    field = run(ICE, 120.0, 0.0, fat_under(fold), every_minutes=0.1, **how)
    trace = at(field, field.muscle_mm + 10)
    lost = trace[0] - trace >= degrees
    return float(field.minutes[np.argmax(lost)]) if lost.any() else np.inf


# Published values


@pytest.mark.parametrize(("fold", "minutes"), OTTE.items())
def test_ice_without_blood_cools_the_thigh_in_the_minutes_measured(fold, minutes):
    # The study's standard deviations run from 3.4 to 11.7 minutes.
    assert minutes_to_lose(7.0, fold, flow=0.0) == pytest.approx(minutes, abs=3.0)


@pytest.mark.parametrize("fold", [15.5, 25.5, 35.5])
def test_with_blood_as_at_rest_the_thigh_never_cools_as_measured(fold):
    assert minutes_to_lose(7.0, fold, flow=1.0) == np.inf


@pytest.mark.parametrize(("fold", "measured"), MYRER.items())
def test_ice_without_blood_cools_the_calf_near_the_fat_as_measured(fold, measured):
    field = run(ICE, 20.0, 0.0, fat_under(fold), "cylinder", flow=0.0)
    assert fall(field, 10, 20.0) == pytest.approx(measured[0], abs=2.0)


@pytest.mark.parametrize("geometry", ["slab", "cylinder"])
@pytest.mark.parametrize(("fold", "measured"), MYRER.items())
def test_no_shape_contact_or_blood_flow_carries_cold_as_deep_as_measured(fold, measured, geometry):
    # What the model does not reproduce: at 3 cm it is a lower bound, and says so.
    field = run(PERFECT, 20.0, 0.0, fat_under(fold), geometry, flow=0.0)
    assert fall(field, 30, 20.0) < measured[1] / 2


@pytest.mark.parametrize(("fold", "measured"), MYRER.items())
def test_the_rewarming_measured_lies_between_no_blood_and_all_of_it(fold, measured):
    for depth, gained in zip((10, 30), measured[2:], strict=True):
        without, whole = (
            fall(field, depth, 20.0) - fall(field, depth, 50.0)
            for field in (
                run(ICE, 20.0, 30.0, fat_under(fold), "cylinder", 0.0, share) for share in (0, 1)
            )
        )
        assert without < gained < whole


@pytest.mark.parametrize("flow", [0.0, 1.0])
@pytest.mark.parametrize("fold", MYRER)
def test_three_centimetres_deep_goes_on_cooling_without_the_ice(fold, flow):
    field = run(ICE, 20.0, 30.0, fat_under(fold), "cylinder", flow)
    assert fall(field, 30, 50.0) > fall(field, 30, 20.0)


@pytest.mark.parametrize("geometry", ["slab", "cylinder"])
def test_a_hot_pack_warms_less_than_measured(geometry):
    # Draper et al. 1998, by way of painscience.com: +3.8 °C at 1 cm, +0.78 at 3 cm in 15 min.
    field = run(PACKS["heat"], 15.0, 0.0, 3.5, geometry)
    warmed = at(field, [10, 30])[-1] - at(field, [10, 30])[0]
    assert np.all((warmed > 0) & (warmed < [3.8, 0.78]))


def test_ice_in_a_towel_takes_the_heat_and_the_degrees_measured():
    # Ichikawa & Ogino 2024, abstract: 180 to 218.7 kJ/m² in 10 min, skin 3.2 to 5.7 °C cooler.
    field = run(PACKS["towel"], 10.0, 0.0, 3.0, "cylinder", every_minutes=0.02)
    skin = field.celsius[:, 0]
    taken = PACKS["towel"].contact * np.trapezoid(skin[1:], field.minutes[1:] * 60) / 1000
    assert 180 < taken < 218.7
    assert 3.2 < skin[0] - skin[-1] < 5.7


# flow -> what Limits says of 1 cm and 3 cm in a slab and in a cylinder
SAID = {
    0.0: {
        "slab": ([10.5, 7.2, 5.0], [1.1, 0.6, 0.3]),
        "cylinder": ([12.7, 9.1, 6.7], [2.1, 1.3, 0.9]),
    },
    1.0: {
        "slab": ([6.5, 4.2, 2.7], [0.6, 0.3, 0.2]),
        "cylinder": ([7.8, 5.2, 3.6], [1.0, 0.6, 0.4]),
    },
}


@pytest.mark.parametrize("flow", SAID)
@pytest.mark.parametrize("geometry", ["slab", "cylinder"])
def test_the_falls_are_those_that_the_model_confesses(flow, geometry):
    fields = [run(ICE, 20.0, 0.0, fat_under(fold), geometry, flow) for fold in MYRER]
    for depth, said in zip((10, 30), SAID[flow][geometry], strict=True):
        assert [fall(field, depth, 20.0) for field in fields] == pytest.approx(said, abs=0.06)


def test_the_tissue_is_the_published_one():
    # COMSOL 6.0 reference manual, "Bioheat Materials Library": W/(m K), kg/m³, J/(kg K).
    assert astuple(CALF.muscle)[:3] == (0.49, 1090.0, 3421.0)
    assert astuple(CALF.fat)[:3] == (0.21, 911.0, 2348.0)
    assert astuple(CALF.bone)[:3] == (0.32, 1908.0, 1313.0)


def test_the_blood_flows_are_near_those_of_another_table():
    # Cancers 2019;11:1183, table 1: 3240 W/(m³ K) in muscle at rest, 8065 in skin.
    for tissue, listed in ((CALF.muscle, 3240), (CALF.skin, 8065)):
        blood = tissue.perfusion / 60e6 * tissue.density * 1050 * 3617
        assert blood == pytest.approx(listed, rel=0.25)


# An independent solver


@pytest.mark.parametrize("contact", [1e6, 200.0, 40.0])
def test_a_thick_slab_cools_as_the_error_function_has_it(contact):
    # Carslaw & Jaeger's half-space with a surface contact; air at 35 °C makes it start even.
    thick = made_of(INERT, radius_mm=150.0, air_celsius=35.0)
    field = run(Pack(0.0, contact), 20.0, 0.0, 5.0, parameters=thick)
    k, spread = 0.5, np.sqrt(0.5 / 3.5e6 * field.minutes[1:, None] * 60)
    x = field.depth_mm[None, :80] / 1000
    whole = contact / k * spread + x / (2 * spread)
    warmth = erfc(x / (2 * spread)) - erfcx(whole) * np.exp(-((x / (2 * spread)) ** 2))
    error = np.abs(field.celsius[1:, :80] - 35 * (1 - warmth))
    assert error.max() < 0.07  # half a minute in, when all the cold is in the first cells
    assert error[3:].max() < 0.02  # from 2 min on


@pytest.mark.parametrize("geometry", ["slab", "cylinder"])
def test_under_a_lasting_pack_the_steady_profile_is_the_closed_one(geometry):
    tissue = Tissue(0.5, 1000.0, 3500.0, 40.0, 0.8)
    blood = 40 / 60e6 * 1000 * 1050 * 3617  # W/(m³ K)
    field = run(Pack(5.0, 80.0), 1e5, 0.0, 5.0, geometry, 0.5, 1, 1e4, made_of(tissue))
    m, end = np.sqrt(0.5 * blood / 0.5), 0.0555
    level = 37 + 800 / (0.5 * blood)  # where blood and metabolism would settle it
    inward = end - field.depth_mm / 1000
    shape, slope = (np.cosh, np.sinh) if geometry == "slab" else (i0, i1)
    scale = 80 * (5 - level) / (80 * shape(m * end) + 0.5 * m * slope(m * end))
    assert field.celsius[-1] == pytest.approx(level + scale * shape(m * inward), abs=0.005)


STEP = 0.25e-3  # m between the other solver's nodes
DEPTH = np.arange(0, 0.0555 + STEP / 2, STEP)


def nodes(geometry, fat):
    """What each node holds, gets and passes on: its size, face, k, ρ c, blood and warmth."""
    ends = np.cumsum([1.5e-3, fat * 1e-3, 0.0555 - 0.0145 - fat * 1e-3, 0.013])
    layers = [CALF.skin, CALF.fat, CALF.muscle, CALF.bone]

    def table(where):
        found = np.minimum(np.searchsorted(ends, where), 3)
        return np.array([astuple(layers[layer]) for layer in found])

    between = (DEPTH[1:] + DEPTH[:-1]) / 2
    k = table(between)[:, 0]
    # A node on the border of two layers is half of each.
    sides = np.array([table(np.clip(DEPTH + d, 0, 0.0555)) for d in (-1e-5, 1e-5)])
    store = (sides[:, :, 1] * sides[:, :, 2]).mean(axis=0)
    blood = (sides[:, :, 1] * sides[:, :, 3]).mean(axis=0) / 60e6 * 1050 * 3617
    warmth = (sides[:, :, 1] * sides[:, :, 4]).mean(axis=0)
    bounds = np.concatenate([[0.0555], 0.0555 - between, [0.0]])
    if geometry == "slab":
        return -np.diff(bounds), np.ones(len(k)), k, store, blood, warmth
    return -np.diff(bounds**2) / 2, bounds[1:-1], k, store, blood, warmth


def lines(geometry, pack, fat, minutes, flow):
    """Pennes' equation on nodes from the surface to the middle, stepped by LSODA.

    Uses only numbers from the model; its nodes, faces and steps are other ones.
    """
    size, face, k, store, blood, warmth = nodes(geometry, fat)
    skin = 0.0555 if geometry == "cylinder" else 1.0

    def rate(outside, contact, share):
        def slope(_, celsius):
            through = k * face * np.diff(celsius) / STEP
            heat = size * (share * blood * (37 - celsius) + warmth)
            heat[0] += skin * contact * (outside - celsius[0])
            heat[:-1] += through
            heat[1:] -= through
            return heat / (store * size)

        return slope

    how = {"method": "LSODA", "lband": 1, "uband": 1, "rtol": 1e-7, "atol": 1e-7}
    air = solve_ivp(rate(24.0, 9.0, 1.0), (0, 3e5), np.full(len(DEPTH), 36.0), **how).y[:, -1]
    worn = rate(pack.celsius, pack.contact, flow)
    under = solve_ivp(worn, (0, minutes * 60), air, t_eval=[60, minutes * 60], **how).y
    bare = solve_ivp(rate(24.0, 9.0, 1.0), (0, 900), under[:, -1], **how).y[:, -1]
    return DEPTH * 1000, np.array([air, *under.T, bare])


@pytest.mark.parametrize("geometry", ["slab", "cylinder"])
@pytest.mark.parametrize(("name", "flow"), [("ice", 0.3), ("heat", 1.0)])
def test_another_solver_on_other_nodes_finds_the_same_temperatures(geometry, name, flow):
    depth, wanted = lines(geometry, PACKS[name], 5.0, 20.0, flow)
    field = run(PACKS[name], 20.0, 15.0, 5.0, geometry, flow, every_minutes=1.0)
    deep = np.array([0.0, 1.0, 3.0, 6.0, 10.0, 16.5, 36.5, 50.0])
    found = at(field, deep)[[0, 1, 20, 35]]
    for row, there in zip(found, wanted, strict=True):
        assert row == pytest.approx(np.interp(deep, depth, there), abs=0.05)
