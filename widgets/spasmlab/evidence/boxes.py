"""Fact boxes: one treatment for one condition, its benefit and its harm beside waiting.

Units
    ``out_of`` people: 100, or 1000 for every row of the box when one of its counts above none
    would be less than one person of 100.
Errors
    ``EvidenceError`` names the box: no harm row, a key that names no row, rows of another
    treatment, one result twice, or no waiting where the condition runs its course.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from spasmlab.evidence import effects, prognosis, tables
from spasmlab.evidence.results import WHOLE, Effect, EvidenceError, text, texts

FEW, MANY = 100, 1000
FIRST = {"benefit": ("benefit", "guideline"), "harm": ("harm",)}  # where no trial was, advice is
TEXTS = (
    *("id", "category", "name", "session", "session_verification", "verdict", "verdict_basis"),
    *("source", "location", "verification"),
)
CLINIC = {  # what a clinic offers for a spasm: the boxes of each, in the order of lesson 9
    "activity": ("stay_active_acute_back_spasm", "bed_rest_acute_back_spasm"),
    "heat_and_ice": ("heat_wrap_acute_back_spasm", "ice_pack_acute_back_spasm"),
    "massage": ("massage_acute_back_spasm", "spinal_manipulation_acute_back_spasm"),
    "physical_therapy": ("exercise_acute_acute_back_spasm", "exercise_chronic_chronic_back_pain"),
    "prevention": ("walking_programme_back_pain_prevention",),
    "over_the_counter": (
        *("ibuprofen_acute_back_spasm", "naproxen_acute_back_spasm"),
        *("acetaminophen_acute_back_spasm", "topical_nsaid_acute_back_spasm"),
    ),
    "muscle_relaxants": (
        *("cyclobenzaprine_acute_back_spasm", "methocarbamol_acute_back_spasm"),
        *("tizanidine_acute_back_spasm", "metaxalone_acute_back_spasm"),
        *("tolperisone_acute_back_spasm", "baclofen_acute_back_spasm"),
    ),
    "prescription": (
        *("benzodiazepine_acute_back_spasm", "opioids_acute_back_spasm"),
        *("gabapentinoid_acute_back_spasm",),
    ),
    "injections": (
        *("epidural_injection_radicular_leg_pain", "trigger_point_injection_chronic_back_pain"),
    ),
    "surgery": ("spinal_fusion_chronic_back_pain", "reoperation_persistent_spinal_pain"),
    "stretching": ("stretch_now_night_leg_cramp", "bedtime_stretch_night_leg_cramp"),
    "minerals": ("magnesium_night_leg_cramp", "electrolyte_drink_night_leg_cramp"),
    "quinine": ("quinine_night_leg_cramp",),
}
Key = TypeVar("Key")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Treatment:
    """One row of ``treatments``; texts by language (en, es), "" where not given."""

    id: str
    category: str
    conditions: tuple[str, ...]
    name: str
    plain: dict[str, str]
    how: dict[str, str]
    session: str
    session_verification: str
    caution: dict[str, str]
    living: dict[str, str]
    verdict: str
    verdict_basis: str
    source: str
    location: str
    verification: str


@dataclass(frozen=True)
class Disagreement:
    """Results that do not say the same, and what to make of them."""

    id: str
    topic: str
    rows: tuple[str, ...]  # table:id
    statement: dict[str, str]
    source: str
    verification: str


@dataclass(frozen=True)
class Box:
    """One fact box."""

    id: str
    treatment: str
    condition: str
    benefit: Effect
    harm: Effect
    more: tuple[Effect, ...]
    wait: tuple[prognosis.Course, ...]
    disagreement: Disagreement | None
    out_of: int

    @property
    def rows(self) -> tuple[Effect, ...]:
        """All results of the box, in the order they are shown."""
        return self.benefit, self.harm, *self.more


def box(identity: str) -> Box:
    """Return the fact box with this id, whole and consistent, or say what it lacks."""
    return _box(tables.row("boxes", identity).to_dict())


def boxes() -> tuple[Box, ...]:
    """Return all fact boxes, in the table's order."""
    return tuple(_box(row) for row in tables.load("boxes").to_dict("records"))


