"""A cohort's file: the same from any number of cores, kept chunk by chunk, and what is refused."""

import json
import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.small_cohort import CHUNK, PEOPLE, SEED, counted, refused, small, whole, write

from spasmlab import __version__
from spasmlab.evidence import people
from spasmlab.site import cli, cluster, cohort
from spasmlab.sweeps import store

__all__ = ["counted", "whole"]  # fixtures


def test_the_people_are_those_of_the_tables(whole):
    seeds = np.random.SeedSequence(SEED, spawn_key=(1,))  # the second chunk
    numbers = np.random.Generator(np.random.PCG64(seeds)).random((CHUNK, 4))
    drawn = vars(people.draw(numbers, people.groups()))
    table = pq.read_table(whole).slice(CHUNK, CHUNK).to_pydict()
    names = {"calcium": "calcium_total"}
    for name, array in drawn.items():
        assert table[names.get(name, name)] == array.tolist()


def test_a_person_stays_the_same_however_many_there_are(whole, tmp_path):
    some = write(tmp_path / "some.parquet", number=6)
    assert some.equals(pq.read_table(whole).slice(0, 6))


def test_another_seed_makes_other_people(whole, tmp_path):
    other = write(tmp_path / "other.parquet", number=6, seed=SEED + 1)
    assert not set(other["sodium"].to_pylist()) & set(pq.read_table(whole)["sodium"].to_pylist())


def test_no_chunk_repeats_another(whole):
    sodium = pq.read_table(whole)["sodium"].to_pylist()
    assert len(set(sodium)) > PEOPLE - 3  # a few stand at one percentile


@pytest.mark.parametrize("cores", [1, 3])
def test_any_number_of_cores_writes_the_same_bytes(whole, tmp_path, monkeypatch, cores):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    write(tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == whole.read_bytes()


# The file


def test_the_file_says_what_made_it(whole):
    facts = cohort.facts(whole)
    assert facts["spasmlab"] == __version__
    assert facts["models"] == cluster.identity()["models"]
    text = store._text("spasmlab.models.cohort")
    for file in ("cohort", "fibre", "axon", "loops/fibre", "loops/axon"):
        assert (store.paths.PACKAGE / "models" / f"{file}.py").read_bytes() in text
    assert (facts["seed"], facts["people"], facts["chunk"]) == (SEED, PEOPLE, CHUNK)
    assert "not of people" in facts["caution"]


def test_every_column_says_what_it_means_and_the_models_are_named_so(whole):
    schema = pq.read_schema(whole)
    assert schema.names == list(cohort.COLUMNS)
    assert all(field.metadata[b"meaning"] for field in schema)
    after = schema.names[schema.names.index("calcium_ionised_assumed") + 1 :]
    assert after
    assert all(name.startswith("model_") for name in after)


def test_a_batch_of_chunks_ends_where_the_next_begins(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(cohort, "ROW_GROUP", 2)
    found = write(tmp_path / "batches.parquet")
    assert pq.ParquetFile(tmp_path / "batches.parquet").num_row_groups == 3
    assert found.equals(pq.read_table(whole))


def test_nothing_but_the_file_is_left(tmp_path, counted):
    write(tmp_path / "one.parquet", number=6)
    assert counted == [4, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["one.parquet"]


# What ends early goes on


class PulledPlugError(Exception):
    pass


def pull_the_plug_after(monkeypatch, chunks, then=None):
    """Make keeping a chunk fail once so many are kept; call ``then`` first."""
    keep, kept = cohort._Work.keep, []

    def keeping(work, index, answers):
        if len(kept) == chunks:
            raise PulledPlugError
        keep(work, index, answers)
        kept.append(work._path(index))

    monkeypatch.setattr(cohort._Work, "keep", keeping)
    return kept


def interrupted(out, monkeypatch, after):
    """Write until so many chunks are kept, and return their files."""
    with monkeypatch.context() as patch:
        kept = pull_the_plug_after(patch, after)
        with pytest.raises(PulledPlugError):
            write(out)
    assert not out.exists()
    return kept


def test_a_run_that_ended_early_solves_only_the_rest(whole, tmp_path, monkeypatch, counted):
    out = tmp_path / "early.parquet"
    interrupted(out, monkeypatch, 3)
    counted.clear()
    write(out)
    assert sum(counted) in (PEOPLE - 3 * CHUNK, PEOPLE - 2 * CHUNK - 2)  # the last is shorter
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "foreign"])
def test_a_damaged_part_is_noticed_and_solved_again(whole, tmp_path, monkeypatch, counted, harm):
    out = tmp_path / "early.parquet"
    first, *_ = interrupted(out, monkeypatch, 4)
    good = first.read_bytes()
    middle = len(good) // 2
    flipped = good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :]
    broken = {"cut": good[:-1], "flip": flipped, "empty": b"", "foreign": b"not a part of it"}
    first.write_bytes(broken[harm])
    counted.clear()
    write(out)
    assert sum(counted) > 4
    assert out.read_bytes() == whole.read_bytes()


def test_a_part_lost_at_the_very_end_is_solved_once_more(whole, tmp_path, monkeypatch, counted):
    out, write_parquet = tmp_path / "late.parquet", cohort._write_parquet

    def losing(work):
        work._path(2).unlink()
        write_parquet(work)

    monkeypatch.setattr(cohort, "_write_parquet", losing)
    write(out)
    assert sum(counted) == PEOPLE + CHUNK
    assert out.read_bytes() == whole.read_bytes()


