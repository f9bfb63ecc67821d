"""What a test can and cannot tell: every field on its card, every count as its row has it."""

import re

import pytest
import traitlets as t
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import tables
from spasmlab.evidence.examinations import SLOTS, STEMS, examinations, share
from spasmlab.evidence.results import EvidenceError
from spasmlab.panels import Exams
from spasmlab.panels.help.exam_pairs import AGES, PAIRS
from spasmlab.panels.help.exams import AGED, PARTS
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("one", examinations(), ids=lambda one: one.id)
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\braro|\bsafe\b|\bsegur[oa]s?\b|\d ?%"


def shown(language="en", **state):
    return Markup(str(Exams(language, **state).markup()))


def part(found, name):
    """Return the text of one field of the card."""
    (section,) = (one for one in found.elements if one.has.get("data-part") == name)
    return " ".join(p.text for p in found.all("p") if section in p.within)


# The card


@pytest.mark.standard("DC7")
@pytest.mark.standard("DC8")
@pytest.mark.standard("DC9")
@pytest.mark.standard("DC10")
@both
@each
def test_a_card_says_all_that_its_row_has(language, one):
    found = shown(language, test=one.id)
    for name in PARTS:
        assert part(found, name) == one.said[name][language]
        assert len(part(found, name)) > 10
    assert one.said["looks_for"][language] in found.kind("exam-head").text
    assert {"looks_for", "if_found", "if_nothing", "unneeded"} <= {"looks_for", *PARTS}
    assert {*PARTS, "name", "looks_for"} == set(STEMS)


@pytest.mark.standard("DC1")
@each
def test_gain_and_cost_stand_side_by_side_in_the_same_form(one):
    found = shown(test=one.id)
    cells = [e for e in found.elements if "data-part" in e.has]
    assert [e.has["data-part"] for e in cells][:4] == ["gain", "cost", "if_found", "if_nothing"]
    assert {(e.tag, *sorted(e.kinds)) for e in cells} == {("section",)}


@both
@each
def test_what_cannot_wait_stands_first_and_outside_what_is_locked(language, one):
    found = shown(language, test=one.id)
    first, body = found.kind("exam-first"), found.kind("panel-body")
    assert found.elements.index(first) < found.elements.index(body)
    assert body not in first.within
    urgent = {"en": ("go now", "seen today"), "es": ("vaya ya", "vean hoy")}[language]
    assert all(said in first.text for said in urgent)


# The numbers


@pytest.mark.standard("I01")
@pytest.mark.standard("I05")
@pytest.mark.standard("I07")
@pytest.mark.standard("I12")
@both
@each
def test_each_picture_counts_the_people_of_its_row(language, one):
    found = shown(language, test=one.id)
    arms = [e for e in found.elements if "exam-arm" in e.kinds]
    for arm in arms:
        (picture,) = (e for e in found.elements if "people" in e.kinds and arm in e.within)
        count = share(arm.has["data-row"]).people
        assert picture.has["data-filled"] == str(count)
        assert picture.has["data-out-of"] == "100"
        assert str(count) in picture.has["aria-label"]
        (number,) = (e.text for e in found.all("b") if arm in e.within)
        assert number == str(count)
        assert str(100 - count) in arm.text
    keys = {key for slot in SLOTS for key in one.numbers[slot]}
    assert {arm.has["data-row"] for arm in arms} <= keys
    told = [e.has["data-row"] for e in found.elements if "exam-told" in e.kinds]
    by_age = {key for keys_of in AGES.values() for key in keys_of}
    assert keys - by_age == {arm.has["data-row"] for arm in arms} - by_age | set(told)


@both
@each
def test_where_nothing_was_found_the_card_says_so(language, one):
    found = shown(language, test=one.id)
    slots = {e.has["data-slot"]: e for e in found.elements if "data-slot" in e.has}
    none = words("exams", language)["none"]
    for slot in ("numbers_right", "numbers_unneeded"):
        assert (none in slots[slot].text) == (not one.numbers[slot])
    assert ("numbers_change" in slots) == bool(one.numbers["numbers_change"])


def test_every_key_of_a_pair_is_named_by_one_test():
    named = [key for one in examinations() for slot in SLOTS for key in one.numbers[slot]]
    shown_keys = [key for keys in (*PAIRS.values(), *AGES.values()) for key in keys]
    assert sorted(shown_keys) == sorted(k for k in named if not k.startswith("effects:"))


@both
def test_each_age_shows_its_own_scans(language):
    panel = Exams(language, test=AGED)
    for age, keys in AGES.items():
        pictures, sentence = panel.ages[age]
        counts = [str(share(key).people) for key in keys]
        assert re.findall(r'data-filled="(\d+)"', pictures) == counts
        assert re.findall(r"\*\*(\d+)\*\*", sentence) == counts
        assert age in sentence


def test_worn_discs_come_with_age():
    worn = [share(keys[0]).people for keys in AGES.values()]
    assert worn == sorted(worn) == [37, 52, 68, 80, 96]


@pytest.mark.parametrize(
    ("key", "people", "ends"),
    [
        ("mechanism:img_disc20", 37, None),
        ("examination_numbers:wrist_nerve_slow", 18, None),  # 17.5: halves up
        ("prognosis:serious_pathology", 1, None),  # 0.9
        ("examination_numbers:slr_no_disc", 72, (60, 82)),
    ],
)
def test_a_share_is_read_and_rounded_once(key, people, ends):
    assert share(key).people == people
    assert share(key).range == ends


def test_a_survey_share_has_two_standard_errors_each_way():
    row = tables.row("potassium_by_cramps", "any_usual")
    low, high = share("potassium_by_cramps:any_usual").range
    assert high - low == pytest.approx(4 * row["standard_error"])


@pytest.mark.parametrize("key", ["examination_numbers:xray_pain", "prognosis:acute_pain_w6"])
def test_what_is_no_share_of_people_is_refused(key):
    with pytest.raises(EvidenceError, match=f"{key} is no share of people: its unit is"):
        share(key)


# The panel


@pytest.mark.parametrize("sent", ["ct", "", "<b>"])
def test_an_unknown_test_or_age_is_the_usual_one(sent):
    panel = Exams(test=sent, age=sent)
    assert (panel.test, panel.age) == ("physical_exam", "50")
    panel.set_state({"test": "mri", "age": sent})  # what a message from a browser calls
    assert (panel.test, panel.age) == ("mri", "50")
    with pytest.raises(t.TraitError):
        panel.set_state({"test": 3})


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@both
@each
def test_the_markup_is_whole_named_and_has_its_table(language, one):
    panel = Exams(language, test=one.id)
    found = Markup(str(panel.markup()))
    assert found.open == []
    assert found.unnamed() == []
    assert "{" not in str(panel.html)
    assert "**" not in str(panel.html)
    controls = [e for e in found.elements if "data-control" in e.has]
    assert len(controls) == 2
    assert ("hidden" in found.kind("exam-age").has) == (one.id != AGED)
    heads, *rows = found.rows()
    assert len(heads) == 4
    assert {row[0] for row in rows} == {e.said["name"][language] for e in examinations()}
    for e in found.elements:
        for key in e.has.get("data-row", "").split():
            tables.row(*key.split(":"))


@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    say = words("exams", language)
    said = [text for text in say.values() if isinstance(text, str)]
    said += [*say["sentences"].values(), *(v for p in say["pairs"].values() for v in p.values())]
    assert [text for text in said if re.search(BAD, text)] == []
    plain = "\n".join(re.sub(r"\{\w+\}", "30", text).replace("**", "") for text in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
