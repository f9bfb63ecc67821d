"""What the heat-or-ice panel says at each stop: sentence, card, table, what was measured, burns.

The model's numbers come from ``sweeps/depths.py``, the limits of use and the burns from rows of
``heat_cold``, the measurements from rows of ``measurements``. None of them is made from another.
"""

from functools import cache
from types import MappingProxyType
from typing import Any

import htpy as h
import numpy as np
from numpy.typing import NDArray

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.sweeps.depths import DEPTHS, MINUTES, depths
from spasmlab.sweeps.packs import NAMES
from spasmlab.text import words

MODEL = "heat.run"
PACKS = NAMES
FATS = ("thin", "middle", "thick")
STOPS = tuple(int(one) for one in MINUTES)
LOOK, USUAL, LAST = 5, 10, 20  # minutes: rows cold_skin, cold_time and heat_time, cold_max
FAHRENHEIT = 1.8  # degrees Fahrenheit in one of Celsius
CARDS = {  # card -> its band, its sign, the rows that it says
    "on": ("start", "·", "heat_cold:heat_lie heat_cold:heat_sleep"),
    "look": ("ask", "?", "heat_cold:cold_skin"),
    "off_cold": ("usual", "✓", "heat_cold:cold_time heat_cold:cold_repeat"),
    "last_cold": ("ask", "!", "heat_cold:cold_max"),
    "over_cold": ("urgent", "!", "heat_cold:cold_max treatments:ice_pack"),
    "bare": ("urgent", "!", "treatments:ice_pack"),
    "off_heat": ("usual", "✓", "heat_cold:heat_time"),
    "last_heat": ("ask", "!", "heat_cold:heat_alt"),
}
ICE = ("heat_ice_{fat}_1cm", "heat_ice_{fat}_3cm")  # rows of what ice was measured to do
MEASURED = MappingProxyType(  # pack, minute -> the sentence, its rows, their depths in cm
    {
        ("ice", 20): ("found_ice", ICE, None),  # 1 and 3 cm below the fat
        ("heat", 15): ("found_heat_15", ("heat_pack_1cm", "heat_pack_3cm"), (1.0, 3.0)),
        ("heat", 20): ("found_heat_20", ("heat_pack_calf",), (1.5,)),
    }
)
BURNS = ("burn44", *(f"mh2_{celsius}" for celsius in (45, 47, 48, 49, 51, 55, 60)))


def sentences(pack: str, fat: str, language: str) -> list[tuple[str, dict[str, str]]]:
    """Return at each stop the sentence's name and its numbers, sizes without a sign."""
    say = words("heat_or_ice", language)
    skin, deep = _sizes(pack, fat, 0), _sizes(pack, fat, 10)
    return [_said(pack, *pair, say) for pair in zip(skin, deep, strict=True)]


def _said(
    pack: str, skin: NDArray[np.float64], deep: NDArray[np.float64], say: markup.Words
) -> tuple[str, dict[str, str]]:
    middle = float(skin.mean())
    holes = {
        "skin": f"{middle:.0f}",
        "skin_f": f"{middle * FAHRENHEIT:.0f}",
        "deep": between(deep, say),
        "deep_f": between(deep * FAHRENHEIT, say),
    }
    if middle == 0:
        return "said_start", {}
    if round(float(deep.max()), 1) < 0.1:
        return "said_hardly", holes
    return ("said_warm" if pack == "heat" else "said_cold"), holes


def between(ends: NDArray[np.float64], say: markup.Words) -> str:
    """Return a range of sizes to a tenth, or one number where both ends are written alike."""
    low, high = sorted(f"{abs(one):.1f}" for one in ends.tolist())
    low, high = sorted((low, high), key=float)
    return low if low == high else markup.fill(say["range"], low=low, high=high)


def cells(pack: str, fat: str, language: str) -> list[list[str]]:
    """Return the table's cells at each stop: skin, and 1 and 3 cm below the fat."""
    say = words("heat_or_ice", language)
    sign = "+" if pack == "heat" else "−"
    columns = [_sizes(pack, fat, below) for below in (0, 10, 30)]
    return [[_cell(column[at], sign, say) for column in columns] for at in range(len(STOPS))]


