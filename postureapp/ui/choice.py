"""A choice of one from a list, looking the same in every window. It knows nothing of what is chosen."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A choice with a chevron of our own: a combo box with a style sheet has none."""

    def __init__(self) -> None:
        super().__init__()
        self._name = self._described = ""
        self.setProperty("chevron", True)

    def setAccessibleName(self, name: str) -> None:
        self._name = name
        super().setAccessibleName(name)
        self._describe()

    def setAccessibleDescription(self, description: str) -> None:
        self._described = description
        self._describe()

    def _describe(self) -> None:
        # WORKAROUND: on Linux Qt 6 tells the value of a combo box in place of its name (QAccessibleComboBox::text):
        # there its description begins with the name. May go when the name is told.
        told = [self._name, self._described] if sys.platform == "linux" else [self._described]
        super().setAccessibleDescription(". ".join(words for words in told if words))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.6))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x, y = 15.0 if mirrored else self.width() - 15.0, self.height() / 2.0 + 0.5
        painter.drawPolyline([QPointF(x - 4.0, y - 2.0), QPointF(x, y + 2.0), QPointF(x + 4.0, y - 2.0)])
