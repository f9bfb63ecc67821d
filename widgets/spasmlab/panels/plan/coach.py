"""Panel: six stretches and a massage, drawn, told in steps, and timed by the breath.

How long and how often are rows of ``moves``; what to watch for are rows of ``warning_signs``.
Without scripts all seven stand under each other. There is no sound: it may be three at night.
"""

from typing import Any

import htpy as h
import pandas as pd
import traitlets as t

from spasmlab.evidence import tables
from spasmlab.panels import markup
from spasmlab.panels.base import Panel
from spasmlab.panels.evidence.result import cited
from spasmlab.panels.plan import figures
from spasmlab.panels.plan.poses import MOVES

MODEL = "panels.coach"
FRAMES = ("before", "during", "after")
BACK = {"knees", "bridge"}
ONE_SIDE = {"calf", "hamstring", "foot", "thigh"}  # to be done again on the other side
SIGNS = {  # what stops a move; those of one level stand together, worst first
    "leg": ("FLOOR_SUDDEN_LEG", "ALI", "DVT"),
    "back": ("CES_BLADDER", "CES_SADDLE", "CES_BOTH_LEGS"),
}
KNOWN = {  # the row behind the sentence on what is known
    "calf": "treatments:calf_stretch_prophylactic",
    "hamstring": "treatments:calf_stretch_prophylactic",
    "massage": "treatments:massage",
}


