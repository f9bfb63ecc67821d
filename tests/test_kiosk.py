"""A kiosk's pages: only where asked for, in each language, and leading nowhere outside."""

import json
import re

import pytest

from spasmlab.pages.catalogue import Catalogue
from spasmlab.site import cli, export
from spasmlab.site.files import Files
from spasmlab.site.live import House
from spasmlab.site.stamp import PLAIN, Stamp
from spasmlab.text import LANGUAGES, words

KIOSK = Stamp(kiosk=True)
TOLD = re.compile(r'<html [^>]*\bdata-kiosk="([^"]*)"')
AWAY = re.compile(r'<a\b[^>]*\bhref="(?:https?|tel|mailto):')


def told(page):
    """What a page's first tag says of the kiosk, read as a browser would."""
    found = TOLD.search(page)
    return found and json.loads(found[1].replace("&quot;", '"').replace("&#x27;", "'"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_told_the_words_of_its_language(language):
    page = '<html lang="en">'
    folder = "" if language == "en" else f"{language}/"
    for place in (folder, f"{folder}03-potassium/"):
        assert told(KIOSK.on(page, place)) == words("kiosk", language)


def test_nothing_is_a_kiosk_unless_it_was_asked_for(pages):
    assert told(PLAIN.on("<html>", "")) is None
    assert {name for name, html in pages.items() if "data-kiosk" in html} == set()


def test_links_out_become_words_and_links_within_stay(pages):
    away = {name: html for name, html in pages.items() if AWAY.search(html)}
    assert len(away) > 4
    for name, html in away.items():
        made = KIOSK.on(html, name)
        assert not AWAY.search(made)
        inside = re.compile(r'<a\b[^>]*\bhref="(?![a-z]+:)')
        assert len(inside.findall(made)) == len(inside.findall(html)) > 2
        assert re.sub(r"<[^>]*>", "", made) == re.sub(r"<[^>]*>", "", html)


def test_a_link_out_is_found_wherever_its_address_stands_in_the_tag():
    tags = '<a href="https://a.org">x</a><a class="b" href="tel:911" data-row="c:d">y</a>'
    assert KIOSK.on(tags, "") == '<a>x</a><a class="b" data-row="c:d">y</a>'
    assert KIOSK.on('<a href="get-help/">z</a>', "") == '<a href="get-help/">z</a>'


def test_served_exported_live_and_missing_pages_are_all_told(store, tmp_path):
    site, spanish = store / "site", words("kiosk", "es")
    files = Files(site, "/", KIOSK)
    assert told(files.find("es/get-help/").body.decode()) == spanish
    assert told(files.missing("es/nada").body.decode()) == spanish
    export.write(site, tmp_path / "out", "/", KIOSK)
    assert told((tmp_path / "out" / "es" / "index.html").read_text()) == spanish
    house = House(Catalogue(), files.assets, KIOSK)
    assert told(house.full(house.find("es/03-potassium"))) == spanish


def test_the_command_line_asks_for_it(store, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "_built", lambda **_: store / "site")
    assert cli.main(["export", str(tmp_path / "out"), "--kiosk"]) == 0
    assert told((tmp_path / "out" / "index.html").read_text()) == words("kiosk")
    assert cli.main(["export", str(tmp_path / "out")]) == 0
    assert told((tmp_path / "out" / "index.html").read_text()) is None
