"""What a test's counts look like: one picture of 100 people a row, two side by side."""

import htpy as h

from spasmlab.evidence.examinations import Share, share, whole
from spasmlab.panels import markup

NUMBERS = "examination_numbers"
Keys = tuple[str, ...]
PAIRS: dict[str, Keys] = {  # what is shown together: one picture a row, of 100 people each
    "leg_raise": (f"{NUMBERS}:slr_disc", f"{NUMBERS}:slr_no_disc"),
    "flags": ("mechanism:redflag_any", "prognosis:serious_pathology"),
    "potassium": ("potassium_by_cramps:any_usual", "potassium_by_cramps:never_usual"),
    "wrist": (f"{NUMBERS}:wrist_nerve_slow",),
    "clot": (f"{NUMBERS}:us_above_knee", f"{NUMBERS}:us_calf"),
    "ankle": (f"{NUMBERS}:abi_narrowed", f"{NUMBERS}:abi_open"),
    "opioids": (f"{NUMBERS}:early_mri_opioids", f"{NUMBERS}:no_early_mri_opioids"),
}
AGES: dict[str, Keys] = {  # scans of people without back pain: worn discs, bulging ones
    "20": ("mechanism:img_disc20", "mechanism:img_bulge20"),
    "30": (f"{NUMBERS}:disc_30", f"{NUMBERS}:bulge_30"),
    "40": (f"{NUMBERS}:disc_40", f"{NUMBERS}:bulge_40"),
    "50": (f"{NUMBERS}:disc_50", f"{NUMBERS}:bulge_50"),
    "80": ("mechanism:img_disc80", "mechanism:img_bulge80"),
}
MEANT = {"discs": "mechanism:img_symptomatic"}  # the row that a pair's meaning rests on
SIDES = ("one", "other")
OF = 100


def pictures(words: markup.Words, name: str, keys: Keys, age: str = "") -> h.Element:
    """Return one picture a row, side by side, and what they mean for a reader."""
    say = words["pairs"][name]
    caption = markup.fill(say["caption"], age=age)
    arms = zip(SIDES, keys, strict=False)
    return h.figure(".exam-pair")[
        h.figcaption(data_row=keys[0])[caption],
        h.div(".exam-arms")[(_arm(words, say[side], caption, share(key)) for side, key in arms)],
        h.p(".exam-means", data_row=MEANT.get(name))[markup.rich(say["means"])],
    ]


def between(words: markup.Words, found: Share) -> str:
    """Return where the true count may lie, or "" where no range was found."""
    if found.range is None:
        return ""
    low, high = (whole(end) for end in found.range)
    return markup.fill(words["range"], low=low, high=high)


def _arm(words: markup.Words, name: str, caption: str, found: Share) -> h.Element:
    about = markup.fill(words["picture"], caption=caption, name=name, count=found.people)
    size: dict[str, str | int] = {"data-filled": found.people, "data-out-of": OF}
    rest = markup.fill(words["rest"], count=OF - found.people)
    return h.div(".exam-arm", data_row=found.key)[
        h.p(".exam-who")[name],
        h.div(".people", size, role="img", aria_label=about),
        h.p(".exam-count")[h.b[str(found.people)], " ", words["of"]],
        h.p(".exam-rest")[rest, " ", between(words, found)],
    ]
