"""Panel: hours of work, heat and what you drink; body water and blood sodium, hour by hour.

The lines are the balance of ``models/sweat.py``, looked up. Beside them, and never mixed with them,
stands what was measured in people: how easily a cramp could be set off.
"""

from itertools import product
from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.muscle import sweat_lines as lines
from spasmlab.panels.muscle import sweat_parts as parts
from spasmlab.sweeps.sweat_lab import HOURS
from spasmlab.text import words

MODEL = "sweat.run"
POUNDS = 2.20462  # in a kilo
ROOM = 1.1  # of the water at the start: what more there is stands past the tank's edge
SIGNS = {"usual": "✓", "ask": "?", "cannot": "!", "urgent": "!", "emergency": "!!"}


class SweatLab(Panel):
    """A way of sweating and drinking, and what it does to water and salt.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    hours
        How long, in h.
    sweat, drink, body
        Names of ``SWEATS`` and ``DRINKS``, and one of ``BODIES``, in kg.
    """

    after = t.Unicode().tag(sync=True)
    hours = t.Float(3.0).tag(sync=True)
    sweat = t.Enum(list(lines.SWEATS), "middle").tag(sync=True)
    drink = t.Enum(list(lines.DRINKS), "water").tag(sync=True)
    body = t.Enum(list(lines.BODIES), "70").tag(sync=True)
    looked = t.Dict().tag(sync=True)  # "drink.sweat.body": its line and what is said at each stop
    stops = t.List(t.Float(), HOURS.tolist()).tag(sync=True)
    cards = t.Dict().tag(sync=True)  # row that grades sodium: band, sign, word, what to do
    times = t.List(t.Unicode()).tag(sync=True)  # each stop as it is said
    fixed = t.Dict().tag(sync=True)  # the numbers that the ends of lines are told with
    names = t.List(t.Unicode(), list(lines.HOLES)).tag(sync=True)  # of a stop's last numbers
    dots = t.Dict().tag(sync=True)  # drink: what was measured in blood
    levels = t.Dict().tag(sync=True)  # usual, emergency

    def __init__(
        self, language: str = "en", *, key: str = "sweat_lab", after: str = "", **traits: Any
    ) -> None:
        self.language = language  # the signs of danger are read in it
        say = words("sweat_lab", language)
        every = product(lines.DRINKS, lines.SWEATS, lines.BODIES)
        super().__init__(
            language,
            key,
            after=after,
            looked={".".join(one): lines.described(*one, say) for one in every},
            cards=_cards(language),
            times=[lines.hours(at, say) for at in range(len(HOURS))],
            fixed=lines.ends(),
            dots={drink: lines.dots(drink) for drink in lines.DRINKS},
            levels={"usual": lines.usual(), "emergency": lines.emergency()},
            **traits,
        )

    @t.validate("hours")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else 3.0, HOURS[0], HOURS[-1]))

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "sweat_lab",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[self._controls(), self._figure()],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL, self._heard()),
                h.p(".sweat-model")[say["model"]],
                markup.tools(say, self._table()),
                parts.measured(say, self.drink),
            ],
            parts.danger(say, self.language),
        )

    def _at(self) -> int:
        return int(np.abs(HOURS - self.hours).argmin())

    def _line(self) -> dict[str, Any]:
        line: dict[str, Any] = self.looked[f"{self.drink}.{self.sweat}.{self.body}"]
        return line

    def _stop(self) -> tuple[list[str], str, float, dict[str, str]]:
        """Return the sentences, the row, the water left and the numbers of the stop shown."""
        line, at = self._line(), self._at()
        last = len(line["line"]) - 1  # the hours stay as chosen, though a line may end before them
        moves, row, water, head, *numbers = line["stops"][min(at, last)]
        said = lines.says(self.drink, moves, line["why"] if at >= last else "", past=at > last)
        holes = dict(zip(lines.HOLES, numbers, strict=True)) | self.fixed
        times = {"hours": self.times[min(at, last)], "chosen": self.times[at]}
        return said, row, water, holes | times | {"head": markup.fill(self.words[head], **holes)}

    def _controls(self) -> h.Element:
        say, group = self.words, f"p-{self.key}"
        return h.div(".panel-controls")[
            markup.slider(self.key, "hours", say, HOURS.tolist(), self._at(), {}),
            h.div(".sweat-rates", data_row="measurements:sweat_rate_athletes")[
                markup.radios(
                    "sweat",
                    say["sweat"],
                    [(one, self._rate(one)) for one in lines.SWEATS],
                    self.sweat,
                    f"{group}-sweat",
                )
            ],
            self._drinks(),
            h.details(".panel-fold.sweat-body", data_model=MODEL)[
                h.summary[
                    markup.fill(say["body"], kg=self.body, lb=f"{float(self.body) * POUNDS:.0f}")
                ],
                markup.radios(
                    "body",
                    say["body_pick"],
                    [(one, one) for one in lines.BODIES],
                    self.body,
                    f"{group}-body",
                ),
            ],
        ]

    def _rate(self, sweat: str) -> str:
        return f"{self.words[sweat]}\n{lines.litres(sweat):.1f}"

    def _drinks(self) -> h.Element:
        """Return the drinks to choose from, one below the other."""
        return h.fieldset(".pick.sweat-drinks", data_control="drink")[
            h.legend[self.words["drink"]],
            (
                h.label[
                    h.input(
                        markup.ASLEEP,
                        type="radio",
                        name=f"p-{self.key}-drink",
                        value=one,
                        checked=one == self.drink,
                    ),
                    h.span[self.words["drinks"][one]],
                ]
                for one in lines.DRINKS
            ),
        ]

    def _figure(self) -> h.Element:
        say, (_, row, water, holes) = self.words, self._stop()
        return h.figure(".panel-chart.sweat-figure", data_model=MODEL)[
            h.figcaption(".chart-caption")[say["caption"]],
            h.div(".chart", id=f"p-{self.key}-chart"),
            h.ul(".sweat-counts")[
                (
                    h.li(data_count=name)[h.b[holes[name]], h.span[say[f"count_{name}"]]]
                    for name in ("sweat", "drunk", "weight")
                )
            ],
            h.div(".sweat-water")[
                h.span(".sweat-water-name")[say["water"]],
                _tank(water),
                h.span(".sweat-water-now")[markup.fill(say["water_now"], **holes)],
            ],
            self._card(row, holes["head"]),
            h.p(".sweat-outweigh")[say["outweigh"]],
        ]

    def _card(self, row: str, head: str) -> h.Element:
        band, sign, word, act = self.cards[row]
        return h.div(f".band-card.band-{band}", data_row=row if ":" in row else None)[
            h.span(".band-sign", aria_hidden="true")[sign],
            h.span[
                h.span(".sweat-card")[head],
                h.b(".band-word")[word],
                h.span(".band-act")[act],
            ],
        ]

    def _sentence(self) -> Any:
        said, _, _, holes = self._stop()
        return markup.rich(" ".join(_look(self.words, name) for name in said), **holes)

    def _heard(self) -> str:
        """Return what is heard after the sentence: what the card says for the eye."""
        _, row, _, holes = self._stop()
        _, _, word, act = self.cards[row]
        return f"{holes['head']} {word}. {act}"

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[f"head_{name}"] for name in ("hours", "weight", "sodium", "range")]
        return markup.table(say["table"], heads, self._rows(), MODEL)

    def _rows(self) -> list[tuple[str, ...]]:
        """Return one row an hour; where the line has ended, that it has."""
        say, stops = self.words, self._line()["stops"]
        return [
            (
                f"{HOURS[at]:g}",
                *(_cells(stops[at], say) if at < len(stops) else (*"––", say["ended"])),
            )
            for at in range(0, len(HOURS), 2)
        ]


