"""Panel: a person from behind; a place -> what is usual there, what differs, what not to miss.

What cannot wait stands above the choice, whatever is chosen, and each look-alike and sign keeps
the level of its own row. It never says what somebody has. Where it hurts is no part of a link: the
module keeps it alone.
"""

from collections.abc import Iterator
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.guess import replies
from spasmlab.panels.help.back_figure import HEIGHT, PLACES, figure
from spasmlab.safety.back_kinds import BackKind, back_kinds
from spasmlab.safety.differential import LookAlike, Sign, every_sign, look_alikes
from spasmlab.text import words

MODEL = "safety.differential"
FIRST = (
    "CES_SADDLE",
    "CES_BLADDER",
    "CES_BOWEL",
    "CES_BOTH_LEGS",
    "WEAK_PROG",
    "ALI",
    "BACK_CHEST",
)
HELP = "../get-help/"
TIERS = ("emergency", "today", "visit")
USUAL = {  # rows of differential, or of back_kinds for the back
    "back": ("strain", "nerve"),
    "thigh": ("night_leg_cramp", "heat_cramp"),
    "calf": ("night_leg_cramp", "heat_cramp"),
    "foot": ("night_leg_cramp", "nerve_damage"),
}
MISS = {  # look-alikes, most urgent first when shown
    "back": (),
    "thigh": ("blood_clot", "muscle_breakdown", "muscle_disease", "spinal_stenosis"),
    "calf": (
        *("blood_clot", "blocked_artery_sudden", "tight_compartment", "claudication_pad"),
        "pinched_nerve",
    ),
    "foot": ("blocked_artery_sudden", "low_calcium_magnesium", "motor_neurone_disease"),
}
SIGNS = {  # and warning signs
    "back": (
        *("CES_SADDLE", "CES_BLADDER", "WEAK_PROG", "AAA_SUDDEN", "BACK_FEVER"),
        *("CANCER_BACK_RED", "FRACTURE_LOW"),
    ),
    "thigh": ("FRAGILE_FALL",),
    "calf": ("CRAMP_10MIN",),
    "foot": ("FOOT_DROP", "CLTI"),
}
DIFFERENT = {  # rows that say what is different there
    "back": ("back_kinds:strain", "differential:night_leg_cramp"),
    "thigh": ("differential:spinal_stenosis", "differential:muscle_disease"),
    "calf": (
        *("differential:night_leg_cramp", "differential:blood_clot"),
        "differential:claudication_pad",
    ),
    "foot": ("differential:night_leg_cramp", "differential:nerve_damage"),
}
SAYS = {  # rows whose level a place's sentence repeats
    "back": ("warning_signs:BACK_FEVER",),
    "thigh": ("warning_signs:STATIN_WEAK", "warning_signs:DVT"),
    "calf": ("warning_signs:DVT",),
    "foot": ("warning_signs:ALI",),
}
START = "calf"


