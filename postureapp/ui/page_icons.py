"""Small line icons of the settings: one for each page, and the signs of its buttons, drawn in any colour and size.

Each is a path on a ground of 24 x 24. Nothing here runs by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_GROUND, _PEN = 24.0, 1.7


def paint_icon(painter: QPainter, name: str, at: QRectF, colour: str) -> None:
    """Paint an icon into a square."""
    lines, solid = _ICONS[name]()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at.topLeft())
    painter.scale(at.width() / _GROUND, at.height() / _GROUND)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(colour), _PEN, Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(lines)
    painter.fillPath(solid, QColor(colour))
    painter.restore()


def drawn_icon(name: str, colour: str, across: int = 18) -> QIcon:
    """An icon for a control of Qt's own, sharp at once and at twice the size."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        picture = QPixmap(round(across * ratio), round(across * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_icon(painter, name, QRectF(0, 0, across, across), colour)
        painter.end()
        icon.addPixmap(picture)
    return icon


_Drawn = tuple[QPainterPath, QPainterPath]


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in strokes:
        path.moveTo(*first)
        for x, y in others:
            path.lineTo(x, y)
    return path


def _dot(x: float, y: float, radius: float = 1.2) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _reminders() -> _Drawn:
    path = QPainterPath(QPointF(4.5, 17.0))
    path.cubicTo(6.6, 15.2, 6.4, 12.6, 6.6, 10.2)
    path.cubicTo(6.9, 6.9, 9.1, 4.6, 12.0, 4.6)
    path.cubicTo(14.9, 4.6, 17.1, 6.9, 17.4, 10.2)
    path.cubicTo(17.6, 12.6, 17.4, 15.2, 19.5, 17.0)
    path.closeSubpath()
    path.moveTo(10.0, 20.2)
    path.cubicTo(10.8, 21.1, 13.2, 21.1, 14.0, 20.2)
    path.addPath(_lines(((12.0, 2.8), (12.0, 4.4))))
    return path, QPainterPath()


def _hours() -> _Drawn:
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 8.6, 8.6)
    path.addPath(_lines(((12.0, 7.0), (12.0, 12.2), (15.4, 14.2))))
    return path, QPainterPath()


def _phone() -> _Drawn:
    path = QPainterPath()
    path.addRoundedRect(QRectF(7.0, 2.8, 10.0, 18.4), 2.4, 2.4)
    return path, _dot(12.0, 17.8)


def _busy() -> _Drawn:
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 8.6, 8.6)
    path.addPath(_lines(((9.8, 8.8), (9.8, 15.2)), ((14.2, 8.8), (14.2, 15.2))))
    return path, QPainterPath()


def _moves() -> _Drawn:
    path = QPainterPath()
    path.addEllipse(QPointF(12, 4.9), 2.1, 2.1)
    path.moveTo(3.6, 6.4)
    path.cubicTo(6.0, 9.6, 8.6, 10.0, 12.0, 10.0)
    path.cubicTo(15.4, 10.0, 18.0, 9.6, 20.4, 6.4)
    path.addPath(_lines(((12.0, 10.0), (12.0, 14.8)), ((12.0, 14.8), (8.4, 21.2)), ((12.0, 14.8), (15.6, 21.2))))
    return path, QPainterPath()


def _pain() -> _Drawn:
    return _lines(((3.2, 12.6), (7.6, 12.6), (10.0, 6.2), (13.8, 18.4), (16.2, 12.6), (20.8, 12.6))), QPainterPath()


def _sound() -> _Drawn:
    path = _lines(((3.6, 9.6), (7.2, 9.6), (11.6, 5.6), (11.6, 18.4), (7.2, 14.4), (3.6, 14.4), (3.6, 9.6)))
    path.moveTo(15.0, 9.2)
    path.cubicTo(16.7, 10.8, 16.7, 13.2, 15.0, 14.8)
    path.moveTo(17.6, 6.6)
    path.cubicTo(21.2, 9.8, 21.2, 14.2, 17.6, 17.4)
    return path, QPainterPath()


