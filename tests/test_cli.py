"""The ``spasmlab`` command: what it refuses, how it says so, and what it writes."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from spasmlab import __version__
from spasmlab.pages import fonts
from spasmlab.paths import DATA, NOTEBOOKS, PACKAGE
from spasmlab.site import cli, export
from spasmlab.site.files import Files

HEAVY = {"IPython", "jupyter_server", "nbclient", "numpy", "pandas", "tornado", "voila"}


def command(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "spasmlab", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        **options,
    )


def refused(capsys, *words):
    """Run a command that must end with status 2, and return its one line of complaint."""
    assert cli.main([str(word) for word in words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("spasmlab: ")
    assert len(err.splitlines()) == 1
    return err


@pytest.fixture
def site(tmp_path):
    """A built site in small: two languages, one shared file, and the build's own notes."""
    folder = tmp_path / "site"
    link = '<a class="bar-link live-link" href="live/index">Live</a><a href="get-help/">Help</a>'
    for home, language in (("", "en"), ("es/", "es")):
        page = folder / home / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<p>{language}</p>{link}")
        (folder / home / "404.html").write_text('<link href="__BASE__assets/0/page.css">')
    (folder / "assets" / "0").mkdir(parents=True)
    (folder / "assets" / "0" / "page.css").write_text("p {}")
    (folder / "built.json").write_text("{}")
    (folder / "index.html.7.part").write_text("half")
    (folder / "assets" / "0.7.part").mkdir()
    (folder / "assets" / "0.7.part" / "page.css").write_text("half")
    return folder


@pytest.fixture
def unbuilt(monkeypatch):
    """Fail the test if a command builds pages before it has looked at what it was given."""
    monkeypatch.setattr(cli, "_built", lambda **_: pytest.fail("built first"))


def test_the_command_says_its_version():
    answer = command("--version")
    assert (answer.returncode, answer.stdout) == (0, f"spasmlab {__version__}\n")


def test_help_imports_nothing_heavy():
    code = (
        "import contextlib, sys; from spasmlab.site import cli\n"
        "with contextlib.suppress(SystemExit): cli.main(['serve', '--help'])\n"
        f"assert not {HEAVY!r} & sys.modules.keys(), {HEAVY!r} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["serve", "--port", "65536"], "--port: must be 0 to 65535, got '65536'"),
        (["serve", "--port", "-1"], "--port: must be 0 to 65535, got '-1'"),
        (["serve", "--port", "http"], "--port: must be 0 to 65535, got 'http'"),
        (["serve", "--kernels", "-1"], "--kernels: must be 0 to 1000, got '-1'"),
        (["serve", "--base-url", "cramps"], "--base-url: must look like /cramps/, got 'cramps'"),
        (["export", "x", "--base-url", "/a/../"], "--base-url: must look like /cramps/"),
        (["export"], "folder"),
        ([], "COMMAND"),
        (["publish"], "publish"),
    ],
)
def test_bad_options_are_refused_by_name(capsys, unbuilt, words, complaint):
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_a_port_in_use_is_said_before_anything_is_built(capsys, unbuilt):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        complaint = refused(capsys, "serve", "--port", port)
    assert f"127.0.0.1, port {port}: address already in use" in complaint
    assert "--port" in complaint


def test_a_host_that_is_not_this_machine_is_refused(capsys, unbuilt):
    assert "192.0.2.1" in refused(capsys, "serve", "--host", "192.0.2.1", "--port", "0")


def test_export_needs_a_folder_to_stand_in(capsys, unbuilt, tmp_path):
    assert str(tmp_path / "no") in refused(capsys, "export", tmp_path / "no" / "where")
    assert not (tmp_path / "no").exists()