class Coach(Panel):
    """One move at a time: its drawing, its steps, its timer, and when not to do it.

    Parameters
    ----------
    language
        A code from ``spasmlab.text.LANGUAGES``.
    key
        The panel's name in the page's address; unique on a page.
    move
        Which move is shown at first: a row of ``moves``; also which one a visitor chose.
    """

    move = t.Unicode("calf").tag(sync=True)
    moves = t.Dict().tag(sync=True)  # by name: seconds, rounds, joints and paths
    body = t.Dict().tag(sync=True)  # limbs and skeleton, as ``figures`` has them

    def __init__(self, language: str = "en", *, key: str = "coach", **traits: Any) -> None:
        self._language = language
        body = {"limbs": figures.LIMBS, "skeleton": figures.SKELETON}
        moves = {name: _timed(name) for name in MOVES}
        super().__init__(language, key, moves=moves, body=body, **traits)

    @t.validate("move")
    def _known(self, proposal: Any) -> str:
        known = proposal["value"] in MOVES
        return str(proposal["value"] if known else proposal["trait"].default_value)

    def markup(self) -> h.Element:
        say = self.words
        names = [(name, say[name]["name"]) for name in MOVES]
        radios = markup.radios("move", say["choose"], names, self.move, f"p-{self.key}-move")
        return markup.frame(
            "coach",
            self.key,
            say["title"],
            h.div(".panel-body")[
                h.div(".panel-controls")[
                    radios,
                    h.p(".coach-gentle")[markup.rich(say["gentle"])],
                    self._ask(self.move, ".coach-first"),
                ],
                self._stage(),
            ],
            h.div(".panel-say")[
                (self._section(name) for name in MOVES),
                h.div(".coach-stop")[
                    h.h3[say["stop"]],
                    (self._signs(kind) for kind in SIGNS),
                    h.p[say["more_signs"]],
                ],
                markup.tools(say, self._table(), sound=False),
            ],
        )

    def _stage(self) -> h.Element:
        """Return the big drawing and the timer beneath it, both still."""
        say = self.words[self.move]
        return h.figure(".panel-chart.coach-figure")[
            h.figcaption(".chart-caption")[
                h.b(".coach-full")[say["full"]], " ", h.span(".coach-where")[self._feel(self.move)]
            ],
            picture(self.move, 1, f"p-{self.key}-stage", say["full"], say["picture"], stage=True),
            self._timer(),
        ]

    def _timer(self) -> h.Element:
        say, row = self.words, self.moves[self.move]
        ring = {"cx": 60, "cy": 60, "r": 53, "pathLength": 100}
        return h.div(".coach-timer", data_row=f"moves:{self.move}")[
            h.div(".coach-clock", aria_hidden="true")[
                h.svg(viewBox="0 0 120 120")[
                    h.circle(".coach-breath", cx=60, cy=60, r=46),
                    h.circle(".coach-track", ring),
                    h.circle(".coach-ring", ring),
                ],
                h.p[h.b(".coach-left")[str(row["hold"] or row["in"])], h.span[say["seconds"]]],
            ],
            h.div(".coach-lead")[
                h.p(".coach-phase", aria_hidden="true")[say["idle"]],
                h.p(".coach-round", aria_hidden="true"),
                h.p(".coach-heard.unseen", role="status"),
                h.div(".coach-buttons")[
                    h.button(".button.coach-go", markup.ASLEEP, type="button")[say["start"]],
                    h.button(".button.coach-again", markup.ASLEEP, type="button", hidden=True)[
                        say["again"]
                    ],
                ],
            ],
        ]

    def _section(self, name: str) -> h.Element:
        """Return all that is said of a move: pictures, steps, how long, when to ask first."""
        own, row = self.words[name], tables.row("moves", name)
        off = {"data-off": name != self.move}
        return h.section(".coach-move", off, aria_label=own["full"], data_move=name)[
            h.h3[own["full"]],
            h.p(".coach-where")[self._feel(name)],
            h.div(".coach-stills")[(self._still(name, frame) for frame in range(3))],
            h.div(".coach-words")[
                h.ol[(h.li[step] for step in own["steps"])],
                h.div[
                    h.p(".coach-dose", data_row=f"moves:{name}")[self._dose(name, row)],
                    h.p(data_row=KNOWN.get(name, f"moves:{name}"))[own["known"]],
                    self._ask(name),
                ],
            ],
        ]

    def _ask(self, name: str, kind: str = "") -> h.Element:
        """Return when to ask first: said before the timer, and with the steps where none runs."""
        caution = tables.row("moves", name)[f"caution_{self._language}"]
        return h.p(f".coach-ask{kind}", data_row=f"moves:{name}")[
            h.b[self.words["ask"]], h.span[caution]
        ]

    def _feel(self, name: str) -> str:
        return markup.fill(self.words["feel"], where=self.words[name]["where"])

    def _still(self, name: str, frame: int) -> h.Element:
        own = self.words[name]
        caption = own["frames"][frame] if "frames" in own else self.words[FRAMES[frame]]
        title = f"{own['full']}: {caption}"
        about = own["picture"] if frame == 1 else " ".join(own["steps"][2 * frame : 2 * frame + 1])
        field = f"p-{self.key}-{name}-{frame}"
        return h.figure(data_frame=frame)[
            picture(name, frame, field, title, about), h.figcaption[caption]
        ]

    def _dose(self, name: str, row: pd.Series) -> h.Node:
        """Return how long, how often, and what the timer does."""
        say, (hold, times) = self.words, _forms(row)
        side = "side" if name in ONE_SIDE else "times"
        parts = [
            say[f"hold_{hold}" if hold else "rub"],
            say[f"{side}_{times or 'few'}"] if hold else "",
            say[f"timer_{hold or 'rub'}"],
        ]
        holes = {key: int(row[key]) for key in (*NUMBERS, "rounds") if pd.notna(row[key])}
        return markup.rich(" ".join(filter(None, parts)), **holes)

    def _signs(self, kind: str) -> h.Element:
        """Return the signs that stop a kind of move, under what each level asks for."""
        rows = [tables.row("warning_signs", name) for name in SIGNS[kind]]
        acts = dict.fromkeys(row[f"action_{self._language}"] for row in rows)
        off = {"data-off": (self.move in BACK) != (kind == "back")}
        return h.div(off, data_kind=kind)[
            (
                [
                    h.p(".coach-act")[act],
                    h.ul[
                        (self._sign(row) for row in rows if row[f"action_{self._language}"] == act)
                    ],
                ]
                for act in acts
            )
        ]

    def _sign(self, row: pd.Series) -> h.Element:
        question, why = (row[f"{part}_{self._language}"] for part in ("question", "why"))
        return h.li(data_row=f"warning_signs:{row['id']}")[question, pd.notna(why) and f" {why}"]

    def _table(self) -> h.Element:
        say = self.words
        heads = (say[f"head_{name}"] for name in ("move", "hold", "times", "from"))
        return h.table[
            h.caption[say["table"]],
            h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
            h.tbody[(self._line(row) for _, row in tables.load("moves").iterrows())],
        ]

    def _line(self, row: pd.Series) -> h.Element:
        say = self.words
        hold, times = _forms(row)
        cells = [
            say[f"cell_{kind}"] if form else say["cell_none"] for kind, form in _cells(hold, times)
        ]
        holes = {key: int(row[key]) for key in NUMBERS if pd.notna(row[key])}
        source = (
            say["own"] if row["verification"] == "design" else cited(row["source"], self._language)
        )
        return h.tr(data_row=f"moves:{row['id']}")[
            h.th(scope="row")[say[row["id"]]["full"]],
            (h.td[markup.fill(cell, **holes)] for cell in cells),
            h.td[source],
        ]