def _look() -> _Drawn:
    path, half = QPainterPath(), QPainterPath()
    path.addEllipse(QPointF(12, 12), 8.6, 8.6)
    half.moveTo(12.0, 3.4)
    half.arcTo(QRectF(3.4, 3.4, 17.2, 17.2), 90.0, -180.0)
    half.closeSubpath()
    return path, half


def _app() -> _Drawn:
    path = QPainterPath()
    path.arcMoveTo(QRectF(4.0, 4.4, 16.0, 16.0), 60.0)
    path.arcTo(QRectF(4.0, 4.4, 16.0, 16.0), 60.0, -300.0)
    path.addPath(_lines(((12.0, 3.2), (12.0, 11.4))))
    return path, QPainterPath()


def _preview() -> _Drawn:
    path = _lines(((2.8, 17.4), (21.2, 17.4)), ((12.0, 3.2), (12.0, 5.4)), ((4.4, 8.0), (6.0, 9.4)))
    path.addPath(_lines(((19.6, 8.0), (18.0, 9.4)), ((7.0, 20.8), (17.0, 20.8))))
    path.moveTo(7.0, 17.2)
    path.arcTo(QRectF(7.0, 9.4, 10.0, 15.6), 180.0, -180.0)
    return path, QPainterPath()


def _data() -> _Drawn:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.4, 4.0, 17.2, 5.0), 1.6, 1.6)
    path.addPath(_lines(((5.0, 9.2), (5.0, 18.4), (6.4, 20.0), (17.6, 20.0), (19.0, 18.4), (19.0, 9.2))))
    path.addPath(_lines(((9.8, 13.0), (14.2, 13.0))))
    return path, QPainterPath()


def _about() -> _Drawn:
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 8.6, 8.6)
    path.addPath(_lines(((12.0, 11.2), (12.0, 16.4))))
    return path, _dot(12.0, 7.9)


def _search() -> _Drawn:
    path = QPainterPath()
    path.addEllipse(QPointF(10.4, 10.4), 6.2, 6.2)
    path.addPath(_lines(((15.0, 15.0), (20.2, 20.2))))
    return path, QPainterPath()


def _undo() -> _Drawn:
    path = _lines(((8.4, 4.4), (4.2, 8.6), (8.4, 12.8)))
    path.moveTo(4.6, 8.6)
    path.lineTo(14.2, 8.6)
    path.cubicTo(21.6, 8.8, 21.6, 19.2, 14.2, 19.4)
    path.lineTo(9.6, 19.4)
    return path, QPainterPath()


def _lock() -> _Drawn:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5.2, 10.6, 13.6, 9.8), 2.2, 2.2)
    path.moveTo(8.2, 10.4)
    path.lineTo(8.2, 8.0)
    path.cubicTo(8.2, 2.8, 15.8, 2.8, 15.8, 8.0)
    path.lineTo(15.8, 10.4)
    return path, _dot(12.0, 15.4, 1.5)


def _cross() -> _Drawn:
    return _lines(((6.8, 6.8), (17.2, 17.2)), ((17.2, 6.8), (6.8, 17.2))), QPainterPath()


def _less() -> _Drawn:
    return _lines(((6.4, 12.0), (17.6, 12.0))), QPainterPath()


def _more() -> _Drawn:
    return _lines(((6.4, 12.0), (17.6, 12.0)), ((12.0, 6.4), (12.0, 17.6))), QPainterPath()


def _check() -> _Drawn:
    return _lines(((5.6, 12.6), (10.2, 17.2), (18.6, 7.2))), QPainterPath()


_ICONS: dict[str, Callable[[], _Drawn]] = {
    "reminders": _reminders,
    "hours": _hours,
    "phone": _phone,
    "busy": _busy,
    "moves": _moves,
    "pain": _pain,
    "sound": _sound,
    "look": _look,
    "app": _app,
    "preview": _preview,
    "data": _data,
    "about": _about,
    "search": _search,
    "undo": _undo,
    "lock": _lock,
    "cross": _cross,
    "less": _less,
    "more": _more,
    "check": _check,
}
