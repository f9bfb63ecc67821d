"""Panel: kinds of medicine ticked -> how strong the link with cramps is, what to do, what to ask.

Every kind has the same card: how strong, what was found, how many people, what to do. Where nobody
counted, the card says so in the same place and size. A link is no cause, and the panel never says
to stop a pill. What is ticked is kept by the module alone: no trait, so no server, hears of it, and
no link holds it.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

import htpy as h
import traitlets as t

from spasmlab.evidence.drug_causes import URGENCIES, DrugCause, drug_causes
from spasmlab.evidence.tables import row
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.panels.strength import FULL, strength
from spasmlab.text import words

MODEL = "evidence.drug_causes"
QUININE = "treatments:quinine"
GROUPS = {
    "water": ("thiazide_like_diuretics", "potassium_sparing_diuretics", "loop_diuretics"),
    "heart": (
        *("statins", "fibrates_colchicine_fusidic_acid_with_statins", "clofibrate", "arbs"),
        *("beta_blockers", "nifedipine_and_calcium_channel_blockers"),
    ),
    "lungs": (
        *("inhaled_long_acting_beta_agonists", "short_acting_beta_agonists", "corticosteroids"),
    ),
    "hormones": (
        *("conjugated_estrogens", "oral_contraceptives", "raloxifene", "teriparatide"),
        "bisphosphonates_denosumab",
    ),
    "nerves": (
        *("naproxen", "antipsychotics_and_anti_sickness_drugs", "cholinesterase_inhibitors"),
        *("tolcapone", "lithium", "stimulants", "sedative_or_alcohol_withdrawal"),
    ),
    "more": (
        *("ppis_long_term", "cimetidine", "laxatives_overuse_bowel_prep", "pyrazinamide"),
        *("amphotericin_b", "vincristine_cisplatin", "intravenous_iron_sucrose"),
    ),
}
ALL = tuple(name for group in GROUPS.values() for name in group)


class MyMedicines(Panel):
    """Kinds of medicine to tick, and a card for each: the most urgent first, then the strongest.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    """

    also: ClassVar[tuple[str, ...]] = ("clue_wheel",)  # whose marks of strength stand in it

    cards: t.List[dict[str, Any]] = t.List().tag(sync=True)  # in the order in which they are shown

    def __init__(self, language: str = "en", **traits: Any) -> None:
        self.language, self.made = language, {one.id: one for one in drug_causes()}
        super().__init__(language, "my_medicines", **traits)
        self.cards = [
            {
                "id": one.id,
                "row": one.row,
                "urgency": one.urgency,
                "html": str(h.fragment[self._card(one)]),
            }
            for one in in_order(self.made[name] for name in ALL)
        ]

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "my_medicines",
            self.key,
            say["title"],
            h.p(".med-how")[markup.rich(say["how"])],
            h.div(".med-body")[
                h.div(".med-ticks")[(self._group(name) for name in GROUPS)],
                h.div(".med-answer")[
                    markup.reading(markup.rich(say["empty"]), MODEL),
                    h.ul(".med-list"),
                    h.p(".med-missing")[
                        say["missing"], " ", words("strength", self.language)["reviewed"]
                    ],
                    h.h3[say["ask_head"]],
                    h.ul(".med-ask")[(h.li[one] for one in say["ask"])],
                ],
            ],
            self._quinine(),
            h.div(".panel-say")[markup.tools(say, self._table(), sound=False)],
        )

    def _group(self, group: str) -> h.Element:
        """Return one list to tick; all but the first are folded, to be calm at first."""
        legend = self.words["groups"][group]
        return h.details(".med-group", open=group == "water")[
            h.summary[legend],
            h.fieldset(data_control=group)[
                h.legend(".unseen")[legend],
                (
                    h.label(data_row=self.made[name].row)[
                        h.input(markup.ASLEEP, type="checkbox", value=name),
                        h.span[self.made[name].said["name"][self.language]],
                    ]
                    for name in GROUPS[group]
                ),
            ],
        ]

    def _card(self, one: DrugCause) -> Iterator[h.Element]:
        """Yield the same parts for every medicine, whatever is known of it."""
        said, say = {s: told[self.language] for s, told in one.said.items()}, self.words
        yield h.p(".med-name")[said["name"]]
        yield strength(one.strength, self.language)
        yield h.dl[
            h.dt[say["found"]],
            h.dd[said["link"]],
            h.dt[say["people"]],
            h.dd[self._count(one)],
            h.dt[say["do"]],
            h.dd(".med-do")[said["what_to_do"]],
        ]
        yield h.p(".med-source")[cited(one.source, self.language)]

    def _count(self, one: DrugCause) -> str:
        """Return how many people, or that nobody counted; a row not checked shows no number."""
        return str(self.words["counts"].get(one.id, self.words["no_count"]))

    def _quinine(self) -> h.Element:
        """Return why the study's cramp drug is no way out, always there."""
        told = row(*QUININE.split(":"))
        parts = (told[f"{part}_{self.language}"] for part in ("how", "caution", "living"))
        return h.section(".med-quinine", data_row=QUININE)[
            h.h3[self.words["quinine"]], (h.p[one] for one in parts)
        ]

    def _table(self) -> h.Element:
        """Return every kind, for those who read without ticking."""
        say, strong = self.words, words("strength", self.language)
        heads = (say["head_kind"], strong["head"], say["found"], say["people"], say["do"])
        return h.table[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr(data_row=one.row)[
                        h.th(scope="row")[one.said["name"][self.language]],
                        h.td[strong[one.strength]],
                        h.td[one.said["link"][self.language]],
                        h.td[self._count(one)],
                        h.td[one.said["what_to_do"][self.language]],
                    ]
                    for one in in_order(self.made.values())
                )
            ],
        ]


def in_order(some: Any) -> list[DrugCause]:
    """Return medicines with the most urgent advice first, then by how strong the link is."""
    return sorted(some, key=lambda one: (URGENCIES.index(one.urgency), -FULL[one.strength]))
