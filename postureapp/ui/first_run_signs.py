"""What the welcome draws besides the figure: small signs on a disc, and the dots that tell how far it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from postureapp.core.text import text
from postureapp.ui.accessible import tell_as
from postureapp.ui.theme import Theme

_DOT, _LONG_DOT, _DOT_GAP = 8, 24, 7


class Dots(QWidget):
    """How far it is: a dot for each page, the one of now longer."""

    def __init__(self, look: Theme, count: int) -> None:
        super().__init__()
        self._look, self._count, self._at = look, count, 0
        tell_as(self, QAccessible.Role.Graphic)
        width = (self._count - 1) * (_DOT + _DOT_GAP) + _LONG_DOT
        self.setFixedSize(QSize(width, _DOT))

    def show_step(self, at: int) -> None:
        """Show that this page stands."""
        self._at = at
        self.setAccessibleName(str(text("Step {n} of {count}", n=at + 1, count=self._count)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        x = 0.0
        for n in range(self._count):
            width = _LONG_DOT if n == self._at else _DOT
            painter.setBrush(QColor(t.accent if n <= self._at else t.track))
            painter.drawRoundedRect(QRectF(x, 0, width, _DOT), _DOT / 2, _DOT / 2)
            x += width + _DOT_GAP


class Sign(QWidget):
    """A small drawn sign on a disc."""

    def __init__(self, name: str, look: Theme) -> None:
        super().__init__()
        self._name, self._look = name, look
        self.setFixedSize(40, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent_soft))
        painter.drawEllipse(self.rect())
        painter.translate(8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.accent), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(_SIGNS[self._name]())


def _computer() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2.5, 3.5, 19.0, 13.0), 2.0, 2.0)
    path.moveTo(8.0, 20.5)
    path.lineTo(16.0, 20.5)
    path.addRoundedRect(QRectF(9.2, 9.4, 5.6, 4.2), 0.8, 0.8)
    path.moveTo(10.2, 9.4)
    path.cubicTo(10.2, 6.0, 13.8, 6.0, 13.8, 9.4)
    return path


def _moon() -> QPainterPath:
    path = QPainterPath(QPointF(20.5, 14.2))
    path.cubicTo(13.0, 17.4, 6.4, 10.6, 9.8, 3.4)
    path.cubicTo(3.6, 5.6, 1.9, 13.2, 6.4, 17.7)
    path.cubicTo(10.9, 22.2, 18.4, 20.4, 20.5, 14.2)
    return path


def _feather() -> QPainterPath:
    path = QPainterPath(QPointF(3.5, 20.5))
    path.lineTo(14.5, 9.5)
    path.moveTo(7.0, 17.0)
    path.cubicTo(4.4, 10.0, 11.0, 3.0, 20.5, 3.5)
    path.cubicTo(21.0, 13.0, 14.0, 19.6, 7.0, 17.0)
    path.moveTo(10.5, 13.5)
    path.lineTo(16.2, 13.3)
    return path


def _speaker() -> QPainterPath:
    path = QPainterPath(QPointF(3.5, 9.5))
    for x, y in ((7.0, 9.5), (11.5, 5.5), (11.5, 18.5), (7.0, 14.5), (3.5, 14.5)):
        path.lineTo(x, y)
    path.closeSubpath()
    path.moveTo(15.0, 9.0)
    path.cubicTo(16.6, 10.8, 16.6, 13.2, 15.0, 15.0)
    path.moveTo(18.0, 6.5)
    path.cubicTo(21.2, 9.8, 21.2, 14.2, 18.0, 17.5)
    return path


def _bell() -> QPainterPath:
    path = QPainterPath(QPointF(4.5, 17.0))
    path.cubicTo(7.0, 14.5, 6.0, 11.5, 6.5, 9.5)
    path.cubicTo(7.4, 2.6, 16.6, 2.6, 17.5, 9.5)
    path.cubicTo(18.0, 11.5, 17.0, 14.5, 19.5, 17.0)
    path.closeSubpath()
    path.moveTo(10.0, 20.0)
    path.cubicTo(11.0, 21.4, 13.0, 21.4, 14.0, 20.0)
    return path


def _power() -> QPainterPath:
    path = QPainterPath(QPointF(12.0, 3.0))
    path.lineTo(12.0, 11.5)
    path.moveTo(7.2, 6.4)
    path.arcTo(QRectF(4.0, 5.0, 16.0, 16.0), 127.0, 286.0)
    return path


_SIGNS = {"home": _computer, "quiet": _moon, "light": _feather, "voice": _speaker, "tones": _bell, "login": _power}
