"""Cards to choose from: a picture, a name and a line below it. They look and report, and hold no rule.

Some may be ticked together, of others one is picked; which it is can be seen from the mark, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QStyle

from postureapp.ui import theme
from postureapp.ui.checkable import Checkable
from postureapp.ui.controls import paint_mark
from postureapp.ui.scenes import Scene
from postureapp.ui.stills import Stills
from postureapp.ui.theme import Theme, Type
from postureapp.ui.wrapped import draw_wrapped

_PAD, _GAP, _MARK = 8, 3, 20
_LEAST_WIDTH = 132
_WRAP = int(Qt.TextFlag.TextWordWrap)
Paint = Callable[[QPainter, QRectF], None]


class _Card(Checkable):
    """What both kinds share. Not a Qt class itself: Qt objects can have one Qt base only."""

    _round = False
    _share = 0.68  # height of the picture of its width

    def _begin(self: Any, title: str, line: str, look: Theme) -> None:
        self._look, self._title, self._line = look, title, line
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def picture_rect(self: Any) -> QRect:
        """Where the picture stands."""
        inside = self.width() - 2 * _PAD
        return QRect(_PAD, _PAD, inside, round(inside * self._share))

    def _words_at(self: Any, width: int) -> tuple[QRect, QRect]:
        """Where name and line stand."""
        inside = width - 2 * _PAD - 6
        top = _PAD + round((width - 2 * _PAD) * self._share) + _PAD
        name = _room(self._title, Type.BODY, True, QRect(_PAD + 3, top, inside, 4000))
        return name, _room(self._line, Type.SMALL, False, QRect(_PAD + 3, name.bottom() + _GAP, inside, 4000))

    def hasHeightForWidth(self: Any) -> bool:
        return True

    def heightForWidth(self: Any, width: int) -> int:
        name, line = self._words_at(max(width, _LEAST_WIDTH))
        return max(name.bottom(), line.bottom()) + _PAD + 3

    def sizeHint(self: Any) -> QSize:
        return QSize(180, self.heightForWidth(180))

    def minimumSizeHint(self: Any) -> QSize:
        return QSize(_LEAST_WIDTH, self.heightForWidth(max(self.width(), _LEAST_WIDTH)))

    def hitButton(self: Any, position: object) -> bool:
        return True

    def paintEvent(self: Any, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        wide = float(t.focus if focused else t.stroke + 1 if chosen else t.stroke)
        frame = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setPen(QPen(QColor(t.accent if chosen or focused or self.underMouse() else t.line), wide))
        painter.setBrush(QColor(t.accent_soft if chosen else t.card))
        painter.drawRoundedRect(frame, theme.RADIUS_L, theme.RADIUS_L)
        if focused:
            painter.setPen(QPen(QColor(t.accent), 1.0, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(3, 3, -3, -3), theme.RADIUS_L - 3, theme.RADIUS_L - 3)
        self._paint_picture(painter, QRectF(self.picture_rect))
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        name, line = self._words_at(self.width())
        for words, room, size, bold, colour in (
            (self._title, name, Type.BODY, True, t.ink),
            (self._line, line, Type.SMALL, False, t.ink if chosen else t.soft),
        ):
            painter.setFont(theme.font(size, bold))
            painter.setPen(QColor(colour))
            draw_wrapped(painter, room, _WRAP | int(leading), words)
        self._paint_mark(painter)

    def _paint_picture(self: Any, painter: QPainter, room: QRectF) -> None:
        raise NotImplementedError

    def _paint_mark(self: Any, painter: QPainter) -> None:
        """In the corner where a line of reading ends: a box or a ring, with a tick or a dot in it when chosen."""
        t, at = self._look.tokens, QRectF(self.picture_rect)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = at.left() + 6 if mirrored else at.right() - 6 - _MARK
        mark = QRectF(left, at.top() + 6, _MARK, _MARK)
        paint_mark(painter, mark, t, is_round=self._round, checked=self.isChecked())


class SceneCard(_Card, QCheckBox):
    """A card to tick, with the figure as its picture, painted once the window has had its say."""

    def __init__(self, title: str, line: str, scene: Scene, stills: Stills, look: Theme) -> None:
        super().__init__()
        self.scene, self._stills = scene, stills
        self._picture: tuple[tuple[object, ...], QPixmap] | None = None
        self._begin(title, line, look)

    @property
    def has_picture(self) -> bool:
        """Whether it has been painted; only what was in view has."""
        return self._picture is not None

    def take_picture(self, picture: QPixmap) -> None:
        """The picture that was asked for."""
        self._picture = (self._kind(), picture)
        self.update()

    def _kind(self) -> tuple[object, ...]:
        size = self.picture_rect.size()
        return (size.width(), size.height(), self.devicePixelRatioF(), self._look.tokens, self._look.figure_look)

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        if self._picture is None or self._picture[0] != self._kind():
            self._stills.ask(self)
        path = QPainterPath()
        path.addRoundedRect(room, theme.RADIUS_L - 4, theme.RADIUS_L - 4)
        painter.fillPath(path, QColor(self._look.tokens.sunk))
        if self._picture is not None:
            painter.drawPixmap(room.toRect(), self._picture[1])


class PaintedCard(_Card, QRadioButton):
    """A card to pick, with a small picture of its own."""

    _round = True
    _share = 0.56

    def __init__(self, title: str, line: str, paint: Paint, look: Theme) -> None:
        super().__init__()
        self._paint = paint
        self._begin(title, line, look)

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        painter.save()
        self._paint(painter, room)
        painter.restore()


def _room(words: str, size: Type, bold: bool, within: QRect) -> QRect:
    """What words take within a room, from its top."""
    found = QFontMetrics(theme.font(size, bold)).boundingRect(within, _WRAP, words)
    return QRect(within.left(), within.top(), within.width(), found.height() if words else 0)
