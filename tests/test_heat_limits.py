"""The heat model against itself, its limits and bad input; test_heat.py has the rest."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmlab.models.heat import PACKS, Pack, Parameters, Tissue, at, fat_under, run

CALF = Parameters()
ICE = PACKS["ice"]
INERT = Tissue(0.5, 1000.0, 3500.0, 0.0, 0.0)


def made_of(tissue, **others):
    return Parameters(skin=tissue, fat=tissue, muscle=tissue, bone=tissue, **others)


def fall(field, below_fat_mm, minute):
    """The °C lost since the pack went on."""
    trace = at(field, field.muscle_mm + below_fat_mm)
    return float(trace[0] - trace[np.searchsorted(field.minutes, minute)])


# Properties


@pytest.mark.parametrize("geometry", ["slab", "cylinder"])
def test_the_heat_that_leaves_is_the_heat_that_is_missed(geometry):
    tissue = Tissue(0.5, 1000.0, 3500.0, 40.0, 0.8)
    field = run(ICE, 20.0, 0.0, 5.0, geometry, 0.5, 1, 0.01, made_of(tissue))
    edge = [0.0]
    for middle in field.depth_mm[1:]:
        edge.append(2 * middle - edge[-1])
    r = 0.0555 - np.array(edge) / 1000
    size = -np.diff(r) if geometry == "slab" else -np.diff(r**2) / (2 * 0.0555)
    content = field.celsius[:, 1:] @ size * 3.5e6  # J for each m² of skin
    blood = 0.5 * 40 / 60e6 * 1000 * 1050 * 3617
    gain = (blood * (37 - field.celsius[:, 1:]) + 800) @ size
    gain += ICE.contact * (0 - field.celsius[:, 0])
    later = field.minutes >= 1  # the first instants are too steep for the trapezoids below
    missed = content[later][-1] - content[later][0]
    assert np.trapezoid(gain[later], field.minutes[later] * 60) == pytest.approx(missed, rel=1e-4)


packs = st.builds(Pack, st.floats(-5, 50), st.floats(1, 1000))
shapes = st.sampled_from(["slab", "cylinder"])
fats = st.floats(0, 20)
shares = st.floats(0, 2)


@settings(max_examples=25, deadline=None)
@given(packs, fats, shapes, shares)
def test_no_place_is_warmer_or_colder_than_all_that_touches_it(pack, fat, geometry, flow):
    calm = {n: replace(getattr(CALF, n), metabolism=0.0) for n in ("skin", "fat", "muscle", "bone")}
    quiet = replace(CALF, **calm, cell_mm=1.0)
    field = run(pack, 15.0, 15.0, fat, geometry, flow, parameters=quiet)
    touching = [pack.celsius, quiet.air_celsius, quiet.blood_celsius]
    assert field.celsius.min() >= min(touching) - 1e-9
    assert field.celsius.max() <= max(touching) + 1e-9


@settings(max_examples=25, deadline=None)
@given(fats, st.floats(0.5, 5), shapes, shares)
def test_more_fat_keeps_the_muscle_warmer_under_ice(fat, more, geometry, flow):
    thin, thick = (run(ICE, 20.0, 0.0, mm, geometry, flow) for mm in (fat, fat + more))
    assert fall(thick, 10, 20.0) < fall(thin, 10, 20.0)


@settings(max_examples=25, deadline=None)
@given(fats, shapes, st.floats(0, 0.9))
def test_less_blood_lets_ice_cool_the_muscle_more(fat, geometry, flow):
    some, whole = (run(ICE, 20.0, 0.0, fat, geometry, share) for share in (flow, 1.0))
    assert fall(some, 10, 20.0) > fall(whole, 10, 20.0)


@settings(max_examples=25, deadline=None)
@given(packs, fats, shapes, st.sampled_from([0.25, 1.0, 3.0]))
def test_how_often_one_looks_changes_nothing(pack, fat, geometry, every):
    often, seldom = (
        run(pack, 12.0, 6.0, fat, geometry, every_minutes=step) for step in (every, 6.0)
    )
    same = [np.searchsorted(often.minutes, minute - 1e-9) for minute in seldom.minutes]
    assert often.celsius[same] == pytest.approx(seldom.celsius, abs=1e-8)


@settings(max_examples=25, deadline=None)
@given(st.floats(-5, 50), st.floats(-5, 50), fats, shapes)
def test_a_pack_half_way_between_two_leaves_temperatures_half_way_between(
    cold, warm, fat, geometry
):
    low, middle, high = (
        run(Pack(celsius, 60.0), 20.0, 10.0, fat, geometry).celsius[1:]
        for celsius in (cold, (cold + warm) / 2, warm)
    )
    assert middle == pytest.approx((low + high) / 2, abs=1e-8)


def test_a_cylinder_cools_deeper_than_a_slab():
    slab, cylinder = (run(ICE, 20.0, 0.0, 5.0, shape) for shape in ("slab", "cylinder"))
    assert fall(cylinder, 10, 20.0) > fall(slab, 10, 20.0)
    assert fall(cylinder, 30, 20.0) > fall(slab, 30, 20.0)


# Limits and shapes


def test_finer_cells_change_little():
    coarse, fine = (
        run(ICE, 20.0, 10.0, 5.0, "cylinder", parameters=replace(CALF, cell_mm=size))
        for size in (0.5, 0.125)
    )
    deep = [5.0, 16.5, 36.5]
    assert at(coarse, deep)[4:] == pytest.approx(at(fine, deep)[4:], abs=0.02)


def test_a_very_thick_cylinder_is_a_slab():
    thick = replace(CALF, radius_mm=600.0, cell_mm=2.0)
    slab, cylinder = (
        run(ICE, 20.0, 0.0, 5.0, shape, parameters=thick) for shape in ("slab", "cylinder")
    )
    assert at(cylinder, [5, 20, 40]) == pytest.approx(at(slab, [5, 20, 40]), abs=0.15)


def test_a_pack_like_the_air_changes_nothing():
    field = run(Pack(CALF.air_celsius, CALF.air_contact), 20.0, 10.0, 5.0)
    assert field.celsius == pytest.approx(np.tile(field.celsius[0], (len(field.minutes), 1)))


def test_a_body_without_blood_or_metabolism_ends_as_its_surroundings():
    field = run(ICE, 1e5, 1e5, 5.0, every_minutes=1e5, parameters=made_of(INERT))
    assert field.celsius[0] == pytest.approx(np.full(len(field.depth_mm), CALF.air_celsius))
    assert field.celsius[1] == pytest.approx(np.zeros(len(field.depth_mm)), abs=1e-8)


def test_skin_and_fat_may_be_missing():
    field = run(ICE, 5.0, 0.0, 0.0, parameters=replace(CALF, skin_mm=0.0, bone_mm=0.0))
    assert field.muscle_mm == 0
    assert np.all(np.isfinite(field.celsius))


def test_the_field_has_the_minutes_by_the_depths():
    field = run(ICE, 7.3, 4.1, 5.0, every_minutes=2.0)
    assert field.celsius.shape == (len(field.minutes), len(field.depth_mm))
    assert (field.minutes[0], field.depth_mm[0], field.muscle_mm) == (0, 0, 6.5)
    assert 7.3 in field.minutes
    assert field.minutes[-1] == pytest.approx(11.4)
    assert np.all(np.diff(field.minutes) > 0)
    assert np.all(np.diff(field.depth_mm) > 0)


def test_a_field_is_read_at_one_depth_or_at_many():
    field = run(ICE, 5.0, 0.0, 5.0)
    assert at(field, 10.0).shape == (11,)
    assert at(field, [0, 10.0]).shape == (11, 2)
    assert at(field, field.depth_mm) == pytest.approx(field.celsius)
    between = field.depth_mm[3:5].mean()
    assert at(field, between) == pytest.approx(field.celsius[:, 3:5].mean(axis=1))


def test_a_fold_holds_skin_and_fat_twice():
    assert fat_under(13.0) == 5.0
    assert fat_under(3.0) == 0.0
    assert fat_under(14.0, replace(CALF, skin_mm=2.0)) == 5.0


def test_the_packs_and_the_calf_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        CALF.skin_mm = 2.0
    with pytest.raises(TypeError):
        PACKS["ice"] = Pack(-20.0, 200.0)


# Bad input


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["minutes", "every_minutes"])
def test_bad_times_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"^{name} must be.*{bad}"):
        run(**{"pack": ICE, "minutes": 20.0, "after_minutes": 0.0, "fat_mm": 5.0, name: bad})


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["after_minutes", "fat_mm", "flow", "flow_after"])
def test_what_may_be_nothing_but_not_less_is_refused_below(name, bad):
    with pytest.raises(ValueError, match=f"^{name} must be.*{bad}"):
        run(**{"pack": ICE, "minutes": 20.0, "after_minutes": 0.0, "fat_mm": 5.0, name: bad})


def test_a_limb_without_room_for_muscle_is_refused():
    with pytest.raises(ValueError, match=r"fat_mm leaves no room.*got 41\.0"):
        run(ICE, 20.0, 0.0, 41.0)


def test_an_unknown_geometry_is_refused():
    with pytest.raises(ValueError, match='"slab" or "cylinder", got \'sphere\''):
        run(ICE, 20.0, 0.0, 5.0, "sphere")


@pytest.mark.parametrize("bad", [-0.1, 56.0, float("nan"), [10.0, 99.0]])
def test_depths_outside_the_limb_are_refused(bad):
    field = run(ICE, 1.0, 0.0, 5.0)
    with pytest.raises(ValueError, match="depth_mm must lie between 0 and"):
        at(field, bad)


@pytest.mark.parametrize("name", ["conductivity", "density", "specific_heat"])
@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_tissue_that_holds_or_conducts_no_heat_is_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        replace(INERT, **{name: bad})


@pytest.mark.parametrize("name", ["perfusion", "metabolism"])
def test_tissue_that_takes_blood_or_makes_cold_is_refused(name):
    with pytest.raises(ValueError, match=f"{name} must be.*-1"):
        replace(INERT, **{name: -1.0})


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("radius_mm", 0.0),
        ("cell_mm", 0.0),
        ("blood_density", -1.0),
        ("blood_specific_heat", float("nan")),
        ("air_contact", 0.0),
        ("skin_mm", -1.0),
        ("bone_mm", -1.0),
        ("blood_celsius", -300.0),
        ("air_celsius", float("inf")),
    ],
)
def test_a_limb_that_cannot_be_is_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"{name} must be.*{bad}"):
        replace(CALF, **{name: bad})


@pytest.mark.parametrize(("celsius", "contact"), [(-300.0, 10.0), (0.0, 0.0), (float("nan"), 1.0)])
def test_a_pack_that_cannot_be_is_refused(celsius, contact):
    with pytest.raises(ValueError, match=r"(celsius|contact) must be"):
        Pack(celsius, contact)


def test_a_fold_thinner_than_two_skins_is_refused():
    with pytest.raises(ValueError, match=r"fold_mm must be.*2\.0"):
        fat_under(2.0)
