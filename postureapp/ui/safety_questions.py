"""The short safety questions as pages: warning signs first, then the pain and injuries of now, then conditions.

They stand in a window of their own and in the first run. Nothing is ticked beforehand but the region that was chosen
before. What the answers mean is for `core.safety` to say; these pages show it. Skipping or closing is no answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from postureapp.core.safety import Clearance, Level, Reason, Region, SafetyRules, SafetyState, gate
from postureapp.core.text import _, text
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, button, label, page
from postureapp.ui.medical_words import UNKNOWN_REGION, care_words, doctor_line, emergency_number, not_ruled_out
from postureapp.ui.question_widgets import Checklist, WhereAreYou, YesNo, heading
from postureapp.ui.standing_words import mild_stretch
from postureapp.ui.theme import Type

_PAGES = 3


class SafetyQuestions(QStackedWidget):
    """Asks the questions; the buttons belong to the window that they stand in.

    `answered` gets the red flags as soon as there are any, and at the end all answers, or `SafetyState()` when skipped;
    it gives "", or the sentence that says why they could not be kept: then the page says so, and never that one can
    stretch.
    `may_stretch` tells whether answers leave any move; `kept` are the answers of before, which hold until the last page
    is finished. `changed` tells that another page stands, or that more or less can be done with the answers.
    """

    changed = Signal()

    def __init__(
        self,
        rules: SafetyRules,
        answered: Callable[[SafetyState], str],
        *,
        may_stretch: Callable[[SafetyState], bool],
        kept: SafetyState,
    ) -> None:
        super().__init__()
        self._rules, self._answered, self._may_stretch, self._kept = rules, answered, may_stretch, kept
        self.is_told = False
        self.shows_advice = False
        self._looked_at: frozenset[str] = frozenset()
        self._held: tuple[str, ...] = ()
        self._refused = ""  # why the answers were not kept the last time
        for build in (self._signs_page, self._today_page, self._conditions_page):
            self.addWidget(build())
        self.where.choose(kept.region)
        self._turn_to(0)
        if kept.red_flags and not kept.looked_at:
            self._hold_flags()

    # --- building -----------------------------------------------------------------------------------------------------

    def _signs_page(self) -> QWidget:
        flags = self._rules.red_flags
        self.where = WhereAreYou(self._rules.regions)
        now, lately = _("Do you have any of these now?"), _("Or any of these, lately?")
        emergency = [(f.id, _(f.question)) for f in flags if f.level is Level.EMERGENCY]
        soon = [(f.id, _(f.question)) for f in flags if f.level is Level.DOCTOR_SOON]
        self.emergency, self.soon = Checklist(emergency, question=now), Checklist(soon, question=lately)
        self.where.setHidden(not self._rules.regions)
        for widget in (self.where, self.emergency, self.soon):
            widget.changed.connect(self._look)
        return page(
            label(_("Before the first stretch"), Type.TITLE),
            label(_("Three short pages. Your answers stay on this computer."), tone="soft"),
            self.where,
            heading(now),
            self.emergency,
            heading(lately),
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
        told = _("What your clinician has told you")
        self.conditions = Checklist([(c.id, _(c.name)) for c in self._rules.conditions], question=told)
        self.conditions.changed.connect(self._look)
        return page(
            label(told, Type.TITLE),
            label(_("Moves that do not go with one of these are left out or made smaller."), tone="soft"),
            self.conditions,
        )

    # --- turning pages ------------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Which of the pages this is, in words; "" at a result."""
        return "" if self.is_told else str(text("{n} of {count}", n=self.currentIndex() + 1, count=_PAGES))

    @property
    def can_go_on(self) -> bool:
        """Whether the page is answered; at a result there is nothing more to go on to."""
        return not self.is_told and self._page_is_answered(self.currentIndex())

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return not self.is_told and self.currentIndex() > 0

    @property
    def is_last(self) -> bool:
        """Whether the answers mean something after this page."""
        return self.currentIndex() == _PAGES - 1

    def _turn_to(self, index: int) -> None:
        self.setCurrentIndex(index)
        self._look()

    def _look(self) -> None:
        """Show what is asked after a "yes", and tell what can be done with the answers so far."""
        if self.is_told:
            return
        self.assessed.setVisible(self.pain.answer is True)
        self.injury_looked_at.setVisible(self._is_injured)
        self.changed.emit()

    def _page_is_answered(self, index: int) -> bool:
        if index == 0:
            whole = self.emergency.is_answered and self.soon.is_answered
            # A sign of an emergency waits for no other answer.
            return bool(self.emergency.ticked) or (whole and not self._has_region_to_choose)
        if index == 1:
            pain = self.pain.answer is False or (self.pain.answer is True and self.assessed.answer is not None)
            seen = not self._is_injured or self.injury_looked_at.answer is not None
            hurt = self.injury.answer is not None and seen
            return pain and hurt
        return self.conditions.is_answered

    def focus_open(self) -> None:
        """Lead the keyboard to the first question of the page that is not answered."""
        first: tuple[tuple[bool, WhereAreYou | Checklist | YesNo], ...] = (
            (self._has_region_to_choose, self.where),
            (not self.emergency.is_answered, self.emergency),
            (not self.soon.is_answered, self.soon),
        )
        second: tuple[tuple[bool, WhereAreYou | Checklist | YesNo], ...] = (
            (self.pain.answer is None, self.pain),
            (self.injury.answer is None, self.injury),
            (self.pain.answer is True and self.assessed.answer is None, self.assessed),
            (self._is_injured and self.injury_looked_at.answer is None, self.injury_looked_at),
        )
        pages = (first, second, ((not self.conditions.is_answered, self.conditions),))
        if not self.is_told:
            asked = next((question for is_open, question in pages[self.currentIndex()] if is_open), None)
            if asked is not None:
                asked.take_focus()

    def go_back(self) -> None:
        """Turn to the page before."""
        self._turn_to(max(self.currentIndex() - 1, 0))

    def go_on(self) -> None:
        """Turn to the next page, or show what the answers mean."""
        index = self.currentIndex()
        if self.is_told:
            return
        if index == 0:
            if not self._looked_at.issuperset(self._flags):
                self._show_advice()
                return
            self._turn_to(1)
        elif index == 1:
            self._turn_to(2)
        else:
            self._finish()

    def go_on_after_advice(self) -> None:
        """A clinician has looked at what the advice was about: the other questions follow."""
        self._looked_at = frozenset(self._flags)
        self.is_told = self.shows_advice = False
        self._turn_to(1)

    def leave(self) -> bool:
        """Skip what is left; False where a warning sign that was ticked has to be told of first."""
        if self.is_told:
            return True
        if self._flags and not self._looked_at:
            self._show_advice()  # a warning sign that was ticked counts, also where the rest is skipped
            return False
        self.is_told = True
        self._answered(self.state(answered=False) if self._looked_at else SafetyState())
        return True

    # --- results ------------------------------------------------------------------------------------------------------

    def state(self, answered: bool) -> SafetyState:
        """The answers as they stand; what was not asked yet stays as it was kept, unless all are `answered`."""
        kept = SafetyState(clearances=self._clearances) if answered else self._kept
        flags = self._flags
        injury_is_seen = self.injury_looked_at.answer is True
        injury = kept.recent_injury if self.injury.answer is None else self.injury.answer
        injury = injury or (self._is_injured and not injury_is_seen)
        injury_is_seen = injury_is_seen or not injury
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
            region=self._region.id or self._kept.region,
        )

    @property
    def _is_injured(self) -> bool:
        """Whether there is a knock to be looked at: one told of before holds until then, whatever is answered now."""
        if self.injury.answer is None:
            return False
        return self.injury.answer or (self._kept.recent_injury and not self._kept.looked_at)

    @property
    def _clearances(self) -> tuple[Clearance, ...]:
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
    def _has_region_to_choose(self) -> bool:
        """Where the table of regions could not be read there is none, and the words go without numbers."""
        return self.where.region is None and bool(self._rules.regions)

    @property
    def _region(self) -> Region:
        return self.where.region or UNKNOWN_REGION

    def _show_advice(self, *, tell: bool = True) -> None:
        """A warning sign was ticked: say so at once, before any other question, and only then have it kept."""
        found = self.state(answered=False)
        self._show_care_first(found)
        if tell:
            self._keep(found, self._show_care_first)

    def _show_care_first(self, found: SafetyState, refused: str = "") -> None:
        reason = gate(found, self._rules).reason
        urgent = text("In an emergency call {number}.", number=emergency_number(self._region))
        self.shows_advice = True
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
            *self._not_kept(found, refused, self._show_care_first),
        )

    def _care(self, reason: Reason) -> QWidget:
        title, sentence = care_words(reason, self._region)
        kind = "danger" if reason is Reason.EMERGENCY else "warm"
        return box(kind, label(str(title), Type.TITLE, tone=kind), label(str(sentence), Type.LARGE))

    def _finish(self) -> None:
        found = self.state(answered=True)
        self.is_told = True
        if not gate(found, self._rules).is_open:
            self._show_outcome(found)  # advice waits for no disk; that one can stretch does
        self._keep(found, self._show_outcome)

    def _keep(self, found: SafetyState, show: Callable[[SafetyState, str], None]) -> None:
        """Have the answers kept; what is shown then says whether they could be."""
        had, refused = self._refused, self._answered(found)
        self._refused = refused
        if refused or had or gate(found, self._rules).is_open:
            show(found, refused)

    def show_kept(self) -> None:
        """Show what the answers of before mean, in place of the questions."""
        if not self.is_told:
            self._show_outcome(self._kept)

    def _show_outcome(self, found: SafetyState, refused: str = "") -> None:
        heading, shown = self._outcome(found)
        if refused and gate(found, self._rules).is_open:
            heading, shown = _("Thank you."), []  # what can't be kept allows nothing
        self._show_result(
            label(heading, Type.TITLE),
            *shown,
            *self._not_kept(found, refused, self._show_outcome),
            label(_('When something is different, open "Safety questions" again.'), tone="soft"),
        )

    def _not_kept(
        self, found: SafetyState, refused: str, show: Callable[[SafetyState, str], None]
    ) -> tuple[QWidget, ...]:
        """Why the answers could not be kept, what that means, and what to do; nothing where they could."""
        if not refused:
            return ()
        again = button(_("Try again"), partial(self._keep, found, show))
        again.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        stays = _("Stretches stay off until your answers can be kept, and after the next start they are asked again.")
        todo = _("Make room on the disk, or let PostureApp write to its folder, and try again.")
        told = box(
            "warm",
            label(_("Your answers could not be kept"), Type.LARGE, bold=True),
            label(refused),
            label(stays),
            label(todo, bold=True),
            again,
        )
        return (told,)

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
        inside = shown.widget()
        laid = inside.layout() if inside is not None else None
        assert isinstance(laid, QVBoxLayout)
        laid.insertStretch(0, 1)  # a few lines, not at the top of an empty page
        laid.setStretch(laid.count() - 1, 2)
        self.addWidget(shown)
        self.setCurrentWidget(shown)
        self.is_told = True
        self.changed.emit()
        if self.isVisible():
            announce(self, " ".join(each.text() for each in shown.findChildren(QLabel) if each.text()))
