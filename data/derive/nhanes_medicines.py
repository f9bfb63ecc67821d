"""Prescription medicines of the past month (RXQ_RX) as classes: one column a class, 0 or 1.

The files name each medicine by its generic ingredients, "HYDROCHLOROTHIAZIDE; LOSARTAN"; a class
is taken by who takes any ingredient of it. The lists are ours, of what Americans were prescribed
in 2005-08; no list came with the extract. Checked once against public copies of the two files:
with these lists all seven columns came out as the extract has them, person by person. Medicines
noted as unknown (55555, 77777, 99999) are no medicine of a class; who refused or did not know
whether they took any is missing.
"""

import numpy as np
import pandas as pd

THIAZIDES = ("HYDROCHLOROTHIAZIDE", "CHLORTHALIDONE", "METOLAZONE", "INDAPAMIDE")
THIAZIDES += ("CHLOROTHIAZIDE", "BENDROFLUMETHIAZIDE", "METHYCLOTHIAZIDE")
STATINS = ("ATORVASTATIN", "SIMVASTATIN", "LOVASTATIN", "PRAVASTATIN", "ROSUVASTATIN")
CLASSES = {
    "rx_thiazide": THIAZIDES,
    "rx_k_sparing": ("SPIRONOLACTONE", "TRIAMTERENE", "AMILORIDE", "EPLERENONE"),
    "rx_loop": ("FUROSEMIDE", "TORSEMIDE", "BUMETANIDE"),
    "rx_statin": (*STATINS, "FLUVASTATIN"),
    "rx_laba": ("SALMETEROL", "FORMOTEROL"),
    "rx_kcl": ("POTASSIUM CHLORIDE",),
    "rx_quinine": ("QUININE",),
}


def medicines(drugs: pd.DataFrame) -> pd.DataFrame:
    """Return one row a person and one column a class, from rows of RXDUSE and RXDDRUG."""
    known = drugs["RXDUSE"].isin((1, 2)).groupby(level=0).all()
    parts = drugs["RXDDRUG"].fillna("").str.split(";").explode().str.strip()
    taken = {
        name: parts.isin(ingredients).groupby(level=0).any().astype(float).where(known, np.nan)
        for name, ingredients in CLASSES.items()
    }
    return pd.DataFrame(taken)
