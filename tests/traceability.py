"""Which numbers of a page no row, no model and no plain kind answers for."""

import math
import re
from functools import cache
from numbers import Real

from tests.markup import Markup

from spasmlab.evidence import effects, tables

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")  # 11,166 or, in Spanish, 11 166
MG_DL = "calcium_to_mg_dl"
UNREAD = {"script", "style", "code", "pre", "math", "title", "summary"}
SILENT = {"student", "notes"}  # voices that are not a patient's, nor a room's
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MESES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
GROUP = r"people|women|men|adults|personas|mujeres|hombres|adultos"

# The numbers that are nobody's finding: what they look like, and where alone they may stand.
PLAIN = {
    "a date": (
        rf"\b(\d{{1,2}} (de )?)?({MONTHS}|{MESES})( de)? \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b",
        "",
    ),
    "of a hundred people": (rf"\b100 (?={GROUP})|\b(of|de|de cada) 100\b", ""),
    "the number of a lesson": (r"\d+", "row-number rail-number"),
    "the number of a lesson in words": (r"\b(Lesson|Lección) \d+", ""),
    "a step": (r"\b(Step|Paso) \d+( (of|de) \d+)?", ""),
    "an ordinal": (r"\b\d+(st|nd|rd|th)\b|\b\d+\.[ºª]", ""),
    "minutes of reading": (r"\d+ (min\b|minutes|minutos)", "eyebrow row-minutes"),
    "a slider's example": (r"\d+ (weeks|semanas)", "slider-presets"),
    "an axis's end": (r"\d+", "ruler-ends"),
    "a name": (r"\b([Vv]itamina? [A-Z]|B)\d+", ""),
    "what a survey asked": (
        r"\b5 (or more nights|nights|noches( o más)?)|(past|últimos) 3 (months|meses)",
        "",
    ),
    "a slider's reading": (r"[\d.,]+", "slider-value slider-shown"),
    "what a question sets": (r"\b(4|3)( to | a )(6|5)\b", "choices"),
    "a group's ages": (r"\d+( to | a )\d+|\d+ (or older|(años )?o más)", "pick chart-caption"),
    "a night of the diary": (r"\d+", "plan-night"),
    "a year": (r"\b(19|20)\d\d\b", "is-sources footer"),
    "a clock's time": (r"\b\d{1,2}(:\d\d)? ?([ap]\. ?m\.)", ""),
    "a control's range": (r"[\d.]+( (to|a) [\d.]+)?", "plain-range"),
}


def untraced(html):
    """Return each text with a number that nothing answers for, and what is wrong with it."""
    page, found = Markup(html), []
    for text, within in page.said:
        if not NUMBER.search(text) or unread(within):
            continue
        left = NUMBER.findall(without_plain(text, within))
        key = nearest(within, "data-row")
        if key is not None:
            strange = [number for number in left if not in_rows(number, key)]
            found += [(text.strip(), f"{number} is not in {key}") for number in strange]
        elif left and nearest(within, "data-model") is None:
            found.append((text.strip(), "no row and no model"))
    return found


def unread(within):
    """Return whether no patient reads it: code, a script, or another voice's."""
    voices = [set(one.has["data-voices"].split()) for one in within if "data-voices" in one.has]
    return any(one.tag in UNREAD for one in within) or any(one <= SILENT for one in voices)


def without_plain(text, within):
    """Return a text without the numbers of the plain kinds that may stand here."""
    kinds = set().union(*(one.kinds | {one.tag} for one in within)) if within else set()
    for pattern, places in PLAIN.values():
        if not places or kinds & set(places.split()):
            text = re.sub(pattern, "", text)
    return text


def nearest(within, attribute):
    return next((one.has[attribute] for one in reversed(within) if attribute in one.has), None)


def in_rows(number, keys):
    """Return whether one of these rows holds this number, to the digits that are shown."""
    shown, digits = value_of(number)
    held = [value for key in keys.split() for value in numbers_of(key)]
    shares = [shares_of(key) for key in keys.split()]
    if len(shares) == 2 and all(shares):  # those in the one row that are not in the other
        one, other = (round(share[0]) for share in shares)
        held.append(one - other)
    return any(math.isclose(round(abs(value) + 1e-9, digits), shown) for value in held)


def value_of(number):
    whole, _, rest = re.sub(r"[,\u00a0\u202f]", ".", number).rpartition(".")
    if len(rest) == 3 and whole:  # 11,166 people
        return float(whole.replace(".", "") + rest), 0
    return float(f"{whole}.{rest}" if whole else rest), len(rest) if whole else 0


@cache
def numbers_of(key):
    """Return the numbers of a row, those in its words too, and the people that it makes."""
    table, _, identity = key.partition(":")
    found = []
    for cell in tables.row(table, identity).dropna():
        written = NUMBER.findall(cell) if isinstance(cell, str) else []
        found += [value_of(one)[0] for one in written]
        if isinstance(cell, Real) and not isinstance(cell, bool):
            found.append(float(cell))
    found += shares_of(key)
    if key.startswith("electrolyte_percentiles:ca_"):  # which slips also print in mg/dL
        found += [one * float(tables.row("electrolytes", MG_DL)["low"]) for one in found]
    found += [100 - one for one in found if 0 <= one <= 100]
    if table == "prognosis" and tables.row(table, identity)["unit"] == "%":
        found += [10 * one for one in found] + [1000.0]  # a box of 1000 people tells it of 1000
    if table == "electrolyte_percentiles":  # of 100, between its columns p2_5, p97_5; p25, p75
        found += [97.5 - 2.5, 75.0 - 25.0]
    return tuple(found + (people_of(identity) if table == "effects" else []))


def shares_of(key):
    """Return a survey's share of people and both ends of its range, two standard errors off."""
    row = tables.row(*key.split(":"))
    if "percent" not in row or "standard_error" not in row:
        return []
    share, error = float(row["percent"]), float(row["standard_error"])
    return [share, share - 2 * error, share + 2 * error]


def people_of(identity):
    """Return the counts of people that evidence.effects makes of a row, if it makes any."""
    row = effects.effect(identity)
    if effects.fill(row) != "people":
        return []
    counts = []
    for out_of in (100, 1000):
        people = effects.people(row, out_of)
        ends = [people.without, people.treated, people.low, people.high, people.difference]
        ends += list(people.difference_range or ())
        known = [one for one in ends if one is not None]
        counts += known + [out_of - one for one in known]
    return [float(one) for one in counts]
