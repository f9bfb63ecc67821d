"""A moment to choose on a time axis: play, pause, a step back, a step on; for ``playback.js``."""

from collections.abc import Sequence

import htpy as h

from spasmlab.panels.markup import ASLEEP, Words


def playback(
    key: str, say: Words, shown: Sequence[str], at: int, told: str, name: str = "moment"
) -> h.Element:
    """Return a range over the moments that can be stepped to, and its buttons.

    ``shown`` is how each moment is written, ``told`` what is heard of the one at ``at``.
    """
    field = f"p-{key}-{name}"
    span: dict[str, str | int] = {
        "type": "range",
        "id": field,
        "min": 0,
        "max": len(shown) - 1,
        "step": 1,
        "value": at,
        "aria-valuetext": told,
    }
    return h.div(".slider.play", data_control=name)[
        h.div(".slider-head")[
            h.label(for_=field)[say["moment"]],
            h.output(".slider-shown", for_=field, aria_hidden="true")[
                h.span(".slider-value")[shown[at]], " ", h.small[say["moment_unit"]]
            ],
        ],
        h.div(".slider-row")[
            h.button(".slider-step", ASLEEP, type="button", data_by="-1", aria_label=say["back"])[
                "‹"
            ],
            h.input(span, disabled=True),
            h.button(".slider-step", ASLEEP, type="button", data_by="1", aria_label=say["on"])["›"],
        ],
        h.button(".button.play-go", ASLEEP, type="button")[say["play"]],
        h.p(".play-heard.unseen", role="status"),
    ]
