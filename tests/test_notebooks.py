"""Every notebook: clean on disk, thin, readable, the same in each language, and it runs."""

import json
from copy import deepcopy

import pytest
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from tests.notebook_rules import (
    clean,
    differences,
    labelled,
    opened,
    patient_lines,
    read,
    readable,
    staged,
    stamp,
    thin,
)

from spasmlab.pages import run
from spasmlab.pages.catalogue import Catalogue
from spasmlab.paths import NOTEBOOKS
from spasmlab.text import LANGUAGES

ENGLISH = sorted(NOTEBOOKS.glob("*.ipynb"))
OTHERS = sorted(path for code in LANGUAGES for path in NOTEBOOKS.glob(f"{code}/*.ipynb"))


def name(path):
    return path.relative_to(NOTEBOOKS).as_posix()


def language_of(path):
    return path.parent.name if path.parent != NOTEBOOKS else "en"


each_notebook = pytest.mark.parametrize("path", ENGLISH + OTHERS, ids=name)


# The notebooks that exist


def test_there_are_notebooks_and_each_lies_in_a_languages_folder():
    assert ENGLISH
    found = {path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts}
    assert found == {*ENGLISH, *OTHERS}


@pytest.mark.parametrize("rule", [clean, thin, labelled, opened, staged])
@each_notebook
def test_a_notebook_keeps_the_rule(path, rule):
    assert list(rule(read(path), language_of(path))) == []


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@each_notebook
def test_a_patient_can_read_it(path):
    assert list(readable(read(path), language_of(path))) == []


@pytest.mark.parametrize("page", Catalogue().pages, ids=lambda page: page.notebook)
def test_a_notebook_runs_top_to_bottom_quietly(store, page):
    """The build runs it, and fails with it; that it writes nothing is seen there (conftest.py)."""
    ran = json.loads((store / "runs" / f"{run.key(page)}.json").read_text(encoding="utf-8"))
    assert all(cell["execution_count"] for cell in ran["cells"] if cell["cell_type"] == "code")
    outputs = [out for cell in ran["cells"] for out in cell.get("outputs", [])]
    assert [out["text"] for out in outputs if out.get("name") == "stderr"] == []


@pytest.mark.standard("B02")
@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_the_same_notebooks_exist_in_every_language(code):
    translated = [path.name for path in OTHERS if language_of(path) == code]
    assert translated == [path.name for path in ENGLISH]


@pytest.mark.standard("B02")
@pytest.mark.parametrize("path", OTHERS, ids=name)
def test_a_translation_is_the_english_ones_twin(path):
    assert list(differences(read(NOTEBOOKS / path.name), read(path))) == []


# The rules themselves: a lesson as it should be breaks none; with one thing wrong, the right one


def cell(make, source, tag=None, **metadata):
    made = make(source, metadata=metadata)
    if tag:
        made.metadata.tags = [tag]
    return made


def lesson(language="en"):
    steps = [
        cell(new_markdown_cell, text, tag)
        for _ in range(6)
        for text, tag in [("## Six words on a big screen", "present"), ("Wait.", "notes")]
    ]
    first = cell(new_markdown_cell, "# Why salt?\n\n**Your heart needs it.** Read on.", "hero")
    named = cell(new_code_cell, f'language = "{language}"', "language")
    nb = new_notebook(cells=[first, named, cell(new_code_cell, "answer = 1 + 1"), *steps])
    kernel = {"name": "python3", "display_name": "Python 3"}
    nb.metadata = from_dict({"kernelspec": kernel, "spasmlab": {"kind": "lesson", "number": 3}})
    return nb


def twins():
    english = lesson()
    other = deepcopy(english)
    other.cells[1].source = 'language = "es"'
    for original, translated in zip(english.cells, other.cells, strict=True):
        if original.cell_type == "markdown":
            translated.metadata.translates = stamp(original)
            translated.source = "# ¿Por qué?"
    return english, other


def source(at, text):
    return lambda nb: nb.cells[at].update(source=text)


def tagged(at, *names):
    return lambda nb: nb.cells[at].metadata.update(tags=list(names))


