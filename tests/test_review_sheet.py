"""The sheet for a clinician: every level of our judgement, none of the sources', and no name."""

import pytest

from spasmlab.panels.help.review_sheet import BOXES, ReviewSheet
from spasmlab.safety import signs as safety
from spasmlab.text import LANGUAGES, words

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_every_level_of_our_judgement_is_on_it_with_its_rule_and_boxes(language):
    html, table = ReviewSheet(language)._repr_html_(), safety.signs()
    judged = table[table["basis"] != "source"]
    assert len(judged) > 80
    for one in judged.to_dict("records"):
        assert html.count(f'data-row="warning_signs:{one["id"]}"') == 1
    for one in table[table["basis"] == "source"]["id"]:
        assert f'data-row="warning_signs:{one}"' not in html
    say = words("review_sheet", language)
    for box in BOXES:
        assert html.count(f"</i>{say[box]}<") == len(judged)
    assert html.count('lang="en"><code>') == len(judged)


@each_language
def test_it_is_signed_by_nobody(language):
    html, say = ReviewSheet(language)._repr_html_(), words("review_sheet", language)
    assert say["empty"] in html
    for line in ("name", "signature", "date"):
        assert f"<p>{say[line]} ____" in html
    assert safety.signs()[["reviewer", "reviewed"]].isna().all(axis=None)


def test_a_level_that_turns_to_judgement_comes_onto_the_sheet(monkeypatch):
    table = safety.signs()
    table.loc[table["id"] == "CES_SADDLE", "basis"] = "judgement"
    monkeypatch.setattr("spasmlab.panels.help.review_sheet.signs", lambda: table)
    assert 'data-row="warning_signs:CES_SADDLE"' in ReviewSheet()._repr_html_()
