"""The stretch window: shows a stretch, small or large, and lets the person steer it.

It takes the keyboard only when it was asked for, blocks nothing, and goes away with all its memory when it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent, QWindow
from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from postureapp.core.cues import DONE, Cue, Tone
from postureapp.core.moves import Move
from postureapp.core.pain_diary import PainEntry
from postureapp.core.routine import Phase
from postureapp.core.settings import PlayerSize
from postureapp.core.text import Text, _, text
from postureapp.ui.card_place import step_aside
from postureapp.ui.closing_pages import BeforePage, FeltPage, Hurt, HurtPage, StoppedPage
from postureapp.ui.controls import furnish
from postureapp.ui.player import Frame, Player
from postureapp.ui.player_controls import Acts
from postureapp.ui.player_layouts import LargePage, SmallPage
from postureapp.ui.player_page import PlayerPage, SceneNumber
from postureapp.ui.player_place import choose_size, give_place, grow, make_room
from postureapp.ui.scenes import Scene
from postureapp.ui.stretch_session import Ended, StretchSession
from postureapp.ui.theme import Theme

VOICE, TONES, SIZE = "sound.voice", "sound.tones", "appearance.player"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person wants it shown."""

    size: PlayerSize = PlayerSize.LARGE
    reduced_motion: bool = False
    asks_before: bool = False


@dataclass(frozen=True, slots=True)
class Wires:
    """Where what happens in the window goes, besides its end.

    `cue` is to be heard now, `hush` ends what is heard, `setting` keeps a choice, `sounds` tells whether voice and
    tones are on. `before` takes how the upper back felt before, and tells whether to begin. `hurts` is told at once
    that a move hurts, `hurt` then takes what was said of it, be it nothing.
    """

    before: Callable[[int], bool] = lambda _score: True
    hurts: Callable[[], None] = lambda: None
    hurt: Callable[[Hurt], None] = lambda _hurt: None
    setting: Callable[[str, str | bool], None] = lambda _key, _value: None
    sounds: Callable[[], tuple[bool, bool]] = lambda: (False, False)
    cue: Callable[[Cue], None] = lambda _cue: None
    hush: Callable[[], None] = lambda: None
    next_words: Callable[[], Text | str] = lambda: ""


