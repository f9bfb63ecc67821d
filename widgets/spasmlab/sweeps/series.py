"""Every sweep of the series that is kept on disk, in the order of the lessons."""

from spasmlab.sweeps.spark import SPARK

SERIES = (SPARK,)
