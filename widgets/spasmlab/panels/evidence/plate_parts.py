"""Parts of the plate: its bars, its foods and its groups, as the page shows them."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import htpy as h

from spasmlab.evidence import plate
from spasmlab.evidence.plate import Food
from spasmlab.panels import markup


def track(*bars: tuple[str, float, float], most: float, line: float | None = None) -> h.Element:
    """Return bars on one line, each a name, its left end and its width; ``most`` is the right."""
    rect, path = h.Element("rect"), h.Element("path")
    tops = {"plate-half": 0, "plate-usual": 0}
    return h.svg(
        ".plate-track", viewBox="0 0 1000 40", preserveAspectRatio="none", aria_hidden="true"
    )[
        (
            rect(
                class_=name,
                x=f"{1000 * left / most:.1f}",
                y=tops.get(name, 10),
                width=f"{1000 * wide / most:.1f}",
                height=40 - 2 * tops.get(name, 10),
            )
            for name, left, wide in bars
        ),
        line is not None and path(".plate-middle", d=f"M{1000 * line / most:.1f} 0v40"),
    ]


def percent(mg: int, middle: float) -> int:
    """Return mg as a share of the middle, in whole %, halves up."""
    return math.floor(100 * mg / middle + 0.5)


def rounded(value: float) -> str:
    """Return a number as it is read aloud, halves up."""
    return str(Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def served(food: Food, language: str) -> dict[str, Any]:
    """Return a food as the page shows it: its salts in whole mg."""
    return {
        "id": food.id,
        "name": food.name[language],
        "serving": food.serving[language],
        "mg": {name: math.floor(mg + 0.5) for name, mg in food.mg.items()},
        "grams": "" if food.grams is None else math.floor(food.grams + 0.5),
    }


def named(group: plate.Group, slip: markup.Words) -> dict[str, Any]:
    """Return a group as the lab slip calls it, and what it eats."""
    last = group.age_high is None
    ages = markup.fill(
        slip["ages_last" if last else "ages"], low=group.age_low, high=group.age_high
    )
    name = markup.fill(slip["women" if group.sex == "F" else "men"], ages=ages)
    eaten = {
        salt: {
            "middle": one.middle,
            "half": list(one.half),
            "most": one.most,
            "shown": f"{one.middle:.0f}",
        }
        for salt, one in group.eaten.items()
    }
    return {"sex": group.sex, "age": str(group.age_low), "ages": ages, "name": name, "eaten": eaten}
