"""One result of a trial in a patient's words: how many people, how far on a scale, how sure.

Nothing is worked out here that ``evidence.effects`` knows; numbers are rounded once, and the same
for picture, sentence and table. A row that nobody could check has words, and no number.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import htpy as h
from markupsafe import Markup

from spasmlab.evidence import effects, tables
from spasmlab.evidence.effects import Effect
from spasmlab.evidence.results import WHOLE
from spasmlab.panels.markup import fill, rich
from spasmlab.text import words

DOTS = 4
COLUMNS = (  # of what a student sees of a row, and of the data to take away
    *("id", "kind", "outcome", "comparator", "measure", "value", "low", "high", "unit"),
    *("without_per_1000", "with_per_1000", "with_low_per_1000", "with_high_per_1000"),
    *("timepoint", "trials", "people", "certainty", "same_as", "source", "note"),
)
FINE = 20.0  # steps of a scale from which whole ones are told
WEEK, MONTH, YEAR = 7, 30.4, 365  # days
FROM_WEEKS, FROM_MONTHS = 21, 92  # days: shorter spans are said in days, then in weeks


class Result:
    """A row of ``effects`` in one language, its people counted of ``out_of``."""

    def __init__(self, effect: Effect, language: str = "en", out_of: int = 100) -> None:
        self.effect, self.language, self.out_of = effect, language, out_of
        self.words = words("fact_box", language)
        self.row = f"effects:{effect.id}"
        said = words("outcomes", language)[effect.outcome]
        self.outcome, self.had = str(said["name"]), str(said["happened"])

    @cached_property
    def fill(self) -> str:
        """Return "people", "ruler", "words", or "unchecked".

        What is counted must be people: some rows count days, as their outcome's words say.
        """
        if not effects.shown(self.effect):
            return "unchecked"
        kind = effects.fill(self.effect)
        counted = words("outcomes")[self.effect.outcome]["scale"].startswith("people")
        return "words" if kind == "people" and not counted else kind

    @cached_property
    def people(self) -> effects.People:
        return effects.people(self.effect, self.out_of)

    @property
    def comparator(self) -> str:
        """How the other group was treated, as "with a dummy pill"; "" if there was none."""
        code = self.effect.comparator
        return str(words("comparators", self.language)[code]) if code else ""

    @property
    def finding(self) -> str:
        """The row's own sentence; what we say of a number nobody checked, or of no count."""
        if self.fill == "unchecked":
            return str(self.words["unchecked"])
        return self.effect.finding.get(self.language) or str(self.words["no_count"])

    @property
    def amount(self) -> str:
        """The difference without its range: "3 more of 100 with it", "7 points lower"."""
        if self.fill == "people":
            said = self.words["people"][_way(self.people.difference)]
            return fill(said, count=abs(self.people.difference), out_of=self.out_of)
        return self.points(self.figures[0])

    @property
    def range(self) -> str:
        """Where the true difference may lie, in the same unit."""
        say = self.words["people" if self.fill == "people" else "points"]
        if self.fill == "people" and self._borrowed:
            return str(say["range_untold"])
        ends = self.people.difference_range if self.fill == "people" else self.figures[1:]
        if not ends or len(ends) != 2:
            return str(say["range_none"])
        low, high = ends
        kind = "range_more" if low >= 0 else "range_fewer" if high <= 0 else "range_both"
        near, far = sorted((abs(low), abs(high))) if kind != "range_both" else (-low, high)
        return fill(say[kind], low=plain(near), high=plain(far))

    @property
    def _borrowed(self) -> bool:
        """Whether the range is one group's own, or only ends where none or all are counted."""
        ends = effects.treated_range(self.effect)
        return ends is not None and not (self.people.compared and 0 < ends[0] <= ends[1] < WHOLE)

    @cached_property
    def figures(self) -> tuple[float, ...]:
        """The difference and the ends of its range; short scales are told in tenths."""
        row = self.effect
        steps = row.scale[1] - row.scale[0] if row.scale else FINE
        digits = 0 if steps >= FINE else 1
        return rounded([float(row.value or 0), *(row.interval or ())], digits)

    def points(self, value: float) -> str:
        """Return a length on the row's scale: "1 point lower"."""
        said = self.words["points"][_way(value)]
        return fill(said, count=f"{plain(abs(value))} {self.unit(value)}")

    def unit(self, value: float) -> str:
        """Return the row's unit, as many as ``value`` is."""
        unit = self.words["unit"]
        return str(unit[self.effect.unit if abs(value) != 1 else f"{self.effect.unit}_one"])

    @property
    def chance(self) -> str:
        """Whether the range takes in no difference."""
        return "not_given" if self.fill == "unchecked" else effects.chance(self.effect)

    @property
    def sentence(self) -> str:
        """The result as one or two sentences, with its bold marks."""
        row = self.effect
        if self.fill == "people":
            return self.counted(self.comparator)
        if self.fill == "ruler":
            return fill(self.words["say_ruler"], outcome=self.outcome, amount=self.amount)
        return self.finding if row.id else ""

    def counted(self, comparator: str) -> str:
        """Return both counts as a sentence, the other group so called."""
        holes = {"out_of": self.out_of, "comparator": comparator, "had": self.had}
        holes |= {"without": self.people.without, "treated": self.people.treated}
        return fill(self.words["say_people"], **holes)

    @property
    def line(self) -> str:
        """The result as a line of a list, with its bold marks."""
        numbered = self.fill in ("people", "ruler")
        said = f"{self.amount.removesuffix('.')}. {self.range}" if numbered else self.finding
        return said if self.effect.kind == "guideline" else f"{self.outcome}: {said}"

    @property
    def toward(self) -> str:
        """Which way of what was counted or measured is better; "" where words stand."""
        return str(self.words["toward"].get(f"{self.fill}_{self.effect.better}", ""))

    @property
    def cells(self) -> tuple[str, str]:
        """What a table holds of it: without, with."""
        if self.fill == "people":
            counts = (self.people.without, self.people.treated)
            first, second = (
                fill(self.words["cell"], count=one, out_of=self.out_of) for one in counts
            )
            return first, second
        return "–", self.amount if self.fill == "ruler" else self.finding

    @property
    def when(self) -> str:
        """When it was measured."""
        if self.fill == "unchecked":
            return str(self.words["untold"])
        if self.effect.days is None:
            return str(self.words["unstated"])
        return span(self.effect.days, self.words["time"])

    @property
    def who(self) -> str:
        """How many trials and people, and whom the row is about."""
        say, row = self.words, self.effect
        if self.fill == "unchecked":
            return str(say["untold"])
        trials = "" if row.trials is None else "trial" if row.trials == 1 else "trials"
        kind = trials if row.people is not None else f"only_{trials}" if trials else ""
        kind = kind or ("only_people" if row.people is not None else "")
        many = fill(say["studied"][kind], trials=row.trials, people=row.people) if kind else ""
        return f"{f'{many}.' if many else say['unstated']} {self.about}".strip()

    @property
    def about(self) -> str:
        """Whom or what the row is about, where it is not just this option; else ""."""
        whom = self.words["whom"].get(slug(self.effect.applies_to), "")
        return fill(self.words["about"], whom=whom) if whom else ""

    @property
    def notice(self) -> str:
        """Whether people would notice a difference on a scale."""
        least = self.effect.noticeable
        kind = effects.noticeable(self.effect)
        holes = {"least": "" if least is None else plain(least), "unit": self.unit(least or 0)}
        return fill(self.words["noticed"][kind], **holes)

    def certainty(self) -> h.Element:
        """Four dots and a word."""
        say = self.words["certainty"]
        count = 0 if self.fill == "unchecked" else effects.certainty_dots(self.effect)
        word = say[self.effect.certainty or "not_graded"] if count else say["not_graded"]
        dots = (h.i(class_=at < count and "is-on") for at in range(DOTS))
        return h.span(".sure")[h.span(".sure-dots", aria_hidden="true")[dots], " ", word]


