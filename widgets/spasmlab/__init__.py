"""spasmlab: see inside a muscle cramp, compare what helps with real numbers, leave with a plan."""

import os

__version__ = "0.1.0"

# The models' matrices are small: linear algebra's own threads only wait in line for busy cores, and
# make them many times slower. It is read when NumPy is first imported; a user's own choice stays.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
