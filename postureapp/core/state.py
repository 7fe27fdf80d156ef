"""The state of a session: everything `session.step` knows, as one value.

All times end in `_s` and are seconds on the clock that neither stops nor jumps (`Moment.elapsed_s`), so nothing here
can be upset by the wall clock. A `Turn` carries a state through one step and collects the effects.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from postureapp.core.causes import FALLBACK, Causes
from postureapp.core.events import Busy, Clocks, Effect, Fact, FactKind, Moment, PainSeen, Record, Size
from postureapp.core.moves import Move
from postureapp.core.safety import SafetyRules, SafetyState, allowed_moves
from postureapp.core.selection import usable
from postureapp.core.settings import Settings

IDLE_AFTER_S = 30.0  # a shorter pause is reading or thinking; a reminder may still be shown in it
TYPING_PAUSE_S = 3.0
TYPING_WAIT_S = 5 * 60.0
AFTER_BUSY_S = 60.0
AFTER_WAKE_S = 2 * 60.0
BETWEEN_REMINDERS_S = 10 * 60.0
SHOWN_FOR_S = 60.0
CARD_FOR_S = 30.0
CARD_GAP_S = (2 * 60.0, 30 * 60.0)
CARDS_A_DAY = 3
LEARNED_AFTER = 4
IGNORED_UNTIL_LESS = 3
BACKOFF = 1.5
BACKOFF_MOST = 3.0
STANDING_ADVICE_S = 45 * 60.0
STAND_BREAK_S = 5 * 60.0
STRETCH_FOR_S = 15 * 60.0  # a stretch window open for longer has been forgotten
QUESTIONS_FOR_S = 5 * 60.0  # so have the safety questions
PHONE_FORGOTTEN_S = 2 * 3600.0  # nobody is on the phone beside the computer for longer without touching a key
EPSILON_S = 0.001

MEDIA = frozenset({Busy.FULLSCREEN, Busy.VIDEO, Busy.PRESENTING, Busy.CAMERA, Busy.MICROPHONE})


class Arm(StrEnum):
    """The clocks that make a reminder due."""

    STANDING = "standing"
    SPELL = "spell"
    PHONE = "phone"
    POSTURE = "posture"
    REPETITION = "repetition"
    TIP = "tip"
    CHECK_IN = "check-in"


class Hold(StrEnum):
    """What keeps a reminder that is due from being shown."""

    NONE = ""
    PAUSED = "paused"
    QUIET = "quiet"
    SNOOZED = "snoozed"
    STRETCHING = "stretching"
    QUESTIONS = "questions"
    CARD = "card"
    BUSY = "busy"
    AFTER_BUSY = "after-busy"
    AFTER_WAKE = "after-wake"
    AWAY = "away"
    TOO_SOON = "too-soon"
    TYPING = "typing"


@dataclass(frozen=True, slots=True)
class World:
    """What the session is given and does not change itself.

    `patience`: by how much longer things stay on the screen (more than 1 in compressed time, for the person is not).
    `pain`: what is known of the pain diary.
    """

    settings: Settings = Settings()
    causes: Causes = FALLBACK
    moves: tuple[Move, ...] = ()
    rules: SafetyRules = SafetyRules()
    safety: SafetyState = SafetyState()
    patience: float = 1.0
    pain: PainSeen = PainSeen()

    @property
    def shown_for_s(self) -> float:
        """How long a reminder stays on the screen."""
        return SHOWN_FOR_S * self.patience

    @property
    def card_for_s(self) -> float:
        """How long the return card stays on the screen."""
        return CARD_FOR_S * self.patience

    @property
    def may_stretch(self) -> bool:
        """Whether at least one move may come: the gate is open to it, and the person lets it come."""
        return bool(usable(allowed_moves(self.moves, self.safety, self.rules), self.settings))

    def may_do(self, moves: tuple[str, ...]) -> bool:
        """Whether a stretch of moves asked for by name, or of their substitutes, may be opened.

        Where none is named: whether one may come.
        """
        if not moves:
            return self.may_stretch
        return any(self.comes_for(move) is not None for move in self.moves if move.id in moves)

    def comes_for(self, asked: Move) -> Move | None:
        """What is played where a move is asked for by name: that move, or, where it is off, its substitute.

        None where the answers let neither, or the person has switched the substitute off.
        """
        substitutes = [
            move for move in self.moves if move.id == asked.substitute and move.id not in self.settings.switched_off
        ]
        return next(iter(allowed_moves((asked, *substitutes), self.safety, self.rules)), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: by which clock, for which cause, and what it asks for."""

    arm: Arm
    cause: str
    size: Size


@dataclass(frozen=True, slots=True)
class Pending:
    """A due reminder that waits for a good moment.

    `waited_s` is what of the five minutes for a typing pause was used before `wait_from_s` (None: not waiting now).
    `sat_through_s` is the longest busy time it was held by, of kind `sat_through`.
    """

    due: Due
    hold: Hold = Hold.NONE
    waited_s: float = 0.0
    wait_from_s: float | None = None
    snoozed: bool = False
    sat_through_s: float = 0.0
    sat_through: frozenset[Busy] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """The reminder on the screen, since `at_s`; `is_hidden`: it is behind a window of ours, where nobody can see it."""

    id: int
    pending: Pending
    at_s: float
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Stretching:
    """The stretch window is open (or is wanted), since `since_s`; `moves` are those asked for by name."""

    size: Size
    cause: str
    since_s: float = 0.0
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """No sign of the person since `start_s`; `hard` when a lock or a suspend was part of it.

    `told`: it goes on from a break that is in the diary already, so that nothing is asked or written on return.
    """

    start_s: float
    hard: bool
    told: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """The return card on the screen: the gap it asks about, and when the person came back."""

    gap_s: float
    returned_s: float


