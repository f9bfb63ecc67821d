"""Panel: a real recording of a muscle's electricity, and beside it, on the same axes, another.

``surface``: from the skin, above what the model gives when it is told to pull at the same moments.
``needle``: for students, two people's, one of them with a damaged nerve root. What is shown is an
outline, the root mean square of each 50 ms: the recordings themselves are not kept. A patient reads
the skin's in loudness, where 1 is the real muscle's rest; the file has µV. Neither is of a
cramp, and who pulled how hard is known only as far as the table ``recordings`` says it.
"""

from typing import Any

import htpy as h
import numpy as np
import pandas as pd
import traitlets as t
from numpy.typing import NDArray

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.evidence.result import cited
from spasmlab.panels.guess import replies
from spasmlab.sweeps.recording import PUSHES, recording

Array = NDArray[np.float32]
MODEL = "emg.surface"
KINDS = {  # the recordings a kind shows, and the stops in s that can be pressed
    "surface": (("surface_bursts",), {"at_rest": 1.1, "pulls": 1.65}),
    "needle": (("needle_healthy", "needle_neuropathy"), {}),
}
PULLS_ABOVE = (
    15.0  # µV, ours: between the real muscle's rest, 13 at most, and its pulls, 20 or more
)
WINDOW = 0.05  # s
EVERY = {"surface": 5, "needle": 20}  # the table shows one window in so many


