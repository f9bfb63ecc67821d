"""Two typefaces for the pages, cut from their packages to the characters a page can use.

Source Serif 4 (heads) and Source Sans 3 (text) come as whole variable fonts of half a megabyte;
a page needs Latin letters, some signs and a range of weights. What is cut is kept in the cache.
"""

import hashlib
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

WEIGHTS = (400, 700)
FACES: dict[
    str, dict[str, Any]
] = {  # package -> the axes to pin or limit; at opsz 36 the serif is drawn for heads
    "fontpkg_source_sans_3": {"wght": WEIGHTS},
    "fontpkg_source_serif_4": {"wght": WEIGHTS, "opsz": 36},
}
RANGES = (  # Latin for English and Spanish, then the signs of physiology
    range(0x20, 0x7F), range(0xA0, 0x100), (0x2009, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019),
    (0x201C, 0x201D, 0x2020, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A, 0x2070), range(0x2074, 0x208F),
    (0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713, 0x00B5),
    (0x394, 0x3A3, 0x3A9, 0x3B1, 0x3B2, 0x3B3, 0x3BB, 0x3BC, 0x3C0, 0x3C3, 0x3C4),
)  # fmt: skip


def build(cache: Path) -> dict[str, bytes]:
    """Return the two fonts as woff2, by file name; cut them unless the cache has them."""
    return {f"{_name(package)}.woff2": _cut(package, cache / "fonts") for package in FACES}


def _cut(package: str, folder: Path) -> bytes:
    kept = folder / f"{_name(package)}-{_key(package)}.woff2"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".part")
        _subset(_upright(package), FACES[package], half)
        half.replace(kept)
    return kept.read_bytes()


def _subset(source: Path, axes: dict[str, Any], target: Path) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "lnum"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=list(_characters()))
    font = TTFont(source)
    cutter.subset(font)  # first: limiting the axes of a few hundred glyphs is quicker than of all
    font = instancer.instantiateVariableFont(font, axes)
    subset.save_font(font, str(target), options)


def _characters() -> Iterator[int]:
    for characters in RANGES:
        yield from characters


def _upright(package: str) -> Path:
    files = Path(str(import_module(package).__file__)).parent / "files"
    return next(path for path in sorted(files.glob("*.ttf")) if "Italic" not in path.name)


def _name(package: str) -> str:
    return package.removeprefix("fontpkg_").replace("_", "-")


def _key(package: str) -> str:
    what = (metadata.version(package), FACES[package], sorted(_characters()))
    return hashlib.sha256(repr(what).encode()).hexdigest()[:16]
