"""Every lesson: what plain health information asks of it, and what teaching does."""

from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tests import lesson_rules as rules
from tests.notebook_rules import patient_lines, read
from tests.readability import grade

from spasmlab.pages.catalogue import Catalogue

LESSONS = [page for page in Catalogue().pages if page.about["kind"] == "lesson"]
STANDARDS = {
    rules.promised: ["P01"],
    rules.chunked: ["P08", "C08"],
    rules.headed: ["P09"],
    rules.ended: ["P11", "C01", "C05", "C11", "E09", "L01"],
    rules.addressed: ["P21"],
    rules.active: ["P05", "C06"],
    rules.whole: ["P06"],
    rules.aimed: ["E06"],
}
GLOSSARY = ("potassium", "magnesium", "calcium", "medicine", "sodium")


def marked(rule):
    marks = [pytest.mark.standard(one) for one in STANDARDS[rule]]
    return pytest.param(rule, marks=marks, id=rule.__name__)


@pytest.mark.parametrize("rule", map(marked, rules.RULES))
@pytest.mark.parametrize("page", LESSONS, ids=lambda page: page.notebook)
def test_a_lesson_keeps_the_rule(page, rule):
    assert list(rule(read(page.path), page.language)) == []


@pytest.mark.standard("L02")
@pytest.mark.parametrize("page", [one for one in LESSONS if one.language == "en"], ids=str)
def test_it_reads_easier_still_without_the_names_it_must_teach(page):
    nb = read(page.path)
    assert rules.masked(nb, GLOSSARY) <= grade("\n".join(patient_lines(nb))) <= 6.0


# The rules themselves: a lesson as it should be breaks none; with one thing wrong, the right one


def cell(source, *names):
    made = (new_code_cell if "code" in names else new_markdown_cell)(source)
    made.metadata.tags = [name for name in names if name != "code"]
    return made


def lesson():
    return new_notebook(
        cells=[
            cell("# Why does a muscle lock?\n\n**A nerve will not let go.**", "hero"),
            cell("**After this lesson you can** name a cause; and predict a cramp.", "goals"),
            cell("## First, take a guess", "guess"),
            cell('Guess("one")', "code", "guess"),
            cell('Guess("two")', "code", "check"),
            cell("## Take home\n\n**Pull your toes up.** It will pass.", "take-home"),
            cell("## Ask about it if\n\nyou cramp each night.", "ask"),
            cell("## What is not known\n\n- Why it starts.", "limits"),
            cell("## Where the numbers come from\n\nNowhere yet.", "sources"),
        ]
    )


HARD = "Neuromuscular hyperexcitability characteristically necessitates individualised evaluation."
PLANTED = [
    (rules.promised, 0, "# " + "why " * 13 + "\n\n**Stop.**"),
    (rules.chunked, 7, "## Not known\n\n" + "It is so. " * 5),
    (rules.chunked, 7, "## Not known\n\n" + "word " * 76),
    (rules.chunked, 7, "## Not known\n\n" + "- one\n" * 8),
    (rules.headed, 2, "First, take a guess"),
    (rules.headed, 5, "**Pull your toes up.**"),
    (rules.ended, 5, "## Take home\n\nPull your toes up."),
    (rules.ended, 5, f"## Take home\n\n**{HARD}**"),
    (rules.addressed, 6, "## Ask about it if\n\nthe cramps come each night."),
    (rules.active, 2, "## First\n\nThe muscle is pulled by the nerve."),
    (rules.active, 2, "## First\n\nThe toes are often held."),
    (rules.whole, 7, "## Not known\n\nIt takes 3.5 minutes."),
    (rules.aimed, 1, "**After this lesson you can** understand a cramp."),
    (rules.aimed, 1, "**After this lesson you can** name one; name two; and name three."),
]


def test_a_lesson_as_it_should_be_breaks_no_rule():
    assert [fault for rule in rules.RULES for fault in rule(lesson(), "en")] == []


@pytest.mark.parametrize(("rule", "at", "source"), PLANTED)
def test_a_planted_fault_is_found(rule, at, source):
    nb = deepcopy(lesson())
    nb.cells[at].source = source
    assert list(rule(nb, "en"))


@pytest.mark.parametrize("tag", rules.ENDS)
def test_a_part_that_is_missing_is_found(tag):
    nb = lesson()
    nb.cells = [one for one in nb.cells if tag not in one.metadata.tags]
    assert list(rules.ended(nb, "en"))


@pytest.mark.parametrize(
    "source",
    [
        'It is <span data-row="a:b">3.5</span> of them.',
        "See [this](https://doi.org/10.1152/advan).",
        "Of 11,166 people, 5 came back.",
    ],
)
def test_a_row_an_address_and_a_thousand_are_whole_enough(source):
    nb = lesson()
    nb.cells[7].source = f"## Not known\n\n{source}"
    assert list(rules.whole(nb, "en")) == []
