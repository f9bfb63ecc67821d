"""The coach: short steps, doses that are their rows, warnings that are never softened."""

import re

import pytest
from tests.coached import made, numbers, part, shown
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.panels import Coach
from spasmlab.panels.plan.coach import BACK, KNOWN, NUMBERS, ONE_SIDE, SIGNS
from spasmlab.panels.plan.poses import MOVES
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("move", MOVES)
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare\b|\braro|\bsafe\b|\bsegur[oa]s?\b|%|\bcure|\bcura\b"
NOW = {"en": "Call your emergency number now", "es": "Llame ahora a su número de emergencia"}
TODAY = {"en": "Get seen today", "es": "Busque atención hoy"}


def dose_faults(said, row):
    """What a sentence on how long and how often says beside its row, or leaves out."""
    wanted = {int(row[name]) for name in (*NUMBERS, "rounds") if row.notna()[name]}
    found = set(numbers(said))
    return [
        *(f"{n} is not in the row" for n in sorted(found - wanted)),
        *(f"{n} is not said" for n in sorted(wanted - found)),
    ]


def faults(steps):
    """What makes steps too many, too few or too long."""
    yield from () if 3 <= len(steps) <= 7 else (f"{len(steps)} steps",)
    yield from (step for step in steps if len(words_of(step)) > 12)


# What is said


def test_moves_rows_and_words_are_the_same_seven():
    assert list(tables.load("moves")["id"]) == list(MOVES)
    for language in LANGUAGES:
        say = words("coach", language)
        assert {name for name, one in say.items() if isinstance(one, dict)} == {*MOVES, "file"}
    assert set(MOVES) >= BACK | ONE_SIDE


@pytest.mark.standard("P22")
@both
@each
def test_steps_are_few_short_and_in_order(language, move):
    say = words("coach", language)[move]
    section, inside = part(shown(language, move=move), move)
    (steps,) = (one for one in inside if one.tag == "ol")
    listed = [one.text for one in inside if one.tag == "li" and steps in one.within]
    assert listed == say["steps"]
    assert list(faults(listed)) == []
    assert section.has["aria-label"] == say["full"]


def test_a_planted_step_is_seen():
    assert list(faults(["Up.", "Down."])) == ["2 steps"]
    long = "Take one foot and then draw it up behind you as far as it goes."
    assert list(faults(["Up.", "Down.", long])) == [long]


@pytest.mark.standard("DC2")
@both
@each
def test_how_long_and_how_often_are_the_row(language, move):
    row = tables.row("moves", move)
    _, inside = part(shown(language), move)
    (dose,) = (one for one in inside if "coach-dose" in one.kinds)
    assert dose.has["data-row"] == f"moves:{move}"
    assert dose_faults(dose.text, row) == []
    assert ("lado" if language == "es" else "each side") in dose.text or move not in ONE_SIDE


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Hold for 20 seconds, 3 times.", "20 is not in the row"),
        ("Hold for 10 seconds, 4 times.", "4 is not in the row"),
        ("Hold for 10 seconds.", "3 is not said"),
    ],
)
def test_a_planted_dose_is_seen(said, fault):
    assert fault in dose_faults(said, tables.row("moves", "calf"))


@pytest.mark.standard("DC2")
@both
@each
def test_every_number_is_in_the_row_it_stands_under(language, move):
    html = made(language, move=move)
    assert untraced(html) == []
    assert len(untraced(html.replace("<ol><li>", "<ol><li>Wait 7 hours. "))) == len(MOVES)


def test_the_timer_does_the_least_that_a_source_says_and_the_rest_of_the_trial():
    for move, kept in Coach().moves.items():
        row = tables.row("moves", move)
        assert kept["hold"] == (0 if row.isna()["hold"] else row["hold"])
        assert (
            kept["rounds"]
            == row["rounds"]
            == (row["times"] if row.notna()["times"] else kept["rounds"])
        )
        assert kept["in"] + kept["out"] == 10  # seconds of rest in hallegraeff2012
        assert "10 s of rest" in tables.row("moves", "calf")["note"]
        assert kept["rounds"] * (kept["in"] + kept["hold"] + kept["out"]) <= 120


