"""One idea on screen each: ``name.py`` (markup, numbers, traits) and ``name.js`` (what it does)."""

from spasmlab.panels.gap import Gap
from spasmlab.panels.guess import Guess
from spasmlab.panels.lab_slip import LabSlip
from spasmlab.panels.signs import WarningSigns

__all__ = ["Gap", "Guess", "LabSlip", "WarningSigns"]
