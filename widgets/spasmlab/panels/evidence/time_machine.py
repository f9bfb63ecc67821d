"""Panel: new back pain with time, and what an option added to it when it was measured.

The line is a row of averages at measured weeks, and between them only a guide. An option is one
mark with its range, hung on the guide by its difference from the other group. All is worked out
here; the browser draws it. Line and marks are of other people, and the page says so.
"""

from functools import cached_property
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import marks as found_marks
from spasmlab.evidence.boxes import treatment
from spasmlab.evidence.effects import Effect, effect
from spasmlab.evidence.prognosis import WEEK, Course, course
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.fact_side import doubt
from spasmlab.panels.evidence.result import Result, plain
from spasmlab.panels.guess import replies

MODEL = "evidence.marks"
CONDITION = "acute_back_spasm"
WAIT = "wait"
OPTIONS = (WAIT, "ibuprofen_01", "cyclobenzaprine_01", "acetaminophen_02", "heat_wrap_02")
BESIDE = {"cyclobenzaprine_01": "cyclobenzaprine_13"}  # what the better-made trials say of it
SPANS = {"weeks": 6, "year": 52}


class TimeMachine(Panel):
    """Average new back pain with time, and one option's mark on it.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    option
        One of ``OPTIONS``: nothing more, or a row of ``effects``.
    span
        How far the picture goes: one of ``SPANS``.
    after
        The question that is guessed before this panel opens, or "" for none.
    """

    option = t.Unicode(WAIT).tag(sync=True)
    span = t.Unicode("weeks").tag(sync=True)
    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    course = t.Dict().tag(sync=True)  # weeks, mean, low, high
    marks = t.Dict().tag(sync=True)  # option: where its mark stands
    says = t.Dict().tag(sync=True)  # option: its sentence
    gains = t.Dict().tag(sync=True)  # option: width of its bar, its number, how it is drawn

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        self.language = language
        told = replies(after, language)
        super().__init__(language, "time_machine", after=after, replies=told, **traits)

    @t.validate("option", "span")
    def _known(self, proposal: Any) -> str:
        known = OPTIONS if proposal["trait"].name == "option" else tuple(SPANS)
        return str(proposal["value"] if proposal["value"] in known else known[0])

    @cached_property
    def points(self) -> tuple[Course, ...]:
        """The measured weeks."""
        return course(CONDITION, found_marks.MEASURE)

    @cached_property
    def fall(self) -> float:
        """How much the average falls from the first to the second measured week."""
        return float(self.points[0].value or 0) - float(self.points[1].value or 0)

    def markup(self) -> h.Element:
        say = self.words
        self.course = {
            "weeks": [one.weeks for one in self.points],
            "mean": [one.value for one in self.points],
            "low": [one.low for one in self.points],
            "high": [one.high for one in self.points],
        }
        self.marks = {name: self._mark(effect(name)) for name in OPTIONS[1:]}
        self.says = {name: self._sentence(name) for name in OPTIONS}
        self.gains = {name: self._gain(name) for name in OPTIONS}
        return markup.frame(
            "time_machine",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[self._controls(), self._bars()],
                markup.chart(self.key, say, row=f"prognosis:{self.points[0].id}"),
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self.says[self.option]), MODEL),
                markup.verdict(),
                h.div(".time-how", data_row=f"prognosis:{self.points[0].id}")[
                    h.p[say["how"]], self._others()
                ],
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _controls(self) -> h.Node:
        say = self.words
        options = [(name, say["names"][name]) for name in OPTIONS]
        spans = [(name, say[name]) for name in SPANS]
        return [
            markup.radios("option", say["option"], options, self.option, f"p-{self.key}-option"),
            markup.radios("span", say["span"], spans, self.span, f"p-{self.key}-span"),
        ]

    def _bars(self) -> h.Element:
        """Return the fall with time and what the option added, as lengths on one scale."""
        say = self.words
        row = f"effects:{self.option}" if self.option != WAIT else None
        width, number, kind = self.gains[self.option]
        return h.div(".time-bars", role="group", aria_label=say["bars"])[
            h.p(data_model=MODEL)[
                h.span[say["bar_time"]],
                h.b[plain(round(self.fall))],
                h.i(data_width=_share(self.fall)),
            ],
            h.p(".time-added", data_row=row, data_model=MODEL, data_kind=kind)[
                h.span[say["bar_added"]], h.b[number], h.i(data_width=width)
            ],
            h.small[say["bars_note"]],
        ]

    def _mark(self, row: Effect) -> dict[str, float]:
        """Return where a row's mark stands: its days as weeks, and its difference on the guide."""
        first, last = (day / WEEK for day in row.days or (0, 0))
        at = (first + last) / 2
        line = found_marks.base(self.points, at)
        low, high = row.interval or (0, 0)
        value = float(row.value or 0)
        return {
            "from": first,
            "to": last,
            "at": at,
            "base": line,
            "value": line + value,
            "low": line + low,
            "high": line + high,
        }

    def _sentence(self, name: str) -> str:
        say, fall = self.words, plain(round(self.fall))
        if name == WAIT:
            first, second, *_, last = (plain(float(one.value or 0)) for one in self.points)
            return markup.fill(
                say["reading_wait"], first=first, second=second, fall=fall, last=last
            )
        found = Result(effect(name), self.language)
        holes = {"name": say["names"][name], "comparator": found.comparator, "when": found.when}
        holes |= {"amount": found.amount, "range": found.range, "doubt": doubt(found)}
        beside = BESIDE.get(name)
        added = effect(beside).finding[self.language] if beside else say["added"].get(name, "")
        least = found.effect.noticeable
        notice = (
            markup.fill(say["notice"], least=plain(least)) if least and name not in BESIDE else ""
        )
        anyway = markup.fill(say["anyway"], fall=fall)
        parts = (markup.fill(say["reading"], **holes), notice, added, anyway)
        return " ".join(part for part in parts if part)

    def _gain(self, name: str) -> tuple[str, str, str]:
        """Return how long an option's bar is, its number, and how it is drawn.

        Where no difference is within the range there is no gain and no bar; what lasted a moment,
        or is hardly trusted, has a hollow one.
        """
        if name == WAIT:
            return "0%", self.words["nothing"], ""
        row = effect(name)
        low, high = sorted(-end for end in row.interval or (0, 0))
        if low <= 0:
            return "0%", self.words["no_clear"], ""
        moment, trusted = row.days == (0, 0), row.certainty != "very_low"
        kind = "moment" if moment else "clear" if trusted else "doubted"
        value = -float(row.value or 0)
        ends = {"low": plain(round(low)), "high": plain(round(high)), "value": plain(round(value))}
        return _share(value), markup.fill(self.words[kind], **ends), kind

    def _others(self) -> h.Element:
        """Return which options have no mark, and why not."""
        say = self.words
        return h.details(".time-others")[
            h.summary[say["others"]],
            h.ul[
                (
                    h.li(data_row=f"treatments:{name}")[
                        treatment(name).plain[self.language], ": ", say["lacks"][why]
                    ]
                    for name, why in found_marks.left_out(CONDITION).items()
                    if name != "imaging_routine"  # a test, which lesson 8 tells of
                )
            ],
        ]

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[f"head_{head}"] for head in ("what", "when", "number", "sure")]
        time = say["time_words"]
        lines: list[tuple[str, h.Node, h.Node, h.Node, h.Node]] = [
            (
                f"prognosis:{one.id}",
                say["names"][WAIT],
                time[f"w{one.weeks:.0f}"],
                markup.fill(say["cell"], **_ends(one)),
                "–",
            )
            for one in self.points
        ]
        for name in OPTIONS[1:]:
            found = Result(effect(name), self.language)
            number = f"{found.amount}. {found.range}"
            lines.append((found.row, say["names"][name], found.when, number, found.certainty()))
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr(data_row=row)[h.th(scope="row")[what], (h.td[cell] for cell in cells)]
                    for row, what, *cells in lines
                )
            ],
        ]


def _ends(one: Course) -> dict[str, str]:
    return {name: plain(float(getattr(one, name) or 0)) for name in ("value", "low", "high")}


def _share(value: float) -> str:
    """Return a length of at most 40 points as a share of the bar's width."""
    return f"{min(100.0, 100 * value / 40):.0f}%"
