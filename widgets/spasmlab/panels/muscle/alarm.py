"""Panel: the alarm dial: a picture of a nervous system that turns pain up or down.

It is a metaphor, and no measurement: no test reads this dial, each choice turns it by the same
step because nobody knows how they add up, and no number is shown. What it can show is that what a
nerve sends and how loud pain is need not move together. The pain is real in every state, and no
state lowers a warning sign. What is chosen is kept by the module alone: no trait, so no server,
hears of it, and no link holds it.
"""

from itertools import product
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.muscle.alarm_picture import dial

MODEL = "panels.alarm"
TURNS = {"nerve": 1, "sleep": -1, "worry": 1, "load": 1}  # which way more of it turns the dial
FOLDED = "load"  # the one for which no study was found waits in a fold
STEPS = {"less": -1, "same": 0, "more": 1}
START = ("same",) * len(TURNS)
FOUND = {  # the row that tells what was found of each, after back surgery
    "nerve": "mechanism:psps_review",
    "sleep": "mechanism:sleep_surgery",
    "worry": "mechanism:alarm_surgery",
    "load": "",
}
SIGNS = ("CES_SADDLE", "CES_BLADDER", "CES_BOWEL", "WEAK_PROG", "FOOT_DROP")


def volume(state: tuple[str, ...]) -> int:
    """Return how far the dial stands from the start, in steps: above 0 is louder."""
    return sum(turn * STEPS[one] for turn, one in zip(TURNS.values(), state, strict=True))


def names(state: tuple[str, ...]) -> list[str]:
    """Return the names of the sentences that are right in a state, in order."""
    nerve, loud = STEPS[state[0]], volume(state)
    if state == START:
        return ["start", "real"]
    first = "even" if loud == 0 else "louder" if loud > 0 else "quieter"
    apart = f"{_way(nerve)}_{_way(loud)}"
    return [first, apart, "quiet_is_no_proof" if loud < 0 else "real"]


def _way(value: int) -> str:
    return "less" if value < 0 else "more" if value > 0 else "same"


class Alarm(Panel):
    """Four choices of less, same or more, a dial without numbers, and a sentence.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    """

    states = t.Dict().tag(sync=True)  # "same same same same": the dial's step, its sentences

    def __init__(self, language: str = "en", *, key: str = "alarm", **traits: Any) -> None:
        every = product(STEPS, repeat=len(TURNS))
        states = {" ".join(one): [volume(one), names(one)] for one in every}
        super().__init__(language, key, states=states, **traits)

    def markup(self) -> h.Element:
        say = self.words
        sentence = " ".join(say[name] for name in names(START))
        return markup.frame(
            "alarm",
            self.key,
            say["title"],
            h.div(".alarm-head")[
                h.h3[say["title"]],
                h.p[markup.rich(say["lead"])],
            ],
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    (self._pick(name) for name in TURNS if name != FOLDED),
                    h.details(".panel-fold")[h.summary[say["one_more"]], self._pick(FOLDED)],
                ],
                h.figure(".alarm-figure")[
                    dial(say["picture"]["about"], say["picture"]),
                    h.figcaption[markup.rich(say["not_measured"])],
                ],
            ],
            h.p(".alarm-signs", data_row=" ".join(f"warning_signs:{name}" for name in SIGNS))[
                markup.rich(say["signs"])
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(sentence), MODEL),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _pick(self, name: str) -> h.Element:
        options = [(step, self.words["steps"][step]) for step in STEPS]
        return markup.radios(
            name, self.words["choices"][name], options, "same", f"p-{self.key}-{name}"
        )

    def _table(self) -> h.Element:
        """Return which way each choice turns the dial here, and what was found of it."""
        say = self.words
        return h.table[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[say[f"head_{n}"]] for n in ("more", "here", "found"))]],
            h.tbody[
                (
                    h.tr(data_row=FOUND[name] or None)[
                        h.th(scope="row")[say["choices"][name]],
                        h.td[say["here_up" if turn > 0 else "here_down"]],
                        h.td[say["found"][name]],
                    ]
                    for name, turn in TURNS.items()
                )
            ],
        ]
