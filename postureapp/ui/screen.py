"""What of ours is on the screen: opens windows and cards when the driver asks, and hands answers back as events.

Each window is imported when it is first opened, for at rest none is needed. It carries values to and fro and decides
nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from postureapp.core import events, safety
from postureapp.core.clinic import Clinic
from postureapp.core.errors import PostureError
from postureapp.core.events import Event, GapAnswer, Moment, Size
from postureapp.core.moves import Move
from postureapp.core.restart import UNSEEN_S
from postureapp.core.routine import choose
from postureapp.core.safety import Region, SafetyState, Verdict, allowed_moves, judge
from postureapp.core.state import State, World
from postureapp.core.status import Doing, Status, status
from postureapp.core.text import Text, _
from postureapp.ports import Clock, Diary, Opener, SafetyStore
from postureapp.ui.icons import TrayState
from postureapp.ui.theme import Theme
from postureapp.ui.tray import Tray, TrayStatus

if TYPE_CHECKING:
    from postureapp.ui.stretch_window import StretchWindow

log = logging.getLogger(__name__)

MOVES_AT_ONCE = 2
STRETCH_MINUTES = 1.0
RECENT_MOVES = 6
CARD_FOR_MS = 30_000
RING_STEPS = 12  # how many times the tray's ring is redrawn while an interval passes


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the windows show and use."""

    clock: Clock
    diary: Diary
    safety: SafetyStore
    opener: Opener
    clinic: Clinic
    look: Theme
    speed: float = 1.0


@dataclass(slots=True)
class _Open:
    """The windows that are open; each is forgotten when it closes."""

    stretch: StretchWindow | None = None
    booking: QWidget | None = None
    triage: QWidget | None = None
    questions: QWidget | None = None
    return_card: QWidget | None = None
    question_card: QWidget | None = None
    notices: list[QWidget] = field(default_factory=list)


