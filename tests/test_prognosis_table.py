"""The natural course: numbers lie in their ranges, and the printed courses are kept."""

import pytest

from spasmlab.evidence.tables import load

COURSES = {  # weeks and mean pain of 100, as Menezes Costa 2012 prints them, with their intervals
    "acute_back_spasm": [(0, 52, 48, 57), (6, 23, 21, 25), (26, 12, 9, 15), (52, 6, 3, 10)],
    "chronic_back_pain": [(0, 51, 44, 59), (6, 33, 29, 38), (26, 26, 20, 33), (52, 23, 16, 30)],
}
RANGED = {"nlc_us_mild", "preg_cramp_prev"}  # printed as a range, which is no interval
FALLS = {"nlc_placebo_change_4w"}  # a change: the only number below zero


def outside(table):
    """Rows whose value is out of its own range, or whose range is turned round."""
    ends = table.dropna(subset=["low", "high"])
    middle = ends["value"].fillna(ends["low"])
    return list(ends.loc[~((ends["low"] <= middle) & (middle <= ends["high"])), "id"])


def impossible(table):
    """Shares that are no share, and other numbers below zero."""
    share = table["unit"].str.startswith("%") & ~table["id"].isin(FALLS)
    numbers = table[["value", "low", "high"]]
    wrong = (numbers[share] > 100).any(axis=1) | (numbers[share] < 0).any(axis=1)
    below = (numbers < 0).any(axis=1) & ~table["id"].isin(FALLS)
    return sorted({*table.loc[share, "id"][wrong], *table.loc[below, "id"]})


def unlabelled(table):
    """Rows that do not say what kind of range they have, or say it of none."""
    ranged = table[["low", "high"]].notna().all(axis=1)
    wrong = ranged != table["range_kind"].notna()
    wrong |= table["id"].isin(RANGED) != (table["range_kind"] == "published_range").fillna(False)
    wrong |= table["value"].isna() & ~ranged
    return list(table.loc[wrong, "id"])


CHECKS = [outside, impossible, unlabelled]


@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_wrong(check):
    assert check(load("prognosis")) == []


@pytest.mark.parametrize(
    ("check", "identity", "column", "wrong"),
    [
        (outside, "acute_pain_w6", "value", 32),
        (outside, "recur_median", "low", 200),
        (impossible, "pace_recovered_12w", "value", 843),
        (impossible, "recur_12m_any", "value", -69),
        (impossible, "recur_median", "value", -139),
        (unlabelled, "acute_pain_w6", "range_kind", None),
        (unlabelled, "preg_cramp_prev", "range_kind", "confidence_interval"),
        (unlabelled, "pace_placebo_recovery", "range_kind", "confidence_interval"),
        (unlabelled, "nlc_veterans", "value", None),
    ],
)
def test_a_planted_mistake_is_found(check, identity, column, wrong):
    table = load("prognosis")
    table.loc[table["id"] == identity, column] = wrong
    assert identity in check(table)


def course(table, condition):
    rows = table[(table["condition"] == condition) & (table["measure"] == "mean pain")]
    rows = rows.sort_values("weeks")[["weeks", "value", "low", "high"]]
    return list(rows.itertuples(index=False, name=None))


@pytest.mark.standard("DA1")
@pytest.mark.parametrize("condition", COURSES)
def test_a_course_is_the_printed_one(condition):
    assert course(load("prognosis"), condition) == COURSES[condition]


def test_a_changed_course_is_found():
    table = load("prognosis")
    table.loc[table["id"] == "acute_pain_w26", "value"] = 21
    assert course(table, "acute_back_spasm") != COURSES["acute_back_spasm"]


def test_a_range_without_a_value_is_given_none():
    row = load("prognosis").set_index("id").loc["preg_cramp_prev"]
    assert [row["low"], row["high"]] == [30, 50]
    assert row.isna()["value"]


def test_ids_of_rows_are_kept_where_a_condition_got_another_name():
    row = load("prognosis").set_index("id").loc["fbss_incidence_one_centre"]
    assert row["condition"] == "persistent_spinal_pain"
    assert not load("prognosis")["condition"].isin(["fbss", "lbp_prevention"]).any()
