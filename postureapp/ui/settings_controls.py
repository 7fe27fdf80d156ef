"""What a setting is changed with: a switch, a number with its unit, segments, chips, a language, a word.

A control shows a value and tells what was chosen; whether that holds is not its to say. Changes made from outside never
disturb what is being typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from postureapp.ui import theme
from postureapp.ui.checkable import Checkable
from postureapp.ui.choice import Choice
from postureapp.ui.page_icons import paint_icon
from postureapp.ui.theme import Theme, Tokens, Type

Options = Sequence[tuple[str, str, str]]  # value, words, words for a screen reader


class Control(QWidget):
    """What all controls have. `chosen` tells a value, `refused` what was typed that is none, `settled` the end of it.

    `wide`: it stands below the words of the setting, not beside them. `keeps_typing`: a value that is shown meanwhile
    leaves alone what is being typed.
    """

    chosen = Signal(object)
    refused = Signal(str)
    settled = Signal()
    wide = keeps_typing = False

    def show_value(self, value: Any) -> None:
        """Show a value without telling that it was chosen."""
        raise NotImplementedError

    def call(self, name: str, described: str) -> None:
        """Tell a screen reader what is changed here."""
        for part in self.parts():
            part.setAccessibleName(name)
            part.setAccessibleDescription(described)

    def parts(self) -> Sequence[QWidget]:
        """The widgets that bear the name of the setting."""
        return [self]

    @property
    def shown(self) -> str:
        """The value in a few words, where there are such."""
        return ""

    @property
    def is_typing(self) -> bool:
        """Whether something stands here that was not chosen yet."""
        return False

    def abandon(self) -> None:
        """Drop what was typed."""


def _row_of(control: Control, *contents: QWidget) -> None:
    laid = QHBoxLayout(control)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(0)
    for widget in contents:
        laid.addWidget(widget)
    control.setFocusProxy(contents[0])


def paint_focus(painter: QPainter, at: QRectF, tokens: Tokens, radius: float) -> None:
    """The ring around what has the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent), tokens.focus))
    inset = tokens.focus / 2 - 1
    painter.drawRoundedRect(at.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


class _Knob(Checkable, QCheckBox):
    """A switch: a knob at one end of its track or at the other."""

    _TRACK = QSize(42, 24)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(self._TRACK + QSize(6, 6))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, 3, self._TRACK.width(), self._TRACK.height()).adjusted(1, 1, -1, -1)
        on, usable = self.isChecked(), self.isEnabled()
        radius = track.height() / 2
        colour = (t.accent if usable else t.edge) if on else (t.edge if usable else t.line)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(colour if on else t.card))
        painter.drawRoundedRect(track, radius, radius)
        at_right = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        knob = radius - (3.5 if on else 5.0)
        middle = QPointF(track.right() - radius if at_right else track.left() + radius, track.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.on_accent if on else colour))
        painter.drawEllipse(middle, knob, knob)
        if self.hasFocus():
            paint_focus(painter, track.adjusted(-3, -3, 3, 3), t, radius + 3)


class Switch(Control):
    """On or off."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.box = _Knob(look)
        _row_of(self, self.box)
        self.box.clicked.connect(lambda on: self.chosen.emit(bool(on)))

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def parts(self) -> Sequence[QWidget]:
        return [self.box]


class IconButton(QAbstractButton):
    """A small button with a drawn sign; its words are its name and its tip."""

    def __init__(self, icon: str, words: str, look: Theme, across: int = 28, *, by_key: bool = True) -> None:
        super().__init__()
        self._icon, self._look = icon, look
        self.setFixedSize(across, across)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_key else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.call(words)

    def call(self, words: str) -> None:
        """Give it a name."""
        self.setAccessibleName(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.sunk if self.isDown() else t.accent_soft))
            painter.drawRoundedRect(whole, theme.RADIUS_S, theme.RADIUS_S)
        side = min(self.width(), self.height()) * 0.6
        square = QRectF(whole.center().x() - side / 2, whole.center().y() - side / 2, side, side)
        paint_icon(painter, self._icon, square, t.accent if self.isEnabled() else t.edge)
        if self.hasFocus():
            paint_focus(painter, whole, t, theme.RADIUS_S)


class _Quiet(Choice):
    """A list to choose from that the wheel does not turn."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class OneOf(Control):
    """One of many, from a list that opens."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.box = _Quiet()
        self.box.setFont(theme.font(Type.BODY))
        for value, words, _longer in options:
            self.box.addItem(words, value)
        _row_of(self, self.box)
        self.box.activated.connect(lambda index: self.chosen.emit(str(self.box.itemData(index))))

    def show_value(self, value: Any) -> None:
        if self.box.findData(value) < 0:
            self.box.addItem(str(value), value)
        self.box.setCurrentIndex(self.box.findData(value))

    @property
    def shown(self) -> str:
        return self.box.currentText()

    def parts(self) -> Sequence[QWidget]:
        return [self.box]


class Word(Control):
    """A word, typed."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QLineEdit()
        self.box.setFont(theme.font(Type.BODY))
        self._shown = ""
        _row_of(self, self.box)
        self.box.editingFinished.connect(self._tell)

    def show_value(self, value: Any) -> None:
        self._shown = str(value)
        self.box.setText(self._shown)

    @property
    def shown(self) -> str:
        return self._shown

    def _tell(self) -> None:
        if self.is_typing:
            self._shown = self.box.text().strip()
            self.chosen.emit(self._shown)
        self.settled.emit()

    @property
    def is_typing(self) -> bool:
        return self.box.text() != self._shown

    def abandon(self) -> None:
        self.box.setText(self._shown)

    def parts(self) -> Sequence[QWidget]:
        return [self.box]


def stacked(control: Control, *contents: QWidget, spacing: int = theme.S) -> None:
    """Put contents below each other into a control."""
    laid = QVBoxLayout(control)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(spacing)
    for widget in contents:
        laid.addWidget(widget)
