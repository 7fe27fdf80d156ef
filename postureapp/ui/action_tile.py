"""The large buttons of the home window: a drawn sign above its words, and below them what is so now.

One that is on says so by a tick and by its words as well as by its colour.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from postureapp.ui import theme
from postureapp.ui.checkable import Checkable
from postureapp.ui.theme import Theme, Tokens, Type
from postureapp.ui.wrapped import draw_wrapped

PAD, SIGN, WRAP = 10, 26, int(Qt.TextFlag.TextWordWrap)


class TileSign(StrEnum):
    """What is drawn on a tile."""

    STRETCH = "stretch"
    PHONE = "phone"
    STANDING = "standing"
    PAUSE = "pause"
    RESUME = "resume"
    HURT = "hurt"


class ActionTile(Checkable, QPushButton):
    """A tile that does one thing. `role`: plain, primary or warm."""

    def __init__(self, sign: TileSign, words: str, look: Theme, clicked: Callable[[], object], role: str = "") -> None:
        super().__init__(words)
        self._sign, self._look, self._role, self._now = sign, look, role, ""
        self._room_for = ""
        self.setFont(theme.font(Type.BODY, bold=role == "primary"))
        self.setAccessibleName(words)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: clicked())
        look.changed.connect(self.update)

    def show_now(self, words: str, now: str, sign: TileSign | None = None) -> None:
        """Show other words, and in a small line what is so now."""
        sign = sign or self._sign
        if (words, now, sign) != (self.text(), self._now, self._sign):
            self._now, self._sign = now, sign
            self.setText(words)
            self.setAccessibleName(words)
            self.setAccessibleDescription(now)
            self.updateGeometry()
            self.update()

    # --- sizes --------------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return PAD * 2 + SIGN + 4 + self._words_height(width) + self._now_height(width)

    def _words_height(self, width: int) -> int:
        return _height(self.text(), self.font(), width - 2 * PAD)

    def _now_height(self, width: int) -> int:
        words = self._now or self._room_for
        return _height(words, theme.font(Type.SMALL), width - 2 * PAD) if words else 0

    def keep_room(self, now: str) -> None:
        """Be as high without the small line as with this one, so that nothing below moves when it comes."""
        self._room_for = now
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = max(self.minimumSizeHint().width(), 132)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def minimumSizeHint(self) -> QSize:
        longest = max((QFontMetrics(self.font()).horizontalAdvance(word) for word in self.text().split()), default=0)
        width = max(longest + 2 * PAD + 2, 84)
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, line = self._colours(t)
        wide = float(t.stroke + 1 if self.hasFocus() or self.isChecked() else t.stroke)
        inset = wide / 2.0 + 0.5
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.RADIUS_M, theme.RADIUS_M)
        painter.fillPath(path, QColor(ground))
        painter.strokePath(path, QPen(QColor(line), wide))
        if self.hasFocus():  # a second line inside, which is seen on every ground
            inner = QPainterPath()
            inner.addRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), theme.RADIUS_S, theme.RADIUS_S)
            painter.strokePath(inner, QPen(QColor(ink), t.focus - 0.5))
        words, now = self._words_height(self.width()), self._now_height(self.width()) if self._now else 0
        top = (self.height() - (SIGN + 4 + words + now)) // 2
        paint_sign(painter, self._sign, QPointF(self.width() / 2.0, top + SIGN / 2.0), ink)
        if self.isChecked():
            self._paint_tick(painter, t)
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        centred = WRAP | int(Qt.AlignmentFlag.AlignHCenter)
        room = QRect(PAD, top + SIGN + 4, self.width() - 2 * PAD, words)
        draw_wrapped(painter, room, centred, self.text())
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(QColor(ink if self._role else t.soft))
        draw_wrapped(painter, QRect(PAD, room.bottom() + 1, room.width(), now), centred, self._now)

    def _colours(self, t: Tokens) -> tuple[str, str, str]:
        """Ground, ink and line."""
        over = self.underMouse() and self.isEnabled()
        if self._role == "primary":
            ground = t.accent_hover if over else t.accent
            return ground, t.on_accent, ground
        if self._role == "warm":
            return t.warm_soft, t.warm, t.warm if over or t.plain or self.hasFocus() else t.warm_soft
        if self.isChecked():
            return t.accent_soft, t.ink, t.accent
        return (t.accent_soft if over else t.card), t.ink, t.accent if over or self.hasFocus() else t.edge

    def _paint_tick(self, painter: QPainter, t: Tokens) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = QPointF(17.0 if mirrored else self.width() - 17.0, 17.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(middle, 8.0, 8.0)
        painter.setPen(QPen(QColor(t.on_accent), 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([middle + QPointF(x, y) for x, y in ((-3.2, 0.2), (-0.9, 2.7), (3.4, -2.5))])


def _height(words: str, font: QFont, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 30), 4000), WRAP, words).height()


def paint_sign(painter: QPainter, sign: TileSign, middle: QPointF, colour: str) -> None:
    """Paint a sign, 24 pixels across."""
    pen = QPen(QColor(colour), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.translate(middle)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _STROKES[sign]:
        painter.drawPolyline([QPointF(x, y) for x, y in stroke])
    for x, y, radius in _DISCS.get(sign, ()):
        painter.drawEllipse(QPointF(x, y), radius, radius)
    if sign is TileSign.PHONE:
        painter.drawRoundedRect(QRectF(-6.0, -11.0, 12.0, 22.0), 3.0, 3.0)
    painter.restore()


_Stroke = tuple[tuple[float, float], ...]
_STROKES: dict[TileSign, tuple[_Stroke, ...]] = {
    # Someone with the arms up; someone upright; bars; a triangle; a back with the place between the shoulder blades.
    TileSign.STRETCH: (
        ((-8.5, -10.5), (-5.0, -2.5), (0.0, -0.5), (5.0, -2.5), (8.5, -10.5)),
        ((0.0, -0.5), (0.0, 4.0)),
        ((-4.5, 11.0), (0.0, 4.0), (4.5, 11.0)),
    ),
    TileSign.PHONE: (((-1.5, 7.5), (1.5, 7.5)),),
    TileSign.STANDING: (
        ((0.0, -4.0), (0.0, 3.5)),
        ((-5.5, 2.5), (-3.6, -2.6), (0.0, -4.0), (3.6, -2.6), (5.5, 2.5)),
        ((-3.6, 11.0), (0.0, 3.5), (3.6, 11.0)),
    ),
    TileSign.PAUSE: (((-4.0, -8.0), (-4.0, 8.0)), ((4.0, -8.0), (4.0, 8.0))),
    TileSign.RESUME: (((-5.0, -8.0), (8.0, 0.0), (-5.0, 8.0), (-5.0, -8.0)),),
    TileSign.HURT: (
        ((-2.4, -6.0), (-2.8, -3.2), (-9.0, -0.6), (-10.0, 11.0)),
        ((2.4, -6.0), (2.8, -3.2), (9.0, -0.6), (10.0, 11.0)),
    ),
}
_DISCS: dict[TileSign, tuple[tuple[float, float, float], ...]] = {
    TileSign.STRETCH: ((0.0, -6.6, 3.0),),
    TileSign.STANDING: ((0.0, -8.6, 3.0),),
    TileSign.HURT: ((0.0, -8.6, 3.2), (0.0, 4.0, 3.0)),
}
