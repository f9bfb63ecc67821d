"""Every sentence a panel or a page frame can say, in each language: ``en.toml``, ``es.toml``.

A table of the file is one panel, part of the page, or question; a hole in a sentence is written
``{name}``. The files hold the same keys and the same holes in every language.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "English", "es": "Español"}
HERE = Path(__file__).parent


def words(section: str, language: str = "en") -> dict[str, Any]:
    """Return one table of sentences; ``section`` may be dotted, as in ``quiz.potassium``.

    Raises ``ValueError`` naming the language or the section when there is no such thing.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    found: Any = _file(language)
    for key in section.split("."):
        if not isinstance(found, dict) or key not in found:
            raise ValueError(f"section must be a table of {language}.toml, got {section!r}")
        found = found[key]
    return dict(found)


@cache
def _file(language: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
