"""Put the story and the numbers into wheels, and only there.

An editable install reads notebooks/ and data/ where they lie; a copy made by a static
``force-include`` would go stale beside them.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Shipped(BuildHookInterface):
    """Add ``spasmlab/shipped/`` to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        for room in ("notebooks", "data"):
            for path in sorted((root / room).rglob("*")):
                inside = path.relative_to(root)
                if path.is_file() and not _private(inside):
                    build_data["force_include"][str(path)] = f"spasmlab/shipped/{inside.as_posix()}"


def _private(path: Path) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in path.parts)
