"""A cohort on a Dask cluster: the same bytes, lost workers made good, and what is refused."""

import os
import signal
import socket
import sys

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.small_cohort import PEOPLE, counted, refused, whole, write

from spasmlab.models.cohort import Levels, Usual
from spasmlab.site import cluster, cohort

__all__ = ["counted", "whole"]  # fixtures


@pytest.fixture(scope="module")
def workers():
    """A cluster of two processes on this machine."""
    dask = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with dask.LocalCluster(processes=True, silence_logs=50, **options) as local:
        yield local


def pids(local):
    from distributed import Client

    with Client(local, set_as_default=False) as client:
        return client.run(os.getpid)


def test_a_cluster_writes_the_same_bytes(whole, workers, tmp_path, monkeypatch, counted):
    monkeypatch.setattr(cluster, "OUT_AT_ONCE", 2)  # so that chunks also go out one by one
    write(tmp_path / "dask.parquet", workers.scheduler_address)
    assert (tmp_path / "dask.parquet").read_bytes() == whole.read_bytes()
    assert counted == []  # nothing was solved here


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL for a Windows process")
def test_a_killed_worker_loses_nothing(whole, workers, tmp_path, monkeypatch, counted):
    victim, *_ = pids(workers).values()
    keep, killed = cohort._Work.keep, []

    def keeping(work, index, answers):
        keep(work, index, answers)
        if not killed:
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    monkeypatch.setattr(cohort._Work, "keep", keeping)
    found = write(tmp_path / "dask.parquet", workers.scheduler_address, number=60)
    assert killed
    assert counted == []
    assert found.slice(0, PEOPLE - 2).equals(pq.read_table(whole).slice(0, PEOPLE - 2))
    assert found["person"].to_pylist() == list(range(60))
    assert victim not in pids(workers).values()


def test_a_worker_with_other_models_is_refused_by_name(workers, tmp_path, monkeypatch):
    changed = {**cluster.identity(), "models": "0" * 16}
    monkeypatch.setattr(cluster, "identity", _Other(changed))
    with pytest.raises(
        cluster.ClusterError, match=r"worker at tcp://.* has other models than"
    ) as no:
        write(tmp_path / "dask.parquet", workers.scheduler_address)
    assert "0000000000000000" in str(no.value)
    assert list(tmp_path.iterdir()) == []


class _Other:
    """An identity that a worker answers truly, and this process does not."""

    def __init__(self, here):
        self.here = here

    def __call__(self):
        return self.here

    def __reduce__(self):
        return (getattr, (cluster, "identity"))


def test_a_worker_that_joins_with_other_models_answers_nothing():
    expected = {**cluster.identity(), "numpy": "1.0"}
    blood = Levels(np.array([4.0]), np.array([139.0]), np.array([2.35]))
    with pytest.raises(cluster.ClusterError, match="other numpy than this machine"):
        cluster.answer(expected, blood, Usual(139.0, 2.35))


def test_a_server_that_says_nothing_is_not_waited_for(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the call; Dask would wait for ever
        address = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"
        complaint = refused(capsys, "--out", tmp_path / "no.parquet", "--scheduler", address)
    assert f"no Dask scheduler answers at {address} (timed out)" in complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "nobody.invalid"])
def test_a_scheduler_that_is_not_there_is_refused(tmp_path, capsys, host):
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://{host}:{free.getsockname()[1]}"
    complaint = refused(capsys, "--out", tmp_path / "no.parquet", "--scheduler", address)
    assert f"no Dask scheduler answers at {address} (" in complaint


def test_a_cluster_without_dask_is_told_how(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ("--out", tmp_path / "no.parquet", "--scheduler", "tcp://localhost:8786")
    assert "pip install 'spasmlab[cluster]'" in refused(capsys, *words)
