"""The build: what it runs again, what it renders again, and what it leaves when something fails."""

import json
import re

import pytest
from tests.small_site import Site, code, index, lesson, markdown

from spasmlab.pages import assets, run
from spasmlab.pages import build as building
from spasmlab.pages.build import BuildError, build

PAGES = {".", "one", "two", "es", "es/one"}
SAY = "print(6 * 7)"

LAST_WORDS = "import os; os.write(2, b'no room'); os._exit(3)"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two lessons, one of them in both languages, built once."""
    site = Site(tmp_path_factory.mktemp("small") / "built")
    site.write("index", index())
    site.write("one", lesson(1, "First", code("say", SAY)))
    site.write("two", lesson(2, "Second", markdown("text", "Two.")))
    site.write("es/index", index("Inicio"))
    site.write("es/one", lesson(1, "Primera", code("say", f"{SAY}  # es")))
    assert site.build() == site.pages
    return site


@pytest.fixture
def site(built, tmp_path):
    """A copy of the built site, notebooks and store, to change."""
    return built.copy(tmp_path / "site")


def changed(before, after):
    return {folder for folder in after if before.get(folder) != after[folder]}


def test_every_notebook_is_a_page_in_its_language_with_the_notebook_beside_it(built):
    assert built.html() == PAGES
    for folder in PAGES:
        assert f'<html lang="{"es" if folder.startswith("es") else "en"}"' in built.page(folder)
    for name in ("index", "one/one", "two/two", "es/index", "es/one/one"):
        source = (
            built.notebooks / f"{name.replace('one/one', 'one').replace('two/two', 'two')}.ipynb"
        )
        assert (built.pages / f"{name}.ipynb").read_bytes() == source.read_bytes()
    assert "42\n" in built.page("one")
    assert built.halves() == []


def test_a_second_build_runs_and_renders_nothing(site, monkeypatch):
    before = site.rendered()
    monkeypatch.setattr(run, "_execute", None)  # a run would raise
    site.build()
    assert site.rendered() == before


def test_a_changed_notebook_runs_and_renders_itself_alone(site):
    pages, runs = site.rendered(), site.runs()
    site.write("one", lesson(1, "First", code("say", "print(6 * 8)")))
    site.build()
    assert changed(pages, site.rendered()) == {"one"}
    assert len(site.runs() - runs) == 1
    assert "48\n" in site.page("one")


def test_a_changed_title_renders_its_neighbours_and_runs_itself_alone(site):
    pages, runs = site.rendered(), site.runs()
    site.write("one", lesson(1, "Renamed", code("say", SAY)))
    site.build()
    assert changed(pages, site.rendered()) == PAGES
    assert len(site.runs() - runs) == 1
    assert "Renamed" in site.page("two")
    assert "Renamed" in site.page(".")


def test_a_changed_template_or_sentence_renders_all_and_runs_nothing(site, monkeypatch):
    pages, runs = site.rendered(), site.runs()
    monkeypatch.setattr(building, "_frame", lambda: "another")
    site.build()
    assert changed(pages, site.rendered()) == PAGES
    assert site.runs() == runs


def test_a_changed_asset_moves_the_folder_and_runs_nothing(site, monkeypatch):
    (before,) = (site.pages / "assets").iterdir()
    runs, files = site.runs(), assets.collect(site.store)
    monkeypatch.setattr(assets, "collect", lambda cache: files | {"page.js": b"// another"})
    site.build()
    (after,) = (site.pages / "assets").iterdir()
    assert after.name != before.name
    assert (after / "page.js").read_bytes() == b"// another"
    assert all(f"assets/{after.name}/page.js" in site.page(folder) for folder in PAGES)
    assert site.runs() == runs


def test_a_deleted_notebooks_page_goes_and_no_link_leads_there(site):
    (site.notebooks / "two.ipynb").unlink()
    site.build()
    assert site.html() == PAGES - {"two"}
    assert not (site.pages / "two").exists()
    assert "Second" not in site.page("one") + site.page(".")


def test_the_other_pages_of_a_language_outlive_its_index(site):
    (site.notebooks / "es" / "index.ipynb").unlink()
    site.build()
    assert site.html() == PAGES - {"es"}
    assert not (site.pages / "es" / "404.html").exists()


def test_a_lost_page_is_written_again(site):
    (site.pages / "one" / "index.html").unlink()
    site.build()
    assert "42\n" in site.page("one")


@pytest.mark.parametrize("damage", [b"", b'{"cells": [', b"\xff"])
def test_a_damaged_run_is_run_again(site, damage):
    runs = site.runs()
    for path in (site.store / "runs").iterdir():
        if '"say"' in path.read_text() and "# es" not in path.read_text():
            path.write_bytes(damage)
    (site.pages / "one" / "index.html").unlink()
    site.build()
    assert "42\n" in site.page("one")
    assert site.runs() == runs
    assert all(json.loads(path.read_text()) for path in (site.store / "runs").iterdir())


def test_a_damaged_note_of_what_was_built_renders_all_and_runs_nothing(site):
    runs = site.runs()
    (site.pages / "built.json").write_text("[")
    site.build()
    assert site.html() == PAGES
    assert site.runs() == runs


# What fails

FAILING = {
    "error": ("two = 2\ntwo / 0", "ZeroDivisionError: division by zero"),
    "syntax": ("def", "SyntaxError: invalid syntax"),
    "magic": ("%nosuchmagic", "nosuchmagic"),
    "exit": ("raise SystemExit(3)", "SystemExit: 3"),
}


@pytest.mark.parametrize(("source", "said"), FAILING.values(), ids=FAILING)
def test_a_failing_cell_is_reported_and_costs_no_other_page(site, source, said):
    old = site.page("es/one")
    site.write("es/one", lesson(1, "Primera", code("fine", "1"), code("bad", source)))
    site.write("two", lesson(2, "Second", markdown("text", "Two, again.")))
    with pytest.raises(BuildError) as caught:
        site.build()
    report = str(caught.value)
    assert report.startswith("1 of 5 pages could not be built; the others are ready.\n")
    assert "es/one.ipynb, cell bad:\n" in report
    assert "\n".join(f"    {line}" for line in source.splitlines()) in report
    assert said in report
    assert "Traceback" not in report
    assert "Two, again." in site.page("two")
    assert site.page("es/one") == old
    assert site.halves() == []


def test_a_kernel_that_dies_is_reported_with_its_notebook(site):
    site.write("es/one", lesson(1, "Primera", code("bad", LAST_WORDS)))
    with pytest.raises(BuildError, match=r"(?s)one\.ipynb \(es\): .*died.*no room"):
        site.build()


def test_a_failure_is_not_forgotten_and_a_repair_is_seen(site):
    site.write("two", lesson(2, "Second", code("bad", "1 / 0")))
    for _ in range(2):
        with pytest.raises(BuildError, match="cell bad"):
            site.build()
    site.write("two", lesson(2, "Second", code("bad", "print('mended')")))
    site.build()
    assert "mended" in site.page("two")


def test_a_full_disk_leaves_the_old_page_whole(site, monkeypatch):
    old = site.page("two")
    site.write("two", lesson(2, "Second", markdown("text", "Two, again.")))

    write = type(site.root).write_text

    def full(self, text, encoding=None):
        if self.parent.name == "two":
            raise OSError(28, "No space left on device", str(self))
        return write(self, text, encoding)

    monkeypatch.setattr(type(site.root), "write_text", full)
    with pytest.raises(BuildError, match=r"No space left on device.*SPASMLAB_CACHE"):
        site.build()
    assert site.page("two") == old


def test_a_store_that_cannot_be_written_is_one_clear_line(built, tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = tmp_path / "file" / "store"
    with pytest.raises(BuildError, match=r"^cannot write .*file.*SPASMLAB_CACHE.*$") as caught:
        build(progress=False, notebooks=built.notebooks, store=store)
    assert "\n" not in str(caught.value)


ABOUT = {"kind": "lesson", "title": "First", "short": "One.", "minutes": 2}
NO_NUMBER = lesson(1, "First") | {"metadata": {"spasmlab": ABOUT | {"part": 1}}}
NO_PART = lesson(1, "First") | {"metadata": {"spasmlab": ABOUT | {"number": 1}}}
NO_SHORT = index() | {"metadata": {"spasmlab": {"kind": "index", "title": "Home"}}}


@pytest.mark.parametrize(
    "written",
    [
        *("not a notebook", [], {}, lesson(1, ""), index() | {"metadata": {}}),
        *(NO_NUMBER, NO_PART, NO_SHORT),
    ],
    ids=["text", "list", "empty", "untitled", "undescribed", "unnumbered", "no part", "no short"],
)
def test_a_notebook_that_is_no_page_is_named(site, written):
    site.write("two", written)
    with pytest.raises(BuildError, match=r"two\.ipynb"):
        site.build()
    assert site.html() == PAGES


def test_a_folder_without_notebooks_is_named(tmp_path):
    with pytest.raises(BuildError, match=f"no notebooks in {re.escape(str(tmp_path))}"):
        build(progress=False, notebooks=tmp_path, store=tmp_path / "store")


# What a run and a frame depend on


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package and its data, in place of ours."""
    for name in ("models/a.py", "text/en/a.toml", "pages/b.py", "pages/t.j2", "panels/c.js"):
        path = tmp_path / "package" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").write_text("before")
    for module in (run, building):
        monkeypatch.setattr(module, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(run, "DATA", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "runs", "renders"),
    [
        ("package/models/a.py", True, False),
        ("package/text/en/a.toml", True, True),
        ("data/table.csv", True, False),
        ("package/pages/b.py", False, True),
        ("package/pages/t.j2", False, True),
        ("package/panels/c.js", False, False),  # an asset: its folder's name says that it changed
    ],
)
def test_what_changes_a_run_and_what_changes_a_frame(package, name, runs, renders):
    before = run._surroundings.__wrapped__(), building._frame()
    (package / name).write_text("after")
    after = run._surroundings.__wrapped__(), building._frame()
    assert (before[0] != after[0], before[1] != after[1]) == (runs, renders)
