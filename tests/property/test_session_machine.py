"""A session under whatever may happen, in any order: the laws of `tests.helpers.laws` hold at every step.

The machine plays the world: keys and pauses, locks and sleep (told and untold), busy times, the clock set and the zone
changed, answers early, late and to what is long gone. Time passes from deadline to deadline, as the driver lets it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from postureapp.core import events, session
from postureapp.core.events import Answer, Busy, Event, GapAnswer, Moment, PainSeen, Size
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings
from postureapp.core.state import IDLE_AFTER_S, World
from postureapp.core.status import status
from tests.helpers.days import NOTHING_APPLIES, kept_as_file, settings_of, shipped
from tests.helpers.laws import Laws

ZONES = [ZoneInfo(name) for name in ("America/Edmonton", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "UTC")]
# Before both changes of the clocks in two zones, and on any other day.
STARTS = [
    datetime(2026, 3, 9, 14, 30, tzinfo=UTC),
    datetime(2026, 3, 8, 7, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 10, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 45, tzinfo=UTC),
    datetime(2026, 12, 31, 22, 0, tzinfo=UTC),
]
ALWAYS = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
NIGHTS = {day: ["22:00-06:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
EVERYTHING = ["desk", "phone", "sleep", "lifting", "repetitive", "sports", "backpack"]
TABLES: list[dict[str, Any]] = [
    {},
    {"working_hours": ALWAYS},
    {"working_hours": ALWAYS, "causes": EVERYTHING, "tips": {"sports_days": ["mon", "sun"], "lifting_days": ["mon"]}},
    {"working_hours": NIGHTS, "phone_hours": ["02:00-03:30"], "causes": EVERYTHING},
    {"working_hours": ALWAYS, "phone_hours": ["00:00-24:00"]},
    {"working_hours": ALWAYS, "reminders": {"stretch_min": 10, "stand_min": 20, "natural_break_min": 2}},
    {"working_hours": ALWAYS, "moves": {"off": [move.id for move in shipped().moves]}},
    {"working_hours": ALWAYS, "moves": {"off": [move.id for move in shipped().moves if "office" in move.places]}},
    {"working_hours": ALWAYS, "reminders": {"style": "nudge"}, "phone": {"return_card": "always", "relief_min": 5}},
    {"working_hours": ALWAYS, "busy": {"held_by": ["camera", "microphone"]}},
    {"working_hours": ALWAYS, "pain": {"check_in": "daily", "check_in_hour": 15}, "busy": {"held_by": []}},
    {"pain": {"check_in": "while-it-hurts", "check_in_hour": 2}, "causes": ["sleep"]},
    {"working_hours": ALWAYS, "busy": {"held_by": []}, "phone": {"return_card": "always"}},
    {"working_hours": ALWAYS, "quiet_hours": ["00:00-01:30", "08:00-09:15", "23:00-23:30"]},
]
SAFETIES = [
    NOTHING_APPLIES,
    SafetyState(),
    SafetyState(answered=True, red_flags=("cancer",)),
    SafetyState(answered=True, conditions=("vertebral_fracture",)),
    SafetyState(answered=True, conditions=("osteoporosis",)),
]
SECONDS = st.sampled_from([0.0, 0.0005, 1.0, 2.9, 29.0, 31.0, 59.0, 61.0, 119.0, 121.0, 299.0, 301.0, 599.0, 901.0])
LONG = st.one_of(SECONDS, st.floats(0.0, 5400.0, allow_nan=False))
KINDS = st.frozensets(st.sampled_from(list(Busy)), max_size=2)


class SessionMachine(RuleBasedStateMachine):
    """The world around one session."""

    @initialize(start=st.sampled_from(STARTS), zone=st.sampled_from(ZONES), table=st.sampled_from(TABLES))
    def begin(self, start: datetime, zone: ZoneInfo, table: dict[str, Any]) -> None:
        self.start, self.zone = start, zone
        self.awake_s, self.slept_s, self.shift_s = 5000.0, 100.0, 0.0
        self.input_at_s: float | None = None  # None: keys are being pressed all the time
        self.told_idle = self.watching = self.locked = False
        self.busy: frozenset[Busy] = frozenset()
        self.last_id = 0
        world = replace(shipped(), settings=settings_of(table))
        self.state = session.begin(world, self.now())
        self.laws = Laws(self.now())
        self.tell(events.InputResumed())

    # --- the world ----------------------------------------------------------------------------------------------------

    def now(self) -> Moment:
        elapsed_s = self.awake_s + self.slept_s - 5100.0
        utc = self.start + timedelta(seconds=elapsed_s + self.shift_s)
        return Moment(utc, self.zone, self.awake_s, self.slept_s)

    def idle_s(self) -> float:
        return self.now().elapsed_s - self.input_at_s if self.input_at_s is not None else 0.0

    def tell(self, event: Event) -> None:
        before, now = self.state, self.now()
        self.state, effects = session.step(before, event, now)
        self.laws.check(before, event, now, self.state, effects)
        ahead_s = session.deadline_s(self.state, now)
        assert ahead_s is None or ahead_s > 0.0
        self.timer_at_s = now.elapsed_s + ahead_s if ahead_s is not None else float("inf")
        for effect in effects:
            match effect:
                case events.ShowReminder(reminder):
                    assert reminder.id > self.last_id, "an id comes twice"
                    self.last_id = reminder.id
                case events.WatchTypingPause(pause_s):
                    self.watching = pause_s is not None
        assert kept_as_file(self.state) == replace(self.state, world=World())
        assert status(self.state, now).next_words is not None

    def pass_time(self, seconds: float) -> None:
        """Let time pass, awake: the timers fire, and going idle is noticed."""
        end_s, timers = self.awake_s + seconds, 0
        while True:
            ahead_s = max(0.0, self.timer_at_s - self.now().elapsed_s)
            idle_in_s = float("inf")
            if self.input_at_s is not None and not self.told_idle:
                idle_in_s = max(0.0, IDLE_AFTER_S - self.idle_s())
            next_s = min(ahead_s, idle_in_s)
            if self.awake_s + next_s > end_s:
                self.awake_s = end_s
                return
            self.awake_s += next_s
            if idle_in_s <= next_s:
                self.told_idle = True
                self.tell(events.WentIdle(self.idle_s()))
            else:
                timers += 1
                assert timers <= 30 + seconds / 20, "the timer comes again and again"
                self.tell(events.TimerFired(self.idle_s()))

    # --- the person ---------------------------------------------------------------------------------------------------

    @rule(seconds=LONG)
    def goes_on(self, seconds: float) -> None:
        self.pass_time(seconds)

    @rule(seconds=st.floats(1200.0, 3600.0, allow_nan=False))
    def works(self, seconds: float) -> None:
        self.comes_back()
        self.pass_time(seconds)

    @rule(seconds=LONG)
    def goes_idle(self, seconds: float) -> None:
        if self.input_at_s is None:
            self.input_at_s, self.told_idle = self.now().elapsed_s, False
        self.pass_time(seconds)

    @rule()
    def comes_back(self) -> None:
        if not self.locked:
            was_idle, self.input_at_s = self.told_idle, None
            self.told_idle = False
            if was_idle:
                self.tell(events.InputResumed())

    @precondition(lambda self: self.watching and self.input_at_s is None)
    @rule(pause_s=st.floats(3.0, 29.0))
    def typing_pauses(self, pause_s: float) -> None:
        self.tell(events.TypingPaused(pause_s))

    @rule(seconds=LONG)
    def locks(self, seconds: float) -> None:
        if not self.locked:
            self.locked = True
            self.tell(events.Locked())
        self.input_at_s = self.input_at_s if self.input_at_s is not None else self.now().elapsed_s
        self.pass_time(seconds)

    @precondition(lambda self: self.locked)
    @rule()
    def unlocks(self) -> None:
        self.locked = self.told_idle = False
        self.input_at_s = None
        self.tell(events.Unlocked())

    @rule(seconds=st.floats(0.0, 50000.0, allow_nan=False), told=st.booleans(), timer_first=st.booleans())
    def sleeps(self, seconds: float, told: bool, timer_first: bool) -> None:
        if told:
            self.tell(events.Suspending())
        self.input_at_s = self.input_at_s if self.input_at_s is not None else self.now().elapsed_s
        self.slept_s += seconds
        if timer_first:
            self.tell(events.TimerFired(self.idle_s()))
            self.told_idle = self.told_idle or self.idle_s() >= IDLE_AFTER_S
        if told:
            self.tell(events.Resumed())

    @rule(kinds=KINDS)
    def is_busy(self, kinds: frozenset[Busy]) -> None:
        if kinds != self.busy:
            self.busy = kinds
            self.tell(events.BusyChanged(kinds))

    @rule(on=st.booleans())
    def phone(self, on: bool) -> None:
        self.tell(events.PhoneToggled(on))

    @rule(on=st.booleans())
    def standing(self, on: bool) -> None:
        self.tell(events.StandingToggled(on))

    @rule(minutes=st.integers(-10, 300))
    def pauses_the_app(self, minutes: int) -> None:
        self.tell(events.PauseAsked(self.now().utc + timedelta(minutes=minutes)))

    @rule()
    def ends_the_pause(self) -> None:
        self.tell(events.UnpauseAsked())

    @rule(answer=st.sampled_from(list(Answer)), snooze_s=st.sampled_from([300.0, 600.0]), late=st.booleans())
    def answers(self, answer: Answer, snooze_s: float, late: bool) -> None:
        shown = self.state.shown
        number = shown.id if shown is not None and not late else self.last_id - 1
        self.tell(events.ReminderAnswered(number, answer, snooze_s))

    @precondition(lambda self: self.state.shown is not None)
    @rule(seen=st.booleans())
    def is_seen_or_covered(self, seen: bool) -> None:
        assert self.state.shown is not None
        before = self.state.ignored_run
        self.tell(events.ReminderSeen(self.state.shown.id, seen))
        assert self.state.ignored_run <= before, "what is told as covered, or as just seen, is not ignored for that"

    @rule(answer=st.sampled_from(list(GapAnswer)))
    def answers_the_card(self, answer: GapAnswer) -> None:
        self.tell(events.GapAnswered(answer))

    @rule(less=st.booleans())
    def answers_whether_less(self, less: bool) -> None:
        self.tell(events.RemindLessAnswered(less))

    @rule()
    def asks_for_a_stretch(self) -> None:
        self.tell(events.StretchAsked())

    @precondition(lambda self: self.state.stretching is not None)
    @rule(done=st.booleans())
    def ends_the_stretch(self, done: bool) -> None:
        running = self.state.stretching
        assert running is not None
        self.tell(events.StretchEnded(running.size, running.cause, done))

    @rule(safety=st.sampled_from(SAFETIES))
    def answers_the_safety_questions(self, safety: SafetyState) -> None:
        was_stretch = self.state.stretching is not None and self.state.stretching.size is Size.STRETCH
        self.tell(events.SafetyChanged(safety))
        if was_stretch and not self.state.world.may_stretch and self.state.stretching is not None:
            self.tell(events.StretchEnded(Size.STRETCH, self.state.stretching.cause, done=False))

    @rule(table=st.sampled_from(TABLES))
    def changes_the_settings(self, table: dict[str, Any]) -> None:
        self.tell(events.SettingsChanged(settings_of(table)))

    @rule(in_episode=st.booleans(), days_ago=st.sampled_from([None, -1, 0, 1]))
    def the_diary_changes(self, in_episode: bool, days_ago: int | None) -> None:
        last = None if days_ago is None else self.now().local.date() - timedelta(days=days_ago)
        self.tell(events.PainDiaryChanged(PainSeen(in_episode, last)))

    @rule(hours=st.sampled_from([-1.0, 1.0, -24.0, 24.0, 0.01, -0.01, -480000.0, 480000.0]))
    def sets_the_clock(self, hours: float) -> None:
        if 1970 <= (self.now().utc + timedelta(hours=hours)).year <= 2100:
            self.shift_s += hours * 3600.0
            self.tell(events.ClockChanged())

    @rule(zone=st.sampled_from(ZONES), told=st.booleans())
    def travels(self, zone: ZoneInfo, told: bool) -> None:
        self.zone = zone
        self.tell(events.ClockChanged() if told else events.TimerFired(self.idle_s()))


CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
TestSession = SessionMachine.TestCase
TestSession.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=CALM)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_session_for_long() -> None:
    long = settings(max_examples=1500, stateful_step_count=80, deadline=None, suppress_health_check=CALM)
    run_state_machine_as_test(SessionMachine, settings=long)


def test_defaults_of_the_machine_are_real_settings() -> None:
    assert settings_of(TABLES[0]) == Settings()
