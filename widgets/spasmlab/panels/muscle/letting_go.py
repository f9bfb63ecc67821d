"""Panel: heads of muscle that hold on, by how much ATP there is, at rest and in a pull.

The model is a rat's heart muscle: what is shown is the order of events. Force is not shown at all,
because the model's sizes of it are not to be compared.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t
from numpy.typing import NDArray

from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.panels.muscle.playback import playback
from spasmlab.sweeps.letting_go import ATP, BACK, CALCIUM, GONE, PLENTY, letting_go, settled, times

MODEL = "crossbridge.steady"
COURSE = "crossbridge.run"
WAYS = ("level", "rinse")  # ATP held at a level; ATP taken away and given back
MARKS = ("stuck", "holding", "free")
PRESETS = {"none": 0.0, "little": 0.05, "plenty": PLENTY}  # mmol/L, to press
STRIDE = 5  # samples a step: 100 ms
CELL, TALL = 40, 44  # px of the picture that a head has, across and down
LOCKED, STIFFENING, WAITING = 90, 10, 10  # heads of 100, where the sentence changes


class LettingGo(Panel):
    """100 heads at rest and 100 in a pull, with ATP held at a level, or rinsed away and given back.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    way
        "level" or "rinse": what is done with the ATP.
    atp
        Where the slider starts, in mmol/L; also what a visitor chose.
    moment
        Where the cursor of the time course starts, in ms; also where it was last left.
    """

    way = t.Enum(list(WAYS), "level").tag(sync=True)
    atp = t.Float(PLENTY).tag(sync=True)
    moment = t.Float(0.0).tag(sync=True)
    stops = t.Bytes().tag(sync=True)  # float32, mmol/L
    written = t.List(t.Unicode()).tag(sync=True)  # each stop as the page writes it
    ms = t.Bytes().tag(sync=True)  # float32
    shares = t.Bytes().tag(sync=True)  # float32: see ``_shares``, at each stop
    course = t.Bytes().tag(sync=True)  # float32: the same, at each moment
    heads: t.List[Any] = t.List().tag(sync=True)  # a stop's counts: [at rest, in a pull] of MARKS
    heads_then: t.List[Any] = t.List().tag(sync=True)  # a moment's
    says = t.List(t.Unicode()).tag(sync=True)  # the name of each stop's sentence
    says_then = t.List(t.Unicode()).tag(sync=True)  # the name of each moment's
    without = t.Tuple((GONE, BACK)).tag(sync=True)  # ms, when there is no ATP
    stride = t.Int(STRIDE).tag(sync=True)

    def __init__(self, language: str = "en", **traits: Any) -> None:
        at_stops, then = settled(), letting_go()
        shares = _shares(at_stops.rigor, at_stops.attached)
        course = _shares(then["rigor"], then["attached"])
        heads, heads_then = _counts(shares), _counts(course)
        super().__init__(
            language,
            "letting_go",
            stops=float32(ATP),
            written=[_written(level) for level in ATP.tolist()],
            ms=float32(times()),
            shares=float32(shares),
            course=float32(course),
            heads=heads,
            heads_then=heads_then,
            says=[_said(level, both) for level, both in zip(ATP.tolist(), heads, strict=True)],
            says_then=_told(heads_then),
            **traits,
        )

    @t.validate("atp", "moment")
    def _within_range(self, proposal: Any) -> float:
        stops = ATP if proposal["trait"].name == "atp" else times()
        value = float(proposal["value"])
        usual = float(proposal["trait"].default_value)
        return float(np.clip(value if np.isfinite(value) else usual, stops[0], stops[-1]))

    def markup(self) -> h.Element:
        say = self.words
        ways = [(way, say[f"way_{way}"]) for way in WAYS]
        both = self._heads()
        return markup.frame(
            "letting_go",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.radios("way", say["way"], ways, self.way, f"p-{self.key}-way"),
                    self._slider(),
                    self._playback(),
                    markup.chart(self.key, say, say[f"chart_{self.way}"]),
                    h.p(".letting-note")[say["note"]],
                ],
                h.div(".letting-pair")[
                    (self._hundred(kind, both[side]) for side, kind in enumerate(CALCIUM))
                ],
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL),
                h.p(".letting-death")[markup.rich(say["death"])],
                markup.tools(say, h.div[self._table(), self._table_then()]),
            ],
        )

    def _slider(self) -> h.Element:
        say, at = self.words, _nearest(ATP, self.atp)
        presets = {say[name]: _nearest(ATP, level) for name, level in PRESETS.items()}
        drawn = markup.slider(
            self.key, "atp", say, ATP.tolist(), at, presets, shown=list(self.written)
        )
        return h.div(".letting-level", hidden=self.way != "level")[drawn]

    def _playback(self) -> h.Element:
        stops = times()[::STRIDE]
        at = _nearest(stops, self.moment)
        shown = [markup.number(one / 1000, 1) for one in stops]
        return h.div(".letting-rinse", hidden=self.way != "rinse")[
            playback(self.key, self.words, shown, at, self._heard(STRIDE * at, shown[at]))
        ]

    def _heard(self, sample: int, at: str) -> str:
        """Return what is said of a moment beside its time: how many hold on."""
        rest, pull = self.heads_then[sample]
        return markup.fill(
            self.words["told"], at=at, rest=str(100 - rest[2]), pull=str(100 - pull[2])
        )

    def _heads(self) -> list[list[int]]:
        """Return the counts that are shown: at rest, and in a pull."""
        if self.way == "level":
            return list(self.heads[_nearest(ATP, self.atp)])
        return list(self.heads_then[STRIDE * _nearest(times()[::STRIDE], self.moment)])

    def _sentence(self) -> Any:
        if self.way == "rinse":
            sample = STRIDE * _nearest(times()[::STRIDE], self.moment)
            return markup.rich(self.words[self.says_then[sample]])
        at = _nearest(ATP, self.atp)
        return markup.rich(self.words[self.says[at]], **_holes(self.heads[at], self.written[at]))

    def _hundred(self, kind: str, counts: list[int]) -> h.Element:
        """Return one picture of 100 heads, the stuck ones first, and its counts."""
        say, field = self.words, f"p-{self.key}-{kind}"
        name = say[f"hundred_{kind}"]
        marks = [mark for mark, count in zip(MARKS, counts, strict=True) for _ in range(count)]
        shape = {"viewBox": f"0 0 {10 * CELL} {10 * TALL}", "role": "img"}
        about = markup.fill(say["counted"], **dict(zip(MARKS, map(str, counts), strict=True)))
        return h.figure(".letting-hundred", data_kind=kind, data_model=MODEL)[
            h.figcaption[name],
            h.svg(shape, aria_labelledby=f"{field}-title", aria_describedby=f"{field}-desc")[
                h.title(id=f"{field}-title")[name],
                h.Element("desc")(id=f"{field}-desc")[about],
                (h.path(".thread", d=f"M0 {TALL * row + 5}h{10 * CELL}") for row in range(10)),
                (_head(mark, at) for at, mark in enumerate(marks)),
            ],
            h.ul(".letting-counts")[
                (
                    h.li(data_mark=mark)[_key(mark), h.b[str(count)], h.span[say[mark]]]
                    for mark, count in zip(MARKS, counts, strict=True)
                )
            ],
        ]

    def _table(self) -> h.Element:
        say = self.words
        rows = [(self.written[at], *_cells(self.heads[at])) for at in [0, *range(1, len(ATP), 5)]]
        heads = [say["head_atp"], *(say[f"head_{name}"] for name in COLUMNS)]
        return markup.table(say["chart_level"], heads, rows, MODEL)

    def _table_then(self) -> h.Element:
        say, every = self.words, 2 * STRIDE
        rows = [
            (markup.number(times()[at] / 1000, 1), *_cells(self.heads_then[at]))
            for at in range(0, len(times()), every)
        ]
        heads = [say["axis_time"], *(say[f"head_{name}"] for name in COLUMNS)]
        return markup.table(say["chart_rinse"], heads, rows, COURSE)


COLUMNS = ("rest_stuck", "rest_holds", "pull_stuck", "pull_holds")


def _shares(stuck: Any, holds: Any) -> NDArray[np.float32]:
    """Return stuck at rest, holding on in any way at rest, and the same in a pull, of 100."""
    rows = [one[side] for side in range(len(CALCIUM)) for one in (stuck, holds)]
    return np.asarray(100 * np.asarray(rows), "<f4")


def _counts(shares: NDArray[np.float32]) -> list[list[list[int]]]:
    """Return whole heads of 100 at each place: those of ``MARKS``, at rest and in a pull."""
    stuck_rest, rest, stuck_pull, pull = np.rint(shares).astype(int).tolist()
    pairs = zip(stuck_rest, rest, stuck_pull, pull, strict=True)
    return [[[a, b - a, 100 - b], [c, d - c, 100 - d]] for a, b, c, d in pairs]


def _cells(both: list[list[int]]) -> list[str]:
    return [str(count) for stuck, _, free in both for count in (stuck, 100 - free)]


def _holes(both: list[list[int]], atp: str) -> dict[str, str]:
    rest, pull = both
    return {
        "atp": atp,
        "rest": str(rest[0]),
        "holding": str(rest[1]),
        "free": str(rest[2]),
        "pull": str(pull[0]),
        "pulling": str(pull[1]),
    }


def _said(level: float, both: list[list[int]]) -> str:
    """Return the name of the sentence for a level of ATP, in mmol/L."""
    rest = 100 - both[0][2]
    if level == 0:
        return "said_none"
    if rest >= LOCKED:
        return "said_locked"
    if rest >= STIFFENING:
        return "said_stiffening"
    return "said_waiting" if both[1][0] >= WAITING else "said_plenty"


def _told(heads: list[list[list[int]]]) -> list[str]:
    """Return the name of the sentence for each moment of the time course."""
    start, found = heads[0], []
    for at, both in zip(times(), heads, strict=True):
        if at < GONE:
            found.append("then_before")
        elif at < BACK:
            locked = both[0][2] == both[1][2] == 0
            found.append("then_locked" if locked else "then_going")
        else:
            found.append("then_after" if both == start else "then_back")
    return found


def _head(mark: str, at: int = 0) -> h.Element:
    """Return one head below its thread: touching it, or leaning away."""
    left, top = CELL * (at % 10) + CELL // 2, TALL * (at // 10)
    return h.g(class_=f"myo is-{mark}", transform=f"translate({left} {top})")[
        h.path(d="M0 42V22"), h.circle(cx=0, cy=18, r=11)
    ]


def _key(mark: str) -> h.Element:
    """Return the head that stands beside a count."""
    return h.svg(viewBox=f"0 0 {CELL} {TALL}", aria_hidden="true")[
        h.path(".thread", d=f"M0 5h{CELL}"), _head(mark)
    ]


def _written(level: float) -> str:
    """Return a level of ATP with two digits that count: 0.0010, 0.11, 8.0."""
    if level == 0:
        return "0"
    return f"{level:.{max(0, 1 - int(np.floor(np.log10(level) + 1e-9)))}f}"


def _nearest(stops: Any, value: float) -> int:
    return int(np.abs(stops - value).argmin())
