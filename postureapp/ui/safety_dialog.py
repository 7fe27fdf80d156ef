"""The short safety questions: warning signs first, then the pain and injuries of now, then conditions.

Nothing is ticked beforehand but the region that was chosen before. What the answers mean is for `core.safety` to say;
this window shows it. Skipping or closing is no answer, and says what that means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from postureapp.core.safety import Level, Reason, Region, SafetyRules, SafetyState, gate
from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import box, button, fit, furnish, label, page
from postureapp.ui.medical_words import UNKNOWN_REGION, care_words, doctor_line, emergency_number, not_ruled_out
from postureapp.ui.question_widgets import Checklist, WhereAreYou, YesNo
from postureapp.ui.standing_words import mild_stretch
from postureapp.ui.theme import Theme, Type

_PAGES = 3


class SafetyDialog(QWidget):
    """Asks the questions.

    `answered` gets the red flags as soon as there are any, and at the end all answers, or `SafetyState()` when skipped.
    `may_stretch` tells whether answers leave any move; `kept` are the answers of before, which hold until the last page
    is finished.
    """

    def __init__(
        self,
        rules: SafetyRules,
        answered: Callable[[SafetyState], None],
        look: Theme,
        *,
        may_stretch: Callable[[SafetyState], bool],
        kept: SafetyState,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(_("Safety questions"))
        self._rules, self._answered, self._may_stretch, self._kept = rules, answered, may_stretch, kept
        self._told = False
        self._looked_at: frozenset[str] = frozenset()
        self._held: tuple[str, ...] = ()
        furnish(self, look)
        self._pages = QStackedWidget()
        for build in (self._signs_page, self._today_page, self._conditions_page):
            self._pages.addWidget(build())
        self._build()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        fit(self, 820, 690)
        self.where.choose(kept.region)
        self._turn_to(0)
        if kept.red_flags and not kept.looked_at:
            self._hold_flags()

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
        return page(
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
        self.assessed = YesNo(_("Has a clinician assessed the pain?"))
        self.injury = YesNo(_("Have you lately had a knock, a fall, whiplash or another neck injury?"))
        self.injury_looked_at = YesNo(_("Has a clinician looked at the knock or injury since?"))
        for widget in (self.pain, self.assessed, self.injury, self.injury_looked_at):
            widget.changed.connect(self._look)
        # What is asked only after a "yes" comes below: nothing slides under the pointer as it is about to click.
        return page(
            label(_("How it is today"), Type.TITLE), self.pain, self.injury, self.assessed, self.injury_looked_at
        )

    def _conditions_page(self) -> QWidget:
        self.conditions = Checklist([(c.id, _(c.name)) for c in self._rules.conditions])
        self.conditions.changed.connect(self._look)
        return page(
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
        """The answers as they stand; what was not asked yet stays as it was kept, unless all are `answered`."""
        kept = SafetyState(clearances=self._clearances) if answered else self._kept
        flags = self._flags
        injury = kept.recent_injury if self.injury.answer is None else self.injury.answer
        injury_is_seen = not injury or self.injury_looked_at.answer is True
        pain = kept.pain_now if self.pain.answer is None else self.pain.answer
        assessed = kept.assessed if self.pain.answer is None else self.assessed.answer is True
        conditions = (*kept.conditions, *(name for name in self.conditions.ticked if name not in kept.conditions))
        return replace(
            kept,
            answered=answered,
            pain_now=pain,
            assessed=pain and assessed,
            recent_injury=injury,
            looked_at=self._looked_at.issuperset(flags) and injury_is_seen and bool(flags or injury),
            conditions=conditions,
            red_flags=flags,
            region=self._region.id or kept.region,
        )

    @property
    def _clearances(self) -> tuple[str, ...]:
        """The moves a clinician has cleared, as long as no condition was added that the clinician did not know of."""
        return self._kept.clearances if set(self.conditions.ticked) <= set(self._kept.conditions) else ()

    @property
    def _flags(self) -> tuple[str, ...]:
        ticked = self.emergency.ticked + self.soon.ticked
        return ticked + tuple(flag for flag in self._held if flag not in ticked)

    def _hold_flags(self) -> None:
        """Warning signs hold until a clinician has looked at them: nothing here can be unticked to open the gate."""
        self._held = self._kept.red_flags
        self._show_advice(tell=False)

    @property
    def _region(self) -> Region:
        return self.where.region or UNKNOWN_REGION

    def _show_advice(self, *, tell: bool = True) -> None:
        """A warning sign was ticked: say so at once, before any other question, and only then have it kept."""
        found = self.state(answered=False)
        reason = gate(found, self._rules).reason
        urgent = text("In an emergency call {number}.", number=emergency_number(self._region))
        self._show_result(
            label(_("Medical care comes first"), Type.TITLE),
            self._care(reason),
            label(str(urgent) if reason is not Reason.EMERGENCY else "", Type.BODY),
            label(
                _(
                    "Stretches and booking stay off until a clinician has looked at it. "
                    "PostureApp does not make the call."
                )
            ),
        )
        self._looked = button(_("A clinician has looked at this"), self._after_advice)
        self._below.insertWidget(2, self._looked)
        self._looked.show()
        if tell:
            self._answered(found)

    def _care(self, reason: Reason) -> QWidget:
        title, sentence = care_words(reason, self._region)
        kind = "danger" if reason is Reason.EMERGENCY else "warm"
        return box(kind, label(str(title), Type.TITLE, tone=kind), label(str(sentence), Type.LARGE))

    def _after_advice(self) -> None:
        self._looked_at = frozenset(self._flags)
        self._told = False
        self._looked.deleteLater()
        self._skip.setVisible(True)
        self._skip_note.setVisible(True)
        self._turn_to(1)

    def _finish(self) -> None:
        found = self.state(answered=True)
        heading, shown = self._outcome(found)
        self._show_result(
            label(heading, Type.TITLE),
            *shown,
            label(_('When something is different, open "Safety questions" in the menu again.'), tone="soft"),
        )
        self._answered(found)

    def _outcome(self, found: SafetyState) -> tuple[str, list[QWidget]]:
        """A heading and what the answers mean."""
        decided = gate(found, self._rules)
        if decided.hides_booking:
            return _("Medical care comes first"), [self._care(decided.reason)]
        careful = label(str(not_ruled_out(self._region)))
        if not decided.is_open:
            why = label(str(decided.why), Type.LARGE)
            return _("Thank you."), [box("warm", why, label(str(doctor_line(self._region)), bold=True), careful)]
        if not self._may_stretch(found):
            words = _("With these answers there are posture cues and standing breaks, and no stretches.")
            ask = _("Ask your clinician which moves are right for you.")
            return _("Thank you."), [box("warm", label(words, Type.LARGE), label(ask, bold=True), careful)]
        return _("Thank you. You can stretch."), [
            box("accent", label(str(not_ruled_out(self._region)), Type.LARGE)),
            label(mild_stretch()),
        ]

    def _show_result(self, *contents: QWidget) -> None:
        shown = page(*contents)
        self._pages.addWidget(shown)
        self._pages.setCurrentWidget(shown)
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
        if not self._told and self._flags and not self._looked_at:
            event.ignore()  # a warning sign that was ticked counts, also where the rest is skipped
            self._show_advice()
            return
        if not self._told:
            self._told = True
            self._answered(self.state(answered=False) if self._looked_at else SafetyState())
        super().closeEvent(event)


def _heading(words: str) -> QWidget:
    return label(words, Type.BODY, bold=True)
