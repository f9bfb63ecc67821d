"""Panel: a back that wakes me. Which signs cannot wait, first; then ways to lie, turn and get up.

The signs are questions of ``data/facts.csv``; how urgent those ticked are is what the rules of
``data/warning_signs.csv`` give for back pain at night, the worst of every age: ``triage.js`` in the
page, ``triage.py`` here. A tick means "yes" or "not sure". One tick more never lowers the level,
since no rule has a "not". Nothing of it is kept, not in the address either, and no number of
unticked boxes is an all-clear.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.help.night_back_scenes import picture
from spasmlab.panels.help.signs import MARK
from spasmlab.panels.plan.night_card import CALLS
from spasmlab.safety.countries import link
from spasmlab.safety.signs import LEVELS
from spasmlab.safety.triage import Triage, assess, rules, shipped
from spasmlab.text import words

ADULTS, CHILDREN = (18, 40, 50, 60, 70, 90), (9, 15)  # ages at which rules on backs change
Facts = Mapping[str, Any]
SIGNS: Mapping[str, Mapping[str, Facts]] = MappingProxyType(
    {  # by level: each sign, and what a tick answers; of an "or", each alone has this level
        "call_emergency_now": {
            "saddle": {"saddle_numb": True},
            "toilet": {"bladder_change": True, "bowel_change": True},
            "legs": {"both_legs": True, "unsteady": True},
            "worse": {"leg_weak": True, "weak_getting_worse": True},
            "injury": {"major_injury": True},
            "chest": {"chest_pain": True, "breathless": True},
            "sudden": {"sudden_severe_belly_back": True, "faint_clammy": True, "very_ill": True},
        },
        "same_day": {
            "fever": {"fever": True},
            "weak": {"leg_weak": True, "leg_numb_new": True},
            "infection": {"iv_drugs": True, "recent_spine_or_infection": True},
            "bones": {"minor_injury": True, "osteoporosis": True},
            "shape": {"back_shape_change": True},
            "pregnant": {"pregnant_weeks": 14},
            "child": {},  # the level of a child is looked up too: CHILDREN
        },
        "within_days": {
            "constant": {"night_constant_pain": True},
            "weight": {"weight_loss": True},
            "cancer": {"cancer_history": True},
            "immune": {"immune_weak": True},
            "band": {"band_pain": True},
        },
    }
)
ROWS = {  # the rule behind each sign's words
    **{"saddle": "CES_SADDLE", "toilet": "CES_BLADDER", "legs": "CES_BOTH_LEGS"},
    **{"worse": "WEAK_PROG", "injury": "MAJOR_INJURY", "chest": "BACK_CHEST"},
    **{"sudden": "AAA_SUDDEN", "fever": "BACK_FEVER", "weak": "FOOT_DROP"},
    **{"infection": "BACK_INFECT_RISK", "bones": "FRACTURE_LOW", "shape": "BACK_SHAPE"},
    **{"pregnant": "PREG_BACK", "child": "CHILD_BACK", "constant": "FLOOR_NIGHT"},
    **{"weight": "FLOOR_WEIGHT", "cancer": "CANCER_BACK", "immune": "BACK_RISK_QUIET"},
    "band": "FLOOR_BAND",
}
ALL: Mapping[str, Facts] = {
    name: facts for signs in SIGNS.values() for name, facts in signs.items()
}
PROBLEM = {"main_problem": "back_pain"}
TROUBLES = {  # what wakes one, and its three pictures
    "turn": ("bend", "roll", "rise"),
    "stiff": ("knees", "side", "walk"),
    "spasm": ("side", "roll", "walk"),
}
TAUGHT = {  # the rows behind each of them
    "turn": ("first_aid:back_rock", "first_aid:back_turn", "first_aid:back_rise"),
    "stiff": ("first_aid:back_knees", "first_aid:back_side", "treatments:stay_active"),
    "spasm": (
        *("first_aid:back_lie", "first_aid:back_rock"),
        "first_aid:back_rise treatments:stay_active",
    ),
}
EASE = {  # what is said below the pictures, whatever wakes one
    "front": ("first_aid:back_front",),
    "warm": ("treatments:heat_wrap", "warning_signs:HEAT_NUMB", "heat_cold:ci_sedated"),
    "move": ("treatments:bed_rest", "treatments:stay_active"),
    "known": ("first_aid:back_side", "first_aid:back_knees"),
}


class NightBack(Panel):
    """Signs to tick, worst first, what people with them are told; then what may ease a back.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name on a page; unique there.
    ticked
        The signs ticked, by their names in ``SIGNS``.
    trouble
        What wakes one: "turn", "stiff" or "spasm".
    """

    ticked: t.List[str] = t.List(t.Unicode()).tag(sync=True)
    trouble = t.Unicode("turn").tag(sync=True)
    engine = t.Dict().tag(sync=True)
    signs = t.Dict().tag(sync=True)
    ages = t.Dict().tag(sync=True)
    told = t.Dict().tag(sync=True)  # by rule: what people are told to do, and why

    def __init__(self, language: str = "en", *, key: str = "night_back", **traits: Any) -> None:
        self.language = language
        super().__init__(
            language,
            key,
            engine=shipped(),
            signs={name: dict(facts) for name, facts in ALL.items()},
            ages={"adults": list(ADULTS), "children": list(CHILDREN)},
            told=_told(language),
            **traits,
        )

    @t.validate("ticked")
    def _signs_only(self, proposal: Any) -> list[str]:
        return [name for name in ALL if name in proposal["value"]]

    @t.validate("trouble")
    def _a_trouble(self, proposal: Any) -> str:
        return str(proposal["value"]) if proposal["value"] in TROUBLES else "turn"

    @property
    def triage(self) -> Triage | None:
        """The worst that the ticks can mean at any age; None where nothing is ticked."""
        return worst(self.ticked, self.language) if self.ticked else None

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "night_back",
            self.key,
            say["title"],
            h.section(".night-back-signs")[
                h.h3[say["first"]],
                h.p(".night-back-how")[markup.rich(say["how"])],
                h.fieldset(".night-back-ticks", data_control="ticked")[
                    h.legend(".unseen")[say["first"]],
                    (self._level(level) for level in SIGNS),
                ],
                self._line(),
                self._answer(),
                h.p(".night-back-mark")[MARK, " ", words("signs", self.language)["mark"]],
            ],
            h.section(".night-back-ease")[
                h.h3[say["ease"]],
                h.p(".night-back-while")[say["open"]],
                h.div(".night-back-body")[
                    self._troubles(), (self._section(name) for name in TROUBLES), self._also()
                ],
            ],
        )

    def _level(self, level: str) -> h.Element:
        """Return one level: how fast, what people are told, and its signs to tick."""
        say, signs = self.words, SIGNS[level]
        act = tables.row("warning_signs", ROWS[next(iter(signs))])[f"action_{self.language}"]
        return h.div(".night-back-level", data_level=level)[
            h.h4[say["levels"][level]],
            h.p(".night-back-act", data_row=f"warning_signs:{ROWS[next(iter(signs))]}")[act],
            h.ul[(self._sign(name) for name in signs)],
            level == LEVELS[0] and self._calls(),
        ]

    def _sign(self, name: str) -> h.Element:
        judged = tables.row("warning_signs", ROWS[name])["basis"] != "source"
        return h.li(data_row=f"warning_signs:{ROWS[name]}")[
            h.label[
                h.input(markup.ASLEEP, type="checkbox", value=name, checked=name in self.ticked),
                h.span[self.words["labels"][name], judged and h.sup[MARK]],
            ]
        ]

    def _calls(self) -> h.Element:
        return h.p(".night-back-calls")[self._numbers(None)]

    def _numbers(self, area: str | None) -> Iterator[h.Element]:
        """Yield a link to each number to call; ``area`` is the class of where it is answered."""
        for row in (tables.row("emergency_numbers", one) for one in CALLS):
            yield h.a(href=link(str(row["number"])), data_row=f"emergency_numbers:{row['id']}")[
                h.b[str(row["number"])], " ", h.span(class_=area)[row[f"area_{self.language}"]]
            ]

    def _line(self) -> h.Element:
        """Return the one line that stays in sight once a sign is ticked: how fast, and the call."""
        say = self.words
        return h.div(".night-back-line", hidden=True)[
            h.p(".night-back-dial")[h.b[say["call"]], " ", self._numbers("unseen")],
            h.button(".night-back-see", markup.ASLEEP, type="button")[
                h.b, " ", h.span(".unseen")[say["see"]], h.span(aria_hidden="true")["↓"]
            ],
        ]

    def _answer(self) -> h.Element:
        """Return where the ticks are answered; before a tick it says that it clears nobody."""
        say = self.words
        return h.div(".night-back-answer")[
            h.div(".night-back-told", role="status")[h.p[markup.rich(say["none"])]],
            h.p[h.a(href="../get-help/")[say["help"]]],
        ]

    def _troubles(self) -> h.Element:
        options = [(name, self.words[name]["name"]) for name in TROUBLES]
        return markup.radios(
            "trouble", self.words["wakes"], options, self.trouble, f"p-{self.key}-trouble"
        )

    def _section(self, name: str) -> h.Element:
        say = self.words[name]
        off = {"data-off": name != self.trouble}
        return h.section(off, data_trouble=name, aria_label=say["name"])[
            h.h4[say["name"]],
            h.p(".night-back-lead")[markup.rich(say["lead"])],
            h.ol[
                (
                    h.li(data_row=row)[picture(one, self.words["pictures"][one]), h.p[say[one]]]
                    for one, row in zip(TROUBLES[name], TAUGHT[name], strict=True)
                )
            ],
        ]

    def _also(self) -> h.Element:
        say = self.words
        asleep = tables.row("heat_cold", "heat_sleep")[f"plain_{self.language}"]
        return h.ul(".night-back-also")[
            (
                h.li(data_row=" ".join(rows))[
                    markup.rich(say[name]),
                    name == "warm" and [" ", h.span(data_row="heat_cold:heat_sleep")[asleep]],
                ]
                for name, rows in EASE.items()
            )
        ]


def worst(ticked: list[str], language: str = "en") -> Triage:
    """Return the most urgent triage of the signs ticked, over every age they may be told at."""
    return min(_each(ticked, language), key=lambda one: LEVELS.index(one.level))


def _each(ticked: list[str], language: str) -> Iterator[Triage]:
    given = {fact: answer for name in ticked for fact, answer in ALL[name].items()}
    ages = ADULTS + CHILDREN if "child" in ticked else ADULTS
    for age in ages:
        yield assess({**PROBLEM, **given, "age": age}, language)


def _told(language: str) -> dict[str, list[str]]:
    """Return what people are told by each rule that ticks can fire: its action, and why.

    No rule has a "not": all of them fire where everything is ticked.
    """
    fired = {reason.id for one in _each(list(ALL), language) for reason in one.reasons}
    said = ((rule.id, rule.said) for rule in rules() if rule.id in fired)
    return {
        name: [row[f"action_{language}"] or "", row[f"why_{language}"] or ""] for name, row in said
    }
