"""One of a few words, as segments beside each other; or any of some, as chips."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QStyle

from postureapp.core.text import text
from postureapp.ui import theme
from postureapp.ui.checkable import Checkable
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.page_icons import paint_icon
from postureapp.ui.settings_controls import Control, Options, paint_focus
from postureapp.ui.theme import Theme, Type


class _Segment(Checkable, QRadioButton):
    """One of a few words beside each other."""

    def __init__(self, words: str, look: Theme) -> None:
        super().__init__(words)
        self._look = look
        self.setFont(theme.font(Type.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font())
        return QSize(words.horizontalAdvance(self.text()) + 2 * theme.M, words.height() + 2 * theme.XS + 2)

    minimumSizeHint = sizeHint

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        t, on = self._look.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if on:
            painter.setPen(QPen(QColor(t.accent if self.isEnabled() else t.edge), 1.5))
            painter.setBrush(QColor(t.card))
            painter.drawRoundedRect(whole, theme.RADIUS_S, theme.RADIUS_S)
        elif self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(whole, theme.RADIUS_S, theme.RADIUS_S)
        if self.hasFocus():
            paint_focus(painter, whole, t, theme.RADIUS_S)
        painter.setPen(QColor(t.ink if on and self.isEnabled() else t.soft))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class _Track(FlowLayout):
    """Beside each other where there is room for all, else below each other."""

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        edge = 2 * theme.XS - 2
        return QSize(sum(hint.width() for hint in hints) + edge, max(hint.height() for hint in hints) + edge)

    def _place(self, rect: QRect, *, move: bool) -> int:
        edge = theme.XS - 1
        room = rect.adjusted(edge, edge, -edge, -edge)
        hints = [item.sizeHint() for item in self._items]
        line = max((hint.height() for hint in hints), default=0)
        whole = sum(hint.width() for hint in hints)
        beside = whole <= max(room.width(), 1)
        x, y = 0, room.y()
        for item, hint in zip(self._items, hints, strict=True):
            width = hint.width() if beside else room.width()
            if move:
                place = QRect(room.x() + x, y, width, line)
                item.setGeometry(QStyle.visualRect(self._direction(), room, place))
            x, y = (x + width, y) if beside else (x, y + line)
        return (line if beside else line * len(hints)) + 2 * edge


class Segments(Control):
    """One of a few."""

    def __init__(self, options: Options, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._group = QButtonGroup(self)
        self.buttons = {value: _Segment(words, look) for value, words, _longer in options}
        laid = _Track(0)
        self.setLayout(laid)
        for made in self.buttons.values():
            self._group.addButton(made)
            laid.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._values = {made: value for value, made in self.buttons.items()}
        self._group.buttonToggled.connect(self._toggled)
        self._shown = ""
        self.setFocusProxy(next(iter(self.buttons.values())))

    def show_value(self, value: Any) -> None:
        self._shown = str(value)
        self.buttons[self._shown].setChecked(True)
        self.setFocusProxy(self.buttons[self._shown])

    @property
    def shown(self) -> str:
        return self.buttons[self._shown].text()

    def _toggled(self, made: QAbstractButton, on: bool) -> None:
        if on and isinstance(made, _Segment) and self._values[made] != self._shown:
            self._shown = self._values[made]
            self.setFocusProxy(made)
            self.chosen.emit(self._shown)

    def call(self, name: str, described: str) -> None:
        for made in self.buttons.values():
            made.setAccessibleName(str(text("{setting}: {choice}", setting=name, choice=made.text())))
            made.setAccessibleDescription(described)
        super().call(name, described)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line), t.stroke))
        painter.setBrush(QColor(t.sunk))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS_M, theme.RADIUS_M)


class _Chip(Checkable, QCheckBox):
    """A word that is chosen or not, with a check mark where it is."""

    def __init__(self, words: str, look: Theme, *, marked: bool) -> None:
        super().__init__(words)
        self._look, self._marked = look, marked
        self.setFont(theme.font(Type.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font())
        width = words.horizontalAdvance(self.text()) + (18 if self._marked else 0) + 2 * theme.M
        return QSize(max(width, 0 if self._marked else 52), max(words.height() + 2 * theme.S - 4, 30))

    minimumSizeHint = sizeHint

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        t, on, usable = self._look.tokens, self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = whole.height() / 2
        painter.setPen(
            QPen(QColor((t.accent if on else t.edge) if usable else t.line), t.stroke + (0.5 if on else 0.0))
        )
        ground = t.accent_soft if on or (self.underMouse() and usable) else t.card
        painter.setBrush(QColor(ground if usable else t.sunk))
        painter.drawRoundedRect(whole, radius, radius)
        if self.hasFocus():
            paint_focus(painter, whole, t, radius)
        words = self.rect()
        if self._marked:
            side, from_right = 14.0, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = whole.right() - theme.M - side + 2 if from_right else whole.left() + theme.M - 2
            square = QRectF(x, whole.center().y() - side / 2, side, side)
            paint_icon(painter, "check" if on else "more", square, (t.accent if on else t.soft) if usable else t.edge)
            words = words.adjusted(0, 0, -18, 0) if from_right else words.adjusted(18, 0, 0, 0)
        painter.setPen(QColor(t.ink if usable and on else t.soft))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class Chips(Control):
    """Any of some words; they keep the order in which they are declared."""

    wide = True

    def __init__(self, options: Options, look: Theme, *, marked: bool = True) -> None:
        super().__init__()
        self._longer = {value: longer for value, _words, longer in options}
        self.buttons = {value: _Chip(words, look, marked=marked) for value, words, _longer in options}
        laid = FlowLayout(theme.S - 2)
        self.setLayout(laid)
        for made in self.buttons.values():
            laid.addWidget(made)
            made.clicked.connect(lambda _on: self._tell())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def show_value(self, value: Any) -> None:
        for word, made in self.buttons.items():
            made.setChecked(word in value)

    def _tell(self) -> None:
        self.chosen.emit(tuple(word for word, made in self.buttons.items() if made.isChecked()))

    def call(self, name: str, described: str) -> None:
        for value, made in self.buttons.items():
            made.setAccessibleName(str(text("{setting}: {choice}", setting=name, choice=self._longer[value])))
            made.setAccessibleDescription(described)
        super().call(name, described)
