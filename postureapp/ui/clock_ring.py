"""The ring of the sitting clock: the same as the tray's, large, with the time in it. It shows what it is told."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.theme import Theme, Type

LARGE, SMALL, THICK, LEAST_PT = 124, 96, 10.0, 6.5


class ClockRing(QWidget):
    """A ring that fills as the sitting clock runs."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._shown = (0.0, "", "", False)
        self.resize_ring(LARGE)
        self.setAccessibleName(_("Sitting clock"))
        tell_as(self, QAccessible.Role.Graphic)
        look.changed.connect(self.update)

    def show_clock(self, fraction: float, words: str, below: str, *, due: bool = False) -> None:
        """Show how far the clock has run (0 to 1); `words` stand in the ring, smaller ones below them."""
        shown = (round(min(max(fraction, 0.0), 1.0), 3), words, below, due)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription(f"{words} {below}".strip())
            self.update()

    def resize_ring(self, across: int) -> None:
        """Make the ring so many pixels across."""
        self.setFixedSize(across, across)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        fraction, words, below, due = self._shown
        big = theme.font(Type.TITLE if self.width() >= LARGE else Type.LARGE, bold=True)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(THICK, THICK, -THICK, -THICK)
        painter.setPen(QPen(QColor(t.track), THICK))
        painter.setBrush(QColor(t.card))
        painter.drawEllipse(ring)
        if fraction > 0.004:
            pen = QPen(QColor(t.warm if due else t.accent), THICK, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawArc(ring, 90 * 16, -round(360 * 16 * fraction))
        inside = ring.adjusted(THICK * 1.1, THICK, -THICK * 1.1, -THICK)
        painter.setPen(QColor(t.ink))
        if not below:
            _fitted(painter, inside.adjusted(0, THICK, 0, -THICK), words, theme.font(Type.LARGE, bold=True))
            return
        high = inside.height()
        _fitted(painter, QRectF(inside.left(), inside.top() + high * 0.14, inside.width(), high * 0.42), words, big)
        painter.setPen(QColor(t.soft))
        room = QRectF(inside.left() + 4, inside.top() + high * 0.54, inside.width() - 8, high * 0.34)
        _fitted(painter, room, below, theme.font(Type.SMALL))


def _fitted(painter: QPainter, room: QRectF, words: str, font: QFont) -> None:
    """Words as large as they fit."""
    centred = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    while font.pointSizeF() > LEAST_PT:
        needs = QFontMetricsF(font).boundingRect(room, centred, words)
        if needs.width() <= room.width() and needs.height() <= room.height():
            break
        font.setPointSizeF(font.pointSizeF() - 0.5)
    painter.setFont(font)
    painter.drawText(room, centred, words)
