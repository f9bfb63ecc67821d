"""Clues to what set a cramp or a spasm off: which stand together, how strong each is, how soon.

A clue is a habit, a pill, an illness or a sign that a visitor may tick. It is never a cause and
never a diagnosis. What it says of urgency is what ``data/warning_signs.csv`` says: the worst rule
that its facts can bring, at any age and with any main problem, with all else that is ticked. No
clue has a rule of its own, and none lowers another's.

Errors: ``ValueError`` naming a clue that is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any

from spasmlab.safety.facts import facts
from spasmlab.safety.signs import LEVELS, TIERS
from spasmlab.safety.triage import AGES, Reason, assess, rules, shipped
from spasmlab.safety.triggers import named

SIGN = "sign"  # in place of a strength: what cannot wait is not weighed
MEDS = "meds"
WEEKS = 20  # of a pregnancy whose week was not asked: every rule of later weeks holds there


@dataclass(frozen=True)
class Clue:
    """One clue: its group, the rows behind it, how strong they are, and what it tells the rules.

    ``asks`` are the facts that make it a sign by itself; ``context`` only sharpens those of others.
    """

    group: str
    strength: str
    rows: tuple[str, ...]
    asks: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """What ticking it tells the rules."""
        return {**dict.fromkeys(self.asks, True), **self.context}


def _sign(group: str, *asks: str, rows: tuple[str, ...], **context: Any) -> Clue:
    return Clue(group, SIGN, tuple(f"warning_signs:{one}" for one in rows), asks, context)


def _pill(strength: str, *rows: str, meds: tuple[str, ...]) -> Clue:
    return Clue("pills", strength, rows, (), {MEDS: list(meds)})


def _clue(
    group: str, strength: str, *rows: str, asks: tuple[str, ...] = (), **context: Any
) -> Clue:
    return Clue(group, strength, rows, asks, context)


_M, _W, _D = "mechanism", "warning_signs", "drug_causes"
CLUES: Mapping[str, Clue] = MappingProxyType(
    {
        "stopped": _sign("pills", "stopped_baclofen_suddenly", rows=("BACLOFEN_WITHDRAWAL",)),
        "new_pill": _clue(
            *("pills", "study", f"{_M}:drug_laba", f"{_M}:drug_diuretic", f"{_W}:NEW_MED"),
            asks=("new_med_weeks",),
        ),
        "inhaler": _pill("study", f"{_D}:inhaled_long_acting_beta_agonists", meds=("laba",)),
        "water_pill": _pill(
            *("study", f"{_D}:potassium_sparing_diuretics", f"{_D}:thiazide_like_diuretics"),
            f"{_D}:loop_diuretics",
            meds=("diuretic", "potassium_sparing"),
        ),
        "statin": _pill("small", f"{_D}:statins", f"{_W}:STATIN_WEAK", meds=("statin",)),
        "hormone_bone": _pill(
            *("rare", f"{_D}:conjugated_estrogens", f"{_D}:raloxifene", f"{_D}:teriparatide"),
            meds=("estrogen", "raloxifene", "teriparatide"),
        ),
        "swollen": _sign("body", "calf_swollen_one", "calf_warm_red", rows=("DVT",)),
        "dark_pee": _sign("body", "dark_urine", rows=("RHABDO", "DARK_URINE")),
        "stairs": _clue(
            *("body", "named", "differential:muscle_disease", f"{_W}:MUSCLE_WEAK"),
            asks=("muscle_weak_many",),
        ),
        "age": _clue("body", "together", f"{_M}:prev_over50", f"{_M}:assoc_nhanes"),
        "pregnant": _clue(
            *("body", "review", f"{_M}:conditions_aafp", "prognosis:preg_cramp_prev"),
            *(f"{_W}:PREG_BACK", f"{_W}:PREG_CALF"),
            pregnant_weeks=WEEKS,
        ),
        "liver_dialysis": _clue(
            *("body", "review", f"{_M}:conditions_aafp", f"{_W}:DIALYSIS_CRAMP"),
            asks=("dialysis", "liver_disease"),
        ),
        "long_ill": _clue("body", "together", f"{_M}:assoc_nhanes"),
        "fall": _sign("work", "major_injury", rows=("MAJOR_INJURY", "FLOOR_INJURY")),
        "rock_hard": _sign("work", "tight_swollen_after_injury", rows=("COMPARTMENT",)),
        "hard_work": _clue(
            *("work", "together", f"{_M}:ironman_no_diff", f"{_M}:eamc_multifactor"),
            f"{_W}:RHABDO_NO_DARK",
            after_hard_exercise=True,
        ),
        "short": _clue("work", "named", f"{_M}:short_muscle", f"{_M}:bed_covers"),
        "posture": _clue("work", "together", "prognosis:recur_median"),
        "lift": _clue("work", "none", "back_kinds:strain", f"{_W}:FRACTURE_LOW"),
        "heat_ill": _sign(
            *("heat", "confused", "faint_clammy", "cannot_keep_fluids"),
            rows=("HEATSTROKE", "SEIZURE_CONFUSED"),
            heat_exposure=True,
        ),
        "vomit": _sign("heat", "vomit_diarrhoea", rows=("VOMIT_CRAMPS",)),
        "hot_work": _clue(
            *("heat", "named", "differential:heat_cramp", f"{_W}:HEAT_CRAMP_1H"),
            heat_exposure=True,
        ),
        "plain_water": _clue("heat", "lab", f"{_M}:lau2021_water"),
        "dry": _clue("heat", "mixed", f"{_M}:ctf_dehydrated3", f"{_M}:kona_dehydr"),
        "low_salts": _clue(
            *("heat", "against", f"{_M}:night_cramps_not_salts", f"{_M}:night_cramps_low_potassium")
        ),
        "saddle": _sign(
            *("nerve", "saddle_numb", "bladder_change", "bowel_change"),
            rows=("CES_SADDLE", "CES_BLADDER", "CES_BOWEL"),
        ),
        "both_legs": _sign(
            *("nerve", "unsteady", "both_legs"), rows=("CES_UNSTEADY", "CES_BOTH_LEGS")
        ),
        "weak_leg": _sign("nerve", "leg_weak", "leg_numb_new", rows=("FOOT_DROP", "FLOOR_NUMB")),
        "walk": _clue(
            *("nerve", "review", "differential:claudication_pad", f"{_M}:conditions_aafp"),
            f"{_W}:WALK_STOP",
            asks=("walk_pain_stops_rest",),
        ),
        "shoots": _clue(
            *("nerve", "named", "back_kinds:nerve", f"{_W}:SCIATICA"),
            asks=("leg_pain_below_knee",),
        ),
        "leaning": _clue(
            *("nerve", "review", "back_kinds:narrow", f"{_M}:conditions_aafp", f"{_W}:STENOSIS"),
            asks=("leaning_helps",),
        ),
        "numb_feet": _clue(
            *("nerve", "named", "differential:nerve_damage", f"{_W}:NUMB_FEET"),
            asks=("numb_feet_slow",),
        ),
    }
)
GROUPS = tuple(dict.fromkeys(one.group for one in CLUES.values()))


def of_group(group: str) -> tuple[str, ...]:
    """Return a group's clues, its signs first."""
    return tuple(name for name, one in CLUES.items() if one.group == group)