def rounded(values: Sequence[float], least: int = 0) -> tuple[float, ...]:
    """Return numbers of ``least`` decimals, or more where they would fall together or be nought."""
    for digits in range(least, 3):
        found = tuple(_round(value, digits) for value in values)
        told = len(set(found)) == len(set(values))
        if told and all(bool(one) == bool(value) for one, value in zip(found, values, strict=True)):
            break
    return found


def plain(value: float) -> str:
    """Return a number without a sign of its own as a page writes it."""
    return f"{value:g}".replace("-", "−")


def span(days: tuple[float, float], say: dict[str, str]) -> str:
    """Return when something was measured: "after 4 weeks", "from 7 to 15 days"."""
    low, high = days
    if high == 0:
        return say["at_once"]
    if low == 0:
        return fill(say["within"], when=_long(high, say))
    if low == high:
        return fill(say["after"], when=_long(low, say))
    first, last = _long(low, say), _long(high, say)
    if first.partition(" ")[2] == last.partition(" ")[2]:  # "7 to 15 days": the unit once
        first = first.partition(" ")[0]
    return fill(say["between"], first=first, last=last)


def slug(text: str) -> str:
    """Return a text as the key that the text files have for it."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def cited(identity: str, language: str = "en") -> h.Node:
    """Return who found it and when, as a link to its canonical address; our own by its words."""
    if own := words("fact_box", language)["own_source"].get(identity):
        return str(own)
    row = tables.row("sources", identity).dropna()
    first = str(row.get("authors", "")).split(";")[0]
    surname = " ".join(part for part in first.split() if not part.isupper())
    name: h.Node = surname or h.span(lang="en")[row["title"]]
    year = f" {row['year']}" if "year" in row else ""
    addresses = {"doi": "https://doi.org/{}", "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/"}
    known = [form.format(row[key]) for key, form in addresses.items() if key in row]
    known += [str(row["url"])] if "url" in row else []
    return h.a(href=known[0], rel="noopener")[name, year] if known else [name, year]


def bold(sentence: str) -> Markup:
    """Return a filled sentence as markup."""
    return rich(sentence)


def _way(value: float) -> str:
    return "more" if value > 0 else "fewer" if value < 0 else "same"


def _round(value: float, digits: int) -> float:
    """Halves go away from nought, and 0 has no sign."""
    step = 10**digits
    return math.copysign(math.floor(round(abs(value) * step, 9) + 0.5) / step, value) + 0.0


def _long(days: float, say: dict[str, str]) -> str:
    """Return a time in the longest unit that says it plainly."""
    if days >= YEAR and days % YEAR == 0:
        unit, count = "year", days / YEAR
    elif days >= FROM_MONTHS:
        unit, count = "month", float(round(days / MONTH))
    elif days >= FROM_WEEKS and days % WEEK == 0:
        unit, count = "week", days / WEEK
    else:
        unit, count = "day", days
    return say[unit] if count == 1 else fill(say[f"{unit}s"], count=plain(count))
