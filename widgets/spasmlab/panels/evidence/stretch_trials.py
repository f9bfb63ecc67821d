"""Panel: two weeks with a plan or without it, as two trials of stretching that disagree have them.

Each mark is one cramp more or fewer: what holds even at the careful end of the range, what is so
on average, and what may be at the far end. Every strip is in the markup; the module shows those
that are chosen. Averages of groups of people: nothing here says how one person's nights will go.
"""

import math
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence.effects import effect
from spasmlab.evidence.nights import FORTNIGHT, Nights, over
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.guess import replies

MODEL = "evidence.nights"
TRIALS = {"smaller": "calf_stretch_prophylactic_01", "larger": "calf_stretch_prophylactic_03"}
HARMS = {"smaller": "calf_stretch_prophylactic_h1", "larger": "calf_stretch_prophylactic_h3"}
UNTRIED = "calf_stretch_acute_02"  # stretching to stop a cramp at night
CHOICES = ("both", *TRIALS)
PLANS = ("stretch", "none")
KINDS = ("sure", "likely", "could")  # a mark: at the careful end, on average, at the far end
WEEK = 7
ROWS = {  # what is told of both trials beside each other -> the row that says it of each
    "who": ("prognosis:nlc_stretch_trial_start", "effects:calf_stretch_prophylactic_03"),
    "did": ("effects:calf_stretch_prophylactic_01", "effects:calf_stretch_prophylactic_03"),
    "against": ("effects:calf_stretch_prophylactic_01", "effects:calf_stretch_prophylactic_03"),
    "cramps": None,  # worked out, by plan
    "harm": tuple(f"effects:{row}" for row in HARMS.values()),
    "time": ("treatments:calf_stretch_prophylactic", "effects:calf_stretch_prophylactic_03"),
    "doubt": ("effects:calf_stretch_prophylactic_01", "effects:calf_stretch_prophylactic_03"),
}


