"""What makes the tables of data/derive/: the reader, the statistics, the outlines."""

import numpy as np
import pandas as pd
import pytest
import svy_io
from scipy import stats
from tests.deriving import script, shared
from tests.made_up_nhanes import people, undo, write

envelopes, nhanes, survey = script("envelopes"), script("nhanes"), script("survey")


@pytest.fixture(scope="module")
def made():
    return people()


@pytest.fixture
def folder(made, tmp_path):
    """Return a folder of the twenty official files of night leg cramps, of made-up people."""
    undo(tmp_path, "night_leg_cramps", made, {"2005-06": {"SLQ160": 3}})
    return tmp_path


def change(folder, file, name, value):
    """Write another value into a column of a transport file, for its first person."""
    frame, _ = svy_io.read_xpt(folder / f"{file}.XPT")
    columns = {column: frame[column].to_list() for column in frame.columns}
    columns[name][0] = value
    write(folder, file, columns)


# The reader


def test_made_up_people_come_back_from_the_official_files(folder, made):
    found = nhanes.load(folder, "night_leg_cramps")
    assert set(found.columns) == set(made.columns)
    pd.testing.assert_frame_equal(found[made.columns], made, check_dtype=False)


def test_a_child_and_an_age_of_85_are_not_in_the_table(folder):
    frame, _ = svy_io.read_xpt(folder / "DEMO_D.XPT")
    assert frame["RIDAGEYR"].max() > 80
    assert frame["RIDAGEYR"].min() == 5
    assert nhanes.load(folder, "night_leg_cramps")["age"].between(16, 80).all()


@pytest.mark.parametrize(
    ("file", "item", "column", "codes"),
    [
        ("SLQ_D", "SLQ160", "leg_cramps", [7, 9]),
        ("SLQ_D", "SLD010H", "sleep_h", [77, 99]),
        ("DEMO_D", "DMDEDUC2", "educ", [7, 9]),
        ("DIQ_D", "DIQ010", "diabetes", [7, 9]),
        ("BPQ_D", "BPQ020", "hypertension", [7, 9]),
        ("MCQ_D", "MCQ160A", "arthritis", [7, 9]),
        ("RXQ_RX_D", "RXDUSE", "rx_statin", [7, 9]),
    ],
)
def test_refused_and_unknown_are_missing_and_not_a_number(folder, file, item, column, codes):
    for code in codes:
        change(folder, file, item, float(code))
        first = svy_io.read_xpt(folder / f"{file}.XPT")[0]["SEQN"][0]
        found = nhanes.load(folder, "night_leg_cramps").set_index("seqn")[column]
        assert np.isnan(found[int(first)]), code


@pytest.mark.parametrize(("answer", "meant"), [(1.0, 1.0), (2.0, 0.0), (3.0, 0.0)])
def test_borderline_diabetes_is_no_diabetes(folder, answer, meant):
    change(folder, "DIQ_D", "DIQ010", answer)
    assert nhanes.load(folder, "night_leg_cramps")["diabetes"].iloc[0] == meant


def test_a_medicine_is_of_the_class_of_any_ingredient():
    drugs = pd.DataFrame(
        {
            "RXDUSE": [1.0, 1.0, 1.0, 2.0, 9.0, 1.0],
            "RXDDRUG": [
                "HYDROCHLOROTHIAZIDE; TRIAMTERENE",
                "QUININE",
                "QUINIDINE",
                "",
                "",
                "99999",
            ],
        },
        index=[1, 1, 2, 3, 4, 5],
    )
    found = nhanes.medicines(drugs)
    assert found.loc[1, found.loc[1] == 1].index.tolist() == [
        "rx_thiazide",
        "rx_k_sparing",
        "rx_quinine",
    ]
    assert (found.loc[[2, 3, 5]] == 0).all(axis=None)
    assert found.loc[4].isna().all()


def test_a_missing_file_is_named_with_its_address(folder):
    (folder / "BMX_E.XPT").unlink()
    with pytest.raises(FileNotFoundError, match=r"BMX_E\.XPT.*wwwn\.cdc\.gov/.*/2007/"):
        nhanes.load(folder, "night_leg_cramps")


def test_a_small_letter_name_is_read_too(folder):
    (folder / "BMX_E.XPT").rename(folder / "bmx_e.xpt")
    assert len(nhanes.load(folder, "night_leg_cramps")) == 400


