"""Panel: a forest plot for students: results side by side on one axis, and none of them pooled.

A topic is one or more groups; a group has one outcome, measure, unit and scale, and so one axis.
What is unlike stands in another group. It is drawn without a script, in per cent of its width.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import effects as rules
from spasmlab.evidence import tables
from spasmlab.evidence.effects import Effect, EvidenceError, effect, effects
from spasmlab.evidence.results import NO_DIFFERENCE
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.forest_axis import Axis, axis, scale, strip
from spasmlab.panels.evidence.result import cited, plain, span
from spasmlab.text import words

MODEL = "evidence.effects"
Group = tuple[Effect, ...]
TOPICS: dict[str, tuple[tuple[str, ...], ...]] = {
    "acute_pain": (("ibuprofen_01", "cyclobenzaprine_01", "acetaminophen_02"),),
    "acute_unwanted": (("ibuprofen_04", "cyclobenzaprine_03", "baclofen_02"),),
    "exercise": (("exercise_chronic_01",), ("exercise_chronic_02",), ("exercise_chronic_03",)),
    "stretching": (("calf_stretch_prophylactic_01",), ("calf_stretch_prophylactic_03",)),
    "pregnancy_risk": (("magnesium_pregnancy_05",), ("magnesium_pregnancy_06",)),
    "pregnancy_odds": (("magnesium_pregnancy_04",), ("magnesium_pregnancy_03",)),
    "stimulation": (
        ("spinal_cord_stimulation_02",),
        ("spinal_cord_stimulation_06",),
        ("spinal_cord_stimulation_05",),
    ),
}
ALIKE = ("measure", "outcome", "unit", "scale", "better")  # what the rows of one axis share
HOW = ("keys", "how", "notice", "not_pooled")
COLUMNS = (  # of the data to take away
    *("id", "treatment", "condition", "outcome", "comparator", "measure", "value", "low", "high"),
    *("unit", "better", "noticeable", "timepoint", "trials", "people", "certainty", "source"),
)


class Forest(Panel):
    """Results with their intervals, a topic at a time; each row can be chosen and read.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    rows
        Ids of ``effects`` for one axis of your own, in place of the topics that come with it.
    groups
        Several such lists: an axis each.
    outcome, condition
        Or a code of each: every result of it, one axis for each measure and scale.
    topic, row
        What is chosen; also what a visitor chose.
    key
        The panel's name in the page's address; unique on a page.
    """

    topic = t.Unicode().tag(sync=True)
    row = t.Unicode().tag(sync=True)
    topics = t.Dict().tag(sync=True)  # a topic: the ids of its rows, in order
    says = t.Dict().tag(sync=True)  # a row: its sentence
    data = t.Dict().tag(sync=True)  # a topic: its rows to take away, a head first

    def __init__(
        self,
        language: str = "en",
        *,
        rows: Iterable[str] = (),
        groups: Iterable[Iterable[str]] = (),
        outcome: str = "",
        condition: str = "",
        key: str = "forest",
        **traits: Any,
    ) -> None:
        asked = [list(rows)] if rows else [list(group) for group in groups]
        asked = of_outcome(outcome, condition) if outcome and not asked else asked
        self._topics = {
            name: topic(found) for name, found in ({"own": asked} if asked else TOPICS).items()
        }
        self._language = language
        super().__init__(language, key, **traits)

    @t.default("topic")
    def _first_topic(self) -> str:
        return next(iter(self._topics))

    @t.validate("topic", "row")
    def _known(self, proposal: Any) -> str:
        known = self._topics if proposal["trait"].name == "topic" else {"": None, **self._by_id()}
        return str(proposal["value"] if proposal["value"] in known else next(iter(known)))

    def _by_id(self) -> dict[str, Effect]:
        return {row.id: row for groups in self._topics.values() for row in _flat(groups)}

    def markup(self) -> h.Element:
        say = self.words
        self.topics = {name: [r.id for r in _flat(all_)] for name, all_ in self._topics.items()}
        self.says = {name: self._sentence(row) for name, row in self._by_id().items()}
        self.data = {name: _data(_flat(all_)) for name, all_ in self._topics.items()}
        ids = self.topics[self.topic]
        chosen = self.row if self.row in ids else ids[0]
        names = [(name, self._name_of(name)) for name in self._topics]
        tables_ = h.div[(self._table(name) for name in self._topics)]
        return markup.frame(
            "forest",
            self.key,
            say["title"],
            h.div(".forest-body")[
                len(names) > 1
                and markup.listing(self.key, "topic", say["topic"], names, self.topic),
                (self._plot(name, chosen) for name in self._topics),
                h.p(".forest-how")[" ".join(say[part] for part in HOW)],
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self.says[chosen]), MODEL),
                markup.tools(say, tables_, sound=False),
            ],
        )

    def _plot(self, name: str, chosen: str) -> h.Element:
        """Return a topic's groups, under each other; a hidden one is another topic's."""
        groups = self._topics[name]
        alike_ = {row.better for row in _flat(groups)} == {"higher"}
        about = [self.words["about"].get(name), alike_ and self.words["more_better"]]
        most = max(
            (row.people or 0 for row in _flat(self._topics[name]) if row.interval), default=0
        )
        return h.div(".forest-topic", data_topic=name, hidden=name != self.topic)[
            any(about) and h.p[" ".join(filter(None, about))],
            h.fieldset(".forest-rows", data_control="row")[
                h.legend(".unseen")[f"{self.words['rows']}: {self._name_of(name)}"],
                (self._group(group, name, chosen, most, alike_) for group in groups),
            ],
        ]

    def _group(self, group: Group, name: str, chosen: str, most: int, told: bool) -> h.Element:
        """Return the rows of an axis; where better is to the right, say so unless it is told."""
        drawn = [row for row in group if row.interval]
        on = axis(drawn) if drawn else None
        turned = bool(on) and group[0].better == "higher" and not told
        return h.figure(".forest-group")[
            h.figcaption[self._head(group[0])],
            (self._row(row, name, row.id == chosen, on, most) for row in group),
            self._foot(on, group[0]) if on else None,
            turned and h.p(".forest-turned")[self.words["more_better"]],
        ]

    def _row(self, row: Effect, name: str, chosen: bool, on: Axis | None, most: int) -> h.Element:
        radio = {"type": "radio", "name": f"p-{self.key}-{name}", "value": row.id}
        return h.label(".forest-row", data_row=f"effects:{row.id}")[
            h.input(markup.ASLEEP, radio, checked=chosen),
            h.span(".forest-name")[self._name(row), " ", h.small[self._against(row)]],
            strip(row, on, most)
            if on and row.interval
            else h.span(".forest-strip.forest-bare")[self.words["bare"]],
            h.span(".forest-number")[self._number(row)],
        ]

    def _foot(self, on: Axis, row: Effect) -> h.Element:
        """Return the axis, and who is favoured left and right of no difference."""
        say, sides = self.words, ["favours_treatment", "favours_comparator"]
        left, right = sides if row.better == "lower" else reversed(sides)
        ends = h.span(".forest-ends")[h.span["← ", say[left]], " ", h.span[say[right], " →"]]
        return h.div(".forest-foot", data_model=MODEL)[h.span[scale(on), ends]]

    def _head(self, row: Effect) -> str:
        outcome = words("outcomes", self._language)[row.outcome]["name"]
        measure = self.words["measures"][row.measure]
        return ", ".join(part for part in (outcome, measure, self._unit(row)) if part)

    def _unit(self, row: Effect) -> str:
        units = self.words["units"]
        if row.scale:
            return markup.fill(units["scale"], low=plain(row.scale[0]), high=plain(row.scale[1]))
        return str(units.get(row.unit, row.unit))

    def _name_of(self, topic: str) -> str:
        return str(self.words["own"] if topic == "own" else self.words["topics"][topic])

    def _name(self, row: Effect) -> str:
        """Return what a row is of: for a whole class of drugs, the class."""
        plain_name = tables.row("treatments", row.treatment)[f"plain_{self._language}"]
        return str(self.words["names"].get(row.id, plain_name))

    def _against(self, row: Effect) -> str:
        say, time = self.words, words("fact_box", self._language)["time"]
        when = span(row.days, time) if row.days else say["unstated"]
        others = words("comparators", self._language).get(row.comparator, "")
        return markup.fill(say["against"], comparator=others, when=when) if others else str(when)

    def _number(self, row: Effect) -> str:
        if row.interval is None:
            return _plain(row.value)
        low, high = map(plain, row.interval)
        return markup.fill(self.words["interval"], value=_plain(row.value), low=low, high=high)

    def _sentence(self, row: Effect) -> str:
        """Return a row in words: the estimate, chance, what people notice, and how sure."""
        say, (low, high) = self.words, map(plain, row.interval or (0, 0))
        kind = "reading" if row.interval else "reading_bare"
        holes = {"name": self._name(row), "against": self._against(row), "what": self._head(row)}
        said = [markup.fill(say[kind], value=_plain(row.value), low=low, high=high, **holes)]
        said += [say[rules.chance(row)]] if row.interval else []
        least = "" if row.noticeable is None else plain(row.noticeable)
        said += [markup.fill(say["noticed"].get(rules.noticeable(row), ""), least=least)]
        certainty = say["certainty"][row.certainty or "not_graded"]
        said += [markup.fill(say["size"], certainty=certainty, **self._counts(row))]
        return " ".join(part for part in said if part)

    def _counts(self, row: Effect) -> dict[str, str]:
        counts = {"trials": row.trials, "people": row.people}
        return {k: self.words["missing"] if n is None else str(n) for k, n in counts.items()}

    def _table(self, name: str) -> h.Element:
        say = self.words
        heads = [say[f"head_{head}"] for head in ("row", "value", "people", "certainty")]
        return h.table(data_model=MODEL, data_topic=name, hidden=name != self.topic)[
            h.caption[markup.fill(say["table"], topic=self._name_of(name))],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[(self._line(row) for row in _flat(self._topics[name]))],
        ]

    def _line(self, row: Effect) -> h.Element:
        counts, certainty = self._counts(row), row.certainty or "not_graded"
        return h.tr(data_row=f"effects:{row.id}")[
            h.th(scope="row")[f"{self._name(row)}, {self._against(row)}. {self._head(row)}"],
            h.td[self._number(row)],
            h.td[", ".join(counts.values())],
            h.td[self.words["certainty"][certainty], ", ", cited(row.source)],
        ]


def topic(groups: Iterable[Iterable[str]]) -> tuple[Group, ...]:
    """Return the rows of a topic's groups, or say which may not stand together, and why."""
    found = tuple(alike(effect(name) for name in group) for group in groups)
    rules.independent(_flat(found))
    return found


