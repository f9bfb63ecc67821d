"""Panel: magnesium in food and night leg cramps, with one thing more counted at each step.

The same survey is asked four times: each time the comparison allows for more of what else differs
between people who eat much magnesium and people who eat little. Patients see which way the link
goes; the odds ratios, the numbers of people and the limits of the study are the student's.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import confounding, tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.text import words

MODEL = "evidence.confounding"
TABLE = "leg_cramps_associations"
RATIO = {"value": "odds_ratio", "low": "low", "high": "high"}
COUNTED, FIFTHS = "leg_cramps_by_magnesium", (1, 5)  # the adults who ate least and most of it
SMALL = 0.05  # a p below it stands out
OUTCOMES = {"any": "any", "frequent": "freq"}  # ours, and the table's
EXPOSURE, CONTROL = "mg100", "coff"  # magnesium in a day's food, and caffeine, both per 100 mg
STEPS = ("age_sex", "energy_race_bmi", "education_income", "disease")  # as the table names them
AXIS = (0.74, 1 / 0.74)  # odds ratios at the ends of the drawing: none is its middle
TICKS = (0.8, 0.9, 1.0, 1.1, 1.2)
CHANGES = {  # what became of the link, from one step to the next
    ("none", "none"): "still_none",
    ("none", "fewer"): "appears",
    ("fewer", "fewer"): "stays",
    ("fewer", "none"): "fades",
}
STUDENT = {"data-voices": "student"}  # ratios are never a patient's text


class Adjustment(Panel):
    """Four steps of counting what else may be behind a link, and the link that each leaves.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    outcome
        "any" cramp in the past month, or "frequent": on 5 nights or more.
    step
        How much is counted: a name of ``STEPS``; those before it are counted too.
    """

    outcome = t.Enum(list(OUTCOMES), "any").tag(sync=True)
    step = t.Enum(STEPS, STEPS[0]).tag(sync=True)
    after = t.Unicode().tag(sync=True)
    axis = t.List(t.Float(), list(AXIS)).tag(sync=True)
    ticks = t.List(t.Float(), list(TICKS)).tag(sync=True)
    rungs = t.Dict().tag(sync=True)  # the steps of each outcome
    controls = t.Dict().tag(sync=True)  # for each outcome, what should have shown nothing
    counts = t.Dict().tag(sync=True)  # for each outcome, people of 100 who ate least and most

    def __init__(
        self, language: str = "en", *, key: str = "adjustment", after: str = "", **traits: Any
    ) -> None:
        say = words("adjustment", language)
        super().__init__(
            language,
            key,
            after=after,
            rungs={name: _ladder(name, say) for name in OUTCOMES},
            controls={name: _control(name) for name in OUTCOMES},
            counts={name: _counted(name) for name in OUTCOMES},
            **traits,
        )

    def markup(self) -> h.Element:
        say = self.words
        outcomes = [(name, say[name]) for name in OUTCOMES]
        group = f"p-{self.key}-outcome"
        return markup.frame(
            "adjustment",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.radios("outcome", say["outcome"], outcomes, self.outcome, group),
                    self._steps(),
                ],
                markup.chart(self.key, say, say["axis"], self._rung()["row"]),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL),
                self._people(),
                h.p(".adjustment-lesson")[say["lesson"]],
                self._student(),
                markup.tools(self._heard(), self._table()),
            ],
        )

    def _rung(self) -> dict[str, Any]:
        rung: dict[str, Any] = self.rungs[self.outcome][STEPS.index(self.step)]
        return rung

    def _heard(self) -> dict[str, Any]:
        return {"tools": {**self.words["tools"], "hear": self.words["hear_steps"]}}

    def _steps(self) -> h.Element:
        """Return the steps to choose from, one below the other, and a button to the next."""
        say = self.words
        return h.div[
            h.fieldset(".pick.adjustment-steps", data_control="step")[
                h.legend[say["steps"]],
                (
                    h.label[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-step",
                            value=name,
                            checked=name == self.step,
                        ),
                        h.span[say["step"][name]],
                    ]
                    for name in STEPS
                ),
            ],
            h.button(".button.adjustment-next", markup.ASLEEP, type="button")[
                say["again" if self.step == STEPS[-1] else "next"]
            ],
        ]

    def _sentence(self) -> Any:
        told = " ".join(_look(self.words, name) for name in self._rung()["says"])
        return markup.rich(told, cramps=self.words["cramps"][self.outcome])

    def _people(self) -> h.Element:
        """Return how many of 100 had cramps of those who ate least and most, as counted."""
        say, counted = self.words, self.counts[self.outcome]
        cramps = say["cramps"][self.outcome]
        return h.p(".adjustment-people", data_row=counted["row"])[
            markup.rich(say["people"], cramps=cramps, **counted["shown"])
        ]

    def _student(self) -> h.Element:
        """Return the numbers of this step, and why they prove little."""
        say, rung, control = self.words, self._rung(), self.controls[self.outcome]
        return h.div(".adjustment-student", STUDENT)[
            h.p(".adjustment-ratio", role="status", data_row=rung["row"])[
                markup.rich(say["ratio"], **rung["shown"])
            ],
            h.p(".adjustment-counted")[say["counted"][self.step]],
            h.ul[
                h.li(data_model=MODEL)[markup.fill(say["looks"], **_looks())],
                h.li(".adjustment-control", data_row=control["row"])[
                    markup.fill(say["control"], **control["shown"])
                ],
                h.li[say["limits"]],
            ],
        ]

    def _table(self) -> h.Element:
        """Return what each step shows, in words; a student's has the ratios too."""
        say = self.words
        return h.table(data_model=MODEL)[
            h.caption[say["table"]],
            h.thead[
                h.tr[
                    h.th(scope="col")[say["head_step"]],
                    (h.th(scope="col")[say[name]] for name in OUTCOMES),
                    (h.th(STUDENT, scope="col")[say[f"ratio_{name}"]] for name in OUTCOMES),
                ]
            ],
            h.tbody[(self._line(at, step) for at, step in enumerate(STEPS))],
        ]

    def _line(self, at: int, step: str) -> h.Element:
        say, both = self.words, [self.rungs[name][at] for name in OUTCOMES]
        return h.tr[
            h.th(scope="row")[f"+ {say['step'][step]}" if at else say["step"][step]],
            (h.td(data_row=one["row"])[say[f"cell_{one['link']}"]] for one in both),
            (
                h.td(STUDENT, data_row=one["row"])[markup.fill(say["ratio_short"], **one["shown"])]
                for one in both
            ),
        ]


