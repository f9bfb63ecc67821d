"""Where the notebooks, the data and the cache lie, in a checkout or in an installed wheel."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parents[1]
_ROOT = _CHECKOUT if (_CHECKOUT / "hatch_build.py").is_file() else PACKAGE / "shipped"
NOTEBOOKS = _ROOT / "notebooks"
DATA = _ROOT / "data"


def cache() -> Path:
    """Return the folder for what can be computed again: ``SPASMLAB_CACHE``, else the user's."""
    if named := os.environ.get("SPASMLAB_CACHE"):
        return Path(named).absolute()
    import platformdirs  # here: a notebook that only reads a table does without it

    return Path(platformdirs.user_cache_dir("spasmlab"))
