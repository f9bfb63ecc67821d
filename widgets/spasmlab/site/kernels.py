"""Live kernels: limited in number, ended when nobody uses them, quick to answer."""

import asyncio
import os
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler
from traitlets import Integer

LEFT = 180  # seconds an unconnected kernel is kept: a closed lid, a crawler that ran no script
IDLE = 1800  # seconds a kernel is kept for an open page that nobody touches
NEWER = "v1.kernel.websocket.jupyter.org"  # how a page may ask that bytes be packed
UNACCEPTABLE = 1003  # a websocket's word for data of a kind that is not taken
SOCKET = 100  # bytes a socket's path may have on every system (macOS allows 103)


class Kernels(AsyncMappingKernelManager):
    """Voila's kernels, never more than ``limit`` at once; the next visitor gets a 503."""

    limit = Integer(10, help="The most kernels that may run at once.").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self._starting: set[str] = set()

    @property
    def running(self) -> int:
        """The number of kernels that run, start or have not yet ended."""
        return len(self._starting.union(self.list_kernel_ids()))

    async def start_kernel(  # type: ignore[override]  # Voila awaits it
        self, **options: Any
    ) -> str:
        """Start a kernel and return its id; raise a 503 when there is no room for it."""
        if self.running >= self.limit:
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE)
        kernel_id = self.new_kernel_id()
        self._starting.add(kernel_id)  # counted from now on: starting takes many turns of the loop
        try:
            return str(await super().start_kernel(kernel_id=kernel_id, **options))
        finally:
            self._starting.discard(kernel_id)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody uses: soon without a page, later with one."""
        connected = self._kernel_connections.get(kernel_id, 0)
        self.cull_idle_timeout = IDLE if connected else LEFT
        await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]


class Connection(ZMQChannelsWebsocketConnection):
    """A visitor's websocket, without two waits of the stock one, and two that never end.

    Small messages are sent at once, where TCP would hold one back for up to 40 ms to fill a
    packet. And the kernel is asked for a sign of life again within milliseconds: the first
    question usually leaves before the answer's channel is open, and stock asks every half second.
    """

    @property
    def write_message(self) -> Callable[..., Any]:
        """What sends a message to the page.

        Voila reads the header of each before, as the newer protocol packs it. In a message with
        bytes of the older one it finds some 10^17 parts, and counts them while all others wait.
        """
        handler = self.websocket_handler
        if self.subprotocol == NEWER:
            return handler.write_message
        return partial(WebSocketHandler.write_message, handler)

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a page's message on; close the socket at one that cannot hold what it says.

        The stock reader believes the number of parts that a message begins with. Anybody could
        write 10^17 there, and all others would wait while they are counted.
        """
        if self.subprotocol == NEWER and not whole(incoming_msg):
            self.log.warning("a message that says it has more parts than it holds: socket closed")
            self.websocket_handler.close(UNACCEPTABLE, "not a message of this protocol")
            return
        super().handle_incoming_message(incoming_msg)

    def nudge(self) -> "asyncio.Future[None]":
        """Return what is done when the kernel was heard from."""
        self.websocket_handler.set_nodelay(True)
        heard: asyncio.Future[None] = super().nudge()
        self._asking = asyncio.ensure_future(self._ask_until(heard))
        return heard

    async def _ask_until(self, heard: "asyncio.Future[None]") -> None:
        control = self.kernel_manager.connect_control()
        for pause in (0.005, 0.01, 0.02, 0.04, 0.08, 0.16):
            if (await asyncio.wait({heard}, timeout=pause))[0]:
                break
            self.session.send(control, "kernel_info_request")
        control.close(linger=0)


def whole(frame: Any) -> bool:
    """Whether a frame of the newer protocol holds the places of as many parts as it says."""
    if not isinstance(frame, bytes) or len(frame) < 8:
        return False
    parts = int.from_bytes(frame[:8], "little")
    return parts >= 2 and 8 * (1 + parts) <= len(frame)


def transport(folder: str) -> str:
    """Return how kernels with connection files in ``folder`` talk: ``ipc`` where it can work.

    Files of this user alone, instead of ports that any user of the machine could connect to and
    that another program can take first.
    """
    longest = Path(folder) / f"kernel-{'0' * 36}-ipc-10"
    fits = os.name == "posix" and len(os.fsencode(longest)) <= SOCKET
    return "ipc" if fits else "tcp"
