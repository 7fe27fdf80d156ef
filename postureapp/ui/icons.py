"""Drawn icons: the tray's ring that fills with the sitting clock, and the app's own sign.

States differ by shape as well as by colour. Crisp from 16 to 64 pixels, readable on light and dark panels. Nothing here
runs by itself: an icon is drawn when it is asked for.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
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
_MASK = QColor("#000000")  # where the panel gives the colour, only the shape counts
IS_MASK = sys.platform == "darwin"


def tray_icon(fraction: float, state: TrayState = TrayState.SITTING, *, mask: bool = IS_MASK) -> QIcon:
    """The tray icon for a share of the sitting clock (0 to 1); `mask`: in one colour, which the panel chooses."""
    icon = QIcon()
    for size in TRAY_SIZES:
        icon.addPixmap(tray_pixmap(size, fraction, state, mask=mask))
    icon.setIsMask(mask)
    return icon


def tray_pixmap(size: int, fraction: float, state: TrayState, *, mask: bool = False) -> QPixmap:
    """The tray icon at one size, in pixels."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    grid = _Grid.of(size)
    _paint_track(painter, grid, _MASK if mask else _TRACK)
    quiet = state in (TrayState.PAUSED, TrayState.BUSY)
    colour = _MASK if mask else _QUIET if quiet else _DUE if state is TrayState.DUE else _RING
    _paint_tray(painter, grid, min(max(fraction, 0.0), 1.0), state, colour)
    painter.end()
    return picture


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where things are at one size, in whole pixels, so that straight edges are sharp. `hole`: across, in the ring."""

    size: int
    edge: int
    thick: int
    hole: int

    @classmethod
    def of(cls, size: int) -> _Grid:
        edge, thick = max(round(size * 0.05), 1), max(round(size * 0.165), 3)
        return cls(size, edge, thick, size - 2 * (edge + thick))

    @property
    def ring(self) -> QRectF:
        """The middle of the ring's line."""
        inset = self.edge + self.thick / 2.0
        return QRectF(inset, inset, self.size - 2.0 * inset, self.size - 2.0 * inset)

    def half(self, share: float) -> int:
        """Half of a share of the hole, one pixel at least: what is twice as wide stands even about the middle."""
        return max(round(self.hole * share / 2.0), 1)


def _paint_track(painter: QPainter, grid: _Grid, colour: QColor) -> None:
    """The ring that the sitting clock runs along.

    Drawn opaque and thinned after: Qt draws a translucent ring with a pool of threads, at eighty wake-ups each time.
    """
    painter.setPen(QPen(colour, grid.thick))
    painter.drawEllipse(grid.ring)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(QRectF(0, 0, grid.size, grid.size), QColor(0, 0, 0, _TRACK_ALPHA))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_tray(painter: QPainter, grid: _Grid, fraction: float, state: TrayState, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is TrayState.DUE:
        fraction = 1.0
    if state is not TrayState.PAUSED and fraction > 0.005:
        painter.setPen(QPen(colour, grid.thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(grid.ring, 90 * 16, -round(360 * 16 * fraction))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(grid.size / 2.0, grid.size / 2.0)
    painter.fillPath(_sign(state, grid), colour)


def _sign(state: TrayState, grid: _Grid) -> QPainterPath:
    """The shape about the middle: two bars paused, a disc due, one bar busy, an arrow standing, a dot resting."""
    path, half = QPainterPath(), grid.half
    match state:
        case TrayState.PAUSED:
            gap, wide, high = half(0.2), max(round(grid.hole * 0.2), 2), half(0.7)
            for left in (-gap - wide, gap):
                path.addRect(left, -high, wide, 2 * high)
        case TrayState.BUSY:
            wide, high = half(0.72), half(0.24)
            path.addRect(-wide, -high, 2 * wide, 2 * high)
        case TrayState.DUE:
            path.addEllipse(QPointF(0.0, 0.0), half(0.6), half(0.6))
        case TrayState.RESTING:
            path.addEllipse(QPointF(0.0, 0.0), half(0.28), half(0.28))
        case TrayState.STANDING:
            stem, wide, high = half(0.22), half(0.72), half(0.78)
            corners = ((0, -high), (wide, 0), (stem, 0), (stem, high), (-stem, high), (-stem, 0), (-wide, 0))
            path.addPolygon([QPointF(x, y) for x, y in corners])
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
