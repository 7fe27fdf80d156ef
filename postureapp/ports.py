"""What the core needs of the world, as protocols. A backend is one file under `platforms` or `storage`.

Thread: everything here is called on, and calls back on, the one Qt thread. Nothing blocks for longer than a disk write.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import msgspec

from postureapp.core.cues import Tone
from postureapp.core.errors import PostureError
from postureapp.core.events import (
    Answer,
    Busy,
    ClockChanged,
    Fact,
    InputResumed,
    Locked,
    Moment,
    Reminder,
    Resumed,
    Size,
    Suspending,
    TypingPaused,
    Unlocked,
    WentIdle,
)
from postureapp.core.safety import SafetyState
from postureapp.core.settings import Settings, Value
from postureapp.core.state import State
from postureapp.core.text import Text

ActivityEvent = WentIdle | InputResumed | TypingPaused
PowerEvent = Locked | Unlocked | Suspending | Resumed | ClockChanged


@dataclass(frozen=True, slots=True)
class Choice:
    """Which backend of a capability is in use, and why each other one is not (for `status` and the debug page)."""

    chosen: str
    rejected: tuple[tuple[str, Text], ...] = ()
    note: Text = Text("")


class Clock(Protocol):
    """Both clocks, and the zone the person is in."""

    def now(self) -> Moment:
        """This moment."""
        ...


class ActivitySource(Protocol):
    """Keyboard and mouse activity as events, without polling."""

    name: str

    def start(self, listener: Callable[[ActivityEvent], None], idle_after_s: float) -> None:
        """Begin. `WentIdle` comes once input has paused for `idle_after_s`, `InputResumed` with the next input.

        Raises: EnvironmentProblem where the backend turns out not to work.
        """
        ...

    def watch_pause(self, pause_s: float | None) -> None:
        """Tell once, by `TypingPaused`, when input has paused for `pause_s` (soon, if it has already); None: don't.

        A new call replaces the old watch.
        """
        ...

    def idle_s(self) -> float:
        """Seconds since the last input (0 where that can't be known)."""
        ...

    def stop(self) -> None:
        """End, and free what is held. May be called twice."""
        ...


class BusySource(Protocol):
    """Whether this is a moment not to interrupt, as events, without polling."""

    name: str

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin: the listener is called with all reasons that this source sees, now (if any) and at each change.

        Raises: EnvironmentProblem where the backend turns out not to work.
        """
        ...

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """The names of the programs behind what is seen now, where they are known; for the screen only, never kept."""
        ...

    def stop(self) -> None:
        """End, and free what is held. May be called twice."""
        ...


class PowerSource(Protocol):
    """Lock, suspend, and changes of the wall clock or the zone."""

    name: str

    def start(self, listener: Callable[[PowerEvent], None]) -> None:
        """Begin.

        Raises: EnvironmentProblem where the backend turns out not to work.
        """
        ...

    def stop(self) -> None:
        """End, and free what is held. May be called twice."""
        ...


class Notifier(Protocol):
    """Shows a reminder outside our windows. It never takes the keyboard."""

    @property
    def name(self) -> str:
        """What it is called in `status`."""
        ...

    @property
    def has_actions(self) -> bool:
        """Whether a reminder shown now can be answered where it is shown."""
        ...

    def show(self, reminder: Reminder, answered: Callable[[int, Answer, float], None]) -> None:
        """Show it, in place of any other of ours. `answered` gets the reminder's id, the answer and a snooze (seconds).

        Closing or clicking away is no answer: the core withdraws what was ignored.

        Raises: EnvironmentProblem where it can't be shown; the next notifier of the chain is then asked.
        """
        ...

    def withdraw(self, reminder_id: int) -> None:
        """Take it away if it still stands. Unknown ids are ignored."""
        ...

    def stop(self) -> None:
        """Withdraw all, and free what is held. May be called twice."""
        ...


class DiaryEntry(msgspec.Struct, frozen=True, gc=False):
    """A fact as it was kept: when (aware UTC, ISO), the zone's offset in seconds, and the fact as plain values."""

    id: int
    at_utc: str
    offset_s: int
    kind: str
    data: dict[str, Any]


class Diary(Protocol):
    """Append-only facts of the days. Nothing is ever overwritten."""

    def append(self, at: Moment, fact: Fact, data: dict[str, Any] | None = None) -> None:
        """Keep a fact: it is on the disk when this returns.

        Raises: EnvironmentProblem (disk full, read-only, locked).
        """
        ...

    def entries(self, since_utc: str = "", kinds: Sequence[str] = (), until_utc: str = "") -> list[DiaryEntry]:
        """Entries in the order in which they were kept, from a moment on, before another, and of some kinds."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


class SafetyStore(Protocol):
    """The safety answers, in a file of their own. What can't be read is `SafetyState()`: unknown."""

    def load(self) -> SafetyState:
        """The answers as kept; unknown where there are none or they can't be read."""
        ...

    def save(self, safety: SafetyState) -> None:
        """Keep the answers, with a copy.

        Raises: EnvironmentProblem.
        """
        ...


class Opener(Protocol):
    """Hands an address to the system: a booking page (https) or a phone number (tel)."""

    def open(self, address: str) -> None:
        """Open it. Nothing is added to the address.

        Raises: EnvironmentProblem where nothing opens it; ValueError for another scheme.
        """
        ...


class Autostart(Protocol):
    """Starts the app with the person's desktop."""

    def is_on(self) -> bool:
        """Whether it will be started at the next login, as far as the system tells."""
        ...

    def is_broken(self) -> bool:
        """Whether what would be started is not there any more: the program was moved or replaced."""
        ...

    def switch(self, on: bool) -> None:
        """Have it started from the next login on, or no more.

        Raises: EnvironmentProblem.
        """
        ...


class Speaker(Protocol):
    """Says a few words aloud, without the network."""

    @property
    def name(self) -> str:
        """What it is called in `status`."""
        ...

    def say(self, words: str, language: str) -> None:
        """Say it in the voice of a language ("en", "fr_CA"), in place of what is being said. Returns at once.

        Raises: EnvironmentProblem where it can't be said.
        """
        ...

    def hush(self) -> None:
        """Be silent at once."""
        ...

    def stop(self) -> None:
        """Be silent, and free what is held: no process is left. May be called twice; `say` begins anew."""
        ...


class TonePlayer(Protocol):
    """Plays short, soft tones."""

    @property
    def name(self) -> str:
        """What it is called in `status`."""
        ...

    def play(self, tone: Tone) -> None:
        """Play it, in place of the last. Returns at once.

        Raises: EnvironmentProblem where it can't be played.
        """
        ...

    def stop(self) -> None:
        """Be silent, and free what is held: no process is left. May be called twice; `play` begins anew."""
        ...


class Screen(Protocol):
    """What of ours is on the screen besides reminders. Every call returns at once."""

    def show_return_card(self, gap_s: float) -> None:
        """Ask, without taking the keyboard, what a gap was."""
        ...

    def close_return_card(self) -> None:
        """Close that card."""
        ...

    def ask_remind_less(self) -> None:
        """Ask, in a small card that closes by itself, whether to remind less."""
        ...

    def ask_safety(self) -> None:
        """Show the short safety questions; closing them unanswered is an answer too (unknown)."""
        ...

    def open_stretch(self, size: Size, cause: str, moves: tuple[str, ...] = ()) -> None:
        """Open the stretch window (or bring it up). It reports its end by `StretchEnded`, however it ends.

        `moves` were asked for by name: they are played with their whole dose.
        """
        ...

    def open_check_in(self) -> None:
        """Open the check-in of the pain diary, or bring it up."""
        ...

    def close_stretch(self, why: Text) -> None:
        """Stop the running player and say why."""
        ...

    def refresh(self, state: State, now: Moment) -> float | None:
        """Show the state in the tray; gives the seconds after which it would look different by itself."""
        ...

    def report(self, problem: PostureError) -> None:
        """Say a problem once, where the person sees it."""
        ...


class SettingsStore(Protocol):
    """The person's settings."""

    def set_value(self, key: str, value: Value | None) -> Settings:
        """Keep a new value, or none of the person's own; gives all settings as they are then.

        Raises: EnvironmentProblem.
        """
        ...


class Timer(Protocol):
    """One deadline, the next."""

    def set_deadline(self, after_s: float | None, callback: Callable[[], None]) -> None:
        """Call back once, after so many seconds from now, in place of the earlier deadline; None: not at all."""
        ...

    def rearm(self) -> None:
        """Work the deadline out anew: the machine slept, or the clock was set."""
        ...

    def stop(self) -> None:
        """No more calls."""
        ...


class SessionStore(Protocol):
    """Where the session is kept, so that a killed app takes it up again."""

    def load(self) -> tuple[State, datetime, bool] | None:
        """The session, when it was kept (aware UTC), and whether the machine ran on since; None: there is none."""
        ...

    def save(self, state: State, now: Moment) -> None:
        """Keep it.

        Raises: EnvironmentProblem.
        """
        ...
