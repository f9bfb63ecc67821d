"""A clinic's own telephone numbers, from the file that ``--clinic`` names, on its every page.

The file is TOML, as README shows. Nothing of it is part of the built pages: it is written on each
page as it is sent or exported, where the template has ``<!-- clinic -->``.

Errors: ``ClinicError``, which names the file, the key and the value.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import htpy as h

from spasmlab.text import LANGUAGES, words

PLACE = "<!-- clinic -->"  # once on a page, in chrome.html.j2
LONGEST = 200
NUMBER = re.compile(r"\+?[0-9*#][0-9*# ()./-]{1,30}")


class ClinicError(ValueError):
    """The file cannot be read, or says something that no page can show."""


@dataclass(frozen=True)
class Clinic:
    """What a clinic tells its visitors.

    ``emergency`` is the local emergency number, ``phone`` the clinic's own, ``nurse`` a line for
    advice, ``hours`` when they answer, in each language. Only the name and one number are needed.
    """

    name: str
    emergency: str = ""
    phone: str = ""
    nurse: str = ""
    hours_en: str = ""
    hours_es: str = ""

    def html(self, language: str) -> str:
        """Return the lines of this clinic as they stand on a page, emergency first."""
        from spasmlab.safety.countries import link  # here: --help does without its tables

        say = words("clinic", language)
        hours = str(getattr(self, f"hours_{language}"))
        lines = [
            h.li[say[key], " ", h.a(href=link(number))[number], key != "emergency" and f" {hours}"]
            for key in ("emergency", "nurse", "phone")
            if (number := str(getattr(self, key)))
        ]
        return str(h.aside(".clinic", aria_label=say["title"])[h.b[self.name], h.ul[lines]])


def read(path: Path) -> Clinic:
    """Return what a file says of a clinic; raise ``ClinicError`` for what no page can show."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClinicError(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise ClinicError(f"{path} is not TOML: {error}") from error
    if strange := sorted(said.keys() - KEYS.keys()):
        raise ClinicError(f"{path}: there is no {strange[0]!r}; known are {', '.join(KEYS)}")
    for key, value in said.items():
        if not isinstance(value, str) or not KEYS[key](value):
            raise ClinicError(f"{path}: {key} cannot be {str(value)[:60]!r}")
    if not said.get("name") or not {"emergency", "phone", "nurse"} & said.keys():
        raise ClinicError(f"{path}: needs a name, and one of emergency, nurse, phone")
    return Clinic(**said)


def _text(value: str) -> bool:
    return 0 < len(value.strip()) <= LONGEST and value.isprintable()


def _number(value: str) -> bool:
    return NUMBER.fullmatch(value) is not None


KEYS: dict[str, Callable[[Any], bool]] = {
    "name": _text,
    "emergency": _number,
    "nurse": _number,
    "phone": _number,
    **{f"hours_{language}": _text for language in LANGUAGES},
}
