"""What runs a notebook's cells, for instant pages at build time and for live ones."""

from queue import Empty
from time import monotonic
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

LOOK = 0.2  # seconds after which a quiet shell channel is looked at again


class Shell(AsyncZMQSocketChannel):
    """The channel of a cell's reply, which cannot be slept through.

    While nbclient waits for the reply, it may send an Output widget's news on the same socket.
    ZeroMQ signals an arrival once, and sending can swallow the signal: then stock waits on for
    ever, now and then, at a cell with ``interact`` (jupyter/nbclient, issue 312).
    """

    async def get_msg(  # type: ignore[override]  # as in its parent
        self, timeout: float | None = None
    ) -> dict[str, Any]:
        """Return the next message; raise ``queue.Empty`` after ``timeout`` seconds without one."""
        deadline = float("inf") if timeout is None else monotonic() + timeout
        while True:
            left = max(0.0, deadline - monotonic())
            try:
                return dict(await super().get_msg(min(LOOK, left)))
            except Empty:
                if left <= LOOK:
                    raise


class Client(AsyncKernelClient):
    """A kernel's client whose shell channel is ours."""

    shell_channel_class = Type(Shell)
