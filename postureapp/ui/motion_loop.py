"""Plays a move over and over on a figure, so that one sees at a glance how it goes. Nothing is counted here.

Its one timer runs only while it plays. With reduced motion the key poses fade into each other and nothing travels.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

from postureapp.core.pose import Pose
from postureapp.ui.figure_view import FigureView
from postureapp.ui.pace import Pace
from postureapp.ui.scenes import Scene

_MOVING_MS, _FADING_MS = 45, 60
_AT_START_S, _AT_END_S = 0.5, 1.6
_KEY_S, _FADE_S = 2.0, 0.6
_CYCLE_EFFORT = 0.75
_CYCLES_A_SIDE = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """What a figure shows at a moment; `over` is a second pose laid over it with an opacity."""

    pose: Pose
    effort: float
    over: tuple[Pose, float] | None = None


class MotionLoop(QObject):
    """Keeps a figure moving."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view: FigureView | None = None
        self._scene: Scene | None = None
        self._reduced = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._since = QElapsedTimer()
        self._before_s = 0.0
        self._pace = Pace(_MOVING_MS)

    @property
    def is_running(self) -> bool:
        """Whether it moves now."""
        return self._timer.isActive()

    def play(self, scene: Scene, view: FigureView, *, reduced: bool) -> None:
        """Begin a move from its start; the figure is staged for it."""
        self.stop()
        self._scene, self._view, self._reduced, self._before_s = scene, view, reduced, 0.0
        view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
        self.resume()

    def pause(self) -> None:
        """Stand still where it is."""
        if self.is_running:
            self._before_s = self._now_s()
            self._timer.stop()

    def resume(self) -> None:
        """Go on."""
        if self._scene is not None and not self.is_running:
            self._since.restart()
            self._timer.start(self._interval_ms())
            self._pace.start()
            self._tick()

    def stop(self) -> None:
        """End, and let go of the figure."""
        self._timer.stop()
        self._scene = self._view = None

    def _now_s(self) -> float:
        return self._before_s + self._since.elapsed() / 1000.0

    def _interval_ms(self) -> int:
        return _FADING_MS if self._reduced else self._pace.interval_ms

    def _tick(self) -> None:
        self._pace.count_frame()
        if self._timer.interval() != self._interval_ms():
            self._timer.setInterval(self._interval_ms())
        if self._scene is not None and self._view is not None:
            shown = (faded_at if self._reduced else moving_at)(self._scene, self._now_s())
            self._view.show_pose(shown.pose, shown.effort, shown.over)


def still(scene: Scene) -> Moment:
    """The one pose that tells most of a move: where it ends, or farthest from where its cycle begins."""
    keys = _cycle_keys(scene)
    if not keys:
        return Moment(scene.pose(1.0, False), 1.0)
    return Moment(max(keys, key=lambda pose: _apart(pose, keys[0])), _CYCLE_EFFORT)


def moving_at(scene: Scene, at_s: float) -> Moment:
    """The move as it stands after this many seconds, one side after the other."""
    two_sided = _two_sided(scene)
    if scene.motion.cycle:
        rounds, place = divmod(at_s / max(scene.motion.period_s, 0.1), 1.0)
        return Moment(scene.pose(place, two_sided and int(rounds / _CYCLES_A_SIDE) % 2 == 1), _CYCLE_EFFORT)
    move_s = max(scene.motion.move_in_s, 0.5)
    rounds, in_round_s = divmod(at_s, 2.0 * (_AT_START_S + move_s) + _AT_END_S)
    until_end_s = in_round_s - _AT_START_S
    share = min(until_end_s / move_s, (2.0 * move_s + _AT_END_S - until_end_s) / move_s)
    share = min(max(share, 0.0), 1.0)
    return Moment(scene.pose(share, two_sided and rounds % 2 == 1), share)


def faded_at(scene: Scene, at_s: float) -> Moment:
    """The same without motion: key poses that fade into each other."""
    keys = _cycle_keys(scene)
    lit = [_CYCLE_EFFORT] * len(keys)
    if not keys:
        sides = (False, True) if _two_sided(scene) else (False,)
        keys = [scene.pose(place, side) for side in sides for place in (0.0, 1.0)]
        lit = [0.0, 1.0] * len(sides)
    rounds, in_key_s = divmod(at_s, _KEY_S)
    here, after = int(rounds) % len(keys), (int(rounds) + 1) % len(keys)
    fade = (in_key_s - (_KEY_S - _FADE_S)) / _FADE_S
    if fade <= 0.0:
        return Moment(keys[here], lit[here])
    return Moment(keys[here], lit[here] + (lit[after] - lit[here]) * fade, (keys[after], fade))


def _two_sided(scene: Scene) -> bool:
    return any(phase.mirrored for phase in scene.phases)


def _cycle_keys(scene: Scene) -> list[Pose]:
    count = len(scene.motion.cycle)
    return [scene.pose(n / count, False) for n in range(count)]


def _apart(one: Pose, other: Pose) -> float:
    return sum(abs(one.get(channel, 0.0) - other.get(channel, 0.0)) for channel in {*one, *other})
