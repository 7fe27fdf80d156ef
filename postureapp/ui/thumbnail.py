"""A move as a card in the browser: its picture, its name, a line about it, and a star.

The picture is painted once, when the card first comes into view, and kept; the card itself never moves anything. It
reports what was chosen and holds no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import cos, pi, sin

from PySide6.QtCore import (
    QEvent,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QStyle

from postureapp.core.library import whole_s
from postureapp.core.move_words import card_line, length_words, spoken_card
from postureapp.core.moves import Move
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.scenes import move_scenes
from postureapp.ui.stills import Stills
from postureapp.ui.theme import Theme, Type
from postureapp.ui.wrapped import draw_wrapped, unbroken

_PAD, _STAR, _GAP = 8, 28, 3
_PICTURE_SHARE = 0.76  # of its width
_WRAP = int(Qt.TextFlag.TextWordWrap)


class Go(StrEnum):
    """Where a key leads in the grid."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    FIRST = "first"
    LAST = "last"


_KEYS = {
    Qt.Key.Key_Left: Go.LEFT,
    Qt.Key.Key_Right: Go.RIGHT,
    Qt.Key.Key_Up: Go.UP,
    Qt.Key.Key_Down: Go.DOWN,
    Qt.Key.Key_Home: Go.FIRST,
    Qt.Key.Key_End: Go.LAST,
}


