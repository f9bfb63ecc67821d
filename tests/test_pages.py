"""The real pages, built once: what their policy allows, where links lead, what their fonts hold."""

import base64
import io
import json
import re
from urllib.parse import urljoin, urlsplit

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from tests.markup import Tags

from spasmlab.pages import fonts
from spasmlab.paths import NOTEBOOKS
from spasmlab.sweeps.resting import STOPS
from spasmlab.text import LANGUAGES, words

BASE = "/cramps/"
LESSON = "03-potassium"
SAID = (
    "page",
    "presenter",
    "missing",
    "tools",
    "gap",
    "lab_slip",
    "guess",
    "question",
    "signs",
    "night_card",
)
BARRED = {"style", "iframe", "object", "embed", "base"}
LOCAL = ("./", "../", "__BASE__", "data:image/")


def test_every_notebook_is_there_to_be_checked(pages):
    sources = {
        p.relative_to(NOTEBOOKS).with_suffix("").as_posix() for p in NOTEBOOKS.rglob("*.ipynb")
    }
    folders = {re.sub(r"\bindex$", "", name) or "" for name in sources}
    folders = {name if name == "" or name.endswith("/") else f"{name}/" for name in folders}
    assert folders == {name for name in pages if not name.endswith("404.html")}
    assert f"es/{LESSON}/" in folders


# Islands


def refuse(value):
    raise ValueError(f"{value} is not JSON")


def test_the_lessons_islands_are_json_that_a_browser_reads(pages):
    for language in LANGUAGES:
        html = pages[f"{LESSON}/" if language == "en" else f"{language}/{LESSON}/"]
        data = {has.get("id"): text for (_, has), text in Tags(html).data}
        described = json.loads(data["islands"], parse_constant=refuse)
        kinds = [one["panel"] for one in described]
        shown = [
            "guess",
            "gap",
            "guess",
            "spark",
            "doors",
            "lab_slip",
            *["guess"] * 4,
        ]  # one a recall
        assert kinds == shown
        for one in described:
            assert not {name for name in one["state"] if name.startswith("_")} | {"html"} & {
                *one["state"]
            }
        stops = np.frombuffer(base64.b64decode(described[1]["state"]["stops"]["base64"]), "<f4")
        assert stops.tolist() == STOPS.astype("<f4").tolist()
        assert html.count('id="p-gap-potassium"') == 1
        assert json.loads(data["presenter-words"]) == words("presenter", language)


# Stills: what stock widgets and tables leave


def section(html, name):
    return re.search(rf'<section [^>]*id="{name}".*?</section>', html, re.DOTALL)[0]


def test_a_stock_widget_shows_its_first_picture_and_where_it_moves(pages):
    shown = section(pages[f"{LESSON}/"], "interact")
    assert re.findall(r'<img class="output-picture" alt="[^"]+" src="data:image/png;base64,', shown)
    assert shown.count("<img") == 1
    note = re.search(r'<p class="moves-live">.*?</p>', shown)[0]
    assert f'href="../live/{LESSON}"' in note


def test_tables_come_without_their_own_style(pages):
    shown = section(pages[f"{LESSON}/"], "compare")
    assert "<table" in shown
    assert "style" not in shown
    assert "border=" not in shown


# Mathematics


def test_tex_becomes_mathml(pages):
    shown = section(pages[f"{LESSON}/"], "equations")
    assert shown.count('display="block"') == 2
    assert "<math" in shown
    assert "$" not in shown
    assert "\\frac" not in shown


# What a strict policy would block


@pytest.mark.standard("V03")
def test_no_page_holds_what_its_policy_blocks(pages):
    tags = [(name, *tag) for name, html in pages.items() for tag in Tags(html).tags]
    assert len(tags) > 1000
    assert [one for one in tags if barred(*one[1:])] == []


