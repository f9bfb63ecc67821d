"""Treatments, fact boxes, disagreements: keys hold, verdicts keep to the rows, words are plain."""

import re

import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab.evidence.tables import load

TABLES = ("treatments", "boxes", "disagreements", "effects", "prognosis", "mechanism", "sources")
PARTS = ("plain", "how", "caution", "living")
TOLD = [("treatments", part) for part in PARTS] + [("disagreements", "statement")]
MEDICINES = {"over_the_counter", "prescription", "supplement"}
GOOD = {"helps", "small_help", "small_help_with_side_effects", "small_short_lived", "early_promise"}
FORBIDDEN = re.compile(
    r"\bsafe|\bharmless|\b(?:1|one) in \w+|\buno? de cada|%|\bpercent|\bpor ciento"
    r"|\bsegur[oa]s?\b|\binofensiv|\binflam|\brare\b|\bguarantee|\bcure",
    re.IGNORECASE,
)
FIRST = {  # what a box shows first, where a choice would change what a reader takes away
    "magnesium_night_leg_cramp": ("magnesium_older_adult_02", "magnesium_older_adult_04"),
    "ibuprofen_acute_back_spasm": ("ibuprofen_03", "ibuprofen_11"),
    "ibuprofen_chronic_back_pain": ("ibuprofen_06", "ibuprofen_11"),
    "naproxen_acute_back_spasm": ("naproxen_03", "naproxen_12"),
    "naproxen_chronic_back_pain": ("naproxen_10", "naproxen_12"),
    "cyclobenzaprine_acute_back_spasm": ("cyclobenzaprine_01", "cyclobenzaprine_11"),
    "opioids_acute_back_spasm": ("opioids_01", "opioids_08"),
    "benzodiazepine_acute_back_spasm": ("benzodiazepine_02", "benzodiazepine_06"),
    "acetaminophen_acute_back_spasm": ("acetaminophen_02", "acetaminophen_04"),
    "quinine_night_leg_cramp": ("quinine_01", "quinine_06"),
    "spinal_cord_stimulation_persistent_spinal_pain": (
        "spinal_cord_stimulation_05",
        "spinal_cord_stimulation_04",
    ),
}


def tables():
    """Return every table by name, rows as dicts, an empty cell as an empty text."""
    return {name: load(name).astype(object).fillna("").to_dict("records") for name in TABLES}


def keyed(rows):
    return {row["id"]: row for row in rows}


def listed(cell):
    return cell.split(";") if cell else []


def shown(box):
    """Return every effect that a box holds, the two it begins with first."""
    return [box["benefit"], box["harm"], *listed(box["more"])]


def said(row):
    """Return what a reader is told by a result: its sentence, else the result itself."""
    return row["treatment"], row["finding_en"] or row["id"]


# What can be wrong: each returns its complaints


def lost(t):
    """Keys that name no row."""
    known = {name: keyed(rows) for name, rows in t.items()}
    for box in t["boxes"]:
        named = [("effects", key) for key in shown(box)]
        named += [("treatments", box["treatment"])]
        named += [("prognosis", key) for key in listed(box["wait"])]
        named += [("disagreements", key) for key in listed(box["disagreement"])]
        yield from (
            f"{box['id']}: {table}:{key}" for table, key in named if key not in known[table]
        )
    for row in t["disagreements"]:
        sides = [side.split(":") for side in listed(row["rows"])]
        yield from (
            f"{row['id']}: {table}:{key}" for table, key in sides if key not in known[table]
        )


def unboxed(t):
    """Treatments and effects that no box shows or says, and boxes that are there twice."""
    boxed = {box["treatment"] for box in t["boxes"]}
    yield from (row["id"] for row in t["treatments"] if row["id"] not in boxed)
    effects = keyed(t["effects"])
    held = {key for box in t["boxes"] for key in shown(box)}
    told = {said(effects[key]) for key in held if key in effects}
    yield from (key for key, row in effects.items() if key not in held and said(row) not in told)
    pairs = [(box["treatment"], box["condition"]) for box in t["boxes"]]
    yield from (pair for pair in set(pairs) if pairs.count(pair) > 1)


def incomplete(t):
    """Boxes that leave out, or say twice, a result of their own pair or of long-term use."""
    effects = keyed(t["effects"])
    for box in t["boxes"]:
        own = (box["condition"], "long_term_use")
        told = [said(effects[key]) for key in shown(box) if key in effects]
        wanted = {
            said(row)
            for row in t["effects"]
            if row["treatment"] == box["treatment"] and row["condition"] in own
        }
        if wanted - set(told) or len(told) != len(set(told)):
            yield box["id"]


