"""A fake for each port: values kept in lists, time moved by hand. They know no Qt and wait for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from postureapp.core.cues import Tone
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import (
    Answer,
    Busy,
    Fact,
    InputResumed,
    Moment,
    Reminder,
    TypingPaused,
    WentIdle,
)
from postureapp.core.safety import SafetyState
from postureapp.ports import ActivityEvent, Choice, DiaryEntry, PowerEvent
from postureapp.storage.diary import fact_data


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, utc: datetime = datetime(2026, 3, 9, 14, 30, tzinfo=UTC), zone: tzinfo = UTC) -> None:
        self.moment = Moment(utc, zone, awake_s=1000.0)

    def now(self) -> Moment:
        """This moment."""
        return self.moment

    def advance(self, seconds: float) -> None:
        """Let time pass, awake."""
        moment = self.moment
        self.moment = replace(moment, utc=moment.utc + timedelta(seconds=seconds), awake_s=moment.awake_s + seconds)

    def sleep(self, seconds: float) -> None:
        """Let time pass, suspended."""
        moment = self.moment
        self.moment = replace(moment, utc=moment.utc + timedelta(seconds=seconds), asleep_s=moment.asleep_s + seconds)

    def set_wall_clock(self, utc: datetime, zone: tzinfo | None = None) -> None:
        """Set the wall clock, and the zone, as a person might."""
        self.moment = replace(self.moment, utc=utc, zone=zone or self.moment.zone)


class FakeActivitySource:
    """Input by hand: `press` a key, or let time pass with `advance`, and the events come as from a real source."""

    name = "fake"

    def __init__(self) -> None:
        self.listener: Callable[[ActivityEvent], None] | None = None
        self.pause_s: float | None = None
        self._idle_after_s = 0.0
        self._idle_s = 0.0
        self._is_idle = False

    def start(self, listener: Callable[[ActivityEvent], None], idle_after_s: float) -> None:
        self.listener, self._idle_after_s, self._is_idle = listener, idle_after_s, False

    def watch_pause(self, pause_s: float | None) -> None:
        self.pause_s = pause_s

    def idle_s(self) -> float:
        return self._idle_s

    def stop(self) -> None:
        self.listener = self.pause_s = None

    def press(self) -> None:
        """The person presses a key."""
        self._idle_s = 0.0
        if self._is_idle:
            self._is_idle = False
            self.tell(InputResumed())

    def advance(self, seconds: float) -> None:
        """Let time pass without input; a pause that is one already is told with `advance(0)`."""
        self._idle_s += seconds
        if self.pause_s is not None and self._idle_s >= self.pause_s:
            self.pause_s = None
            self.tell(TypingPaused(self._idle_s))
        if not self._is_idle and self._idle_s >= self._idle_after_s:
            self._is_idle = True
            self.tell(WentIdle(self._idle_s))

    def tell(self, event: ActivityEvent) -> None:
        """Tell an event as it is."""
        if self.listener is not None:
            self.listener(event)


class FakeBusySource:
    """Busy with what it is told."""

    name = "fake"

    def __init__(self, *kinds: Busy) -> None:
        self.kinds = frozenset(kinds)
        self.listener: Callable[[frozenset[Busy]], None] | None = None

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        self.listener = listener
        if self.kinds:
            listener(self.kinds)

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        return dict.fromkeys(self.kinds, ("Fake",))

    def stop(self) -> None:
        self.listener = None

    def become(self, *kinds: Busy) -> None:
        """From now on busy with these, or with nothing."""
        changed, self.kinds = frozenset(kinds) != self.kinds, frozenset(kinds)
        if changed and self.listener is not None:
            self.listener(self.kinds)


class FakePowerSource:
    """Tells what it is told to tell."""

    name = "fake"

    def __init__(self) -> None:
        self.listener: Callable[[PowerEvent], None] | None = None

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        self.listener = listener

    def stop(self) -> None:
        self.listener = None

    def tell(self, event: PowerEvent) -> None:
        """Tell an event as it is."""
        if self.listener is not None:
            self.listener(event)


class FakeNotifier:
    """Keeps what was shown; `answer` is the person. With `broken`, it can show nothing."""

    name = "fake"

    def __init__(self, has_actions: bool = True, broken: bool = False) -> None:
        self.has_actions = has_actions
        self.broken = broken
        self.shown: list[Reminder] = []
        self.withdrawn: list[int] = []
        self.showing: Reminder | None = None
        self._answered: Callable[[int, Answer, float], None] | None = None

    def show(self, reminder: Reminder, answered: Callable[[int, Answer, float], None]) -> None:
        if self.broken:
            raise EnvironmentProblem("The fake notifier is broken.")
        self.shown.append(reminder)
        self.showing, self._answered = reminder, answered

    def withdraw(self, reminder_id: int) -> None:
        self.withdrawn.append(reminder_id)
        if self.showing is not None and self.showing.id == reminder_id:
            self.showing = None

    def stop(self) -> None:
        self.showing = self._answered = None

    def answer(self, answer: Answer, snooze_s: float = 300.0) -> None:
        """The person answers what is shown."""
        assert self.showing is not None, "nothing is shown"
        assert self._answered is not None
        reminder, self.showing = self.showing, None
        self._answered(reminder.id, answer, snooze_s)


class FakeDiary:
    """Keeps facts in a list. With `problem`, it can't keep any."""

    def __init__(self) -> None:
        self.facts: list[tuple[Moment, Fact, dict[str, Any]]] = []
        self.problem: EnvironmentProblem | None = None
        self.is_closed = False

    def append(self, at: Moment, fact: Fact, data: dict[str, Any] | None = None) -> None:
        if self.problem is not None:
            raise self.problem
        self.facts.append((at, fact, dict(data or {})))

    def entries(self, since_utc: str = "", kinds: Sequence[str] = (), until_utc: str = "") -> list[DiaryEntry]:
        since = datetime.fromisoformat(since_utc) if since_utc else datetime.min.replace(tzinfo=UTC)
        until = datetime.fromisoformat(until_utc) if until_utc else datetime.max.replace(tzinfo=UTC)
        return [
            DiaryEntry(number, at.utc.isoformat(), _offset_s(at), fact.kind.value, fact_data(fact) | data)
            for number, (at, fact, data) in enumerate(self.facts, 1)
            if since <= at.utc < until and (not kinds or fact.kind in kinds)
        ]

    def close(self) -> None:
        self.is_closed = True


