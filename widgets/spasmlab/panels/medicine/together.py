"""Panel: what a person takes and has -> each pair that needs a question first, worst first.

A tick means "yes" or "not sure": both count the same. Every check that these names can fill is
worked out here once by ``safety.medicines``; the module shows those whose names are all ticked. An
empty answer says that the list is not complete, and nothing is ever called safe. What is ticked is
kept by the module alone: no trait, so no server, hears of it, and no link holds it.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.safety.medicines import Check, medicine_checks, names
from spasmlab.text import words

MODEL = "safety.medicines"
GROUPS = {
    "pain": (
        *("acetaminophen", "cold_flu_product", "ibuprofen", "naproxen", "aspirin"),
        *("muscle_relaxant", "opioid"),
    ),
    "more": (
        *("anticoagulant", "low_dose_aspirin", "blood_pressure_pill", "diuretic", "steroid"),
        *("ssri", "lithium", "methotrexate", "benzodiazepine", "sleep_pill"),
        "sedating_antihistamine",
    ),
    "have": (
        *("stomach_ulcer", "kidney_disease", "liver_disease", "heart_disease"),
        *("high_blood_pressure", "asthma", "nsaid_allergy", "pregnancy", "age_60_or_over"),
        "alcohol",
    ),
}
ALL = tuple(name for group in GROUPS.values() for name in group)


class Together(Panel):
    """Lists to tick, and the checks that what is ticked fills.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    """

    checks: t.List[dict[str, Any]] = t.List().tag(sync=True)  # worst first
    rows = t.Dict().tag(sync=True)  # id: severity, its word, what can happen, what to do, source

    def __init__(self, language: str = "en", *, key: str = "together", **traits: Any) -> None:
        self.language = language
        self.ids = {said: name for name, said in names(language).items()}
        self.found = medicine_checks(ALL, (), language)
        self.safety = words("medicines", language)
        rows = {one.id: self._row(one) for one in self.found}
        checks = [self._sent(one) for one in self.found]
        super().__init__(language, key, checks=checks, rows=rows, **traits)
        said = {name: self.safety[name] for name in ("none_found", "one_found", "some_found")}
        self.words = {**self.words, **said}

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "together",
            self.key,
            say["title"],
            h.p(".together-how")[markup.rich(say["how"])],
            h.div(".together-body")[
                h.div(".together-ticks")[(self._group(name) for name in GROUPS)],
                h.div(".together-answer")[
                    markup.reading(markup.rich(say["empty"]), MODEL),
                    h.ol(".together-list"),
                    h.p(".together-after")[say["after"]],
                ],
            ],
            h.div(".panel-say")[markup.tools(say, self._table(), sound=False)],
        )

    def _group(self, name: str) -> h.Element:
        """Return one list to tick; all but the first are folded, to be calm at first."""
        known = names(self.language)
        boxes = (
            h.label(data_row=f"substances:{one}")[
                h.input(markup.ASLEEP, type="checkbox", value=one), h.span[known[one]]
            ]
            for one in GROUPS[name]
        )
        legend = self.words["groups"][name]
        return h.details(".together-group", open=name == "pain")[
            h.summary[legend],
            h.fieldset(data_control=name)[h.legend(".unseen")[legend], boxes],
        ]

    def _row(self, one: Check) -> dict[str, str]:
        return {
            "severity": one.severity,
            "word": self.safety["severity"][one.severity],
            "effect": one.effect,
            "action": one.action,
            "source": str(h.fragment[self._source(one)]),
        }

    def _source(self, one: Check) -> list[h.Node]:
        return [cited(one.source, self.language), ". ", self.safety["checked"][one.verification]]

    def _sent(self, one: Check) -> dict[str, Any]:
        return {"row": one.id, "things": list(one.things), "said": self._said(one)}

    def _said(self, one: Check) -> list[str]:
        """Return the things in words, each with the kinds for which the row is true."""
        known = names(self.language)
        return [
            markup.fill(
                self.safety["if_it_is"], name=known[thing], kinds=self.safety["or"].join(kinds)
            )
            if kinds
            else known[thing]
            for thing, kinds in zip(one.things, one.if_it_is, strict=True)
        ]

    def _table(self) -> h.Element:
        """Return every pair of these lists, for those who read without ticking."""
        say = self.words
        heads = [say[f"head_{name}"] for name in ("pair", "effect", "action")]
        return h.table[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr(data_row=self._keys(one))[
                        h.th(scope="row")[" + ".join(self._said(one))],
                        h.td[one.effect],
                        h.td[one.action],
                    ]
                    for one in self.found
                )
            ],
        ]

    def _keys(self, one: Check) -> str:
        """Return the rows that a check's numbers may come from: its own, and its names'."""
        kinds = (self.ids[kind] for kinds in one.if_it_is for kind in kinds)
        held = [f"substances:{name}" for name in (*one.things, *kinds)]
        return " ".join([f"interactions:{one.id}", *held])
