"""What trials found: the rows of ``effects``, refused where a row contradicts itself.

Units
    Rates are people of 1000, ``days`` days, ``value``, ``low``, ``high`` and ``noticeable`` the
    row's own ``unit``. Intervals are at 95 %.
Errors
    ``EvidenceError`` names the row, and shows what in it does not go together: ends out of order,
    an outcome better the other way than the row favours, rates that its own ratio does not give.
Limits
    Ratios are printed to a hundredth: rates may be off by what half of one makes, and a person.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from spasmlab.evidence import tables

Pair = tuple[float, float]
WHOLE = 1000.0  # rates are of this many people
NO_DIFFERENCE = {  # the value of each measure that means none
    **dict.fromkeys(("risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio"), 1.0),
    **dict.fromkeys(("mean_difference", "standardised_mean_difference"), 0.0),
    **dict.fromkeys(("rate_difference", "median_difference", "percent_change"), 0.0),
}
TEXTS = (
    *("id", "treatment", "condition", "kind", "outcome", "comparator", "measure", "unit", "better"),
    *("timepoint", "certainty", "favours", "same_as", "applies_to", "note", "source", "location"),
    "verification",
)
TWO_RATES = ("risk_ratio", "odds_ratio", "rate_difference")  # with one rate, they give the other


class EvidenceError(ValueError):
    """A row cannot carry what was asked of it, or contradicts itself or its neighbours."""


@dataclass(frozen=True)
class Effect:
    """One result of ``effects``: None is a number not given, "" a text not given."""

    id: str
    treatment: str
    condition: str
    kind: str  # benefit, harm, guideline
    outcome: str
    comparator: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    better: str  # higher, lower
    scale: Pair | None
    noticeable: float | None
    rates: Pair | None  # of 1000: without, with
    with_range: Pair | None  # of 1000, where printed
    days: Pair | None
    timepoint: str
    trials: int | None
    people: int | None
    certainty: str
    favours: str  # treatment, comparator, neither, uncertain
    same_as: str
    applies_to: str
    finding: dict[str, str]
    note: str
    source: str
    location: str
    verification: str

    @property
    def interval(self) -> Pair | None:
        """Both ends of the interval, or None if either is not given."""
        return _pair(self.low, self.high)


def effect(identity: str) -> Effect:
    """Return the one row of ``effects`` that has this id."""
    return _effect(tables.row("effects", identity).to_dict())


def effects(**like: str) -> tuple[Effect, ...]:
    """Return the rows whose columns read so, in the table's order: ``effects(kind="harm")``."""
    table = tables.load("effects")
    for column, wanted in like.items():
        if column not in table:
            raise EvidenceError(f"effects has no column {column!r}, asked to be {wanted!r}")
        table = table[table[column].eq(wanted).fillna(False).astype(bool)]
    return tuple(_effect(row) for row in table.to_dict("records"))


def corresponding(measure: str, without: float, size: float) -> float:
    """Return the rate with treatment, of 1000, for a rate without it and an effect's size."""
    if measure not in TWO_RATES:
        raise EvidenceError(f"measure must be one of {TWO_RATES}, got {measure!r}")
    if measure == "risk_ratio":
        rate = without * size
    elif measure == "odds_ratio":
        rate = WHOLE * without * size / (WHOLE - without + without * size)
    else:
        rate = without + size
    return min(max(rate, 0.0), WHOLE)


def better_by(effect: Effect, value: float) -> float:
    """Return how much better than no difference a value is, in the row's unit; below 0: worse."""
    more = value - NO_DIFFERENCE.get(effect.measure, 0.0)
    return more if effect.better == "higher" else -more


def number(row: dict[Any, Any], name: str) -> float | None:
    """Return a row's cell as a number, or None: not given."""
    return None if pd.isna(row[name]) else float(row[name])


def whole(row: dict[Any, Any], name: str) -> int | None:
    """Return a row's cell as a whole number, or None: not given."""
    return None if pd.isna(row[name]) else int(row[name])


def text(row: dict[Any, Any], name: str) -> str:
    """Return a row's cell as text, "" if it is not given."""
    return "" if pd.isna(row[name]) else str(row[name])


def texts(row: dict[Any, Any], name: str) -> dict[str, str]:
    """Return a row's text in each language: its columns ``name_en`` and ``name_es``."""
    return {language: text(row, f"{name}_{language}") for language in ("en", "es")}


