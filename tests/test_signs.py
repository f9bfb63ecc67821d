"""The warning signs: all of them, none softened, and every one on the page in plain words."""

import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab.evidence.tables import descriptor, load
from spasmlab.panels.help import signs as panel
from spasmlab.panels.help.signs import MARK, WarningSigns
from spasmlab.safety import signs as safety
from spasmlab.safety.signs import LEVELS, TIERS, TOPICS, signs
from spasmlab.text import LANGUAGES

# A level may be raised, and a sign added: then write the new figures here, and why in the log.
COUNTS = {"call_emergency_now": 61, "same_day": 53, "within_days": 41, "routine_visit": 15}
LEVELS_DIGEST = "b1c6f92ce9d9bf3f7d9e9b81c09c9c7e8bf1f861de3637b3efdcfec521e0eb41"
TRIGGERS_DIGEST = "0f0b1eb0ef805f2304ce0c14030e4b9a1c934afda81a8f05ab1897f90c18f867"

PARTS = ("question", "why", "action")
URGENT = {  # what an action must say at the two levels that cannot wait
    "call_emergency_now": re.compile(r"\b(?:call|get help)\b.*\bnow\b"),
    "same_day": re.compile(r"\btoday\b"),
}


def digest(table, column):
    """Return the fingerprint of one column with its ids, in whatever order the rows stand."""
    pairs = sorted(f"{row['id']} {row[column]}" for row in table.to_dict("records"))
    return hashlib.sha256("\n".join(pairs).encode()).hexdigest()


def texts(table, language):
    """Return what each row says in one language."""
    columns = [f"{part}_{language}" for part in PARTS]
    return [text for column in columns for text in table[column].dropna()]


# The table


def test_every_sign_is_there_at_the_level_it_was_given():
    table = load("warning_signs")
    assert len(table) == 170
    assert Counter(table["level"]) == COUNTS
    assert digest(table, "level") == LEVELS_DIGEST
    assert digest(table, "trigger") == TRIGGERS_DIGEST


def softened(table):
    table.loc[table["id"] == "CES_SADDLE", "level"] = "same_day"
    return table


def swapped(table):  # the counts stay right
    table.loc[table["id"] == "CES_BOWEL", "level"] = "same_day"
    table.loc[table["id"] == "DVT", "level"] = "call_emergency_now"
    return table


def dropped(table):
    return table[table["id"] != "HOPELESS"]


@pytest.mark.parametrize("spoil", [softened, swapped, dropped])
def test_a_softened_or_lost_sign_is_found(spoil):
    assert digest(spoil(load("warning_signs")), "level") != LEVELS_DIGEST


def test_levels_and_topics_are_the_declared_ones():
    fields = {f["name"]: f for f in descriptor()["warning_signs"]["schema"]["fields"]}
    assert [*fields["level"]["constraints"]["enum"], "self_care"] == list(LEVELS)
    assert fields["topic"]["constraints"]["enum"] == list(TOPICS)
    assert TOPICS.index("mind") == 2  # dark thoughts do not wait at the end
    assert set(TIERS) == set(LEVELS)
    assert list(dict.fromkeys(TIERS[level] for level in LEVELS)) == ["emergency", "today", "visit"]


def test_signs_come_worst_first_then_by_topic_then_as_the_table_has_them():
    table = signs()
    at = {identity: line for line, identity in enumerate(load("warning_signs")["id"])}
    places = [
        (LEVELS.index(row.level), TOPICS.index(row.topic), at[row.id]) for row in table.itertuples()
    ]
    assert places == sorted(places)
    assert sorted(table["id"]) == sorted(at)
    assert list(table["tier"]) == [TIERS[level] for level in table["level"]]


@pytest.mark.parametrize("column", ["level", "topic"])
def test_a_sign_that_would_be_lost_is_refused_by_name(column, monkeypatch):
    table = load("warning_signs")
    table.loc[3, column] = "whenever"
    monkeypatch.setattr(safety, "load", lambda name: table)
    with pytest.raises(ValueError, match=rf"{column} must be .*whenever"):
        signs()


@pytest.mark.parametrize("level", URGENT)
def test_an_action_is_as_urgent_as_its_level(level):
    table = signs()
    mild = [
        row.id
        for row in table[table["level"] == level].itertuples()
        if not URGENT[level].search(row.action_en.lower())
    ]
    assert mild == []


def test_a_clinicians_signature_is_whole_or_absent():
    table = load("warning_signs")
    signed = table[["reviewer", "reviewed", "next_review"]].notna()
    assert (signed.nunique(axis=1) == 1).all()


def test_what_is_unchecked_is_not_shown_as_sourced():
    table = load("warning_signs")
    own = table["source"] == "own_judgement"
    assert set(table.loc[own, "basis"]) == {"judgement"}
    assert set(table.loc[own, "verification"]) == {"unverified"}
    assert (table.loc[~own, "source"].isin(load("sources")["id"])).all()


# The words


@pytest.mark.standard("B02")
@pytest.mark.parametrize("part", PARTS)
def test_a_sign_says_the_same_in_both_languages(part):
    table = load("warning_signs")
    english, spanish = table[f"{part}_en"], table[f"{part}_es"]
    assert (english.isna() == spanish.isna()).all()
    if part != "why":
        assert english.notna().all()
    pairs = zip(table["id"], english.fillna(""), spanish.fillna(""), strict=True)
    assert [name for name, en, es in pairs if numbers(en) != numbers(es)] == []


def numbers(text):
    return sorted(re.findall(r"\d+", text))


