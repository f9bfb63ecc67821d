"""Panel: how one lies in bed, the sheets, and what is at the feet -> where the foot and calf go.

A drawing with our reasoning, no model and no number: ``bed_scene.FEET`` says what each bed does to
the calf, and the panel says that no trial has tested it.
"""

from collections.abc import Iterator
from typing import Any

import htpy as h
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.guess import replies
from spasmlab.panels.muscle import bed_scene as scene
from spasmlab.panels.plan.figures import LIMBS, SKELETON, hair, limb, muscle

MODEL = "panels.bed"
CHOICES = {"lie": scene.LIES, "sheets": scene.SHEETS, "feet": scene.HELPS}
WHY: dict[scene.Key, str] = {  # the sentence that says why, and the one on what to try
    ("back", "tucked", "none"): "push",
    ("back", "tucked", "edge"): "kept_in",
    ("back", "loose", "none"): "sinks",
    ("back", "loose", "edge"): "heels",
    ("back", "tucked", "pillow"): "holds",
    ("back", "loose", "pillow"): "holds",
    ("front", "tucked", "none"): "flat_tight",
    ("front", "tucked", "pillow"): "shins_tight",
    ("front", "tucked", "edge"): "kept_in",
    ("front", "loose", "none"): "flat",
    ("front", "loose", "pillow"): "shins",
    ("front", "loose", "edge"): "hang",
    ("side", "tucked", "none"): "beside",
    ("side", "tucked", "pillow"): "soles",
    ("side", "tucked", "edge"): "kept_in",
    ("side", "loose", "none"): "bent",
    ("side", "loose", "pillow"): "soles",
    ("side", "loose", "edge"): "edge_side",
}
TRY: dict[scene.Key, str] = {
    ("back", "tucked", "none"): "loosen_or_pillow",
    ("back", "tucked", "pillow"): "loosen_too",
    ("front", "tucked", "none"): "loosen_and_edge",
    ("front", "loose", "none"): "edge",
    ("front", "loose", "pillow"): "edge",
    ("front", "loose", "edge"): "keep",
    ("side", "tucked", "pillow"): "loosen_too",
    **{(lie, "tucked", "edge"): "loosen" for lie in scene.LIES},
    **{("front", "tucked", "pillow"): "loosen", ("side", "tucked", "none"): "loosen"},
    **{(lie, "loose", one): "pillow" for lie in ("back", "side") for one in ("none", "edge")},
    **{(lie, "loose", "pillow"): "keep" for lie in ("back", "side")},
}
KNOWN = {  # what stands under the sentence, and the rows behind it
    "sure": ("mechanism:bed_untested",),
    "lab": ("mechanism:short_muscle",),
    "taught": ("mechanism:bed_covers", "mechanism:bed_edge", "mechanism:bed_pillow"),
    "blamed": ("mechanism:bed_blamed",),
}


