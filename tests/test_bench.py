"""What the benches make of what they time: summaries, and when a target is missed."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.bench import fresh, models, race, report, signs, tables
from tests.bench.cases import CASES, MOTONEURON, AbsentError, Case
from tests.bench.engines import lsoda, myokit_cell, neuron_cell
from tests.bench.visit import Visit, Wire

from spasmlab.models import loops
from spasmlab.models.motoneuron import rate

INSTANT = Visit(200.0, 120.0, 13, [16.0] * 20, [1] * 20, 0.1, 0)
PLAIN = Visit(5000.0, 10_000.0, 113, [16.0] * 20, [1] * 20, 104.0, 1)


START = fresh.Start(3.0, 0.4, 160.0, 12, 0)
SWEEPS = fresh.Sweeps({"spark": [21, 3]}, {"spark": 180.0}, {"spark": 0.01}, 40.0)


def targets(instant=INSTANT, plain=PLAIN):
    return report.targets({"instant": report.row([instant]), "plain": report.row([plain])})


def test_a_page_is_the_median_of_its_visits_and_every_move_counts():
    visits = [replace(INSTANT, answer_ms=ms, requests=ms) for ms in (900, 100, 300)]
    slow = replace(visits[0], paint_ms=[40.0] * 20, paint_frames=[3] * 20, kernels=2)
    found = report.row([slow, *visits[1:]])
    assert (found.answer_ms, found.requests) == (300, 300)
    assert (found.paint_p50_ms, found.paint_p95_ms, found.paint_p95_frames) == (16.0, 40.0, 3)
    assert found.kernels == 2


@pytest.mark.parametrize(("percent", "value"), [(50, 10), (95, 19), (100, 20)])
def test_a_percentile_is_one_of_the_values(percent, value):
    assert report.percentile(range(20, 0, -1), percent) == value


def test_every_target_is_met_at_its_limit():
    limit = Visit(1000.0, 250.0, 15, [33.4] * 20, [2] * 20, 0.1, 0)
    assert [one.met for one in targets(limit)] == [True] * 5


@pytest.mark.parametrize(
    ("at", "worse"),
    [
        (0, {"answer_ms": 1001.0}),
        (1, {"kilobytes": 250.1}),
        (2, {"requests": 16}),
        (3, {"paint_frames": [1] * 18 + [3] * 2}),
        (4, {"kernels": 1}),
    ],
)
def test_each_target_can_be_missed_alone(at, worse):
    found = targets(replace(INSTANT, **worse))
    assert [one.met for one in found] == [place != at for place in range(5)]
    assert report.verdict(found).splitlines()[at].startswith("MISSED")


def test_what_a_machine_cannot_tell_is_neither_met_nor_missed():
    found = targets(replace(INSTANT, kernels=None, memory_mb=None))
    assert found[4].met is None
    assert report.verdict(found).splitlines()[4].split()[0] == "n/a"
    rows = {"instant": report.row([replace(INSTANT, kernels=None, memory_mb=None)])}
    assert report.table(rows).split()[-2:] == ["n/a", "n/a"]


def test_bytes_are_those_on_the_wire_and_a_pages_own_data_is_none():
    wire = Wire()
    for number, address in enumerate(["http://host/", "data:text/css,", "blob:http://host/1"]):
        wire._asked({"requestId": number, "request": {"url": address}})
        wire._loaded({"requestId": number, "encodedDataLength": 1000})
    wire._opened({})
    wire._message({"response": {"opcode": 1, "payloadData": "µ"}})
    wire._message({"response": {"opcode": 2, "payloadData": "AAAA"}})
    assert (wire.requests, wire.bytes) == (2, 1000 + 2 + 3)


# The models


def raced(ms=1.2, error=0.2, start=START, sweeps=SWEEPS):
    times = {"motoneuron": [race.Row("ours", [9.0, ms, 0.1], error, None)]}
    return race.targets(times, {"motoneuron": start}, sweeps)


def test_every_model_with_a_time_loop_is_raced_and_started_afresh():
    folder = Path(loops.__file__).parent
    assert {path.stem for path in folder.glob("[!_]*.py")} <= set(CASES)
    assert set(fresh.RUNS) == set(CASES)


def test_every_target_of_the_models_is_met_at_its_limit():
    assert [one.met for one in raced()] == [True] * 4


@pytest.mark.parametrize(
    ("at", "worse"),
    [
        (0, {"ms": 1.21}),
        (1, {"error": -0.21}),
        (2, {"start": replace(START, again=1)}),
        (3, {"sweeps": replace(SWEEPS, cold_s={"spark": 170.0, "fast": 11.0})}),
    ],
)
def test_each_target_of_the_models_can_be_missed_alone(at, worse):
    assert [one.met for one in raced(**worse)] == [place != at for place in range(4)]


def test_an_engine_that_is_absent_is_told_and_the_others_race_on(monkeypatch):
    def absent():
        raise AbsentError("not installed")

    runs = []
    case = Case("pool", "a count", lambda: runs.append(1) or 5, {"other": absent}, lambda n: n - 3)
    ours, other = models._race(case, turns=2)
    assert (len(ours.turns_ms), ours.error, ours.absent) == (2, 2, None)
    assert (other.turns_ms, other.error, other.absent) == ([], None, "not installed")
    assert race.table({"pool": [ours, other]}).endswith("other   not installed")
    assert runs


def test_a_slow_engine_takes_fewer_turns_and_at_least_one(monkeypatch):
    monkeypatch.setattr(models, "SLOW_S", 0.0)
    (ours,) = models._race(Case("pool", "nothing", lambda: None, {}), turns=3)
    assert len(ours.turns_ms) == 1


def test_a_fresh_process_tells_what_it_pays():
    found = fresh.start("membrane")
    assert (found.compiled, found.again) == (0, 0)
    assert found.megabytes is None or 10 < found.megabytes < 1000


def test_a_fresh_process_that_fails_says_why(tmp_path):
    with pytest.raises(RuntimeError, match="no such thing"):
        fresh._run(tmp_path, "raise SystemExit('no such thing')")


@pytest.mark.parametrize(("took", "met"), [(19.9, True), (20.0, False)])
def test_a_table_that_loads_too_slowly_is_missed(monkeypatch, capsys, took, met):
    monkeypatch.setattr(tables, "_milliseconds", {"foods": took, "sources": 1.0}.get)
    assert tables.main(["--runs", "2", "--only", "foods", "sources"]) == int(not met)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[-2:]] == ["met" if met else "MISSED", "met"]


def test_a_fresh_process_loads_the_table_that_it_is_told():
    assert tables._milliseconds("emergency_numbers") > 0


def test_the_models_are_raced_without_a_browsers_driver():
    code = "import sys, tests.bench.models; sys.exit('playwright' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=fresh.ROOT).returncode == 0


# Each engine on the motoneuron's equations: what other simulators make of them, and the bench's
# own loosest tolerance


def test_lsoda_fires_as_the_other_simulators():
    assert rate(lsoda.motoneuron(15.0, 1000.0, 1e-6)) == pytest.approx(66.987, rel=1e-4)


@pytest.mark.parametrize(
    ("module", "engine"), [("myokit", myokit_cell), ("neuron", neuron_cell)], ids=str
)
def test_an_engine_that_is_here_fires_as_the_other_simulators(module, engine):
    pytest.importorskip(module)
    found = engine.motoneuron(15.0, 1000.0, 1e-6)()
    assert rate(found) == pytest.approx(66.987, rel=1e-4)


def test_our_own_run_is_the_one_the_rivals_are_given():
    spikes = MOTONEURON.ours()
    assert abs(MOTONEURON.error(spikes)) < MOTONEURON.most_error
    assert np.size(spikes) == 67


@pytest.mark.parametrize("name", ["fibre", "contraction", "crossbridge"])
def test_a_case_compares_like_with_like(name):
    case = CASES[name]
    (make,) = case.rivals.values()
    assert abs(case.error(make()())) < 0.1
    assert abs(case.error(case.ours())) < 1


@pytest.mark.parametrize(("took", "met"), [(0.9, True), (1.1, False)])
def test_the_rules_are_too_slow_from_a_millisecond_a_case(took, met, monkeypatch, capsys):
    monkeypatch.setattr(signs, "_milliseconds", lambda case: took)
    assert signs.main(["--runs", "1"]) == int(not met)
    assert f"median {took:.3f} ms" in capsys.readouterr().out
