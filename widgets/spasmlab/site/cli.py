"""The ``spasmlab`` command: the pages, cohorts of made-up people, and a check before a release.

What went wrong is said in a sentence on stderr, with exit status 2; Ctrl-C ends with 130.
"""

import argparse
import json
import os
import re
import socket
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

from spasmlab import __version__
from spasmlab.site import clinic
from spasmlab.site.stamp import Stamp, public_url

ABOUT = "Build the pages, serve them, or write them out; solve the models for many people."
BASE = re.compile(r"/([\w~-]+/)*", re.ASCII)
SCHEDULER = re.compile(r"tcp://([\w.-]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})", re.ASCII)


class RefusedError(Exception):
    """The command cannot be done; the text says why and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options) or 0)
    except RefusedError as refused:
        print(f"spasmlab: {refused}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run_build(options: argparse.Namespace) -> None:
    """Build what is stale and print the folder."""
    print(_built(progress=not options.quiet))


def run_serve(options: argparse.Namespace) -> None:
    """Build what is stale and publish it, with its live pages."""
    sockets = _bound(options.host, options.port)  # first: a port in use is known at once
    site = _built()
    from spasmlab.site import server

    server.serve(
        site,
        sockets,
        base=options.base_url,
        kernels=options.kernels,
        open_page=options.open,
        stamp=_stamp(options),
    )


def run_export(options: argparse.Namespace) -> None:
    """Build what is stale and write it to a folder."""
    from spasmlab.site import export

    try:
        export.check(options.folder)
        export.write(_built(), options.folder, options.base_url, _stamp(options))
    except export.ExportError as error:
        raise RefusedError(str(error)) from error
    print(options.folder)


def run_cohort(options: argparse.Namespace) -> None:
    """Solve the models for made-up people; print the file and what stands in it."""
    from spasmlab.evidence.tables import DataError
    from spasmlab.site import cohort
    from spasmlab.site.cluster import ClusterError

    wanted = cohort.Cohort(options.people, options.seed, options.out)
    try:
        cohort.write(wanted, options.scheduler, progress=not options.quiet)
    except (cohort.CohortError, ClusterError, DataError) as error:
        raise RefusedError(str(error)) from error
    except OSError as error:
        raise RefusedError(f"cannot write {error.filename}: {error.strerror}.") from error
    print(options.out, *cohort.summary(options.out), sep="\n")


def run_doctor(options: argparse.Namespace) -> int:
    """Say which rows are past their review date, if any: then the status is 1."""
    from spasmlab.evidence.tables import DataError
    from spasmlab.site import doctor

    try:
        late, known = list(doctor.late(options.on)), list(doctor.known(options.on))
    except DataError as error:
        raise RefusedError(str(error)) from error
    print(*known, *(late or ["every row is in date"]), sep="\n")
    return 1 if late else 0


def run_signs(options: argparse.Namespace) -> int:
    """Print how urgent each case of a file is; name the lines that are no case: then return 1."""
    from spasmlab.site.cases import CaseError, judged

    bad = read = 0
    try:
        with _opened(options.file) as lines:
            for number, result in judged(lines):
                read += 1
                if isinstance(result, CaseError):
                    bad += 1
                    print(f"spasmlab: {options.file}, line {number}: {result}", file=sys.stderr)
                else:
                    print(json.dumps(result))
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise RefusedError(f"cannot go on with {options.file}: {error.strerror}.") from error
    if not read:
        raise RefusedError(f"{options.file} holds no case.")
    return 1 if bad else 0


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    if file != "-":
        return Path(file).open("rb")
    if sys.stdin is None:
        raise RefusedError("nothing is piped in. Name a file.")
    return nullcontext(sys.stdin.buffer)


def _built(*, progress: bool = True) -> Path:
    from spasmlab.pages.build import BuildError, build
    from spasmlab.sweeps.series import SERIES
    from spasmlab.sweeps.store import SweepError, fill_missing

    try:
        fill_missing(SERIES, progress=progress)
        return build(progress=progress)
    except (BuildError, SweepError) as error:
        raise RefusedError(str(error)) from error
    except OSError as error:
        raise RefusedError(
            f"cannot write {error.filename}: {error.strerror}. "
            "Set SPASMLAB_CACHE to a folder that you may write, and that has room."
        ) from error


def _stamp(options: argparse.Namespace) -> Stamp:
    """Return what every page is told by whoever publishes it."""
    public = options.public_url
    address = public and public_url(public, options.base_url)
    return Stamp(address, options.kiosk, options.clinic)


def _bound(host: str, port: int) -> list[socket.socket]:
    from tornado.netutil import bind_sockets

    try:
        return bind_sockets(port, host)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(
            f"cannot listen on {host}, port {port}: {reason}. Choose another with --host or --port."
        ) from error


def _port(text: str) -> int:
    return _number(text, 0, 65535)


def _kernels(text: str) -> int:
    return _number(text, 0, 1000)


def _people(text: str) -> int:
    return _number(text, 1, 10_000_000)


def _seed(text: str) -> int:
    return _number(text, 0, 2**32 - 1)


def _scheduler(text: str) -> str:
    match = SCHEDULER.fullmatch(text)
    if not match or not 0 < int(match[2]) <= 65535:
        raise argparse.ArgumentTypeError(f"must look like tcp://host:8786, got {text!r}")
    return text


def _number(text: str, low: int, high: int) -> int:
    if not text.isdecimal() or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(f"must be {low} to {high}, got {text!r}")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must look like 2027-11-22, got {text!r}") from None


def _base(text: str) -> str:
    if not BASE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"must look like /cramps/, got {text!r}")
    return text


def _clinic(text: str) -> clinic.Clinic:
    try:
        return clinic.read(Path(text))
    except clinic.ClinicError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _public(text: str) -> str:
    try:
        public_url(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("spasmlab", description=ABOUT)
    parser.add_argument("--version", action="version", version=f"spasmlab {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("build", help="build what is stale; print the folder")
    command.add_argument("--quiet", action="store_true", help="show no progress")
    command.set_defaults(run=run_build)

    command = commands.add_parser("serve", help="build what is stale and publish it")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 is all")
    command.add_argument("--port", type=_port, default=8866, help="0 takes any free one")
    command.add_argument("--open", action="store_true", help="open a browser on it")
    command.add_argument("--kernels", type=_kernels, default=10, help="most live pages at once")
    _add_base(command)
    command.set_defaults(run=run_serve)

    command = commands.add_parser("export", help="write the pages for any web server")
    command.add_argument("folder", type=Path, help="a new or empty folder, or an earlier export")
    _add_base(command)
    command.set_defaults(run=run_export)

    command = commands.add_parser("doctor", help="before a release: is any row past its review?")
    command.add_argument("--on", type=_day, default=date.today(), help="as if it were this day")
    command.set_defaults(run=run_doctor)

    command = commands.add_parser("signs", help="say how urgent coded cases are, one a line")
    command.add_argument("file", help="lines of JSON, as README says; - reads what is piped in")
    command.set_defaults(run=run_signs)

    _add_cohort(commands.add_parser("cohort", help="solve the models for many made-up people"))
    return parser


def _add_cohort(command: argparse.ArgumentParser) -> None:
    command.add_argument("--people", type=_people, default=1000, help="how many; 1000 unless given")
    command.add_argument("--seed", type=_seed, default=1, help="another number: other people")
    command.add_argument("--out", type=Path, default="cohort.parquet", help="the file to write")
    command.add_argument("--scheduler", type=_scheduler, help="a Dask cluster, as tcp://host:8786")
    command.add_argument("--quiet", action="store_true", help="show no progress")
    command.set_defaults(run=run_cohort)


def _add_base(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--base-url", type=_base, default="/", help="the path it is published under, as /cramps/"
    )
    command.add_argument(
        "--public-url", type=_public, help="where phones reach it, as https://cramps.example.org/"
    )
    command.add_argument("--clinic", type=_clinic, help="a file with your clinic's own numbers")
    command.add_argument(
        "--kiosk", action="store_true", help="for a shared screen: forget a visitor who left"
    )
