"""The project's chores, with Python and pip alone: ``python3 tasks.py serve`` or another.

Each chore first makes ``.venv`` and installs the locked packages into it, by hash, unless that
was done since the lock last changed. Arguments after the chore go to the tool it runs.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENV = HERE / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
# Chromium without a window of its own is the same engine, at less than half of the work.
LIGHT = "chromium-headless-shell"
BROWSERS = (
    LIGHT,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
)
WORKBOOK = HERE / "workbook"


def run(*command: str | Path) -> None:
    """Run a program here; stop at its first failure."""
    program = subprocess.Popen([str(word) for word in command], cwd=HERE)
    signal.signal(signal.SIGTERM, lambda *_: program.terminate())
    status = None
    while status is None:
        try:
            status = program.wait()
        except KeyboardInterrupt:
            continue  # the program heard it too, and has things to put away
    if status:
        raise SystemExit(status)


def install(lock: str) -> None:
    """Make the environment hold what a lock file pins, and this checkout."""
    done = ENV / f"{lock}.done"
    wanted = hashlib.sha256((HERE / lock).read_bytes() + _project()).hexdigest()
    if done.is_file() and done.read_text() == wanted:
        return
    print(f"Installing what {lock} pins into .venv (a few minutes, once)...", file=sys.stderr)
    # This Python's pip fills the environment, which needs none of its own: Debian's bare
    # python3 has no ensurepip to put one there.
    if not (ENV / "pyvenv.cfg").is_file():
        venv.create(ENV, with_pip=False)
    pip = (sys.executable, "-m", "pip", "--python", ENV, "install", "--quiet")
    run(*pip, "--require-hashes", "-r", lock)
    run(*pip, "--no-deps", "--editable", ".")
    for other in ENV.glob("*.done"):
        other.unlink()
    done.write_text(wanted)


def ready(lock: str = "run.lock") -> None:
    """Install, unless the larger test lock, which holds all of it, is already there."""
    if lock == "run.lock" and (ENV / "test.lock.done").is_file():
        lock = "test.lock"
    install(lock)


def serve(*options: str) -> None:
    """Publish the series on this machine; open the address it prints."""
    ready()
    run(BIN / "spasmlab", "serve", *options)


def lab(*options: str) -> None:
    """Open JupyterLab on a copy of the notebooks (workbook/), so that edits are yours."""
    ready()
    copy_notebooks(WORKBOOK)
    run(BIN / "jupyter", "lab", f"--notebook-dir={WORKBOOK}", *options)


def copy_notebooks(folder: Path) -> None:
    """Copy the notebooks that are not there yet: never over a student's own edits."""
    for source in sorted((HERE / "notebooks").rglob("*.ipynb")):
        copy = folder / source.relative_to(HERE / "notebooks")
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            shutil.copyfile(source, copy)


def test(*options: str) -> None:
    """Run the tests; the browser's too, where Chromium, Chrome or Edge is found."""
    ready("test.lock")
    browser()
    # A file of tests stays on one worker, files in their order: the browser's come last.
    spread = ("--numprocesses=logical", "--maxprocesses=4", "--dist=loadfile")
    run(BIN / "python", "-m", "pytest", *spread, "--no-loadscope-reorder", *options)


def check() -> None:
    """Run everything CI runs: format, lint, types, tests."""
    ready("test.lock")
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "ruff", "check", ".")
    run(BIN / "mypy")
    test()


def bench(*options: str) -> None:
    """Time our pages beside plain ``voila``, ``models`` beside others, ``tables``, or ``signs``."""
    ready("test.lock")
    if options[:1] not in {("models",), ("tables",), ("signs",)}:  # which need no browser
        browser()
    run(BIN / "python", "-m", "tests.bench", *options)


def lock() -> None:
    """Pin every package for every platform, by hash, naming no registry."""
    ready("test.lock")
    pin = (BIN / "uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11")
    pin += ("--generate-hashes", "--no-header", "--no-annotate", "pyproject.toml")
    run(*pin, "--output-file=run.lock")
    run(*pin, "--group=test", "--group=check", "--output-file=test.lock")


def browser() -> None:
    """Find a browser for the tests; as root on Debian or Ubuntu, install Chromium."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise SystemExit(f"tasks.py: CHROMIUM is {named!r}, which is no program here")
    found = named or _first(BROWSERS)
    required = os.environ.get("SPASMLAB_BROWSER") == "required"
    if _debian_root() and (not found or (required and not named and not _first((LIGHT,)))):
        found = _installed(LIGHT) or found or _installed("chromium")
    if found:
        os.environ["CHROMIUM"] = found
    else:
        print("No Chromium, Chrome or Edge here: browser tests are skipped.", file=sys.stderr)


def _first(programs: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, programs)), None)


def _installed(package: str) -> str | None:
    """Install a Debian package that holds a program of its name; return where it is, or None."""
    print(f"Installing Debian's {package} package for the tests...", file=sys.stderr)
    apt = shutil.which("apt-get") or "apt-get"
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    subprocess.call([apt, "update", "-qq"])
    subprocess.call([apt, "install", "-y", "-qq", "--no-install-recommends", package])
    return shutil.which(package)


def _debian_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _project() -> bytes:
    return (HERE / "pyproject.toml").read_bytes() + sys.version.encode()


CHORES = {chore.__name__: chore for chore in (serve, lab, test, check, bench, lock)}

if __name__ == "__main__":
    name, *options = sys.argv[1:] or ["help"]
    if name not in CHORES:
        lines = (f"  {key:6} {chore.__doc__}" for key, chore in CHORES.items())
        raise SystemExit("\n".join(["python3 tasks.py CHORE", *lines]))
    CHORES[name](*options)
