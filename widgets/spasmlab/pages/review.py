"""When the numbers of a page are to be read against their sources again.

A page is built once and read for years: its script, not its build, looks at the clock.
"""

import re
from datetime import date

from spasmlab.text import words

ROWS = re.compile(r'data-row="([^"]+)"')


def due(html: str) -> date | None:
    """Return the earliest review date of the rows that a page shows, or None if it has none."""
    from spasmlab.evidence import review  # here: only a page that is rendered needs the tables

    return review.due({row for rows in ROWS.findall(html) for row in rows.split()})


def written(day: date, language: str) -> str:
    """Return a day as the page's language writes it, as ``22 November 2027``."""
    say = words("page", language)
    return str(say["date"]).format(day=day.day, month=say["months"][str(day.month)], year=day.year)
