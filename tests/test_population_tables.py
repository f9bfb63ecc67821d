"""Tables computed from surveys and recordings: made again from official files, to the byte."""

from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from tests.deriving import script, shared
from tests.made_up_nhanes import undo

from spasmlab.evidence.tables import load
from spasmlab.paths import DATA

nhanes, survey = script("nhanes"), script("survey")
SURVEYS = [  # table, its script, what makes its rows, whose people
    ("leg_cramps_prevalence", "leg_cramps", "prevalence_rows", "night_leg_cramps"),
    ("leg_cramps_by_magnesium", "leg_cramps", "magnesium_rows", "night_leg_cramps"),
    ("leg_cramps_associations", "leg_cramps_models", "rows", "night_leg_cramps"),
    ("potassium_by_cramps", "potassium_by_cramps", "rows", "night_leg_cramps"),
    ("back_pain_prevalence", "back_pain", "rows", "low_back_pain"),
    ("diet_percentiles", "diet", "percentile_rows", "diet"),
    ("electrolyte_percentiles", "electrolytes_of_people", "percentile_rows", "electrolytes"),
    ("electrolyte_out_of_range", "electrolytes_of_people", "outside_rows", "electrolytes"),
    ("potassium_distribution", "potassium_distribution", "rows", "electrolytes"),
]
REFERENCE = Path(__file__).parent / "reference" / "survey_r.csv"
SHARES = ["leg_cramps_prevalence", "leg_cramps_by_magnesium", "back_pain_prevalence"]
SHARES += ["electrolyte_out_of_range"]
LADDER = ["age_sex", "energy_race_bmi", "education_income", "disease"]


def rounded(value, digits):
    return float(f"{value:.{digits}g}")


@pytest.fixture(scope="module")
def official(tmp_path_factory):
    """Return a function from a table of people to its official files, written from its extract."""
    place = shared("population")
    answers = load("leg_cramp_answers")
    refused = answers[answers["answer"] == "Refused"].groupby("cycle")
    counts = {cycle: dict(zip(g["item"], g["n"], strict=True)) for cycle, g in refused}

    @cache
    def folder(name):
        written = tmp_path_factory.mktemp(name)
        extract = pd.read_csv(place / f"{nhanes.TABLES[name].extract}.csv")
        undo(written, name, extract, counts)
        return written

    return folder


@pytest.fixture(scope="module")
def everyone(official):
    """Return a function from a table's name to its people, as read from the official files."""
    return cache(lambda name: nhanes.load(official(name), name))


def same(table, rows, folder):
    survey.write(table, rows, folder)
    return (folder / f"{table}.csv").read_bytes() == (DATA / f"{table}.csv").read_bytes()


# Made again


@pytest.mark.parametrize("name", nhanes.TABLES)
def test_official_files_give_the_extracts_people(everyone, name):
    extract = pd.read_csv(shared("population") / f"{nhanes.TABLES[name].extract}.csv")
    read = everyone(name).set_index("seqn").loc[extract["seqn"]].reset_index()
    columns = [column for column in extract if column in read]
    assert set(extract) - set(columns) <= {"cycle"}
    pd.testing.assert_frame_equal(read[columns], extract[columns], check_dtype=False)


@pytest.mark.parametrize(("table", "module", "maker", "name"), SURVEYS)
def test_a_survey_table_is_made_again_to_the_byte(everyone, tmp_path, table, module, maker, name):
    assert same(table, getattr(script(module), maker)(everyone(name)), tmp_path)


def test_food_and_blood_are_made_again_to_the_byte(everyone, tmp_path):
    rows = script("diet").slope_rows(everyone("diet"), everyone("electrolytes"))
    assert same("diet_and_blood", rows, tmp_path)


def test_answers_are_made_again_to_the_byte(official, tmp_path):
    rows = script("leg_cramp_answers").rows(official("night_leg_cramps"))
    assert same("leg_cramp_answers", rows, tmp_path)


def test_magnesium_outlines_and_foods_are_made_again_to_the_byte(tmp_path):
    place = shared("population")
    blood = pd.read_csv(place / "nhanes1_serum_magnesium.csv")
    foods = pd.read_csv(place / "usda_fdc_minerals_sr_foundation.csv")
    recordings, outlines = script("envelopes").rows(shared("emg"))
    assert same("serum_magnesium", script("serum_magnesium").rows(blood), tmp_path)
    assert same("recordings", recordings, tmp_path)
    assert same("recording_envelopes", outlines, tmp_path)
    assert same("foods", script("foods").rows(foods), tmp_path)


def test_a_survey_without_its_weights_or_strata_is_caught(everyone, tmp_path):
    people, make = everyone("night_leg_cramps"), script("leg_cramps").prevalence_rows
    for slip in ({"wt_int": 1.0}, {"stratum": 1, "psu": 2 * people["stratum"] + people["psu"]}):
        assert not same("leg_cramps_prevalence", make(people.assign(**slip)), tmp_path)


# Held against another program and the shared inventory


def reference(table):
    """Return a table's rows beside R survey's answers to the same questions."""
    r = pd.read_csv(REFERENCE, comment="#").add_prefix("r_")
    both = load(table).merge(r, left_on="id", right_on="r_id")
    assert len(both) == len(load(table))
    assert (both["n"] == both["r_n"]).all()
    return both


@pytest.mark.parametrize("table", SHARES)
def test_shares_agree_with_r_survey(table):
    for row in reference(table).to_dict("records"):
        assert row["percent"] == rounded(100 * row["r_estimate"], 4), row["id"]
        assert row["standard_error"] == rounded(100 * row["r_standard_error"], 4), row["id"]


