"""Panels as widgets: traits that a visitor may set to anything, their modules, their files."""

import ast
import base64
import math
import re

import numpy as np
import pytest
import traitlets as t
from tests.markup import Markup

from spasmlab import panels
from spasmlab.panels import Gap, Guess, LabSlip, base
from spasmlab.panels.base import HERE, IMPORT, Panel, find, float32, module
from spasmlab.panels.guess import right_answer
from spasmlab.text import LANGUAGES, sections, words

QUESTIONS = words("question")
PANELS = [
    *("adjustment", "alarm", "back_kinds", "bed", "brake", "clue_wheel", "coach", "compare"),
    *("day_line", "doors", "exams", "fact_box", "forest", "gap", "gates", "guess", "heat_or_ice"),
    *("kinds", "lab_slip", "label_reader", "ladder", "latch", "leg_or_back", "letting_go"),
    *("look_alikes", "matters", "my_medicines", "night_back", "night_card", "plan", "plate"),
    *("population", "recording", "recovery"),
    *("rehearsal", "ruler", "salts", "signal", "sorter", "spark", "stretch", "stretch_trials"),
    *("sweat_lab", "time_machine", "together", "walk", "weighed", "why_stays"),
]
READY = {"fact_box", "ruler"}  # whose sentences come from Python, finished
BORROWED = {"together": "medicines"}  # what the safety rules say of a list
SHARED = {
    "chart.js",
    "controls.js",
    "diary.js",
    "figures.js",
    "playback.js",
    "free_hand.js",
    "lanes.js",
    "leg.js",
    "qr.js",
    "replay.js",
    "triage.js",
}  # panels import
MODULES = sorted(path.name for path in HERE.rglob("*.js"))


# What a visitor may send


@pytest.mark.parametrize("panel", [Gap, LabSlip])
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (math.nan, 4.0),
        (math.inf, 4.0),
        (-math.inf, 4.0),
        (1e300, None),
        (7.0, 7.0),
        (1.99, 2.0),
        (-4, 2.0),
        (5.5, 5.5),
    ],
)
def test_a_level_stays_on_the_slider(panel, sent, kept):
    top = 8.0 if panel is Gap else 7.0
    widget = panel(potassium=5.0)
    widget.set_state({"potassium": sent})  # what a message from a browser calls
    assert widget.potassium == (top if kept is None else kept)
    assert type(widget.potassium) is float
    assert "nan" not in str(widget.markup())
    assert panel(potassium=sent).potassium == widget.potassium