def test_export_leaves_a_folder_of_other_things_alone(capsys, unbuilt, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    assert "holds other files" in refused(capsys, "export", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_export_refuses_a_file(capsys, unbuilt, tmp_path):
    file = tmp_path / "thesis.txt"
    file.write_text("years of work")
    assert "is a file" in refused(capsys, "export", file)
    assert file.read_text() == "years of work"


def test_an_unwritable_cache_is_named(capsys, monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("SPASMLAB_CACHE", str(file / "cache"))
    complaint = refused(capsys, "build", "--quiet")
    assert str(file) in complaint
    assert "SPASMLAB_CACHE" in complaint


def test_export_writes_the_pages_and_their_files_alone(site, tmp_path):
    export.write(site, tmp_path / "out")
    written = {path.relative_to(tmp_path / "out").as_posix() for path in _files(tmp_path / "out")}
    assert written == {
        ".spasmlab-export",
        "404.html",
        "assets/0/page.css",
        "es/404.html",
        "es/index.html",
        "index.html",
    }
    assert {path.name for path in tmp_path.iterdir()} == {"site", "out"}


def test_exported_pages_know_their_base_and_offer_nothing_live(site, tmp_path):
    export.write(site, tmp_path / "out", "/cramps/")
    missing = (tmp_path / "out" / "es" / "404.html").read_text()
    index = (tmp_path / "out" / "index.html").read_text()
    assert missing == '<link href="/cramps/assets/0/page.css">'
    assert index == '<p>en</p><a href="get-help/">Help</a>'


def test_an_earlier_export_is_replaced_whole(site, tmp_path):
    export.write(site, tmp_path / "out")
    (tmp_path / "out" / "old").mkdir()
    (site / "index.html").write_text("new")
    export.write(site, tmp_path / "out")
    assert (tmp_path / "out" / "index.html").read_text() == "new"
    assert not (tmp_path / "out" / "old").exists()


def test_a_failing_export_leaves_the_earlier_one(site, tmp_path, monkeypatch):
    export.write(site, tmp_path / "out")
    full = OSError(28, "No space left on device", "page.css")
    monkeypatch.setattr(shutil, "copyfile", lambda *_: (_ for _ in ()).throw(full))
    (site / "index.html").write_text("new")
    with pytest.raises(export.ExportError, match=r"page\.css: No space left"):
        export.write(site, tmp_path / "out")
    assert (tmp_path / "out" / "index.html").read_text().startswith("<p>en</p>")
    assert {path.name for path in tmp_path.iterdir()} == {"site", "out"}


def test_the_server_holds_what_is_published_and_nothing_else(site):
    files = Files(site, "/cramps/")
    assert files.find("").body.startswith(b"<p>en</p>")
    assert files.assets == "0"
    assert files.find("es/").body.startswith(b"<p>es</p>")
    assert files.find("assets/0/page.css").type == "text/css; charset=utf-8"
    for address in ("built.json", "index.html.7.part", "assets/0/", "../site/built.json"):
        assert files.find(address) is None
    assert files.missing("live/es/nada").body == b'<link href="/cramps/assets/0/page.css">'


@pytest.fixture(scope="module")
def cut_fonts(tmp_path_factory):
    """A cache that holds the fonts, which take the longest of a small build."""
    cache = tmp_path_factory.mktemp("fonts")
    fonts.build(cache)
    return cache


@pytest.fixture
def checkout(tmp_path, cut_fonts, solved):
    """A copy of the project with no notebook yet, and a cache beside it."""
    root = tmp_path / "checkout"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, root / "widgets" / "spasmlab", ignore=skip)
    shutil.copytree(DATA, root / "data", ignore=skip)
    (root / "hatch_build.py").write_text("# marks a checkout")
    (root / "notebooks").mkdir()
    shutil.copytree(cut_fonts, tmp_path / "cache")
    shutil.copytree(solved, tmp_path / "cache" / "sweeps")
    return root


def surroundings(checkout):
    paths = {
        "PYTHONPATH": str(checkout / "widgets"),
        "SPASMLAB_CACHE": str(checkout.parent / "cache"),
    }
    return {**os.environ, **paths}


def build(checkout, source):
    """Build the copy with an index of one code cell."""
    notebook = json.loads((NOTEBOOKS / "index.ipynb").read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "outputs": [], "source": source}
    notebook["cells"] = [cell | {"execution_count": None}]
    (checkout / "notebooks" / "index.ipynb").write_text(json.dumps(notebook))
    return command("build", "--quiet", env=surroundings(checkout), cwd=checkout)


def test_a_notebook_that_fails_is_reported_with_its_cell(checkout):
    answer = build(checkout, "1 / 0  # a slip")
    assert answer.returncode == 2
    assert "index.ipynb, cell one" in answer.stderr
    assert "1 / 0  # a slip" in answer.stderr
    assert "ZeroDivisionError: division by zero" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (checkout.parent / "cache" / "site" / "index.html").exists()


def test_a_broken_data_row_is_reported_with_its_table(checkout):
    table = checkout / "data" / "electrolytes.csv"
    head, first, *rest = table.read_text(encoding="utf-8").splitlines()
    broken = re.sub(r",[\d.]+,", ",three and a half,", first, count=1)
    assert broken != first
    table.write_text("\n".join([head, broken, *rest]) + "\n", encoding="utf-8")
    answer = build(checkout, "from spasmlab.evidence import tables; tables.load('electrolytes')")
    assert answer.returncode == 2
    assert "electrolytes" in answer.stderr
    assert "three and a half" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send to a Windows process")
def test_ctrl_c_ends_quietly(checkout):
    build(checkout, "1 + 1")
    process = subprocess.Popen(
        [sys.executable, "-m", "spasmlab", "serve", "--port=0"],
        env=surroundings(checkout),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts background jobs with SIGINT ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert "http://127.0.0.1:" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in errors


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]
