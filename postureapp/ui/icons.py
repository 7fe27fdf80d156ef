"""Drawn icons: the tray's ring that fills with the sitting clock, and the app's own sign.

States differ by shape as well as by colour. Crisp from 16 to 64 pixels, readable on light and dark panels. Nothing here
runs by itself: an icon is drawn when it is asked for.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

TRAY_SIZES = (16, 20, 22, 24, 32, 44, 48, 64)
APP_SIZES = (16, 24, 32, 48, 64, 128, 256)
WINDOW_SIZES = APP_SIZES[:-1]  # kept for good once a window was open: the largest alone would be 0.25 MiB


class TrayState(StrEnum):
    """What the tray icon tells at a glance."""

    SITTING = "sitting"
    DUE = "due"
    PAUSED = "paused"
    BUSY = "busy"
    RESTING = "resting"
    STANDING = "standing"


# In the middle between light and dark panels: each stands out from both by 3:1 or more.
_RING = QColor("#259a78")
_DUE = QColor("#d6651f")
_QUIET = QColor("#7f8983")
_TRACK, _TRACK_ALPHA = QColor(131, 141, 135), 110
_RING_AT, _THICK = QRectF(4.5, 4.5, 23.0, 23.0), 5.6  # on a ground of 32 x 32


def tray_icon(fraction: float, state: TrayState = TrayState.SITTING) -> QIcon:
    """The tray icon for a share of the sitting clock (0 to 1)."""
    icon = QIcon()
    for size in TRAY_SIZES:
        icon.addPixmap(tray_pixmap(size, fraction, state))
    return icon


def tray_pixmap(size: int, fraction: float, state: TrayState) -> QPixmap:
    """The tray icon at one size, in pixels."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 32.0, size / 32.0)
    _paint_track(painter)
    _paint_tray(painter, min(max(fraction, 0.0), 1.0), state)
    painter.end()
    return picture


def _paint_track(painter: QPainter) -> None:
    """The ring that the sitting clock runs along.

    Drawn opaque and thinned after: Qt draws a translucent ring with a pool of threads, at eighty wake-ups each time.
    """
    painter.setPen(QPen(_TRACK, _THICK))
    painter.drawEllipse(_RING_AT)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(QRectF(0, 0, 32, 32), QColor(0, 0, 0, _TRACK_ALPHA))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_tray(painter: QPainter, fraction: float, state: TrayState) -> None:
    colour = {TrayState.DUE: _DUE, TrayState.PAUSED: _QUIET, TrayState.BUSY: _QUIET}.get(state, _RING)
    flat = Qt.PenCapStyle.FlatCap
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is TrayState.DUE:
        fraction = 1.0
    if state is not TrayState.PAUSED and fraction > 0.005:
        painter.setPen(QPen(colour, _THICK, Qt.PenStyle.SolidLine, flat))
        painter.drawArc(_RING_AT, 90 * 16, -round(360 * 16 * fraction))
    painter.setPen(Qt.PenStyle.NoPen)
    for path in _signs(state):
        painter.fillPath(path, colour)


def _signs(state: TrayState) -> list[QPainterPath]:
    """The shape in the middle: two bars paused, a disc due, one bar busy, an arrow standing, a dot resting."""
    marks: dict[TrayState, list[QPainterPath]] = {
        TrayState.PAUSED: [_bar(11.0, 9.6, 3.8, 12.8), _bar(17.2, 9.6, 3.8, 12.8)],
        TrayState.BUSY: [_bar(10.0, 13.9, 12.0, 4.2)],
        TrayState.DUE: [_disc(16.0, 16.0, 6.2)],
        TrayState.STANDING: [_arrow()],
        TrayState.RESTING: [_disc(16.0, 16.0, 2.6)],
    }
    return marks.get(state, [])


def _bar(x: float, y: float, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, width, height), 1.2, 1.2)
    return path


def _disc(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _arrow() -> QPainterPath:
    path = QPainterPath(QPointF(16.0, 9.0))
    for x, y in ((21.8, 15.4), (17.9, 15.4), (17.9, 22.4), (14.1, 22.4), (14.1, 15.4), (10.2, 15.4)):
        path.lineTo(x, y)
    path.closeSubpath()
    return path


@cache
def app_icon() -> QIcon:
    """The app's own icon: one for all windows, for Qt keeps its pictures of every new one (0.1 MiB each)."""
    icon = QIcon()
    for size in WINDOW_SIZES:
        icon.addPixmap(app_pixmap(size))
    return icon


def app_pixmap(size: int) -> QPixmap:
    """The app's icon at one size: someone who sits tall, in a ring that is partly run."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 128.0, size / 128.0)
    paint_app_icon(painter)
    painter.end()
    return picture


def paint_app_icon(painter: QPainter) -> None:
    """Paint the app's icon into 128 x 128."""
    ground = QLinearGradient(0, 0, 0, 128)
    ground.setColorAt(0.0, QColor("#3f8670"))
    ground.setColorAt(1.0, QColor("#2a6353"))
    tile = QPainterPath()
    tile.addRoundedRect(QRectF(4, 4, 120, 120), 30, 30)
    painter.fillPath(tile, ground)
    ring = QRectF(21, 21, 86, 86)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 60), 9))
    painter.drawEllipse(ring)
    painter.setPen(QPen(QColor("#f4c9a8"), 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(ring, 90 * 16, -235 * 16)
    body = QPen(QColor("#fffaf2"), 12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(body)
    spine = QPainterPath(QPointF(55.0, 57.0))
    spine.cubicTo(QPointF(50.5, 64.0), QPointF(54.0, 72.0), QPointF(53.0, 83.0))
    spine.lineTo(QPointF(76.0, 83.0))
    painter.drawPath(spine)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#fffaf2"))
    painter.drawEllipse(QPointF(59.0, 41.0), 9.6, 9.6)
