"""A quiet chart: a bar or a dot for each day, week or month, read by eye, by mouse, by arrow keys and by ear.

It draws the points it is given and works nothing out. What is not known is shown as not known, never as nothing; time
that is still running is an outline. Why it is our own: docs/adr/0005-charts.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from postureapp.core.history import When
from postureapp.ui import theme
from postureapp.ui.accessible import announce, tell_as
from postureapp.ui.theme import Theme, Type

_MOST_LINES = 3  # above the base line
_WIDEST_BAR, _BAR_SHARE, _DOT = 34.0, 0.62, 5.0
_HEIGHT = 150


@dataclass(frozen=True, slots=True)
class Point:
    """A bar or dot: what stands below it, when it was, how much, and all of it in a sentence. None: not known."""

    label: str
    name: str
    amount: str
    words: str
    value: float | None
    when: When
    days: int = 1


@dataclass(frozen=True)
class Plot:
    """What a chart shows. `lines` go across, the base line first, the highest last; one without words is hidden.

    `marks` are dashed lines with their words, such as the value that a rule goes by.
    """

    title: str
    said: str
    points: tuple[Point, ...]
    lines: tuple[tuple[float, str], ...]
    as_dots: bool = False
    hint: str = ""
    marks: tuple[tuple[float, str], ...] = ()

    @cached_property
    def top(self) -> float:
        """The value at the upper edge."""
        return self.lines[-1][0]


def round_lines(highest: float, steps: Sequence[float]) -> tuple[float, ...]:
    """Round values from 0 to at least the highest, three steps at most; the last step is doubled until it does."""
    step = next((each for each in steps if highest <= each * _MOST_LINES), steps[-1])
    while highest > step * _MOST_LINES:
        step *= 2
    return tuple(n * step for n in range(max(math.ceil(highest / step), 1) + 1))


@dataclass(frozen=True, slots=True)
class _Colours:
    bar: QColor
    ground: QColor
    line: QColor
    base: QColor
    words: QColor
    strong: QColor


class Chart(QWidget):
    """The drawing. `pointed` tells the number of the point that is looked at, or None."""

    pointed = Signal(object)

    def __init__(self, look: Theme, plot: Plot) -> None:
        super().__init__()
        self._look, self.plot = look, plot
        self.at: int | None = None
        self._pixels = QTransform()  # from here to the pixels of what is painted on
        self.setFont(theme.font(Type.SMALL))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tell_as(self, QAccessible.Role.Chart)
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription(f"{plot.said} {plot.hint}".strip())
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(280, max(_HEIGHT, 9 * QFontMetrics(self.font()).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # --- which point is looked at -------------------------------------------------------------------------------------

    def point_to(self, at: int | None, *, aloud: bool = False) -> None:
        """Look at a point, or at none; `aloud` tells it to a screen reader too."""
        if at == self.at:
            return
        self.at = at
        words = self.plot.said if at is None else self.plot.points[at].words
        self.setAccessibleDescription(words)
        if aloud:
            announce(self, words)
        self.pointed.emit(at)
        self.update()

    def column_at(self, x: float) -> int | None:
        """The number of the point at a place of the widget, or None beside them all."""
        room = self.room()
        if not room.left() <= x <= room.right():
            return None
        n = min(int((x - room.left()) / room.width() * len(self.plot.points)), len(self.plot.points) - 1)
        return len(self.plot.points) - 1 - n if self._is_mirrored else n

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point_to(self.column_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point_to(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._is_mirrored:
            forward, back = back, forward
        last = len(self.plot.points) - 1
        here = self._latest() if self.at is None else self.at
        keys = {forward: min(here + 1, last), back: max(here - 1, 0), Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.key() in keys:
            self.point_to(here if self.at is None else keys[Qt.Key(event.key())], aloud=True)
        else:
            super().keyPressEvent(event)

    def _latest(self) -> int:
        """The last point that is not still to come."""
        return next((n for n, each in reversed([*enumerate(self.plot.points)]) if each.when is not When.AHEAD), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_to(None)
        self.update()

    # --- where things are ---------------------------------------------------------------------------------------------

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def room(self) -> QRectF:
        """Where the points are: beside the words of the lines and above those of the points."""
        metrics = QFontMetrics(self.font())
        beside = max(metrics.horizontalAdvance(words) for _value, words in self.plot.lines) + theme.L
        above, below = metrics.height() / 2 + theme.XS, metrics.height() + theme.S
        left, right = (theme.XS, beside) if self._is_mirrored else (beside, theme.XS)
        return QRectF(self.rect()).adjusted(left, above, -right, -below)

    def column(self, n: int) -> QRectF:
        """The whole column of a point."""
        room = self.room()
        width = room.width() / len(self.plot.points)
        place = len(self.plot.points) - 1 - n if self._is_mirrored else n
        return QRectF(room.left() + place * width, room.top(), width, room.height())

    def _y(self, value: float) -> float:
        room = self.room()
        return self._crisp_y(room.bottom() - room.height() * min(value / self.plot.top, 1.0))

    def _crisp_x(self, at: float) -> float:
        """The nearest edge between two pixels of what is painted on."""
        return (round(at * self._pixels.m11() + self._pixels.dx()) - self._pixels.dx()) / self._pixels.m11()

    def _crisp_y(self, at: float) -> float:
        return (round(at * self._pixels.m22() + self._pixels.dy()) - self._pixels.dy()) / self._pixels.m22()

    # --- painting -----------------------------------------------------------------------------------------------------

    def _colours(self) -> _Colours:
        """The theme's colours, or none but ink where the system asks for high contrast."""
        t = self._look.tokens
        if t.plain:
            return _Colours(*map(QColor, (t.ink, t.sunk, t.edge, t.ink, t.ink, t.ink)))
        return _Colours(*map(QColor, (t.accent, t.sunk, t.line, t.edge, t.soft, t.ink)))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._colours()
        painter = QPainter(self)
        self._pixels = painter.deviceTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.at is not None:
            painter.setBrush(colours.ground)
            painter.drawRoundedRect(self.column(self.at).adjusted(1, -theme.XS, -1, 0), theme.RADIUS_S, theme.RADIUS_S)
        self._paint_lines(painter, colours)
        self._paint_marks(painter)
        for n, point in enumerate(self.plot.points):
            self._paint_point(painter, colours, n, point)
        self._paint_base(painter, colours)
        self._paint_labels(painter, colours)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.tokens.accent), self._look.tokens.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS_S, theme.RADIUS_S)
        painter.end()

    def _paint_lines(self, painter: QPainter, colours: _Colours) -> None:
        room, height = self.room(), QFontMetrics(self.font()).height()
        side = Qt.AlignmentFlag.AlignLeft if self._is_mirrored else Qt.AlignmentFlag.AlignRight
        for value, words in self.plot.lines:
            if not words:
                continue
            y = self._y(value)
            self._rule(painter, colours.line, y)
            painter.setPen(colours.words)
            start = room.right() + theme.S if self._is_mirrored else 0.0
            width = self.width() - start if self._is_mirrored else room.left() - theme.S
            at = QRectF(start, y - height / 2, width, height)
            painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, words)

    def _paint_marks(self, painter: QPainter) -> None:
        """Each with its words above its end, where the points leave room."""
        room, height = self.room(), QFontMetrics(self.font()).height()
        warm = QColor(self._look.tokens.ink if self._look.tokens.plain else self._look.tokens.warm)
        side = Qt.AlignmentFlag.AlignLeft if self._is_mirrored else Qt.AlignmentFlag.AlignRight
        for value, words in self.plot.marks:
            y = self._y(value)
            painter.setPen(QPen(warm, 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            at = QRectF(room.left(), y - height - 1, room.width(), height)
            painter.drawText(at, side | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute, words)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_base(self, painter: QPainter, colours: _Colours) -> None:
        self._rule(painter, colours.base, self._y(0.0))

    def _rule(self, painter: QPainter, colour: QColor, y: float) -> None:
        """A line across, one pixel of the screen high at any scale below two."""
        high = max(math.floor(self._pixels.m22()), 1) / self._pixels.m22()
        painter.fillRect(QRectF(self._crisp_x(self.room().left()), y - high, self.room().width(), high), colour)

    def _paint_point(self, painter: QPainter, colours: _Colours, n: int, point: Point) -> None:
        column = self.column(n)
        if point.value is None:
            if point.when is not When.AHEAD and not self.plot.as_dots:  # beside dots it would look like one near zero
                painter.fillRect(QRectF(column.center().x() - 5, self._y(0.0) - 9, 10, 2), colours.base)
            return
        is_open = point.when is When.NOW and not self.plot.as_dots
        painter.setPen(QPen(colours.bar, 2) if is_open else Qt.PenStyle.NoPen)
        painter.setBrush(colours.ground if is_open else colours.bar)
        if self.plot.as_dots:
            painter.drawEllipse(QPointF(column.center().x(), self._y(point.value)), _DOT, _DOT)
            return
        width = min(column.width() * _BAR_SHARE, _WIDEST_BAR)
        left, right = (self._crisp_x(column.center().x() + half) for half in (-width / 2, width / 2))
        top = min(self._y(point.value), self._y(0.0) - 2.0)  # nothing at all still shows that it is known
        inset = 1.0 if is_open else 0.0
        painter.drawPath(
            _bar(QRectF(left, top, right - left, self._y(0.0) - top).adjusted(inset, inset, -inset, -inset))
        )

    def _paint_labels(self, painter: QPainter, colours: _Colours) -> None:
        """The words below the points: all of them, or every second, third … where the room is short."""
        bold = theme.font(Type.SMALL, bold=True)
        metrics, room, points = QFontMetrics(bold), self.room(), self.plot.points
        widest = max(metrics.horizontalAdvance(point.label) for point in points) + theme.S
        column = room.width() / len(points)
        every = max(math.ceil(widest / column), 1)
        free = {False: math.inf, True: -math.inf}[self._is_mirrored]  # how far the labels drawn so far leave room
        for n in range(len(points) - 1, -1, -every):
            is_now = points[n].when is When.NOW
            wide = metrics.horizontalAdvance(points[n].label) + theme.XS
            middle = min(max(self.column(n).center().x(), wide / 2), self.width() - wide / 2)
            at = QRectF(middle - wide / 2, room.bottom() + theme.XS + 2, wide, metrics.height())
            if (at.left() < free) if self._is_mirrored else (at.right() > free):
                continue
            free = at.right() if self._is_mirrored else at.left()
            painter.setFont(bold if is_now else self.font())
            painter.setPen(colours.strong if is_now else colours.words)
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, points[n].label)


def _bar(at: QRectF) -> QPainterPath:
    """A bar that stands on its base line, round above."""
    radius = min(4.0, at.width() / 2, at.height())
    path = QPainterPath(at.bottomLeft())
    path.lineTo(at.left(), at.top() + radius)
    path.quadTo(at.topLeft(), at.topLeft() + QPointF(radius, 0))
    path.lineTo(at.right() - radius, at.top())
    path.quadTo(at.topRight(), at.topRight() + QPointF(0, radius))
    path.lineTo(at.bottomRight())
    path.closeSubpath()
    return path
