"""The results of treatments are whole, agree with themselves, and are said in plain words.

Each check takes the table and returns the rows it does not like, so that a mistake can be planted.
"""

import pytest
from tests.readability import grade, huerta, sentences, words

from spasmlab import text
from spasmlab.evidence.tables import load

RATIOS = {"risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio"}
DIFFERENCES = {
    "mean_difference",
    "standardised_mean_difference",
    "rate_difference",
    "median_difference",
    "percent_change",
}
SILENT = {"words", "none"}  # measures without a number
NUMBERS = ["value", "low", "high", "without_per_1000", "with_per_1000"]
RATES = ["without_per_1000", "with_per_1000"]
SOFT = ("safe", "rare", "common", "cure", "guarantee")  # never in a finding
PLAIN = 60  # Fernández-Huerta of one short sentence; the files as a whole stay above 65


@pytest.fixture(scope="module")
def table():
    """Return the table with an empty cell as nothing."""
    return load("effects").set_index("id", drop=False)


@pytest.fixture
def copy(table):
    """Return a copy of the table to plant a mistake in."""
    return table.copy()


def both(table, columns):
    """Return the rows that have all of some columns."""
    return table.dropna(subset=list(columns))


def shown(table):
    """Return the rows a visitor may see."""
    return table[table["verification"] != "unverified"]


def outside_their_interval(table):
    """Return rows whose interval does not hold the value or runs backwards."""
    ranged = both(table, ["low", "high"])
    wrong = ranged["low"] > ranged["high"]
    wrong |= (ranged["value"] < ranged["low"]) | (ranged["value"] > ranged["high"])
    people = both(table, ["with_low_per_1000", "with_high_per_1000"])
    amiss = people["with_per_1000"] < people["with_low_per_1000"]
    amiss |= people["with_per_1000"] > people["with_high_per_1000"]
    return [*ranged.index[wrong], *people.index[amiss]]


def half_an_interval(table):
    """Return rows with one end of an interval and not the other."""
    ends = [["low", "high"], ["with_low_per_1000", "with_high_per_1000"]]
    ends += [["days_low", "days_high"], ["scale_low", "scale_high"]]
    wrong = {row for pair in ends for row in table.index[table[pair].notna().sum(axis=1) == 1]}
    return sorted(wrong)


def favoured(row):
    """Return what a row's interval favours: treatment, comparator, neither; None without one."""
    if row[["low", "high", "better"]].isna().any() or row["measure"] not in RATIOS | DIFFERENCES:
        return None
    nothing = 1 if row["measure"] in RATIOS else 0
    if row["low"] > nothing or row["high"] < nothing:
        up = row["low"] > nothing
        return "treatment" if up == (row["better"] == "higher") else "comparator"
    return "neither"


def against_their_interval(table):
    """Return rows said to favour what their interval does not; doubt may be said of any."""
    wrong = []
    for name, row in table.iterrows():
        told = favoured(row)
        if told and row["favours"] not in {told, "uncertain"}:
            touches = row["low"] == 0 or row["high"] == 0  # rounded: the source says which
            wrong += [] if touches else [name]
    return wrong


def null_but_not(table):
    """Return rows called null whose result favours a side, or that are no benefit."""
    null = table[table["null_result"]]
    return list(null.index[(null["favours"] != "neither") | (null["kind"] != "benefit")])


def rates_at_odds(table):
    """Return rows whose people do not fit their ratio or difference, each number rounded."""
    people = both(table, [*RATES, "value"])
    without, treated = people["without_per_1000"], people["with_per_1000"]
    ratio = people["measure"] == "risk_ratio"
    rounded = 0.005 + 0.5 * (1 + people["value"]) / without
    wrong = ratio & ((treated / without - people["value"]).abs() > rounded)
    apart = people["measure"] == "rate_difference"
    wrong |= apart & ((treated - without - people["value"]).abs() > 1)  # each was rounded
    one = table[(table["measure"] == "rate") & (table["value"] != table["with_per_1000"])]
    return [*people.index[wrong], *one.index]


