"""From a run notebook to a page: pieces and their voices, islands, stills, links, assets."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from tests.markup import Tags
from tests.small_site import Site, code, index, lesson, markdown

from spasmlab.pages import assets, islands
from spasmlab.pages import markdown as md
from spasmlab.pages.catalogue import Catalogue, Page
from spasmlab.pages.render import missing, render
from spasmlab.text import words

PANEL = {islands.WIDGET: {"model_id": "m1"}, "text/html": "<div>first</div>", "text/plain": "Gap()"}
SHOWN = {"output_type": "execute_result", "data": PANEL, "metadata": {}, "execution_count": 1}
STATE = {
    "panel": "gap",
    "_esm": "x",
    "html": "<div>first</div>",
    "layout": "IPY_MODEL_1",
    "key": "g",
}
BUFFER = {"path": ["stops"], "encoding": "base64", "data": "AACAPw=="}
ONE = Page("one", "en", Path("one.ipynb"))
MODELS = {"m1": {"model_name": "AnyModel", "state": STATE, "buffers": [BUFFER]}}


# Pieces, voices, steps


@pytest.fixture
def rendered(tmp_path):
    """Return a function: cells in, their sections' attributes by id and the page out."""
    site = Site(tmp_path)
    site.write("index", index())
    site.write("one", lesson(1, "First"))
    catalogue = Catalogue(site.notebooks)

    def make(*cells, about="one"):
        run = lesson(1, "First", *cells)
        run["metadata"]["widgets"] = {islands.STATE: {"state": MODELS}}
        page = catalogue.find(about, "en")
        html = render(nbformat.from_dict(run), page, catalogue, "abc")
        sections = [tag for name, tag in Tags(html).tags if name == "section" and "id" in tag]
        return {tag["id"]: tag for tag in sections}, html

    return make


def panel(name, *tags):
    return code(name, "Gap()", *tags, outputs=[SHOWN])


def test_tags_say_who_sees_a_cell(rendered):
    sections, _ = rendered(
        markdown("all", "."),
        markdown("deep", ".", "student"),
        markdown("step", ".", "present"),
        markdown("aside", ".", "notes"),
        code("language", 'language = "en"', "language"),
    )
    assert {name: tag["data-voices"] for name, tag in sections.items()} == {
        "all": "me student",
        "deep": "student",
        "step": "present",
        "aside": "notes",
    }


def test_a_step_takes_its_notes_and_the_first_panel_after_it(rendered):
    sections, _ = rendered(
        panel("early"),
        markdown("one", ".", "present"),
        markdown("one-notes", ".", "notes"),
        markdown("text", "."),
        panel("shown"),
        panel("second"),
        markdown("two", ".", "present"),
        panel("deep", "student"),
        panel("later"),
    )
    steps = {name: tag.get("data-step") for name, tag in sections.items()}
    taken = {"one": "1", "one-notes": "1", "shown": "1", "two": "2", "later": "2"}
    assert {name: step for name, step in steps.items() if step} == taken
    assert sections["shown"]["data-voices"] == "me student present"
    assert sections["second"]["data-voices"] == "me student"
    assert sections["deep"]["data-voices"] == "student"


def test_students_see_code_open_and_others_may_unfold_it(rendered):
    _, html = rendered(code("deep", "deep = 1", "student"), code("text", "text = 1"))
    deep, text = re.findall(r'<section class="cell code.*?</section>', html, re.DOTALL)
    assert "<details" not in deep
    assert '<details class="code-fold" data-voices="student">' in text
    assert words("page")["show_code"] in text


def test_python_in_a_text_is_coloured_and_other_code_is_plain(rendered):
    text = "```python\nfor x in y:\n    print(x)\n```\n\n```\nplain <b>\n```"
    _, html = rendered(markdown("deep", text))
    assert '<span class="k">for</span>' in html
    assert "<pre><code>plain &lt;b&gt;" in html


# Islands


def test_an_island_is_its_markup_once_and_its_public_state(rendered):
    _, html = rendered(panel("gap"))
    described = json.loads(re.search(r'id="islands">(.*?)</script>', html)[1])
    state = {"panel": "gap", "key": "g", "stops": {"base64": "AACAPw=="}}
    assert described == [{"panel": "gap", "state": state, "late": False}]
    assert html.count("first</div>") == 1


def test_what_students_code_prints_is_english_and_their_panels_are_not(rendered):
    printed = {"output_type": "stream", "name": "stdout", "text": "mean 4.2"}
    _, html = rendered(code("deep", "print(mean)", "student", outputs=[printed, SHOWN]))
    assert '<div lang="en"><pre class="output-text" tabindex="0">mean 4.2</pre></div>' in html
    assert html.count('lang="en"><') == 1
    assert '</div>\n<div class="island"' in html