def _cell(ends: NDArray[np.float64], sign: str, say: markup.Words) -> str:
    written = between(ends, say)
    return written if written == "0.0" else f"{sign} {written}"


def caption(pack: str, fat: str, say: markup.Words) -> str:
    """Return the table's caption."""
    return markup.fill(say["table"], pack=say["packs"][pack], fat=say["fats"][fat].lower())


def cards(pack: str) -> list[str]:
    """Return the name of the card at each stop of one pack."""
    if pack == "ice":
        return ["bare"] * len(STOPS)
    return [_hot(stop) if pack == "heat" else _cold(stop) for stop in STOPS]


def _hot(minutes: int) -> str:
    if minutes < USUAL:
        return "on"
    return "off_heat" if minutes < LAST else "last_heat"


def _cold(minutes: int) -> str:
    if minutes < LOOK:
        return "on"
    if minutes < USUAL:
        return "look"
    if minutes < LAST:
        return "off_cold"
    return "last_cold" if minutes == LAST else "over_cold"


def measured(pack: str, fat: str, language: str) -> list[dict[str, Any]]:
    """Return at each stop what was measured: the sentence, its rows, its dots."""
    return [_measured(pack, fat, stop, language) for stop in STOPS]


def _measured(pack: str, fat: str, minutes: int, language: str) -> dict[str, Any]:
    say = words("heat_or_ice", language)
    if (pack, minutes) not in MEASURED:
        return {"text": markup.fill(say["found_none"], minutes=minutes), "rows": "", "dots": []}
    name, rows, where = MEASURED[pack, minutes]
    ids = [row.format(fat=fat) for row in rows]
    values = [float(tables.row("measurements", one)["value"]) for one in ids]
    begins = float(depths().muscle_mm[FATS.index(fat)]) / 10
    sizes = [f"{abs(one):g}" for one in values]
    holes = dict(zip(("near", "deep"), sizes, strict=False))
    return {
        "text": markup.fill(say[name], minutes=minutes, **holes),
        "rows": " ".join(f"measurements:{one}" for one in ids),
        "dots": [
            {"cm": cm, "change": value}
            for cm, value in zip(where or (begins + 1, begins + 3), values, strict=True)
        ],
    }


@cache
def _sizes(pack: str, fat: str, below: float) -> NDArray[np.float64]:
    """Return the sizes of the change, stop by blood flow, at the skin or below the fat, in mm."""
    found = depths()
    deep = found.muscle_mm[FATS.index(fat)] + below if below else 0.0
    field = found.change[PACKS.index(pack), FATS.index(fat)].astype(float)  # flow, stop, depth
    at = [[np.interp(deep, DEPTHS, line) for line in flow] for flow in field]
    return np.abs(np.array(at).T)


def burns(say: markup.Words) -> h.Element:
    """Return how long hot water takes to burn, coolest first."""
    heads = (say["head_water"], say["head_burns"])
    return h.section(".packs-burns")[
        h.h3[say["burns"]],
        h.div[
            h.table(data_model="evidence.tables")[
                h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
                h.tbody[(_burn(name, say) for name in BURNS)],
            ],
            h.div[
                h.p(data_row="heat_cold:burn_age")[say["burns_how"]],
                h.p(data_row="heat_cold:heat_sleep heat_cold:heat_under heat_cold:ci_patch")[
                    h.b[say["burns_never"]]
                ],
            ],
        ],
    ]


def _burn(name: str, say: markup.Words) -> h.Element:
    row = tables.row("heat_cold", name)
    celsius = float(row["temperature_c"])
    water = markup.fill(
        say["water"], celsius=f"{celsius:g}", fahrenheit=f"{celsius * FAHRENHEIT + 32:.0f}"
    )
    return h.tr(data_burn=name)[
        h.th(scope="row")[water],
        h.td[lasting(row, say)],
    ]


def seconds_of(row: Any) -> int:
    """Return a burn's time in seconds."""
    return int(float(row["value"]) * {"s": 1, "min": 60, "h": 3600}[row["unit"]])


def lasting(row: Any, say: markup.Words) -> str:
    """Return a burn's time in the largest unit that keeps it whole."""
    seconds = seconds_of(row)
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds % size == 0:
            return markup.fill(say["time"][unit], n=seconds // size)
    return markup.fill(say["time"]["s"], n=seconds)
