"""How the parts of a day are painted: each by its shape and pattern as well as its colour. The legend paints the same.

Sitting is a plain block, standing a taller one, a break a low bar; the phone is hatched, a meeting striped. What became
of a reminder is a sign in a disc or ring. It paints what it is given and remembers nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from postureapp.core import date_words
from postureapp.core.day import Band, Outcome
from postureapp.core.events import Size
from postureapp.ui import theme
from postureapp.ui.day_places import BLOCKS, BOTTOM, EDGE, MARKS, Places
from postureapp.ui.home_frame import Coming, Kind, Part
from postureapp.ui.theme import Tokens, Type

HEIGHTS = {Band.SITTING: 0.6, Band.STANDING: 1.0, Band.PHONE: 0.6, Band.MEETING: 0.6, Band.BREAK: 0.2}
MARK = 7.5  # the radius of a mark
_STEP = 6.0  # from line to line of a pattern
_LEAST = 2.0  # what is shorter is still seen


def block_of(band: Band, room: QRectF) -> QRectF:
    """Where a part stands in its room: at the bottom, as high as its kind."""
    height = room.height() * HEIGHTS[band]
    width = max(room.width() - 1.0, _LEAST)  # a gap, so that neighbours are told apart
    return QRectF(room.left(), room.bottom() - height, width, height)


def paint_block(painter: QPainter, band: Band, room: QRectF, t: Tokens) -> None:
    """Paint a part of the day into its room, which is as high as the highest."""
    block = block_of(band, room)
    radius = min(4.0, block.width() / 2.0, block.height() / 2.0)
    path = QPainterPath()
    path.addRoundedRect(block, radius, radius)
    solid = {Band.SITTING: t.edge, Band.STANDING: t.accent, Band.BREAK: t.accent}.get(band)
    if solid is not None:
        painter.fillPath(path, QColor(solid))
        return
    colour, ground = (t.warm, t.warm_soft) if band is Band.PHONE else (t.edge, t.card)
    painter.fillPath(path, QColor(ground))
    painter.save()
    painter.setClipPath(path)
    painter.setPen(QPen(QColor(colour), 1.8))
    slant = block.height() if band is Band.PHONE else 0.0
    x = block.left() - slant + _STEP / 2.0
    while x < block.right():
        painter.drawLine(QPointF(x, block.bottom()), QPointF(x + slant, block.top()))
        x += _STEP
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 1.6))
    inner = block.adjusted(0.8, 0.8, -0.8, -0.8)
    if inner.width() > 0:
        painter.drawRoundedRect(inner, radius, radius)


def paint_mark(painter: QPainter, kind: Kind, middle: QPointF, t: Tokens) -> None:
    """Paint what became of a reminder: a tick in a disc, clock hands, a stroke, an empty ring, a full disc."""
    if isinstance(kind, Size):
        _paint_size(painter, kind, middle, t)
        return
    line, ground = _colours(kind, t)
    pen = QPen(QColor(line), 1.7)
    if kind is Coming.COMING:
        pen.setStyle(Qt.PenStyle.DotLine)
        pen.setWidthF(2.0)
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(middle, MARK - 1.0, MARK - 1.0)
    sign = QPen(QColor(t.on_accent if kind is Outcome.DONE else line), 1.8)
    sign.setCapStyle(Qt.PenCapStyle.RoundCap)
    sign.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(sign)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _SIGNS.get(kind, ()):
        painter.drawPolyline([middle + QPointF(x, y) for x, y in stroke])


def _paint_size(painter: QPainter, size: Size, middle: QPointF, t: Tokens) -> None:
    """What a reminder asks for: a ring, a disc with arms stretched out, an arrow upwards, a square."""
    pen = QPen(QColor(t.warm if size is Size.TIP else t.accent), 1.8)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(t.warm_soft if size is Size.TIP else t.accent if size is Size.STRETCH else t.card))
    if size is Size.TIP:
        painter.drawRoundedRect(QRectF(middle - QPointF(5.0, 5.0), QSizeF(10.0, 10.0)), 2.0, 2.0)
    elif size is Size.STAND:
        painter.drawPolygon([middle + QPointF(x, y) for x, y in ((0.0, -6.5), (6.5, 5.5), (-6.5, 5.5))])
    else:
        radius = MARK - 1.0 if size is Size.STRETCH else 4.0
        painter.drawEllipse(middle, radius, radius)
    if size is Size.STRETCH:
        sign = QPen(QColor(t.on_accent), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(sign)
        for stroke in (((-3.2, -2.6), (0.0, 0.4), (3.2, -2.6)), ((0.0, 0.4), (0.0, 3.6))):
            painter.drawPolyline([middle + QPointF(x, y) for x, y in stroke])


_SIGNS: dict[Kind, tuple[tuple[tuple[float, float], ...], ...]] = {
    Outcome.DONE: (((-3.0, 0.2), (-0.8, 2.6), (3.2, -2.4)),),
    Outcome.SNOOZED: (((0.0, -3.6), (0.0, 0.4), (2.8, 1.8)),),
    Outcome.SKIPPED: (((-3.2, 0.0), (3.2, 0.0)),),
}


def _colours(kind: Kind, t: Tokens) -> tuple[str, str]:
    """Line and ground of a mark."""
    if kind is Outcome.DONE:
        return t.accent, t.accent
    if kind is Outcome.OPEN:
        return t.warm, t.warm
    if kind is Outcome.SNOOZED or kind is Coming.COMING:
        return t.accent, t.card
    return t.soft, t.card


# --- the whole --------------------------------------------------------------------------------------------------------


def paint_band(painter: QPainter, places: Places, t: Tokens, lit: Part | None) -> None:
    """Paint a day; `lit` is the part that is pointed at."""
    parts = places.frame.parts
    _paint_ground(painter, places, t)
    for part in parts:
        if isinstance(part.kind, Band):
            paint_block(painter, part.kind, places.room(part.start, part.end), t)
    _paint_now(painter, places, t)
    for part in parts:
        if part.is_mark:
            x, at = places.mark_x(part), places.x(part.start)
            if part.since is not None:  # how long it was held back
                painter.setPen(QPen(QColor(t.warm), 2, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(places.x(part.since), MARK + 2.0), QPointF(x, MARK + 2.0))
            painter.setPen(QPen(QColor(t.edge), 1))
            painter.drawLine(QPointF(x, MARK * 2.0 + 2.0), QPointF(at, MARKS + BLOCKS * 0.32))
            paint_mark(painter, part.kind, QPointF(x, MARK + 2.0), t)
    if lit is not None:
        _paint_lit(painter, places, t, lit)


def _paint_ground(painter: QPainter, places: Places, t: Tokens) -> None:
    """The working hours, the line on which all stands, and the hours below it."""
    for start, end in places.frame.work:
        path = QPainterPath()
        path.addRoundedRect(places.room(start, end), theme.RADIUS_S, theme.RADIUS_S)
        painter.fillPath(path, QColor(t.sunk))
    line = BOTTOM + 3.5
    painter.setPen(QPen(QColor(t.line), 1))
    painter.drawLine(QPointF(EDGE, line), QPointF(places.width - EDGE, line))
    now = places.frame.now
    taken = places.label(now, bold=True) if now is not None else QRectF()
    painter.setFont(theme.font(Type.SMALL))
    for hour in places.marked_hours():
        x, room = places.x(hour), places.label(hour)
        painter.setPen(QPen(QColor(t.edge), 1))
        painter.drawLine(QPointF(x, line), QPointF(x, line + 3.0))
        if not room.intersects(taken):
            painter.setPen(QColor(t.soft))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(date_words.hour(hour)))


def _paint_now(painter: QPainter, places: Places, t: Tokens) -> None:
    now = places.frame.now
    if now is None:
        return
    x, label = places.x(now), places.label(now, bold=True)
    painter.setPen(QPen(QColor(t.ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(x, MARKS - 2.0), QPointF(x, label.top()))
    path = QPainterPath()
    path.addRoundedRect(label, 5.0, 5.0)
    painter.fillPath(path, QColor(t.ink))
    painter.setPen(QColor(t.card))
    painter.setFont(theme.font(Type.SMALL, bold=True))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(date_words.clock(now)))


def _paint_lit(painter: QPainter, places: Places, t: Tokens, lit: Part) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(t.ink), 2))
    if isinstance(lit.kind, Band):
        block = block_of(lit.kind, places.room(lit.start, lit.end)).adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(block, 5.0, 5.0)
    else:
        painter.drawEllipse(QPointF(places.mark_x(lit), MARK + 2.0), MARK + 1.0, MARK + 1.0)
