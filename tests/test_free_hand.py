"""The free hand on a cramp: against the model run in one piece, and the loop that moves it."""

import asyncio
import math
import time

import numpy as np
import pytest

from spasmlab.models import cramp
from spasmlab.panels import Stretch
from spasmlab.panels.muscle import hand_loop
from spasmlab.panels.muscle.hand_loop import GONE, IDLE, HandLoop
from spasmlab.sweeps.free_hand import COLUMNS, FARTHEST, FASTEST, SAMPLE, FreeHand
from spasmlab.sweeps.stretch import EFFORT, LENGTHS, REST, imposed, stretch

SECONDS, LENGTH, FORCE, HZ, TENSE = range(len(COLUMNS))


# The hand


def played(acts, until, seed=1):
    """Return the samples of a hand and what it said after each 50 ms; ``acts`` by time in s."""
    hand, rows, said = FreeHand(seed), [], []
    for frame in range(round(until * 20)):
        for act, *given in acts.get(round(frame / 20, 2), ()):
            getattr(hand, act)(*given)
        rows.append(hand.advance())
        said.append(hand.said)
    return np.concatenate(rows), said


@pytest.mark.parametrize("seed", [1, 6])
def test_a_hand_is_the_model_run_in_one_piece(seed):
    acts = {0.1: [("tense",)], 2.0: [("pull", 1.1)], 2.3: [("pull", 0.9)], 3.0: [("pull", 0.0)]}
    rows, _ = played(acts, 3.5, seed)
    assert set(rows[:, TENSE]) == {0, 1}
    assert rows[:, TENSE].sum() * SAMPLE == 1500
    begins = np.concatenate(
        [[REST], rows[:-1, LENGTH]]
    )  # the length that each sample sets out from
    whole = cramp.run(EFFORT * rows[:, TENSE], begins, SAMPLE, seed)
    assert rows[:, SECONDS] == pytest.approx(whole.ms / 1000)
    assert rows[:, FORCE] == pytest.approx(whole.force, rel=1e-9, abs=1e-9)
    assert rows[:, HZ] == pytest.approx(whole.firing_hz, rel=1e-9, abs=1e-9)


def test_the_muscle_follows_no_faster_than_in_the_runs_solved_ahead():
    rows, _ = played({0.1: [("pull", 9.0)], 1.0: [("pull", -9.0)]}, 2.0)
    fastest = np.abs(np.diff(imposed(FARTHEST, 0.0, np.arange(0, 1, 0.01)))).max()
    steps = np.abs(np.diff(rows[:, LENGTH], prepend=REST))
    assert steps.max() == pytest.approx(fastest)
    assert (rows[:, LENGTH].min(), rows[:, LENGTH].max()) == (REST, FARTHEST)
    assert pytest.approx(0.75) == FASTEST


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_length_that_is_no_number_is_refused(bad):
    with pytest.raises(ValueError, match=f"length must be finite, got {bad}"):
        FreeHand().pull(bad)


def story(acts, until):
    """What was said, each thing once, as it changed."""
    said = played(acts, until)[1]
    return [one for i, one in enumerate(said) if not i or said[i - 1] != one]


def test_what_is_said_agrees_with_the_sweep():
    begun = ["rest", "tense", "after", "cramp"]
    pulled = {0.1: [("tense",)], 3.0: [("pull", 1.1)], 5.0: [("pull", REST)]}
    assert story(pulled, 6.8) == [*begun, "pulled", "held", "let_go", "ended"]
    pulled = {**pulled, 3.0: [("pull", 0.85)]}
    assert story(pulled, 6.8) == [*begun, "pulled", "held", "let_go", "cramp"]
    found = stretch()
    assert found.ended[LENGTHS.tolist().index(0.85)].max() == 0
    assert found.ended[LENGTHS.tolist().index(1.1)].min() == 1


def test_an_effort_of_a_long_muscle_leaves_no_cramp():
    assert story({0.0: [("pull", 1.1)], 0.5: [("tense",)]}, 3.5)[-1] == "no_cramp"


# Its loop


