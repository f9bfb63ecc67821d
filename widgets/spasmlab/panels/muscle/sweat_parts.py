"""Parts of the sweat lab that stand still: the signs of danger, and what was measured in people.

The signs are rows of ``warning_signs`` in their own words, under their own levels: nothing here
rewords or lowers one. What was measured are rows of ``effects`` and ``mechanism``, of no model.
"""

import math
from typing import Any

import htpy as h
import pandas as pd

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.safety.signs import signs
from spasmlab.text import words

DANGER = (  # of too much drink, of heat, of muscle that breaks down
    *("SEIZURE_CONFUSED", "OVERDRINK_SICK", "HEATSTROKE", "RHABDO"),
    *("OVERDRINK", "HEAT_CRAMP_1H", "RHABDO_NO_DARK"),
)
MEASURED = {  # what was tested -> its row, and the drink of the panel that it speaks to
    "dry": ("effects:hydration_water_02", "nothing"),
    "water_after": ("effects:hydration_water_01", "water"),
    "water_during": ("mechanism:lau2021_water", "water"),
    "salty_after": ("effects:electrolyte_drink_01", "salty"),
    "salty_during": ("mechanism:lau2021_salt_drink", "salty"),
}
DRY = 3  # % of weight, as the rows hydration_water_02 and ctf_dehydrated3 say
AXIS = (-8.0, 15.0)  # taps a second less and more than before, at the ends of the drawing
TAP, MARK = 20, 16  # units of the drawing: a tap, and the height of a mark


def danger(say: markup.Words, language: str) -> h.Element:
    """Return the signs, worst first, each level with what it asks for."""
    found = signs().set_index("id", drop=False).loc[list(DANGER)]  # worst first: see DANGER
    tiers = words("signs", language)["tiers"]
    before, after = say["help_see"].split("{page}")
    return h.section(".sweat-signs", aria_label=say["signs"])[
        h.p(".sweat-signs-head")[say["signs"]],
        (
            h.div(class_=f"sweat-tier is-{tier}")[
                h.p[h.b[tiers[tier]]],
                h.ul[
                    (
                        h.li(data_row=f"warning_signs:{row['id']}")[_sign(row, language)]
                        for _, row in rows.iterrows()
                    )
                ],
                h.p[rows[f"action_{language}"].mode()[0]],
            ]
            for tier, rows in found.groupby("tier", sort=False)
        ),
        h.p(".sweat-see")[before, h.b(".sweat-help")[say["help_page"]], after],
    ]


def _sign(row: pd.Series, language: str) -> list[str]:
    question, why = row[f"question_{language}"], row[f"why_{language}"]
    return [question] if pd.isna(why) else [question, f" {why}"]


def measured(say: markup.Words, drink: str) -> h.Element:
    """Return what was measured, those that speak to the drink marked."""
    lab = say["lab"]
    keys = " ".join(row for row, _ in MEASURED.values())
    return h.figure(".sweat-measured")[
        h.figcaption[lab["title"]],
        h.p(".sweat-how", data_row=keys)[markup.fill(lab["how"], men=_men())],
        h.div(".sweat-sides", aria_hidden="true")[
            h.span(".sweat-what"),
            h.span(".sweat-ends")[h.span["← ", lab["easier"]], h.span[lab["harder"], " →"]],
            h.span(".sweat-found"),
        ],
        h.ul(".sweat-tests")[(_test(lab, name, drink) for name in MEASURED)],
        h.p(".sweat-untested", hidden=drink in _tested())[lab["untested"]],
        h.p(".sweat-but")[lab["but"]],
    ]


def _tested() -> set[str]:
    return {drink for _, drink in MEASURED.values()}


def _test(lab: Any, name: str, drink: str) -> h.Element:
    """Return one test: its name, its mark on the line of taps, and its numbers."""
    key, speaks = MEASURED[name]
    low, high = ends(key)
    kinds = {"is-unclear": name == "dry", "is-now": speaks == drink}
    return h.li(class_=kinds, data_row=key, data_drink=speaks)[
        h.span(".sweat-what")[markup.fill(lab["what"][name], percent=DRY)],
        _track(low, high),
        h.span(".sweat-found")[markup.fill(lab["found"][name], **_numbers(low, high))],
    ]


def _track(low: float, high: float) -> h.Element:
    """Return the line of taps, dotted where nothing has changed, and the mark of a test on it."""
    left, wide = f"{_place(low) - MARK / 2:g}", f"{_place(high) - _place(low) + MARK:g}"
    rect, path = h.Element("rect"), h.Element("path")
    return h.svg(".sweat-track", viewBox=f"0 0 {_place(AXIS[1]):g} 28", aria_hidden="true")[
        path(".sweat-line", d=f"M0 14h{_place(AXIS[1]):g}"),
        path(".sweat-zero", d=f"M{_place(0):g} 0v28"),
        rect(".sweat-mark", x=left, y=6, width=wide, height=MARK, rx=MARK // 2),
    ]


def ends(key: str) -> tuple[float, float]:
    """Return the change in taps a second, low and high; both alike where one number was printed."""
    row = tables.row(*key.split(":"))
    if pd.notna(row["value"]):
        return float(row["value"]), float(row["value"])
    return float(row["low"]), float(row["high"])


def _numbers(low: float, high: float) -> dict[str, str]:
    """Return the change in whole taps, halves up; the rows have the tenths."""
    near, far = (f"{math.floor(size + 0.5)}" for size in sorted((abs(low), abs(high))))
    return {"n": near, "low": near, "high": far}


def _place(taps: float) -> float:
    return TAP * (taps - AXIS[0])


def _men() -> int:
    """Return the men of a test: the same in each, or no sentence could say it."""
    rows = [tables.row(*key.split(":")) for key, _ in MEASURED.values()]
    told = {int(row["people"]) for row in rows if "people" in row}
    told |= {int(row["population"].split(" men")[0]) for row in rows if "population" in row}
    (men,) = told
    return men