def test_a_row_without_a_number_says_so_and_no_number_is_made_up():
    massage, foot = tables.row("moves", "massage"), tables.row("moves", "foot")
    assert massage[list(NUMBERS)].isna().all()
    assert massage["verification"] == "design"
    assert foot[["times", "times_to"]].isna().all()
    rows = {row[0]: row[1:] for row in shown().rows()[1:]}
    say = words("coach")
    assert rows[say["massage"]["full"]][:2] == ["not given", "not given"]
    assert rows[say["massage"]["full"]][2] == say["own"]
    assert rows[say["foot"]["full"]][:2] == ["10 to 15 seconds", "not given"]
    assert rows[say["calf"]["full"]][:2] == ["10 seconds", "3 times"]


def test_a_changed_row_changes_what_is_said(monkeypatch):
    row = tables.row

    def longer(table, identity):
        found = row(table, identity).copy()
        if (table, identity) == ("moves", "calf"):
            found["hold"] = 12
        return found

    monkeypatch.setattr(tables, "row", longer)
    _, inside = part(Markup("".join(Coach().html)), "calf")
    (dose,) = (one for one in inside if "coach-dose" in one.kinds)
    assert "12 is not in the row" in dose_faults(dose.text, row("moves", "calf"))


@pytest.mark.standard("C11")
@both
@each
def test_what_is_known_names_the_row_behind_it(language, move):
    known = words("coach", language)[move]["known"]
    _, inside = part(shown(language), move)
    (said,) = (one for one in inside if one.tag == "p" and one.text == known)
    assert said.has["data-row"] == KNOWN.get(move, f"moves:{move}")
    tables.row(*said.has["data-row"].split(":"))
    unsure = r"disagree|no study|cannot say|no coinciden|No hemos leído|No podemos decir"
    assert re.search(unsure, known)


# When not to


@both
@each
def test_cautions_and_signs_are_whole_and_unchanged(language, move):
    found, row = shown(language, move=move), tables.row("moves", move)
    asks = [one for one in found.elements if "coach-ask" in one.kinds]
    told = {one.has["data-row"]: one.text for one in asks}
    assert told[f"moves:{move}"].endswith(row[f"caution_{language}"])
    first = found.kind("coach-first")  # stands before the timer
    order = found.elements
    assert first.has["data-row"] == f"moves:{move}"
    assert order.index(first) < order.index(found.kind("coach-go"))
    listed = {one.has["data-row"]: one for one in found.all("li") if "data-row" in one.has}
    for kind, names in SIGNS.items():
        (block,) = (one for one in order if one.has.get("data-kind") == kind)
        assert ("data-off" in block.has) == ((move in BACK) != (kind == "back"))
        for name in names:
            sign = tables.row("warning_signs", name)
            assert listed[f"warning_signs:{name}"].text.startswith(sign[f"question_{language}"])
            assert block in listed[f"warning_signs:{name}"].within
            assert sign[f"action_{language}"] in block.text


@both
def test_the_worst_signs_come_first_and_a_clot_is_seen_today(language):
    found = shown(language)
    acts = [one.text for one in found.elements if "coach-act" in one.kinds]
    assert [NOW[language] in act for act in acts] == [True, False, True]
    assert acts[1].startswith(TODAY[language])
    assert tables.row("warning_signs", "DVT")["level"] == "same_day"
    assert {tables.row("warning_signs", name)["level"] for name in SIGNS["back"]} == {
        "call_emergency_now"
    }
    rub = tables.row("moves", "massage")[f"caution_{language}"]
    assert re.search(r"Do not rub a leg that is swollen, warm|No frote una pierna hinchada", rub)


@both
def test_gentle_is_said_before_anything_moves(language):
    found, say = shown(language), words("coach", language)
    gentle = found.kind("coach-gentle")
    assert gentle.text == say["gentle"].replace("**", "")
    assert found.elements.index(gentle) < found.elements.index(found.kind("coach-go"))


@pytest.mark.standard("I06")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    rows = tables.load("moves")[f"caution_{language}"]
    say = words("coach", language)
    moves = [one for name in MOVES for one in flat(say[name])]
    said = [*flat({k: v for k, v in say.items() if isinstance(v, str)}), *moves, *rows]
    plain = "\n".join(re.sub(r"\{\w+\}", "3", text).replace("**", "") for text in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
    assert [text for text in said if re.search(BAD, text)] == []


def flat(table):
    for value in table.values():
        yield from [value] if isinstance(value, str) else value
