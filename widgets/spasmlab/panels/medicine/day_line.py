"""Panel: doses placed on a line of hours, as strictly as the strictest label allows.

The level in the blood is one dose's curve, added up at every stop; it says nothing of what a level
does. A dose is refused inside the longest interval of any label of its medicine, and past the
lowest daily limit over any 24 hours, from whichever product. What is placed is kept by the module
alone: no trait, so no server, hears of it, and no link holds it.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.doses import Medicine, medicines
from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32
from spasmlab.sweeps.doses import HOURS, curves
from spasmlab.text import words

MODEL = "dose.concentration"
STOPS = np.arange(73) * 0.5  # h since the line begins
BEGINS, NOON, DAY = 6, 12, 24  # o'clock
MIXED = {"acetaminophen": "acetaminophen_325"}  # the label whose dose the made-up mixture holds
TWICE = {  # what to know of a second product: a row of interactions
    "acetaminophen": "apap_dup",
    "ibuprofen": "nsaid_dup",
    "naproxen_sodium_otc": "nsaid_dup",
}
OVERDOSE = "OVERDOSE"


class DayLine(Panel):
    """Products to place, the line of a day and a half, the sum of the last 24 hours.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    product
        What is placed next: one of ``products``.
    time
        Where on the line, in h since it begins.
    """

    after = t.Unicode().tag(sync=True)
    product = t.Unicode("acetaminophen_500_1000").tag(sync=True)
    time = t.Float(2.0).tag(sync=True)
    products = t.Dict().tag(sync=True)  # id: medicine, mg, name
    medicines = t.Dict().tag(sync=True)  # id: rules, what to know, where its curves begin
    stops = t.List(t.Float(), STOPS.tolist()).tag(sync=True)
    clocks = t.List(t.Unicode()).tag(sync=True)  # each stop as it is said
    curves = t.Bytes().tag(sync=True)  # float32: usual, short and long half-life, a medicine each

    def __init__(
        self, language: str = "en", *, key: str = "day_line", after: str = "", **traits: Any
    ) -> None:
        self.language = language
        say, known = words("day_line", language), medicines()
        super().__init__(
            language,
            key,
            after=after,
            products={name: one for each in known for name, one in _products(each, say).items()},
            medicines={one.id: _medicine(one, at, language) for at, one in enumerate(known)},
            clocks=[clock(stop, say) for stop in STOPS],
            curves=float32([curves(one.half_lives, one.peak_hours) for one in known]),
            **traits,
        )

    @t.validate("product")
    def _known(self, proposal: Any) -> str:
        known = proposal["value"] in self.products
        return str(proposal["value"] if known else proposal["trait"].default_value)

    @t.validate("time")
    def _within(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else 2.0, STOPS[0], STOPS[-1]))

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "day_line",
            self.key,
            say["title"],
            self._danger(),
            markup.lock(say["tools"]),
            h.div(".panel-body")[self._controls(), self._figure()],
            h.div(".panel-say")[
                markup.reading(markup.rich(say["empty"]), MODEL),
                h.p(".day-note", data_model=MODEL)[say["note"]],
                markup.tools(say, self._table()),
            ],
            self._first(),
        )

    def _one(self) -> dict[str, Any]:
        one: dict[str, Any] = self.medicines[self.products[self.product]["medicine"]]
        return one

    def _danger(self) -> h.Element:
        """Return what cannot wait, over the panel and never under its lock."""
        sign = tables.row("warning_signs", OVERDOSE)
        said = [str(sign[f"{part}_{self.language}"]) for part in ("question", "action")]
        return h.div(".day-danger", data_row=f"warning_signs:{OVERDOSE}")[
            h.p[h.b[said[0]]], h.p[said[1]]
        ]

    def _controls(self) -> h.Element:
        say = self.words
        at = int(np.abs(STOPS - self.time).argmin())
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, one in self.products.items():
            group = self.medicines[one["medicine"]]["name"]
            groups.setdefault(group, []).append((name, one["name"]))
        return h.div(".panel-controls")[
            h.div(data_row=" ".join(f"medicine_limits:{one}" for one in self._labels()))[
                markup.grouped(self.key, "product", say["product"], groups, self.product)
            ],
            markup.slider(self.key, "time", say, STOPS.tolist(), at, {}, shown=self.clocks),
            h.button(".button.day-place", markup.ASLEEP, type="button")[say["place"]],
            h.div(".day-undo")[
                h.button(".day-back", markup.ASLEEP, type="button")[say["back"]],
                h.button(".day-clear", markup.ASLEEP, type="button")[say["clear"]],
            ],
        ]

    def _labels(self) -> list[str]:
        return [row for one in medicines() for row in one.rows]

    def _figure(self) -> h.Element:
        say, one = self.words, self._one()
        return h.figure(".panel-chart.day-figure")[
            h.figcaption(".chart-caption")[markup.fill(say["caption"], name=one["name"])],
            h.div(".chart", id=f"p-{self.key}-chart"),
            h.div(".day-sum", data_model=MODEL)[
                h.p[
                    h.span[say["sum"]],
                    h.b(".day-total")[markup.fill(say["of"], total=0, limit=one["limit"])],
                ],
                _bar(),
                h.p(".day-rules", data_row=one["rows"])[markup.fill(say["rules"], **_holes(one))],
            ],
        ]

    def _first(self) -> h.Element:
        """Return who does not take it and who asks first, in the words of the medicine's row."""
        say, one = self.words, self._one()
        return h.div(".day-first", data_row=one["row"])[
            h.p(".day-name")[h.b[one["name"]]],
            h.p(".day-avoid")[one["avoid"]],
            h.p(".day-twice", data_row=one["twice_row"])[one["twice"]],
            h.details[
                h.summary[say["first"]],
                h.p(".day-ask")[one["ask"]],
                h.p(".day-warning")[one["warning"]],
            ],
        ]

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[f"head_{name}"] for name in ("time", "what", "mg", "sum")]
        return markup.table(say["table"], heads, [(say["none"], "–", "–", "–")], MODEL)