def misplaced(t):
    """Boxes whose good point is no benefit of theirs, or whose bad point is no harm."""
    effects = keyed(t["effects"])
    for box in t["boxes"]:
        pair = (box["treatment"], box["condition"])
        benefit, harm = effects[box["benefit"]], effects[box["harm"]]
        of_pair = [r for r in t["effects"] if (r["treatment"], r["condition"]) == pair]
        has_one = any(row["kind"] == "benefit" for row in of_pair)
        kind = "benefit" if has_one else "guideline"
        if benefit not in of_pair or benefit["kind"] != kind:
            yield f"{box['id']}: good point {benefit['id']}"
        if harm["kind"] != "harm" or harm["treatment"] != pair[0]:
            yield f"{box['id']}: bad point {harm['id']}"


def elsewhere(t):
    """Boxes whose waiting is that of another condition."""
    courses = keyed(t["prognosis"])
    for box in t["boxes"]:
        if any(courses[key]["condition"] != box["condition"] for key in listed(box["wait"])):
            yield box["id"]


def overrated(t):
    """Treatments whose verdict is better than any checked result allows."""
    for row in t["treatments"]:
        gains = [
            effect["certainty"]
            for effect in t["effects"]
            if (effect["treatment"], effect["kind"]) == (row["id"], "benefit")
            and effect["favours"] == "treatment"
            and effect["verification"] != "unverified"
        ]
        if (row["verdict"] in GOOD and not gains) or (
            row["verdict"] == "helps" and set(gains) <= {"very_low"}
        ):
            yield row["id"]


def unasked(t):
    """Medicines that do not tell to ask first, and the two that say more."""
    for row in t["treatments"]:
        english, spanish = (
            " ".join(row[f"{p}_{tongue}"] for p in PARTS) for tongue in ("en", "es")
        )
        if row["id"] == "quinine":
            said = "Do not use quinine for leg cramps." in english and "boxed warning" in english
            said &= "No use quinina para los calambres" in spanish
        else:
            said = "sk first" in english or "sk your midwife or doctor first" in english
            said &= "regunte antes" in spanish or "able antes" in spanish
        if row["id"] == "vitamin_k2":
            said &= (
                "Never take it with warfarin" in english
                and "Nunca la tome si usa warfarina" in spanish
            )
        if row["category"] in MEDICINES and not said:
            yield row["id"]


def told_unchecked(t):
    """Numbers on how much to take that nobody checked, in front of patients."""
    for row in t["treatments"]:
        told = "".join(
            row[f"{part}_{tongue}"] for part in ("how", "living") for tongue in ("en", "es")
        )
        if row["session_verification"] == "unverified" and re.search(r"\d", told):
            yield row["id"]


def barred(t):
    """Patient texts with a word that promises, odds in disguise, or numbers that differ."""
    for table, part in TOLD:
        for row in t[table]:
            pair = [row[f"{part}_{tongue}"] for tongue in ("en", "es")]
            yield from (f"{row['id']}: {text}" for text in pair if FORBIDDEN.search(text))
            if len({tuple(sorted(re.findall(r"\d+", text))) for text in pair}) > 1:
                yield f"{row['id']}: {pair}"


def uncited(t):
    """Sources that a verdict or a dose names and that are not there."""
    known = keyed(t["sources"])
    for row in t["treatments"]:
        named = re.findall(r"\b[a-z]+\d{4}[a-z]*\b", f"{row['verdict_basis']} {row['session']}")
        yield from (f"{row['id']}: {key}" for key in named if key not in known)


CHECKS = [lost, unboxed, incomplete, misplaced, elsewhere, uncited]
CHECKS += [overrated, unasked, told_unchecked, barred]


@pytest.mark.standard("DQ4")
@pytest.mark.standard("DQ5")
@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_wrong(check):
    assert list(check(tables())) == []