@dataclass(frozen=True, slots=True)
class Learned:
    """The same answer, `run` times running, for gaps of one length (see `activity.bucket`)."""

    bucket: int
    answer: str
    run: int


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of the person and the screen.

    `override`: no input, and yet known to be sitting (a call, a video, the phone). `present_until_s`: when that last
    held. `quiet_until_s`: nothing is shown before (after waking and unlocking). `sat_s`: the spell of sitting when the
    last gap began. `media_since_s`, `media_s`: since when something plays or calls, and how long the last one did.
    `phone_idle_from_s`: the phone clock when the present idle phone time began. `meeting_since_s`: since when somebody
    speaks, is filmed or presents.
    """

    idle_since_s: float | None = None
    locked: bool = False
    suspended: bool = False
    busy: frozenset[Busy] = frozenset()
    media_since_s: float = 0.0
    media_s: float = 0.0
    busy_ended_s: float | None = None
    meeting_since_s: float | None = None
    phone_on: bool = False
    phone_idle: bool = False
    phone_idle_from_s: float = 0.0
    standing_since_s: float | None = None
    override: bool = False
    present_until_s: float = 0.0
    quiet_until_s: float = 0.0
    gap: Gap | None = None
    sat_s: float = 0.0

    @property
    def must_be_silent(self) -> bool:
        """Whether a sound of ours would be heard in a call, or by nobody at the screen."""
        return Busy.MICROPHONE in self.busy or self.is_shut

    @property
    def is_shut(self) -> bool:
        """Whether the screen is locked or the machine asleep: nobody sees what is shown."""
        return self.locked or self.suspended

    @property
    def on_phone(self) -> bool:
        """Whether time now counts as phone time."""
        return self.phone_on or self.phone_idle


@dataclass(frozen=True, slots=True)
class Armed:
    """The clock values from which the intervals count: 0, or the value when a reminder was last answered."""

    posture_s: float = 0.0
    spell_s: float = 0.0
    phone_s: float = 0.0
    toggle_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Repetition:
    """Input over the last half hour: since when it is followed, and the pauses in it (start, end)."""

    since_s: float = 0.0
    pauses: tuple[tuple[float, float], ...] = ()
    last_s: float | None = None


@dataclass(frozen=True, slots=True)
class Tips:
    """The local date (ISO) of the last tip, and per cause the date its turn last came."""

    shown_on: str = ""
    turns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A session. Build it with `session.begin`."""

    world: World = World()
    at_s: float = 0.0
    asleep_s: float = 0.0
    clocks: Clocks = Clocks()
    toggle_s: float = 0.0
    armed: Armed = Armed()
    presence: Presence = Presence()
    pending: Pending | None = None
    shown: Shown | None = None
    stretching: Stretching | None = None
    wanted: Stretching | None = None
    card: Card | None = None
    cards_on: tuple[str, int] = ("", 0)
    learned: tuple[Learned, ...] = ()
    paused_until_utc: datetime | None = None
    snoozed_until_s: float = 0.0
    last_shown_s: float | None = None
    standing_armed_s: float = 0.0
    standing_counted: bool = False
    ignored_run: int = 0
    wants_less: bool = False
    asked_less: bool = False
    asked_safety: bool = False
    watching_pause: bool = False
    repetition: Repetition = Repetition()
    tips: Tips = Tips()
    asked_on: str = ""  # the last day (ISO) whose check-in was offered
    next_id: int = 1

    @property
    def held_by(self) -> frozenset[Busy]:
        """What is going on now that reminders wait for, by the person's choice."""
        return frozenset(kind for kind in self.presence.busy if kind.value in self.world.settings.held_by)

    @property
    def factor(self) -> float:
        """By how much ignored reminders have stretched the intervals."""
        return float(min(BACKOFF ** (self.ignored_run // IGNORED_UNTIL_LESS), BACKOFF_MOST))


@dataclass(slots=True)
class Turn:
    """One step under way: the state so far and the effects so far."""

    state: State
    now: Moment
    pause_seen: bool = False
    effects: list[Effect] = field(default_factory=list)

    @property
    def now_s(self) -> float:
        """Seconds on the clock that neither stops nor jumps."""
        return self.now.elapsed_s

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.state.world.settings

    def set(self, **changes: Any) -> None:
        """Change fields of the state."""
        self.state = replace(self.state, **changes)

    def set_presence(self, **changes: Any) -> None:
        """Change fields of the presence."""
        self.state = replace(self.state, presence=replace(self.state.presence, **changes))

    def record(self, kind: FactKind, **details: Any) -> None:
        """Write a fact, with the clocks as they stand."""
        self.effects.append(Record(Fact(kind, clocks=self.state.clocks, **details)))

    def emit(self, effect: Effect) -> None:
        """Add an effect."""
        self.effects.append(effect)
