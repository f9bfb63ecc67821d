"""All the numbers: every row of every table stands on the page, with its source and its marks."""

import re

import pytest
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.panels import Rows
from spasmlab.panels.evidence.rows import GROUPS
from spasmlab.paths import DATA
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
each = pytest.mark.parametrize("name", sorted(tables.descriptor()))
ROW = re.compile(r'<tr id="([^"]+)" data-row="([^"]+)">')
PLAIN = "emergency_numbers"  # a small table to read whole


def shown(language, name):
    return Markup(Rows(language, name)._repr_html_())


def test_every_table_stands_in_one_group():
    listed = [name for names in GROUPS.values() for name in names]
    assert sorted(listed) == sorted(tables.descriptor())


@each
def test_every_row_is_there_and_can_be_led_to(name):
    ids = list(tables.load(name)["id"])
    found = ROW.findall(Rows("en", name)._repr_html_())
    assert found == [(f"{name}-{one}", f"{name}:{one}") for one in ids]


@both
def test_the_page_counts_its_rows(language):
    page = Rows(language)
    total = sum(len(tables.load(name)) for name in tables.descriptor())
    assert len(ROW.findall(page._repr_html_())) == total
    assert "".join(filter(str.isdigit, page._counts()["rows"])) == str(total)


def test_a_table_is_named_as_its_description_names_it():
    titles = {name: about["title"] for name, about in tables.descriptor().items()}
    assert words("rows", "en")["titles"] == titles


@pytest.mark.standard("DC2")
@pytest.mark.parametrize("name", ["effects", "emergency_numbers", "foods"])
def test_every_row_has_its_source_or_the_table_says_it_once(name):
    found, sources = shown("en", name), tables.load("sources").set_index("id")
    links = [one for one in found.all("a") if one.has.get("rel") == "noopener"]
    cited = tables.load(name)["source"]
    if cited.nunique() == 1:
        assert [one.has["href"] for one in links] == [sources["url"][cited.iloc[0]]]
        return
    rows = {one.has["data-row"]: one for one in found.all("tr") if "data-row" in one.has}
    for identity, source in zip(tables.load(name)["id"], cited, strict=True):
        row = rows[f"{name}:{identity}"]
        here = [one.has["href"] for one in links if row in one.within]
        address = sources["url"][source]
        assert here == ([] if address is tables.pd.NA else [address])


@both
@pytest.mark.standard("DC5")
def test_a_result_says_how_sure_it_is(language):
    say = words("rows", language)
    cells = shown(language, "effects").rows()
    heads = next(row for row in cells if say["head_certainty"] in row)
    at = heads.index(say["head_certainty"])
    grades = [row[at] for row in cells if len(row) == len(heads) and row is not heads]
    wanted = [say["grades"][grade] for grade in tables.load("effects")["certainty"]]
    assert grades == wanted


@both
@pytest.mark.standard("DC4")
def test_a_table_says_when_it_was_and_is_to_be_read(language):
    text = shown(language, PLAIN).kind("rows").text
    say = words("rows", language)
    due = tables.load(PLAIN)["next_review"].iloc[0].date()
    assert say["none_yet"] in text
    assert say["due"].format(date=due) in text


@both
def test_each_table_can_be_had_as_a_file_from_where_the_notebook_lies(language):
    found = shown(language, PLAIN)
    up = "../" if language == "en" else "../../"
    files = [one.has["href"] for one in found.all("a") if "download" in one.has]
    assert files == [f"{up}data/datapackage.json", f"{up}data/{PLAIN}.csv"]
    assert (DATA / f"{PLAIN}.csv").is_file()


def test_what_all_rows_have_alike_is_said_once():
    found = shown("en", "foods")
    alike = found.kind("rows-alike").text
    assert "FoodData Central" in alike
    assert "FoodData Central" not in "".join(one.text for one in found.all("tr"))
    assert "read where another prints it" in alike


@pytest.mark.parametrize(
    ("language", "kept", "left"), [("en", "why_en", "why_es"), ("es", "why_es", "why_en")]
)
def test_of_two_languages_the_pages_own_is_shown(language, kept, left):
    text = shown(language, "warning_signs").kind("rows").text
    assert kept in text
    assert left not in text


@both
def test_a_tables_own_words_are_marked_as_english(language):
    body = shown(language, PLAIN).all("tbody")[0]
    assert body.has.get("lang") == (None if language == "en" else "en")


def test_an_unknown_table_is_refused_by_name():
    with pytest.raises(tables.DataError, match="no table 'efects'; did you mean 'effects'"):
        Rows("en", "efects")
