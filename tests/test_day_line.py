"""The day's line: its medicines and rules from the labels, and no sequence that breaks them."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markup import Markup
from tests.readability import grade, huerta, sentences
from tests.readability import words as words_of
from tests.traceability import untraced

from spasmlab.evidence import tables
from spasmlab.evidence.doses import medicines
from spasmlab.models.dose import (
    Drug,
    Label,
    absorption_for,
    broken,
    concentration,
    may_take,
    peak_time,
)
from spasmlab.panels import DayLine
from spasmlab.panels.medicine.day_line import STOPS, clock
from spasmlab.sweeps.doses import HOURS, curves
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)
KNOWN = {one.id: one for one in medicines()}
each = pytest.mark.parametrize("one", KNOWN.values(), ids=KNOWN)
BAD = r"(?i)\b1 in \d|\b1 de cada|\brare|\bsafe\b|\bsegur[oa]\b"
halves = st.integers(0, len(STOPS) - 1).map(lambda stop: stop / 2)  # h, exact in binary


def shown(language="en", **state):
    return Markup(str(DayLine(language, **state).markup()))


# Which medicines, and how strict


def test_only_medicines_whose_model_fits_and_whose_label_gives_numbers():
    assert {
        name: (one.interval_hours, one.daily_limit_mg, one.days) for name, one in KNOWN.items()
    } == {
        "acetaminophen": (6, 3000, 10),
        "ibuprofen": (6, 1200, 10),
        "naproxen_sodium_otc": (12, 660, 10),
    }


@each
def test_no_label_without_prescription_is_stricter(one):
    labels = tables.load("medicine_limits")
    own = labels[(labels["medicine"] == one.id) & (labels["availability"] == "otc")]
    assert set(own["interval_high_h"].dropna()) <= set(range(one.interval_hours + 1))
    assert (own["max_24h_mg"] >= one.daily_limit_mg).all()
    assert (own["interval_low_h"].dropna() <= one.interval_hours).all()
    assert {each.mg for each in one.products} <= {
        *range(1, int(own["single_dose_high_mg"].max()) + 1)
    }


def test_a_medicine_that_has_no_hours_or_no_peak_is_left_out():
    known = tables.load("medicines").set_index("id")
    assert known.loc[["baclofen", "tizanidine"], "model"].eq("one_compartment").all()
    assert not {"baclofen", "tizanidine", "aspirin", "acetaminophen_er"} & set(KNOWN)


# The rules over whole sequences, in any order


@st.composite
def wishes(draw):
    one = draw(st.sampled_from(list(KNOWN.values())))
    products = [each.mg for each in one.products]
    return one, draw(st.lists(st.tuples(halves, st.sampled_from(products)), max_size=40))


def placed(one, asked):
    """Return what stands on the line after each wish was tried in its order."""
    label, held = Label(one.interval_hours, one.daily_limit_mg), []
    for wish in asked:
        times, doses = zip(*held, wish, strict=True)
        if broken(times, doses, label) is None:
            held.append(wish)
    return sorted(held)


@given(wishes())
def test_no_sequence_comes_before_its_interval_or_past_the_daily_limit(asked):
    one, wanted = asked
    held = placed(one, wanted)
    assert all(b[0] - a[0] >= one.interval_hours for a, b in pairwise(held))
    for end in np.arange(0, 60, 0.25):
        assert sum(mg for at, mg in held if end - 24 < at <= end) <= one.daily_limit_mg


@given(wishes())
def test_a_dose_after_all_others_is_refused_as_may_take_refuses_it(asked):
    one, wanted = asked
    label, held = Label(one.interval_hours, one.daily_limit_mg), placed(one, wanted)
    times, doses = [at for at, _ in held], [mg for _, mg in held]
    for wait in (0.0, 2.5, 6.0, 11.5, 12.0, 24.0):
        at = max(times, default=0.0) + wait
        for each in one.products:
            refused = may_take(times, doses, at, each.mg, label) is not None
            assert refused == (broken([*times, at], [*doses, each.mg], label) is not None)


@given(wishes())
def test_what_broken_says_is_what_counting_says(asked):
    one, wanted = asked
    label = Label(one.interval_hours, one.daily_limit_mg)
    times = sorted(at for at, _ in wanted)
    early = any(b - a < one.interval_hours for a, b in pairwise(times))
    day = max((sum(mg for t, mg in wanted if at <= t < at + 24) for at, _ in wanted), default=0)
    wrong = "interval" if early else "daily limit" if day > one.daily_limit_mg else None
    assert broken([at for at, _ in wanted], [mg for _, mg in wanted], label) == wrong


def test_midnight_starts_nothing_anew():
    label = Label(6.0, 3000.0)
    assert broken([8.0, 15.0, 22.0], [1000.0] * 3, label) is None
    assert broken([8.0, 15.0, 22.0, 31.5], [1000.0] * 4, label) == "daily limit"
    assert broken([8.0, 15.0, 22.0, 32.0], [1000.0] * 4, label) is None  # a day old: out


# The curve


@pytest.mark.parametrize(("peak", "rate"), [(0.75, 0.3), (1.5, 0.05), (2.0, 0.5), (9.0, 0.5)])
def test_absorption_is_that_of_the_peak(peak, rate):
    assert peak_time(Drug(1.0, absorption_for(peak, rate), rate)) == pytest.approx(peak, rel=1e-9)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_a_peak_that_never_comes_is_refused(bad):
    with pytest.raises(ValueError, match="peak_hours must be"):
        absorption_for(bad, 0.5)


@each
@given(st.lists(st.tuples(halves, st.sampled_from([220.0, 650.0, 1000.0])), max_size=6))
def test_added_up_curves_are_the_models_at_every_stop(one, doses):
    usual = one.half_lives[0]
    rate = float(np.log(2) / usual)
    drug = Drug(1.0, absorption_for(one.peak_hours, rate), rate)
    (curve, *_) = curves(one.half_lives, one.peak_hours)
    added = sum(
        (mg * np.pad(curve, (int(4 * at), 0))[: len(curve)] for at, mg in doses),
        np.zeros(len(HOURS)),
    )
    top = concentration(peak_time(drug), [1.0], [0.0], drug)
    times, amounts = [at for at, _ in doses], [mg for _, mg in doses]
    assert added == pytest.approx(concentration(HOURS, amounts, times, drug) / top, abs=1e-9)


@each
def test_the_chart_is_high_enough_for_doses_as_often_as_they_may_be(one):
    highest = DayLine().medicines[one.id]["highest"]
    found = curves(one.half_lives, one.peak_hours)
    apart = 4 * one.interval_hours
    most = max(
        sum(np.pad(row, (at, 0))[: len(row)] for at in range(0, len(row), apart)).max()
        for row in found
    )
    assert most < highest < most + 0.6


# What stands on the page


@both
def test_the_clock_goes_on_past_midnight(language):
    say = words("day_line", language)
    told = [clock(stop, say) for stop in STOPS]
    assert len(set(told)) == len(STOPS) == 73
    assert [re.findall(r"\d+", told[at])[0] for at in (0, 12, 35, 36, 48)] == [
        "6",
        "12",
        "11",
        "12",
        "6",
    ]
    assert told[12].split("p")[0] == "12:00 "


@pytest.mark.standard("A01")
@both
def test_every_control_has_a_name_and_every_number_its_row(language):
    found = shown(language)
    assert found.unnamed() == []
    assert untraced(str(DayLine(language).markup())) == []
    for text in sentences(str(DayLine(language).html)):
        assert not re.search(BAD, text), text


@both
def test_what_cannot_wait_stands_first_in_the_rows_words(language):
    found, sign = shown(language), tables.row("warning_signs", "OVERDOSE")
    box = found.kind("day-danger")
    assert box.has["data-row"] == "warning_signs:OVERDOSE"
    assert all(str(sign[f"{part}_{language}"]) in box.text for part in ("question", "action"))
    order = [one for one in found.elements if one.kinds & {"day-danger", "panel-lock"}]
    assert order[0] is box


@both
def test_each_medicine_says_who_asks_first_in_its_rows_words(language):
    panel = DayLine(language)
    for name, one in panel.medicines.items():
        row = tables.row("medicines", name)
        assert (one["ask"], one["avoid"]) == (
            row[f"ask_first_{language}"],
            row[f"avoid_{language}"],
        )
        assert one["warning"] == row[f"plain_warning_{language}"]


@both
def test_nothing_placed_is_a_trait_and_a_message_with_nonsense_is_put_right(language):
    panel = DayLine(language, product="heroin", time=float("nan"))
    assert (panel.product, panel.time) == ("acetaminophen_500_1000", 2.0)
    assert not {"doses", "placed"} & set(panel.traits())


@pytest.mark.standard("L01")
def test_the_english_is_plain():
    said = [text for text in _spoken("en") if not text.endswith(".csv")]
    assert grade("\n".join(said)) <= 6.0
    assert [one for text in said for one in sentences(text) if len(words_of(one)) > 20] == []


@pytest.mark.standard("L03")
def test_the_spanish_is_plain():
    assert huerta("\n".join(_spoken("es"))) >= 65


def _spoken(language):
    say = words("day_line", language)
    return [one for one in say.values() if isinstance(one, str) and " " in one]
