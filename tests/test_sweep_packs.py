"""Heat or ice: the sweep over packs against the model of heat itself."""

import threading

import numpy as np
import pytest

from spasmlab.evidence import tables
from spasmlab.models import heat
from spasmlab.sweeps import packs as sweep
from spasmlab.sweeps.packs import (
    BELOW,
    FATS,
    FLOWS,
    GEOMETRIES,
    LIMB,
    MINUTES,
    NAMES,
    PACKS,
    WORN,
    WRAP,
    packs,
)

draw = np.random.default_rng(8)
SKIN, ONE_CM, TWO_CM, THREE_CM = range(4)


def own(name, worn, fat, flow, geometry, limb=LIMB, every=1.0):
    pack = heat.PACKS[name]
    field = heat.run(pack, worn, 90 - worn, fat, geometry, flow, flow, every, limb)
    return field, heat.at(field, [0.0, *(field.muscle_mm + BELOW)])


def some_points(count):
    return [tuple(int(draw.integers(size)) for size in PACKS.shape()) for _ in range(count)]


def stops(geometry, pack, worn, fat, flow):
    return NAMES[pack], WORN[worn], FATS[fat], FLOWS[flow], GEOMETRIES[geometry]


def cooled(geometry, fat, minute, depth, pack="ice", flow=0):
    """Return by how much, in °C, it is colder than at the start; worn for 20 minutes."""
    place = GEOMETRIES.index(geometry), NAMES.index(pack), 1
    course = packs().celsius[place]
    course = [np.interp(fat, FATS, course[:, flow, at, depth]) for at in range(len(MINUTES))]
    return course[0] - course[MINUTES.tolist().index(minute)]


def test_it_answers_for_every_pack_and_a_page_can_carry_a_geometry():
    found = packs()
    assert (PACKS.name, WRAP.name) == ("packs", "wrap")
    assert found.celsius.shape == (2, 4, 3, 4, 2, len(MINUTES), 4)
    assert found.wrap.shape == (2, 4, 2, len(MINUTES), 4)
    assert {*NAMES, "wrap"} == set(heat.PACKS)
    assert found.celsius[0].nbytes + found.wrap[0].nbytes < 40_000


def test_no_stop_can_be_moved_and_every_minute_worn_is_shown():
    assert not any(one.flags.writeable for one in (WORN, FATS, FLOWS, BELOW, MINUTES))
    assert set(WORN.tolist()) <= set(MINUTES.tolist())
    assert np.all(np.diff(MINUTES) > 0)


def test_three_centimetres_below_the_thickest_fat_is_still_muscle():
    limb = heat.Parameters()
    bone = limb.radius_mm - limb.bone_mm
    assert limb.skin_mm + FATS[-1] + BELOW[-1] <= bone


@pytest.mark.parametrize("point", some_points(6))
def test_a_course_is_the_models_own(point):
    found = own(*stops(*point))[1]
    assert found[MINUTES] == pytest.approx(packs().celsius[point], abs=1e-4)


@pytest.mark.parametrize("point", some_points(6))
def test_thicker_cells_hardly_matter(point):
    found = own(*stops(*point), limb=heat.Parameters())[1]
    assert found[MINUTES] == pytest.approx(packs().celsius[point], abs=0.07)


def test_a_wrap_stays_on_to_the_end():
    found = own("wrap", 90, FATS[2], FLOWS[1], "cylinder")[1]
    assert found[MINUTES] == pytest.approx(packs().wrap[1, 2, 1], abs=1e-4)
    assert np.all(np.diff(packs().wrap[..., SKIN], axis=-1)[:, :, 0] > -1e-3)


def test_cold_cools_and_heat_warms_more_at_the_skin_than_deep():
    change = packs().celsius - packs().celsius[..., :1, :]
    off = change[:, :, 1, :, :, MINUTES.tolist().index(20)]
    for name, sign in {"ice": -1, "towel": -1, "gel": -1, "heat": 1}.items():
        deep = sign * off[:, NAMES.index(name)]
        assert np.all(np.diff(deep, axis=-1) < 0)
        assert np.all(deep > -0.1)  # a muscle without blood warms a little by itself
        assert np.all(deep[..., : ONE_CM + 1] > 0.1)


def test_more_fat_keeps_the_cold_and_the_warmth_out():
    change = np.abs(packs().celsius - packs().celsius[..., :1, :])
    at = MINUTES.tolist().index(20)
    within = change[:, :, 1, :, :, at, ONE_CM]
    assert np.all(np.diff(within, axis=2) < 0)


