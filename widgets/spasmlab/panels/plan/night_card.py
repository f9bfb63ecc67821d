"""Panel: the 3 a.m. card. Three timed steps for a cramp or a locked back, and when to get help.

Every screen of every place is in the markup from the start: its module shows one and hides the
others, without scripts and in print all stand below each other. Of what a visitor does, only the
place is kept in the address; how the cramp goes is nobody's.
"""

import re
from collections.abc import Iterator
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.plan.night_drawings import drawing

PLACES = ("calf", "foot", "thigh", "back")
STEPS = ("1", "2", "3")
ENDS = ("close", "help")
KINDS = {"leg": ("calf", "foot", "thigh"), "back": ("back",)}  # whose danger signs are the same
SIGNS = {  # the rows of warning_signs behind a strip and its help, by how fast people are seen
    "leg": {"now": ("ALI", "FLOOR_SUDDEN_LEG", "PE"), "today": ("CRAMP_10MIN", "DVT")},
    "back": {
        "now": (
            *("CES_SADDLE", "CES_BLADDER", "CES_BOWEL", "CES_BOTH_LEGS", "WEAK_PROG"),
            *("MAJOR_INJURY", "BACK_CHEST", "FAINT_BACK_OLDER", "AAA_SUDDEN"),
        ),
        "today": ("BACK_FEVER",),
    },
}
LEGS = {  # the rows behind a step's second sentence, beside the step's own
    "1": ("first_aid:hold", "treatments:calf_stretch_acute"),
    "2": ("treatments:calf_stretch_prophylactic",),
    "3": ("warning_signs:HEAT_NUMB", "warning_signs:HEAT_CLOT"),
}
CLOSED = {
    "leg": ("differential:night_leg_cramp", "first_aid:pills"),
    "back": ("treatments:bed_rest", "treatments:heat_wrap", "warning_signs:HEAT_NUMB"),
}
CALLS = ("united_states", "european_union", "united_kingdom")  # the three that reach most readers
LONGEST = "mechanism:def_nlc_criteria"  # how long a plain cramp lasts at most, in minutes


