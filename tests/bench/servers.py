"""The servers that are compared, and what they cost this machine (Linux tells; others do not)."""

import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from spasmlab.paths import NOTEBOOKS

PROC = Path("/proc")
STARTING = 180  # seconds; a first start builds every page
LEAVING = 30  # seconds for a kernel to end after its page


class BenchError(Exception):
    """The bench cannot run; the text is a sentence that says why."""


@dataclass(frozen=True)
class Server:
    """A running server: its address and its process."""

    address: str
    pid: int

    def kernels(self) -> int | None:
        """Return how many kernels it runs, or None where that cannot be seen."""
        tree = _tree(self.pid)
        return sum(b"ipykernel" in _read(pid, "cmdline") for pid in tree) if tree else None

    def memory(self) -> float | None:
        """Return the memory of it and its kernels, in MB: what they share is counted once."""
        return sum(map(_megabytes, tree)) if (tree := _tree(self.pid)) else None

    def settle(self) -> None:
        """Wait until the last page's kernel has ended."""
        deadline = time.monotonic() + LEAVING
        while self.kernels():
            if time.monotonic() > deadline:
                raise BenchError(f"a kernel still runs {LEAVING} s after its page was left")
            time.sleep(0.1)


def ours() -> AbstractContextManager[Server]:
    """Run ``spasmlab serve``, which publishes the instant and the live pages."""
    return _running(("spasmlab", "serve"), "healthz")


def plain() -> AbstractContextManager[Server]:
    """Run the plain ``voila notebooks/`` with nothing of ours but the notebooks."""
    return _running(("voila", f"{NOTEBOOKS.name}/", "--no-browser"), "")


@contextmanager
def _running(command: tuple[str, ...], probe: str) -> Iterator[Server]:
    port = _free_port()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, f"--port={port}"],
            cwd=NOTEBOOKS.parent,
            stdout=log,
            stderr=log,
        )
        server = Server(f"http://127.0.0.1:{port}/", process.pid)
        try:
            if not _answers(server.address + probe, process):
                log.seek(0)
                raise BenchError(f"{' '.join(command)} did not start:\n{log.read()[-2000:]}")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=LEAVING)


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(urllib.error.URLError, TimeoutError, ConnectionError):
            urllib.request.urlopen(address, timeout=5).close()
            return True
        time.sleep(0.2)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tree(pid: int) -> list[int]:
    """Return a process and all that it started; nothing where there is no /proc to ask."""
    if not (PROC / str(pid) / "smaps_rollup").exists():
        return []
    found = [pid]
    for one in found:
        for children in PROC.glob(f"{one}/task/*/children"):
            with suppress(OSError):  # it ended meanwhile
                found += map(int, children.read_text().split())
    return found


def _megabytes(pid: int) -> float:
    shared_once = re.search(rb"^Pss:\s+(\d+) kB", _read(pid, "smaps_rollup"), re.MULTILINE)
    return int(shared_once[1]) * 1024 / 1e6 if shared_once else 0.0


def _read(pid: int, name: str) -> bytes:
    with suppress(OSError):
        return (PROC / str(pid) / name).read_bytes()
    return b""