class MoveCard(QAbstractButton):
    """One move. Pressing it opens its page; the star, F or Space makes it a favourite."""

    opened = Signal(str)
    favourite_asked = Signal(str, bool)
    went = Signal(object)  # where a key leads: Go
    stirred = Signal()  # the mouse or the keyboard has come or gone

    def __init__(self, move: Move, stills: Stills, look: Theme) -> None:
        super().__init__()
        self.move_ = move
        self.scene = move_scenes([(move, False)])[0]
        self._stills, self._look = stills, look
        self._favourite, self._marks = False, ""
        self._picture: tuple[tuple[object, ...], QPixmap] | None = None
        self._over_star = False
        self._line = unbroken(str(card_line(move)), str(length_words(whole_s(move))))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setToolTip(_("Enter opens it, F makes it a favourite."))
        self.clicked.connect(lambda _checked=False: self.opened.emit(move.id))

    # --- what it shows ------------------------------------------------------------------------------------------------

    def show_state(self, favourite: bool, marks: Sequence[Text], half: bool) -> None:
        """Show whether it is a favourite, marks such as "half range", and the move at that range."""
        if half is not self.scene.half:
            self.scene = move_scenes([(self.move_, half)])[0]
            self.forget_picture()
        extras = [*([text("favourite")] if favourite else []), *marks]
        self._favourite, self._marks = favourite, " · ".join(str(mark) for mark in marks)
        self.setAccessibleName(str(spoken_card(self.move_, extras)))
        self.update()

    def forget_picture(self) -> None:
        """The look has changed: paint anew when next seen."""
        self._picture = None
        self.update()

    def height_for(self, width: int) -> int:
        """How high it is at this width."""
        name, line, marks = self._words_at(width)
        return max(name.bottom(), line.bottom(), marks.bottom()) + _PAD + 3

    @property
    def picture_rect(self) -> QRect:
        """Where the figure stands."""
        inside = self.width() - 2 * _PAD
        return QRect(_PAD, _PAD, inside, round(inside * _PICTURE_SHARE))

    def _words_at(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Where name, line and marks stand."""
        inside = width - 2 * _PAD
        top = _PAD + round(inside * _PICTURE_SHARE) + _PAD
        beside_star = inside - _STAR - 6
        name = _room(self.scene.title, Type.BODY, True, QRect(_PAD + 3, top, beside_star, 400))
        below = name.bottom() + _GAP
        free = below > top + _STAR - 8  # the star has ended: the line has the whole width
        line = _room(self._line, Type.SMALL, False, QRect(_PAD + 3, below, inside - 6 if free else beside_star, 400))
        marks = QRect(line.left(), line.bottom(), line.width(), 0)
        if self._marks:
            marks = _room(self._marks, Type.SMALL, True, QRect(_PAD + 3, line.bottom() + _GAP, inside - 6, 400))
        return name, line, marks

    def _star_rect(self) -> QRect:
        star = QRect(self.width() - _PAD - _STAR, self.picture_rect.bottom() + _PAD - 3, _STAR, _STAR)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), star)

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.hasFocus() or self.underMouse()
        wide = float(t.focus if self.hasFocus() else t.stroke)
        frame = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setPen(QPen(QColor(t.accent if lively else t.line), wide))
        painter.setBrush(QColor(t.card))
        painter.drawRoundedRect(frame, theme.RADIUS_L, theme.RADIUS_L)
        self._paint_picture(painter)
        name, line, marks = self._words_at(self.width())
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        for words, room, size, bold, colour in (
            (self.scene.title, name, Type.BODY, True, t.ink),
            (self._line, line, Type.SMALL, False, t.soft),
            (self._marks, marks, Type.SMALL, True, t.warm),
        ):
            painter.setFont(theme.font(size, bold))
            painter.setPen(QColor(colour))
            at = QStyle.visualRect(self.layoutDirection(), self.rect(), room)
            draw_wrapped(painter, at, _WRAP | int(leading), words)
        self._paint_star(painter)

    def _paint_star(self, painter: QPainter) -> None:
        t, room = self._look.tokens, QRectF(self._star_rect())
        if self._over_star:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawEllipse(room)
        painter.setPen(QPen(QColor(t.warm if self._favourite else t.edge), 1.4))
        painter.setBrush(QColor(t.warm) if self._favourite else Qt.BrushStyle.NoBrush)
        painter.drawPath(star(room.center(), 8.4))

    def _paint_picture(self, painter: QPainter) -> None:
        """The picture; until it is there, the ground it will stand on. One of another size is better than none."""
        room = self.picture_rect
        if self._picture is None or self._picture[0] != self._kind():
            self._stills.ask(self)
        if self._picture is not None:
            painter.drawPixmap(room, self._picture[1])
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.tokens.sunk))
        painter.drawRoundedRect(room, theme.RADIUS_L, theme.RADIUS_L)

    def take_picture(self, picture: QPixmap) -> None:
        """The picture that was asked for."""
        self._picture = (self._kind(), picture)
        self.update(self.picture_rect)

    @property
    def has_picture(self) -> bool:
        """Whether it has been painted; only what was in view has."""
        return self._picture is not None

    def _kind(self) -> tuple[object, ...]:
        size = self.picture_rect.size()
        return (size.width(), size.height(), self.devicePixelRatioF(), self._look.tokens, self._look.figure_look)

    # --- mouse and keyboard -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _KEYS:
            self.went.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_F, Qt.Key.Key_Space):
            self.favourite_asked.emit(self.move_.id, not self._favourite)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # Space is no press here

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._star_rect().contains(event.position().toPoint()):
            self.favourite_asked.emit(self.move_.id, not self._favourite)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._star_rect().contains(event.position().toPoint())
        if over != self._over_star:
            self._over_star = over
            self.update(self._star_rect())
        super().mouseMoveEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._stir()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over_star = False
        self._stir()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._stir()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stir()

    def _stir(self) -> None:
        self.update()
        self.stirred.emit()


def _room(words: str, size: Type, bold: bool, within: QRect) -> QRect:
    """What words take within a room, from its top left."""
    found = QFontMetrics(theme.font(size, bold)).boundingRect(within, _WRAP, words)
    return QRect(within.left(), within.top(), within.width(), found.height())


def star(middle: QPointF, across: float) -> QPainterPath:
    """A five-pointed star with soft corners; `across` is from its middle to a point."""
    points = [
        middle + QPointF(sin(n * pi / 5), -cos(n * pi / 5)) * (across if n % 2 == 0 else across * 0.46)
        for n in range(10)
    ]
    path = QPainterPath()
    path.addPolygon(QPolygonF([*points, points[0]]))
    return path
