"""What stands under the picture of a salt: what its bars are, and what each colour asks for."""

import htpy as h

from spasmlab.panels import markup
from spasmlab.panels.evidence import salts_levels as levels
from spasmlab.panels.evidence.salts_levels import SALTS

SIGNS = {"start": "→", "usual": "✓", "ask": "?", "cannot": "!", "urgent": "!", "emergency": "!!"}
BARS = ("half", "most")  # one in the other: what half, and 95 of 100, lie between


def keys(say: markup.Words, slip: markup.Words, chosen: str) -> list[h.Element]:
    """Return the names of each salt's bars and bands; those not chosen wait, hidden."""
    bars = [h.li[h.span(f".is-{one}", aria_hidden="true"), say[one]] for one in BARS]
    return [
        h.div(f".salt-{salt.name}", data_salt=salt.name, hidden=salt.name != chosen)[
            h.ul(".band-key.salts-key", aria_label=say["bars"])[bars],
            markup.band_key(
                slip["strip"],
                ((one, SIGNS[one], slip["key"][one]) for one in levels.kinds(salt)),
            ),
        ]
        for salt in SALTS.values()
    ]
