"""The panels of people like you: as many filled as the table says, in groups that it has."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of

from spasmlab.evidence import population, tables
from spasmlab.panels.evidence.population import KINDS, Population
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
kinds = pytest.mark.parametrize("kind", KINDS)
MARKS = {"night_cramps": ("often", "few", "none"), "back_pain": ("few", "none")}
TABLES = {  # kind: table, the column that names an outcome, the outcomes shown
    "night_cramps": ("leg_cramps_prevalence", "outcome", ("any", "freq")),
    "back_pain": ("back_pain_prevalence", "measure", ("low_back_pain",)),
}
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bcommon|\braro|\bcomún|\bsafe\b|\bsegur[oa]|%"


def whole(percent):
    """People of 100, halves up, worked out beside the package's own way."""
    return int(Decimal(str(percent)).quantize(Decimal(1), ROUND_HALF_UP))


def groups_of(kind):
    """Yield each sex and age of the table with its rows, the outcomes in order."""
    name, column, outcomes = TABLES[kind]
    table = tables.load(name)
    if "cycle" in table:  # rows of all years of the survey, and not of some
        table = table[table["cycle"].eq("2005-08")]
    for (sex, low, high), rows in table.groupby(["sex", "age_low", "age_high"]):
        yield sex, low, high, [rows[rows[column].eq(name)].iloc[0] for name in outcomes]


def every_group():
    return [(kind, *group) for kind in KINDS for group in groups_of(kind)]


def shown(panel):
    return Markup(str(panel.markup()))


def drawn(found):
    """Return what each of the people drawn is, in the order of the page."""
    (picture,) = (one for one in found.elements if "population-people" in one.kinds)
    people = [one for one in found.elements if picture in one.within and one.tag == "path"]
    return [next(iter(one.kinds - {"person-one"})).removeprefix("is-") for one in people]


def numbers(text):
    return [int(found) for found in re.findall(r"\d+", text)]


# The people


@pytest.mark.standard("I01")
@pytest.mark.standard("I03")
@pytest.mark.standard("I05")
@pytest.mark.parametrize(("kind", "sex", "low", "high", "rows"), every_group())
def test_as_many_are_filled_as_the_row_says_from_the_top_left(kind, sex, low, high, rows):
    panel = Population(kind=kind, sex=sex, age=f"{low}_{high}")
    found, shares = shown(panel), [whole(row["percent"]) for row in rows]
    often = shares[1] if len(shares) > 1 else 0
    counts = {"often": often, "few": shares[0] - often, "none": 100 - shares[0]}
    assert drawn(found) == [mark for mark, count in counts.items() for _ in range(count)]
    sentence = found.kind("reading-seen").text
    assert numbers(sentence.split(" about ")[1])[0] == shares[0]
    assert len(shares) == 1 or f". {often} had them on 5 or more nights." in sentence
    listed = [one for one in found.elements if "data-mark" in one.has]
    assert [one.has["data-mark"] for one in listed] == list(MARKS[kind])
    assert [numbers(one.text)[0] for one in listed] == [counts[mark] for mark in MARKS[kind]]


@pytest.mark.standard("I08")
@both
@pytest.mark.parametrize(("kind", "sex", "low", "high", "rows"), every_group())
def test_the_range_is_two_standard_errors_each_way(language, kind, sex, low, high, rows):
    say = words("population", language)
    found = shown(Population(language, kind=kind, sex=sex, age=f"{low}_{high}"))
    ends = [
        str(whole(row["percent"] + by * row["standard_error"])) for row in rows for by in (-2, 2)
    ]
    names = ("any_low", "any_high", "often_low", "often_high")
    told = say[kind]["chance"].format(**dict(zip(names, ends, strict=False)))
    assert found.kind("reading-heard").text.endswith(told)
    assert found.kind("reading-heard").text == found.kind("reading-seen").text


