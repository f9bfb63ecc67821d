"""Panel: people like you, 100 of them, filled by the share that a survey found.

Two kinds: night leg cramps, with those of 5 nights or more marked apart, and low back pain. Only
groups that the table has are offered: no share of one group is laid over another's.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import population
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.guess import replies
from spasmlab.text import words

MODEL = "evidence.population"
KINDS = {  # the table a kind reads, and the outcomes it shows, widest first
    "night_cramps": ("leg_cramps", ("any", "freq")),
    "back_pain": ("back_pain", ("low_back_pain",)),
}
SEXES = {"all": "all", "F": "female", "M": "male"}
NAMES = {"all": "everyone", "F": "women", "M": "men"}
SIDE = 46  # of the square that one of the 100 stands in; the figure is that of chart.js
PERSON = (
    "M-6.6-9a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0-13.2 0zM-10.5 15v-5.5a10.5 10.5 0 0 1 21 0v5.5z"
)


class Population(Panel):
    """100 people of one sex and age, and how many of them have a problem.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    kind
        "night_cramps" or "back_pain".
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    sex, age
        The group: "all", "F" or "M", and its first and last year of age, as "40_59".
    """

    kind = t.Enum(list(KINDS)).tag(sync=True)
    after = t.Unicode().tag(sync=True)
    sex = t.Unicode("all").tag(sync=True)
    age = t.Unicode("20_80").tag(sync=True)
    groups: t.List[dict[str, Any]] = t.List().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``

    def __init__(
        self,
        language: str = "en",
        *,
        kind: str = "night_cramps",
        key: str = "population",
        after: str = "",
        **traits: Any,
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
        groups = _groups(kind, words("population", language))
        told = replies(after, language)
        super().__init__(
            language, key, kind=kind, after=after, replies=told, groups=groups, **traits
        )

    @t.validate("sex", "age")
    def _known(self, proposal: Any) -> str:
        trait = proposal["trait"]
        known = {group[trait.name] for group in self.groups}
        return str(proposal["value"] if proposal["value"] in known else trait.default_value)

    def markup(self) -> h.Element:
        say, group = self.words[self.kind], self._group()
        sexes = [
            (sex, self.words[name])
            for sex, name in SEXES.items()
            if any(one["sex"] == sex for one in self.groups)
        ]
        ages = [(one["age"], one["ages"]) for one in self._of(group["sex"])]
        return markup.frame(
            "population",
            self.key,
            say["title"],
            markup.lock(self.words["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.radios(
                        "sex", self.words["sex"], sexes, group["sex"], f"p-{self.key}-sex"
                    ),
                    markup.listing(self.key, "age", self.words["age"], ages, group["age"]),
                    h.p(".population-note", hidden=len(ages) > 1)[self.words["no_ages"]],
                    self._counts(group),
                ],
                self._picture(group),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(group), MODEL),
                markup.verdict(),
                h.p(".population-survey", data_row=group["rows"][0])[
                    markup.fill(say["survey"], **group["holes"])
                ],
                markup.tools(self._heard(), self._table()),
            ],
        )

    def _group(self) -> dict[str, Any]:
        """Return the group chosen: the widest of its sex, where its age is not told apart."""
        found = self._of(self.sex)
        return next((one for one in found if one["age"] == self.age), found[0])

    def _of(self, sex: str) -> list[dict[str, Any]]:
        return [group for group in self.groups if group["sex"] == sex]

    def _heard(self) -> dict[str, Any]:
        return {"tools": {**self.words["tools"], "hear": self.words["hear_ages"]}}

    def _sentence(self, group: dict[str, Any]) -> Any:
        say = self.words[self.kind]
        return markup.rich(f"{say['reading']} {say['chance']}", **group["holes"])

    def _counts(self, group: dict[str, Any]) -> h.Element:
        """Return the counts beside the picture, each with the mark that stands for it."""
        say = self.words[self.kind]
        both = " ".join(group["rows"])  # few: those in the one that are not in the other
        rows = {"often": group["rows"][-1], "few": both, "none": group["rows"][0]}
        return h.ul(".population-counts")[
            (
                h.li(data_row=rows[mark], data_mark=mark)[
                    h.svg(viewBox="-14 -18 28 36", aria_hidden="true")[
                        h.path(class_=f"person-one is-{mark}", d=PERSON)
                    ],
                    h.b[str(group["marks"][mark])],
                    h.span[say[mark]],
                ]
                for mark in group["marks"]
            )
        ]

    def _picture(self, group: dict[str, Any]) -> h.Element:
        say, name = self.words[self.kind], f"p-{self.key}-people"
        marks = [mark for mark, count in group["marks"].items() for _ in range(count)]
        return h.figure(".panel-chart", data_row=" ".join(group["rows"]))[
            h.figcaption(".chart-caption")[markup.fill(say["chart"], **group["holes"])],
            h.svg(
                ".population-people",
                viewBox=f"0 0 {10 * SIDE} {10 * SIDE}",
                role="img",
                aria_labelledby=f"{name}-title",
                aria_describedby=f"{name}-desc",
            )[
                h.title(id=f"{name}-title")[markup.fill(say["chart"], **group["holes"])],
                h.Element("desc")(id=f"{name}-desc")[
                    markup.fill(say["reading"], **group["holes"]).replace("**", "")
                ],
                (
                    h.path(
                        class_=f"person-one is-{mark}",
                        d=PERSON,
                        transform=f"translate({_middle(at % 10)} {_middle(at // 10)})",
                    )
                    for at, mark in enumerate(marks)
                ),
            ],
        ]

    def _table(self) -> h.Element:
        say = self.words[self.kind]
        names = [name for name in ("any", "often") if f"head_{name}" in say]
        heads = [self.words["head_group"]]
        heads += [say[f"head_{name}{end}"] for name in names for end in ("", "_range")]
        return h.table(data_model=MODEL)[
            h.caption[say["title"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[(self._line(group, names) for group in self.groups)],
        ]

    def _line(self, group: dict[str, Any], names: list[str]) -> h.Element:
        holes = group["holes"]
        return h.tr(data_row=group["rows"][0])[
            h.th(scope="row")[holes["group"]],
            (
                [h.td(data_row=row)[holes[name]], h.td(data_row=row)[holes[f"{name}_range"]]]
                for name, row in zip(names, group["rows"], strict=True)
            ),
        ]


def _middle(place: int) -> float:
    return SIDE * (place + 0.5)


def _groups(kind: str, say: markup.Words) -> list[dict[str, Any]]:
    """Return the groups of a table, everyone first, each with its sentence's numbers."""
    problem, outcomes = KINDS[kind]
    asked = [population.groups(problem, outcome) for outcome in outcomes]
    found = [_described(problem, same, say) for same in zip(*asked, strict=True)]
    order = list(SEXES)
    return sorted(found, key=lambda group: order.index(group["sex"]))


def _described(
    problem: str, same: tuple[population.Group, ...], say: markup.Words
) -> dict[str, Any]:
    """Return one group as the page shows it; ``same`` is its share of each outcome."""
    first = same[0]
    kind = "ages_last" if first.age_high is None else "ages"
    ages = markup.fill(say[kind], low=first.age_low, high=first.age_high)
    any_, often = first.people, same[-1].people if len(same) > 1 else 0
    holes = {
        "group": markup.fill(say[NAMES[first.sex]], ages=ages),
        "n": f"{first.measured:,}".replace(",", say["thousands"]),
    }
    for name, one in zip(("any", "often"), same, strict=False):
        low, high = one.range
        holes |= {name: str(one.people), f"{name}_low": str(low), f"{name}_high": str(high)}
        holes[f"{name}_range"] = markup.fill(say["range"], low=low, high=high)
    marks = {"often": often, "few": any_ - often, "none": 100 - any_}
    return {
        "sex": first.sex,
        "age": f"{first.age_low}_{first.age_high or 80}",
        "ages": ages,
        "holes": holes,
        "marks": marks if len(same) > 1 else {name: marks[name] for name in ("few", "none")},
        "rows": [f"{problem}_prevalence:{one.id}" for one in same],
    }