def faults(effect: Effect) -> list[str]:
    """Return what in a row contradicts what else in it, one phrase each."""
    return _out_of_order(effect) + _wrong_way(effect) + _wrong_sum(effect)


def _out_of_order(effect: Effect) -> list[str]:
    treated = effect.rates[1] if effect.rates else None
    rows: dict[str, list[float | None]] = {
        "low, value, high": [effect.low, effect.value, effect.high],
        "rate and range with treatment": _around(treated, effect.with_range),
        "ends of the scale": [*(effect.scale or ())],
        "days": [*(effect.days or ())],
    }
    found = [f"{name} are out of order: {ends}" for name, ends in rows.items() if not _rises(ends)]
    if (effect.low is None) != (effect.high is None):
        found.append(f"half an interval: {effect.low} to {effect.high}")
    if any(not 0 <= rate <= WHOLE for rate in (*(effect.rates or ()), *(effect.with_range or ()))):
        found.append(f"rates must be 0 to 1000: {effect.rates}, {effect.with_range}")
    if effect.scale and abs(effect.value or 0) > effect.scale[1] - effect.scale[0]:
        found.append(f"value is longer than its scale: {effect.value} on {effect.scale}")
    if NO_DIFFERENCE.get(effect.measure) == 1 and min(effect.interval or (1,)) <= 0:
        found.append(f"a ratio must be above 0: {effect.interval}")
    if effect.noticeable is not None and effect.noticeable <= 0:
        found.append(f"noticeable must be above 0: {effect.noticeable}")
    return found


def _wrong_way(effect: Effect) -> list[str]:
    """Return where ``favours`` says another thing than the value and its interval."""
    if effect.measure not in NO_DIFFERENCE or not effect.better or effect.value is None:
        return []
    seen = [better_by(effect, end) for end in effect.interval or (effect.value,)]
    says = f"favours {effect.favours}, {effect.better} is better, {effect.value} {effect.interval}"
    worst, best = (
        min(seen),
        max(seen),
    )  # an end printed as no difference may have been rounded to it
    wrong = {
        "treatment": worst < 0,
        "comparator": best > 0,
        "neither": effect.interval is not None and (worst > 0 or best < 0),
    }
    return [says] if wrong.get(effect.favours, False) else []


def _wrong_sum(effect: Effect) -> list[str]:
    """Return the rates that the row's own effect does not give."""
    if effect.rates is None or effect.measure not in TWO_RATES or effect.value is None:
        return []
    printed = [effect.rates[1], *(effect.with_range or ())]
    sizes = [effect.value, *((effect.interval or ()) if effect.with_range else ())]
    return [
        f"{effect.rates[0]} without and {effect.measure} {size} do not make {rate} with"
        for rate, size in zip(printed, sizes, strict=False)
        if not _makes(effect, size, rate)
    ]


def _makes(effect: Effect, size: float, rate: float) -> bool:
    without = effect.rates[0] if effect.rates else 0.0
    loose = 0.0 if effect.measure == "rate_difference" else 0.006  # half of the last digit printed
    low, high = (corresponding(effect.measure, without, size + by) for by in (-loose, loose))
    return low - 1 <= rate <= high + 1


def _around(middle: float | None, ends: Pair | None) -> list[float | None]:
    return [] if ends is None else [ends[0], middle, ends[1]]


def _rises(numbers: list[float | None]) -> bool:
    given = [number for number in numbers if number is not None]
    return all(one <= other for one, other in pairwise(given))


def _effect(row: dict[Any, Any]) -> Effect:
    """Return a row of the table as an ``Effect``, or say what in it contradicts itself."""
    plain: dict[str, Any] = {name: text(row, name) for name in TEXTS}
    plain |= {name: number(row, name) for name in ("value", "low", "high", "noticeable")}
    plain |= {name: whole(row, name) for name in ("trials", "people")}
    found = Effect(
        **plain,
        scale=_two(row, "scale_low", "scale_high"),
        rates=_two(row, "without_per_1000", "with_per_1000"),
        with_range=_two(row, "with_low_per_1000", "with_high_per_1000"),
        days=_two(row, "days_low", "days_high"),
        finding=texts(row, "finding"),
    )
    if wrong := faults(found):
        raise EvidenceError(f"effects: {found.id} contradicts itself: {'; '.join(wrong)}")
    return found


def _two(row: dict[Any, Any], low: str, high: str) -> Pair | None:
    return _pair(number(row, low), number(row, high))


def _pair(low: float | None, high: float | None) -> Pair | None:
    return None if low is None or high is None else (low, high)
