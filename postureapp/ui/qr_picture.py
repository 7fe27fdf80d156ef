"""A QR code to be scanned from the screen: black on white in every theme, with the quiet edge that readers need."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET = 4  # modules around the code. Source: ISO/IEC 18004
_MODULE = 5  # pixels a module


class QrPicture(QWidget):
    """The code of some words. `name` is for a screen reader, which is told what it holds, not how it looks."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self._rows = tuple(bytes(row) for row in segno.make(words, error="m", micro=False).matrix)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = (len(self._rows) + 2 * _QUIET) * _MODULE
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = self.width() / (len(self._rows) + 2 * _QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    at = QRectF((x + _QUIET) * module, (y + _QUIET) * module, module, module)
                    painter.fillRect(at, Qt.GlobalColor.black)
        painter.end()
