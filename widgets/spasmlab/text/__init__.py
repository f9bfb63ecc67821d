"""Every sentence a panel or a page frame can say: a folder a language, ``en/`` and ``es/``.

A file is one panel, part of the page, or kind of thing named on several of them; a hole in a
sentence is written ``{name}``. The files hold the same keys and the same holes in every language.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "English", "es": "Español"}
HERE = Path(__file__).parent


def words(section: str, language: str = "en") -> dict[str, Any]:
    """Return one table of sentences: ``gap`` is ``gap.toml``, ``question.potassium`` within one.

    Raises ``ValueError`` naming the language or the section when there is no such thing.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    name, *keys = section.split(".")
    if name not in sections(language):
        raise ValueError(f"section must be a file of text/{language}, got {section!r}")
    found: Any = _file(language, name)
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise ValueError(f"section must be a table of {name}.toml, got {section!r}")
        found = found[key]
    return dict(found)


@cache
def sections(language: str) -> tuple[str, ...]:
    """Return the names of a language's files, in order."""
    return tuple(sorted(path.stem for path in (HERE / language).glob("*.toml")))


@cache
def _file(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / language / f"{name}.toml").read_text(encoding="utf-8"))