def _cells(stop: list[Any], say: markup.Words) -> tuple[str, ...]:
    holes = dict(zip(lines.HOLES, stop[-len(lines.HOLES) :], strict=True))
    return holes["weight"], holes["mid"], markup.fill(say["range"], **holes)


def _tank(water: float) -> h.Element:
    """Return a tank that is full with the water at the start; more runs over its edge."""
    box = {"viewBox": f"0 0 {ROOM * 100:.0f} 10", "preserveAspectRatio": "none"}
    return h.svg(".sweat-tank", box, aria_hidden="true")[
        h.Element("rect")(".sweat-fill", width=f"{100 * water:.1f}", height="10"),
        h.Element("rect")(".sweat-full", width="100", height="10"),
    ]


def _cards(language: str) -> dict[str, list[str]]:
    """Return what each row asks for, in the words of the lab slip and of the blood salts."""
    slip, salts = words("lab_slip", language), words("salts", language)
    said = {band: salts if band in salts else slip for band in SIGNS}
    own = words("sweat_lab", language)
    cards = {
        row: [band, SIGNS[band], said[band][band], said[band][f"say_{band}"]]
        for row, band in lines.graded().items()
    }
    return cards | {lines.MORE: ["urgent", SIGNS["urgent"], own["more"], own["say_more"]]}


def _look(say: markup.Words, name: str) -> str:
    first, _, then = name.partition(".")
    return str(say[first][then] if then else say[first])