class FakeSafetyStore:
    """Keeps the answers. With `problem`, they can't be kept."""

    def __init__(self, safety: SafetyState | None = None) -> None:
        self.safety = safety or SafetyState()
        self.problem: EnvironmentProblem | None = None

    def load(self) -> SafetyState:
        return self.safety

    def save(self, safety: SafetyState) -> None:
        if self.problem is not None:
            raise self.problem
        self.safety = safety


class FakeOpener:
    """Keeps what it was to open. With `problem`, nothing opens."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.problem: EnvironmentProblem | None = None

    def open(self, address: str) -> None:
        if not address.startswith(("https:", "tel:")):
            raise ValueError(address)
        if self.problem is not None:
            raise self.problem
        self.opened.append(address)


class FakeSpeaker:
    """Keeps what it was to say. With `problem`, it can't."""

    name = "fake"

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.speaking = False
        self.stops = 0
        self.problem: EnvironmentProblem | None = None
        self.choice = Choice("fake")

    def say(self, words: str, language: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.said.append((words, language))
        self.speaking = True

    def hush(self) -> None:
        self.speaking = False

    def stop(self) -> None:
        self.speaking = False
        self.stops += 1


class FakeTonePlayer:
    """Keeps what it was to play."""

    name = "fake"

    def __init__(self) -> None:
        self.played: list[Tone] = []
        self.stops = 0
        self.choice = Choice("fake")

    def play(self, tone: Tone) -> None:
        self.played.append(tone)

    def stop(self) -> None:
        self.stops += 1


def _offset_s(at: Moment) -> int:
    offset = at.local.utcoffset()
    return round(offset.total_seconds()) if offset is not None else 0
