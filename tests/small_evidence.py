"""Two results of the evidence, made up for tests: one counts people, one is on a scale of pain."""

from dataclasses import replace

import pandas as pd
import pytest

from spasmlab.evidence import tables
from spasmlab.evidence.effects import Effect, EvidenceError

RATIO = Effect(
    id="one_01",
    treatment="one",
    condition="night_leg_cramp",
    kind="benefit",
    outcome="better_overall",
    comparator="placebo",
    measure="risk_ratio",
    value=1.04,
    low=0.84,
    high=1.29,
    unit="",
    better="higher",
    scale=None,
    noticeable=None,
    rates=(644.0, 669.0),
    with_range=None,
    days=(28.0, 28.0),
    timepoint="4 weeks",
    trials=3,
    people=177,
    certainty="high",
    favours="neither",
    same_as="",
    applies_to="",
    finding={"en": "", "es": ""},
    note="",
    source="garrison2020",
    location="table 1",
    verification="primary",
)
PAIN = replace(
    RATIO,
    id="two_01",
    outcome="pain",
    measure="mean_difference",
    value=-15.0,
    low=-18.0,
    high=-12.0,
    better="lower",
    scale=(0.0, 100.0),
    noticeable=10.0,
    rates=None,
    favours="treatment",
)


def tight(pattern, call, *arguments):
    with pytest.raises(EvidenceError, match=pattern) as caught:
        call(*arguments)
    assert "\n" not in str(caught.value)


def shelve(monkeypatch, **frames):
    """Put these tables in the place of their namesakes, and leave the others as they are."""
    read, put = tables._table, {name: tables.Table(one) for name, one in frames.items()}
    monkeypatch.setattr(tables, "_table", lambda name: put[name] if name in put else read(name))


def frame(*rows):
    """Return rows of texts as a table whose empty cells are NA, as in one read from a file."""
    return pd.DataFrame([{name: cell or pd.NA for name, cell in row.items()} for row in rows])
