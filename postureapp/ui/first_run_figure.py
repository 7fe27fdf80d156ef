"""The figure of the welcome, standing still, with words or cards beside it. It plays nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from postureapp.ui import theme
from postureapp.ui.figure_view import FigureView
from postureapp.ui.motion_loop import still
from postureapp.ui.scenes import Scene
from postureapp.ui.theme import Theme

_MOST_HEIGHT = 340


def beside(scene: Scene, look: Theme, words: Sequence[QWidget], *, below: QWidget | None = None) -> QWidget:
    """The figure, what is below it, and words beside it."""
    view = FigureView(look, QSize(180, 190), interactive=False)
    view.setMaximumHeight(_MOST_HEIGHT)
    shown = still(scene)
    view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
    view.show_pose(shown.pose, shown.effort)
    whole = QWidget()
    laid = QHBoxLayout(whole)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(theme.XL)
    laid.addLayout(_column([view] if below is None else [view, below]), 4)
    laid.addLayout(_column(words), 5)
    return whole


def _column(contents: Sequence[QWidget]) -> QVBoxLayout:
    """Contents below each other, in the middle; a figure takes what room there is."""
    made = QVBoxLayout()
    made.setSpacing(theme.M)
    has_figure = any(isinstance(each, FigureView) for each in contents)
    if not has_figure:
        made.addStretch(1)
    for each in contents:
        made.addWidget(each, 100 if isinstance(each, FigureView) else 0)
    if not has_figure:
        made.addStretch(1)
    return made
