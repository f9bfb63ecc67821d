"""Three drawn steps of a move, for a page: in a cramp, in a locked back, or a stretch before bed.

It needs no scripts. The pictures and their words are those of the 3 a.m. card and of the coach.
Each step carries the row that taught it; what cannot wait, or must be asked first, comes before.
"""

from collections.abc import Iterator

import htpy as h

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import find
from spasmlab.panels.plan import night_card
from spasmlab.panels.plan.coach import picture
from spasmlab.panels.plan.night_drawings import drawing
from spasmlab.text import words

CARDS = {"cramp": ("calf", "leg"), "back": ("back", "back")}  # place of the night card, and signs
MOVES = (*CARDS, "wall")
PLACE = "calf"  # of the stretch at a wall
SHOWN = ((0, 1), (2, 3), (4,))  # which sentences of the coach's stand under each of its pictures
STYLES = ("panel.css", "coach.css", "steps.css")  # for a notebook; a page has them, and drops these


class Steps:
    """The steps of one move in one language.

    Parameters
    ----------
    move
        "cramp" or "back", what to do while it hurts; or "wall", the stretch of a calf.
    language
        A code from ``spasmlab.text.LANGUAGES``.
    """

    def __init__(self, move: str, language: str = "en") -> None:
        if move not in MOVES:
            raise ValueError(f"move must be one of {', '.join(MOVES)}, got {move!r}")
        self.move, self.language = move, language
        self.words = words("steps", language)

    def _repr_html_(self) -> str:
        style = "".join(find(name).read_text(encoding="utf-8") for name in STYLES)
        return f"<style>{style}</style>{self.markup()}"

    def markup(self) -> h.Element:
        """Return what to watch for, then the steps."""
        first, steps = (self._danger, self._card) if self.move in CARDS else (self._ask, self._wall)
        say = self.words[self.move]
        return h.section(".steps", lang=self.language, aria_label=say["name"])[
            first(),
            h.ol[steps()],
            h.p(".steps-key")[say["key"]],
        ]

    def _danger(self) -> h.Element:
        kind = CARDS[self.move][1]
        say = words(f"night_card.strip.{kind}", self.language)
        signs, minutes = night_card.signs, night_card.minutes()
        return h.div(".steps-danger")[
            (
                h.p(data_row=signs(kind, level))[markup.rich(say[level], minutes=minutes)]
                for level in ("now", "today")
            )
        ]

    def _ask(self) -> h.Element:
        caution = tables.row("moves", PLACE)[f"caution_{self.language}"]
        return h.p(".steps-ask", data_row=f"moves:{PLACE}")[caution]

    def _card(self) -> Iterator[h.Element]:
        place = CARDS[self.move][0]
        for (where, step), row in night_card.steps().items():
            if where != place:
                continue
            say = words(f"night_card.{place}.{step}", self.language)
            more = night_card.LEGS[step] if place != "back" else ()
            rows = " ".join((f"first_aid:{row['id']}", *more))
            shown = drawing(f"{place}.{step}", say["picture"], self.words[self.move]["key"])
            yield self._step(shown, rows, [h.b[say["title"]], " ", say["do"]])

    def _wall(self) -> Iterator[h.Element]:
        say = words(f"coach.{PLACE}", self.language)
        for frame, lines in enumerate(SHOWN):
            told = " ".join(say["steps"][line] for line in lines)
            shown = picture(PLACE, frame, f"steps-{PLACE}-{frame}", say["full"], told)
            yield self._step(shown, f"moves:{PLACE}", told)

    def _step(self, shown: h.Element, rows: str, told: h.Node) -> h.Element:
        return h.li(data_row=rows)[h.figure[shown, h.figcaption[told]]]
