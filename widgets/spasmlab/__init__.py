"""spasmlab: see inside a muscle cramp, compare what helps with real numbers, leave with a plan."""

__version__ = "0.1.0"
