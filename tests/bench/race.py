"""What the models' runs come to: three tables, and the targets met or missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.cases import CASES, Call, Case
from tests.bench.fresh import Start, Sweeps
from tests.bench.targets import Target, aligned

SWEEPS_S = 180  # all of them, solved with an empty cache


@dataclass(frozen=True)
class Row:
    """One engine's time for a case, and how far it is off; an absent engine has neither."""

    engine: str
    turns_ms: list[float]
    error: float | None
    absent: str | None

    @property
    def ms(self) -> float:
        """The median of all turns."""
        return median(self.turns_ms)


def row(
    case: Case, engine: str, turns_ms: list[float], call: Call | None, absent: str | None
) -> Row:
    """Return an engine's row; it runs once more to see what it gives."""
    known = call is not None and case.error is not None
    return Row(engine, turns_ms, case.error(call()) if known else None, absent)


def targets(
    times: Mapping[str, Sequence[Row]], starts: Mapping[str, Start], found: Sweeps | None
) -> list[Target]:
    """Return each target with what was found."""
    told = []
    for name, (ours, *_) in times.items():
        case = CASES[name]
        if case.most_ms is not None:
            text = f"{name}, {case.timed}: at most {case.most_ms:g} ms"
            told.append(Target(text, f"{ours.ms:.3g} ms", ours.ms <= case.most_ms))
        if case.most_error is not None:
            text = f"{name}: within {case.most_error:g} {case.unit}"
            met = abs(ours.error) <= case.most_error
            told.append(Target(text, f"{ours.error:+.3f}", met))
    again = sum(one.again for one in starts.values())
    told.append(Target("nothing compiled twice", f"{again} files", again == 0))
    if found:
        total = sum(found.cold_s.values())
        text = f"all sweeps with an empty cache in {SWEEPS_S} s"
        told.append(Target(text, f"{total:.0f} s", total <= SWEEPS_S))
    return told


def table(times: Mapping[str, Sequence[Row]]) -> str:
    """Return the engines side by side, as lines of text."""
    lines = [("model", "timed", "engine", "ms", "least", "times ours", "off by", "")]
    for name, rows in times.items():
        lines += [_line(name, one, rows[0]) for one in rows]
    return aligned(lines, words=3)


def starts(found: Mapping[str, Start]) -> str:
    """Return what a fresh process pays, as lines of text."""
    lines = [("a fresh process", "first s", "again s", "MB")]
    lines += [
        (name, f"{one.cold_s:.2f}", f"{one.warm_s:.2f}", _megabytes(one.megabytes))
        for name, one in found.items()
    ]
    return aligned(lines)


def sweeps(found: Sweeps) -> str:
    """Return what the sweeps take, as lines of text."""
    lines = [("sweep", "points", "solved s", "read ms")]
    for name, seconds in found.cold_s.items():
        points = " x ".join(map(str, found.shapes[name]))
        lines.append((name, points, f"{seconds:.1f}", f"{1000 * found.read_s[name]:.1f}"))
    reading = f"A process that only reads them: {_megabytes(found.megabytes)} MB"
    return f"{aligned(lines)}\n{reading}"


def _line(name: str, one: Row, ours: Row) -> tuple[str, ...]:
    first = one is ours
    said = (name, CASES[name].timed) if first else ("", "")
    if one.absent:
        return (*said, one.engine, one.absent, "", "", "", "")
    times = "" if first else f"{one.ms / ours.ms:.0f}"
    off = "" if one.error is None else f"{one.error:+.3f}"
    unit = CASES[name].unit if off else ""
    return (*said, one.engine, f"{one.ms:.3g}", f"{min(one.turns_ms):.3g}", times, off, unit)


def _megabytes(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.0f}"