def clock(stop: float, say: markup.Words) -> str:
    """Return an hour of the line as a clock's time; from midnight on, of the next day."""
    minutes = round(60 * (BEGINS + stop))
    day, (hour, minute) = minutes // (60 * DAY), divmod(minutes % (60 * DAY), 60)
    half = say["morning" if hour < NOON else "afternoon"]
    shown = markup.fill(half, hour=hour % NOON or NOON, minute=f"{minute:02d}")
    return markup.fill(say["next_day"], clock=shown) if day else shown


def _products(one: Medicine, say: markup.Words) -> dict[str, dict[str, Any]]:
    """Return what can be placed of a medicine, and for some a made-up mixture that holds it."""
    found = {
        f"{each.row}_{each.mg}": {
            "medicine": one.id,
            "mg": each.mg,
            "name": markup.fill(say["tablets"][each.tablets - 1], strength=each.strength_mg),
        }
        for each in one.products
    }
    for each in one.products:
        if each.row == MIXED.get(one.id):
            name = markup.fill(say["mixture"], mg=each.mg)
            found[f"{one.id}_mixture"] = {"medicine": one.id, "mg": each.mg, "name": name}
    return found


def _medicine(one: Medicine, at: int, language: str) -> dict[str, Any]:
    say, row = words("day_line", language), tables.row("medicines", one.id)
    twice = tables.row("interactions", TWICE[one.id])
    texts = {name: str(row[f"{name}_{language}"]) for name in ("avoid", "plain_warning")}
    return {
        "name": say["medicines"][one.id],
        "row": f"medicines:{one.id}",
        "rows": " ".join(f"medicine_limits:{each}" for each in one.rows),
        "interval": one.interval_hours,
        "limit": one.daily_limit_mg,
        "days": one.days,
        "dose": max(each.mg for each in one.products),
        "at": at,
        "highest": _highest(one),
        "avoid": texts["avoid"],
        "ask": str(row[f"ask_first_{language}"]),
        "warning": texts["plain_warning"],
        "twice_row": f"interactions:{TWICE[one.id]}",
        "twice": f"{say['twice'][TWICE[one.id]]} {twice[f'action_{language}']}",
    }


def _highest(one: Medicine) -> float:
    """Return the top of the chart: above whatever doses as often as the label lets them reach."""
    found = curves(one.half_lives, one.peak_hours)
    apart = round(one.interval_hours / (HOURS[1] - HOURS[0]))
    later = range(0, found.shape[1], apart)
    whole = sum(np.pad(found, ((0, 0), (at, 0)))[:, : found.shape[1]] for at in later)
    return float(np.ceil(4 * np.max(whole) + 0.4) / 4)


def _holes(one: dict[str, Any]) -> dict[str, Any]:
    return {"hours": one["interval"], "limit": one["limit"], "days": one["days"]}


def _bar() -> h.Element:
    """Return the bar of the last 24 hours, full at the label's limit."""
    box = {"viewBox": "0 0 1000 40", "preserveAspectRatio": "none"}
    return h.svg(".day-bar", box, aria_hidden="true")[
        h.Element("rect")(".day-fill", width="0", height="40"),
    ]
