"""One timer, whatever is asked of it: deadlines come once, in time, through clock changes, and never after the end."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import apscheduler.schedulers.base
import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from postureapp.runtime import schedule as module
from postureapp.runtime.schedule import Schedule, boot_time_s

real_datetime = datetime


class World:
    """A wall clock that can be set, and the real one for elapsed time, which can be moved on too (suspend)."""

    def __init__(self) -> None:
        self.set_by_s = 0.0
        self.slept_s = 0.0

    def utc(self) -> datetime:
        return real_datetime.now(UTC) + timedelta(seconds=self.set_by_s)

    def elapsed_s(self) -> float:
        return boot_time_s() + self.slept_s


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()

    class SetClock(datetime):
        @classmethod
        def now(cls, tz=None):
            return made.utc().astimezone(tz)

    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", SetClock)
    monkeypatch.setattr(module, "datetime", SetClock)
    return made


@pytest.fixture
def owner(qapp) -> Iterator[QObject]:
    made = QObject()
    yield made
    assert not timers(made), "a timer was left"


@pytest.fixture
def schedule(owner: QObject, world: World, qapp) -> Iterator[Schedule]:
    made = Schedule(elapsed_s=world.elapsed_s, parent=owner)
    yield made
    made.stop()
    run_deferred_deletes(qapp)


@pytest.fixture
def calls() -> list[str]:
    return []


def run_deferred_deletes(qapp) -> None:
    qapp.sendPostedEvents(None, 52)  # QEvent.DeferredDelete


def timers(owner: QObject) -> list[QTimer]:
    return owner.findChildren(QTimer)


def note(calls: list[str], what: str) -> Callable[[], None]:
    return lambda: calls.append(what)


def test_deadline_comes_once_in_time_on_the_qt_thread(schedule: Schedule, qtbot) -> None:
    came: list[tuple[float, int]] = []
    start_s = boot_time_s()
    schedule.set_deadline(0.15, lambda: came.append((boot_time_s() - start_s, threading.get_ident())))
    assert not came
    qtbot.waitUntil(lambda: bool(came))
    assert 0.15 <= came[0][0] < 0.5
    assert came[0][1] == threading.get_ident()
    assert not timers(schedule)[0].isActive()
    assert len(came) == 1


def test_a_deadline_in_the_past_is_due_but_never_within_the_call(schedule: Schedule, calls: list[str], qtbot) -> None:
    schedule.set_deadline(-5.0, note(calls, "deadline"))
    assert calls == []
    qtbot.waitUntil(lambda: bool(calls))


def test_a_thousand_reschedules_leave_one_timer_and_one_call(schedule: Schedule, calls: list[str], qtbot) -> None:
    rounds: list[None] = []
    timers(schedule)[0].timeout.connect(lambda: rounds.append(None))
    for number in range(1000):
        schedule.set_deadline(0.2, note(calls, f"deadline {number}"))
    assert len(timers(schedule)) == 1
    after = QTimer()
    after.setSingleShot(True)
    with qtbot.waitSignal(after.timeout):
        after.start(500)
    assert calls == ["deadline 999"]
    assert len(timers(schedule)) == 1
    assert len(rounds) < 10


def test_nothing_comes_after_stop(owner: QObject, calls: list[str], qtbot, qapp) -> None:
    schedule = Schedule(parent=owner)
    schedule.set_deadline(0.0, note(calls, "deadline"))
    schedule.stop()
    schedule.stop()
    schedule.set_deadline(0.0, note(calls, "later"))
    schedule.rearm()
    run_deferred_deletes(qapp)
    assert not timers(owner)
    after = QTimer(owner)
    with qtbot.waitSignal(after.timeout):
        after.start(50)
    after.setParent(None)
    assert calls == []


def test_a_callback_may_stop_the_schedule(schedule: Schedule, calls: list[str], qtbot) -> None:
    schedule.set_deadline(0.0, lambda: (schedule.stop(), calls.append("stopped")))
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["stopped"]


def test_a_callback_may_set_the_next(schedule: Schedule, calls: list[str], qtbot) -> None:
    def again() -> None:
        calls.append("deadline")
        if len(calls) < 5:
            schedule.set_deadline(0.01, again)

    schedule.set_deadline(0.01, again)
    qtbot.waitUntil(lambda: len(calls) == 5)


def test_none_takes_a_deadline_back(schedule: Schedule, calls: list[str], qtbot) -> None:
    schedule.set_deadline(0.0, note(calls, "deadline"))
    schedule.set_deadline(None, note(calls, "never"))
    schedule.set_deadline(None, note(calls, "never"))
    schedule.set_deadline(0.05, note(calls, "another"))
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["another"]


def test_far_is_rough_and_near_is_precise(schedule: Schedule, qtbot) -> None:
    timer = timers(schedule)[0]
    schedule.set_deadline(1800.0, lambda: None)
    qtbot.waitUntil(lambda: timer.interval() > 0)
    assert timer.timerType() == Qt.TimerType.VeryCoarseTimer
    assert 1797_000 < timer.interval() <= 1798_001
    schedule.set_deadline(9.0, lambda: None)
    qtbot.waitUntil(lambda: 0 < timer.interval() < 10_000)
    assert timer.timerType() == Qt.TimerType.PreciseTimer
    assert 8_900 < timer.interval() <= 9_001


def test_a_deadline_months_away_fits_the_timer(schedule: Schedule, calls: list[str], qtbot) -> None:
    timer = timers(schedule)[0]
    schedule.set_deadline(400 * 86400.0, note(calls, "deadline"))
    qtbot.waitUntil(lambda: timer.interval() > 0)
    assert 6 * 86400_000 < timer.interval() <= 7 * 86400_000
    assert calls == []


def test_a_wait_cut_to_its_limit_goes_on(
    monkeypatch: pytest.MonkeyPatch, schedule: Schedule, calls: list[str], qtbot
) -> None:
    monkeypatch.setattr(module, "LONGEST_WAIT_S", 0.05)
    start_s = boot_time_s()
    schedule.set_deadline(0.2, lambda: calls.append("early" if boot_time_s() - start_s < 0.2 else "deadline"))
    qtbot.waitUntil(lambda: bool(calls))
    assert calls == ["deadline"]


def test_clock_set_back_an_hour_does_not_hold_the_deadline(
    schedule: Schedule, world: World, calls: list[str], qtbot
) -> None:
    schedule.set_deadline(0.2, note(calls, "deadline"))
    world.set_by_s = -3600.0
    schedule.rearm()
    qtbot.waitUntil(lambda: bool(calls), timeout=2000)


def test_clock_set_back_is_mended_even_when_nobody_tells(
    schedule: Schedule, world: World, calls: list[str], qtbot
) -> None:
    schedule.set_deadline(0.2, note(calls, "deadline"))
    qtbot.waitUntil(lambda: timers(schedule)[0].interval() > 0)
    world.set_by_s = -3600.0
    qtbot.waitUntil(lambda: bool(calls), timeout=2000)


@pytest.mark.parametrize("told", [True, False])
def test_clock_set_forward_does_not_bring_the_deadline_early(
    schedule: Schedule, world: World, calls: list[str], told: bool, qtbot
) -> None:
    timer = timers(schedule)[0]
    schedule.set_deadline(1800.0, note(calls, "deadline"))
    qtbot.waitUntil(lambda: timer.interval() > 1000_000)
    world.set_by_s = 3600.0
    if told:
        schedule.rearm()
    else:
        timer.start(0)  # it wakes, and the job is past by the clock on the wall
    qtbot.waitUntil(lambda: timer.interval() > 1000_000)
    assert calls == []


def test_suspend_counts_as_elapsed_time(schedule: Schedule, world: World, calls: list[str], qtbot) -> None:
    schedule.set_deadline(1800.0, note(calls, "deadline"))
    world.slept_s = 8 * 3600.0
    schedule.rearm()
    qtbot.waitUntil(lambda: bool(calls))


def test_speed_shortens_it(owner: QObject, calls: list[str], qtbot, qapp) -> None:
    start_s = boot_time_s()
    fast = Schedule(600.0, parent=owner)
    fast.set_deadline(120.0, note(calls, "deadline"))
    qtbot.waitUntil(lambda: bool(calls), timeout=2000)
    assert 0.2 <= boot_time_s() - start_s < 1.0
    fast.stop()
    run_deferred_deletes(qapp)


def test_an_error_in_a_callback_is_not_swallowed_and_ends_nothing(schedule: Schedule, calls: list[str], qtbot) -> None:
    def fail() -> None:
        raise ValueError("ours")

    with qtbot.capture_exceptions() as errors:
        schedule.set_deadline(0.0, fail)
        qtbot.waitUntil(lambda: bool(errors))
    assert errors[0][0] is ValueError
    schedule.set_deadline(0.0, note(calls, "next"))
    qtbot.waitUntil(lambda: bool(calls))


def test_it_is_quiet_in_the_log(schedule: Schedule, calls: list[str], caplog, qtbot) -> None:
    with caplog.at_level(logging.INFO):
        schedule.set_deadline(0.0, note(calls, "deadline"))
        qtbot.waitUntil(lambda: bool(calls))
    assert not caplog.records
