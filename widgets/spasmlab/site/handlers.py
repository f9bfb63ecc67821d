"""What answers each address: instant pages, live pages, health; a friendly page for the rest."""

from http import HTTPStatus
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler
from voila.tornado.handler import TornadoVoilaHandler

from spasmlab import __version__
from spasmlab.pages.catalogue import Page
from spasmlab.site import live
from spasmlab.site.files import File, Files

YEAR = "public, max-age=31536000, immutable"
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
# Voila's own scripts stand in the page, JupyterLab compiles its settings' schemas with eval, and
# anywidget imports panels from blob: addresses. Nothing but this server may be talked to.
LIVE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Visitor(IdentityProvider):
    """Everyone is the same visitor, so that there is nobody to remember in a cookie."""

    def get_user(self, handler: RequestHandler) -> User:
        return User(username="visitor")


class Instant(RequestHandler):
    """A file of the built site; a page's folder without its slash redirects to it."""

    def initialize(self, files: Files) -> None:
        forget_query(self.request)
        self.files = files
        self.file: File | None = None

    def set_default_headers(self) -> None:
        _set_headers(self, STRICT)

    def get(self, address: str) -> None:
        self.file = self.files.find(address)
        if self.file is not None:
            self.set_header("Cache-Control", YEAR if address.startswith("assets/") else "no-cache")
            self._send(self.file)
        elif self.files.find(f"{address}/"):
            # Relative, so that it holds behind a proxy that serves us under another path.
            self.redirect(address.rpartition("/")[2] + "/", permanent=True)
        else:
            self.set_status(HTTPStatus.NOT_FOUND)
            self._send(self.files.missing(address))

    head = get

    def _send(self, file: File) -> None:
        self.set_header("Content-Type", file.type)
        packed = "gzip" in self.request.headers.get("Accept-Encoding", "") and file.packed
        if packed:
            self.set_header("Content-Encoding", "gzip")
        self.finish(packed or file.body)

    def compute_etag(self) -> str | None:
        return self.file.tag if self.file else None


class Live(TornadoVoilaHandler):  # type: ignore[misc]
    """The same notebook on Voila's own handler, with a kernel behind it."""

    def initialize(self, files: Files, house: live.House, **voila: Any) -> None:
        forget_query(self.request)
        self.files, self.house = files, house
        self.page: Page
        super().initialize(**voila)

    @property
    def content_security_policy(self) -> str:
        return LIVE

    def set_default_headers(self) -> None:
        _set_headers(self, LIVE)

    async def get(self, name: str) -> None:
        self.page = self.house.find(name)
        await super().get(f"{name}.ipynb")

    def head(self, name: str) -> None:
        """Answer whether there is such a page, without starting a kernel for it."""
        self.page = self.house.find(name)
        self.set_header("Content-Type", "text/html; charset=utf-8")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if hasattr(self, "page") and status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.set_header("Retry-After", "60")
            self.finish(self.house.full(self.page))
        else:
            name = self.request.path.removeprefix(self.base_url)
            self.finish(self.files.missing(name).body)


class Health(RequestHandler):
    """Whether the server is well, for the machines that watch it."""

    def set_default_headers(self) -> None:
        _set_headers(self, STRICT)

    def get(self) -> None:
        kernels = self.settings["kernel_manager"]
        self.set_header("Cache-Control", "no-store")
        self.write(
            {
                "status": "ok",
                "version": __version__,
                "kernels": kernels.running,
                "kernels_limit": kernels.limit,
            }
        )

    head = get


def forget_query(request: HTTPServerRequest) -> None:
    """Drop what stands after ``?``: no page needs it, and no log or kernel shall see it."""
    request.uri, request.query = request.path, ""
    request.arguments, request.query_arguments = {}, {}


def _set_headers(handler: RequestHandler, policy: str) -> None:
    for name, value in (HEADERS | {"Content-Security-Policy": policy}).items():
        handler.set_header(name, value)
    handler.clear_header("Server")
