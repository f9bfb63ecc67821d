"""What the bench makes of its visits: the summary of a page, and when a target is missed."""

from dataclasses import replace

import pytest
from tests.bench import report
from tests.bench.visit import Visit, Wire

INSTANT = Visit(200.0, 120.0, 13, [16.0] * 20, [1] * 20, 0.1, 0)
PLAIN = Visit(5000.0, 10_000.0, 113, [16.0] * 20, [1] * 20, 104.0, 1)


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
