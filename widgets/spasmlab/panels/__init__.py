"""One idea on screen each: ``name.py`` (markup, numbers, traits) and ``name.js`` (what it does)."""

from spasmlab.panels.adjustment import Adjustment
from spasmlab.panels.doors import Doors
from spasmlab.panels.fact_box import FactBox
from spasmlab.panels.forest import Forest
from spasmlab.panels.gap import Gap
from spasmlab.panels.guess import Guess
from spasmlab.panels.lab_slip import LabSlip
from spasmlab.panels.measured import Measured
from spasmlab.panels.population import Population
from spasmlab.panels.recovery import Recovery
from spasmlab.panels.rows import Rows
from spasmlab.panels.ruler import Ruler
from spasmlab.panels.salts import Salts
from spasmlab.panels.signs import WarningSigns
from spasmlab.panels.spark import Spark

__all__ = [
    "Adjustment",
    "Doors",
    "FactBox",
    "Forest",
    "Gap",
    "Guess",
    "LabSlip",
    "Measured",
    "Population",
    "Recovery",
    "Rows",
    "Ruler",
    "Salts",
    "Spark",
    "WarningSigns",
]
