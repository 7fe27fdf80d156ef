"""The stretch window in a process of its own, moving without a rest or hidden: what the player's share is measured on.

`python -m tests.benchmarks.player_program moving|hidden`. The figure goes into its moves and out again, one after the
other, with no hold between: the worst that the player ever does. While it moves, it writes how many frames it shows.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication

from postureapp.core.routine import Phase, PhaseKind, Side
from postureapp.core.settings import Theme as Wish
from postureapp.core.text import text
from postureapp.storage.content import load_moves
from postureapp.ui.figure_view import FigureView
from postureapp.ui.player import Player
from postureapp.ui.scenes import Scene, move_scenes
from postureapp.ui.stretch_window import StretchWindow
from postureapp.ui.theme import Theme
from tests.benchmarks.frames import SIDE

SHOWN = ("seated-turn", "blade-squeeze", "doorway", "seated-cat")
MOVE_S, TIMES = 1.5, 4
ROOMY = QSize(2 * SIDE, SIDE + 280)  # nothing lies over the figure
MOVING, HIDDEN = "moving", "hidden"


def restless(scene: Scene) -> Scene:
    """The scene with nothing but movement in it."""
    words = text("Moving")
    there = Phase(PhaseKind.MOVE_IN, Side.NONE, MOVE_S, words)
    back = Phase(PhaseKind.RELEASE, Side.NONE, MOVE_S, words)
    return replace(scene, phases=(there, back) * TIMES)


def tell_frames(window: StretchWindow) -> None:
    """Write each second how many frames were shown in it."""
    player = window.findChild(Player)
    assert player is not None
    shown: list[object] = []

    def tell() -> None:
        print(len(shown), flush=True)
        shown.clear()

    player.frame.connect(shown.append)
    each_second = QTimer(window)
    each_second.timeout.connect(tell)
    each_second.start(1000)


def main() -> int:
    """Show it until the process is ended; hidden, it has been shown for a moment."""
    application = QApplication(["player_program"])
    application.setStyle("Fusion")
    moves = {move.id: move for move in load_moves()[0]}
    scenes = [restless(scene) for scene in move_scenes([(moves[name], False) for name in SHOWN])] * 8
    look = Theme(Wish.LIGHT)
    window = StretchWindow(scenes, lambda _move: True, lambda _how: None, lambda _score: None, look)
    window.resize(ROOMY)
    window.show()
    for figure in window.findChildren(FigureView):
        figure.setFixedSize(SIDE, SIDE)
    if sys.argv[1:2] == [HIDDEN]:
        QTimer.singleShot(1000, window, window.hide)
    else:
        tell_frames(window)
    application.setQuitOnLastWindowClosed(False)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
