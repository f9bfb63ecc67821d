"""One idea on screen each: ``name.py`` (markup, numbers, traits) and ``name.js`` (what it does)."""

from spasmlab.panels.doors import Doors
from spasmlab.panels.gap import Gap
from spasmlab.panels.guess import Guess
from spasmlab.panels.lab_slip import LabSlip
from spasmlab.panels.measured import Measured
from spasmlab.panels.signs import WarningSigns
from spasmlab.panels.spark import Spark

__all__ = ["Doors", "Gap", "Guess", "LabSlip", "Measured", "Spark", "WarningSigns"]
