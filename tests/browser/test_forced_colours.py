"""What a visitor's own colours leave of a chart: its lines, limits and words still stand out."""

import pytest
from tests.browser.visits import WIDE, differing, go, panel, picture, styled

pytestmark = pytest.mark.browser
SKIPPED = {"potassium_gap__choice": "skipped"}
# Marks of the gap's chart, and how many of their pixels must stand out from what is behind them.
SEEN = {".mark-line.reading": 1000, ".mark-limit": 100, ".mark-dot": 50, ".tick": 300}
SEEN |= {".axis-word": 1000, ".word-reading": 500}


@pytest.mark.standard("H14")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chart_lines_are_seen_in_forced_colours(visitor, scheme):
    options = {"forced_colors": "active", "color_scheme": scheme}
    page = go(visitor(viewport=WIDE, **options), "lesson", **SKIPPED)
    chart = panel(page, "gap").locator(".chart")
    chart.scroll_into_view_if_needed()
    for mark, least in SEEN.items():
        seen = picture(chart)
        styled(page, f"{mark} {{ visibility: hidden; }}")
        assert differing(seen, picture(chart), by=90) > least, mark