class Page:
    """What a page hears; each message of samples as its rows."""

    def __init__(self):
        self.heard = []
        self.loop = HandLoop(lambda message, buffers: self.heard.append((message, buffers)))

    def rows(self):
        found = [np.frombuffer(b[0], "<f4").reshape(-1, len(COLUMNS)) for _, b in self.heard if b]
        return np.concatenate(found) if found else np.empty((0, len(COLUMNS)))

    def kinds(self):
        return [message.get("why", message["kind"]) for message, _ in self.heard]

    def say(self, do, **more):
        self.loop.hear({"do": do, **more})


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves on, by seconds."""
    ahead = [0.0]
    own = hand_loop._clock
    monkeypatch.setattr(hand_loop, "_clock", lambda: own() + ahead[0])
    return lambda seconds: ahead.__setitem__(0, ahead[0] + seconds)


async def until(true, seconds=10):
    for _ in range(round(seconds / 0.01)):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def test_it_runs_until_paused_and_goes_on_where_it_was():
    async def visit():
        page = Page()
        page.say("start")
        page.say("start")  # twice is once
        await until(lambda: len(page.rows()) >= 15)
        page.say("tense")  # heard between two steps
        await until(lambda: page.rows()[-1, TENSE] == 1)
        page.say("pause")
        count = len(page.heard)
        assert page.kinds()[-1] == "paused"
        await asyncio.sleep(0.2)
        assert (len(page.heard), page.loop.running) == (count, False)
        page.say("start")
        await until(lambda: len(page.heard) > count + 2)
        page.say("pause")
        assert np.diff(page.rows()[:, SECONDS]) == pytest.approx(0.01, abs=1e-5)

    asyncio.run(visit())


def test_a_step_by_hand_is_half_a_second_and_again_is_another_course_of_chance():
    page = Page()
    for _ in range(2):  # no event loop: nothing moves by itself
        page.say("tense")
        for _ in range(3):
            page.say("step")
        page.say("again")
    assert page.kinds() == [*["samples"] * 3, "fresh"] * 2
    one, other = np.split(page.rows(), 2)
    assert one[:, SECONDS] == pytest.approx(np.arange(1, 151) / 100, abs=1e-5)
    assert one[:, SECONDS].tolist() == other[:, SECONDS].tolist()
    assert one[:, HZ].tolist() != other[:, HZ].tolist()


MEANINGLESS = [
    *(None, 3, "start", [], ["start"], {}, {"do": None}, {"do": ["start"]}, {"do": "fly"}),
    *({"do": "pull"}, {"do": "pull", "length": "1.0"}, {"do": "pull", "length": math.nan}),
    *({"do": "pull", "length": math.inf}, {"do": "pull", "length": [1.0]}),
]


@pytest.mark.parametrize("message", MEANINGLESS, ids=repr)
def test_a_message_that_means_nothing_is_left(message):
    page = Page()
    page.loop.hear(message)
    assert (page.heard, page.loop.running, page.loop._hand) == ([], False, None)


@pytest.mark.parametrize(("asked", "kept"), [(9, FARTHEST), (-1e300, REST), (10**400, FARTHEST)])
def test_a_hand_beyond_the_range_is_held_at_its_end(asked, kept):
    page = Page()
    page.say("pull", length=asked)
    page.say("step")
    page.say("step")
    assert page.rows()[-1, LENGTH] == np.float32(kept)


def test_two_visitors_do_not_meet():
    async def visit():
        one, other = Page(), Page()
        for page in (one, other):
            page.say("start")
        one.say("tense")
        await until(lambda: min(len(one.rows()), len(other.rows())) >= 30)
        one.say("pause")
        count = len(other.rows())
        await until(lambda: len(other.rows()) > count)
        other.say("pause")
        assert one.rows()[:, HZ].max() > 20 > 5 > other.rows()[:, HZ].max()

    asyncio.run(visit())


def test_it_stops_when_the_page_is_gone_and_when_nobody_touches_it(clock):
    async def visit():
        page = Page()
        page.say("start")
        await until(lambda: page.heard)
        clock(GONE + 1)
        await until(lambda: not page.loop.running)
        page.say("start")
        for _ in range(round(IDLE / (GONE - 1)) + 1):
            clock(GONE - 1)
            page.say("alive")
        await until(lambda: not page.loop.running)
        assert [one for one in page.kinds() if one != "samples"] == ["gone", "idle"]

    asyncio.run(visit())


def test_a_slow_machine_lives_slower_and_still_hears(monkeypatch):
    async def visit():
        page = Page()
        own = FreeHand.advance
        monkeypatch.setattr(FreeHand, "advance", lambda hand: (time.sleep(0.12), own(hand))[1])
        page.say("start")
        began = time.monotonic()
        await asyncio.sleep(0.6)
        heard = time.monotonic() - began
        page.say("pause")
        assert heard < 1.0
        assert 1 <= len(page.heard) - 1 <= heard / 0.12 + 1

    asyncio.run(visit())


def test_a_mistake_of_the_model_leaves_a_loop_that_can_start_again(monkeypatch):
    async def visit():
        page = Page()
        with monkeypatch.context() as patch:
            patch.setattr(FreeHand, "advance", lambda _: 1 / 0)
            page.say("start")
            (task,) = asyncio.all_tasks() - {asyncio.current_task()}
            with pytest.raises(ZeroDivisionError):
                await task
        assert not page.loop.running
        page.say("start")
        await until(lambda: page.heard)
        page.say("pause")

    asyncio.run(visit())


def test_a_panel_that_is_closed_stops_its_hand():
    async def visit():
        panel = Stretch()
        panel._handle_custom_msg({"do": "start"}, [])  # what a message from a browser calls
        assert panel._hand.running
        panel.close()
        assert not panel._hand.running
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(visit())
