"""What the visits come to: one table, and the targets met or missed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from typing import Any

from tests.bench.targets import Target, aligned, verdict
from tests.bench.visit import Visit

__all__ = ["Row", "document", "percentile", "row", "table", "targets", "verdict"]

SOONER, KILOBYTES, REQUESTS, FRAMES = 5, 250, 15, 2  # the instant page's targets
HEADS = (
    ("", "first answer", "on the wire", "requests", "slider to paint", "", "", "a visitor", "ker-"),
    ("page", "ms", "kB", "", "p50 ms", "p95 ms", "p95 frames", "adds MB", "nels"),
)


@dataclass(frozen=True)
class Row:
    """One page over all its visits: medians, percentiles of every move, the most kernels."""

    answer_ms: float
    kilobytes: float
    requests: float
    paint_p50_ms: float
    paint_p95_ms: float
    paint_p95_frames: int
    memory_mb: float | None
    kernels: int | None


def row(visits: Sequence[Visit]) -> Row:
    """Return the summary of one page's visits."""
    moves = [ms for one in visits for ms in one.paint_ms]
    frames = [count for one in visits for count in one.paint_frames]
    memory = [one.memory_mb for one in visits if one.memory_mb is not None]
    return Row(
        answer_ms=median(one.answer_ms for one in visits),
        kilobytes=median(one.kilobytes for one in visits),
        requests=median(one.requests for one in visits),
        paint_p50_ms=percentile(moves, 50),
        paint_p95_ms=percentile(moves, 95),
        paint_p95_frames=int(percentile(frames, 95)),
        memory_mb=median(memory) if memory else None,
        kernels=max((one.kernels for one in visits if one.kernels is not None), default=None),
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that so many percent of the values do not pass."""
    return sorted(values)[ceil(len(values) * percent / 100) - 1]


def targets(rows: Mapping[str, Row]) -> list[Target]:
    """Return each target of the instant page with what was found."""
    instant = rows["instant"]
    sooner = rows["plain"].answer_ms / instant.answer_ms
    frames, kernels = instant.paint_p95_frames, instant.kernels
    return [
        Target(f"answers at least {SOONER} times sooner", f"{sooner:.1f} times", sooner >= SOONER),
        Target(
            f"at most {KILOBYTES} kB over the wire",
            f"{instant.kilobytes:.0f} kB",
            instant.kilobytes <= KILOBYTES,
        ),
        Target(
            f"at most {REQUESTS} requests",
            f"{instant.requests:.0f}",
            instant.requests <= REQUESTS,
        ),
        Target(f"slider to paint within {FRAMES} frames (p95)", f"{frames}", frames <= FRAMES),
        Target("no kernel started", _cell(kernels), None if kernels is None else kernels == 0),
    ]


def table(rows: Mapping[str, Row]) -> str:
    """Return the pages side by side, as lines of text."""
    return aligned([*HEADS, *(_line(name, one) for name, one in rows.items())])


def document(
    runs: Mapping[str, Sequence[Visit]], rows: Mapping[str, Row], found: Sequence[Target]
) -> dict[str, Any]:
    """Return everything measured, for a JSON file."""
    pages = {
        name: {**asdict(rows[name]), "visits": [asdict(one) for one in visits]}
        for name, visits in runs.items()
    }
    return {"pages": pages, "targets": [asdict(one) for one in found]}


def _line(name: str, one: Row) -> tuple[str, ...]:
    return (
        name,
        f"{one.answer_ms:.0f}",
        f"{one.kilobytes:.0f}",
        f"{one.requests:.0f}",
        f"{one.paint_p50_ms:.1f}",
        f"{one.paint_p95_ms:.1f}",
        f"{one.paint_p95_frames}",
        _cell(one.memory_mb, "z.1f"),
        _cell(one.kernels),
    )


def _cell(value: float | None, shape: str = "") -> str:
    return "n/a" if value is None else format(value, shape)
