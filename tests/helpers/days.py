"""Days at a desk for tests: told as a timeline on a fake clock, replayed at once, and checked for missing and extra.

    day = Day("2026-03-09 08:30")
    day.active("30m")
    day.expect("09:00", shown("stretch", "desk"))
    day.verify()

Every step is watched by `laws.Laws` as well. What is expected is named by the wall clock where the person is, with
"+1 09:00" for the day after the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from postureapp.core import events, restart, session
from postureapp.core.day import Kept
from postureapp.core.events import Answer, Effect, Event, Fact, FactKind, GapAnswer, Moment, Reminder
from postureapp.core.lengths import parse_length
from postureapp.core.replay import LASTS_S, NOTHING_APPLIES, Replay
from postureapp.core.safety import Clearance, SafetyState
from postureapp.core.setting_values import parse
from postureapp.core.settings import Settings
from postureapp.core.state import State, World
from postureapp.core.traces import Span, SpanKind, Trace
from postureapp.storage import content
from postureapp.storage.diary import fact_data
from tests.helpers.laws import Laws

TOLERANCE_S = 2.0
COUNTED = ("shown", "break", "card_shown")  # of these an unexpected one is an error


@cache
def shipped() -> World:
    """The world with the shipped causes, moves and rules, and safety answered "nothing applies"."""
    causes, moves, rules = content.load_causes(), content.load_moves(), content.load_safety()
    assert not [*causes[1], *moves[1], *rules[1]]
    return World(Settings(), causes[0], moves[0], rules[0], NOTHING_APPLIES)


def cleared(move: str, clinician: str = "A. Clinician", on: str = "2026-11-02") -> Clearance:
    """A clearance as a signed plan gives it."""
    return Clearance(move, clinician, on)


def settings_of(table: Mapping[str, Any]) -> Settings:
    """Settings from the table of a settings file; a mistake in it is an error of the test."""
    settings, problems = parse(table)
    assert not problems, problems
    return settings


def kept_as_file(state: State) -> State:
    """The session as it comes back from the file in which it is kept: without what it was given."""
    own = {name: getattr(state, name) for name in State.__dataclass_fields__ if name != "world"}
    return msgspec.json.decode(msgspec.json.encode(own), type=State)


@dataclass(frozen=True)
class What:
    """Something that may happen in a day; "" and None stand for any."""

    kind: str
    size: str = ""
    cause: str = ""
    answer: str = ""
    minutes: int | None = None
    says: str = ""

    def __str__(self) -> str:
        length = f"{self.minutes} min" if self.minutes is not None else ""
        return " ".join(word for word in (self.kind, self.size, self.cause, self.answer, length, self.says) if word)


def shown(size: str = "", cause: str = "", says: str = "") -> What:
    """A reminder comes; `says` is part of its title, body or reason."""
    return What("shown", size, cause, says=says)


def withdrawn(answer: str = "") -> What:
    """A reminder is withdrawn: with answer "ignore" after its minute."""
    return What("withdrawn", answer=answer)


def answered(answer: str) -> What:
    """A reminder is answered."""
    return What("answered", answer=answer)


def took_break(minutes: int | None = None) -> What:
    """A real break ends, of so many whole minutes."""
    return What("break", minutes=minutes)


def moved(cause: str = "") -> What:
    """A change of posture."""
    return What("posture_change", cause=cause)


def card(minutes: int | None = None) -> What:
    """The return card comes, about a gap of so many whole minutes."""
    return What("card_shown", minutes=minutes)


def card_answered(answer: str) -> What:
    """The return card is answered or closes ("none")."""
    return What("card_answered", answer=answer)


def held(says: str = "") -> What:
    """A reminder that is due is held back."""
    return What("held", says=says)


def opened(size: str, cause: str = "") -> What:
    """The stretch window opens."""
    return What("opened", size, cause)


def other(kind: str) -> What:
    """Another effect or fact: asked_less, asked_safety, closed_stretch, phone_off, standing_off ..."""
    return What(kind)


@dataclass
class Happened:
    """A line of the day: when by the wall clock, when by elapsed time, what, and all the words of it."""

    at: datetime
    t_s: float
    what: What
    words: str

    def __str__(self) -> str:
        return f"{self.at:%a %H:%M:%S}  {self.what}  {self.words}"


@dataclass(slots=True)
class Played(Replay):
    """A replay that lives with the answers of a test, keeps all that happens, and is watched by the laws."""

    laws: Laws | None = None
    answer_of: Callable[[Reminder], tuple[Answer, float]] = lambda _reminder: (Answer.START, 300.0)
    card_answer_of: Callable[[float], GapAnswer] = lambda _gap_s: GapAnswer.NONE
    safety_given: SafetyState | None = None
    stretches_finish: bool = True
    log: list[Happened] = field(default_factory=list)
    facts: list[Kept] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    steps: int = 0

    def step(self, event: Event) -> None:
        """Give the core an event, look at the laws, and live with what it wants."""
        before, now = self.state, self.now()
        self.state, effects = session.step(before, event, now)
        self.steps += 1
        if self.laws is not None:
            self.laws.check(before, event, now, self.state, effects)
        deadline_s = session.deadline_s(self.state, now)
        assert deadline_s is None or deadline_s > 0.0, f"a deadline of {deadline_s} s"
        self.timer_at_s = self.t_s + deadline_s if deadline_s is not None else float("inf")
        for effect in effects:
            self.live_with(effect)

    def live_with(self, effect: Effect) -> None:
        """What the person and the app do about an effect."""
        match effect:
            case events.Record(fact):
                self.keep(fact)
                self._note_fact(fact)
            case events.ShowReminder(reminder):
                self.reminders.append(reminder)
                answer, snooze_s = self.answer_of(reminder)
                if answer is not Answer.IGNORED and self._is_there():
                    self.ends.append((self.t_s, events.ReminderAnswered(reminder.id, answer, snooze_s)))
            case events.ShowReturnCard(gap_s):
                said = self.card_answer_of(gap_s)
                if said is not GapAnswer.NONE:
                    self.ends.append((self.t_s, events.GapAnswered(said)))
            case events.OpenStretch(size, cause):
                self.note("opened", size=size.value, cause=cause)
                if self.stretches_finish:
                    self.ends.append((self.t_s + LASTS_S[size], events.StretchEnded(size, cause, done=True)))
            case events.OpenCheckIn():
                self.note("opened", size="check-in")
            case events.CloseStretch(why):
                self.note("closed_stretch", words=str(why))
                self.ends = [end for end in self.ends if not isinstance(end[1], events.StretchEnded)]
                open_now = self.state.stretching
                if open_now is not None:
                    ended = events.StretchEnded(open_now.size, open_now.cause, done=False)
                    self.ends.append((self.t_s, ended))
            case events.AskSafety():
                self.note("asked_safety")
                safety = self.safety_given or self.state.world.safety
                self.ends.append((self.t_s, events.SafetyChanged(safety)))
            case events.WatchTypingPause(pause_s):
                self.watching = pause_s is not None
            case events.ChangeSetting(key, value):
                self.note("changed_setting", words=f"{key} = {value}")

    def keep(self, fact: Fact, data: Mapping[str, Any] | None = None) -> None:
        """Keep a fact as the diary gives it back: on a clock with a fixed offset, to the millisecond."""
        local = self.now().local
        at = local.replace(
            microsecond=local.microsecond // 1000 * 1000, tzinfo=timezone(local.utcoffset() or timedelta())
        )
        self.facts.append(Kept(at, fact.kind, fact_data(fact) | dict(data or {})))

    def _note_fact(self, fact: Fact) -> None:
        size = fact.size.value if fact.size else ""
        minutes = int(fact.length_s // 60) if fact.length_s else None
        words = str(fact.why)
        if fact.kind.value == "shown":
            words = f"{self.reminders[-1].title} {self.reminders[-1].body} {words}"
        self.note(fact.kind.value, size, fact.cause, fact.answer, minutes, words)

    def note(
        self, kind: str, size: str = "", cause: str = "", answer: str = "", minutes: int | None = None, words: str = ""
    ) -> None:
        """Keep something that happened."""
        self.log.append(Happened(self.now().local, self.t_s, What(kind, size, cause, answer, minutes), words))


class Day:
    """A day, or several, at one computer.

    `answers` are given to the reminders in turn, then `answer` to all others: "start", "snooze", "snooze 10", "skip",
    "done", "ignore". `card` answers the return card: "break", "phone", "meeting", "none".
    """

    def __init__(
        self,
        start: str,
        tz: str = "America/Edmonton",
        *,
        settings: Mapping[str, Any] | None = None,
        safety: SafetyState = NOTHING_APPLIES,
        answer: str = "start",
        answers: Iterable[str] = (),
        card: str = "none",
        watched: bool = True,
    ) -> None:
        zone = ZoneInfo(tz)
        self.start = datetime.fromisoformat(start).replace(tzinfo=zone)
        self.answer, self.card = answer, card
        self._answers: Iterator[str] = iter(answers)
        self._expected: list[tuple[datetime, What]] = []
        self.played = Played(Trace(self.start.astimezone(UTC), zone, ()), State(), zone)
        self.played.answer_of, self.played.card_answer_of = self._next_answer, lambda _gap_s: GapAnswer(self.card)
        world = replace(shipped(), settings=settings_of(settings or {}), safety=safety)
        self.played.state = session.begin(world, self.now())
        self.played.keep(Fact(FactKind.STARTED))
        self.played.laws = Laws(self.now()) if watched else None

    # --- what the person does for a while -----------------------------------------------------------------------------

    def active(self, length: str) -> None:
        """Type, with a pause of three seconds at the end of each minute."""
        self.span(SpanKind.ACTIVE, length)

    def typing(self, length: str) -> None:
        """Type without any pause."""
        self.span(SpanKind.TYPING, length)

    def idle(self, length: str) -> None:
        """Touch neither keyboard nor mouse."""
        self.span(SpanKind.IDLE, length)

    def lock(self, length: str) -> None:
        """Lock the screen."""
        self.span(SpanKind.LOCK, length)

    def suspend(self, length: str) -> None:
        """Let the machine sleep, and be told of it."""
        self.span(SpanKind.SUSPEND, length)

    def call(self, length: str) -> None:
        """Speak in a call, with hands off the keyboard."""
        self.span(SpanKind.CALL, length)

    def video(self, length: str) -> None:
        """Watch a video, with hands off the keyboard."""
        self.span(SpanKind.VIDEO, length)

    def fullscreen(self, length: str) -> None:
        """Look at a full-screen window, with hands off the keyboard."""
        self.span(SpanKind.FULLSCREEN, length)

    def dnd(self, length: str) -> None:
        """Type while "do not disturb" is on."""
        self.span(SpanKind.DND, length)

    def sleep_untold(self, length: str) -> None:
        """Let the machine sleep without anybody telling the app: only the clock of sleep grows."""
        length_s = parse_length(length)
        self.played.slept_s += length_s
        self.played.t_s += length_s

    def span(self, kind: SpanKind, length: str) -> None:
        """Do something for a while."""
        played, length_s = self.played, parse_length(length)
        span = Span(kind, played.t_s, played.t_s + length_s)
        played.enter(span)
        if kind is SpanKind.SUSPEND:
            played.sleep_through(span)
        played._clear_until(span.end_s, [])

    def wait(self, length: str) -> None:
        """Let what is going on go on."""
        self.played._clear_until(self.played.t_s + parse_length(length), [])

    # --- what the person or the world does at a moment ----------------------------------------------------------------

    def phone(self, on: bool) -> None:
        """Switch "I'm on my phone"."""
        self.tell(events.PhoneToggled(on))

    def standing(self, on: bool) -> None:
        """Switch "I'm standing"."""
        self.tell(events.StandingToggled(on))

    def pause(self, length: str) -> None:
        """Pause the app for a while."""
        self.tell(events.PauseAsked(self.now().utc + timedelta(seconds=parse_length(length))))

    def pause_until(self, at: str) -> None:
        """Pause the app until a time on the wall clock."""
        self.tell(events.PauseAsked(self._moment(at).replace(tzinfo=self.played.zone).astimezone(UTC)))

    def unpause(self) -> None:
        """End the pause."""
        self.tell(events.UnpauseAsked())

    def stretch_now(self) -> None:
        """Ask for a stretch."""
        self.tell(events.StretchAsked())

    def safety(self, safety: SafetyState) -> None:
        """Answer the safety questions anew."""
        self.tell(events.SafetyChanged(safety))

    def settings(self, table: Mapping[str, Any]) -> None:
        """Change the settings."""
        self.tell(events.SettingsChanged(settings_of(table)))

    def set_clock(self, by: str) -> None:
        """Set the wall clock forward or back."""
        self.played.shift_s += parse_length(by)
        self.tell(events.ClockChanged())

    def set_clock_to(self, utc: datetime) -> None:
        """Set the wall clock to a moment."""
        self.played.shift_s += (utc - self.now().utc).total_seconds()
        self.tell(events.ClockChanged())

    def travel(self, tz: str) -> None:
        """Come to another time zone."""
        self.played.zone = ZoneInfo(tz)
        self.tell(events.ClockChanged())

    def die_and_start_again(self, away: str = "2s", *, same_boot: bool = True) -> None:
        """The app is killed and starts again after a while, with what it had kept."""
        played = self.played
        kept, world = kept_as_file(played.state), played.state.world
        kept_utc = self.now().utc - timedelta(seconds=played.t_s - kept.at_s)
        played.t_s += parse_length(away)
        played.ends.clear()
        if played.laws is not None:
            played.laws.on_screen, played.laws.card = None, False
        played.state, effects = restart.take_up(kept, kept_utc, same_boot, world, self.now())
        for effect in effects:
            played.live_with(effect)
        started = Fact(FactKind.STARTED, played.state.clocks)
        played.keep(started, restart.told(played.state, kept_utc, self.now()))
        played.told_idle = False
        self.tell(events.TimerFired())

    def keep(self) -> None:
        """Let the app look at the time and keep its session, as it does every few minutes."""
        self.tell(events.TimerFired(self.played.idle_s()))

    def tell(self, event: Event) -> None:
        """Give the core an event, and live through what comes of it at this moment."""
        self.played.step(event)
        self.played._clear_until(self.played.t_s, [])

    def end(self) -> None:
        """Quit the app."""
        self.played._clear_until(self.played.t_s + 0.001, [])
        self.played.step(events.Stopping())

    # --- what is looked at --------------------------------------------------------------------------------------------

    def now(self) -> Moment:
        """This moment."""
        return self.played.now()

    @property
    def state(self) -> State:
        """The session."""
        return self.played.state

    def gaps_s(self) -> list[float]:
        """Seconds between one reminder shown and the next."""
        times_s = [entry.t_s for entry in self.played.log if entry.what.kind == "shown"]
        return [after - before for before, after in pairwise(times_s)]

    def all(self, kind: str) -> list[Happened]:
        """All of a kind that happened."""
        return [entry for entry in self.played.log if entry.what.kind == kind]

    def expect(self, at: str, what: What) -> None:
        """Expect this at that time on the wall clock: "09:00", "09:00:30", "+1 09:00"."""
        self._expected.append((self._moment(at), what))

    def verify(self) -> None:
        """Compare the day with what was expected; says what is missing and what is extra, with the whole timeline."""
        left = list(self.played.log)
        missing = []
        for at, what in self._expected:
            found = next((entry for entry in left if _is(entry, at, what)), None)
            if found is None:
                missing.append(f"missing: {at:%a %H:%M:%S}  {what}")
            else:
                left.remove(found)
        extra = [f"extra:   {entry}" for entry in left if entry.what.kind in COUNTED]
        if missing or extra:
            raise AssertionError("\n".join([*missing, *extra, "the day:", *map(str, self.played.log)]))

    def _moment(self, at: str) -> datetime:
        found = re.fullmatch(r"(?:\+(\d+) )?(\d\d):(\d\d)(?::(\d\d))?", at)
        assert found, at
        days, hour, minute, second = (int(part or 0) for part in found.groups())
        midnight = self.start.replace(tzinfo=None, hour=0, minute=0, second=0)
        return midnight + timedelta(days=days, hours=hour, minutes=minute, seconds=second)

    def _next_answer(self, _reminder: Reminder) -> tuple[Answer, float]:
        word, _, minutes = next(self._answers, self.answer).partition(" ")
        return Answer(word), 60.0 * float(minutes or 5)


def _is(entry: Happened, at: datetime, what: What) -> bool:
    happened = entry.what
    return (
        abs((entry.at.replace(tzinfo=None) - at).total_seconds()) <= TOLERANCE_S
        and happened.kind == what.kind
        and what.size in ("", happened.size)
        and what.cause in ("", happened.cause)
        and what.answer in ("", happened.answer)
        and what.minutes in (None, happened.minutes)
        and what.says in entry.words
    )
