"""The window of the short safety questions: their pages with the buttons that lead through them.

What is asked, and what the answers mean, is the pages' own. Closing the window is no answer, and it says what that
means; a warning sign that was ticked is told of before it can be closed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from postureapp.core.safety import SafetyRules, SafetyState
from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import button, fit, furnish, label
from postureapp.ui.safety_questions import SafetyQuestions
from postureapp.ui.theme import Theme, Type


class SafetyDialog(QWidget):
    """Asks the questions; `answered`, `may_stretch` and `kept` are those of `SafetyQuestions`."""

    def __init__(
        self,
        rules: SafetyRules,
        answered: Callable[[SafetyState], str],
        look: Theme,
        *,
        may_stretch: Callable[[SafetyState], bool],
        kept: SafetyState,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(_("Safety questions"))
        self._answered = answered
        furnish(self, look)
        self.questions = asked = SafetyQuestions(rules, self._tell, may_stretch=may_stretch, kept=kept)
        self.where, self.emergency, self.soon = asked.where, asked.emergency, asked.soon
        self.pain, self.assessed = asked.pain, asked.assessed
        self.injury, self.injury_looked_at = asked.injury, asked.injury_looked_at
        self.conditions = asked.conditions
        self._build()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        fit(self, 820, 690)
        asked.changed.connect(self._look)
        self._look()

    def _build(self) -> None:
        self._count = label("", Type.SMALL, tone="accent", bold=True)
        self._count.setContentsMargins(theme.S, 0, theme.S, 0)  # in line with the pages
        self._skip_note = label(
            _("You may skip this. Then there are posture cues and standing breaks, but no stretches."),
            Type.SMALL,
            tone="soft",
        )
        self._skip = button(_("Skip"), self.close, "quiet", name=_("Skip the questions"))
        self._looked = button(_("A clinician has looked at this"), self.questions.go_on_after_advice)
        self._back = button(_("Back"), self.questions.go_back)
        self._next = button(_("Next"), self.go_on, "primary")
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.S)
        whole.addWidget(self._count)
        whole.addWidget(self.questions, 1)
        below = QHBoxLayout()
        below.setSpacing(theme.S)
        below.setContentsMargins(theme.S, 0, theme.S, 0)
        below.addWidget(self._skip_note, 10)
        below.addStretch(1)
        for made in (self._skip, self._looked, self._back, self._next):
            below.addWidget(made)
        whole.addLayout(below)

    def _look(self) -> None:
        """Enable what can be done with the answers so far; below a result there is only the way out."""
        asked = self.questions
        told = asked.is_told
        if asked.place != self._count.text():
            self._count.setText(asked.place)
            self._announce()
        for made in (self._skip, self._skip_note):
            made.setVisible(not told)
        self._looked.setVisible(asked.shows_advice)
        self._back.setVisible(asked.can_go_back)
        self._next.setText(_("Close") if told else _("Finish") if asked.is_last else _("Next"))
        self._next.setAccessibleName(self._next.text())
        self._next.setEnabled(told or asked.can_go_on)
        if told:
            self._next.setFocus()

    def _announce(self) -> None:
        """Tell a screen reader that another page stands; what a result says, the pages tell themselves."""
        shown = self.questions.currentWidget()
        if shown is not None and self.isVisible() and self._count.text():
            announce(self, f"{shown.findChildren(QLabel)[0].text()}. {self._count.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on where the page is answered; it never answers."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if enters and self._next.isEnabled():
            self.go_on()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Turn to the next page, show what the answers mean, or close."""
        if self.questions.is_told:
            self.close()
        else:
            self.questions.go_on()

    def _tell(self, answers: SafetyState) -> str:
        return self._answered(answers)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.questions.leave():
            event.ignore()
            return
        super().closeEvent(event)
