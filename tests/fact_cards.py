"""Fact boxes as the tests read them, and what may be wrong with one."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from tests.markup import Markup

from spasmlab.evidence import boxes as evidence
from spasmlab.evidence import tables
from spasmlab.evidence.effects import effect
from spasmlab.panels.evidence.fact_box import FactBox

BOXES = {box.id: box for box in evidence.boxes()}
RATIO = re.compile(
    r"\b[ORH]R\b|(?i:odds|\bratio|raz[oó]n de|%|\d times (as|more|less)|\d veces (más|menos)|"
    r"\b1 in \d|\b1 de cada|\brare\b|\bcommon\b|\bes rar[oa]\b|\bson (rar[oa]s|comunes)\b)"
)


@cache
def panel(language):
    return FactBox(language)


@cache
def card(language, name):
    return Markup(panel(language).cards[name][0])


def each(language):
    """Return every box with its card."""
    return [(box, card(language, name)) for name, box in BOXES.items()]


def inside(found, parent, kind):
    return [one for one in found.elements if kind in one.kinds and parent in one.within]


def sides(found):
    return [one for one in found.elements if "fact-side" in one.kinds]


def patients(found):
    """Return what a patient reads: all but the student's rows and the titles of sources."""
    text = "".join(one.text for one in found.elements if not one.within)
    for one in found.elements:
        if one.has.get("data-voices") == "student" or one.tag == "a":
            text = text.replace(one.text, " ")
    return text


def half_up(rate, out_of):
    """Return a rate of 1000 as people, by hand."""
    exact = Decimal(str(rate)) * out_of / 1000
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


# What may be wrong


def uneven(found):
    """Return where benefit and harm are not the same parts, or not of the same people."""
    both_sides = sides(found)
    kinds = [effect(one.has["data-row"].split(":")[1]).kind for one in both_sides]
    if kinds not in (["benefit", "harm"], ["guideline", "harm"]):  # no trial: what experts advise
        return [f"sides are {kinds}"]
    parts = [
        [(one.tag, *sorted(one.kinds)) for one in found.elements if one.within[-1:] == [side]]
        for side in both_sides
    ]
    terms = [[one for one in found.all("dt") if side in one.within] for side in both_sides]
    wrong = ["parts differ"] if parts[0] != parts[1] else []
    wrong += ["detail differs"] if abs(len(terms[0]) - len(terms[1])) > 1 else []
    denominators = {one.has["data-out-of"] for one in found.elements if "people" in one.kinds}
    return wrong + (["two denominators"] if len(denominators) > 1 else [])


def miscounted(found, out_of):
    """Return the sides whose picture, number, complement or row do not agree."""
    wrong = []
    for side in sides(found):
        name = side.has["data-row"].split(":")[1]
        row = tables.row("effects", name)
        for one, column in zip(
            inside(found, side, "fact-arm"), ("without_per_1000", "with_per_1000"), strict=False
        ):
            (picture,) = inside(found, one, "people")
            told = re.findall(r"\d+", "".join(e.text for e in inside(found, one, "fact-count")))
            rest = re.findall(r"\d+", "".join(e.text for e in inside(found, one, "fact-rest")))
            count = half_up(row[column], out_of)
            if [picture.has["data-filled"], *told, *rest] != [
                str(n) for n in (count, count, out_of, out_of - count)
            ] or not re.search(rf"\b{count}\b.*\b{out_of}\b", picture.has["aria-label"]):
                wrong.append(f"{name} {column}")
    return wrong


def ratios(text):
    return [hit[0] for hit in RATIO.finditer(text)]


def rowless(html):
    """Return the digits that stand in no row of data/, and belong to no model."""
    found = Markup(html)
    digits = []
    for one in found.elements:
        own = one.text
        for child in (e for e in found.elements if e.within[-1:] == [one]):
            own = own.replace(child.text, "", 1)
        chain = [*one.within, one]
        homes = ("data-row", "data-model")
        if re.search(r"\d", own) and not any(e.has.get(home) for e in chain for home in homes):
            digits.append(own.strip())
    return digits