@pytest.mark.parametrize(
    ("table", "number"), [("leg_cramps_associations", "odds_ratio"), ("diet_and_blood", "slope")]
)
def test_associations_agree_with_r_survey(table, number):
    """R gives the coefficient and its error; the limits are Student's with the design's freedom."""
    for row in reference(table).to_dict("records"):
        df, middle, error = row["design_df"], row["r_estimate"], row["r_standard_error"]
        half = stats.t.ppf(0.975, df) * error
        ends = np.array([middle, middle - half, middle + half])
        found = [row[name] for name in (number, "low", "high")]
        answers = np.exp(ends) if number == "odds_ratio" else ends
        assert df == row["r_design_df"]
        assert found == pytest.approx(answers, rel=6e-5), row["id"]  # five digits are printed
        assert row["p"] == pytest.approx(2 * stats.t.sf(abs(middle / error), df), rel=1e-4)


def test_the_headline_numbers():
    cramps, pain = (
        load(f"{name}_prevalence").set_index("id") for name in ("leg_cramps", "back_pain")
    )
    for table, row, known in (
        (cramps, "any_20_plus", [30.9, 0.9]),
        (cramps, "freq_20_plus", [5.9, 0.4]),
        (pain, "low_back_pain_20_plus", [39.0, 0.7]),
        (pain, "spread_below_knee_20_plus", [26.8, 1.2]),
    ):
        assert [round(table[c][row], 1) for c in ("percent", "standard_error")] == known
    blood = load("serum_magnesium").set_index("id").loc["mg_all_25_74"]
    assert (blood["n"], round(blood["mean"], 2)) == (9932, 0.84)
    assert round(blood["below_0_7_percent"], 1) == 2.3


def test_the_link_of_magnesium_fades_as_more_is_taken_into_account():
    table = load("leg_cramps_associations")
    steps = table.dropna(subset=["order"]).sort_values("order").groupby("outcome")
    assert {outcome: list(rows["adjustment"]) for outcome, rows in steps} == {
        "any": LADDER,
        "freq": LADDER,
    }
    assert list(steps.get_group("any")["odds_ratio"].round(2)) == [1.00, 0.92, 0.96, 0.96]
    assert list(steps.get_group("freq")["odds_ratio"].round(2)) == [0.91, 0.85, 0.92, 0.92]
    terms = [set(text.split("+")) for text in steps.get_group("any")["adjusted_for"]]
    assert all(before < after for before, after in pairwise(terms))


# What holds inside a table


def test_every_interval_is_about_its_number_on_the_logarithms_scale():
    table = load("leg_cramps_associations")
    assert len(table) == 58
    assert (table["p"] < 0.05).sum() == 30
    below = (table["odds_ratio"] / table["low"]).map(log)
    above = (table["high"] / table["odds_ratio"]).map(log)
    assert np.allclose(below, above, rtol=0.01)
    crosses = (table["low"] < 1) & (table["high"] > 1)
    assert (crosses == (table["p"] > 0.05)).all()


def test_nights_add_up_in_every_group():
    shares = load("leg_cramps_prevalence").pivot_table(
        index="group", columns="outcome", values=["percent", "events", "n"]
    )
    assert np.allclose(shares["percent"]["mild"] + shares["percent"]["freq"],
                       shares["percent"]["any"], atol=0.011)  # fmt: skip
    assert (shares["events"]["mild"] + shares["events"]["freq"] == shares["events"]["any"]).all()
    n = shares["n"]["any"]
    assert n["men"] + n["women"] == n["2005-06"] + n["2007-08"] == n["20+"]
    assert n[[group for group in n.index if group[:2] in ("M ", "F ")]].sum() == n["20+"]
    fifths = load("leg_cramps_by_magnesium").query("outcome == 'any'")
    assert fifths["n"].sum() == 9935
    assert (fifths["mg_high"].iloc[:-1].to_numpy() == fifths["mg_low"].iloc[1:].to_numpy()).all()


def test_answers_are_everyone_asked():
    answers = load("leg_cramp_answers").groupby(["cycle", "item"])["n"].sum()
    assert set(answers["2005-06"]) == {6139}
    assert set(answers["2007-08"]) == {6546}


@pytest.mark.parametrize("table", ["diet_percentiles", "serum_magnesium"])
def test_percentiles_of_diet_and_magnesium_rise(table):
    rows = load(table)
    columns = [name for name in rows if name[0] == "p" and name[1].isdigit()]
    assert len(columns) >= 5
    assert (rows[columns].diff(axis=1).iloc[:, 1:] > 0).all(axis=None)


def test_outlines_are_small_whole_and_of_known_recordings():
    recordings, outlines = load("recordings").set_index("id"), load("recording_envelopes")
    assert len(outlines) <= 2500
    assert set(outlines["recording"]) == set(recordings.index)
    assert (recordings["people"] == 1).all()
    assert recordings["note"].str.endswith("One person: an example, never typical.").all()
    for name, rows in outlines.groupby("recording", sort=False):
        width = recordings["window_ms"][name] / 1000
        assert len(rows) == int(recordings["seconds"][name] / width + 1e-9)
        assert np.allclose(rows["time_s"], (np.arange(len(rows)) + 0.5) * width, atol=6e-4)
        assert set(rows["unit"]) == {recordings["unit"][name]}


def test_no_table_has_rows_about_one_person():
    """A survey's person has a number (SEQN); no table of ours has such a column."""
    for path in DATA.glob("*.csv"):
        header = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        assert not {"seqn", "stratum", "psu", "wt_int", "wt_mec"} & set(header), path.name
