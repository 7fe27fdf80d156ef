"""What goes into the core (events) and what comes out (effects, facts).

A sample of the world becomes one event; `core.session.step` answers with effects, which the driver carries out.
Events and effects are values: they can be written down, compared and replayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from postureapp.core.text import Text

if TYPE_CHECKING:
    from postureapp.core.safety import SafetyState
    from postureapp.core.settings import Settings, Value


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks.

    `awake_s` is monotonic and stands still during suspend; `asleep_s` is the time spent suspended so far. Their sum
    never jumps, whatever is done to the wall clock `utc` (aware, UTC). `zone` is the zone the person is in.
    """

    utc: datetime
    zone: tzinfo
    awake_s: float
    asleep_s: float = 0.0

    @property
    def elapsed_s(self) -> float:
        """Seconds on a clock that neither stops nor jumps."""
        return self.awake_s + self.asleep_s

    @property
    def local(self) -> datetime:
        """The wall clock where the person is."""
        return self.utc.astimezone(self.zone)


class Busy(StrEnum):
    """Why this is no moment to interrupt."""

    FULLSCREEN = "fullscreen"
    VIDEO = "video"
    PRESENTING = "presenting"
    DO_NOT_DISTURB = "do-not-disturb"
    CAMERA = "camera"
    MICROPHONE = "microphone"


class Size(StrEnum):
    """How much a reminder asks for."""

    NUDGE = "nudge"
    STRETCH = "stretch"
    STAND = "stand"
    TIP = "tip"
    CHECK_IN = "check-in"


class Answer(StrEnum):
    """What became of a reminder."""

    START = "start"
    SNOOZE = "snooze"
    SKIP = "skip"
    DONE = "done"
    IGNORED = "ignore"


class GapAnswer(StrEnum):
    """What the person says an idle gap was."""

    BREAK = "break"
    PHONE = "phone"
    MEETING = "meeting"
    NONE = "none"


class FactKind(StrEnum):
    """What a line of the diary or of a replayed day tells."""

    DUE = "due"
    HELD = "held"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    BREAK = "break"
    POSTURE_CHANGE = "posture_change"
    CARD_SHOWN = "card_shown"
    CARD_ANSWERED = "card_answered"
    END = "end"
    # Only in the diary:
    PHONE_ON = "phone_on"
    PHONE_OFF = "phone_off"
    STANDING_ON = "standing_on"
    STANDING_OFF = "standing_off"
    PAUSED = "paused"
    RESUMED = "resumed"
    PHONE_TIME = "phone_time"
    MEETING = "meeting"
    AWAY = "away"
    MOVE_DONE = "move_done"
    FELT = "felt"
    HURT = "hurt"
    SESSION = "session"
    PAIN = "pain"
    NOTICE = "notice"
    BOOKED = "booked"
    VISIT = "visit"
    REPORT = "report"
    ASKED_LESS = "asked_less"
    STARTED = "started"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Clocks:
    """Seconds since the last change of posture, since the last real break, and of phone time."""

    posture_s: float = 0.0
    spell_s: float = 0.0
    phone_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, as the diary keeps it.

    `length_s` is the length of a break, a gap, a meeting or phone time; `sat_s`, with a break, that of the spell of
    sitting it ended. `AWAY` is a lock or sleep too short for a break, or, with a size, the rest of a break after it was
    told.
    """

    kind: FactKind
    clocks: Clocks = Clocks()
    cause: str = ""
    size: Size | None = None
    why: Text = Text("")
    answer: str = ""
    length_s: float = 0.0
    sat_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder as it is shown. `title` and `body` are sentences; `snooze_min` are the lengths offered."""

    id: int
    cause: str
    size: Size
    title: Text
    body: Text
    snooze_min: tuple[int, ...] = (5, 10)


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WentIdle:
    """No input for `idle_s` seconds by now (the time of the last input is told, not the time of noticing)."""

    idle_s: float


@dataclass(frozen=True, slots=True)
class InputResumed:
    """Input after `WentIdle`."""


@dataclass(frozen=True, slots=True)
class TypingPaused:
    """The pause that was watched for has come: no input for `idle_s` seconds by now."""

    idle_s: float


@dataclass(frozen=True, slots=True)
class Locked:
    """The session was locked, or another user took the screen."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The session was unlocked."""


@dataclass(frozen=True, slots=True)
class Suspending:
    """The machine is about to sleep."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The machine woke up."""


@dataclass(frozen=True, slots=True)
class ClockChanged:
    """The wall clock was set, or the time zone changed: deadlines on the wall clock must be looked at again."""


@dataclass(frozen=True, slots=True)
class BusyChanged:
    """All reasons of the moment not to interrupt; none when free."""

    kinds: frozenset[Busy]


@dataclass(frozen=True, slots=True)
class TimerFired:
    """The deadline that `session.deadline_s` gave has come (or may have); input has paused for `idle_s` by now."""

    idle_s: float = 0.0


@dataclass(frozen=True, slots=True)
class ReminderAnswered:
    """The person answered a reminder. `snooze_s` counts with `Answer.SNOOZE` only."""

    reminder_id: int
    answer: Answer
    snooze_s: float = 300.0


@dataclass(frozen=True, slots=True)
class ReminderFailed:
    """The reminder could not be shown: nobody has seen it."""

    reminder_id: int


