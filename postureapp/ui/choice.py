"""A choice of one from a list, looking the same in every window. It knows nothing of what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A choice with a chevron of our own: a combo box with a style sheet has none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("chevron", True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.6))
        x, y = self.width() - 15.0, self.height() / 2.0 + 0.5
        painter.drawPolyline([QPointF(x - 4.0, y - 2.0), QPointF(x, y + 2.0), QPointF(x + 4.0, y - 2.0)])