class StretchWindow(QWidget):
    """Plays a routine. `on_ended` is called once, however it ends."""

    def __init__(
        self,
        scenes: Sequence[Scene],
        gate: Callable[[Move], bool],
        on_ended: Callable[[Ended], None],
        on_felt: Callable[[PainEntry], None],
        look: Theme,
        *,
        why: Callable[[], Text | str] = lambda: text("Stretches are off for now."),
        speed: float = 1.0,
        wishes: Wishes = Wishes(),
        wires: Wires = Wires(),
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._on_felt, self._wires, self._wishes, self._look = on_felt, wires, wishes, look
        self._hurt_page: HurtPage | None = None
        self._said: Cue | None = None
        self._watched: QWindow | None = None
        self._player = Player(speed, wishes.reduced_motion, self)
        self._session = StretchSession(scenes, gate, why, self._player, self)
        furnish(self, look)
        self._stack = QStackedLayout(self)
        self._stack.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._page = self._new_page()
        self._connect(on_ended)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self._before: int | None = None
        if wishes.asks_before:
            self.setWindowTitle(_("How does your upper back feel?"))
            self._show_last(BeforePage(self._told_before, self._begin))
        else:
            self._session.begin()

    def _told_before(self, score: int) -> None:
        self._before = score
        if self._wires.before(score):
            self._begin()
        else:
            self.close()

    def _begin(self) -> None:
        """After the question: the stretch, if it was not stopped meanwhile."""
        if self._session.is_over or self._session.scene is not None:
            return
        asked = self._stack.currentWidget()
        self._stack.setCurrentWidget(self._page)
        if asked is not None:
            self._stack.removeWidget(asked)
            asked.deleteLater()
        give_place(self, self._page, self._size)
        self._session.begin()
        self._page.first_focus.setFocus()

    def _connect(self, on_ended: Callable[[Ended], None]) -> None:
        player, session = self._player, self._session
        player.frame.connect(self._show_frame)
        player.phase_began.connect(self._show_phase)
        player.cue.connect(self._say)
        session.scene_began.connect(self._show_scene)
        session.paused_changed.connect(self._show_paused)
        session.hushed.connect(self._hush)
        session.ended.connect(on_ended)
        session.finished.connect(self._finish)
        session.stopped.connect(self._show_why)

    def stop(self, why: Text | str) -> None:
        """End at once and say why: the gate has closed."""
        self._session.stop(why)

    def pause(self) -> None:
        """Nobody can see it: a move stands still until the person goes on."""
        self._session.pause()

    def advance(self, seconds: float) -> None:
        """Let this much of the routine's time pass at once."""
        self._player.advance(seconds)

    # --- small and large ----------------------------------------------------------------------------------------------

    def _new_page(self) -> PlayerPage:
        session = self._session
        acts = Acts(
            pause=session.pause_or_resume,
            back=session.back,
            skip=session.skip,
            end=self.close,
            hurts=self._hurts,
            voice=lambda: self._switch(VOICE),
            tones=lambda: self._switch(TONES),
            resize=self._resize,
        )
        self._size = choose_size(self, self._wishes.size)
        page = (SmallPage if self._size is PlayerSize.SMALL else LargePage)(self._look, acts)
        page.figure.still = self._wishes.reduced_motion
        page.show_sound(*self._wires.sounds())
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        give_place(self, page, self._size)
        return page

    def _resize(self) -> None:
        """From small to large or back; it is remembered."""
        scene, showed = self._session.scene, self.isVisible()
        if self._session.is_over or scene is None:
            return
        wanted = PlayerSize.SMALL if self._size is PlayerSize.LARGE else PlayerSize.LARGE
        if isinstance(self._page, SmallPage) and choose_size(self, wanted) is PlayerSize.SMALL:
            self._page.say_no_room()
            return
        self._wishes = replace(self._wishes, size=wanted)
        self._wires.setting(SIZE, wanted.value)
        before, was_active = self._page, self.isActiveWindow()
        held = next((n for n, made in enumerate(before.controls) if made is self.focusWidget()), None)
        self._page = self._new_page()
        self._stack.removeWidget(before)
        before.deleteLater()
        self._show_scene(scene)
        said, phase = self._said, self._player.phase
        self._player.show_again()
        if said is not None and phase is not None:
            self._page.say(said, phase)
        if showed:
            self.show()
        self._show_paused()
        if held is not None:
            self._page.controls[held].setFocus()
        if was_active:
            self.activateWindow()  # shown anew, it would have to be clicked first

    # --- what the person says -----------------------------------------------------------------------------------------

    def _switch(self, key: str) -> None:
        """Voice or tones, on or off; it is remembered, and what is shown is what was kept."""
        voice, tones = self._wires.sounds()
        on = not (voice if key == VOICE else tones)
        if not on:
            self._hush()
        self._wires.setting(key, on)
        voice, tones = self._wires.sounds()
        self._page.show_sound(voice, tones)
        phase = self._player.phase
        if key == VOICE and voice and phase is not None:
            self._wires.cue(Cue(0.0, self._said.words if self._said is not None else phase.caption))

    def _hurts(self) -> None:
        """End at once, say to stop, and ask how much."""
        scene = self._session.scene
        if self._session.is_over or scene is None:
            return
        self._session.hurt()
        self._wires.hurts()
        self.setWindowTitle(_("Stop here"))
        self._hurt_page = HurtPage(scene.move_id, scene.title, self._hurt_told)
        self._show_last(self._hurt_page)

    def _hurt_told(self) -> None:
        self.close()  # which tells it

    def _felt(self, number: int, move: str) -> None:
        self._on_felt(PainEntry(number, before=self._before, moves=self._session.done().ids, charged=move))
        self.close()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        self.setWindowTitle(scene.title)
        self._page.show_scene(scene, SceneNumber(*self._session.place))
        make_room(self, self._page, self._size)

    def _show_phase(self, phase: Phase) -> None:
        self._said = None
        self._page.show_phase(phase)

    def _show_frame(self, frame: Frame) -> None:
        self._page.show_frame(frame)

    def _say(self, cue: Cue) -> None:
        phase = self._player.phase
        if phase is not None:
            self._said = cue if cue.words and cue.tone is not Tone.COUNT else self._said
            self._page.say(cue, phase)
        self._wires.cue(cue)

    def _hush(self) -> None:
        self._wires.hush()

    def _show_paused(self) -> None:
        self._page.show_paused(self._session.is_paused)

    def _finish(self) -> None:
        done = self._session.done()
        if not done.moves:
            self.close()
            return
        self._wires.cue(DONE)
        self.setWindowTitle(_("Done"))
        told = replace(done, next_words=str(self._wires.next_words()))
        self._show_last(FeltPage(told, self._felt, self.close, self._before))

    def _show_why(self, why: str) -> None:
        self.setWindowTitle(_("Stretches are off"))
        self._show_last(StoppedPage(why, self.close))

    def _show_last(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        grow(self, page, self._size)

    # --- the window's own life ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        step_aside(self)
        handle = self.windowHandle()  # `changeEvent` would load every class of event, for as long as the app runs
        if handle is not None and handle is not self._watched:
            self._watched = handle
            handle.windowStateChanged.connect(self._state_changed)
        self._session.set_seen(not self.isMinimized())
        if self._stack.currentWidget() is self._page:
            self._page.first_focus.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._session.set_seen(False)
        super().hideEvent(event)

    def _state_changed(self, state: Qt.WindowState) -> None:
        self._session.set_seen(self.isVisible() and state is not Qt.WindowState.WindowMinimized)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.end()
        page, self._hurt_page = self._hurt_page, None
        super().closeEvent(event)
        if page is not None:
            self._wires.hurt(page.answer())
