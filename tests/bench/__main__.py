"""Time the lesson as an instant page, a live page and a page of the plain ``voila`` command.

The three take turns, so that a busy moment of the machine falls on all of them alike. No browser
may reach another host: what the plain page wants from a CDN fails at once and costs it nothing.
Exit status: 0, or 1 when the instant page misses a target, or 2 when the bench cannot run.
"""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Error, sync_playwright
from tasks import BROWSERS
from tests.bench import report, servers
from tests.bench.servers import BenchError
from tests.bench.visit import Visit, visit
from tests.browser.conftest import QUIET

LESSON = "03-potassium"
PATHS = {
    "instant": f"{LESSON}/",
    "live": f"live/{LESSON}",
    "plain": f"voila/render/{LESSON}.ipynb",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench and return its exit status."""
    options = _options(argv)
    try:
        runs, browser = _measure(_program(), options.runs)
    except (BenchError, Error) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    rows = {name: report.row(visits) for name, visits in runs.items()}
    found = report.targets(rows)
    machine = f"{platform.system()}, {os.cpu_count()} cores, {browser}"
    print(f"/{LESSON}, median of {options.runs} first visits each ({machine})\n")
    print(report.table(rows), "\nThe instant page against its targets", sep="\n")
    print(report.verdict(found))
    if options.json:
        whole = {"machine": machine, **report.document(runs, rows, found)}
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    return int(any(one.met is False for one in found))


def _measure(program: str, count: int) -> tuple[dict[str, list[Visit]], str]:
    """Return each page's visits, and the browser's name and version."""
    _say("starting spasmlab serve and voila (a first start builds the pages)")
    with servers.ours() as ours, servers.plain() as plain, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        runs: dict[str, list[Visit]] = {name: [] for name in PATHS}
        for run in range(1, count + 1):
            for name in PATHS:
                ours.settle()
                one = visit(browser, plain if name == "plain" else ours, PATHS[name])
                runs[name].append(one)
                _say(f"run {run} of {count}: {name} answered after {one.answer_ms:.0f} ms")
        version = f"{browser.browser_type.name} {browser.version}"
        browser.close()
    return runs, version


def _program() -> str:
    """Return the browser to use."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sought = f"CHROMIUM is {named!r}" if named else f"none of {', '.join(BROWSERS)} is here"
        raise BenchError(f"no browser: {sought}. Install Chromium, or set CHROMIUM to one.")
    return found


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=_count, default=5, help="visits to each page (default 5)")
    parser.add_argument(
        "--json", type=_file, metavar="FILE", help="write everything measured there"
    )
    return parser.parse_args(argv)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"must be 1 to 100, got {text!r}")
    return int(text)


def _file(text: str) -> Path:
    if not Path(text).absolute().parent.is_dir():  # known now, not after the last visit
        raise argparse.ArgumentTypeError(f"there is no folder to write {text!r} to")
    return Path(text)


def _say(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
