"""What trials found, row by row, and what may be made of a row: people, a place on a ruler, words.

Equations
    treated = without × risk ratio: the corresponding risk of GRADE and Cochrane is the assumed one
    times the ratio; an odds ratio goes through odds = rate / (1 − rate); a difference is added.
    count = rate × out_of / 1000, rounded once, halves up; their difference is taken of the counts.
    place on 0–100 = difference × 100 / (scale's high end − low end).
Units
    Rates are people of 1000, ``days`` days, ``value``, ``low``, ``high`` and ``noticeable`` the
    row's own ``unit``. Intervals are at 95 %.
Shapes
    A function takes one row, ``independent`` and ``comparable`` any number of rows.
Errors
    ``EvidenceError`` names the row and what it lacks or contradicts. A row that contradicts itself
    cannot be read at all.
Limits
    A standardised difference, a ratio without rates, a hazard ratio, a change in per cent and words
    never become people; a row that is unverified or without a source never becomes a number.
    An interval made here from a ratio takes the rate without treatment as certain.
Sources
    Cochrane Handbook for Systematic Reviews of Interventions 5.1, sections 11.5.5 and 12.5.4.3.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from spasmlab.evidence.results import (
    NO_DIFFERENCE,
    TWO_RATES,
    WHOLE,
    Effect,
    EvidenceError,
    Pair,
    better_by,
    corresponding,
    effect,
    effects,
)

__all__ = ["Effect", "EvidenceError", "effect", "effects"]  # and all that is written here

EITHER = ("placebo_or_none", "placebo_or_usual_care", "no_treatment_usual_care_or_placebo")
KINDS = {  # of comparator; one of several is of them all, one named nowhere a kind of its own
    "pretend": {
        *(*EITHER, "placebo", "placebo_injection", "placebo_stimulation"),
        *("sham_treatment", "sham_exercise", "sham_manipulation"),
    },
    "nothing": {
        *(*EITHER, "no_treatment", "no_active_care", "no_treatment_or_usual_care"),
        *("no_heat", "no_cold", "no_stretching"),
    },
}
DOTS = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "not_graded": 0}


@dataclass(frozen=True)
class People:
    """Counts of ``out_of`` people in whom the event happens, without and with the treatment."""

    out_of: int
    without: int
    treated: int
    low: int | None  # of treated
    high: int | None
    events: str  # good: people helped; bad: people hurt or still ill
    compared: bool  # low and high are of the comparison, and not of the treated alone

    @property
    def difference(self) -> int:
        """More (above 0) or fewer (below 0) of the people shown, with treatment."""
        return self.treated - self.without

    @property
    def difference_range(self) -> tuple[int, int] | None:
        """The interval's ends as people more or fewer than without, or None: not given.

        A range of the treated alone gives none: those without treatment have one of their own.
        """
        if self.low is None or self.high is None or not self.compared:
            return None
        return self.low - self.without, self.high - self.without

    @property
    def rest(self) -> tuple[int, int]:
        """The others, in whom it does not happen: without, treated."""
        return self.out_of - self.without, self.out_of - self.treated


@dataclass(frozen=True)
class Ruler:
    """A difference as steps of a scale made 100 long; None where the row gives no number."""

    value: float
    low: float | None
    high: float | None
    noticeable: float | None  # a length, never below 0


def shown(effect: Effect) -> bool:
    """Return whether it may be shown: checked, or without a number as nothing was found."""
    checked = effect.verification not in ("", "unverified") or effect.measure == "none"
    return checked and effect.source != ""


def fill(effect: Effect) -> str:
    """Return what a fact box may make of the row: "people", "ruler" or "words"."""
    if not shown(effect):
        return "words"
    if effect.measure in TWO_RATES and effect.rates and effect.better:
        return "people"
    placed = effect.scale is not None and effect.value is not None and effect.better != ""
    return "ruler" if placed and effect.measure == "mean_difference" else "words"


def people(effect: Effect, out_of: int = 100) -> People:
    """Return the row as counts of people, rounded once; EvidenceError if it has no two rates."""
    if out_of <= 0:
        raise EvidenceError(f"out_of must be above 0 people, got {out_of!r}")
    if fill(effect) != "people" or effect.rates is None:
        raise EvidenceError(f"effects: {effect.id} ({effect.measure}) lacks {_lacks(effect)}")
    without, treated = effect.rates
    ends = treated_range(effect) or (None, None)
    low, high = (None if rate is None else _count(rate, out_of) for rate in ends)
    events = "good" if effect.better == "higher" else "bad"
    return People(
        out_of=out_of,
        without=_count(without, out_of),
        treated=_count(treated, out_of),
        low=low,
        high=high,
        events=events,
        compared=effect.interval is not None,
    )


def treated_range(effect: Effect) -> Pair | None:
    """Return the interval of the rate with treatment, of 1000: as printed, else from the measure.

    None if the row gives no interval or no rate without treatment.
    """
    if effect.with_range is not None:
        return effect.with_range
    if effect.rates is None or effect.interval is None or effect.measure not in TWO_RATES:
        return None
    low, high = (corresponding(effect.measure, effect.rates[0], end) for end in effect.interval)
    return low, high


def on_hundred(effect: Effect) -> Ruler:
    """Return the difference on a scale of 0 to 100, with the row's own sign."""
    if fill(effect) != "ruler" or effect.scale is None or effect.value is None:
        raise EvidenceError(f"effects: {effect.id} ({effect.measure}) lacks {_lacks(effect)}")
    steps = 100 / (effect.scale[1] - effect.scale[0])
    low, high, least = (
        None if number is None else number * steps
        for number in (effect.low, effect.high, effect.noticeable)
    )
    return Ruler(effect.value * steps, low, high, least)


