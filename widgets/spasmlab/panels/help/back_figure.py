"""A person seen from behind, with four places to press; the names stand beside the drawing.

Units: px of the picture, x to the right, y down. The right half is drawn, the left is its mirror.
"""

import htpy as h

WIDTH, HEIGHT, MIDDLE = 220, 500, 110
LEG = (
    "M112 262L157 254C161 294 155 334 149 356C154 378 153 402 146 428C143 446 142 456 143 466"
    "C151 472 152 482 145 485L122 485C117 479 120 470 123 463C121 440 118 418 117 398"
    "C116 378 118 364 117 354C114 326 111 296 112 262Z"
)
ARM = (
    "M156 110C172 114 177 134 179 158C181 180 187 204 189 230C191 246 189 256 183 259"
    "C176 260 173 253 172 243C170 216 164 190 160 170C156 150 152 126 156 110Z"
)
HAND = "M172 240C171 256 176 266 182 266C189 264 191 252 189 236Z"
TORSO = (
    "M98 84C98 92 70 94 62 106C58 122 62 144 67 166C71 184 71 200 68 216C64 232 62 246 64 262"
    "L156 262C158 246 156 232 152 216C149 200 149 184 153 166C158 144 162 122 158 106"
    "C150 94 122 92 122 84Z"
)
SHORTS = (
    "M65 236C63 250 62 264 62 282L106 284L110 268L114 284L158 282C158 264 157 250 155 236"
    "C140 242 80 242 65 236Z"
)
HAIR = (
    "M110 10C92 10 83 24 84 42C85 56 94 66 97 70L123 70C126 66 135 56 136 42C137 24 128 10 110 10Z"
)
SPINE = "M110 92V228"
PLACES = {  # from the top: its shape, of the right leg or of the back whole; where its name stands
    "back": ("M76 176C84 166 136 166 144 176C148 198 150 216 151 232C136 240 84 240 69 232"
             "C70 216 72 198 76 176Z", 200),
    "thigh": ("M122 288C134 284 148 288 151 298C151 318 149 334 145 346C136 352 126 350 121 344"
              "C118 326 117 306 122 288Z", 308),
    "calf": ("M122 368C128 362 142 362 147 372C149 392 146 412 140 428C134 434 128 432 125 426"
             "C121 408 119 386 122 368Z", 392),
    "foot": ("M125 460C130 456 138 456 142 462C148 470 150 478 145 482L122 482C119 476 122 468"
             " 125 460Z", 470),
}  # fmt: skip
BANDS = {"back": (150, 96), "thigh": (284, 70), "calf": (356, 86), "foot": (444, 56)}  # top, height


def figure(label: str, chosen: str) -> h.Element:
    """Return the drawing; each place is pressed as its name beside it is."""
    shape = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": label}
    return h.svg(".body-figure", shape)[
        _both(ARM, "limb"),
        _both(HAND, "limb"),
        _both(LEG, "limb"),
        h.path(".limb", d="M98 64h24v24c-6 6 -18 6 -24 0z"),
        h.path(".limb.shirt", d=TORSO),
        h.path(".limb.shorts", d=SHORTS),
        h.path(".hair", d=HAIR),
        h.path(".spine", d=SPINE),
        (_place(name, name == chosen) for name in PLACES),
    ]


def _place(name: str, chosen: bool) -> h.Element:
    shape, at = PLACES[name]
    top, height = BANDS[name]
    edge = 151 if name == "back" else 149
    return h.g(class_="body-place is-open" if chosen else "body-place", data_place=name)[
        h.rect(".body-band", x=0, y=top, width=WIDTH, height=height),
        h.path(".body-line", d=f"M{edge} {at}H{WIDTH}"),
        h.path(".body-spot", d=shape) if name == "back" else _both(shape, "body-spot"),
    ]


def _both(d: str, kind: str) -> list[h.Element]:
    mirror = f"translate({2 * MIDDLE} 0) scale(-1 1)"
    return [h.path(d=d, class_=kind), h.path(d=d, class_=kind, transform=mirror)]
