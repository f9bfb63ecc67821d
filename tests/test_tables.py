"""Reading a table: its types, its rows, and one clear sentence for whatever is wrong."""

import json

import pytest

from spasmlab.evidence import tables

FIELDS = [
    {"name": "id", "type": "string"},
    {"name": "count", "type": "integer"},
    {"name": "size", "type": "number"},
    {"name": "sure", "type": "boolean"},
    {"name": "seen", "type": "date"},
]
HEADER = "id,count,size,sure,seen\n"
GOOD = HEADER + "one,1,0.5,true,2026-11-22\ntwo,,,,\n"


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """Return a function that lays out a folder with one table, and read from it alone."""

    def lay(content=GOOD):
        resource = {"name": "things", "path": "things.csv", "schema": {"fields": FIELDS}}
        (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
        if content is not None:
            (tmp_path / "things.csv").write_text(content, encoding="utf-8")
        return tmp_path

    monkeypatch.setattr(tables, "DATA", tmp_path)
    tables._table.cache_clear()
    tables._resources.cache_clear()
    yield lay
    tables._table.cache_clear()
    tables._resources.cache_clear()


def sentence(call, *arguments):
    with pytest.raises(tables.DataError) as caught:
        call(*arguments)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_columns_have_their_declared_types(shelf):
    shelf()
    types = [str(dtype) for dtype in tables.load("things").dtypes]
    assert types == ["string", "Int64", "float64", "boolean", "datetime64[s]"]


def test_an_empty_cell_is_na_and_the_index_a_range(shelf):
    shelf()
    table = tables.load("things")
    assert list(table.index) == [0, 1]
    assert table.loc[1].isna().sum() == 4
    assert not table.loc[0].isna().any()


def test_values_are_read_as_written(shelf):
    shelf()
    first = tables.load("things").loc[0]
    assert (first["count"], first["size"], first["sure"]) == (1, 0.5, True)
    assert str(first["seen"].date()) == "2026-11-22"


def test_a_table_without_rows_keeps_its_columns(shelf):
    shelf(HEADER)
    table = tables.load("things")
    assert list(table.columns) == ["id", "count", "size", "sure", "seen"]
    assert table.empty


def test_a_caller_may_spoil_what_it_was_given(shelf):
    shelf()
    given = tables.load("things")
    given.loc[0, "count"] = 9
    one = tables.row("things", "one")
    one["count"] = 9
    tables.descriptor()["things"]["path"] = "other.csv"
    assert tables.load("things").loc[0, "count"] == 1
    assert tables.row("things", "one")["count"] == 1
    assert tables.descriptor()["things"]["path"] == "things.csv"


def test_a_table_is_read_once(shelf):
    folder = shelf()
    tables.load("things")
    (folder / "things.csv").unlink()
    assert len(tables.load("things")) == 2


def test_an_unknown_table_is_named_with_its_neighbour(shelf):
    shelf()
    assert sentence(tables.load, "thing") == ("data/ has no table 'thing'; did you mean 'things'?")


def test_an_unknown_row_is_named_with_its_neighbour(shelf):
    shelf()
    assert sentence(tables.row, "things", "on") == (
        "table things has no row 'on'; did you mean 'one'?"
    )
    assert sentence(tables.row, "things", "zzz") == "table things has no row 'zzz'"


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("count", "1.5", "integer"),
        ("size", "4,2", "number"),
        ("size", "nan", "number"),
        ("size", "inf", "number"),
        ("sure", "yes", "boolean"),
        ("seen", "22/11/2026", "date"),
    ],
)
def test_a_cell_of_the_wrong_type_is_named(shelf, column, value, kind):
    cells = {"id": "two", "count": "", "size": "", "sure": "", "seen": "", column: f'"{value}"'}
    shelf(GOOD + ",".join(cells.values()) + "\n")
    said = sentence(tables.load, "things")
    assert said == f"data/things.csv, line 4, column {column}: {value!r} is not a {kind}"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "data/things.csv cannot be read: "),
        ("", "data/things.csv, line 1: the columns must be "),
        ("id,size\n", "data/things.csv, line 1: the columns must be "),
        (GOOD.replace("seen", "when"), "data/things.csv, line 1: the columns must be "),
        (GOOD + "three,1\n", "data/things.csv, line 4: 5 cells, got 2"),
        (GOOD + "three,1,2,,,,\n", "data/things.csv, line 4: 5 cells, got 7"),
        (GOOD + '"three,1,2,,\n', "data/things.csv cannot be read: "),
    ],
)
def test_a_broken_file_is_named(shelf, content, said):
    shelf(content)
    assert sentence(tables.load, "things").startswith(said)


def test_a_file_that_is_not_text_is_named(shelf):
    folder = shelf()
    (folder / "things.csv").write_bytes(b"\xff\xfe\x00")
    assert sentence(tables.load, "things").startswith("data/things.csv cannot be read: ")


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_a_broken_descriptor_is_named(shelf, content):
    folder = shelf()
    (folder / "datapackage.json").unlink()
    if content is not None:
        (folder / "datapackage.json").write_text(content)
    assert sentence(tables.descriptor).startswith("data/datapackage.json cannot be read: ")


def test_every_table_of_the_project_can_be_read():
    for name, resource in tables.descriptor().items():
        table = tables.load(name)
        assert list(table.columns) == [field["name"] for field in resource["schema"]["fields"]]
        assert len(table) > 0


def test_one_base_for_every_error():
    assert issubclass(tables.DataError, ValueError)