class NightCard(Panel):
    """One place and one step of it at a time.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    place
        Where it hurts: one of ``PLACES``.
    step
        One of ``STEPS``, or of ``ENDS``: "close" when it has eased, "help" when it has not.
    """

    place = t.Enum(PLACES, default_value="calf").tag(sync=True)
    step = t.Enum((*STEPS, *ENDS), default_value="1").tag(sync=True)
    limit = t.Int().tag(sync=True)

    def __init__(self, language: str = "en", place: str = "calf", **traits: Any) -> None:
        self.language = language
        if place not in PLACES:
            raise ValueError(f"place must be one of {', '.join(PLACES)}, got {place!r}")
        super().__init__(language, "now", place=place, limit=minutes(), **traits)

    def markup(self) -> h.Element:
        places = [(one, self.words["places"][one]) for one in PLACES]
        return markup.frame(
            "night_card",
            self.key,
            self.words["title"],
            h.div(".night-places")[
                markup.radios("place", self.words["where"], places, self.place, f"p-{self.key}")
            ],
            h.div(".night-card")[
                (self._step(place, step) for place in PLACES for step in STEPS),
                (part for kind in KINDS for part in (self._close(kind), self._help(kind))),
                self._ring(),
                self._buttons(),
                (self._strip(kind) for kind in KINDS),
            ],
            h.p(".night-said.unseen", role="status"),
        )

    def _step(self, place: str, step: str) -> h.Element:
        say, row = self.words[place][step], steps()[place, step]
        own = f"first_aid:{row['id']}"
        more = LEGS[step] if place != "back" else ()
        name = self.words["places"][place]
        return h.div(self._shown((place,), step), data_seconds=str(row["seconds"]))[
            h.p(".night-where")[
                h.span(".night-place")[f"{name} · "], self.words["step"].format(step=step)
            ],
            h.h2(tabindex="-1", data_row=own)[say["title"]],
            h.p(".night-do", data_row=" ".join((own, *more)))[say["do"]],
            h.figure(".night-figure")[
                drawing(f"{place}.{step}", say["picture"], self.words["key"])
            ],
        ]

    def _close(self, kind: str) -> h.Element:
        say, hours = self.words["close"][kind], ache()
        return h.div(self._shown(KINDS[kind], "close"))[
            h.h2(tabindex="-1", data_row=CLOSED[kind][0])[say["title"]],
            h.p(".night-do", data_row=" ".join(CLOSED[kind]))[say["do"].format(hours=hours)],
            h.a(".night-go", href="#tomorrow")[self.words["tomorrow"]],
        ]

    def _help(self, kind: str) -> h.Element:
        say = self.words["help"][kind]
        calls = [tables.row("emergency_numbers", one) for one in CALLS]
        return h.div(self._shown(KINDS[kind], "help"))[
            h.p(".night-late", role="alert", data_row=LONGEST),
            h.p(".night-whose")[self._whose(kind)],
            h.h2(tabindex="-1")[say["title"]],
            h.div(".night-now")[
                h.p(data_row=signs(kind, "now"))[markup.rich(say["now"])],
                h.ul(".night-calls", aria_label=self.words["numbers"])[
                    (h.li[self._call(one)] for one in calls)
                ],
            ],
            h.p(".night-today", data_row=signs(kind, "today"))[
                markup.rich(say["today"], minutes=minutes())
            ],
        ]

    def _call(self, row: Any) -> h.Element:
        number, key = str(row["number"]), f"emergency_numbers:{row['id']}"
        area = h.span[row[f"area_{self.language}"]]
        return h.a(href=f"tel:{number}", data_row=key)[h.b[number], " ", area]

    def _ring(self) -> h.Element:
        row = steps()[self.place, self.step if self.step in STEPS else "1"]
        seconds = str(row["seconds"])
        circle = {"cx": 60, "cy": 60, "r": 54, "pathLength": 1}
        return h.div(".night-ring", data_row=f"first_aid:{row['id']}", hidden=self.step in ENDS)[
            h.button(markup.ASLEEP, type="button")[
                h.svg(viewBox="0 0 120 120", aria_hidden="true")[
                    h.circle(".night-track", circle),
                    h.circle(".night-arc", circle, stroke_dasharray="1 1"),
                ],
                h.span(".night-count", aria_hidden="true")[seconds],
                h.span(".night-press")[self.words["go"]],
            ],
            h.span(".night-left.unseen", role="timer")[self.words["left"].format(seconds=seconds)],
        ]

    def _buttons(self) -> h.Element:
        ended = self.step in ENDS
        return h.div(".night-buttons")[
            h.button(".night-go.night-easing", markup.ASLEEP, type="button", hidden=ended)[
                self.words["easing"]
            ],
            h.button(".night-tight", markup.ASLEEP, type="button", hidden=ended)[
                self.words["tight"]
            ],
            h.button(".night-again", markup.ASLEEP, type="button")[self.words["again"]],
        ]

    def _strip(self, kind: str) -> h.Element:
        say = self.words["strip"][kind]
        hidden = self.place not in KINDS[kind] or self.step == "help"
        return h.div(".night-strip", data_kind=kind, hidden=hidden)[
            h.p(data_row=signs(kind, "now"))[markup.rich(say["now"])],
            h.p(data_row=signs(kind, "today"))[
                markup.rich(say["today"], minutes=minutes()),
                " ",
                h.button(".night-signs", markup.ASLEEP, type="button")[self.words["signs"]],
            ],
        ]

    def _whose(self, kind: str) -> str:
        return " · ".join(self.words["places"][place] for place in KINDS[kind])

    def _shown(self, places: tuple[str, ...], step: str) -> dict[str, Any]:
        """Return a screen's attributes; it is hidden unless it is the one that stands now."""
        here = self.place in places and self.step == step
        kind = f"night-step night-{'step' if step in STEPS else step}"
        shown = {"class": kind, "data-place": " ".join(places), "data-step": step}
        return shown | {"hidden": not here}


def steps() -> dict[tuple[str, str], dict[Any, Any]]:
    """Return the rows of first_aid that are steps, by place and step."""
    rows = tables.load("first_aid").dropna(subset=["step"]).to_dict("records")
    return {(str(row["place"]), str(row["step"])): row for row in rows}


def minutes() -> int:
    """Return how long a plain cramp lasts at most, in minutes."""
    return int(tables.row(*LONGEST.split(":"))["value"])


def ache() -> str:
    """Return for how many hours a cramp may ache afterwards, as its row writes it."""
    told = str(tables.row("differential", "night_leg_cramp")["how_long_en"])
    return "".join(re.findall(r"(\d+) hours", told)[:1])


def signs(kind: str, level: str) -> str:
    """Return the keys of the danger signs of a kind of place at a level."""
    longest: Iterator[str] = iter([LONGEST] if (kind, level) == ("leg", "today") else [])
    return " ".join((*(f"warning_signs:{one}" for one in SIGNS[kind][level]), *longest))
