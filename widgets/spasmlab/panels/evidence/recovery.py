"""Panel: how back pain goes with time: averages at four weeks, their ranges, and no more than that.

The numbers are rows of ``prognosis``. Between two weeks that were measured there is no number, and
none is said: the dashed line is only a guide, worked out here so that the browser looks it up.
"""

from functools import cache
from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence.prognosis import Course, course, point
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.guess import replies

MODEL = "evidence.prognosis"
MEASURE = "mean pain"
COURSES = {"acute_back_spasm": "acute", "chronic_back_pain": "lasting"}  # condition -> its word
WEEKS = tuple(range(53))
PRESETS = {"today": 0, "weeks_6": 6, "weeks_26": 26, "weeks_52": 52}
THOUSANDS = {"en": ",", "es": "\N{NO-BREAK SPACE}"}


class Recovery(Panel):
    """Average back pain over a year, of new or of lasting pain, and how often it comes back.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    course
        Whose pain: a condition of ``COURSES``.
    week
        Where the slider starts, in whole weeks; also what it reads after a visitor moved it.
    after
        The question that is guessed before this panel opens, or "" for none.
    asked
        The week from which on the guess is answered.
    """

    week = t.Float(0.0).tag(sync=True)
    course = t.Unicode("acute_back_spasm").tag(sync=True)
    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    asked = t.Float(6.0).tag(sync=True)
    stops: t.List[int] = t.List(list(WEEKS)).tag(sync=True)
    places: t.List[int] = t.List().tag(sync=True)  # a stop's sentence; even: a measured week
    courses = t.Dict().tag(sync=True)  # by condition

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        self._thousands = THOUSANDS.get(language, ",")
        super().__init__(
            language,
            "recovery",
            after=after,
            replies=replies(after, language),
            places=[place(week) for week in WEEKS],
            **traits,
        )
        self.courses = {name: self._course(points(name)) for name in COURSES}

    @t.validate("week")
    def _within_a_year(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(round(value) if np.isfinite(value) else 0, WEEKS[0], WEEKS[-1]))

    @t.validate("course")
    def _known(self, proposal: Any) -> str:
        known = proposal["value"] in COURSES
        return str(proposal["value"] if known else proposal["trait"].default_value)

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "recovery",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[self._controls()],
                markup.chart(self.key, say, row=f"prognosis:{points(self.course)[0].id}"),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL),
                markup.verdict(),
                h.div(".recovery-facts")[self._counts(), self._about()],
                markup.tools(say, self._table()),
            ],
        )

    def _controls(self) -> h.Node:
        say = self.words
        kinds = [(name, say[word]) for name, word in COURSES.items()]
        presets = {say[name]: week for name, week in PRESETS.items()}
        return [
            markup.radios("course", say["course"], kinds, self.course, f"p-{self.key}-course"),
            markup.slider(self.key, "week", say, WEEKS, int(self.week), presets, digits=0),
            h.p(".recovery-how", data_row="prognosis:acute_pain_w0")[say["how"], " ", say["scale"]],
        ]

    def _sentence(self) -> Any:
        at = int(self.week)
        return markup.rich(self._says(points(self.course))[place(at)], week=at)

    def _says(self, measured: tuple[Course, ...]) -> list[str]:
        """Return a sentence a measured week and one for the weeks after it, {week} left open."""
        say, found = self.words, []
        for at, one in enumerate(measured):
            when = say[f"when_{one.weeks:.0f}"]
            found.append(markup.fill(say["reading"], when=when, **_numbers(one)))
            if after := measured[at + 1 : at + 2]:
                ends = {"before": _number(one.value), "after": _number(after[0].value)}
                found.append(markup.fill(say["between"], **ends))
        return found

    def _course(self, measured: tuple[Course, ...]) -> dict[str, Any]:
        """Return what the module draws and says of one course."""
        weeks, means = [one.weeks for one in measured], [one.value for one in measured]
        return {
            "ids": [one.id for one in measured],
            "weeks": weeks,
            "mean": means,
            "low": [one.low for one in measured],
            "high": [one.high for one in measured],
            "sources": [one.source for one in measured],
            "guide": np.interp(WEEKS, np.array(weeks, float), np.array(means, float)).tolist(),
            "says": self._says(measured),
        }

    def _counts(self) -> h.Element:
        """Return what happened to people, by course: the one that is not chosen is hidden."""
        say, facts = self.words, {"well": "henschke_recovered_52", "again": "recur_12m_any"}
        slower = points("chronic_back_pain")[-1]
        return h.section(aria_label=say["counted"])[
            h.div(data_course="acute_back_spasm", hidden=self.course != "acute_back_spasm")[
                h.p(".recovery-head")[say["counted"]],
                h.ul[(self._fact(name, point(row), h.li) for name, row in facts.items())],
            ],
            h.div(data_course="chronic_back_pain", hidden=self.course != "chronic_back_pain")[
                self._fact("slower", slower, h.p)
            ],
        ]

    def _fact(self, name: str, row: Course, tag: h.Element) -> h.Element:
        rest = _number(None if row.value is None else 100 - row.value)
        sentence = markup.rich(self.words[name], rest=rest, **_numbers(row))
        return tag(data_row=f"prognosis:{row.id}")[sentence]

    def _about(self) -> h.Element:
        first = points(self.course)[0]
        people = f"{first.people:,}".replace(",", self._thousands)
        return h.div[
            h.p[self.words["differ"]],
            h.p(data_row=f"prognosis:{first.id}")[
                markup.fill(self.words["studies"], people=people)
            ],
        ]

    def _table(self) -> h.Element:
        """Return both courses side by side; each cell is a row of the table ``prognosis``."""
        say, both = self.words, [points(name) for name in COURSES]
        heads = [say["head_when"], *(say[word] for word in COURSES.values())]
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr[
                        h.th(scope="row")[say[f"when_{row[0].weeks:.0f}"]],
                        (
                            h.td(data_row=f"prognosis:{one.id}")[
                                markup.fill(say["cell"], **_numbers(one))
                            ]
                            for one in row
                        ),
                    ]
                    for row in zip(*both, strict=True)
                )
            ],
        ]


@cache
def points(condition: str) -> tuple[Course, ...]:
    """Return the measured weeks of one course, in order."""
    return course(condition, MEASURE)


def place(week: int) -> int:
    """Return which sentence a week has: 0, 2, 4, 6 at measured weeks, odd in the weeks between."""
    weeks = [int(one.weeks or 0) for one in points("acute_back_spasm")]
    return int(np.searchsorted(weeks, week, "left") + np.searchsorted(weeks, week, "right")) - 1


def _numbers(row: Course) -> dict[str, str]:
    return {name: _number(getattr(row, name)) for name in ("value", "low", "high")}


def _number(value: float | None) -> str:
    return "" if value is None else markup.number(value)