class QtScreen(QObject):
    """The Screen port in Qt. Thread: the Qt thread."""

    def __init__(self, shelf: Shelf, tray_status: Callable[[], TrayStatus]) -> None:
        super().__init__()
        self._shelf = shelf
        self.tray = Tray(tray_status, self)
        self.problems: list[str] = []
        self._open = _Open()
        self._playing = False
        self._handle: Callable[[Event], None]
        self._record_felt: Callable[[int, str], None]
        self._world: Callable[[], World]

    def connect_to(
        self, handle: Callable[[Event], None], record_felt: Callable[[int, str], None], world: Callable[[], World]
    ) -> None:
        """Where answers go, and where the session's world is found. To be called before anything is shown."""
        self._handle, self._record_felt, self._world = handle, record_felt, world

    # --- the Screen port ----------------------------------------------------------------------------------------------

    def show_return_card(self, gap_s: float) -> None:
        """Ask what the gap was."""
        from postureapp.ui.return_card import ReturnCard

        self.close_return_card()
        card = ReturnCard(gap_s, self._answer_gap, self._shelf.look)
        self._keep("return_card", card)
        card.show()

    def close_return_card(self) -> None:
        """Close the card."""
        if self._open.return_card is not None:
            self._open.return_card.close()

    def ask_remind_less(self) -> None:
        """Ask once whether to remind less."""
        from postureapp.ui.question_card import RemindLessCard

        card = RemindLessCard(lambda less: self._handle(events.RemindLessAnswered(less)), self._shelf.look)
        self._keep("question_card", card)
        _close_after(card, CARD_FOR_MS)
        card.show()

    def ask_safety(self) -> None:
        """Show the short questions."""
        from postureapp.ui.safety_dialog import SafetyDialog

        if self._raised(self._open.questions):
            return
        dialog = SafetyDialog(self._world().rules, self._answer_safety, self._shelf.look)
        self._keep("questions", dialog)
        dialog.show()

    def open_stretch(self, size: Size, cause: str) -> None:
        """Open the stretch window on what was asked for."""
        from postureapp.ui.scenes import scenes_for
        from postureapp.ui.stretch_window import StretchWindow

        if self._playing and self._raised(self._open.stretch):
            return
        if self._open.stretch is not None:
            self._open.stretch.close()  # it only asks how the last one felt
        self._playing = True
        world = self._world()
        routine = [(move, self._verdict(move) is Verdict.MODIFY) for move in self._choose(cause)]
        window = StretchWindow(
            scenes_for(size, cause, routine if size is Size.STRETCH else ()),
            gate=self._may_show,
            on_ended=lambda done, moves: self._stretch_ended(events.StretchEnded(size, cause, done, moves)),
            on_felt=lambda score: self._record_felt(score, cause),
            look=self._shelf.look,
            why=lambda: safety.gate(self._world().safety, self._world().rules).why,
            speed=self._shelf.speed,
            reduced_motion=world.settings.reduced_motion,
        )
        self._keep("stretch", window)
        window.show()

    def close_stretch(self, why: Text) -> None:
        """Stop the player."""
        if self._open.stretch is not None:
            self._open.stretch.stop(why)

    def refresh(self, state: State, now: Moment) -> float | None:
        """Draw the tray icon; the ring moves on a twelfth of the interval at a time.

        Each time the session is kept too, so it is never older than a restart can bridge.
        """
        self.tray.redraw()
        if state.presence.gap is not None:
            return None
        return min(state.world.settings.stretch_min * 60 * state.factor / RING_STEPS, UNSEEN_S)

    def report(self, problem: PostureError) -> None:
        """Say a problem: in the log, in the status, and in a small card."""
        log.warning("%s", problem)
        if str(problem) in self.problems:
            return
        self.problems.append(str(problem))
        from postureapp.ui.notice_card import NoticeCard

        card = NoticeCard(str(problem), self._shelf.look)
        card.destroyed.connect(lambda: self._open.notices.remove(card) if card in self._open.notices else None)
        self._open.notices.append(card)
        _close_after(card, CARD_FOR_MS)
        card.show()

    # --- windows from the tray ----------------------------------------------------------------------------------------

    def open_booking(self) -> None:
        """Ask for warning signs, then open the clinic's card, or the words that send to medical care."""
        from postureapp.ui.triage_window import TriageWindow

        if self._raised(self._open.booking) or self._raised(self._open.triage):
            return
        world = self._world()
        if safety.gate(world.safety, world.rules).hides_booking or not world.rules.red_flags:
            self._open_card()
            return
        window = TriageWindow(world.rules, self._triaged, self._shelf.look)
        self._keep("triage", window)
        window.show()

    def _triaged(self, red_flags: tuple[str, ...]) -> None:
        """Keep what was ticked, then show what follows from it."""
        if red_flags:
            self._answer_safety(replace(self._world().safety, red_flags=red_flags, looked_at=False))
        self._open_card()

    def _open_card(self) -> None:
        from postureapp.ui.booking_card import BookingCard

        world, shelf = self._world(), self._shelf
        region = next((each for each in world.rules.regions if each.id == world.safety.region), _nowhere())
        card = BookingCard(shelf.clinic, region, safety.gate(world.safety, world.rules), self._open_address, shelf.look)
        self._keep("booking", card)
        card.show()

    def close_all(self) -> None:
        """Close every window and take the icon away."""
        kept = self._open
        for window in (kept.stretch, kept.booking, kept.triage, kept.questions, kept.return_card, *kept.notices):
            if window is not None:
                window.close()
        self.tray.hide()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _keep(self, place: str, window: QWidget) -> None:
        setattr(self._open, place, window)

        def forget() -> None:
            if getattr(self._open, place) is window:
                setattr(self._open, place, None)

        window.destroyed.connect(forget)

    @staticmethod
    def _raised(window: QWidget | None) -> bool:
        if window is None or not window.isVisible():
            return False
        window.raise_()
        window.activateWindow()
        return True

    def _stretch_ended(self, ended: events.StretchEnded) -> None:
        self._playing = False
        self._handle(ended)

    def _answer_gap(self, answer: GapAnswer) -> None:
        self._handle(events.GapAnswered(answer))

    def _answer_safety(self, answers: SafetyState) -> None:
        if answers.answered or answers.red_flags:
            now = self._shelf.clock.now().utc
            self._shelf.safety.save(replace(answers, answered_utc=now.isoformat(timespec="seconds")))
        self._handle(events.SafetyChanged(self._shelf.safety.load()))

    def _choose(self, cause: str) -> list[Move]:
        world = self._world()
        recent = [entry.data.get("move", "") for entry in self._shelf.diary.entries(kinds=("move_done",))]
        allowed = allowed_moves(world.moves, world.safety, world.rules)
        return choose(allowed, cause, recent[-RECENT_MOVES:], MOVES_AT_ONCE, STRETCH_MINUTES)

    def _verdict(self, move: Move) -> Verdict:
        world = self._world()
        return judge(move, world.safety, world.rules).verdict

    def _may_show(self, move: Move) -> bool:
        """The gate, asked as each move starts: of the answers as they are kept now."""
        world = self._world()
        kept = self._shelf.safety.load()
        return safety.gate(kept, world.rules).is_open and judge(move, kept, world.rules).allowed

    def _open_address(self, address: str) -> None:
        try:
            self._shelf.opener.open(address)
        except PostureError as problem:
            self.report(problem)


def _close_after(card: QWidget, after_ms: int) -> None:
    timer = QTimer(card)
    timer.setSingleShot(True)
    timer.timeout.connect(card.close)
    timer.start(after_ms)


def _nowhere() -> Region:
    """Where the person is, as long as they have not said it."""
    return Region("", "", _("your local emergency number"))


def tray_status(state: State, now: Moment) -> TrayStatus:
    """The status as the tray shows it."""
    found = status(state, now)
    return TrayStatus(
        next_words=found.next_words,
        fraction=0.0 if found.doing in (Doing.AWAY, Doing.STANDING) else found.progress,
        state=_tray_state(found),
        on_phone=found.phone_on,
        standing=found.standing,
        paused=found.paused_until is not None,
    )


def _tray_state(found: Status) -> TrayState:
    if found.paused_until is not None:
        return TrayState.PAUSED
    if found.is_busy:
        return TrayState.BUSY
    if found.is_due:
        return TrayState.DUE
    if found.standing:
        return TrayState.STANDING
    return TrayState.RESTING if found.doing in (Doing.AWAY, Doing.OFF_HOURS) else TrayState.SITTING
