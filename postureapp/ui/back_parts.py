"""The parts of "My back": the latest entry, the visit, medical care where it comes first, and the last entries.

They show what they are given and tell of what is pressed; they decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from postureapp.core.booking import Visit, Went
from postureapp.core.pain_diary import KeptEntry, can_correct
from postureapp.core.safety import Gate, Reason, Region
from postureapp.core.text import _, text
from postureapp.ui import back_words, theme
from postureapp.ui.accessible import announce, tell_as
from postureapp.ui.controls import box, button, label
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.medical_words import care_words
from postureapp.ui.theme import Type

Act = Callable[[], object]


def buttons(*made: QPushButton) -> QWidget:
    """Buttons beside each other, and below each other where there is no room."""
    flow, holder = FlowLayout(theme.S), QWidget()
    holder.setLayout(flow)
    for each in made:
        flow.addWidget(each)
    return holder


def stops(part: QWidget) -> list[QWidget]:
    """What takes the keyboard in a part that is in no window yet, in the order of Tab."""
    found, at = [part], part.nextInFocusChain()
    while at is not None and at is not part:
        found.append(at)
        at = at.nextInFocusChain()
    return [each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None]


class LatestBox(QFrame):
    """The latest entry, or what this page is for, and the way to the next entry."""

    def __init__(self, check_in: Act, report: Act, hurts: Act) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.head = label(_("Your latest entry"), Type.SMALL, tone="soft")
        self.number = label("", Type.DISPLAY)
        self.when = label("", bold=True)
        self.told = label("", tone="soft")
        # It says what is kept, and promises nothing.
        self.first = label(
            _("When your upper back hurts, note it here: so you see over the weeks how it goes."), Type.LARGE
        )
        self.check_in = button(_("Check in"), check_in, "primary", described=_("Note how your upper back feels"))
        self.report = button(_("Report for the next session…"), report)
        self.hurts = button(_("My upper back hurts"), hurts)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        inside.setSpacing(theme.XS)
        for each in (self.first, self.head, self.number, self.when, self.told):
            inside.addWidget(each)
        inside.addSpacing(theme.S)
        inside.addWidget(buttons(self.check_in, self.report, self.hurts))

    def show_latest(self, kept: KeptEntry | None, now: datetime, *, booking: bool) -> None:
        """Show an entry; None where there is none yet. `booking`: whether the clinic may be offered."""
        self.first.setVisible(kept is None)
        for each in (self.head, self.number, self.when, self.report):
            each.setVisible(kept is not None)
        self.hurts.setVisible(kept is not None and booking)
        told = ""
        if kept is not None:
            self.number.setText(str(back_words.number(kept)))
            self.when.setText(str(back_words.when(kept, now)))
            told = "\n".join(filter(None, (back_words.where(kept), back_words.more(kept))))
        self.told.setText(told)
        self.told.setVisible(bool(told))


def care_box(gate: Gate, region: Region, open_care: Act) -> QFrame:
    """Medical care comes first: what is due, and the way to all of it."""
    title, _sentence = care_words(gate.reason, region)
    kind = "danger" if gate.reason is Reason.EMERGENCY else "warm"
    return box(
        kind,
        # Safety words.
        label(_("Medical care comes first"), Type.LARGE, bold=True),
        label(str(title), Type.LARGE, tone=kind),
        buttons(follow_button(open_care)),
    )


def follow_button(follow: Act) -> QPushButton:
    """The way to what a notice asks for, with the warning signs before it."""
    # Safety words.
    return button(_("What to do now…"), follow)


class VisitBox(QFrame):
    """A visit that was booked, and afterwards how it went. `answer` tells whether that is on the disk."""

    def __init__(self, answer: Callable[[Visit, Went], bool]) -> None:
        super().__init__()
        self._answer = answer
        self._visit: Visit | None = None
        self.setProperty("box", "card")
        tell_as(self, QAccessible.Role.Grouping)
        self.title, self.booked = label("", Type.LARGE, bold=True), label("")
        self.refused = label(_("That could not be kept; the card on your screen says why."), tone="danger")
        self.ways = {went: button(str(words), partial(self._tell, went)) for went, words in back_words.WENT.items()}
        self._ways = buttons(*self.ways.values())
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        inside.setSpacing(theme.S)
        for each in (self.title, self.booked, self._ways, self.refused):
            inside.addWidget(each)
        self.hide()

    def show_visit(self, visit: Visit | None, *, asks: bool) -> None:
        """Show a visit that is to come, or ask how it went; one that was told of is not shown any more."""
        self._visit = visit
        if visit is None or visit.went is not None:
            self.hide()
            return
        booked = str(back_words.booked(visit))
        self.title.setText(str(back_words.HOW_IT_WENT) if asks else booked)
        self.booked.setText(booked)
        self.setAccessibleName(self.title.text())
        self.booked.setVisible(asks)
        self._ways.setVisible(asks)
        self.refused.hide()
        self.show()

    def _tell(self, went: Went) -> None:
        if self._visit is not None and not self._answer(self._visit, went):
            self.refused.show()
            announce(self, self.refused.text())


class EntryList(QFrame):
    """The last entries, the latest first: day, number, where and words; each can be corrected for a day."""

    def __init__(self, entries: Sequence[KeptEntry], now: datetime, correct: Callable[[KeptEntry], object]) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.corrects: dict[int, QPushButton] = {}
        self._correct, self._now = correct, now
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.S)
        whole.addWidget(label(_("Your entries of the last 14 days"), Type.LARGE, bold=True))
        about = _("An entry can be corrected, or taken back, for a day.") if entries else _("There are none.")
        whole.addWidget(label(about, Type.SMALL, tone="soft"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setVerticalSpacing(theme.M)
        self._grid.setColumnStretch(2, 1)
        for line, kept in enumerate(reversed(entries)):
            self._add(line, kept)
        whole.addLayout(self._grid)

    def _add(self, line: int, kept: KeptEntry) -> None:
        day = label(str(back_words.when(kept, self._now)), tone="soft")
        number = label(str(back_words.number(kept)), bold=True)
        for short in (day, number):
            short.setWordWrap(False)
        told = label("\n".join(filter(None, (back_words.where(kept), back_words.more(kept)))))
        for column, each in enumerate((day, number, told)):
            self._grid.addWidget(each, line, column, Qt.AlignmentFlag.AlignTop)
        if can_correct(kept, self._now):
            name = text("Correct: {what}", what=back_words.in_words(kept, self._now))
            made = button(_("Correct…"), partial(self._correct, kept), "quiet", name=str(name))
            self.corrects[kept.id] = made
            self._grid.addWidget(made, line, 3, Qt.AlignmentFlag.AlignVCenter)