@dataclass(frozen=True, slots=True)
class ReminderSeen:
    """The reminder that is shown can be seen from now on, or no more: it waits behind a window of ours."""

    reminder_id: int
    seen: bool = True


@dataclass(frozen=True, slots=True)
class GapAnswered:
    """The person answered the return card."""

    answer: GapAnswer


@dataclass(frozen=True, slots=True)
class RemindLessAnswered:
    """The person answered the one question whether to remind less."""

    less: bool


@dataclass(frozen=True, slots=True)
class PhoneToggled:
    """ "I'm on my phone" was switched."""

    on: bool


@dataclass(frozen=True, slots=True)
class StandingToggled:
    """ "I'm standing" was switched."""

    on: bool


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """Show nothing until this moment (aware, UTC)."""

    until_utc: datetime


@dataclass(frozen=True, slots=True)
class UnpauseAsked:
    """The person ended the pause."""


@dataclass(frozen=True, slots=True)
class StretchAsked:
    """ "Stretch now", from the tray or the command line; `moves` are those asked for by name."""

    moves: tuple[str, ...] = ()


class MoveEnd(StrEnum):
    """How a planned move ended."""

    DONE = "done"
    SKIPPED = "skipped"
    ENDED = "ended"  # the stretch was ended before or during it
    HURT = "hurt"
    STOPPED = "stopped"  # the gate closed


@dataclass(frozen=True, slots=True)
class MoveOutcome:
    """What became of a planned move: `reps_done` of `reps` repetitions, all sides together.

    `prescribed` is the whole dose, at its low end; `reps` is less where the time was short.
    """

    move: str
    prescribed: int
    reps: int
    reps_done: int
    end: MoveEnd


@dataclass(frozen=True, slots=True)
class StretchEnded:
    """The stretch window closed. `moves` are the moves that were done to the end.

    `outcomes` has every planned move in order, `length_s` the seconds it was played.
    """

    size: Size
    cause: str
    done: bool
    moves: tuple[str, ...] = ()
    outcomes: tuple[MoveOutcome, ...] = ()
    length_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SafetyChanged:
    """The safety answers changed, or could not be read (`SafetyState()` is "unknown")."""

    safety: SafetyState


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings changed."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class SettingChosen:
    """The person chose a value of a setting in a window, in the tray or on the command line; None: the default."""

    key: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class PainSeen:
    """What the session knows of the pain diary: whether an episode is open, and the last day with an entry."""

    in_episode: bool = False
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class PainDiaryChanged:
    """An entry was kept, corrected or forgotten."""

    seen: PainSeen


@dataclass(frozen=True, slots=True)
class Stopping:
    """The app is about to quit: close what is open so that the day's facts are whole."""


Event = (
    WentIdle
    | InputResumed
    | TypingPaused
    | Locked
    | Unlocked
    | Suspending
    | Resumed
    | ClockChanged
    | BusyChanged
    | TimerFired
    | ReminderAnswered
    | ReminderFailed
    | ReminderSeen
    | GapAnswered
    | RemindLessAnswered
    | PhoneToggled
    | StandingToggled
    | PauseAsked
    | UnpauseAsked
    | StretchAsked
    | StretchEnded
    | SafetyChanged
    | SettingsChanged
    | SettingChosen
    | PainDiaryChanged
    | Stopping
)


# --- effects ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowReminder:
    """Show this reminder, with Start, Snooze, Skip and Already did (a tip: only what to close it)."""

    reminder: Reminder


@dataclass(frozen=True, slots=True)
class WithdrawReminder:
    """Take the reminder off the screen."""

    reminder_id: int


@dataclass(frozen=True, slots=True)
class ShowReturnCard:
    """Ask what a gap of `gap_s` seconds was."""

    gap_s: float


@dataclass(frozen=True, slots=True)
class CloseReturnCard:
    """Close the return card, answered or not."""


@dataclass(frozen=True, slots=True)
class AskRemindLess:
    """Ask once, quietly, whether to remind less."""


@dataclass(frozen=True, slots=True)
class AskSafety:
    """Show the short safety questions: a stretch was asked for and the gate does not know the person yet."""


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """Open the stretch window for this cause (for `Size.NUDGE`, the ten-second posture cue).

    `moves` are those asked for by name, each with its whole dose.
    """

    size: Size
    cause: str
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCheckIn:
    """Open the check-in of the pain diary: its reminder was answered with yes."""


@dataclass(frozen=True, slots=True)
class CloseStretch:
    """Stop the running player: the gate has closed."""

    why: Text


@dataclass(frozen=True, slots=True)
class WatchTypingPause:
    """Tell of the next pause of `pause_s` seconds in typing (at once if it is one already); None: stop watching."""

    pause_s: float | None


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Keep a new value of a setting, as if the person had typed it; None: what holds without the person's own."""

    key: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Record:
    """Write this to the diary."""

    fact: Fact


Effect = (
    ShowReminder
    | WithdrawReminder
    | ShowReturnCard
    | CloseReturnCard
    | AskRemindLess
    | AskSafety
    | OpenStretch
    | OpenCheckIn
    | CloseStretch
    | WatchTypingPause
    | ChangeSetting
    | Record
)
