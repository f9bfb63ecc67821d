"""What whoever publishes the pages says of them, written on each page as it is sent.

A page is built once and knows nothing of where it will stand. A stamp is a ``data-`` attribute of
its ``<html>``: instant pages, live pages and exported ones get the same ones.
"""

import ipaddress
import json
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import SplitResult, urlsplit

from spasmlab.site.clinic import PLACE, Clinic
from spasmlab.text import LANGUAGES, words

HTML = re.compile(r"<html\b[^>]*")  # the first is the page's own
LINK = re.compile(r"<a\b[^>]*>")
OUTSIDE = re.compile(r'\shref="[a-z][a-z0-9+.-]*:[^"]*"')  # an address with a scheme: tel: too
PATH = re.compile(r"/(?:[\w.~-]+/?)*", re.ASCII)
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII)


@dataclass(frozen=True)
class Stamp:
    """What every page of one server, or of one export, is told.

    Parameters
    ----------
    public
        The address that the English index is reached at from outside, ending in a slash, as
        ``public_url`` returns it; None where only the visitor's own address bar knows it.
    kiosk
        Whether the pages stand on a screen that strangers share: they forget a visitor who left
        (``kiosk.js``), and lead nowhere outside.
    clinic
        A clinic's own telephone numbers, for the place that each page has for them.
    """

    public: str | None = None
    kiosk: bool = False
    clinic: Clinic | None = None

    def attributes(self, folder: str) -> dict[str, str]:
        """Return the attributes of the page in this folder of the site, as ``es/03-potassium/``."""
        public = {"data-public": self.public + folder} if self.public else {}
        return public | ({"data-kiosk": _said(folder)} if self.kiosk else {})

    def on(self, page: str, folder: str) -> str:
        """Return a page, or a part of one, with what it is told; unchanged where it is nothing."""
        numbers = self.clinic.html(_language(folder)) if self.clinic else ""
        page = page.replace(PLACE, numbers)
        said = "".join(f' {name}="{escape(to)}"' for name, to in self.attributes(folder).items())
        page = LINK.sub(lambda tag: OUTSIDE.sub("", tag[0]), page) if self.kiosk else page
        return HTML.sub(lambda tag: tag[0] + said, page, count=1)


PLAIN = Stamp()  # nothing is said


def _said(folder: str) -> str:
    """Return what a kiosk's page says to a visitor who may have left, as JSON."""
    return json.dumps(words("kiosk", _language(folder)), ensure_ascii=False)


def _language(folder: str) -> str:
    first = folder.partition("/")[0]
    return first if first in LANGUAGES else "en"


def public_url(text: str, base: str = "/") -> str:
    """Return the index's address for what was typed: a bare host gets the path ``base``.

    Raises ``ValueError`` for anything but a web address that another device can reach.
    """
    parts = _split(text)
    known = parts.scheme in {"http", "https"} and _host(parts.hostname or "")
    if not known or "@" in parts.netloc or "?" in text or "#" in text or not _path(parts.path):
        raise ValueError(f"must look like https://cramps.example.org/, got {text!r}")
    if _here_only(parts.hostname or ""):
        raise ValueError(f"must be an address that a phone can reach, got {text!r}")
    path = parts.path.rstrip("/") + "/"
    return f"{parts.scheme}://{parts.netloc.lower()}{base if path == '/' else path}"


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here: this is what finds a port that is none
    except ValueError:
        return urlsplit("")
    return parts


def _path(path: str) -> bool:
    return not path or (PATH.fullmatch(path) is not None and ".." not in path)


def _host(host: str) -> bool:
    return HOST.fullmatch(host) is not None or _address(host) is not None


def _here_only(host: str) -> bool:
    """Return whether a host means the very machine that asks for it."""
    address = _address(host)
    if address is not None:
        return address.is_loopback or address.is_unspecified
    return host == "localhost" or host.endswith(".localhost")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
