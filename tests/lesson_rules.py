"""What a lesson must have, beyond what any notebook must, found by reading it: a fault a sentence.

The standards are those of plain health information, PEMAT (P) and the CDC's index (C), and of
teaching (E).
"""

import re
from collections import Counter

from tests.notebook_rules import NOT_FOR_PATIENTS, parsed, patient_lines, tags
from tests.readability import grade, sentences, words

from spasmlab.pages.markdown import html

ENDS = ("take-home", "ask", "limits", "sources")
PARTICIPLES = (
    "been|done|made|found|given|seen|told|put|set|held|kept|left|shown|drawn|taken|known|written|read"
    "|cut|built|sent|felt|lost|meant|paid|said|won|worn|torn|chosen|broken|driven|begun|drunk|hidden"
)
PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\s+(?:(?:not|also|still|never|often|then|\w+ly)\s+)*"
    rf"(\w+ed|{PARTICIPLES})\b",
    re.IGNORECASE,
)
# States and set words, in which nobody has been left out: "be seen today" is what lines are told.
NOT_PASSIVE = re.compile(
    r"\bbe seen\b|\bleft\b|\bnot known\b|\b(tired|worried|used to|need)\b", re.I
)
VERBS = {"calculate", "choose", "compare", "count", "derive", "draw", "estimate", "explain", "fill"}
VERBS |= {
    "find",
    "judge",
    "list",
    "name",
    "predict",
    "read",
    "say",
    "show",
    "sort",
    "state",
    "tell",
}
VERBS |= {"test", "trace", "use", "weigh", "work", "write"}


def cells(nb, *wanted):
    """Return the cells that a patient reads, or those with a tag."""
    found = (cell for cell in nb.cells if cell.cell_type == "markdown")
    if wanted:
        return [cell for cell in found if tags(cell) & {*wanted}]
    return [cell for cell in found if not tags(cell) & NOT_FOR_PATIENTS]


def blocks(cell):
    """Return a cell's paragraphs, headings and items, as a reader meets them."""
    found = (" ".join(block.split()) for block in parsed(cell.source).blocks)
    return [block for block in found if words(block)]


def promised(nb, language):
    """The title is a question or a promise of twelve words at most."""
    (title, *_) = blocks(nb.cells[0])
    if len(words(title)) > 12:
        yield f"the title has {len(words(title))} words, over 12: {title}"


def chunked(nb, language):
    """A paragraph has four sentences and 75 words at most; a list seven items."""
    for cell in cells(nb):
        for block in blocks(cell):
            if len(sentences(block)) > 4 or len(words(block)) > 75:
                yield f"{cell.id}: {len(sentences(block))} sentences, {len(words(block))} words"
        for items in re.findall(r"<[ou]l>(.*?)</[ou]l>", html(cell.source), re.DOTALL):
            if items.count("<li>") > 7:
                yield f"{cell.id}: a list of {items.count('<li>')}"


def headed(nb, language):
    """Each part that a patient comes to begins with a heading that says what is in it."""
    for cell in cells(nb, "guess", "try", "check", *ENDS):
        if not tags(cell) & NOT_FOR_PATIENTS and not re.match(r"##+ \S", cell.source):
            yield f"{cell.id}: no heading"


def ended(nb, language):
    """It ends in what to take home, when to ask, what is left out, and where numbers come from."""
    count = Counter(tag for cell in cells(nb) for tag in tags(cell) & {*ENDS})
    for tag in ENDS:
        if count[tag] != 1:
            yield f"{count[tag]} cells tagged {tag}, not 1"
    for cell in cells(nb, "take-home"):
        if parsed(cell.source).count["strong"] != 1:
            yield f"{cell.id}: needs one message in bold"
        if language == "en" and grade("\n".join(blocks(cell))) > 5.0:
            yield f"{cell.id}: reads at grade {grade(chr(10).join(blocks(cell))):.1f}, over 5"


def addressed(nb, language):
    """What to do is said to the reader."""
    you = r"\b(you|your)\b" if language == "en" else r"\b(usted|su|sus|le|se)\b"
    text = " ".join(cell.source for cell in cells(nb, "ask"))
    if not re.search(you, text, re.IGNORECASE):
        yield "when to ask is not said to the reader"


def active(nb, language):
    """At most one sentence in twenty is passive; limits and sources are left out."""
    if language != "en":
        return
    read = [c for c in cells(nb) if not tags(c) & {"limits", "sources"}]
    said = [one for cell in read for block in blocks(cell) for one in sentences(block)]
    passive = [one for one in said if PASSIVE.search(NOT_PASSIVE.sub("", one))]
    if len(passive) > 0.05 * len(said):
        yield f"{len(passive)} of {len(said)} sentences are passive: {passive}"


def whole(nb, language):
    """A patient's numbers are whole, unless they are a row's or a level of the blood."""
    for cell in cells(nb):
        bare = re.sub(r"<span [^>]*>.*?</span>|\]\([^)]*\)", "", cell.source)
        for found in re.findall(r"\d+[.,]\d+", re.sub(r"\d{1,3},\d{3}\b", "", bare)):
            yield f"{cell.id}: {found}"


def aimed(nb, language):
    """Its goals are verbs that can be tested, and there are as many checks or more."""
    goals = [cell.source for cell in nb.cells if "goals" in tags(cell)]
    if len(goals) != 1:
        yield f"{len(goals)} cells tagged goals, not 1"
        return
    wanted = [goal for goal in re.split(r";", goals[0].split("**")[-1]) if words(goal)]
    asked = "\n".join(c.source for c in nb.cells if c.cell_type == "code")
    checks = len(re.findall(r"\bGuess\(|\bcheck\(", asked))
    if checks < len(wanted):
        yield f"{len(wanted)} goals and {checks} checks"
    if language == "en":
        for goal in wanted:
            first = next(word for word in words(goal) if word.lower() != "and")
            if first.lower() not in VERBS:
                yield f"a goal begins with {first!r}"


def masked(nb, names):
    """Return the grade of a lesson with each of some nouns put as a short one."""
    text = "\n".join(patient_lines(nb))
    return grade(re.sub("|".join(names), "salt", text, flags=re.IGNORECASE))


RULES = (promised, chunked, headed, ended, addressed, active, whole, aimed)
