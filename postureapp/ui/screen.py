"""What of ours is on the screen: opens windows and cards when the driver asks, and hands answers back as events.

Each window is imported when it is first opened, for at rest none is needed. It carries values to and fro and decides
nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from postureapp.core import events
from postureapp.core.errors import PostureError
from postureapp.core.events import Event, FactKind, GapAnswer, Moment, Size
from postureapp.core.pain_diary import PainEntry, When
from postureapp.core.replies import Waiting, waiting
from postureapp.core.restart import UNSEEN_S
from postureapp.core.safety import gate
from postureapp.core.settings import Value
from postureapp.core.state import State, World
from postureapp.core.status import Status, status
from postureapp.core.text import Text, joined
from postureapp.runtime.pain_log import PainLog
from postureapp.ui.care import Care
from postureapp.ui.doors import Asked, Doors
from postureapp.ui.open_windows import OpenWindows, close, raised
from postureapp.ui.pain_desk import PainDesk
from postureapp.ui.shelf import Shelf
from postureapp.ui.stretch_choice import StretchChoice
from postureapp.ui.tray import Tray, TrayStatus

if TYPE_CHECKING:
    from postureapp.core.cues import Cue
    from postureapp.ui.closing_pages import Hurt
    from postureapp.ui.notice_card import NoticeCard
    from postureapp.ui.stretch_session import Ended

log = logging.getLogger(__name__)

CARD_FOR_MS = 30_000
RING_STEPS = 12  # how many times the tray's ring is redrawn while an interval passes


class QtScreen(QObject):
    """The Screen port in Qt. Thread: the Qt thread."""

    def __init__(self, shelf: Shelf, tray_status: Callable[[], TrayStatus]) -> None:
        super().__init__()
        self._shelf = shelf
        self.tray = Tray(tray_status, shelf.look, self)
        self.problems: list[str] = []
        self._windows = OpenWindows(self)
        self._windows.gone.connect(self._open_what_waits)
        self._windows.gone.connect(self._tell_home)
        self._waits: tuple[Size, str, tuple[str, ...]] | None = None  # a stretch that was asked for
        self._said: list[str] = []
        self._handle: Callable[[Event], None]
        self._keep: Callable[[FactKind, dict[str, Any], str], bool]
        self._world: Callable[[], World]
        self._state: State | None = None
        self.on_cue: Callable[[Cue], None] = lambda _cue: None  # what is to be heard while a stretch runs
        self.on_hush: Callable[[], None] = lambda: None  # nothing more of it: a pause, the end

    def connect_to(
        self,
        handle: Callable[[Event], None],
        keep: Callable[[FactKind, dict[str, Any], str], bool],
        world: Callable[[], World],
    ) -> None:
        """Where answers go, what is kept of them, and the session's world. To be called before anything is shown."""
        self._handle, self._world = handle, world
        self._keep = keep
        shelf = self._shelf
        self._stretches = StretchChoice(shelf.clock, shelf.diary, shelf.safety, world)
        self._care = Care(shelf, self._windows, handle, world, self._say, self.report)
        log = PainLog(
            shelf.clock, shelf.diary, keep, shelf.thresholds, lambda seen: handle(events.PainDiaryChanged(seen))
        )
        self.desk = PainDesk(shelf, self._windows, self._care, log, world, self._choose_setting, self.report)
        self._care.booking = self.desk.booking_wires
        self._care.unsay = self._unsay
        self.doors = Doors(
            shelf,
            self._windows,
            Asked(
                handle,
                world,
                self._status,
                self.ask_safety,
                self.open_booking,
                self.desk.check_in,
                self.tray.quit_asked.emit,
                self._care.take_answers,
                self._waiting,
                self.desk.open_report,
            ),
        )
        self.doors.desk = self.desk

    # --- the Screen port ----------------------------------------------------------------------------------------------

    def show_return_card(self, gap_s: float) -> None:
        """Ask what the gap was."""
        from postureapp.ui.return_card import ReturnCard

        self.close_return_card()
        card = ReturnCard(gap_s, self._answer_gap, self._shelf.look)
        self._windows.keep("return_card", card)
        card.show()

    def close_return_card(self) -> None:
        """Close the card."""
        close(self._windows.return_card)

    def ask_remind_less(self) -> None:
        """Ask once whether to remind less."""
        from postureapp.ui.question_card import RemindLessCard

        card = RemindLessCard(lambda less: self._handle(events.RemindLessAnswered(less)), self._shelf.look)
        self._windows.keep("question_card", card)
        card.close_after(CARD_FOR_MS)
        card.show()

    def ask_safety(self) -> None:
        """Show the short questions."""
        self._care.ask_safety()

    def open_stretch(self, size: Size, cause: str, moves: tuple[str, ...] = ()) -> None:
        """Open the stretch window on what was asked for."""
        from postureapp.ui.motion import wants_less
        from postureapp.ui.stretch_window import StretchWindow, Wires, Wishes

        if self._windows.is_playing and raised(self._windows.stretch):
            return
        if self._world().pain.in_episode:
            self.desk.look_again()  # the day may have turned
        if self._care.brings_up_question():
            self._handle(events.StretchEnded(size, cause, done=False))
            return
        if raised(self._windows.questions):
            self._waits = (size, cause, moves)  # what the answers mean is read first
            return
        self._waits = None
        close(self._windows.stretch)  # it only asks how the last one felt
        self._windows.is_playing = True
        settings = self._world().settings

        def ended(how: Ended) -> None:
            told = events.StretchEnded(size, cause, how.done, how.moves, how.outcomes, how.length_s)
            self._stretch_ended(told)

        scenes = self._stretches.scenes(size, cause, moves)

        def why() -> Text:
            return self._stretches.why_not([*(scene.move_id for scene in scenes), *moves])

        window = StretchWindow(
            scenes,
            gate=lambda move: self._stretches.may_begin(move, moves),
            on_ended=ended,
            on_felt=lambda entry: self._felt(entry, cause),
            look=self._shelf.look,
            why=why,
            speed=self._shelf.speed,
            wishes=Wishes(
                settings.player_size,
                wants_less(settings.reduced_motion),
                size is Size.STRETCH and self._world().pain.in_episode,
            ),
            wires=Wires(
                before=lambda score: self._felt_before(score, cause),
                hurts=self._care.move_hurts,
                hurt=self._hurt,
                setting=self._choose_setting,
                sounds=self._sounds,
                cue=self._cue,
                hush=self._hush,
                next_words=self._next_words,
            ),
        )
        self._windows.keep("stretch", window)
        if moves and size is not Size.STRETCH:
            window.stop(why())  # a move was asked for by name: nothing else comes in its place
        if self._is_shut:
            window.pause()
        window.show()

    def open_check_in(self) -> None:
        """Ask how the back is."""
        self.desk.check_in()

    def _open_what_waits(self) -> None:
        """The safety questions are closed: the stretch that was asked for before comes now, if any may come."""
        if self._waits is None or self._windows.questions is not None or self._windows.is_closing:
            return
        (size, cause, moves), self._waits = self._waits, None
        decided = gate(self._world().safety, self._world().rules)
        if decided.is_open or (size is not Size.STRETCH and not decided.hides_booking):
            self.open_stretch(size, cause, moves)
        else:
            self._handle(events.StretchEnded(size, cause, done=False))

    def close_stretch(self, why: Text) -> None:
        """Stop the player."""
        if self._windows.is_playing and self._windows.stretch is not None:
            self._windows.stretch.stop(why)

    def refresh(self, state: State, now: Moment) -> float | None:
        """Draw the tray icon; the ring moves on a twelfth of the interval at a time.

        Each time the session is kept too, so it is never older than a restart can bridge.
        """
        if state.presence.is_shut and not self._is_shut and self._windows.stretch is not None:
            self._windows.stretch.pause()  # a move that nobody sees is not done
        self._state = state
        self.tray.redraw()
        for window in (self._windows.moves, self._windows.home, self._windows.settings, self._windows.first_run):
            if window is not None:
                window.refresh()
        if state.presence.must_be_silent:
            self.on_hush()
        if state.presence.gap is not None:
            return None
        return min(state.world.settings.stretch_min * 60 * state.factor / RING_STEPS, UNSEEN_S)

    def report(self, problem: PostureError) -> None:
        """Say a problem: in the log, in the status, and in a small card."""
        log.warning("%s", problem)
        if str(problem) not in self.problems:
            self.problems.append(str(problem))
        stands = self._windows.notice is not None and self._windows.notice.stands and str(problem) in self._said
        if not stands and not self._windows.is_closing:  # one of after the end would stand until the process is gone
            self._say(str(problem)).close_after(CARD_FOR_MS)

    def forget(self, part: str) -> None:
        """What had this in it has been put right."""
        self.problems[:] = [problem for problem in self.problems if part not in problem]

    # --- windows from the tray ----------------------------------------------------------------------------------------

    def open_booking(self) -> None:
        """Ask for warning signs, then open the clinic's card, or the words that send to medical care."""
        self._care.open_booking()

    def _felt(self, entry: PainEntry, cause: str) -> None:
        """Keep how it felt, and lead on from it."""
        self.desk.keep(entry, FactKind.FELT, cause=cause)
        self.desk.lead_on()

    def _felt_before(self, score: int, cause: str) -> bool:
        """Keep how it felt before a stretch; False where something comes before the stretch now."""
        self.desk.tell(PainEntry(score), cause)
        return not self._care.brings_up_question()

    def _hurt(self, hurt: Hurt) -> None:
        """Keep that a move hurt."""
        if hurt.score is None:
            self._keep(FactKind.HURT, {"move": hurt.move}, "")
        else:
            self.desk.keep(PainEntry(hurt.score, When.WORST, charged=hurt.move), FactKind.HURT)
        if hurt.switch_off:
            off = self._world().settings.switched_off
            self._choose_setting("moves.off", tuple(dict.fromkeys((*off, hurt.move))))
        self.desk.move_hurt(hurt.score, hurt.has_signs)

    def close_all(self) -> None:
        """Close every window and take the icon away."""
        self._windows.close_all()
        self.tray.hide()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _say(self, sentence: str) -> NoticeCard:
        """A small card with a sentence, and with those that stand there already: one card, not a heap of them."""
        from postureapp.ui.notice_card import NoticeCard

        before = self._windows.notice
        self._said = [*self._said, sentence] if before is not None and before.stands else [sentence]
        close(before)
        card = NoticeCard(joined(self._said, "\n"), self._shelf.look)
        self._windows.keep("notice", card)
        card.show()
        self._tell_home()
        return card

    def _unsay(self, sentence: str) -> None:
        """Take a sentence off the card, where it still stands there; the others stay."""
        card = self._windows.notice
        if card is None or not card.stands or sentence not in self._said:
            return
        others, self._said = [each for each in self._said if each != sentence], []
        close(card)
        for each in others:
            self._say(each)

    def _waiting(self) -> tuple[Waiting, ...]:
        """What of the session waits for an answer."""
        return waiting(self._state) if self._state is not None else ()

    def _tell_home(self) -> None:
        """A card has come or gone: what it asks is in the home window too."""
        if self._windows.home is not None and not self._windows.is_closing:
            self._windows.home.show_waiting()

    def _choose_setting(self, key: str, value: Value) -> None:
        self._handle(events.SettingChosen(key, value))

    def _sounds(self) -> tuple[bool, bool]:
        """Whether voice and tones are on, as it was kept."""
        settings = self._world().settings
        return settings.voice, settings.tones

    @property
    def _is_shut(self) -> bool:
        return self._state is not None and self._state.presence.is_shut

    def _cue(self, cue: Cue) -> None:
        self.on_cue(cue)

    def _hush(self) -> None:
        self.on_hush()

    def _status(self) -> Status:
        return status(self._state or State(), self._shelf.clock.now())

    def _next_words(self) -> Text:
        """What comes next, as the tray says it."""
        return self._status().next_words if self._state is not None else Text("")

    def _stretch_ended(self, ended: events.StretchEnded) -> None:
        self._windows.is_playing = False
        self._handle(ended)

    def _answer_gap(self, answer: GapAnswer) -> None:
        self._handle(events.GapAnswered(answer))
