"""Panel: your potassium, sodium or calcium beside people of your sex and age.

The picture is the levels that half, and 95 of 100, of a group lie between; your own number is a
line across it. What a result asks for is said as on the lab slip, in the very same words.
"""

from typing import Any

import htpy as h
import numpy as np
import traitlets as t

from spasmlab.evidence.electrolytes import Group
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence import salts_keys
from spasmlab.panels.evidence import salts_levels as levels
from spasmlab.panels.evidence.salts_keys import SIGNS
from spasmlab.panels.evidence.salts_levels import SALTS, Salt
from spasmlab.text import words

MODEL = "evidence.electrolytes"


class Salts(Panel):
    """A result of a blood test, the people it stands among, and the band it falls in.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    salt
        "potassium", "sodium" or "calcium"; each of them is also a trait, the result in mmol/L.
    sex, age
        The group: "F" or "M", and the group's lowest age as text.
    """

    after = t.Unicode().tag(sync=True)
    salt = t.Unicode("potassium").tag(sync=True)
    sex = t.Unicode("F").tag(sync=True)
    age = t.Unicode("50").tag(sync=True)
    potassium = t.Float(SALTS["potassium"].start).tag(sync=True)
    sodium = t.Float(SALTS["sodium"].start).tag(sync=True)
    calcium = t.Float(SALTS["calcium"].start).tag(sync=True)
    moved: t.List[str] = t.List().tag(sync=True)  # the salts whose level is somebody's result
    groups: t.List[dict[str, str]] = t.List().tag(sync=True)
    salts = t.Dict().tag(sync=True)  # stops, bands, spread and people of each
    slip = t.Dict().tag(sync=True)  # the lab slip's words for a result

    def __init__(
        self, language: str = "en", *, key: str = "salts", after: str = "", **traits: Any
    ) -> None:
        slip = words("lab_slip", language)
        super().__init__(
            language,
            key,
            after=after,
            slip=slip,
            groups=[_named(group, slip) for group in levels.people()],
            salts={name: levels.looked_up(salt) for name, salt in SALTS.items()},
            moved=[name for name in SALTS if name in traits],
            **traits,
        )

    @t.observe(*SALTS)
    def _somebodys(self, change: Any) -> None:
        self.moved = [*{*self.moved, change["name"]}]

    @t.validate(*SALTS)
    def _within_range(self, proposal: Any) -> float:
        salt, value = SALTS[proposal["trait"].name], float(proposal["value"])
        kept = value if np.isfinite(value) else salt.start
        return float(np.clip(kept, salt.lowest, salt.highest))

    @t.validate("salt", "sex", "age")
    def _known(self, proposal: Any) -> str:
        trait = proposal["trait"]
        known = set(SALTS) if trait.name == "salt" else {one[trait.name] for one in self.groups}
        return str(proposal["value"] if proposal["value"] in known else trait.default_value)

    def markup(self) -> h.Element:
        say, salt = self.words, SALTS[self.salt]
        names = [(name, say[name]["Salt"]) for name in SALTS]
        return markup.frame(
            "salts",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    markup.radios("salt", say["salt"], names, self.salt, f"p-{self.key}-salt"),
                    [self._slider(one) for one in SALTS.values()],
                    self._who(),
                    self._card(salt),
                ],
                markup.chart(
                    self.key,
                    say,
                    self._caption(salt),
                    self._spread(salt)["row"],
                    salts_keys.keys(say, self.slip, self.salt),
                ),
            ],
            h.div(".panel-say")[
                markup.reading(self._sentence(salt), MODEL, self._act(salt)),
                h.p(".salts-lab", hidden=not self._lab(salt))[say["lab"]],
                [self._feel(one) for one in SALTS.values()],
                h.p(".salts-see")[self._see()],
                h.p(".salts-survey", data_row=self._spread(salt)["row"])[
                    say["survey"], " ", say["missing"]
                ],
                markup.tools(self._heard(), self._tables()),
            ],
        )

    def _slider(self, salt: Salt) -> h.Element:
        """Return one salt's slider; the others wait, hidden."""
        say, at = self.words[salt.name], salt.at(getattr(self, salt.name))
        other = levels.in_other(salt, at)
        called = {**say, "tools": self.words["tools"], "unit": self._units(salt, other)}
        return h.div(".salts-one", data_salt=salt.name, hidden=salt.name != self.salt)[
            markup.slider(self.key, salt.name, called, salt.stops.tolist(), at, {}, salt.digits),
            h.p(".salts-units", data_model=MODEL)[markup.rich(say["units"], other=other)],
        ]

    def _who(self) -> h.Element:
        """Return the choice of a group, folded: it is set once, and then it is in the way."""
        say, slip = self.words, self.slip
        sexes = [("F", slip["female"]), ("M", slip["male"])]
        ages = [(one["age"], one["ages"]) for one in self.groups if one["sex"] == "F"]
        return h.details(".panel-fold.salts-who")[
            h.summary[markup.fill(say["who"], group=self._group()["name"])],
            markup.radios("sex", slip["sex"], sexes, self.sex, f"p-{self.key}-sex"),
            markup.listing(self.key, "age", slip["age"], ages, self.age),
        ]

    def _card(self, salt: Salt) -> h.Element:
        band = self._band(salt) if salt.name in self.moved else {"band": "start", "row": ""}
        word, act = self._said(band["band"])
        return h.div(f".band-card.band-{band['band']}", data_row=band["row"] or None)[
            h.span(".band-sign", aria_hidden="true")[SIGNS[band["band"]]],
            h.span[
                h.b(".band-word")[word],
                h.span(".band-act")[act],
                h.span(".salts-few", hidden=not self._few(salt))[self._few(salt)],
            ],
        ]

    def _act(self, salt: Salt) -> str:
        """Return what is heard after the sentence: what the card says for the eye."""
        if salt.name not in self.moved:
            return ""
        return f"{self._said(self._band(salt)['band'])[1]} {self._few(salt)}".strip()

    def _few(self, salt: Salt) -> str:
        """Return that few people have a usual level like this; "" of others."""
        if salt.name not in self.moved or self._band(salt)["band"] != "usual":
            return ""
        low, *_, high = self._spread(salt)["levels"]
        level = salt.stops[salt.at(getattr(self, salt.name))]
        kind = "few_low" if level < low else "few_high" if level > high else ""
        return str(self.words[kind]) if kind else ""

    def _feel(self, salt: Salt) -> h.Element:
        """Return the signs that need help now, whatever the number; the lab slip's of potassium."""
        say, names = self.words["signs"], levels.DANGER.get(salt.name, ())
        asked = [(h.span(data_row=f"warning_signs:{name}")[say[name]], " ") for name in names]
        return h.p(".feel", data_salt=salt.name, hidden=salt.name != self.salt)[
            asked, say["now"] if asked else self.slip["feel"]
        ]

    def _see(self) -> list[h.Node]:
        """Return where all signs are, in words; on a page that leads there it becomes a link."""
        before, after = self.words["help_see"].split("{page}")
        return [before, h.b(".salts-help")[self.words["help_page"]], after]

    def _units(self, salt: Salt, other: str) -> h.Node:
        """Return a slider's unit, and where slips print mg/dL, that number as large as its own."""
        unit = self.words[salt.name]["unit"]
        second = h.span(".slider-value.salts-other")[other]
        return [unit, " · ", second, " ", self.words["other"]] if salt.other else unit

    def _said(self, band: str) -> tuple[str, str]:
        """Return a band's word and what it asks for: the lab slip's, where it has them."""
        say = self.words if band in self.words else self.slip
        return say[band], say[f"say_{band}"]

    def _band(self, salt: Salt) -> dict[str, Any]:
        at = salt.at(getattr(self, salt.name))
        return next(one for one in self.salts[salt.name]["bands"] if at <= one["last"])

    def _lab(self, salt: Salt) -> bool:
        """Return whether to point to the lab: beside an urgent result it would soften it."""
        calm = salt.name not in self.moved or self._band(salt)["band"] in ("usual", "ask")
        return salt.name != "potassium" and calm

    def _group(self) -> dict[str, str]:
        return self.groups[self._at()]

    def _at(self) -> int:
        return next(
            at
            for at, one in enumerate(self.groups)
            if (one["sex"], one["age"]) == (self.sex, self.age)
        )

    def _spread(self, salt: Salt) -> dict[str, Any]:
        spread: dict[str, Any] = self.salts[salt.name]["spreads"][self._at()]
        return spread

    def _caption(self, salt: Salt) -> str:
        say = self.words
        name = self._group()["name"]
        return markup.fill(say["caption"], Salt=say[salt.name]["Salt"], group=name)

    def _sentence(self, salt: Salt) -> Any:
        at = salt.at(getattr(self, salt.name))
        looked = self.salts[salt.name]
        low, high = looked["answers"][looked["below"][self._at()][at]]
        kind = "none_below" if high <= 1 else "all_below" if low >= 99 else "between"
        return markup.rich(
            self.words["reading" if low == high and 0 < low < 100 else kind],
            group=self._group()["name"],
            salt=self.words[salt.name]["salt"],
            level=self._level(salt, at),
            below=low,
            low=low,
            high=high,
        )

    def _level(self, salt: Salt, at: int) -> str:
        level, both = f"{salt.stops[at]:.{salt.digits}f}", self.words["level_both"]
        other = levels.in_other(salt, at)
        return markup.fill(both, level=level, other=other) if salt.other else level

    def _heard(self) -> dict[str, Any]:
        return {"tools": {**self.words["tools"], "hear": self.words["hear_people"]}}

    def _tables(self) -> h.Element:
        """Return a table a salt, the chosen one to be seen."""
        return h.div[
            (
                h.div(data_table=salt.name, hidden=salt.name != self.salt)[self._table(salt)]
                for salt in SALTS.values()
            )
        ]

    def _table(self, salt: Salt) -> h.Element:
        say = self.words
        heads = [say[f"head_{name}"] for name in ("group", "most", "half", "middle")]
        caption = markup.fill(
            say["table"], Salt=say[salt.name]["Salt"], unit=say[salt.name]["unit"]
        )
        return h.table(data_model=MODEL)[
            h.caption[caption],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[
                (
                    self._line(salt, group, spread)
                    for group, spread in zip(
                        self.groups, self.salts[salt.name]["spreads"], strict=True
                    )
                )
            ],
        ]

    def _line(self, salt: Salt, group: dict[str, str], spread: dict[str, Any]) -> h.Element:
        cells, others = self._cells(spread["shown"]), self._cells(spread["other"])
        both = self.words["cell_both"]
        if others:
            pairs = zip(cells, others, strict=True)
            cells = [markup.fill(both, here=here, other=other) for here, other in pairs]
        return h.tr(data_row=spread["row"])[
            h.th(scope="row")[group["name"]], (h.td[cell] for cell in cells)
        ]

    def _cells(self, shown: list[str]) -> list[str]:
        if not shown:
            return []
        low, half_low, middle, half_high, high = shown
        ends = ((low, high), (half_low, half_high))
        return [*(markup.fill(self.words["range"], low=a, high=b) for a, b in ends), middle]


def _named(group: Group, slip: markup.Words) -> dict[str, str]:
    """Return a group as the lab slip calls it."""
    last = group.age_high is None
    ages = markup.fill(
        slip["ages_last" if last else "ages"], low=group.age_low, high=group.age_high
    )
    name = markup.fill(slip["women" if group.sex == "F" else "men"], ages=ages)
    return {"sex": group.sex, "age": str(group.age_low), "ages": ages, "name": name}
