"""A cohort: made-up people through the models, chunk by chunk, into one Parquet file.

Each chunk has its own random numbers, from the seed and its place, and is solved by itself. So
person 17 is the same person however many there are, and the file the same from one core, many, or
a cluster (of one kind of processor: another kind may round an answer's last digit otherwise).

What is done is kept in a hidden folder beside the file, until the file is whole: a run that ended
early goes on where it was, and a kept chunk that was damaged is solved again.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from spasmlab.models.cohort import Answers, Levels, Usual, solve
from spasmlab.site import cluster

CHUNK = 50  # people: under a second of one core, which is all that Ctrl-C can lose
MOST = 10_000_000
ROW_GROUP = 2000  # chunks
MARK = b"spasmlab_cohort"  # the file's own metadata; only a file that has it is ever replaced
CAUTION = "Answers of models, not of people: no share of rows is how common anything is."
SHA256_BYTES = 32

COLUMNS = {  # name: Arrow type, meaning
    "person": ("int64", "0 is the first; the same person under the same seed"),
    "sex": ("string", "F or M"),
    "age_low": ("int64", "years"),
    "age_high": ("int64", "years; 80 stands for 80 and over"),
    "potassium": ("float64", "mmol/L, drawn"),
    "sodium": ("float64", "mmol/L, drawn"),
    "calcium_total": ("float64", "mmol/L, drawn"),
    "calcium_ionised_assumed": ("float64", "mmol/L, in proportion to the total"),
    "model_rest_mv": ("float64", "mV, the fibre's most negative stable rest"),
    "model_stable_rests": ("int64", "how many the fibre has; two is a trait of its constants"),
    "model_push_peak_mv": ("float64", "mV, the top of the fibre's spark after one push"),
    "model_axon_threshold_ratio": ("float64", "of the node, to the usual person's"),
    "model_axon_fires_by_itself": ("bool", "whether the node does without any current"),
}


class CohortError(Exception):
    """The cohort cannot be written; the text says why and what to do."""


@dataclass(frozen=True)
class Cohort:
    """So many people of one seed, and the file they go to."""

    people: int
    seed: int
    out: Path
    chunk: int = CHUNK  # another size makes other people

    def __post_init__(self) -> None:
        for name, least, most in (("people", 1, MOST), ("seed", 0, 2**64), ("chunk", 1, MOST)):
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} must be {least} to {most}, got {getattr(self, name)!r}")

    @property
    def parts(self) -> Path:
        """The hidden folder in which chunks wait for the rest."""
        return self.out.with_name(f".{self.out.name}.spasmlab-parts")

    def chunks(self) -> range:
        return range(-(-self.people // self.chunk))

    def rows(self, index: int) -> int:
        """Return how many people a chunk has: the last one may have fewer."""
        return min(self.chunk, self.people - index * self.chunk)


def check(out: Path) -> None:
    """Refuse a file that a cohort must not replace, before anything is solved.

    Raises ``CohortError`` for a folder, a file that is not a cohort, or a place that is not there.
    """
    if out.is_dir():
        raise CohortError(f"{out} is a folder. Name a file, such as {out / 'cohort.parquet'}.")
    if not out.absolute().parent.is_dir():
        raise CohortError(f"there is no folder {out.absolute().parent}. Make it first.")
    if out.exists() and not _ours(out):
        raise CohortError(f"{out} is not a cohort of spasmlab. Name a new file.")


def write(cohort: Cohort, scheduler: str | None = None, *, progress: bool = True) -> None:
    """Solve what is not kept yet and write the file, whole or not at all.

    Raises ``CohortError`` for a file that ``check`` refuses, ``cluster.ClusterError`` for a
    scheduler that cannot help, OSError where there is no room.
    """
    from tqdm import tqdm

    check(cohort.out)
    work = _Work(cohort)
    waiting = [index for index in cohort.chunks() if work.kept(index) is None]
    chunks = ((index, work.levels(index)) for index in waiting)
    if scheduler is None or not waiting:
        answers = cluster.on_threads(chunks, work.usual)
    else:
        answers = cluster.on_dask(scheduler, chunks, work.usual)
    work.folder.mkdir(parents=True, exist_ok=True)  # known now, not after hours
    before = cohort.people - sum(map(cohort.rows, waiting))
    bar = {"total": cohort.people, "initial": before, "desc": "cohort", "unit": "person"}
    with tqdm(**bar, disable=not progress, file=sys.stderr) as shown, closing(answers):
        for index, found in answers:
            work.keep(index, found)
            shown.update(cohort.rows(index))
    _write_parquet(work)
    shutil.rmtree(cohort.parts)


class _Work:
    """A cohort's people, and the chunks of answers that are kept on disk."""

    def __init__(self, cohort: Cohort) -> None:
        from spasmlab.evidence import people

        self.cohort = cohort
        self.among = people.groups()
        self.usual = Usual(*astuple(people.usual()))
        self.facts = {**_facts(cohort), "drawing": _digest(self.among, self.usual)}
        decides = {name: fact for name, fact in self.facts.items() if name != "people"}
        key = hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()
        self.folder = cohort.parts / key[:16]

    def people(self, index: int) -> Any:
        """Return a chunk's people, the same however many the cohort has."""
        from spasmlab.evidence import people

        seeds = np.random.SeedSequence(self.cohort.seed, spawn_key=(index,))
        shape = (self.cohort.chunk, people.NUMBERS)
        numbers = np.random.Generator(np.random.PCG64(seeds)).random(shape)
        return people.draw(numbers[: self.cohort.rows(index)], self.among)

    def levels(self, index: int) -> Levels:
        drawn = self.people(index)
        return Levels(drawn.potassium, drawn.sodium, drawn.calcium)

    def kept(self, index: int) -> Answers | None:
        """Return a chunk's answers, or None where they are absent, damaged or too few."""
        try:
            whole = self._path(index).read_bytes()
        except FileNotFoundError:
            return None
        digest, content = whole[:SHA256_BYTES], whole[SHA256_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            answers = {field.name: arrays[field.name] for field in fields(Answers)}
        rows = self.cohort.rows(index)
        enough = all(len(array) >= rows for array in answers.values())
        return (
            Answers(**{name: array[:rows] for name, array in answers.items()}) if enough else None
        )

    def keep(self, index: int, answers: Answers) -> None:
        file = BytesIO()
        np.savez(file, allow_pickle=False, **vars(answers))
        content = file.getvalue()
        path = self._path(index)
        half = path.with_suffix(f".{os.getpid()}.part")
        half.write_bytes(hashlib.sha256(content).digest() + content)
        half.replace(path)

    def _path(self, index: int) -> Path:
        return self.folder / f"{index:06}"

    def columns(self, index: int) -> dict[str, Any]:
        """Return a chunk's rows, in the order of ``COLUMNS``."""
        answers = self.kept(index) or solve(self.levels(index), self.usual)
        first = index * self.cohort.chunk
        numbers = np.arange(first, first + self.cohort.rows(index))
        drawn = vars(self.people(index)).values()
        return dict(zip(COLUMNS, [numbers, *drawn, *vars(answers).values()], strict=True))


def _digest(*drawn_from: object) -> str:
    """Return a digest of what people are drawn from, and of how."""
    from spasmlab.evidence import people

    text = Path(people.__file__).read_text(encoding="utf-8")
    return hashlib.sha256(f"{text}{drawn_from!r}".encode()).hexdigest()[:16]


def _facts(cohort: Cohort) -> dict[str, Any]:
    """Return what a cohort is asked for, and what it is made with."""
    from spasmlab.evidence import people, tables

    described = tables.descriptor()
    return {
        **cluster.identity(),
        "tables": {name: described[name]["hash"] for name in people.TABLES},
        "seed": cohort.seed,
        "chunk": cohort.chunk,
        "people": cohort.people,
    }


def _write_parquet(work: _Work) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = work.cohort.out
    half = out.with_name(f".{out.name}.{os.getpid()}.part")
    meant = {MARK: json.dumps({**work.facts, "caution": CAUTION}).encode()}
    schema = pa.schema(
        [
            pa.field(name, type_, False, {"meaning": text})
            for name, (type_, text) in COLUMNS.items()
        ],
        meant,
    )
    try:
        with pq.ParquetWriter(half, schema) as file:
            for several in _batches(work.cohort.chunks()):
                tables = [pa.table(work.columns(index), schema) for index in several]
                file.write_table(pa.concat_tables(tables))
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)