class LegOrBack(Panel):
    """One of four places of the body at a time.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    after
        The question that is guessed before this panel opens, or "" for none.
    """

    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)
    cards = t.Dict().tag(sync=True)  # place: its card, its sentence

    def __init__(self, language: str = "en", *, after: str = "", **traits: Any) -> None:
        self.language = language
        self.alike = {one.id: one for one in look_alikes()}
        self.kinds = {one.id: one for one in back_kinds()}
        self.signs, self.tiers = every_sign(), words("signs", language)["tiers"]
        told = replies(after, language)
        super().__init__(language, "leg_or_back", after=after, replies=told, **traits)
        self.cards = {
            place: [str(h.fragment[self._card(place)]), self._say(place)] for place in PLACES
        }

    def markup(self) -> h.Element:
        say, tools = self.words, self.words["tools"]
        rows = " ".join(f"warning_signs:{one}" for one in FIRST)
        return markup.frame(
            "leg_or_back",
            self.key,
            say["title"],
            h.section(".body-first", data_row=rows)[
                h.h3[say["first_head"]], h.p[markup.rich(say["first"])]
            ],
            markup.lock(tools),
            h.div(".panel-body")[
                h.div(".body-choose")[h.p[markup.rich(say["lead"])], self._map()],
                h.div(".body-card")[self._card(START)],
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._say(START)), MODEL),
                markup.verdict(),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _map(self) -> h.Element:
        """Return the drawing, and beside it the names, each as high as its place."""
        return h.fieldset(".choices.body-map", data_control="place")[
            h.legend(".unseen")[self.words["choose"]],
            figure(self.words["figure"], START),
            h.div(".body-names")[
                (
                    h.label(data_at=round(100 * at / HEIGHT))[
                        h.input(
                            markup.ASLEEP,
                            type="radio",
                            name=f"p-{self.key}-place",
                            value=place,
                            checked=place == START,
                        ),
                        h.span[self.words["places"][place]["name"]],
                    ]
                    for place, (_, at) in PLACES.items()
                )
            ],
        ]

    def _say(self, place: str) -> str:
        return str(self.words["places"][place]["say"])

    def _card(self, place: str) -> list[h.Node]:
        say, own = self.words, self.words["places"][place]
        return [
            h.h3[own["name"]],
            h.section(".body-usual")[h.h4[say["usual"]], h.ul[list(self._usual(place))]],
            h.section(".body-different", data_row=" ".join(DIFFERENT[place]))[
                h.h4[say["different"]], h.p[own["different"]]
            ],
            h.section(".body-miss")[
                h.h4[say["miss"]],
                h.p(".body-how")[say["miss_how"]],
                h.ul[list(self._missed(place))],
                h.p[h.a(href=HELP)[say["help"]]],
            ],
            h.p(".body-small")[
                "pinched_nerve" in MISS[place] and [say["unread"], " "], say["unsigned"]
            ],
        ]

    def _usual(self, place: str) -> Iterator[h.Element]:
        for one in self._rows(place):
            told = one.said["key_yes" if isinstance(one, LookAlike) else "feels"][self.language]
            yield h.li(data_row=_row(one))[
                h.b[_name(one, self.language)], ". ", told.removesuffix("."), "."
            ]

    def _rows(self, place: str) -> list[LookAlike | BackKind]:
        held: dict[str, Any] = self.kinds if place == "back" else self.alike
        return [held[name] for name in USUAL[place]]

    def _missed(self, place: str) -> Iterator[h.Element]:
        """Yield what must not be missed, most urgent first, each at its row's own level."""
        found: list[LookAlike | Sign] = [
            self.alike[one] for one in self.alike if one in MISS[place]
        ]
        found += [self.signs[one] for one in self.signs if one in SIGNS[place]]
        for one in sorted(found, key=lambda one: TIERS.index(one.tier)):
            yield self._sign(one) if isinstance(one, Sign) else self._alike(one)

    def _alike(self, one: LookAlike) -> h.Element:
        said = {part: one.said[part][self.language] for part in ("name", "question", "see_who")}
        return h.li(class_=f"is-{one.tier}", data_row=_row(one))[
            h.b[said["name"], ". "], said["question"], " ", h.span(".body-soon")[said["see_who"]]
        ]

    def _sign(self, one: Sign) -> h.Element:
        return h.li(class_=f"is-{one.tier}", data_row=f"warning_signs:{one.id}")[
            one.question[self.language], " ", h.span(".body-soon")[self.tiers[one.tier], "."]
        ]

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[name] for name in ("head_place", "usual", "different", "head_miss")]
        return h.table[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    h.tr[
                        h.th(scope="row")[say["places"][place]["name"]],
                        h.td[h.ul[list(self._usual(place))]],
                        h.td(data_row=" ".join(DIFFERENT[place]))[
                            say["places"][place]["different"]
                        ],
                        h.td[h.ul[list(self._missed(place))]],
                    ]
                    for place in PLACES
                )
            ],
        ]


def _row(one: LookAlike | BackKind) -> str:
    return f"differential:{one.id}" if isinstance(one, LookAlike) else one.row


def _name(one: LookAlike | BackKind, language: str) -> str:
    return one.said["name"][language] if isinstance(one, LookAlike) else one.name[language]
