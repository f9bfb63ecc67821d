"""What every page shares: style, host, panels' modules, fonts; a folder named by its content."""

import hashlib
from pathlib import Path

from spasmlab.pages import fonts
from spasmlab.paths import PACKAGE

FOLDERS = (PACKAGE / "pages" / "static", PACKAGE / "panels")
SUFFIXES = {".js", ".svg"}
TOKENS = PACKAGE / "panels" / "panel.css"
STYLES = (
    TOKENS,  # first: the others use what it names
    *sorted(set(TOKENS.parent.glob("*.css")) - {TOKENS}),
    *(PACKAGE / "pages" / "static" / f"{name}.css" for name in ("page", "signs", "presenter")),
)
SHARED = ("controls.js", "chart.js")  # every panel imports both: one request fetches them


def collect(cache: Path) -> dict[str, bytes]:
    """Return every shared file by name, fonts included."""
    files = {path.name: path.read_bytes() for path in _own()}
    files["shared.js"] = b"\n".join(files.pop(name) for name in SHARED)
    for name in (name for name in files if name.endswith(".js")):
        for one in SHARED:
            files[name] = files[name].replace(f'"./{one}"'.encode(), b'"./shared.js"')
    files["spasmlab.css"] = b"".join(path.read_bytes() for path in STYLES)
    return files | fonts.build(cache)


def digest(files: dict[str, bytes]) -> str:
    """Return the name of the assets' folder: it changes when any file does."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return whole.hexdigest()[:12]


def _own() -> list[Path]:
    return sorted(path for room in FOLDERS for path in room.iterdir() if path.suffix in SUFFIXES)