def soonest(ticked: Iterable[str], language: str = "en") -> dict[str, Reason]:
    """Return, worst first, each ticked clue that a rule knows, and the worst rule it can bring."""
    chosen = list(dict.fromkeys(ticked))
    if strange := [name for name in chosen if name not in CLUES]:
        raise ValueError(f"ticked must be clues, got {strange}")
    told = _merged(chosen)
    people = product(AGES, facts()["main_problem"].choices)
    fired = {
        reason.id: reason
        for age, problem in people
        for reason in assess({"age": age, "main_problem": problem, **told}, language).reasons
    }
    worst_first = [(fired[name], own) for name, own in asked().items() if name in fired]
    found = {
        name: next((one for one, own in worst_first if own & {*CLUES[name].asks}), None)
        for name in sorted(chosen, key=list(CLUES).index)
    }
    told_of = [(name, one) for name, one in found.items() if one]
    return dict(sorted(told_of, key=lambda pair: LEVELS.index(pair[1].level)))


def _merged(chosen: Iterable[str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    meds: list[str] = []
    for name in chosen:
        given = CLUES[name].facts
        meds += given.pop(MEDS, [])
        told |= given
    return {**told, MEDS: list(dict.fromkeys(meds))}


@cache
def asked() -> dict[str, frozenset[str]]:
    """Return, worst rule first, the facts of clues that each asks; no rule that asks none."""
    known = {fact for one in CLUES.values() for fact in one.asks}
    found = {rule.id: frozenset(named(rule.when) & known) for rule in rules()}
    return {name: own for name, own in found.items() if own}


def engine(language: str = "en") -> dict[str, Any]:
    """Return what ``clue_wheel.js`` needs to find the same: rules, what they ask, what they say."""
    whole = shipped()
    own = {rule.id: rule for rule in rules() if rule.id in asked()}
    return {
        **{key: whole[key] for key in ("facts", "self_care")},
        "rules": [one for one in whole["rules"] if one["id"] in own],
        "asked": {name: sorted(facts_) for name, facts_ in asked().items()},
        "tiers": {name: TIERS[rule.level] for name, rule in own.items()},
        "actions": {name: rule.said[f"action_{language}"] for name, rule in own.items()},
        "ages": list(AGES),
        "problems": list(facts()["main_problem"].choices),
    }