@pytest.mark.standard("I02")
@kinds
@both
def test_only_groups_of_the_table_are_offered(language, kind):
    known = {(sex, f"{low}_{high}") for sex, low, high, _ in groups_of(kind)}
    panel = Population(language, kind=kind)
    assert {(one["sex"], one["age"]) for one in panel.groups} == known
    assert len(panel.groups) == len(known)
    for sex in ("all", "F", "M"):
        found = shown(Population(language, kind=kind, sex=sex))
        assert [one.has["value"] for one in found.all("option")] == [
            one["age"] for one in panel.groups if one["sex"] == sex
        ]
    assert ("F", "20_39") in known or kind == "back_pain"  # no margins were multiplied


@kinds
def test_a_sex_that_is_not_told_apart_by_age_is_shown_whole(kind):
    found = shown(Population(kind=kind, sex="F", age="20_29"))  # no table has it
    percent = population.prevalence(KINDS[kind][0], KINDS[kind][1][0], "F").percent
    assert sum(mark != "none" for mark in drawn(found)) == whole(percent)
    note = found.kind("population-note")
    assert ("hidden" in note.has) == (kind == "night_cramps")


@pytest.mark.parametrize("sent", ["X", "", "f", "20_21"])
def test_an_unknown_group_is_everyone(sent):
    panel = Population(sex=sent, age=sent)
    assert (panel.sex, panel.age) == ("all", "20_80")
    panel.set_state({"sex": "M", "age": sent})  # what a message from a browser calls
    assert (panel.sex, panel.age) == ("M", "20_80")


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="kind must be one of night_cramps, back_pain, got 'feet'"):
        Population(kind="feet")


# The page


@pytest.mark.standard("A01")
@pytest.mark.standard("E02")
@kinds
@both
def test_the_markup_is_whole_and_says_whose_numbers_it_shows(language, kind):
    panel = Population(language, kind=kind, key="mine")
    found = shown(panel)
    assert found.open == []
    assert found.unnamed() == []
    assert found.elements[0].has["data-key"] == "mine"
    assert "{" not in panel.html
    assert "**" not in panel.html
    controls = [one for one in found.elements if "data-control" in one.has]
    assert len(controls) <= 3
    rows = [one for one in found.elements if "data-row" in one.has]
    assert len(rows) > 6
    for key in (key for one in rows for key in one.has["data-row"].split()):
        tables.row(*key.split(":"))


@pytest.mark.standard("A14")
@pytest.mark.standard("I12")
@kinds
@both
def test_the_picture_has_a_name_that_counts_and_a_table(language, kind):
    found = shown(Population(language, kind=kind))
    picture = found.kind("population-people")
    (told,) = (one.text for one in found.all("desc") if picture in one.within)
    assert picture.has["role"] == "img"
    assert {picture.has["aria-labelledby"], picture.has["aria-describedby"]} == {
        one.has["id"] for one in found.elements if picture in one.within and "id" in one.has
    }
    assert found.kind("reading-heard").text.startswith(told)
    _, *rows = found.rows()
    assert len(rows) == len(list(groups_of(kind)))
    for row, group in zip(rows, Population(language, kind=kind).groups, strict=True):
        assert row[:2] == [group["holes"]["group"], group["holes"]["any"]]


@pytest.mark.standard("I09")
def test_who_has_none_is_an_outline_and_not_only_another_colour():
    style = Population._css
    (none,) = re.findall(r"\n\.person-one\.is-none \{([^}]*)\}", style)
    assert "fill: none" in none
    assert "stroke: #8c8676" in none
    assert len(set(re.findall(r"\n\.person-one\.is-(?:often|few) \{ fill: (#\w+)", style))) == 2


@pytest.mark.standard("I06")
@pytest.mark.standard("L01")
@pytest.mark.standard("L03")
@both
def test_the_words_are_plain(language):
    said = [
        text
        for name in KINDS
        for text in Population(language, kind=name).words[name].values()
        if not re.search(BAD, text)
    ]
    assert len(said) == sum(len(words("population", language)[kind]) for kind in KINDS)
    plain = "\n".join(re.sub(r"\{\w+\}", "30", text).replace("**", "") for text in said)
    assert grade(plain) <= 6 if language == "en" else huerta(plain) >= 65
    assert [one for one in sentences(plain) if len(words_of(one)) > 20] == []
