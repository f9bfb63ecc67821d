"""Options side by side: the same rows for each, waiting beside them, and no ranking."""

from itertools import combinations

import pytest
from tests.markup import Markup

from spasmlab.evidence import tables
from spasmlab.evidence.boxes import CLINIC, box, boxes, clinic, treatment
from spasmlab.panels import Compare, Weighed
from spasmlab.panels.evidence.compare import ASPECTS, NONE, PLACES, how_alike, measured
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


def shown(language="en", **state):
    return Markup(str(Compare(language, **state).markup()))


def cells(found, aspect):
    """Return the cells of one row of the panel that are to be seen."""
    (row,) = (one for one in found.elements if one.has.get("data-aspect") == aspect)
    inside = [one for one in found.elements if row in one.within and "compare-cell" in one.kinds]
    return [one for one in inside if "hidden" not in one.has]


# Every treatment has its box


@pytest.mark.standard("DQ3")
@pytest.mark.standard("DQ4")
@pytest.mark.standard("DQ5")
def test_every_treatment_of_the_table_has_a_box_with_a_benefit_and_a_harm():
    told = {one.treatment for one in boxes()}
    assert told == set(tables.load("treatments")["id"])
    for one in boxes():
        assert one.harm.kind == "harm"
        assert one.benefit.kind in {"benefit", "guideline"}


def test_what_a_clinic_offers_has_its_boxes_in_the_lesson():
    assert len(set(clinic())) == len(clinic()) > 20
    told = {box(name).treatment for name in clinic()}
    wanted = {"calf_stretch_acute", "calf_stretch_prophylactic", "heat_wrap", "ice_pack"}
    wanted |= {"stay_active", "massage", "exercise_acute", "exercise_chronic", "ibuprofen"}
    wanted |= {"naproxen", "acetaminophen", "cyclobenzaprine", "methocarbamol", "tizanidine"}
    wanted |= {"metaxalone", "baclofen", "quinine", "epidural_injection", "spinal_fusion"}
    wanted |= {"trigger_point_injection", "walking_programme", "magnesium_older_adult"}
    assert wanted <= told
    assert all(CLINIC.values())


# Side by side


@pytest.mark.standard("DC1")
@pytest.mark.standard("DA2")
@both
@pytest.mark.parametrize("third", [NONE, "opioids"])
def test_each_option_has_the_same_parts_in_the_same_form(language, third):
    found = shown(language, first="heat_wrap", second="naproxen", third=third)
    chosen = ["heat_wrap", "naproxen", *([third] if third != NONE else [])]
    for aspect in ASPECTS:
        assert len(cells(found, aspect)) == len(chosen), aspect
    sides = [one for one in found.elements if "fact-side" in one.kinds]
    assert len(sides) == 2 * len(chosen)
    terms = [sum(1 for e in found.all("dt") if side in e.within) for side in sides]
    assert set(terms) <= {4, 5}  # a ruler also says whether people notice
    heads = [e.text for e in found.all("h4") if any(c in e.within for c in cells(found, "ask"))]
    assert heads == [treatment(name).plain[language] for name in chosen]


@pytest.mark.standard("DA1")
@both
def test_danger_is_first_and_waiting_stands_above_all(language):
    found = shown(language)
    rows = [one for one in found.elements if "compare-row" in one.kinds]
    assert [one.has.get("data-aspect") for one in rows] == [None, *ASPECTS]
    assert ASPECTS[0] == "ask"
    waits = [e.has["data-row"] for e in found.all("li") if rows[0] in e.within]
    assert waits == [f"prognosis:acute_pain_w{week}" for week in (0, 6, 26, 52)]


@both
def test_every_option_has_words_of_caution_and_of_living_with_it(language):
    for name in Compare(language).made:
        own = treatment(name)
        assert own.caution[language], name
        assert own.living[language], name


@both
@pytest.mark.parametrize("name", ["cyclobenzaprine", "gabapentinoid", "spinal_manipulation"])
def test_one_study_is_never_shown_without_those_that_do_not_agree(language, name):
    made = Compare(language, first=name)
    told = made.made[name].box.disagreement.statement[language]
    assert told in made.parts[name][ASPECTS.index("studies")]
    assert told in Weighed(language).lines[name]
    kept = Compare(language).parts["ice_pack"][ASPECTS.index("studies")]
    assert words("compare", language)["agree"] in kept


def test_nothing_is_ranked():
    made = Compare()
    kinds = {name: measured(card.box.benefit) for name, card in made.made.items()}
    assert how_alike([kinds["ibuprofen"], kinds["naproxen"]]) == "shared"
    assert how_alike([kinds["tizanidine"], kinds["baclofen"]]) == "alike"
    assert how_alike([kinds["ibuprofen"], kinds["stay_active"]]) == "differ"
    assert how_alike([kinds["bed_rest"], kinds["stay_active"]]) == "each_other"
    for pair in combinations(kinds, 2):
        one, other = (made.made[name].box.benefit for name in pair)
        if how_alike([kinds[name] for name in pair]) in {"shared", "alike"}:
            assert (one.outcome, one.measure, one.comparator, one.scale) == (
                *(other.outcome, other.measure, other.comparator, other.scale),
            )


@both
def test_the_sentence_names_what_is_shown_and_says_how_it_was_measured(language):
    say = words("compare", language)
    told = str(Compare(language, first="ibuprofen", second="naproxen")._sentence())
    assert told == say["reading_shared"].replace(
        "{names}",
        f"{treatment('ibuprofen').plain[language]}, {treatment('naproxen').plain[language]}",
    )
    assert say["reading_one"].partition("}")[2] in str(
        Compare(language, first="ibuprofen", second="ibuprofen")._sentence()
    )


@pytest.mark.parametrize(
    ("place", "wanted"), [*((place, "nowhere") for place in PLACES), ("first", NONE)]
)
def test_what_is_unknown_falls_back(place, wanted):
    assert getattr(Compare(**{place: wanted}), place) == getattr(Compare(), place)


@both
def test_every_cell_travels_with_the_panel_as_it_is_made(language):
    made = Compare(language)
    assert set(made.parts) == set(made.made) == set(made.names) == set(made.measured)
    assert all(len(texts) == len(ASPECTS) and all(texts) for texts in made.parts.values())
    assert made.parts["stay_active"][1] in str(made.markup())


@pytest.mark.standard("A01")
@pytest.mark.standard("P19")
@both
def test_the_markup_is_whole_and_its_table_narrow(language):
    found = shown(language)
    assert found.open == []
    assert found.unnamed() == []
    heads = [one.text for one in found.all("th") if one.has.get("scope") == "col"]
    assert len(heads) == 4
    assert all(len(one.split()) <= 7 for one in heads)
