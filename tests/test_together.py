"""Do these go together: what is shown is what safety.medicines says, worst first, never "safe"."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup import Markup
from tests.traceability import untraced

from spasmlab.panels import Together
from spasmlab.panels.medicine.together import ALL, GROUPS
from spasmlab.safety.medicines import SEVERITIES, medicine_checks
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
PANELS = {language: Together(language) for language in LANGUAGES}
SAFE = re.compile(r"(?i)\bsafe\b|\bsafely\b|\bsegur[oa]s?\b|\bno risk\b|\bsin riesgo\b")
ASKED = {"anticoagulant", "blood_pressure_pill", "diuretic", "kidney_disease", "stomach_ulcer"}
ASKED |= {"pregnancy", "alcohol", "cold_flu_product", "muscle_relaxant"}


def test_what_the_lesson_asks_about_can_be_ticked_and_nothing_twice():
    assert set(ALL) >= ASKED
    assert len(set(ALL)) == len(ALL)


@given(st.sets(st.sampled_from(ALL)), st.sampled_from(list(LANGUAGES)))
def test_any_ticks_show_what_the_checks_say_in_their_order(ticked, language):
    sent = [one for one in PANELS[language].checks if set(one["things"]) <= ticked]
    wanted = medicine_checks(ticked, (), language)
    assert [(one["row"], tuple(one["things"])) for one in sent] == [
        (one.id, one.things) for one in wanted
    ]
    for one, check in zip(sent, wanted, strict=True):
        row = PANELS[language].rows[check.id]
        assert (row["effect"], row["action"]) == (check.effect, check.action)
        assert [kind in " ".join(one["said"]) for kinds in check.if_it_is for kind in kinds] == [
            True for kinds in check.if_it_is for _ in kinds
        ]


@both
def test_worst_comes_first(language):
    panel = PANELS[language]
    ranks = [SEVERITIES.index(panel.rows[one["row"]]["severity"]) for one in panel.checks]
    assert ranks == sorted(ranks)


@both
def test_nothing_is_called_safe_and_each_action_asks_or_says_do_not(language):
    panel = PANELS[language]
    begins = {"en": r"(Ask|Do not)\b", "es": r"(Pregunte|No)\b"}[language]
    for row in panel.rows.values():
        assert re.match(begins, row["action"]), row
    title, how, *rest = (
        words("together", language)[name] for name in ("title", "how", "after", "empty")
    )
    told = [
        how,
        *rest,
        *(row["action"] + row["effect"] + row["word"] for row in panel.rows.values()),
    ]
    assert title
    assert [one for one in told if SAFE.search(one) and "está seguro" not in one] == []


@both
def test_not_sure_is_ticked_like_yes(language):
    said = words("together", language)["how"]
    assert {"en": "Not sure? Tick it", "es": "¿No está seguro? Márquelo"}[language] in said


@both
def test_an_empty_answer_says_that_the_list_is_not_complete(language):
    assert PANELS[language].words["none_found"] == words("medicines", language)["none_found"]
    assert {"en": "not complete", "es": "no está completa"}[language] in PANELS[language].words[
        "none_found"
    ]


@pytest.mark.standard("A01")
@both
def test_every_box_has_a_name_and_every_number_its_row(language):
    html = str(PANELS[language].markup())
    found = Markup(html)
    assert found.unnamed() == []
    assert untraced(html) == []
    boxes = [one.has["value"] for one in found.all("input") if one.has["type"] == "checkbox"]
    assert boxes == [one for group in GROUPS.values() for one in group]
    assert not any("checked" in one.has for one in found.all("input"))


@both
def test_nothing_ticked_is_a_trait(language):
    assert not {"ticked", "taking", "having"} & set(PANELS[language].traits())