def test_parts_of_other_models_are_not_used(tmp_path, monkeypatch, counted):
    out = tmp_path / "early.parquet"
    interrupted(out, monkeypatch, 3)
    counted.clear()
    changed = {**cluster.identity(), "models": "0" * 16}
    monkeypatch.setattr(cluster, "identity", lambda: changed)
    write(out)
    assert sum(counted) == PEOPLE


def test_more_people_later_use_what_is_kept(tmp_path, monkeypatch, counted):
    out = tmp_path / "early.parquet"
    interrupted(out, monkeypatch, 4)
    counted.clear()
    write(out, number=PEOPLE + CHUNK)
    assert sum(counted) <= 2 * CHUNK + 2


def test_a_full_disk_leaves_the_earlier_file(tmp_path, monkeypatch):
    out = tmp_path / "one.parquet"
    write(out, number=4)
    before = out.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="No space"):
        write(out, number=4, seed=9)
    assert out.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


# The command


def test_the_command_prints_the_file_and_three_lines(tmp_path, capsys):
    out = tmp_path / "few.parquet"
    assert cli.main(["cohort", "--people", "5", "--seed", "2", "--out", str(out)]) == 0
    printed, bar = capsys.readouterr()
    path, *lines = printed.splitlines()
    assert path == str(out)
    assert len(lines) == 3
    rests = pq.read_table(out)["model_rest_mv"].to_numpy()
    assert f"rest {np.median(rests):.4g} ({rests.min():.4g} to {rests.max():.4g})" in lines[1]
    assert "5/5" in bar
    assert cohort.facts(out)["seed"] == 2


def test_quiet_shows_no_bar(tmp_path, capsys):
    cli.main(["cohort", "--people", "1", "--quiet", "--out", str(tmp_path / "one.parquet")])
    assert capsys.readouterr().err == ""


def test_an_earlier_cohort_is_replaced(tmp_path):
    out = tmp_path / "one.parquet"
    write(out, number=4)
    write(out, number=4, seed=8)
    assert cohort.facts(out)["seed"] == 8


# Bad input


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--people", "0"], "--people: must be 1 to 10000000, got '0'"),
        (["--people", "10000001"], "--people: must be 1 to 10000000, got '10000001'"),
        (["--people", "1e3"], "--people: must be 1 to 10000000, got '1e3'"),
        (["--people", "-5"], "--people: must be 1 to 10000000, got '-5'"),
        (["--seed", "-1"], "--seed: must be 0 to 4294967295, got '-1'"),
        (["--scheduler", "localhost:8786"], "--scheduler: must look like tcp://host:8786"),
        (["--scheduler", "http://a:80"], "--scheduler: must look like tcp://host:8786"),
        (["--scheduler", "tcp://a"], "--scheduler: must look like tcp://host:8786"),
        (["--scheduler", "tcp://a:70000"], "--scheduler: must look like tcp://host:8786"),
        (["--scheduler", "tcp://a:0"], "--scheduler: must look like tcp://host:8786"),
    ],
)
def test_bad_options_are_refused_by_name(capsys, words, complaint):
    with pytest.raises(SystemExit) as ended:
        cli.main(["cohort", *words])
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("address", ["tcp://a:1", "tcp://10.0.0.1:8786", "tcp://[::1]:65535"])
def test_addresses_of_every_kind_are_taken(address):
    assert cli._scheduler(address) == address


def test_a_missing_folder_is_named(tmp_path, capsys):
    complaint = refused(capsys, "--out", tmp_path / "no" / "one.parquet")
    assert f"there is no folder {tmp_path / 'no'}" in complaint


def test_a_folder_is_not_a_file(tmp_path, capsys):
    assert "is a folder" in refused(capsys, "--out", tmp_path)


def test_another_file_is_left_alone(tmp_path, capsys, counted):
    thesis, table = tmp_path / "thesis.txt", tmp_path / "table.parquet"
    thesis.write_text("years of work")
    pq.write_table(pa.table({"years": [7]}), table)
    for file in (thesis, table):
        before = file.read_bytes()
        assert "is not a cohort of spasmlab" in refused(capsys, "--out", file)
        assert file.read_bytes() == before
    assert counted == []


def test_a_place_that_cannot_be_written_is_named(tmp_path, capsys, monkeypatch):
    def locked(*_, **__):
        raise PermissionError(13, "Permission denied", "parts")

    monkeypatch.setattr(cohort.Path, "mkdir", locked)
    words = ("--people", "1", "--quiet", "--out", tmp_path / "one.parquet")
    assert "cannot write parts: Permission denied" in refused(capsys, *words)


@pytest.mark.parametrize(
    ("name", "value"), [("people", 0), ("people", 10_000_001), ("seed", -1), ("chunk", 0)]
)
def test_a_cohort_that_cannot_be_is_refused(tmp_path, name, value):
    with pytest.raises(ValueError, match=f"{name} must be .* got {value}"):
        small(tmp_path / "no.parquet", **{"number" if name == "people" else name: value})


def test_the_facts_are_plain_json(whole):
    assert json.loads(json.dumps(cohort.facts(whole))) == cohort.facts(whole)
