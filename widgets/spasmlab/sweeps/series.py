"""Every sweep of the series that is kept on disk, in the order of the lessons."""

from spasmlab.sweeps.depths import SWEEP as DEPTHS
from spasmlab.sweeps.fast import FAST
from spasmlab.sweeps.latch import LATCH
from spasmlab.sweeps.letting_go import LETTING_GO
from spasmlab.sweeps.measured import MEASURED
from spasmlab.sweeps.packs import PACKS, WRAP
from spasmlab.sweeps.recording import RECORDING
from spasmlab.sweeps.signal import SIGNAL
from spasmlab.sweeps.spark import SPARK
from spasmlab.sweeps.stretch import CRAMP, STRETCH
from spasmlab.sweeps.threshold import THRESHOLD

SERIES = (
    *(SIGNAL, RECORDING, CRAMP, STRETCH, SPARK, THRESHOLD, LATCH, LETTING_GO, FAST, PACKS, WRAP),
    *(DEPTHS, MEASURED),
)
