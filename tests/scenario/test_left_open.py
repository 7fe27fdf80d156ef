"""What people forget or leave half done: open windows, the phone switch, a desk left while a reminder stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from postureapp.core import events, restart, session
from postureapp.core.events import Answer, Busy, Effect, FactKind, Moment, Size
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings, Style
from postureapp.core.state import Hold, State, World
from tests.helpers.days import Day, card, shipped, shown, took_break

START = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


class Desk:
    """A session stepped by hand: nobody answers but the test."""

    def __init__(self, world: World | None = None) -> None:
        self.at_s = 0.0
        self.state: State = session.begin(world or shipped(), self.now())
        self.effects: list[Effect] = []

    def now(self) -> Moment:
        return Moment(START + timedelta(seconds=self.at_s), UTC, self.at_s)

    def tell(self, event: events.Event) -> list[Effect]:
        self.state, effects = session.step(self.state, event, self.now())
        self.effects.extend(effects)
        return list(effects)

    def sit(self, minutes: float, idle_s: float = 3.0) -> None:
        """Sit on, with a pause in typing at each deadline."""
        end_s = self.at_s + minutes * 60
        while True:
            deadline_s = session.deadline_s(self.state, self.now())
            if deadline_s is None or self.at_s + deadline_s > end_s:
                break
            self.at_s += deadline_s
            self.tell(events.TimerFired(idle_s))
        self.at_s = end_s
        self.tell(events.TimerFired(idle_s))

    def of(self, kind: type[Effect]) -> list[Effect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def facts(self, kind: FactKind) -> list[events.Fact]:
        return [
            effect.fact for effect in self.effects if isinstance(effect, events.Record) and effect.fact.kind is kind
        ]

    def start(self) -> None:
        self._answer(Answer.START)

    def skip(self) -> None:
        self._answer(Answer.SKIP)

    def _answer(self, answer: Answer) -> None:
        assert self.state.shown is not None
        self.tell(events.ReminderAnswered(self.state.shown.id, answer))


def test_a_stretch_window_left_open_holds_back_nothing_for_long() -> None:
    desk = Desk()
    desk.sit(30)
    desk.start()
    desk.sit(46)
    assert len(desk.of(events.ShowReminder)) >= 2


def test_safety_questions_left_open_hold_back_nothing_for_long() -> None:
    desk = Desk(replace(shipped(), safety=SafetyState()))
    desk.tell(events.StretchAsked())
    assert desk.of(events.AskSafety)
    desk.sit(4)
    assert desk.state.wanted is not None
    desk.sit(30)
    assert desk.state.wanted is None
    assert len(desk.of(events.ShowReminder)) == 1


def test_stretch_now_brings_up_what_is_open_already() -> None:
    desk = Desk(replace(shipped(), safety=SafetyState()))
    desk.tell(events.StretchAsked())
    desk.tell(events.StretchAsked())
    assert len(desk.of(events.AskSafety)) == 2
    open_desk = Desk()
    open_desk.tell(events.StretchAsked())
    open_desk.tell(events.StretchAsked())
    assert len(open_desk.of(events.OpenStretch)) == 2


def test_moves_asked_for_by_name_while_a_reminder_stands_are_its_answer() -> None:
    desk = Desk()
    desk.sit(30)
    assert desk.state.shown is not None
    desk.tell(events.StretchAsked(("neck-side", "levator")))
    assert desk.state.shown is None
    (opened,) = desk.of(events.OpenStretch)
    assert opened == events.OpenStretch(Size.STRETCH, "desk", ("neck-side", "levator"))
    assert [fact.answer for fact in desk.facts(FactKind.ANSWERED)] == ["start"]


def test_moves_asked_for_by_name_wait_for_the_safety_questions() -> None:
    desk = Desk(replace(shipped(), safety=SafetyState()))
    desk.tell(events.StretchAsked(("neck-side",)))
    assert not desk.of(events.OpenStretch)
    desk.tell(events.SafetyChanged(SafetyState(answered=True)))
    assert desk.of(events.OpenStretch) == [events.OpenStretch(Size.STRETCH, "desk", ("neck-side",))]


def test_a_move_that_is_off_opens_as_a_stretch_only_where_its_substitute_may_come() -> None:
    for conditions, size in ((("slipped_disc",), Size.STRETCH), (("slipped_disc", "shoulder_injury"), Size.NUDGE)):
        safety = SafetyState(answered=True, conditions=conditions)
        nudges = Settings(style=Style.NUDGE)  # reminders ask for no more
        desk = Desk(replace(shipped(), settings=nudges, safety=safety))
        desk.tell(events.StretchAsked(("rhomboid-reach",)))
        assert desk.of(events.OpenStretch) == [events.OpenStretch(size, "desk", ("rhomboid-reach",))]


def test_a_stand_break_away_from_the_desk_is_one_break_and_nothing_is_asked() -> None:
    day = Day("2026-03-09 08:30", answers=["skip", "start"])
    day.active("61m")
    day.idle("9m")
    day.active("10m")
    day.expect("09:00", shown("stretch"))
    day.expect("09:30", shown("stand"))
    day.expect("09:35", took_break())
    day.verify()
    assert not day.all("card_shown")


def test_standing_and_then_leaving_is_one_break() -> None:
    day = Day("2026-03-09 08:30")
    day.active("10m")
    day.standing(True)
    day.lock("15m")
    day.active("5m")
    day.expect("08:55", took_break(15))
    day.verify()


def test_leaving_while_a_reminder_stands_is_not_ignoring_it() -> None:
    day = Day("2026-03-09 08:30", answers=["ignore"] * 4, card="break")
    for _round in range(3):
        day.active("30m10s")
        day.idle("8m")
    assert len(day.all("shown")) >= 3
    assert day.state.ignored_run == 0


def test_standing_up_while_a_reminder_stands_answers_it() -> None:
    desk = Desk()
    desk.sit(30)
    assert desk.state.shown is not None
    desk.tell(events.StandingToggled(True))
    assert desk.state.shown is None
    assert desk.state.pending is None
    assert desk.state.ignored_run == 0


def test_typing_shows_that_the_machine_is_awake() -> None:
    desk = Desk()
    desk.tell(events.Suspending())
    desk.at_s += 10
    desk.tell(events.WentIdle(10.0))
    desk.tell(events.InputResumed())
    desk.at_s += 600
    desk.tell(events.TimerFired())
    assert desk.state.clocks.posture_s > 590


def test_the_phone_switch_forgotten_over_night_ends_by_itself() -> None:
    desk = Desk()
    desk.tell(events.PhoneToggled(True))
    desk.at_s += 30
    desk.tell(events.WentIdle(30.0))
    desk.sit(15 * 60, idle_s=3600.0)
    assert not desk.state.presence.phone_on
    assert desk.facts(FactKind.PHONE_OFF)
    assert desk.state.clocks.phone_s <= 2 * 3600 + 60


def test_phone_hours_are_in_the_diary() -> None:
    day = Day("2026-03-09 11:30", settings={"phone_hours": ["12:00-13:00"]}, answer="skip")
    day.active("30m")
    day.idle("40m")
    day.active("5m")
    (fact,) = day.all("phone_time")
    assert fact.what.minutes == 40


def test_a_call_within_do_not_disturb_is_as_long_as_the_call() -> None:
    desk = Desk()
    desk.tell(events.BusyChanged(frozenset({Busy.DO_NOT_DISTURB})))
    desk.sit(60)
    desk.tell(events.BusyChanged(frozenset({Busy.DO_NOT_DISTURB, Busy.MICROPHONE})))
    desk.sit(10)
    desk.tell(events.BusyChanged(frozenset({Busy.DO_NOT_DISTURB})))
    desk.sit(60)
    desk.tell(events.BusyChanged(frozenset()))
    desk.sit(2)
    (show,) = desk.of(events.ShowReminder)
    assert isinstance(show, events.ShowReminder)
    assert "10 min meeting" in str(show.reminder.body)


def test_a_meeting_is_not_as_long_as_the_machine_has_run_after_a_restart() -> None:
    desk = Desk()
    desk.at_s = 100_000.0
    desk.state = session.begin(shipped(), desk.now())
    desk.tell(events.BusyChanged(frozenset({Busy.MICROPHONE})))
    desk.sit(35)
    assert desk.state.pending is not None
    assert desk.state.pending.hold is Hold.BUSY
    desk.state, _effects = restart.take_up(desk.state, desk.now().utc, True, shipped(), desk.now())
    desk.tell(events.TimerFired())
    desk.tell(events.BusyChanged(frozenset({Busy.MICROPHONE})))
    desk.sit(5)
    desk.tell(events.BusyChanged(frozenset()))
    desk.sit(2)
    (show,) = desk.of(events.ShowReminder)
    assert isinstance(show, events.ShowReminder)
    assert "5 min meeting" in str(show.reminder.body)


def test_killed_while_nobody_was_there_the_whole_gap_counts() -> None:
    day = Day("2026-03-09 08:30")
    day.active("20m")
    day.idle("4m")
    day.die_and_start_again("3m")
    day.active("5m")
    day.expect("08:57", took_break(7))
    day.verify()


def test_a_reminder_that_could_not_be_shown_is_neither_lost_nor_ignored() -> None:
    desk = Desk()
    desk.sit(30)
    assert desk.state.shown is not None
    desk.tell(events.ReminderFailed(desk.state.shown.id))
    assert desk.state.shown is None
    desk.sit(10)
    assert desk.state.shown is not None
    assert desk.state.ignored_run == 0


def test_a_reminder_that_nobody_could_see_yet_is_not_ignored_and_has_its_minute_later() -> None:
    desk = Desk()
    desk.sit(30)
    assert desk.state.shown is not None
    number = desk.state.shown.id
    desk.tell(events.ReminderSeen(number, seen=False))
    desk.sit(7)
    assert desk.state.shown is not None, "it waits behind the safety questions"
    assert desk.state.ignored_run == 0
    desk.tell(events.ReminderSeen(number + 1))  # of another
    desk.sit(2)
    assert desk.state.shown is not None
    desk.tell(events.ReminderSeen(number))
    desk.sit(0.9)
    assert desk.state.shown is not None
    assert desk.state.shown.id == number
    desk.sit(0.2)
    assert desk.state.shown is None, "now its minute has passed before the person's eyes"
    assert desk.state.ignored_run == 1


def test_a_reminder_that_waits_unseen_goes_where_this_is_no_moment_for_it() -> None:
    desk = Desk()
    desk.sit(30)
    assert desk.state.shown is not None
    desk.tell(events.ReminderSeen(desk.state.shown.id, seen=False))
    desk.tell(events.BusyChanged(frozenset({Busy.MICROPHONE})))
    assert desk.state.shown is None
    assert desk.state.pending is not None


def test_skipping_a_stand_does_not_answer_for_the_phone() -> None:
    desk = Desk()
    desk.sit(30)
    desk.skip()
    desk.sit(15)
    desk.tell(events.PhoneToggled(True))
    desk.sit(15)
    assert desk.state.shown is not None
    assert desk.state.shown.pending.due.size is Size.STAND
    desk.skip()
    desk.sit(10)
    assert desk.state.shown is not None
    assert desk.state.shown.pending.due.cause == "phone"


def test_changed_answers_stop_a_running_stretch() -> None:
    desk = Desk()
    desk.tell(events.StretchAsked())
    effects = desk.tell(events.SafetyChanged(SafetyState(answered=True, conditions=("osteoporosis",))))
    assert [type(effect) for effect in effects if isinstance(effect, events.CloseStretch)] == [events.CloseStretch]
    assert not [effect for effect in effects if isinstance(effect, events.OpenStretch)]
    assert desk.state.stretching is not None
    assert desk.state.stretching.size is Size.STRETCH


def test_the_return_card_still_comes_after_a_gap_that_no_stand_began() -> None:
    day = Day("2026-03-09 08:30", card="break")
    day.active("10m")
    day.idle("8m")
    day.active("5m")
    day.expect("08:48", card(8))
    day.expect("08:48", took_break(8))
    day.verify()


def test_stretch_now_with_a_warning_sign_sends_to_medical_care_and_shows_no_exercise() -> None:
    desk = Desk(replace(shipped(), safety=SafetyState(answered=True, red_flags=("a-sign",))))
    desk.tell(events.StretchAsked())
    assert desk.of(events.AskSafety)
    assert not desk.of(events.OpenStretch)
    desk.sit(31)
    assert len(desk.of(events.ShowReminder)) == 1  # the posture cue still comes


def test_in_compressed_time_a_reminder_stays_long_enough_to_be_read() -> None:
    desk = Desk(replace(shipped(), patience=15.0))
    desk.sit(35)
    assert desk.state.shown is not None
    desk.sit(12)
    assert desk.state.ignored_run == 1