def barred(tag, has):
    files = [has[key] for key in ("src", "action", "data") if key in has]
    files += [has["href"]] if tag == "link" else []
    inline = tag == "script" and "src" not in has and has.get("type") != "application/json"
    by_attribute = any(key == "style" or key.startswith("on") for key in has)
    outside = not all(address.startswith(LOCAL) for address in files)
    return tag in BARRED or inline or by_attribute or outside


@pytest.mark.parametrize(
    ("tag", "has"),
    [
        ("style", {}),
        ("p", {"style": "color:red"}),
        ("button", {"onclick": "x()"}),
        ("script", {}),
        ("script", {"type": "module"}),
        ("script", {"src": "https://host/x.js"}),
        ("link", {"href": "//host/x.css"}),
        ("img", {"src": "https://host/x.png"}),
        ("iframe", {"src": "./x"}),
    ],
)
def test_a_planted_breach_is_seen(tag, has):
    assert barred(tag, has)


# Links


def leads(html, folder):
    """Yield where each link and file of a page leads, below a base URL."""
    for _, has in Tags(html.replace("__BASE__", BASE)).tags:
        for address in (has.get("href"), has.get("src")):
            if address and not address.startswith("data:"):
                whole = urlsplit(urljoin(f"http://host{BASE}{folder}", address))
                if whole.netloc == "host":
                    yield address, whole.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_or_file_below_the_base(pages, store, language):
    site, lost = store / "site", []
    for name, html in pages.items():
        if name.startswith("es/") != (language == "es"):
            continue
        for address, path in leads(html, name.removesuffix("404.html")):
            below = path.removeprefix(BASE)
            live = re.fullmatch(r"live/([\w/-]+)", below)
            file = NOTEBOOKS / f"{live[1]}.ipynb" if live else site / below
            if not path.startswith(BASE) or not file.exists():
                lost.append(f"{name or 'index'}: {address} leads to {path}")
    assert lost == []


@pytest.mark.parametrize("name", ["", "get-help/"])
def test_a_spanish_text_leads_to_spanish_pages(pages, name):
    html = pages[f"es/{name}"]
    text = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    astray = [path for _, path in leads(text, f"es/{name}") if not path.startswith(f"{BASE}es/")]
    assert astray == []


# Assets and fonts


def test_every_module_and_style_is_an_asset(store):
    (folder,) = (store / "site" / "assets").iterdir()
    names = {path.name for path in folder.iterdir()}
    faces = {"source-sans-3.woff2", "source-serif-4.woff2"}
    assert names >= faces | {"page.js", "presenter.js", "gap.js", "shared.js", "spasmlab.css"}
    for path in folder.glob("*.js"):
        wanted = set(re.findall(r'(?:from|import)\s*\(?"\./([\w.-]+)"', path.read_text("utf-8")))
        assert wanted <= names, path.name


@pytest.fixture(scope="module")
def cut(store):
    return fonts.build(store)


@pytest.mark.parametrize("name", ["source-sans-3.woff2", "source-serif-4.woff2"])
def test_the_fonts_hold_every_character_that_a_page_shows(pages, cut, name):
    held = set(map(chr, TTFont(io.BytesIO(cut[name])).getBestCmap()))
    shown = set().union(*(Tags(html).text for html in pages.values()))
    told = str([LANGUAGES, *(words(one, code) for code in LANGUAGES for one in SAID)])
    assert sorted(char for char in (shown | set(told)) - held if char.isprintable()) == []


def test_the_fonts_vary_in_weight_alone_and_are_cut_once(cut, store):
    assert sum(map(len, cut.values())) < 120_000
    for font in cut.values():
        axes = TTFont(io.BytesIO(font))["fvar"].axes
        assert [(one.axisTag, one.minValue, one.maxValue) for one in axes] == [("wght", 400, 700)]
    kept = {path: path.stat().st_mtime_ns for path in (store / "fonts").iterdir()}
    assert fonts.build(store) == cut
    assert {path: path.stat().st_mtime_ns for path in (store / "fonts").iterdir()} == kept
