"""A button that opens a menu."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton


class MenuButton(QPushButton):
    """A button that opens a menu, with a chevron of our own: that of a styled one is lost from right to left."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("menu", True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.ButtonText), 1.7))
        x = 14.0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 14.0
        y = self.height() / 2.0
        painter.drawPolyline([QPointF(x - 4.0, y - 1.5), QPointF(x, y + 2.5), QPointF(x + 4.0, y - 1.5)])