def test_a_wrong_column_is_named(folder):
    write(folder, "BMX_E", {"SEQN": [31200.0], "BMXBM1": [22.0]})
    with pytest.raises(KeyError, match=r"BMX_E\.XPT: no column BMXBMI; it has.*BMXBM1"):
        nhanes.load(folder, "night_leg_cramps")


def test_a_strange_code_is_an_error(folder):
    change(folder, "BPQ_E", "BPQ020", 5.0)
    with pytest.raises(ValueError, match=r"BPQ_E\.XPT: BPQ020 has the codes {5\.0}"):
        nhanes.load(folder, "night_leg_cramps")


def test_a_download_fetches_only_what_is_absent(folder, monkeypatch, capsys):
    class Answer:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self):
            return b"made up"

    asked = []
    monkeypatch.setattr(
        nhanes.urllib.request, "urlopen", lambda url, **_: asked.append(url) or Answer()
    )
    nhanes.download(folder)
    names = {url.rsplit("/", 1)[1] for url in asked}
    assert {"MPQ_B.XPT", "DR1TOT_I.XPT", "BIOPRO_J.XPT"} <= names
    assert not {"DEMO_D.XPT", "SLQ_E.XPT"} & names
    assert (folder / "MPQ_B.XPT").read_bytes() == b"made up"
    assert all(url.startswith("https://wwwn.cdc.gov/Nchs/") for url in asked)


def test_no_rows_about_people_are_fetched_into_the_project():
    with pytest.raises(ValueError, match="lies in the project"):
        nhanes.download(nhanes.PROJECT / "data" / "raw")
    assert not (nhanes.PROJECT / "data" / "raw").exists()


# The statistics


def by_hand(made, yes, weight):
    """Return a share and its standard error by the textbook: totals of units within strata."""
    part = (weight * yes).sum() / weight.sum()
    variance = 0.0
    for _, stratum in made.groupby("stratum"):
        rest = weight[stratum.index] * (yes[stratum.index] - part) / weight.sum()
        totals = rest.groupby(stratum["psu"]).sum()
        variance += len(totals) / (len(totals) - 1) * ((totals - totals.mean()) ** 2).sum()
    return 100 * part, 100 * variance**0.5


def test_a_share_is_the_textbooks(made):
    within, yes = made["age"] >= 20, made["leg_cramps"] >= 3
    weight = made["wt_int"].where(within, 0.0)
    assert survey.share(made, yes, "wt_int", within) == pytest.approx(by_hand(made, yes, weight))


def test_a_share_without_weights_strata_or_units_is_another(made):
    """Each slip that would be easy to make moves a number; a group cut out of the survey, too."""
    within, yes = made["age"] >= 60, made["leg_cramps"] >= 3
    right = survey.share(made, yes, "wt_int", within)
    evenly = survey.share(made.assign(wt_int=1.0), yes, "wt_int", within)
    one = survey.share(
        made.assign(stratum=1, psu=10 * made["stratum"] + made["psu"]), yes, "wt_int", within
    )
    alone = survey.share(made.assign(psu=made["seqn"]), yes, "wt_int", within)
    assert abs(evenly[0] - right[0]) > 0.1
    assert one[0] == pytest.approx(right[0])
    assert abs(one[1] - right[1]) > 0.02
    assert abs(alone[1] - right[1]) > 0.02


def sandwich(made, outcome, terms, weight, within):
    """Return a logistic coefficient by Newton's method, and its error by Binder (1983)."""
    x = np.column_stack([np.ones(len(made)), made[terms].fillna(0)])
    y = made[outcome].fillna(0).to_numpy(float)
    kept = within & made[[outcome, *terms]].notna().all(axis=1) & (made[weight] > 0)
    w = (made[weight].fillna(0) * kept).to_numpy()
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        bread = np.linalg.inv((x * (w * p * (1 - p))[:, None]).T @ x)
        beta = beta + bread @ (x.T @ (w * (y - p)))
    scores = pd.DataFrame(x * (w * (y - p))[:, None], index=made.index)
    meat = np.zeros_like(bread)
    for _, rows in made.groupby("stratum"):
        totals = scores.loc[rows.index].groupby(rows["psu"]).sum()
        away = (totals - totals.mean()).to_numpy()
        meat += len(totals) / (len(totals) - 1) * away.T @ away
    return beta[1], (bread @ meat @ bread)[1, 1] ** 0.5