class Recording(Panel):
    """One moment of a recording beside one of the model, or of another person.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    kind
        "surface" or "needle".
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    moment
        Where the slider starts, in s; also what it reads after a visitor moved it.
    push
        How hard the model pulls: "small", "middle" or "big"; nothing to a needle's recordings.
    """

    kind = t.Enum(list(KINDS), "surface").tag(sync=True)
    after = t.Unicode().tag(sync=True)
    moment = t.Float(0.0).tag(sync=True)
    push = t.Enum(list(PUSHES), "big").tag(sync=True)
    pushes = t.List(list(PUSHES)).tag(sync=True)
    stops: t.List[float] = t.List().tag(sync=True)  # s, where each window begins
    above = t.Bytes().tag(sync=True)  # float32, µV
    below = t.Bytes().tag(sync=True)  # float32, µV; a push after the other where it is the model's
    says: t.List[str] = t.List().tag(sync=True)  # the name of each stop's sentence
    rest_uv = t.Float(1.0).tag(sync=True)  # what counts as 1: on the skin, the real muscle's rest
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``

    def __init__(
        self,
        language: str = "en",
        *,
        kind: str = "surface",
        key: str = "",
        after: str = "",
        **traits: Any,
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
        self._language = language
        above, below = shown(kind)
        self._above, self._below = above, below
        windows = max(above.size, below.shape[1])
        super().__init__(
            language,
            key or ("recording" if kind == "surface" else f"recording_{kind}"),
            kind=kind,
            after=after,
            stops=[round(WINDOW * at, 2) for at in range(windows)],
            above=float32(above),
            below=float32(below),
            says=[_said(kind, above, at) for at in range(windows)],
            rest_uv=float(np.median(above[above < PULLS_ABOVE])) if kind == "surface" else 1.0,
            replies=replies(after, language),
            **traits,
        )

    @t.validate("moment")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else 0.0, self.stops[0], self.stops[-1]))

    def markup(self) -> h.Element:
        say, at = self.words[self.kind], self._stop()
        return markup.frame(
            "recording",
            self.key,
            say["title"],
            markup.lock(self.words["tools"]),
            h.div(".panel-body")[
                self._controls(at),
                h.div(".recording-pair")[self._figure("above"), self._figure("below")],
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(at), MODEL),
                markup.verdict(),
                "means" in say and h.p(".recording-means")[markup.rich(say["means"])],
                h.ul(".recording-from")[(self._origin(name) for name in KINDS[self.kind][0])],
                h.p(".recording-note", data_model=MODEL)[say["note"]],
                markup.tools(self.words | {"tools": self._tools()}, self._table()),
            ],
        )

    def _controls(self, at: int) -> h.Element:
        say, words = self.words[self.kind], self.words
        presets = {
            say[name]: round(moment / WINDOW) for name, moment in KINDS[self.kind][1].items()
        }
        pushes = [(push, words[push]) for push in PUSHES]
        return h.div(".panel-controls")[
            markup.slider(self.key, "moment", words, self.stops, at, presets, digits=2),
            self.kind == "surface"
            and markup.radios("push", words["push"], pushes, self.push, f"p-{self.key}-push"),
            h.p(".recording-how")[say["how"]],
        ]

    def _figure(self, place: str) -> h.Element:
        """Return the box of one outline; what is real says which row it is."""
        names = KINDS[self.kind][0]
        at = {"above": 0, "below": 1}[place]
        real = {"data-row": f"recordings:{names[at]}"} if at < len(names) else {"data-model": MODEL}
        return h.figure(f".panel-chart.recording-{place}", real)[
            h.figcaption(".chart-caption")[self.words[self.kind][place]],
            h.div(".chart", id=f"p-{self.key}-{place}"),
        ]

    def _origin(self, name: str) -> h.Element:
        """Return whose recording it is, as far as anyone wrote it down, with its source."""
        row = tables.row("recordings", name)
        return h.li(data_row=f"recordings:{name}")[
            markup.rich(self.words[self.kind][name]),
            " ",
            _source(row["source"], self._language),
            f" {row['licence']}",
        ]

    def _sentence(self, at: int) -> Any:
        below = self._below[list(PUSHES).index(self.push) if self.kind == "surface" else 0]
        values = {"above": self._above, "below": below}
        holes = {name: _digits(row, at, self.rest_uv) for name, row in values.items()}
        return markup.rich(self.words[self.kind][self.says[at]], **holes)

    def _stop(self) -> int:
        return int(np.abs(np.array(self.stops) - self.moment).argmin())

    def _tools(self) -> dict[str, str]:
        return {**self.words["tools"], "hear": self.words[self.kind]["hear"]}

    def _table(self) -> h.Element:
        say = self.words[self.kind]
        columns = [self._above, *self._below]
        rows = [
            (
                f"{self.stops[at]:.2f}",
                *(_digits(column, at, self.rest_uv) or "–" for column in columns),
            )
            for at in range(0, len(self.stops), EVERY[self.kind])
        ]
        return markup.table(say["title"], [self.words["head_time"], *say["heads"]], rows, MODEL)


def shown(kind: str) -> tuple[Array, Array]:
    """Return the outline above and those below it, in µV, a window's each."""
    real = [1000 * outline(name) for name in KINDS[kind][0]]
    if kind == "surface":
        return real[0], 1000 * np.stack([*recording().values()])
    return real[0], real[1][np.newaxis]


def outline(name: str) -> Array:
    """Return a recording's outline as the table has it, in mV."""
    rows = tables.load("recording_envelopes")
    return rows.loc[rows["recording"].eq(name), "rms"].to_numpy(np.float32)


def _source(identity: str, language: str) -> h.Element:
    """Return who published a recording, as a link; one without authors goes by its publisher."""
    row = tables.row("sources", identity)
    named = cited(identity, language)
    if pd.isna(row["authors"]):
        named = h.a(href=f"https://doi.org/{row['doi']}", rel="noopener")[row["publisher"]]
    return h.span(data_row=f"sources:{identity}")[named, ","]  # the licence comes after it


def _said(kind: str, above: Array, at: int) -> str:
    if kind == "surface":
        return "pulling" if above[at] > PULLS_ABOVE else "resting"
    return "both" if at < above.size else "one"


def _digits(row: Array, at: int, unit: float) -> str:
    return markup.number(float(row[at]) / unit) if at < row.size else ""