def _ladder(outcome: str, say: markup.Words) -> list[dict[str, Any]]:
    """Return one outcome's steps as the page shows them, and what is said at each."""
    steps = confounding.ladder(OUTCOMES[outcome], EXPOSURE).steps
    if (found := tuple(step.adjustment for step in steps)) != STEPS:
        raise ValueError(f"{TABLE}: {outcome} must have the steps {STEPS}, has {found}")
    links = [_link(step) for step in steps]
    return [
        _described(step, say) | {"link": links[at], "says": _says(links, at)}
        for at, step in enumerate(steps)
    ]


def _link(step: confounding.Step) -> str:
    """Return which way a link goes; more cramps with more magnesium has no sentence here."""
    if step.chance == "includes":
        return "none"
    if step.odds_ratio > 1:
        raise ValueError(f"{TABLE}: {step.id} is a link the other way: {step.odds_ratio}")
    return "fewer"


def _says(links: list[str], at: int) -> list[str]:
    """Return the names of a step's sentences: what is counted, what that did to the link."""
    now = links[at]
    if at == 0:
        told = "starts_link" if now == "fewer" else "starts_none"
    else:
        told = CHANGES[links[at - 1], now]
    return [f"count.{STEPS[at]}", told, *(["moral"] if at == len(links) - 1 else [])]


def _described(step: confounding.Step, say: markup.Words) -> dict[str, Any]:
    row = tables.row(TABLE, step.id)
    people, cases = int(row["n"]), int(row["events"])
    return {
        "row": f"{TABLE}:{step.id}",
        "value": step.odds_ratio,
        "low": step.low,
        "high": step.high,
        "people": people,
        "cases": cases,
        "shown": {
            **{"value": _two(step.odds_ratio), "low": _two(step.low), "high": _two(step.high)},
            **{"people": _grouped(people, say), "cases": _grouped(cases, say)},
        },
    }


def _control(outcome: str) -> dict[str, Any]:
    """Return the exposure that should have shown nothing."""
    table = tables.load(TABLE)
    (row,) = table[table["exposure"].eq(CONTROL) & table["outcome"].eq(OUTCOMES[outcome])].to_dict(
        "records"
    )
    shown = {name: _two(row[column]) for name, column in RATIO.items()}
    return {"row": f"{TABLE}:{row['id']}", "shown": shown}


def _counted(outcome: str) -> dict[str, Any]:
    """Return how many of 100 had cramps among the fifths that ate least and most, as counted."""
    ids = [f"fifth_{fifth}_{OUTCOMES[outcome]}" for fifth in FIFTHS]
    few, many = (f"{tables.row(COUNTED, one)['percent']:.0f}" for one in ids)
    return {
        "row": " ".join(f"{COUNTED}:{one}" for one in ids),
        "shown": {"least": few, "most": many},
    }


def _looks() -> dict[str, int]:
    """Return how many models were run, and how many of them stood out."""
    table = tables.load(TABLE)
    return {"models": len(table), "small": int(table["p"].lt(SMALL).sum())}


def _two(ratio: float) -> str:
    """Return a ratio to a hundredth, halves up, as it is printed in the table."""
    return str(Decimal(str(ratio)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _grouped(count: int, say: markup.Words) -> str:
    return f"{count:,}".replace(",", say["thousands"])


def _look(say: markup.Words, name: str) -> str:
    first, _, then = name.partition(".")
    return str(say[first][then] if then else say[first])