def repeats_at_odds(table):
    """Return rows that repeat a row that is not there, or not with the same numbers."""
    wrong = []
    for name, row in table.dropna(subset=["same_as"]).iterrows():
        if row["same_as"] not in table.index or row["same_as"] == name:
            wrong.append(name)
            continue
        other = table.loc[row["same_as"]]
        alike = ["outcome", "condition", "measure", "source", "kind", "timepoint"]
        sides = row[["comparator", "treatment"]].tolist()
        turned = row.notna()["comparator"] and sides == other[["treatment", "comparator"]].tolist()
        wanted = (
            [-other["value"], -other["high"], -other["low"]] if turned else list(other[NUMBERS[:3]])
        )
        same = row[alike].equals(other[alike])
        same &= [f"{n:g}" for n in row[NUMBERS[:3]]] == [f"{n:g}" for n in wanted]
        wrong += [] if same and other.isna()["same_as"] else [name]
    return wrong


def treatments_half_told(table):
    """Return treatments a visitor sees without a benefit looked for, or without a harm."""
    rows = shown(table).groupby("treatment")["kind"]
    return [name for name, kinds in rows if not {"benefit", "harm"} <= set(kinds)]


def numbers_where_there_are_none(table):
    """Return rows of words that have a number, and rows of a number that have none."""
    silent = table["measure"].isin(SILENT)
    number = table[NUMBERS].notna().any(axis=1)
    return list(table.index[(silent & number) | (~silent & ~number)])


def needs_a_finding(row):
    """Tell whether neither people nor a ruler can show a row."""
    ruler = row["measure"] == "mean_difference" and not row.isna()["scale_high"]
    return not (ruler or row[RATES].notna().all())


def without_a_finding(table):
    """Return rows that neither people nor a ruler can show, and that have no sentence."""
    bare = table[["finding_en", "finding_es"]].isna().any(axis=1)
    return [name for name, row in table[bare].iterrows() if needs_a_finding(row)]


def hard_to_read(table):
    """Return findings above grade 6, of a sentence too long, or of a word we do not use."""
    said = both(table, ["finding_en", "finding_es"])
    wrong = said["finding_en"].map(grade).gt(6.05) | said["finding_es"].map(huerta).lt(PLAIN - 1.5)
    for column in ("finding_en", "finding_es"):
        wrong |= said[column].map(lambda s: max(len(words(part)) for part in sentences(s)) > 20)
    wrong |= said["finding_en"].map(lambda s: bool(set(words(s.lower())) & set(SOFT)))
    return list(said.index[wrong])


def ways_that_differ(table):
    """Return outcomes that are better one way in a row and the other way in another."""
    ways = table.dropna(subset=["better"]).groupby("outcome")["better"].nunique()
    return list(ways.index[ways > 1])


