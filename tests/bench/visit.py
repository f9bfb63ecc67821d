"""One visit to the lesson by a browser that was never there: how soon it answers, at what cost."""

import base64
import time
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from tests.bench.servers import BenchError, Server

PATIENCE = 90  # seconds for a slider to answer
MOVES = 60  # of the slider, one after the other, a visit
FRAME = 1000 / 60  # ms

# Skip the guess that locks the panel, then focus the slider; return what the panel says.
READY = """async (name) => {
  await new Promise(requestAnimationFrame);
  const panel = document.querySelector(name);
  const range = panel?.querySelector('input[type="range"]');
  if (!range) return null;
  const lock = panel.querySelector(".panel-lock");
  if (!lock.hidden) lock.querySelector("button").click();
  range.focus();
  return panel.querySelector(".reading-seen").textContent;
}"""

# Milliseconds since the navigation began if the panel now says something else than at first.
ANSWERED = """async ([name, first]) => {
  await new Promise(requestAnimationFrame);
  const said = document.querySelector(`${name} .reading-seen`)?.textContent ?? first;
  return said === first ? null : performance.now();
}"""

# What stands in the way, for the report of a page that does not answer.
STATE = """(name) => {
  const panel = document.querySelector(name);
  const range = panel?.querySelector('input[type="range"]');
  return !panel ? `no panel; the page begins ${document.body?.innerText.slice(0, 80)}`
    : `slider at ${range?.value}, focus on ${document.activeElement?.id || "the page"}, lock `
      + `${panel.querySelector(".panel-lock").hidden ? "open" : "shut"}`;
}"""

# Move the slider at the start of a frame; the next frame starts when that one was painted.
PAINT = """async ([name, moves]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const range = document.querySelector(`${name} input[type="range"]`);
  const reading = document.querySelector(`${name} .reading-seen`);
  const taken = [];
  for (let i = 0; i < moves; i += 1) {
    const before = reading.textContent;
    const began = await frame();
    const moved = performance.now();
    range.value = String((range.valueAsNumber + 7) % (Number(range.max) + 1));
    range.dispatchEvent(new Event("input", { bubbles: true }));
    const painted = await frame();
    if (reading.textContent === before) throw Error("the reading did not follow the slider");
    taken.push([performance.now() - moved, painted - began]);
  }
  return taken;
}"""


@dataclass(frozen=True)
class Visit:
    """What one visit took; None where this machine cannot tell."""

    answer_ms: float
    kilobytes: float
    requests: int
    paint_ms: list[float]
    paint_frames: list[int]
    memory_mb: float | None
    kernels: int | None


@dataclass
class Wire:
    """What went over the network: requests, and bytes as they were sent, packed."""

    requests: int = 0
    bytes: int = 0
    http: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext, page: Page) -> None:
        """Listen to the browser's own account of a page's traffic."""
        session = context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketCreated", self._opened)
        session.on("Network.webSocketFrameSent", self._message)
        session.on("Network.webSocketFrameReceived", self._message)
        session.send("Network.enable")

    def _asked(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):  # data: and blob: come from the page itself
            self.http.add(event["requestId"])
            self.requests += 1

    def _loaded(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.http:
            self.bytes += int(event["encodedDataLength"])

    def _opened(self, event: dict[str, Any]) -> None:
        self.requests += 1

    def _message(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        sent = frame["payloadData"]
        self.bytes += len(base64.b64decode(sent) if frame["opcode"] == 2 else sent.encode())


def visit(browser: Browser, server: Server, path: str, panel: str) -> Visit:
    """Open a page in a fresh context, use the slider of ``panel`` (a selector), and leave."""
    memory, kernels = server.memory(), server.kernels()
    context, wire = browser.new_context(viewport={"width": 1440, "height": 900}), Wire()
    page = context.new_page()
    wire.watch(context, page)
    page.goto(server.address + path, wait_until="commit", timeout=PATIENCE * 1000)
    answer = _answer(page, path, panel)
    page.wait_for_load_state("networkidle")
    found = Visit(
        answer_ms=answer,
        kilobytes=wire.bytes / 1000,
        requests=wire.requests,
        memory_mb=_more(server.memory(), memory),
        kernels=_more(server.kernels(), kernels),
        **_paint(page, panel),
    )
    page.goto("about:blank")  # as a visitor leaves: the page is told, and can end its kernel
    context.close()
    return found


def _answer(page: Page, path: str, panel: str) -> float:
    """Press until the panel answers; return when it did, in ms of the navigation."""
    deadline = time.monotonic() + PATIENCE
    keys, first = cycle(("ArrowRight", "ArrowLeft")), None  # so that no end of the slider is met
    while time.monotonic() < deadline:
        said = page.evaluate(READY, panel)
        if said is not None:
            first = first or said
            page.keyboard.press(next(keys))
            if (at := page.evaluate(ANSWERED, [panel, first])) is not None:
                return float(at)
    state = page.evaluate(STATE, panel)
    raise BenchError(f"no slider of /{path} answered within {PATIENCE} s: {state!r}")


def _paint(page: Page, panel: str) -> dict[str, list[Any]]:
    taken = page.evaluate(PAINT, [panel, MOVES])
    frames = [round(frame / FRAME) for _, frame in taken]
    return {"paint_ms": [ms for ms, _ in taken], "paint_frames": frames}


def _more(after: Any, before: Any) -> Any:
    return None if after is None or before is None else after - before
