"""The welcome: a few short pages from what this is to a first move, each of which can be skipped.

Every answer is kept at once, and where it was left it goes on. Skipping the safety questions leaves stretches off, and
says so; a warning sign that was ticked leads to medical care before anything else, also when the window is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from postureapp.core.events import StretchAsked
from postureapp.core.safety import Reason, SafetyState, allowed_moves, gate
from postureapp.core.text import _, text
from postureapp.storage.first_run import Step
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import button, fit, furnish, label, row
from postureapp.ui.first_run_answers import FirstRunWires
from postureapp.ui.first_run_end import EndPage
from postureapp.ui.first_run_pages import CausesPage, HoursPage, Page, StrengthPage
from postureapp.ui.first_run_signs import Dots
from postureapp.ui.first_run_sound import SoundPage
from postureapp.ui.first_run_welcome import WelcomePage
from postureapp.ui.safety_questions import SafetyQuestions
from postureapp.ui.theme import Theme, Type

_STEPS = tuple(Step)


class FirstRun(QWidget):
    """The welcome. Enter goes on; Escape closes, and the next time it stands where it was."""

    def __init__(self, look: Theme, wires: FirstRunWires) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(_("Welcome to PostureApp"))
        self._look, self._wires, self._progress = look, wires, wires.progress
        furnish(self, look)
        self._made: dict[Step, Page] = {}
        self.questions: SafetyQuestions | None = None
        self._safety = wires.world().safety
        self._is_keeping = False
        self._stands: QWidget | None = None
        self._build()
        self._shortcut(Qt.Key.Key_Escape, self.close)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._shortcut(key, self._enter).setAutoRepeat(False)
        fit(self, 860, 610)
        self.turn_to(Step.WELCOME if self._progress.is_done else self._progress.step)

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._dots = Dots(self._look, len(_STEPS))
        self._count = label("", Type.SMALL, tone="accent", bold=True)
        self._note = label("", Type.SMALL, tone="soft")
        self._skip = button(_("Skip"), self.skip, "quiet")
        self._looked = button(_("A clinician has looked at this"), self._go_on_after_advice)
        self._back = button(_("Back"), self.go_back)
        self._next = button(_("Next"), self.go_on, "primary")
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.S)
        for made in (self._count, self._note):
            made.setContentsMargins(theme.S, 0, theme.S, 0)  # in line with the pages
        whole.addWidget(self._count)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._note)
        below: QHBoxLayout = row(self._dots, None, self._skip, self._looked, self._back, self._next)
        below.setContentsMargins(theme.S, 0, theme.S, 0)
        whole.addLayout(below)

    def _shortcut(self, key: Qt.Key, then: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(key), self)
        made.activated.connect(then)
        return made

    def _make(self, step: Step) -> Page:
        look, wires = self._look, self._wires
        match step:
            case Step.WELCOME:
                return WelcomePage(wires, look)
            case Step.CAUSES:
                return CausesPage(wires, look)
            case Step.HOURS:
                return HoursPage(wires)
            case Step.STRENGTH:
                return StrengthPage(wires, look)
            case Step.SOUND:
                return SoundPage(wires, look)
            case _:
                return EndPage(wires, look, self._try)

    def _page(self, step: Step) -> Page:
        if step is Step.DONE:
            self._forget(self._made.pop(step, None))  # what it invites to goes by the answers of now
        if step in self._made:
            self._made[step].refresh()
        else:
            self._made[step] = self._make(step)
            self._stack.addWidget(self._made[step])
        return self._made[step]

    # --- turning pages ------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The page it stands at."""
        return self._step

    def turn_to(self, step: Step, *, anew: bool = True) -> None:
        """Show a page and remember that it stands there."""
        self._step = step
        self._stack.setCurrentWidget(self._asked(anew) if step is Step.SAFETY else self._page(step))
        if not self._progress.is_done:
            self._progress = self._progress.at(step)
            self._wires.keep(self._progress)
        self._show_buttons()

    def go_on(self) -> None:
        """Go on: to the next question, the next page, or out."""
        if self._step is Step.SAFETY and self.questions is not None and not self.questions.is_told:
            self.questions.go_on()
        elif self._step is Step.DONE:
            self.close()
        else:
            self.turn_to(_STEPS[_STEPS.index(self._step) + 1])

    def go_back(self) -> None:
        """Go back one question or page."""
        if self._step is Step.SAFETY and self.questions is not None and self.questions.can_go_back:
            self.questions.go_back()
        else:
            self.turn_to(_STEPS[max(_STEPS.index(self._step) - 1, 0)])

    def skip(self) -> None:
        """Leave this page as it was and go on; from the first one past all of them."""
        whole = self._step is Step.WELCOME
        if whole or self._step is Step.SAFETY:
            if self.questions is not None and not self.questions.leave():
                self.turn_to(Step.SAFETY)  # a warning sign that was ticked counts
                return
        else:
            self._made[self._step].take_back()
        self.turn_to(Step.DONE if whole else _STEPS[_STEPS.index(self._step) + 1])

    def ask_safety(self) -> None:
        """Show the safety questions, asked for from elsewhere: anew where they have been answered."""
        if self.questions is None or (self.questions.is_told and not self.questions.shows_advice):
            self._ask()
        self.turn_to(Step.SAFETY, anew=False)

    def _enter(self) -> None:
        """Enter presses the button that has the keyboard, and else goes on; it never answers."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        elif self._next.isEnabled():
            self.go_on()
        elif self.questions is not None:
            self.questions.focus_open()

    # --- the safety questions -----------------------------------------------------------------------------------------

    def _asked(self, anew: bool) -> SafetyQuestions:
        """The questions; where they were finished or skipped, what the answers of before mean, or else anew."""
        asked = self.questions
        if asked is None or (anew and asked.is_told and not asked.shows_advice):
            asked = self._ask()
            world = self._wires.world()
            if world.safety.answered and gate(world.safety, world.rules).reason is not Reason.DIFFERENT:
                asked.show_kept()
        return asked

    def _ask(self) -> SafetyQuestions:
        """Make the questions anew, with the answers that hold."""
        self._forget(self.questions)
        world = self._wires.world()
        self._safety = world.safety
        self.questions = asked = SafetyQuestions(
            world.rules,
            self._save,
            may_stretch=lambda answers: bool(allowed_moves(world.moves, answers, world.rules)),
            kept=world.safety,
        )
        asked.changed.connect(self._questions_changed)
        self._stack.addWidget(asked)
        return asked

    def _questions_changed(self) -> None:
        if self._step is Step.SAFETY:
            self._show_buttons()

    def _go_on_after_advice(self) -> None:
        if self.questions is not None:
            self.questions.go_on_after_advice()

    def _save(self, answers: SafetyState) -> str:
        self._is_keeping = True
        try:
            return self._wires.save_safety(answers)
        finally:
            self._is_keeping = False
            self._safety = self._wires.world().safety

    def refresh(self) -> None:
        """Something has changed outside: safety answers given elsewhere take the place of those half given here."""
        if self._is_keeping or self._wires.world().safety == self._safety:
            return
        self._safety = self._wires.world().safety
        self._forget(self.questions)
        self.questions = None
        if self._step in (Step.SAFETY, Step.DONE):
            self.turn_to(self._step)

    # --- the rest -----------------------------------------------------------------------------------------------------

    def _show_buttons(self) -> None:
        step, asked = self._step, self.questions if self._step is Step.SAFETY else None
        told = asked is not None and asked.is_told
        self._dots.show_step(_STEPS.index(step))
        self._count.setText(asked.place if asked is not None else "")
        self._count.setVisible(bool(self._count.text()))
        self._note.setText(_skip_note(step) if not told else "")
        self._note.setVisible(bool(self._note.text()))
        self._skip.setVisible(step is not Step.DONE and not told)
        self._skip.setText(_("Skip all") if step is Step.WELCOME else _("Skip"))
        self._skip.setAccessibleName(_("Skip all") if step is Step.WELCOME else _("Skip this page"))
        self._looked.setVisible(asked is not None and asked.shows_advice)
        self._back.setVisible(step not in (Step.WELCOME, Step.DONE))
        words = _("Begin") if step is Step.WELCOME else _("Close") if step is Step.DONE else _("Next")
        self._next.setText(words)
        self._next.setAccessibleName(words)
        self._next.setEnabled(asked is None or told or asked.can_go_on)
        page = self._made.get(Step.DONE)
        tries = page.try_it if step is Step.DONE and isinstance(page, EndPage) else None
        self._next.setProperty("role", "plain" if tries is not None else "primary")
        self._next.style().polish(self._next)
        self._lead_keyboard(tries)

    def _lead_keyboard(self, tries: QPushButton | None) -> None:
        """Where a page stands newly the keyboard is where Enter goes on, or at the first question."""
        shown = self._stack.currentWidget()
        inner = shown.currentWidget() if isinstance(shown, QStackedWidget) else shown
        if inner is None or inner is self._stands:
            return
        self._stands = inner
        self._order_focus(inner)
        if tries is not None:
            tries.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._next.isEnabled():
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.questions is not None:
            self.questions.focus_open()
        self._announce(inner)

    def _order_focus(self, inner: QWidget) -> None:
        """Pages are made after the buttons below them; the keyboard goes through what is read first."""
        inside = (each for each in inner.findChildren(QWidget) if each.window() is self)  # no list that drops down
        stops = [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        chain = [*stops, self._skip, self._looked, self._back, self._next]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _announce(self, shown: QWidget) -> None:
        """Tell a screen reader that another page stands, by its title."""
        title = next((each.text() for each in shown.findChildren(QLabel) if each.text()), "")
        at, count = _STEPS.index(self._step) + 1, len(_STEPS)
        announce(self, str(text("{title}. Step {n} of {count}", title=title, n=at, count=count)))

    def _try(self, move: str) -> None:
        """Open the move, and make room for it."""
        handle = self._wires.handle
        self.close()
        handle(StretchAsked((move,)))

    def _forget(self, shown: QWidget | None) -> None:
        if shown is not None:
            self._stack.removeWidget(shown)
            shown.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.questions is not None and not self.questions.leave():
            self.turn_to(Step.SAFETY)
            event.ignore()
            return
        self._wires.keep(self._progress.closed())
        super().closeEvent(event)


def _skip_note(step: Step) -> str:
    if step is Step.WELCOME:
        return _("If you skip all, there are posture cues and standing breaks, but no stretches.")
    if step is Step.SAFETY:
        return _("You may skip this. Then there are posture cues and standing breaks, but no stretches.")
    return ""
