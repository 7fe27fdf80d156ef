"""At the top of the home window: what waits for an answer, with the same answers as where it is shown.

One thing at a time, the most urgent. It takes no keyboard by itself, and when it goes while it has it, the keyboard
goes where a key pressed too late does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from postureapp.core.text import text
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.controls import box, button, label
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.theme import Type
from postureapp.ui.waiting import Shown


class WaitingRow(QWidget):
    """The row. `went` is called after a button was pressed; `away` takes the keyboard when the row goes.

    The Tab key comes to the answers from `after`.
    """

    def __init__(self, went: Callable[[], object], away: QWidget, after: QWidget) -> None:
        super().__init__()
        self._went, self._away, self._after = went, away, after
        self._shown: Shown | None = None
        self._title = label("", Type.LARGE, bold=True)
        self._body = label("", Type.BODY)
        self.buttons: list[QPushButton] = []  # as many as were ever needed: none is deleted in its own click
        self._flow = FlowLayout(theme.S)
        inside: QFrame = box("warm", self._title, self._body, margin=theme.M, spacing=theme.XS)
        tell_as(inside, QAccessible.Role.Grouping)
        self._frame = inside
        filled = inside.layout()
        assert isinstance(filled, QVBoxLayout)
        filled.addSpacing(theme.XS)
        filled.addLayout(self._flow)
        laid = QVBoxLayout(self)
        laid.setContentsMargins(theme.L, 0, theme.L, 0)
        laid.addWidget(inside)
        self.hide()

    def _make_buttons(self, count: int) -> None:
        for n in range(len(self.buttons), count):
            made = button("", partial(self._press, n))
            self._flow.addWidget(made)
            QWidget.setTabOrder(self.buttons[-1] if self.buttons else self._after, made)
            self.buttons.append(made)

    def _press(self, n: int) -> None:
        if self._shown is not None and n < len(self._shown.ways):
            self._shown.ways[n].go()
            self._went()

    def show_waiting(self, waiting: Sequence[Shown]) -> str:
        """Show the first of what waits, or nothing; gives what is to be said aloud where it was not there before."""
        before, self._shown = self._shown, waiting[0] if waiting else None
        if self._shown is None:
            self._leave()
            self.hide()
            return ""
        is_new = before is None or before.key != self._shown.key
        if is_new:
            self._leave()
        told = self._fill(self._shown)
        self.show()
        return told if is_new else ""

    def take_keyboard(self) -> bool:
        """Give the keyboard to the first answer, if there is one."""
        if self._shown is None or self._shown.is_quiet:
            return False
        self.buttons[0].setFocus()
        return True

    def _leave(self) -> None:
        if self.window().focusWidget() in self.buttons:  # also while another window is in front
            self._away.setFocus()

    def _fill(self, what: Shown) -> str:
        title = str(text("Waiting for you: {what}", what=what.title))
        told = f"{title} {what.body}".strip()
        self._title.setText(title)
        self._body.setText(what.body)
        self._body.setVisible(bool(what.body))
        self._frame.setAccessibleName(title)
        ground = "card" if what.is_quiet else "warm"
        if self._frame.property("box") != ground:
            self._frame.setProperty("box", ground)
            self._frame.style().polish(self._frame)
        self._make_buttons(len(what.ways))
        for n, made in enumerate(self.buttons):
            way = what.ways[n] if n < len(what.ways) else None
            if way is not None:
                role = "primary" if way.is_main else "plain"
                made.setText(way.words)
                made.setAccessibleName(way.said or way.words)
                made.setAccessibleDescription(told if not n else "")
                if made.property("role") != role:
                    made.setProperty("role", role)
                    made.setFont(theme.font(Type.BODY, bold=way.is_main))
                    made.style().polish(made)
            made.setVisible(way is not None)
        return told
