"""The triage list by itself: asked before every booking card and after a stretch that left much pain.

Medical care comes before an appointment. Nothing is ticked beforehand, and closing it is no answer: then no booking
card follows. A sign that was ticked counts all the same.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from postureapp.core.safety import Level, SafetyRules
from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.controls import button, fit, furnish, label, page, row
from postureapp.ui.question_widgets import Checklist, heading
from postureapp.ui.theme import Theme, Type


class TriageWindow(QWidget):
    """Asks for warning signs; `answered` gets the ids of those that were ticked, none for "none of these"."""

    def __init__(self, rules: SafetyRules, answered: Callable[[tuple[str, ...]], None], look: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(_("My upper back hurts"))
        self._answered, self._is_told = answered, False
        furnish(self, look)
        flags = rules.red_flags
        self.emergency, self.soon = (
            Checklist([(flag.id, _(flag.question)) for flag in flags if flag.level is level], question=question)
            for level, question in (
                (Level.EMERGENCY, _("Do you have any of these now?")),
                (Level.DOCTOR_SOON, _("Or any of these, lately?")),
            )
        )
        self._next = button(_("Go on"), self.go_on, "primary")
        self._build()
        for checklist in (self.emergency, self.soon):
            checklist.changed.connect(self._look)
        self._look()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        fit(self, 820, 750)

    def _build(self) -> None:
        asked = page(
            label(_("First: do any of these apply?"), Type.TITLE),
            label(_("Some signs need medical care before an appointment. Your answers stay here."), tone="soft"),
            heading(_("Do you have any of these now?")),
            self.emergency,
            heading(_("Or any of these, lately?")),
            self.soon,
        )
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        whole.setSpacing(theme.M)
        whole.addWidget(asked, 1)
        below = row(None, button(_("Close"), self.close), self._next)
        below.setContentsMargins(theme.S, 0, theme.S, 0)  # in line with the page
        whole.addLayout(below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on where all is answered, and else to what is not; it never answers."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._next.isEnabled() and not event.isAutoRepeat():
            self.go_on()
        elif not self._next.isEnabled():
            (self.soon if self.emergency.is_answered else self.emergency).take_focus()

    def go_on(self) -> None:
        """Tell the answers and close."""
        ticked, self._is_told = self._ticked, True
        self.close()
        self._answered(ticked)

    @property
    def _ticked(self) -> tuple[str, ...]:
        return (*self.emergency.ticked, *self.soon.ticked)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._ticked and not self._is_told:
            self._is_told = True
            self._answered(self._ticked)

    def _look(self) -> None:
        """A sign of an emergency waits for no other answer."""
        whole = self.emergency.is_answered and self.soon.is_answered
        self._next.setEnabled(bool(self.emergency.ticked) or whole)
