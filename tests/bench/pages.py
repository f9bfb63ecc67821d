"""Time a lesson as an instant page, a live page and a page of the plain ``voila`` command.

The three take turns, so that a busy moment of the machine falls on all of them alike. No browser
may reach another host: what the plain page wants from a CDN fails at once and costs it nothing.
Exit status: 0, or 1 when the instant page misses a target, or 2 when the bench cannot run.
"""

import os
import shutil
from collections.abc import Sequence

from playwright.sync_api import Error, sync_playwright
from tasks import BROWSERS
from tests.bench import options, report, servers
from tests.bench.servers import BenchError
from tests.bench.visit import Visit, visit
from tests.browser.conftest import QUIET

# Lessons to time, and the panel of each whose slider is moved, and says something at every stop.
LESSONS = {"03-potassium": ".panel-gap", "04-calcium-and-magnesium": ".panel-brake"}
PATHS = {"instant": "{}/", "live": "live/{}", "plain": "voila/render/{}.ipynb"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench and return its exit status."""
    asked = options.parsed(argv, "pages", __doc__, "visits to each page", 5, lessons=list(LESSONS))
    try:
        runs, browser = _measure(_program(), asked.lesson, asked.runs)
    except (BenchError, Error) as error:
        options.say(str(error))
        return 2
    rows = {name: report.row(visits) for name, visits in runs.items()}
    found = report.targets(rows)
    machine = f"{options.machine()}, {browser}"
    print(f"/{asked.lesson}, median of {asked.runs} first visits each ({machine})\n")
    print(report.table(rows), "\nThe instant page against its targets", sep="\n")
    print(report.verdict(found))
    options.keep(asked.json, {"machine": machine, **report.document(runs, rows, found)})
    return int(any(one.met is False for one in found))


def _measure(program: str, lesson: str, count: int) -> tuple[dict[str, list[Visit]], str]:
    """Return each page's visits, and the browser's name and version."""
    options.say("starting spasmlab serve and voila (a first start builds the pages)")
    with servers.ours() as ours, servers.plain() as plain, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        runs: dict[str, list[Visit]] = {name: [] for name in PATHS}
        for run in range(1, count + 1):
            for name in PATHS:
                ours.settle()
                server = plain if name == "plain" else ours
                one = visit(browser, server, PATHS[name].format(lesson), LESSONS[lesson])
                runs[name].append(one)
                options.say(f"run {run} of {count}: {name} answered after {one.answer_ms:.0f} ms")
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