LONG = "It is a day that goes on and on and on and so do we as we go on to the sea."
HARD = "Physiological hyperexcitability characteristically necessitates individualised evaluation."
PLANTED = [
    (clean, lambda nb: nb.cells[1].update(execution_count=3)),
    (clean, lambda nb: nb.cells[1].update(outputs=[new_output("stream", text="2")])),
    (clean, lambda nb: nb.cells[1].metadata.update(execution={})),
    (clean, lambda nb: nb.cells[2].update(id=nb.cells[1].id)),
    (clean, lambda nb: nb.cells[2].pop("id")),
    (clean, lambda nb: nb.cells[2].update(cell_type="prose")),
    (clean, lambda nb: nb.metadata.update(widgets={})),
    (clean, lambda nb: nb.metadata.kernelspec.update(name="conda-env-mine-py")),
    (thin, source(2, "x = 1\n" * 13)),
    (thin, source(2, "if True:\n    def helper(): ...")),
    (thin, source(2, "async def helper(): ...")),
    (thin, source(2, "class Helper: ...")),
    (thin, source(2, "%matplotlib inline")),
    (labelled, tagged(2, "studnet")),
    (labelled, tagged(1)),
    (labelled, tagged(2, "language")),
    (labelled, source(1, "language = 'en'")),
    (labelled, source(1, 'language = "es"')),
    (opened, tagged(0)),
    (opened, tagged(3, "hero")),
    (opened, lambda nb: nb.cells.reverse()),
    (opened, source(0, "# One\n\n# Two\n\n**Bold.**")),
    (opened, source(0, "## One\n\n**Bold.**")),
    (opened, source(0, "# One\n\nNot bold.")),
    (opened, source(0, "# One\n\n**Bold** and <b>bold</b>.")),
    (opened, source(3, "# Another first heading")),
    (staged, tagged(3)),
    (staged, tagged(4)),
    (staged, tagged(4, "present")),
    (staged, lambda nb: nb.cells.insert(3, cell(new_markdown_cell, "Early.", "notes"))),
    (readable, source(0, LONG)),
    (readable, source(0, HARD)),
    (readable, source(0, "<details><summary>" + HARD + "</summary></details>")),
    (readable, tagged(0, "student")),
]


def test_a_lesson_as_it_should_be_breaks_no_rule():
    rules = (clean, thin, labelled, opened, staged, readable)
    assert [fault for rule in rules for fault in rule(lesson(), "en")] == []
    assert list(differences(*twins())) == []


@pytest.mark.parametrize(("rule", "spoil"), PLANTED)
def test_a_planted_fault_is_found(rule, spoil):
    nb = lesson()
    spoil(nb)
    assert list(rule(nb, "en"))


def test_hard_spanish_is_found():
    nb = lesson("es")
    source(0, "La hiperexcitabilidad neuromuscular electrofisiológica característica.")(nb)
    assert list(readable(nb, "es"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda english, other: other.cells.pop(),
        lambda english, other: other.cells[4].update(id="another"),
        lambda english, other: tagged(4, "present")(other),
        lambda english, other: source(2, "answer = 3")(other),
        lambda english, other: source(0, "# The English moved on")(english),
        lambda english, other: other.cells[0].metadata.pop("translates"),
        lambda english, other: english.cells[0].metadata.update(translates="0123456789abcdef"),
        lambda english, other: other.metadata.spasmlab.update(number=4),
    ],
)
def test_a_twin_that_strays_is_found(spoil):
    english, other = twins()
    spoil(english, other)
    assert list(differences(english, other))


def test_patient_text_is_what_is_read_and_no_more():
    text = (
        "# Why *salt*?\n\nSee [the index](index.ipynb); it is **5** minutes.\n\n"
        '- first <span data-row="a:b">3.5</span>\n- second:\n\n'
        "<details><summary>More</summary>\n\nHidden $x = 1$.\n\n</details>\n\n"
        "<!-- unseen -->\n\n| a | b |\n|---|---|\n| c | d |\n\n```python\nunseen = 1\n```\n"
    )
    lines = patient_lines(new_notebook(cells=[new_markdown_cell(text)]))
    assert lines == [
        "Why salt?",
        "See the index; it is 5 minutes.",
        "first 3.5",
        "second:",
        "More",
        "Hidden .",
    ]
