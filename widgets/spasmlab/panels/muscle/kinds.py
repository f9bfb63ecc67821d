"""Panel: made-up stories to sort by what they are like: cramp, spasm, twitch or clot.

The stories are rows of ``data/stories.csv``. What each is most like is ours to say; how fast its
person is told to act is not: the rules of ``data/warning_signs.csv`` give it, whatever was picked.
It sorts stories and keeps no verdict on a person; nothing of it is written in the address.
"""

import json
from types import MappingProxyType
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence.tables import row
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.safety.triage import Reason, Triage, assess
from spasmlab.text import words

STORIES = MappingProxyType(  # in the order they are told, and what each is most like
    {
        "night_calf_twice_a_month": "cramp",
        "fat_calf_after_new_knee": "clot",
        "an_eyelid_that_jumps": "twitch",
        "lifted_a_box": "spasm",
        "nausea_pill_twisted_neck": "spasm",
        "swollen_leg_then_breathless": "clot",
    }
)
KINDS = MappingProxyType(  # and the row that says what it is like
    {
        "cramp": "mechanism:def_cramp",
        "spasm": "mechanism:def_spasm",
        "twitch": "differential:benign_twitching",
        "clot": "differential:blood_clot",
    }
)


class Kinds(Panel):
    """Stories, four kinds of trouble to sort them by, and who of them is told to act how fast.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    story
        The story shown, by its id in ``data/stories.csv``.
    sorted
        The kind that each story was last sorted by; a story that is not sorted is not in it.
    """

    story = t.Unicode(next(iter(STORIES))).tag(sync=True)
    sorted = t.Dict().tag(sync=True)

    def __init__(self, language: str = "en", *, key: str = "kinds", **traits: Any) -> None:
        self.language = language
        super().__init__(language, key, **traits)

    @t.validate("story")
    def _a_story(self, proposal: Any) -> str:
        value = str(proposal["value"])
        return value if value in STORIES else next(iter(STORIES))

    @t.validate("sorted")
    def _kinds_of_stories(self, proposal: Any) -> dict[str, str]:
        """Keep what is a kind of a story; a message may hold anything."""
        sent = proposal["value"].items()
        return {str(one): kind for one, kind in sent if one in STORIES and kind in set(KINDS)}

    def triage(self, name: str) -> Triage:
        """Return how urgent a story is: what the rules give for its facts."""
        return assess(json.loads(row("stories", name)["facts"]), self.language)

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "kinds",
            self.key,
            say["title"],
            h.div(".kinds-head")[
                h.p(".kinds-count", role="status"),
                h.div(".kinds-ways")[self._way("-1", "back"), self._way("1", "next")],
            ],
            h.ol(".kinds-stories")[(self._story(name) for name in STORIES)],
            self._choices(),
            h.div(".kinds-reply", role="status"),
            self._board(),
            h.p(".kinds-teach")[markup.rich(say["teach"])],
            h.p(".kinds-teach")[h.a(href="../get-help/")[say["help"]]],
        )

    def _way(self, by: str, word: str) -> h.Element:
        return h.button(".button.quiet", markup.ASLEEP, type="button", data_go=by)[self.words[word]]

    def _story(self, name: str) -> h.Element:
        """Return a story with all its replies; scripts show the one that was asked for."""
        told, tier = row("stories", name), self.triage(name).tier
        answers = [self._reply(name, kind) for kind in KINDS]
        urgency = self._urgency(name)
        # What cannot wait is read first.
        parts = (urgency, answers) if tier == "emergency" else (answers, urgency)
        return h.li(data_story=name, data_row=f"stories:{name}", data_kind=STORIES[name])[
            h.p(".kinds-told")[told[f"story_{self.language}"]],
            h.div(".kinds-answer", data_tier=tier)[parts],
        ]

    def _reply(self, name: str, kind: str) -> h.Element:
        right = kind == STORIES[name]
        say = self.words
        return h.p(class_="is-right" if right else "is-wrong", data_reply=kind)[
            h.b[say["kinds"][kind], ": ", say["right" if right else "wrong"]],
            " ",
            markup.rich(say["replies"][name][kind]),
        ]

    def _urgency(self, name: str) -> h.Element:
        """Return how fast such a person is told to act, and which signs say so."""
        found, said = self.triage(name), words("sorter", self.language)
        return h.div(".kinds-urgency")[
            h.p(".kinds-told-to")[markup.rich(said["told"], level=said["levels"][found.level])],
            found.level == "self_care" and h.p[said["look_again"]],
            bool(found.reasons)
            and h.details[h.summary[said["because"]], self._signs(found.reasons)],
        ]

    def _signs(self, reasons: tuple[Reason, ...]) -> h.Element:
        return h.ul[
            (h.li(data_row=f"warning_signs:{reason.id}")[reason.sign] for reason in reasons)
        ]

    def _choices(self) -> h.Element:
        say = self.words
        return h.fieldset(".choices.kinds-choices")[
            h.legend[say["ask"]],
            h.div(".choices-row")[
                (
                    h.button(
                        markup.ASLEEP,
                        type="button",
                        data_kind=kind,
                        data_row=source,
                        aria_pressed="false",
                    )[h.b[say["kinds"][kind]], " ", h.span[say["hints"][kind]]]
                    for kind, source in KINDS.items()
                )
            ],
        ]

    def _board(self) -> h.Element:
        """Return the three tiers with their stories, each shown once it is sorted."""
        say, tiers = self.words, words("sorter.tiers", self.language)
        found = {name: self.triage(name).tier for name in STORIES}
        return h.section(".kinds-board", aria_labelledby=f"p-{self.key}-board")[
            h.h3(id=f"p-{self.key}-board")[say["board"]],
            h.div(".kinds-tiers")[
                (
                    h.div(data_tier=tier)[
                        h.h4[title],
                        h.ul[
                            (
                                h.li(data_of=name)[say["names"][name]]
                                for name, its in found.items()
                                if its == tier
                            )
                        ],
                    ]
                    for tier, title in tiers.items()
                )
            ],
        ]
