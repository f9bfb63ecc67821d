"""Where the people of a cohort are solved: on this machine's cores, or by a Dask cluster's workers.

Either way chunks go out and answers come back in any order. A worker that is lost costs only its
running chunks, which the cluster gives to another; while it has none left, it waits for more.
Threads share what Python itself does, a seventh of the work: past some six cores, a cluster's
workers on the same machine, each with one thread, go further.
"""

import itertools
import logging
import os
import socket
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from functools import cache
from importlib.metadata import version
from typing import Any, cast

from spasmlab import __version__
from spasmlab.models.cohort import Answers, Levels, Usual, solve
from spasmlab.sweeps.store import Sweep

Chunk = tuple[int, Levels]  # its place in the cohort, and its people's blood
Found = Generator[tuple[int, Answers], None, None]
Identity = dict[str, str]

MISSING = "a cluster needs Dask, which is not installed: pip install 'spasmlab[cluster]'"
AGAIN = "What is done is kept: run the same command again to go on."
CONNECT_SECONDS = 10.0
OUT_AT_ONCE = 1000  # chunks: enough that a growing cluster sees there is work for it
RETRIES = 3  # of a chunk that fails, as where a worker's memory or disk is full


class ClusterError(Exception):
    """The cluster cannot solve a cohort; the text says why and what to do."""


def on_threads(chunks: Iterable[Chunk], usual: Usual) -> Found:
    """Yield the answers of each chunk as they come, solved on all cores."""
    threads, ahead = os.cpu_count() or 1, iter(chunks)
    waiting: dict[Future[Answers], int] = {}
    with ThreadPoolExecutor(threads) as pool:  # compiled loops let each other run
        try:
            while True:
                for index, levels in itertools.islice(ahead, 2 * threads - len(waiting)):
                    waiting[pool.submit(solve, levels, usual)] = index
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(done), done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def on_dask(address: str, chunks: Iterable[Chunk], usual: Usual) -> Found:
    """Return the answers of each chunk as they come, solved by the cluster at ``tcp://host:port``.

    Raises ``ClusterError`` where Dask is not installed, nobody answers, a worker's spasmlab is
    another than this one, or the cluster is lost.
    """
    client = _connected(address)  # refused now, not when the first answer is asked for
    try:
        _refuse_others(client, address)
    except BaseException:
        client.close()
        raise
    return _from(client, address, chunks, usual)


def _from(client: Any, address: str, chunks: Iterable[Chunk], usual: Usual) -> Found:
    with client:
        try:
            yield from _dealt(client, chunks, usual)
        except ClusterError:
            raise
        except (CancelledError, _dask().comm.CommClosedError) as error:
            raise ClusterError(f"the cluster at {address} is gone. {AGAIN}") from error
        except Exception as error:  # whatever a worker's chunk ended with, again and again
            raise ClusterError(f"a worker failed: {error!r}. {AGAIN}") from error


def _dealt(client: Any, chunks: Iterable[Chunk], usual: Usual) -> Found:
    ahead, here = iter(chunks), identity()
    waiting: dict[str, int] = {}

    def sent(most: int) -> Iterator[Any]:
        for index, levels in itertools.islice(ahead, most):
            future = client.submit(answer, here, levels, usual, pure=False, retries=RETRIES)
            waiting[future.key] = index
            yield future

    done = _dask().as_completed(sent(OUT_AT_ONCE), loop=client.loop)
    for future in done:
        yield waiting.pop(future.key), future.result()
        for another in sent(1):
            done.add(another)


def answer(expected: Identity, levels: Levels, usual: Usual) -> Answers:
    """Return the answers of one chunk: what a worker does, if its models are the asker's."""
    if (found := identity()) != expected:  # a worker may join at any time
        raise ClusterError(_difference("a worker that joined", found, expected))
    return solve(levels, usual)


@cache
def identity() -> Identity:
    """Return what decides the answers: versions, and a digest of the models' text."""
    named = {name: version(name) for name in ("numpy", "numba")}
    of_models = Sweep("cohort", {}, cast(Any, solve)).key()  # as what a sweep's file is named by
    return {"spasmlab": __version__, **named, "models": of_models}


def _connected(address: str) -> Any:
    dask = _dask()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in a sentence
    try:
        _greeted(address)
        return dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address} ({error or 'silence'}). "
            "Is it running, and can this machine reach it?"
        ) from error


def _greeted(address: str) -> None:
    """Raise OSError unless somebody speaks first there, as a Dask scheduler does.

    Dask's own client waits for ever on a server that takes the call and says nothing.
    """
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    where = (host.strip("[]"), int(port))
    with socket.create_connection(where, CONNECT_SECONDS) as call:
        if not call.recv(1):
            raise ConnectionResetError("it hangs up")


def _refuse_others(client: Any, address: str) -> None:
    """Refuse a cluster without workers, or with one whose models are not these."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise ClusterError(f"the cluster at {address} has no workers. Start some.") from error
    here = identity()
    for worker, found in sorted(client.run(identity, on_error="return").items()):
        if not isinstance(found, dict):
            raise ClusterError(f"the worker at {worker} cannot run spasmlab {__version__}: {found}")
        if found != here:
            raise ClusterError(_difference(f"the worker at {worker}", found, here))


def _difference(who: str, found: Identity, here: Identity) -> str:
    what = next(name for name in here if found.get(name) != here[name])
    return (
        f"{who} has other {what} than this machine ({found.get(what)}, here {here[what]}), so its "
        f"numbers could differ. Install the same spasmlab, numpy and numba on both."
    )


def _dask() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(MISSING) from error
    return distributed
