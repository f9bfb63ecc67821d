"""The node of Ranvier against its reference thresholds, another solver, itself and bad input."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, astuple, fields, replace
from inspect import getmembers, isfunction
from itertools import pairwise
from math import inf, log10

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.node import at_rest, balance, lsoda, rest_is_stable, spikes

from spasmlab.models import axon
from spasmlab.models.axon import NODE, OTHER, Parameters, fires_by_itself, run, shift, threshold

calcium_level = st.floats(0.4, 2.5)  # mmol/L
magnesium_level = st.floats(0, 4)
# calcium (mmol/L) -> the least held current (uA/cm2) that fires the node: the reference of these
# models' specification, solved once apart from this package with another scheme and step
REFERENCE = {1.8: 593, 1.2: 362, 0.8: 152, 0.7: 92, 0.6: 32, 0.5: 0, 0.4: 0}
PASSIVE = replace(NODE, sodium_permeability=0.0, potassium_permeability=0.0)
# magnesium at half of calcium's weight: an assumption, here only to see it act
WEIGHED = replace(NODE, magnesium_weight=0.5)
BAD = [0.0, -1.0, float("nan"), float("inf")]


# Published values


@pytest.mark.parametrize(("calcium", "current"), REFERENCE.items())
def test_the_threshold_is_the_reference_one(calcium, current):
    assert threshold(calcium) == pytest.approx(current, abs=1)


@pytest.mark.parametrize("calcium", REFERENCE)
def test_it_fires_by_itself_where_the_reference_has_no_threshold(calcium):
    assert fires_by_itself(calcium) is (calcium <= 0.5)


def test_a_current_far_below_threshold_fires_again_and_again_at_low_calcium_alone():
    assert spikes(run(250, 100, calcium=0.6).millivolts) > 10
    assert spikes(run(250, 100, calcium=1.2).millivolts) == 0


def test_tenfold_calcium_shifts_the_gates_as_hille_measured():
    tenfold = (shift(2.5) - shift(0.4)) / log10(2.5 / 0.4)
    assert 20 <= tenfold <= 25


def test_the_potassium_gates_move_with_costantins_share():
    # 4 mV for threefold calcium, against the sodium gates' shift for threefold
    found = NODE.potassium_gate_share * NODE.calcium_slope * log10(3)
    assert found == pytest.approx(4, abs=0.05)


def test_the_node_is_the_public_files():
    # Read off fh.mod, not off this package.
    ions_and_rest = (8.71, 154, 155, 5.9, -78, -78)
    power_permeabilities_and_leak = (2, 7.32e-3, 0.288e-3, 61.4)
    assert astuple(NODE)[:10] == ions_and_rest + power_permeabilities_and_leak


def test_at_body_warmth_the_rates_are_those_of_the_other_public_file():
    # se.mod prints the same rates multiplied out for 37 °C, to two or three figures
    gates = {"m": 2.2, "h": 2.9, "n": 3.0}
    rates = [getattr(NODE, f"{gate}_{way}") for gate in gates for way in ("opens", "closes")]
    warmer = np.repeat(list(gates.values()), 2) ** ((37 - 20) / 10)
    assert rates * warmer == pytest.approx([1.87, 3.97, 0.55, 22.6, 0.13, 0.32], rel=0.015)


# An independent solver


# calcium, current: well fed, low, and so low that the node fires without current
@pytest.mark.parametrize(("calcium", "current"), [(1.2, 800), (0.7, 400), (0.45, 0)])
def test_lsoda_on_the_source_finds_the_same_spikes(calcium, current):
    ours = run(current, 30, calcium, every_ms=0.01)
    theirs = lsoda(at_rest(calcium), calcium, current, 30, np.linspace(0, 30, 3001))[0]
    assert spikes(ours.millivolts) == pytest.approx(spikes(theirs), abs=1)
    assert spikes(theirs) > 10
    late = ours.ms > 10  # past the first spikes, which depend on where settling ended
    assert ours.millivolts[late].max() == pytest.approx(theirs[late].max(), abs=0.1)
    assert ours.millivolts[late].min() == pytest.approx(theirs[late].min(), abs=0.1)


def test_lsoda_follows_the_first_spike():
    # Of a strong current: near threshold, when it comes means nothing.
    ours = run(1500, 1.2, every_ms=0.01, step_ms=0.001)
    theirs = lsoda(at_rest(1.2), 1.2, 1500, 1.2, np.linspace(0, 1.2, 121))[0]
    assert ours.millivolts == pytest.approx(theirs, abs=1)
    assert theirs.max() > 40


@pytest.mark.parametrize("calcium", [1.2, 0.7])
def test_lsoda_fires_just_above_the_threshold_and_not_just_below(calcium):
    least = threshold(calcium)
    rest = at_rest(calcium)
    assert spikes(lsoda(rest, calcium, 0.98 * least, 30)[0]) == 0
    assert spikes(lsoda(rest, calcium, 1.02 * least, 30)[0]) > 0


@pytest.mark.parametrize("calcium", [0.4, 0.45, 0.5, 0.52, 0.53, 0.54, 0.55, 0.6, 1.2, 2.5])
def test_it_fires_by_itself_just_where_its_rest_is_unstable(calcium):
    assert fires_by_itself(calcium) is not rest_is_stable(calcium)


@pytest.mark.parametrize("calcium", [0.6, 1.2, 2.5])
def test_it_rests_where_the_source_equations_balance(calcium):
    assert run(0, 1, calcium).millivolts == pytest.approx(balance(calcium), abs=1e-4)


def test_without_channels_the_membrane_charges_as_a_leaky_capacitor_does():
    found = run(500, 0.3, every_ms=0.01, parameters=PASSIVE)
    wanted = -78 + 500 / 61.4 * (1 - np.exp(-found.ms * 61.4 / 2.0))
    assert found.millivolts == pytest.approx(wanted, abs=1e-9)


# Properties


@given(calcium_level, calcium_level)
def test_more_calcium_moves_the_gates_to_higher_voltages(one, another):
    low, high = sorted((one, another))
    assert shift(low) <= shift(high)
    assert shift(high) - shift(low) == pytest.approx(22.5 * log10(high / low), abs=1e-9)


@given(calcium_level, magnesium_level)
def test_magnesium_does_nothing_unless_a_weight_is_chosen(calcium, magnesium):
    assert shift(calcium, magnesium) == shift(calcium)
    assert shift(1.2) == shift(1.2, 0.55, WEIGHED) == 0  # the levels that the constants are for


@given(calcium_level, magnesium_level, st.floats(0.01, 1))
def test_a_weighed_magnesium_moves_the_gates_as_calcium_does_but_less(calcium, magnesium, more):
    usual = shift(calcium, magnesium, WEIGHED)
    assert usual < shift(calcium, magnesium + more, WEIGHED)
    if calcium + more <= 2.5:
        richer = shift(calcium + more, magnesium, WEIGHED)
        assert shift(calcium, magnesium + more, WEIGHED) < richer


@pytest.mark.parametrize("node", [NODE, OTHER], ids=["NODE", "OTHER"])
def test_the_threshold_rises_with_calcium(node):
    found = [threshold(calcium, parameters=node) for calcium in np.linspace(0.55, 2.5, 8)]
    assert np.all(np.diff(found) > 0)


def test_a_weighed_magnesium_raises_the_threshold():
    found = [threshold(0.7, level, WEIGHED) for level in (0.2, 0.55, 1.5)]
    assert found[0] < found[1] < found[2]


def test_the_error_shrinks_with_the_square_of_the_step():
    found = [
        run(1500, 1.2, every_ms=0.02, step_ms=step).millivolts
        for step in (0.004, 0.002, 0.001, 0.0005)
    ]
    gaps = [np.abs(finer - coarser).max() for coarser, finer in pairwise(found)]
    assert [gaps[0] / gaps[1], gaps[1] / gaps[2]] == pytest.approx([4, 4], abs=0.5)


def test_the_largest_step_still_finds_the_peak_within_four_millivolts():
    coarse, fine = (
        run(2500, 3, every_ms=0.02, pulse_ms=0.1, step_ms=step).millivolts.max()
        for step in (axon.LARGEST_STEP_MS, 0.0005)
    )
    assert coarse == pytest.approx(fine, abs=4)


def test_a_pulse_flows_when_and_as_long_as_told():
    found = run(400, 1, every_ms=0.02, pulse_from_ms=0.4, pulse_ms=0.1, parameters=PASSIVE)
    assert np.ptp(found.millivolts[found.ms <= 0.4 + 1e-9]) < 1e-9
    assert found.ms[np.argmax(found.millivolts)] == pytest.approx(0.5)
    after = found.ms >= 0.5 - 1e-9
    fall = (found.millivolts[after] + 78) / (found.millivolts.max() + 78)
    assert fall == pytest.approx(np.exp(-(found.ms[after] - 0.5) * 61.4 / 2), abs=1e-9)


def test_how_often_it_is_written_down_changes_nothing():
    often, seldom = (run(600, 5, every_ms=every).millivolts for every in (0.02, 0.1))
    assert seldom.tolist() == often[::5].tolist()


def test_points_solved_on_threads_are_the_same():
    levels = [0.6, 0.8, 1.0, 1.2]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(threshold, levels)) == [threshold(level) for level in levels]


# Limits and shapes


def test_the_other_set_under_the_papers_name_never_fires_by_itself():
    # So the level below which the first set does is no finding, and the lesson must not say it.
    assert not any(fires_by_itself(level, parameters=OTHER) for level in (0.4, 0.5, 0.6, 1.2))
    lower = threshold(0.6, parameters=OTHER) / threshold(1.2, parameters=OTHER)
    assert lower == pytest.approx(0.67, abs=0.01)


def test_the_shift_stays_above_what_hille_found_without_any_calcium():
    # -18 mV from 2 mmol/L to none: the logarithm would go on for ever, hence the range.
    assert shift(0.4) - shift(2.0) > -18
    assert 22.5 * log10(0.3 / 2.0) < -18


def test_no_function_gives_a_firing_rate():
    own = [name for name, part in getmembers(axon, isfunction) if part.__module__ == axon.__name__]
    public = {name for name in own if not name.startswith("_")}
    assert public == {"shift", "run", "threshold", "fires_by_itself"}


def test_a_node_that_nothing_excites_has_an_infinite_threshold():
    assert threshold(parameters=PASSIVE) == inf


def test_the_trace_runs_from_zero_to_the_end():
    found = run(0, 2, every_ms=0.1)
    assert found.ms == pytest.approx(np.linspace(0, 2, 21))
    assert found.millivolts.shape == (21,)
    assert found.millivolts.dtype == float


def test_the_shift_broadcasts():
    assert shift(np.full((3, 1), 0.8), np.full(4, 0.5), WEIGHED).shape == (3, 4)
    assert shift(np.full(3, 0.8), np.full((2, 1), 0.5)).shape == (2, 3)


def test_floats_stay_floats():
    assert [type(shift(1)), type(threshold(1)), type(fires_by_itself(1))] == [float, float, bool]


def test_the_public_node_cannot_be_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        NODE.celsius = 20.0


# Bad input


@pytest.mark.parametrize("bad", [0.39, 2.51, *BAD])
@pytest.mark.parametrize(
    "model", [shift, threshold, fires_by_itself, lambda calcium: run(0, 1, calcium)]
)
def test_calcium_outside_the_rules_range_is_refused(model, bad):
    with pytest.raises(ValueError, match=rf"calcium must be from 0\.4 to 2\.5.*got {bad}"):
        model(bad)
    with pytest.raises(ValueError, match=r"calcium must be.*got array"):
        shift(np.array([1.0, bad]))


@pytest.mark.parametrize("bad", BAD[1:])
@pytest.mark.parametrize("model", [shift, threshold, fires_by_itself])
def test_bad_magnesium_is_refused(model, bad):
    with pytest.raises(ValueError, match=f"magnesium must be.*got {bad}"):
        model(1.2, bad)


@pytest.mark.parametrize(
    ("name", "bad", "kind"),
    [
        *((name, bad, "positive") for name in ("until_ms", "every_ms", "step_ms") for bad in BAD),
        *((name, bad, "finite time") for name in ("pulse_from_ms", "pulse_ms") for bad in BAD[1:]),
        *(("current", bad, "finite") for bad in BAD[2:]),
        ("step_ms", 0.02, "0.01 ms or less"),  # too coarse for a spike
    ],
)
def test_bad_times_and_currents_are_refused_by_name_and_value(name, bad, kind):
    with pytest.raises(ValueError, match=rf"^{name} must be .*{kind}.*got {bad}"):
        run(**{"current": 0, "until_ms": 1, name: bad})


@pytest.mark.parametrize("name", [field.name for field in fields(Parameters)])
def test_constants_that_are_no_numbers_are_refused_by_name(name):
    for bad in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match=f"^{name} must be.*got {bad}"):
            replace(NODE, **{name: bad})


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("sodium_gates", 4.0),
        ("sodium_permeability", -1e-3),
        ("capacitance", 0.0),
        ("leak_conductance", 0.0),
        ("sodium_outside", -154.0),
        ("m_opens_width", 0.0),
        ("calcium_slope", -22.5),
        ("celsius", 46.0),
        ("potassium_gate_share", 1.1),
        ("magnesium_weight", 1.0),
        ("magnesium_weight", -0.1),
    ],
)
def test_constants_without_sense_are_refused_by_name_and_value(name, bad):
    with pytest.raises(ValueError, match=f"^{name} must be a.*got {bad}"):
        replace(NODE, **{name: bad})
