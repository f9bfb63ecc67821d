"""What can be wrong with a notebook, found by reading it: each rule yields a sentence a fault."""

import ast
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import nbformat
from tests.readability import grade, huerta, sentences, words

from spasmlab.pages.markdown import html

TAGS = {"hero", "language", "student", "present", "notes", "take-home", "ask", "limits", "sources"}
TAGS |= {"check", "try", "guess", "goals", "unknown", "doors", "lessons"}
TAGS |= {"worked", "half", "blank", "recall"}
NOT_FOR_PATIENTS = {"student", "present", "notes"}
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "summary", "details"}
BLOCKS |= {"blockquote", "figcaption", "br", "hr", "table", "pre"}
SKIPPED = {"table", "pre", "math", "script", "style"}


def read(path):
    """Return the notebook as it lies on disk: nothing repaired on the way."""
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


def tags(cell):
    return set(cell.metadata.get("tags", []))


def ident(cell):
    return cell.get("id")


# One notebook


def clean(nb, language):
    """Nothing of a run is kept: no output, no count, no widget state."""
    repeated = [name for name, times in Counter(map(ident, nb.cells)).items() if times > 1]
    if repeated or None in map(ident, nb.cells):
        yield f"cells without an id of their own: {repeated or 'some have none'}"
        return  # the validator would mend them
    try:
        nbformat.validate(nb)
    except nbformat.ValidationError as error:
        yield f"not a valid notebook: {error.message}"
    if "widgets" in nb.metadata:
        yield "keeps widget state"
    if nb.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "its kernel is not python3"
    for cell in nb.cells:
        if cell.get("outputs") or cell.get("execution_count") or "execution" in cell.metadata:
            yield f"{cell.id}: keeps its last run"


def thin(nb, language):
    """A code cell is a few plain lines that call the package."""
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        if len(cell.source.splitlines()) > 12:
            yield f"{cell.id}: more than 12 lines"
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            yield f"{cell.id}: not plain Python: {error}"
            continue
        if any(isinstance(node, DEFINITIONS) for node in ast.walk(tree)):
            yield f"{cell.id}: defines a function or class; the package is the place for it"


def labelled(nb, language):
    """Tags come from the closed list; one code cell, and it alone, names the language."""
    for cell in nb.cells:
        if unknown := tags(cell) - TAGS:
            yield f"{cell.id}: unknown tags {sorted(unknown)}"
    named = [cell for cell in nb.cells if "language" in tags(cell)]
    wanted = f'language = "{language}"'
    if [(cell.cell_type, cell.source) for cell in named] != [("code", wanted)]:
        yield f"needs exactly one code cell tagged language, reading {wanted}"


def opened(nb, language):
    """The first cell, and it alone, is the hero: one h1, one main message in bold."""
    heroes = [at for at, cell in enumerate(nb.cells) if "hero" in tags(cell)]
    if heroes != [0] or nb.cells[0].cell_type != "markdown":
        yield f"the first cell, and no other, must be the hero; tagged so: {heroes}"
        return
    count = parsed(nb.cells[0].source).count
    if count["h1"] != 1:
        yield f"the hero has {count['h1']} first-level headings, not 1"
    if count["strong"] + count["b"] != 1:
        yield f"the hero has {count['strong'] + count['b']} bold messages, not 1"
    for cell in nb.cells[1:]:
        if cell.cell_type == "markdown" and parsed(cell.source).count["h1"]:
            yield f"{cell.id}: a second first-level heading"


def staged(nb, language):
    """A lesson has six steps to present, each with its speaker's notes after it."""
    if nb.metadata.get("spasmlab", {}).get("kind") != "lesson":
        return
    told = "".join(
        "P" if "present" in tags(cell) else "N"
        for cell in nb.cells
        if tags(cell) & {"present", "notes"}
    )
    if not re.fullmatch("(PN+){6}", told):
        yield f"needs six present cells, notes after each; found {told or 'none'} (P, N)"


def readable(nb, language):
    """What a patient reads is plain: by grade and sentence in English, by Huerta in Spanish."""
    lines = patient_lines(nb)
    text = "\n".join(lines)
    if not lines:
        yield "has no text for a patient"
    elif language == "en":
        if grade(text) > 6.0:
            yield f"reads at grade {grade(text):.1f}, over 6.0"
        for sentence in sentences(text):
            if len(words(sentence)) > 20:
                yield f"over 20 words: {sentence}"
    elif huerta(text) < 65:
        yield f"reads at {huerta(text):.0f} on Huerta's scale, under 65"


# A cell's text as a reader meets it


class Prose(HTMLParser):
    """Blocks of text, and how many elements of each kind; tables, code blocks and TeX left out."""

    def __init__(self):
        super().__init__()
        self.blocks, self.count, self.skipping = [""], Counter(), 0

    def handle_starttag(self, tag, attrs):
        self.count[tag] += 1
        self.skipping += tag in SKIPPED
        self.break_at(tag)

    def handle_endtag(self, tag):
        self.skipping -= tag in SKIPPED
        self.break_at(tag)

    def break_at(self, tag):
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        if not self.skipping:
            self.blocks[-1] += data


def parsed(source):
    prose = Prose()
    prose.feed(html(source))
    prose.close()
    return prose


def patient_lines(nb):
    """Return each block of a notebook's patient text, headings and list items among them."""
    lines = []
    for cell in nb.cells:
        if cell.cell_type == "markdown" and not tags(cell) & NOT_FOR_PATIENTS:
            blocks = (" ".join(block.split()) for block in parsed(cell.source).blocks)
            lines += [block for block in blocks if words(block)]
    return lines


# Twins


def differences(english, other):
    """Yield what keeps a notebook in another language from being the English one's twin."""
    if shape(english) != shape(other):
        yield "cells differ in id, kind, tags or code"
        return
    if kind(english) != kind(other):
        yield "the notebooks are of different kinds"
    for original, cell in zip(english.cells, other.cells, strict=True):
        if "translates" in original.metadata:
            yield f"{cell.id}: the English cell says it translates another"
        if cell.cell_type == "markdown" and cell.metadata.get("translates") != stamp(original):
            yield f"{cell.id}: the English has moved on; now translates {stamp(original)}"


def stamp(cell):
    return hashlib.sha256(cell.source.encode()).hexdigest()[:16]


def kind(nb):
    about = nb.metadata.get("spasmlab", {})
    return about.get("kind"), about.get("number")


def shape(nb):
    return [(cell.id, cell.cell_type, sorted(tags(cell)), fixed(cell)) for cell in nb.cells]


def fixed(cell):
    return cell.source if cell.cell_type == "code" and "language" not in tags(cell) else None