CHECKS = [
    outside_their_interval,
    half_an_interval,
    against_their_interval,
    null_but_not,
    rates_at_odds,
    repeats_at_odds,
    treatments_half_told,
    numbers_where_there_are_none,
    without_a_finding,
    hard_to_read,
    ways_that_differ,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_table_passes(table, check):
    assert len(table) > 150
    assert check(table) == []


MISTAKES = [  # the check that sees it, the row, the column, what is planted
    (rates_at_odds, "magnesium_older_adult_02", "with_per_1000", 699),
    (rates_at_odds, "ibuprofen_03", "without_per_1000", 376),
    (rates_at_odds, "opioids_02", "value", -50),
    (rates_at_odds, "spinal_fusion_02", "value", 120),
    (outside_their_interval, "acetaminophen_02", "value", 14.9),
    (outside_their_interval, "ibuprofen_03", "with_low_per_1000", 612),
    (half_an_interval, "ibuprofen_01", "high", None),
    (half_an_interval, "ibuprofen_01", "days_low", None),
    (against_their_interval, "ibuprofen_01", "better", "higher"),
    (against_their_interval, "ibuprofen_03", "better", "lower"),
    (against_their_interval, "exercise_chronic_01", "favours", "comparator"),
    (against_their_interval, "gabapentinoid_01", "favours", "treatment"),
    (null_but_not, "magnesium_older_adult_02", "favours", "treatment"),
    (null_but_not, "ibuprofen_04", "null_result", True),
    (repeats_at_odds, "naproxen_01", "value", -9.27),
    (repeats_at_odds, "naproxen_02", "same_as", "ibuprofen_99"),
    (repeats_at_odds, "bed_rest_01", "value", 0.22),
    (ways_that_differ, "ibuprofen_01", "better", "higher"),
    (numbers_where_there_are_none, "heat_wrap_06", "value", 10.4),
    (numbers_where_there_are_none, "ibuprofen_01", "measure", "words"),
    (without_a_finding, "stay_active_01", "finding_es", None),
    (hard_to_read, "stay_active_01", "finding_en", "Physical activity demonstrated superiority."),
    (hard_to_read, "stay_active_01", "finding_en", "It is safe."),
]


@pytest.mark.parametrize(("check", "row", "column", "planted"), MISTAKES)
def test_a_planted_mistake_is_found(copy, check, row, column, planted):
    outcome = copy.loc[row, "outcome"]
    copy.loc[row, column] = planted
    assert set(check(copy)) & {row, outcome}


def test_a_treatment_that_loses_its_harms_is_found(copy):
    """One shown harm row is what keeps quinine from looking good alone."""
    harms = copy["treatment"].eq("quinine") & copy["kind"].eq("harm")
    assert harms.sum() >= 3
    copy.loc[harms, "verification"] = "unverified"
    assert treatments_half_told(copy) == ["quinine"]
    assert treatments_half_told(copy[~copy["treatment"].eq("quinine") | ~harms]) == ["quinine"]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("magnesium_older_adult_02", (1.04, 0.84, 1.29, 644, 669, "high", 3, 177)),
        ("ibuprofen_03", (1.4, 1.12, 1.75, 367, 514, "low", 5, 1201)),
        ("naproxen_03", (1.4, 1.12, 1.75, 367, 514, "low", 5, 1201)),
        ("magnesium_pregnancy_05", (5.66, 1.35, 23.68, 57, 323, "low", 1, 69)),
        ("magnesium_pregnancy_06", (1.42, 1.09, 1.86, 605, 859, "low", 1, 86)),
        ("quinine_04", (33, 0, 60, 94, 127, "moderate", 16, 969)),
    ],
)
def test_counts_of_people_are_those_printed(table, row, wanted):
    columns = [*NUMBERS, "certainty", "trials", "people"]
    assert tuple(table.loc[row, columns]) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("acetaminophen_02", (1.49, -1.3, 4.28, "high", 9, 100)),
        ("ibuprofen_01", (-7.29, -10.98, -3.61, "moderate", 10, 100)),
        ("ibuprofen_02", (-2.02, -2.89, -1.15, "high", 2.4, 24)),
        ("exercise_chronic_01", (-15, -18, -12, "moderate", 15, 100)),
    ],
)
def test_differences_are_those_printed(table, row, wanted):
    columns = ["value", "low", "high", "certainty", "noticeable", "scale_high"]
    assert tuple(table.loc[row, columns]) == wanted


@pytest.mark.parametrize("column", ["outcome", "comparator", "condition"])
@pytest.mark.parametrize("language", list(text.LANGUAGES))
def test_every_code_has_its_words_and_no_words_are_left_over(table, column, language):
    assert set(text.words(f"{column}s", language)) == set(table[column].dropna())


def test_a_class_estimate_says_that_it_is_one(table):
    """A drug's row that stands for a whole class must not read as the drug's own."""
    repeats = table.dropna(subset=["same_as"])
    drugs = repeats[repeats["treatment"].isin(["naproxen", "methocarbamol", "tizanidine"])]
    assert len(drugs) >= 13
    assert drugs["applies_to"].notna().all()


def test_advice_is_no_measurement(table):
    advice = table["kind"] == "guideline"
    assert (advice == (table["outcome"] == "advice")).all()
    assert set(table.loc[advice, "measure"]) == {"words"}


def test_no_note_hides_an_address(table):
    for column in ("note", "location", "finding_en", "finding_es"):
        assert not table[column].dropna().str.contains(r"https?:|www\.", regex=True).any(), column
