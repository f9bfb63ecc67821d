"""Panel: foods on a plate, how far they go toward a usual day, and how little blood shows of it.

What is on the plate stays in the panel: it is in no address and no store. Foods are put on and
taken off by buttons; nothing is dragged, nothing is typed.
"""

from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import plate, tables
from spasmlab.evidence.plate import SALTS
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence import plate_parts as parts
from spasmlab.text import words

MODEL = "evidence.plate"
MOST = 6  # servings of one food
SHELVES = {"garden": slice(0, 5), "field": slice(5, 10), "milk": slice(10, 15)}  # of the foods
START = {"potassium_banana": 1}
DAY = (  # one serving of each: an example, not advice
    *("potassium_banana", "potassium_potato_baked", "magnesium_spinach_boiled"),
    *("magnesium_black_beans", "magnesium_almonds"),
    *("calcium_yogurt_plain_low_fat", "potassium_salmon_cooked"),
)
ASK = "warning_signs:MG_KIDNEY warning_signs:K_ACE mechanism:risk_high_potassium"
SURVEY = f"diet_and_blood:{plate.SLOPE}"
USUAL = "electrolytes:potassium_usual"
LEAST = 0.01  # mmol/L: less is not told apart


class Plate(Panel):
    """Servings on a plate, and a group of people to hold them against.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    plate
        Servings by the food's row of ``servings``; what is not a food, or not 0 to 6, is left out.
    shelf
        The foods to choose from: a name of ``SHELVES``.
    sex, age
        The group: "F" or "M", and the group's lowest age as text.
    like
        The panel of the same page in which the group is chosen, as "salts"; "" asks for it here.
    """

    after = t.Unicode().tag(sync=True)
    like = t.Unicode().tag(sync=True)
    plate = t.Dict().tag(sync=True)
    shelf = t.Enum(list(SHELVES), "garden").tag(sync=True)
    sex = t.Unicode("F").tag(sync=True)
    age = t.Unicode("40").tag(sync=True)
    foods: t.List[dict[str, Any]] = t.List().tag(sync=True)
    groups: t.List[dict[str, Any]] = t.List().tag(sync=True)
    day = t.List(t.Unicode(), list(DAY)).tag(sync=True)
    most = t.Int(MOST).tag(sync=True)
    blood = t.Dict().tag(sync=True)  # slope, its ends, and the width of the usual range

    def __init__(
        self, language: str = "en", *, key: str = "plate", after: str = "", **traits: Any
    ) -> None:
        self.language = language  # foods are called in it
        slip = words("lab_slip", language)
        self.slip = slip
        given = {"plate": dict(START)} | traits
        super().__init__(
            language,
            key,
            after=after,
            foods=[parts.served(food, language) for food in plate.foods()],
            groups=[parts.named(group, slip) for group in plate.groups()],
            blood={"slope": plate.in_blood()[0], "width": plate.usual_width(), "least": LEAST},
            **given,
        )

    @t.validate("plate")
    def _servings(self, proposal: Any) -> dict[str, int]:
        known = {food.id for food in plate.foods()}
        return {
            name: count
            for name, count in proposal["value"].items()
            if name in known and type(count) is int and 0 < count <= MOST
        }

    @t.validate("sex", "age")
    def _known(self, proposal: Any) -> str:
        trait = proposal["trait"]
        known = {group[trait.name] for group in self.groups}
        return str(proposal["value"] if proposal["value"] in known else trait.default_value)

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "plate",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[self._controls(), self._figure()],
            h.div(".panel-say")[
                markup.reading(self._sentence(), MODEL),
                h.p(".plate-why")[say["why"]],
                h.p(".plate-survey", data_row=SURVEY)[self._survey()],
                h.p(".plate-note")[say["note"]],
                markup.tools(say, self._table(), sound=False),
            ],
            h.div(".plate-ask", data_row=ASK)[
                h.p[h.b[say["ask"]]],
                h.p[say["ask_who"]],
                h.p[say["ask_pills"]],
                h.p(".plate-feel")[self.slip["feel"]],
            ],
        )

    def _group(self) -> dict[str, Any]:
        return next(one for one in self.groups if (one["sex"], one["age"]) == (self.sex, self.age))

    def totals(self) -> dict[str, tuple[int, bool]]:
        """Return mg of each salt on the plate, and whether some food's is not known."""
        held = [(food, self.plate[food["id"]]) for food in self.foods if food["id"] in self.plate]
        return {
            name: (
                sum(food["mg"].get(name, 0) * count for food, count in held),
                any(name not in food["mg"] for food, _ in held),
            )
            for name in SALTS
        }

    def _controls(self) -> h.Element:
        say = self.words
        shelves = [(name, say["shelves"][name]) for name in SHELVES]
        return h.div(".panel-controls")[
            h.ul(".plate-foods")[self._one(self.foods[0])],
            h.div(".plate-quick")[
                h.button(".plate-day", markup.ASLEEP, type="button")[say["day"]],
                h.button(".plate-empty", markup.ASLEEP, type="button")[say["empty"]],
            ],
            h.details(".panel-fold.plate-more", open=self.shelf != "garden")[
                h.summary[say["more_foods"]],
                markup.radios("shelf", say["shelf"], shelves, self.shelf, f"p-{self.key}-shelf"),
                (
                    h.ul(".plate-foods", data_shelf=name, hidden=name != self.shelf)[
                        (self._one(food) for food in self.foods[max(where.start, 1) : where.stop])
                    ]
                    for name, where in SHELVES.items()
                ),
            ],
            not self.like and self._who(),
        ]

    def _one(self, food: dict[str, Any]) -> h.Element:
        """Return a food with what a serving holds, how often it is on the plate, less and more."""
        say, count = self.words, int(self.plate.get(food["id"], 0))
        held = {name: food["mg"].get(name, say["unknown"]) for name in SALTS}
        less, more = (markup.fill(say[side], food=food["name"]) for side in ("less", "more"))
        off = str(count == 0).lower()
        return h.li(data_food=food["id"], data_model=MODEL)[
            h.span(".plate-name")[h.b[food["name"]], " ", h.small[food["serving"]]],
            h.span(".plate-steps")[
                h.button(
                    markup.ASLEEP,
                    type="button",
                    data_step="-1",
                    aria_label=f"− {less}",
                    aria_disabled=off,
                )["−"],
                h.output(".plate-count")[str(count)],
                h.button(markup.ASLEEP, type="button", data_step="1", aria_label=f"+ {more}")["+"],
            ],
            h.span(".plate-each")[markup.fill(say["each"], **held)],
        ]

    def _who(self) -> h.Element:
        """Return the choice of a group, folded: it is set once, and then it is in the way."""
        slip = self.slip
        sexes = [("F", slip["female"]), ("M", slip["male"])]
        ages = [(one["age"], one["ages"]) for one in self.groups if one["sex"] == "F"]
        return h.details(".panel-fold.plate-who")[
            h.summary[markup.fill(self.words["who"], group=self._group()["name"])],
            markup.radios("sex", slip["sex"], sexes, self.sex, f"p-{self.key}-sex"),
            markup.listing(self.key, "age", slip["age"], ages, self.age),
        ]

    def _figure(self) -> h.Element:
        say, group = self.words, self._group()
        return h.figure(".panel-chart.plate-figure", data_model=MODEL)[
            h.figcaption(".chart-caption")[say["caption"]],
            h.p(".plate-legend")[markup.fill(say["legend"], group=group["name"])],
            self.like and h.p(".plate-legend")[say["like"]],
            (self._bar(name, group["eaten"][name]) for name in SALTS),
            self._blood(),
        ]

    def _bar(self, name: str, eaten: dict[str, Any]) -> h.Element:
        """Return one salt of the plate as a bar, over what a group eats."""
        say, (mg, least) = self.words, self.totals()[name]
        share = markup.fill(
            say["share"], share=parts.percent(mg, eaten["middle"]), middle=eaten["shown"]
        )
        said = say["beyond"] if mg > eaten["most"] else share
        return h.div(".plate-bar", data_salt=name)[
            h.p[
                h.b[say["salts"][name]],
                h.span(".plate-mg")[markup.fill(say["at_least" if least else "amount"], mg=mg)],
            ],
            parts.track(
                ("plate-half", eaten["half"][0], eaten["half"][1] - eaten["half"][0]),
                ("plate-fill", 0, min(mg, eaten["most"])),
                most=eaten["most"],
                line=eaten["middle"],
            ),
            h.p(".plate-share")[said],
        ]

    def _blood(self) -> h.Element:
        say, usual = self.words, tables.row(*USUAL.split(":"))
        rise, width = self._rise(), plate.usual_width()
        ends = {"low": f"{usual['low']:.1f}", "high": f"{usual['high']:.1f}"}
        return h.div(".plate-blood")[
            h.p[h.b[say["blood"]]],
            h.p(".plate-range", data_row=USUAL)[markup.fill(say["blood_range"], **ends)],
            parts.track(("plate-usual", 0, width), ("plate-rise", 0, min(rise, width)), most=width),
            h.p(".plate-rise-said")[self._risen(rise)],
        ]

    def _risen(self, rise: float) -> str:
        """Return the rise as it stands under its sliver."""
        tiny = 0 < rise < LEAST
        shown = parts.rounded(LEAST if tiny else rise) if rise else "0"
        return markup.fill(self.words["blood_rise_tiny" if tiny else "blood_rise"], rise=shown)

    def _rise(self) -> float:
        """Return how much more potassium the blood of people held who ate so much more of it."""
        return plate.in_blood()[0] * self.totals()["potassium"][0] / 1000

    def _sentence(self) -> Any:
        say, (mg, least) = self.words, self.totals()["potassium"]
        if not self.plate:
            return markup.rich(say["nothing"])
        if not mg:
            return markup.rich(say["reading_none"])
        rise = self._rise()
        kind = "rise" if rise >= LEAST else "rise_tiny"
        return markup.rich(
            f"{say['reading_least' if least else 'reading']} {say[kind]}",
            potassium=mg,
            share=parts.percent(mg, self._group()["eaten"]["potassium"]["middle"]),
            rise=parts.rounded(max(rise, LEAST)),
        )

    def _survey(self) -> str:
        slope, low, high = (parts.rounded(one) for one in plate.in_blood())
        people = f"{int(tables.row(*SURVEY.split(':'))['n']):,}"
        thousands = words("adjustment", self.language)["thousands"]
        return markup.fill(
            self.words["survey"], n=people.replace(",", thousands), slope=slope, low=low, high=high
        )

    def _table(self) -> h.Element:
        say = self.words
        heads = [say["head_food"], *(say[f"head_{name}"] for name in SALTS)]
        rows = [
            (
                f"{food['name']}, {food['serving']}",
                *(str(food["mg"].get(name, "–")) for name in SALTS),
            )
            for food in self.foods
        ]
        return markup.table(say["table"], heads, rows, MODEL)
