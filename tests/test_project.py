"""The project's own files: what they promise each other, and what none of them may hold."""

import ast
import os
import re
import string
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import spasmlab
from spasmlab.text import HERE as TEXT
from spasmlab.text import LANGUAGES, sections, words

ROOT = Path(__file__).parents[1]
LOCKS = ("run.lock", "test.lock")
# Written so that none of these patterns is found by itself, here.
HOSTS = r"""(?x) pypi[.]org | pythonhosted[.]org | anaconda[.](org|com) | npmjs[.](org|com)
    | jsdelivr[.]net | unpkg[.]com | cdnjs[.] | esm[.]sh | skypack[.]dev | jspm[.]
    | deb[.]debian[.]org | fonts[.](googleapis|gstatic)[.]com | proxy[.]golang[.]org
    | ://[^\s"']+/simple\b"""
MACHINE = r"(?<![\w.~*)}-])/(work|tmp|root|home|Users)/\w"
BUNDLE = r"[.](woff2?|ttf|otf|eot|whl|map|zip|gz|min[.](js|css))$|(^|/)(dist|node_modules)/"


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked():
    """Return every file git keeps, or would on the next ``git add``."""
    listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    ran = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in ran.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def sources(*endings):
    return [path for path in tracked() if path.name.endswith(endings)]


def text_of(path):
    return path.read_text(encoding="utf-8", errors="ignore")


def inside(paths):
    return [path.relative_to(ROOT).as_posix() for path in paths]


def test_no_file_keeps_both_sides_of_a_merge():
    marks = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
    assert inside(path for path in tracked() if marks.search(text_of(path))) == []


# Packages


def wanted(lines):
    """Return name -> (version, extras) of requirement lines."""
    parsed = map(Requirement, lines)
    return {canonicalize_name(r.name): (str(r.specifier), sorted(r.extras)) for r in parsed}


def test_conda_users_get_the_same_packages():
    *conda, tail = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    named = wanted([*conda, *tail["pip"]][:-1])
    assert tail["pip"][-1] == "-e ."
    assert named.pop("python") == (project()["project"]["requires-python"], [])
    assert named.pop("pip") == ("", [])
    assert named == wanted(project()["project"]["dependencies"])


def pins(lock):
    """Return the lines of a lock file, one a requirement, its hashes with it."""
    return (ROOT / lock).read_text().replace("\\\n", " ").splitlines()


def pinned(lock):
    return {canonicalize_name(line.split("==")[0]): line.split()[0] for line in pins(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_exact_hashed_and_holds_no_address(lock):
    exact = re.compile(r"[\w.-]+(\[[\w,-]+\])?==\S+( ; [^#@]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in pins(lock) if not exact.fullmatch(line.rstrip())] == []
    assert re.findall(r"(?i)://|index-url|find-links|trusted-host", (ROOT / lock).read_text()) == []


def test_the_locks_pin_all_that_pyproject_asks_for():
    groups = project()["dependency-groups"]
    asked = {"run.lock": project()["project"]["dependencies"]}
    asked["test.lock"] = asked["run.lock"] + groups["test"] + groups["check"]
    for lock, lines in asked.items():
        found = pinned(lock)
        for need in map(Requirement, lines):
            version = found[canonicalize_name(need.name)].split("==")[1]
            assert need.specifier.contains(version), f"{lock}: {need} but {version}"


def test_tests_run_on_the_versions_that_are_served():
    assert pinned("run.lock").items() <= pinned("test.lock").items()


def test_the_version_is_said_once_and_repeated_faithfully():
    assert "version" in project()["project"].get("dynamic", [])
    source = project()["tool"]["hatch"]["version"]["path"]
    assert ROOT / source == Path(spasmlab.__file__)
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == spasmlab.__version__
    assert re.search(r"^## \[.*?(\d+\.\d+\.\d+)", text_of(ROOT / "CHANGELOG.md"), re.M)[1] == (
        spasmlab.__version__
    )


# Sentences of the panels


def sentences(table, path=()):
    """Yield each key, in full, and what it says."""
    pairs = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from sentences(value, (*path, key))
        else:
            yield (*path, key), value


def holes(sentence):
    if not isinstance(sentence, str):
        return type(sentence)
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


@pytest.mark.standard("B04")
def test_every_language_has_the_same_sentences_with_the_same_holes():
    said = {
        code: dict(sentences({name: words(name, code) for name in sections(code)}))
        for code in LANGUAGES
    }
    shapes = {code: {key: holes(value) for key, value in said[code].items()} for code in said}
    for code, shape in shapes.items():
        assert shape == shapes["en"], code
    assert [key for code in said for key, value in said[code].items() if value in ("", " ")] == []
    assert set(LANGUAGES) == {path.parent.name for path in TEXT.rglob("*.toml")}


# What the repository holds


def test_ci_can_be_started():
    if os.name != "nt":
        assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_no_font_or_bundle_is_kept():
    assert [name for name in inside(tracked()) if re.search(BUNDLE, name)] == []


@pytest.mark.parametrize("pattern", [HOSTS, MACHINE], ids=["registry", "machine"])
def test_no_file_names_a_registry_or_this_machine(pattern):
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        for match in re.finditer(pattern, text_of(path))
    ]
    assert found == []


def test_the_readme_says_what_it_is_made_of():
    head = " ".join(text_of(ROOT / "README.md").split("\n")[:10]).lower().replace("à", "a")
    assert [name for name in ("jupyter", "ipywidgets", "pandas", "voila") if name not in head] == []


def test_files_are_short_and_no_line_of_them_is_endless():
    code = {path: text_of(path).splitlines() for path in sources(".py", ".js", ".css")}
    assert len(code) > 20
    assert inside(path for path, lines in code.items() if len(lines) > 300) == []
    assert (
        inside(path for path, lines in code.items() if max(map(len, lines), default=0) > 300) == []
    )


def test_functions_are_short():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources(".py")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= 40
    ]
    assert long == []
