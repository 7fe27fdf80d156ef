"""Plays one scene: walks through its phases, says what to show and what is to be heard.

It has one timer, which runs only while it plays. It slows down while a hold is held, for little moves then, and where
frames are dear. It makes no sound and shows nothing itself.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from postureapp.core.cues import Cue, cues
from postureapp.core.pose import Pose, blend
from postureapp.core.routine import Phase, PhaseKind, ends_rep
from postureapp.ui.pace import Pace
from postureapp.ui.scenes import Scene

_MOVING_MS, _HOLDING_MS = 45, 125
_FADE_SHARE = 0.45
_FADING = frozenset({PhaseKind.MOVE_IN, PhaseKind.RELEASE, PhaseKind.CHANGE})
_TRAVELLING = frozenset({PhaseKind.CYCLE, PhaseKind.NEXT})
_PREVIEW_S = 6.0  # while the person gets into position, the figure shows the move once or twice
_BREATH_S, _EBB = 4.0, 0.3  # while held, the muscles' light ebbs and flows with a calm breath
_TICK_AT_MOST_S = 1.0  # what took longer was a stall or a sleeping machine, and nobody moved meanwhile
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
    """Plays a scene; `frame` gives what to show, `cue` what to say, `ended` comes once when it is through."""

    frame = Signal(object)
    phase_began = Signal(object)
    cue = Signal(object)
    ended = Signal()

    def __init__(self, speed: float, reduced_motion: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._speed, self._reduced = max(speed, 0.01), reduced_motion
        self._scene: Scene | None = None
        self._index, self._in_phase_s, self._paused = 0, 0.0, False
        self._cues: deque[Cue] = deque()
        self._reps: set[int] = set()
        self.played_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._since = QElapsedTimer()
        self._pace = Pace(_MOVING_MS)

    @property
    def is_running(self) -> bool:
        """Whether time is counted now."""
        return self._timer.isActive()

    @property
    def is_paused(self) -> bool:
        """Whether the person, or hiding the window, has paused it."""
        return self._paused

    @property
    def reps_done(self) -> int:
        """How many repetitions of the scene were done, each counted once."""
        return len(self._reps)

    @property
    def phase(self) -> Phase | None:
        """The phase being played."""
        return self._scene.phases[self._index] if self._scene is not None else None

    def play(self, scene: Scene, *, paused: bool = False) -> None:
        """Begin a scene; paused, nothing of it is said before it is resumed."""
        self._reps = set()
        self._scene, self._index, self._in_phase_s, self._paused = scene, 0, 0.0, paused
        self._begin_phase()

    def restart(self) -> None:
        """Go back to the start of the scene; what was done of it still counts."""
        if self._scene is not None:
            self._index, self._in_phase_s = 0, 0.0
            self._begin_phase()

    def show_again(self) -> None:
        """Tell the present phase and frame once more, to a page that has just been made."""
        if self._scene is not None:
            self.phase_began.emit(self._phase)
            self._tell()

    def skip_phase(self) -> None:
        """Go on to the next phase at once."""
        if self._scene is not None:
            self._cues.clear()
            rest_s = self._phase.seconds - self._in_phase_s
            self.played_s -= rest_s  # which is passed over, not played
            self.advance(rest_s)

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
        """Let this much of the scene's time pass; what is to be said meanwhile is said in order."""
        if self._scene is None:
            return
        self.played_s += seconds
        self._in_phase_s += seconds
        while self._scene is not None and self._in_phase_s >= self._phase.seconds:
            self._say_due(self._phase.seconds)
            self._in_phase_s -= self._phase.seconds
            if ends_rep(self._phase):
                self._reps.add(self._index)
            self._index += 1
            if self._index >= len(self._scene.phases):
                self.played_s -= self._in_phase_s
                self.stop()
                self.ended.emit()
                return
            self._begin_phase()
        self._say_due(self._in_phase_s)
        self._tell()

    @property
    def _phase(self) -> Phase:
        assert self._scene is not None
        return self._scene.phases[self._index]

    def _begin_phase(self) -> None:
        assert self._scene is not None
        self._cues = deque(cues(self._phase, self._scene.move, next_move=self._scene.comes_next))
        self.phase_began.emit(self._phase)
        if not self._paused:
            self._run()
            self._say_due(self._in_phase_s)
        self._tell()

    def _say_due(self, by_s: float) -> None:
        while self._cues and self._cues[0].at_s <= by_s:
            self.cue.emit(self._cues.popleft())

    def _run(self) -> None:
        self._timer.start(self._interval_ms())
        self._since.restart()
        self._pace.start()

    def _interval_ms(self) -> int:
        kind = self._phase.kind
        if self._is_at_rest:
            return _RESTING_MS
        if kind in _FADING or (kind in _TRAVELLING and not self._reduced):
            return self._pace.interval_ms
        return _HOLDING_MS

    @property
    def _is_at_rest(self) -> bool:
        return self._phase.seconds >= _LONG_PHASE_S and self._in_phase_s >= _STIRS_S

    def _count(self) -> None:
        passed_s = self._since.restart() / 1000.0 if self._since.isValid() else 0.0
        self.advance(min(passed_s, _TICK_AT_MOST_S) * self._speed)

    def _tick(self) -> None:
        self._pace.count_frame()
        self._count()
        if self._timer.isActive() and self._timer.interval() != self._interval_ms():
            self._timer.setInterval(self._interval_ms())

    # --- what to show -------------------------------------------------------------------------------------------------

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
        elif phase.kind is PhaseKind.HOLD and not self._is_at_rest:
            effort = 1.0 - _EBB * _wave(self._in_phase_s, _BREATH_S)
        elif phase.kind is PhaseKind.NEXT:
            place = effort = _wave(self._in_phase_s, _PREVIEW_S)
        elif phase.kind is PhaseKind.CHANGE:
            pose = _between(scene, phase, min(2.0 * share, 1.0))
            return Frame(phase, self._left_s(phase), pose, 0.0)
        return Frame(phase, self._left_s(phase), scene.pose(place, phase.mirrored), effort)

    def _faded(self, scene: Scene, phase: Phase, share: float) -> Frame:
        """Key poses only: the next one fades in, nothing travels."""
        left_s = self._left_s(phase)
        if phase.kind is PhaseKind.CYCLE:
            keys = max(len(scene.motion.cycle), 1)
            place = (self._in_phase_s / max(scene.motion.period_s, 0.1)) % 1.0 * keys
            now, fade = scene.pose(int(place) / keys, phase.mirrored), min(place % 1.0 / _FADE_SHARE, 1.0)
            if fade < 1.0:
                before = scene.pose((int(place) - 1) % keys / keys, phase.mirrored)
                return Frame(phase, left_s, before, 0.7, (now, fade))
            return Frame(phase, left_s, now, 0.7)
        start, end = scene.pose(0.0, phase.mirrored), scene.pose(1.0, phase.mirrored)
        _, effort = _place(phase, share)
        fade = min(share / _FADE_SHARE, 1.0)
        if phase.kind is PhaseKind.MOVE_IN and fade < 1.0:
            return Frame(phase, left_s, start, effort, (end, fade))
        if phase.kind is PhaseKind.RELEASE and fade < 1.0:
            return Frame(phase, left_s, end, effort, (start, fade))
        if phase.kind is PhaseKind.CHANGE and fade < 1.0:
            return Frame(phase, left_s, scene.pose(0.0, not phase.mirrored), 0.0, (start, fade))
        at_end = phase.kind in (PhaseKind.HOLD, PhaseKind.MOVE_IN, PhaseKind.NEXT)
        return Frame(phase, left_s, end if at_end else start, effort)


def _between(scene: Scene, phase: Phase, share: float) -> Pose:
    """On the way from the start on one side to the start on the other."""
    return blend(scene.pose(0.0, not phase.mirrored), scene.pose(0.0, phase.mirrored), share)


def _wave(at_s: float, period_s: float) -> float:
    """From 0 to 1 and back once a period."""
    return 0.5 - 0.5 * math.cos(math.tau * at_s / period_s)


def _place(phase: Phase, share: float) -> tuple[float, float]:
    """How far into the move, and how brightly the muscles are lit."""
    table: dict[PhaseKind, Callable[[float], tuple[float, float]]] = {
        PhaseKind.MOVE_IN: lambda t: (t, t),
        PhaseKind.HOLD: lambda _t: (1.0, 1.0),
        PhaseKind.RELEASE: lambda t: (1.0 - t, 1.0 - t),
        PhaseKind.CYCLE: lambda t: (t, 0.75),
    }
    return table.get(phase.kind, lambda _t: (0.0, 0.0))(share)
