"""Parts of live pages on their own: links, what a request keeps, how many kernels and how long."""

import asyncio
import logging
import os
from datetime import UTC, datetime, timedelta
from queue import Empty
from types import SimpleNamespace
from unittest.mock import AsyncMock, Mock
from urllib.parse import urljoin

import pytest
import zmq
import zmq.asyncio
from jupyter_client.session import Session
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.httputil import HTTPServerRequest, RequestStartLine
from tornado.web import Application, HTTPError

from spasmlab.pages.client import Shell
from spasmlab.paths import NOTEBOOKS
from spasmlab.site.handlers import Instant, Live
from spasmlab.site.kernels import IDLE, LEFT, NEWER, Connection, Kernels, transport, whole
from spasmlab.site.live import LivePage, from_live

LESSON = "03-potassium"


@pytest.mark.parametrize(
    ("slug", "language", "link", "to"),
    [
        (LESSON, "en", "../get-help/", "/get-help/"),
        (LESSON, "es", "../get-help/", "/es/get-help/"),
        (LESSON, "es", f"../../{LESSON}/#voice=student", f"/{LESSON}/#voice=student"),
        ("index", "es", f"{LESSON}/", f"/es/{LESSON}/"),
    ],
)
def test_a_lessons_own_links_lead_to_the_same_pages_from_its_live_page(slug, language, link, to):
    page = LivePage(slug, language, NOTEBOOKS)
    assert urljoin(f"/live/{page.notebook}", from_live(page, link)) == to


@pytest.mark.standard("V04")
@pytest.mark.parametrize(
    ("handler", "options"),
    [
        (Instant, {"files": None}),
        (Live, {"files": None, "house": None, "voila_configuration": Mock()}),
    ],
)
def test_what_stood_behind_a_question_mark_reaches_no_handler_or_kernel(handler, options):
    line = RequestStartLine("GET", f"/{LESSON}/?potassium=7.1", "HTTP/1.0")
    asked = HTTPServerRequest(start_line=line, connection=Mock())
    request = handler(Application(), asked, **options).request
    assert request.uri == f"/{LESSON}/"
    assert (request.query, request.arguments, request.query_arguments) == ("", {}, {})


def test_two_visitors_at_once_cannot_share_the_last_kernel(monkeypatch):
    async def start(kernels, kernel_id):
        await asyncio.sleep(0)  # both visitors are inside before either kernel is there
        kernels._kernels[kernel_id] = Mock()
        return kernel_id

    async def visit():
        kernels = Kernels(limit=1)
        answers = [kernels.start_kernel(), kernels.start_kernel()]
        return kernels, await asyncio.gather(*answers, return_exceptions=True)

    monkeypatch.setattr(AsyncMappingKernelManager, "start_kernel", start)
    kernels, (first, second) = asyncio.run(visit())
    assert isinstance(first, str)
    assert isinstance(second, HTTPError)
    assert second.status_code == 503
    assert kernels.running == 1


@pytest.mark.parametrize(
    ("pages", "idle", "ended"),
    [(0, LEFT - 9, False), (0, LEFT + 9, True), (1, LEFT + 9, False), (1, IDLE + 9, True)],
)
def test_a_kernel_nobody_uses_is_ended_sooner_without_a_page(monkeypatch, pages, idle, ended):
    over = []

    async def end(_, kernel_id):
        over.append(kernel_id)

    async def cull():
        kernels = Kernels(cull_connected=True)
        kernels._kernels["one"] = SimpleNamespace(
            execution_state="idle",
            kernel_name="python3",
            kernel_spec=SimpleNamespace(metadata={}),
            last_activity=datetime.now(UTC) - timedelta(seconds=idle),
        )
        kernels._kernel_connections["one"] = pages
        await kernels.cull_kernel_if_idle("one")

    monkeypatch.setattr(Kernels, "shutdown_kernel", end)
    asyncio.run(cull())
    assert over == (["one"] if ended else [])


def test_a_reply_is_found_whose_signal_a_send_has_swallowed():
    async def wait_while_sending():
        session, context = Session(key=b"key"), zmq.asyncio.Context()
        kernel = zmq.Context(context).socket(zmq.ROUTER)
        client = context.socket(zmq.DEALER)
        client.connect(f"tcp://127.0.0.1:{kernel.bind_to_random_port('tcp://127.0.0.1')}")
        try:
            channel = Shell(client, session)
            channel.send(session.msg("kernel_info_request"))
            visitor, *_ = kernel.recv_multipart()
            waiting = asyncio.ensure_future(channel.get_msg(timeout=30))
            await asyncio.sleep(0)
            session.send(kernel, "execute_reply", ident=visitor)
            # What a send does first: it takes note of all that has arrived.
            assert zmq.Socket.shadow(client.underlying).poll(5000)
            return await asyncio.wait_for(waiting, timeout=10)
        finally:
            kernel.close(linger=0)
            context.destroy(linger=0)

    assert asyncio.run(wait_while_sending())["msg_type"] == "execute_reply"


def test_a_shell_channel_still_gives_up_in_time():
    channel = Shell(
        Mock(spec=zmq.asyncio.Socket, poll=AsyncMock(return_value=0)), Session(key=b"key")
    )
    with pytest.raises(Empty):
        asyncio.run(channel.get_msg(timeout=0))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no ipc transport in ZeroMQ's bindings")
def test_kernels_talk_through_files_where_their_names_fit():
    assert transport("/run/voila_12345678") == "ipc"
    assert transport("/private/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/voila_1") == "tcp"


def frame(parts, room):
    return parts.to_bytes(8, "little") + bytes(room)


@pytest.mark.parametrize(
    "sent", [frame(10**17, 64), frame(9, 64), frame(0, 64), frame(1, 64), b"", b"1234567", "text"]
)
def test_a_message_that_cannot_hold_its_parts_closes_its_socket(sent):
    closed = []
    handler = SimpleNamespace(close=lambda code, reason: closed.append(code))
    connection = SimpleNamespace(
        subprotocol=NEWER, websocket_handler=handler, log=logging.getLogger("quiet")
    )
    Connection.handle_incoming_message(connection, sent)
    assert closed == [1003]


@pytest.mark.parametrize("sent", [frame(2, 16), frame(7, 56), frame(8, 4000)])
def test_a_message_that_can_is_let_through(sent):
    assert whole(sent)
