"""A whole number with its unit: typed, or with less and more beside it. What does not fit is told, never swallowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.settings_controls import Control, IconButton, paint_focus
from postureapp.ui.theme import Theme, Type

_HEIGHT = 34


class _Spin(QSpinBox):
    """A number that can be typed; what is no number of the range goes to `typed_badly`, not into thin air."""

    typed_badly = Signal(str)

    def __init__(self, low: int, high: int, unit: str) -> None:
        super().__init__()
        self._step = 5 if high - low >= 50 else 1
        self.setRange(low, high)
        self.setSuffix(f" {unit}" if unit else "")
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setKeyboardTracking(False)
        self.setFont(theme.font(Type.BODY))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # A rule of the window's would be taken for the box around it, and leave no room to write in.
        self.lineEdit().setStyleSheet("background: transparent; border: none; padding: 0px")
        self.setFixedHeight(max(_HEIGHT - 8, QFontMetrics(self.font()).height() + 4))
        widest = f"{max(high, 100)}{self.suffix()}"  # so that numbers below each other are of one width
        self.setFixedWidth(QFontMetrics(self.font()).horizontalAdvance(widest) + 18)

    def stepBy(self, steps: int) -> None:
        """To the next multiple, so that the numbers stay round."""
        self.interpretText()
        value, step = self.value(), self._step
        towards = value - value % step if steps > 0 else value + -value % step
        self.setValue(towards + steps * step)
        self.selectAll()

    def validate(self, words: str, at: int) -> tuple[QValidator.State, str, int]:
        right = super().validate(words, at)[0] == QValidator.State.Acceptable
        return (QValidator.State.Acceptable if right else QValidator.State.Intermediate, words, at)

    def fixup(self, words: str) -> str:
        self.typed_badly.emit(words.removesuffix(self.suffix()).strip())
        return words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the frame around it is its ground."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page, it never changes a setting by the way

    @property
    def written(self) -> str:
        """The value that holds, as it is written here."""
        return f"{self.textFromValue(self.value())}{self.suffix()}"


class Number(Control):
    """A whole number with its unit, less and more beside it."""

    def __init__(self, low: int, high: int, unit: str, look: Theme) -> None:
        super().__init__()
        self._look = look
        self.box = _Spin(low, high, unit)
        self._less = IconButton("less", _("Less"), look, by_key=False)
        self._more = IconButton("more", _("More"), look, by_key=False)
        for made, step in ((self._less, -1), (self._more, 1)):
            made.setAutoRepeat(True)
            made.clicked.connect(lambda _on=False, step=step: self.box.stepBy(step))
        laid = QHBoxLayout(self)
        laid.setContentsMargins(theme.XXS, theme.XXS, theme.XXS, theme.XXS)
        laid.setSpacing(0)
        for widget in (self._less, self.box, self._more):
            laid.addWidget(widget)
        self.setFixedHeight(self.box.height() + 8)
        self.setFocusProxy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.setToolTip(str(text("{low} to {high} {unit}", low=low, high=high, unit=unit)))
        self.box.valueChanged.connect(self._changed)
        self.box.typed_badly.connect(self.refused)
        self.box.editingFinished.connect(self.settled)

    def show_value(self, value: Any) -> None:
        was = self.box.blockSignals(True)
        self.box.setValue(int(value))
        self.box.blockSignals(was)
        self._less.setEnabled(self.isEnabled() and self.box.value() > self.box.minimum())
        self._more.setEnabled(self.isEnabled() and self.box.value() < self.box.maximum())

    def _changed(self, value: int) -> None:
        self._less.setEnabled(value > self.box.minimum())
        self._more.setEnabled(value < self.box.maximum())
        self.chosen.emit(value)

    @property
    def shown(self) -> str:
        return self.box.written

    @property
    def is_typing(self) -> bool:
        return self.box.lineEdit().text() != self.box.written

    def abandon(self) -> None:
        self.box.lineEdit().setText(self.box.written)

    def call(self, name: str, described: str) -> None:
        super().call(name, described)
        self._less.setAccessibleName(str(text("Less: {setting}", setting=name)))
        self._more.setAccessibleName(str(text("More: {setting}", setting=name)))

    def parts(self) -> Sequence[QWidget]:
        return [self.box]

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(t.edge if self.isEnabled() else t.line), t.stroke))
        painter.setBrush(QColor(t.card if self.isEnabled() else t.sunk))
        painter.drawRoundedRect(whole, theme.RADIUS_M, theme.RADIUS_M)
        if self.box.hasFocus():
            paint_focus(painter, whole, t, theme.RADIUS_M)