def test_a_question_stands_on_its_own_and_asks():
    table = load("warning_signs")
    assert [text for text in table["question_en"] if "?" not in text or text[0].islower()] == []
    assert [text for text in table["question_es"] if "¿" not in text and "?" in text] == []
    assert not table["question_en"].duplicated().any()
    assert not table["question_es"].duplicated().any()


@pytest.mark.standard("L01")
@pytest.mark.parametrize("level", COUNTS)
def test_the_english_is_plain(level):
    table = signs()
    said = texts(table[table["level"] == level], "en")
    assert grade("\n".join(said)) <= 6.0
    assert [s for text in said for s in sentences(text) if len(words(s)) > 20] == []


@pytest.mark.standard("L03")
@pytest.mark.parametrize("level", COUNTS)
def test_the_spanish_is_plain(level):
    table = signs()
    said = texts(table[table["level"] == level], "es")
    assert huerta("\n".join(said)) >= 65
    assert [s for text in said for s in sentences(text) if len(words(s)) > 28] == []


# The list on the page


class Reader(HTMLParser):
    """What the list holds: headings, and signs in order with their tier, text and folds."""

    def __init__(self):
        super().__init__()
        self.tier = self.sign = self.heading = None
        self.details, self.headings, self.signs, self.tags = [], [], {}, Counter()
        self.links, self.tiers = [], {}
        self.text = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags[tag] += 1
        if "signs-tier" in (attrs.get("class") or "").split():
            self.tier = attrs["class"].rpartition("--")[2]
            self.tiers[attrs["id"]] = self.tier
        elif tag == "a":
            self.links.append(attrs)
        elif tag == "details":
            self.details.append("open" in attrs)
        elif tag in ("h2", "h3", "h4"):
            self.heading = int(tag[1])
        elif tag == "li":
            table, _, self.sign = attrs["data-row"].partition(":")
            assert table == "warning_signs"
            assert self.sign not in self.signs, f"{self.sign} is there twice"
            self.signs[self.sign] = {"tier": self.tier, "open": list(self.details), "text": ""}

    def handle_endtag(self, tag):
        if tag == "details":
            self.details.pop()
        elif tag == "li":
            self.sign = None
        elif tag in ("h2", "h3", "h4"):
            self.heading = None

    def handle_data(self, data):
        self.text += data
        if self.sign:
            self.signs[self.sign]["text"] += data
        if self.heading:
            self.headings.append((self.heading, data))


def read(html):
    reader = Reader()
    reader.feed(str(html))
    reader.close()
    return reader


each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_every_row_is_on_the_page_once_and_in_order(language):
    page = read(WarningSigns(language)._repr_html_())
    table = signs()
    assert list(page.signs) == list(table["id"])
    assert [sign["tier"] for sign in page.signs.values()] == list(table["tier"])


@each_language
def test_nothing_is_lost_between_the_table_and_the_page(language):
    page, table = read(WarningSigns(language)._repr_html_()), signs()
    usual = table.groupby("level", observed=True)[f"action_{language}"].agg(lambda a: a.mode()[0])
    for row in table.to_dict("records"):
        shown = page.signs[row["id"]]["text"]
        question, why, action = (row[f"{part}_{language}"] for part in PARTS)
        mark = "" if row["basis"] == "source" else MARK
        own = "" if action == usual[row["level"]] else f" {action}"
        assert shown == question + mark + ("" if pd.isna(why) else f" {why}") + own
    assert all(action in page.text for action in usual)


@each_language
def test_it_is_read_without_a_click_or_a_script(language):
    page = read(WarningSigns(language)._repr_html_())
    closed = [name for name, sign in page.signs.items() if not all(sign["open"])]
    folded = {sign["tier"] for sign in page.signs.values() if sign["open"]}
    assert closed == []
    assert folded == {"today", "visit"}  # an emergency cannot be folded away
    assert not page.tags.keys() & {"script", "style", "button", "input", "img"}


@each_language
def test_links_before_the_list_lead_to_each_tier_in_order_and_colour(language):
    page = read(html := WarningSigns(language)._repr_html_())
    wanted = [(f"#{identity}", f"signs-tier--{tier}") for identity, tier in page.tiers.items()]
    assert [(link["href"], link["class"]) for link in page.links] == wanted
    assert html.index("</nav>") < html.index("<section")


@pytest.mark.standard("A13")
@each_language
def test_headings_step_down_one_at_a_time_and_are_all_named(language):
    page = read(WarningSigns(language)._repr_html_())
    levels = [2, *(level for level, _ in page.headings)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [level for level, _ in page.headings].count(2) == 3
    assert page.tags["h2"] + page.tags["h3"] + page.tags["h4"] == len(page.headings)


@each_language
def test_a_level_of_our_own_judgement_is_marked_and_the_mark_explained(language):
    html, table = WarningSigns(language)._repr_html_(), signs()
    page = read(html)
    marked = {name for name, sign in page.signs.items() if MARK in sign["text"]}
    assert marked == set(table.loc[table["basis"].isin(["judgement", "both"]), "id"])
    assert html.count('class="signs-mark"') == 3


def test_text_is_escaped(monkeypatch):
    table = signs()
    table.loc[:, [f"{part}_en" for part in PARTS]] = '<script>alert("x")</script> & <b>'
    monkeypatch.setattr(panel, "signs", lambda: table)
    page = read(WarningSigns("en")._repr_html_())
    assert not page.tags.keys() & {"script", "b"}
    assert page.text.count("<script>alert(") > len(table)


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(ValueError, match="language must be"):
        WarningSigns("xx")
