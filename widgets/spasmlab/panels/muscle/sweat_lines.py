"""What the sweat lab shows: a line of blood sodium for each way of sweating and drinking.

How much people sweat, how salty it is, and how salty the drink is are rows of ``measurements``;
the balance is the model's. A line ends where it would only be arithmetic: at the loss at which
people of a study stopped, or where sodium reaches the level of an emergency. What a level asks for
is that of the panel of blood salts, and of the whole range: its gravest level counts.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.evidence import salts_levels
from spasmlab.sweeps.sweat_lab import HOURS, Course, course

SWEATS = {"little": "low", "middle": "value", "much": "high"}  # the ends are one SD off
BODIES = ("50", "70", "90")  # kg
SALTY = 36.2  # mmol/L of sodium, as the condition of measurements:sweat_salty_drink_3h says
CHECKED = (-4.0, 2.0)  # % of weight: what the balance was held against, measurements: sweat_balance
MORE = "warning_signs:OVERDRINK"  # the least that drinking far more than is sweated asks for: today
GRAVE = ("usual", "ask", "cannot", "urgent", "emergency")
SODIUM = salts_levels.SALTS["sodium"]
HOLES = ("sweat", "drunk", "share", "weight", "water", "all", "mid", "low", "high")


@dataclass(frozen=True)
class Drink:
    """One thing to drink: how much, of what is sweated, its sodium in mmol/L, what was measured."""

    times: float
    sodium: float
    dots: tuple[str, ...] = ()  # rows of measurements with blood sodium after such a drink


DRINKS = {
    "nothing": Drink(0.0, 0.0),
    "water": Drink(1.0, 0.0, ("sweat_water_3h", "sweat_water_6h")),
    "salty": Drink(1.0, SALTY, ("sweat_salty_drink_3h",)),
    "water_more": Drink(1.5, 0.0),
    "salty_more": Drink(1.5, SALTY),
}
AFTER = {"sweat_water_3h": 3.0, "sweat_water_6h": 6.0, "sweat_salty_drink_3h": 3.0}  # h


@cache
def measurement(identity: str) -> dict[str, float]:
    """Return the numbers of one row of ``measurements``."""
    row = tables.row("measurements", identity)
    return {name: float(row[name]) for name in ("value", "low", "high")}


def litres(sweat: str) -> float:
    """Return the sweat of an hour, in L."""
    return measurement("sweat_rate_athletes")[SWEATS[sweat]]


@cache
def emergency() -> float:
    """Return the sodium, in mmol/L, at and under which a result is an emergency."""
    return float(tables.row("electrolytes", "sodium_emergency_low")["high"])


def usual() -> list[float]:
    """Return the ends of the usual range, in mmol/L."""
    row = tables.row("electrolytes", "sodium_usual")
    return [float(row["low"]), float(row["high"])]


@cache
def line(drink: str, sweat: str, body: str) -> Course:
    """Return the course of one way of sweating and drinking."""
    salt, what, rate = measurement("sweat_sodium_athletes"), DRINKS[drink], litres(sweat)
    ends = (salt["low"], salt["value"], salt["high"])
    return course(rate, ends, what.times * rate, what.sodium, float(body))


@cache
def end(drink: str, sweat: str, body: str) -> tuple[int, str]:
    """Return the last stop that is shown, and why: "stopped", "emergency" or "" for none."""
    found, last = line(drink, sweat, body), len(HOURS) - 1
    lost = found.mass_percent <= -measurement("sweat_no_drink")["value"]
    if lost.any():
        return int(lost.argmax()), "stopped"
    ill = found.sodium <= emergency()
    return (int(ill.argmax()), "emergency") if ill.any() else (last, "")


def described(drink: str, sweat: str, body: str, say: markup.Words) -> dict[str, Any]:
    """Return one line as the page looks it up: its marks, and what is said at each stop."""
    found, (last, why) = line(drink, sweat, body), end(drink, sweat, body)
    kept = slice(0, last + 1)
    low, high = CHECKED
    inside = (found.mass_percent >= low - 1e-9) & (found.mass_percent <= high + 1e-9)
    return {
        "line": np.round(found.sodium[kept], 1).tolist(),
        "low": np.round(found.low[kept], 1).tolist(),
        "high": np.round(found.high[kept], 1).tolist(),
        "checked": min(int(inside.sum()) - 1, last),
        "why": why,
        "stops": [_stop(drink, found, at, say) for at in range(last + 1)],
    }


def _stop(drink: str, found: Course, at: int, say: markup.Words) -> list[Any]:
    """Return what sodium did, the card that it asks for, the water left, a head, and ``HOLES``."""
    low, high = math.floor(found.low[at] + 1e-6), math.ceil(found.high[at] - 1e-6)
    change = round(float(found.sodium[at])) - round(float(found.sodium[0]))
    percent = float(found.mass_percent[at])
    row, mid = card(drink, low, high), round(float(found.sodium[at]))
    share = round(abs(percent))
    return [
        "begin" if at == 0 else "rises" if change > 0 else "falls" if change < 0 else "stays",
        row,
        round(float(found.water_l[at] / found.water_l[0]), 3),
        heading(row, low, mid),
        f"{found.sweat_l[at]:.1f}",
        f"{found.drunk_l[at]:.1f}",
        markup.fill(say["about"], n=share) if share else say["under_one"],
        _signed(percent),
        f"{found.water_l[at]:.0f}",
        f"{found.water_l[0]:.0f}",
        str(mid),
        str(low),
        str(high),
    ]


def says(drink: str, moves: str, why: str, *, past: bool = False) -> list[str]:
    """Return the names of a stop's sentences: what was done, what sodium did, what that means.

    ``past``: more hours were chosen than the line has.
    """
    if moves == "begin":
        return ["begin"]
    meant = [f"meant.{drink}"] if DRINKS[drink].times > 1 else []
    begun = [*(["past"] if past else []), f"done.{drink}", moves]
    return [*begun, *([f"ends.{why}"] if why else []), *meant]


def hours(at: int, say: markup.Words) -> str:
    """Return a stop's time as it is said: "half an hour", "1 hour", "2.5 hours"."""
    time = float(HOURS[at])
    kind = "hour_half" if time == 0.5 else "hour_one" if time == 1 else "hours"
    return markup.fill(say[kind], n=f"{time:g}")