def test_blood_brings_the_muscle_back_to_its_warmth():
    change = np.abs(packs().celsius - packs().celsius[..., :1, :])
    worn, later = MINUTES.tolist().index(20), MINUTES.tolist().index(50)
    for at in (worn, later):
        without, with_blood = change[:, :, 1, :, 0, at, ONE_CM], change[:, :, 1, :, 1, at, ONE_CM]
        assert np.all(with_blood < without)


def test_it_goes_on_cooling_deep_down_once_the_pack_is_off():
    assert cooled("cylinder", 2.5, 50, THREE_CM) > cooled("cylinder", 2.5, 20, THREE_CM)


def test_worn_longer_is_the_same_course_for_longer():
    shared = MINUTES <= 10
    assert packs().celsius[:, :, 0][..., shared, :] == pytest.approx(
        packs().celsius[:, :, 2][..., shared, :], abs=1e-4
    )


@pytest.mark.parametrize(("group", "fat"), [("thin", 2.5), ("middle", 5.5), ("thick", 8.5)])
def test_at_1_cm_the_edge_without_blood_is_near_what_was_measured(group, fat):
    measured = -tables.row("measurements", f"heat_ice_{group}_1cm")["value"]
    assert cooled("cylinder", fat, 20, ONE_CM) == pytest.approx(measured, abs=2)


@pytest.mark.parametrize(("group", "fat"), [("thin", 2.5), ("middle", 5.5), ("thick", 8.5)])
def test_at_3_cm_both_edges_are_a_lower_bound(group, fat):
    measured = -tables.row("measurements", f"heat_ice_{group}_3cm")["value"]
    assert cooled("cylinder", fat, 20, THREE_CM) < 0.6 * measured
    assert cooled("cylinder", fat, 20, THREE_CM, flow=1) < 0.6 * measured


def test_a_hot_pack_is_a_lower_bound_at_every_depth():
    for geometry in GEOMETRIES:
        for flow in (0, 1):
            warmed = -cooled(geometry, FATS[0], 15, ONE_CM, "heat", flow)
            assert 0 < warmed < tables.row("measurements", "heat_pack_1cm")["value"]


def test_without_blood_a_bare_limb_cools_by_itself():
    # Why the edge without blood means little long after a pack is off
    air = heat.Pack(LIMB.air_celsius, LIMB.air_contact)
    field = heat.run(air, 90, 0, FATS[-1], "cylinder", 0.0, 0.0, 1.0, LIMB)
    muscle = heat.at(field, field.muscle_mm + BELOW[0])
    assert muscle[20] - muscle[0] == pytest.approx(-0.45, abs=0.05)
    assert muscle[-1] - muscle[0] == pytest.approx(-2.5, abs=0.1)


@pytest.mark.parametrize("point", some_points(12))
def test_between_fats_a_line_is_near_enough(point):
    geometry, pack, worn, _, flow = point
    fat = draw.uniform(FATS[0], FATS[-1])
    table = packs().celsius[geometry, pack, worn, :, flow].reshape(len(FATS), -1)
    read = np.array([np.interp(fat, FATS, column) for column in table.T]).reshape(-1, 4)
    name, minutes, _, blood, shape = stops(*point)
    assert own(name, minutes, fat, blood, shape)[1][MINUTES] == pytest.approx(read, abs=0.2)


@pytest.mark.parametrize("point", some_points(8))
def test_between_minutes_a_line_is_near_enough(point):
    field, found = own(*stops(*point), every=0.5)
    course = packs().celsius[point]
    read = np.array([np.interp(field.minutes, MINUTES, one) for one in course.T]).T
    worn = WORN[point[2]]
    jumps = (field.minutes < 1) | ((field.minutes > worn) & (field.minutes < worn + 1))
    assert found[:, ONE_CM:] == pytest.approx(read[:, ONE_CM:], abs=0.2)
    assert found[~jumps, SKIN] == pytest.approx(read[~jumps, SKIN], abs=0.8)
    assert found[jumps, SKIN] == pytest.approx(read[jumps, SKIN], abs=8.5)


def test_only_one_run_at_a_time(monkeypatch):
    # Two would fight for the cores with BLAS's own threads, and take fifty times as long.
    inside, most, run = [], [], heat.run

    def watched(*given):
        inside.append(1)
        most.append(len(inside))
        found = run(*given)
        inside.pop()
        return found

    monkeypatch.setattr(sweep.heat, "run", watched)
    threads = [threading.Thread(target=sweep._solve_wrap, args=(0, 5, 1)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]