def _batches(chunks: range) -> Iterator[range]:
    for first in chunks[::ROW_GROUP]:
        yield chunks[first : first + ROW_GROUP]


def facts(out: Path) -> dict[str, Any]:
    """Return what a cohort's file says of itself: its seed, people, versions and digests."""
    import pyarrow.parquet as pq

    found: dict[str, Any] = json.loads(pq.read_schema(out).metadata[MARK])
    return found


def summary(out: Path) -> list[str]:
    """Return three lines that tell a cohort: the median of its columns, and their ends."""
    import pyarrow.parquet as pq

    def told(name: str) -> str:
        values = pq.read_table(out, columns=[name])[name].to_numpy()
        low, middle, high = np.nanmin(values), np.nanmedian(values), np.nanmax(values)
        return f"{middle:.4g} ({low:.4g} to {high:.4g})"

    return [
        f"drawn, mmol/L: potassium {told('potassium')}, sodium {told('sodium')}, "
        f"total calcium {told('calcium_total')}",
        f"the model's fibre, mV: rest {told('model_rest_mv')}, "
        f"top of the spark {told('model_push_peak_mv')}",
        f"the model's node: threshold {told('model_axon_threshold_ratio')} of the usual",
    ]


def _ours(out: Path) -> bool:
    try:
        facts(out)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True