def test_a_students_island_sleeps_and_its_script_is_not_fetched_ahead(rendered):
    _, html = rendered(panel("deep", "student"))
    described = json.loads(re.search(r'id="islands">(.*?)</script>', html)[1])
    assert [one["late"] for one in described] == [True]
    assert "gap.js" not in re.findall(r'modulepreload" href="[^"]*?(\w+\.js)', html)
    _, html = rendered(panel("deep", "student"), panel("text"))
    assert "gap.js" in re.findall(r'modulepreload" href="[^"]*?(\w+\.js)', html)
    assert '<div class="island" data-island="0"><div>first</div></div>' in html
    for name in ("gap.js", "shared.js"):
        assert f'<link rel="modulepreload" href="../assets/abc/{name}">' in html


def test_a_page_without_panels_fetches_no_panels_module(rendered):
    _, html = rendered(markdown("text", "."))
    assert "modulepreload" not in html


def test_two_panels_keep_their_own_state(rendered):
    _, html = rendered(panel("one"), panel("two"))
    assert [int(n) for n in re.findall(r'data-island="(\d)"', html)] == [0, 1]
    assert len(json.loads(re.search(r'id="islands">(.*?)</script>', html)[1])) == 2


# Stills: what stock widgets and tables leave


def still(**data):
    output = {
        "output_type": "display_data",
        "data": {k.replace("_", "/"): v for k, v in data.items()},
    }
    (found,) = islands.outputs({"outputs": [output]}, {})
    return found.markup


def test_text_is_escaped_and_a_picture_is_preferred_to_its_name():
    assert "&lt;b&gt; &amp; 1" in still(text_plain="<b> & 1")
    picture = still(text_plain='<Figure "1">', image_png="AA\nBB\n")
    assert picture.startswith('<img class="output-picture" alt="&lt;Figure &quot;1&quot;&gt;"')
    assert 'src="data:image/png;base64,AABB"' in picture


@pytest.mark.parametrize(
    "style", ["<style scoped>p{}</style>", '<style type="text/css">p{}</style>']
)
def test_no_style_of_an_output_reaches_the_page(style):
    assert still(text_html=f'{style}<td style="color: red">1</td>') == (
        '<div class="output-html"><td>1</td></div>'
    )


def test_an_aligned_column_needs_no_style():
    assert "style=" not in md.html("| a | b |\n|:--|--:|\n| 1 | 2 |", ONE.up)


# Links


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("04-calcium.ipynb", "../04-calcium/"),
        ("index.ipynb", "../"),
        ("es/index.ipynb", "../es/"),
        ("es/03-potassium.ipynb", "../es/03-potassium/"),
        ("../03-potassium.ipynb", "../../03-potassium/"),
        ("../index.ipynb", "../../"),
        ("get-help.ipynb#who", "../get-help/#who"),
        (
            "03-potassium.ipynb#voice=student&gap.potassium=6.0",
            "../03-potassium/#voice=student&gap.potassium=6.0",
        ),
        ("#why", "#why"),
        ("https://doi.org/10.1/a.ipynb", "https://doi.org/10.1/a.ipynb"),
        ("data.csv", "data.csv"),
    ],
)
def test_a_link_to_a_notebook_is_one_to_its_page(link, address):
    assert md.page_address(link) == address
    assert f'href="{address.replace("&", "&amp;")}"' in md.html(f"[x]({link})", ONE.up)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("03-potassium.ipynb#voice=present", "03-potassium/#voice=present"),
        ("index.ipynb", "./"),
        ("#why", "#why"),
    ],
)
def test_an_index_lies_beside_its_pages_and_not_one_deeper(link, address, language):
    home = Page("index", language, Path("index.ipynb"))
    assert f'href="{address}"' in md.html(f"[x]({link})", home.up)


def test_a_missing_page_names_the_base_in_every_address(rendered, tmp_path):
    catalogue = Catalogue(tmp_path / "notebooks")
    html = missing(catalogue.find("index", "en"), catalogue, "abc")
    addresses = [has[key] for _, has in Tags(html).tags for key in ("href", "src") if key in has]
    assert len(addresses) > 3
    assert [one for one in addresses if not one.startswith(("__BASE__", "#"))] == []
    assert "__BASE__assets/abc/spasmlab.css" in addresses


# Assets


def test_the_assets_folder_is_named_by_all_it_holds():
    files = {"a.js": b"1", "b.js": b"2"}
    others = [
        {"a.js": b"1", "b.js": b"3"},
        {"a.js": b"1"},
        {"a.js": b"2", "b.js": b"1"},
        {"a.js": b"1b.js2"},
        {"a.js": b"1", "c.js": b"2"},
    ]
    names = {assets.digest(one) for one in [files, *others]}
    assert len(names) == 1 + len(others)
    assert assets.digest(dict(reversed(files.items()))) == assets.digest(files)
