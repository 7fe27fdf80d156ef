"""How often a moving figure is shown anew: smoothly where that is cheap, less often where a frame is dear."""

from __future__ import annotations

import pytest

from postureapp.ui.pace import SHARE, SLOWEST_MS, Pace

QUICKEST_MS = 45


class Spent:
    """Processor time that passes only when it is told to."""

    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def spent() -> Spent:
    return Spent()


def shown(pace: Pace, spent: Spent, cost_ms: float, frames: int = 40) -> int:
    for _frame in range(frames):
        spent.s += cost_ms / 1000.0
        pace.count_frame()
    return pace.interval_ms


@pytest.mark.parametrize("cost_ms", [2.0, 8.0, 13.0, 15.0, 17.0])
def test_frames_take_no_more_than_their_share_and_are_no_oftener_than_asked(spent: Spent, cost_ms: float) -> None:
    interval_ms = shown(Pace(QUICKEST_MS, spent), spent, cost_ms)
    assert interval_ms >= QUICKEST_MS
    assert cost_ms / interval_ms <= SHARE
    assert interval_ms == QUICKEST_MS or cost_ms / (interval_ms - 6) > SHARE  # as often as that allows


def test_a_movement_stays_one_however_slow_the_machine_is(spent: Spent) -> None:
    assert shown(Pace(QUICKEST_MS, spent), spent, 200.0) == SLOWEST_MS


def test_one_dear_frame_changes_nothing_and_a_lasting_load_does(spent: Spent) -> None:
    pace = Pace(QUICKEST_MS, spent)
    assert shown(pace, spent, 10.0) == QUICKEST_MS
    assert shown(pace, spent, 25.0, frames=1) == QUICKEST_MS
    assert shown(pace, spent, 16.0) > QUICKEST_MS
    assert shown(pace, spent, 10.0) == QUICKEST_MS


def test_what_is_spent_between_two_movements_does_not_count(spent: Spent) -> None:
    pace = Pace(QUICKEST_MS, spent)
    shown(pace, spent, 10.0)
    spent.s += 30.0  # a window was opened meanwhile
    pace.start()
    assert shown(pace, spent, 10.0, frames=1) == QUICKEST_MS