def benefit(effect: Effect) -> Ruler:
    """Return the difference on a scale of 0 to 100 as benefit: above 0 is better."""
    own = on_hundred(effect)
    if effect.better == "higher":
        return own
    low, high = (None if end is None else 0.0 - end for end in (own.high, own.low))
    return Ruler(0.0 - own.value, low, high, own.noticeable)


def noticeable(effect: Effect) -> str:
    """Return whether people would notice the benefit: "yes", "no", "unsure", "unknown", "worse".

    The interval lies wholly at or beyond the noticeable difference, wholly short of it on either
    side, or spans it; unknown without either; "worse" is wholly at or beyond it the wrong way.
    """
    least, interval = effect.noticeable, effect.interval
    if least is None or interval is None or not effect.better:
        return "unknown"
    low, high = sorted(better_by(effect, end) for end in interval)
    if low >= least:
        return "yes"
    if high <= -least:
        return "worse"
    return "no" if -least < low and high < least else "unsure"


def chance(effect: Effect) -> str:
    """Return what the interval does to no difference: "excludes", "includes" or "not_given"."""
    if effect.interval is None or effect.measure not in NO_DIFFERENCE:
        return "not_given"
    low, high = effect.interval
    return "includes" if low <= NO_DIFFERENCE[effect.measure] <= high else "excludes"


def certainty_dots(effect: Effect) -> int:
    """Return GRADE's certainty as 4 (high), 3, 2 or 1 dots, or 0: nobody graded it."""
    return DOTS[effect.certainty or "not_graded"]


def independent(rows: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return the rows, or say which are one result under two ids, perhaps seen from its two sides.

    One result is one chain of ``same_as``, or one source's same numbers for the same outcome and
    days.
    """
    found = tuple(rows)
    for one, other in combinations(found, 2):
        if _first(one) == _first(other) or _numbers(one) == _numbers(other) != ():
            raise EvidenceError(f"effects: {one.id} and {other.id} are one result: count it once")
    return found


def comparable(rows: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return the rows, or say which two benefits measured unlike things.

    Benefits share outcome, condition, a kind of comparator and a time; harms may state their own.
    A comparator or a time not given is unlike any.
    """
    found = tuple(rows)
    for one, other in combinations([row for row in found if row.kind == "benefit"], 2):
        if unlike := _unlike(one, other):
            raise EvidenceError(f"effects: {one.id} and {other.id} differ: {'; '.join(unlike)}")
    return found


def _unlike(one: Effect, other: Effect) -> list[str]:
    """Return what keeps two benefits from standing side by side, one phrase each."""
    alike = {
        "outcome": one.outcome == other.outcome,
        "condition": one.condition == other.condition,
        "comparator": bool(_kinds(one) & _kinds(other)),
        "days": _overlap(one.days, other.days),
    }
    return [
        f"{name} {getattr(one, name)!r} and {getattr(other, name)!r}"
        for name, same in alike.items()
        if not same
    ]


def _kinds(row: Effect) -> set[str]:
    kinds = {name for name, comparators in KINDS.items() if row.comparator in comparators}
    return kinds or {row.comparator} - {""}


def _count(rate: float, out_of: int) -> int:
    """Return a rate of 1000 as people, halves up: 0.5 stays a half whatever its last bits."""
    return math.floor(round(rate * out_of / WHOLE, 9) + 0.5)


def _lacks(effect: Effect) -> str:
    """Return what keeps a row from being people, or a place on a ruler."""
    if not shown(effect):
        return f"a source that was checked: {effect.verification!r}, {effect.source!r}"
    if not effect.better:
        return "which way of its outcome is better"
    if effect.measure == "mean_difference":
        return "a rate without and a rate with, and a value on a scale with both ends"
    if effect.measure in TWO_RATES:
        return f"a rate without and a rate with, and a scale: {effect.rates}"
    return "what makes people or a place on a ruler: it is shown in words"


def _first(row: Effect) -> str:
    """Return the id of the row that this one repeats, however long the chain, else its own."""
    seen = [row.id]
    while row.same_as:
        row = effect(row.same_as)
        if row.id in seen:
            raise EvidenceError(f"effects: same_as goes round: {' -> '.join([*seen, row.id])}")
        seen.append(row.id)
    return row.id


def _numbers(row: Effect) -> tuple[object, ...]:
    """Return what one result has in common with its repeats, () if it has no number.

    Seen from the other side a difference only changes its sign.
    """
    if row.value is None:
        return ()
    ends = sorted(abs(end) for end in row.interval or ())
    return (
        row.source,
        row.outcome,
        row.days,
        row.measure,
        abs(row.value),
        *ends,
        row.rates,
        row.with_range,
    )


def _overlap(one: Pair | None, other: Pair | None) -> bool:
    if one is None or other is None:
        return False
    return one[0] <= other[1] and other[0] <= one[1]