def ends() -> dict[str, str]:
    """Return the numbers that the ends of lines are told with."""
    stop = measurement("sweat_no_drink")["value"]
    return {"limit": f"{emergency():.0f}", "stop": f"{stop:.0f}"}


def _signed(percent: float) -> str:
    whole = round(percent)
    return f"+{whole}" if whole > 0 else markup.number(whole) if whole else "0"


@cache
def gravest(low: int, high: int) -> str:
    """Return the row, or "" for none, of the gravest band that a range of mmol/L reaches."""
    bands = salts_levels.bands(SODIUM)
    first, last = SODIUM.at(low), SODIUM.at(high)
    reached = [one for one in bands if one["first"] <= last and one["last"] >= first]
    return str(max(reached, key=lambda one: GRAVE.index(one["band"]))["row"])


def card(drink: str, low: int, high: int) -> str:
    """Return the row that says what a range asks for; today at least for too much drink."""
    row = gravest(low, high)
    mild = GRAVE.index(graded()[row]) < GRAVE.index("cannot")
    return MORE if DRINKS[drink].times > 1 and mild else row


def heading(row: str, low: int, mid: int) -> str:
    """Return the words above a card: which level of a range it speaks of, in mmol/L."""
    if row == MORE:
        return "card_more"
    if row == gravest(mid, mid):
        return "card"
    return "card_low" if row == gravest(low, low) else "card_high"


@cache
def graded() -> dict[str, str]:
    """Return the band of each row that grades sodium; of "", where none that was checked does."""
    return {str(one["row"]): str(one["band"]) for one in salts_levels.bands(SODIUM)} | {
        "": "cannot"
    }


def dots(drink: str) -> list[dict[str, float]]:
    """Return what was measured in people who drank so: hours, and sodium in mmol/L."""
    return [
        {"hours": AFTER[identity], "value": measurement(identity)["value"]}
        for identity in DRINKS[drink].dots
    ]
