"""Voila, with our routes: one server for instant pages, live pages and their kernels."""

import logging
import os
import shutil
import socket
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import RedirectHandler, RequestHandler
from traitlets.config import Config
from voila.app import Voila

from spasmlab.pages.catalogue import Catalogue
from spasmlab.pages.client import Client
from spasmlab.paths import NOTEBOOKS
from spasmlab.site import live
from spasmlab.site.files import Files
from spasmlab.site.handlers import Health, Instant, Live, Visitor
from spasmlab.site.kernels import LEFT, Connection, Kernels, transport
from spasmlab.site.stamp import PLAIN, Stamp

log = logging.getLogger("spasmlab.site")
# What a live page asks of Voila. The rest of Voila's routes lists folders, serves files beside
# the notebooks and runs any notebook, published or not: they are not there.
OPEN = (
    "api/kernels/",
    "voila/api/shutdown/",
    "voila/api/themes/",
    "voila/labextensions/",
    "voila/static/",
)
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]


class Spasmlab(Voila):  # type: ignore[misc]
    """The series on one port; ``files``, ``sockets`` and the rest are set before ``start``."""

    template_paths: list[str]  # Voila's own
    files: Files
    stamp: Stamp
    sockets: list[socket.socket]
    started: Callable[[], None]

    def setup_template_dirs(self) -> None:
        super().setup_template_dirs()
        self.template_paths = [str(live.HERE), *self.template_paths]

    def init_settings(self) -> dict[str, Any]:
        self.config.KernelManager.transport = transport(self.connection_dir)
        ours = {
            "ws_ping_timeout": 30_000,  # ms; longer than its interval, tornado warns each time
            "compress_response": True,
            "log_function": log_request,
            # Gone with the window, and never sent by another site.
            "xsrf_cookie_kwargs": {
                "path": self.base_url,
                "samesite": "Strict",
                "expires_days": None,
            },
        }
        return {**super().init_settings(), **ours}

    def init_handlers(self) -> list[Any]:
        base = self.base_url
        wanted = tuple(base + start for start in OPEN)
        stock = [route for route in super().init_handlers() if route[0].startswith(wanted)]
        files = {"files": self.files}
        voila = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        house = live.House(Catalogue(Path(self.root_dir)), self.files.assets, self.stamp)
        return [
            (f"{base}healthz", Health),
            (rf"{base}live/([\w/-]+)", Live, {**files, **voila, "house": house}),
            *stock,
            (f"{base}(.*)", Instant, files),
            (base.rstrip("/") or "/", RedirectHandler, {"url": base}),
        ]

    def listen(self) -> None:
        """Answer on the sockets until stopped; a Ctrl-C comes out as ``KeyboardInterrupt``."""
        HTTPServer(self.app).add_sockets(self.sockets)
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.started)
        try:
            self.ioloop.start()
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel, then remove the files they talked through."""
        run_sync(self.kernel_manager.shutdown_all)()
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def settings(base: str, kernels: int, notebooks: Path) -> Config:
    """Return Voila's configuration: what is published is ours to say, no visitor's or file's."""
    return Config(
        {
            "Voila": {
                "base_url": base,
                "config_file_paths": [],
                "identity_provider_class": Visitor,
                "kernel_websocket_connection_class": Connection,
                "log_level": logging.ERROR,
                "open_browser": False,
                "root_dir": str(notebooks),
            },
            "VoilaConfiguration": {
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "extension_allowlist": EXTENSIONS,
                "multi_kernel_manager_class": Kernels,
                "prelaunch_hook": dress,
            },
            "AsyncKernelManager": {"client_factory": Client},
            "Kernels": {
                "cull_connected": True,
                "cull_idle_timeout": LEFT,
                "cull_interval": 30,
                "limit": kernels,
            },
        }
    )


def dress(handler: Live, notebook: Any, cwd: str) -> Any:
    """Give a notebook its frame, just before its kernel starts.

    Voila sends the token back when the page closes, to end its kernel; reading it here is what
    makes the cookie that this needs.
    """
    _ = handler.xsrf_token
    return handler.house.prepare(notebook, handler.page)


def log_request(handler: RequestHandler) -> None:
    """Log each page and each trouble: when, what, how it went; never who, nor a query string."""
    status, request = handler.get_status(), handler.request
    page = isinstance(handler, Live | Instant) and "/assets/" not in request.path
    if page or status >= HTTPStatus.BAD_REQUEST:
        took = f"{request.request_time() * 1000:.0f} ms"
        log.info("%s %s %s %s", status, request.method, request.path, took)


def serve(
    site: Path,
    sockets: list[socket.socket],
    *,
    base: str,
    kernels: int,
    open_page: bool,
    stamp: Stamp = PLAIN,
) -> None:
    """Publish a built site and its live pages on bound sockets, until interrupted."""
    # This environment's kernel and extensions, before any that the user once installed.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    log.setLevel(logging.INFO)
    address = url(sockets[0], base)

    def started() -> None:
        print(f"spasmlab is at {address}  (Ctrl-C stops it)", flush=True)
        if open_page:
            webbrowser.open(address)

    app = Spasmlab.instance(config=settings(base, kernels, NOTEBOOKS))
    app.initialize([])
    app.files, app.stamp = Files(site, base, stamp), stamp
    app.sockets, app.started = sockets, started
    app.start()


def url(bound: socket.socket, base: str) -> str:
    """Return the address to open on this machine for a bound socket."""
    host, port = bound.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{base}"
