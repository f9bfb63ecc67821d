"""A real ``spasmlab serve`` on a free port, and how to talk to it."""

import gzip
import http.client
import json
import os
import re
import secrets
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 120  # for building every page once and starting to answer


@dataclass(frozen=True)
class Answer:
    """A response, its body unpacked."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    def cookies(self):
        return self.headers.get_all("Set-Cookie") or []


@dataclass
class Server:
    """A running ``spasmlab serve`` and how to talk to it; every answer is as a browser gets it."""

    process: subprocess.Popen
    host: str
    log: Path

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Accept-Encoding": "gzip", **named})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        if content and response.headers["Content-Encoding"] == "gzip":
            content = gzip.decompress(content)
        return Answer(response.status, response.headers, content)

    def kernels(self):
        return json.loads(self.ask("/healthz").body)["kernels"]

    def leave(self, page):
        """Do what a live page's scripts do when it closes: end its kernel."""
        kernel = re.search(r'"kernelId": "([\w-]+)"', page.text)[1]
        cookie = page.cookies()[0].split(";")[0]
        return self.ask(
            f"/voila/api/shutdown/{kernel}",
            "POST",
            f"_xsrf={cookie.removeprefix('_xsrf=')}",
            Cookie=cookie,
            Content_Type="application/x-www-form-urlencoded",
        )


@contextmanager
def serving(cache, *options):
    """Run ``spasmlab serve`` on a free port until the block ends."""
    environment = {**os.environ, "SPASMLAB_CACHE": str(cache), "PYTHONUNBUFFERED": "1"}
    log = cache / f"log-{secrets.token_hex(4)}.txt"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "spasmlab", "serve", "--port=0", *options],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    deadline = threading.Timer(SECONDS, process.kill)
    deadline.start()
    try:
        said = process.stdout.readline()  # the address, or nothing when it stopped
        deadline.cancel()
        assert "http://" in said, log.read_text()
        yield Server(process, urlsplit(said.split()[3]).netloc, log)
    finally:
        deadline.cancel()
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()
