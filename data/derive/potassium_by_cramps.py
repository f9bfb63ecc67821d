"""How many adults with and without night cramps have potassium in the usual range.

    python data/derive/potassium_by_cramps.py FOLDER

FOLDER is that of nhanes.py: official files of 2005-06 and 2007-08, or the extract made from them.
Blood was taken in the mobile examination centre, so shares of blood values use wt_mec. The two
cycles have equal weight, so halving the weights would change no share.
"""

import sys
from pathlib import Path

import nhanes
import pandas as pd
import survey

BANDS = {"low": (0.0, 3.4), "usual": (3.5, 5.3), "high": (5.4, 99.0)}  # mmol/L, one decimal
PUBLISHED = {"any": (30.9, 0.9), "often": (5.9, 0.4)}  # share of adults 20+ and its SE, per cent


def groups(people: pd.DataFrame) -> dict[str, pd.Series]:
    """Return who is in each group: by nights with leg cramps in the past month."""
    answer = people["leg_cramps"]
    return {
        "all": answer.notna(),
        "never": answer == 0,
        "any": answer >= 1,
        "often": answer >= 3,  # codes 3 and 4: five nights or more
    }


def check(people: pd.DataFrame) -> None:
    """Stop unless the two shares known from the survey's own analysis come out."""
    adults = (people["age"] >= 20) & people["leg_cramps"].notna()
    for name, known in PUBLISHED.items():
        found = survey.share(people, groups(people)[name], "wt_int", adults)
        if tuple(round(value, 1) for value in found) != known:
            raise SystemExit(f"adults with cramps, {name}: expected {known}, found {found}")


def rows(people: pd.DataFrame) -> list[dict]:
    """Return one row a group and band: the share in per cent, its SE, and counts of people."""
    measured = (people["age"] >= 20) & people["leg_cramps"].notna() & people["serum_k"].notna()
    found = []
    for group, members in groups(people).items():
        within = measured & members
        for band, limits in BANDS.items():
            yes = people["serum_k"].between(*limits)
            percent, error = survey.share(people, yes, "wt_mec", within)
            found.append(
                {
                    "id": f"{group}_{band}",
                    "cramps": group,
                    "potassium": band,
                    "percent": f"{percent:.3f}",
                    "standard_error": f"{error:.3f}",
                    "n_band": int((within & yes).sum()),
                    "n_group": int(within.sum()),
                    "source": "nhanes_2005_2008",
                    "location": "SLQ160, LBXSKSI; adults 20 and over with both",
                    "verification": "primary",
                    **survey.REVIEW,
                }
            )
    return found


if __name__ == "__main__":
    everyone = nhanes.load(Path(sys.argv[1]), "night_leg_cramps")
    check(everyone)
    survey.write("potassium_by_cramps", rows(everyone))
