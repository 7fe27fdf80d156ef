"""The driver with a world of fakes: events in, effects out, one at a time, and no failure that stops the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from postureapp.core import events
from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.events import Answer, Busy, FactKind, GapAnswer, Moment, Size
from postureapp.core.settings import Settings, Value
from postureapp.core.state import State, World
from postureapp.core.text import Text
from postureapp.runtime.driver import Driver, Ports
from tests.helpers.fakes import (
    FakeActivitySource,
    FakeBusySource,
    FakeClock,
    FakeDiary,
    FakeNotifier,
    FakePowerSource,
)

MONDAY_MORNING = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


class Screen:
    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.problems: list[str] = []
        self.refresh_s: float | None = 150.0

    def show_return_card(self, gap_s: float) -> None:
        self.calls.append(("card", gap_s))

    def close_return_card(self) -> None:
        self.calls.append(("card closed",))

    def ask_remind_less(self) -> None:
        self.calls.append(("less?",))

    def ask_safety(self) -> None:
        self.calls.append(("safety?",))

    def open_stretch(self, size: Size, cause: str, moves: tuple[str, ...] = ()) -> None:
        self.calls.append((size, cause))

    def close_stretch(self, why: Text) -> None:
        self.calls.append(("stretch closed",))

    def refresh(self, state: State, now: Moment) -> float | None:
        return self.refresh_s

    def report(self, problem: PostureError) -> None:
        self.problems.append(str(problem))


class SettingsKept:
    def __init__(self) -> None:
        self.kept: list[tuple[str, object]] = []

    def set_value(self, key: str, value: Value) -> Settings:
        self.kept.append((key, value))
        if isinstance(value, tuple):
            return replace(Settings(), switched_off=value)
        return replace(Settings(), stretch_min=int(value))


class SessionKept:
    def __init__(self) -> None:
        self.kept: tuple[State, datetime, bool] | None = None

    def load(self) -> tuple[State, datetime, bool] | None:
        return self.kept

    def save(self, state: State, now: Moment) -> None:
        self.kept = (replace(state, world=World()), now.utc, True)


class Timer:
    def __init__(self) -> None:
        self.after_s: float | None = None
        self.callback: Callable[[], None] = lambda: None
        self.rearmed = 0
        self.stopped = False

    def set_deadline(self, after_s: float | None, callback: Callable[[], None]) -> None:
        self.after_s, self.callback = after_s, callback

    def rearm(self) -> None:
        self.rearmed += 1

    def stop(self) -> None:
        self.stopped = True


class BrokenDiary(FakeDiary):
    def append(self, at: Moment, fact: events.Fact, data: dict[str, object] | None = None) -> None:
        raise EnvironmentProblem("The disk is full.")


class Desk:
    """A driver with all its fakes."""

    def __init__(
        self, diary: FakeDiary | None = None, session: SessionKept | None = None, clock: FakeClock | None = None
    ) -> None:
        self.clock = clock or FakeClock(MONDAY_MORNING)
        self.activity, self.busy, self.power = FakeActivitySource(), FakeBusySource(), FakePowerSource()
        self.notifier, self.diary, self.screen = FakeNotifier(), diary or FakeDiary(), Screen()
        self.settings, self.session, self.timer = SettingsKept(), session or SessionKept(), Timer()
        self.driver = Driver(
            Ports(
                self.clock,
                self.activity,
                self.busy,
                self.power,
                self.notifier,
                self.diary,
                self.settings,
                self.session,
                self.screen,
                self.timer,
            ),
            World(),
        )
        self.driver.start()

    def sit(self, minutes: float) -> None:
        """Let time pass as the timer sees it: to each deadline, and on."""
        left_s = minutes * 60
        while left_s > 0:
            step_s = min(left_s, self.timer.after_s or left_s)
            self.clock.advance(step_s)
            left_s -= step_s
            if step_s == self.timer.after_s:
                self.timer.callback()

    def told(self, kind: FactKind) -> list[dict[str, object]]:
        """What the facts of a kind tell besides the clocks."""
        return [data for _at, fact, data in self.diary.facts if fact.kind is kind]

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.diary.entries()]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def shown(desk: Desk) -> list[events.Reminder]:
    return list(desk.notifier.shown)


def test_a_reminder_that_is_due_watches_for_a_pause_and_is_shown_in_it(desk: Desk) -> None:
    desk.sit(30)
    assert desk.activity.pause_s == 3.0
    assert not shown(desk)
    desk.activity.advance(3.0)
    assert [reminder.size for reminder in shown(desk)] == [Size.NUDGE]  # nobody has answered the safety questions
    assert desk.activity.pause_s is None


def test_an_answer_comes_back_and_opens_what_was_asked_for(desk: Desk) -> None:
    desk.sit(30)
    desk.activity.tell(events.TypingPaused(3.0))
    desk.notifier.answer(Answer.START)
    assert desk.screen.calls == [("safety?",)]
    desk.driver.handle(events.SafetyChanged(desk.driver.state.world.safety))
    assert desk.screen.calls[-1] == (Size.NUDGE, "desk")
    desk.driver.handle(events.StretchEnded(Size.NUDGE, "desk", True, ("chin-tuck",)))
    assert desk.kinds()[-2:] == [FactKind.MOVE_DONE, FactKind.POSTURE_CHANGE]


def test_what_is_prescribed_what_was_planned_and_what_was_done_of_it_is_kept(desk: Desk) -> None:
    outcomes = (
        events.MoveOutcome("chin-tuck", 8, 5, 5, events.MoveEnd.DONE),
        events.MoveOutcome("neck-side", 4, 2, 1, events.MoveEnd.HURT),
    )
    desk.driver.handle(events.StretchEnded(Size.STRETCH, "desk", True, ("chin-tuck",), outcomes, 61.23))
    assert desk.kinds()[-3:] == [FactKind.MOVE_DONE, FactKind.SESSION, FactKind.POSTURE_CHANGE]
    (told,) = desk.told(FactKind.SESSION)
    assert told == {
        "moves": [
            {"move": "chin-tuck", "prescribed": 8, "reps": 5, "reps_done": 5, "end": "done"},
            {"move": "neck-side", "prescribed": 4, "reps": 2, "reps_done": 1, "end": "hurt"},
        ],
        "length_s": 61.2,
    }


def test_that_a_move_hurt_goes_to_the_diary_and_not_to_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    desk.driver.keep(FactKind.HURT, {"move": "neck-side", "score": 7})
    desk.driver.keep(FactKind.HURT, {"move": "neck-side"})
    assert desk.told(FactKind.HURT) == [{"move": "neck-side", "score": 7}, {"move": "neck-side"}]
    assert "neck-side" not in caplog.text
    assert "7" not in caplog.text


def test_an_event_that_an_effect_brings_waits_for_its_turn(desk: Desk) -> None:
    order: list[str] = []
    desk.sit(30)

    def show(reminder: events.Reminder, answered: Callable[[int, Answer, float], None]) -> None:
        order.append("shown")
        answered(reminder.id, Answer.SKIP, 0.0)
        order.append("show is over")

    desk.notifier.show = show
    desk.activity.tell(events.TypingPaused(3.0))
    assert order == ["shown", "show is over"]
    assert desk.kinds()[-2:] == [FactKind.SHOWN, FactKind.ANSWERED]
    assert desk.driver.state.shown is None


def test_a_full_disk_is_said_once_and_nothing_stops() -> None:
    desk = Desk(diary=BrokenDiary())
    desk.sit(30)
    desk.activity.tell(events.TypingPaused(3.0))
    assert len(shown(desk)) == 1
    assert desk.screen.problems == ["The disk is full."]


def test_a_fault_of_ours_in_one_port_is_logged_and_the_rest_goes_on(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(gap_s: float) -> None:
        raise RuntimeError("a window could not be made")

    desk.screen.show_return_card = fail
    with caplog.at_level(logging.ERROR):
        desk.activity.tell(events.WentIdle(30.0))
        desk.clock.advance(240)
        desk.activity.tell(events.InputResumed())
    assert "ShowReturnCard" in caplog.text
    assert FactKind.CARD_SHOWN in desk.kinds()


def test_busy_at_the_start_is_known_before_anything_is_shown() -> None:
    desk = Desk()
    desk.busy.become(Busy.MICROPHONE)
    desk.sit(40)
    desk.activity.tell(events.TypingPaused(3.0))
    assert not shown(desk)
    desk.busy.become()
    desk.sit(1.1)
    desk.activity.tell(events.TypingPaused(3.0))
    assert len(shown(desk)) == 1


def test_waking_and_a_set_clock_arm_the_timer_anew(desk: Desk) -> None:
    desk.power.tell(events.Resumed())
    desk.power.tell(events.ClockChanged())
    desk.power.tell(events.Locked())
    assert desk.timer.rearmed == 2


def test_the_timer_waits_for_the_tray_or_the_core_whichever_comes_first(desk: Desk) -> None:
    assert desk.timer.after_s == 150.0
    desk.screen.refresh_s = None
    desk.driver.handle(events.TimerFired())
    assert desk.timer.after_s == 1800.0


def test_a_killed_app_takes_the_clocks_and_the_reminder_up_again(desk: Desk) -> None:
    desk.sit(30)
    desk.activity.tell(events.TypingPaused(3.0))
    again = Desk(session=desk.session, clock=desk.clock)
    assert again.driver.state.clocks.posture_s >= 1800.0
    assert again.driver.state.pending is not None


def test_reminding_less_changes_the_setting_and_the_session_has_it_at_once(desk: Desk) -> None:
    desk.driver.handle(events.RemindLessAnswered(True))
    assert desk.settings.kept == [("reminders.stretch_min", 45)]
    assert desk.driver.state.world.settings.stretch_min == 45


def test_stopping_takes_the_reminder_away_keeps_the_session_and_frees_all(desk: Desk) -> None:
    desk.sit(30)
    desk.activity.tell(events.TypingPaused(3.0))
    reminder = shown(desk)[0]
    desk.driver.stop()
    assert desk.notifier.withdrawn == [reminder.id]
    assert desk.session.kept is not None
    assert desk.session.kept[0].shown is not None
    assert desk.timer.stopped
    assert desk.kinds()[-1] == FactKind.STOPPED


def test_what_is_written_by_the_way_has_the_clocks_of_its_moment(desk: Desk) -> None:
    desk.clock.advance(600)
    desk.driver.keep(FactKind.FELT, {"score": 3}, "desk")
    desk.clock.advance(300)
    desk.driver.stop()
    clocks = {fact.kind: fact.clocks.spell_s for _at, fact, _data in desk.diary.facts}
    assert (clocks[FactKind.FELT], clocks[FactKind.STOPPED]) == pytest.approx((600, 900))


def test_a_meeting_under_way_is_kept_when_the_app_ends(desk: Desk) -> None:
    desk.busy.become(Busy.MICROPHONE)
    desk.clock.advance(600)
    assert desk.driver.status().running.meeting_s == pytest.approx(600)
    desk.driver.stop()
    assert desk.kinds()[-2:] == [FactKind.MEETING, FactKind.STOPPED]
    assert desk.diary.entries()[-2].data["length_s"] == 600.0


def test_a_start_tells_for_how_long_nobody_looked_and_what_goes_on(desk: Desk) -> None:
    assert desk.told(FactKind.STARTED) == [{}]
    desk.driver.handle(events.StandingToggled(True))
    desk.driver.handle(events.PhoneToggled(True))
    desk.driver.stop()
    desk.clock.advance(30)
    again = Desk(session=desk.session, clock=desk.clock)
    assert again.told(FactKind.STARTED) == [{"away_s": 30.0, "phone_on": True, "standing": True}]


def test_the_status_is_of_now_not_of_the_last_event(desk: Desk) -> None:
    desk.clock.advance(120)
    assert desk.driver.status().clocks.posture_s == pytest.approx(120)


def test_the_answer_to_the_return_card_reaches_the_diary(desk: Desk) -> None:
    desk.sit(5)
    desk.activity.tell(events.WentIdle(30.0))
    desk.clock.advance(600)
    desk.activity.tell(events.InputResumed())
    assert desk.screen.calls[-1] == ("card", pytest.approx(630.0))
    desk.driver.handle(events.GapAnswered(GapAnswer.PHONE))
    assert desk.kinds()[-2:] == [FactKind.CARD_ANSWERED, FactKind.PHONE_TIME]
    assert desk.driver.state.clocks.phone_s == pytest.approx(630.0)


def test_a_long_pause_from_the_tray_holds_and_ends_by_itself(desk: Desk) -> None:
    desk.driver.handle(events.PauseAsked(desk.clock.now().utc + timedelta(hours=1)))
    desk.sit(45)
    assert desk.driver.status().paused_until is not None
    desk.activity.tell(events.TypingPaused(3.0))
    assert not shown(desk)
    desk.sit(16)
    desk.activity.tell(events.TypingPaused(3.0))
    assert len(shown(desk)) == 1


def test_what_was_chosen_in_a_window_is_kept_and_holds_at_once(desk: Desk) -> None:
    desk.driver.handle(events.SettingChosen("moves.off", ("doorway",)))
    assert desk.settings.kept == [("moves.off", ("doorway",))]
    assert desk.driver.state.world.settings.switched_off == ("doorway",)


def test_a_choice_that_can_not_be_kept_is_told_and_does_not_hold(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(key: str, value: Value) -> Settings:
        raise EnvironmentProblem("The disk is full.")

    monkeypatch.setattr(desk.settings, "set_value", full)
    desk.driver.handle(events.SettingChosen("moves.off", ("doorway",)))
    assert desk.screen.problems == ["The disk is full."]
    assert desk.driver.state.world.settings == Settings()


def test_stopped_without_keeping_nothing_is_written_any_more(desk: Desk) -> None:
    kept, facts = desk.session.kept, len(desk.diary.facts)
    desk.driver.stop(keep=False)
    desk.driver.handle(events.StandingToggled(True))
    desk.driver.keep(FactKind.FELT, {"score": 3}, "desk")
    desk.driver.stop()
    assert desk.session.kept == kept
    assert len(desk.diary.facts) == facts
