"""What of ours is on the screen: opens windows and cards when the driver asks, and hands answers back as events.

Each window is imported when it is first opened, for at rest none is needed. It carries values to and fro and decides
nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from postureapp.core import events, safety, words
from postureapp.core.clinic import Clinic
from postureapp.core.errors import PostureError
from postureapp.core.events import Event, GapAnswer, Moment, Size
from postureapp.core.moves import Move
from postureapp.core.restart import UNSEEN_S
from postureapp.core.routine import choose
from postureapp.core.safety import Gate, Region, SafetyState, Verdict, allowed_moves, judge
from postureapp.core.state import State, World
from postureapp.core.status import Doing, Status, status
from postureapp.core.text import Text
from postureapp.ports import Clock, Diary, Opener, SafetyStore
from postureapp.ui.icons import TrayState
from postureapp.ui.medical_words import UNKNOWN_REGION, not_ruled_out
from postureapp.ui.theme import Theme
from postureapp.ui.tray import Tray, TrayStatus

if TYPE_CHECKING:
    from postureapp.ui.stretch_window import StretchWindow

log = logging.getLogger(__name__)

MOVES_AT_ONCE = 2
STRETCH_MINUTES = 1.0
RECENT_MOVES = 6
RECENT_FOR = timedelta(days=14)
MUCH_PAIN = 8  # of 10 after a stretch: the warning signs are asked for
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
    notice: QWidget | None = None


class QtScreen(QObject):
    """The Screen port in Qt. Thread: the Qt thread."""

    def __init__(self, shelf: Shelf, tray_status: Callable[[], TrayStatus]) -> None:
        super().__init__()
        self._shelf = shelf
        self.tray = Tray(tray_status, shelf.look, self)
        self.problems: list[str] = []
        self._open = _Open()
        self._said: list[str] = []
        self._playing = False
        self._handle: Callable[[Event], None]
        self._record_felt: Callable[[int, str], None]
        self._world: Callable[[], World]
        self._all_no: Callable[[], object]

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
        world = self._world()
        dialog = SafetyDialog(
            world.rules,
            self._answer_safety,
            self._shelf.look,
            may_stretch=lambda answers: bool(allowed_moves(world.moves, answers, world.rules)),
            kept=world.safety,
        )
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
        chosen = self._choose(cause) if size is Size.STRETCH else []
        routine = [(move, self._verdict(move) is Verdict.MODIFY) for move in chosen]
        window = StretchWindow(
            scenes_for(size, cause, routine),
            gate=self._may_show,
            on_ended=lambda done, moves: self._stretch_ended(events.StretchEnded(size, cause, done, moves)),
            on_felt=lambda score: self._felt(score, cause),
            look=self._shelf.look,
            why=self._why_not,
            speed=self._shelf.speed,
            reduced_motion=world.settings.reduced_motion,
        )
        self._keep("stretch", window)
        window.show()

    def close_stretch(self, why: Text) -> None:
        """Stop the player."""
        if self._playing and self._open.stretch is not None:
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
        if str(problem) not in self.problems:
            self.problems.append(str(problem))
            _close_after(self._say(str(problem)), CARD_FOR_MS)

    def forget(self, part: str) -> None:
        """What had this in it has been put right."""
        self.problems[:] = [problem for problem in self.problems if part not in problem]

    # --- windows from the tray ----------------------------------------------------------------------------------------

    def open_booking(self) -> None:
        """Ask for warning signs, then open the clinic's card, or the words that send to medical care."""
        if not self._medical_care_first() and not self._raised(self._open.booking):
            self._ask_signs(self._open_card)

    def _medical_care_first(self) -> bool:
        """Show the words that send to medical care where they are due already, or nothing can be asked."""
        if not self._gate().hides_booking and self._world().rules.red_flags:
            return False
        self._close(self._open.booking)  # it may be of before
        self._open_card()
        return True

    def _ask_signs(self, all_no: Callable[[], object]) -> None:
        """Ask for warning signs; what was ticked is kept, and leads to medical care."""
        from postureapp.ui.triage_window import TriageWindow

        def answered(red_flags: tuple[str, ...]) -> None:
            if red_flags:
                self._answer_safety(replace(self._world().safety, red_flags=red_flags, looked_at=False))
                self._open_card()
            else:
                self._all_no()

        self._all_no = all_no  # what was asked for last, also where the window is open already
        if self._raised(self._open.triage):
            return
        window = TriageWindow(self._world().rules, answered, self._shelf.look)
        self._keep("triage", window)
        window.show()

    def _felt(self, score: int, cause: str) -> None:
        """Keep how it felt; after much pain the warning signs are asked for."""
        self._record_felt(score, cause)
        if score >= MUCH_PAIN and not self._raised(self._open.triage) and not self._medical_care_first():
            self._ask_signs(lambda: self._say(str(not_ruled_out(self._region()))))

    def _open_card(self) -> None:
        from postureapp.ui.booking_card import BookingCard

        world, shelf = self._world(), self._shelf
        card = BookingCard(
            shelf.clinic,
            self._region(),
            self._gate(),
            self._open_address,
            shelf.look,
            signs_asked=bool(world.rules.red_flags),
        )
        self._keep("booking", card)
        card.show()

    def _region(self) -> Region:
        world = self._world()
        return next((each for each in world.rules.regions if each.id == world.safety.region), UNKNOWN_REGION)

    def close_all(self) -> None:
        """Close every window and take the icon away."""
        for window in [getattr(self._open, place.name) for place in fields(_Open)]:
            self._close(window)
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

    @staticmethod
    def _close(window: QWidget | None) -> None:
        if window is not None:
            window.close()

    def _say(self, sentence: str) -> QWidget:
        """A small card with a sentence, and with those that stand there already: one card, not a heap of them."""
        from postureapp.ui.notice_card import NoticeCard

        before = self._open.notice
        self._said = [*self._said, sentence] if before is not None and before.isVisible() else [sentence]
        self._close(before)
        card = NoticeCard("\n".join(self._said), self._shelf.look)
        self._keep("notice", card)
        card.show()
        return card

    def _stretch_ended(self, ended: events.StretchEnded) -> None:
        self._playing = False
        self._handle(ended)

    def _answer_gap(self, answer: GapAnswer) -> None:
        self._handle(events.GapAnswered(answer))

    def _answer_safety(self, answers: SafetyState) -> None:
        """Keep the answers and tell them; what shows the clinic while medical care comes first is closed."""
        before = self._gate()
        self._handle(events.SafetyChanged(self._kept(answers)))
        decided = self._gate()
        if decided.hides_booking or decided != before:
            self._close(self._open.booking)
        if decided.hides_booking:
            self._close(self._open.triage)

    def _kept(self, answers: SafetyState) -> SafetyState:
        """The answers as they hold from now on. Those that could not be kept hold too, but never open the gate."""
        if not answers.answered and not answers.red_flags:  # skipped: what held before still holds, or less
            return self._shelf.safety.load() if self._gate().is_open else self._world().safety
        now = self._shelf.clock.now().utc
        try:
            self._shelf.safety.save(replace(answers, answered_utc=now.isoformat(timespec="seconds")))
        except PostureError as problem:
            self.report(problem)
            return replace(answers, answered=False)
        return self._shelf.safety.load()

    def _gate(self) -> Gate:
        world = self._world()
        return safety.gate(world.safety, world.rules)

    def _choose(self, cause: str) -> list[Move]:
        world = self._world()
        allowed = allowed_moves(world.moves, world.safety, world.rules)
        return choose(allowed, cause, self._recent_moves(), MOVES_AT_ONCE, STRETCH_MINUTES)

    def _recent_moves(self) -> list[str]:
        """What was done lately, the last one last; without a diary to read, nothing."""
        since = self._shelf.clock.now().utc - RECENT_FOR
        try:
            done = self._shelf.diary.entries(since_utc=since.isoformat(), kinds=("move_done",))
        except PostureError as problem:
            log.warning("%s", problem)
            return []
        return [entry.data.get("move", "") for entry in done][-RECENT_MOVES:]

    def _verdict(self, move: Move) -> Verdict:
        world = self._world()
        return judge(move, world.safety, world.rules).verdict

    def _may_show(self, move: Move) -> bool:
        """The gate, asked as each move starts: the answers that hold and those that are kept can each close it."""
        rules = self._world().rules
        return all(allowed_moves((move,), answers, rules) for answers in self._both())

    def _why_not(self) -> Text:
        """Why a move may not be shown."""
        rules = self._world().rules
        return next(filter(None, (safety.gate(answers, rules).why for answers in self._both())), words.NO_MOVE_LEFT)

    def _both(self) -> tuple[SafetyState, SafetyState]:
        return self._world().safety, self._shelf.safety.load()

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
