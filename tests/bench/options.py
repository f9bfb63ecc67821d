"""What both benches are asked, how they speak on the way, and where they keep what they found."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def parsed(
    argv: Sequence[str] | None,
    subject: str,
    doc: str,
    counted: str,
    runs: int,
    only: Sequence[str] = (),
    lessons: Sequence[str] = (),
) -> argparse.Namespace:
    """Return a bench's options."""
    parser = argparse.ArgumentParser(f"tests.bench {subject}", description=doc.splitlines()[0])
    parser.add_argument("--runs", type=_count, default=runs, help=f"{counted} (default {runs})")
    parser.add_argument(
        "--json", type=_file, metavar="FILE", help="write everything measured there"
    )
    if only:
        parser.add_argument("--only", nargs="+", choices=only, help="these alone")
    if lessons:
        parser.add_argument(
            "--lesson", choices=lessons, default=lessons[0], help="which (default %(default)s)"
        )
    return parser.parse_args(argv)


def machine() -> str:
    """Return what the bench ran on."""
    return f"{platform.system()}, {os.cpu_count()} cores"


def keep(path: Path | None, document: Mapping[str, Any]) -> None:
    """Write everything measured, if that was asked for."""
    if path:
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def say(line: str) -> None:
    """Tell how far the bench is."""
    print(f"bench: {line}", file=sys.stderr, flush=True)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"must be 1 to 100, got {text!r}")
    return int(text)


def _file(text: str) -> Path:
    if not Path(text).absolute().parent.is_dir():  # known now, not after the last run
        raise argparse.ArgumentTypeError(f"there is no folder to write {text!r} to")
    return Path(text)
