"""The ``signs`` command: coded cases in, one a line, and how urgent each is out, one a line.

A case is ``{"id": ..., "facts": {...}}``; the keys of its facts are those of ``data/facts.csv``.
Other keys are let through, so that a file may tell more of its cases.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO, NoReturn

from spasmlab.safety.facts import FactError
from spasmlab.safety.triage import assess

LONGEST = 1_000_000  # bytes of one line: a case with every question answered takes a few thousand


class CaseError(ValueError):
    """A line is no case; the text says why."""


def judged(lines: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | CaseError]]:
    """Yield each line's number with its result, or with what is wrong; empty lines are passed over.

    A result has ``id``, ``level`` and ``reasons``, worst first; and ``open``, the questions that
    nobody answered.
    """
    for number, line in enumerate(_bounded(lines), start=1):
        if line.strip():
            try:
                yield number, _judge(line)
            except CaseError as error:
                yield number, error


def _bounded(lines: BinaryIO) -> Iterator[bytes]:
    """Yield each line, of one that is too long only the start: a file may be one huge line."""
    while line := lines.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = lines.readline(LONGEST + 1)
        yield line


def _judge(line: bytes) -> dict[str, Any]:
    case = _read(line)
    try:
        found = assess(case["facts"])
    except FactError as error:
        raise CaseError(str(error)) from error
    reasons = [asdict(reason) for reason in found.reasons]
    return {"id": case["id"], "level": found.level, "reasons": reasons, "open": list(found.open)}


def _read(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise CaseError(f"a case must be at most {LONGEST:,} bytes, got more")
    case = _parse(line)
    if not isinstance(case, dict):
        raise CaseError(f"a case must be an object, got {type(case).__name__}")
    if missing := [key for key in ("id", "facts") if key not in case]:
        raise CaseError(f"a case must have {' and '.join(missing)}")
    if isinstance(case["id"], bool) or not isinstance(case["id"], str | int):
        raise CaseError("id must be a text or a whole number")
    return case


def _parse(line: bytes) -> Any:
    try:
        text = line.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except CaseError:
        raise
    except UnicodeDecodeError as error:
        raise CaseError(f"a case must be UTF-8; byte {error.start + 1} is not") from error
    except json.JSONDecodeError as error:
        raise CaseError(f"not JSON: {error.msg}, at character {error.pos + 1}") from error
    except RecursionError:
        raise CaseError("a case must not be nested so deep") from None
    except ValueError as error:  # Python reads no whole number of more than 4300 digits
        raise CaseError("a number has too many digits") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; refuse a key that comes twice, as the second would hide the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise CaseError(f"{twice[:60]!r} must come once, got it twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise CaseError(f"{text} is no number")
