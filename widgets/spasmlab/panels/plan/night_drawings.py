"""Line drawings of the 3 a.m. card: body, tight muscle (dots), move (arrow), things around it.

A person is lines of one width, a limb seen close is its outline. Nothing depends on colour: the
muscle is dotted, the move ends in a head, and wall, floor and pillow are thin.
"""

from collections.abc import Mapping

import htpy as h

SIZE = (220, 150)  # the picture's width and height, in its own units
LAYERS = ("thing", "limb", "body", "hot", "move")  # from the back to the front

SHIN = "M8 84C50 76 90 76 118 84C138 90 150 94 158 96"
CALF = "M8 122C50 132 90 132 122 126C140 122 150 120 158 124C166 129 174 127 177 117"
TOES_UP = (
    "M158 96C161 78 165 58 170 42C173 33 181 30 187 33C193 36 195 43 193 50C189 74 184 98 177 117"
)

DRAWINGS: Mapping[str, Mapping[str, str]] = {
    "calf.1": {
        "limb": SHIN + CALF + TOES_UP,
        "body": "M88 22C118 14 146 18 166 32C172 36 178 30 182 27",
        "hot": "M28 106C60 98 90 98 112 105",
        "move": "M210 84C212 58 206 36 196 16M208 22L195 14L188 28",
    },
    "calf.2": {
        "thing": "M206 6V142M14 142H206",
        "body": "M142 40L112 84L52 138H68M112 84L152 108L150 138H168M140 48L202 52",
        "head": "150 24 12",
        "hot": "M78 100L56 120",
        "move": "M34 84V128M22 117L34 130L46 117",
    },
    "calf.3": {
        "limb": "M8 62C50 54 90 54 118 62C138 68 150 72 158 74C172 62 182 44 194 32"
        "C202 25 211 29 212 37"
        "C212 46 206 54 200 64C192 78 186 88 177 95C174 105 166 107 158 102C150 98 140 100 122 104"
        "C90 110 50 110 8 100",
        "body": "M20 146C30 132 42 124 58 118L94 113C104 113 105 123 96 124L72 127",
        "hot": "M28 90C60 97 90 97 114 92",
        "move": "M112 136H190M124 125L110 136L124 147M178 125L192 136L178 147",
    },
    "foot.1": {
        "limb": "M30 6C38 40 44 66 40 86C34 100 34 118 50 124C74 132 96 124 118 112"
        "C144 98 160 76 176 60"
        "C184 52 182 40 172 40C158 40 146 52 132 62C116 72 104 66 98 50C92 34 88 20 86 6",
        "body": "M120 8C140 14 156 22 168 36C174 44 184 42 188 50",
        "hot": "M74 112C98 108 122 94 146 74",
        "move": "M206 92C214 70 210 44 194 24M210 28L193 22L190 40",
    },
    "foot.2": {
        "thing": "M10 132H212",
        "limb": "M48 6C50 40 50 66 44 88C34 102 32 118 36 132H184C196 132 198 116 186 110"
        "C160 100 136 92 118 76C104 62 100 34 100 6",
        "hot": "M70 116C98 100 124 104 150 118",
        "move": "M74 22V76M60 62L74 78L88 62",
    },
    "foot.3": {
        "limb": "M48 4C50 26 50 42 44 60C34 74 32 88 40 96C54 104 66 92 92 88"
        "C116 86 132 102 160 102"
        "C184 102 200 96 196 86C192 76 160 70 134 54C112 42 102 22 100 4",
        "body": "M44 148C56 136 66 124 84 108C92 101 101 109 95 116L84 130",
        "hot": "M72 76C92 68 116 72 140 84",
        "move": "M116 130H194M128 119L114 130L128 141M182 119L196 130L182 141",
    },
    "thigh.1": {
        "thing": "M4 124H104M116 124H216",
        "body": "M24 58L28 116L92 116L97 96M24 68L64 90M142 102L174 116L212 116L180 84"
        "M144 102L180 84",
        "head": "22 38 12;132 88 12",
        "hot": "M38 107H78M178 106H198",
        "move": "M76 92C79 80 86 72 94 68M82 66L97 67L93 81M212 94C212 80 206 68 194 60"
        "M210 60L193 59L194 75",
    },
    "thigh.2": {
        "thing": "M4 142H104M116 142H216M70 142V92H98V142M98 92V60M196 142V92H216",
        "body": "M30 138V80L66 62M58 66L76 90M150 50V92V138M150 92L164 118L128 112M150 58"
        "L194 90M148 60L128 110",
        "head": "80 56 11;150 30 12",
        "hot": "M20 84V112M162 92L172 112",
        "move": "M34 56C42 44 54 38 68 38M58 28L70 38L58 47M118 136C110 128 108 116 112 104"
        "M102 114L113 102L120 116",
    },
    "thigh.3": {
        "thing": "M8 138H212",
        "limb": "M8 60C56 50 104 56 138 66C156 72 168 82 168 98C166 112 160 124 158 138M8 118"
        "C50 124 92 120 124 112"
        "C130 122 126 132 126 138",
        "body": "M44 40C52 46 62 52 74 52L104 56C112 58 110 66 102 65L82 62",
        "hot": "M28 90C60 82 92 84 120 92",
        "move": "M36 20H112M48 9L34 20L48 31M100 9L114 20L100 31",
    },
    "back.1": {
        "thing": "M6 136H214M14 118C16 106 46 106 48 118V134H14ZM136 96C142 86 170 86 176 96"
        "C180 108 176 116 170 116H142C134 116 132 106 136 96",
        "body": "M52 108L118 116L166 80L196 124M118 116L172 128L206 130",
        "head": "36 100 13",
        "hot": "M60 122L112 130",
    },
    "back.2": {
        "thing": "M6 136H214M12 120C14 108 42 108 44 120V134H12Z",
        "body": "M48 118L118 126L152 66L178 128H196",
        "head": "32 106 13",
        "hot": "M64 132H112",
        "move": "M112 52C124 24 178 24 192 52M106 40L112 55L126 47M180 48L193 55L198 40",
    },
    "back.3": {
        "thing": "M6 100H130V142M6 142H214",
        "body": "M70 56L108 92L150 92L152 138H170M74 60L60 98",
        "head": "60 40 13",
        "hot": "M82 54L108 80",
        "move": "M100 32C122 22 146 26 162 42M164 26L163 43L146 42",
    },
}


def drawing(name: str, title: str, key: str) -> h.Element:
    """Return the picture of a step, as ``calf.1``; ``key`` tells what dots and arrow mean.

    Raises ``KeyError`` for a step that has none.
    """
    parts = DRAWINGS[name]
    shape = {"viewBox": f"0 0 {SIZE[0]} {SIZE[1]}", "role": "img"}
    return h.svg(".night-picture", shape)[
        h.title[title],
        h.desc[key],
        (h.path(f".night-{layer}", d=parts[layer]) for layer in LAYERS if layer in parts),
        (_head(one) for one in parts.get("head", "").split(";") if one),
    ]


def _head(circle: str) -> h.Element:
    x, y, radius = circle.split()
    return h.circle(".night-body", cx=x, cy=y, r=radius)
