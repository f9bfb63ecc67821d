"""One idea on screen each: ``name.py`` (markup, numbers, traits) and ``name.js`` (what it does).

They lie in folders: ``muscle``, ``evidence``, ``help``, ``medicine`` and ``plan``; here is what
all share.
"""

from spasmlab.panels.evidence.adjustment import Adjustment
from spasmlab.panels.evidence.compare import Compare
from spasmlab.panels.evidence.fact_box import FactBox
from spasmlab.panels.evidence.forest import Forest
from spasmlab.panels.evidence.ladder import Ladder
from spasmlab.panels.evidence.plate import Plate
from spasmlab.panels.evidence.population import Population
from spasmlab.panels.evidence.recovery import Recovery
from spasmlab.panels.evidence.rows import Rows
from spasmlab.panels.evidence.ruler import Ruler
from spasmlab.panels.evidence.salts import Salts
from spasmlab.panels.evidence.stretch_trials import StretchTrials
from spasmlab.panels.evidence.time_machine import TimeMachine
from spasmlab.panels.guess import Guess
from spasmlab.panels.help.back_kinds import BackKinds
from spasmlab.panels.help.clue_wheel import ClueWheel
from spasmlab.panels.help.exams import Exams
from spasmlab.panels.help.gates import Gates
from spasmlab.panels.help.leg_or_back import LegOrBack
from spasmlab.panels.help.look_alikes import LookAlikes
from spasmlab.panels.help.matters import Matters
from spasmlab.panels.help.night_back import NightBack
from spasmlab.panels.help.rehearsal import Rehearsal
from spasmlab.panels.help.signs import WarningSigns
from spasmlab.panels.help.sorter import Sorter
from spasmlab.panels.help.weighed import Weighed
from spasmlab.panels.help.why_stays import WhyStays
from spasmlab.panels.medicine.day_line import DayLine
from spasmlab.panels.medicine.label_reader import LabelReader
from spasmlab.panels.medicine.my_medicines import MyMedicines
from spasmlab.panels.medicine.together import Together
from spasmlab.panels.muscle.alarm import Alarm
from spasmlab.panels.muscle.bed import Bed
from spasmlab.panels.muscle.brake import Brake
from spasmlab.panels.muscle.doors import Doors
from spasmlab.panels.muscle.gap import Gap
from spasmlab.panels.muscle.heat_or_ice import HeatOrIce
from spasmlab.panels.muscle.kinds import Kinds
from spasmlab.panels.muscle.lab_slip import LabSlip
from spasmlab.panels.muscle.latch import Latch
from spasmlab.panels.muscle.letting_go import LettingGo
from spasmlab.panels.muscle.measured import Measured
from spasmlab.panels.muscle.recording import Recording
from spasmlab.panels.muscle.signal import Signal
from spasmlab.panels.muscle.spark import Spark
from spasmlab.panels.muscle.stretch import Stretch
from spasmlab.panels.muscle.sweat_lab import SweatLab
from spasmlab.panels.plan.coach import Coach
from spasmlab.panels.plan.night_card import NightCard
from spasmlab.panels.plan.plan import Plan
from spasmlab.panels.plan.steps import Steps
from spasmlab.panels.plan.walk import Walk

__all__ = [
    "Adjustment",
    "Alarm",
    "BackKinds",
    "Bed",
    "Brake",
    "ClueWheel",
    "Coach",
    "Compare",
    "DayLine",
    "Doors",
    "Exams",
    "FactBox",
    "Forest",
    "Gap",
    "Gates",
    "Guess",
    "HeatOrIce",
    "Kinds",
    "LabSlip",
    "LabelReader",
    "Ladder",
    "Latch",
    "LegOrBack",
    "LettingGo",
    "LookAlikes",
    "Matters",
    "Measured",
    "MyMedicines",
    "NightBack",
    "NightCard",
    "Plan",
    "Plate",
    "Population",
    "Recording",
    "Recovery",
    "Rehearsal",
    "Rows",
    "Ruler",
    "Salts",
    "Signal",
    "Sorter",
    "Spark",
    "Steps",
    "Stretch",
    "StretchTrials",
    "SweatLab",
    "TimeMachine",
    "Together",
    "Walk",
    "WarningSigns",
    "Weighed",
    "WhyStays",
]
