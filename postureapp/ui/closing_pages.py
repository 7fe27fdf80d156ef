"""How a stretch ends: the one question how it feels, or why it was stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import box, button, label, row
from postureapp.ui.theme import Type


class FeltPage(QWidget):
    """How the upper back feels, 0 to 10, in one click; it may be left out."""

    def __init__(self, felt: Callable[[int], None], skip: Callable[[], object]) -> None:
        super().__init__()
        numbers = QHBoxLayout()
        numbers.setSpacing(6)
        self._buttons = []
        for number in range(11):
            said = str(text("{n} out of 10", n=number))
            made = button(str(number), partial(felt, number), "number", name=said)
            self._buttons.append(made)
            numbers.addWidget(made, 1)
        left, right = (
            label(_("No pain"), Type.SMALL, tone="soft"),
            label(_("Worst imaginable"), Type.SMALL, tone="soft"),
        )
        right.setAlignment(Qt.AlignmentFlag.AlignRight)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        whole.setSpacing(theme.S)
        whole.addStretch(2)
        whole.addWidget(_centred(label(_("Nicely done."), Type.LARGE, tone="accent")))
        whole.addWidget(_centred(label(_("How does your upper back feel?"), Type.TITLE)))
        whole.addSpacing(theme.L)
        whole.addLayout(numbers)
        whole.addLayout(row(left, right))
        whole.addSpacing(theme.L)
        whole.addLayout(row(None, button(_("Skip"), skip, "quiet", name=_("Skip and close")), None))
        whole.addStretch(3)
        note = _("Your answer stays in the diary on this computer.")
        whole.addWidget(_centred(label(note, Type.SMALL, tone="soft")))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._buttons[0].setFocus()


class StoppedPage(QWidget):
    """Why there is no stretch now, and what is good for everybody."""

    def __init__(self, why: str, close: Callable[[], object]) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        whole.setSpacing(theme.M)
        whole.addStretch(1)
        whole.addWidget(label(_("No stretch right now"), Type.TITLE))
        whole.addWidget(box("warm", label(why, Type.LARGE)))
        whole.addWidget(label(_("What is always good:"), Type.BODY, bold=True))
        for words in (
            _("Sit tall with both feet flat, the screen at eye height."),
            _("Stand up and walk a few steps."),
            _("Change position often."),
        ):
            whole.addWidget(label(f"•  {words}"))
        whole.addStretch(2)
        whole.addLayout(row(None, button(_("Close"), close, "primary")))


def _centred(made: QWidget) -> QWidget:
    made.setProperty("alignment", Qt.AlignmentFlag.AlignCenter)
    return made
