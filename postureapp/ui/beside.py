"""Safety words with the English below them, smaller and softer, until the clinic has read the translation.

Where there is no need the words stand alone, and in English this file is not loaded.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from postureapp.core.text import beside
from postureapp.ui import theme
from postureapp.ui.theme import Type
from postureapp.ui.wrapped import paint_label

_GAP = 1
_HIGHEST = 4000
_FROM_THE_RIGHT = "\u200f"


def english_height(english: str, width: int) -> int:
    """How much room the English needs below the words; 0 without any."""
    if not english:
        return 0
    room = QRect(0, 0, max(width, 60), _HIGHEST)
    metrics = QFontMetrics(theme.font(Type.SMALL))
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), english).height() + _GAP


def paint_english(painter: QPainter, widget: QWidget, room: QRect, english: str) -> None:
    """Paint the English on the side on which the words begin."""
    tokens = theme.tokens_of(widget.window())
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # its full stop stays at its end
    painter.setFont(theme.font(Type.SMALL))
    painter.setPen(QColor(tokens.soft))
    painter.drawText(room, int(side) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), english)


class BesideLabel(QLabel):
    """A label whose words bring their English along where it is needed."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.english, self._own, self._bottom = "", 0, 0  # the lower margin without the English, and with it
        self.setText(words)

    def text(self) -> str:
        """The words, without what Qt needs to know of their side."""
        return super().text().removeprefix(_FROM_THE_RIGHT)

    def setText(self, words: str) -> None:
        """Show other words."""
        # Qt takes the side from the first letter: a number or a name would stand at the wrong one.
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        super().setText(_FROM_THE_RIGHT + words if mirrored and words else words)
        self.english = beside(words)
        self.setAccessibleDescription(self.english)
        self._make_room()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words_height(width) + english_height(self.english, width)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), max(least.height(), self.heightForWidth(max(self.width(), 1))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not paint_label(self, self.text()):
            super().paintEvent(event)
        if not self.english:
            return
        room = self.contentsRect()
        words = self._words_height(self.width()) - self.contentsMargins().top() - self._own
        top = room.top() + (room.height() + words) // 2 + _GAP
        with QPainter(self) as painter:
            paint_english(painter, self, QRect(room.left(), top, room.width(), self.height() - top), self.english)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()

    def _words_height(self, width: int) -> int:
        bottom = self.contentsMargins().bottom()
        return super().heightForWidth(width) - (bottom - self._own if bottom == self._bottom else 0)

    def _make_room(self) -> None:
        found = self.contentsMargins()
        if found.bottom() != self._bottom:  # a style sheet has set its own, and ours are gone
            self._own = found.bottom()
        self._bottom = self._own + english_height(self.english, self.width())
        if self._bottom != found.bottom():
            self.setContentsMargins(found.left(), found.top(), found.right(), self._bottom)
            self.updateGeometry()
