"""The 3 a.m. card without scripts, and on paper: every step is there, danger first."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visits import BOTH, WIDE, go, home

from spasmlab.panels.plan.night_card import KINDS, PLACES, STEPS
from spasmlab.text import words

pytestmark = pytest.mark.browser
everywhere = pytest.mark.parametrize("language", BOTH)
SHORT = {"width": 390, "height": 664}  # a small phone's window, its bars taken off


@pytest.mark.standard("G1")
@everywhere
def test_without_scripts_and_on_paper_every_step_is_there_danger_first(visitor, language):
    say = words("night_card", language)
    still = visitor(viewport=SHORT, java_script_enabled=False)
    still.goto(f"{home(language)}now/")
    paper = go(visitor(viewport=WIDE), "now", language)
    paper.emulate_media(media="print")
    for page in (still, paper):
        heads = page.locator(".night-card h2")
        seen = [one for one in heads.all() if one.is_visible()]
        tops = {one.inner_text().replace("\n", " "): one.bounding_box()["y"] for one in seen}
        helps = [say["help"][kind]["title"] for kind in KINDS]
        titles = [say[place][step]["title"] for place in PLACES for step in STEPS]
        assert len(seen) == len(titles) + len(helps)
        assert max(tops[one] for one in helps) < min(tops[one] for one in titles)
        expect(page.locator(".night-buttons")).to_be_hidden()
    assert re.search(
        r"rgb\(255, 255, 255\)",
        paper.evaluate("getComputedStyle(document.documentElement).backgroundColor"),
    )
