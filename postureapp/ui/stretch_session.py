"""A stretch from its first scene to its end: which scene is on, what was done of it, and how it ended.

It asks the gate as each move starts; whether a move may be shown is never its own decision. It shows nothing: the
window does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from postureapp.core.adherence import Adherence
from postureapp.core.events import MoveEnd, MoveOutcome
from postureapp.core.moves import Move
from postureapp.core.routine import PhaseKind, reps_planned, reps_prescribed
from postureapp.core.text import Text
from postureapp.ui.closing_pages import Done
from postureapp.ui.player import Player
from postureapp.ui.scenes import Scene

BACK_TWICE_MS = 1500


@dataclass(frozen=True, slots=True)
class Ended:
    """How a stretch ended: whether anything was done, what became of each planned move, and the seconds it took."""

    done: bool
    moves: tuple[str, ...] = ()
    outcomes: tuple[MoveOutcome, ...] = ()
    length_s: float = 0.0


class StretchSession(QObject):
    """Goes through the scenes. `ended` comes once, however it ends; then `finished` or `stopped` where that is why."""

    scene_began = Signal(object)
    paused_changed = Signal()
    hushed = Signal()
    ended = Signal(object)
    finished = Signal()
    stopped = Signal(str)

    def __init__(
        self,
        scenes: Sequence[Scene],
        gate: Callable[[Move], bool],
        why: Callable[[], Text | str],
        player: Player,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._scenes, self._gate, self._why, self._player = tuple(scenes), gate, why, player
        self._record = Adherence.of(
            (each.move.id, reps_prescribed(each.move), reps_planned(each.phases)) for each in scenes if each.move
        )
        self._index = -1
        self._anything = self._by_hand = self._seen = False
        self.is_over = False
        self._since_back = QElapsedTimer()
        player.ended.connect(self._scene_done)

    # --- what is on ---------------------------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene | None:
        """The scene that is on."""
        return self._scenes[self._index] if 0 <= self._index < len(self._scenes) else None

    @property
    def place(self) -> tuple[int, int]:
        """Which scene is on, counted from 1, and how many there are."""
        return self._index + 1, len(self._scenes)

    @property
    def is_paused(self) -> bool:
        """Whether the person has paused it."""
        return self._by_hand

    def done(self) -> Done:
        """What was done, for the last page."""
        names = {scene.move_id: scene.title for scene in self._scenes}
        moves = tuple(names[each] for each in self._record.done)
        return Done(moves, len(self._record.outcomes), self._player.played_s, ids=tuple(self._record.done))

    # --- on and back --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin with the first scene."""
        self._go_to(0)

    def skip(self) -> None:
        """On to the next; while the person gets into position, on to the move itself."""
        scene, phase = self.scene, self._player.phase
        if self.is_over or scene is None:
            return
        self.hushed.emit()
        if phase is not None and phase.kind is PhaseKind.NEXT:
            self._player.skip_phase()
            return
        self._anything = self._anything or scene.done_early
        self._leave(MoveEnd.SKIPPED)
        self._go_to(self._index + 1)

    def back(self) -> None:
        """To the start of this move, if it may still be shown; twice quickly, to the one before."""
        scene = self.scene
        if self.is_over or scene is None:
            return
        self.hushed.emit()
        twice = self._since_back.isValid() and self._since_back.elapsed() < BACK_TWICE_MS
        self._since_back.start()
        if twice and self._index > 0:
            self._leave(MoveEnd.ENDED)
            self._go_to(self._index - 1)
        elif self._may_begin(scene):
            self._player.restart()

    def _go_to(self, index: int) -> None:
        """Go to a scene: a move is asked for at the gate first."""
        self._index, self._by_hand = index, False
        scene = self.scene
        if scene is None:
            self._player.stop()
            self._end()
            self.finished.emit()
        elif self._may_begin(scene):
            self.scene_began.emit(scene)
            self._player.play(scene, paused=not self._seen)
            self._play_or_rest()

    def _may_begin(self, scene: Scene) -> bool:
        """Ask the gate; where it is closed the stretch stops and says why."""
        if scene.move is None or self._gate(scene.move):
            return True
        self.stop(self._why())
        return False

    def _scene_done(self) -> None:
        self._anything = True
        self._leave(MoveEnd.DONE)
        self._go_to(self._index + 1)

    # --- pausing ------------------------------------------------------------------------------------------------------

    def pause_or_resume(self) -> None:
        """The person pauses, or goes on."""
        if not self.is_over:
            self._by_hand = not self._by_hand
            self._play_or_rest()

    def pause(self) -> None:
        """Nobody sees it: stand still until the person goes on. Being on one's feet needs no eyes, and goes on."""
        scene = self.scene
        if scene is not None and not scene.done_early and not self._by_hand:
            self.pause_or_resume()

    def set_seen(self, seen: bool) -> None:
        """What can't be seen is not played; what the person paused stays so."""
        self._seen = seen
        if not self.is_over and self.scene is not None:
            self._play_or_rest()

    def _play_or_rest(self) -> None:
        if self._seen and not self._by_hand:
            self._player.resume()
        else:
            self._player.pause()
            self.hushed.emit()
        self.paused_changed.emit()

    # --- the end ------------------------------------------------------------------------------------------------------

    def end(self) -> None:
        """The person ends it, or the window closes."""
        if not self.is_over:
            self._stop_playing(MoveEnd.ENDED)

    def hurt(self) -> None:
        """It ends at once because it hurts."""
        self._stop_playing(MoveEnd.HURT)

    def stop(self, why: Text | str) -> None:
        """End at once and say why: the gate has closed."""
        if self.is_over:
            return
        for each in self._record.outcomes:
            if each.end is MoveEnd.ENDED:
                self._record = self._record.left(each.move, 0, MoveEnd.STOPPED)
        self._stop_playing(MoveEnd.STOPPED)
        self.stopped.emit(str(why))

    def _stop_playing(self, end: MoveEnd) -> None:
        self._leave(end)
        self._player.stop()
        self.hushed.emit()
        self._end()

    def _leave(self, end: MoveEnd) -> None:
        """Write down how the move that is on is left."""
        if self.scene is not None and self.scene.move is not None and not self.is_over:
            self._record = self._record.left(self.scene.move_id, self._player.reps_done, end)

    def _end(self) -> None:
        if not self.is_over:
            self.is_over = True
            record = self._record if self._index >= 0 else Adherence.of(())  # it never began: nothing was planned
            self.ended.emit(Ended(self._anything, record.done, record.outcomes, self._player.played_s))