@pytest.mark.parametrize(
    ("name", "sent"),
    [("sex", "X"), ("sex", ""), ("sex", "f"), ("age", "999"), ("age", ""), ("age", "12")],
)
def test_an_unknown_group_is_never_kept(name, sent):
    slip = LabSlip(sex="M", age="30")
    slip.set_state({name: sent})
    assert (slip.sex, slip.age) in [(group["sex"], group["age"]) for group in slip.groups]
    assert slip.markup()
    started = LabSlip(**{name: sent})
    assert (started.sex, started.age) == ("F", "50")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_choice_is_one_of_those_offered(question):
    guess = Guess(question)
    for at in range(len(guess.choices)):
        guess.set_state({"choice": str(at)})
        assert guess.choice == str(at)
    for sent in (str(len(guess.choices)), "-1", "01", "<b>", "nan"):
        guess.set_state({"choice": sent})
        assert guess.choice == ""
    guess.set_state({"choice": "skipped"})
    assert guess.choice == "skipped"


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (Gap, {"potassium": "4"}),
        (Gap, {"potassium": None}),
        (Gap, {"potassium": [4.0]}),
        (LabSlip, {"sex": 1}),
        (LabSlip, {"age": 50}),
        (LabSlip, {"potassium": {"x": 1}}),
        (lambda: Guess("potassium_gap"), {"kind": "exam"}),
        (lambda: Guess("potassium_gap"), {"choice": 0}),
    ],
)
def test_a_value_of_another_kind_is_refused_and_changes_nothing(make, state):
    widget = make()
    before = {name: getattr(widget, name) for name in state}
    with pytest.raises(t.TraitError, match=next(iter(state))):
        widget.set_state(state)
    assert {name: getattr(widget, name) for name in state} == before


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Gap("fr"), "language must be one of en, es, got 'fr'"),
        (lambda: LabSlip(""), "language must be one of en, es, got ''"),
        (lambda: Guess("no_such_question"), "got 'question.no_such_question'"),
        (lambda: Gap(after="no_such_question"), "got 'question.no_such_question'"),
    ],
)
def test_a_mistake_in_a_notebook_is_named(make, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        make()


# Questions


@pytest.mark.standard("E03")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_one_choice_is_right_and_each_has_its_reply(question, language):
    guess, say = Guess(question, language), words("guess", language)
    found = Markup(guess.html)
    radios = [one.has["value"] for one in found.all("input")]
    assert radios == [str(at) for at in range(len(guess.choices))]
    assert [one["right"] for one in guess.choices].count(True) == 1
    assert guess.choices[int(right_answer(question, language))]["right"]
    assert right_answer(question, language) == right_answer(question)  # the twins' order
    assert len({one["reply"] for one in guess.choices}) == len(guess.choices)
    (legend,) = found.all("legend")
    assert legend.text == guess.question
    if guess.kind in {"quiz", "hunch"}:
        replies = [one.text for one in found.all("li")]
        for told, choice in zip(replies, guess.choices, strict=True):
            assert told.startswith(choice["text"])
            assert told.endswith(choice["reply"])
            assert (say["best"] in told) == choice["right"]
    else:
        assert not found.all("li")
        assert found.kind("guess-skip").text == say["skip"]


# Modules


def parts(text):
    """Return the texts inside a module's data: imports, and theirs, by address."""
    found = {}
    for address in re.findall(r'"data:text/javascript;base64,([\w+/=]+)"', text):
        found[address] = base64.b64decode(address).decode()
        found |= parts(found[address])
    return found


def code(text):
    return re.sub(r"/\*[\s\S]*?\*/|^\s*//[^\n]*", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_carries_its_neighbours_inside(name):
    text = module(name)
    inside = parts(text)
    for one in (text, *inside.values()):
        assert re.findall(r"""(?:from|import)\s*\(?\s*["'`]\.""", code(one)) == []
    source = find(name).read_text(encoding="utf-8")
    assert {module(other) for other in IMPORT.findall(source)} <= set(inside.values())


@pytest.mark.parametrize("name", MODULES)
def test_a_module_fetches_nothing_from_elsewhere(name):
    source = code(find(name).read_text(encoding="utf-8"))
    addresses = re.findall(r"https?://[^\s\"'`]+", source)
    assert [one for one in addresses if one != "http://www.w3.org/2000/svg"] == []
    assert "innerHTML" not in source or name == "controls.js"  # the markup that Python made


def test_a_neighbours_neighbour_comes_along(tmp_path, monkeypatch):
    monkeypatch.setattr(base, "HERE", tmp_path)
    (tmp_path / "group").mkdir()
    for name, way in (("group/a", "../b"), ("b", "./c")):
        (tmp_path / f"{name}.js").write_text(f'import {{ x }} from "{way}.js";')
    (tmp_path / "c.js").write_text("export const x = 1;")
    assert "export const x = 1;" in parts(module("a.js")).values()
    assert all("./" not in text for text in parts(module("a.js")).values())


def test_panels_share_one_copy_of_what_they_share():
    found = [parts(module(f"{name}.js")) for name in PANELS]
    inside = {address: text for one in found for address, text in one.items()}
    assert set.intersection(*map(set, found))
    assert {module(name) for name in SHARED} == set(inside.values())


def test_float32_is_little_endian():
    assert float32([1.0, 2.0]) == b"\x00\x00\x80?\x00\x00\x00@"
    assert float32(np.array([[1], [2]], dtype=">f8")) == float32([1, 2])


# Files


def names_of_panels():
    """Return the modules that define a panel, found by reading them."""
    found = []
    for path in sorted(HERE.rglob("*.py"), key=lambda path: path.name):
        classes = (
            n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ClassDef)
        )
        if any(getattr(one, "id", "") == "Panel" for n in classes for one in n.bases):
            found.append(path.stem)
    return found


def test_no_two_files_of_the_panels_share_a_name():
    files = [path for path in HERE.rglob("*") if path.suffix in {".py", ".js", ".css"}]
    names = [path.name for path in files if path.name != "__init__.py"]
    assert len(names) == len(set(names))


def test_a_panel_is_name_py_name_js_and_a_table_of_words():
    assert names_of_panels() == PANELS
    assert {f"{name}.js" for name in PANELS} | SHARED == set(MODULES)
    for language in LANGUAGES:
        assert set(PANELS) <= set(sections(language))
    for name in PANELS:
        made = getattr(panels, "".join(part.title() for part in name.split("_")))
        assert issubclass(made, Panel)
        assert made._esm == module(f"{name}.js")
        assert ".panel" in made._css


@pytest.mark.parametrize("name", PANELS)
def test_every_sentence_that_a_module_says_is_written(name):
    source = find(f"{name}.js").read_text(encoding="utf-8")
    said = set(re.findall(r"\bwords\.(\w+)", source)) - {"tools"}
    begun = re.findall(r"\bwords\[`(\w+)\$", source)  # of several, as words[`reading_${kind}`]
    written = set(words(name)) | set(words(BORROWED.get(name, name)))
    assert said or begun or name in READY
    assert said <= written
    assert all(any(key.startswith(one) for key in written) for one in begun)
    shared = find("controls.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\bwords\.tools\.(\w+)", shared)) <= set(words("tools"))


@pytest.mark.standard("E01")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [one for one in QUESTIONS if Guess(one).kind == "hunch"])
def test_a_small_guess_shuts_nothing_and_has_no_button(question, language):
    found = Markup(Guess(question, language).html)
    assert not found.all("button")
    assert not [one for one in found.elements if "panel-lock" in one.kinds]
    assert len(found.all("input")) == 3
