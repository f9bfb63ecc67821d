"""How many people gave each answer to five questions on sleep, as the official files count them.

    python data/derive/leg_cramp_answers.py FOLDER

FOLDER holds SLQ_D.XPT and SLQ_E.XPT (see nhanes.py). People of 16 and over, counted and not
weighted: the counts that the codebook of each file prints, so that anyone can check a copy.
"""

import sys
from pathlib import Path

import nhanes
import survey

QUESTIONS = {
    "SLQ150": "leg jerks while sleeping",
    "SLQ160": "leg cramps while trying to sleep",
    "SLQ080": "trouble falling asleep",
    "SLQ090": "waking in the night and trouble getting back to sleep",
    "SLQ140": "taking sleeping pills",
}
ANSWERS = {
    "0": "Never",
    "1": "Rarely (1 time a month)",
    "2": "Sometimes (2-4 times a month)",
    "3": "Often (5-15 times a month)",
    "4": "Almost always (16-30 times a month)",
    "7": "Refused",
    "9": "Don't know",
    "missing": "Missing",
}


def rows(folder: Path) -> list[dict]:
    """Return one row a cycle, question and answer."""
    return [
        row
        for letter in nhanes.TABLES["night_leg_cramps"].cycles
        for item, question in QUESTIONS.items()
        for row in answers(folder, letter, item, question)
    ]


def answers(folder: Path, letter: str, item: str, question: str) -> list[dict]:
    """Return one row an answer to one question in one cycle."""
    given = nhanes.read(folder, f"SLQ_{letter}", [item])[item]
    codes = given.map("{:.0f}".format).where(given.notna(), "missing")
    years = nhanes.cycle_name(letter)
    return [
        {
            "id": survey.slug(f"{item} {years} {code}"),
            "cycle": years,
            "item": item,
            "question": question,
            "code": code,
            "answer": answer,
            "n": int((codes == code).sum()),
            **survey.origin("leg_cramp_answers", "nhanes_2005_2008", f"SLQ_{letter}, {item}"),
        }
        for code, answer in ANSWERS.items()
    ]


if __name__ == "__main__":
    survey.write("leg_cramp_answers", rows(Path(sys.argv[1])))
