"""A small cohort for the tests of the file and of the cluster."""

import pyarrow.parquet as pq
import pytest

from spasmlab.models import cohort as model
from spasmlab.site import cli, cluster, cohort

PEOPLE, CHUNK, SEED = 18, 4, 5  # five chunks, the last of two


def small(out, number=PEOPLE, **changes):
    return cohort.Cohort(number, **{"seed": SEED, "out": out, "chunk": CHUNK} | changes)


def write(out, scheduler=None, **changes):
    cohort.write(small(out, **changes), scheduler, progress=False)
    return pq.read_table(out)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A small cohort that threads solved."""
    out = tmp_path_factory.mktemp("cohort") / "whole.parquet"
    write(out)
    return out


@pytest.fixture
def counted(monkeypatch):
    """Return the list of how many people each call of the model was asked about, in threads."""
    asked = []

    def solve(some, usual):
        asked.append(len(some.potassium))
        return model.solve(some, usual)

    monkeypatch.setattr(cluster, "solve", solve)
    monkeypatch.setattr(cohort, "solve", solve)
    return asked


def refused(capsys, *words):
    """Run a cohort that must end with status 2, and return its one line of complaint."""
    assert cli.main(["cohort", *map(str, words)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("spasmlab: ")
    assert len(err.splitlines()) == 1
    return err
