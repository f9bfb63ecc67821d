"""Panel: a walking plan that builds up from what one can walk now; what such a plan did in a trial.

The aim is the trial's; the even steps to it are ours, and the panel says so. Beside the plan stand
both groups of the trial, benefit and harm in one size, each number its row's.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.evidence.effects import effect, people
from spasmlab.evidence.walking import AIM, WEEKS, days, minutes
from spasmlab.panels import markup
from spasmlab.panels.base import Panel

MODEL = "evidence.walking"
STARTS = (5, 10, 15, 20)  # minutes that one can walk now
STOPS = tuple(range(1, WEEKS + 1))
PRESETS = {"first": 1, "middle": 13, "last": WEEKS}
EARLY = 4  # weeks in which a few days a week will do
MONTHLY = (1, 5, 9, 13, 17, 21, WEEKS)  # weeks that the table shows
HARM, WHO = "walking_programme_03", "walking_programme_01"


class Walk(Panel):
    """Minutes of each walk by week, from a start, and the trial behind the aim.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    start
        Minutes that one can walk now, as text: one of ``STARTS``.
    week
        Where the slider starts, from 1 to ``WEEKS``.
    """

    start = t.Unicode("10").tag(sync=True)
    week = t.Float(1.0).tag(sync=True)
    stops = t.List(t.Int(), list(STOPS)).tag(sync=True)
    plans = t.Dict().tag(sync=True)  # start: minutes at each stop
    says = t.List(t.Unicode()).tag(sync=True)  # the name of each stop's sentence
    aim = t.Int(AIM).tag(sync=True)
    monthly = t.List(t.Int(), list(MONTHLY)).tag(sync=True)

    def __init__(self, language: str = "en", **traits: Any) -> None:
        super().__init__(
            language,
            "walk",
            plans={str(one): [minutes(one, week) for week in STOPS] for one in STARTS},
            says=[_said(week) for week in STOPS],
            **traits,
        )

    @t.validate("start")
    def _known(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in map(str, STARTS) else "10"

    @t.validate("week")
    def _a_week(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(min(WEEKS, max(1, round(value)))) if value == value else 1.0

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "walk",
            self.key,
            say["title"],
            h.div(".panel-body")[self._controls(), markup.chart(self.key, say, say["chart"])],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL),
                h.p(".walk-sore")[say["sore"]],
                h.p(".walk-ours", data_row="treatments:walking_programme")[say["ours"]],
                markup.tools(say, self._table()),
            ],
            self._trial(),
        )

    def _controls(self) -> h.Element:
        say = self.words
        starts = [(str(one), str(one)) for one in STARTS]
        presets = {say[name]: STOPS.index(week) for name, week in PRESETS.items()}
        return h.div(".panel-controls", data_model=MODEL)[
            h.p(".walk-when")[say["when"]],
            markup.radios("start", say["start"], starts, self.start, f"p-{self.key}-start"),
            markup.slider(
                self.key, "week", say, STOPS, STOPS.index(int(self.week)), presets, digits=0
            ),
        ]

    def _sentence(self) -> Any:
        at = STOPS.index(int(self.week))
        walked = self.plans[self.start][at]
        return markup.rich(self.words[self.says[at]], week=int(self.week), minutes=walked)

    def _table(self) -> h.Element:
        say = self.words
        rows = [(str(week), str(self.plans[self.start][week - 1])) for week in MONTHLY]
        return markup.table(say["table"], (say["head_week"], say["head_minutes"]), rows, MODEL)

    def _trial(self) -> h.Element:
        """Return both groups of the trial as bars, who took part, and what went wrong."""
        say, arms = self.words, days()
        longest = max(one.high for one in arms.values())
        who = tables.row("effects", WHO)
        return h.section(".walk-trial")[
            h.h3[say["trial"]],
            h.p[say["trial_how"]],
            h.ul(".walk-bars")[
                (
                    h.li(data_row=one.row)[
                        h.span(".walk-arm")[say[arm]],
                        _bar(one.value, one.low, one.high, longest),
                        h.span(".walk-days")[
                            markup.rich(say["days"], value=one.value, low=one.low, high=one.high)
                        ],
                    ]
                    for arm, one in arms.items()
                )
            ],
            h.p(data_row=f"effects:{WHO}")[
                markup.fill(say["trial_who"], people=f"{int(who['people'])}")
            ],
            h.p(data_row=f"effects:{HARM} effects:walking_programme_04")[self._harm()],
        ]

    def _harm(self) -> str:
        found = people(effect(HARM), 100)
        return markup.fill(self.words["harm"], walked=found.treated, without=found.without)


def _said(week: int) -> str:
    if week == WEEKS:
        return "reading_last"
    return "reading_first" if week <= EARLY else "reading"


def _bar(value: int, low: int, high: int, longest: int) -> h.Element:
    """Return a bar of days with its range."""
    rect, path = h.Element("rect"), h.Element("path")
    at = [f"{300 * one / longest:.0f}" for one in (value, low, high)]
    return h.svg(".walk-bar", viewBox="0 0 304 28", aria_hidden="true")[
        rect(x="0", y="4", width=at[0], height="20", rx="5"),
        path(d=f"M{at[1]} 14H{at[2]}M{at[1]} 8v12M{at[2]} 8v12"),
    ]