class Bed(Panel):
    """One bed at a time, drawn, with the lower leg close up.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    after
        The question that is guessed before this panel opens, or "" for none.
    lie, sheets, feet
        "back", "front" or "side"; "tucked" or "loose"; "none", "pillow" or "edge".
    """

    after = t.Unicode().tag(sync=True)
    replies: t.List[dict[str, Any]] = t.List().tag(sync=True)  # to each choice of ``after``
    lie = t.Unicode("back").tag(sync=True)
    sheets = t.Unicode("tucked").tag(sync=True)
    feet = t.Unicode("none").tag(sync=True)
    beds = t.Dict().tag(sync=True)  # by "back.tucked.none": what is drawn, what is said
    body = t.Dict().tag(sync=True)  # limbs, skeleton and order, as ``figures`` has them

    def __init__(
        self, language: str = "en", *, key: str = "bed", after: str = "", **traits: Any
    ) -> None:
        self._language = language
        body = {"limbs": LIMBS, "skeleton": SKELETON, "order": scene.ORDER}
        told = replies(after, language)
        super().__init__(language, key, after=after, replies=told, body=body, **traits)
        self.beds = {".".join(one): {**scene.bed(one), **self._said(one)} for one in scene.every()}

    @t.validate("lie", "sheets", "feet")
    def _known(self, proposal: Any) -> str:
        trait = proposal["trait"]
        known = proposal["value"] in CHOICES[trait.name]
        return str(proposal["value"] if known else trait.default_value)

    @property
    def chosen(self) -> scene.Key:
        """How one lies, the sheets, what is at the feet."""
        return self.lie, self.sheets, self.feet

    def _said(self, key: scene.Key) -> dict[str, str]:
        """Return what is said of a bed, and what its picture is called."""
        say, calf = self.words, scene.FEET[key]
        parts = (say["lead"][calf], say["why"][WHY[key]], say["try"][TRY[key]])
        view = "above" if key[0] == "side" else "beside"
        return {"said": " ".join(parts), "desc": f"{self._named(key)}. {say[view]}"}

    def _named(self, key: scene.Key) -> str:
        lie, sheets, feet = (
            self.words[f"{name}_{one}"] for name, one in zip(CHOICES, key, strict=True)
        )
        return markup.fill(self.words["name"], lie=lie, sheets=sheets.lower(), feet=feet.lower())

    def markup(self) -> h.Element:
        say = self.words
        return markup.frame(
            "bed",
            self.key,
            say["title"],
            markup.lock(say["tools"]),
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    (self._radios(name) for name in CHOICES),
                    (self._close(calf) for calf in scene.ANGLES),
                ],
                self._figure(),
            ],
            h.div(".panel-say")[
                markup.reading(markup.rich(self._said(self.chosen)["said"]), MODEL),
                markup.verdict(),
                self._known_of(),
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _radios(self, name: str) -> h.Element:
        options = [(one, self.words[f"{name}_{one}"]) for one in CHOICES[name]]
        chosen = getattr(self, name)
        return markup.radios(name, self.words[name], options, chosen, f"p-{self.key}-{name}")

    def _figure(self) -> h.Element:
        """Return the bed, and that it is a drawing."""
        return h.figure(".panel-chart.bed-figure")[
            h.figcaption(".chart-caption")[self.words["caption"]],
            self._picture(),
            h.p(".bed-drawn")[self.words["drawn"]],
        ]

    def _picture(self) -> h.Element:
        found, field = scene.bed(self.chosen), f"p-{self.key}-scene"
        at = scene.joints_of(self.chosen)
        calf = muscle(at, scene.belly(self.chosen))
        return h.svg(
            ".bed-scene",
            {"data-view": found["view"], "data-calf": found["calf"]},
            viewBox=f"0 0 {scene.WIDTH} {scene.HEIGHT}",
            role="img",
            aria_labelledby=f"{field}-title",
            aria_describedby=f"{field}-desc",
        )[
            h.title(id=f"{field}-title")[self.words["caption"]],
            h.Element("desc")(id=f"{field}-desc")[self._said(self.chosen)["desc"]],
            room(),
            (h.path(class_=f"bed-{name}", d=found[name]) for name in ("pillow", "prop")),
            h.g(".bed-body")[(h.path(class_=kind, d=path) for kind, path in _body(at))],
            (h.path(class_=f"bed-{name}", d=found[name]) for name in ("sheet", "creases")),
            (h.path(class_=f"bed-{name}", d=calf) for name in ("glow", "calf")),
        ]

    def _close(self, calf: str) -> h.Element:
        """Return the lower leg close up; of the three of these one shows."""
        width, height = scene.CLOSE
        parts, now = scene.close(calf), scene.FEET[self.chosen]
        return h.div(".bed-leg", {"data-calf": calf}, hidden=calf != now)[
            h.svg(viewBox=f"0 0 {width} {height}", role="img", aria_label=self.words["close"])[
                (h.path(class_=f"leg-{name}", d=path) for name, path in parts.items() if path)
            ],
            h.p[h.b[self.words["calf"][calf]], " ", self.words["tendon"][calf]],
        ]

    def _known_of(self) -> h.Element:
        """Return how sure it is, what it rests on, and when to ask first."""
        say = self.words
        caution = tables.row("moves", "foot")[f"caution_{self._language}"]
        return h.div(".bed-known")[
            h.p(".bed-sure", data_row=" ".join(KNOWN["sure"]))[markup.rich(say["sure"])],
            h.ul[
                (
                    h.li(data_row=" ".join(rows))[say[name]]
                    for name, rows in KNOWN.items()
                    if name != "sure"
                )
            ],
            h.p(".bed-ask", data_row="moves:foot")[caution],
        ]

    def _table(self) -> h.Element:
        say = self.words
        heads = [say[f"head_{name}"] for name in ("bed", "calf", "why", "try")]
        return markup.table(say["table"], heads, self._lines(), MODEL)

    def _lines(self) -> Iterator[tuple[str, ...]]:
        say = self.words
        for key in scene.every():
            calf, tried = say["calf"][scene.FEET[key]], say["try"][TRY[key]]
            yield self._named(key), calf, say["why"][WHY[key]], tried


def _body(at: Any) -> Iterator[tuple[str, str]]:
    """Yield the person's limbs, back to front: class and path."""
    for part in scene.ORDER:
        yield f"limb {part}", limb(at, LIMBS[part])
        if part == "head":
            yield "hair", hair(at)


def room() -> h.Node:
    """Return what stands around: the wall with its window and moon, and the bed, seen two ways."""
    width, height, end, top = scene.WIDTH, scene.HEIGHT, scene.END, scene.BED
    return [
        h.rect(".bed-wall", x=0, y=0, width=width, height=height, rx=18),
        h.g(".bed-beside")[
            h.path(".bed-window", d="M152 16h96q6 0 6 6v62q0 6-6 6h-96q-6 0-6-6V22q0-6 6-6z"),
            h.circle(".bed-moon", cx=222, cy=38, r=12),
            (h.circle(".bed-star", cx=x, cy=y, r=2) for x, y in ((166, 34), (188, 68), (172, 76))),
            h.path(".bed-bars", d="M200 16v74M146 53h108"),
            h.path(".bed-floor", d=f"M0 222H{width}V{height - 18}q0 18-18 18H18q-18 0-18-18z"),
            h.path(".bed-frame", d=f"M18 108V222M{end + 12} 184V222M18 {top + 34}H{end + 12}"),
            h.rect(".bed-mattress", x=24, y=top, width=end - 24, height=32, rx=8),
        ],
        h.g(".bed-above")[
            h.path(".bed-frame", d="M16 20V216"),
            h.rect(".bed-mattress", x=24, y=26, width=end - 24, height=184, rx=12),
        ],
    ]
