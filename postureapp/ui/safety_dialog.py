"""The short safety questions: warning signs first, then the pain and injuries of now, then conditions.

Nothing is ticked beforehand. What the answers mean is for `core.safety` to say; this window shows it. Skipping or
closing leaves everything unknown, and says what that means.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from postureapp.core.safety import Level, Reason, Region, SafetyRules, SafetyState, gate
from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import box, button, fit, label
from postureapp.ui.icons import app_icon
from postureapp.ui.medical_words import UNKNOWN_REGION, care_words, emergency_number, not_ruled_out
from postureapp.ui.question_widgets import Checklist, WhereAreYou, YesNo
from postureapp.ui.theme import Theme, Type

_PAGES = 3


class SafetyDialog(QWidget):
    """Asks the questions.

    `answered` gets the red flags as soon as there are any, and at the end all answers, or `SafetyState()` when skipped.
    """

    def __init__(self, rules: SafetyRules, answered: Callable[[SafetyState], None], look: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "paper")
        self.setWindowIcon(app_icon())
        self.setWindowTitle(_("Safety questions"))
        self._rules, self._answered = rules, answered
        self._told = False
        self._looked_at: frozenset[str] = frozenset()
        look.dress(self)
        self._pages = QStackedWidget()
        for build in (self._signs_page, self._today_page, self._conditions_page):
            self._pages.addWidget(build())
        self._build()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        fit(self, 820, 690)
        self._turn_to(0)

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._count = label("", Type.SMALL, tone="accent", bold=True)
        self._skip_note = label(
            _("You may skip this. Then there are posture cues and standing breaks, but no stretches."),
            Type.SMALL,
            tone="soft",
        )
        self._skip = button(_("Skip"), self.close, "quiet", name=_("Skip the questions"))
        self._back = button(_("Back"), self._go_back)
        self._next = button(_("Next"), self.go_on, "primary")
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.S)
        whole.addWidget(self._count)
        whole.addWidget(self._pages, 1)
        self._below = below = QHBoxLayout()
        below.setSpacing(theme.S)
        below.addWidget(self._skip_note, 10)
        below.addStretch(1)
        for made in (self._skip, self._back, self._next):
            below.addWidget(made)
        whole.addLayout(below)

    def _signs_page(self) -> QWidget:
        flags = self._rules.red_flags
        self.where = WhereAreYou(self._rules.regions)
        self.emergency = Checklist([(f.id, _(f.question)) for f in flags if f.level is Level.EMERGENCY])
        self.soon = Checklist([(f.id, _(f.question)) for f in flags if f.level is Level.DOCTOR_SOON])
        for widget in (self.where, self.emergency, self.soon):
            widget.changed.connect(self._look)
        return _page(
            label(_("Before the first stretch"), Type.TITLE),
            label(_("Three short pages. Your answers stay on this computer."), tone="soft"),
            self.where,
            _heading(_("Do you have any of these now?")),
            self.emergency,
            _heading(_("Or any of these, lately?")),
            self.soon,
        )

    def _today_page(self) -> QWidget:
        self.pain = YesNo(_("Do you have pain in the upper back or neck now?"))
        self.assessed = YesNo(_("Has a clinician assessed this pain?"))
        self.injury = YesNo(_("Have you lately had a knock, a fall, whiplash or another neck injury?"))
        self.injury_looked_at = YesNo(_("Has a clinician looked at it since?"))
        for widget in (self.pain, self.assessed, self.injury, self.injury_looked_at):
            widget.changed.connect(self._look)
        return _page(
            label(_("How it is today"), Type.TITLE), self.pain, self.assessed, self.injury, self.injury_looked_at
        )

    def _conditions_page(self) -> QWidget:
        self.conditions = Checklist([(c.id, _(c.name)) for c in self._rules.conditions])
        self.conditions.changed.connect(self._look)
        return _page(
            label(_("What your clinician has told you"), Type.TITLE),
            label(_("Moves that do not go with one of these are left out or made smaller."), tone="soft"),
            self.conditions,
        )

    # --- turning pages ------------------------------------------------------------------------------------------------

    def _turn_to(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self._count.setText(str(text("{n} of {count}", n=index + 1, count=_PAGES)))
        self._look()

    def _look(self) -> None:
        """Enable what can be done with the answers so far."""
        if not hasattr(self, "_next") or self._told:
            return
        self.assessed.setVisible(self.pain.answer is True)
        self.injury_looked_at.setVisible(self.injury.answer is True)
        index = self._pages.currentIndex()
        self._back.setVisible(index > 0)
        self._next.setText(_("Finish") if index == _PAGES - 1 else _("Next"))
        self._next.setAccessibleName(self._next.text())
        self._next.setEnabled(self._page_is_answered(index))

    def _page_is_answered(self, index: int) -> bool:
        if index == 0:
            whole = self.emergency.is_answered and self.soon.is_answered
            # A sign of an emergency waits for no other answer.
            return bool(self.emergency.ticked) or (self.where.region is not None and whole)
        if index == 1:
            pain = self.pain.answer is False or (self.pain.answer is True and self.assessed.answer is not None)
            hurt = self.injury.answer is False or (
                self.injury.answer is True and self.injury_looked_at.answer is not None
            )
            return pain and hurt
        return self.conditions.is_answered

    def _go_back(self) -> None:
        self._turn_to(max(self._pages.currentIndex() - 1, 0))

    def go_on(self) -> None:
        """Turn to the next page, or show what the answers mean."""
        if self._told:
            self.close()
            return
        index = self._pages.currentIndex()
        if index == 0:
            if not self._looked_at.issuperset(self._flags):
                self._show_advice()
                return
            self._turn_to(1)
        elif index == 1:
            self._turn_to(2)
        else:
            self._finish()

    # --- results ------------------------------------------------------------------------------------------------------

    def state(self, answered: bool) -> SafetyState:
        """The answers as they stand."""
        flags = self._flags
        injury = self.injury.answer is True
        looked_at = self._looked_at.issuperset(flags) and (not injury or self.injury_looked_at.answer is True)
        return SafetyState(
            answered=answered,
            pain_now=self.pain.answer is True,
            assessed=self.pain.answer is True and self.assessed.answer is True,
            recent_injury=injury,
            looked_at=looked_at and bool(flags or injury),
            conditions=self.conditions.ticked,
            red_flags=flags,
            region=self._region.id,
        )

    @property
    def _flags(self) -> tuple[str, ...]:
        return self.emergency.ticked + self.soon.ticked

    @property
    def _region(self) -> Region:
        return self.where.region or UNKNOWN_REGION

    def _show_advice(self) -> None:
        """A warning sign was ticked: say so at once, before any other question."""
        found = self.state(answered=False)
        reason = gate(found, self._rules).reason
        self._answered(found)
        title, sentence = care_words(reason, self._region)
        kind = "danger" if reason is Reason.EMERGENCY else "warm"
        urgent = text("In an emergency call {number}.", number=emergency_number(self._region))
        page = _page(
            label(_("Medical care comes first"), Type.TITLE),
            box(kind, label(str(title), Type.TITLE, tone=kind), label(str(sentence), Type.LARGE)),
            label(str(urgent) if reason is not Reason.EMERGENCY else "", Type.BODY),
            label(_("Stretches and booking stay off until a clinician has looked at it. Nothing is called for you.")),
        )
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._end_row()
        self._looked = button(_("A clinician has looked at this"), self._after_advice)
        self._below.insertWidget(2, self._looked)
        self._looked.show()

    def _after_advice(self) -> None:
        self._looked_at = frozenset(self._flags)
        self._told = False
        self._looked.deleteLater()
        self._skip.setVisible(True)
        self._skip_note.setVisible(True)
        self._turn_to(1)

    def _finish(self) -> None:
        found = self.state(answered=True)
        decided = gate(found, self._rules)
        self._told = True
        self._answered(found)
        if decided.hides_booking:
            title, sentence = care_words(decided.reason, self._region)
            kind = "danger" if decided.reason is Reason.EMERGENCY else "warm"
            shown = box(kind, label(str(title), Type.TITLE, tone=kind), label(str(sentence), Type.LARGE))
            heading = _("Medical care comes first")
        elif decided.is_open:
            shown = box("accent", label(str(not_ruled_out(self._region)), Type.LARGE))
            heading = _("Thank you. You can stretch.")
        else:
            shown = box("warm", label(str(decided.why), Type.LARGE))
            heading = _("Thank you.")
        page = _page(
            label(heading, Type.TITLE),
            shown,
            label(_("A mild stretch, never pain. Stop if pain spreads, tingles, or you feel dizzy.")),
            label(_('When something is different, open "Safety questions" in the menu again.'), tone="soft"),
        )
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._end_row()

    def _end_row(self) -> None:
        """Below a result there is only the way out."""
        self._told = True
        self._count.setText("")
        self._skip.setVisible(False)
        self._skip_note.setVisible(False)
        self._back.setVisible(False)
        self._next.setText(_("Close"))
        self._next.setAccessibleName(_("Close"))
        self._next.setEnabled(True)
        self._next.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._told:
            self._told = True
            self._answered(self.state(answered=False) if self._looked_at else SafetyState())
        super().closeEvent(event)


def _heading(words: str) -> QWidget:
    return label(words, Type.BODY, bold=True)


def _page(*contents: QWidget) -> QScrollArea:
    """A page that scrolls only where the screen is small; the buttons stand below it."""
    inside = QWidget()
    inside.setProperty("ground", "paper")
    laid = QVBoxLayout(inside)
    laid.setContentsMargins(theme.XS, theme.XS, theme.M, theme.XS)
    laid.setSpacing(theme.S)
    for widget in contents:
        laid.addWidget(widget)
    laid.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll
