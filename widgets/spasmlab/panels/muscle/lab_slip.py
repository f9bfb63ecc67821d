"""Panel: your potassium among 100 people of your sex and age, and what such a result asks for.

The people are rows of ``potassium_distribution``; the bands are rows of ``electrolytes``. Both are
worked out for every stop of the slider, once, and looked up in the page.
"""

from functools import cache
from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence.electrolytes import Band, Group, band_of, potassium_bands, potassium_groups
from spasmlab.panels import markup
from spasmlab.panels.base import Panel, float32

MODEL = "evidence.electrolytes"
STOPS = np.round(np.arange(20, 71) / 10, 1)  # mmol/L
EVERY = 5  # the table shows one stop in five
START = 4.0
SIGNS = {"start": "→", "usual": "✓", "ask": "?", "urgent": "!", "emergency": "!!"}
KEY = ("usual", "ask", "urgent", "emergency")  # the strip's colours, calmest first


class LabSlip(Panel):
    """A potassium result, the people it stands among, and the band it falls in.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    potassium
        The result, in mmol/L.
    sex, age
        The group: "F" or "M", and the group's lowest age as text.
    """

    potassium = t.Float(START).tag(sync=True)
    sex = t.Unicode("F").tag(sync=True)
    age = t.Unicode("50").tag(sync=True)
    moved = t.Bool(False).tag(sync=True)  # whether potassium is somebody's result yet
    stops = t.Bytes().tag(sync=True)  # float32, mmol/L
    below = t.Bytes().tag(sync=True)  # float32, a row of stops a group: of 100, how many had less
    dots = t.Bytes().tag(sync=True)  # float32, a row of stops a group: 100 people in all
    groups: t.List[dict[str, str]] = t.List().tag(sync=True)
    bands: t.List[dict[str, Any]] = t.List().tag(sync=True)

    def __init__(self, language: str = "en", **traits: Any) -> None:
        people = _people()
        super().__init__(
            language,
            "lab_slip",
            stops=float32(STOPS),
            below=float32([group.below(STOPS) for group in people]),
            dots=float32([group.people(STOPS) for group in people]),
            bands=[_clipped(one) for one in _bands()],
            moved="potassium" in traits,
            **traits,
        )
        self.groups = [self._described(group) for group in _people()]

    def markup(self) -> h.Element:
        say, at = self.words, int(np.abs(STOPS - self.potassium).argmin())
        ages = [(str(one.age_low), self._ages(one)) for one in _people() if one.sex == "F"]
        sexes = [("F", say["female"]), ("M", say["male"])]
        group = self._group()
        return markup.frame(
            "lab_slip",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.slider(self.key, "potassium", say, STOPS.tolist(), at, {}),
                    markup.radios("sex", say["sex"], sexes, self.sex, f"p-{self.key}-sex"),
                    markup.listing(self.key, "age", say["age"], ages, self.age),
                    self._card(at),
                ],
                self._chart(group),
            ],
            h.div(".panel-say")[
                markup.reading(
                    self._sentence(group, at),
                    MODEL,
                    self.words[f"say_{self._band(at)}"] if self.moved else "",
                ),
                h.p(".feel")[say["feel"]],
                markup.tools(say, self._table(group)),
            ],
        )

    def _chart(self, group: Group) -> h.Element:
        """Return the figure, and under it what each colour of its strip asks for."""
        say = self.words
        caption = markup.fill(say["axis_y"], group=self._name(group))
        named = ((one, SIGNS[one], say["key"][one]) for one in KEY)
        return markup.chart(self.key, say, caption, under=markup.band_key(say["strip"], named))

    @t.observe("potassium")
    def _somebodys(self, change: Any) -> None:
        self.moved = True

    @t.validate("potassium")
    def _within_range(self, proposal: Any) -> float:
        value = float(proposal["value"])
        return float(np.clip(value if np.isfinite(value) else START, STOPS[0], STOPS[-1]))

    @t.validate("sex", "age")
    def _known(self, proposal: Any) -> str:
        name = proposal["trait"].name
        known = {group.sex if name == "sex" else str(group.age_low) for group in _people()}
        return str(
            proposal["value"] if proposal["value"] in known else proposal["trait"].default_value
        )

    def _group(self) -> Group:
        return next(one for one in _people() if (one.sex, str(one.age_low)) == (self.sex, self.age))

    def _ages(self, group: Group) -> str:
        kind = "ages" if group.age_high is not None else "ages_last"
        return markup.fill(self.words[kind], low=group.age_low, high=group.age_high)

    def _name(self, group: Group) -> str:
        kind = "women" if group.sex == "F" else "men"
        return markup.fill(self.words[kind], ages=self._ages(group))

    def _described(self, group: Group) -> dict[str, str]:
        return {
            "sex": group.sex,
            "age": str(group.age_low),
            "name": self._name(group),
            "low": f"{group.middle95[0]:.1f}",
            "high": f"{group.middle95[1]:.1f}",
        }

    def _card(self, at: int) -> h.Element:
        band = self._band(at)
        return h.div(f".band-card.band-{band}")[
            h.span(".band-sign", aria_hidden="true")[SIGNS[band]],
            h.span[
                h.b(".band-word")[self.words[band]], h.span(".band-act")[self.words[f"say_{band}"]]
            ],
        ]

    def _sentence(self, group: Group, at: int) -> Any:
        less = int(group.below(STOPS)[at])
        kind = "none_below" if less < 1 else "all_below" if less > 99 else "reading"
        holes = {"group": self._name(group), "potassium": f"{STOPS[at]:.1f}", "below": less}
        return markup.rich(self.words[kind], **holes)

    def _band(self, at: int) -> str:
        return band_of(STOPS[at], _bands()).name if self.moved else "start"

    def _table(self, group: Group) -> h.Element:
        say, below = self.words, group.below(STOPS)
        rows = [
            (f"{STOPS[i]:.1f}", f"{below[i]:.0f}", say[f"say_{band_of(STOPS[i], _bands()).name}"])
            for i in range(0, len(STOPS), EVERY)
        ]
        heads = [say[f"head_{name}"] for name in ("potassium", "below", "band")]
        caption = markup.fill(say["axis_y"], group=self._name(group))
        return markup.table(caption, heads, rows, MODEL)


@cache
def _people() -> tuple[Group, ...]:
    return potassium_groups()


@cache
def _bands() -> tuple[Band, ...]:
    return potassium_bands()


def _clipped(band: Band) -> dict[str, Any]:
    """JSON has no infinity: the open ends stop where the slider does."""
    low, high = max(band.low, float(STOPS[0])), min(band.high, float(STOPS[-1]))
    return {"band": band.name, "from": low, "to": high}
