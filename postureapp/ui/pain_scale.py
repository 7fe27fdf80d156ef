"""How much it hurts, 0 to 10, as a row of numbers: by click, by digit, or with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.checkable import CheckableButton
from postureapp.ui.controls import button, label, row
from postureapp.ui.theme import Type

_TEN_WITHIN_MS = 1500  # after a 1 a 0 makes it ten
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


class _Number(CheckableButton):
    """A number; the arrow keys on it go to the next number, not to the next control."""

    def __init__(self, takes: Callable[[QKeyEvent], bool], words: str) -> None:
        super().__init__(words)
        self._takes = takes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._takes(event):
            super().keyPressEvent(event)


class PainScale(QWidget):
    """Eleven numbers, none chosen beforehand. `chosen` gets the number each time one is chosen.

    The arrow keys go from number to number, Space and Enter choose, and so does a digit; 1 and then 0 is ten.
    `is_last`: a choice is final, so that a typed 1 waits a moment for its 0 before `chosen` gets it.
    """

    def __init__(self, chosen: Callable[[int], object], *, is_last: bool) -> None:
        super().__init__()
        self._chosen, self._is_last = chosen, is_last
        self.value: int | None = None
        self._typed_one = QTimer(self)
        self._typed_one.setSingleShot(True)
        self._typed_one.setInterval(_TEN_WITHIN_MS)
        self._typed_one.timeout.connect(self._one_it_is)
        numbers = QHBoxLayout()
        numbers.setSpacing(theme.XS)
        self.buttons: list[QPushButton] = []
        for number in range(11):
            made = button(
                str(number),
                partial(self.choose, number),
                "number",
                name=str(text("{n} out of 10", n=number)),
                kind=partial(_Number, self.takes),
            )
            made.setAutoExclusive(True)  # one of them: a screen reader has them as radio buttons
            self.buttons.append(made)
            numbers.addWidget(made, 1)
        self._be_stop(0)
        least = label(_("No pain"), Type.SMALL, tone="soft")
        most = label(_("Worst imaginable"), Type.SMALL, tone="soft")
        self.buttons[0].setAccessibleDescription(least.text())
        self.buttons[-1].setAccessibleDescription(most.text())
        most.setAlignment(Qt.AlignmentFlag.AlignRight)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.XS)
        whole.addLayout(numbers)
        whole.addLayout(row(least, most))

    def choose(self, number: int) -> None:
        """Choose a number."""
        self._typed_one.stop()
        self._mark(number)
        self._chosen(number)

    def _mark(self, number: int) -> None:
        self.value = number
        self._be_stop(number)
        for each, made in enumerate(self.buttons):
            made.setChecked(each == number)

    def _one_it_is(self) -> None:
        if self._is_last:
            self.choose(1)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this key chose a number, or went to one."""
        if event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
            return True
        digit = event.text()
        if len(digit) != 1 or digit not in "0123456789":
            return False
        number = 10 if digit == "0" and self._typed_one.isActive() else int(digit)
        self._go_to(number)
        if number == 1 and self._is_last:
            self._mark(number)
        else:
            self.choose(number)
        if number == 1:
            self._typed_one.start()
        return True

    def _step(self, by: int) -> None:
        self._typed_one.stop()
        at = next((n for n, made in enumerate(self.buttons) if made.hasFocus()), self.value)
        number = 0 if at is None else min(max(at + by, 0), 10)
        self._go_to(number)

    def _go_to(self, number: int) -> None:
        self._be_stop(number)
        self.buttons[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _be_stop(self, number: int) -> None:
        """Let Tab stop at this number only: the arrow keys lead to the others."""
        for each, made in enumerate(self.buttons):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == number else Qt.FocusPolicy.ClickFocus)