PLANTS = [
    (lost, "boxes", "ibuprofen_acute_back_spasm", "more", "ibuprofen_99"),
    (lost, "boxes", "ibuprofen_acute_back_spasm", "treatment", "ibuprofin"),
    (lost, "boxes", "ibuprofen_acute_back_spasm", "wait", "acute_pain_w5"),
    (lost, "boxes", "vitamin_k2_night_leg_cramp", "disagreement", "vitamin_k"),
    (lost, "disagreements", "stretching", "rows", "effects:calf_stretch_1;effects:quinine_01"),
    (unboxed, "boxes", "quinine_night_leg_cramp", "treatment", "ibuprofen"),
    (unboxed, "boxes", "ibuprofen_chronic_back_pain", "condition", "acute_back_spasm"),
    (unboxed, "boxes", "opioids_acute_back_spasm", "more", ""),
    (incomplete, "boxes", "ibuprofen_chronic_back_pain", "more", "ibuprofen_07"),
    (incomplete, "boxes", "quinine_night_leg_cramp", "harm", "quinine_04"),
    (incomplete, "boxes", "naproxen_chronic_back_pain", "harm", "naproxen_11"),
    (
        *(incomplete, "effects", "imaging_routine_02", "finding_en"),
        "An early scan made no clear difference to pain.",
    ),
    (misplaced, "boxes", "quinine_night_leg_cramp", "harm", "quinine_02"),
    (misplaced, "boxes", "quinine_night_leg_cramp", "benefit", "quinine_04"),
    (misplaced, "boxes", "ibuprofen_acute_back_spasm", "benefit", "naproxen_03"),
    (elsewhere, "boxes", "ibuprofen_acute_back_spasm", "wait", "persistent_pain_w6"),
    (uncited, "treatments", "quinine", "verdict_basis", "eltawil2051"),
    (overrated, "treatments", "acetaminophen", "verdict", "small_help"),
    (overrated, "treatments", "gabapentinoid", "verdict", "helps"),
    (unasked, "treatments", "quinine", "how_en", "It cuts cramps a little."),
    (unasked, "treatments", "vitamin_k2", "caution_en", "Ask first."),
    (unasked, "treatments", "diltiazem", "caution_es", "Tenga cuidado."),
    (told_unchecked, "treatments", "methocarbamol", "how_en", "Take 2 tablets."),
    (barred, "treatments", "heat_wrap", "living_en", "Heat is safe."),
    (barred, "treatments", "heat_wrap", "living_es", "Es seguro."),
    (barred, "treatments", "massage", "how_en", "It hurts 1 in 4 people."),
    (barred, "disagreements", "exercise_chronic", "statement_en", "Pain falls by 15%."),
    (barred, "treatments", "calf_stretch_prophylactic", "living_es", "Toma unos 5 minutos."),
]


@pytest.mark.parametrize(("check", "table", "identity", "column", "wrong"), PLANTS)
def test_a_planted_mistake_is_found(check, table, identity, column, wrong):
    spoiled = tables()
    keyed(spoiled[table])[identity][column] = wrong
    if check is unasked and column == "caution_es":
        keyed(spoiled[table])[identity]["how_es"] = wrong
    assert list(check(spoiled))


@pytest.mark.parametrize(("box", "first"), FIRST.items())
def test_a_box_begins_with_what_matters_most(box, first):
    row = keyed(tables()["boxes"])[box]
    assert (row["benefit"], row["harm"]) == first


def test_every_disagreement_stands_in_a_box_and_has_two_sides():
    t = tables()
    named = {key for box in t["boxes"] for key in listed(box["disagreement"])}
    assert named == set(keyed(t["disagreements"]))
    assert all(len(listed(row["rows"])) >= 2 for row in t["disagreements"])


def test_a_disagreement_holds_results_that_differ():
    t = tables()
    effects = keyed(t["effects"])
    for row in t["disagreements"]:
        sides = [key.split(":") for key in listed(row["rows"])]
        found = {effects[key]["favours"] for table, key in sides if table == "effects"}
        other = any(table != "effects" for table, _ in sides)
        assert len(found) > 1 or other or row["id"] == "exercise_chronic", row["id"]


@pytest.mark.standard("DQ6")
@pytest.mark.standard("L01")
@pytest.mark.parametrize(("table", "part"), TOLD)
def test_the_english_is_plain(table, part):
    said = load(table)[f"{part}_en"].tolist()
    assert part == "plain" or grade("\n".join(said)) <= 6.0
    assert [s for text in said for s in sentences(text) if len(words(s)) > 20] == []


@pytest.mark.standard("L03")
@pytest.mark.parametrize(("table", "part"), TOLD)
def test_the_spanish_is_plain(table, part):
    said = load(table)[f"{part}_es"].tolist()
    assert part == "plain" or huerta("\n".join(said)) >= 65
    assert [s for text in said for s in sentences(text) if len(words(s)) > 20] == []


@pytest.mark.parametrize("identity", load("treatments")["id"])
def test_one_treatment_alone_is_plain(identity):
    row = load("treatments").set_index("id").loc[identity]
    assert grade("\n".join(row[f"{part}_en"] for part in PARTS)) <= 6.0
    assert huerta("\n".join(row[f"{part}_es"] for part in PARTS)) >= 65