NUMBERS = ("hold", "hold_to", "times", "times_to")


def _forms(row: pd.Series) -> tuple[str, str]:
    """Return how hold and times are given: as one number of "times", a "range", or "" for none."""
    known = row.notna()

    def form(name: str) -> str:
        return "range" if known[f"{name}_to"] else "times" if known[name] else ""

    return form("hold"), form("times")


def _cells(hold: str, times: str) -> list[tuple[str, str]]:
    ends = {"range": "_range"}
    return [(f"hold{ends.get(hold, '')}", hold), (f"times{ends.get(times, '')}", times)]


def _timed(name: str) -> dict[str, Any]:
    """Return what the module needs to draw and time a move."""
    row, scene = tables.row("moves", name), MOVES[name]
    frames = [figures.joints(pose) for pose in scene.frames]
    return {
        "rounds": int(row["rounds"]),
        "in": int(row["breathe_in"]),
        "hold": int(row["hold"]) if pd.notna(row["hold"]) else 0,
        "out": int(row["breathe_out"]),
        "numbers": [None if pd.isna(row[key]) else int(row[key]) for key in NUMBERS],
        "source": str(row["source"]),
        "side": name in ONE_SIDE,
        "kind": "back" if name in BACK else "leg",
        "frames": [
            {key: [round(x, 2), round(y, 2)] for key, (x, y) in at.items()} for at in frames
        ],
        "muscle": list(scene.muscle),
        "cord": list(scene.cord),
        "order": list(scene.order),
        "behind": [list(one) for one in scene.behind],
        "arrows": [[figures.arrow(one) for one in frame] for frame in scene.arrows],
        "view": list(scene.view),
        "circles": scene.circles,
    }


def picture(
    name: str, frame: int, field: str, title: str, about: str, *, stage: bool = False
) -> h.Element:
    """Return one still of a move as a named drawing."""
    scene = MOVES[name]
    at = figures.joints(scene.frames[frame])
    return h.svg(
        ".coach-stage.coach-drawing" if stage else ".coach-drawing",
        viewBox=" ".join(map(str, scene.view)),
        role="img",
        aria_labelledby=f"{field}-title",
        aria_describedby=f"{field}-desc",
    )[
        h.title(id=f"{field}-title")[title],
        h.Element("desc")(id=f"{field}-desc")[about],
        h.g(".coach-scene")[
            (h.path(class_=kind, d=path) for kind, path in figures.paths(scene, at))
        ],
        h.g(".coach-arrows")[
            (h.path(class_="arrow", d=figures.arrow(one)) for one in scene.arrows[frame])
        ],
    ]
