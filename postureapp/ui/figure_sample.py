"""The figure as it is chosen on the page: a move that stands still, drawn anew whenever its build or skin changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout

from postureapp.core.moves import Move
from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.controls import label
from postureapp.ui.figure_view import FigureView
from postureapp.ui.motion_loop import still
from postureapp.ui.scenes import move_scenes
from postureapp.ui.theme import Theme

_SHOWN = ("w-pull", "cross-body")  # moves seen from the front, that show face, arms and trunk
_ROOM = QSize(176, 176)


class FigureSample(QFrame):
    """The figure beside a word of what it is."""

    def __init__(self, moves: Sequence[Move], look: Theme) -> None:
        super().__init__()
        self.setProperty("box", "card")
        by_id = {move.id: move for move in moves}
        move = next((by_id[each] for each in _SHOWN if each in by_id), moves[0])
        scene = move_scenes([(move, False)])[0]
        shown = still(scene)
        self.figure = FigureView(look, QSize(120, 120), interactive=False)
        self.figure.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
        self.figure.show_pose(shown.pose, shown.effort)
        self.figure.setFixedSize(_ROOM)
        self.figure.setAccessibleName(_("The figure as you have chosen it"))
        laid = QHBoxLayout(self)
        laid.setContentsMargins(theme.L, theme.L - 4, theme.L, theme.L - 4)
        laid.setSpacing(theme.L)
        laid.addWidget(self.figure)
        laid.addWidget(label(_("The figure as it shows the moves."), tone="soft"), 1)
        look.changed.connect(self.figure.update)