def test_an_association_is_the_textbooks(made):
    made = made.assign(freq=(made["leg_cramps"] >= 3).astype(float), age10=made["age"] / 10)
    terms, within = ["diabetes", "age10", "mg1"], made["age"] >= 20
    found = survey.association(made, "freq", terms, "wt_int", within)
    estimate, error = sandwich(made, "freq", terms, "wt_int", within)
    df = survey.design_df(made)
    assert df == found.design_df == 8
    assert found.estimate == pytest.approx(estimate, abs=1e-7)
    assert (found.high - found.low) / 2 == pytest.approx(stats.t.ppf(0.975, df) * error, rel=1e-6)
    kept = within & made["diabetes"].notna()
    assert (found.n, found.events) == (kept.sum(), made.loc[kept, "freq"].sum())
    even = survey.association(made.assign(wt_int=1.0), "freq", terms, "wt_int", within)
    assert abs(even.estimate - estimate) > 1e-3


def test_nights_are_counted_as_the_answers_say(made):
    rows = {row["id"]: row for row in script("leg_cramps").prevalence_rows(made)}
    nights = made.loc[made["age"] >= 20, "leg_cramps"].dropna()
    assert rows["any_20_plus"]["events"] == nights.isin([1, 2, 3, 4]).sum()
    assert rows["mild_20_plus"]["events"] == nights.isin([1, 2]).sum()  # up to 4 a month
    assert rows["freq_20_plus"]["events"] == nights.isin([3, 4]).sum()  # 5 to 30
    assert rows["freq_20_plus"]["n"] == len(nights)


def test_a_measured_outcome_has_a_slope(made):
    line = made.assign(serum_na=3.0 + 2.0 * made["age"])
    found = survey.association(line, "serum_na", ["age"], "wt_mec", made["age"] >= 20)
    assert found.events is None
    assert found.estimate == pytest.approx(2.0)


# The outlines


def needle_files(folder, counts, checksum=None):
    total = (int(counts.sum()) + 2**15) % 2**16 - 2**15 if checksum is None else checksum
    counts.astype("<i2").tofile(folder / "record.dat")
    header = f"record 1 4000 {len(counts)}\nrecord.dat 16 10000/mV 16 0 {counts[0]} {total} 0 EMG\n"
    (folder / "record.hea").write_text(header)
    return folder / "record.dat"


def test_an_outline_is_the_root_mean_square_about_the_mean():
    time = np.arange(2050) / 1000
    values = 2048 + np.sqrt(2) * np.where(time < 1, 3, 7) * np.sin(2 * np.pi * 100 * time)
    found = envelopes.envelope(values, 100)
    assert len(found) == 20  # the last 50 samples are no whole window
    assert found[:10] == pytest.approx(3, abs=0.01)
    assert found[10:] == pytest.approx(7, abs=0.01)


def test_a_needle_recording_is_read_in_millivolts_and_checked(tmp_path):
    counts = np.random.default_rng(1).integers(-30000, 30000, 4000)
    assert envelopes.needle(needle_files(tmp_path, counts)) == pytest.approx(counts / 10000)
    wrong = needle_files(tmp_path, counts, checksum=1)
    with pytest.raises(ValueError, match=r"record\.dat: not what its header says"):
        envelopes.needle(wrong)


def test_a_recording_that_is_absent_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"emg_healthy\.dat"):
        envelopes.rows(tmp_path)


@pytest.mark.parametrize(("name", "lag"), [("neuropathy", 18.417), ("myopathy", 16.647)])
def test_two_needle_recordings_do_repeat_themselves(name, lag):
    """Half a second of the first pass is found again; of the healthy recording it is not."""
    place = shared("emg", "emgdb")
    for start in (3, 6, 9):
        again = [alike(place, name, start, lag + late / 4000) for late in range(-8, 9)]
        assert max(again) > 0.8
    assert max(alike(place, "healthy", 3, 6 + late / 4000) for late in range(-400, 401)) < 0.45


def alike(place, name, start, lag):
    """Return how much half a second of a recording is like itself ``lag`` seconds on."""
    values = envelopes.needle(place / f"emg_{name}.dat")
    first, second = (values[round(4000 * t) :][:2000] for t in (start, start + lag))
    return np.corrcoef(first, second)[0, 1]
