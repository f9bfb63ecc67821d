"""What every page shares: style, host, panels' modules, fonts; a folder named by its content."""

import hashlib
import re
from pathlib import Path

from spasmlab.pages import fonts
from spasmlab.paths import PACKAGE

FOLDERS = (PACKAGE / "pages" / "static", PACKAGE / "panels")
SUFFIXES = {".js", ".svg"}
TOKENS = PACKAGE / "panels" / "panel.css"
OWN = ("page", "signs", "presenter", "kiosk")
STYLES = (
    TOKENS,  # first: the others use what it names
    *sorted(set(TOKENS.parent.rglob("*.css")) - {TOKENS}, key=lambda path: path.name),
    *(PACKAGE / "pages" / "static" / f"{name}.css" for name in OWN),
)
SHARED = ("controls.js", "chart.js")  # every panel imports both: one request fetches them
IMPORT = re.compile(rb'(from |import\()"\.\.?/(?:\w+/)?(\w+\.js)"')  # at home panels lie in groups


def collect(cache: Path) -> dict[str, bytes]:
    """Return every shared file by name, fonts included."""
    files = {path.name: path.read_bytes() for path in _own()}
    files["shared.js"] = b"\n".join(files.pop(name) for name in SHARED)
    for name in (name for name in files if name.endswith(".js")):
        files[name] = IMPORT.sub(_beside, files[name])
    files["spasmlab.css"] = b"".join(path.read_bytes() for path in STYLES)
    return files | fonts.build(cache)


def digest(files: dict[str, bytes]) -> str:
    """Return the name of the assets' folder: it changes when any file does."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return whole.hexdigest()[:12]


def _beside(found: re.Match[bytes]) -> bytes:
    """Return an import of a module that lies in the same folder, as all of a site's do."""
    name = found[2].decode()
    return found[1] + f'"./{"shared.js" if name in SHARED else name}"'.encode()


def _own() -> list[Path]:
    return sorted(path for room in FOLDERS for path in room.rglob("*") if path.suffix in SUFFIXES)