class StretchTrials(Panel):
    """Fourteen average nights of those who stretched against those who did not, in two trials.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    after
        The question that is guessed before this panel opens, or "" for none.
    plan
        Whose nights are counted: "stretch" or "none".
    trial
        The trial shown: "smaller", "larger", or "both".
    """

    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    plan = t.Unicode("stretch").tag(sync=True)
    trial = t.Unicode("both").tag(sync=True)
    says = t.Dict().tag(sync=True)  # plan -> trial -> sentence
    rows: t.List[list[Any]] = t.List().tag(sync=True)  # of the file

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        self._language = language
        told = replies(after, language)
        super().__init__(language, "stretch_trials", after=after, replies=told, **traits)
        self.says = {plan: {one: self._says(plan, one) for one in CHOICES} for plan in PLANS}
        self.rows = [list(line) for line in self._file()]

    @t.validate("plan", "trial")
    def _known(self, proposal: Any) -> str:
        trait = proposal["trait"]
        known = PLANS if trait.name == "plan" else CHOICES
        return str(proposal["value"] if proposal["value"] in known else trait.default_value)

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "stretch_trials",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[self._controls(), self._key()],
                h.figure(".panel-chart", data_model=MODEL)[
                    h.figcaption(".chart-caption")[markup.fill(say["caption"], nights=FORTNIGHT)],
                    (self._strip(trial, plan) for trial in TRIALS for plan in PLANS),
                    h.p(".strip-note")[say["spread"]],
                ],
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._says(self.plan, self.trial)), MODEL),
                markup.verdict(),
                h.p(".strip-average")[say["average"]],
                self._facts(),
                self._told(),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _controls(self) -> h.Node:
        say, name = self.words, f"p-{self.key}"
        plans = [(one, say[one]) for one in PLANS]
        trials = [(one, say[one]) for one in CHOICES]
        return [
            markup.radios("plan", say["plan"], plans, self.plan, f"{name}-plan"),
            markup.radios("trial", say["trial"], trials, self.trial, f"{name}-trial"),
        ]

    def _key(self) -> h.Element:
        """Return what each mark stands for."""
        return h.ul(".strip-key")[
            (
                h.li[h.i(class_=f"cramp is-{kind}", aria_hidden="true"), self.words[f"mark_{kind}"]]
                for kind in KINDS
            )
        ]

    # The strips

    def _strip(self, trial: str, plan: str) -> h.Element:
        """Return the two weeks of one trial, of those with a plan or without."""
        say, row = self.words, effect(TRIALS[trial])
        found, holes = self._found(trial, plan), self._holes(trial, plan)
        away = plan != self.plan or self.trial not in ("both", trial)
        up, down = marks(found)
        return h.div(".strip", data_trial=trial, data_plan=plan, hidden=away)[
            h.p(".strip-head")[
                h.span(data_row=f"effects:{row.id}")[
                    markup.fill(say[f"head_{trial}"], people=row.people)
                ],
                h.b[holes["change"]],
                h.span[markup.fill(say["range"], range=holes["range"])],
            ],
            h.div(
                ".strip-nights",
                role="img",
                aria_label=markup.fill(say["picture"], trial=say[f"name_{trial}"], **holes),
            )[
                h.span(".strip-side")[h.span[say["more"]], h.span[say["fewer"]]],
                (_week(up[at : at + WEEK], down[at : at + WEEK]) for at in (0, WEEK)),
            ],
        ]

    def _found(self, trial: str, plan: str) -> Nights:
        found = over(effect(TRIALS[trial]))
        return found if plan == "stretch" else found.turned

    def _holes(self, trial: str, plan: str) -> dict[str, str]:
        found = self._found(trial, plan)
        return {
            "change": self._counted(found.change),
            "cramps": self._cramps(found.change),
            "range": self._between(found.low, found.high),
            "nights": str(found.nights),
        }

    def _counted(self, cramps: int) -> str:
        word = "none_more" if cramps == 0 else "some_more" if cramps > 0 else "some_fewer"
        return markup.fill(self.words[word], cramps=abs(cramps))

    def _cramps(self, change: int) -> str:
        number = "one" if abs(change) == 1 else "many"
        word = f"{number}_{'more' if change > 0 else 'fewer'}" if change else "none_cramps"
        return markup.fill(self.words[word], cramps=abs(change))

    def _between(self, low: int, high: int) -> str:
        """Return both ends in words, the nearer one to no difference first if it is a fewer."""
        if low < 0 < high:
            return markup.fill(self.words["to"], low=self._counted(low), high=self._counted(high))
        near, far = (low, high) if low >= 0 else (high, low)
        return markup.fill(self.words["to"], low=abs(near), high=self._counted(far))

    # The words

    def _says(self, plan: str, trial: str) -> str:
        """Return the sentence about a choice; for both trials, one after the other."""
        told = [one for one in TRIALS if trial in ("both", one)]
        found = []
        for one in told:
            clear = "clear" if self._found(one, plan).clear else "unclear"
            sentence = f"{self.words[f'reading_{one}_{plan}']} {self.words[clear]}"
            found.append(markup.fill(sentence, **self._holes(one, plan)))
        return " ".join(found)

    def _facts(self) -> h.Element:
        """Return both trials beside each other: benefit, harm and doubt in one size."""
        say = self.words["facts"]
        return h.table(".strip-facts", data_model=MODEL)[
            h.caption[say["caption"]],
            h.thead[
                h.tr[
                    h.td,
                    (h.th(scope="col")[self.words[f"name_{trial}"]] for trial in TRIALS),
                ]
            ],
            h.tbody[(self._fact(name, rows) for name, rows in ROWS.items())],
        ]

    def _fact(self, name: str, rows: tuple[str, ...] | None) -> h.Element:
        say = self.words["facts"]
        cells: list[h.Element] = []
        for at, trial in enumerate(TRIALS):
            if rows is None:
                text = markup.fill(say[name], **self._holes(trial, "stretch"))
                cells.append(h.td(data_model=MODEL)[text])
            elif name == "harm":
                cells.append(h.td(data_row=rows[at])[effect(HARMS[trial]).finding[self._language]])
            else:
                cells.append(h.td(data_row=rows[at])[say[f"{name}_{trial}"]])
        return h.tr(data_fact=name)[h.th(scope="row")[say[f"head_{name}"]], cells]

    def _told(self) -> h.Element:
        """Return what is known of the two trials, what is not, and what that means for a reader."""
        say, apart = self.words, "disagreements:stretching"
        tried = h.span(data_row=f"effects:{UNTRIED}")[effect(UNTRIED).finding[self._language]]
        return h.ul(".strip-known")[
            h.li(data_row=apart)[markup.rich(say["known"])],
            h.li[h.span(data_row=apart)[markup.rich(say["unknown"])], " ", tried],
            h.li(data_row=" ".join(f"effects:{row}" for row in TRIALS.values()))[
                markup.rich(say["means"])
            ],
        ]

    def _table(self) -> h.Element:
        head, *lines = self._file()
        return markup.table(self.words["title"], head, lines, MODEL)

    def _file(self) -> list[tuple[str, ...]]:
        """Return each trial and plan as numbers, under their heads."""
        say = self.words
        heads = ("study", "plan", "change", "low", "high", "row")
        lines = [tuple(say[f"col_{name}"] for name in heads)]
        for trial, identity in TRIALS.items():
            for plan in PLANS:
                one = self._found(trial, plan)
                numbers = [markup.number(number) for number in (one.change, one.low, one.high)]
                lines.append((say[f"name_{trial}"], say[plan], *numbers, identity))
        return lines


def marks(found: Nights) -> tuple[list[list[str]], list[list[str]]]:
    """Return the marks above the line (cramps more) and below it (fewer), a list a night.

    Each kind is spread as evenly as the nights allow; a second mark comes once all have one.
    """
    sides = []
    for sign in (1, -1):
        ends = sorted(max(0, sign * end) for end in (found.low, found.high))
        average = max(0, sign * found.change)
        counts = (ends[0], average - ends[0], ends[1] - average)
        sides.append(_spread(dict(zip(KINDS, counts, strict=True)), found.nights))
    return sides[0], sides[1]


def _spread(counts: dict[str, int], nights: int) -> list[list[str]]:
    placed: list[list[str]] = [[] for _ in range(nights)]
    free = list(range(nights))
    for kind, count in counts.items():
        left = count
        while left > 0:
            free = free or list(range(nights))
            some = min(left, len(free))
            taken = [free[math.floor((at + 0.5) * len(free) / some)] for at in range(some)]
            for night in taken:
                placed[night].append(kind)
            free = [night for night in free if night not in taken]
            left -= some
    return placed


def _week(up: list[list[str]], down: list[list[str]]) -> h.Element:
    return h.span(".strip-week")[
        (
            h.span(".strip-night")[
                h.span(".strip-up")[(h.i(class_=f"cramp is-{kind}") for kind in reversed(above))],
                h.span(".strip-down")[(h.i(class_=f"cramp is-{kind}") for kind in below)],
            ]
            for above, below in zip(up, down, strict=True)
        )
    ]
