"""The figure as a widget: shows the pose it is given, or two poses fading into each other. It has no timer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from postureapp.core.moves import View
from postureapp.core.pose import Pose
from postureapp.figure.camera import Bounds, camera_for
from postureapp.figure.paint import bounds_for, paint
from postureapp.ui import theme
from postureapp.ui.theme import Theme


class FigureView(QWidget):
    """Shows the figure on a quiet ground."""

    def __init__(self, look: Theme, least: QSize | None = None) -> None:
        super().__init__()
        self._look = look
        self._pose: Mapping[str, float] = {}
        self._over: tuple[Mapping[str, float], float] | None = None
        self._seated, self._effort = True, 0.0
        self._muscles: tuple[str, ...] = ()
        self._camera = camera_for(View.FRONT)
        self._bounds: Bounds | None = None
        self.setMinimumSize(least or QSize(230, 220))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def stage(self, poses: Sequence[Pose], *, seated: bool, view: View, muscles: Sequence[str]) -> None:
        """Set up for a move: all its key poses stay in the picture."""
        self._seated, self._muscles = seated, tuple(muscles)
        self._camera = camera_for(view)
        margin_cm = 4.0 if self.maximumWidth() < 140 else 9.0
        self._bounds = bounds_for(poses, seated, self._camera, margin_cm)
        self.show_pose(poses[0], 0.0)

    def show_pose(self, pose: Pose, effort: float, over: tuple[Pose, float] | None = None) -> None:
        """Show a pose; `over` is a second one laid over it with an opacity."""
        shown = (self._pose, self._effort, self._over)
        self._pose, self._effort, self._over = pose, effort, over
        if shown != (pose, effort, over):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunk))
        corner = min(theme.RADIUS_L, self.width() / 8)
        painter.drawRoundedRect(room, corner, corner)
        inset = 3 if self.width() < 140 else 10
        inside = room.adjusted(inset, inset, -inset, -inset)
        self._paint(painter, inside, self._pose, 1.0 if self._over is None else 1.0 - self._over[1])
        if self._over is not None:
            self._paint(painter, inside, *self._over)

    def _paint(self, painter: QPainter, inside: QRectF, pose: Pose, opacity: float) -> None:
        painter.setOpacity(opacity)
        paint(
            painter,
            inside,
            pose,
            seated=self._seated,
            camera=self._camera,
            palette=self._look.tokens.figure,
            lit_muscles=self._muscles,
            effort=self._effort,
            bounds=self._bounds,
        )