def clinic() -> tuple[str, ...]:
    """Return the ids of the boxes of every treatment that a clinic offers for a spasm."""
    return tuple(name for group in CLINIC.values() for name in group)


def treatment(identity: str) -> Treatment:
    """Return the one row of ``treatments`` that has this id."""
    row = tables.row("treatments", identity).to_dict()
    plain: dict[str, Any] = {name: text(row, name) for name in TEXTS}
    plain |= {name: texts(row, name) for name in ("plain", "how", "caution", "living")}
    return Treatment(conditions=_keys(row, "conditions"), **plain)


def disagreement(identity: str) -> Disagreement:
    """Return the one row of ``disagreements`` that has this id; each row it names exists."""
    row = tables.row("disagreements", identity).to_dict()
    names = _keys(row, "rows")
    for name in names:
        table, _, one = name.partition(":")
        _found(f"disagreements: {identity}", "rows", partial(tables.row, table), one)
    plain = {name: text(row, name) for name in ("id", "topic", "source", "verification")}
    return Disagreement(rows=names, statement=texts(row, "statement"), **plain)


def out_of(rows: tuple[Effect, ...]) -> int:
    """Return how many people a box's counts are of: 100, or 1000 if one would be less than one.

    Ends of ranges are counts too: 14 and 15 of 1000, given as 4 to 35, would be 1 and 2 of 100.
    """
    shown = [row for row in rows if effects.fill(row) == "people"]
    rates = [rate for row in shown for rate in _rates(row)]
    return MANY if any(0 < rate * FEW / WHOLE < 1 for rate in rates) else FEW


def _box(row: dict[Any, Any]) -> Box:
    where = f"boxes: {row['id']}"
    found = {
        name: [_found(where, name, effects.effect, key) for key in _keys(row, name)]
        for name in ("benefit", "harm", "more")
    }
    for name, kinds in FIRST.items():
        if len(found[name]) != 1 or found[name][0].kind not in kinds:
            raise EvidenceError(f"{where} has no {name} row: {name} is {text(row, name)!r}")
    rows = [one for part in found.values() for one in part]
    _found(where, "rows", effects.independent, rows)
    waits = tuple(_found(where, "wait", prognosis.point, key) for key in _keys(row, "wait"))
    made = Box(
        id=row["id"],
        treatment=_found(where, "treatment", treatment, text(row, "treatment")).id,
        condition=text(row, "condition"),
        benefit=found["benefit"][0],
        harm=found["harm"][0],
        more=tuple(found["more"]),
        wait=waits,
        disagreement=_disagreement(where, text(row, "disagreement")),
        out_of=out_of(tuple(rows)),
    )
    _whole(where, made)
    return made


def _whole(where: str, made: Box) -> None:
    """Say what in a box belongs to another treatment or condition, or is missing."""
    for row in made.rows:
        if row.treatment != made.treatment:
            raise EvidenceError(f"{where} is of {made.treatment}, but {row.id} of {row.treatment}")
    conditions = {made.benefit.id: made.benefit.condition}
    conditions |= {point.id: point.condition for point in made.wait}
    for identity, condition in conditions.items():
        if condition != made.condition:
            raise EvidenceError(f"{where} is for {made.condition}, but {identity} for {condition}")
    if not made.wait and prognosis.runs_its_course(made.condition):
        raise EvidenceError(f"{where} has no wait row, and {made.condition} runs its course")


def _disagreement(where: str, key: str) -> Disagreement | None:
    return _found(where, "disagreement", disagreement, key) if key else None


def _found(where: str, column: str, read: Callable[[Key], Row], key: Key) -> Row:
    """Return what a key reads, or say in which box and column it reads nothing."""
    try:
        return read(key)
    except (tables.DataError, EvidenceError) as error:
        raise EvidenceError(f"{where}: {column}: {error}") from error


def _rates(row: Effect) -> tuple[float, ...]:
    """Return every rate, of 1000, that the row shows as people."""
    return (*(row.rates or ()), *(effects.treated_range(row) or ()))


def _keys(row: dict[Any, Any], name: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text(row, name).split(";") if key.strip())
