"""The two sodium doors: the sweep against the clamp itself, and what the panel says."""

import numpy as np
import pytest
from tests.markup import Markup

from spasmlab.models.fibre import voltage_clamp
from spasmlab.panels import Doors
from spasmlab.panels.markup import fill, number
from spasmlab.sweeps.doors import HOLDS, STEPS, doors
from spasmlab.text import LANGUAGES, words

both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(("hold", "step"), [(0, 0), (2, 5), (6, 7), (4, 3)])
def test_every_curve_is_the_clamps_own(hold, step):
    run = voltage_clamp(
        HOLDS[hold], STEPS[step], step_at_ms=0.0, until_ms=3.0, every_ms=doors().ms[1]
    )
    found = doors()
    assert found.first[hold, step] == pytest.approx(run.activation)
    assert found.second[hold, step] == pytest.approx(run.inactivation)
    assert found.open[hold, step] == pytest.approx(run.open)
    assert found.ms == pytest.approx(run.ms)


def test_a_lower_hold_readies_more_channels_and_lets_more_through():
    ready, peak = doors().second[:, 5, 0], doors().open.max(axis=2)[:, 5]
    assert np.all(np.diff(ready) < 0)
    assert np.all(np.diff(peak) < 0)
    assert peak[-1] < peak[0] / 10  # held at -50 mV, hardly any current is left


def test_the_first_door_opens_and_the_second_shuts():
    found = doors()
    assert np.all(np.diff(found.first[0, 6]) >= 0)
    assert np.all(np.diff(found.second[0, 6]) <= 0)


@both
@pytest.mark.parametrize(("hold", "step"), [(-110, 10), (-90, -10), (-50, -60)])
def test_the_sentence_is_the_models(language, hold, step):
    where = HOLDS.tolist().index(hold), STEPS.tolist().index(step)
    course = 100 * doors().open[where]
    said = fill(
        words("doors", language)["reading"],
        hold=number(hold),
        step=number(step),
        ready=number(100 * doors().second[where][0]),
        peak=number(course.max()),
        at=f"{doors().ms[course.argmax()]:.2f}",
        left=number(course[-1]),
    )
    shown = Markup(str(Doors(language, hold=hold, step=step).markup()))
    assert shown.kind("reading-seen").text == said.replace("**", "")


@both
def test_the_table_is_the_models(language):
    head, *rows = Markup(str(Doors(language).markup())).rows()
    assert head == [words("doors", language)["head_hold"], *map(number, STEPS)]
    peaks = 100 * doors().open.max(axis=2)
    assert rows == [
        [number(hold), *map(number, row)] for hold, row in zip(HOLDS, peaks, strict=True)
    ]


@pytest.mark.parametrize(
    ("asked", "kept"), [(-500, -110), (500, -50), (float("nan"), -90), (-70, -70)]
)
def test_the_hold_is_clipped_to_its_slider(asked, kept):
    assert Doors(hold=asked).hold == kept


def test_the_curves_go_to_the_page_of_100_channels():
    panel = Doors()
    sent = np.frombuffer(panel.passing, "<f4").reshape(doors().open.shape)
    assert sent == pytest.approx(100 * doors().open, abs=1e-4)