def alike(rows: Iterable[Effect]) -> Group:
    """Return the rows of one axis, or say what cannot be drawn, or what two do not share."""
    found = tuple(rows)
    for row in found:
        if row.measure not in NO_DIFFERENCE or row.measure == "percent_change":
            raise EvidenceError(f"effects: {row.id} is {row.measure}: it has no place on an axis")
        if not rules.shown(row) or row.value is None or not row.better:
            raise EvidenceError(f"effects: {row.id} has no number that was checked, or no better")
    for row in found[1:]:
        if unlike := [name for name in ALIKE if getattr(row, name) != getattr(found[0], name)]:
            each = (f"{n} {getattr(found[0], n)!r} and {getattr(row, n)!r}" for n in unlike)
            raise EvidenceError(f"effects: {found[0].id} and {row.id} differ: {'; '.join(each)}")
    return found


def of_outcome(outcome: str, condition: str) -> list[list[str]]:
    """Return the ids of all results of an outcome, each once, a list for each axis they need."""
    like = {"outcome": outcome} | ({"condition": condition} if condition else {})
    kept: dict[tuple[Any, ...], list[Effect]] = {}
    for row in effects(**like):
        others = [one for group in kept.values() for one in group]
        if _drawable(row) and not row.same_as and _adds(row, others):
            kept.setdefault(tuple(getattr(row, name) for name in ALIKE), []).append(row)
    if not kept:
        raise EvidenceError(f"effects has no result to draw of {like}")
    return [[row.id for row in group] for group in kept.values()]


def _drawable(row: Effect) -> bool:
    try:
        return row.interval is not None and bool(alike([row]))
    except EvidenceError:
        return False


def _adds(row: Effect, others: Sequence[Effect]) -> bool:
    """Return whether a row is a result of its own, and not one of the others from another side."""
    try:
        return bool(rules.independent([*others, row]))
    except EvidenceError:
        return False


def _flat(groups: Iterable[Group]) -> Group:
    return tuple(row for group in groups for row in group)


def _plain(value: float | None) -> str:
    return "" if value is None else plain(value)


def _data(rows: Group) -> list[list[Any]]:
    return [list(COLUMNS), *([getattr(row, name) for name in COLUMNS] for row in rows)]
