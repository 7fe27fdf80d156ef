"""Plays one scene: walks through its phases and says what to show. It has one timer, which runs only while it plays.

While a hold is held nothing moves but the countdown, so the timer slows down. A hidden window pauses it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from postureapp.core.pose import Pose
from postureapp.core.routine import Phase, PhaseKind
from postureapp.ui.scenes import Scene

_MOVING_MS, _HOLDING_MS = 36, 125
_FADE_SHARE = 0.45
# In a phase of minutes the figure comes to rest, so that standing up costs next to nothing.
_LONG_PHASE_S, _STIRS_S, _RESTING_MS = 60.0, 16.0, 500


@dataclass(frozen=True, slots=True)
class Frame:
    """What to show now. `over`: with reduced motion, the next key pose and how far it has faded in."""

    phase: Phase
    left_s: float
    pose: Pose
    effort: float
    over: tuple[Pose, float] | None = None


class Player(QObject):
    """Plays a scene; `frame` gives what to show, `ended` comes once when it is through."""

    frame = Signal(object)
    phase_began = Signal(object)
    ended = Signal()

    def __init__(self, speed: float, reduced_motion: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._speed, self._reduced = max(speed, 0.01), reduced_motion
        self._scene: Scene | None = None
        self._index, self._in_phase_s, self._paused = 0, 0.0, False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._since = QElapsedTimer()

    @property
    def is_running(self) -> bool:
        """Whether time is counted now."""
        return self._timer.isActive()

    @property
    def is_paused(self) -> bool:
        """Whether the person, or hiding the window, has paused it."""
        return self._paused

    def play(self, scene: Scene) -> None:
        """Begin a scene."""
        self._scene, self._index, self._in_phase_s, self._paused = scene, 0, 0.0, False
        self._begin_phase()

    def pause(self) -> None:
        """Stand still."""
        if self._scene is not None and not self._paused:
            self._count()
            self._paused = True
            self._timer.stop()

    def resume(self) -> None:
        """Go on."""
        if self._scene is not None and self._paused:
            self._paused = False
            self._run()

    def stop(self) -> None:
        """End without a word."""
        self._timer.stop()
        self._scene = None

    def advance(self, seconds: float) -> None:
        """Let this much of the scene's time pass."""
        if self._scene is None:
            return
        self._in_phase_s += seconds
        while self._scene is not None and self._in_phase_s >= self._phase.seconds:
            self._in_phase_s -= self._phase.seconds
            self._index += 1
            if self._index >= len(self._scene.phases):
                self.stop()
                self.ended.emit()
                return
            self._begin_phase()
        self._tell()

    @property
    def _phase(self) -> Phase:
        assert self._scene is not None
        return self._scene.phases[self._index]

    def _begin_phase(self) -> None:
        self.phase_began.emit(self._phase)
        if not self._paused:
            self._run()
        self._tell()

    def _run(self) -> None:
        still = self._phase.kind in (PhaseKind.HOLD, PhaseKind.REST, PhaseKind.GET_READY)
        slow = still or (self._reduced and self._phase.kind is PhaseKind.CYCLE)
        self._timer.start(_RESTING_MS if self._is_at_rest else _HOLDING_MS if slow else _MOVING_MS)
        self._since.restart()

    @property
    def _is_at_rest(self) -> bool:
        return self._phase.seconds >= _LONG_PHASE_S and self._in_phase_s >= _STIRS_S

    def _count(self) -> None:
        passed_s = self._since.restart() / 1000.0 * self._speed if self._since.isValid() else 0.0
        self.advance(passed_s)

    def _tick(self) -> None:
        self._count()
        if self._timer.isActive() and self._is_at_rest and self._timer.interval() != _RESTING_MS:
            self._run()

    def _tell(self) -> None:
        if self._scene is None:
            return
        phase = self._phase
        share = min(self._in_phase_s / max(phase.seconds, 0.001), 1.0)
        show = self._faded if self._reduced else self._moved
        self.frame.emit(show(self._scene, phase, share))

    def _left_s(self, phase: Phase) -> float:
        return max(phase.seconds - self._in_phase_s, 0.0)

    def _moved(self, scene: Scene, phase: Phase, share: float) -> Frame:
        place, effort = _place(phase, share)
        if phase.kind is PhaseKind.CYCLE and self._is_at_rest:
            place = 0.0
        elif phase.kind is PhaseKind.CYCLE:
            place = (self._in_phase_s / max(scene.motion.period_s, 0.1)) % 1.0
        return Frame(phase, self._left_s(phase), scene.pose(place, phase.mirrored), effort)

    def _faded(self, scene: Scene, phase: Phase, share: float) -> Frame:
        """Key poses only: the next one fades in, nothing travels."""
        if phase.kind is PhaseKind.CYCLE:
            keys = max(len(scene.motion.cycle), 1)
            place = (self._in_phase_s / max(scene.motion.period_s, 0.1)) % 1.0
            pose = scene.pose(int(place * keys) / keys, phase.mirrored)
            return Frame(phase, self._left_s(phase), pose, 0.7)
        start, end = scene.pose(0.0, phase.mirrored), scene.pose(1.0, phase.mirrored)
        _, effort = _place(phase, share)
        fade = min(share / _FADE_SHARE, 1.0)
        if phase.kind is PhaseKind.MOVE_IN and fade < 1.0:
            return Frame(phase, self._left_s(phase), start, effort, (end, fade))
        if phase.kind is PhaseKind.RELEASE and fade < 1.0:
            return Frame(phase, self._left_s(phase), end, effort, (start, fade))
        at_end = phase.kind in (PhaseKind.HOLD, PhaseKind.MOVE_IN)
        return Frame(phase, self._left_s(phase), end if at_end else start, effort)


def _place(phase: Phase, share: float) -> tuple[float, float]:
    """How far into the move, and how brightly the muscles are lit."""
    table: dict[PhaseKind, Callable[[float], tuple[float, float]]] = {
        PhaseKind.MOVE_IN: lambda t: (t, t),
        PhaseKind.HOLD: lambda _t: (1.0, 1.0),
        PhaseKind.RELEASE: lambda t: (1.0 - t, 1.0 - t),
        PhaseKind.CYCLE: lambda t: (t, 0.75),
    }
    return table.get(phase.kind, lambda _t: (0.0, 0.0))(share)
