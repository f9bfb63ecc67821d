"""Write each table's size and sha256 into datapackage.json: ``python data/derive/describe.py``."""

import hashlib
import json
from pathlib import Path

DATA = Path(__file__).resolve().parents[1]


def refresh(folder: Path = DATA) -> None:
    """Bring the sizes and digests of a folder's descriptor up to date, and nothing else."""
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    file.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    refresh()
