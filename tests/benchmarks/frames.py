"""What a frame of the player costs: every move painted at 640 x 640 logical pixels, scale 2, on one processor core.

Run as a program of its own (`python -m tests.benchmarks.frames`), it writes what it found as JSON. Time is that of the
processor, so that other programs on the machine count for little.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

FRAMES = 12  # of each move
SIDE, SCALE = 640, 2.0


@dataclass(frozen=True, slots=True)
class FrameCost:
    """Milliseconds of a frame over all moves: the median, the 95th percentile, and the dearest move and its median.

    `kinematics_share` is what part of it goes into the pose and the places of the joints. `replay_ms` is what Qt needs
    for the very same strokes when they are recorded (QPicture) and played again: the least that a frame can cost.
    """

    median_ms: float
    p95_ms: float
    dearest: str
    dearest_ms: float
    kinematics_share: float
    replay_ms: float


def measure_frames() -> FrameCost:
    """Measure in a process of its own. Raises: subprocess.CalledProcessError where it can't."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.frames"]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    return FrameCost(**json.loads(done.stdout))


def timed_ms(act: Callable[..., object], *arguments: object) -> float:
    """Processor time of doing something once."""
    began_s = time.thread_time()
    act(*arguments)
    return (time.thread_time() - began_s) * 1000.0


def main() -> int:
    """Paint, and write the figures."""
    from PySide6.QtWidgets import QApplication

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    _application = QApplication(sys.argv[:1])
    print(json.dumps(asdict(_cost_of_all())))
    return 0


def _cost_of_all() -> FrameCost:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QImage, QPainter, QPicture
    from PySide6.QtWidgets import QWidget

    from postureapp.core.body import build
    from postureapp.core.settings import Theme as Wish
    from postureapp.storage.content import load_moves
    from postureapp.ui.figure_view import FigureView
    from postureapp.ui.scenes import Scene, move_scenes
    from postureapp.ui.theme import Theme

    paper = QImage(round(SIDE * SCALE), round(SIDE * SCALE), QImage.Format.Format_ARGB32_Premultiplied)
    paper.setDevicePixelRatio(SCALE)
    view = FigureView(Theme(Wish.LIGHT))
    view.resize(SIDE, SIDE)

    def paint_frame(scene: Scene, phase: float) -> None:
        view.show_pose(scene.pose(phase, False), phase)
        view.render(paper, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)

    def replay(recorded: QPicture) -> None:
        with QPainter(paper) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPicture(0, 0, recorded)

    def record() -> QPicture:
        recorded = QPicture()
        with QPainter(recorded) as painter:
            view.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
        return recorded

    def solve(scene: Scene, phase: float) -> None:
        build(scene.pose(phase, False), scene.motion.stance, scene.motion.props)

    by_move: dict[str, list[float]] = {}
    replays: list[float] = []
    joints_ms = 0.0
    for scene in move_scenes([(move, False) for move in load_moves()[0]]):
        assert scene.move is not None
        view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
        paint_frame(scene, 0.0)
        phases = [(n + 0.5) / FRAMES for n in range(FRAMES)]
        by_move[scene.move.id] = [timed_ms(paint_frame, scene, phase) for phase in phases]
        replays.append(timed_ms(replay, record()))
        joints_ms += sum(timed_ms(solve, scene, phase) for phase in phases)
    every = sorted(ms for found in by_move.values() for ms in found)
    medians = {name: statistics.median(found) for name, found in by_move.items()}
    dearest = max(medians, key=lambda name: medians[name])
    p95 = every[round(0.95 * (len(every) - 1))]
    return FrameCost(
        statistics.median(every), p95, dearest, medians[dearest], joints_ms / sum(every), statistics.median(replays)
    )


if __name__ == "__main__":
    sys.exit(main())
