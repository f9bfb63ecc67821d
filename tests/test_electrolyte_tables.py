"""Blood salts in the tables: bands that part every result, percentiles, and the survey's people."""

from collections import Counter

import pytest

from spasmlab.evidence.tables import load

BANDS = {"band_usual"} | {
    f"band_{level}_{side}" for level in ("ask", "urgent", "emergency") for side in ("low", "high")
}
PERCENTILES = ["p1", "p2_5", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p97_5", "p99"]


def test_the_bands_part_every_printed_result():
    table = load("electrolytes")
    bands = table[(table["electrolyte"] == "potassium") & table["kind"].str.startswith("band_")]
    assert set(bands["kind"]) == BANDS
    assert bands["low_included"].fillna(True).all()
    assert bands["high_included"].fillna(True).all()
    low, high = bands["low"].fillna(0), bands["high"].fillna(99)
    for tenths in range(15, 81):
        inside = (low <= tenths / 10) & (tenths / 10 <= high)
        assert inside.sum() == 1, f"{tenths / 10} is in {list(bands['kind'][inside])}"


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("band_emergency_low", None, 2.5),
        ("band_urgent_low", 2.6, 2.9),
        ("band_ask_low", 3.0, 3.4),
        ("band_usual", 3.5, 5.3),
        ("band_ask_high", 5.4, 5.9),
        ("band_urgent_high", 6.0, 6.4),
        ("band_emergency_high", 6.5, None),
    ],
)
def test_no_band_is_softened(kind, low, high):
    table = load("electrolytes")
    band = table[(table["electrolyte"] == "potassium") & (table["kind"] == kind)].iloc[0]
    assert [None if band.isna()[end] else band[end] for end in ("low", "high")] == [low, high]


def test_an_interval_has_an_end_and_its_ends_are_in_order():
    table = load("electrolytes")
    assert (table["low"].notna() | table["high"].notna()).all()
    both = table.dropna(subset=["low", "high"])
    assert (both["low"] < both["high"]).all()
    for end in ("low", "high"):
        assert (table[end].notna() == table[f"{end}_included"].notna()).all()


def test_what_is_unverified_is_never_called_the_source():
    table = load("electrolytes")
    assert set(table.loc[table["verification"] == "unverified", "basis"]) == {"judgement"}


def test_percentiles_rise_and_hold_the_mean():
    table = load("electrolyte_percentiles")
    assert (table[PERCENTILES].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert table["mean"].between(table["p1"], table["p99"]).all()
    assert (table["age_low"] <= table["age_high"]).all()


def test_percentiles_cover_every_sex_and_age_once():
    table = load("electrolyte_percentiles")
    ages = Counter(zip(table["analyte"], table["sex"], strict=True))
    assert set(ages.values()) == {9}
    assert len(ages) == 9 * 3
    assert not table.duplicated(["analyte", "sex", "age_low", "age_high"]).any()


def test_both_sexes_make_all():
    counts = load("electrolyte_percentiles").pivot_table(
        index=["analyte", "age_low", "age_high"], columns="sex", values="n"
    )
    assert (counts["M"] + counts["F"] == counts["all"]).all()


def distributions():
    """Return each group's levels of potassium, by sex and age as the percentiles name it."""
    table = load("potassium_distribution")
    table["group"] = table["id"].str.rsplit("_", n=2).str[0]
    return table.groupby("group")


def test_levels_of_potassium_are_each_groups_whole_and_its_own():
    published = load("electrolyte_percentiles").set_index("id")
    assert len(distributions()) == 14
    for name, rows in distributions():
        alike = ["sex", "age_low", "age_high", "n", "unit"]
        assert (rows[alike] == published.loc[name, alike]).all(axis=None)
        assert rows["percent"].sum() == pytest.approx(100, abs=0.02)
        assert (rows["level"].round(1) == rows["level"]).all()
        assert rows["level"].is_unique


def test_levels_of_potassium_have_the_groups_mean_and_percentiles():
    """Bringing values to 0.1 never swaps two people: a percentile stays between its neighbours."""
    published = load("electrolyte_percentiles").set_index("id")
    for name, rows in distributions():
        level, share = rows["level"], rows["percent"] / rows["percent"].sum()
        assert (level * share).sum() == pytest.approx(published["mean"][name], abs=0.002)
        for column in PERCENTILES:
            at, value = float(column[1:].replace("_", ".")), published[column][name]
            slack = 0.1  # a person or two: the percentile stands in the middle of one's weight
            assert 100 * share[level < value - 0.051].sum() <= at + slack, (name, column)
            assert 100 * share[level < value + 0.051].sum() >= at - slack, (name, column)


@pytest.mark.parametrize("ages", [(20, 80), (20, 39), (40, 59), (60, 80)])
def test_levels_of_potassium_and_the_share_below_3_5_agree(ages):
    """Within two standard errors: groups count by people here, and 3.45 to 3.49 is 3.5."""
    row = load("electrolyte_out_of_range").set_index("id").loc[f"k_below_3_5_{ages[0]}_{ages[1]}"]
    groups = [rows for _, rows in distributions() if rows["age_low"].between(*ages).all()]
    people = [rows["n"].iloc[0] for rows in groups]
    low = [rows.loc[rows["level"] < 3.45, "percent"].sum() for rows in groups]
    assert sum(people) == row["n"]
    found = sum(n * percent for n, percent in zip(people, low, strict=True)) / sum(people)
    assert abs(found - row["percent"]) < 2 * row["standard_error"]


def test_shares_of_a_group_make_a_hundred():
    table = load("potassium_by_cramps")
    groups = table.groupby("cramps")
    assert groups["percent"].sum().round(2).eq(100).all()
    assert (groups["n_band"].sum() == groups["n_group"].first()).all()
    people = groups["n_group"].first()
    assert people["never"] + people["any"] == people["all"]


def test_two_surveys_of_one_country_agree_on_low_potassium():
    later = load("electrolyte_out_of_range").set_index("id").loc["k_below_3_5_20_80"]
    earlier = load("potassium_by_cramps").set_index("id").loc["all_low"]
    error = (later["standard_error"] ** 2 + earlier["standard_error"] ** 2) ** 0.5
    assert abs(later["percent"] - earlier["percent"]) < 3 * error
